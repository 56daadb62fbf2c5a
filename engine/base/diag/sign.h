/* Codes of the diagnostics of sign. Who reports one includes this. */
#ifndef BASE_DIAG_SIGN_H
#define BASE_DIAG_SIGN_H

#include "base/diag.h"

enum {
    DIAG__SIGN = DIAG_MODULE_SIGN * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/sign.def"
#undef DIAG
};

#endif
