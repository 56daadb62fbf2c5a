/* Codes of the diagnostics of rich. Who reports one includes this. */
#ifndef BASE_DIAG_RICH_H
#define BASE_DIAG_RICH_H

#include "base/diag.h"

enum {
    DIAG__RICH = DIAG_MODULE_RICH * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/rich.def"
#undef DIAG
};

#endif
