libvanban_la_SOURCES += engine/ooxml/docx.c engine/ooxml/docx.h engine/ooxml/writer.h \
    engine/ooxml/parts.c engine/ooxml/props.c engine/ooxml/styles.c engine/ooxml/document.c \
    engine/ooxml/run.c engine/ooxml/table.c engine/ooxml/section.c engine/ooxml/notes.c engine/ooxml/numbering.c
EXTRA_DIST += engine/base/diag/ooxml.def
