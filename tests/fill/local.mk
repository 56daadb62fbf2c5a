check_PROGRAMS += tests/fill/test_xscan
tests_fill_test_xscan_SOURCES = tests/fill/test_xscan.c
tests_fill_test_xscan_CFLAGS = $(TEST_CFLAGS)
tests_fill_test_xscan_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/fill/test_mustache
tests_fill_test_mustache_SOURCES = tests/fill/test_mustache.c tests/fill/office.c tests/fill/office.h
tests_fill_test_mustache_LDADD = $(TEST_LIBS)
tests_fill_test_mustache_CFLAGS = $(TEST_CFLAGS)
