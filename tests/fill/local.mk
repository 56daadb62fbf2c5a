check_PROGRAMS += tests/fill/test_xscan
tests_fill_test_xscan_SOURCES = tests/fill/test_xscan.c
tests_fill_test_xscan_CFLAGS = $(TEST_CFLAGS)
tests_fill_test_xscan_LDADD = $(TEST_LIBS)
