libvanban_la_SOURCES += engine/font/face.c engine/font/face.h engine/font/find.c engine/font/find.h \
    engine/font/font.h engine/font/shape.c engine/font/signs.c engine/font/twins.c engine/font/twins.h \
    engine/font/standins.c engine/font/standins.h engine/font/substitute.c engine/font/widths.c
libvanban_la_SOURCES += engine/font/math.c engine/font/math.h engine/font/math_kept.c engine/font/math_own.h
