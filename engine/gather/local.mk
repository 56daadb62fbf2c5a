libvanban_la_SOURCES += engine/gather/compare.c
libvanban_la_SOURCES += engine/gather/files.c
libvanban_la_SOURCES += engine/gather/gather.c engine/gather/gather.h engine/gather/own.h
libvanban_la_SOURCES += engine/gather/reporters.c

