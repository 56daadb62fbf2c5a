/* Equations (22.1) as their text in one line: fractions with a stroke, indices raised and lowered. Layout sets no formulas. */
#include "base/diag/ooxml.h"
#include "ooxml/walk.h"

struct math {
    struct reader *r;
    struct inline_at *at;
    struct look look;
};

static void put(struct math *m, const char *text)
{
    inline_text(m->r, m->at, &m->look, NULL, span_of(text));
}

static void math_children(struct math *m, const xmlNode *holder);

static const xmlNode *part(const xmlNode *n, const char *name)
{
    return child(n, NS_M, name);
}

static void math_part(struct math *m, const xmlNode *n, const char *name)
{
    const xmlNode *p = part(n, name);

    if (p)
        math_children(m, p);
}

/* More than one run: brackets keep together what a stroke or sign belongs to. */
static bool is_long(const xmlNode *n)
{
    const xmlNode *c = n ? first_element(n) : NULL;
    xmlChar *text;
    bool more;

    if (!c)
        return false;
    if (next_element(c))
        return true;
    text = xmlNodeGetContent(c);
    more = text && strlen((const char *)text) > 3;
    xmlFree(text);
    return more;
}

static void math_grouped(struct math *m, const xmlNode *n, const char *name)
{
    bool brackets = is_long(part(n, name));

    put(m, brackets ? "(" : "");
    math_part(m, n, name);
    put(m, brackets ? ")" : "");
}

static void math_shifted(struct math *m, const xmlNode *n, const char *name, enum vertical vertical)
{
    enum vertical before = m->look.chr.vertical;

    m->look.chr.vertical = vertical;
    math_part(m, n, name);
    m->look.chr.vertical = before;
}

static const char *char_of(const xmlNode *n, const char *properties, const char *name, const char *otherwise)
{
    const xmlNode *c = part(part(n, properties), name);
    const char *v = c ? val(c) : NULL;

    return c ? (v ? v : "") : otherwise;
}

static void math_delimited(struct math *m, const xmlNode *n)
{
    bool next = false;

    put(m, char_of(n, "dPr", "begChr", "("));
    for (const xmlNode *e = first_element(n); e; e = next_element(e)) {
        if (!is(e, NS_M, "e"))
            continue;
        put(m, next ? char_of(n, "dPr", "sepChr", "|") : "");
        math_children(m, e);
        next = true;
    }
    put(m, char_of(n, "dPr", "endChr", ")"));
}

static void math_run(struct math *m, const xmlNode *n)
{
    for (const xmlNode *c = first_element(n); c; c = next_element(c)) {
        xmlChar *text = is(c, NS_M, "t") || is_w(c, "t") ? xmlNodeGetContent(c) : NULL;

        if (text)
            put(m, (const char *)text);
        xmlFree(text);
    }
}

static void math_node(struct math *m, const xmlNode *n)
{
    const char *name = (const char *)n->name;

    if (ns_of(n) == NS_W) {
        if (strcmp(name, "del") != 0 && strcmp(name, "moveFrom") != 0 && strcmp(name, "rPr") != 0)
            math_children(m, n);
    } else if (strcmp(name, "r") == 0) {
        math_run(m, n);
    } else if (strcmp(name, "f") == 0) {
        math_grouped(m, n, "num");
        put(m, "/");
        math_grouped(m, n, "den");
    } else if (strcmp(name, "rad") == 0) {
        math_shifted(m, n, "deg", VERTICAL_SUPER);
        put(m, "\xe2\x88\x9a");
        math_grouped(m, n, "e");
    } else if (strcmp(name, "d") == 0) {
        math_delimited(m, n);
    } else if (strcmp(name, "nary") == 0) {
        put(m, char_of(n, "naryPr", "chr", "\xe2\x88\xab"));
        math_shifted(m, n, "sub", VERTICAL_SUB);
        math_shifted(m, n, "sup", VERTICAL_SUPER);
        math_part(m, n, "e");
    } else if (strcmp(name, "sub") == 0 || strcmp(name, "sup") == 0) {
        enum vertical before = m->look.chr.vertical;

        m->look.chr.vertical = name[2] == 'b' ? VERTICAL_SUB : VERTICAL_SUPER;
        math_children(m, n);
        m->look.chr.vertical = before;
    } else if (strlen(name) < 2 || strcmp(name + strlen(name) - 2, "Pr") != 0) {
        math_children(m, n);
    }
}

static void math_children(struct math *m, const xmlNode *holder)
{
    for (const xmlNode *n = first_element(holder); n; n = next_element(n))
        math_node(m, n);
}

void read_math(struct reader *r, const xmlNode *math, struct inline_at *at)
{
    struct math m = {r, at, at->look};

    tell_once(r, DIAG_DOCX_EQUATION, "m:oMath");
    math_node(&m, math);
}
