check_PROGRAMS += tests/data/test_data
tests_data_test_data_SOURCES = tests/data/test_data.c tests/data/pack_sheets.c tests/data/pack_sheets.h
tests_data_test_data_CFLAGS = $(TEST_CFLAGS)
tests_data_test_data_LDADD = $(TEST_LIBS)
EXTRA_DIST += tests/data/golden
