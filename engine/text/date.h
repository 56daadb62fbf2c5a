/* Dates and numbers of official papers. HD 05-HD/VPTW II.4: day below 10 and months 1 and 2 get a leading zero, II.3: numbers below 10. */
#ifndef TEXT_DATE_H
#define TEXT_DATE_H

#include "base/arena.h"

struct date {
    int year, month, day; /* 0 = not given */
};

/* "25/02/2013", "25/2/2013", "25-02-2013" or "2013-02-25", white space around allowed. false: no such form or no such day. */
bool date_parse(struct span s, struct date *out);
bool date_valid(struct date d);
char *date_long(struct arena *a, struct date d);  /* "ngày 03 tháng 02 năm 2026" */
char *date_short(struct arena *a, struct date d); /* "03/02/2026", "05/3/2020" */
int date_compare(struct date a, struct date b);
struct date date_from_unix(int64_t seconds, int utc_offset_minutes);
int64_t date_to_unix(struct date d); /* midnight UTC */
char *date_iso(struct arena *a, struct date d); /* "2026-02-03" */

char *number_written(struct arena *a, int64_t number); /* of a paper: "07", "12" */
/* The number of a paper, one to six figures and not 0: "7" and "007" are "07". NULL: it is none. */
char *number_of_paper(struct arena *a, const char *text);

#endif
