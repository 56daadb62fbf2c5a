libvanban_la_SOURCES += \
    engine/data/cite.c engine/data/cite.h engine/data/csv.c engine/data/dump.c engine/data/input.c engine/data/input.h \
    engine/data/markdown.c engine/data/markdown.h engine/data/markdown_block.c \
    engine/data/markdown_flat.c engine/data/markdown_inline.c engine/data/markdown_line.c \
    engine/data/markdown_line.h engine/data/markdown_table.c \
    engine/data/marks.c engine/data/marks.h engine/data/read.c engine/data/reader.h \
    engine/data/tag.c engine/data/tag.h engine/data/value.c engine/data/value.h engine/data/yaml.c engine/data/yaml.h \
    engine/data/yaml_report.c engine/data/yaml_scalar.c
libvanban_la_SOURCES += engine/data/grid.c engine/data/grid.h
libvanban_la_SOURCES += engine/data/grid_value.c
libvanban_la_SOURCES += engine/data/ods.c engine/data/ods.h
libvanban_la_SOURCES += engine/data/sheets.c
libvanban_la_SOURCES += engine/data/table.c engine/data/table.h
libvanban_la_SOURCES += engine/data/table_head.c
libvanban_la_SOURCES += engine/data/xlsx.c engine/data/xlsx.h engine/data/xml_of.h
libvanban_la_SOURCES += engine/data/xlsx_sheet.c
libvanban_la_SOURCES += engine/data/xlsx_style.c
libvanban_la_SOURCES += engine/data/canonical.c engine/data/canonical.h
libvanban_la_SOURCES += engine/data/restore.c
libvanban_la_SOURCES += engine/data/sheet_ask.c engine/data/sheet_ask.h
libvanban_la_SOURCES += engine/data/rows.c
libvanban_la_SOURCES += engine/data/office.c engine/data/office.h
