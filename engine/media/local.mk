libvanban_la_SOURCES += engine/media/bytes.h engine/media/pixels.h engine/media/gif.c engine/media/dib.c
