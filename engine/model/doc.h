/* The document tree: one tagged union, one header. Built by the merge or by reading a package,
 * checked, then const for layout and for the writers of ODT and DOCX.
 *
 * Lengths are points (double). Every paragraph names a style of the document's style table; deviations
 * stand in `own`. Text is NFC; capitals that a rule of ours asks for are real capitals here already. */
#ifndef MODEL_DOC_H
#define MODEL_DOC_H

#include "base/ctx.h"
#include "model/formula.h"
#include "text/date.h"

/* What a paper has where its number, day or month is written in later: no break, no other use. */
#define BLANK "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0"

/* The rule above footnotes, from the text's left edge [pt]: Word's two inches, as HD 05-HD/VPTW has it (page 27). */
static const double NOTE_RULE = 144;

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
    NODE_BREAK,       /* of the page or column: what follows begins on the next */
    NODE_PAGE_NUMBER, /* field */
    NODE_FIELD,       /* any other field; children: the result as stored */
    NODE_IMAGE,
    NODE_SHAPE,       /* a line, a rectangle, a text box; children: blocks */
    NODE_LINK,        /* children: inlines */
    NODE_FOOTNOTE,    /* children: blocks; an endnote as well */
    NODE_NOTE_MARK,   /* in a note that was read: its own number */
    NODE_BOOKMARK,    /* a place with a name */
    NODE_FORMULA,
};

enum section_start { SECTION_NEW_PAGE, SECTION_CONTINUOUS, SECTION_NEW_COLUMN, SECTION_EVEN_PAGE, SECTION_ODD_PAGE };

/* Columns of text beside each other; n <= 1: the whole width. */
struct columns {
    int n;
    double space;          /* between columns of equal width [pt] */
    const double *widths;  /* NULL: equal */
    const double *spaces;  /* after each; with `widths` */
    bool line;             /* a line between them */
};

/* Between a line's number and the text where the file says nothing, as Word has it: a quarter of an inch, in columns 0.13 in [pt]. */
static const double LINES_DISTANCE = 18, LINES_DISTANCE_COLUMNS = 9.36;

/* Numbers beside the lines of a section's text: not of tables, notes and text boxes (ECMA-376-1, 17.6.8; text:linenumbering-configuration). */
struct line_numbers {
    int every;                   /* those printed: 5, 10, 15; 0: none */
    int first;                   /* of the first line */
    double distance;             /* of their end from the text [pt]; 0: as Word has it by itself */
    enum lines_restart { LINES_BY_PAGE, LINES_BY_SECTION, LINES_ON } restart;
    enum numbering_format format;
    bool skip_empty;             /* empty lines are not counted */
    const struct style *style;   /* of characters; NULL: as the text of the paper */
};

/* What stands above and below the text. Each is a NODE_CELL holding blocks, outside the tree; NULL = none. What a section that
 * was read takes over from the one before stands here again. */
struct section {
    double width, height;             /* of the page [pt] */
    double top, bottom, left, right;  /* margins; a negative top or bottom is one that header and footer do not push */
    double header_distance;           /* page edge to the header's first line */
    double footer_distance;           /* page edge to the footer's last line */
    bool landscape, title_page;       /* title_page: the first page has first_header and first_footer, or nothing */
    bool restart_numbers;             /* page numbers begin at `first_number` again */
    int first_number;                 /* 0 in a paper whose cover is not counted */
    enum numbering_format page_format;
    bool mirrored;                    /* printed on both sides: on pages of even number left and right change places,
                                         and what begins at 1 begins on a front side */
    enum section_start start;
    struct columns columns;
    struct line_numbers lines;
    enum valign valign;               /* of the text on its page */
    bool own_endnotes;                /* stand at the end of the section */
    struct borders page_edge;         /* lines around the page; `space` from the text */
    bool page_edge_from_paper;        /* `space` of page_edge is measured from the edge of the paper */
    bool page_edge_holds_header, page_edge_holds_footer; /* else it runs between them and the text */
    enum page_edge_on { EDGE_ON_ALL, EDGE_ON_FIRST, EDGE_ON_OTHERS } page_edge_on; /* of the section's pages */
    struct node *first_header;        /* with title_page: on the first page */
    struct node *header;
    struct node *even_header;         /* where the document has even_headers; else `header` serves all */
    struct node *footer, *even_footer; /* the last line ends footer_distance above the page's edge; the text ends above them */
    struct node *first_footer;        /* on the first page; with footer_distance = bottom it is the last of the text's area */
    struct node *last_mark;           /* below the text of the last page, in its margin; paragraphs of exact lines */
    double last_mark_top;             /* from the page's upper edge [pt] */
};

/* A list: what numbers the headings of a text, so that an office suite counts on when one is added. The number of a level
 * begins again after one of a level above in the same list. The labels as printed stand in the paragraphs: layout needs no list. */
struct numbering_level {
    enum numbering_format format;
    /* of our own papers */
    const char *before, *after;     /* around the number: "Điều " and "." */
    int shown;                      /* levels whose numbers are printed, with "." between them: 2 = "1.1" */
    bool alone;                     /* the label stands on a line of its own */
    /* of a list that was read: `pattern` is not NULL and holds in place of the four above */
    const char *pattern;            /* "%1.%2)"; of a bullet the bullet */
    enum suffix suffix;
    enum align align;               /* of the label at its place */
    int start;                      /* first number */
    int restart;                    /* begins again after a level below this number (from 1) was counted; 0: never; -1: any level above */
    bool legal;                     /* all numbers in Arabic figures */
    const struct para_props *para;  /* indents and tab stop that the level gives; NULL: `style`'s */
    const struct style *style;      /* of the headings: whose indents hold; NULL: any paragraph */
    const struct style *label;      /* character style of the label; NULL: as the paragraph */
    const struct char_props *label_chr; /* look of the label where no style says it; NULL: as the paragraph */
};

enum { NUMBERING_LEVELS = 9, NUMBERING_MAX = 1000000 };

/* Lists may count on with each other, as Word's w:num of one abstract list do, and begin anew in between. */
struct numbering {
    int id; /* from 1, in the order of the document */
    struct numbering_level *levels; /* NUMBERING_LEVELS of them, `n` used; lists of one layout may have the same */
    int n;
    const struct numbering *shares; /* whose numbers it counts on; it shares with none itself. NULL: its own */
    int begins[NUMBERING_LEVELS];   /* where its first paragraph of that level or below makes the level begin; -1: it counts on */
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
    enum suffix suffix;                  /* between label and text */
    enum align label_align;              /* ALIGN_RIGHT: the label ends where it would begin */
    const struct char_props *mark;       /* look of the paragraph's end, which gives an empty one its height; NULL: the style's */
    const struct numbering *numbering;   /* the list that makes the label; NULL: it is text */
    int number_level;                    /* in the list, from 0 */
};

enum table_kind { TABLE_LAYOUT, TABLE_DATA };

struct table {
    enum table_kind kind;
    double left;          /* from the text margin to the grid's left line [pt]; with ALIGN_LEFT */
    enum align align;     /* of the grid in the column */
    const double *widths; /* of the grid columns [pt] */
    size_t columns;
    bool autofit;         /* columns may give way to their content (Word's autofit); else `widths` hold */
    double width;         /* preferred [pt]; 0: none; negative: that share of the column, -1 the whole */
    double border;        /* lines around and between cells that have none of their own [pt]; 0 = none */
    double spacing;       /* between cells [pt] */
    int header_rows;      /* repeated on each page */
    const struct placement *placement; /* NULL: in the flow; else beside it */
    const char *role;     /* "khoi-dau", "khoi-ky" or NULL */
};

struct row {
    bool header, cant_split;
    int skip;               /* grid columns before the first cell */
    enum line_rule rule;    /* of `height`; LINE_MULTIPLE: none */
    double height;          /* [pt]; LINE_AT_LEAST: of the content without the border above; LINE_EXACT: with it */
    enum revision revision; /* it came or went as a whole */
};

struct cell {
    int col_span, row_span;          /* >= 1; a covered cell is not in the tree */
    double pad_top, pad_bottom, pad_left, pad_right;
    enum valign valign;
    const struct borders *edge;      /* lines of its own, conflicts with neighbours resolved; NULL: the table's */
    struct fill fill;
    double width;                    /* preferred [pt]; 0: none; negative: share of the table */
    bool no_wrap;
    bool hide_mark;                  /* where it is empty it makes its row no higher */
    enum turn turn;                  /* of its text */
};

/* A tab to a place of the line instead of a stop (17.3.3.23). */
struct place_tab {
    enum align align;  /* of what follows: at the left end, in the middle, at the right end */
    bool from_indent;  /* the ends are the paragraph's indents, not the margins */
    char leader;       /* 0 or the character */
};

/* Of text, tabs, line breaks, breaks, page numbers and note marks. */
struct text {
    const char *text;              /* NODE_TEXT only */
    const struct style *style;     /* character style or NULL */
    const struct char_props *chr;  /* resolved; NULL: the paragraph style's */
    const struct place_tab *place; /* of a tab; NULL: to the next stop */
};

enum field_kind {
    FIELD_OTHER,         /* printed as stored */
    FIELD_PAGE,          /* the page's number in a format of its own; in the section's it is NODE_PAGE_NUMBER */
    FIELD_PAGES,         /* pages of the document */
    FIELD_SECTION_PAGES, /* of the section */
};

struct field {
    enum field_kind kind;
    const char *code;             /* as written: "REF _Ref123 \\h"; NULL: none */
    const struct style *style;
    const struct char_props *chr; /* look of a result that layout makes */
    enum numbering_format format;
};

/* Where an object stands that is not a letter of its line (ECMA-376-1:2016, 20.4; ODF 1.3 part 3, 20.290). */
enum wrap { WRAP_NONE, WRAP_SQUARE, WRAP_TOP_BOTTOM, WRAP_TIGHT /* along the contour */, WRAP_THROUGH /* and in its bays */ };
enum wrap_side { WRAP_BOTH, WRAP_LEFT, WRAP_RIGHT, WRAP_LARGEST }; /* where text stands beside it */
enum place_from { FROM_COLUMN, FROM_MARGIN, FROM_PAGE, FROM_PARAGRAPH, FROM_LINE, FROM_CHARACTER,
                  FROM_LEFT_MARGIN, FROM_RIGHT_MARGIN, FROM_INSIDE_MARGIN, FROM_OUTSIDE_MARGIN, FROM_TOP_MARGIN, FROM_BOTTOM_MARGIN };
enum place_align { PLACE_AT, PLACE_START, PLACE_CENTER, PLACE_END, PLACE_INSIDE, PLACE_OUTSIDE }; /* start: left or top */

/* The closed line that text keeps clear of in place of an object's box (wp:wrapPolygon, draw:contour-polygon). */
struct contour {
    const double *points;              /* x, y in shares of the object's size */
    size_t n;                          /* at least 3 */
};
enum { CONTOUR_MOST = 256 };       /* points that are read: each line beside it looks at all of them */

struct placement {
    enum place_from from_x, from_y;
    enum place_align align_x, align_y;
    double x, y;                       /* with PLACE_AT [pt] */
    enum wrap wrap;
    enum wrap_side side;
    const struct contour *contour;     /* WRAP_TIGHT, WRAP_THROUGH; NULL: the box */
    double room_top, room_bottom, room_left, room_right; /* kept free around it [pt] */
    bool behind;                       /* the text */
    bool in_cell;                      /* counted from the cell that its anchor stands in */
    int order;                         /* what is drawn later lies above */
};

struct image {
    const char *file;      /* path to read */
    struct span bytes;     /* PNG or JPEG; in a file of others any kind that model/picture.h knows */
    bool drawn;            /* it is a metafile: played, not decoded */
    double raise;          /* of a letter of its line: above the baseline [pt] (w:position of its run); an equation's is below 0 */
    double width, height;  /* drawn [pt] */
    const char *alt;
    const char *name;
    double crop_top, crop_bottom, crop_left, crop_right; /* shares of the picture cut away, 0..1 */
    double rotation;       /* clockwise [degrees] */
    bool flip_x, flip_y;   /* mirrored, before it is turned */
    struct border stroke;  /* around it, its middle on the edge; width 0: none */
    const struct placement *placement; /* NULL: a letter of its line */
};

enum shape_kind { SHAPE_RECT, SHAPE_LINE, SHAPE_ELLIPSE, SHAPE_ROUND_RECT, SHAPE_PATH };

/* What stands at an end of a line; its sizes count in widths of the line. */
enum arrow_kind { ARROW_NONE, ARROW_TRIANGLE, ARROW_OPEN, ARROW_STEALTH, ARROW_DIAMOND, ARROW_OVAL };
struct arrow {
    enum arrow_kind kind;
    double width, length;
};

/* Colours that go over into each other. */
struct gradient {
    bool radial;
    double angle;   /* of the direction they change in, clockwise from the right [degrees]; not radial */
    double x, y;    /* where they begin, in shares of the size; radial */
    struct gradient_stop {
        double at;  /* 0 to 1 */
        uint32_t color;
    } *stops;
    size_t n;
};

/* The radius of a round corner that nobody has changed, as a share of the shorter side (ECMA-376-1, roundRect). */
static const double DEFAULT_ROUND = 0.16667;

struct shape {
    enum shape_kind kind;
    double width, height;        /* [pt] */
    bool flip_x, flip_y;         /* of a line: from which corner to which */
    double rotation;             /* clockwise [degrees] */
    struct border stroke;        /* width 0: none */
    struct fill fill;
    const struct gradient *gradient; /* NULL: one colour */
    struct arrow head, tail;     /* at the beginning and the end of what is not closed */
    double round;                /* SHAPE_ROUND_RECT: radius as a share of the shorter side; 0: DEFAULT_ROUND */
    const double *points;        /* SHAPE_PATH: x, y in shares of width and height; n_points pairs */
    size_t n_points;
    bool closed;                 /* the path's end is joined to its beginning */
    double pad_top, pad_bottom, pad_left, pad_right; /* around its text */
    enum valign valign;          /* of its text */
    bool grow;                   /* as high as its text */
    bool stretched;              /* its text is drawn as wide and high as the shape: WordArt, watermarks */
    enum turn turn;              /* of its text */
    const char *alt, *name;
    const struct placement *placement; /* NULL: a letter of its line */
};

struct note_ref {
    bool endnote;
    const char *mark;             /* NULL: counted */
    const struct style *style;    /* of the reference */
    const struct char_props *chr;
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
        struct field field;
        struct image image;
        struct shape shape;
        struct note_ref note;
        struct formula formula;
        struct { const char *url; const char *tooltip; } link; /* url "#name": a bookmark */
        struct { const char *name; } bookmark;
        struct { bool column; const struct char_props *chr; } brk;
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

/* What the register of outgoing papers asks of a paper of ours; unlike doc_meta it is there of a secret one too, since such a
 * paper has a number as well. Nothing of it goes into a file. */
struct doc_filing {
    const char *profile, *family; /* "dang-2026", "dang"; NULL: a file of others */
    const char *kind, *code;      /* "Kế hoạch", "KH" */
    const char *organ;            /* as the head names it; NULL: a draft without */
    const char *organ_code;       /* "BCĐ"; of a joint paper the lead's; NULL: unknown */
    const char *symbol;           /* "KH/BCĐ"; NULL: unknown */
    const char *number;           /* "01"; a BLANK where it is written in later; NULL: the paper has no line for it */
    const char *separator;        /* between number and symbol */
    const char *copies;           /* so_ban; NULL: not said */
    const char *secrecy, *urgency;
    const char *supersedes, *repeals;
    struct date date;             /* year 0: undated */
};

/* How notes are counted. */
struct note_settings {
    enum numbering_format format;
    int start;         /* 0 stands for 1 */
    bool per_page, per_section;
    const struct node *separator; /* of footnotes that were read: the paragraphs above them, in a NODE_CELL; NULL: a rule in a room of ours */
    bool ruled;                   /* the rule stands in the first of them */
};

/* What a file says of how it is to be set. Zero: as our own papers are. */
struct doc_settings {
    bool squeeze;          /* justified lines may squeeze their spaces to take one more word (Word from compatibility mode 15) */
    bool table_text_at_margin; /* a table's text, not its left line, stands at the margin (Word up to mode 14) */
    bool from_writer;      /* read from ODT: what differs between Writer and Word goes Writer's way */
    bool spaces_add;       /* between paragraphs the space after the one and before the other, not the larger of both */
    double default_tab;    /* [pt]; 0: half an inch */
    bool even_headers;     /* pages of even number have their own */
    int compat;            /* Word's compatibility mode, 12 where a DOCX says none; 0: no DOCX was read */
    struct note_settings footnotes, endnotes;
};

/* A place for an electronic signature that the guide foresees: the PDF carries an empty signature field there. */
enum sign_part { SIGN_PERSON, SIGN_ORGAN, SIGN_COPY, SIGN__COUNT };
struct sign_box {
    double width, height; /* [pt]; 0: none */
    double picture;       /* SIGN_PERSON: how wide the picture of the signature may be [pt] */
    double cover;         /* SIGN_ORGAN: the share of that picture, from its left, that the seal covers */
};

struct style_list {
    struct style **v;
    size_t n;
};

/* Where the columns of a table stand whose widths follow its content, as it was laid out. */
struct table_grid {
    uint32_t table;      /* the node's id */
    uint32_t order;      /* of what was laid out again the last holds */
    double left;
    const double *width; /* of each column [pt] */
};
struct table_grids {
    const struct table_grid *v; /* by id, one a table */
    size_t n;
};

struct doc {
    struct arena arena;
    struct node *root;
    struct style_list styles;
    struct { struct numbering **v; int n, cap; } numberings;
    const struct style *body; /* the base style, also of empty paragraphs */
    struct doc_meta meta;
    struct doc_filing filing;
    struct doc_settings settings;
    struct table_grids grids; /* lent while a format is written that fixes the widths of columns; empty: as the file has them */
    bool draft;
    struct sign_box sign[SIGN__COUNT]; /* none in a draft and in what was read */
    int signers, organs;               /* how many sign, from the last name backward (0: all), and how many organs seal, likewise */
    struct { uint32_t *slots; size_t n, cap; } ids; /* those given out, hashed; 0 = free */
    struct { const char *given, *kept; } file;      /* the input named last, and the copy of its name */
};

/* The document is a file that others have made, not a paper of ours: set as the program that made it sets it. */
static inline bool doc_was_read(const struct doc *d)
{
    return d->settings.compat > 0 || d->settings.from_writer;
}

struct doc *doc_new(void);
void doc_free(struct doc *d);
/* A node that stands nowhere yet, without place or id. It has room for what its type has, no more: only that member of `as`
 * may be touched, and no node may be copied as a whole or change its type. */
struct node *node_bare(struct doc *d, enum node_type type);
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
/* A new list with the levels of another; NULL: with levels of its own. */
struct numbering *doc_numbering(struct doc *d, struct numbering_level *levels);
const struct style *doc_style(const struct doc *d, const char *id); /* NULL if none */
/* Properties in effect. */
static inline const struct para_props *para_props(const struct node *para)
{
    return para->as.para.own ? para->as.para.own : &para->as.para.style->para;
}
static inline const struct char_props *text_props(const struct node *para, const struct node *text)
{
    const struct char_props *own = NULL;
    switch (text->type) {
    case NODE_TEXT: case NODE_TAB: case NODE_LINE_BREAK: case NODE_PAGE_NUMBER: case NODE_NOTE_MARK: own = text->as.text.chr; break;
    case NODE_FIELD: own = text->as.field.chr; break;
    case NODE_FOOTNOTE: own = text->as.note.chr; break;
    case NODE_BREAK: own = text->as.brk.chr; break;
    case NODE_FORMULA: own = text->as.formula.chr; break;
    default: break;
    }
    return own ? own : &para->as.para.style->chr;
}
/* A space stands between label and content. */
static inline bool label_spaced(const struct node *para)
{
    return para->as.para.label && para->as.para.suffix == SUFFIX_SPACE && para->first && para->first->type != NODE_LINE_BREAK;
}
/* A formula that stands alone has a line's end before and behind it, one between two of them. */
static inline bool formula_begins_line(const struct node *n)
{
    return n->as.formula.alone && n->prev && n->prev->type != NODE_LINE_BREAK;
}
static inline bool formula_ends_line(const struct node *n)
{
    return n->as.formula.alone && n->next && n->next->type != NODE_LINE_BREAK &&
           !(n->next->type == NODE_FORMULA && n->next->as.formula.alone);
}
/* The look of the paragraph's end. */
static inline const struct char_props *mark_props(const struct node *para)
{
    return para->as.para.mark ? para->as.para.mark : &para->as.para.style->chr;
}
static inline const struct char_props *label_props(const struct node *para)
{
    return para->as.para.label_chr ? para->as.para.label_chr : &para->as.para.style->chr;
}
/* The paragraph's text: label, space and inlines; footnotes left out; line breaks and tabs as one space. */
void node_plain_text(const struct node *para, struct buf *out);
/* Text of a file of others that is in TCVN3 or VNI (recode.c) becomes Unicode. After reading, before anything else. */
void doc_recode(struct doc *d);
const char *recode_family(const char *family); /* the font that everybody has, near to one of an old code */
/* Paragraphs of files of others whose borders and indents are equal stand in one frame, or on one ground (ECMA-376-1,
 * 17.3.1.5 and 17.3.1.7). Either may be NULL or no paragraph. */
bool node_paras_join(const struct node *above, const struct node *below);
/* Next node in document order within `top`; NULL after the last. */
struct node *node_next(const struct node *n, const struct node *top);
/* -f tree: an indented dump, stable. */
void doc_dump(const struct doc *d, struct buf *out);
/* -f txt: a line a paragraph, cells separated by tabs. */
void doc_plain(const struct doc *d, struct buf *out);

#endif
