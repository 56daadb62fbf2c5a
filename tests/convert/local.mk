EXTRA_PROGRAMS += tests/convert/pack
tests_convert_pack_SOURCES = tests/convert/pack.c
tests_convert_pack_CFLAGS = $(TEST_CFLAGS)
tests_convert_pack_LDADD = $(TEST_LIBS)
dist_check_SCRIPTS += tests/convert/run.sh
tests/convert/run.log: vanban$(EXEEXT) tests/convert/pack$(EXEEXT)
EXTRA_DIST += tests/convert
CLEANFILES += tests/convert/pack$(EXEEXT)
