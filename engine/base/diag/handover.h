/* Codes of the diagnostics of handover. Who reports one includes this. */
#ifndef BASE_DIAG_HANDOVER_H
#define BASE_DIAG_HANDOVER_H

#include "base/diag.h"

enum {
    DIAG__HANDOVER = DIAG_MODULE_HANDOVER * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/handover.def"
#undef DIAG
};

#endif
