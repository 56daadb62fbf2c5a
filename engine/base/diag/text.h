/* Codes of the diagnostics of text. Who reports one includes this. */
#ifndef BASE_DIAG_TEXT_H
#define BASE_DIAG_TEXT_H

#include "base/diag.h"

enum {
    DIAG__TEXT = DIAG_MODULE_TEXT * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/text.def"
#undef DIAG
};

#endif
