libvanban_la_SOURCES += \
	engine/template/expand.c engine/template/expand.h engine/template/expand_md.c engine/template/expand_value.c \
	engine/template/names.c engine/template/read.c engine/template/scan.c engine/template/schema_json.c engine/template/schema_rng.c engine/template/settings.c \
	engine/template/template.h engine/template/tree.h engine/template/vocab.c engine/template/vocab.h
