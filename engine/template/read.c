/* Reading a template: tags and texts become a tree, each element checked against the table.
 *
 * Idea: every place has a host, the nearest element around it that is no language element; what may
 * stand there is what the table allows in the host, so for, if and include are transparent. Faults
 * are reported and the reading goes on behind the element. Included files are read into the tree
 * where they are named. */
#include <limits.h>
#include <stdlib.h>

#include "base/diag/template.h"
#include "base/file.h"
#include "template/tree.h"
#include "text/text.h"

struct reading {
    struct template *t;
    struct template_file *file;
    struct scan scan;
    struct template_node *at;  /* the open element; NULL before the root */
    struct template_node *top; /* the include that the file is read for, or NULL */
    int depth;
    bool ok, done;
};

static bool read_text(struct template *t, const char *path, struct span text,
                      struct template_node *top, int depth);

/* ---- hosts ---- */

static const struct element *host_of(const struct template_node *n)
{
    while (n && n->element->content == CONTENT_HOST) {
        n = n->parent;
        if (n && vocab_is(n->element, "include"))
            n = n->parent;
    }
    return n ? n->element : NULL;
}

static struct template_node *new_node(struct reading *r, const struct element *e, struct pos pos)
{
    struct template *t = r->t;
    struct template_node *n = ARENA_NEW(&t->data->arena, struct template_node);

    if (++t->nodes == TEMPLATE_MAX_NODES) {
        diag(t->ctx, DIAG_TEMPLATE_LARGE, pos);
        r->ok = false;
    }
    n->element = e;
    n->file = r->file;
    n->pos = pos;
    n->parent = r->at ? r->at : r->top;
    return n;
}

static void append(struct template_node *n)
{
    struct template_node *parent = n->parent;

    if (parent->last)
        parent->last->next = n;
    else
        parent->first = n;
    parent->last = n;
}

/* ---- what may stand where ---- */

static void report_element(struct reading *r, const char *name, const struct element *host,
                           struct pos pos)
{
    const struct element *any = vocab_any(name), *all;
    const char *names[128], *near;
    struct arena a = {0};
    size_t n;

    r->ok = false;
    if (any && any->put == PUT_ROOT) {
        diag(r->t->ctx, DIAG_TEMPLATE_ROOT_INSIDE, pos, name);
        return;
    }
    if (any && strcmp(any->parents, "*") == 0) {
        diag(r->t->ctx, DIAG_TEMPLATE_NO_CHILD, pos, name, host->name);
        return;
    }
    if (any) {
        diag(r->t->ctx, DIAG_TEMPLATE_PLACE, pos, name, host->name, vocab_list(&a, any->parents));
        arena_release(&a);
        return;
    }
    all = vocab_elements(&n);
    n = n < 127 ? n : 127;
    for (size_t i = 0; i < n; i++)
        names[i] = all[i].name;
    names[n] = NULL;
    near = span_nearest(name, names);
    if (near)
        diag(r->t->ctx, DIAG_TEMPLATE_ELEMENT_NEAR, pos, name, near);
    else
        diag(r->t->ctx, DIAG_TEMPLATE_ELEMENT, pos, name);
}

static bool is_branch(const struct template_node *n)
{
    return n && (vocab_is(n->element, "elif") || vocab_is(n->element, "else"));
}

/* elif and else stand at the end of their if, else last. */
static bool check_branch(struct reading *r, const struct element *e, struct pos pos)
{
    const struct template_node *last = r->at ? r->at->last : NULL;

    if (!is_branch(last) ||
        (vocab_is(last->element, "elif") && e && vocab_has_word(e->parents, "if")))
        return true;
    diag(r->t->ctx, DIAG_TEMPLATE_BRANCH, pos, last->element->name);
    r->ok = false;
    return false;
}

/* ---- include ---- */

static bool inside_folder(const char *folder, const char *path)
{
    size_t n = strlen(folder);

    return strncmp(folder, path, n) == 0 && (path[n] == '/' || (n && folder[n - 1] == '/'));
}

static bool check_include(struct reading *r, const struct value *name, const char *path,
                          const char *real)
{
    struct ctx *ctx = r->t->ctx;
    int depth = 0;

    if (!r->t->folder || name->as.scalar.text[0] == '/' ||
        (real && !inside_folder(r->t->folder, real))) {
        diag(ctx, DIAG_TEMPLATE_INCLUDE_OUTSIDE, name->pos, name->as.scalar.text);
        return false;
    }
    if (!real || !file_exists(ctx, path) || (!ctx->files && file_is_dir(path))) {
        diag(ctx, DIAG_TEMPLATE_INCLUDE_MISSING, name->pos, name->as.scalar.text);
        return false;
    }
    for (const struct template_file *f = r->file; f; f = f->from, depth++) {
        const char *own = file_real(ctx, &r->t->data->arena, f->path);

        if ((own && strcmp(own, real) == 0) || depth >= TEMPLATE_MAX_INCLUDES) {
            diag(ctx, DIAG_TEMPLATE_INCLUDE_CYCLE, name->pos, name->as.scalar.text);
            return false;
        }
    }
    return true;
}

static void include(struct reading *r, struct template_node *n)
{
    const struct setting *s = setting_lookup(n, "tep");
    struct data *d = r->t->data;
    const char *path =
        path_join(&d->arena, path_dir(&d->arena, r->file->path), s->written->as.scalar.text);
    const char *real = file_real(r->t->ctx, &d->arena, path);
    struct buf text = {0};

    r->ok &= check_include(r, s->written, path, real) &&
             file_read_named(r->t->ctx, path, TEMPLATE_MAX_BYTES, s->written->pos, &text) &&
             read_text(r->t, path, buf_span(&text), n, r->depth + 1);
    buf_release(&text);
}

/* ---- events ---- */

/* Goes behind the element whose start tag is at hand. */
static void skip_element(struct reading *r)
{
    size_t depth = r->scan.empty_tag ? 0 : 1;

    while (depth > 0) {
        enum scan_type type = scan_next(&r->scan);

        if (type == SCAN_DONE)
            return;
        depth += type == SCAN_START && !r->scan.empty_tag;
        depth -= type == SCAN_END;
    }
}

static void mark_formatted(struct template_node *n)
{
    for (n = n->parent; n && n->element; n = n->parent) {
        n->formatted = true;
        if (n->element->content == CONTENT_INLINE && n->element->put != PUT_INLINE)
            return;
    }
}

static const struct element *find_element(struct reading *r, const char *name, struct pos pos)
{
    const struct template_node *parent = r->at ? r->at : r->top;
    const struct element *host = r->at ? host_of(r->at) : NULL, *e;

    if (!r->at) {
        const char *wanted = r->top ? "phan-chung" : "van-ban";

        if (strcmp(name, wanted) == 0)
            return vocab_lookup(name, NULL);
        diag(r->t->ctx, r->top ? DIAG_TEMPLATE_ROOT_INCLUDED : DIAG_TEMPLATE_ROOT, pos, TEMPLATE_NS,
             name);
        r->ok = false;
        return NULL;
    }
    e = vocab_lookup(name, host);
    if (!e && vocab_is(parent->element, "if"))
        e = vocab_lookup(name, parent->element);
    if (!e)
        report_element(r, name, host, pos);
    return e;
}

static void start(struct reading *r)
{
    struct pos pos = scan_pos(&r->scan);
    struct arena *a = &r->t->data->arena;
    const struct element *e = find_element(r, arena_span(a, r->scan.name), pos);
    struct template_node *n;
    bool ok;

    if (e && r->depth >= LIMIT_DEPTH) {
        diag(r->t->ctx, DIAG_TEMPLATE_DEPTH, pos, arena_printf(a, "%d", LIMIT_DEPTH));
        r->ok = false;
        r->done = true;
        return;
    }
    if (!e || !check_branch(r, e, pos)) {
        skip_element(r);
        return;
    }
    n = new_node(r, e, pos);
    ok = settings_read(r->t, &r->scan, n);
    r->ok &= ok;
    if (n->parent)
        append(n);
    else
        r->t->root = n;
    if (e->put == PUT_INLINE)
        mark_formatted(n);
    if (ok && vocab_is(e, "include"))
        include(r, n);
    if (!r->scan.empty_tag) {
        r->at = n;
        r->depth++;
    }
}

static bool is_blank(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!strchr(" \t\r\n", s.p[i]) || !s.p[i])
            return false;
    return true;
}

/* The spaces that all lines of a text share but the first, so that Markdown can be indented with
 * its element. */
static size_t common_indent(struct span s)
{
    size_t least = SIZE_MAX;

    for (const char *p = memchr(s.p, '\n', s.n); p; p = memchr(p, '\n', (size_t)(s.p + s.n - p))) {
        const char *from = ++p;

        while (p < s.p + s.n && (*p == ' ' || *p == '\t'))
            p++;
        if (p < s.p + s.n && *p != '\n' && *p != '\r' && (size_t)(p - from) < least)
            least = (size_t)(p - from);
    }
    return least == SIZE_MAX ? 0 : least;
}

static void text(struct reading *r)
{
    const struct element *host = r->at ? host_of(r->at) : NULL;
    bool blank = is_blank(r->scan.run), markdown = host && host->content == CONTENT_MARKDOWN;
    struct pos pos = scan_pos(&r->scan);
    struct template_node *n;

    if (!host || (blank && (host->content == CONTENT_PARTS || markdown || is_branch(r->at->last))))
        return;
    if (host->content == CONTENT_PARTS || host->content == CONTENT_EMPTY) {
        if (!blank)
            diag(r->t->ctx, DIAG_TEMPLATE_TEXT, pos, host->name);
        r->ok &= blank;
        return;
    }
    if (!check_branch(r, NULL, pos))
        return;
    n = new_node(r, NULL, pos);
    n->written = scan_text(&r->scan, markdown ? common_indent(r->scan.run) : 0);
    n->text = expr_text_parse(r->t->ev, n->written);
    r->ok &= n->text != NULL;
    append(n);
}

static void end(struct reading *r)
{
    r->at = r->at->parent == r->top ? NULL : r->at->parent;
    r->depth--;
    r->done = !r->at;
}

static bool read_text(struct template *t, const char *path, struct span xml,
                      struct template_node *top, int depth)
{
    struct template_file *file = ARENA_NEW(&t->data->arena, struct template_file);
    struct reading r = {.t = t, .file = file, .top = top, .depth = depth, .ok = true};

    file->path = arena_str(&t->data->arena, path);
    file->literal = (struct source){.file = file->path, .document = true};
    file->made = (struct source){.file = file->path, .made = true};
    file->from = top ? top->file : NULL;
    if (!scan_check(t->data, file->path, &xml))
        return false;
    scan_init(&r.scan, t->data, &file->literal, xml);
    while (!r.done && t->nodes < TEMPLATE_MAX_NODES) {
        switch (scan_next(&r.scan)) {
        case SCAN_START:
            start(&r);
            r.done |= !r.at; /* a wrong or empty root */
            break;
        case SCAN_TEXT:
            text(&r);
            break;
        case SCAN_END:
            end(&r);
            break;
        case SCAN_DONE:
            return r.ok;
        }
    }
    return r.ok;
}

/* ---- the interface ---- */

static struct template *new_template(struct data *data, const char *name)
{
    struct template *t = mem_alloc(sizeof *t);

    t->ctx = data->ctx;
    t->data = data;
    t->ev = expr_new(data->ctx, data);
    t->folder = file_real(data->ctx, &data->arena, path_dir(&data->arena, name));
    return t;
}

struct template *template_open_memory(struct data *data, const char *name, struct span xml)
{
    struct template *t = new_template(data, name);

    if (read_text(t, name, xml, NULL, 0))
        return t;
    template_close(t);
    return NULL;
}

/* Reads the part as if `host` included it; the number of faults. */
static int read_part(struct data *data, const char *name, struct span xml, const struct element *host)
{
    struct template *t = new_template(data, name);
    struct template_file from = {.path = ""};
    struct template_node around = {.element = host}, include = {.element = vocab_any("include"), .parent = &around, .file = &from};
    int before = data->ctx->errors;

    read_text(t, name, xml, &include, 1);
    template_close(t);
    return data->ctx->errors - before;
}

/* Where it will be included is not known: it is read for every element that may have it, without a word, and then aloud
 * for the one that it fits best. */
bool template_check_part(struct data *data, const char *name, struct span xml)
{
    struct ctx *aloud = data->ctx, quiet = *aloud;
    const struct element *all, *best = NULL;
    int least = INT_MAX;
    size_t n;

    quiet.sink = NULL;
    data->ctx = &quiet;
    all = vocab_elements(&n);
    for (size_t i = 0; i < n && least > 0; i++)
        if (all[i].content == CONTENT_PARTS || all[i].content == CONTENT_INLINE || all[i].content == CONTENT_TEXT) {
            int faults = read_part(data, name, xml, &all[i]);

            if (faults < least) {
                least = faults;
                best = &all[i];
            }
        }
    data->ctx = aloud;
    return least == 0 || read_part(data, name, xml, best) == 0;
}

struct template *template_open(struct data *data, const char *path)
{
    struct buf text = {0};
    struct template *t = NULL;

    if (file_read(data->ctx, path, TEMPLATE_MAX_BYTES, &text))
        t = template_open_memory(data, path, buf_span(&text));
    buf_release(&text);
    return t;
}

void template_close(struct template *t)
{
    if (!t)
        return;
    expr_free(t->ev);
    free(t);
}

const char *template_title(const struct template *t)
{
    static const char *const names[] = {"mo-ta", "ten-loai"};

    for (size_t i = 0; i < 2; i++) {
        const struct setting *s = setting_lookup(t->root, names[i]);

        if (s)
            return s->written->as.scalar.text;
    }
    return "";
}
