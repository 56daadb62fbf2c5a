/* A package in docxtemplater's dialect: which parts are filled, and in which order, so that {x = ...} of a setting is known in
 * the body. */
#include "base/diag/fill.h"
#include "base/diag/mustache.h"
#include "fill/mustache.h"

#include <libxml/tree.h>

#include "base/file.h"
#include "fill/own.h"
#include "fill/package.h"
#include "package/opc.h"
#include "package/xml.h"

/* By content type, as docxtemplater has it; endnotes are ours. */
static const struct {
    const char *type;
    diag_code place;
    bool document, breaks;
} rows[] = {
    {"wordprocessingml.settings+xml", DIAG_FILL_A_PROPERTY, false, false},
    {"package.core-properties+xml", DIAG_FILL_A_PROPERTY, false, false},
    {"officedocument.extended-properties+xml", DIAG_FILL_A_PROPERTY, false, false},
    {"officedocument.custom-properties+xml", DIAG_FILL_A_PROPERTY, false, false},
    {"drawingml.diagramData+xml", DIAG_FILL_A_DIAGRAM, false, true},
    {"ms-office.drawingml.diagramDrawing+xml", DIAG_FILL_A_DIAGRAM, false, true},
    {"wordprocessingml.header+xml", DIAG_FILL_A_HEADER, true, true},
    {"wordprocessingml.document.main+xml", DIAG_FILL_A_BODY, true, true},
    {"wordprocessingml.template.main+xml", DIAG_FILL_A_BODY, true, true},
    {"wordprocessingml.footer+xml", DIAG_FILL_A_FOOTER, true, true},
    {"wordprocessingml.footnotes+xml", DIAG_FILL_A_FOOTNOTE, true, true},
    {"wordprocessingml.endnotes+xml", DIAG_FILL_A_ENDNOTE, true, true},
    {"wordprocessingml.comments+xml", DIAG_FILL_A_COMMENT, true, true},
};
enum { ROWS = sizeof rows / sizeof *rows };

static size_t row_of(struct package *p, const char *part)
{
    const char *type = opc_content_type(p, part);
    size_t i = 0;

    while (type && i < ROWS && !strstr(type, rows[i].type))
        i++;
    return type ? i : ROWS;
}

/* The page of a cover has its texts in a custom XML part. */
static bool is_cover(struct package *p, const char *part)
{
    struct span text;

    return strncmp(part, "customXml/item", 14) == 0 && !strstr(part, "Props") && package_text(p, part, &text) &&
           memmem(text.p, text.n, "schemas.microsoft.com/office/2006/coverPageProps", 48);
}

bool mustache_is(struct package *p, bool *doubled)
{
    bool met[MUSTACHE_JINJA + 1] = {false};

    for (size_t i = 0; i < package_parts(p) && !met[MUSTACHE_JINJA]; i++) {
        const char *name = package_part_name(p, i);
        size_t row = row_of(p, name);
        struct span text;

        if (row != ROWS && rows[row].document && package_text(p, name, &text))
            met[mustache_looks(text)] = true;
    }
    *doubled = met[MUSTACHE_SECTION];
    if (met[MUSTACHE_JINJA])
        return false;
    return met[MUSTACHE_SECTION] || (met[MUSTACHE_SINGLE] && !met[MUSTACHE_EITHER]);
}

struct filling {
    struct mustache m;
    struct package *p;
    struct package_change *changes;
    size_t n;
    bool ok;
};

static void fill_part(struct filling *f, const char *part, diag_code place, bool document, bool breaks)
{
    struct mustache m = f->m;
    struct pieces pieces;
    struct texts out = {0};
    struct span bytes;
    struct buf b = {0};
    size_t tags, n;

    if (!package_text(f->p, part, &bytes)) {
        f->ok = false;
        return;
    }
    if (!memchr(bytes.p, '{', bytes.n) && !memchr(bytes.p, '}', bytes.n))
        return;
    m.place = diag_text(place, m.ctx->lang);
    if (place != DIAG_FILL_A_BODY)
        m.place = arena_printf(m.arena, "%s (%s)", m.place, path_base(m.arena, part, true));
    m.document = document;
    m.bytes = bytes;
    m.main = place == DIAG_FILL_A_BODY;
    m.options.line_breaks = m.options.line_breaks && breaks;
    if (!mustache_read(&m, bytes, &pieces, &tags) || !mustache_loops(&m, &pieces)) {
        f->ok = false;
        return;
    }
    if (tags == 0 && !document)
        return;
    if (!mustache_run(&m, &pieces, &out)) {
        f->ok = false;
        return;
    }
    for (size_t i = 0; i < out.n; i++)
        buf_putspan(&b, out.v[i]);
    n = b.n;
    f->changes[f->n++] = (struct package_change){.name = part, .content = span_make(arena_buf(m.arena, &b), n)};
}

bool mustache_package(struct filler *f, struct package *p, const struct data *data, struct mustache_options options,
                      const struct package_change **changes, size_t *n)
{
    struct filling all = {.m = {.ctx = f->ctx, .arena = &f->arena, .ev = f->ev, .options = options, .file = f->name, .data = data,
                                .root = mustache_root(&f->arena, data),
                                .rich = options.strict ? &f->rich : NULL},
                          .p = p, .changes = ARENA_NEWS(&f->arena, package_parts(p) + 1, struct package_change), .ok = true};

    expr_mode(f->ev, EXPR_EXACT | (options.strict ? 0 : EXPR_JOINS));
    for (size_t row = 0; row < ROWS; row++) {
        for (size_t i = 0; i < package_parts(p); i++) {
            const char *name = package_part_name(p, i);

            if (row_of(p, name) == row)
                fill_part(&all, name, rows[row].place, rows[row].document, rows[row].breaks);
        }
    }
    for (size_t i = 0; i < package_parts(p); i++)
        if (is_cover(p, package_part_name(p, i)))
            fill_part(&all, package_part_name(p, i), DIAG_FILL_A_PROPERTY, false, false);
    *changes = all.changes;
    *n = all.n;
    return all.ok;
}

bool fill_mode_named(const char *name, enum fill_mode *out)
{
    static const char *const names[] = {[FILL_DOCXTPL] = "docxtpl", [FILL_DOCXTEMPLATER] = "docxtemplater",
                                        [FILL_DOCXTEMPLATER_PLAIN] = "docxtemplater-plain"};

    *out = FILL_STRICT;
    for (int i = FILL_DOCXTPL; name && i <= FILL_DOCXTEMPLATER_PLAIN; i++)
        if (strcmp(name, names[i]) == 0)
            *out = (enum fill_mode)i;
    return !name || *out != FILL_STRICT;
}
