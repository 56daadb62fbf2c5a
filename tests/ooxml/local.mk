check_PROGRAMS += tests/ooxml/test_docx
tests_ooxml_test_docx_SOURCES = tests/ooxml/test_docx.c tests/ooxml/build.c tests/ooxml/build.h
tests_ooxml_test_docx_LDADD = $(TEST_LIBS)
tests_ooxml_test_docx_CFLAGS = $(TEST_CFLAGS)
EXTRA_DIST += tests/ooxml/golden
