libvanban_la_SOURCES += engine/media/bytes.h engine/media/pixels.h engine/media/gif.c engine/media/dib.c
libvanban_la_SOURCES += engine/media/drawing.h engine/media/drawing.c engine/media/gdi.h engine/media/gdi.c engine/media/gdi_path.c
libvanban_la_SOURCES += engine/media/gdi_shape.c engine/media/gdi_clip.c engine/media/gdi_show.c
libvanban_la_SOURCES += engine/media/emf.h engine/media/emf.c engine/media/emf_show.c engine/media/wmf.c
