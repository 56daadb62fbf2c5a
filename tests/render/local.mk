check_PROGRAMS += tests/render/test_memory tests/render/test_render
tests_render_test_memory_SOURCES = tests/render/test_memory.c
tests_render_test_memory_CFLAGS = $(TEST_CFLAGS) -pthread
tests_render_test_memory_LDADD = $(TEST_LIBS)
tests_render_test_render_SOURCES = tests/render/test_render.c
tests_render_test_render_CFLAGS = $(TEST_CFLAGS)
tests_render_test_render_LDADD = $(TEST_LIBS)
