/* Who reports, who has, and who has not. Names are told apart as keys are: by letters and digits. */
#include <stdlib.h>

#include "base/diag/gather.h"
#include "base/file.h"
#include "gather/own.h"
#include "text/text.h"

void reporters_add(struct reporters *r, const char *name, const char *folded, struct value *row)
{
    MEM_ROOM(r->v, r->n, r->cap);
    r->v[r->n++] = (struct reporter){name, folded, row};
}

static int by_name(const void *a, const void *b)
{
    const struct reporter *x = a, *y = b;
    int order = strcmp(x->folded, y->folded);

    return order ? order : (x->row->index > y->row->index) - (x->row->index < y->row->index);
}

void reporters_settle(struct reporters *r)
{
    if (r->n > 1)
        qsort(r->v, r->n, sizeof *r->v, by_name);
}

void reporters_release(struct reporters *r)
{
    free(r->v);
    *r = (struct reporters){0};
}

const struct reporter *reporters_find(const struct reporters *r, const char *folded)
{
    size_t low = 0, high = r->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (strcmp(r->v[mid].folded, folded) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low < r->n && strcmp(r->v[low].folded, folded) == 0 ? &r->v[low] : NULL;
}

bool reporters_once(struct data *d, const struct source_entry *e, const struct reporters *r)
{
    for (size_t i = 1; i < r->n; i++) {
        const struct reporter *x = &r->v[i - 1], *y = &r->v[i];

        if (strcmp(x->folded, y->folded) != 0 || (!e->key && x->row->source->file == y->row->source->file))
            continue;
        diag(d->ctx, DIAG_GATHER_TWICE, y->row->pos, y->name, pos_text(&d->arena, x->row->pos));
        return false;
    }
    return true;
}

/* A name that shall report, with its place. */
static bool add_expected(struct data *d, const struct reporters *now, const struct value *name, struct value *missing)
{
    struct value *row, *copy;
    const char *folded;

    if (!value_is_text(name)) {
        diag(d->ctx, DIAG_GATHER_LIST, name->pos);
        return false;
    }
    folded = text_fold(&d->arena, span_of(name->as.scalar.text));
    if (reporters_find(now, folded))
        return true;
    row = value_new(d, VALUE_MAP, name->pos, gather_table(d, name));
    copy = value_text(d, span_make(name->as.scalar.text, name->as.scalar.n), true, name->pos, row->source);
    value_append(d, missing, row);
    return value_insert(d, row, SPAN("ten"), name->pos, copy);
}

/* The names of a file: a column of it. NULL: reported. */
static struct value *read_expected(struct data *d, const struct source_entry *e)
{
    static const char *const keys[] = {"tep", "trang", "vung", "tieu_de", "cot", NULL};
    const struct value *file = value_member(e->expected, "tep"), *column = value_member(e->expected, "cot");
    struct source_entry own = {.name = e->name, .folder = e->folder};
    struct reporters ignored = {0};
    struct value *rows = NULL, *unused, *names;

    if (!gather_known(d, e->expected, keys))
        return NULL;
    if (!value_is_text(file) || !value_is_text(column)) {
        diag(d->ctx, DIAG_GATHER_LIST, e->expected->pos);
        return NULL;
    }
    gather_ask(e->expected, &own.ask);
    rows = gather_rows(d, &own, file, &ignored, &unused);
    reporters_release(&ignored);
    if (!rows)
        return NULL;
    names = value_new(d, VALUE_LIST, rows->pos, rows->source);
    for (size_t i = 0; i < value_count(rows); i++) {
        const struct value *name = value_member(value_item(rows, i), text_fold(&d->arena, span_of(column->as.scalar.text)));

        if (!name) {
            diag(d->ctx, DIAG_GATHER_NO_COLUMN, column->pos, column->as.scalar.text, pos_text(&d->arena, value_item(rows, i)->pos));
            return NULL;
        }
        if (name->type != VALUE_NULL)
            value_append(d, names, value_text(d, span_make(name->as.scalar.text, name->as.scalar.n), true, name->pos, name->source));
    }
    return names;
}

/* Who reported though nobody expected it: a slip in a name, mostly. */
static void tell_others(struct data *d, const struct reporters *now, const struct value *expected)
{
    struct reporters list = {0};
    struct value nothing = {0};

    for (size_t i = 0; i < value_count(expected); i++)
        if (value_is_text(value_item(expected, i)))
            reporters_add(&list, "", text_fold(&d->arena, span_of(value_item(expected, i)->as.scalar.text)), &nothing);
    reporters_settle(&list);
    for (size_t i = 0; i < now->n; i++)
        if (!reporters_find(&list, now->v[i].folded) && (i == 0 || strcmp(now->v[i].folded, now->v[i - 1].folded) != 0))
            diag(d->ctx, DIAG_GATHER_UNEXPECTED, now->v[i].row->pos, now->v[i].name);
    reporters_release(&list);
}

struct value *reporters_missing(struct data *d, const struct source_entry *e, const struct reporters *now, const struct reporters *before)
{
    const struct value *expected = e->expected;
    struct value *missing;
    bool ok = true;

    if (expected && expected->type == VALUE_MAP && !(expected = read_expected(d, e)))
        return NULL;
    missing = value_new(d, VALUE_LIST, expected ? expected->pos : e->pos, gather_table(d, expected ? expected : e->before));
    for (size_t i = 0; ok && i < value_count(expected); i++)
        ok = add_expected(d, now, value_item(expected, i), missing);
    for (size_t i = 0; ok && !expected && before && i < before->n; i++) {
        struct value *name = value_text(d, span_of(before->v[i].name), true, before->v[i].row->pos, before->v[i].row->source);

        if (i == 0 || strcmp(before->v[i].folded, before->v[i - 1].folded) != 0)
            ok = add_expected(d, now, name, missing);
    }
    if (ok && expected)
        tell_others(d, now, expected);
    return ok ? missing : NULL;
}
