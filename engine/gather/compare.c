/* The period before: every figure of a row with what the same reporter said then, and the difference, exactly. */
#include "base/diag/gather.h"
#include "expr/number.h"
#include "gather/own.h"

enum { PERCENT_DECIMALS = 2 };

static bool figure_of(const struct value *v, mpq_t out)
{
    return value_is_text(v) && figure_parse(span_make(v->as.scalar.text, v->as.scalar.n), v->as.scalar.quoted, out) == FIGURE_OK;
}

/* A computed figure stands where the present one does. */
static struct value *figure(struct data *d, const struct value *of, const char *text)
{
    return value_text(d, span_of(text), false, of->pos, of->source);
}

static bool put(struct data *d, struct value *row, const struct value *of, const char *suffix, struct value *v)
{
    return gather_put(d, row, arena_printf(&d->arena, "%s%s", of->key, suffix), v);
}

/* `old`: NULL if there was no such figure. */
static bool compare_one(struct data *d, struct value *row, const struct value *now, const struct value *old)
{
    struct arena *a = &d->arena;
    mpq_t x, y;
    bool ok, both;

    mpq_init(x);
    mpq_init(y);
    both = figure_of(now, x) && old && figure_of(old, y);
    mpq_sub(x, x, y);
    ok = put(d, row, now, "_truoc",
             both ? value_text(d, span_make(old->as.scalar.text, old->as.scalar.n), old->as.scalar.quoted, old->pos, old->source)
                  : value_new(d, VALUE_NULL, now->pos, now->source)) &&
         put(d, row, now, "_tang",
             both ? figure(d, now, d->exact_keys ? number_decimal(a, x) : number_comma(a, x)) : value_new(d, VALUE_NULL, now->pos, now->source));
    if (ok && both && mpq_sgn(y) != 0) {
        mpq_div(x, x, y);
        mpq_set_ui(y, 100, 1);
        mpq_mul(x, x, y);
        number_round(x, PERCENT_DECIMALS, ROUND_HALF);
        ok = put(d, row, now, "_tang_phan_tram", figure(d, now, d->exact_keys ? number_decimal(a, x) : number_comma(a, x)));
    } else if (ok) {
        ok = put(d, row, now, "_tang_phan_tram", value_new(d, VALUE_NULL, now->pos, now->source));
    }
    mpq_clear(x);
    mpq_clear(y);
    return ok;
}

bool gather_compare(struct data *d, const struct reporters *now, const struct reporters *before)
{
    bool ok = true;
    mpq_t ignored;

    mpq_init(ignored);
    for (size_t i = 0; ok && i < now->n; i++) {
        struct value *row = now->v[i].row;
        const struct reporter *then = reporters_find(before, now->v[i].folded);
        size_t n = value_count(row);

        for (size_t k = 0; ok && k < n; k++) {
            const struct value *v = value_item(row, k);

            if (figure_of(v, ignored))
                ok = compare_one(d, row, v, then ? value_member(then->row, v->key) : NULL);
        }
    }
    mpq_clear(ignored);
    return ok;
}
