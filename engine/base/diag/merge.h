/* Codes of the diagnostics of merge. Who reports one includes this. */
#ifndef BASE_DIAG_MERGE_H
#define BASE_DIAG_MERGE_H

#include "base/diag.h"

enum {
    DIAG__MERGE = DIAG_MODULE_MERGE * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/merge.def"
#undef DIAG
};

#endif
