/* Codes of the diagnostics of token. Who reports one includes this. */
#ifndef BASE_DIAG_TOKEN_H
#define BASE_DIAG_TOKEN_H

#include "base/diag.h"

enum {
    DIAG__TOKEN = DIAG_MODULE_TOKEN * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/token.def"
#undef DIAG
};

#endif
