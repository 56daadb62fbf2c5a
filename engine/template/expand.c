/* Expanding a template: the language elements, and putting what comes of it into the root.
 *
 * Invariant: values are made in the shape of data/reader.h in a map of their own, so their paths
 * are those that they will have in the root, and a read can be told with the id of the node that
 * the merge will build from the value. Work is bounded by the steps here and by the charges of the
 * evaluator. A loop ends at its first fault: the rows that follow would repeat it. Checks that fail
 * are no faults in that sense; each row has its own. */
#include "template/expand.h"

#include "base/diag/template.h"
#include "merge/check.h"
#include "model/doc.h"
#include "text/text.h"

enum {
    LOOP_STEPS = 4,  /* what a round of a loop takes, even an empty one */
    KEYS_MAX = 1000, /* more keys at the top than this are not written by hand */
};

void expand_fault(struct expansion *x)
{
    x->faults++;
    x->ok = false;
}

static struct scope *new_scope(struct expansion *x, const struct scope *outer,
                               const char *name, struct result value)
{
    struct scope *s = ARENA_NEW(&x->data->arena, struct scope);

    *s = (struct scope){.outer = outer, .name = name, .value = value};
    return s;
}

/* ---- the language ---- */

static void expand_for(struct expansion *x, const struct template_node *n, const struct target *to,
                       const struct scope *scope)
{
    const struct expr *in = setting_lookup(n, "in")->expr;
    const char *name = setting_lookup(n, "each")->name;
    int before = x->faults;
    struct result list, loop, *items;
    size_t count;

    if (!expr_eval(x->ev, in, scope, &list) || !expr_items(x->ev, in, &list, &items, &count)) {
        expand_fault(x);
        return;
    }
    loop = expr_loop_new(x->ev, 1, NULL);
    for (size_t i = 0; i < count && x->faults == before; i++) {
        const struct scope *own;

        expr_loop_turn(x->ev, &loop, items, i, count);
        own = new_scope(x, scope, "loop", loop);
        own = new_scope(x, own, name, items[i]);
        x->steps += LOOP_STEPS;
        expand_children(x, n, to, &own);
    }
}

/* false: reported. */
static bool test(struct expansion *x, const struct template_node *n, const struct scope *scope,
                 bool *holds)
{
    if (expr_truth(x->ev, setting_lookup(n, "test")->expr, scope, holds))
        return true;
    expand_fault(x);
    return false;
}

static void expand_if(struct expansion *x, const struct template_node *n, const struct target *to,
                      const struct scope *scope)
{
    const struct template_node *branch = n->first;
    bool holds = false;

    if (!test(x, n, scope, &holds))
        return;
    if (holds) {
        expand_children(x, n, to, &scope);
        return;
    }
    for (; branch; branch = branch->next) {
        holds = vocab_is(branch->element, "else");
        if (vocab_is(branch->element, "elif") && !test(x, branch, scope, &holds))
            return;
        if (holds) {
            expand_children(x, branch, to, &scope);
            return;
        }
    }
}

static void expand_set(struct expansion *x, const struct template_node *n,
                       const struct scope **scope)
{
    const struct expr *e = setting_lookup(n, "value")->expr;
    struct result v = {0};
    bool good = expr_eval(x->ev, e, *scope, &v);
    struct scope *s = new_scope(x, *scope, setting_lookup(n, "name")->name, v);

    if (good)
        s->data = expr_origin(x->ev, e, *scope);
    else
        expand_fault(x);
    s->faulty = !good;
    *scope = s;
}

static void expand_assert(struct expansion *x, const struct template_node *n,
                          const struct scope *scope)
{
    const struct setting *s = setting_lookup(n, "test");
    struct check c = {
        .test = s->expr, .written = s->written->as.scalar.text, .pos = s->written->pos};
    int before = x->faults;
    bool holds;

    if (!test(x, n, scope, &holds) || holds)
        return;
    c.said = expand_plain(x, n, scope);
    if (x->faults == before)
        check_report(x->ctx, x->ev, &c, scope);
    x->ok = false;
}

static void expand_control(struct expansion *x, const struct template_node *n,
                           const struct target *to, const struct scope **scope)
{
    if (vocab_is(n->element, "for"))
        expand_for(x, n, to, *scope);
    else if (vocab_is(n->element, "if"))
        expand_if(x, n, to, *scope);
    else if (vocab_is(n->element, "set"))
        expand_set(x, n, scope);
    else if (vocab_is(n->element, "assert"))
        expand_assert(x, n, *scope);
    else if (vocab_is(n->element, "include"))
        expand_children(x, n->first, to, scope); /* as if it stood here: its sets hold on */
}

void expand_children(struct expansion *x, const struct template_node *n, const struct target *to,
                     const struct scope **scope)
{
    for (const struct template_node *c = n->first; c; c = c->next) {
        if (++x->steps > TEMPLATE_MAX_STEPS || x->data->values > LIMIT_VALUES) {
            if (x->steps < SIZE_MAX / 2) { /* said once */
                diag(x->ctx, DIAG_TEMPLATE_MUCH, c->pos);
                expand_fault(x);
            }
            x->steps = SIZE_MAX / 2;
            return;
        }
        if (!c->element)
            expand_text(x, c, to, *scope);
        else if (c->element->put == PUT_CONTROL)
            expand_control(x, c, to, scope);
        else
            expand_element(x, c, to, *scope);
    }
}

/* ---- what the template reads ---- */

struct names {
    struct arena arena;
    const char **v;
    size_t n, cap;
};

static void add_name(void *user, const char *path)
{
    struct names *names = user;

    ARENA_ROOM(&names->arena, names->v, names->n, names->cap);
    names->v[names->n++] = arena_str(&names->arena, path);
}

static void add_top(void *user, const char *path)
{
    struct names *names = user;
    const char *top = arena_span(&names->arena, span_make(path, strcspn(path, ".[")));

    if (names->n == 0 || strcmp(names->v[names->n - 1], top) != 0)
        add_name(names, top);
}

static bool has_name(const struct names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->v[i], name) == 0)
            return true;
    return false;
}

/* Data may be shared by several templates, so a key that nothing reads is no fault; one that looks
 * like a slip for a part of the paper that is missing is told. A slip for a key that is read shows
 * where that is read. */
static void check_keys(struct expansion *x, size_t own)
{
    struct names reads = {0}, paper = {0}, missing = {0};

    template_paths(x->t, add_top, &reads);
    vocab_paper_keys(add_name, &paper);
    for (size_t i = 0; i < paper.n; i++)
        if (!value_member(x->data->root, paper.v[i]))
            add_name(&missing, paper.v[i]);
    add_name(&missing, "");
    missing.v[missing.n - 1] = NULL;
    for (size_t i = 0; i < own && own <= KEYS_MAX; i++) {
        const struct value *v = value_item(x->data->root, i);
        bool known = has_name(&reads, v->key) || has_name(&paper, v->key);
        const char *near = known ? NULL : text_nearest(v->key, missing.v);

        if (near)
            diag(x->ctx, DIAG_TEMPLATE_KEY, v->key_pos, v->written_key, near);
    }
    arena_release(&reads.arena);
    arena_release(&paper.arena);
    arena_release(&missing.arena);
}

/* ---- into the root ---- */

static bool move(struct data *d, struct value *to, struct value *member)
{
    return value_insert(d, to, span_of(member->written_key), member->key_pos, member);
}

/* The files' members, the template's, then those of the defaults that nobody gave. */
static bool merge(struct expansion *x, size_t own)
{
    struct data *d = x->data;
    struct value *old = d->root, *root = value_new(d, VALUE_MAP, old->pos, old->source);
    bool ok = true;

    for (size_t i = 0; i < own; i++)
        ok &= move(d, root, old->as.items.v[i]);
    for (size_t i = 0; i < value_count(x->made); i++)
        ok &= move(d, root, x->made->as.items.v[i]);
    for (size_t i = own; i < value_count(old); i++)
        if (!value_member(root, old->as.items.v[i]->key))
            ok &= move(d, root, old->as.items.v[i]);
    d->root = root;
    return ok;
}

bool template_expand(struct template *t, size_t own)
{
    struct expansion x = {.t = t, .ctx = t->ctx, .data = t->data, .ev = t->ev, .ok = true};
    struct target to = {0};

    x.made = to.map = value_new(t->data, VALUE_MAP, t->root->pos, &t->root->file->made);
    check_keys(&x, own);
    expand_element(&x, t->root, &to, NULL);
    t->ctx->node = 0;
    return x.ok && merge(&x, own);
}
