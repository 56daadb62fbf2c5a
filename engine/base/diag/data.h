/* Codes of the diagnostics of data. Who reports one includes this. */
#ifndef BASE_DIAG_DATA_H
#define BASE_DIAG_DATA_H

#include "base/diag.h"

enum {
    DIAG__DATA = DIAG_MODULE_DATA * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/data.def"
#undef DIAG
};

#endif
