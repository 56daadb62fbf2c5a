check_PROGRAMS += tests/gather/test_gather
tests_gather_test_gather_SOURCES = tests/gather/test_gather.c tests/data/pack_sheets.c tests/data/pack_sheets.h
tests_gather_test_gather_CFLAGS = $(TEST_CFLAGS)
tests_gather_test_gather_LDADD = $(TEST_LIBS)
