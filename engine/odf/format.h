/* What reader and writer of ODT both name: formats of numbers, settings. */
#ifndef ODF_FORMAT_H
#define ODF_FORMAT_H

#include "base/xml.h"
#include "model/props.h"

/* style:num-format, NULL: absent; `letter_sync`: style:num-letter-sync is true. What is not known is figures. */
enum numbering_format odt_format(const char *name, bool letter_sync);
void odf_format(struct xml *x, enum numbering_format format); /* as attributes; what ODF does not know as figures */

/* The ends of a thinner line are as large as if it were so wide [pt], as layout has them: they would not be seen. */
static const double LEAST_ARROW_LINE = 2;

/* Settings (ODF 1.3 part 3, 3.10.2): LibreOffice's own for Word's squeeze, and a set of ours that says which Word the file was set by. */
#define ODF_SQUEEZE "JustifyLinesWithShrinking"
#define ODF_WORD_SETTINGS "vanban:word-settings"
#define ODF_WORD_COMPAT "WordCompatibilityMode"

#endif
