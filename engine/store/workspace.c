/* Reading vanban.yaml: which papers there are.
 *
 * An entry of van_ban is one paper, or with a pattern in `tep` one for every file that fits. One table has the keys; what it does not
 * have is refused, so that a slip of the pen does not pass for a paper without its template. */
#include "store/workspace.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag/store.h"
#include "base/file.h"
#include "data/value.h"
#include "expr/read.h"
#include "render/vanban.h"
#include "store/settings.h"
#include "text/text.h"

enum key { KEY_NAME, KEY_OWN, KEY_TEMPLATE, KEY_DATA, KEY_FORMATS, KEY_FOLDER, KEY_PROFILE, KEY_DRAFT, KEY_COMPAT, KEY__COUNT };

static const char *const keys[] = {
    [KEY_NAME] = "ten",       [KEY_OWN] = "tep",          [KEY_TEMPLATE] = "mau",  [KEY_DATA] = "du_lieu",    [KEY_FORMATS] = "ra",
    [KEY_FOLDER] = "noi_ra",  [KEY_PROFILE] = "the_thuc", [KEY_DRAFT] = "du_thao", [KEY_COMPAT] = "dien_nhu",
};

struct reader {
    struct ctx *ctx;
    struct workspace *ws;
    size_t cap;
    bool ok;
};

const char *workspace_find(struct ctx *ctx, struct arena *a, const char *from)
{
    const char *real = file_real(ctx, a, from);
    const char *file = real ? file_above(ctx, a, path_join(a, real, "x"), "vanban.yaml") : NULL;

    if (!file) {
        diag(ctx, DIAG_STORE_NO_WORKSPACE, (struct pos){0}, from);
        return NULL;
    }
    return path_dir(a, file);
}

static void fault(struct reader *r, diag_code code, struct pos pos, const char *one, const char *two)
{
    diag(r->ctx, code, pos, one, two);
    r->ok = false;
}

/* The members by key, NULL where there is none. false: something was reported. */
static bool members_of(struct reader *r, const struct value *entry, const struct value **out)
{
    if (!settings_check(r->ctx, "van_ban", entry)) {
        r->ok = false;
        return false;
    }
    for (size_t k = 0; k < KEY__COUNT; k++) {
        const struct value *v = value_member(entry, keys[k]);

        out[k] = v && v->type != VALUE_NULL ? v : NULL;
    }
    return true;
}

static const char *text_of(const struct value *v)
{
    return v ? v->as.scalar.text : NULL;
}

/* "du-lieu/a.yaml" of "./du-lieu//a.yaml"; NULL: reported. */
static const char *inner_path(struct reader *r, const struct value *v)
{
    struct arena *a = &r->ws->arena;
    const char *text = text_of(v);
    struct buf out = {0};
    bool inside = text[0] != '/';

    for (const char *p = text; *p && inside;) {
        size_t n = strcspn(p, "/");

        inside = !(n == 2 && memcmp(p, "..", 2) == 0);
        if (n && !(n == 1 && *p == '.'))
            buf_printf(&out, "%s%.*s", out.n ? "/" : "", (int)n, p);
        p += n + (p[n] == '/');
    }
    if (inside && out.n)
        return arena_buf(a, &out);
    buf_release(&out);
    fault(r, DIAG_STORE_PATH_OUTSIDE, v->pos, text, NULL);
    return NULL;
}

/* A file of the workspace, or the name of an installed template. */
static const char *template_path(struct reader *r, const struct value *v)
{
    return strpbrk(text_of(v), "./") ? inner_path(r, v) : text_of(v);
}

static const struct value *text_at(const struct value *v, size_t i)
{
    return v && v->type == VALUE_LIST ? value_item(v, i) : v;
}

static size_t text_count(const struct value *v)
{
    return v && v->type == VALUE_LIST ? value_count(v) : v != NULL;
}

static void read_formats(const struct value *v, struct ws_paper *p)
{
    static const char *const otherwise[] = {"pdf", "docx", "odt"};

    for (size_t i = 0; i < text_count(v) && p->n_formats < WORKSPACE_FORMATS_MOST; i++) {
        const vb_format *format = vb_format_find(text_of(text_at(v, i)));

        if (format)
            p->formats[p->n_formats++] = format->name;
    }
    for (size_t i = 0; !v && i < 3; i++)
        p->formats[p->n_formats++] = otherwise[i];
}

static void add_paper(struct reader *r, const struct ws_paper *p)
{
    struct workspace *ws = r->ws;

    MEM_ROOM(ws->papers, ws->n, r->cap);
    ws->papers[ws->n++] = *p;
}

/* The files of one paper: its own, then those that it shares. */
static const char *const *files_of(struct reader *r, const char *own, const char *const *shared, size_t n, size_t *out)
{
    const char **files = ARENA_NEWS(&r->ws->arena, n + 2, const char *);

    *out = 0;
    if (own)
        files[(*out)++] = own;
    for (size_t i = 0; i < n; i++)
        files[(*out)++] = shared[i];
    return files;
}

static bool name_is_good(const char *name)
{
    return *name && name[0] != '.' && !strchr(name, '/') && strlen(name) < 200;
}

/* What every paper hangs on: which sources there are (what they say counts by its values, store/parts.h), and the rules between them. */
static void read_sources(const struct value *root, struct buf *out)
{
    const struct value *sources = value_member(root, "nguon"), *rules = value_member(root, "doi_chieu");

    if (sources)
        read_token(sources, READ_SHAPE, out);
    if (rules)
        read_token(rules, READ_VALUE, out);
}

static void spec_of(struct ws_paper *p, struct span sources)
{
    struct buf all = {0};
    const char *const texts[] = {p->template_file, p->profile, p->compat, p->folder, p->draft ? "draft" : NULL};

    for (size_t i = 0; i < p->n_files; i++)
        buf_put(&all, p->files[i], strlen(p->files[i]) + 1);
    buf_put(&all, p->own ? "=" : "+", 2);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        buf_put(&all, texts[i] ? texts[i] : "", texts[i] ? strlen(texts[i]) + 1 : 1);
    for (size_t i = 0; i < p->n_formats; i++)
        buf_put(&all, p->formats[i], strlen(p->formats[i]) + 1);
    buf_putspan(&all, sources);
    vb_digest(all.p, all.n, p->spec);
    buf_release(&all);
}

/* The papers of an entry; `m` are its members. */
static void add_papers(struct reader *r, const struct value *entry, const struct value *const *m, struct ws_paper p)
{
    struct arena *a = &r->ws->arena;
    const char **own, **shared = ARENA_NEWS(a, text_count(m[KEY_DATA]) + 1, const char *);
    const char *path = m[KEY_OWN] ? inner_path(r, m[KEY_OWN]) : NULL;
    size_t n_shared = 0, n = 0;
    bool many = path && path_is_pattern(path);

    for (size_t i = 0; i < text_count(m[KEY_DATA]); i++) {
        const char *file = inner_path(r, text_at(m[KEY_DATA], i));

        if (file)
            shared[n_shared++] = file;
    }
    if (m[KEY_OWN] && !path)
        return;
    if (many && m[KEY_NAME]) {
        fault(r, DIAG_STORE_PATTERN_NAME, m[KEY_NAME]->pos, path, NULL);
        return;
    }
    if (many && !pattern_files(a, path, WORKSPACE_PAPERS_MOST - r->ws->n, &own, &n)) {
        fault(r, DIAG_STORE_TOO_MANY, m[KEY_OWN]->pos, arena_printf(a, "%d", WORKSPACE_PAPERS_MOST), NULL);
        return;
    }
    if (many && n == 0)
        diag(r->ctx, DIAG_STORE_PATTERN_EMPTY, m[KEY_OWN]->pos, path);
    for (size_t i = 0; i < (many ? n : 1); i++) {
        const char *file = many ? own[i] : path;

        p.own = file != NULL;
        p.files = files_of(r, file, shared, n_shared, &p.n_files);
        p.name = m[KEY_NAME] ? text_of(m[KEY_NAME]) : file ? path_base(a, file, false) : NULL;
        p.pos = entry->pos;
        if (p.n_files == 0)
            fault(r, DIAG_STORE_NO_SOURCE, entry->pos, NULL, NULL);
        else if (!p.name)
            fault(r, DIAG_STORE_NAME_NEEDED, entry->pos, NULL, NULL);
        else if (!name_is_good(p.name))
            fault(r, DIAG_STORE_NAME_BAD, m[KEY_NAME] ? m[KEY_NAME]->pos : entry->pos, p.name, NULL);
        else
            add_paper(r, &p);
    }
}

static bool is_office(const char *name)
{
    size_t n = name ? strlen(name) : 0;

    return (n > 5 && strcmp(name + n - 5, ".docx") == 0) || (n > 4 && strcmp(name + n - 4, ".odt") == 0);
}

static void read_entry(struct reader *r, const struct value *entry)
{
    const struct value *m[KEY__COUNT] = {0};
    struct ws_paper p = {.folder = "xuat"};

    if (entry->type == VALUE_SCALAR && entry->as.scalar.n > 0) {
        m[KEY_OWN] = entry; /* a file or a pattern, and nothing more to say of it */
    } else if (entry->type == VALUE_MAP) {
        if (!members_of(r, entry, m))
            return;
    } else {
        fault(r, DIAG_STORE_NO_SOURCE, entry->pos, NULL, NULL);
        return;
    }
    p.template_file = m[KEY_TEMPLATE] ? template_path(r, m[KEY_TEMPLATE]) : NULL;
    p.exact = is_office(p.template_file);
    p.profile = text_of(m[KEY_PROFILE]);
    p.compat = text_of(m[KEY_COMPAT]);
    p.draft = m[KEY_DRAFT] && m[KEY_DRAFT]->as.boolean;
    if (m[KEY_FOLDER])
        p.folder = inner_path(r, m[KEY_FOLDER]);
    read_formats(m[KEY_FORMATS], &p);
    if (p.folder && (!m[KEY_TEMPLATE] || p.template_file))
        add_papers(r, entry, m, p);
}

static int by_name(const void *x, const void *y)
{
    return strcmp(((const struct ws_paper *)x)->name, ((const struct ws_paper *)y)->name);
}

static void check_names(struct reader *r)
{
    struct workspace *ws = r->ws;

    for (size_t i = 1; i < ws->n; i++)
        if (strcmp(ws->papers[i - 1].name, ws->papers[i].name) == 0)
            fault(r, DIAG_STORE_NAME_TWICE, ws->papers[i].pos, ws->papers[i].name, ws->papers[i].folder);
}

bool workspace_read(struct ctx *ctx, bool some, struct workspace *out)
{
    struct reader r = {.ctx = ctx, .ws = out, .ok = true};
    struct data data;
    const struct value *list, *secret;
    struct buf sources = {0};
    char cwd[PATH_MAX];

    *out = (struct workspace){0};
    out->root = arena_str(&out->arena, getcwd(cwd, sizeof cwd) ? cwd : ".");
    data_init(&data, ctx);
    data.exact_keys = false;
    if (!data_read_file(&data, "vanban.yaml")) {
        data_release(&data);
        return false;
    }
    list = value_member(data.root, "van_ban");
    secret = value_member(data.root, "kho_mat");
    out->secret = SETTINGS_SECRET;
    if (value_is_text(secret))
        out->secret = arena_str(&out->arena, text_of(secret));
    if (!list || (list->type == VALUE_LIST && value_count(list) == 0) || list->type == VALUE_NULL) {
        if (some)
            fault(&r, DIAG_STORE_NO_PAPERS, pos_file("vanban.yaml"), NULL, NULL);
    } else if (list->type != VALUE_LIST) {
        read_entry(&r, list);
    }
    for (size_t i = 0; list && list->type == VALUE_LIST && i < value_count(list); i++)
        read_entry(&r, value_item(list, i));
    read_sources(data.root, &sources);
    /* The texts of the data go with it. */
    for (size_t i = 0; i < out->n; i++) {
        struct ws_paper *p = &out->papers[i];

        p->name = arena_str(&out->arena, p->name);
        p->template_file = arena_str(&out->arena, p->template_file);
        p->profile = arena_str(&out->arena, p->profile);
        p->compat = arena_str(&out->arena, p->compat);
        p->pos.file = arena_str(&out->arena, p->pos.file);
        spec_of(p, buf_span(&sources));
    }
    buf_release(&sources);
    if (out->n)
        qsort(out->papers, out->n, sizeof *out->papers, by_name);
    check_names(&r);
    data_release(&data);
    return r.ok;
}

void workspace_release(struct workspace *ws)
{
    free(ws->papers);
    arena_release(&ws->arena);
    *ws = (struct workspace){0};
}

const struct ws_paper *workspace_paper(const struct workspace *ws, const char *name)
{
    const struct ws_paper key = {.name = name};

    return ws->n ? bsearch(&key, ws->papers, ws->n, sizeof *ws->papers, by_name) : NULL;
}

const struct ws_paper *workspace_paper_named(struct ctx *ctx, const struct workspace *ws, const char *name)
{
    struct arena a = {0};
    const struct ws_paper *found = workspace_paper(ws, name);

    if (!found)
        found = workspace_paper(ws, path_base(&a, name, false));
    if (!found) {
        const char **names = ARENA_NEWS(&a, ws->n + 1, const char *);
        const char *near;

        for (size_t i = 0; i < ws->n; i++)
            names[i] = ws->papers[i].name;
        near = text_nearest(name, names);
        if (near)
            diag(ctx, DIAG_STORE_UNKNOWN_PAPER_NEAR, (struct pos){0}, name, near);
        else
            diag(ctx, DIAG_STORE_UNKNOWN_PAPER, (struct pos){0}, name);
    }
    arena_release(&a);
    return found;
}

const struct ws_paper *workspace_paper_of(const struct workspace *ws, const char *path)
{
    for (size_t i = 0; i < ws->n; i++) {
        const struct ws_paper *p = &ws->papers[i];
        struct arena a = {0};
        bool found = p->own && strcmp(p->files[0], path) == 0;

        for (size_t k = 0; k < p->n_formats && !found; k++)
            found = strcmp(workspace_output(&a, p, p->formats[k]), path) == 0;
        arena_release(&a);
        if (found)
            return p;
    }
    return NULL;
}

vb_options workspace_options(const struct ws_paper *paper)
{
    return (vb_options){.profile = paper->profile, .draft = paper->draft, .template_file = paper->template_file, .compat = paper->compat};
}

bool workspace_file_says(const char *file, const char *key)
{
    struct ctx quiet = {0};
    struct data data;
    bool says;

    data_init(&data, &quiet);
    data_read_file(&data, file);
    says = value_is_text(value_member(data.root, key));
    data_release(&data);
    return says;
}

const char *workspace_output(struct arena *a, const struct ws_paper *paper, const char *format)
{
    return arena_printf(a, "%s/%s%s", paper->folder, paper->name, vb_format_find(format)->suffix);
}

const char *workspace_path(const struct workspace *ws, const char *path)
{
    size_t n = strlen(ws->root);

    if (strncmp(path, ws->root, n) == 0 && path[n] == '/')
        path += n + 1;
    while (strncmp(path, "./", 2) == 0)
        path += 2;
    return path;
}
