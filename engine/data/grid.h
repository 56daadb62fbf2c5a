/* A spreadsheet as its file stores it: sheets of cells, before anything is taken for a table. Internal to data.
 *
 * A reader a format fills a book (data/xlsx.h, data/ods.h), and tables and forms are read from it by one code. Cells stand
 * by row and column; empty ones are not kept. Texts of cells stand in the arena of the data, all else is released with
 * the book. */
#ifndef DATA_GRID_H
#define DATA_GRID_H

#include "data/value.h"
#include "package/read.h"

enum {
    LIMIT_CELLS = 1 << 22, /* in all sheets of a file, and values that are made of them */
    GRID_ROWS = 1 << 20,   /* as Excel has it (29500-1, 18.3.1.73) */
    GRID_COLUMNS = 1 << 14,
    GRID_SHEETS = 1024,
};

enum cell_kind {
    CELL_TEXT,
    CELL_NUMBER,     /* an exact decimal, as grid_number has it */
    CELL_DATE,       /* "25/02/2013", with a time "25/02/2013 14:30", a time alone "14:30" */
    CELL_TRUE,
    CELL_FALSE,
    CELL_ERROR,      /* #N/A and the like */
    CELL_UNCOMPUTED, /* a formula without a value */
    CELL_BROKEN,     /* stored as a number or date that is none */
};

struct cell {
    int row; /* from 1 */
    uint16_t col;
    uint8_t kind; /* enum cell_kind */
    bool suspect; /* a text with characters that are no text, or in an old code: told when it is used */
    uint32_t n;
    const char *text;
};

/* From 1, both ends within; top 0: none. */
struct area {
    int top, left, bottom, right;
};

/* What the file itself calls a table: a ListObject of Excel, a database range of Calc. */
struct block {
    const char *name;
    struct area area;
    int totals; /* rows at its end: 0 or 1 */
};

struct grid {
    const char *name;
    bool hidden;
    struct cell *cells;
    size_t n, cap;
    struct area *merges;
    size_t n_merges, cap_merges;
    struct block *blocks;
    size_t n_blocks, cap_blocks;
    int filter; /* the row that an automatic filter stands on; 0: none */
};

/* A name for cells. */
struct named {
    const char *name;
    size_t grid;
    struct area area;
};

struct book {
    struct data *data;
    const struct source *source;
    struct grid *grids;
    size_t n, cap;
    struct named *names;
    size_t n_names, cap_names;
    size_t cells; /* so far */
};

void book_release(struct book *b);
/* A new sheet behind the others; NULL: too many, reported. */
struct grid *book_sheet(struct book *b, const char *name, bool hidden);
struct pos grid_pos(const struct book *b, const struct grid *g, int row, int col);
/* Appends a cell behind the last one. false: reported (out of order, too many). */
bool grid_add(struct book *b, struct grid *g, const struct cell *cell);
void grid_merge(struct grid *g, struct area area);
void grid_block(struct grid *g, struct block block);
void book_name(struct book *b, struct named named);
/* The cell at a place; NULL: it is empty. */
const struct cell *grid_at(const struct grid *g, int row, int col);
/* The sheet of this name, upper and lower case, marks and spaces apart; NULL: there is none. */
struct grid *book_lookup(const struct book *b, const char *name);

/* "C7", "$C$7", "B3:D9", "B3:D": an area; false: none. Without rows (columns) it has all. */
bool area_parse(struct span s, struct area *out);

/* A text cell as it is kept: NFC, no invisible characters, trimmed, line ends \n. `cell` gets kind, text, n and suspect;
 * false: nothing is left. */
bool grid_text(struct data *d, struct span text, struct cell *cell);
/* A number as files store it, exact: at most 15 digits, as Excel shows it (0.30000000000000004 is 0,3), no exponent, a comma for
 * the point, but in data with exact keys. A number that is none is CELL_BROKEN. */
void grid_number(struct data *d, struct span stored, struct cell *cell);
/* What the format of a number shows of it. */
struct grid_shown {
    bool date, time;
    bool elapsed; /* without a date: all hours that have passed, not those of a day */
};
/* A serial number of days as a date; `base_1904`: days since then. */
void grid_serial(struct data *d, struct span stored, bool base_1904, const struct grid_shown *shown, struct cell *cell);
/* "2013-02-25", "2013-02-25T14:30:00.5", "14:30:00" as a date. */
void grid_iso(struct data *d, struct span stored, struct cell *cell);
/* "PT14H30M00S": a time or a duration as hours and minutes. */
void grid_duration(struct data *d, struct span stored, struct cell *cell);

/* Reports what makes a cell no value: an error, no stored value, a suspect text. false: reported. */
bool grid_check(const struct book *b, const struct grid *g, const struct cell *cell);

#endif
