/* Inside of the ODF writer: what its files share. Owned by odf; nobody else includes it.
 *
 * Named styles carry the look; an automatic style exists only for what deviates. Properties are
 * written as the difference to a base, attribute by attribute, so that a clerk who changes a style
 * changes everything that stands on it. */
#ifndef ODF_WRITE_H
#define ODF_WRITE_H

#include "base/xml.h"
#include "model/number.h"

/* ---- props.c: properties as attributes ---- */

/* What begins at a block. */
struct page_start {
    const char *master; /* the master page of a section; NULL = none */
    bool renumbers;     /* the pages count on from `number` */
    int number;
    const char *brk;    /* "page", "column": the block begins on the next; NULL = where it comes */
    int line;           /* of a paragraph: the number of its first line, where lines are numbered anew; 0 = they go on */
    bool joins;         /* of a paragraph: neighbours of equal borders stand in one frame */
};

/* <style:paragraph-properties> with what differs from `base`; nothing if nothing does and nothing begins. */
void odf_para_props(struct xml *x, const struct para_props *p, const struct para_props *base, struct page_start start);
void odf_default_para_props(struct xml *x, const struct doc *doc); /* of the document's base style, everything */
const char *odf_color(struct buf *out, uint32_t color); /* "#ff0000", in `out` */
void odf_ground(struct xml *x, const char *name, struct fill fill);
void odf_line(struct xml *x, const char *name, struct border b); /* "0.5pt solid #000000" or "none" */
bool odf_para_same(const struct para_props *p, const struct para_props *base);

/* What a run has before its automatic style: the paragraph style's properties, and over them those
 * in which the character style differs from the document's base style. */
struct char_base {
    const struct char_props *para, *named,
        *root; /* named: NULL = no character style; all NULL = nothing */
};
void odf_char_props(struct xml *x, const struct char_props *p, struct char_base base);
bool odf_char_same(const struct char_props *p, struct char_base base);

void odf_length(struct xml *x, const char *name, double points);

/* ---- autostyle.c: automatic styles, collected and shared ---- */

enum auto_family {
    AUTO_PARA,
    AUTO_TEXT,
    AUTO_TABLE,
    AUTO_COLUMN,
    AUTO_ROW,
    AUTO_CELL,
    AUTO_FRAME,
    AUTO_MARK,
    AUTO_SECTION,
    AUTO__COUNT
};

struct auto_style {
    enum auto_family family;
    struct page_start start; /* PARA, TABLE */
    union {
        struct {
            const struct style *style;
            const struct para_props *own, *base;
            const struct char_props *look;
        } para; /* base: what holds without the style; look: what its text stands on */
        struct {
            const struct style *named;
            const struct char_props *chr;
            struct char_base base;
        } text;
        const struct table *table;
        double width; /* COLUMN */
        const struct row *row;
        struct {
            const struct cell *cell;
            double border;
        } cell;
        struct {
            const struct placement *placement; /* NULL = a letter of its line */
            const struct shape *shape;         /* NULL = a picture */
            const struct image *image;         /* NULL = a shape */
            bool text;                         /* the shape is a text box */
        } frame;
        const struct columns *columns; /* SECTION */
    } as;
};

struct auto_entry {
    struct auto_style style;
    const char *key, *name; /* key: the style as XML without its name */
    uint32_t hash;
};

/* {.arena = a} is empty. */
struct auto_list {
    struct arena *arena;
    struct auto_entry *v;
    size_t n, cap;
    uint32_t *slots; /* open addressing: index + 1, 0 = free */
    size_t n_slots;
    int numbers[AUTO__COUNT];
};

/* The name of the style, the same for equal styles; borrowed from the arena. */
const char *auto_name(struct auto_list *list, const struct auto_style *style);
void auto_write(struct xml *x,
                const struct auto_list *list); /* the styles, in order of first use */
void auto_release(struct auto_list *list);

/* ---- content.c ---- */

struct odf_picture {
    const char *name, *type; /* "Pictures/1.png", "image/png" */
    struct span bytes;
};

/* A list while the paragraphs that stand in it are written. */
struct list_state {
    struct numbering_count count;  /* as the tree counts */
    unsigned begun;
    long seen[NUMBERING_LEVELS];   /* as a reader of this part does; -1: nothing was counted */
    bool named;                    /* its first paragraph was written in this part */
};

struct odf {
    struct ctx *ctx;
    const struct doc *doc;
    struct arena arena; /* names */
    struct xml x;
    struct auto_list autos; /* of the part being written */
    struct odf_picture *pictures;
    size_t n_pictures, cap_pictures;
    int notes, tables; /* written so far */
    struct list_state *lists; /* of each numbering of the document; NULL before the first */
    bool margins;      /* headers and footers are being written */
    bool nameless;     /* what is being written was written before: its ids stand there */
    const struct node **written; /* headers and footers so far */
    size_t n_written, cap_written;
    bool links;        /* one was written */
    bool last_line;    /* a line of one point was written */
    bool frames;       /* a text box was written */
    const char *brk;   /* of a break at a paragraph's end: the next block begins there */
    const struct node *floating; /* tables beside the text that the next paragraph is to hold: the first of them */
    int drawings;      /* drawing objects written so far */
    const struct shape **looks; /* those whose gradients and ends the styles must define */
    size_t n_looks, cap_looks;
    bool space;        /* a space here would be collapsed (ODF 1.3 part 3, 6.1.2) */
    const struct node *para;
};

void odf_content(struct odf *o, struct buf *out);
/* Pictures and shapes of a line, of files of others: draw.c. */
void odf_shape(struct odf *o, const struct node *n);
void odf_formula(struct odf *o, const struct node *n); /* math.c */
void odf_place(struct odf *o, const struct placement *p); /* attributes of a frame or shape */
void odf_place_turned(struct odf *o, const struct placement *p, double width, double height, double rotation);
void odf_contour(struct odf *o, const struct image *i); /* <draw:contour-polygon>, of what text follows closely */
bool odf_image_is_framed(const struct image *i); /* it needs the style of frames, ODF_FRAME */
void odf_frame_props(struct xml *x, const struct auto_style *s); /* <style:graphic-properties> */
/* Gradients and ends of lines, which stand among the named styles: look.c. */
void odf_keep_look(struct odf *o, const struct shape *s); /* of a shape that is written */
void odf_put_look(struct xml *x, const struct shape *s);  /* attributes of its style */
void odf_looks(struct odf *o);                            /* <draw:gradient>, <draw:marker> */
void odf_columns(struct xml *x, const struct columns *c);       /* <style:columns> */
/* The first that a section has: ODF knows one for the whole document (page.c). NULL: none. */
const struct line_numbers *odf_numbers_lines(const struct odf *o);
void odf_line_numbers(struct odf *o); /* <text:linenumbering-configuration> */

/* Blocks of a header, into o->x. */
void odf_blocks(struct odf *o, const struct node *parent);

/* ---- para_style.c ---- */

/* A break within a paragraph parts it in ODF. */
enum para_part {
    PART_WHOLE = 0,
    PART_BEHIND = 1,  /* a break that ended what stands above: no space before it */
    PART_GOES_ON = 2, /* its first line was before the break */
    PART_BROKEN = 4,  /* the rest comes behind a break: no space after it */
    PART_LATER = 8,   /* a part of it was written */
    PART_HANGS = 16,  /* a break alone: as low as can be */
};
/* What the text of a paragraph stands on: the look of its end, which ODF keeps in the paragraph's own style; in files of others
 * it may differ from that of the style, and an empty paragraph is as high as it. */
const struct char_props *odf_para_look(const struct odf *o, const struct node *para);
/* The name of the style of a paragraph, or of a part of it (enum para_part). */
const char *odf_para_style(struct odf *o, const struct node *n, unsigned part, struct page_start start);

/* ---- table.c ---- */

void odf_table(struct odf *o, const struct node *table, struct page_start start);
bool odf_floats(const struct odf *o, const struct node *block); /* a table that the next paragraph holds, or the end of the blocks */
void odf_floating(struct odf *o); /* those that are due, into the paragraph under way */

/* ---- styles.c: after the content, which tells what is needed ---- */

void odf_styles(struct odf *o, struct buf *out);
void odf_namespaces(struct odf *o); /* of content.xml and styles.xml */
void odf_font_faces(struct odf *o);

/* Names of styles of our own: the line that must follow a last table, links, text boxes. */
#define ODF_AFTER_TABLE "SauBang"
#define ODF_LINK "LienKet"
#define ODF_FRAME "Khung"

/* ---- list.c ---- */

void odf_lists(struct odf *o); /* the list styles, into o->x */
void odf_lists_part(struct odf *o); /* another part begins, with lists of its own */
bool odf_listed(const struct para *p); /* it stands in its list; else its label is text */
void odf_list_open(struct odf *o, const struct para *p);
void odf_list_close(struct odf *o, const struct para *p);

/* ---- page.c ---- */

void odf_page_layouts(struct odf *o);
void odf_master_pages(struct odf *o);
bool odf_shares_page(const struct node *section); /* another section goes on below it, so that the page has no columns itself */
/* The master page that section `index` (from 0) begins with. */
const char *odf_master(struct odf *o, const struct node *section, size_t index);

/* ---- meta.c ---- */

#define ODF_MEDIA_TYPE "application/vnd.oasis.opendocument.text"
void odf_meta(struct odf *o, struct buf *out);
void odf_settings(struct odf *o, struct buf *out);
void odf_manifest(struct odf *o, struct buf *out);

#endif
