/* Rows of formulas: letters and signs beside each other, with the room that mathematics leaves between them (TeX, appendix G, 18;
 * Word has the same but for inner formulas). */
#include "layout/math.h"
#include "text/letters.h"
#include "text/text.h"

#include <stdlib.h>

/* ---- what signs are ---- */

static const struct {
    uint16_t first, last;
    unsigned char kind;
} kinds[] = {
    {'!', '!', CLASS_CLOSE},          {'(', '(', CLASS_OPEN},           {')', ')', CLASS_CLOSE},         {'*', '+', CLASS_BINARY},
    {',', ',', CLASS_PUNCTUATION},    {'-', '-', CLASS_BINARY},         {':', ':', CLASS_RELATION},      {';', ';', CLASS_PUNCTUATION},
    {'<', '>', CLASS_RELATION},       {'[', '[', CLASS_OPEN},           {']', ']', CLASS_CLOSE},         {'{', '{', CLASS_OPEN},
    {'}', '}', CLASS_CLOSE},          {'~', '~', CLASS_RELATION},       {0xB1, 0xB1, CLASS_BINARY},      {0xB7, 0xB7, CLASS_BINARY},
    {0xD7, 0xD7, CLASS_BINARY},       {0xF7, 0xF7, CLASS_BINARY},       {0x2020, 0x2022, CLASS_BINARY},  {0x2190, 0x21FF, CLASS_RELATION},
    {0x2208, 0x220D, CLASS_RELATION}, {0x220F, 0x2211, CLASS_OPERATOR}, {0x2212, 0x2214, CLASS_BINARY},  {0x2216, 0x2219, CLASS_BINARY},
    {0x221D, 0x221D, CLASS_RELATION}, {0x2223, 0x2226, CLASS_RELATION}, {0x2227, 0x222A, CLASS_BINARY},  {0x222B, 0x2233, CLASS_OPERATOR},
    {0x2234, 0x2237, CLASS_RELATION}, {0x2238, 0x2238, CLASS_BINARY},   {0x2239, 0x223D, CLASS_RELATION}, {0x2241, 0x228B, CLASS_RELATION},
    {0x228C, 0x228E, CLASS_BINARY},   {0x228F, 0x2292, CLASS_RELATION}, {0x2293, 0x22A1, CLASS_BINARY},  {0x22A2, 0x22B8, CLASS_RELATION},
    {0x22BB, 0x22BD, CLASS_BINARY},   {0x22C0, 0x22C3, CLASS_OPERATOR}, {0x22C4, 0x22C7, CLASS_BINARY},  {0x22C8, 0x22C8, CLASS_RELATION},
    {0x22C9, 0x22CC, CLASS_BINARY},   {0x22CD, 0x22CD, CLASS_RELATION}, {0x22CE, 0x22CF, CLASS_BINARY},  {0x22D0, 0x22ED, CLASS_RELATION},
    {0x2308, 0x2308, CLASS_OPEN},     {0x2309, 0x2309, CLASS_CLOSE},    {0x230A, 0x230A, CLASS_OPEN},    {0x230B, 0x230B, CLASS_CLOSE},
    {0x27E6, 0x27E6, CLASS_OPEN},     {0x27E7, 0x27E7, CLASS_CLOSE},    {0x27E8, 0x27E8, CLASS_OPEN},    {0x27E9, 0x27E9, CLASS_CLOSE},
    {0x27F0, 0x27FF, CLASS_RELATION}, {0x2900, 0x297F, CLASS_RELATION}, {0x2A00, 0x2A20, CLASS_OPERATOR},
};

static enum math_class kind_of(uint32_t c)
{
    size_t low = 0, high = sizeof kinds / sizeof *kinds;

    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (kinds[middle].last < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof kinds / sizeof *kinds && c >= kinds[low].first ? (enum math_class)kinds[low].kind
           : c == ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x205F ? CLASS_SPACE : CLASS_ORDINARY;
}

/* Signs that only say how a formula is meant. */
static bool is_unseen(uint32_t c)
{
    return (c >= 0x2061 && c <= 0x2064) || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF || c < 0x20;
}

/* ---- the room between ---- */

enum { THIN = 3, MEDIUM = 4, THICK = 5, EM = 18 };

/* In eighteenths of an em. */
static int room_between(enum math_class left, enum math_class right)
{
    if (left == CLASS_SPACE || right == CLASS_SPACE)
        return 0;
    if (left == CLASS_BINARY || right == CLASS_BINARY)
        return MEDIUM;
    if (left == CLASS_RELATION || right == CLASS_RELATION)
        return left == right || left == CLASS_OPEN || right == CLASS_CLOSE || right == CLASS_PUNCTUATION ? 0 : THICK;
    if (left == CLASS_PUNCTUATION)
        return THIN;
    if (left == CLASS_OPERATOR)
        return right == CLASS_OPEN || right == CLASS_CLOSE || right == CLASS_PUNCTUATION ? 0 : THIN;
    return right == CLASS_OPERATOR && left != CLASS_OPEN ? THIN : 0;
}

/* Nothing to its left that it could join to what follows. */
static bool joins_nothing(enum math_class left)
{
    return left == CLASS_BINARY || left == CLASS_RELATION || left == CLASS_OPEN || left == CLASS_PUNCTUATION || left == CLASS_OPERATOR;
}

/* ---- the signs of a row ---- */

struct signs {
    struct sign {
        struct math_box *box;
        bool breaks; /* a line begins here */
    } *v;
    size_t n, cap;
};

static struct sign *sign_add(struct signs *a, struct math_box *box)
{
    if (a->n == a->cap) {
        a->cap = a->cap ? 2 * a->cap : 32;
        a->v = mem_resize(a->v, a->cap, sizeof *a->v);
    }
    a->v[a->n] = (struct sign){box, false};
    return &a->v[a->n++];
}

static enum math_class ends_in(const struct signs *a)
{
    for (size_t i = a->n; i > 0; i--)
        if (a->v[i - 1].box->ends != CLASS_SPACE)
            return a->v[i - 1].box->ends;
    return CLASS_OPEN;
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* As a formula prints it. */
static uint32_t printed(uint32_t c, const struct math *text)
{
    if (text->normal)
        return c;
    return c == '-' ? 0x2212 : c == '*' ? 0x2217 : c == '\'' ? 0x2032 : text_math_letter(c, text->letters);
}

static struct math_box *set_letter(const struct setting *s, uint32_t c, const struct math *text, struct face *face)
{
    c = printed(c, text);
    return box_sign(s, c, face ? math_text_sign(face, c) : math_sign(s->font, c, s->level));
}

static void set_text(const struct setting *outer, const struct math *m, struct signs *out)
{
    struct setting s = *outer;
    const struct span text = span_of(m->text);
    struct face *face = NULL;
    bool breaks = m->breaks;

    if (m->chr) {
        s.chr = m->chr;
        s.size = m->chr->size;
        s.color = text_color(s.l, m->chr);
    }
    if (m->normal)
        face = fonts_substitute(s.l->fonts, s.chr->family, s.chr->bold, s.chr->italic, s.pos);
    if (breaks && !*m->text)
        sign_add(out, box_new(&s))->breaks = true;
    uint32_t before = 0;
    for (size_t i = 0; i < text.n;) {
        const uint32_t c = text_next(text, &i);
        size_t next = i;
        const uint32_t follows = i < text.n ? text_next(text, &next) : 0;

        if (!is_unseen(c)) {
            struct math_box *box = set_letter(&s, c, m, face);
            enum math_class kind = m->normal ? CLASS_ORDINARY : kind_of(printed(c, m));

            if ((c == '.' || c == ',') && is_digit(before) && is_digit(follows))
                kind = CLASS_ORDINARY;
            if (kind == CLASS_BINARY && joins_nothing(ends_in(out)))
                kind = CLASS_ORDINARY;
            if (kind == CLASS_SPACE)
                box->items = NULL;
            box->kind = box->ends = kind;
            box->leans = box->italic > 0 && kind == CLASS_ORDINARY;
            sign_add(out, box)->breaks = breaks;
            breaks = false;
        }
        before = c;
    }
}

static void set_signs(const struct setting *s, const struct math *row, struct signs *out)
{
    for (const struct math *m = row->first; m; m = m->next) {
        if (m->type == MATH_TEXT)
            set_text(s, m, out);
        else if (m->type == MATH_ROW)
            set_signs(s, m, out);
        else
            sign_add(out, math_set(s, m));
    }
}

/* ---- the row ---- */

/* Room before atom i; 0 at the row's start. */
static double room_before(const struct setting *s, const struct signs *a, size_t i)
{
    if (i == 0)
        return 0;
    const struct math_box *left = a->v[i - 1].box, *right = a->v[i].box;
    const double lean = left->leans && !right->leans && right->kind != CLASS_SPACE ? left->italic : 0;
    return lean + (s->level > 0 ? 0 : room_between(left->ends, right->kind) * math_em(s) / EM);
}

static struct math_box *join(const struct setting *s, const struct signs *a, size_t from, size_t to)
{
    struct math_box *row;

    if (to - from == 1)
        return a->v[from].box;
    row = box_new(s);
    row->ends = CLASS_ORDINARY;
    for (size_t i = from; i < to; i++) {
        const struct math_box *box = a->v[i].box;
        row->width += i > from ? room_before(s, a, i) : 0;
        box_put(s, row, box, row->width, 0);
        row->width += box->width;
        row->italic = box->italic;
        row->leans = box->leans;
    }
    if (to > from) {
        row->kind = a->v[from].box->kind;
        row->ends = a->v[to - 1].box->ends;
    }
    return row;
}

/* A part of its own, with the room behind it. */
static struct math_box *part(const struct setting *s, const struct signs *a, size_t from, size_t to)
{
    struct math_box *box = box_new(s);

    *box = *join(s, a, from, to);
    if (to < a->n)
        box->width += room_before(s, a, to);
    else if (box->leans)
        box->width += box->italic;
    box->above = box->ascent + math_at(s, LEADING);
    box->below = box->descent;
    return box;
}

struct math_row math_row(struct layout *l, const struct node *formula, struct pos pos)
{
    const struct formula *f = &formula->as.formula;
    struct setting s = {.l = l, .chr = f->chr, .size = f->chr->size, .color = text_color(l, f->chr), .display = f->display, .pos = pos};
    struct signs a = {0};
    struct math_row row = {0};

    s.font = fonts_math(l->fonts, f->chr->family, pos);
    if (!s.font) {
        l->failed = true;
        return row;
    }
    set_signs(&s, f->root, &a);
    struct math_part *parts = ARENA_NEWS(&l->scratch, a.n + 1, struct math_part);
    for (size_t i = 0, from = 0; i < a.n; i++) {
        const bool last = i + 1 == a.n;

        if (!last && !a.v[i + 1].breaks && a.v[i + 1].box->kind != CLASS_BINARY && a.v[i].box->ends != CLASS_RELATION)
            continue;
        parts[row.n++] = (struct math_part){part(&s, &a, from, i + 1), a.v[from].breaks};
        from = i + 1;
    }
    row.parts = parts;
    free(a.v);
    return row;
}

static struct math_box *set_row(const struct setting *s, const struct math *row)
{
    struct signs a = {0};
    struct math_box *box;

    set_signs(s, row, &a);
    box = join(s, &a, 0, a.n);
    free(a.v);
    return box;
}

static struct math_box *set_one(const struct setting *s, const struct math *text)
{
    struct math alone = *text, row = {.type = MATH_ROW, .first = &alone};

    alone.next = NULL;
    return set_row(s, &row);
}

/* A name, and what it is of: `sin x`. */
static struct math_box *set_function(const struct setting *s, const struct math *m)
{
    struct math_box *name = math_set(s, m->base), *of = math_set(s, m->below), *box = box_new(s);
    const bool apart = of->kind != CLASS_OPEN && of->width > 0 && s->level == 0;

    box_put(s, box, name, 0, 0);
    box->width = name->width + (apart ? THIN * math_em(s) / EM : 0);
    box_put(s, box, of, box->width, 0);
    box->width += of->width;
    box->kind = CLASS_OPERATOR;
    box->ends = of->width > 0 ? of->ends : CLASS_OPERATOR;
    return box;
}

struct math_box *math_set(const struct setting *outer, const struct math *m)
{
    struct setting changed = *outer;
    const struct setting *s = &changed;

    if (!m)
        return box_new(outer);
    if (m->chr && m->type != MATH_TEXT) {
        changed.chr = m->chr;
        changed.color = text_color(changed.l, m->chr);
        changed.size = m->chr->size;
    }
    switch (m->type) {
    case MATH_ROW: return set_row(s, m);
    case MATH_TEXT: return set_one(s, m);
    case MATH_FRACTION: return set_fraction(s, m);
    case MATH_SCRIPTS: return set_scripts(s, m);
    case MATH_RADICAL: return set_radical(s, m);
    case MATH_NARY: return set_nary(s, m);
    case MATH_FENCE: return set_fence(s, m);
    case MATH_MATRIX: return set_matrix(s, m);
    case MATH_LINES: return set_lines(s, m);
    case MATH_FUNCTION: return set_function(s, m);
    case MATH_LIMITS: return set_limits(s, m);
    case MATH_ACCENT: return set_accent(s, m);
    case MATH_BAR: return set_bar(s, m);
    case MATH_GROUP: return set_group(s, m);
    case MATH_BORDER: return set_border(s, m);
    case MATH_PHANTOM: return set_phantom(s, m);
    }
    return box_new(s);
}
