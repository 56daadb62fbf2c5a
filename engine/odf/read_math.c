/* Formulas (ODF 1.3 part 3, 14.5; MathML 3) as trees of model/formula.h. What has no MathML is printed as it was typed. */
#include "odf/reader.h"

#include "package/xml.h"
#include "text/text.h"

enum { ELEMENTS_NESTED = 100 };

struct math_reader {
    struct odt *o;
    const struct char_props *chr; /* of the formula */
    int nested, elements;
    unsigned nodes;
};

static struct math *read_any(struct math_reader *m, const xmlNode *n);
static struct math *read_row(struct math_reader *m, const xmlNode *holder);

static bool is(const xmlNode *n, const char *name)
{
    return n && strcmp((const char *)n->name, name) == 0;
}

static const char *attribute(const xmlNode *n, const char *name)
{
    return odt_attr(n, ODT_NONE, name);
}

static bool says(const xmlNode *n, const char *name, const char *value)
{
    const char *v = attribute(n, name);

    return v && strcmp(v, value) == 0;
}

static struct math *add(struct math_reader *m, enum math_type type)
{
    m->nodes++;
    return math_new(m->o->arena, type);
}

static struct math *add_text(struct math_reader *m, const char *text)
{
    struct math *t = add(m, MATH_TEXT);

    t->text = text;
    t->chr = m->chr;
    return t;
}

/* ---- tokens ---- */

static const char *content(struct math_reader *m, const xmlNode *n)
{
    struct buf b = {0};
    char *text;

    odt_all_text(n, &b);
    text = text_nfc(m->o->arena, span_trim(buf_span(&b)));
    buf_release(&b);
    return text;
}

static uint32_t only_sign(const char *text)
{
    const struct span s = span_of(text);
    size_t i = 0;
    const uint32_t c = s.n ? text_next(s, &i) : 0;

    return i == s.n ? c : 0;
}

static const struct variant {
    const char *name;
    struct math_style style;
} variants[] = {
    {"normal", {MATH_ROMAN, false, false}}, {"bold", {MATH_ROMAN, true, false}}, {"italic", {MATH_ROMAN, false, true}},
    {"bold-italic", {MATH_ROMAN, true, true}}, {"double-struck", {MATH_DOUBLE_STRUCK, false, false}},
    {"bold-fraktur", {MATH_FRAKTUR, true, false}}, {"script", {MATH_SCRIPT, false, false}}, {"bold-script", {MATH_SCRIPT, true, false}},
    {"fraktur", {MATH_FRAKTUR, false, false}}, {"sans-serif", {MATH_SANS, false, false}}, {"bold-sans-serif", {MATH_SANS, true, false}},
    {"sans-serif-italic", {MATH_SANS, false, true}}, {"sans-serif-bold-italic", {MATH_SANS, true, true}},
    {"monospace", {MATH_MONO, false, false}},
};

static struct math *read_token(struct math_reader *m, const xmlNode *n)
{
    const char *text = content(m, n), *variant = attribute(n, "mathvariant");
    struct math *t;

    if (!*text)
        return NULL;
    t = add_text(m, text);
    t->normal = is(n, "mtext") || is(n, "ms");
    t->letters.italic = is(n, "mi") && only_sign(text) != 0;
    for (size_t i = 0; variant && i < sizeof variants / sizeof *variants; i++)
        if (strcmp(variant, variants[i].name) == 0)
            t->letters = variants[i].style;
    return t;
}

/* ---- brackets ---- */

static bool is_bracket(struct math_reader *m, const xmlNode *n, bool opens)
{
    const char *text = is(n, "mo") ? content(m, n) : NULL;

    if (!text || says(n, "fence", "false"))
        return false;
    if (says(n, "fence", "true") && (*text == '\0' || only_sign(text)))
        return !says(n, "form", opens ? "postfix" : "prefix");
    return only_sign(text) && strstr(opens ? "([{\xe2\x8c\x88\xe2\x8c\x8a\xe2\x9f\xa8" : ")]}\xe2\x8c\x89\xe2\x8c\x8b\xe2\x9f\xa9", text);
}

static const xmlNode *last_of(const xmlNode *n)
{
    const xmlNode *last = NULL;

    for (const xmlNode *c = odt_first(n); c; c = odt_next(c))
        last = c;
    return last;
}

/* A row that begins and ends with brackets. */
static struct math *read_brackets(struct math_reader *m, const xmlNode *first, const xmlNode *last)
{
    struct math *fence = add(m, MATH_FENCE), *row = add(m, MATH_ROW);

    fence->text = content(m, first);
    fence->close = content(m, last);
    fence->fixed = says(first, "stretchy", "false");
    for (const xmlNode *c = odt_next(first); c && c != last && m->nodes < MATH_NODES; c = odt_next(c))
        math_append(row, read_any(m, c));
    math_append(fence, row);
    return fence;
}

static struct math *read_fenced(struct math_reader *m, const xmlNode *n)
{
    const char *open = attribute(n, "open"), *close = attribute(n, "close"), *between = attribute(n, "separators");
    struct math *fence = add(m, MATH_FENCE);

    fence->text = open ? arena_span(m->o->arena, span_trim(span_of(open))) : "(";
    fence->close = close ? arena_span(m->o->arena, span_trim(span_of(close))) : ")";
    fence->separator = between ? arena_span(m->o->arena, span_trim(span_of(between))) : ",";
    for (const xmlNode *c = odt_first(n); c && m->nodes < MATH_NODES; c = odt_next(c)) {
        struct math *row = add(m, MATH_ROW);
        math_append(row, read_any(m, c));
        math_append(fence, row);
    }
    return fence;
}

/* ---- what stands over and under ---- */

static bool is_large(uint32_t c)
{
    return (c >= 0x220F && c <= 0x2211) || (c >= 0x222B && c <= 0x2233) || (c >= 0x22C0 && c <= 0x22C3) || (c >= 0x2A00 && c <= 0x2A1C);
}

/* Signs over a letter, and the combining ones that they are. */
static uint32_t combining(uint32_t c)
{
    static const uint32_t pairs[][2] = {{'^', 0x302}, {0x2C6, 0x302}, {'~', 0x303}, {0x2DC, 0x303}, {0x2D8, 0x306}, {0x2C7, 0x30C},
                                        {0x2D9, 0x307}, {0xA8, 0x308}, {0xB4, 0x301}, {'`', 0x300}, {0x2192, 0x20D7}, {0x2190, 0x20D6},
                                        {0x2D9, 0x307}, {0x2DA, 0x30A}, {0x20DB, 0x20DB}};

    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == c)
            return pairs[i][1];
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x20D0 && c <= 0x20EF) ? c : 0;
}

static bool is_line(uint32_t c)
{
    return c == 0xAF || c == 0x203E || c == 0x2C9 || c == 0x5F || c == 0x332 || c == 0x305 || c == 0x304;
}

static struct math *read_over(struct math_reader *m, const xmlNode *base, const xmlNode *mark, bool under)
{
    const uint32_t c = is(mark, "mo") || is(mark, "mi") ? only_sign(content(m, mark)) : 0;
    struct math *out;
    struct buf b = {0};

    if (is_line(c)) {
        out = add(m, MATH_BAR);
    } else if ((c >= 0x23DC && c <= 0x23E1) || c == 0x23B4 || c == 0x23B5) {
        out = add(m, MATH_GROUP);
        out->text = content(m, mark);
    } else if (!under && combining(c)) {
        out = add(m, MATH_ACCENT);
        buf_utf8(&b, combining(c));
        out->text = arena_buf(m->o->arena, &b);
    } else {
        return NULL;
    }
    out->under = under;
    out->base = read_any(m, base);
    return out;
}

/* msub to munderover: a base with what stands below and above it. */
static struct math *read_corners(struct math_reader *m, const xmlNode *base, const xmlNode *below, const xmlNode *above, bool beside)
{
    const uint32_t c = is(base, "mo") ? only_sign(content(m, base)) : 0;
    struct math *out = !beside && !(below && above) ? read_over(m, base, below ? below : above, below != NULL) : NULL;

    if (out)
        return out;
    out = add(m, is_large(c) ? MATH_NARY : beside ? MATH_SCRIPTS : MATH_LIMITS);
    if (is_large(c))
        out->text = content(m, base);
    else
        out->base = read_any(m, base);
    out->beside = beside && is_large(c);
    out->below = below ? read_any(m, below) : NULL;
    out->above = above ? read_any(m, above) : NULL;
    return out;
}

static const xmlNode *some(const xmlNode *n)
{
    return n && !is(n, "none") ? n : NULL;
}

static struct math *read_multiscripts(struct math_reader *m, const xmlNode *n)
{
    const xmlNode *base = odt_first(n), *at = base ? odt_next(base) : NULL;
    struct math *out = add(m, MATH_SCRIPTS), *inner;

    if (at && !is(at, "mprescripts")) {
        out->below = some(at) ? read_any(m, at) : NULL;
        at = odt_next(at);
        out->above = some(at) ? read_any(m, at) : NULL;
    }
    out->base = base ? read_any(m, base) : NULL;
    while (at && !is(at, "mprescripts"))
        at = odt_next(at);
    if (!at || !odt_next(at))
        return out;
    inner = out->below || out->above ? out : out->base;
    out = add(m, MATH_SCRIPTS);
    out->before = true;
    out->base = inner;
    at = odt_next(at);
    out->below = some(at) ? read_any(m, at) : NULL;
    at = odt_next(at);
    out->above = some(at) ? read_any(m, at) : NULL;
    return out;
}

/* ---- the rest ---- */

static struct math *read_fraction(struct math_reader *m, const xmlNode *n)
{
    const xmlNode *up = odt_first(n), *down = up ? odt_next(up) : NULL;
    const char *line = attribute(n, "linethickness");
    struct math *f = add(m, MATH_FRACTION);

    f->base = up ? read_any(m, up) : NULL;
    f->below = down ? read_any(m, down) : NULL;
    f->fraction = line && *line == '0' && !strpbrk(line, "123456789") ? FRACTION_NO_BAR
                  : says(n, "bevelled", "true") ? FRACTION_SKEWED : FRACTION_BAR;
    return f;
}

static struct math *read_table(struct math_reader *m, const xmlNode *n)
{
    const char *align = attribute(n, "columnalign");
    struct math *table = add(m, MATH_MATRIX);
    struct buf columns = {0};

    while (align && *align && columns.n < 64) {
        align += strspn(align, " ");
        if (*align)
            buf_putc(&columns, *align == 'l' || *align == 'r' ? *align : 'c');
        align += strcspn(align, " ");
    }
    table->columns = arena_buf(m->o->arena, &columns);
    for (const xmlNode *r = odt_first(n); r && m->nodes < MATH_NODES; r = odt_next(r)) {
        struct math *row = add(m, MATH_ROW);

        for (const xmlNode *c = odt_first(r); c && m->nodes < MATH_NODES; c = odt_next(c)) {
            struct math *cell = add(m, MATH_ROW);
            math_append(cell, read_row(m, c));
            math_append(row, cell);
        }
        math_append(table, row);
    }
    return table;
}

static struct math *read_of(struct math_reader *m, const xmlNode *n, enum math_type type)
{
    struct math *out = add(m, type);

    out->base = read_row(m, n);
    return out;
}

static struct math *read_structure(struct math_reader *m, const xmlNode *n)
{
    const xmlNode *one = odt_first(n), *two = one ? odt_next(one) : NULL, *three = two ? odt_next(two) : NULL;
    struct math *out;

    if (is(n, "mfrac"))
        return read_fraction(m, n);
    if (is(n, "msqrt"))
        return read_of(m, n, MATH_RADICAL);
    if (is(n, "mroot")) {
        out = add(m, MATH_RADICAL);
        out->base = one ? read_any(m, one) : NULL;
        out->above = two ? read_any(m, two) : NULL;
        return out;
    }
    if (is(n, "msup") || is(n, "msub") || is(n, "msubsup"))
        return read_corners(m, one, is(n, "msup") ? NULL : two, is(n, "msup") ? two : three, true);
    if (is(n, "mover") || is(n, "munder") || is(n, "munderover"))
        return read_corners(m, one, is(n, "mover") ? NULL : two, is(n, "mover") ? two : three, false);
    if (is(n, "mmultiscripts"))
        return read_multiscripts(m, n);
    if (is(n, "mfenced"))
        return read_fenced(m, n);
    if (is(n, "mtable"))
        return read_table(m, n);
    if (is(n, "menclose")) {
        out = read_of(m, n, says(n, "notation", "radical") ? MATH_RADICAL : MATH_BORDER);
        out->edges = BORDER_ALL;
        return out;
    }
    if (is(n, "mphantom"))
        return read_of(m, n, MATH_PHANTOM);
    return NULL;
}

static bool is_structure(const xmlNode *n)
{
    static const char *const names[] = {"mfrac", "msqrt", "mroot", "msup", "msub", "msubsup", "mover", "munder", "munderover",
                                        "mmultiscripts", "mfenced", "mtable", "menclose", "mphantom"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is(n, names[i]))
            return true;
    return false;
}

/* An element that holds a row. */
static struct math *read_inside(struct math_reader *m, const xmlNode *n)
{
    const xmlNode *first = odt_first(n), *last = last_of(n);

    if (is(n, "semantics") || is(n, "maction"))
        return first ? read_any(m, first) : NULL;
    if (is(n, "annotation") || is(n, "annotation-xml") || is(n, "mprescripts") || is(n, "none"))
        return NULL;
    if (first && first != last && is_bracket(m, first, true) && is_bracket(m, last, false))
        return read_brackets(m, first, last);
    return read_row(m, n);
}

static struct math *read_any(struct math_reader *m, const xmlNode *n)
{
    struct math *out = NULL;

    if (m->elements == ELEMENTS_NESTED || m->nodes >= MATH_NODES)
        return NULL;
    m->elements++;
    if (is(n, "mi") || is(n, "mn") || is(n, "mo") || is(n, "mtext") || is(n, "ms")) {
        out = read_token(m, n);
    } else if (is(n, "mspace")) {
        out = add_text(m, " ");
    } else if (is_structure(n)) {
        if (m->nested == MATH_NESTED) { /* too deep to be set: its characters */
            const char *text = content(m, n);
            out = *text ? add_text(m, text) : NULL;
        } else {
            m->nested++;
            out = read_structure(m, n);
            m->nested--;
        }
    } else {
        out = read_inside(m, n);
    }
    m->elements--;
    return out;
}

/* Between a name and what it is of stands U+2061. */
static bool applies(const struct math *m)
{
    return m && m->type == MATH_TEXT && strcmp(m->text, "\xe2\x81\xa1") == 0;
}

static struct math *read_row(struct math_reader *m, const xmlNode *holder)
{
    struct math *row = add(m, MATH_ROW), *name = NULL, *before = NULL;

    for (const xmlNode *c = odt_first(holder); c && m->nodes < MATH_NODES; c = odt_next(c)) {
        struct math *next = read_any(m, c);

        if (name && next) { /* the name stands last in the row */
            struct math *function = add(m, MATH_FUNCTION);
            *function = *name;
            function->next = NULL;
            *name = *math_new(m->o->arena, MATH_FUNCTION);
            name->base = function;
            name->below = next;
            before = name;
            name = NULL;
        } else if (applies(next) && before) {
            name = before;
        } else if (next) {
            math_append(row, next);
            before = next;
        }
    }
    return row;
}

/* ---- the formula ---- */

static const xmlNode *annotation(const xmlNode *n, int depth)
{
    const xmlNode *found = is(n, "annotation") ? n : NULL;

    for (const xmlNode *c = odt_first(n); c && !found && depth < ELEMENTS_NESTED; c = odt_next(c))
        found = annotation(c, depth + 1);
    return found;
}

static struct math *read_root(struct math_reader *m, const xmlNode *root, struct buf *text)
{
    struct math *row = add(m, MATH_ROW);
    const xmlNode *typed;

    math_append(row, read_inside(m, root));
    math_linear(row, text);
    if (text->n == 0 && (typed = annotation(root, 0))) {
        struct math *t = add_text(m, content(m, typed));
        t->normal = true;
        *row = *t;
        math_linear(row, text);
    }
    return row;
}

bool odt_formula(struct odt *o, const xmlNode *object, struct node *para, const struct char_props *chr)
{
    const char *href = odt_attr(object, ODT_XLINK, "href");
    const xmlNode *root = odt_child(object, ODT_MATH, "math");
    struct math_reader m = {.o = o, .chr = chr ? chr : &para->as.para.style->chr};
    struct buf text = {0};
    struct node *n;

    if (!root && href) {
        char *part = arena_printf(o->arena, "%s/content.xml", strncmp(href, "./", 2) == 0 ? href + 2 : href);
        xmlDoc *xml = package_has(o->package, part) ? package_xml(o->package, part) : NULL;

        root = xml ? xmlDocGetRootElement(xml) : NULL;
    }
    if (!root || !odt_is(root, ODT_MATH, "math"))
        return false;
    const struct math *tree = read_root(&m, root, &text);
    if (text.n == 0) {
        buf_release(&text);
        return false;
    }
    n = odt_node(o, NODE_FORMULA, para);
    n->as.formula = (struct formula){.root = tree, .text = arena_buf(o->arena, &text), .chr = m.chr};
    n->as.formula.display = !says(root, "display", "inline");
    return true;
}
