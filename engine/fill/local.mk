libvanban_la_SOURCES += \
	engine/fill/cells.c \
	engine/fill/elements.c \
	engine/fill/fill.c engine/fill/fill.h \
	engine/fill/own.h \
	engine/fill/part.h \
	engine/fill/plan.c \
	engine/fill/print.c \
	engine/fill/run.c \
	engine/fill/xscan.c engine/fill/xscan.h \
	engine/fill/shape.c \
	engine/fill/statement.c \
	engine/fill/tags.c
libvanban_la_SOURCES += engine/fill/mustache.c engine/fill/mustache.h engine/fill/package.h
libvanban_la_SOURCES += engine/fill/mustache_expr.c
libvanban_la_SOURCES += engine/fill/mustache_join.c
libvanban_la_SOURCES += engine/fill/mustache_loop.c
libvanban_la_SOURCES += engine/fill/mustache_read.c
libvanban_la_SOURCES += engine/fill/mustache_run.c
