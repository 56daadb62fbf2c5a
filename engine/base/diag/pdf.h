/* Codes of the diagnostics of pdf. Who reports one includes this. */
#ifndef BASE_DIAG_PDF_H
#define BASE_DIAG_PDF_H

#include "base/diag.h"

enum {
    DIAG__PDF = DIAG_MODULE_PDF * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/pdf.def"
#undef DIAG
};

#endif
