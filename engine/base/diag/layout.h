/* Codes of the diagnostics of layout. Who reports one includes this. */
#ifndef BASE_DIAG_LAYOUT_H
#define BASE_DIAG_LAYOUT_H

#include "base/diag.h"

enum {
    DIAG__LAYOUT = DIAG_MODULE_LAYOUT * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/layout.def"
#undef DIAG
};

#endif
