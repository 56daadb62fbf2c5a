/* Codes of the diagnostics of ooxml. Who reports one includes this. */
#ifndef BASE_DIAG_OOXML_H
#define BASE_DIAG_OOXML_H

#include "base/diag.h"

enum {
    DIAG__OOXML = DIAG_MODULE_OOXML * DIAG__MOST,
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/ooxml.def"
#undef DIAG
};

#endif
