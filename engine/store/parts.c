/* Parts of data, and their files. */
#include "store/parts.h"

#include "gather/gather.h"
#include "render/vanban.h"

enum { MARK = '\x1f' }; /* no name of a file that anybody types has it */

const char *part_name(struct arena *a, const char *file, const char *part)
{
    return part ? arena_printf(a, "%s%c%s", file, MARK, part) : file;
}

const char *part_of(const char *name)
{
    const char *mark = strchr(name, MARK);

    return mark ? mark + 1 : NULL;
}

const char *part_file(struct arena *a, const char *name)
{
    const char *mark = strchr(name, MARK);

    return mark ? arena_span(a, span_make(name, (size_t)(mark - name))) : name;
}

/* The key of a source of vanban.yaml; NULL: it is no such part. */
static const char *key_of(const char *name)
{
    const char *part = part_of(name);

    return part && span_starts(span_of(part), GATHER_PART) ? part + strlen(GATHER_PART) : NULL;
}

bool part_is_rows(const char *name)
{
    return part_of(name) && !key_of(name);
}

bool part_is_defaults(const char *path)
{
    const char *name = strrchr(path, '/');

    return strcmp(name ? name + 1 : path, "vanban.yaml") == 0;
}

static bool read_source(struct data *d, const char *file, const char *key)
{
    if (!data_read_defaults(d, file))
        return false;
    d->root = value_new(d, VALUE_MAP, (struct pos){0}, NULL); /* what vanban.yaml itself says is no part of the source */
    return gather_source(d, file, d->sources, key);
}

bool part_data(struct ctx *ctx, const char *name, bool exact, struct data *out)
{
    const char *file, *key = key_of(name);

    data_init(out, ctx);
    out->exact_keys = exact;
    file = part_file(&out->arena, name);
    if (key)
        return read_source(out, file, key);
    if (part_of(name))
        return data_read_part(out, file, part_of(name));
    return part_is_defaults(name) ? data_read_defaults(out, name) : data_read_file(out, name);
}

bool part_files(struct arena *a, const char *name, const char ***out, size_t *n)
{
    const char *key = key_of(name), *file = part_file(a, name), **found = NULL;
    struct ctx quiet;
    struct data d;
    bool ok = true;

    *n = 0;
    ctx_init(&quiet);
    data_init(&d, &quiet);
    if (key)
        ok = data_read_defaults(&d, file) && gather_paths(&d, file, d.sources, key, &found, n);
    *out = ARENA_NEWS(a, *n + 1, const char *);
    (*out)[0] = arena_str(a, file);
    for (size_t i = 0; ok && i < *n; i++)
        (*out)[i + 1] = arena_str(a, found[i]);
    ++*n;
    data_release(&d);
    return ok;
}

/* One digest of what `of` says of each file; "": the part is not there. */
static void digest_all(const char *name, void (*of)(const char *path, char *out), char out[STAMP_DIGEST])
{
    struct arena a = {0};
    struct buf all = {0};
    const char **files;
    size_t n;

    out[0] = '\0';
    if (part_files(&a, name, &files, &n)) {
        for (size_t i = 0; i < n; i++) {
            char each[STAMP_SIZE];

            of(files[i], each);
            buf_printf(&all, "%s\n%s\n", files[i], each);
        }
        vb_digest(all.p, all.n, out);
    }
    buf_release(&all);
    arena_release(&a);
}

void part_stamp(const char *name, char out[STAMP_SIZE])
{
    if (key_of(name)) {
        digest_all(name, stamp_of, out);
    } else {
        struct arena a = {0};

        stamp_of(part_file(&a, name), out);
        arena_release(&a);
    }
}

void part_digest(const char *name, char out[STAMP_DIGEST])
{
    if (key_of(name)) {
        digest_all(name, stamp_digest, out);
    } else {
        struct arena a = {0};

        stamp_digest(part_file(&a, name), out);
        arena_release(&a);
    }
}

void part_distrust(const char *name, const char *clock, char stamp[STAMP_SIZE])
{
    struct arena a = {0};
    const char **files;
    size_t n;

    if (!part_files(&a, name, &files, &n))
        stamp[0] = '\0';
    for (size_t i = 0; i < n && *stamp; i++)
        stamp_distrust(files[i], clock, stamp);
    arena_release(&a);
}
