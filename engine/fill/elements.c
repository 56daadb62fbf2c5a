/* From bytes to the elements and letters that tags can be about.
 *
 * Only what filling needs is recorded. Names are taken without their prefix: w:p, a:p of a drawing and what another
 * program calls ns0:p behave alike, and what has to be written anew copies the name that stands there. */
#include "base/diag/fill.h"
#include "fill/own.h"

const struct vocabulary words_docx = {
    .rows = {{"p", KIND_PARAGRAPH}, {"r", KIND_RUN}, {"t", KIND_TEXT}, {"instrText", KIND_TEXT}, {"tr", KIND_ROW},
             {"tc", KIND_CELL}, {"tbl", KIND_TABLE}, {"pPr", KIND_PARAGRAPH_PROPS}, {"rPr", KIND_RUN_PROPS},
             {"tcPr", KIND_CELL_PROPS}, {"br", KIND_GAP}, {"tab", KIND_GAP}, {"cr", KIND_GAP}, {"txbxContent", KIND_BOX}},
};
/* ODF 1.3 part 3: letters stand in the paragraph itself, in spans, links and fields alike. */
const struct vocabulary words_odt = {
    .letters_anywhere = true,
    .rows = {{"p", KIND_PARAGRAPH}, {"h", KIND_PARAGRAPH}, {"table-row", KIND_ROW}, {"table-cell", KIND_CELL}, {"table", KIND_TABLE},
             {"line-break", KIND_GAP}, {"tab", KIND_GAP}, {"s", KIND_GAP}, {"text-box", KIND_BOX}, {"list", KIND_LIST}, {"list-item", KIND_ITEM},
             {"list-header", KIND_ITEM}},
};
const struct vocabulary words_plain = {.plain = true};

void *vector_more(struct arena *a, void *v, size_t *n, size_t *cap, size_t size)
{
    v = arena_room(a, v, *n, cap, size);
    ++*n;
    return v;
}

enum kind kind_of(const struct vocabulary *words, struct span name)
{
    struct span local = xscan_local(name);
    for (size_t i = 0; i < sizeof words->rows / sizeof *words->rows && words->rows[i].name; i++)
        if (local.n && local.p[0] == words->rows[i].name[0] && span_is(local, words->rows[i].name))
            return words->rows[i].kind;
    return KIND_NONE;
}

/* The walk: the elements that are open, recorded or not. */
struct walk {
    struct part *p;
    const struct vocabulary *words;
    uint32_t open[XSCAN_MAX_DEPTH + 1]; /* the recorded element at each depth, or the one around it */
    bool own[XSCAN_MAX_DEPTH + 1];      /* it is that depth's */
    int depth;
    uint32_t paragraphs, tables;
    size_t joins; /* counted */
};

uint32_t part_within(const struct part *p, uint32_t element, enum kind kind)
{
    while (element && p->elements.v[element].kind != kind)
        element = p->elements.v[element].parent;
    return element;
}

static bool is_props(enum kind k)
{
    return k == KIND_PARAGRAPH_PROPS || k == KIND_RUN_PROPS || k == KIND_CELL_PROPS;
}

/* What the user counts: paragraphs of the text, tables, rows and cells of the table at hand. */
static uint32_t number_of(struct walk *w, const struct element *e)
{
    const struct part *p = w->p;
    uint32_t around, n = 1;
    switch (e->kind) {
    case KIND_PARAGRAPH:
        around = part_within(p, e->parent, KIND_CELL);
        around = around ? around : part_within(p, e->parent, KIND_BOX);
        return around ? ++w->p->elements.v[around].last_text : ++w->paragraphs;
    case KIND_TABLE:
        return part_within(p, e->parent, KIND_CELL) ? 0 : ++w->tables;
    case KIND_ROW:
    case KIND_CELL:
        return e->parent ? ++w->p->elements.v[e->parent].last_text : n;
    default:
        return 0;
    }
}

/* `last_text` of a table, row, cell or box counts what it holds while it is open. */
static uint32_t add_element(struct walk *w, enum kind kind, const struct xscan_token *t)
{
    struct part *p = w->p;
    uint32_t parent = w->open[w->depth];
    struct element *e = VECTOR_ADD(p->arena, p->elements);
    uint32_t at = (uint32_t)(p->elements.n - 1);
    *e = (struct element){.kind = kind, .parent = parent, .from = (uint32_t)t->from, .open = (uint32_t)t->to,
                          .close = (uint32_t)t->to, .to = (uint32_t)t->to};
    uint32_t number = number_of(w, e);
    p->elements.v[at].number = number;
    if (is_props(kind) && parent && !p->elements.v[parent].props)
        p->elements.v[parent].props = at;
    return at;
}

static void add_letters(struct walk *w, size_t from, size_t to, bool gap, bool cdata, bool tagged)
{
    struct part *p = w->p;
    uint32_t text = w->open[w->depth], paragraph = part_within(p, text, KIND_PARAGRAPH);
    struct letters *l;
    if (!paragraph && !tagged)
        return;
    l = VECTOR_ADD(p->arena, p->letters);
    *l = (struct letters){.from = (uint32_t)from, .to = (uint32_t)to, .text = text, .gap = gap, .cdata = cdata};
    uint32_t at = (uint32_t)(p->letters.n - 1);
    if (!paragraph) { /* a text for itself */
        struct element *e = VECTOR_ADD(p->arena, p->elements);
        *e = (struct element){.kind = KIND_PARAGRAPH, .parent = text, .from = (uint32_t)from, .open = (uint32_t)from,
                              .close = (uint32_t)to, .to = (uint32_t)to, .first_text = at, .last_text = at, .tagged = true};
        p->letters.v[at].text = (uint32_t)(p->elements.n - 1);
        return;
    }
    struct element *e = &p->elements.v[paragraph];
    if (e->first_text)
        p->letters.v[e->last_text].next = at;
    else
        e->first_text = at;
    e->last_text = at;
    e->tagged |= tagged;
}

/* A brace (of a closing escape %_} too), or a reference that may stand for one. */
static bool may_hold_tag(struct span s)
{
    return memchr(s.p, '{', s.n) || memchr(s.p, '}', s.n) || memmem(s.p, s.n, "&#", 2);
}

static bool in_letters(const struct walk *w)
{
    uint32_t at = w->open[w->depth];
    return w->words->letters_anywhere || w->words->plain || (w->own[w->depth] && w->p->elements.v[at].kind == KIND_TEXT);
}

static void add_attributes(struct walk *w, const struct xscan *s, const struct xscan_token *t, uint32_t element)
{
    struct span tag = span_make(s->bytes.p + t->from, t->to - t->from), name, value;
    size_t at = 0;
    if (!memmem(tag.p, tag.n, "{{", 2) && !memmem(tag.p, tag.n, "{%", 2) && !(w->p->percent && memchr(tag.p, '%', tag.n)))
        return;
    while (xscan_attribute(s, t, &at, &name, &value)) {
        struct attribute *a = VECTOR_ADD(w->p->arena, w->p->attributes);
        a->from = (uint32_t)(value.p - s->bytes.p);
        a->to = a->from + (uint32_t)value.n;
        a->element = element;
    }
}

static void on_start(struct walk *w, const struct xscan *s, const struct xscan_token *t)
{
    enum kind kind = kind_of(w->words, t->name);
    uint32_t element = w->open[w->depth];
    bool inside_run = element && w->p->elements.v[element].kind == KIND_RUN;
    if (kind == KIND_GAP) {
        if (inside_run || w->words->letters_anywhere)
            add_letters(w, t->from, t->to, true, false, false);
        kind = KIND_NONE;
    }
    if (kind != KIND_NONE) {
        element = add_element(w, kind, t);
        w->p->elements.v[element].code = kind == KIND_TEXT && span_is(xscan_local(t->name), "instrText");
        w->p->foreign |= w->words == &words_docx && !span_starts(t->name, "w:");
    }
    add_attributes(w, s, t, element);
    if (!t->empty) {
        w->depth++;
        w->open[w->depth] = element;
        w->own[w->depth] = kind != KIND_NONE;
    }
}

/* The paragraphs that were made one with this count on. */
static void count_joined(struct walk *w, const struct element *e)
{
    const struct part *p = w->p;
    uint32_t around = part_within(p, e->parent, KIND_CELL);
    around = around ? around : part_within(p, e->parent, KIND_BOX);
    for (; w->joins < p->n_joins && p->joins[w->joins].from < e->to; w->joins++)
        *(around ? &w->p->elements.v[around].last_text : &w->paragraphs) += p->joins[w->joins].paragraphs;
}

static void on_close(struct walk *w, const struct xscan_token *t)
{
    if (w->own[w->depth]) {
        struct element *e = &w->p->elements.v[w->open[w->depth]];
        e->close = (uint32_t)t->from;
        e->to = (uint32_t)t->to;
        if (e->kind == KIND_PARAGRAPH)
            count_joined(w, e);
    }
    w->depth--;
}

static bool report_xml(struct part *p, const struct xscan *s)
{
    static const diag_code why[] = {
        [XSCAN_BAD_CHARACTER] = DIAG_FILL_XML_CHARACTER, [XSCAN_BAD_MARKUP] = DIAG_FILL_XML_MARKUP,
        [XSCAN_BAD_NESTING] = DIAG_FILL_XML_NESTING,     [XSCAN_BAD_REFERENCE] = DIAG_FILL_XML_REFERENCE,
        [XSCAN_DTD] = DIAG_FILL_XML_DTD,                 [XSCAN_ENCODING] = DIAG_FILL_XML_ENCODING,
        [XSCAN_DEEP] = DIAG_FILL_XML_DEEP,               [XSCAN_END_EARLY] = DIAG_FILL_XML_END,
    };
    struct ctx *ctx = p->f->ctx;
    char at[24];
    struct buf b = {0};
    buf_printf(&b, "%zu", s->at);
    memcpy(at, b.p, b.n + 1);
    buf_release(&b);
    diag(ctx, DIAG_FILL_XML, pos_file(p->f->name), p->name, at, diag_text(why[s->fault], ctx->lang));
    return false;
}

bool part_check(struct part *p)
{
    struct xscan s;
    struct xscan_token t;
    xscan_init(&s, p->bytes);
    while (xscan_next(&s, &t)) {
    }
    return !s.fault || report_xml(p, &s);
}

bool part_read(struct part *p, const struct vocabulary *words)
{
    struct xscan s;
    struct xscan_token t;
    struct walk w = {.p = p, .words = words};
    p->words = words;
    (void)VECTOR_ADD(p->arena, p->elements);
    (void)VECTOR_ADD(p->arena, p->letters);
    xscan_init(&s, p->bytes);
    while (xscan_next(&s, &t)) {
        struct span bytes = span_make(p->bytes.p + t.from, t.to - t.from);
        switch (t.type) {
        case XSCAN_START:
            on_start(&w, &s, &t);
            break;
        case XSCAN_CLOSE:
            on_close(&w, &t);
            break;
        case XSCAN_TEXT:
            if (in_letters(&w))
                add_letters(&w, t.from, t.to, false, false, may_hold_tag(bytes));
            break;
        case XSCAN_CDATA:
            if (in_letters(&w))
                add_letters(&w, t.from + 9, t.to - 3, false, true, memchr(bytes.p + 9, '{', bytes.n - 9) != NULL);
            break;
        case XSCAN_COMMENT:
        case XSCAN_PI:
            break;
        }
    }
    return !s.fault || report_xml(p, &s);
}

/* "…, ô 2" */
static const char *step(const struct part *p, const char *before, diag_code row, uint32_t number)
{
    struct ctx *ctx = p->f->ctx;
    return arena_printf(p->arena, "%s, %s %u", before, diag_text(row, ctx->lang), (unsigned)number);
}

const char *part_place(const struct part *p, uint32_t element)
{
    static const struct { enum kind kind; diag_code row; } steps[] = {
        {KIND_TABLE, DIAG_FILL_A_TABLE}, {KIND_ROW, DIAG_FILL_A_ROW}, {KIND_CELL, DIAG_FILL_A_CELL}};
    const char *out = p->place;
    uint32_t box = part_within(p, element, KIND_BOX), cell = part_within(p, element, KIND_CELL);
    if (box) {
        const char *around = part_place(p, p->elements.v[box].parent);
        out = arena_printf(p->arena, "%s, %s", around, diag_text(DIAG_FILL_A_BOX, p->f->ctx->lang));
        cell = cell > box ? cell : 0;
    }
    /* The outermost table is the one that the user counts. */
    for (uint32_t up = cell; up && (up = part_within(p, p->elements.v[up].parent, KIND_CELL)) > box;)
        cell = up;
    for (size_t i = 0; cell && i < sizeof steps / sizeof *steps; i++)
        out = step(p, out, steps[i].row, p->elements.v[part_within(p, cell, steps[i].kind)].number);
    uint32_t paragraph = part_within(p, element, KIND_PARAGRAPH);
    if (!cell && paragraph > box && p->elements.v[paragraph].number)
        out = step(p, out, DIAG_FILL_A_PARAGRAPH, p->elements.v[paragraph].number);
    return out;
}
