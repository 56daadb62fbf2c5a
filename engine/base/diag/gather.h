/* Codes of the diagnostics of gather. Who reports one includes this. */
#ifndef BASE_DIAG_GATHER_H
#define BASE_DIAG_GATHER_H

#include "base/diag.h"

enum {
    DIAG__GATHER = DIAG_MODULE_GATHER * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/gather.def"
#undef DIAG
};

#endif
