/* Properties of text, paragraphs and borders, and the styles that give them names. Lengths are points. A zero is the plain
 * value everywhere: who makes a paper need not know of what only files of others have. */
#ifndef MODEL_PROPS_H
#define MODEL_PROPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The last two of paragraphs that were read: the last line is as wide as the others, and letters are moved apart, not words. */
enum align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_JUSTIFY, ALIGN_JUSTIFY_ALL, ALIGN_DISTRIBUTE };
static inline bool align_justifies(enum align a)
{
    return a == ALIGN_JUSTIFY || a == ALIGN_JUSTIFY_ALL;
}
enum line_rule { LINE_MULTIPLE, LINE_EXACT, LINE_AT_LEAST };
enum valign { VALIGN_TOP, VALIGN_MIDDLE, VALIGN_BOTTOM, VALIGN_BOTH /* of a section alone */ };
enum vertical { VERTICAL_BASE, VERTICAL_SUPER, VERTICAL_SUB };
enum tab_align { TAB_LEFT, TAB_CENTER, TAB_RIGHT, TAB_DECIMAL, TAB_BAR };
enum caps { CAPS_NONE, CAPS_ALL, CAPS_SMALL };
enum stroke { STROKE_SOLID, STROKE_DOUBLE, STROKE_DOTTED, STROKE_DASHED, STROKE_DASH_DOT, STROKE_TRIPLE, STROKE_THICK, STROKE_WAVE };
enum suffix { SUFFIX_SPACE, SUFFIX_TAB, SUFFIX_NOTHING }; /* after a label */
enum turn { TURN_NONE, TURN_UP, TURN_DOWN }; /* text that runs upwards (a quarter turn left) or downwards */
enum numbering_format {
    NUMBERING_DECIMAL, NUMBERING_ROMAN, NUMBERING_LOWER_ROMAN, NUMBERING_LETTER, NUMBERING_LOWER_LETTER, NUMBERING_DECIMAL_ZERO,
    NUMBERING_ORDINAL, NUMBERING_WORDS, NUMBERING_BULLET, NUMBERING_NONE, NUMBERING_CHICAGO,
    NUMBERING_DASH, /* "- 1 -" */
    NUMBERING_ORDINAL_WORDS, NUMBERING_VIETNAMESE, NUMBERING_HEX, NUMBERING_THREE_FIGURES, NUMBERING_FOUR_FIGURES, NUMBERING_FIVE_FIGURES,
    NUMBERING_CIRCLE, NUMBERING_PAREN, NUMBERING_FULL_STOP,
    NUMBERING_ALPHABET, NUMBERING_LOWER_ALPHABET, /* A..Z, AA, AB: not Word's */
    NUMBERING__COUNT
};

/* What is other than in an earlier text of the paper (render/marked.c). Of files that were read changes are taken as accepted. */
enum revision { REVISION_NONE, REVISION_CAME, REVISION_WENT, REVISION_CAME_HERE, REVISION_WENT_AWAY }; /* the last two: moved */
static inline bool revision_went(enum revision r)
{
    return r == REVISION_WENT || r == REVISION_WENT_AWAY;
}

/* A ground of one colour. */
struct fill {
    bool on;
    uint32_t color; /* 0xRRGGBB */
};
static inline bool fill_same(struct fill a, struct fill b)
{
    return a.on == b.on && (!a.on || a.color == b.color);
}

struct char_props {
    const char *family; /* "Times New Roman" */
    double size;        /* [pt] */
    bool bold, italic, underline, strike, kern;
    enum vertical vertical;
    double spacing;     /* added after every character [pt]; negative condenses */
    uint32_t color;     /* 0xRRGGBB */
    bool automatic;     /* `color` is black, and white on a dark ground (w:color auto, style:use-window-font-color) */
    const char *lang;   /* "vi-VN" */
    double scale;       /* of the advances and glyphs, sideways; 0 = 1 (w:w, style:text-scale) */
    double raise;       /* of the baseline, upward, the size as it is [pt] (w:position) */
    enum caps caps;
    bool hidden;        /* not printed */
    bool double_strike;
    bool words_only;    /* the underline leaves out spaces */
    enum stroke underline_stroke;
    bool underline_colored;
    uint32_t underline_color;
    struct fill fill;   /* behind the text: shading or highlight */
    bool boxed;         /* a line of `box` around it */
    uint32_t box_color;
    enum revision revision;
};

struct border {
    double width;   /* of a line [pt]; 0 = none */
    double space;   /* between text and line [pt] */
    enum stroke stroke; /* STROKE_DOUBLE, STROKE_TRIPLE: lines a line's width apart, unless: */
    double gap, second; /* between the lines, and the width of the second from above or left; 0: `width` */
    uint32_t color; /* 0xRRGGBB */
};
/* The lines of a border with their gaps [pt]. */
static inline double border_thickness(struct border b)
{
    const double gap = b.gap > 0 ? b.gap : b.width, second = b.second > 0 ? b.second : b.width;
    return b.stroke == STROKE_DOUBLE ? b.width + gap + second : b.stroke == STROKE_TRIPLE ? 2 * (b.width + gap) + second : b.width;
}
/* What a border takes from its paragraph [pt]. */
static inline double border_room(struct border b)
{
    return b.width > 0 ? border_thickness(b) + b.space : 0;
}

/* No line is like another that is none. */
static inline bool border_same(struct border a, struct border b)
{
    return a.width == b.width && (a.width == 0 || (a.space == b.space && a.gap == b.gap && a.second == b.second && a.stroke == b.stroke &&
                                                   a.color == b.color));
}

struct borders {
    struct border top, bottom, left, right;
};
static inline bool borders_same(const struct borders *a, const struct borders *b)
{
    return border_same(a->top, b->top) && border_same(a->bottom, b->bottom) && border_same(a->left, b->left) &&
           border_same(a->right, b->right);
}

struct tab {
    double at; /* from the text margin [pt] */
    enum tab_align align;
    char leader; /* 0 or the character */
};

struct para_props {
    enum align align;
    double left, right, first; /* indents [pt]; first negative = hanging */
    double before, after;      /* between paragraphs the larger of the two counts */
    enum line_rule line_rule;
    double line; /* LINE_MULTIPLE: factor; else [pt] */
    bool keep_next, keep_lines, widow_control, page_break_before;
    bool unnumbered; /* its lines have no numbers and are not counted */
    bool contextual; /* no space between paragraphs of the same style (w:contextualSpacing) */
    struct borders edge;   /* above and below over the width between the indents; at the sides outside the indents */
    struct border between; /* paragraphs with the same borders */
    struct fill fill;      /* behind the paragraph */
    const struct tab *tabs;
    size_t n_tabs;
};

static inline bool tabs_same(const struct para_props *a, const struct para_props *b)
{
    if (a->n_tabs != b->n_tabs)
        return false;
    for (size_t i = 0; a->tabs != b->tabs && i < a->n_tabs; i++)
        if (a->tabs[i].at != b->tabs[i].at || a->tabs[i].align != b->tabs[i].align || a->tabs[i].leader != b->tabs[i].leader)
            return false;
    return true;
}

enum style_kind { STYLE_PARA, STYLE_CHAR };

/* A named style, resolved: nothing is inherited at run time. `parent` is what a writer may name as base. */
struct style {
    enum style_kind kind;
    const char *id;   /* ASCII, e.g. "TrichYeu": style id in DOCX, style name in ODT */
    const char *name; /* shown: "Trích yếu" */
    const struct style *parent, *next;
    struct para_props para;
    struct char_props chr;
    int outline; /* 1..6: heading level for outline, structure tags and navigators; 0 = body */
    bool used;   /* by a paragraph or run of the document, or by a used style as parent or next */
};

#endif
