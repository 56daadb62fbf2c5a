/* Codes of the diagnostics of odf. Who reports one includes this. */
#ifndef BASE_DIAG_ODF_H
#define BASE_DIAG_ODF_H

#include "base/diag.h"

enum {
    DIAG__ODF = DIAG_MODULE_ODF * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/odf.def"
#undef DIAG
};

#endif
