/* Styles of an ODT's parts, and new automatic ones (ODF 1.3 part 3: 3.15 where they stand, 16.2 style:style, 17 properties).
 *
 * Idea: the style that is copied stays text, taken apart into its attributes and those of its properties, so that what we do
 * not know comes along as it is written. */
#include "base/xml.h"
#include "fill/odt_own.h"
#include "package/xml.h"

struct odt_sheet {
    struct odt_sheet *next;
    const char *part;
    VECTOR(struct odt_style) styles;
};

struct odt_made {
    struct odt_made *next;
    const char *part, *key, *name;
};

/* ---- reading ---- */

static void add_style(struct rich *r, struct odt_sheet *sheet, const struct xscan *s, const struct xscan_token *t, bool automatic)
{
    struct odt_style *v = VECTOR_ADD(r->arena, sheet->styles);

    *v = (struct odt_style){.element = xscan_local(t->name), .automatic = automatic};
    xscan_attribute_local(s, t, "name", &v->name);
    xscan_attribute_local(s, t, "family", &v->family);
    xscan_attribute_local(s, t, "parent-style-name", &v->parent);
    xscan_attribute_local(s, t, "list-style-name", &v->list);
    if (!xscan_attribute_local(s, t, "display-name", &v->shown))
        v->shown = v->name;
}

static struct odt_sheet *sheet_of(struct rich *r, const char *part)
{
    struct odt_sheet *sheet = r->odt->sheets;
    struct xscan s;
    struct xscan_token t;
    struct span text, group = {NULL, 0};
    size_t from = 0;

    while (sheet && strcmp(sheet->part, part) != 0)
        sheet = sheet->next;
    if (sheet)
        return sheet;
    sheet = ARENA_NEW(r->arena, struct odt_sheet);
    *sheet = (struct odt_sheet){.next = r->odt->sheets, .part = part};
    r->odt->sheets = sheet;
    if (!package_has(r->package, part) || !package_text(r->package, part, &text))
        return sheet;
    xscan_init(&s, text);
    while (xscan_next(&s, &t)) {
        int depth = s.depth - (t.type == XSCAN_START && !t.empty) + (t.type == XSCAN_CLOSE);

        if (t.type != XSCAN_START && t.type != XSCAN_CLOSE)
            continue;
        if (t.type == XSCAN_START && depth == 1) {
            group = xscan_local(t.name);
            if (span_is(group, "body"))
                break;
        } else if (t.type == XSCAN_START && depth == 2) {
            add_style(r, sheet, &s, &t, span_is(group, "automatic-styles"));
            from = t.from;
        }
        if (sheet->styles.n && ((t.type == XSCAN_CLOSE && depth == 3) || (t.type == XSCAN_START && t.empty && depth == 2)))
            sheet->styles.v[sheet->styles.n - 1].xml = span_make(text.p + from, t.to - from);
    }
    return sheet;
}

const struct odt_style *odt_styles(struct rich *r, const char *part, size_t *n)
{
    struct odt_sheet *sheet = sheet_of(r, part);

    *n = sheet->styles.n;
    return sheet->styles.v;
}

const struct odt_style *odt_style_named(struct rich *r, const char *part, const char *element, const char *family, struct span name)
{
    struct odt_sheet *sheet = sheet_of(r, part);

    for (size_t i = 0; i < sheet->styles.n; i++) {
        const struct odt_style *s = &sheet->styles.v[i];

        if (span_equal(s->name, name) && span_is(s->element, element) && (!family || span_is(s->family, family)))
            return s;
    }
    return NULL;
}

bool odt_style_value(const struct odt_style *s, const char *props, const char *attribute, struct span *out)
{
    struct xscan x;
    struct xscan_token t;

    xscan_init(&x, s->xml);
    while (xscan_next(&x, &t)) {
        int depth = x.depth - (t.type == XSCAN_START && !t.empty);

        if (t.type != XSCAN_START)
            continue;
        if ((!props && depth == 0) || (props && depth == 1 && span_is(xscan_local(t.name), props)))
            return xscan_attribute_local(&x, &t, attribute, out);
    }
    return false;
}

/* ---- making ---- */

void odt_set(struct odt_attrs *a, const char *props, const char *name, const char *value)
{
    for (size_t i = 0; i < a->n; i++) {
        if (strcmp(a->v[i].name, name) == 0 && (a->v[i].props == props || (props && a->v[i].props && strcmp(a->v[i].props, props) == 0))) {
            a->v[i].value = value;
            return;
        }
    }
    if (a->n < ODT_ATTRS) {
        a->v[a->n].props = props;
        a->v[a->n].name = name;
        a->v[a->n++].value = value;
    }
}

const char *odt_made(struct rich *r, const char *part, const char *key)
{
    const struct odt_made *made = r->odt->made;

    while (made && !(strcmp(made->part, part) == 0 && strcmp(made->key, key) == 0))
        made = made->next;
    return made ? made->name : NULL;
}

void odt_remember(struct rich *r, const char *part, const char *key, const char *name)
{
    struct odt_made *made = ARENA_NEW(r->arena, struct odt_made);

    *made = (struct odt_made){r->odt->made, part, arena_str(r->arena, key), name};
    r->odt->made = made;
}

const char *odt_name(struct rich *r, const char *stem)
{
    static const char *const parts[] = {"content.xml", "styles.xml"};

    for (;;) {
        const char *name = arena_printf(r->arena, "%s%u", stem, ++r->odt->number);
        bool taken = false;

        for (size_t p = 0; p < 2; p++) {
            size_t n;
            const struct odt_style *v = odt_styles(r, parts[p], &n);

            for (size_t i = 0; i < n && !taken; i++)
                taken = span_is(v[i].name, name);
        }
        if (!taken)
            return name;
    }
}

void odt_add_style(struct rich *r, const char *part, struct span xml)
{
    add_into(r->add, part, "automatic-styles/", xml);
}

static bool is_set(const struct odt_attrs *a, const char *props, struct span name)
{
    for (size_t i = 0; i < a->n; i++)
        if ((props == a->v[i].props || (props && a->v[i].props && strcmp(props, a->v[i].props) == 0)) &&
            span_equal(xscan_local(span_of(a->v[i].name)), xscan_local(name)))
            return true;
    return false;
}

/* The attributes of a start tag that stay. */
static void keep_attributes(const struct xscan *s, const struct xscan_token *t, const struct odt_attrs *a, const char *props, bool own,
                            struct buf *out)
{
    struct span name, value;
    size_t at = 0;

    while (xscan_attribute(s, t, &at, &name, &value)) {
        struct span local = xscan_local(name);

        if (is_set(a, props, name) || (own && (span_is(local, "name") || span_is(local, "family") || span_is(local, "display-name"))))
            continue;
        buf_puts(out, " ");
        buf_putspan(out, name);
        buf_puts(out, "=\"");
        for (size_t i = 0; i < value.n; i++) /* its quotes may have been the other ones */
            if (value.p[i] == '"')
                buf_puts(out, "&quot;");
            else
                buf_putc(out, value.p[i]);
        buf_puts(out, "\"");
    }
}

static void put_attributes(const struct odt_attrs *a, const char *props, struct buf *out)
{
    for (size_t i = 0; i < a->n; i++) {
        const char *value = a->v[i].value;

        if (!value || !(props == a->v[i].props || (props && a->v[i].props && strcmp(props, a->v[i].props) == 0)))
            continue;
        buf_printf(out, " %s=\"", a->v[i].name);
        for (; *value; value++) {
            if (*value == '&' || *value == '<' || *value == '"')
                buf_puts(out, *value == '&' ? "&amp;" : *value == '<' ? "&lt;" : "&quot;");
            else if ((unsigned char)*value >= ' ')
                buf_putc(out, *value);
        }
        buf_puts(out, "\"");
    }
}

static bool any_set(const struct odt_attrs *a, const char *props)
{
    for (size_t i = 0; i < a->n; i++)
        if (a->v[i].value && a->v[i].props && strcmp(a->v[i].props, props) == 0)
            return true;
    return false;
}

/* Properties in the order that the schema has. */
static const char *const order[] = {"table-properties", "table-column-properties", "table-row-properties", "table-cell-properties",
                                    "graphic-properties", "paragraph-properties", "text-properties"};

static void put_new_props(const struct odt_attrs *a, size_t from, size_t to, struct buf *out)
{
    for (size_t i = from; i < to; i++) {
        if (!any_set(a, order[i]))
            continue;
        buf_printf(out, "<style:%s", order[i]);
        put_attributes(a, order[i], out);
        buf_puts(out, "/>");
    }
}

static size_t rank_of(struct span name)
{
    size_t i = 0;

    while (i < sizeof order / sizeof *order && !span_is(name, order[i]))
        i++;
    return i;
}

/* What the base holds, its properties changed; those that it has not go in where they belong. */
static void put_inside(const struct odt_style *base, const struct odt_attrs *a, struct buf *out)
{
    enum { ALL = sizeof order / sizeof *order };
    struct xscan s;
    struct xscan_token t;
    size_t next = 0, rank = ALL, done = 0;

    xscan_init(&s, base->xml);
    while (xscan_next(&s, &t)) {
        int depth = s.depth - (t.type == XSCAN_START && !t.empty) + (t.type == XSCAN_CLOSE);

        if (t.type == XSCAN_START && depth == 0) {
            done = t.to;
        } else if (t.type == XSCAN_START && depth == 1) {
            rank = rank_of(xscan_local(t.name));
            buf_put(out, base->xml.p + done, t.from - done);
            done = t.from;
            if (rank < ALL && rank >= next) {
                put_new_props(a, next, rank, out);
                next = rank + 1;
                buf_puts(out, "<");
                buf_putspan(out, t.name);
                keep_attributes(&s, &t, a, order[rank], false, out);
                put_attributes(a, order[rank], out);
                buf_puts(out, t.empty ? "/>" : ">");
                done = t.to;
            } else if (span_is(xscan_local(t.name), "map")) {
                put_new_props(a, next, ALL, out);
                next = ALL;
            }
        } else if (t.type == XSCAN_CLOSE && depth == 1) {
            buf_put(out, base->xml.p + done, t.from - done);
        }
    }
    put_new_props(a, next, ALL, out);
}

static void write_style(const char *name, const char *family, const struct odt_style *base, const char *parent, const struct odt_attrs *a,
                        struct buf *out)
{
    struct xscan s;
    struct xscan_token t;

    buf_printf(out, "<style:style style:name=\"%s\" style:family=\"%s\"", name, family);
    if (base) {
        xscan_init(&s, base->xml);
        if (xscan_next(&s, &t))
            keep_attributes(&s, &t, a, NULL, true, out);
    } else if (*parent && !is_set(a, NULL, SPAN("style:parent-style-name"))) {
        buf_printf(out, " style:parent-style-name=\"%s\"", parent);
    }
    put_attributes(a, NULL, out);
    buf_puts(out, ">");
    if (base)
        put_inside(base, a, out);
    else
        put_new_props(a, 0, sizeof order / sizeof *order, out);
    buf_puts(out, "</style:style>");
}

/* An attribute that goes matters only if it is there. */
static bool changes(const struct odt_style *base, const struct odt_attrs *a)
{
    struct span was;

    for (size_t i = 0; i < a->n; i++) {
        struct span local = xscan_local(span_of(a->v[i].name));
        char name[64];

        if (a->v[i].value)
            return true;
        if (!base || local.n >= sizeof name)
            continue;
        memcpy(name, local.p, local.n);
        name[local.n] = '\0';
        if (odt_style_value(base, a->v[i].props, name, &was))
            return true;
    }
    return false;
}

static const char stems[][2][14] = {{"paragraph", "VbP"}, {"text", "VbT"}, {"table", "VbTable"}, {"table-column", "VbColumn"},
                                    {"table-row", "VbRow"}, {"table-cell", "VbCell"}, {"graphic", "VbFrame"}};

const char *odt_look(struct rich *r, const char *part, const char *family, const char *base, const struct odt_attrs *a)
{
    const struct odt_style *from = odt_style_named(r, part, "style", family, span_of(base));
    const char *stem = "Vb", *name;
    struct buf key = {0}, b = {0};

    from = from && from->automatic ? from : NULL;
    if (!changes(from, a))
        return base;
    buf_printf(&key, "%s\n%s", family, base);
    for (size_t i = 0; i < a->n; i++)
        buf_printf(&key, "\n%s\t%s\t%s", a->v[i].props ? a->v[i].props : "", a->v[i].name, a->v[i].value ? a->v[i].value : "\n");
    name = odt_made(r, part, key.p);
    if (!name) {
        for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
            if (strcmp(stems[i][0], family) == 0)
                stem = stems[i][1];
        name = odt_name(r, stem);
        odt_remember(r, part, key.p, name);
        write_style(name, family, from, base, a, &b);
        odt_add_style(r, part, buf_span(&b));
        buf_release(&b);
    }
    buf_release(&key);
    return name;
}
