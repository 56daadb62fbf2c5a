/* Inside expr: a format of Python, and a value written by it. format.c reads formats, format_value.c writes. */
#ifndef EXPR_FORMAT_H
#define EXPR_FORMAT_H

#include "expr/eval.h"

struct spec {
    struct span fill;      /* one character */
    char align;            /* '<' '>' '^', '=': between sign and digits; 0: by what is printed */
    char sign;             /* '+' or ' ' before what is not negative; else '-' */
    bool alternate, zero;
    char group;            /* ',' or '_' between thousands; 0: nothing */
    long width, precision; /* precision -1: not given */
    long least;            /* digits */
    char type;             /* 0: not given */
};

/* Appends the value as a number, or as the text that it prints as ('r', 'a': repr() and ascii()); `align` where the format
 * tells none. false: reported at the node. */
bool format_number(struct run *r, const struct node *node, const struct result *v, const struct spec *s, struct buf *out);
bool format_words(struct run *r, const struct node *node, const struct result *v, char conversion, const struct spec *s, char align,
                  struct buf *out);

#endif
