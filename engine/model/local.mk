libvanban_la_SOURCES += \
	engine/model/doc.c engine/model/doc.h \
	engine/model/dump.c \
	engine/model/props.h \
	engine/model/number.c engine/model/number.h \
	engine/model/picture.c engine/model/picture.h \
	engine/model/picture_bare.c
libvanban_la_SOURCES += engine/model/picture_check.c
libvanban_la_SOURCES += engine/model/picture_any.c engine/model/picture_density.c
libvanban_la_SOURCES += engine/model/recode.c
libvanban_la_SOURCES += engine/model/numbering.c
libvanban_la_SOURCES += engine/model/formula.c engine/model/formula.h
