libvanban_la_SOURCES += engine/odf/odf.h engine/odf/write.h engine/odf/odt.c engine/odf/content.c \
    engine/odf/styles.c engine/odf/page.c engine/odf/autostyle.c engine/odf/props.c engine/odf/list.c engine/odf/meta.c
