check_PROGRAMS += tests/paint/test_paint
tests_paint_test_paint_SOURCES = tests/paint/sheet.c tests/paint/sheet.h tests/paint/test_paint.c
tests_paint_test_paint_CFLAGS = $(TEST_CFLAGS)
tests_paint_test_paint_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/paint/test_shapes
tests_paint_test_shapes_SOURCES = tests/paint/sheet.c tests/paint/sheet.h tests/paint/test_shapes.c
tests_paint_test_shapes_CFLAGS = $(TEST_CFLAGS)
tests_paint_test_shapes_LDADD = $(TEST_LIBS)
