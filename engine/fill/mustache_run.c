/* Running a part of docxtemplater's dialect: pieces and data give the pieces of the result.
 *
 * A name is looked for in the item of the innermost loop, then further out, then in the data; null counts as absent, as
 * docxtemplater has it. A key of the data that is spelled like the whole tag goes before an expression. */
#include "fill/mustache.h"

#include "base/diag/mustache.h"
#include "expr/read.h"
#include "fill/fill.h"
#include "fill/where.h"
#include "package/xscan.h"
#include "text/text.h"

struct running {
    struct mustache *m;
    struct texts *out;
    struct scope_frame *frame;
    size_t steps, written;
    struct span run_props; /* w:rPr of the run at hand */
    bool in_run_props;
    struct buf props;
    const char *holder;    /* "w:t" or "a:t" while letters are open */
};

void texts_add(struct arena *a, struct texts *to, struct span s)
{
    ARENA_ROOM(a, to->v, to->n, to->cap);
    to->v[to->n++] = s;
}

static bool fault(struct mustache *m, diag_code code, const struct mustache_tag *t, const char *detail)
{
    diag(m->ctx, code, t->pos, t->written, detail);
    m->failed = true;
    return false;
}

/* ---- names ---- */

struct scope_frame *mustache_root(struct arena *a, const struct data *data)
{
    struct scope_frame *f = ARENA_NEW(a, struct scope_frame);

    f->first = true;
    f->item = (struct result){.type = RESULT_DATA, .as.data = data->root};
    return f;
}

static void add_name(struct arena *a, struct scope_frame *f, const char *name, struct result value)
{
    struct scope *s = ARENA_NEW(a, struct scope);

    *s = (struct scope){.outer = f->names, .name = name, .value = value};
    f->names = s;
}

static bool is_null(const struct result *r)
{
    return r->type == RESULT_NONE || r->type == RESULT_UNDEFINED || (r->type == RESULT_DATA && r->as.data->type == VALUE_NULL);
}

/* The frame of an item: its members become names. */
static struct scope_frame *enter(struct running *r, struct result item, size_t i)
{
    struct arena *a = r->m->arena;
    struct scope_frame *f = ARENA_NEW(a, struct scope_frame);

    *f = (struct scope_frame){.outer = r->frame, .item = item, .names = r->frame->names, .first = r->frame->first && i == 0};
    if (item.type == RESULT_DATA && item.as.data->type == VALUE_MAP) {
        for (size_t k = 0; k < value_count(item.as.data); k++) {
            const struct value *v = value_item(item.as.data, k);

            if (v->type != VALUE_NULL)
                add_name(a, f, v->key, (struct result){.type = RESULT_DATA, .as.data = v});
        }
    } else if (item.type == RESULT_MAP) {
        for (size_t k = 0; k < item.as.map.n; k++)
            if (item.as.map.keys[k].type == RESULT_STRING && !is_null(&item.as.map.values[k]))
                add_name(a, f, arena_span(a, item.as.map.keys[k].as.string), item.as.map.values[k]);
    }
    return f;
}

/* The whole tag as a key. */
static bool flat_value(struct running *r, const struct mustache_tag *t, struct result *out)
{
    const struct value *v;

    for (const struct scope *s = r->frame->names; s; s = s->outer) {
        if (strcmp(s->name, t->flat) == 0) {
            *out = s->value;
            return true;
        }
    }
    v = read_member(r->m->ctx, r->m->data->root, t->flat);
    if (v && v->type != VALUE_NULL) {
        *out = (struct result){.type = RESULT_DATA, .as.data = v};
        return true;
    }
    return false;
}

/* false: reported. What is missing gives RESULT_UNDEFINED. */
static bool evaluate(struct running *r, const struct mustache_tag *t, struct result *out)
{
    if (r->m->ctx->tracer && t->spot)
        where_reads(r->m->ctx, t->spot);
    if (t->item) {
        *out = r->frame->item;
        return true;
    }
    if (!t->assigned && flat_value(r, t, out))
        return true;
    *out = (struct result){.type = RESULT_UNDEFINED, .path = t->source};
    if (!t->e)
        return true;
    if (!expr_eval(r->m->ev, t->e, r->frame->names, out)) {
        r->m->failed = true;
        return false;
    }
    return true;
}

static bool is_true(const struct result *r)
{
    switch (r->type) {
    case RESULT_UNDEFINED:
    case RESULT_NONE: return false;
    case RESULT_BOOL: return r->as.boolean;
    case RESULT_NUMBER: return mpq_sgn(r->as.number) != 0;
    case RESULT_STRING: return r->as.string.n > 0;
    case RESULT_LIST: return r->as.list.n > 0;
    case RESULT_MAP:
    case RESULT_MARKUP:
    case RESULT_CALLABLE:
    case RESULT_SPACE: return true;
    case RESULT_DATA: break;
    }
    switch (r->as.data->type) {
    case VALUE_NULL: return false;
    case VALUE_BOOL: return r->as.data->as.boolean;
    case VALUE_LIST: return value_count(r->as.data) > 0;
    case VALUE_MAP: return true;
    case VALUE_SCALAR: break;
    }
    if (r->as.data->as.scalar.quoted)
        return r->as.data->as.scalar.n > 0;
    return r->as.data->as.scalar.n > 0 && strspn(r->as.data->as.scalar.text, "0.") < r->as.data->as.scalar.n;
}

/* ---- letters ---- */

static void put(struct running *r, struct span s)
{
    r->written += s.n;
    texts_add(r->m->arena, r->out, s);
}

static void put_string(struct running *r, const char *s)
{
    put(r, span_of(s));
}

static bool allowed(unsigned char c)
{
    return c >= 0x20 || c == '\t' || c == '\n' || c == '\r';
}

static void escape(struct buf *b, struct span s)
{
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '&': buf_puts(b, "&amp;"); break;
        case '<': buf_puts(b, "&lt;"); break;
        case '>': buf_puts(b, "&gt;"); break;
        case '"': buf_puts(b, "&quot;"); break;
        default:
            if (allowed((unsigned char)s.p[i]))
                buf_putc(b, s.p[i]);
        }
    }
}

/* A line break within the letters of a run, by what holds them. */
static bool put_break(struct running *r)
{
    if (!r->holder)
        return false;
    if (strcmp(r->holder, "w:t") == 0) {
        put_string(r, "</w:t>");
        put_string(r, "</w:r>");
        put_string(r, "<w:r>");
        put_string(r, "<w:br/>");
        put_string(r, "</w:r>");
        put_string(r, "<w:r>");
        put(r, r->run_props);
        put_string(r, "<w:t xml:space=\"preserve\">");
        return true;
    }
    if (strcmp(r->holder, "a:t") == 0) {
        put_string(r, "</a:t></a:r><a:br/><a:r>");
        put(r, r->run_props);
        put_string(r, "<a:t>");
        return true;
    }
    return false;
}

static void put_letters(struct running *r, struct span value)
{
    size_t from = 0;

    for (size_t i = 0; i <= value.n; i++) {
        struct buf b = {0};

        if (i < value.n && !(value.p[i] == '\n' && r->m->options.line_breaks && r->holder))
            continue;
        escape(&b, span_make(value.p + from, i - from));
        put_string(r, arena_buf(r->m->arena, &b));
        if (i < value.n)
            put_break(r);
        from = i + 1;
    }
}

/* What a value is as letters; NULL: reported. */
static const char *print(struct running *r, const struct mustache_tag *t, const struct result *v)
{
    const char *s;

    if (!r->m->options.strict) {
        if (v->type == RESULT_BOOL || (v->type == RESULT_DATA && v->as.data->type == VALUE_BOOL))
            return is_true(v) ? "true" : "false";
        if (v->type == RESULT_MAP || (v->type == RESULT_DATA && v->as.data->type == VALUE_MAP))
            return "[object Object]";
        if (v->type == RESULT_LIST || (v->type == RESULT_DATA && v->as.data->type == VALUE_LIST)) {
            struct scope list = {.name = "v", .value = *v};
            const struct expr *join = expr_parse(r->m->ev, SPAN("v | join(',')"), t->pos);
            struct result joined;

            if (!join || !expr_eval(r->m->ev, join, &list, &joined)) {
                r->m->failed = true;
                return NULL;
            }
            return expr_print(r->m->ev, &joined, t->pos);
        }
    }
    s = expr_print(r->m->ev, v, t->pos);
    r->m->failed |= !s;
    return s;
}

static bool run_value(struct running *r, const struct mustache_tag *t)
{
    struct result v;
    const char *s;

    if (!evaluate(r, t, &v))
        return false;
    if (t->assigned) {
        add_name(r->m->arena, r->frame, t->assigned, v);
        return true;
    }
    if (is_null(&v)) {
        if (!r->m->options.strict) {
            put_letters(r, SPAN("undefined"));
            return true;
        }
        return v.type != RESULT_UNDEFINED || fault(r->m, DIAG_MUSTACHE_MISSING, t, t->source);
    }
    s = print(r, t, &v);
    if (s)
        put_letters(r, span_of(s));
    return s != NULL;
}

/* {@xml}: the value is markup, which must be whole. */
static bool run_xml(struct running *r, const struct mustache_tag *t)
{
    struct result v;
    struct xscan s;
    struct xscan_token token;
    const char *xml;

    if (!evaluate(r, t, &v))
        return false;
    if (t->assigned)
        add_name(r->m->arena, r->frame, t->assigned, v);
    if (t->assigned || !is_true(&v))
        return !(r->m->options.strict && v.type == RESULT_UNDEFINED && !t->assigned) || fault(r->m, DIAG_MUSTACHE_MISSING, t, t->source);
    xml = print(r, t, &v);
    if (!xml)
        return false;
    xscan_init(&s, span_of(arena_printf(r->m->arena, "<x>%s</x>", xml)));
    while (xscan_next(&s, &token))
        ;
    if (s.fault != XSCAN_OK)
        return fault(r->m, DIAG_MUSTACHE_RAW_XML, t, NULL);
    put_string(r, xml);
    return true;
}

/* ---- loops ---- */

static bool run_pieces(struct running *r, const struct pieces *p);

static bool begins_tag(struct span s, const char *name)
{
    size_t n = strlen(name);

    return s.n > n + 1 && s.p[0] == '<' && memcmp(s.p + 1, name, n) == 0 && strchr(" />", s.p[n + 1]);
}

/* A section that is repeated has its headers and footers from the first one. */
static void drop_references(struct texts *t, size_t from)
{
    for (size_t i = from; i < t->n; i++)
        if (begins_tag(t->v[i], "w:headerReference") || begins_tag(t->v[i], "w:footerReference"))
            t->v[i].n = 0;
}

/* The first section of the turn goes on on the same page, unless it says what it does. */
static void make_continuous(struct texts *t, size_t from)
{
    bool inside = false;

    for (size_t i = from; i < t->n; i++) {
        if (begins_tag(t->v[i], "w:sectPr"))
            inside = true;
        if (inside && begins_tag(t->v[i], "w:type"))
            return;
        if (inside && span_is(t->v[i], "</w:sectPr>")) {
            t->v[i] = SPAN("<w:type w:val=\"continuous\"/></w:sectPr>");
            return;
        }
    }
}

#define PAGE_BREAK "<w:r><w:br w:type=\"page\"/></w:r>"
#define PAGE_PARAGRAPH "<w:p>" PAGE_BREAK "</w:p>"

static void break_at_end(struct running *r, size_t from)
{
    struct texts *t = r->out;

    if (t->n > from && span_is(t->v[t->n - 1], "</w:p>")) {
        t->v[t->n - 1] = SPAN(PAGE_BREAK);
        put_string(r, "</w:p>");
    } else {
        put_string(r, PAGE_PARAGRAPH);
    }
}

static void put_section_paragraph(struct running *r, const struct mustache_piece *s, size_t n)
{
    put_string(r, "<w:p>");
    put_string(r, "<w:pPr>");
    for (size_t i = 0; i < n; i++)
        put(r, s[i].text);
    put_string(r, "</w:pPr>");
    put_string(r, "</w:p>");
}

static bool whole_paragraphs(const struct mustache_tag *t)
{
    for (size_t i = 0; i < t->inside.n; i++)
        if (t->inside.v[i].type != PIECE_XML && t->inside.v[i].type != PIECE_LETTERS)
            return t->inside.v[i].type == PIECE_TAG || !span_is(t->inside.v[i].name, "w:t");
    return false;
}

/* The i-th of n turns; `loop` is the state that $index is taken from, NULL: the list around it has that. */
static bool run_turn(struct running *r, const struct mustache_tag *t, const struct result *items, size_t i, size_t n, struct result *loop)
{
    struct scope_frame *outer = r->frame;
    bool paragraphs = whole_paragraphs(t), ok;
    size_t from;

    if (t->break_first && paragraphs)
        put_string(r, PAGE_PARAGRAPH);
    from = r->out->n;
    r->frame = enter(r, items[i], i);
    if (loop) {
        expr_loop_turn(r->m->ev, loop, items, i, n);
        add_name(r->m->arena, r->frame, MUSTACHE_LOOP, *loop);
    }
    if (r->frame->first && t->next_page)
        put_section_paragraph(r, t->next_page, t->next_page_n);
    ok = run_pieces(r, &t->inside);
    if (t->break_last && i + 1 == n && paragraphs)
        break_at_end(r, from);
    if (!r->frame->first) {
        if (t->sections == 1)
            drop_references(r->out, from);
        if (t->continuous)
            make_continuous(r->out, from);
    }
    if (t->next_page)
        break_at_end(r, from);
    r->frame = outer;
    return ok;
}

/* A loop that shows nothing leaves the section and the page break that it held. */
static void put_nothing(struct running *r, const struct mustache_tag *t)
{
    if (t->last_section.p) {
        put_string(r, t->by_paragraphs ? "<w:p>" : "</w:t></w:r></w:p><w:p>");
        put_string(r, "<w:pPr>");
        put(r, t->last_section);
        put_string(r, "</w:pPr>");
        put_string(r, t->by_paragraphs ? "</w:p>" : "<w:r><w:t>");
    } else if (t->break_last && whole_paragraphs(t)) {
        put_string(r, PAGE_PARAGRAPH);
    }
}

static bool is_list(const struct result *v)
{
    return v->type == RESULT_LIST || (v->type == RESULT_DATA && v->as.data->type == VALUE_LIST);
}

static bool is_map(const struct result *v)
{
    return v->type == RESULT_MAP || (v->type == RESULT_DATA && v->as.data->type == VALUE_MAP);
}

static bool run_loop(struct running *r, const struct mustache_tag *t)
{
    size_t from = r->out->n, n;
    struct result v;
    bool ok = true;

    if (!evaluate(r, t, &v))
        return false;
    if (v.type == RESULT_UNDEFINED && r->m->options.strict && !t->inverted)
        return fault(r->m, DIAG_MUSTACHE_MISSING, t, t->source);
    if (is_true(&v) == t->inverted) {
        put_nothing(r, t);
        return true;
    }
    if (is_list(&v) && !t->inverted) {
        struct result loop = expr_loop_new(r->m->ev, 1, NULL), *items = v.as.list.v;

        n = v.type == RESULT_LIST ? v.as.list.n : value_count(v.as.data);
        if (v.type == RESULT_DATA)
            items = ARENA_NEWS(r->m->arena, n, struct result);
        for (size_t i = 0; v.type == RESULT_DATA && i < n; i++)
            items[i] = (struct result){.type = RESULT_DATA, .as.data = value_item(v.as.data, i)};
        struct restarts *lists = n > 1 ? mustache_lists(r->m, t) : NULL;
        for (size_t i = 0; i < n && ok; i++) {
            size_t turn = r->out->n;
            ok = run_turn(r, t, items, i, n, &loop);
            if (lists)
                mustache_lists_turn(r->m, lists, r->out, turn);
        }
    } else {
        ok = run_turn(r, t, is_map(&v) && !t->inverted ? &v : &r->frame->item, 0, 1, NULL);
    }
    if (r->m->document) {
        struct texts part = {r->out->v + from, r->out->n - from, r->out->n - from};

        mustache_mend(r->m, &part);
        r->out->n = from + part.n;
    }
    return ok;
}

/* ---- pieces ---- */

static void note_run(struct running *r, const struct mustache_piece *p)
{
    if (p->type == PIECE_START && (span_is(p->name, "w:r") || span_is(p->name, "a:r"))) {
        r->run_props = (struct span){0};
    } else if (span_is(p->name, "w:rPr") || span_is(p->name, "a:rPr")) {
        if (p->type != PIECE_END)
            buf_clear(&r->props);
        buf_putspan(&r->props, p->text);
        r->in_run_props = p->type == PIECE_START;
        if (!r->in_run_props) {
            r->run_props.n = r->props.n;
            r->run_props.p = arena_span(r->m->arena, buf_span(&r->props));
        }
    } else if (r->in_run_props) {
        buf_putspan(&r->props, p->text);
    }
    if (p->holds)
        r->holder = p->type == PIECE_START ? arena_span(r->m->arena, p->name) : NULL;
}

/* <w:t> that a tag touched keeps its spaces. */
static struct span kept(struct running *r, const struct mustache_piece *p)
{
    const char *s;

    if (!p->keep_space || !span_is(p->name, "w:t") || memmem(p->text.p, p->text.n, "xml:space", 9))
        return p->text;
    s = arena_printf(r->m->arena, "%.*s xml:space=\"preserve\">", (int)p->text.n - 1, p->text.p);
    return span_of(s);
}

static bool run_pieces(struct running *r, const struct pieces *p)
{
    bool ok = true;

    for (size_t i = 0; i < p->n; i++) {
        const struct mustache_piece *x = &p->v[i];

        if (++r->steps > FILL_MAX_STEPS || r->written > FILL_MAX_OUTPUT) {
            struct pos pos = {.file = r->m->file, .place = r->m->place};

            diag(r->m->ctx, DIAG_MUSTACHE_MUCH, pos);
            r->m->failed = true;
            return false;
        }
        if (x->type != PIECE_TAG) {
            note_run(r, x);
            put(r, kept(r, x));
            continue;
        }
        switch (x->tag->kind) {
        case TAG_VALUE: ok = run_value(r, x->tag) && ok; break;
        case TAG_XML: ok = run_xml(r, x->tag) && ok; break;
        case TAG_LOOP: ok = run_loop(r, x->tag) && ok; break;
        case TAG_END: break;
        }
    }
    return ok;
}

bool mustache_run(struct mustache *m, const struct pieces *pieces, struct texts *out)
{
    struct running r = {.m = m, .out = out, .frame = m->root};
    bool ok = run_pieces(&r, pieces);

    buf_release(&r.props);
    if (ok && m->document)
        mustache_mend(m, out);
    return ok && !m->failed;
}
