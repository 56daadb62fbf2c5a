/* Codes of the diagnostics of part. Who reports one includes this. */
#ifndef BASE_DIAG_PART_H
#define BASE_DIAG_PART_H

#include "base/diag.h"

enum {
    DIAG__PART = DIAG_MODULE_PART * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/part.def"
#undef DIAG
};

#endif
