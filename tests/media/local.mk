check_PROGRAMS += tests/media/test_pixels
tests_media_test_pixels_SOURCES = tests/media/test_pixels.c
tests_media_test_pixels_CFLAGS = $(TEST_CFLAGS)
tests_media_test_pixels_LDADD = $(TEST_LIBS)
check_PROGRAMS += tests/media/test_drawing
tests_media_test_drawing_SOURCES = tests/media/test_drawing.c
tests_media_test_drawing_CFLAGS = $(TEST_CFLAGS)
tests_media_test_drawing_LDADD = $(TEST_LIBS)
