libvanban_la_SOURCES += engine/model/doc.c engine/model/doc.h engine/model/dump.c
