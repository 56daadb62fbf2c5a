check_PROGRAMS += tests/pdf/test_read
tests_pdf_test_read_SOURCES = tests/pdf/test_read.c
tests_pdf_test_read_LDADD = $(TEST_LIBS)
tests_pdf_test_read_CFLAGS = $(TEST_CFLAGS)
check_PROGRAMS += tests/pdf/test_finish
tests_pdf_test_finish_SOURCES = tests/pdf/test_finish.c tests/paint/sheet.c tests/paint/sheet.h
tests_pdf_test_finish_LDADD = $(TEST_LIBS)
tests_pdf_test_finish_CFLAGS = $(TEST_CFLAGS)
