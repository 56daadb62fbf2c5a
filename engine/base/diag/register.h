/* Codes of the diagnostics of the register. Who reports one includes this. */
#ifndef BASE_DIAG_REGISTER_H
#define BASE_DIAG_REGISTER_H

#include "base/diag.h"

enum {
    DIAG__REGISTER = DIAG_MODULE_REGISTER * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/register.def"
#undef DIAG
};

#endif
