/* Tables in sheets: a head that names the columns, and rows of values under it. Internal to data. */
#ifndef DATA_TABLE_H
#define DATA_TABLE_H

#include "data/grid.h"

/* What is asked for. {0}: the whole sheet, and the head is looked for. */
struct table_ask {
    struct area area;   /* top 0: the whole sheet */
    int head, head_end; /* the rows of the head; 0: to be found */
    bool whole;         /* the area is the table, to its last row */
    int totals;         /* rows at its end, which the file calls totals */
    const char *key;    /* under which the rows will stand, for messages */
    bool quiet;         /* nothing is said of what was left out */
};

/* The values of an area, a list of maps by the names of the columns:
 *
 * - The head is the first row in which more than half of the columns have a text. Cells merged over several rows or columns make
 *   it as high as they need; a column's name is what stands over it, from top to bottom.
 * - A row right under the head that only numbers the columns is no data.
 * - A cell merged over several rows of the body counts for each of them.
 * - An empty row is passed over. After one, a row that fills less than half of the columns ends the table (signatures, notes).
 * - The first and the last row are the total if they say so (Tổng cộng, Tổng số, Cộng); it is no row: *total.
 *
 * NULL: reported. *total is NULL if there is none. Hidden rows and columns count as any other. */
struct value *table_read(const struct book *b, const struct grid *g, const struct table_ask *ask, struct value **total);

/* The value of a cell. NULL: reported. An empty one (NULL) is null, at row and col. */
struct value *grid_value(const struct book *b, const struct grid *g, const struct cell *cell, int row, int col);

/* The head of a table, found or told. */
struct table_head {
    int top, bottom;
    struct value *names;   /* a map: the members, which are null, have the names of the columns for keys; NULL: reported */
    int *columns;          /* of each member: the column of the sheet; in the arena */
    char *unnamed;         /* of each column from the area's left on: 1 if it has no name */
};
bool table_find_head(const struct book *b, const struct grid *g, const struct area *area, const struct table_ask *ask, struct table_head *out);

#endif
