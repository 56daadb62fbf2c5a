/* Private to layout: stacks of lines and rows, tables, notes and objects; what a page takes of them. */
#ifndef LAYOUT_BOXES_H
#define LAYOUT_BOXES_H

#include "layout/lines.h"

/* How bad a break before an atom is; a page takes the lowest level it can. */
enum break_level {
    LEVEL_FREE,
    LEVEL_KEEP_NEXT,
    LEVEL_KEEP_LINES,
    LEVEL_WIDOW, /* leaves a line alone */
    LEVEL_BESIDE, /* between lines that stand beside each other */
    LEVEL__COUNT
};

enum atom_type { ATOM_LINE, ATOM_ROW, ATOM_RULE /* above endnotes */ };

struct atom {
    enum atom_type type;
    enum break_level level; /* of a break before it */
    enum break_to begins;     /* a page or column begins here */
    struct para_box *para;
    struct table_box *table;
    size_t index;   /* line or row */
    double gap;     /* above it */
    double top_gap; /* above it when it begins a page */
    double own_gap; /* of the gap, what belongs to the paragraph: its top is so much higher than its first line */
    double need;    /* in a page's stack: room for what stands beside it; 0: none */
    size_t source;  /* in a page's stack: where in the section's the row or the paragraph's first line stands */
};

struct stack {
    struct atom *atoms;
    size_t n, cap;
    double after; /* space after the last paragraph */
    bool broken;  /* the break of a page ends it */
    bool whole;   /* a line takes its whole height and the space below its paragraph, where it is cut too */
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
    double width, room;  /* of the column it stands in; what it may take of it */
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
    const char *label; /* as printed */
    bool labelled;     /* it has no mark of its own: the label goes before its text */
    int tag;
    int field;         /* numbers begin on each page again: its field; else -1 */
    struct stack stack;
    size_t cursor;
    bool placed;
};

/* A number that the body prints before it is known: what this run printed, what it turned out to be. */
enum field_of { FIELD_OF_PAGE, FIELD_OF_PAGES, FIELD_OF_SECTION_PAGES, FIELD_OF_NOTE };
struct field_box {
    enum field_of of;
    int printed, actual;
    size_t section;
};

/* What is drawn as one thing and may stand beside the text: a shape, or a picture or table with a placement. */
struct object {
    const struct node *node;
    const struct placement *placement; /* NULL: in its line */
    double width, height;
    struct stack text; /* of a shape; the rows of a table */
    struct table_box *table; /* NULL: none */
    size_t offset;     /* of its anchor in the paragraph's text */
    size_t line;       /* in which that stands */
    int tag;
    double x, y;       /* where it stands on `page` (index + 1), once flow has placed it */
    size_t page;
};

#endif
