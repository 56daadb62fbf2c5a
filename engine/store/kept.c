/* A file an entry: rows of a place and a text, with NUL behind each. The first names the paper, number and day, since a register that is made anew
 * may call its entries otherwise. */
#include "store/kept.h"

#include "base/file.h"

static const char *file_of(struct arena *a, enum kept which, const char *root, const struct reg_row *row)
{
    return path_join(a, root, arena_printf(a, ".vanban/loi-van/%lld%s.txt", (long long)row->id, which == KEPT_RECTIFIED ? "-dinh-chinh" : ""));
}

static const char *name_of(struct arena *a, const struct reg_row *row)
{
    return arena_printf(a, "%s %s", row->full ? row->full : "", row->day ? row->day : "");
}

static void put_row(struct buf *out, const char *place, const char *text)
{
    buf_put(out, place, strlen(place) + 1);
    buf_put(out, text, strlen(text) + 1);
}

bool kept_prepare(struct ctx *ctx, vb_document *d, enum kept which, const char *root, const struct reg_row *row, struct file_out *out)
{
    struct passages paras = {0};
    struct arena a = {0};
    struct buf text = {0};
    bool ok = passages_of_document(d, &paras);

    put_row(&text, "", name_of(&a, row));
    for (size_t i = 0; i < paras.n; i++)
        put_row(&text, paras.v[i].place, paras.v[i].text);
    ok = ok && file_out_prepare(ctx, file_of(&a, which, root, row), buf_span(&text), out);
    buf_release(&text);
    passages_release(&paras);
    arena_release(&a);
    return ok;
}

bool kept_write(struct ctx *ctx, vb_document *d, enum kept which, const char *root, const struct reg_row *row)
{
    struct file_out out;

    return kept_prepare(ctx, d, which, root, row, &out) && file_out_commit(ctx, &out);
}

/* The text up to the next NUL, which *rest moves behind; NULL: there is none. */
static const char *next_text(struct span *rest)
{
    const char *end = rest->n ? memchr(rest->p, '\0', rest->n) : NULL, *text = rest->p;

    if (!end)
        return NULL;
    *rest = span_make(end + 1, rest->n - (size_t)(end + 1 - rest->p));
    return text;
}

bool kept_read(struct ctx *ctx, enum kept which, const char *root, const struct reg_row *row, struct passages *out, bool *there)
{
    struct arena a = {0};
    const char *path = file_of(&a, which, root, row), *place, *text;
    struct buf bytes = {0};
    bool ok = true;

    *out = (struct passages){0};
    *there = file_exists(ctx, path);
    if (*there && (ok = file_read(ctx, path, LIMIT_FILE_BYTES, &bytes))) {
        struct span rest = buf_span(&bytes);

        *there = next_text(&rest) && (text = next_text(&rest)) && strcmp(text, name_of(&a, row)) == 0;
        while (*there && (place = next_text(&rest)) && (text = next_text(&rest)))
            passages_add(out, place, text);
    }
    buf_release(&bytes);
    arena_release(&a);
    return ok;
}

vb_options kept_options(struct arena *a, vb_options options, const struct reg_row *row)
{
    options.again = true;
    options.number = arena_printf(a, "%lld", (long long)row->number);
    options.day = row->day;
    return options;
}

bool kept_same(const struct passages *x, const struct passages *y)
{
    bool same = x->n == y->n;

    for (size_t i = 0; same && i < x->n; i++)
        same = strcmp(x->v[i].text, y->v[i].text) == 0;
    return same;
}
