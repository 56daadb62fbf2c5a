/* What the files of the ODT reader share. Only engine/odf/read*.c may include it.
 *
 * Idea: every style of both parts stands in one table under its scope, family and name; how text looks is the family's
 * default with the attributes of a style's ancestors, then its own, laid over it (ODF 1.3 part 3, 16.2). A row of one
 * table reads an attribute or an element.
 *
 * Everything lives in the document's arena. Names of styles and text are borrowed from nobody: they are copied. */
#ifndef ODF_READER_H
#define ODF_READER_H

#include <libxml/tree.h>

#include "model/doc.h"
#include "package/xml.h"

enum {
    ODT_ANCESTORS = 32,    /* styles above each other */
    ODT_LEVELS = NUMBERING_LEVELS, /* of a list; a tenth of ODF is taken for the ninth */
    ODT_REPEAT = 1024,     /* columns, rows, cells, spaces that one element may stand for */
    ODT_BLOCKS_DEEP = 40,  /* tables, text boxes, lists, sections in each other; what stands deeper is left out */
};

/* ---- XML (read_xml.c) ---- */

enum odt_ns {
    ODT_NONE, ODT_OTHER, ODT_OFFICE, ODT_STYLE, ODT_TEXT, ODT_TABLE, ODT_DRAW, ODT_FO, ODT_XLINK, ODT_SVG, ODT_CONFIG, ODT_DC,
    ODT_META, ODT_XML, ODT_MATH, ODT_LOEXT,
};
enum odt_ns odt_ns(const xmlNs *ns);
bool odt_is(const xmlNode *n, enum odt_ns ns, const char *name); /* an element; false for NULL */
xmlNode *odt_first(const xmlNode *parent); /* elements only; NULL for NULL */
xmlNode *odt_next(const xmlNode *n);
xmlNode *odt_child(const xmlNode *parent, enum odt_ns ns, const char *name);
/* An attribute's value, borrowed from the tree; NULL: absent. */
const char *odt_attr(const xmlNode *n, enum odt_ns ns, const char *name);
const char *odt_value(const xmlAttr *a);
bool odt_true(const char *v);                      /* "true" */
long odt_int(const char *v, long otherwise);       /* bounded to +-1e6 */
/* The next number of a list parted by spaces and commas, as of svg:viewBox and draw:points; 0 where it is none. false: the list has
 * ended, or is NULL. */
bool odt_next_number(const char **list, double *out);
double odt_number(const char *v); /* that a text begins with, 0: none; bounded to +-20000 */
/* "12.5pt", "1cm", "0.5in": points. false: no length, `out` as it was. */
bool odt_length(const char *v, double *out);
bool odt_percent(const char *v, double *out);      /* "50%": 0.5 */
bool odt_color(const char *v, uint32_t *out);      /* "#rrggbb" */
void odt_border(const char *v, struct border *io); /* "0.5pt solid #000000", "none" */
/* All text below, white space as it stands. */
void odt_all_text(const xmlNode *n, struct buf *out);

/* ---- the reader ---- */

enum odt_family {
    ODT_PARA_STYLE, ODT_TEXT_STYLE, ODT_TABLE_STYLE, ODT_COLUMN_STYLE, ODT_ROW_STYLE, ODT_CELL_STYLE, ODT_SECTION_STYLE,
    ODT_GRAPHIC_STYLE, ODT_LIST_STYLE, ODT_PAGE_LAYOUT, ODT_MASTER, ODT_FONT, ODT_GRADIENT, ODT_MARKER, ODT_FAMILIES
};
enum odt_scope { ODT_COMMON, ODT_CONTENT, ODT_STYLES }; /* automatic styles are known in their part only */

/* A paragraph's look before it is one: in ODF a side line stands between margin and text, and tabs may count from the indent. */
struct odt_para {
    struct para_props p;           /* left, right: the margins as written */
    bool break_after;              /* of the page */
    bool indented;                 /* who gave the list style, or a style over it, gave indents too */
    const char *list_style;        /* NULL: none; "": none, though one below had one */
};

struct odt_style {
    enum odt_family family;
    enum odt_scope scope;
    const char *name;
    const xmlNode *node;
    struct odt_style *parent;      /* NULL: none, or the default */
    struct odt_style *next;        /* of the same hash */
    struct style *named;           /* of a common paragraph or text style */
    struct odt_para *para;         /* resolved, PARA */
    const struct char_props *chr;  /* resolved, PARA */
    const struct para_props *own;  /* finished without a list, PARA */
    const struct char_props *over, *made; /* TEXT: the look made over the look it was last laid over */
    struct odt_levels *levels;     /* LIST, read when first used */
    struct odt_page *page;         /* MASTER, the same */
};

/* How notes are numbered: text styles of the number at the note and in the text, what stands around the former. */
struct odt_notes {
    const char *number, *reference, *prefix, *suffix;
};

enum { ODT_HASH = 1024 };

struct odt {
    struct ctx *ctx;
    struct package *package;
    struct doc *doc;
    struct arena *arena;           /* the document's */
    const char *file;
    struct odt_style *styles[ODT_HASH];
    const xmlNode *defaults[ODT_FAMILIES]; /* style:default-style */
    const xmlNode *outline;        /* text:outline-style */
    const struct odt_style *first_master, *standard;
    struct odt_levels *outline_levels;
    enum odt_scope scope;          /* of the part being read */
    bool tabs_from_margin;         /* else from the indent */
    bool no_space_on_top;          /* a paragraph that begins a page loses the space before it */
    bool no_space_in_cells;        /* the last one of a cell the space after it */
    const xmlNode *content;        /* root elements */
    unsigned blocks;               /* counted for places */
    int deep;                      /* of blocks in each other */
    unsigned char told[DIAG__END];

    struct line_numbers lines;     /* of all sections */
    struct node *section;          /* under way; NULL: none yet */
    const struct odt_style *master; /* of it */
    const xmlNode *columns;        /* style:section-properties of the text:section that is being read; NULL: the page's columns */
    bool columns_due;              /* they are to hold from the next block on */
    struct columns page_columns;
    bool break_next;               /* a page begins with the next block */
    bool note;                     /* within a note: none may stand in it */
    bool margin;                   /* within a header or footer */
    bool box;                      /* within a text box */
    struct odt_lists *lists;
    struct odt_notes footnotes, endnotes;
};

/* Reports once a document; {1} is `what`. */
void odt_tell(struct odt *o, diag_code code, const char *what);
/* A node with a place of its own. */
struct node *odt_node(struct odt *o, enum node_type type, struct node *parent);

/* ---- styles (read_style.c, read_props.c) ---- */

void odt_styles_collect(struct odt *o, const xmlNode *root, enum odt_scope scope); /* office:styles as ODT_COMMON */
void odt_styles_resolve(struct odt *o);                                          /* when all are collected */
struct odt_style *odt_style(const struct odt *o, enum odt_family family, const char *name); /* NULL: none */
/* The style and those above it, the last one first; how many. */
size_t odt_ancestors(const struct odt *o, const struct odt_style *s, const struct odt_style *out[ODT_ANCESTORS]);
/* The value that the nearest of the style, its ancestors and the family's default has in the element of properties. NULL: none. */
const char *odt_property(const struct odt *o, const struct odt_style *s, const char *element, enum odt_ns ns, const char *name);
/* The same of the style itself: style:master-page-name. */
const char *odt_style_attr(const struct odt *o, const struct odt_style *s, enum odt_ns ns, const char *name);

/* A style of paragraphs by name, the base style for NULL and for what is not there. */
struct odt_style *odt_para_style(struct odt *o, const char *name);
const struct style *odt_named(struct odt *o, const struct odt_style *s); /* the common style it stands on; never NULL */
/* The look of a span over `base`; `named` gets its common style, or NULL. */
const struct char_props *odt_span(struct odt *o, const char *name, const struct char_props *base, const struct style **named);

void odt_chr_apply(struct odt *o, const xmlNode *text_properties, struct char_props *io);
void odt_para_apply(struct odt *o, const xmlNode *paragraph_properties, struct odt_para *io);
/* Borders, paddings and ground as paragraphs, cells, frames and pages have them. */
void odt_box_apply(const xmlNode *properties, struct borders *edge, struct fill *fill);
/* What layout takes: indents with the room of side lines, tabs from the margin. */
const struct para_props *odt_finish(struct odt *o, const struct odt_para *p);

/* ---- lists (read_list.c) ---- */

struct odt_level {
    bool given;
    const char *prefix, *suffix, *bullet; /* bullet NULL: numbers */
    const char *list_format;      /* "%1%.%2%)", in place of prefix, suffix and `shown`; NULL: none */
    enum numbering_format format;
    int shown, start;
    enum suffix followed;
    enum align align;
    bool aligned;                 /* label-alignment: left, first, tab; else the old indents, made the same */
    double left, first, tab;      /* tab < 0: none */
    const xmlNode *look;          /* style:text-properties of the label */
    const char *style;            /* text style of the label */
};
struct odt_levels {
    struct odt_level v[ODT_LEVELS];
    struct numbering_level *model; /* the same for the tree; NULL: not made yet */
    struct numbering *uncounted;   /* the one list of a style that counts nothing */
    bool counts;
};

/* The list that a paragraph stands in; on the stack of whoever reads text:list. */
struct odt_list {
    struct odt_list *around;
    struct odt_levels *levels;
    const char *style;
    struct odt_count *count;
    int level;                    /* from 0 */
    bool labelled;                /* the item's label is still to come */
    int start;                    /* the item begins here; < 0: it does not say */
};

void odt_list_begin(struct odt *o, const xmlNode *list, struct odt_list *around, struct odt_list *out);
/* Indents and label of a paragraph; `list` may be NULL. */
void odt_list_para(struct odt *o, const xmlNode *n, struct odt_list *list, const struct odt_para *look, struct node *para,
                   const struct char_props *chr);

/* ---- pages (read_page.c) ---- */

void odt_line_numbers(struct odt *o, const xmlNode *styles); /* o->lines, from the root of styles.xml */
/* The first line of the section's text bears the number `n`; whatever is below 1 is no number. */
void odt_first_line(struct odt *o, long n);
/* A section of its own from here on, on pages of `master`; first_number < 0: they count on. */
void odt_section_begin(struct odt *o, const struct odt_style *master, int first_number);
/* One that goes on below the last, with other columns. */
void odt_columns(struct odt *o, const xmlNode *section_properties);
/* The place of the next block: `to`, or the section under way where that is NULL. */
struct node *odt_target(struct odt *o, struct node *to);

/* ---- the walk (read_body.c, read_inline.c, read_table.c, read_frame.c) ---- */

/* Blocks at the end of `to`; NULL: of the section under way. */
void odt_blocks(struct odt *o, const xmlNode *holder, struct node *to, struct odt_list *list);
/* A copy of its properties that may be changed. */
struct para_props *odt_own(struct odt *o, struct node *para);
/* At least one paragraph stands in a cell. */
void odt_fill_empty(struct odt *o, struct node *cell);
/* false: the paragraph is hidden. `column`: it begins a column. */
bool odt_inlines(struct odt *o, const xmlNode *holder, struct node *para, const struct char_props *chr, bool column);
void odt_table(struct odt *o, const xmlNode *table, struct node *to);
/* draw:frame and shapes: a picture, a text box, a line. */
/* read_look.c: what a graphic style says; NULL: no gradient that is defined. `line`: as wide as the line is [pt]. */
const struct gradient *odt_gradient(struct odt *o, const struct odt_style *s);
struct arrow odt_arrow(struct odt *o, const struct odt_style *s, double line, bool tail);
void odt_frame(struct odt *o, const xmlNode *frame, struct node *para, const struct char_props *chr); /* chr: of the text around, or NULL */
/* A formula as text. false: the object is none. */
bool odt_formula(struct odt *o, const xmlNode *object, struct node *para, const struct char_props *chr);
bool odt_is_frame(const xmlNode *n);
/* The page of a style begins anew: master page, break, number. `s` may be NULL. */
void odt_page_break(struct odt *o, const struct odt_style *s, const char *element);

#endif
