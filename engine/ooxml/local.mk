libvanban_la_SOURCES += engine/ooxml/docx.c engine/ooxml/docx.h engine/ooxml/writer.h \
    engine/ooxml/parts.c engine/ooxml/props.c engine/ooxml/styles.c engine/ooxml/document.c \
    engine/ooxml/run.c engine/ooxml/table.c engine/ooxml/section.c engine/ooxml/notes.c engine/ooxml/numbering.c
EXTRA_DIST += engine/base/diag/ooxml.def

libvanban_la_SOURCES += \
    engine/ooxml/reader.h \
    engine/ooxml/read_look.h \
    engine/ooxml/read_label.h \
    engine/ooxml/read_xml.c \
    engine/ooxml/read_intern.c \
    engine/ooxml/read_theme.c \
    engine/ooxml/read_symbol.c \
    engine/ooxml/read_props.c \
    engine/ooxml/read_para_props.c \
    engine/ooxml/read_style.c \
    engine/ooxml/read_table_style.c \
    engine/ooxml/read_list.c \
    engine/ooxml/read_label.c \
    engine/ooxml/read_settings.c
