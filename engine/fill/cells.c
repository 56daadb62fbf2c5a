/* Tags that make a table cell: {% colspan n %}, {% cellbg colour %}, {% vm %}, {% hm %}.
 *
 * They become elements among the cell's properties, in the order that the schema wants (ISO/IEC 29500-1, 17.4.69), in place
 * of what stood there, with a tag of ours as the value. vm and hm ask the loop around: vm merges the cell with those of
 * the next turns and leaves them empty, hm makes one wide cell of the row's and leaves the others out. */
#include "base/diag/fill.h"
#include "fill/odt_own.h"
#include "fill/own.h"

/* The children of tcPr in their order; only what may stand before ours and ours matters. */
static const char *const order[] = {"cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", NULL};

static size_t rank_of(struct span name, size_t prefix)
{
    size_t i = 0;
    while (order[i] && !(name.n > prefix && span_is(span_make(name.p + prefix, name.n - prefix), order[i])))
        i++;
    return i;
}

/* Where among the properties an element of this name goes, and which one of the name stands there already. */
struct slot {
    size_t at, from, to; /* from == to: none is there */
    struct span value;   /* its w:val */
};

static struct slot find_slot(const struct part *p, const struct element *props, size_t prefix, const char *name)
{
    struct xscan s;
    struct xscan_token t;
    struct slot slot = {.at = props->open};
    size_t wanted = rank_of(span_of(name), 0), base = props->from, child = 0;
    xscan_init(&s, span_make(p->bytes.p + base, props->to - base));
    while (xscan_next(&s, &t)) {
        bool ends = (t.type == XSCAN_CLOSE && s.depth == 1) || (t.type == XSCAN_START && t.empty && s.depth == 1);
        if (t.type == XSCAN_START && s.depth == 1 + !t.empty) {
            child = rank_of(t.name, prefix);
            if (child == wanted) {
                size_t at = 0;
                struct span key, value;
                slot.from = base + t.from;
                while (xscan_attribute(&s, &t, &at, &key, &value))
                    if (key.n >= 3 && memcmp(key.p + key.n - 3, "val", 3) == 0)
                        slot.value = value;
            }
        }
        if (ends && child <= wanted && order[child])
            slot.at = base + t.to;
        if (ends && child == wanted)
            slot.to = base + t.to;
    }
    return slot;
}

struct tag *tag_like(struct part *p, const struct tag *like, char form, const char *source)
{
    struct tag *t = ARENA_NEW(p->arena, struct tag);
    *t = *like;
    t->form = form;
    t->source = span_of(source);
    return t;
}

/* Marks at one byte: the properties in their order, then what begins the cell's content, then the content's own. */
enum { RANK_PROPS = -20, RANK_PROPERTY = -19, RANK_PROPS_END = -10, RANK_CONTENT = -9 };

/* The prefix of the cell's name with its colon. */
static struct span prefix_of(const struct part *p, uint32_t cell)
{
    struct span name = part_start(p, cell);
    const char *colon = memchr(name.p, ':', name.n);
    return span_make(name.p, colon ? (size_t)(colon + 1 - name.p) : 0);
}

/* The cell's properties, made if there are none that could take a child. */
static bool open_props(struct part *p, uint32_t cell, const char *w)
{
    struct element *c = &p->elements.v[cell];
    const struct element *props = &p->elements.v[c->props];
    struct arena *a = p->arena;
    if (c->props && props->open < props->to)
        return true;
    if (!c->tagged) {
        if (c->props)
            plan_cut(p, props->from, props->to);
        plan_text(p, c->open, RANK_PROPS, span_of(arena_printf(a, "<%stcPr>", w)));
        plan_text(p, c->open, RANK_PROPS_END, span_of(arena_printf(a, "</%stcPr>", w)));
    }
    c->tagged = true;
    return false;
}

/* <w:NAME REST w:val="{{ expression }}"/>; of a vertical merge the value is restart in the loop's first turn, then continue. */
static void plan_property(struct part *p, uint32_t cell, struct tag *t, const char *name, const char *rest, const char *expression)
{
    struct arena *a = p->arena;
    struct span prefix = prefix_of(p, cell);
    const char *w = arena_span(a, prefix), *written = NULL;
    struct slot slot = {.at = p->elements.v[cell].open};
    int rank = RANK_PROPERTY + (int)rank_of(span_of(name), 0);
    if (open_props(p, cell, w)) {
        slot = find_slot(p, &p->elements.v[p->elements.v[cell].props], prefix.n, name);
        plan_cut(p, slot.from, slot.to);
        written = slot.value.n ? arena_span(a, slot.value) : NULL;
    }
    plan_text(p, slot.at, rank, span_of(arena_printf(a, "<%s%s ", w, name)));
    if (strcmp(name, "shd") == 0)
        plan_text(p, slot.at, rank, span_of(arena_printf(a, "%sval=\"clear\" %scolor=\"auto\" ", w, w)));
    plan_text(p, slot.at, rank, span_of(arena_printf(a, "%s%s=\"", w, rest)));
    if (expression) {
        if (written && strcmp(expression, "loop.length") == 0 && strspn(written, "0123456789") == strlen(written))
            expression = arena_printf(a, "%s * loop.length", written); /* columns that it spans already */
        plan_tag(p, slot.at, rank, tag_like(p, t, '{', expression), plan_site(p, SITE_ATTRIBUTE, t->element));
    } else {
        plan_tag(p, slot.at, rank, tag_like(p, t, '%', "if loop.first"), NULL);
        plan_text(p, slot.at, rank, SPAN("restart"));
        plan_tag(p, slot.at, rank, tag_like(p, t, '%', "else"), NULL);
        plan_text(p, slot.at, rank, SPAN("continue"));
        plan_tag(p, slot.at, rank, tag_like(p, t, '%', "endif"), NULL);
    }
    plan_text(p, slot.at, rank, SPAN("\"/>"));
}

static void cell_colspan(struct part *p, uint32_t cell, struct tag *t, const char *expression)
{
    plan_property(p, cell, t, "gridSpan", "val", expression);
}

static void cell_bg(struct part *p, uint32_t cell, struct tag *t, const char *expression)
{
    plan_property(p, cell, t, "shd", "fill", expression);
}

/* In the loop's later turns the cell holds one empty paragraph: Word shows the first turn's. */
static void cell_vm(struct part *p, uint32_t cell, struct tag *t, const char *expression)
{
    const struct element *c = &p->elements.v[cell], *props = &p->elements.v[c->props];
    const struct element *paragraph = &p->elements.v[part_within(p, t->element, KIND_PARAGRAPH)];
    size_t content = c->props ? props->to : c->open;
    struct span prefix = prefix_of(p, cell);
    struct buf b = {0};
    (void)expression;
    plan_property(p, cell, t, "vMerge", "val", NULL);
    buf_puts(&b, "<");
    buf_putspan(&b, prefix);
    buf_puts(&b, "p>");
    if (paragraph->props)
        buf_put(&b, p->bytes.p + p->elements.v[paragraph->props].from,
                p->elements.v[paragraph->props].to - p->elements.v[paragraph->props].from);
    buf_puts(&b, "</");
    buf_putspan(&b, prefix);
    buf_puts(&b, "p>");
    plan_tag(p, content, RANK_CONTENT, tag_like(p, t, '%', "if loop.first"), NULL);
    plan_tag(p, c->close, RANK_ENDS, tag_like(p, t, '%', "else"), NULL);
    plan_text(p, c->close, RANK_ENDS, span_of(arena_buf(p->arena, &b)));
    plan_tag(p, c->close, RANK_ENDS, tag_like(p, t, '%', "endif"), NULL);
}

static void cell_hm(struct part *p, uint32_t cell, struct tag *t, const char *expression)
{
    const struct element *c = &p->elements.v[cell];
    (void)expression;
    plan_property(p, cell, t, "gridSpan", "val", "loop.length");
    plan_tag(p, c->from, RANK_BEGINS, tag_like(p, t, '%', "if loop.first"), NULL);
    plan_tag(p, c->to, RANK_ENDS, tag_like(p, t, '%', "endif"), NULL);
}

typedef void plan_fn(struct part *p, uint32_t cell, struct tag *t, const char *expression);

static const struct {
    const char *word;
    bool expression;
    plan_fn *docx, *odt;
} rows[] = {{"colspan", true, cell_colspan, odt_cell_colspan}, {"cellbg", true, cell_bg, odt_cell_bg},
            {"vm", false, cell_vm, odt_cell_vm}, {"hm", false, cell_hm, odt_cell_hm}};

bool cell_tag(struct part *p, struct tag *t)
{
    bool odt = p->words->letters_anywhere;
    if (p->words->plain)
        return false;
    struct span source = span_trim(t->source);
    size_t n = 0;
    while (n < source.n && ((source.p[n] | 32) >= 'a' && (source.p[n] | 32) <= 'z'))
        n++;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct span rest = span_trim(span_make(source.p + n, source.n - n));
        if (t->form != '%' || t->attribute || !span_is(span_make(source.p, n), rows[i].word) || (rest.n > 0) != rows[i].expression)
            continue;
        uint32_t cell = part_within(p, t->element, KIND_CELL);
        plan_cut_tag(p, t, !rows[i].expression); /* docxtpl has taken colspan and cellbg out before it looks at spaces */
        if (cell)
            (odt ? rows[i].odt : rows[i].docx)(p, cell, t, arena_span(p->arena, rest));
        else
            diag(p->f->ctx, DIAG_FILL_OUTSIDE_TABLE, t->pos, rows[i].word);
        return true;
    }
    return false;
}
