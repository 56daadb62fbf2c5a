/* What the files of the DOCX writer share. Only engine/ooxml/ may include it.
 *
 * A `story` is a part that holds paragraphs (document, header, footnotes) with its own relations.
 * The docx owns every part until it is packed; names and targets live in its arena. */
#ifndef OOXML_WRITER_H
#define OOXML_WRITER_H

#include "base/xml.h"
#include "model/doc.h"

/* The fixed head of the package; headers, notes and pictures follow in the order they are met. */
enum fixed_part {
    PART_TYPES,
    PART_RELS,
    PART_DOCUMENT,
    PART_DOCUMENT_RELS,
    PART_STYLES,
    PART_SETTINGS,
    PART_FONTS,
    PART_CORE,
    PART_APP,
    PART__FIXED
};

struct part {
    const char *name;  /* without the leading slash */
    const char *type;  /* content type; NULL = known by the suffix */
    struct buf xml;    /* owned */
    struct span bytes; /* a picture: borrowed from the tree, used when `xml` is empty */
};

struct rel {
    const char *type; /* last step of the relation's URI, e.g. "header" */
    const char *target;
    bool external;
};

struct rels {
    struct rel *v;
    size_t n, cap;
};

struct docx {
    struct ctx *ctx;
    const struct doc *doc;
    struct arena arena;
    struct part *parts;
    size_t n_parts, cap_parts;
    const struct node **notes; /* met so far, in document order; id = index + 1 */
    size_t n_notes, cap_notes;
    const struct node *margin[2][3]; /* of a file of others: headers, footers (default, first, even) that hold now */
    const struct node *header; /* of the last header part written */
    const char *header_rel;    /* its relation in the document; NULL before the first */
    bool first_header;         /* one of type "first" was written */
    const char *footer_rel;    /* of the footer of pages that have none; NULL before the first */
    int headers, footers, pictures;
    int drawings, bookmarks; /* ids given out; the second also of tracked changes */
    struct style spacer;    /* the smallest paragraph Word allows, after a table */
    struct style note_mark; /* the number of a footnote */
    bool spacer_used, failed;
};

/* The place on the page of paragraphs that do not stand in the text [pt]. */
struct docx_frame {
    double top, width;
};

struct story {
    struct docx *docx;
    struct xml x;
    struct buf out;
    struct rels rels;
    bool holds_notes; /* only the document itself can refer to footnotes */
    int links;        /* how deep inside links */
    const struct docx_frame *frame; /* of the paragraphs being written; NULL = in the text */
    bool number_due;  /* the next paragraph is a note's first and begins with its number */
    const struct node *note; /* whose text is being written; NULL: none */
    bool gone;        /* what is being written was deleted, as a tracked change */
};

/* ---- docx.c ---- */
void docx_fail(struct docx *w, diag_code code, const struct node *n, const char *a);
struct part *docx_part(struct docx *w, const char *name,
                       const char *type); /* valid until the next */
/* Adds a relation; its id, e.g. "rId4". */
const char *docx_rel(struct docx *w, struct rels *rels, const char *type, const char *target,
                     bool external);
void story_begin(struct story *s, struct docx *w, const char *root);
void story_end(struct story *s);
/* Moves the story into the package as word/NAME with its relations beside it. */
void story_add(struct story *s, const char *name, const char *type);

/* ---- parts.c ---- */
void docx_types(struct docx *w, struct buf *out);
void docx_rels(const struct rels *rels, struct buf *out);
void docx_settings(struct docx *w, struct buf *out);
void docx_fonts(struct docx *w, struct buf *out);
void docx_core(struct docx *w, struct buf *out);
void docx_app(struct docx *w, struct buf *out);

/* ---- props.c ---- */
enum {
    CHAR_FAMILY = 1 << 0,
    CHAR_BOLD = 1 << 1,
    CHAR_ITALIC = 1 << 2,
    CHAR_STRIKE = 1 << 3,
    CHAR_COLOR = 1 << 4,
    CHAR_SPACING = 1 << 5,
    CHAR_KERN = 1 << 6,
    CHAR_SIZE = 1 << 7,
    CHAR_UNDERLINE = 1 << 8,
    CHAR_VERTICAL = 1 << 9,
    CHAR_LANG = 1 << 10,
    CHAR_CAPS = 1 << 11,
    CHAR_DOUBLE_STRIKE = 1 << 12,
    CHAR_HIDDEN = 1 << 13,
    CHAR_SCALE = 1 << 14,
    CHAR_RAISE = 1 << 15,
    CHAR_BOX = 1 << 16,
    CHAR_FILL = 1 << 17,
    CHAR_TOGGLES = CHAR_BOLD | CHAR_ITALIC | CHAR_STRIKE | CHAR_CAPS | CHAR_HIDDEN, /* 17.7.3 */
};
long docx_twips(double points);
unsigned char_diff(const struct char_props *base, const struct char_props *p);
/* <w:rPr> with the properties of `mask`; nothing if there are none and no style. */
void docx_rpr(struct xml *x, const char *style, const struct char_props *p, unsigned mask);
/* The same without the element around it. */
void docx_rpr_inside(struct xml *x, const char *style, const struct char_props *p, unsigned mask);
bool para_differs(const struct para_props *base, const struct para_props *p);
/* The place of a paragraph in a list. */
struct docx_number {
    int id, level;
    const struct para_props *indent; /* with the indents that the list gives; NULL: it gives none */
};
/* The elements of <w:pPr> between pStyle and rPr by which `p` differs from `base`. `number` NULL: in
 * no list. `frame` NULL: the paragraph stands in the text. `outline` is w:outlineLvl or -1. */
void docx_ppr(struct xml *x, const struct para_props *base, const struct para_props *p,
              const struct docx_number *number, const struct docx_frame *frame, int outline);
void docx_indents(struct xml *x, const struct para_props *p); /* <w:ind>, all of it */
void docx_border(struct xml *x, const char *name, const struct border *b);
void docx_fill(struct xml *x, const struct fill *fill); /* <w:shd> */
const char *docx_color(struct buf *out, uint32_t color); /* "FF0000", in `out` */

/* ---- styles.c ---- */
extern const struct para_props DOCX_PLAIN_PARA; /* what Word assumes where nothing is said */
void docx_make_styles(struct docx *w);          /* our own: spacer, note_mark */
void docx_styles(struct docx *w, struct buf *out);

/* ---- document.c ---- */
void docx_document(struct docx *w);
void docx_para(struct story *s, const struct node *para, const struct node *section);
/* Blocks of a cell, header or note: never empty and never ending in a table, as Word demands. */
void docx_blocks(struct story *s, const struct node *holder);
/* A paragraph without text. id 0: without an id. `section` ends with it unless NULL. */
void docx_empty_para(struct story *s, const struct style *style, const struct para_props *own,
                     uint32_t id, const struct node *section);
void docx_spacer(struct story *s, const struct node *after, const struct node *section);

/* ---- run.c ---- */
void docx_inlines(struct story *s, const struct node *para, const struct node *holder);
void docx_formula(struct story *s, const struct node *para, const struct node *n); /* math.c */
void docx_run_text(struct story *s, const char *text);
/* <w:rPr> of a run in `para`; `chr` NULL: as paragraph and style have it. */
/* Opens the element of a tracked change (17.13.5): w:ins or w:del. What was moved went and came. */
void docx_revision(struct story *s, enum revision r);
void docx_run_props(struct story *s, const struct node *para, const struct style *style, const struct char_props *chr);
void docx_label(struct story *s, const struct node *para); /* as text, with the space after it */

/* ---- drawing.c ---- */
void docx_image(struct story *s, const struct node *para, const struct node *n);
void docx_shape(struct story *s, const struct node *para, const struct node *n);

/* ---- numbering.c ---- */
/* The paragraph's place in its list; false: its label is text. */
bool docx_number(const struct node *para, struct docx_number *out);
/* The place that a style gives its paragraphs, when all of them have the same. */
bool docx_style_number(const struct docx *w, const struct style *s, struct docx_number *out);
void docx_numbering(struct docx *w, struct buf *out);
void docx_number_format(struct xml *x, enum numbering_format format); /* <w:numFmt> */

/* ---- table.c, section.c, notes.c ---- */
void docx_table(struct story *s, const struct node *table);
void docx_section(struct story *s, const struct node *section);
void docx_note_mark(struct story *s, const struct node *para, const struct node *note); /* a run in the document */
void docx_note_number(struct story *s);                        /* runs before the note's text */
void docx_notes(struct docx *w, bool endnotes);
bool docx_has_notes(const struct docx *w, bool endnotes);

#endif
