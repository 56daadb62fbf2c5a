/* Additions to a package, DOCX or ODT.
 *
 * Invariant: what is added is only listed until additions_changes, which scans each touched part once, so a thousand
 * pictures cost no more than a thousand lines (ISO/IEC 29500-2: 6.5 relationships, 7.2.3 content types). */
#include "fill/add.h"

#include "base/xml.h"
#include "package/xscan.h"
#include "package/xml.h"

#define URI_PACKAGE "http://schemas.openxmlformats.org/package/2006/"

struct added_part {
    struct added_part *next;
    const char *name, *type;
    struct span bytes;
    bool stored, media;
};

struct added_relation {
    struct added_relation *next;
    const char *source, *kind, *id, *target;
    bool external;
};

/* Text for one place of one part. */
struct insertion {
    struct insertion *next;
    const char *part, *before;
    const char **xml; /* pieces */
    size_t *length;
    size_t n, cap;
};

struct replacement {
    struct replacement *next;
    const char *part;
    struct span bytes;
};

struct additions {
    struct package *p;
    struct arena *a;
    struct added_part *parts, **last_part;
    struct added_relation *relations, **last_relation;
    struct insertion *insertions, **last_insertion;
    struct replacement *replacements;
    unsigned relation_number, number;
    enum spelling_kind kind; /* of the document */
    const char *uri;         /* of relationships */
    bool odt;
};

static bool is_strict(struct package *p)
{
    size_t n;
    const struct opc_rel *rels = opc_rels(p, "", &n);

    for (size_t i = 0; rels && i < n; i++)
        if (opc_rel_is(&rels[i], "officeDocument"))
            return strncmp(rels[i].type, "http://purl.oclc.org/", 21) == 0;
    return false;
}

struct additions *additions_new(struct package *p, struct arena *a)
{
    struct additions *ad = ARENA_NEW(a, struct additions);

    *ad = (struct additions){.p = p, .a = a, .last_part = &ad->parts, .last_relation = &ad->relations,
                             .last_insertion = &ad->insertions, .odt = package_kind(p) == PACKAGE_ODT};
    ad->kind = !ad->odt && is_strict(p) ? SPELLING_STRICT : SPELLING_TRANSITIONAL;
    ad->uri = additions_uri(ad, "officeDocument", "relationships");
    return ad;
}

/* ---- parts ---- */

static struct added_part *lookup_part(const struct additions *ad, const char *name)
{
    for (struct added_part *part = ad->parts; part; part = part->next)
        if (strcmp(part->name, name) == 0)
            return part;
    return NULL;
}

static struct added_part *append_part(struct additions *ad, const char *name, const char *type, struct span bytes)
{
    struct added_part *part = ARENA_NEW(ad->a, struct added_part);

    *part = (struct added_part){.name = name, .type = type, .bytes = bytes};
    *ad->last_part = part;
    ad->last_part = &part->next;
    return part;
}

const char *add_part(struct additions *ad, const char *stem, const char *suffix, const char *type, struct span bytes)
{
    for (unsigned i = 1;; i++) {
        const char *name = arena_printf(ad->a, "%s%s%u.%s", ad->odt ? "" : "word/", stem, i, suffix);

        if (!package_has(ad->p, name) && !lookup_part(ad, name))
            return append_part(ad, name, type, bytes)->name;
    }
}

void add_part_as(struct additions *ad, const char *name, const char *type, struct span bytes)
{
    append_part(ad, name, type, bytes);
}

const char *add_media(struct additions *ad, struct span bytes, bool jpeg)
{
    const char *name;
    struct added_part *part;

    for (part = ad->parts; part; part = part->next)
        if (part->media && span_equal(part->bytes, bytes))
            return part->name;
    name = add_part(ad, ad->odt ? "Pictures/image" : "media/image", jpeg ? "jpeg" : "png", jpeg ? "image/jpeg" : "image/png", bytes);
    part = lookup_part(ad, name);
    part->media = part->stored = true;
    return name;
}

void add_replace(struct additions *ad, const char *part, struct span bytes)
{
    struct replacement *r = ad->replacements;

    while (r && strcmp(r->part, part) != 0)
        r = r->next;
    if (r) {
        r->bytes = bytes;
        return;
    }
    r = ARENA_NEW(ad->a, struct replacement);
    *r = (struct replacement){ad->replacements, part, bytes};
    ad->replacements = r;
}

/* ---- relationships ---- */

static const char *folder_of(struct arena *a, const char *part)
{
    const char *slash = strrchr(part, '/');

    return slash ? arena_span(a, span_make(part, (size_t)(slash - part) + 1)) : "";
}

/* As a relationship names it: from the source's folder, or from the root. */
static const char *target_from(struct additions *ad, const char *source, const char *part)
{
    const char *folder = folder_of(ad->a, source);
    size_t n = strlen(folder);

    return strncmp(part, folder, n) == 0 ? part + n : arena_printf(ad->a, "/%s", part);
}

static const char *lookup_relation(const struct additions *ad, const char *source, const char *kind, const char *target, bool external)
{
    size_t n;
    const struct opc_rel *old = opc_rels(ad->p, source, &n);

    for (size_t i = 0; old && i < n; i++)
        if (old[i].external == external && opc_rel_is(&old[i], kind) && strcmp(old[i].target, target) == 0)
            return old[i].id;
    for (const struct added_relation *r = ad->relations; r; r = r->next)
        if (r->external == external && strcmp(r->source, source) == 0 && strcmp(r->kind, kind) == 0 && strcmp(r->target, target) == 0)
            return r->id;
    return NULL;
}

static void append_relation(struct additions *ad, const char *source, const char *kind, const char *id, const char *target, bool external)
{
    struct added_relation *r = ARENA_NEW(ad->a, struct added_relation);

    *r = (struct added_relation){NULL, arena_str(ad->a, source), kind, id, arena_str(ad->a, target), external};
    *ad->last_relation = r;
    ad->last_relation = &r->next;
}

const char *add_relation(struct additions *ad, const char *source, const char *kind, const char *target, bool external)
{
    const char *id = lookup_relation(ad, source, kind, target, external);

    if (id)
        return id;
    do
        id = arena_printf(ad->a, "rIdVb%u", ++ad->relation_number);
    while (opc_rel_by_id(ad->p, source, id));
    append_relation(ad, source, kind, id, target, external);
    return id;
}

void add_relation_as(struct additions *ad, const char *source, const char *id, const char *type, const char *target, bool external)
{
    append_relation(ad, source, type, id, target, external);
}

const char *add_known_part(struct additions *ad, const char *kind)
{
    const char *main = opc_main(ad->p);
    const struct opc_rel *old = opc_rel_by_kind(ad->p, main, kind);

    if (old && !old->external && !old->dangling)
        return old->target;
    for (const struct added_relation *r = ad->relations; r; r = r->next)
        if (strcmp(r->source, main) == 0 && strcmp(r->kind, kind) == 0)
            return r->target;
    return NULL;
}

const char *add_needed_part(struct additions *ad, const char *kind, const char *name, const char *type, const char *root)
{
    const char *known = add_known_part(ad, kind);

    if (known)
        return known;
    if (package_has(ad->p, name) || lookup_part(ad, name))
        name = add_part(ad, kind, "xml", type, span_of(root));
    else
        append_part(ad, name, type, span_of(root));
    add_relation(ad, opc_main(ad->p), kind, name, false);
    return name;
}

/* ---- insertions ---- */

void add_into(struct additions *ad, const char *part, const char *before, struct span xml)
{
    struct insertion *in = ad->insertions;

    while (in && (strcmp(in->part, part) != 0 || strcmp(in->before, before) != 0))
        in = in->next;
    if (!in) {
        in = ARENA_NEW(ad->a, struct insertion);
        *in = (struct insertion){.part = part, .before = before};
        *ad->last_insertion = in;
        ad->last_insertion = &in->next;
    }
    if (in->n == in->cap) { /* doubles in the arena: the old rows are given up */
        size_t cap = in->cap ? 2 * in->cap : 8;
        const char **v = ARENA_NEWS(ad->a, cap, const char *);
        size_t *length = ARENA_NEWS(ad->a, cap, size_t);

        if (in->n) {
            memcpy(v, in->xml, in->n * sizeof *v);
            memcpy(length, in->length, in->n * sizeof *length);
        }
        in->xml = v;
        in->length = length;
        in->cap = cap;
    }
    in->xml[in->n] = arena_span(ad->a, xml);
    in->length[in->n++] = xml.n;
}

static bool is_one_of(struct span name, const char *list)
{
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, " ");

        if (span_equal(name, span_make(p, n)))
            return true;
        p += n + (p[n] == ' ');
    }
    return false;
}

/* Where the root ends, and before which child the text goes. An empty root (<a/>) is opened. */
struct place {
    size_t at, end; /* end: of the bytes that are replaced (the "/>" of an empty root) */
    const char *name_from;
    size_t name_n; /* of the empty root, to close it */
    const char *around; /* the child that is to be made around the text; NULL: none */
};

/* "automatic-styles/": at the end of this child of the root, which is made before what comes behind it in an ODF part
 * (ODF 1.3 part 3, 3.1.3.2). */
static bool find_inside(struct span text, const char *child, struct place *out)
{
    struct span name = span_make(child, strlen(child) - 1);
    struct xscan s;
    struct xscan_token t;
    bool inside = false;

    xscan_init(&s, text);
    while (xscan_next(&s, &t)) {
        if (t.type == XSCAN_START && s.depth == 1 + !t.empty && span_equal(xscan_local(t.name), name)) {
            inside = !t.empty;
            *out = (struct place){t.to - 2, t.to, t.name.p, t.name.n, NULL};
            if (t.empty)
                return true;
        } else if (inside && t.type == XSCAN_CLOSE && s.depth == 1) {
            *out = (struct place){t.from, t.from, NULL, 0, NULL};
            return true;
        } else if (t.type == XSCAN_START && s.depth == 1 + !t.empty && is_one_of(xscan_local(t.name), "master-styles body")) {
            *out = (struct place){t.from, t.from, NULL, 0, child};
            return true;
        } else if (t.type == XSCAN_CLOSE && s.depth == 0) {
            *out = (struct place){t.from, t.from, NULL, 0, child};
            return true;
        }
    }
    return false;
}

static bool find_place(struct span text, const char *before, struct place *out)
{
    struct xscan s;
    struct xscan_token t;
    int depth = 0;

    xscan_init(&s, text);
    while (xscan_next(&s, &t)) {
        if (t.type == XSCAN_CLOSE) {
            if (--depth == 0) {
                *out = (struct place){t.from, t.from, NULL, 0, NULL};
                return true;
            }
        } else if (t.type == XSCAN_START) {
            if (depth == 1 && is_one_of(xscan_local(t.name), before)) {
                *out = (struct place){t.from, t.from, NULL, 0, NULL};
                return true;
            }
            if (depth == 0 && t.empty) {
                *out = (struct place){t.to - 2, t.to, t.name.p, t.name.n, NULL};
                return true;
            }
            depth += !t.empty;
        }
    }
    return false;
}

static struct span insert(struct additions *ad, struct span text, const struct insertion *in)
{
    struct place place;
    struct buf out = {0};
    size_t n;

    if (*in->before && in->before[strlen(in->before) - 1] == '/' ? !find_inside(text, in->before, &place) : !find_place(text, in->before, &place))
        return text;
    buf_put(&out, text.p, place.at);
    if (place.name_from)
        buf_putc(&out, '>');
    if (place.around)
        buf_printf(&out, "<office:%s>", arena_span(ad->a, span_make(place.around, strlen(place.around) - 1)));
    for (size_t i = 0; i < in->n; i++)
        buf_put(&out, in->xml[i], in->length[i]);
    if (place.around)
        buf_printf(&out, "</office:%s>", arena_span(ad->a, span_make(place.around, strlen(place.around) - 1)));
    if (place.name_from) {
        buf_puts(&out, "</");
        buf_put(&out, place.name_from, place.name_n);
        buf_putc(&out, '>');
    }
    buf_put(&out, text.p + place.end, text.n - place.end);
    n = out.n;
    return span_make(arena_buf(ad->a, &out), n);
}

bool add_base(struct additions *ad, const char *part, struct span *out)
{
    const struct added_part *added = lookup_part(ad, part);

    if (added) {
        *out = added->bytes;
        return true;
    }
    for (const struct replacement *r = ad->replacements; r; r = r->next)
        if (strcmp(r->part, part) == 0) {
            *out = r->bytes;
            return true;
        }
    return package_text(ad->p, part, out);
}

bool add_text(struct additions *ad, const char *part, struct span *out)
{
    if (!add_base(ad, part, out))
        return false;
    for (const struct insertion *in = ad->insertions; in; in = in->next)
        if (strcmp(in->part, part) == 0)
            *out = insert(ad, *out, in);
    return true;
}

const char *additions_uri(const struct additions *ad, const char *family, const char *name)
{
    return spelling_uri(ad->a, ad->kind, family, name);
}

enum spelling_kind additions_kind(const struct additions *ad)
{
    return ad->kind;
}

unsigned add_number(struct additions *ad)
{
    return ad->number++ ? ad->number + 1000000 : 1000001;
}

/* ---- all changes ---- */

static struct span element(struct buf *b, const char *name, const char *const (*attributes)[2])
{
    struct xml x = {0};

    buf_clear(b);
    x.out = b;
    xml_open(&x, name);
    for (; (*attributes)[0]; attributes++)
        xml_attr(&x, (*attributes)[0], (*attributes)[1]);
    xml_close(&x);
    return buf_span(b);
}

/* ODF 1.3 part 2, 4: every file of the package stands in its manifest. */
static void list_entries(struct additions *ad, struct buf *b)
{
    for (const struct added_part *part = ad->parts; part && package_has(ad->p, "META-INF/manifest.xml"); part = part->next)
        add_into(ad, "META-INF/manifest.xml", "", element(b, "manifest:file-entry", (const char *const[][2]){
            {"manifest:full-path", part->name}, {"manifest:media-type", part->type}, {NULL, NULL}}));
}

static void list_types(struct additions *ad, struct buf *b)
{
    for (const struct added_part *part = ad->parts; part; part = part->next) {
        const char *known = opc_content_type(ad->p, part->name);

        if (!known || strcmp(known, part->type) != 0)
            add_into(ad, "[Content_Types].xml", "", element(b, "Override", (const char *const[][2]){
                {"PartName", arena_printf(ad->a, "/%s", part->name)}, {"ContentType", part->type}, {NULL, NULL}}));
    }
}

static void list_relations(struct additions *ad, struct buf *b)
{
    for (const struct added_relation *r = ad->relations; r; r = r->next) {
        const char *part = opc_rels_part(ad->a, r->source);

        if (!package_has(ad->p, part) && !lookup_part(ad, part))
            append_part(ad, part, "application/vnd.openxmlformats-package.relationships+xml",
                        SPAN("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
                             "<Relationships xmlns=\"" URI_PACKAGE "relationships\"/>"));
        add_into(ad, part, "", element(b, "Relationship", (const char *const[][2]){
            {"Id", r->id}, {"Type", strchr(r->kind, '/') ? r->kind : arena_printf(ad->a, "%s/%s", ad->uri, r->kind)},
            {"Target", r->external ? r->target : target_from(ad, r->source, r->target)},
            {r->external ? "TargetMode" : NULL, "External"}, {NULL, NULL}}));
    }
}

/* Prefixes that our elements of ODF have and a part may not declare, as one of another program than LibreOffice. */
static struct span declare(struct additions *ad, struct span text)
{
#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
    static const char *const spaces[][2] = {
        {"office", ODF "office:1.0"}, {"text", ODF "text:1.0"}, {"table", ODF "table:1.0"}, {"style", ODF "style:1.0"},
        {"draw", ODF "drawing:1.0"}, {"fo", ODF "xsl-fo-compatible:1.0"}, {"svg", ODF "svg-compatible:1.0"},
        {"xlink", "http://www.w3.org/1999/xlink"}};
    struct xscan s;
    struct xscan_token t;
    struct span value;
    struct buf b = {0};
    size_t n;

    xscan_init(&s, text);
    while (xscan_next(&s, &t) && t.type != XSCAN_START) {
    }
    for (size_t i = 0; !s.fault && i < sizeof spaces / sizeof *spaces; i++) {
        const char *name = arena_printf(ad->a, "xmlns:%s", spaces[i][0]), *use = arena_printf(ad->a, "%s:", spaces[i][0]);

        if (!xscan_attribute_named(&s, &t, name, &value) && !memmem(text.p, text.n, name, strlen(name)) && memmem(text.p, text.n, use, strlen(use)))
            buf_printf(&b, " %s=\"%s\"", name, spaces[i][1]);
    }
    if (!b.n)
        return text;
    const char *more = arena_buf(ad->a, &b);
    n = (size_t)(t.name.p + t.name.n - text.p);
    buf_put(&b, text.p, n);
    buf_puts(&b, more);
    buf_put(&b, text.p + n, text.n - n);
    n = b.n;
    return span_make(arena_buf(ad->a, &b), n);
#undef ODF
}

bool additions_changes(struct additions *ad, const struct package_change **v, size_t *n)
{
    struct buf b = {0};
    struct package_change *changes;
    size_t most = 0;

    if (ad->odt) {
        list_entries(ad, &b);
    } else {
        list_relations(ad, &b);
        list_types(ad, &b);
    }
    buf_release(&b);
    for (const struct added_part *part = ad->parts; part; part = part->next)
        most++;
    for (const struct insertion *in = ad->insertions; in; in = in->next)
        most++;
    for (const struct replacement *r = ad->replacements; r; r = r->next)
        most++;
    changes = ARENA_NEWS(ad->a, most + 1, struct package_change);
    *n = 0;
    for (const struct replacement *r = ad->replacements; r; r = r->next)
        changes[(*n)++] = (struct package_change){.name = r->part, .content = r->bytes};
    for (const struct added_part *part = ad->parts; part; part = part->next)
        changes[(*n)++] = (struct package_change){.name = part->name, .content = part->bytes, .stored = part->stored};
    for (const struct insertion *in = ad->insertions; in; in = in->next) {
        bool done = false;
        struct span text;

        for (const struct insertion *before = ad->insertions; before != in; before = before->next)
            done |= strcmp(before->part, in->part) == 0;
        if (done)
            continue;
        if (!add_text(ad, in->part, &text))
            return false;
        changes[(*n)++] = (struct package_change){.name = in->part, .content = text}; /* the last of a name holds */
    }
    for (size_t i = 0; ad->odt && i < *n; i++)
        if (strcmp(changes[i].name, "content.xml") == 0 || strcmp(changes[i].name, "styles.xml") == 0)
            changes[i].content = declare(ad, changes[i].content);
    *v = changes;
    return true;
}
