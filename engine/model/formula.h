/* Formulas: what OMML (ECMA-376-1:2016, 22.1) and MathML 3 both say, as a tree. Text stands in it as it was typed; which letters
 * it is printed in says `alphabet` (math_letter). */
#ifndef MODEL_FORMULA_H
#define MODEL_FORMULA_H

#include "base/arena.h"
#include "model/props.h"
#include "text/letters.h"

enum {
    MATH_NESTED = 12,   /* structures in each other; readers put what stands deeper into its row as text */
    MATH_NODES = 20000, /* of one formula; readers leave out what comes behind */
};

enum math_type {
    MATH_ROW,      /* children side by side */
    MATH_TEXT,     /* `text` */
    MATH_FRACTION, /* base over below */
    MATH_SCRIPTS,  /* base with below and above at its corners */
    MATH_RADICAL,  /* of base; above: the degree */
    MATH_NARY,     /* `text` with below and above as its limits, before base */
    MATH_FENCE,    /* children between `text` and `close` */
    MATH_MATRIX,   /* children: rows, whose children are the cells */
    MATH_LINES,    /* children: lines, whose '&' stand below each other */
    MATH_FUNCTION, /* base: the name; below: what it is of */
    MATH_LIMITS,   /* base with below and above in its middle */
    MATH_ACCENT,   /* base under `text` */
    MATH_BAR,      /* base under a line, or `under`: over one */
    MATH_GROUP,    /* base under `text` as wide as it is, or `under`: over it */
    MATH_BORDER,   /* base in a box */
    MATH_PHANTOM,  /* the room of base */
};

enum math_fraction { FRACTION_BAR, FRACTION_NO_BAR, FRACTION_SKEWED, FRACTION_LINEAR };
enum { BORDER_TOP = 1, BORDER_BOTTOM = 2, BORDER_LEFT = 4, BORDER_RIGHT = 8, BORDER_ALL = 15 };
enum { ZERO_WIDTH = 1, ZERO_ASCENT = 2, ZERO_DESCENT = 4 };

struct math {
    enum math_type type;
    struct math *next;
    struct math *first, *last;          /* children */
    struct math *base, *below, *above;  /* parts; NULL: none */
    const char *text;                   /* never NULL */
    const char *close, *separator;      /* MATH_FENCE; "": none */
    const struct char_props *chr;       /* look; NULL: of the formula */
    struct math_style letters;          /* MATH_TEXT */
    bool normal;                        /* MATH_TEXT: words of the text around, not of mathematics */
    bool breaks;                        /* MATH_TEXT: a new line begins before it */
    bool before;                        /* MATH_SCRIPTS: they stand before the base */
    bool beside;                        /* MATH_NARY: the limits stand at the corners */
    bool fixed;                         /* MATH_FENCE: as high as letters, whatever is in it; MATH_NARY: as high as text */
    bool under;                         /* MATH_BAR, MATH_GROUP */
    bool shown;                         /* MATH_PHANTOM: drawn all the same */
    enum math_fraction fraction;
    unsigned edges;                     /* MATH_BORDER */
    unsigned zero;                      /* MATH_PHANTOM: sizes that count as nothing */
    const char *columns;                /* MATH_MATRIX: a letter a column: l, c, r; the last holds for those behind. "": c */
};

/* In a line of text, or on lines of its own. */
struct formula {
    const struct math *root;
    const char *text;             /* in one line: (a+b)/2 */
    bool display;                 /* set large */
    bool alone;                   /* on lines of its own */
    enum align align;             /* of these; ALIGN_JUSTIFY: they are centred as one */
    const struct char_props *chr; /* never NULL */
};

struct math *math_new(struct arena *a, enum math_type type);
void math_append(struct math *parent, struct math *child); /* NULL: nothing */
/* The formula in one line, as one would type it: x^2, √(a+b), ∑_(i=1)^n. */
void math_linear(const struct math *m, struct buf *out);
/* -f tree: the structure in one line. */
void math_dump(const struct math *m, struct buf *out);

#endif
