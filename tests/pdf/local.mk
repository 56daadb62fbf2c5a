check_PROGRAMS += tests/pdf/test_read
tests_pdf_test_read_SOURCES = tests/pdf/test_read.c
tests_pdf_test_read_LDADD = $(TEST_LIBS)
tests_pdf_test_read_CFLAGS = $(TEST_CFLAGS)
