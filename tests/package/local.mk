check_PROGRAMS += tests/package/test_zip
tests_package_test_zip_SOURCES = tests/package/test_zip.c
tests_package_test_zip_LDADD = $(TEST_LIBS)
tests_package_test_zip_CFLAGS = $(TEST_CFLAGS)
check_PROGRAMS += tests/package/test_read
tests_package_test_read_SOURCES = tests/package/test_read.c tests/package/pack.c tests/package/pack.h
tests_package_test_read_LDADD = $(TEST_LIBS)
tests_package_test_read_CFLAGS = $(TEST_CFLAGS)
