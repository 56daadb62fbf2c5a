check_PROGRAMS += tests/expr/test_expr tests/expr/test_faults
tests_expr_test_expr_SOURCES = tests/expr/test_expr.c tests/expr/table.c tests/expr/table.h
tests_expr_test_expr_CFLAGS = $(TEST_CFLAGS)
tests_expr_test_expr_LDADD = $(TEST_LIBS)
tests_expr_test_faults_SOURCES = tests/expr/test_faults.c tests/expr/table.c tests/expr/table.h
tests_expr_test_faults_CFLAGS = $(TEST_CFLAGS)
tests_expr_test_faults_LDADD = $(TEST_LIBS)
