/* kiem_tra: what must hold between the figures of a paper, as expressions. A check that fails stops the paper:
 * two totals that disagree are not printed. */
#include "base/diag/merge.h"
#include "merge/binder.h"
#include "merge/check.h"
#include "text/text.h"

/* Where a value of the data stands, "so-lieu.yaml:4:9"; of a list or map its key is the better place. */
static const char *place_of(struct arena *a, const struct value *v)
{
    return pos_text(a, v->type == VALUE_SCALAR || !v->key ? v->pos : v->key_pos);
}

void check_report(struct ctx *ctx, struct evaluator *ev, const struct check *c, const struct scope *scope)
{
    struct expr_side side[2];
    struct arena a = {0};
    int before = ctx->errors;
    bool sides = expr_sides(ev, c->test, scope, side) && side[0].text && side[1].text;
    bool places = sides && side[0].data && side[1].data;
    const char *left = places ? place_of(&a, side[0].data) : NULL, *right = places ? place_of(&a, side[1].data) : NULL;

    if (ctx->errors > before) /* a side's own fault was reported: one is enough */
        ;
    else if (c->said && places)
        diag(ctx, DIAG_CHECK_TEXT_PLACES, c->pos, c->said, left, side[0].text, right, side[1].text);
    else if (c->said)
        diag(ctx, DIAG_CHECK_TEXT, c->pos, c->said);
    else if (places)
        diag(ctx, DIAG_CHECK_DIFFERS_PLACES, c->pos, c->written, side[0].text, left, side[1].text, right);
    else if (sides)
        diag(ctx, DIAG_CHECK_DIFFERS, c->pos, c->written, side[0].text, side[1].text);
    else
        diag(ctx, DIAG_CHECK_FAILED, c->pos, c->written);
    arena_release(&a);
}

static bool check(struct binder *b, const struct value *v)
{
    static const struct key keys[] = {{"dung", false}, {"thong_bao", false}, {NULL, false}};
    const struct value *test = v->type == VALUE_MAP ? bind_member(b, v, "dung") : v;
    const struct value *text = v->type == VALUE_MAP ? bind_member(b, v, "thong_bao") : NULL;
    struct check c = {0};
    bool holds;

    if (v->type == VALUE_MAP && !bind_keys(b, v, keys))
        return false;
    if (!value_is_text(test)) {
        diag(b->ctx, DIAG_TYPE_TEXT, v->pos, "kiem_tra", value_kind_name(b, test ? test : v));
        return false;
    }
    c.pos = value_pos_at(test, 0);
    if (expr_has_tags(span_make(test->as.scalar.text, test->as.scalar.n))) {
        diag(b->ctx, DIAG_CHECK_TAGS, c.pos);
        return false;
    }
    c.written = test->as.scalar.text;
    c.test = expr_parse(b->ev, span_make(test->as.scalar.text, test->as.scalar.n), c.pos);
    if (!c.test || !expr_truth(b->ev, c.test, NULL, &holds))
        return false;
    if (holds)
        return true;
    c.said = bind_string(b, text, "thong_bao");
    if (c.said || !text)
        check_report(b->ctx, b->ev, &c, NULL);
    return false;
}

bool bind_checks(struct binder *b, const struct value *root)
{
    const struct value *v = bind_member(b, root, "kiem_tra");
    bool ok = true;

    if (!v)
        return true;
    if (v->type != VALUE_LIST)
        return check(b, v);
    for (size_t i = 0; i < read_count(b->ctx, v); i++)
        ok &= check(b, read_item(b->ctx, v, i));
    return ok;
}
