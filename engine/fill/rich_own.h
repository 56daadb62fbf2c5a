/* What the files of rich values share. Not for other files of fill. */
#ifndef FILL_RICH_OWN_H
#define FILL_RICH_OWN_H

#include "expr/read.h"
#include "fill/rich.h"

enum {
    RICH_MAX_PICTURES = 4096,
    RICH_MAX_PICTURE = 32 << 20, /* bytes of a picture */
    RICH_MAX_FILE = 64 << 20,    /* of another file */
    RICH_EMU_MM = 36000, RICH_EMU_PT = 12700, RICH_EMU_INCH = 914400,
    RICH_MAX_LENGTH = 550 * RICH_EMU_MM, /* Word takes no longer side: 22 inches */
};

/* -- rich.c */

/* What was found, for messages: the text in quotes, or the kind of the value. In the arena. */
const char *rich_found(struct rich *r, const struct value *v);
/* How messages call the value: its key with the form around it. */
const char *rich_name(const struct value *v);
/* Reports `code` with name and finding; false. */
bool rich_fault(struct rich *r, diag_code code, const struct value *v);
/* The text of a scalar, read; NULL: reported. */
const char *rich_text_of(struct rich *r, const struct value *v);
/* A length in EMU. */
bool rich_length(struct rich *r, const struct value *v, long *emu);
/* rich_file of a name that is no value: `of` is the file that names it. */
bool rich_file_named(struct rich *r, const char *of, const char *text, struct pos pos, size_t limit, struct span *out);
/* The DOCX or ODT that the data name, in the template's format: converted if it is in the other. The caller closes it; what it
 * borrows is in the arena. NULL: reported. */
struct package *rich_package(struct rich *r, const struct value *name, struct span bytes);
/* Every member of the map is the tagged one or in `keys` (parted by spaces); else reported. */
bool rich_members(struct rich *r, const struct value *v, const char *keys);
/* The member, traced; NULL if absent. */
const struct value *rich_member(struct rich *r, const struct value *v, const char *key);

/* -- rich_text.c: letters with their look */

struct look {
    const char *style, *color, *fill, *pen, *underline, *font, *region, *url, *lang;
    long size; /* half points; 0: as around */
    enum { LOOK_LEVEL, LOOK_SUB, LOOK_SUPER } raised;
    bool bold, italic, strike, rtl;
    bool bold_off, italic_off, strike_off; /* set off what the style around has */
};

/* Runs being written. */
struct pen {
    struct rich *r;
    const struct rich_place *place;
    struct buf *out;
    struct span props;     /* of the runs, in the writer's words as those of rich_place */
    struct span paragraph; /* of paragraphs that are begun anew */
    const char *link;      /* relationship of the hyperlink around, or NULL */
    bool in_run, in_text;
    bool own;              /* the paragraph at hand is none of the template's */
};

/* Letters with \n, \t, U+0007, U+000C as line, tab, paragraph, page. */
void pen_text(struct pen *p, struct span text);
void pen_close(struct pen *p);  /* the run, if one is open */
/* A text in a look, in a link if it has an url. */
void pen_run(struct pen *p, const struct look *look, struct span text);

bool rich_print_rich(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);
bool rich_print_paragraphs(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);
bool rich_print_listing(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);

/* -- rich_picture.c */

bool rich_print_picture(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);

/* A picture to be drawn. */
struct drawing {
    struct span file;
    bool jpeg, sized;          /* sized: the data give its size */
    const char *name, *alt, *url;
    long cx, cy;               /* [EMU] */
};

/* What the form asks for. false: reported. */
bool rich_picture(struct rich *r, const struct value *form, const struct value *v, struct drawing *d);

/* The picture of a file, no wider than a page's text, with an alternative text or NULL; between runs. */
bool rich_draw(struct rich *r, const struct rich_place *place, const struct value *file, const char *alt, struct buf *out);

/* -- markup.c */

bool rich_print_markdown(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);
bool rich_print_html(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);

/* -- docx_write.c, odt_write.c: what a value becomes in a format */

struct markup;

/* A paragraph that Markdown or HTML asks for, over the one that the tag stands in. */
struct block_look {
    const char *style;   /* id; NULL: as around */
    int heading;         /* its level; 0: none */
    bool bare;           /* nothing of the paragraph around stays */
    bool no_indent, no_breaks; /* nor its indent; nor keeping with the next and breaks */
    bool placed, flush;  /* the indent is that of the item or cell at hand; flush: the first line has none */
    bool rule;           /* a line stands under it */
    const char *align;   /* "left", "center", "right", "both"; NULL: as around */
};

/* A row of a table: of its heading it is the first and the last one as well. */
enum markup_row { ROW_BODY = 0, ROW_HEAD = 1, ROW_HEAD_FIRST = 2, ROW_HEAD_LAST = 4 };

/* A place in a row. */
struct markup_cell {
    long width;    /* [twip] */
    size_t across; /* columns */
    size_t down;   /* rows from this one on; of a cell from above those that are left of it */
    bool below;    /* one that began in a row above goes on: nothing stands in it */
};

struct rich_writer {
    /* Between the level of the place and runs: what has to be closed before and opened after; the same for paragraphs. */
    void (*enter_runs)(struct rich *r, const struct rich_place *place, struct buf *out);
    void (*leave_runs)(struct rich *r, const struct rich_place *place, struct buf *out);
    void (*enter_blocks)(struct rich *r, const struct rich_place *place, struct buf *out);
    void (*leave_blocks)(struct rich *r, const struct rich_place *place, bool table_last, struct buf *out);
    void (*text)(struct pen *p, struct span text); /* pen_text, pen_close, pen_run */
    void (*close)(struct pen *p);
    void (*run)(struct pen *p, const struct look *look, struct span text);
    void (*listing)(struct rich *r, const struct rich_place *place, struct span text, struct buf *out); /* at RICH_TEXT */
    void (*begin_paragraph)(struct pen *p, const char *style); /* style NULL: as the one around */
    void (*end_paragraph)(struct pen *p);
    struct span (*styled)(struct rich *r, const char *style); /* a paragraph of this style, as rich_place has it */
    long (*text_width)(struct rich *r);                        /* [EMU]; NULL: pictures keep their size */
    void (*draw)(struct rich *r, const struct rich_place *place, const struct drawing *d, struct buf *out); /* between runs */
    /* Markdown and HTML (fill/markup.h). */
    void (*own_place)(struct rich_place *place, struct buf *paragraph, struct buf *run); /* what many paragraphs may have */
    void (*begin_block)(struct markup *m, const struct block_look *look);
    void (*end_block)(struct markup *m);
    const char *(*begin_list)(struct markup *m, bool ordered, const char *mark, long start, const char *style);
    void (*begin_item)(struct markup *m, const char *list);
    void (*end_list)(struct markup *m);
    void (*note)(struct markup *m, const struct value *blocks);
    void (*begin_table)(struct markup *m, const long *width, size_t n); /* [twip] */
    void (*begin_row)(struct markup *m, enum markup_row row);
    void (*begin_cell)(struct markup *m, const struct markup_cell *cell);
    void (*end_cell)(struct markup *m, const struct markup_cell *cell);
    void (*end_row)(struct markup *m, enum markup_row row);
    void (*end_table)(struct markup *m);
    /* The body of another file. false: reported. */
    bool (*subdoc)(struct rich *r, const struct rich_place *place, const struct value *file, struct buf *out);
};

extern const struct rich_writer docx_writer, odt_writer;

/* -- styles.c: the styles of the template */

enum style_kind { STYLE_PARAGRAPH, STYLE_CHARACTER, STYLE_TABLE, STYLE_LIST };

/* The id of the style that has this id or this name (whatever the case), as data ask for it. None: reported as a warning, and the name
 * itself is given. */
const char *styles_wanted(struct rich *r, enum style_kind kind, const struct value *v, const char *name);
/* By the name alone: what another file calls so. */
const char *styles_lookup_name(struct rich *r, enum style_kind kind, const char *name);
/* By what a built-in style is for, under the name that each of the offices' programs gives it: "quote". */
const char *styles_built_in(struct rich *r, enum style_kind kind, const char *word_name);
/* Ids of all styles, those that were added too. */
bool styles_has_id(struct rich *r, const char *id);
void styles_add_id(struct rich *r, const char *id);
/* The style for tables: "Table Grid", else the first that is not the default; NULL: none. */
const char *styles_table(struct rich *r);
/* The list that a paragraph style, or one that it is based on, is of, as id of w:num, and its level there; NULL: none. */
const char *styles_list(struct rich *r, struct span id, int *level);
/* It, or the one that it is based on, has a level in the outline. */
bool styles_is_heading(struct rich *r, struct span id);

#endif
