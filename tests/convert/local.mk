EXTRA_PROGRAMS += tests/package/pack_case
tests_package_pack_case_SOURCES = tests/package/pack_case.c
tests_package_pack_case_CFLAGS = $(TEST_CFLAGS)
tests_package_pack_case_LDADD = $(TEST_LIBS)
dist_check_SCRIPTS += tests/convert/run.sh
tests/convert/run.log: vanban$(EXEEXT) tests/package/pack_case$(EXEEXT)
EXTRA_DIST += tests/convert
CLEANFILES += tests/package/pack_case$(EXEEXT)
