check_PROGRAMS += tests/media/test_pixels
tests_media_test_pixels_SOURCES = tests/media/test_pixels.c
tests_media_test_pixels_CFLAGS = $(TEST_CFLAGS)
tests_media_test_pixels_LDADD = $(TEST_LIBS)
