/* Codes of the diagnostics of font. Who reports one includes this. */
#ifndef BASE_DIAG_FONT_H
#define BASE_DIAG_FONT_H

#include "base/diag.h"

enum {
    DIAG__FONT = DIAG_MODULE_FONT * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/font.def"
#undef DIAG
};

#endif
