libvanban_la_SOURCES += \
	engine/fill/cells.c \
	engine/fill/elements.c \
	engine/fill/fill.c engine/fill/fill.h \
	engine/fill/own.h \
	engine/fill/part.h \
	engine/fill/plan.c \
	engine/fill/print.c \
	engine/fill/run.c \
	engine/fill/shape.c \
	engine/fill/shelf.c \
	engine/fill/statement.c \
	engine/fill/tags.c engine/fill/tags.h \
	engine/fill/join.c
libvanban_la_SOURCES += engine/fill/mustache.c engine/fill/mustache.h engine/fill/package.h
libvanban_la_SOURCES += engine/fill/mustache_expr.c
libvanban_la_SOURCES += engine/fill/mustache_join.c
libvanban_la_SOURCES += engine/fill/mustache_lists.c
libvanban_la_SOURCES += engine/fill/mustache_loop.c
libvanban_la_SOURCES += engine/fill/mustache_read.c
libvanban_la_SOURCES += engine/fill/mustache_run.c
libvanban_la_SOURCES += engine/fill/add.c engine/fill/add.h
libvanban_la_SOURCES += engine/fill/html.c engine/fill/html_own.h
libvanban_la_SOURCES += engine/fill/html_style.c
libvanban_la_SOURCES += engine/fill/html_table.c
libvanban_la_SOURCES += engine/fill/lists.c engine/fill/lists.h
libvanban_la_SOURCES += engine/fill/markup.c engine/fill/markup.h
libvanban_la_SOURCES += engine/fill/markup_inline.c
libvanban_la_SOURCES += engine/fill/markup_table.c
libvanban_la_SOURCES += engine/fill/props.c engine/fill/props.h
libvanban_la_SOURCES += engine/fill/rich.c engine/fill/rich.h engine/fill/rich_own.h
libvanban_la_SOURCES += engine/fill/rich_picture.c
libvanban_la_SOURCES += engine/fill/rich_replace.c
libvanban_la_SOURCES += engine/fill/rich_text.c
libvanban_la_SOURCES += engine/fill/styles.c
libvanban_la_SOURCES += engine/fill/spelling.c engine/fill/spelling.h
libvanban_la_SOURCES += engine/fill/where.c engine/fill/where.h
libvanban_la_SOURCES += engine/fill/subdoc.c engine/fill/subdoc.h
libvanban_la_SOURCES += engine/fill/subdoc_lists.c
libvanban_la_SOURCES += engine/fill/subdoc_parts.c
libvanban_la_SOURCES += engine/fill/subdoc_styles.c
libvanban_la_SOURCES += engine/fill/tidy.c engine/fill/tidy.h
libvanban_la_SOURCES += engine/fill/typing.c engine/fill/typing.h
libvanban_la_SOURCES += engine/fill/restart.c engine/fill/restart.h
libvanban_la_SOURCES += engine/fill/field.c engine/fill/field.h
libvanban_la_SOURCES += engine/fill/field_bound.c
libvanban_la_SOURCES += engine/fill/field_control.c
libvanban_la_SOURCES += engine/fill/field_format.c
libvanban_la_SOURCES += engine/fill/field_merge.c
libvanban_la_SOURCES += engine/fill/odt_field.c
libvanban_la_SOURCES += engine/fill/docx_block.c
libvanban_la_SOURCES += engine/fill/docx_list.c
libvanban_la_SOURCES += engine/fill/docx_picture.c
libvanban_la_SOURCES += engine/fill/docx_write.c engine/fill/docx_write.h
libvanban_la_SOURCES += engine/fill/odt_block.c
libvanban_la_SOURCES += engine/fill/odt_list.c
libvanban_la_SOURCES += engine/fill/odt_own.h
libvanban_la_SOURCES += engine/fill/odt_picture.c
libvanban_la_SOURCES += engine/fill/odt_place.c
libvanban_la_SOURCES += engine/fill/odt_style.c
libvanban_la_SOURCES += engine/fill/odt_tidy.c
libvanban_la_SOURCES += engine/fill/odt_write.c
libvanban_la_SOURCES += engine/fill/edit.c engine/fill/edit.h
libvanban_la_SOURCES += engine/fill/odt_frame.c
libvanban_la_SOURCES += engine/fill/odt_table.c
libvanban_la_SOURCES += engine/fill/odt_tidy.h
libvanban_la_SOURCES += engine/fill/odt_subdoc.c
libvanban_la_SOURCES += engine/fill/odt_cells.c
libvanban_la_SOURCES += engine/fill/odt_restart.c
