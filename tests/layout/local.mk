check_PROGRAMS += tests/layout/test_lines
tests_layout_test_lines_SOURCES = tests/layout/test_lines.c tests/layout/paper.c tests/layout/paper.h
tests_layout_test_lines_CFLAGS = $(TEST_CFLAGS)
tests_layout_test_lines_LDADD = $(TEST_LIBS)
EXTRA_DIST += tests/layout/hd05-01.tsv
