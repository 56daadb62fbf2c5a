libvanban_la_SOURCES += \
    engine/base/arena.c engine/base/arena.h \
    engine/base/buf.c engine/base/span.h \
    engine/base/ctx.c engine/base/ctx.h \
    engine/base/diag.c engine/base/diag.h \
    engine/base/file.c engine/base/file.h engine/base/path.c \
    engine/base/nearest.c \
    engine/base/xml.c engine/base/xml.h \
    engine/base/diag/all.def engine/base/diag/base.def engine/base/diag/text.def \
    engine/base/diag/font.def engine/base/diag/package.def \
    engine/base/diag/data.def engine/base/diag/expr.def \
    engine/base/diag/fill.def engine/base/diag/merge.def engine/base/diag/part.def engine/base/diag/layout.def engine/base/diag/paint.def engine/base/diag/template.def engine/base/diag/render.def \
    engine/base/diag/cli.def
libvanban_la_SOURCES += engine/base/diag/mustache.def
libvanban_la_SOURCES += engine/base/diag/odf.def
libvanban_la_SOURCES += engine/base/diag/rich.def
libvanban_la_SOURCES += engine/base/diag/pdf.def
libvanban_la_SOURCES += engine/base/diag/sign.def
