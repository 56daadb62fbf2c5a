/* What changes while a template runs: namespace(), cycler(), joiner(), a loop's cycle() and changed(); and calling them
 * or a macro.
 *
 * A result holds a pointer to such an object, so that all copies of it see the change. */
#include "base/diag/expr.h"
#include "expr/eval.h"

enum { SPACE_MEMBERS = 256 };

struct space {
    const char *names[SPACE_MEMBERS];
    struct result values[SPACE_MEMBERS];
    size_t n;
};

bool space_member(struct run *r, const struct result *space, const char *name, struct result *out)
{
    const struct space *s = space->as.space;
    (void)r;
    for (size_t i = 0; i < s->n; i++) {
        if (strcmp(s->names[i], name) == 0) {
            *out = s->values[i];
            return true;
        }
    }
    return false;
}

bool expr_space_set(struct evaluator *ev, const struct result *space, const char *name, const struct result *value)
{
    struct space *s = space->as.space;
    if (space->type != RESULT_SPACE) {
        return false;
    }
    for (size_t i = 0; i < s->n; i++) {
        if (strcmp(s->names[i], name) == 0) {
            s->values[i] = *value;
            return true;
        }
    }
    if (s->n == SPACE_MEMBERS) {
        return false;
    }
    s->names[s->n] = arena_str(&ev->arena, name);
    s->values[s->n++] = *value;
    return true;
}

bool function_namespace(struct call *c, struct result *out)
{
    struct evaluator *ev = c->run->ev;
    struct list keys = {0}, values = {0};
    if (c->given[0] && !need_pairs(c->run, call_arg_node(c, 0), &c->args[0], &keys, &values)) {
        return false;
    }
    *out = (struct result){.type = RESULT_SPACE, .as.space = ARENA_NEW(&ev->arena, struct space)};
    for (size_t i = 0; i < keys.n; i++) {
        if (!expr_space_set(ev, out, arena_span(&ev->arena, keys.v[i].as.string), &values.v[i])) {
            return FAULT(c->run, c->node, DIAG_EXPR_LIST);
        }
    }
    return true;
}

/* -- what is called */

static struct result result_callable(struct callable *callable)
{
    return (struct result){.type = RESULT_CALLABLE, .as.callable = callable};
}

static const char *called(const struct run *r, struct arena *a, const struct node *node)
{
    return expr_node_text(r, a, node->kids[0]);
}

bool run_invoke(struct run *r, const struct node *node, struct result *out)
{
    struct result of, args[INVOKE_MAX_ARGS];
    if (!run_node(r, node->kids[0], &of)) {
        return false;
    }
    struct callable *callable = of.type == RESULT_CALLABLE ? of.as.callable : of.type == RESULT_MAP ? of.as.map.self : NULL;
    if (!callable) {
        struct arena a = {0};
        const char *name = called(r, &a, node);
        if (strcmp(name, "loop") == 0) {
            REPORT(r, node, DIAG_EXPR_INVOKE_LOOP);
        } else {
            REPORT(r, node, DIAG_EXPR_INVOKE, name);
        }
        arena_release(&a);
        return false;
    }
    for (size_t i = 1; i < node->n; i++) {
        if (!run_node(r, node->kids[i], &args[i - 1])) {
            return false;
        }
    }
    const struct expr_call call = {.ev = r->ev, .pos = expr_pos(r->expr, node->start), .args = args,
                                   .names = node->as.keywords, .n = node->n - 1};
    return callable->call(callable, &call, out);
}

static bool wrong_arguments(const struct expr_call *call, const char *name)
{
    diag(call->ev->ctx, DIAG_EXPR_INVOKE_ARGUMENTS, call->pos, name);
    return false;
}

/* -- cycler(a, b): next(), current, reset() */

struct cycler {
    struct callable next, reset; /* next stands first, reset behind it */
    struct result *items;
    size_t n, at;
    struct result *current; /* the member of the map that stands for it */
};

static bool cycler_next(struct callable *self, const struct expr_call *call, struct result *out)
{
    struct cycler *c = (struct cycler *)self;
    (void)call;
    *out = c->items[c->at];
    c->at = (c->at + 1) % c->n;
    *c->current = c->items[c->at];
    return true;
}

static bool cycler_reset(struct callable *self, const struct expr_call *call, struct result *out)
{
    struct cycler *c = (struct cycler *)(void *)((char *)self - offsetof(struct cycler, reset));
    (void)call;
    c->at = 0;
    *c->current = c->items[0];
    *out = (struct result){.type = RESULT_NONE};
    return true;
}

bool function_cycler(struct call *call, struct result *out)
{
    struct arena *a = &call->run->ev->arena;
    struct cycler *c = ARENA_NEW(a, struct cycler);
    struct result *keys = ARENA_NEWS(a, 3, struct result), *values = ARENA_NEWS(a, 3, struct result);
    *c = (struct cycler){.next = {cycler_next}, .reset = {cycler_reset}, .current = &values[2]};
    c->items = ARENA_NEWS(a, CALL_MAX_ARGS, struct result);
    for (size_t i = 0; i < CALL_MAX_ARGS && call->given[i]; i++) {
        c->items[c->n++] = call->args[i];
    }
    keys[0] = result_text("next");
    keys[1] = result_text("reset");
    keys[2] = result_text("current");
    values[0] = result_callable(&c->next);
    values[1] = result_callable(&c->reset);
    values[2] = c->items[0];
    *out = (struct result){.type = RESULT_MAP};
    out->as.map.keys = keys;
    out->as.map.values = values;
    out->as.map.n = 3;
    return true;
}

/* -- joiner(', '): nothing at first, then the separator */

struct joiner {
    struct callable callable;
    const char *separator;
    bool used;
};

static bool joiner_call(struct callable *self, const struct expr_call *call, struct result *out)
{
    struct joiner *j = (struct joiner *)self;
    (void)call;
    *out = result_text(j->used ? j->separator : "");
    j->used = true;
    return true;
}

bool function_joiner(struct call *call, struct result *out)
{
    struct joiner *j = ARENA_NEW(&call->run->ev->arena, struct joiner);
    j->callable.call = joiner_call;
    *out = result_callable(&j->callable);
    return call_text(call, 0, ", ", &j->separator);
}

/* -- loop.cycle(a, b), loop.changed(x) */

struct loop_calls {
    struct callable cycle, changed;
    size_t turn;
    struct result *last;
    size_t n_last;
    bool any;
};

static bool loop_cycle(struct callable *self, const struct expr_call *call, struct result *out)
{
    struct loop_calls *l = (struct loop_calls *)self;
    if (!call->n) {
        return wrong_arguments(call, "loop.cycle");
    }
    *out = call->args[l->turn % call->n];
    return true;
}

static bool loop_changed(struct callable *self, const struct expr_call *call, struct result *out)
{
    struct loop_calls *l = (struct loop_calls *)(void *)((char *)self - offsetof(struct loop_calls, changed));
    const struct expr place = {.source = SPAN(""), .where = call->pos};
    const struct node node = {.type = NODE_LITERAL};
    struct run r = {call->ev, &place, NULL};
    bool same = l->any && l->n_last == call->n;
    for (size_t i = 0; same && i < call->n; i++) {
        if (!run_compare(&r, &node, CMP_EQ, &l->last[i], &call->args[i], &same)) {
            return false;
        }
    }
    if (l->n_last != call->n || !l->last) {
        l->last = ARENA_NEWS(&call->ev->arena, call->n ? call->n : 1, struct result);
    }
    memcpy(l->last, call->args, call->n * sizeof *l->last);
    l->n_last = call->n;
    l->any = true;
    *out = result_bool(!same);
    return true;
}

struct loop_calls *loop_calls_new(struct evaluator *ev, struct result *cycle, struct result *changed)
{
    struct loop_calls *l = ARENA_NEW(&ev->arena, struct loop_calls);
    l->cycle.call = loop_cycle;
    l->changed.call = loop_changed;
    *cycle = result_callable(&l->cycle);
    *changed = result_callable(&l->changed);
    return l;
}

void loop_calls_turn(const struct result *cycle, size_t i)
{
    ((struct loop_calls *)cycle->as.callable)->turn = i;
}
