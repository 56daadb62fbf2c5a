/* The installed templates: finding one by its name, listing them with the data that they read,
 * their schemas. */
#include <dirent.h>
#include <stdlib.h>

#include "base/diag/template.h"
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

    if (near) {
        diag(ctx, DIAG_TEMPLATE_UNKNOWN_NEAR, (struct pos){0}, name, near);
        return;
    }
    for (; names && *names; names++)
        buf_printf(&list, "%s%s", list.n ? ", " : "", *names);
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
    bool verbose, en, json;
    const char *key; /* of the top that was written last */
    struct arena arena;
};

/* A top-level key a line; with all that is read below it when asked for. */
static void path_line(void *user, const char *path)
{
    struct listing *l = user;
    size_t n = strcspn(path, ".[");

    if (l->json) {
        buf_puts(l->out, l->key ? "," : "");
        buf_json(l->out, path);
        l->key = "";
    } else if (l->verbose) {
        buf_printf(l->out, "    %s\n", path);
    } else if (!l->key || !span_is(span_make(path, n), l->key)) {
        buf_puts(l->out, l->key ? ", " : l->en ? "    reads: " : "    đọc: ");
        buf_putspan(l->out, span_make(path, n));
        l->key = arena_span(&l->arena, span_make(path, n));
    }
}

static void describe(struct listing *l, const struct template *t, const char *name)
{
    l->key = NULL;
    if (l->json) {
        buf_puts(l->out, "{\"name\":");
        buf_json(l->out, name);
        buf_puts(l->out, ",\"title\":");
        buf_json(l->out, template_title(t));
        buf_puts(l->out, ",\"reads\":[");
    } else {
        buf_printf(l->out, "%s  %s\n", name, template_title(t));
    }
    template_paths(t, path_line, l);
    buf_puts(l->out, l->json ? "]}\n" : l->key ? "\n" : "");
}

static bool list(vb_context *c, struct listing *l, char **out)
{
    struct buf text = {0};
    const char **names = installed(&l->arena, &c->ctx);
    bool ok = names != NULL;

    l->out = &text;
    if (!names)
        diag(&c->ctx, DIAG_TEMPLATE_NO_FOLDER, pos_file(folder));
    for (; names && *names; names++) {
        struct data data;
        struct template *t;

        data_init(&data, &c->ctx);
        t = template_open(&data, installed_path(&l->arena, &c->ctx, *names));
        if (t)
            describe(l, t, *names);
        ok &= t != NULL;
        template_close(t);
        data_release(&data);
    }
    arena_release(&l->arena);
    *out = buf_detach(&text);
    return ok;
}

bool vb_templates_describe(vb_context *c, bool verbose, char **out)
{
    return list(c, &(struct listing){.verbose = verbose, .en = c->ctx.lang == LANG_EN}, out);
}

bool vb_templates_json(vb_context *c, char **out)
{
    return list(c, &(struct listing){.json = true}, out);
}

bool vb_schema(const char *name, char **out)
{
    struct buf text = {0};

    if (strcmp(name, "rng") == 0)
        template_write_rng(&text);
    else if (strcmp(name, "json") == 0)
        template_write_json_schema(&text);
    else if (strcmp(name, "office") == 0)
        template_write_office_schema(&text);
    *out = text.n ? buf_detach(&text) : NULL;
    return *out != NULL;
}
