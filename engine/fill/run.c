/* Running the statements of a part over the data.
 *
 * A fault is reported and the run goes on without what it concerns, so that a clerk sees all faults at once; nothing is
 * written then. Names live as in Jinja: a loop, a with and a macro have names of their own, an if has not. */
#include "base/diag/expr.h"
#include "base/diag/fill.h"
#include "fill/own.h"
#include "fill/restart.h"
#include "fill/where.h"

struct machine {
    struct part *p;
    struct filler *f;
    const struct scope *scope;
    const struct scope *frame; /* names down to here belong to the statement that has names of its own */
    struct buf *out;
    struct callable *caller;   /* for the macro that is about to be called */
    bool ok, stopped;          /* stopped: a bound was reached */
};

static void run_block(struct machine *m, const struct block *b);
static struct result run_apart(struct machine *m, const struct block *b);

static bool stop(struct machine *m, const struct tag *t, diag_code code)
{
    if (!m->stopped)
        diag(m->f->ctx, code, t ? t->pos : pos_file(m->f->name));
    m->stopped = true;
    return m->ok = false;
}

/* One statement more. */
static bool charge(struct machine *m, const struct statement *s)
{
    m->stopped |= !m->ok && expr_exhausted(m->f->ev); /* which was reported */
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
    for (size_t i = 0; i < to->n; i++) {
        if (to->inner[i].n)
            assign(m, s, &to->inner[i], e, fits ? &items[i] : NULL);
        else
            bind(m, to->names[i], fits ? items[i] : (struct result){0}, !fits);
    }
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

/* A loop that its own body may run again, over what it is given: {% for … recursive %}. */
struct again {
    struct callable callable;
    struct machine *m;
    const struct statement *s;
    const struct scope *scope; /* around the loop */
    size_t depth;
};

static bool call_again(struct callable *self, const struct expr_call *call, struct result *out);

/* The loop over what `v` holds. */
static void run_turns(struct machine *m, const struct statement *s, const struct result *v, size_t depth)
{
    const struct scope *scope = m->scope, *frame = m->frame;
    struct result *items, *own;
    size_t n;
    if (!expr_items(m->f->ev, s->e, v, &items, &n)) {
        m->ok = false;
        return;
    }
    own = ARENA_NEWS(&m->f->arena, n ? n : 1, struct result);
    memcpy(own, items, n * sizeof *own);
    m->frame = scope;
    if (!s->filter || filter_items(m, s, own, &n)) {
        struct again *again = s->recursive ? ARENA_NEW(&m->f->arena, struct again) : NULL;
        if (again)
            *again = (struct again){{call_again}, m, s, scope, depth};
        struct result loop = expr_loop_new(m->f->ev, depth, again ? &again->callable : NULL);
        bool counted = m->f->mode == FILL_STRICT && n, odt = m->p->words->letters_anywhere;
        struct restarts *lists = counted && !odt ? restarts_of(m->p, s) : NULL;
        struct odt_restarts *odt_lists = counted && odt ? odt_restarts_of(m->p, s) : NULL;
        for (size_t i = 0; i < n && charge(m, s); i++) {
            m->scope = scope;
            expr_loop_turn(m->f->ev, &loop, own, i, n);
            bind(m, "loop", loop, false);
            assign(m, s, &s->targets, s->e, &own[i]);
            size_t from = m->out->n;
            run_block(m, &s->body);
            if (lists)
                restart_turn(&m->f->rich, lists, m->out, from);
            if (odt_lists)
                odt_restart_turn(m->p, odt_lists, m->out, from);
        }
        m->scope = scope;
        m->frame = frame;
        if (!n)
            run_block(m, &s->otherwise);
    }
    m->scope = scope;
    m->frame = frame;
}

static void run_for(struct machine *m, const struct statement *s)
{
    struct result v;
    if (eval(m, s->e, &v))
        run_turns(m, s, &v, 1);
}

static bool call_again(struct callable *self, const struct expr_call *call, struct result *out)
{
    struct again *again = (struct again *)self;
    struct machine *m = again->m;
    const struct scope *scope = m->scope, *frame = m->frame;
    struct buf own = {0}, *outer = m->out;
    bool ok_before = m->ok, ok;
    if (call->n != 1 || call->names[0]) {
        diag(m->f->ctx, DIAG_EXPR_INVOKE_ARGUMENTS, call->pos, "loop");
        return false;
    }
    if (!charge(m, again->s))
        return false;
    if (m->f->depth >= FILL_MAX_DEPTH)
        return stop(m, again->s->tag, DIAG_FILL_STEPS);
    m->ok = true;
    m->scope = again->scope;
    m->frame = again->scope;
    m->out = &own;
    run_turns(m, again->s, &call->args[0], again->depth + 1);
    m->out = outer;
    m->scope = scope;
    m->frame = frame;
    ok = m->ok;
    m->ok = ok_before && ok;
    *out = print_made(m->f, buf_span(&own));
    buf_release(&own);
    return ok;
}

/* {% set ns.x = … %} */
static void set_member(struct machine *m, const struct statement *s, const struct result *v)
{
    for (const struct scope *scope = m->scope; scope; scope = scope->outer) {
        if (strcmp(scope->name, s->targets.names[0]) != 0)
            continue;
        if (scope->faulty || expr_space_set(m->f->ev, &scope->value, s->targets.member, v)) {
            m->ok &= !scope->faulty;
            return;
        }
        break;
    }
    diag(m->f->ctx, DIAG_FILL_SPACE, s->tag->pos, s->targets.names[0]);
    m->ok = false;
}

static void set_value(struct machine *m, const struct statement *s, const struct result *v)
{
    if (!s->targets.member)
        assign(m, s, &s->targets, s->e, v);
    else if (v)
        set_member(m, s, v);
}

static void run_set(struct machine *m, const struct statement *s)
{
    struct result v;
    bool ok = eval(m, s->e, &v);
    set_value(m, s, ok ? &v : NULL);
}

/* The value of an expression over what the statement's body makes. */
static bool filter_body(struct machine *m, const struct statement *s, const struct expr *filter, struct result *out)
{
    const struct scope *scope = m->scope;
    const struct scope body = {.outer = scope, .name = FILL_BODY, .value = run_apart(m, &s->body)};
    m->scope = &body;
    bool ok = eval(m, filter, out);
    m->scope = scope;
    return ok;
}

static void run_set_block(struct machine *m, const struct statement *s)
{
    const struct scope *scope = m->scope, *frame = m->frame;
    struct result v;
    bool ok = true;
    m->frame = scope;
    if (s->filter)
        ok = filter_body(m, s, s->filter, &v);
    else
        v = run_apart(m, &s->body);
    m->scope = scope;
    m->frame = frame;
    set_value(m, s, ok ? &v : NULL);
}

static void run_filter(struct machine *m, const struct statement *s)
{
    struct result v;
    if (filter_body(m, s, s->e, &v))
        m->ok &= print_at(m->p, s, m->scope, &v, m->out);
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

/* -- macros */

struct macro {
    struct callable callable;
    struct machine *m;
    const struct statement *s;
    const struct scope *scope; /* where it was defined */
    const char *name;
};

static const struct result *argument(const struct expr_call *call, size_t i, const char *name, bool *used)
{
    const struct result *found = i < call->n && !call->names[i] ? &call->args[i] : NULL;
    if (found)
        used[i] = true;
    for (size_t k = 0; !found && k < call->n; k++) {
        if (call->names[k] && strcmp(call->names[k], name) == 0) {
            found = &call->args[k];
            used[k] = true;
        }
    }
    return found;
}

/* The arguments that no parameter has taken, for a macro that reads varargs or kwargs. */
static void bind_spare(struct machine *m, const struct macro *macro, const struct expr_call *call, bool *used)
{
    struct result list = {.type = RESULT_LIST, .tuple = true}, map = {.type = RESULT_MAP};
    list.as.list.v = ARENA_NEWS(&m->f->arena, call->n + 1, struct result);
    map.as.map.keys = ARENA_NEWS(&m->f->arena, call->n + 1, struct result);
    map.as.map.values = ARENA_NEWS(&m->f->arena, call->n + 1, struct result);
    for (size_t k = 0; k < call->n; k++) {
        if (used[k] || !(call->names[k] ? macro->s->kwargs : macro->s->varargs))
            continue;
        used[k] = true;
        if (call->names[k]) {
            map.as.map.keys[map.as.map.n] = (struct result){.type = RESULT_STRING, .as.string = span_of(call->names[k])};
            map.as.map.values[map.as.map.n++] = call->args[k];
        } else {
            list.as.list.v[list.as.list.n++] = call->args[k];
        }
    }
    if (macro->s->varargs)
        bind(m, "varargs", list, false);
    if (macro->s->kwargs)
        bind(m, "kwargs", map, false);
}

/* Its parameters as names; what was not given has its default or is missing. */
static bool bind_parameters(struct machine *m, const struct macro *macro, const struct expr_call *call)
{
    enum { MOST = 64 };
    bool used[MOST] = {false};
    for (size_t i = 0; i < macro->s->n_assign; i++) {
        const struct assignment *a = &macro->s->assign[i];
        const struct result *given = argument(call, i, a->to.names[0], used);
        struct result v = {.type = RESULT_UNDEFINED, .path = a->to.names[0]};
        if (given)
            v = *given;
        else if (a->value && !expr_eval(m->f->ev, a->value, m->scope, &v))
            return false;
        bind(m, a->to.names[0], v, false);
    }
    bind_spare(m, macro, call, used);
    for (size_t k = 0; k < call->n; k++) {
        if (!used[k]) {
            char number[] = {(char)('1' + (k < 9 ? k : 8)), '\0'};
            diag(m->f->ctx, DIAG_FILL_ARGUMENTS, call->pos, macro->name, call->names[k] ? call->names[k] : number);
            return false;
        }
    }
    return true;
}

static bool call_macro(struct callable *self, const struct expr_call *call, struct result *out)
{
    struct macro *macro = (struct macro *)self;
    struct machine *m = macro->m;
    const struct scope *scope = m->scope, *frame = m->frame;
    struct callable *caller = m->caller;
    bool ok_before = m->ok, ok;
    if (!charge(m, macro->s))
        return false;
    if (m->f->depth >= FILL_MAX_DEPTH)
        return stop(m, macro->s->tag, DIAG_FILL_STEPS);
    m->caller = NULL;
    m->frame = macro->scope;
    m->scope = macro->scope;
    m->ok = true;
    ok = bind_parameters(m, macro, call);
    if (ok) {
        if (caller)
            bind(m, "caller", (struct result){.type = RESULT_CALLABLE, .as.callable = caller}, false);
        *out = run_apart(m, &macro->s->body);
        ok = m->ok;
    }
    m->ok = ok_before && ok;
    m->scope = scope;
    m->frame = frame;
    return ok;
}

static struct macro *new_macro(struct machine *m, const struct statement *s, const char *name)
{
    struct macro *macro = ARENA_NEW(&m->f->arena, struct macro);
    *macro = (struct macro){{call_macro}, m, s, m->scope, name};
    return macro;
}

static void run_macro(struct machine *m, const struct statement *s)
{
    struct macro *macro = new_macro(m, s, s->targets.names[0]);
    bind(m, macro->name, (struct result){.type = RESULT_CALLABLE, .as.callable = &macro->callable}, false);
    macro->scope = m->scope; /* it may call itself */
}

static void run_call(struct machine *m, const struct statement *s)
{
    struct result v;
    m->caller = &new_macro(m, s, "caller")->callable;
    if (eval(m, s->e, &v))
        m->ok &= print_at(m->p, s, m->scope, &v, m->out);
    m->caller = NULL;
}

static void (*const runners[])(struct machine *, const struct statement *) = {
    [FILL_TEXT] = run_text, [FILL_PRINT] = run_print, [FILL_IF] = run_if,
    [FILL_FOR] = run_for,   [FILL_SET] = run_set,     [FILL_WITH] = run_with,
    [FILL_MACRO] = run_macro, [FILL_CALL] = run_call, [FILL_FILTER] = run_filter, [FILL_SET_BLOCK] = run_set_block,
};

static void run_block(struct machine *m, const struct block *b)
{
    if (++m->f->depth > 2 * FILL_MAX_DEPTH) /* statements inside each other, and macros inside these */
        stop(m, NULL, DIAG_FILL_STEPS);
    for (const struct statement *s = b->first; s && charge(m, s); s = s->next) {
        if (m->f->ctx->tracer && s->tag && s->tag->spot)
            where_reads(m->f->ctx, s->tag->spot);
        runners[s->type](m, s);
    }
    m->f->depth--;
}

/* What the block makes, as a value. */
static struct result run_apart(struct machine *m, const struct block *b)
{
    struct buf own = {0}, *out = m->out;
    m->out = &own;
    run_block(m, b);
    m->out = out;
    struct result made = print_made(m->f, buf_span(&own));
    buf_release(&own);
    return made;
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
