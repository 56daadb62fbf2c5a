check_PROGRAMS += tests/template/test_template
tests_template_test_template_SOURCES = tests/template/test_template.c
tests_template_test_template_CFLAGS = $(TEST_CFLAGS)
tests_template_test_template_LDADD = $(TEST_LIBS)
