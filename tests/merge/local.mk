check_PROGRAMS += tests/merge/test_profile tests/merge/test_trace
tests_merge_test_profile_SOURCES = tests/merge/test_profile.c
tests_merge_test_profile_CFLAGS = $(TEST_CFLAGS)
tests_merge_test_profile_LDADD = $(TEST_LIBS)
tests_merge_test_trace_SOURCES = tests/merge/test_trace.c
tests_merge_test_trace_CFLAGS = $(TEST_CFLAGS)
tests_merge_test_trace_LDADD = $(TEST_LIBS)
