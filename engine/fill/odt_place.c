/* Where a tag of an ODT stands: spans and links around it in the paragraph, lists around that. */
#include "fill/odt_own.h"
#include "fill/own.h"

static struct span start_tag(struct span name)
{
    const char *from = name.p - 1, *to = name.p;

    for (char quote = 0; quote || *to != '>'; to++) /* the part is well-formed */
        quote = quote ? (*to == quote ? 0 : quote) : *to == '"' || *to == '\'' ? *to : 0;
    return span_make(from, (size_t)(to + 1 - from));
}

bool odt_tag_value(struct span tag, const char *local, struct span *out)
{
    struct xscan s;
    struct xscan_token t;

    xscan_init(&s, tag);
    return xscan_next(&s, &t) && t.type == XSCAN_START && xscan_attribute_local(&s, &t, local, out);
}

static struct span name_of(struct span tag)
{
    size_t n = 1;

    while (!strchr(" \t\r\n/>", tag.p[n]))
        n++;
    return span_make(tag.p + 1, n - 1);
}

/* What is open in the paragraph before the tag. false: something that cannot be closed and opened again. */
static bool find_open(const struct part *p, const struct element *paragraph, uint32_t to, struct odt_place *out)
{
    struct xscan s;
    struct xscan_token t;

    xscan_init(&s, span_make(p->bytes.p + paragraph->from, to - paragraph->from));
    while (xscan_next(&s, &t)) {
    }
    out->open = ARENA_NEWS(p->arena, (size_t)s.depth + 1, struct span);
    for (int i = 0; i < s.depth; i++) {
        struct span tag = start_tag(s.open[i]), local = xscan_local(s.open[i]);

        if (i && !span_is(local, "span") && !span_is(local, "a"))
            return false;
        out->in_link |= i && span_is(local, "a");
        out->open[out->n++] = tag;
    }
    return out->n > 0;
}

static void find_lists(const struct part *p, uint32_t paragraph, struct odt_place *out)
{
    uint32_t at = p->elements.v[paragraph].parent;
    size_t n = 0;

    for (uint32_t i = at; i && (p->elements.v[i].kind == KIND_LIST || p->elements.v[i].kind == KIND_ITEM); i = p->elements.v[i].parent)
        n++;
    out->lists = ARENA_NEWS(p->arena, n + 1, struct span);
    out->n_lists = n;
    for (; n; at = p->elements.v[at].parent)
        out->lists[--n] = span_make(p->bytes.p + p->elements.v[at].from, p->elements.v[at].open - p->elements.v[at].from);
}

static bool is_first(const struct part *p, const struct element *paragraph, const struct tag *t)
{
    for (uint32_t i = paragraph->first_text; i; i = p->letters.v[i].next) {
        const struct letters *l = &p->letters.v[i];

        for (uint32_t at = l->from; at < l->to && at < t->from; at++)
            if ((unsigned char)p->bytes.p[at] > ' ')
                return false;
        if (l->to >= t->from)
            break;
    }
    return true;
}

const struct odt_place *odt_place_of(const struct part *p, const struct site *s, const struct tag *t)
{
    const struct element *paragraph = &p->elements.v[s->paragraph];
    struct odt_place *out;

    if (!s->paragraph || t->attribute || paragraph->open == paragraph->from)
        return NULL;
    out = ARENA_NEW(p->arena, struct odt_place);
    if (!find_open(p, paragraph, t->from, out))
        return NULL;
    find_lists(p, s->paragraph, out);
    out->first = s->kind != SITE_LETTERS || is_first(p, paragraph, t);
    return out;
}

struct span odt_spans(struct arena *a, const struct odt_place *place)
{
    struct buf b = {0};
    size_t n;

    for (size_t i = 1; i < place->n; i++)
        if (span_is(xscan_local(name_of(place->open[i])), "span"))
            buf_putspan(&b, place->open[i]);
    n = b.n;
    return span_make(arena_buf(a, &b), n);
}

void odt_close_tags(const struct span *tags, size_t from, size_t n, struct buf *out)
{
    while (n > from) {
        buf_puts(out, "</");
        buf_putspan(out, name_of(tags[--n]));
        buf_puts(out, ">");
    }
}

/* ---- lists ---- */

void odt_leave_lists(struct rich *r, const struct rich_place *place, struct buf *out)
{
    if (!place->odt || r->odt->outside)
        return;
    odt_close_tags(place->odt->lists, 0, place->odt->n_lists, out);
    r->odt->outside = true;
}

/* <text:list> once more: by its identifier, else as the one before it. */
static void put_again(struct span tag, struct buf *out)
{
    struct xscan s;
    struct xscan_token t;
    struct span name, value;
    size_t at = 0;

    xscan_init(&s, tag);
    if (!xscan_next(&s, &t))
        return;
    buf_puts(out, "<");
    buf_putspan(out, t.name);
    if (xscan_attribute_local(&s, &t, "style-name", &value)) {
        buf_puts(out, " text:style-name=\"");
        buf_putspan(out, value);
        buf_puts(out, "\"");
    }
    value = (struct span){NULL, 0};
    while (xscan_attribute(&s, &t, &at, &name, &value) && !span_is(name, "xml:id"))
        value = (struct span){NULL, 0};
    buf_puts(out, value.p ? " text:continue-list=\"" : " text:continue-numbering=\"");
    buf_putspan(out, value.p ? value : SPAN("true"));
    buf_puts(out, "\">");
}

void odt_enter_lists(struct rich *r, const struct rich_place *place, struct buf *out)
{
    if (!place->odt || !r->odt->outside)
        return;
    for (size_t i = 0; i < place->odt->n_lists; i++) {
        if (i == 0) {
            put_again(place->odt->lists[0], out);
        } else {
            struct span name = name_of(place->odt->lists[i]);

            if (!span_is(xscan_local(name), "list")) { /* an item that counts from where the first did */
                buf_puts(out, "<");
                buf_putspan(out, name);
                buf_puts(out, ">");
            } else {
                buf_putspan(out, place->odt->lists[i]);
            }
        }
    }
    r->odt->outside = false;
}

void odt_next_item(struct rich *r, const struct rich_place *place, struct buf *out)
{
    const struct odt_place *o = place->odt;

    if (!o || !o->n_lists || r->odt->outside)
        return;
    odt_close_tags(o->lists, o->n_lists - 1, o->n_lists, out);
    buf_puts(out, "<");
    buf_putspan(out, name_of(o->lists[o->n_lists - 1]));
    buf_puts(out, ">");
}
