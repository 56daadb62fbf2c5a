check_PROGRAMS += tests/odf/test_odt
tests_odf_test_odt_SOURCES = tests/odf/test_odt.c
tests_odf_test_odt_LDADD = $(TEST_LIBS)
tests_odf_test_odt_CFLAGS = $(TEST_CFLAGS)
EXTRA_DIST += tests/odf/golden
