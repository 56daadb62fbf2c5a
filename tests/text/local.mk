check_PROGRAMS += tests/text/test_text tests/text/test_words
tests_text_test_text_SOURCES = tests/text/test_text.c
tests_text_test_text_CFLAGS = $(TEST_CFLAGS)
tests_text_test_text_LDADD = $(TEST_LIBS)
tests_text_test_words_SOURCES = tests/text/test_words.c
tests_text_test_words_CFLAGS = $(TEST_CFLAGS)
tests_text_test_words_LDADD = $(TEST_LIBS)
