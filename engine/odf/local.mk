libvanban_la_SOURCES += engine/odf/odf.h engine/odf/write.h engine/odf/odt.c engine/odf/content.c \
    engine/odf/styles.c engine/odf/page.c engine/odf/autostyle.c engine/odf/props.c engine/odf/list.c engine/odf/meta.c
libvanban_la_SOURCES += engine/odf/read.h
libvanban_la_SOURCES += engine/odf/reader.h
libvanban_la_SOURCES += engine/odf/read.c
libvanban_la_SOURCES += engine/odf/read_xml.c
libvanban_la_SOURCES += engine/odf/read_props.c
libvanban_la_SOURCES += engine/odf/read_style.c
libvanban_la_SOURCES += engine/odf/read_list.c
libvanban_la_SOURCES += engine/odf/read_page.c
libvanban_la_SOURCES += engine/odf/read_body.c
libvanban_la_SOURCES += engine/odf/read_inline.c
libvanban_la_SOURCES += engine/odf/read_table.c
libvanban_la_SOURCES += engine/odf/read_frame.c
libvanban_la_SOURCES += engine/odf/draw.c
libvanban_la_SOURCES += engine/odf/format.c engine/odf/format.h
libvanban_la_SOURCES += engine/odf/table.c
libvanban_la_SOURCES += engine/odf/para_props.c
