LAYOUT_PAPER = tests/layout/paper.c tests/layout/paper.h

check_PROGRAMS += tests/layout/test_lines tests/layout/test_pages tests/layout/test_tables
tests_layout_test_lines_SOURCES = tests/layout/test_lines.c $(LAYOUT_PAPER)
tests_layout_test_lines_CFLAGS = $(TEST_CFLAGS)
tests_layout_test_lines_LDADD = $(TEST_LIBS)
tests_layout_test_pages_SOURCES = tests/layout/test_pages.c $(LAYOUT_PAPER)
tests_layout_test_pages_CFLAGS = $(TEST_CFLAGS)
tests_layout_test_pages_LDADD = $(TEST_LIBS)
tests_layout_test_tables_SOURCES = tests/layout/test_tables.c $(LAYOUT_PAPER)
tests_layout_test_tables_CFLAGS = $(TEST_CFLAGS)
tests_layout_test_tables_LDADD = $(TEST_LIBS)
EXTRA_DIST += tests/layout/hd05-01.tsv
check_PROGRAMS += tests/layout/test_read
tests_layout_test_read_SOURCES = tests/layout/test_read.c $(LAYOUT_PAPER)
tests_layout_test_read_CFLAGS = $(TEST_CFLAGS)
tests_layout_test_read_LDADD = $(TEST_LIBS)
