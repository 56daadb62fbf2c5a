/* Reading XLSX (ISO/IEC 29500-1, 18, transitional and strict) into a book of sheets. Internal to data. */
#ifndef DATA_XLSX_H
#define DATA_XLSX_H

#include "data/grid.h"

/* What all sheets of a workbook share. */
struct xlsx {
    struct book *book;
    struct package *package;
    const char *workbook; /* its part */
    bool base_1904;
    struct cell *strings; /* the shared ones; n 0: empty */
    size_t n_strings, cap_strings;
    unsigned char *formats; /* of cells by their style: enum xlsx_format */
    size_t n_formats;
};

enum xlsx_format { XLSX_PLAIN = 0, XLSX_DAYS = 1, XLSX_HOURS = 2, /* both: a moment */ XLSX_ELAPSED = 4 /* with hours: more than a day's */ };

/* Fills the book, which is released by the caller in any case. false: reported. */
bool xlsx_read(struct book *book, struct package *p);

/* The formats of cells from the part of styles (NULL: there is none). false: reported. */
bool xlsx_formats(struct xlsx *x, const char *part);
/* The cells, merged areas and tables of one sheet. */
bool xlsx_sheet(struct xlsx *x, size_t grid, const char *part);
/* The shared strings. */
bool xlsx_strings(struct xlsx *x, const char *part);

#endif
