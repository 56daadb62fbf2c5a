/* Which tagged form a value is, and what all forms share: members, texts, lengths, files. */
#include "base/diag/rich.h"
#include "fill/rich.h"

#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "fill/rich_own.h"

typedef bool print_fn(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);

static bool print_page(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out)
{
    struct pen pen = {.r = r, .place = place, .out = out, .paragraph = place->paragraph};

    (void)v;
    if (!rich_members(r, form, ""))
        return false;
    r->w->enter_runs(r, place, out);
    pen_text(&pen, SPAN("\f"));
    r->w->leave_runs(r, place, out);
    return true;
}

static bool print_subdoc(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out)
{
    return rich_members(r, form, "") && r->w->subdoc(r, place, v, out);
}

void pen_text(struct pen *p, struct span text)
{
    p->r->w->text(p, text);
}

void pen_close(struct pen *p)
{
    p->r->w->close(p);
}

void pen_run(struct pen *p, const struct look *look, struct span text)
{
    p->r->w->run(p, look, text);
}

static const struct {
    const char *tag;
    print_fn *print;
} forms[] = {
    {"$richtext", rich_print_rich},       {"$paragraphs", rich_print_paragraphs}, {"$listing", rich_print_listing},
    {"$image", rich_print_picture},       {"$pagebreak", print_page},
    {"$subdoc", print_subdoc},       {"$markdown", rich_print_markdown},     {"$html", rich_print_html},
};

const struct value *rich_tag(const struct value *v)
{
    if (!v || v->type != VALUE_MAP)
        return NULL;
    for (size_t i = 0; i < v->as.items.n; i++)
        if (v->as.items.v[i]->written_key && v->as.items.v[i]->written_key[0] == '$')
            return v->as.items.v[i];
    return NULL;
}

bool rich_print(struct rich *r, const struct rich_place *place, const struct value *v, struct buf *out)
{
    const struct value *tag = rich_tag(v);
    const char *names[sizeof forms / sizeof *forms + 1] = {NULL}, *near;
    struct buf all = {0};

    for (size_t i = 0; i < v->as.items.n; i++) {
        const struct value *other = v->as.items.v[i];

        if (other != tag && other->written_key[0] == '$') {
            diag(r->ctx, DIAG_RICH_TAGS, other->key_pos, other->written_key, tag->written_key);
            return false;
        }
    }
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (strcmp(tag->written_key, forms[i].tag) == 0)
            return forms[i].print(r, place, v, tag, out);
        names[i] = forms[i].tag;
    }
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        buf_printf(&all, "%s%s", i ? ", " : "", forms[i].tag);
    near = span_nearest(tag->written_key, names);
    diag(r->ctx, DIAG_RICH_TAG, tag->key_pos, tag->written_key, near ? near : all.p);
    buf_release(&all);
    return false;
}

/* ---- members and texts ---- */

const char *rich_found(struct rich *r, const struct value *v)
{
    static const char *const kinds[] = {[VALUE_NULL] = "null", [VALUE_BOOL] = NULL, [VALUE_SCALAR] = NULL,
                                        [VALUE_LIST] = "[ … ]", [VALUE_MAP] = "{ … }"};

    if (v->type == VALUE_BOOL)
        return v->as.boolean ? "true" : "false";
    return v->type == VALUE_SCALAR ? arena_printf(r->arena, "\"%s\"", v->as.scalar.text) : kinds[v->type];
}

const char *rich_name(const struct value *v)
{
    while (v->parent && !v->written_key)
        v = v->parent;
    return v->written_key ? v->written_key : "?";
}

bool rich_fault(struct rich *r, diag_code code, const struct value *v)
{
    diag(r->ctx, code, v->pos, rich_name(v), rich_found(r, v));
    return false;
}

const char *rich_text_of(struct rich *r, const struct value *v)
{
    if (v->type != VALUE_SCALAR) {
        rich_fault(r, DIAG_RICH_TEXT, v);
        return NULL;
    }
    read_value(r->ctx, v);
    return v->as.scalar.text;
}

/* A package of the other format, as one of the template's. */
static struct package *converted(struct rich *r, const struct value *name, struct package *p)
{
    struct buf made = {0};
    bool ok = false;
    struct span bytes = {0};

    if (r->convert)
        ok = r->convert(r->ctx, p, &made);
    else
        diag(r->ctx, DIAG_RICH_SUBDOC_KIND, name->pos, name->as.scalar.text, r->odt ? "DOCX" : "ODT", r->odt ? "ODT" : "DOCX");
    package_close(p);
    if (!ok) {
        buf_release(&made);
        return NULL;
    }
    bytes.n = made.n;
    bytes.p = arena_buf(r->arena, &made);
    return package_open(r->ctx, name->as.scalar.text, bytes);
}

struct package *rich_package(struct rich *r, const struct value *name, struct span bytes)
{
    struct package *p = package_open(r->ctx, name->as.scalar.text, bytes);

    if (p && (package_kind(p) == PACKAGE_ODT) != (r->odt != NULL))
        p = converted(r, name, p);
    if (p)
        spelling_set(p, r->odt ? SPELLING_ANY : additions_kind(r->add));
    return p;
}

static bool is_listed(const char *keys, const char *key)
{
    size_t n = strlen(key);

    for (const char *p = keys; *p;) {
        size_t k = strcspn(p, " ");

        if (k == n && memcmp(p, key, n) == 0)
            return true;
        p += k + (p[k] == ' ');
    }
    return false;
}

bool rich_members(struct rich *r, const struct value *v, const char *keys)
{
    const struct value *tag = rich_tag(v);
    bool ok = true;

    for (size_t i = 0; i < v->as.items.n; i++) {
        const struct value *member = v->as.items.v[i];

        if (member == tag || is_listed(keys, member->key))
            continue;
        diag(r->ctx, DIAG_RICH_MEMBER, member->key_pos, member->written_key, tag ? tag->written_key : "{ text }", *keys ? keys : "-");
        ok = false;
    }
    return ok;
}

const struct value *rich_member(struct rich *r, const struct value *v, const char *key)
{
    return value_member(v, key) ? read_member(r->ctx, v, key) : NULL;
}

bool rich_length(struct rich *r, const struct value *v, long *emu)
{
    static const struct {
        const char *unit;
        int emu;
    } units[] = {{"mm", RICH_EMU_MM}, {"cm", 10 * RICH_EMU_MM}, {"in", RICH_EMU_INCH}, {"pt", RICH_EMU_PT}};
    const char *p;
    double number = 0, place = 1;
    bool digits = false;

    if (v->type != VALUE_SCALAR)
        return rich_fault(r, DIAG_RICH_LENGTH, v);
    read_value(r->ctx, v);
    p = v->as.scalar.text;
    for (; *p >= '0' && *p <= '9' && number < 1e6; p++, digits = true)
        number = 10 * number + (*p - '0');
    if (*p == '.' || *p == ',')
        for (p++; *p >= '0' && *p <= '9'; p++, digits = true)
            number += (*p - '0') * (place /= 10);
    while (*p == ' ')
        p++;
    for (size_t i = 0; digits && i < sizeof units / sizeof *units; i++) {
        double length = floor(number * units[i].emu + 1e-6);

        if (strcmp(p, units[i].unit) == 0 && length >= 1 && length <= RICH_MAX_LENGTH) {
            *emu = (long)length;
            return true;
        }
    }
    return rich_fault(r, DIAG_RICH_LENGTH, v);
}

/* A file that was read: a loop prints the same picture many times. */
struct rich_file {
    struct rich_file *next;
    const char *path;
    struct span bytes;
};

bool rich_file_named(struct rich *r, const char *of, const char *text, struct pos pos, size_t limit, struct span *out)
{
    struct buf bytes = {0};
    struct rich_file *file;
    char *path;

    switch (file_beside(r->ctx, r->arena, of, text, &path)) {
    case FILE_OUTSIDE:
        diag(r->ctx, DIAG_RICH_OUTSIDE, pos, text);
        return false;
    case FILE_ABSENT:
        diag(r->ctx, DIAG_RICH_ABSENT, pos, text);
        return false;
    case FILE_BESIDE:
        break;
    }
    for (file = r->files; file && strcmp(file->path, path) != 0; file = file->next)
        ;
    if (!file) {
        if (!file_read_named(r->ctx, path, limit, pos, &bytes)) {
            buf_release(&bytes);
            return false;
        }
        file = ARENA_NEW(r->arena, struct rich_file);
        file->path = path;
        file->bytes.n = bytes.n;
        file->bytes.p = arena_buf(r->arena, &bytes);
        file->next = r->files;
        r->files = file;
    }
    *out = file->bytes;
    return true;
}

bool rich_file(struct rich *r, const struct value *name, size_t limit, struct span *out)
{
    const char *text = rich_text_of(r, name);

    return text && rich_file_named(r, name->source ? name->source->file : "", text, name->pos, limit, out);
}
