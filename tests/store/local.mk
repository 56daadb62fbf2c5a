check_PROGRAMS += tests/store/test_register
tests_store_test_register_SOURCES = tests/store/test_register.c
tests_store_test_register_LDADD = $(TEST_LIBS)
tests_store_test_register_CFLAGS = $(TEST_CFLAGS)
check_PROGRAMS += tests/store/test_publish
tests_store_test_publish_SOURCES = tests/store/test_publish.c
tests_store_test_publish_LDADD = $(TEST_LIBS)
tests_store_test_publish_CFLAGS = $(TEST_CFLAGS)
EXTRA_DIST += tests/store/common.sh tests/store/workspace.sh
dist_check_SCRIPTS += tests/store/recover.sh
tests/store/recover.log: vanban$(EXEEXT)
dist_check_SCRIPTS += tests/store/issue.sh
tests/store/issue.log: vanban$(EXEEXT)
dist_check_SCRIPTS += tests/store/number.sh
tests/store/number.log: vanban$(EXEEXT) tests/data/pack_case$(EXEEXT)
dist_check_SCRIPTS += tests/store/build.sh
tests/store/build.log: vanban$(EXEEXT)
dist_check_SCRIPTS += tests/store/status.sh
tests/store/status.log: vanban$(EXEEXT)
dist_check_SCRIPTS += tests/store/office.sh
tests/store/office.log: vanban$(EXEEXT)
check_PROGRAMS += tests/store/test_words
tests_store_test_words_SOURCES = tests/store/test_words.c
tests_store_test_words_LDADD = $(TEST_LIBS)
tests_store_test_words_CFLAGS = $(TEST_CFLAGS)
dist_check_SCRIPTS += tests/store/rows.sh
tests/store/rows.log: vanban$(EXEEXT) tests/data/pack_case$(EXEEXT)
dist_check_SCRIPTS += tests/store/diff.sh
tests/store/diff.log: vanban$(EXEEXT)
dist_check_SCRIPTS += tests/store/watch.sh
tests/store/watch.log: vanban$(EXEEXT)
dist_check_SCRIPTS += tests/store/story.sh
tests/store/story.log: vanban$(EXEEXT) tests/data/pack_case$(EXEEXT)
EXTRA_DIST += tests/store/khoi.xlsx.parts
check_PROGRAMS += tests/store/test_listing
tests_store_test_listing_SOURCES = tests/store/test_listing.c
tests_store_test_listing_LDADD = $(TEST_LIBS)
tests_store_test_listing_CFLAGS = $(TEST_CFLAGS)
dist_check_SCRIPTS += tests/store/places.sh
tests/store/places.log: vanban$(EXEEXT) tests/package/pack_case$(EXEEXT) tests/data/pack_case$(EXEEXT)
dist_check_SCRIPTS += tests/store/disk.sh
tests/store/disk.log: vanban$(EXEEXT)
