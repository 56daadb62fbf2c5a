/* Codes of the diagnostics of base. Who reports one includes this. */
#ifndef BASE_DIAG_BASE_H
#define BASE_DIAG_BASE_H

#include "base/diag.h"

enum {
    DIAG__BASE = DIAG_MODULE_BASE * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/base.def"
#undef DIAG
};

#endif
