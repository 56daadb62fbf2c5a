/* Codes of the diagnostics of paint. Who reports one includes this. */
#ifndef BASE_DIAG_PAINT_H
#define BASE_DIAG_PAINT_H

#include "base/diag.h"

enum {
    DIAG__PAINT = DIAG_MODULE_PAINT * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/paint.def"
#undef DIAG
};

#endif
