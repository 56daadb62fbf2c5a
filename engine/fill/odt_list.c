/* Lists of Markdown and HTML in ODT: the template's list styles where it has one of the kind, else one of ours. Every
 * text:list counts from its start (ODF 1.3 part 3, 5.3.3). */
#include "fill/odt_own.h"

static bool same_mark(const struct xscan *s, const struct xscan_token *t, bool ordered, const char *mark)
{
    char suffix[] = {mark[strlen(mark) - 1], '\0'};
    struct span v;

    if (!ordered)
        return span_is(xscan_local(t->name), "list-level-style-bullet") && xscan_attribute_local(s, t, "bullet-char", &v) && v.n;
    if (!span_is(xscan_local(t->name), "list-level-style-number") || (xscan_attribute_local(s, t, "num-prefix", &v) && v.n) ||
        (xscan_attribute_local(s, t, "display-levels", &v) && !span_is(v, "1")) ||
        (xscan_attribute_local(s, t, "start-value", &v) && !span_is(v, "1")))
        return false;
    return xscan_attribute_local(s, t, "num-format", &v) && span_is(v, "1") && xscan_attribute_local(s, t, "num-suffix", &v) && span_is(v, suffix);
}

static bool fits(const struct odt_style *list, bool ordered, const char *mark, int level)
{
    struct xscan s;
    struct xscan_token t;
    struct span v;
    char wanted[] = {(char)('0' + level), '\0'};

    xscan_init(&s, list->xml);
    while (xscan_next(&s, &t))
        if (t.type == XSCAN_START && xscan_attribute_local(&s, &t, "level", &v) && span_is(v, wanted))
            return same_mark(&s, &t, ordered, mark);
    return false;
}

/* Numbers of headings and of other styles are theirs. */
static bool is_taken(struct rich *r, struct span name)
{
    size_t n;
    const struct odt_style *v = odt_styles(r, "styles.xml", &n);

    for (size_t i = 0; i < n; i++)
        if (!v[i].automatic && span_equal(v[i].list, name) && name.n)
            return true;
    return false;
}

static const char *find_style(struct rich *r, const char *part, bool own, bool ordered, const char *mark, int level)
{
    size_t n;
    const struct odt_style *v = odt_styles(r, part, &n);

    for (size_t i = 0; i < n; i++)
        if (span_is(v[i].element, "list-style") && v[i].automatic == own && !is_taken(r, v[i].name) && fits(&v[i], ordered, mark, level))
            return arena_span(r->arena, v[i].name);
    return NULL;
}

/* { "-", "+", … }: the signs of a dash list by level, as Vietnamese papers have them; decimal numbers by level. */
static const char *made_style(struct rich *r, const char *part, bool ordered, const char *mark)
{
    enum { LEVELS = 10 };
    bool round = ordered && mark[strlen(mark) - 1] == ')', plus = !ordered && *mark == '+';
    const char *key = arena_printf(r->arena, "list\n%d%d%d", ordered, round, plus), *name = odt_made(r, part, key);
    struct buf b = {0};

    if (name)
        return name;
    name = odt_name(r, "VbList");
    odt_remember(r, part, key, name);
    buf_printf(&b, "<text:list-style style:name=\"%s\">", name);
    for (int i = 1; i <= LEVELS; i++) {
        const char *left = arena_printf(r->arena, "%dpt", MARKUP_INDENT * 2 * i / 20), *hanging = arena_printf(r->arena, "-%dpt", MARKUP_INDENT / 20);

        if (ordered)
            buf_printf(&b, "<text:list-level-style-number text:level=\"%d\" style:num-suffix=\"%s\" style:num-format=\"1\">", i, round ? ")" : ".");
        else
            buf_printf(&b, "<text:list-level-style-bullet text:level=\"%d\" text:bullet-char=\"%s\">", i, (i % 2 == 1) != plus ? "-" : "+");
        buf_printf(&b, "<style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\">"
                   "<style:list-level-label-alignment text:label-followed-by=\"listtab\" text:list-tab-stop-position=\"%s\" "
                   "fo:text-indent=\"%s\" fo:margin-left=\"%s\"/></style:list-level-properties></text:list-level-style-%s>",
                   left, hanging, left, ordered ? "number" : "bullet");
    }
    buf_puts(&b, "</text:list-style>");
    odt_add_style(r, part, buf_span(&b));
    buf_release(&b);
    return name;
}

/* ---- writing ---- */

static void put_start(struct markup *m, const char *style, bool again)
{
    buf_printf(m->out, "<text:list text:style-name=\"%s\"%s>", style, again ? " text:continue-numbering=\"true\"" : "");
}

static void open_item(struct markup *m, struct odt_open_list *l, bool header, long start)
{
    if (l->item)
        return;
    buf_puts(m->out, header ? "<text:list-header" : "<text:list-item");
    if (start != 1)
        buf_printf(m->out, " text:start-value=\"%ld\"", start);
    buf_puts(m->out, ">");
    l->item = true;
    l->header = header;
}

static void close_item(struct markup *m, struct odt_open_list *l)
{
    if (l->item)
        buf_puts(m->out, l->header ? "</text:list-header>" : "</text:list-item>");
    l->item = false;
}

const char *odt_begin_list(struct markup *m, bool ordered, const char *mark, long start, const char *style)
{
    struct rich *r = m->r;
    struct odt_rich *o = r->odt;
    const char *part = m->place.part, *name = find_style(r, part, true, ordered, mark, m->level);

    (void)style;
    if (!name)
        name = find_style(r, "styles.xml", false, ordered, mark, m->level);
    if (!name)
        name = made_style(r, part, ordered, mark);
    if (o->n_lists == o->base && !m->in_cell && !m->in_note)
        odt_leave_lists(r, &m->place, m->out);
    if (o->n_lists > o->base) { /* a list in a list stands in an item */
        open_item(m, &o->lists[o->n_lists - 1], false, 1);
        o->lists[o->n_lists - 1].fresh = false;
    }
    if (o->n_lists == ODT_LISTS) { /* deeper than any list counts: its items are the list's around */
        o->deeper++;
        return name;
    }
    put_start(m, name, false);
    o->lists[o->n_lists++] = (struct odt_open_list){.style = name};
    if (ordered && start != 1) {
        open_item(m, &o->lists[o->n_lists - 1], false, start);
        o->lists[o->n_lists - 1].fresh = true;
    }
    m->table_last = false;
    return name;
}

void odt_begin_item(struct markup *m, const char *list)
{
    struct odt_rich *o = m->r->odt;
    struct odt_open_list *l = &o->lists[o->n_lists - 1];

    if (!l->fresh)
        close_item(m, l);
    open_item(m, l, false, 1);
    l->fresh = false;
    m->list = list;
}

void odt_end_list(struct markup *m)
{
    struct odt_rich *o = m->r->odt;

    if (o->deeper) {
        o->deeper--;
        return;
    }
    close_item(m, &o->lists[--o->n_lists]);
    buf_puts(m->out, "</text:list>");
}

void odt_part_lists(struct markup *m)
{
    struct odt_rich *o = m->r->odt;

    for (size_t i = o->n_lists; i-- > o->base;) {
        if (o->lists[i].item)
            buf_puts(m->out, o->lists[i].header ? "</text:list-header></text:list>" : "</text:list-item></text:list>");
        else
            buf_puts(m->out, "</text:list>");
    }
}

void odt_rejoin_lists(struct markup *m)
{
    struct odt_rich *o = m->r->odt;

    for (size_t i = o->base; i < o->n_lists; i++) {
        bool last = i + 1 == o->n_lists;

        put_start(m, o->lists[i].style, true);
        if (o->lists[i].item) {
            o->lists[i].header = last; /* what follows in the item has no number */
            buf_puts(m->out, last ? "<text:list-header>" : "<text:list-item>");
        }
    }
}
