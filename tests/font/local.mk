check_PROGRAMS += tests/font/test_font
tests_font_test_font_SOURCES = tests/font/test_font.c tests/font/tiny.c tests/font/tiny.h
tests_font_test_font_CFLAGS = $(TEST_CFLAGS)
tests_font_test_font_LDADD = $(TEST_LIBS)
