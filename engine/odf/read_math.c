/* Formulas (ODF 1.3 part 3, 14.5; MathML 3) as their text in one line: fractions with a stroke, indices raised and lowered, as the
 * equations of a DOCX (ooxml/read_math.c). Layout sets no formulas. What has no MathML is printed as it was typed. */
#include "base/diag/odf.h"
#include "odf/reader.h"

#include "package/xml.h"

enum { FORMULA_TEXT = 4096, FORMULA_DEPTH = 64 }; /* bytes; elements in each other */

struct formula {
    struct odt *o;
    struct node *para;
    const struct char_props *chr; /* of the text around; NULL: the paragraph's */
    enum vertical vertical;
    struct buf text; /* not yet set */
    size_t bytes;
    int depth;
};

static void flush(struct formula *f)
{
    struct node *n;

    if (f->text.n == 0)
        return;
    n = odt_node(f->o, NODE_TEXT, f->para);
    n->as.text.text = arena_span(f->o->arena, buf_span(&f->text));
    n->as.text.chr = f->chr;
    if (f->chr && f->vertical != VERTICAL_BASE) {
        struct char_props *shifted = ARENA_NEW(f->o->arena, struct char_props);

        *shifted = *f->chr;
        shifted->vertical = f->vertical;
        n->as.text.chr = shifted;
    }
    buf_clear(&f->text);
}

static void put(struct formula *f, struct span s)
{
    if (f->bytes + s.n > FORMULA_TEXT)
        return;
    f->bytes += s.n;
    buf_putspan(&f->text, s);
}

static void set(struct formula *f, const xmlNode *n);

/* The children of the node from `first` on, at most `most`. */
static void set_some(struct formula *f, const xmlNode *first, int most)
{
    for (const xmlNode *c = first; c && most-- > 0; c = odt_next(c))
        set(f, c);
}

static void set_shifted(struct formula *f, const xmlNode *n, enum vertical vertical)
{
    enum vertical before = f->vertical;

    flush(f);
    f->vertical = vertical;
    set_some(f, n, 1);
    flush(f);
    f->vertical = before;
}

static bool is(const xmlNode *n, const char *name)
{
    return n && strcmp((const char *)n->name, name) == 0;
}

/* More than one sign: brackets keep together what a stroke or root belongs to. */
static bool is_long(const xmlNode *n)
{
    const xmlNode *c = n;

    while (c && (is(c, "mrow") || is(c, "mstyle")) && odt_first(c) && !odt_next(odt_first(c)))
        c = odt_first(c);
    return c && odt_first(c) && !is(c, "msup") && !is(c, "msub") && !is(c, "mfenced");
}

static void set_grouped(struct formula *f, const xmlNode *n)
{
    bool brackets = is_long(n);

    put(f, brackets ? SPAN("(") : SPAN(""));
    set_some(f, n, 1);
    put(f, brackets ? SPAN(")") : SPAN(""));
}

static void set_fenced(struct formula *f, const xmlNode *n)
{
    const char *open = odt_attr(n, ODT_NONE, "open"), *close = odt_attr(n, ODT_NONE, "close");

    put(f, span_of(open ? open : "("));
    for (const xmlNode *c = odt_first(n); c; c = odt_next(c)) {
        set(f, c);
        put(f, odt_next(c) ? SPAN(", ") : SPAN(""));
    }
    put(f, span_of(close ? close : ")"));
}

/* Signs between two sides stand apart from them, at the size of the text. */
static bool stands_apart(const struct formula *f, struct span s)
{
    static const char *const signs[] = {"=", "+", "-", "−", "±", "×", "÷", "<", ">", "≤", "≥", "≠", "≈", "≡", "→", "⇒", "⇔", "∈"};

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (span_is(s, signs[i]))
            return f->vertical == VERTICAL_BASE && f->bytes > 0;
    return false;
}

static bool has_before(const xmlNode *n)
{
    const xmlNode *c = n->prev;

    while (c && c->type != XML_ELEMENT_NODE)
        c = c->prev;
    return c != NULL;
}

static void set_token(struct formula *f, const xmlNode *n)
{
    struct buf b = {0};
    struct span s;

    odt_all_text(n, &b);
    s = span_trim(buf_span(&b));
    bool apart = is(n, "mo") && stands_apart(f, s) && has_before(n) && odt_next(n);
    put(f, apart ? SPAN(" ") : SPAN(""));
    put(f, s);
    put(f, apart ? SPAN(" ") : SPAN(""));
    buf_release(&b);
}

/* A base with what stands below and above it; NULL: nothing. */
static void set_scripts(struct formula *f, const xmlNode *base, const xmlNode *below, const xmlNode *above)
{
    set_some(f, base, 1);
    if (below)
        set_shifted(f, below, VERTICAL_SUB);
    if (above)
        set_shifted(f, above, VERTICAL_SUPER);
}

static void set_table(struct formula *f, const xmlNode *n)
{
    put(f, SPAN("["));
    for (const xmlNode *row = odt_first(n); row; row = odt_next(row)) {
        for (const xmlNode *cell = odt_first(row); cell; cell = odt_next(cell)) {
            set_some(f, odt_first(cell), INT32_MAX);
            put(f, odt_next(cell) ? SPAN(", ") : SPAN(""));
        }
        put(f, odt_next(row) ? SPAN("; ") : SPAN(""));
    }
    put(f, SPAN("]"));
}

static void set_element(struct formula *f, const xmlNode *n)
{
    const xmlNode *one = odt_first(n), *two = one ? odt_next(one) : NULL, *three = two ? odt_next(two) : NULL;

    if (is(n, "mi") || is(n, "mn") || is(n, "mo") || is(n, "mtext") || is(n, "ms")) {
        set_token(f, n);
    } else if (is(n, "mfrac")) {
        set_grouped(f, one);
        put(f, SPAN("/"));
        set_grouped(f, two);
    } else if (is(n, "msqrt") || is(n, "mroot")) {
        if (is(n, "mroot") && two)
            set_shifted(f, two, VERTICAL_SUPER);
        bool brackets = is(n, "msqrt") && two;
        put(f, brackets ? SPAN("√(") : SPAN("√"));
        if (is(n, "mroot") || !two)
            set_grouped(f, one);
        else
            set_some(f, one, INT32_MAX);
        put(f, brackets ? SPAN(")") : SPAN(""));
    } else if (is(n, "msup") || is(n, "mover")) {
        set_scripts(f, one, NULL, two);
    } else if (is(n, "msub") || is(n, "munder")) {
        set_scripts(f, one, two, NULL);
    } else if (is(n, "msubsup") || is(n, "munderover")) {
        set_scripts(f, one, two, three);
    } else if (is(n, "mfenced")) {
        set_fenced(f, n);
    } else if (is(n, "mtable")) {
        set_table(f, n);
    } else if (is(n, "mspace")) {
        put(f, SPAN(" "));
    } else if (is(n, "semantics")) {
        set_some(f, one, 1);
    } else if (!is(n, "annotation") && !is(n, "annotation-xml") && !is(n, "mphantom")) {
        set_some(f, one, INT32_MAX);
    }
}

static void set(struct formula *f, const xmlNode *n)
{
    if (f->depth >= FORMULA_DEPTH)
        return;
    f->depth++;
    set_element(f, n);
    f->depth--;
}

static const xmlNode *annotation(const xmlNode *n, int depth)
{
    const xmlNode *found = is(n, "annotation") ? n : NULL;

    for (const xmlNode *c = odt_first(n); c && !found && depth < FORMULA_DEPTH; c = odt_next(c))
        found = annotation(c, depth + 1);
    return found;
}

bool odt_formula(struct odt *o, const xmlNode *object, struct node *para, const struct char_props *chr)
{
    const char *href = odt_attr(object, ODT_XLINK, "href");
    const xmlNode *root = odt_child(object, ODT_MATH, "math"), *typed;
    struct formula f = {.o = o, .para = para, .chr = chr, .vertical = VERTICAL_BASE};

    if (!root && href) {
        char *part = arena_printf(o->arena, "%s/content.xml", strncmp(href, "./", 2) == 0 ? href + 2 : href);
        xmlDoc *xml = package_has(o->package, part) ? package_xml(o->package, part) : NULL;

        root = xml ? xmlDocGetRootElement(xml) : NULL;
    }
    if (!root || !odt_is(root, ODT_MATH, "math"))
        return false;
    set(&f, root);
    if (f.bytes == 0 && (typed = annotation(root, 0)))
        set_token(&f, typed);
    flush(&f);
    buf_release(&f.text);
    if (f.bytes == 0)
        return false;
    odt_tell(o, DIAG_ODT_FORMULA, "");
    return true;
}
