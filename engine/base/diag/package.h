/* Codes of the diagnostics of package. Who reports one includes this. */
#ifndef BASE_DIAG_PACKAGE_H
#define BASE_DIAG_PACKAGE_H

#include "base/diag.h"

enum {
    DIAG__PACKAGE = DIAG_MODULE_PACKAGE * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/package.def"
#undef DIAG
};

#endif
