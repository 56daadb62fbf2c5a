/* Answering what is asked of a book of sheets. Internal to data. */
#ifndef DATA_SHEET_ASK_H
#define DATA_SHEET_ASK_H

#include "data/grid.h"

/* The rows of a table or the one row of a form: a list of maps; *total: the total of a table, or NULL. NULL: reported. */
struct value *book_ask(const struct book *b, const struct data_ask *ask, struct value **total);

#endif
