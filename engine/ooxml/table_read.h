/* A table while it is being read: read_table (structure) and read_table_edge (borders). */
#ifndef OOXML_TABLE_READ_H
#define OOXML_TABLE_READ_H

#include "ooxml/walk.h"

enum {
    GRID_COLUMNS_MOST = 256, /* Word has 63 */
    CELL_NODES_MOST = 64,    /* w:tcPr of table styles that hold for a cell */
};

enum side { SIDE_TOP, SIDE_BOTTOM, SIDE_LEFT, SIDE_RIGHT, SIDES };

/* A cell of a row as it stands in the file. */
struct table_cell {
    const xmlNode *tc, *pr;   /* pr: w:tcPr or NULL */
    int col, end;             /* grid columns [col, end) */
    bool continues;           /* w:vMerge without "restart": belongs to `origin` if there is one */
    struct table_cell *origin; /* the cell itself, or the one above that covers it */
    /* of an origin: */
    struct node *node;
    int first_row, last_row;
    const xmlNode *last_pr;   /* of the lowest cell that it covers */
    struct border edge[SIDES];
    bool own[SIDES];          /* said by the cell, not by its table */
    bool set[SIDES], mixed[SIDES]; /* while conflicts are resolved */
};

struct table_row {
    const xmlNode *tr, *pr, *exception; /* w:trPr, w:tblPrEx or NULL */
    struct table_cell *cells;
    int n, skip;
};

struct table_read {
    struct reader *r;
    const xmlNode *pr;        /* w:tblPr or NULL */
    const struct table_style *style;
    unsigned look;            /* w:tblLook */
    struct table_row *rows;
    int n_rows, columns;
    struct node *node;
};

/* Elements that say how a cell looks, what wins last: of the table style for its place. `name`: "tblPr", "tcPr". */
size_t table_style_of(const struct table_read *t, const struct table_cell *c, const char *name, const xmlNode **out);

/* Gives every cell the lines that are drawn around it (17.4.66). */
void table_edges(struct table_read *t);

#endif
