/* Reading ODS (ODF 1.3 part 3, 9) into a book of sheets. Internal to data. */
#ifndef DATA_ODS_H
#define DATA_ODS_H

#include "data/grid.h"

/* Fills the book, which is released by the caller in any case. false: reported. */
bool ods_read(struct book *book, struct package *p);

#endif
