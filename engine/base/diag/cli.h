/* Codes of the diagnostics of cli. Who reports one includes this. */
#ifndef BASE_DIAG_CLI_H
#define BASE_DIAG_CLI_H

#include "base/diag.h"

enum {
    DIAG__CLI = DIAG_MODULE_CLI * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/cli.def"
#undef DIAG
};

#endif
