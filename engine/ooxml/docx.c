/* A DOCX package (ECMA-376-2: Open Packaging Conventions): its parts, their relations, their order.
 *
 * Idea: stories are written first and tell on the way which headers, notes and pictures there are;
 * what lists them (relations, content types) is written last and still stands first in the package.
 * Invariant: parts come out in the order of `enum fixed_part`, then in document order; nothing is
 * taken from the clock, so the same tree gives the same bytes. */
#include "ooxml/docx.h"

#include <stdlib.h>

#include "ooxml/writer.h"
#include "package/zip.h"

#define TYPE_WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define TYPE_PACKAGE "application/vnd.openxmlformats-"

static const struct {
    const char *name, *type;
} FIXED[PART__FIXED] = {
    [PART_TYPES] = {"[Content_Types].xml", NULL},
    [PART_RELS] = {"_rels/.rels", NULL},
    [PART_DOCUMENT] = {"word/document.xml", TYPE_WORD "document.main+xml"},
    [PART_DOCUMENT_RELS] = {"word/_rels/document.xml.rels", NULL},
    [PART_STYLES] = {"word/styles.xml", TYPE_WORD "styles+xml"},
    [PART_SETTINGS] = {"word/settings.xml", TYPE_WORD "settings+xml"},
    [PART_FONTS] = {"word/fontTable.xml", TYPE_WORD "fontTable+xml"},
    [PART_CORE] = {"docProps/core.xml", TYPE_PACKAGE "package.core-properties+xml"},
    [PART_APP] = {"docProps/app.xml", TYPE_PACKAGE "officedocument.extended-properties+xml"},
};

void docx_fail(struct docx *w, diag_code code, const struct node *n, const char *a)
{
    diag(w->ctx, code, n->pos, a);
    w->failed = true;
}

struct part *docx_part(struct docx *w, const char *name, const char *type)
{
    MEM_ROOM(w->parts, w->n_parts, w->cap_parts);
    struct part *part = &w->parts[w->n_parts++];
    *part = (struct part){.name = name, .type = type};
    return part;
}

const char *docx_rel(struct docx *w, struct rels *rels, const char *type, const char *target,
                     bool external)
{
    MEM_ROOM(rels->v, rels->n, rels->cap);
    rels->v[rels->n++] = (struct rel){type, target, external};
    return arena_printf(&w->arena, "rId%zu", rels->n);
}

/* ---- stories ---- */

static const struct {
    const char *prefix, *uri;
} NAMESPACES[] = {
    {"xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"},
    {"xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
    {"xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"},
    {"xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"},
    {"xmlns:w14", "http://schemas.microsoft.com/office/word/2010/wordml"},
    {"mc:Ignorable", "w14"}, /* paragraph ids; a reader of the standard alone passes over them */
};

void story_begin(struct story *s, struct docx *w, const char *root)
{
    *s = (struct story){.docx = w};
    xml_begin(&s->x, &s->out);
    xml_open(&s->x, root);
    for (size_t i = 0; i < sizeof(NAMESPACES) / sizeof(NAMESPACES[0]); i++)
        xml_attr(&s->x, NAMESPACES[i].prefix, NAMESPACES[i].uri);
}

void story_end(struct story *s)
{
    xml_close(&s->x);
    xml_end(&s->x);
}

void story_add(struct story *s, const char *name, const char *type)
{
    struct docx *w = s->docx;
    docx_part(w, arena_printf(&w->arena, "word/%s", name), type)->xml = s->out;
    if (s->rels.n)
        docx_rels(&s->rels,
                  &docx_part(w, arena_printf(&w->arena, "word/_rels/%s.rels", name), NULL)->xml);
    free(s->rels.v);
    *s = (struct story){0};
}

/* ---- the package ---- */

static void write_package_rels(struct docx *w)
{
    struct rels rels = {0};
    docx_rel(w, &rels, "officeDocument", FIXED[PART_DOCUMENT].name, false);
    docx_rel(w, &rels, "metadata/core-properties", FIXED[PART_CORE].name, false);
    docx_rel(w, &rels, "extended-properties", FIXED[PART_APP].name, false);
    docx_rels(&rels, &w->parts[PART_RELS].xml);
    free(rels.v);
}

static bool pack(struct docx *w, struct buf *out)
{
    struct zip_part *entries = ARENA_NEWS(&w->arena, w->n_parts, struct zip_part);
    for (size_t i = 0; i < w->n_parts; i++) {
        const struct part *part = &w->parts[i];
        bool picture = part->xml.n == 0;
        entries[i] =
            (struct zip_part){part->name, picture ? part->bytes : buf_span(&part->xml), picture};
    }
    return zip_write(w->ctx, entries, w->n_parts, out);
}

bool docx_write(struct ctx *ctx, const struct doc *doc, struct buf *out)
{
    struct docx w = {.ctx = ctx, .doc = doc};
    for (int i = 0; i < PART__FIXED; i++)
        docx_part(&w, FIXED[i].name, FIXED[i].type);
    docx_make_styles(&w);

    docx_document(&w);
    if (doc->numberings.n) {
        struct buf xml = {0};
        docx_numbering(&w, &xml);
        docx_part(&w, "word/numbering.xml", TYPE_WORD "numbering+xml")->xml = xml;
    }
    docx_styles(&w, &w.parts[PART_STYLES].xml);
    docx_settings(&w, &w.parts[PART_SETTINGS].xml);
    docx_fonts(&w, &w.parts[PART_FONTS].xml);
    docx_core(&w, &w.parts[PART_CORE].xml);
    docx_app(&w, &w.parts[PART_APP].xml);
    write_package_rels(&w);
    docx_types(&w, &w.parts[PART_TYPES].xml);
    bool ok = !w.failed && pack(&w, out);

    for (size_t i = 0; i < w.n_parts; i++)
        buf_release(&w.parts[i].xml);
    free(w.parts);
    free(w.notes);
    arena_release(&w.arena);
    return ok;
}
