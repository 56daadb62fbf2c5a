libvanban_la_SOURCES += engine/package/zip.c engine/package/zip.h
EXTRA_DIST += engine/base/diag/package.def
