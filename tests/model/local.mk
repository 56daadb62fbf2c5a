check_PROGRAMS += tests/model/test_picture
tests_model_test_picture_SOURCES = tests/model/test_picture.c
tests_model_test_picture_CFLAGS = $(TEST_CFLAGS)
tests_model_test_picture_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/model/test_number
tests_model_test_number_SOURCES = tests/model/test_number.c
tests_model_test_number_CFLAGS = $(TEST_CFLAGS)
tests_model_test_number_LDADD = $(TEST_LIBS)
