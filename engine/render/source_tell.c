/* Telling in the PDF what the document was made of and with what, and whether that can be had again. */
#include "render/source.h"

#include <stdlib.h>

#include "base/diag/render.h"
#include "base/file.h"
#include "data/canonical.h"
#include "data/markdown.h"
#include "font/font.h"
#include "paint/paint.h"
#include "render/facts.h"
#include "text/text.h"

/* ---- with what ---- */

struct library {
    const char *name, *version;
};
enum { LIBRARIES = 6 };

static void libraries(struct arena *a, struct library out[LIBRARIES])
{
    const struct library all[LIBRARIES] = {{"cairo", paint_cairo_version()},       {"cmark-gfm", markdown_cmark_version()},
                                           {"freetype", paint_freetype_version(a)}, {"harfbuzz", font_harfbuzz_version()},
                                           {"icu", text_icu_version(a)},            {"zlib", pdf_zlib_version()}};

    memcpy(out, all, sizeof all);
}

struct font {
    const char *file, *sha256;
    int index;
};

static int by_file(const void *x, const void *y)
{
    const struct font *a = x, *b = y;
    int order = strcmp(a->file, b->file);

    if (!order)
        order = strcmp(a->sha256, b->sha256);
    return order ? order : (a->index > b->index) - (a->index < b->index);
}

/* Reckoned once a context: fonts are large. */
static const char *font_digest(vb_context *c, const struct face *face)
{
    struct font_digest *d = c->font_digests;

    while (d && strcmp(d->file, face_file(face)) != 0)
        d = d->next;
    if (!d) {
        const size_t n = strlen(face_file(face)) + 1;
        d = mem_alloc(sizeof *d);
        d->file = mem_alloc(n);
        memcpy(d->file, face_file(face), n);
        digest_hex(face_bytes(face), d->sha256);
        d->next = c->font_digests;
        c->font_digests = d;
    }
    return d->sha256;
}

/* The font files that print the pages, in the order of their names. */
static struct font *fonts_of(vb_document *d, struct arena *a, size_t *n)
{
    enum { MOST = 256 };
    struct font *v = ARENA_NEWS(a, MOST, struct font);
    const struct face *faces[MOST];
    size_t seen = 0, different = 0;
    const struct frame_item *item;

    for (size_t k = 0; k < d->frames->n_pages; k++)
        for (struct frame_cursor at = {.page = &d->frames->pages[k]}; (item = frame_next(&at));) {
            size_t j = 0;
            if (item->type != FRAME_TEXT)
                continue;
            while (j < seen && faces[j] != item->as.text.face)
                j++;
            if (j == seen && seen < MOST)
                faces[seen++] = item->as.text.face;
        }
    for (size_t j = 0; j < seen; j++)
        v[j] = (struct font){path_base(a, face_file(faces[j]), true), font_digest(d->context, faces[j]), face_index(faces[j])};
    qsort(v, seen, sizeof *v, by_file);
    for (size_t j = 0; j < seen; j++)
        if (different == 0 || by_file(&v[different - 1], &v[j]) != 0)
            v[different++] = v[j];
    *n = different;
    return v;
}

static void put_number(struct data *m, struct value *map, const char *key, int n)
{
    value_add_text(m, map, key, arena_printf(&m->arena, "%d", n))->as.scalar.quoted = false;
}

/* {"engine":…, "fonts":…, "format":1, "libraries":…, "made":…}, in the arena. */
static const char *manifest(vb_document *d, struct arena *a)
{
    struct library all[LIBRARIES];
    struct value *engine, *list, *versions;
    struct buf out = {0};
    struct font *fonts;
    struct data m;
    size_t n;

    data_init(&m, &d->context->ctx);
    m.exact_keys = true;
    engine = value_add_many(&m, m.root, "engine", VALUE_MAP);
    value_add_text(&m, engine, "version", PACKAGE_VERSION);
    value_add_text(&m, engine, "digest", engine_digest);
    list = value_add_many(&m, m.root, "fonts", VALUE_LIST);
    fonts = fonts_of(d, a, &n);
    for (size_t i = 0; i < n; i++) {
        struct value *font = value_add_many(&m, list, NULL, VALUE_MAP);
        value_add_text(&m, font, "file", fonts[i].file);
        value_add_text(&m, font, "sha256", fonts[i].sha256);
        put_number(&m, font, "index", fonts[i].index);
    }
    versions = value_add_many(&m, m.root, "libraries", VALUE_MAP);
    libraries(a, all);
    for (size_t i = 0; i < LIBRARIES; i++)
        value_add_text(&m, versions, all[i].name, all[i].version);
    put_number(&m, m.root, "format", SOURCE_FORMAT);
    value_canonical(m.root, NULL, &out);
    data_release(&m);
    out.n--; /* what it is made of was written when it was read; its key is the last */
    buf_printf(&out, ",\"made\":%s}", d->source->made);
    return arena_buf(a, &out);
}

/* ---- in the PDF ---- */

static const struct {
    const char *suffix, *mime;
    enum pdf_relation relation;
    const char *about;
} kinds[] = {{".xml", "application/xml", PDF_RELATION_SOURCE, "Mẫu hoặc thể thức đã dùng"},
             {".json", "application/json", PDF_RELATION_DATA, "Dữ liệu"},
             {".csv", "text/csv", PDF_RELATION_DATA, "Bảng số liệu"},
             {".md", "text/markdown", PDF_RELATION_SOURCE, "Lời văn đi kèm"},
             {".markdown", "text/markdown", PDF_RELATION_SOURCE, "Lời văn đi kèm"},
             {".png", "image/png", PDF_RELATION_SOURCE, "Ảnh gốc"},
             {".jpg", "image/jpeg", PDF_RELATION_SOURCE, "Ảnh gốc"},
             {".jpeg", "image/jpeg", PDF_RELATION_SOURCE, "Ảnh gốc"},
             {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", PDF_RELATION_DATA, "Bảng số liệu"},
             {".ods", "application/vnd.oasis.opendocument.spreadsheet", PDF_RELATION_DATA, "Bảng số liệu"},
             {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", PDF_RELATION_SOURCE, "Tệp mẫu hoặc tệp gốc"},
             {".odt", "application/vnd.oasis.opendocument.text", PDF_RELATION_SOURCE, "Tệp mẫu hoặc tệp gốc"},
             {"", "application/octet-stream", PDF_RELATION_SOURCE, "Tệp nguồn"}};

/* `suffix` is in lower case: the bit that capitals lack is set in a stop as well. */
static bool ends_with(const char *name, const char *suffix)
{
    const size_t n = strlen(name), k = strlen(suffix);

    for (size_t i = 0; i < k; i++)
        if (k > n || (name[n - k + i] | 32) != suffix[i])
            return false;
    return true;
}

static struct pdf_attachment attachment(const char *name, struct span bytes)
{
    size_t i = 0;

    while (!ends_with(name, kinds[i].suffix))
        i++;
    return (struct pdf_attachment){name, kinds[i].mime, kinds[i].about, kinds[i].relation, bytes};
}

const struct pdf_origin *source_origin(vb_document *d, struct arena *a)
{
    const struct source_of *s = d->source;
    struct pdf_origin *o = ARENA_NEW(a, struct pdf_origin);
    struct pdf_fact *facts = ARENA_NEWS(a, FACTS_MOST, struct pdf_fact);
    const char **digests;
    struct pdf_attachment *files;
    vb_paper paper;

    o->facts = facts;
    if (!vb_document_secrecy(d) && vb_document_paper(d, &paper))
        o->n_facts = facts_of(&paper, a, facts);
    if (!s)
        return o->n_facts ? o : NULL;
    digests = ARENA_NEWS(a, s->n_files + 1, const char *);
    files = ARENA_NEWS(a, s->n_files + 2, struct pdf_attachment);
    o->engine = arena_printf(a, "%s (%s)", PACKAGE_VERSION, engine_digest);
    o->digests = digests;
    if (s->values_sha256)
        digests[o->n_digests++] = arena_printf(a, "%s  values.json", s->values_sha256);
    for (size_t i = 0; i < s->n_files; i++)
        digests[o->n_digests++] = arena_printf(a, "%s  %s", s->files[i].sha256, s->files[i].name);
    if (!s->embed)
        return o;
    const char *text = manifest(d, a);
    o->files = files;
    files[o->n_files] = attachment("manifest.json", span_of(text));
    files[o->n_files++].about = "Tệp PDF này được làm từ những gì, bằng gì (vanban render --from)";
    if (s->values_sha256) {
        files[o->n_files] = attachment("values.json", s->values);
        files[o->n_files++].about = "Các giá trị mà văn bản đã dùng";
    }
    for (size_t i = 0; i < s->n_files; i++)
        files[o->n_files++] = attachment(s->files[i].name, s->files[i].bytes);
    return o;
}

/* ---- and again ---- */

bool source_holds(vb_document *d, struct span pdf)
{
    const struct source_of *s = d->source;
    struct ctx *ctx = &d->context->ctx, quiet = *ctx;
    size_t at = 0, n = 0;
    void *again = NULL;
    vb_document *other;
    bool ok;

    if (!s || !s->embed)
        return true;
    if (s->original.n) {
        while (at < pdf.n && at < s->original.n && pdf.p[at] == s->original.p[at])
            at++;
        if (at < pdf.n || at < s->original.n)
            diag(ctx, DIAG_SOURCE_DIFFERS, pos_file(s->name), arena_printf(&d->arena, "%zu", at));
        return at == pdf.n && at == s->original.n;
    }
    ctx->sink = NULL; /* what there is to say was said */
    other = vb_document_from_pdf(d->context, "", pdf.p, pdf.n);
    ok = other && vb_document_render(other, vb_format_find("pdf"), 0, &again, &n);
    vb_free(again);
    vb_document_free(other);
    ctx->sink = quiet.sink;
    ctx->errors = quiet.errors;
    ctx->warnings = quiet.warnings;
    ctx->hints = quiet.hints;
    if (!ok)
        diag(ctx, DIAG_SOURCE_UNPROVED, (struct pos){0});
    return ok;
}

struct comparison {
    vb_document *d;
    bool must, agrees;
};

static void differs(struct comparison *c, const char *what, const char *then, const char *now)
{
    c->agrees = false;
    diag(&c->d->context->ctx, c->must ? DIAG_SOURCE_OTHER : DIAG_SOURCE_OTHER_NOW, pos_file(c->d->source->name), what, then, now);
}

static const char *text_at(const struct value *map, const char *key)
{
    const struct value *v = value_member(map, key);

    return value_is_text(v) ? v->as.scalar.text : "-";
}

static void compare_fonts(struct comparison *c, const struct value *then)
{
    struct arena a = {0};
    size_t n, met = 0;
    const struct font *now = fonts_of(c->d, &a, &n);

    for (size_t i = 0; i < n; i++) {
        const char *file = now[i].file, *digest = NULL;
        for (size_t k = 0; k < value_count(then) && !(digest && strcmp(digest, now[i].sha256) == 0); k++)
            if (strcmp(text_at(value_item(then, k), "file"), file) == 0)
                digest = text_at(value_item(then, k), "sha256");
        met += digest != NULL;
        if (!digest || strcmp(digest, now[i].sha256) != 0)
            differs(c, arena_printf(&a, c->d->context->ctx.lang == LANG_VI ? "phông chữ %s" : "the font %s", file), digest ? digest : "-", now[i].sha256);
    }
    if (c->agrees && met != value_count(then))
        for (size_t k = 0; k < value_count(then); k++) {
            const char *file = text_at(value_item(then, k), "file");
            size_t i = 0;
            while (i < n && strcmp(now[i].file, file) != 0)
                i++;
            if (i == n)
                differs(c, arena_printf(&a, c->d->context->ctx.lang == LANG_VI ? "phông chữ %s" : "the font %s", file),
                        text_at(value_item(then, k), "sha256"), "-");
        }
    arena_release(&a);
}

bool source_agrees(vb_document *d, bool must)
{
    struct source_of *s = d->source;
    struct comparison c = {d, must, true};
    struct library all[LIBRARIES];
    const struct value *engine, *versions;
    struct data m;

    if (!s || !s->original.n || (!must && s->told))
        return true;
    s->told = true;
    data_init(&m, &d->context->ctx);
    m.exact_keys = true;
    if (data_read_memory(&m, "manifest.json", span_of(s->manifest))) {
        engine = value_member(m.root, "engine");
        versions = value_member(m.root, "libraries");
        if (strcmp(text_at(engine, "version"), PACKAGE_VERSION) != 0)
            differs(&c, "vanban", text_at(engine, "version"), PACKAGE_VERSION);
        else if (strcmp(text_at(engine, "digest"), engine_digest) != 0)
            differs(&c, "vanban", text_at(engine, "digest"), engine_digest);
        libraries(&m.arena, all);
        for (size_t i = 0; i < LIBRARIES; i++)
            if (strcmp(text_at(versions, all[i].name), all[i].version) != 0)
                differs(&c, all[i].name, text_at(versions, all[i].name), all[i].version);
        if (d->frames)
            compare_fonts(&c, value_member(m.root, "fonts"));
    }
    data_release(&m);
    return c.agrees || !must;
}
