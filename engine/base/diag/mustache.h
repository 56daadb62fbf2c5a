/* Codes of the diagnostics of mustache. Who reports one includes this. */
#ifndef BASE_DIAG_MUSTACHE_H
#define BASE_DIAG_MUSTACHE_H

#include "base/diag.h"

enum {
    DIAG__MUSTACHE = DIAG_MODULE_MUSTACHE * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/mustache.def"
#undef DIAG
};

#endif
