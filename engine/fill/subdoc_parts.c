/* Parts and notes of a sub-document: pictures, charts, embedded files with all that they lead to, foot- and endnotes
 * (ECMA-376-1, 17.11). */
#include <stdlib.h>

#include "fill/subdoc.h"
#include "model/picture.h"
#include "package/xml.h"

/* ---- parts ---- */

/* "media/image" and "png" of "word/media/image7.png". */
static void name_pieces(struct arena *a, const char *name, const char **stem, const char **suffix)
{
    const char *dot = strrchr(name, '.'), *end;

    name = strncmp(name, "word/", 5) == 0 ? name + 5 : name;
    end = dot && dot > name ? dot : name + strlen(name);
    *suffix = dot && dot > name ? dot + 1 : "bin";
    while (end > name && end[-1] >= '0' && end[-1] <= '9')
        end--;
    *stem = arena_span(a, span_make(name, (size_t)(end - name)));
}

static const char *take_part(struct taking *t, const char *part)
{
    struct rich *r = t->s->r;
    const char *now = renames_lookup(&t->s->parts, part), *stem, *suffix, *type = opc_content_type(t->s->package, part);
    const struct opc_rel *rels;
    struct picture picture;
    struct span bytes;
    size_t n;

    if (now)
        return now;
    if (t->depth >= SUBDOC_MAX_DEPTH || t->s->parts.n >= SUBDOC_MAX_PARTS || !package_part(t->s->package, part, &bytes)) {
        t->ok = false;
        return NULL;
    }
    if (picture_size(bytes, &picture) == PICTURE_OK) {
        now = add_media(r->add, bytes, picture.jpeg);
        renames_add(t->s->r, &t->s->parts, part, now);
        return now;
    }
    name_pieces(r->arena, part, &stem, &suffix);
    now = add_part(r->add, stem, suffix, type ? type : "application/octet-stream", bytes);
    renames_add(t->s->r, &t->s->parts, part, now);
    rels = opc_rels(t->s->package, part, &n);
    for (size_t i = 0; rels && i < n; i++) {
        const char *kind = strrchr(rels[i].type, '/');
        struct taking inner = {t->s, part, now, t->depth + 1, true};
        const char *target = rels[i].external ? rels[i].target : rels[i].dangling ? NULL : take_part(&inner, rels[i].target);

        if (target && kind) /* the part names it by this id, so it keeps it */
            add_relation_as(r->add, now, rels[i].id, rels[i].type, target, rels[i].external);
        t->ok &= inner.ok;
    }
    return now;
}

const char *take_relation(struct taking *t, const char *id)
{
    const struct opc_rel *rel = opc_rel_by_id(t->s->package, t->source, id);
    const char *slash = rel ? strrchr(rel->type, '/') : NULL, *part;

    if (!slash || rel->dangling)
        return NULL;
    if (rel->external)
        return add_relation(t->s->r->add, t->target, slash + 1, rel->target, true);
    part = take_part(t, rel->target);
    return part ? add_relation(t->s->r->add, t->target, slash + 1, part, false) : NULL;
}

/* ---- notes ---- */

const char *notes_part(struct rich *r, const char *kind)
{
    const char *root = arena_printf(r->arena,
        "<w:%ss xmlns:w=\"%s\">"
        "<w:%s w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:%s>"
        "<w:%s w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:%s></w:%ss>",
        kind, additions_uri(r->add, "wordprocessingml", "main"), kind, kind, kind, kind, kind);
    const char *plural = arena_printf(r->arena, "%ss", kind);

    return add_needed_part(r->add, plural, arena_printf(r->arena, "word/%s.xml", plural), arena_printf(r->arena, "%s%s+xml", ADD_WORD, plural), root);
}

const char *notes_id(struct rich *r, const char *kind)
{
    long *last = &r->notes[strcmp(kind, "endnote") == 0];
    struct span text;

    if (!*last && package_has(r->package, notes_part(r, kind)) && package_text(r->package, notes_part(r, kind), &text))
        for (const char *p = text.p, *end = p + text.n; (p = memmem(p, (size_t)(end - p), "id=\"", 4));) {
            long id = strtol(p += 4, NULL, 10);

            *last = id > *last ? id : *last;
        }
    return arena_printf(r->arena, "%ld", ++*last);
}

const char *take_note(struct taking *t, const char *kind, const char *id)
{
    struct rich *r = t->s->r;
    const struct opc_rel *rel = opc_rel_by_kind(t->s->package, t->s->main, arena_printf(r->arena, "%ss", kind));
    xmlDoc *doc = rel && !rel->external && !rel->dangling ? package_xml(t->s->package, rel->target) : NULL;
    xmlNode *note = doc ? xmlDocGetRootElement(doc)->children : NULL, *copy;
    struct taking inner = {t->s, rel ? rel->target : NULL, NULL, t->depth + 1, true};
    struct buf b = {0};
    const char *own, *now;

    if (strcmp(t->source, t->s->main) != 0 || strcmp(t->target, opc_main(r->package)) != 0)
        return NULL; /* notes belong to the text, not to a header or another note */
    for (; note; note = note->next)
        if (node_is(note, kind) && (own = node_attribute(r->arena, note, "id")) && strcmp(own, id) == 0)
            break;
    if (!note)
        return NULL;
    inner.target = notes_part(r, kind);
    now = notes_id(r, kind);
    copy = node_take(&inner, note);
    node_set(copy, "id", now);
    node_write(copy, &b);
    node_free(copy);
    add_into(r->add, inner.target, "", buf_span(&b));
    buf_release(&b);
    return now;
}
