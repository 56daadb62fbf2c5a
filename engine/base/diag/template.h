/* Codes of the diagnostics of template. Who reports one includes this. */
#ifndef BASE_DIAG_TEMPLATE_H
#define BASE_DIAG_TEMPLATE_H

#include "base/diag.h"

enum {
    DIAG__TEMPLATE = DIAG_MODULE_TEMPLATE * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/template.def"
#undef DIAG
};

#endif
