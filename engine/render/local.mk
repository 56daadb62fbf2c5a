libvanban_la_SOURCES += engine/render/check.c engine/render/check.h engine/render/check_data.c engine/render/check_list.c engine/render/context.c engine/render/describe.c engine/render/document.c \
	engine/render/render.h engine/render/templates.c engine/render/vanban.h engine/render/writers.c
libvanban_la_SOURCES += engine/render/foreign.c
libvanban_la_SOURCES += engine/render/appearance.c engine/render/appearance.h
libvanban_la_SOURCES += engine/render/sign_look.c engine/render/sign_look.h
libvanban_la_SOURCES += engine/render/sign.c
libvanban_la_SOURCES += engine/render/paper.c
