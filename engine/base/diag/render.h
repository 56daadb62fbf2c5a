/* Codes of the diagnostics of render. Who reports one includes this. */
#ifndef BASE_DIAG_RENDER_H
#define BASE_DIAG_RENDER_H

#include "base/diag.h"

enum {
    DIAG__RENDER = DIAG_MODULE_RENDER * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/render.def"
#undef DIAG
};

#endif
