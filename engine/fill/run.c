/* Running the statements of a part over the data.
 *
 * A fault is reported and the run goes on without what it concerns, so that a clerk sees all faults at once; nothing is
 * written then. Names live as in Jinja: a loop, a with and a macro have names of their own, an if has not. */
#include "fill/own.h"
#include "fill/restart.h"

struct machine {
    struct part *p;
    struct filler *f;
    const struct scope *scope;
    const struct scope *frame; /* names down to here belong to the statement that has names of its own */
    struct buf *out;
    bool ok, stopped;          /* stopped: a bound was reached */
};

static void run_block(struct machine *m, const struct block *b);

static bool stop(struct machine *m, const struct tag *t, enum diag_code code)
{
    if (!m->stopped)
        diag(m->f->ctx, code, t ? t->pos : pos_file(m->f->name));
    m->stopped = true;
    return m->ok = false;
}

/* One statement more. */
static bool charge(struct machine *m, const struct statement *s)
{
    if (m->stopped)
        return false;
    if (++m->f->steps > FILL_MAX_STEPS)
        return stop(m, s->tag, DIAG_FILL_STEPS);
    if (m->out->n > FILL_MAX_OUTPUT - m->f->written)
        return stop(m, s->tag, DIAG_FILL_OUTPUT);
    return true;
}

static bool eval(struct machine *m, const struct expr *e, struct result *out)
{
    bool ok = expr_eval(m->f->ev, e, m->scope, out);
    m->ok &= ok;
    return ok;
}

/* A name of its own gets another value; a name from further out is hidden. */
static void bind(struct machine *m, const char *name, struct result value, bool faulty)
{
    for (struct scope *s = (struct scope *)m->scope; s && s != m->frame; s = (struct scope *)s->outer) {
        if (strcmp(s->name, name) == 0) {
            s->value = value;
            s->faulty = faulty;
            return;
        }
    }
    struct scope *s = ARENA_NEW(&m->f->arena, struct scope);
    *s = (struct scope){.outer = m->scope, .name = name, .value = value, .faulty = faulty};
    m->scope = s;
}

/* The value goes to one name, or item by item to several. */
static void assign(struct machine *m, const struct statement *s, const struct targets *to, const struct expr *e, const struct result *v)
{
    struct result *items;
    size_t n;
    if (to->n == 1) {
        bind(m, to->names[0], v ? *v : (struct result){0}, !v);
        return;
    }
    bool fits = v && expr_items(m->f->ev, e, v, &items, &n);
    if (fits && n != to->n) {
        diag(m->f->ctx, DIAG_FILL_UNPACK, s->tag->pos, to->names[0]);
        fits = false;
    }
    m->ok &= fits;
    for (size_t i = 0; i < to->n; i++)
        bind(m, to->names[i], fits ? items[i] : (struct result){0}, !fits);
}

static void run_if(struct machine *m, const struct statement *s)
{
    for (;; s = s->otherwise.first) {
        bool holds;
        if (!charge(m, s))
            return;
        if (!expr_truth(m->f->ev, s->e, m->scope, &holds)) {
            m->ok = false;
            return;
        }
        if (holds) {
            run_block(m, &s->body);
            return;
        }
        if (!statement_elif(s)) {
            run_block(m, &s->otherwise);
            return;
        }
    }
}

/* The items for which the loop's own condition holds. */
static bool filter_items(struct machine *m, const struct statement *s, struct result *items, size_t *n)
{
    const struct scope *scope = m->scope;
    struct result *kept = ARENA_NEWS(&m->f->arena, *n ? *n : 1, struct result);
    size_t count = 0;
    for (size_t i = 0; i < *n; i++) {
        bool holds = false;
        assign(m, s, &s->targets, s->e, &items[i]);
        bool ok = m->ok && expr_truth(m->f->ev, s->filter, m->scope, &holds);
        m->scope = scope;
        if (!ok || !charge(m, s))
            return m->ok = false;
        if (holds)
            kept[count++] = items[i];
    }
    memcpy(items, kept, count * sizeof *items);
    *n = count;
    return true;
}

static void run_for(struct machine *m, const struct statement *s)
{
    const struct scope *scope = m->scope, *frame = m->frame;
    struct result v, *items, *own;
    size_t n;
    if (!eval(m, s->e, &v))
        return;
    if (!expr_items(m->f->ev, s->e, &v, &items, &n)) {
        m->ok = false;
        return;
    }
    own = ARENA_NEWS(&m->f->arena, n ? n : 1, struct result);
    memcpy(own, items, n * sizeof *own);
    m->frame = scope;
    if (!s->filter || filter_items(m, s, own, &n)) {
        struct result loop = expr_loop_new(m->f->ev);
        struct restarts *lists = m->f->mode == FILL_STRICT && n ? restarts_of(m->p, s) : NULL;
        for (size_t i = 0; i < n && charge(m, s); i++) {
            m->scope = scope;
            expr_loop_turn(m->f->ev, &loop, own, i, n);
            bind(m, "loop", loop, false);
            assign(m, s, &s->targets, s->e, &own[i]);
            size_t from = m->out->n;
            run_block(m, &s->body);
            if (lists)
                restart_turn(m->p, lists, m->out, from);
        }
        m->scope = scope;
        m->frame = frame;
        if (!n)
            run_block(m, &s->otherwise);
    }
    m->scope = scope;
    m->frame = frame;
}

static void run_set(struct machine *m, const struct statement *s)
{
    struct result v;
    bool ok = eval(m, s->e, &v);
    assign(m, s, &s->targets, s->e, ok ? &v : NULL);
}

static void run_with(struct machine *m, const struct statement *s)
{
    const struct scope *scope = m->scope, *frame = m->frame;
    m->frame = scope;
    for (size_t i = 0; i < s->n_assign; i++) {
        struct result v;
        bool ok = eval(m, s->assign[i].value, &v);
        assign(m, s, &s->assign[i].to, s->assign[i].value, ok ? &v : NULL);
    }
    run_block(m, &s->body);
    m->scope = scope;
    m->frame = frame;
}

static void run_print(struct machine *m, const struct statement *s)
{
    struct result v;
    if (eval(m, s->e, &v))
        m->ok &= print_at(m->p, s, m->scope, &v, m->out);
}

static void run_text(struct machine *m, const struct statement *s)
{
    buf_putspan(m->out, s->text);
}

static void (*const runners[])(struct machine *, const struct statement *) = {
    [FILL_TEXT] = run_text, [FILL_PRINT] = run_print, [FILL_IF] = run_if,
    [FILL_FOR] = run_for,   [FILL_SET] = run_set,     [FILL_WITH] = run_with,
};

static void run_block(struct machine *m, const struct block *b)
{
    if (++m->f->depth > 4 * FILL_MAX_DEPTH)
        stop(m, NULL, DIAG_FILL_STEPS);
    for (const struct statement *s = b->first; s && charge(m, s); s = s->next)
        runners[s->type](m, s);
    m->f->depth--;
}

/* Tags that stand in different elements may have left what is no XML. */
static bool check_even(struct part *p, struct span made)
{
    struct xscan s;
    struct xscan_token t;
    if (!p->uneven)
        return true;
    xscan_init(&s, made);
    while (xscan_next(&s, &t)) {
    }
    if (s.fault)
        diag(p->f->ctx, DIAG_FILL_CROSSES, p->uneven->tag->pos);
    return !s.fault;
}

bool part_run(struct part *p, struct buf *out)
{
    struct machine m = {.p = p, .f = p->f, .out = out, .ok = true};
    size_t from = out->n;
    run_block(&m, p->block);
    p->f->written += out->n - from;
    return m.ok && check_even(p, span_make(out->p + from, out->n - from));
}
