/* Codes of the diagnostics of expr. Who reports one includes this. */
#ifndef BASE_DIAG_EXPR_H
#define BASE_DIAG_EXPR_H

#include "base/diag.h"

enum {
    DIAG__EXPR = DIAG_MODULE_EXPR * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/expr.def"
#undef DIAG
};

#endif
