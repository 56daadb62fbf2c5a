libvanban_la_SOURCES += \
    engine/layout/boxes.h engine/layout/frame.h engine/layout/layout.h engine/layout/lines.h \
    engine/layout/layout.c engine/layout/items.c engine/layout/fit.c engine/layout/para.c \
    engine/layout/stack.c engine/layout/table.c engine/layout/table_draw.c engine/layout/draw.c \
    engine/layout/page.c engine/layout/flow.c engine/layout/tags.c engine/layout/dump.c
libvanban_la_SOURCES += engine/layout/drawing.c engine/layout/drawing_text.c
libvanban_la_SOURCES += engine/layout/turn.c
libvanban_la_SOURCES += engine/layout/shapes.c
libvanban_la_SOURCES += engine/layout/notes.c
libvanban_la_SOURCES += engine/layout/wrap.c
libvanban_la_SOURCES += engine/layout/contour.c
libvanban_la_SOURCES += engine/layout/align.c
libvanban_la_SOURCES += engine/layout/line_numbers.c
libvanban_la_SOURCES += engine/layout/objects.c
libvanban_la_SOURCES += engine/layout/obstacles.c
libvanban_la_SOURCES += engine/layout/layers.c
libvanban_la_SOURCES += engine/layout/columns.c
libvanban_la_SOURCES += engine/layout/collect.c
libvanban_la_SOURCES += engine/layout/decor.c
libvanban_la_SOURCES += engine/layout/table_columns.c
libvanban_la_SOURCES += engine/layout/table_slice.c
libvanban_la_SOURCES += engine/layout/edge.c
libvanban_la_SOURCES += engine/layout/widgets.c
libvanban_la_SOURCES += engine/layout/math.h engine/layout/math_box.c engine/layout/math_draw.c engine/layout/math_grid.c
libvanban_la_SOURCES += engine/layout/math_row.c engine/layout/math_sign.c engine/layout/math_struct.c
