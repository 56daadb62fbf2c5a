/* Codes of the diagnostics of store. Who reports one includes this. */
#ifndef BASE_DIAG_STORE_H
#define BASE_DIAG_STORE_H

#include "base/diag.h"

enum {
    DIAG__STORE = DIAG_MODULE_STORE * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/store.def"
#undef DIAG
};

#endif
