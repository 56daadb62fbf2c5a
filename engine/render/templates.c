/* The installed templates: finding one by its name, listing them with the data that they read,
 * their schemas. */
#include <dirent.h>
#include <stdlib.h>

#include "base/file.h"
#include "render/render.h"
#include "template/template.h"

static const char folder[] = "templates/mau";

static int compare(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

/* The names of the installed templates, sorted; NULL behind the last. NULL: there is no folder of them. */
static const char **installed(struct arena *a, const struct ctx *ctx)
{
    enum { MOST = 256 };
    const char **names = ARENA_NEWS(a, MOST + 1, const char *);
    DIR *d = opendir(path_join(a, ctx->share ? ctx->share : ".", folder));
    size_t n = 0;

    if (!d)
        return NULL;
    for (struct dirent *e; (e = readdir(d)) && n < MOST;) {
        size_t k = strlen(e->d_name);

        if (k > 4 && e->d_name[0] != '.' && strcmp(e->d_name + k - 4, ".xml") == 0)
            names[n++] = arena_span(a, span_make(e->d_name, k - 4));
    }
    closedir(d);
    names[n] = NULL;
    qsort(names, n, sizeof *names, compare);
    return names;
}

static const char *installed_path(struct arena *a, const struct ctx *ctx, const char *name)
{
    return path_join(a, path_join(a, ctx->share ? ctx->share : ".", folder), arena_printf(a, "%s.xml", name));
}

static void report_unknown(struct arena *a, struct ctx *ctx, const char *name)
{
    const char **names = installed(a, ctx), *near = names ? span_nearest(name, names) : NULL;
    struct buf list = {0};

    for (; names && *names; names++)
        buf_printf(&list, "%s%s", list.n ? ", " : "", *names);
    if (near)
        diag(ctx, DIAG_TEMPLATE_UNKNOWN_NEAR, (struct pos){0}, name, near);
    else
        diag(ctx, DIAG_TEMPLATE_UNKNOWN, (struct pos){0}, name, arena_buf(a, &list));
}

const char *template_find(struct arena *a, struct ctx *ctx, const char *name)
{
    const char *path;

    if (strcmp(name, "-") == 0 || file_exists(ctx, name) || strchr(name, '/') || strchr(name, '.'))
        return name;
    path = installed_path(a, ctx, name);
    if (file_exists(ctx, path))
        return path;
    report_unknown(a, ctx, name);
    return NULL;
}

struct listing {
    struct buf *out;
    bool verbose, en;
    const char *key; /* of the top that was written last */
    struct arena arena;
};

/* A top-level key a line; with all that is read below it when asked for. */
static void path_line(void *user, const char *path)
{
    struct listing *l = user;
    size_t n = strcspn(path, ".[");

    if (l->verbose) {
        buf_printf(l->out, "    %s\n", path);
    } else if (!l->key || !span_is(span_make(path, n), l->key)) {
        buf_puts(l->out, l->key ? ", " : l->en ? "    reads: " : "    đọc: ");
        buf_putspan(l->out, span_make(path, n));
        l->key = arena_span(&l->arena, span_make(path, n));
    }
}

static bool describe(vb_context *c, const char *path, bool verbose, struct buf *out)
{
    struct listing l = {.out = out, .verbose = verbose, .en = c->ctx.lang == LANG_EN};
    struct data data;
    struct template *t;

    data_init(&data, &c->ctx);
    t = template_open(&data, path);
    if (t) {
        buf_printf(out, "%s  %s\n", path_base(&l.arena, path, false), template_title(t));
        template_paths(t, path_line, &l);
        buf_puts(out, l.key ? "\n" : "");
    }
    template_close(t);
    data_release(&data);
    arena_release(&l.arena);
    return t != NULL;
}

bool vb_templates_describe(vb_context *c, bool verbose, char **out)
{
    struct arena a = {0};
    const char **names = installed(&a, &c->ctx);
    struct buf text = {0};
    bool ok = names != NULL;

    if (!names)
        diag(&c->ctx, DIAG_TEMPLATE_NO_FOLDER, pos_file(folder));
    for (; names && *names; names++)
        ok &= describe(c, installed_path(&a, &c->ctx, *names), verbose, &text);
    arena_release(&a);
    *out = buf_detach(&text);
    return ok;
}

bool vb_schema(const char *name, char **out)
{
    struct buf text = {0};

    if (strcmp(name, "rng") == 0)
        template_write_rng(&text);
    else if (strcmp(name, "json") == 0)
        template_write_json_schema(&text);
    *out = text.n ? buf_detach(&text) : NULL;
    return *out != NULL;
}
