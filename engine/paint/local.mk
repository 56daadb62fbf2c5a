libvanban_la_SOURCES += engine/paint/codes.c engine/paint/draw.c engine/paint/draw.h \
    engine/paint/files.c engine/paint/image.c engine/paint/paint.h engine/paint/pdf.c \
    engine/paint/patch.c engine/paint/pixels.c engine/paint/rehearse.c engine/paint/signs.c engine/paint/tags.c engine/paint/tags.h engine/paint/text.c
libvanban_la_SOURCES += engine/paint/layers.c
libvanban_la_SOURCES += engine/paint/hints.c
libvanban_la_SOURCES += engine/paint/outlines.c
libvanban_la_SOURCES += engine/paint/sfnt.c engine/paint/sfnt.h
