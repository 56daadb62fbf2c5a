libvanban_la_SOURCES += engine/render/context.c engine/render/describe.c engine/render/document.c \
	engine/render/render.h engine/render/templates.c engine/render/vanban.h engine/render/writers.c
