/* Codes of the diagnostics of fill. Who reports one includes this. */
#ifndef BASE_DIAG_FILL_H
#define BASE_DIAG_FILL_H

#include "base/diag.h"

enum {
    DIAG__FILL = DIAG_MODULE_FILL * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/fill.def"
#undef DIAG
};

#endif
