check_PROGRAMS += tests/sign/test_key
tests_sign_test_key_SOURCES = tests/sign/test_key.c tests/sign/ca.c tests/sign/ca.h
tests_sign_test_key_LDADD = $(TEST_LIBS)
tests_sign_test_key_CFLAGS = $(TEST_CFLAGS)
check_PROGRAMS += tests/sign/test_cms
tests_sign_test_cms_SOURCES = tests/sign/test_cms.c tests/sign/ca.c tests/sign/ca.h
tests_sign_test_cms_LDADD = $(TEST_LIBS)
tests_sign_test_cms_CFLAGS = $(TEST_CFLAGS)
