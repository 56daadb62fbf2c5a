/* Formats of numbers as ODF names them. */
#ifndef ODF_FORMAT_H
#define ODF_FORMAT_H

#include "base/xml.h"
#include "model/props.h"

/* style:num-format, NULL: absent; `letter_sync`: style:num-letter-sync is true. What is not known is figures. */
enum numbering_format odt_format(const char *name, bool letter_sync);
void odf_format(struct xml *x, enum numbering_format format); /* as attributes; what ODF does not know as figures */

/* The ends of a thinner line are as large as if it were so wide [pt], as layout has them: they would not be seen. */
static const double LEAST_ARROW_LINE = 2;

#endif
