/* Rules are checked as kiem_tra of a paper is, but on whatever sources are there. */
#include "merge/rules.h"

#include "base/diag/merge.h"
#include "merge/check.h"

struct looking {
    const struct data *data;
    bool all; /* every name that was read is there */
};

/* The first name of "khoi.tong"; names of data stand in the root or below so_lieu. */
static void look(void *user, const char *path)
{
    struct looking *l = user;
    struct arena a = {0};
    const char *name = arena_span(&a, span_make(path, strcspn(path, ".[")));

    l->all &= value_member(l->data->root, name) || value_member(value_member(l->data->root, "so_lieu"), name);
    arena_release(&a);
}

static bool check(struct ctx *ctx, struct evaluator *ev, const struct data *d, const struct value *v)
{
    const struct value *test = v->type == VALUE_MAP ? value_member(v, "dung") : v;
    const struct value *said = v->type == VALUE_MAP ? value_member(v, "thong_bao") : NULL;
    struct looking l = {d, true};
    struct check c = {0};
    bool holds;

    for (size_t i = 0; v->type == VALUE_MAP && i < value_count(v); i++)
        if (value_item(v, i) != test && value_item(v, i) != said)
            test = NULL;
    if (!value_is_text(test) || (said && !value_is_text(said))) {
        diag(ctx, DIAG_RULE_FORM, v->pos);
        return false;
    }
    c.pos = value_pos_at(test, 0);
    c.written = test->as.scalar.text;
    c.said = said ? said->as.scalar.text : NULL;
    c.test = expr_parse(ev, span_make(test->as.scalar.text, test->as.scalar.n), c.pos);
    if (!c.test)
        return false;
    expr_paths(c.test, look, &l);
    if (!l.all)
        return true;
    if (!expr_truth(ev, c.test, NULL, &holds))
        return false;
    if (!holds)
        check_report(ctx, ev, &c, NULL);
    return holds;
}

bool rules_check(struct ctx *ctx, const struct data *d, const struct value *rules)
{
    const struct tracer *tracer = ctx->tracer;
    struct evaluator *ev;
    bool ok = true;

    if (!rules)
        return true;
    ctx->tracer = NULL; /* what a rule reads goes into no paper: one that holds before and after touches none */
    ev = expr_new(ctx, d);
    if (rules->type != VALUE_LIST)
        ok = check(ctx, ev, d, rules);
    for (size_t i = 0; rules->type == VALUE_LIST && i < value_count(rules); i++)
        ok &= check(ctx, ev, d, value_item(rules, i));
    expr_free(ev);
    ctx->tracer = tracer;
    return ok;
}
