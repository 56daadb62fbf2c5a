/* RELAX NG from the table, for editors and other tools.
 *
 * for and if hold what their host holds, so each host gets its own patterns of them: "trong.bang"
 * is the content of a table, "for.bang" a loop in one. */
#include "base/xml.h"
#include "template/template.h"
#include "template/vocab.h"

struct rng {
    struct xml x;
    const struct element *rows;
    size_t n;
};

static void line(struct rng *r)
{
    xml_text(&r->x, "\n");
}

static void ref(struct rng *r, const char *kind, const char *name)
{
    struct arena a = {0};

    xml_leaf(&r->x, "ref", "name", *kind ? arena_printf(&a, "%s.%s", kind, name) : name);
    arena_release(&a);
}

static void define(struct rng *r, const char *kind, const char *name)
{
    struct arena a = {0};

    line(r);
    xml_open(&r->x, "define");
    xml_attr(&r->x, "name", *kind ? arena_printf(&a, "%s.%s", kind, name) : name);
    arena_release(&a);
}

/* Rows of one name differ in where they stand: the second is named after its first parent as well.
 */
static const char *row_name(struct rng *r, struct arena *a, const struct element *e)
{
    for (const struct element *other = r->rows; other < e; other++)
        if (strcmp(other->name, e->name) == 0)
            return arena_printf(a, "%s.%s", e->name,
                                arena_span(a, span_make(e->parents, strcspn(e->parents, " "))));
    return e->name;
}

static bool is_host(const struct element *e)
{
    return e->content == CONTENT_PARTS || e->content == CONTENT_INLINE ||
           e->content == CONTENT_TEXT;
}

/* ---- attributes ---- */

static void pattern(struct rng *r, const char *expression)
{
    xml_open(&r->x, "data");
    xml_attr(&r->x, "type", "string");
    xml_open(&r->x, "param");
    xml_attr(&r->x, "name", "pattern");
    xml_text(&r->x, expression);
    xml_close(&r->x);
    xml_close(&r->x);
}

static void values(struct rng *r, const char *words)
{
    for (const char *p = words; *p;) {
        size_t n = strcspn(p, " ");

        xml_open(&r->x, "value");
        xml_textn(&r->x, span_make(p, n));
        xml_close(&r->x);
        p += n + (p[n] == ' ');
    }
}

static void attribute(struct rng *r, const struct attribute *a)
{
    static const char tags[] = "(.|\\s)*\\{\\{(.|\\s)*";

    if (!a->required)
        xml_open(&r->x, "optional");
    xml_open(&r->x, "attribute");
    xml_attr(&r->x, "name", a->name);
    switch (a->type) {
    case ATTRIBUTE_NUMBER:
        xml_open(&r->x, "choice");
        pattern(r, "-?[0-9]+([.,][0-9]+)*");
        pattern(r, tags);
        xml_close(&r->x);
        break;
    case ATTRIBUTE_CHOICE:
        xml_open(&r->x, "choice");
        values(r, a->choices);
        pattern(r, tags);
        xml_close(&r->x);
        break;
    case ATTRIBUTE_NAME:
        pattern(r, "[\\p{L}_][\\p{L}\\p{M}0-9_]*");
        break;
    default:
        xml_leaf(&r->x, "text", NULL, NULL);
    }
    xml_close(&r->x);
    if (!a->required)
        xml_close(&r->x);
}

static void open_element(struct rng *r, const struct element *e)
{
    xml_open(&r->x, "element");
    xml_attr(&r->x, "name", e->name);
    for (const struct attribute *a = e->attributes; a && a->name; a++)
        attribute(r, a);
}

/* ---- what stands in a host ---- */

static void controls(struct rng *r, const struct element *host)
{
    ref(r, "for", host->name);
    ref(r, "if", host->name);
    ref(r, "", "set");
    ref(r, "", "include");
    ref(r, "", "assert");
}

static void content(struct rng *r, const struct element *host)
{
    struct arena a = {0};

    define(r, "trong", host->name);
    xml_open(&r->x, "zeroOrMore");
    xml_open(&r->x, "choice");
    if (host->content != CONTENT_PARTS)
        xml_leaf(&r->x, "text", NULL, NULL);
    for (const struct element *e = r->rows; e < r->rows + r->n; e++)
        if (e->put != PUT_CONTROL && e->put != PUT_ROOT && vocab_allows(e, host))
            ref(r, "", row_name(r, &a, e));
    controls(r, host);
    xml_close(&r->x);
    xml_close(&r->x);
    xml_close(&r->x);
    arena_release(&a);
}

static void control(struct rng *r, const char *name, const struct element *host)
{
    const struct element *e = vocab_any(name);

    define(r, name, host->name);
    open_element(r, e);
    ref(r, "trong", host->name);
    if (strcmp(name, "if") == 0) {
        xml_open(&r->x, "zeroOrMore");
        ref(r, "elif", host->name);
        xml_close(&r->x);
        xml_open(&r->x, "optional");
        ref(r, "else", host->name);
        xml_close(&r->x);
    }
    xml_close(&r->x);
    xml_close(&r->x);
}

static void row(struct rng *r, const struct element *e)
{
    struct arena a = {0};

    define(r, "", row_name(r, &a, e));
    open_element(r, e);
    if (is_host(e)) {
        ref(r, "trong", e->name);
    } else if (e->put == PUT_ROOT) { /* an included file holds what some host does */
        xml_open(&r->x, "choice");
        for (const struct element *host = r->rows; host < r->rows + r->n; host++)
            if (is_host(host) && vocab_any(host->name) == host)
                ref(r, "trong", host->name);
        xml_close(&r->x);
    } else if (e->content == CONTENT_MARKDOWN) {
        xml_leaf(&r->x, "text", NULL, NULL);
    } else {
        xml_leaf(&r->x, "empty", NULL, NULL);
    }
    xml_close(&r->x);
    xml_close(&r->x);
    arena_release(&a);
}

void template_write_rng(struct buf *out)
{
    static const char *const languages[] = {"for", "if", "elif", "else"};
    struct rng r = {0};

    r.rows = vocab_elements(&r.n);
    xml_begin(&r.x, out);
    xml_open(&r.x, "grammar");
    xml_attr(&r.x, "xmlns", "http://relaxng.org/ns/structure/1.0");
    xml_attr(&r.x, "datatypeLibrary", "http://www.w3.org/2001/XMLSchema-datatypes");
    xml_attr(&r.x, "ns", TEMPLATE_NS);
    line(&r);
    xml_open(&r.x, "start");
    xml_open(&r.x, "choice");
    ref(&r, "", "van-ban");
    ref(&r, "", "phan-chung");
    xml_close(&r.x);
    xml_close(&r.x);
    for (const struct element *e = r.rows; e < r.rows + r.n; e++) {
        bool language = e->content == CONTENT_HOST && e->put == PUT_CONTROL;

        if (!language)
            row(&r, e);
        if (!is_host(e) || vocab_any(e->name) != e) /* hosts of one name hold the same */
            continue;
        content(&r, e);
        for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
            control(&r, languages[i], e);
    }
    line(&r);
    xml_close(&r.x);
    xml_end(&r.x);
    buf_putc(out, '\n');
}
