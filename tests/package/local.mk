check_PROGRAMS += tests/package/test_zip
tests_package_test_zip_SOURCES = tests/package/test_zip.c
tests_package_test_zip_LDADD = $(TEST_LIBS)
tests_package_test_zip_CFLAGS = $(TEST_CFLAGS)
