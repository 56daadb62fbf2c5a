/* Private to layout: the boxes between the document tree and the frames.
 *
 *   paragraph -> segments (collect.c) -> pieces (items.c) -> lines (fit.c, para.c)
 *   blocks    -> a stack of atoms: lines and table rows, with the rules for a break before each
 * (stack.c) body, cell, note: all three are stacks; flow.c cuts the body into pages, table.c a
 * row's cells.
 *
 * Everything here lives in the scratch arena of one run; only frames outlive it. Lengths are
 * points, x from the left edge of the text column unless said. */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "layout/frame.h"

#define FIT_SLACK 0.01   /* a line may be wider by this (Word layout 1.1) */
#define PAGE_SLACK 0.05  /* a page may be fuller by this (5.1) */
#define DEFAULT_TAB 36.0 /* distance of the stops nobody set (6.3) */

enum { TAGS_ROOT = 0, TAGS_FURNITURE = 1 };

/* ---- a paragraph's content ---- */

/* The look of a stretch of text. */
struct run {
    struct face *face;
    const struct face_metrics *metrics;
    const struct char_props *look; /* what is drawn around it */
    double size;  /* drawn size: reduced for superior and inferior text */
    double em;    /* the size, scaled sideways */
    double raise; /* of the baseline, upward */
    double spacing;
    uint32_t color;
    bool kern;
    bool label; /* of a file of others: its descent does not make the line higher (Word layout 2.3) */
    char decimal; /* separator that a decimal tab looks for */
    int tag;
    const char *url;
};

/* PIECE_HYPHEN: where a word may be divided; printed and as wide as `hyphen` only at a line's end */
enum piece_type { PIECE_WORD, PIECE_SPACE, PIECE_TAB, PIECE_BREAK, PIECE_IMAGE, PIECE_HYPHEN };
enum break_kind { BREAK_NEVER, BREAK_EMERGENCY, BREAK_ALLOWED };
enum break_to { BREAK_TO_LINE, BREAK_TO_PAGE, BREAK_TO_COLUMN }; /* where what follows a break begins */

/* A stretch of the paragraph's text in one look and face, or what is no text. */
struct segment {
    enum piece_type type; /* PIECE_WORD: any text */
    enum break_to to;     /* PIECE_BREAK */
    const struct run *run;
    size_t offset, bytes;
    const struct node *image;
    int tag, note, field;
};

/* What is never divided: a word or a part of one in one run, a run of spaces, a tab, a picture. */
struct piece {
    enum piece_type type;
    enum break_kind before; /* may a line end before it? */
    enum break_to to;       /* PIECE_BREAK */
    const struct run *run;
    size_t offset, bytes; /* in the paragraph's text */
    size_t base;          /* subtracted from the glyphs' clusters: part of a longer shaped word */
    struct shaped glyphs;
    double x, width;         /* x and a tab's width are known when the line is placed */
    double height;           /* PIECE_IMAGE */
    double hyphen;           /* PIECE_HYPHEN: its width at a line's end */
    const struct node *node; /* PIECE_IMAGE */
    char leader;             /* PIECE_TAB */
    int tag;                 /* PIECE_IMAGE */
    int note;                /* index of the note it refers to, or -1 */
    int field;               /* index of the page number field it prints, or -1 */
};

struct line {
    size_t first, shown, end; /* pieces; [shown, end) hang: not drawn */
    enum break_to to;         /* what follows it begins there */
    bool squeezed;            /* its spaces shrink, so that one more word goes in */
    double stretch;           /* added to every space from `stretch_from` on */
    size_t stretch_from;
    double height, baseline; /* baseline from the line's top */
    double fit;              /* this much of it must be on the page */
    int note_first, note_end;
};

struct para_box {
    const struct node *node;
    const struct para_props *props;
    const char *text;
    struct piece *pieces;
    size_t n_pieces;
    struct line *lines;
    size_t n_lines;
    double width; /* of the text column */
    double label_width;
    bool joined_above, joined_below; /* the border or ground goes on from, to the paragraph beside it */
    int note_first, note_end;
};

/* The room for one line: fit.c. */
struct measure {
    double start, end; /* x from the text margin */
    const struct tab *tabs;
    size_t n_tabs;
    const char *text; /* the paragraph's: for decimal stops */
    double hanging;   /* implicit stop of the first line (6.4); only if > start */
    double default_tab;
    bool squeeze;     /* its spaces may shrink for one more word (1.7) */
    bool over_end;    /* text before a stop beyond the end may go up to it (6.7) */
};

struct fit {
    size_t shown, end; /* [shown, end) hang; the next line begins at end */
    bool squeezed;
};

/* ---- stacks ---- */

/* How bad a break before an atom is; a page takes the lowest level it can. */
enum break_level {
    LEVEL_FREE,
    LEVEL_KEEP_NEXT,
    LEVEL_KEEP_LINES,
    LEVEL_WIDOW, /* leaves a line alone */
    LEVEL__COUNT
};

enum atom_type { ATOM_LINE, ATOM_ROW };

struct atom {
    enum atom_type type;
    enum break_level level; /* of a break before it */
    bool page_break;        /* a page begins here */
    struct para_box *para;
    struct table_box *table;
    size_t index;   /* line or row */
    double gap;     /* above it */
    double top_gap; /* above it when it begins a page */
};

struct stack {
    struct atom *atoms;
    size_t n;
    double after; /* space after the last paragraph */
};

struct cell_box {
    const struct node *node;
    size_t row, col, row_end, col_end; /* grid rows and columns it covers: [row, row_end) */
    struct stack stack;
    size_t cursor; /* atoms before it stand on earlier pages */
    int tag;
    double length; /* of its lines, where its text is turned */
    struct cell_box *next_end; /* the next cell over several rows that ends in the same row */
};

struct row_box {
    double height; /* of the content, or of what is left of it; without borders */
    double least;  /* it is never lower, until it is cut */
    double top;    /* what the lines above it take, and the room between cells */
    double bottom; /* the same below, where a page or the table ends with it */
    bool exact;    /* `height` holds whatever stands in it */
    bool cant_split, keep_next, page_break;
    bool warned;
    size_t first_cell, end_cell;
    struct cell_box *ends; /* cells over several rows that end in it */
    int note_first, note_end;
};

struct table_box {
    const struct node *node;
    struct borders line; /* of cells that have none of their own */
    double spacing;      /* between cells */
    double width;        /* of the column it stands in */
    double *grid;  /* x of the columns + 1 grid lines */
    double *given; /* widths of the columns as the file has them; 0: none */
    double least; /* width below which a word would be divided; 0: it cannot be narrower */
    size_t columns;
    struct row_box *rows;
    size_t n_rows, header_rows;
    bool header_cut; /* higher than a page: not repeated */
    struct cell_box *cells;
    size_t n_cells;
    struct cell_box **spanning; /* cells over several rows, from the top */
    size_t n_spanning, passed;  /* those before `passed` ended on earlier pages */
};

/* A row, or a slice of one, on a page. */
struct slot {
    size_t row;
    double y, top, height; /* y: top of the upper border, which takes `top`; height: of the content */
    bool repeat;      /* a header row printed again */
    bool partial;     /* goes on on the next page */
    enum break_level level;
    bool force;
};

/* What a page (or cell) takes of a stack: atoms [from, to) and perhaps a slice of row `to`. */
struct cut {
    size_t from, to;
    bool header;  /* the header rows of the table that goes on are repeated */
    bool partial; /* a slice of atom `to` as well: */
    double slice; /* its height */
    enum break_level level;
    bool force;
};

struct note {
    const struct node *node;
    int number, tag;
    struct stack stack;
    size_t cursor;
    bool placed;
};

/* ---- the run ---- */

struct layout {
    struct ctx *ctx;
    struct fonts *fonts;
    const struct doc *doc;
    struct frames *frames;
    struct arena scratch;
    bool failed;
    bool too_many_pages;
    bool read;                 /* the document is a file of others: set as Word does it, whatever it asks for */
    bool silent;               /* a second run, a header printed again: all was said already */
    struct ctx nobody;         /* takes what need not be said */
    const struct node *header; /* the header printed last */

    /* section and page under way */
    const struct section *section;
    struct frame_page *page;
    double text_width, text_height;
    double body_left;             /* x of the text column on the page: sides change with both sides printed */
    double body_top, body_bottom; /* y on the page */
    int page_number;
    int tag; /* of the section: TAGS_ROOT where it is the only one */
    int tables; /* built around the block being built */
    struct stack first_header; /* of the section, built before its text */
    struct stack first_footer, last_mark; /* of the section, built after its text */
    const struct frame_matrix *matrix; /* of what is drawn now; NULL: upright */
    bool furniture; /* building a header: no tags, the page number is known */
    bool repeat;    /* drawing a repeated header row: artifacts */
    size_t cap_pages, cap_tags, cap_headings;

    /* notes */
    struct note *notes;
    size_t n_notes, cap_notes;
    size_t *queue; /* notes that the page prints at its foot */
    size_t n_queue, cap_queue;

    /* page number fields in the body: what this run printed, what the page turned out to be */
    int *field_printed, *field_actual;
    size_t n_fields, cap_fields, known_fields;

    /* used again for every paragraph */
    struct buf text; /* of the paragraph under way */
    struct segment *segments;
    size_t n_segments, cap_segments;
    struct piece *pieces;
    size_t n_pieces, cap_pieces;
    struct line *lines;
    size_t n_lines, cap_lines;
    const char *face_family;
    bool face_bold, face_italic;
    struct face *face;
};

/* Where diagnostics go now. */
static inline struct ctx *layout_ctx(struct layout *l)
{
    return l->silent ? &l->nobody : l->ctx;
}
/* Room for one more element in an array of the arena. */
void *layout_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size);

/* tags.c */
struct list_level {
    int level, list, body;
};
struct tag_list { /* the open lists of a run of items */
    struct list_level v[8];
    int n;
};
struct para_tags {
    int text, label;
};
int tags_add(struct layout *l, enum frame_tag_type type, int parent, const struct node *node);
struct para_tags tags_para(struct layout *l, struct tag_list *list, const struct node *para,
                           int parent);

/* collect.c: l->segments and l->text. `note_number`: of the note that the paragraph begins, or 0. */
void collect_para(struct layout *l, const struct node *para, struct para_tags tags, int note_number);
const struct run *items_run(struct layout *l, const struct char_props *c, int tag, const char *url,
                            struct pos pos);

/* items.c: the pieces of a paragraph in l->pieces; its text stands in the frames' arena.
 * `note_number` > 0: begins with that superior number. */
void items_collect(struct layout *l, struct para_box *p, struct para_tags tags, int note_number);
/* Divides words that are wider than `width` so that a line can end inside them. */
void items_divide(struct layout *l, struct para_box *p, double width);

/* fit.c */
void fit_line(const struct piece *v, size_t n, size_t first, const struct measure *m,
              struct fit *out);
double fit_place(struct piece *v, size_t first, size_t shown,
                 const struct measure *m); /* the width */

/* para.c */
struct para_box *para_build(struct layout *l, const struct node *node, double width,
                            struct para_tags tags, int note_number);

/* stack.c */
void stack_build(struct layout *l, const struct node *first, double width, int parent_tag,
                 struct note *note, struct stack *out);
double atom_height(const struct atom *a); /* without its gap */
double atom_fit(const struct atom *a);
/* The first atom that does not go into `avail`, with no break above `level`; `from` if none goes,
 * `from` + 1 if none goes and `force`. `used` is the height taken. */
size_t stack_take(const struct stack *s, size_t from, double avail, enum break_level level,
                  bool force, double *used);
double stack_rest(const struct stack *s, size_t from); /* height of what is left */

/* table.c: `width` of the column that it stands in */
struct table_box *table_build(struct layout *l, const struct node *node, double width, int parent_tag);
double cell_pads(const struct cell_box *c); /* above and below its text */
double cell_need(const struct cell_box *c); /* height of what is left of it */
/* Makes the last row of a cell over several rows as high as it needs; rows before `from` are on earlier pages. */
void span_fit(struct table_box *t, const struct cell_box *c, size_t from);
double cell_room(const struct table_box *t, const struct cell_box *c); /* width of its text, whatever its turn */

/* table_columns.c */
/* The widest word of a stack, and its widest line when nothing makes it break, with the indents. */
double stack_least(const struct stack *s);
double stack_natural(const struct stack *s);
/* Widths from what the file says, before the content is known: fills t->grid. */
void columns_set(struct layout *l, struct table_box *t);
/* The same when the content is built. False: they stay as they were; else it must be built again. */
bool columns_fit(struct layout *l, struct table_box *t);

/* table_slice.c */
/* A slice of row `r` that fits; false if a cell has nothing that does, or all are finished.
 * `height` is the slice's content. */
bool table_slice(const struct table_box *t, size_t r, double avail, enum break_level level,
                 bool force, double *height);
double table_slice_notes(const struct layout *l, const struct table_box *t,
                         const struct slot *slot);
double table_header_height(const struct table_box *t);
/* After a page: the height of what is left of row r; of the rows that cells from above still need.
 */
void table_reflow(struct table_box *t, size_t r);
void table_reflow_spans(struct table_box *t, size_t r);

/* table_draw.c */
/* Draws the slots and moves the cells' cursors on; `x` on the page. */
void table_draw(struct layout *l, struct table_box *t, struct slot *slots, size_t n, double x);
static inline const struct borders *cell_edge(const struct table_box *t, const struct cell_box *c)
{
    return c->node->as.cell.edge ? c->node->as.cell.edge : &t->line;
}

/* edge.c: a line of a border from x, y (its upper left corner) to the right or down. */
void draw_edge(struct layout *l, struct border b, double x, double y, double length, bool down);

/* draw.c: x and y on the page */
struct frame_item *layout_item(struct layout *l, enum frame_item_type type, int tag, double x,
                               double y);
void draw_rect(struct layout *l, double x, double y, double w, double h, uint32_t color);
void draw_para(struct layout *l, const struct para_box *p, size_t from, size_t to, double x,
               double y);
/* Draws the cut's atoms below y; the bottom is returned. */
double draw_stack(struct layout *l, const struct stack *s, const struct cut *cut, double x,
                  double y);

/* decor.c: around a line whose top or baseline is at y: what lies under the text, and what over it. `above`: the room above
 * the line that belongs to the paragraph's frame and ground. */
void frame_under(struct layout *l, const struct para_box *p, size_t i, double x, double y, double above);
void frame_over(struct layout *l, const struct para_box *p, size_t i, double x, double y);
void marks_under(struct layout *l, const struct para_box *p, const struct line *line, double x, double baseline);
void marks_over(struct layout *l, const struct para_box *p, const struct line *line, double x, double baseline);

/* turn.c: what is drawn until turn_end is turned. The matrix before is returned, turn_end takes it. */
/* Text that runs up or down in a box on the page: draw it from (0, 0) on, h wide and w high. */
const struct frame_matrix *turn_box(struct layout *l, enum turn turn, double x, double y, double w, double h);
/* About a place on the page, clockwise. */
const struct frame_matrix *turn_about(struct layout *l, double degrees, double x, double y);
void turn_end(struct layout *l, const struct frame_matrix *before);

/* page.c */
bool page_begin(struct layout *l, bool first_of_section); /* false: too many pages, reported */
void page_footer(struct layout *l);    /* the first page's, under its text */
void page_last_mark(struct layout *l); /* on the page under way */
double notes_height(const struct layout *l, int first, int end); /* of those not placed yet */
double notes_rule(void);                                         /* room of the rule above notes */
double notes_carried(const struct layout *l);
void notes_place(struct layout *l, int first, int end); /* onto the page's queue */
void notes_draw(struct layout *l,
                double body_end); /* the queue; what does not fit is carried over */
void notes_build(struct layout *l, int first, int end);
int notes_add(struct layout *l, const struct node *node, int parent_tag);

/* flow.c */
void flow_section(struct layout *l, const struct node *section, double after_before);

#endif
