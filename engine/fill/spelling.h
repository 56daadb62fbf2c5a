/* How a part spells its namespaces, brought to the spelling that filling puts in: prefixes as Word and Writer write them, and
 * for what goes into another file the namespaces of that file's kind, strict or transitional (ISO/IEC 29500-1 and -4). */
#ifndef FILL_SPELLING_H
#define FILL_SPELLING_H

#include "package/read.h"

enum spelling_kind { SPELLING_ANY, SPELLING_TRANSITIONAL, SPELLING_STRICT };

/* From now on texts and trees of the package's parts are spelled so; a part that is spelled so already keeps its bytes. */
void spelling_set(struct package *p, enum spelling_kind kind);
/* The namespace http://schemas.openxmlformats.org/FAMILY/2006/NAME of transitional documents, or that of strict ones. */
const char *spelling_uri(struct arena *a, enum spelling_kind kind, const char *family, const char *name);

#endif
