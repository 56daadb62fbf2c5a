/* kiem_tra: what must hold between the figures of a paper, as expressions. A check that fails stops the paper:
 * two totals that disagree are not printed. */
#include "model/binder.h"
#include "text/text.h"

/* Where "==" stands outside strings and brackets; s.n if nowhere. */
static size_t equals_at(struct span s)
{
    int depth = 0;
    char quote = '\0';

    for (size_t i = 0; i + 1 < s.n; i++) {
        if (quote) {
            quote = s.p[i] == quote ? '\0' : quote;
            continue;
        }
        if (s.p[i] == '\'' || s.p[i] == '"')
            quote = s.p[i];
        else if (strchr("([{", s.p[i]))
            depth++;
        else if (strchr(")]}", s.p[i]))
            depth--;
        else if (depth == 0 && s.p[i] == '=' && s.p[i + 1] == '=')
            return i;
    }
    return s.n;
}

/* The value of one side as printed, for the message; NULL if it has none. */
static const char *side(struct binder *b, struct span source, struct pos pos)
{
    const struct expr *e = expr_parse(b->ev, span_trim(source), pos);
    struct result r;

    return e && expr_eval(b->ev, e, NULL, &r) ? expr_print(b->ev, &r, pos) : NULL;
}

static void report(struct binder *b, struct span source, struct pos pos)
{
    size_t at = equals_at(source);
    char *text = arena_span(&b->doc->arena, source);
    int before = b->ctx->errors;
    const char *left = at < source.n ? side(b, span_make(source.p, at), pos) : NULL;
    const char *right = left ? side(b, span_make(source.p + at + 2, source.n - at - 2), pos) : NULL;

    if (right)
        diag(b->ctx, DIAG_CHECK_DIFFERS, pos, text, left, right);
    else if (b->ctx->errors == before) /* else the side's own fault was reported: one is enough */
        diag(b->ctx, DIAG_CHECK_FAILED, pos, text);
}

static bool check(struct binder *b, const struct value *v)
{
    static const struct key keys[] = {{"dung", false}, {"thong_bao", false}, {NULL, false}};
    const struct value *test = v->type == VALUE_MAP ? bind_member(b, v, "dung") : v;
    const struct value *text = v->type == VALUE_MAP ? bind_member(b, v, "thong_bao") : NULL;
    const struct expr *e;
    struct span source;
    const char *said;
    bool holds;

    if (v->type == VALUE_MAP && !bind_keys(b, v, keys))
        return false;
    if (!value_is_text(test)) {
        diag(b->ctx, DIAG_TYPE_TEXT, v->pos, "kiem_tra", value_kind_name(b, test ? test : v));
        return false;
    }
    source = span_make(test->as.scalar.text, test->as.scalar.n);
    e = expr_parse(b->ev, source, value_pos_at(test, 0));
    if (!e || !expr_truth(b->ev, e, NULL, &holds))
        return false;
    if (holds)
        return true;
    said = bind_string(b, text, "thong_bao");
    if (said)
        diag(b->ctx, DIAG_CHECK_TEXT, test->pos, said);
    else if (!text)
        report(b, source, value_pos_at(test, 0));
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
