/* Private to layout: the boxes between the document tree and the frames.
 *
 *   paragraph -> segments (collect.c) -> pieces (items.c) -> lines (fit.c, para.c)
 *   blocks    -> a stack of atoms: lines and table rows, with the rules for a break before each
 * (stack.c) body, cell, note, text box: all are stacks; flow.c cuts the body into pages and columns,
 * table.c a row's cells; objects.c places what stands beside the text. lines.h has the first of these, boxes.h the second.
 *
 * Everything here lives in the scratch arena of one run; only frames outlive it. Lengths are
 * points, x from the left edge of the text column unless said. */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "layout/boxes.h"

#define FIT_SLACK 0.01   /* a line may be wider by this (Word layout 1.1) */
#define PAGE_SLACK 0.05  /* a page may be fuller by this (5.1) */
#define DEFAULT_TAB 36.0 /* distance of the stops nobody set (6.3) */

enum { TAGS_ROOT = 0, TAGS_FURNITURE = 1 };

/* ---- the run ---- */

struct page_plan;
struct layer;

/* A section under way, and what it prints on some of its pages as content. */
struct section_box {
    const struct section *section;
    size_t index;
    int tag;
    bool first_header_content, first_footer_content;
    struct stack first_header;            /* built before the text */
    struct stack first_footer, last_mark; /* built after it */
};

enum { MOST_FLOATING = 8, MOST_JOINTS = 64 };

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
    const struct node *header, *footer; /* printed last */
    const struct node *high;             /* header or footer that was said to be too high */

    /* section and page under way */
    const struct section *section;    /* whose text is built */
    const struct section_box *sheet;  /* that began the page */
    struct frame_page *page;
    const struct stack *page_foot;    /* content at the page's foot; NULL: none */
    double page_y, floor;             /* what is free of the page: below the text so far, above notes */
    struct columns_end {              /* of the section that stands last on the page */
        const struct section *section;
        int column;                   /* the first that is free */
        double top, end;
    } ended;
    double page_extra;                /* what a multiple adds below the last line so far */
    bool flowing;                     /* the blocks being built are cut into pages */
    bool in_cell;                     /* drawing a cell: */
    double cell_top;                  /* where it begins */
    double para_top;                  /* of the paragraph being drawn, on this page */
    double text_width, text_height;
    double body_left;             /* x of the text column on the page: sides change with both sides printed */
    double body_top, body_bottom; /* y on the page */
    int page_number;
    size_t section_index, n_sections;
    int tag; /* of the section: TAGS_ROOT where it is the only one */
    int tables; /* built around the block being built */
    const struct frame_matrix *matrix; /* of what is drawn now; NULL: upright */
    bool furniture; /* building a header: no tags, the page number is known */
    bool repeat;    /* drawing a repeated header row: artifacts */
    size_t cap_pages, cap_tags, cap_headings, cap_grids;

    struct page_plan *plans; /* of each page */
    size_t cap_plans;
    struct table_box *floating[MOST_FLOATING]; /* beside the next paragraph */
    size_t n_floating;
    struct atom *window; /* of the column being filled, used again */
    size_t cap_window;
    struct fill ground; /* behind the paragraph whose text is collected */
    const struct line_numbers *numbered; /* of the text being drawn; NULL: it has none */
    int line_number;                     /* of the last line that was counted */
    bool lines_begun;                    /* a section had numbers */
    bool broken; /* the section above ended with the break of a page */
    struct obstacle *obstacles;
    size_t n_obstacles, cap_obstacles;
    struct layer *layers;
    size_t n_layers, cap_layers;
    int layer_depth;
    struct frame_page below_layer; /* the page's items while a layer is drawn */

    /* notes */
    struct note *notes;
    size_t n_notes, cap_notes;
    size_t *queue; /* notes that the page prints at its foot */
    size_t n_queue, cap_queue;
    struct stack separator;  /* above footnotes; none: the rule of ours */
    size_t ended_notes;      /* endnotes before it are printed */
    int page_notes;          /* counted on this page */
    const struct note *note; /* whose text is being built */
    int note_counts[2];      /* footnotes, endnotes */

    struct field_box *fields; /* in the body */
    size_t n_fields, cap_fields, known_fields;
    size_t total_pages;    /* of the last run, or of this one when headers are finished */
    int *section_pages;    /* of each section, likewise */
    int *section_counts;   /* in this run */
    bool totals_used;      /* a header printed one of them */

    /* used again for every paragraph */
    struct buf text; /* of the paragraph under way */
    size_t joints[MOST_JOINTS]; /* behind hyphens that divide nothing: places in `text` */
    size_t n_joints;
    struct segment *segments;
    size_t n_segments, cap_segments;
    struct piece *pieces;
    size_t n_pieces, cap_pieces;
    struct line *lines;
    size_t n_lines, cap_lines;
    struct drawn *drawn;     /* metafiles that were played */
    size_t drawn_parts;      /* that all pages show together */
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
int tags_figure(struct layout *l, int parent, const struct node *node, const char *alt);
int tags_formula(struct layout *l, int parent, const struct node *node);
struct para_tags tags_para(struct layout *l, struct tag_list *list, const struct node *para, int parent);

/* collect.c: l->segments and l->text. `note`: that the paragraph begins with the number of, or NULL. */
void collect_para(struct layout *l, const struct para_box *p, struct para_tags tags, const struct note *note);
const struct run *items_run(struct layout *l, const struct char_props *c, int tag, const char *url, struct pos pos);

/* items.c: the pieces of a paragraph in l->pieces; its text stands in the frames' arena.
 * `note`: begins with its number. */
void items_collect(struct layout *l, struct para_box *p, struct para_tags tags, const struct note *note);
/* Of text in that look on the ground under way [0xRRGGBB]. */
uint32_t text_color(const struct layout *l, const struct char_props *c);
/* Divides words that are wider than `width` so that a line can end inside them. */
void items_divide(struct layout *l, struct para_box *p, double width);

/* fit.c */
void fit_line(const struct piece *v, size_t n, size_t first, const struct measure *m, struct fit *out);
double fit_place(struct piece *v, size_t first, size_t shown, const struct measure *m); /* the width */

/* align.c: places the pieces of a fitted line; `last`: of its paragraph, or of a part that a break ends. The other makes them as
 * wide as they were before. */
void line_align(struct para_box *p, struct line *line, const struct measure *m, bool last);
void line_loosen(struct para_box *p, const struct line *line);

/* para.c */
struct para_box *para_build(struct layout *l, const struct node *node, double width, struct para_tags tags, const struct note *note);
/* Its lines from `from` on again, for a column `width` wide and beside what stands there; NULL: nothing. */
void para_refit(struct layout *l, struct para_box *p, size_t from, double width, const struct beside *wrap);
void objects_settle(struct para_box *p); /* finds the lines of its anchors */

/* wrap.c: the places of one line `height` high at `y` on the page between `start` and `end` (x from the column's left
 * edge), at most LANES from left to right and none below `narrowest`; none: *next is where to try again. */
enum { LANES = 4 };
static const double LEAST_LANE = 72; /* beside an object, as in Word [pt] */
struct lane {
    double start, end;
};
size_t wrap_lanes(const struct beside *w, double y, double height, double start, double end, double narrowest, struct lane *out,
                  double *next);
/* contour.c: the stretches between `top` and `bottom` that an obstacle with a contour takes, from left to right (x on the page). */
enum { SPANS = 8 };
size_t contour_spans(const struct obstacle *o, double top, double bottom, struct lane out[SPANS]);
double contour_next(const struct obstacle *o, double y); /* below y, where a line may find other room */
bool wrap_meets(const struct beside *w, double width); /* does anything reach into the column at w->y or below? */

/* stack.c */
void stack_build(struct layout *l, const struct node *first, double width, int parent_tag,
                 struct note *note, struct stack *out);
void stack_of_table(struct layout *l, struct table_box *t, struct stack *out);
struct atom *stack_add(struct layout *l, struct stack *s);
/* Lines of a paragraph from `from` on that begin within `room`, one at least; what the block above decides is not set. The
 * line after the last is returned. */
size_t stack_lines(struct layout *l, struct stack *out, struct para_box *p, size_t from, double room);
/* More blocks at its end; `ruled`: below the rule of the notes. */
void stack_append(struct layout *l, const struct node *first, double width, int parent_tag, struct note *note,
                  struct stack *out, bool ruled);
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
void columns_keep(struct layout *l, const struct table_box *t); /* in the frames, where they followed the content */
void columns_tell(struct frames *f);                            /* when all are there */

/* table_slice.c */
/* A slice of row `r` that fits; false if a cell has nothing that does, or all are finished.
 * `height` is the slice's content. */
bool table_slice(const struct table_box *t, size_t r, double avail, enum break_level level, bool force, double *height);
double table_slice_notes(const struct layout *l, const struct table_box *t, const struct slot *slot);
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

/* Four borders whose lines meet at the corners, within the rectangle. */
void draw_frame(struct layout *l, const struct borders *e, double x0, double y0, double x1, double y1);

/* widgets.c: the places of form fields, once all pages stand. */
void widgets_place(struct layout *l);

/* line_numbers.c: a section or a page begins; a line of the column's text whose left edge is at x. */
void lines_begin_section(struct layout *l, const struct section *s);
void lines_begin_page(struct layout *l, const struct section *s);
void line_number(struct layout *l, const struct line_numbers *n, const struct para_box *p, size_t i, double x, double baseline);

/* draw.c: x and y on the page */
struct frame_item *layout_item(struct layout *l, enum frame_item_type type, int tag, double x, double y);
void draw_rect(struct layout *l, double x, double y, double w, double h, uint32_t color);
/* Draws the cut's atoms below y; the bottom is returned. */
double draw_stack(struct layout *l, const struct stack *s, const struct cut *cut, double x, double y);

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
/* What a box takes up once it is turned. */
struct box_size {
    double width, height;
};
struct box_size turned_size(double degrees, double width, double height);
/* Points become (x + a * their x, y + b * their y). */
const struct frame_matrix *turn_scaled(struct layout *l, double x, double y, double a, double b);
void turn_end(struct layout *l, const struct frame_matrix *before);

/* obstacles.c */
enum { MOST_OBSTACLES = 256, MOST_INNER = 16 }; /* on a page, in a cell; text runs through more */
void obstacles_clear(struct layout *l);
/* Places what is anchored in line `from` of the paragraph and below, which begins `lead` below its top, down to
 * `bottom`; the top of the highest obstacle is returned. */
double obstacles_of_para(struct layout *l, struct para_box *p, size_t from, double x, double top, double lead, double bottom);
/* Within a cell, a text box or a header: paragraph `p` begins `y` below the stack's top; what is anchored in it is added to
 * `inner`, and its lines give way. */
struct inner {
    struct obstacle v[MOST_INNER];
    size_t n;
};
void obstacles_inside(struct layout *l, struct inner *inner, struct para_box *p, double y, double own_gap);
double obstacles_bottom(const struct inner *inner);
bool object_moves_text(const struct object *o);
void obstacles_of_stack(struct layout *l, const struct stack *s, double x, double y);

/* objects.c */
void objects_build(struct layout *l, struct para_box *p, int parent_tag); /* before its pieces: their texts are built in the same memory */
/* Where an anchored object stands; `x`: of its column, `top`: of its paragraph, `line`: of its line, `letter`: of its anchor. */
struct spot {
    double x, width, top, line, letter;
};
void object_place(struct layout *l, struct object *o, const struct spot *spot);
struct spot object_spot(const struct layout *l, const struct para_box *p, const struct object *o, double x, double top, double line);
void object_draw(struct layout *l, struct object *o, double x, double y);

/* shapes.c */
struct room { /* for the text of a shape: along its lines and across them; `upright` is what stands above and below it */
    double left, top, along, across, upright;
};
struct room shape_room(const struct shape *s, double width, double height);
void shape_draw(struct layout *l, const struct object *o, double x, double y);
void draw_picture(struct layout *l, const struct node *node, int tag, double x, double y, double w, double h);
/* drawing.c: a metafile as the parts that it draws, once however often it is shown. NULL: nothing, reported. */
const struct frame_drawing *drawing_of(struct layout *l, const struct node *node, int tag);
struct frame_item *drawing_part(struct layout *l, struct frame_drawing *d, const struct drawing_clip *clip, enum frame_item_type type, int tag);
void drawing_text(struct layout *l, struct frame_drawing *d, const struct drawing_op *op, int tag, struct pos pos);
/* Draws what is anchored in line i, which stands at (x, y). */
void objects_draw(struct layout *l, const struct para_box *p, size_t i, double x, double y);

/* notes.c */
int fields_add(struct layout *l, enum field_of of, int guess); /* a number of the body that is not known yet */
double notes_height(const struct layout *l, int first, int end); /* of those not placed yet */
double notes_rule(void);                                         /* room of the rule above notes */
double notes_room(const struct layout *l);                       /* of what stands above footnotes */
void notes_line(struct layout *l, double x, double y);           /* that rule, y: top of its room */
double notes_carried(const struct layout *l);
void notes_place(struct layout *l, int first, int end); /* onto the page's queue */
/* The queue, above `bottom`; what does not fit below `body_end` is carried over, but for a line where `force`. The place
 * above which text must end is returned. */
double notes_draw(struct layout *l, double x, double body_end, double bottom, bool force);
void notes_build(struct layout *l, int first, int end);
int notes_add(struct layout *l, const struct node *node, int parent_tag);
void notes_section(struct layout *l);                    /* a section begins */
void notes_append(struct layout *l, struct stack *out);  /* the endnotes */

/* page.c */
struct section_box *section_begin(struct layout *l, const struct node *section); /* its headers and feet are built */
void section_measure(struct layout *l, const struct section *s);                /* text_width and text_height */
void section_feet(struct layout *l, struct section_box *box);                   /* after its text */
bool page_begin(struct layout *l, const struct section_box *box, bool first_of_section); /* false: too many pages, reported */
void page_end(struct layout *l, bool last_of_section);
void pages_finish(struct layout *l); /* headers and footers, now that all pages are known */

/* layers.c: objects lie in the order of their numbers, under or over the text of their page. */
void layer_begin(struct layout *l, const struct placement *placement); /* what is drawn goes there */
void layer_end(struct layout *l);
void layers_merge(struct layout *l); /* at the page's end */

/* flow.c: what of a section's text one column of a page takes. */
struct area { /* on the page */
    double x, width, top, bottom;
};
/* What is still to be set: lines of a paragraph that goes on, then the atoms from `next` on. */
struct source {
    const struct stack *stack;
    size_t next;
    struct para_box *para;
    size_t line;
};
struct filler {
    struct layout *l;
    struct source from;
    struct area area;
    bool below;      /* text of another section stands above: the column may take nothing */
    bool whole_rows; /* trying: no row is divided */

    /* what it takes */
    struct stack s;  /* the atoms looked at */
    struct cut cut;  /* of these */
    struct source rest;
    enum break_to ended; /* by a break */
    bool forced;       /* it is too high for the column */

    int restarts;
    double y;     /* bottom of the atoms looked at */
    double notes; /* height of their notes, with the rule */
    size_t best[LEVEL__COUNT];
};
void flow_fill(struct filler *f);
bool source_empty(const struct source *s);

/* columns.c: the text of a section, column by column and page by page. `after`: below the paragraph before it; what is left
 * below its own last is returned. */
double flow_section(struct layout *l, const struct node *section, double after);

#endif
