libvanban_la_SOURCES += \
    engine/expr/calls.c \
    engine/expr/compare.c \
    engine/expr/convert.c \
    engine/expr/eval.c engine/expr/eval.h engine/expr/expr.h \
    engine/expr/expand.c \
    engine/expr/filters_items.c \
    engine/expr/filters_list.c \
    engine/expr/format.c engine/expr/format.h \
    engine/expr/format_value.c \
    engine/expr/filters_markup.c \
    engine/expr/filters_number.c \
    engine/expr/filters_text.c \
    engine/expr/filters_words.c \
    engine/expr/index.c \
    engine/expr/inspect.c \
    engine/expr/lex.c \
    engine/expr/members.c \
    engine/expr/methods.c \
    engine/expr/methods_text.c \
    engine/expr/number.c engine/expr/number.h \
    engine/expr/objects.c \
    engine/expr/ops.c \
    engine/expr/parse.c engine/expr/parse.h engine/expr/syntax.h \
    engine/expr/parse_call.c engine/expr/parse_value.c \
    engine/expr/print.c \
    engine/expr/python.c \
    engine/expr/read.c engine/expr/read.h \
    engine/expr/sort_keys.c \
    engine/expr/tests.c
