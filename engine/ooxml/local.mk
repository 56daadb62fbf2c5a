libvanban_la_SOURCES += engine/ooxml/docx.c engine/ooxml/docx.h engine/ooxml/writer.h \
    engine/ooxml/parts.c engine/ooxml/props.c engine/ooxml/styles.c engine/ooxml/document.c \
    engine/ooxml/run.c engine/ooxml/table.c engine/ooxml/section.c engine/ooxml/notes.c engine/ooxml/numbering.c \
    engine/ooxml/drawing.c
EXTRA_DIST += engine/base/diag/ooxml.def

libvanban_la_SOURCES += \
    engine/ooxml/reader.h \
    engine/ooxml/read_look.h \
    engine/ooxml/read_label.h \
    engine/ooxml/read_xml.c \
    engine/ooxml/read_intern.c \
    engine/ooxml/read_theme.c \
    engine/ooxml/read_props.c \
    engine/ooxml/read_para_props.c \
    engine/ooxml/read_style.c \
    engine/ooxml/read_table_style.c \
    engine/ooxml/read_list.c \
    engine/ooxml/read_label.c \
    engine/ooxml/read_drawing.h \
    engine/ooxml/read_shape.h \
    engine/ooxml/read_drawing.c \
    engine/ooxml/read_shape.c \
    engine/ooxml/read_geometry.c engine/ooxml/geometry.h engine/ooxml/presets.h \
    engine/ooxml/read_vml.c \
    engine/ooxml/read_settings.c
libvanban_la_SOURCES += engine/ooxml/read.c
libvanban_la_SOURCES += engine/ooxml/format.c engine/ooxml/format.h
libvanban_la_SOURCES += engine/ooxml/read.h
libvanban_la_SOURCES += engine/ooxml/walk.h
libvanban_la_SOURCES += engine/ooxml/table_read.h
libvanban_la_SOURCES += engine/ooxml/read_body.c
libvanban_la_SOURCES += engine/ooxml/read_inline.c
libvanban_la_SOURCES += engine/ooxml/read_run.c
libvanban_la_SOURCES += engine/ooxml/read_field.c
libvanban_la_SOURCES += engine/ooxml/read_note.c
libvanban_la_SOURCES += engine/ooxml/read_math.c
libvanban_la_SOURCES += engine/ooxml/read_section.c
libvanban_la_SOURCES += engine/ooxml/read_frame.c
libvanban_la_SOURCES += engine/ooxml/read_table.c
libvanban_la_SOURCES += engine/ooxml/read_table_edge.c
libvanban_la_SOURCES += engine/ooxml/read_chart.c engine/ooxml/read_chart.h
libvanban_la_SOURCES += engine/ooxml/read_chart_draw.c
libvanban_la_SOURCES += engine/ooxml/read_pen.c
libvanban_la_SOURCES += engine/ooxml/read_preset.c
libvanban_la_SOURCES += engine/ooxml/presets_arrows.c
libvanban_la_SOURCES += engine/ooxml/presets_shapes.c
libvanban_la_SOURCES += engine/ooxml/read_vml_formula.c
libvanban_la_SOURCES += engine/ooxml/read_vml_path.c
libvanban_la_SOURCES += engine/ooxml/read_vml_look.c engine/ooxml/vml.h
libvanban_la_SOURCES += engine/ooxml/read_vml_words.c
libvanban_la_SOURCES += engine/ooxml/math.c
