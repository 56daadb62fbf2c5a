/* Private to the files of the merge that set tables (bind_table*.c).
 *
 * A table is read into columns and headings (bind_table_columns.c), its rows become cells on a grid
 * (bind_table_rows.c), cells are merged on the grid (bind_table_spans.c), the widths follow from what the
 * columns hold (bind_table_widths.c), and from both where pages may end (bind_table_pages.c). The grid holds heading rows, the rows of the body and the total row; a
 * merged cell stands in every place that it covers. */
#ifndef MERGE_BIND_TABLE_H
#define MERGE_BIND_TABLE_H

#include <stdlib.h>

#include "merge/binder.h"

#define TABLE_PAD 5.4  /* [pt] Word's cell margin */
#define TABLE_LINE 0.5 /* [pt] Word's line */

enum { COLUMNS_MAX = 30, HEAD_ROWS_MAX = 5, HEADINGS_MAX = COLUMNS_MAX * HEAD_ROWS_MAX };

enum column_type { COLUMN_TEXT, COLUMN_FIGURE, COLUMN_PERCENT, COLUMN_COUNTED };

struct column {
    const char *title, *key; /* key: in rows that are maps */
    struct pos pos;
    const char *number;      /* under the heading, as "1=2+3"; NULL: none */
    enum column_type type;
    enum align align;
    bool decimal;   /* figures stand on the comma */
    bool total;     /* a computed total stands below it */
    bool same;      /* cells one below the other with the same text are one */
    double width;   /* [pt]; 0 = by content */
    mpq_t sum;      /* of all rows */
    mpq_t part;     /* of the rows since the last given total */
    int decimals;   /* the most that a figure was written with; -1: none was */
    size_t figures; /* cells that hold one */
};

/* A name in the heading: of a column, or of several together. */
struct heading {
    const char *title, *place;
    struct pos pos;
    size_t row, column, columns;
    bool group;
};

struct table_binding {
    struct binder *b;
    const struct value *v;
    struct column columns[COLUMNS_MAX];
    size_t n;
    struct heading headings[HEADINGS_MAX];
    size_t n_headings;
    size_t name_rows; /* heading rows with names; one more with numbers may follow */
    bool numbered, totals;
    double size; /* of the letters [pt]; 0 = the guide's */
    struct node *table;
    struct node **grid; /* rows * n; NULL: nothing yet */
    size_t head_rows, body_rows, rows;
};

static inline bool column_figures(const struct column *c)
{
    return c->type == COLUMN_FIGURE || c->type == COLUMN_PERCENT;
}

static inline struct node **table_at(struct table_binding *t, size_t row, size_t column)
{
    return &t->grid[row * t->n + column];
}

/* A number from 1 on, of the map's member; `fallback` if it is absent. false: reported. */
bool table_whole(struct binder *b, const struct value *map, const char *key, size_t fallback, size_t *out);

/* bind_table_columns.c */
bool table_columns(struct table_binding *t);
bool table_totals(struct table_binding *t); /* tong: [column] */
/* The column of that name, key or number from 1; t->n: reported at `v` as belonging to `what`. */
size_t table_column(struct table_binding *t, const struct value *v, const char *what);
/* The heading's rows onto the grid; false: lap_dau was reported. */
bool table_head(struct table_binding *t);

/* bind_table_rows.c */
/* The list of the rows, given, from the data or from a file; NULL: reported. */
const struct value *table_rows(struct table_binding *t);
bool table_body(struct table_binding *t, const struct value *rows);
bool table_total_row(struct table_binding *t);
/* Its paragraph, in a cell that is placed on the grid over `rows` and `columns`. */
struct node *table_cell(struct table_binding *t, struct node *row, size_t at, size_t column, size_t rows, size_t columns,
                        enum role role, enum align align, const char *place, struct pos pos);

/* bind_table_spans.c */
bool table_merge(struct table_binding *t);     /* gop: [ … ] */
void table_merge_same(struct table_binding *t); /* gop_giong of columns */

/* bind_table_widths.c */
struct wish {
    double natural, least; /* [pt] on one line; of the longest word; without the cell's margins */
};
struct wish table_measure(struct table_binding *t, const struct node *para);
size_t table_place(struct table_binding *t, size_t row, const struct node *cell); /* the column in which it begins */
bool table_widths(struct table_binding *t);

/* bind_table_pages.c: which rows may be divided, which stay together; after the widths. */
void table_pages(struct table_binding *t);

#endif
