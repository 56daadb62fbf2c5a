check_PROGRAMS += tests/odf/test_odt
tests_odf_test_odt_SOURCES = tests/odf/test_odt.c
tests_odf_test_odt_LDADD = $(TEST_LIBS)
tests_odf_test_odt_CFLAGS = $(TEST_CFLAGS)
EXTRA_DIST += tests/odf/golden tests/odf/word.parts
check_PROGRAMS += tests/odf/test_read
tests_odf_test_read_SOURCES = tests/odf/test_read.c
tests_odf_test_read_LDADD = $(TEST_LIBS)
tests_odf_test_read_CFLAGS = $(TEST_CFLAGS)
dist_check_SCRIPTS += tests/odf/roundtrip.sh
tests/odf/roundtrip.log: tests/package/pack_case$(EXEEXT)
