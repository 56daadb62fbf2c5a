libvanban_la_SOURCES += \
    engine/base/arena.c engine/base/arena.h \
    engine/base/buf.c engine/base/span.h \
    engine/base/ctx.c engine/base/ctx.h \
    engine/base/diag.c engine/base/diag.h \
    engine/base/file.c engine/base/file.h engine/base/file_out.c engine/base/path.c \
    engine/base/nearest.c \
    engine/base/xml.c engine/base/xml.h
libvanban_la_SOURCES += engine/base/diag/all.def
libvanban_la_SOURCES += engine/base/diag/base.def engine/base/diag/base.h
libvanban_la_SOURCES += engine/base/diag/text.def engine/base/diag/text.h
libvanban_la_SOURCES += engine/base/diag/font.def engine/base/diag/font.h
libvanban_la_SOURCES += engine/base/diag/package.def engine/base/diag/package.h
libvanban_la_SOURCES += engine/base/diag/data.def engine/base/diag/data.h
libvanban_la_SOURCES += engine/base/diag/expr.def engine/base/diag/expr.h
libvanban_la_SOURCES += engine/base/diag/gather.def engine/base/diag/gather.h
libvanban_la_SOURCES += engine/base/diag/rich.def engine/base/diag/rich.h
libvanban_la_SOURCES += engine/base/diag/fill.def engine/base/diag/fill.h
libvanban_la_SOURCES += engine/base/diag/mustache.def engine/base/diag/mustache.h
libvanban_la_SOURCES += engine/base/diag/merge.def engine/base/diag/merge.h
libvanban_la_SOURCES += engine/base/diag/part.def engine/base/diag/part.h
libvanban_la_SOURCES += engine/base/diag/template.def engine/base/diag/template.h
libvanban_la_SOURCES += engine/base/diag/odf.def engine/base/diag/odf.h
libvanban_la_SOURCES += engine/base/diag/ooxml.def engine/base/diag/ooxml.h
libvanban_la_SOURCES += engine/base/diag/layout.def engine/base/diag/layout.h
libvanban_la_SOURCES += engine/base/diag/paint.def engine/base/diag/paint.h
libvanban_la_SOURCES += engine/base/diag/pdf.def engine/base/diag/pdf.h
libvanban_la_SOURCES += engine/base/diag/sign.def engine/base/diag/sign.h
libvanban_la_SOURCES += engine/base/diag/token.def engine/base/diag/token.h
libvanban_la_SOURCES += engine/base/diag/handover.def engine/base/diag/handover.h
libvanban_la_SOURCES += engine/base/diag/render.def engine/base/diag/render.h
libvanban_la_SOURCES += engine/base/diag/register.def engine/base/diag/register.h
libvanban_la_SOURCES += engine/base/diag/store.def engine/base/diag/store.h
libvanban_la_SOURCES += engine/base/diag/cli.def engine/base/diag/cli.h
