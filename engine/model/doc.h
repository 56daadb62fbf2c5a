/* The document tree: one tagged union, one header. Built by the merge (or, later, by reading a package),
 * checked, then const for layout and for the writers of ODT and DOCX.
 *
 * Lengths are points (double). Every paragraph names a style of the document's style table; deviations
 * stand in `own`. Text is NFC; capitals that a rule asks for are real capitals here already. */
#ifndef MODEL_DOC_H
#define MODEL_DOC_H

#include "base/ctx.h"
#include "text/date.h"

/* The rule above footnotes, from the text's left edge [pt]: Word's two inches, as HD 05-HD/VPTW has it (page 27). */
static const double NOTE_RULE = 144;

/* ---- properties ---- */

enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_JUSTIFY };
enum line_rule { LINE_MULTIPLE, LINE_EXACT, LINE_AT_LEAST };
enum valign { VALIGN_TOP, VALIGN_MIDDLE, VALIGN_BOTTOM };
enum vertical { VERTICAL_BASE, VERTICAL_SUPER, VERTICAL_SUB };
enum tab_align { TAB_LEFT, TAB_CENTER, TAB_RIGHT, TAB_DECIMAL };

struct char_props {
    const char *family; /* "Times New Roman" */
    double size;        /* [pt] */
    bool bold, italic, underline, strike, kern;
    enum vertical vertical;
    double spacing;     /* added after every character [pt]; negative condenses */
    uint32_t color;     /* 0xRRGGBB */
    const char *lang;   /* "vi-VN" */
};

struct border {
    double width;   /* of a line [pt]; 0 = none */
    double space;   /* between text and line [pt] */
    bool twice;     /* two lines, a line's width apart: the only double line that Word knows */
    uint32_t color; /* 0xRRGGBB */
};
/* The lines of a border with their gap [pt]. */
static inline double border_thickness(struct border b)
{
    return b.twice ? 3 * b.width : b.width;
}
/* What a border takes from its paragraph [pt]. */
static inline double border_room(struct border b)
{
    return b.width > 0 ? border_thickness(b) + b.space : 0;
}

struct tab {
    double at; /* from the text margin [pt] */
    enum tab_align align;
    char leader; /* 0 or the character */
};

struct para_props {
    enum align align;
    double left, right, first; /* indents [pt]; first negative = hanging */
    double before, after;      /* between paragraphs the larger of the two counts */
    enum line_rule line_rule;
    double line; /* LINE_MULTIPLE: factor; else [pt] */
    bool keep_next, keep_lines, widow_control, page_break_before;
    struct border top, bottom; /* over the width between the indents */
    struct border side;        /* left and right, outside the indents: with the like above and below, a box */
    const struct tab *tabs;
    size_t n_tabs;
};

enum style_kind { STYLE_PARA, STYLE_CHAR };

/* A named style, resolved: nothing is inherited at run time. `parent` is what a writer may name as base. */
struct style {
    enum style_kind kind;
    const char *id;   /* ASCII, e.g. "TrichYeu": style id in DOCX, style name in ODT */
    const char *name; /* shown: "Trích yếu" */
    const struct style *parent, *next;
    struct para_props para;
    struct char_props chr;
    int outline; /* 1..6: heading level for outline, structure tags and navigators; 0 = body */
    bool used;   /* by a paragraph or run of the document, or by a used style as parent or next */
};

/* What a paragraph is in the paper; drives structure tags and checks. */
enum role {
    ROLE_BODY,
    ROLE_TITLE_PARTY,  /* ĐẢNG CỘNG SẢN VIỆT NAM; Quốc hiệu */
    ROLE_MOTTO,        /* Tiêu ngữ */
    ROLE_SHORT_RULE,   /* the line under an organ or a subject */
    ROLE_PARENT_ORGAN,
    ROLE_ORGAN,
    ROLE_STAR,
    ROLE_NUMBER,
    ROLE_PLACE_DATE,
    ROLE_KIND,
    ROLE_AUTHOR,       /* under the kind: CỦA BAN THƯỜNG VỤ … */
    ROLE_THEME,        /* of a congress, in place of the kind */
    ROLE_THEME_NOTE,   /* whose report to which congress, under the theme */
    ROLE_SUBJECT,
    ROLE_DASHES,
    ROLE_ADDRESSEES,
    ROLE_GROUNDS,
    ROLE_ORDER,        /* lenh */
    ROLE_HEADING,      /* a section's line; level in para.level */
    ROLE_HEADING_NAME, /* second line: the name of a phần or chương */
    ROLE_ITEM,         /* dash or letter item; depth in para.level */
    ROLE_CAPACITY,
    ROLE_POST,
    ROLE_KIEM,
    ROLE_NAME,
    ROLE_CONFIRMATION, /* xác nhận chữ ký của đồng chí … */
    ROLE_RECIPIENTS,   /* the label */
    ROLE_RECIPIENT,
    ROLE_SECRECY,
    ROLE_URGENCY,
    ROLE_DRAFT_NUMBER,
    ROLE_CIRCULATION,
    ROLE_LAST_CIRCULATION, /* the note on circulation that stands on the last page */
    ROLE_DRAFTER,
    ROLE_TABLE_TITLE,
    ROLE_TABLE_UNIT,
    ROLE_CELL,
    ROLE_CELL_HEAD,    /* a column's heading */
    ROLE_CAPTION,
    ROLE_ANNEX,         /* "Phụ lục 1" */
    ROLE_ANNEX_TITLE,
    ROLE_POINTER,       /* "(Kèm theo …)": to the paper that the part belongs to */
    ROLE_CONTACT,
    ROLE_COPY_RULE,    /* between a paper and who copied it */
    ROLE_COPY_FORM,    /* SAO Y, TRÍCH SAO */
    ROLE_COPY_STAMP,
    ROLE_PAGE_NUMBER,
    ROLE_FOOTNOTE,
    ROLE__COUNT
};

/* ---- nodes ---- */

enum node_type {
    NODE_DOCUMENT, /* children: sections */
    NODE_SECTION,  /* children: blocks */
    /* blocks */
    NODE_PARA,     /* children: inlines */
    NODE_TABLE,    /* children: rows */
    NODE_ROW,      /* children: cells */
    NODE_CELL,     /* children: blocks; at least one paragraph */
    /* inlines */
    NODE_TEXT,
    NODE_TAB,
    NODE_LINE_BREAK,
    NODE_PAGE_NUMBER, /* field */
    NODE_IMAGE,
    NODE_LINK,     /* children: inlines */
    NODE_FOOTNOTE, /* children: blocks */
};

struct section {
    double width, height;             /* of the page [pt] */
    double top, bottom, left, right;  /* margins */
    double header_distance;           /* page edge to the header's first line */
    bool landscape, title_page;       /* title_page: no header on the first page */
    bool restart_numbers;             /* page numbers begin at 1 again */
    bool mirrored;                    /* printed on both sides: on pages of even number left and right change places,
                                         and what begins at 1 begins on a front side */
    struct node *first_header;        /* with title_page: on the first page; as `header`; NULL = none */
    struct node *header;              /* a NODE_SECTION-less list: NODE_CELL holding blocks; NULL = none */
    struct node *first_footer;        /* at the bottom of the first page's text, which ends above it; as `header` */
    struct node *last_mark;           /* below the text of the last page, in its margin; paragraphs of exact lines */
    double last_mark_top;             /* from the page's upper edge [pt] */
};

/* A list: what numbers the headings of a text, so that an office suite counts on when one is added. The number of a level
 * begins again after one of a level above in the same list. */
enum numbering_format { NUMBERING_DECIMAL, NUMBERING_ROMAN };

struct numbering_level {
    enum numbering_format format;
    const char *before, *after;     /* around the number: "Điều " and "." */
    int shown;                      /* levels whose numbers are printed, with "." between them: 2 = "1.1" */
    bool alone;                     /* the label stands on a line of its own */
    const struct style *style;      /* of the headings: whose indents hold */
    const struct style *label;      /* character style of the label; NULL: as the paragraph */
};

enum { NUMBERING_LEVELS = 6 };

struct numbering {
    int id; /* from 1, in the order of the document */
    struct numbering_level levels[NUMBERING_LEVELS];
    int n;
};

struct para {
    const struct style *style;
    const struct para_props *own; /* NULL: the style's */
    enum role role;
    int level;         /* heading level 1.. or item depth 1.. */
    const char *label; /* generated mark, e.g. "1.1.", "-", "a)", NULL; text follows after one space, or on the next line
                          when the content begins with a line break */
    const struct style *label_style;     /* character style of the label; NULL: the paragraph's look */
    const struct char_props *label_chr;  /* resolved; NULL: the paragraph style's */
    const struct numbering *numbering;   /* the list that makes the label; NULL: it is text */
    int number_level;                    /* in the list, from 0 */
};

enum table_kind { TABLE_LAYOUT, TABLE_DATA };

struct table {
    enum table_kind kind;
    double left;          /* from the text margin to the grid's left line [pt] */
    const double *widths; /* of the grid columns [pt] */
    size_t columns;
    double border;        /* lines around and between cells [pt]; 0 = none */
    int header_rows;      /* repeated on each page */
    const char *role;     /* "khoi-dau", "khoi-ky" or NULL */
};

struct row {
    bool header, cant_split;
};

struct cell {
    int col_span, row_span;          /* >= 1; a covered cell is not in the tree */
    double pad_top, pad_bottom, pad_left, pad_right;
    enum valign valign;
};

struct text {
    const char *text;
    const struct style *style;     /* character style or NULL */
    const struct char_props *chr;  /* resolved; NULL: the paragraph style's */
};

struct image {
    const char *file;      /* path to read */
    struct span bytes;     /* PNG or JPEG */
    double width, height;  /* drawn [pt] */
    const char *alt;
};

struct node {
    enum node_type type;
    struct node *parent, *first, *last, *prev, *next;
    struct pos pos;
    uint32_t id;       /* stable, from `place`; never 0, below 0x80000000, unique in the document */
    const char *place; /* "noi_dung.2.1", "nguoi_ky.0.ho_ten": where in the document */
    union {
        struct section section;
        struct para para;
        struct table table;
        struct row row;
        struct cell cell;
        struct text text;
        struct image image;
        struct { const char *url; } link;
    } as;
};

/* What files, lists and registers may say of the paper. Of a secret one they say nothing: all but the marks of
 * secrecy, `lang` and `generator` is empty, so that no writer has to remember it. Whatever keeps, sends or lists papers asks for `secrecy`. */
struct doc_meta {
    const char *secrecy; /* "Tuyệt mật", "Tối mật", "Mật"; NULL = none */
    bool hides_subject;  /* not even a register of secret papers has its trích yếu */
    const char *title;   /* "Kế hoạch về …" */
    const char *subject, *author, *kind, *symbol; /* author: the organ; symbol: "Số 01-KH/BCĐ" */
    const char *supersedes, *repeals; /* numbers of papers: "36-HD/VPTW; 3294-CV/VPTW/nb"; NULL: none */
    struct date date;    /* of the paper; creation date of the files; 0 = undated */
    const char *lang;    /* "vi-VN" */
    const char *generator; /* "vanban 0.1.0" */
};

struct style_list {
    struct style **v;
    size_t n;
};

struct doc {
    struct arena arena;
    struct node *root;
    struct style_list styles;
    struct { struct numbering **v; int n, cap; } numberings;
    const struct style *body; /* the base style, also of empty paragraphs */
    struct doc_meta meta;
    bool draft;
    struct { uint32_t *slots; size_t n, cap; } ids; /* those given out, hashed; 0 = free */
    struct { const char *given, *kept; } file;      /* the input named last, and the copy of its name */
};

struct doc *doc_new(void);
void doc_free(struct doc *d);
/* A node at the end of `parent` (NULL: not placed yet). `place` and the file of
 * `pos` are copied: the tree outlives what it was made from. The id is made from the place. */
struct node *node_new(struct doc *d, enum node_type type, struct node *parent, const char *place, struct pos pos);
/* The id that a node at this place gets, but for a collision: for reads that happen before it is made. */
uint32_t doc_place_id(const char *place);
void node_append(struct node *parent, struct node *child);
void node_insert_before(struct node *next, struct node *node); /* beside `next`, which has a parent */
struct node *node_text(struct doc *d, struct node *para, const char *text); /* appends a plain run */
struct node *node_break(struct doc *d, struct node *parent);                 /* appends a line break */
struct node *node_break_before(struct doc *d, struct node *next);            /* the same, in front of a node */
struct numbering *doc_numbering(struct doc *d);                              /* a new list */
const struct style *doc_style(const struct doc *d, const char *id); /* NULL if none */
/* Properties in effect. */
static inline const struct para_props *para_props(const struct node *para)
{
    return para->as.para.own ? para->as.para.own : &para->as.para.style->para;
}
static inline const struct char_props *text_props(const struct node *para, const struct node *text)
{
    return text->type == NODE_TEXT && text->as.text.chr ? text->as.text.chr : &para->as.para.style->chr;
}
/* A space stands between label and content. */
static inline bool label_spaced(const struct node *para)
{
    return para->as.para.label && para->first && para->first->type != NODE_LINE_BREAK;
}
static inline const struct char_props *label_props(const struct node *para)
{
    return para->as.para.label_chr ? para->as.para.label_chr : &para->as.para.style->chr;
}
/* The paragraph's text: label, space and inlines; footnotes left out; line breaks and tabs as one space. */
void node_plain_text(const struct node *para, struct buf *out);
/* Next node in document order within `top`; NULL after the last. */
struct node *node_next(const struct node *n, const struct node *top);
/* -f tree: an indented dump, stable. */
void doc_dump(const struct doc *d, struct buf *out);
/* -f txt: a line a paragraph, cells separated by tabs. */
void doc_plain(const struct doc *d, struct buf *out);

#endif
