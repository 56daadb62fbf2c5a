/* Content types and relationships.
 *
 * Idea: both are read into flat arrays when first asked for and kept. A relationship knows at once which part it leads
 * to, so no reader resolves a path by itself. */
#include "base/diag/package.h"
#include "package/opc.h"

#include <libxml/tree.h>
#include <stdlib.h>

#include "package/own.h"

static const char *attribute(struct arena *a, xmlNode *n, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(n, (const xmlChar *)name);
    const char *copy = arena_str(a, (const char *)value);

    xmlFree(value);
    return copy;
}

static bool is_element(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

/* ---- content types (29500-2, 7.2) ---- */

struct type_row {
    const char *key, *type; /* key: an extension, or a part's name with its '/' */
    bool is_default;
};

struct content_types {
    struct type_row *rows;
    size_t n;
};

static const struct content_types *read_types(struct package *p)
{
    xmlDoc *doc = package_xml(p, "[Content_Types].xml");
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    struct content_types *t;
    size_t n = 0;

    if (p->types)
        return p->types;
    t = p->types = ARENA_NEW(&p->arena, struct content_types);
    for (xmlNode *c = root ? root->children : NULL; c; c = c->next)
        n++;
    t->rows = ARENA_NEWS(&p->arena, n + 1, struct type_row);
    for (xmlNode *c = root ? root->children : NULL; c; c = c->next) {
        bool is_default = is_element(c, "Default");
        struct type_row row = {.is_default = is_default};

        if (!is_default && !is_element(c, "Override"))
            continue;
        row.key = attribute(&p->arena, c, is_default ? "Extension" : "PartName");
        row.type = attribute(&p->arena, c, "ContentType");
        if (row.key && row.type)
            t->rows[t->n++] = row;
    }
    return t;
}

static bool same_name(const char *x, const char *y)
{
    for (; *x && *y; x++, y++) {
        char a = *x >= 'A' && *x <= 'Z' ? (char)(*x + 32) : *x, b = *y >= 'A' && *y <= 'Z' ? (char)(*y + 32) : *y;

        if (a != b)
            return false;
    }
    return *x == *y;
}

const char *opc_content_type(struct package *p, const char *part)
{
    const struct content_types *t = read_types(p);
    const char *base = strrchr(part, '/'), *dot = strrchr(base ? base : part, '.');

    part += *part == '/';
    for (size_t i = 0; i < t->n; i++)
        if (!t->rows[i].is_default && same_name(t->rows[i].key + (t->rows[i].key[0] == '/'), part))
            return t->rows[i].type;
    for (size_t i = 0; dot && i < t->n; i++)
        if (t->rows[i].is_default && same_name(t->rows[i].key, dot + 1))
            return t->rows[i].type;
    return NULL;
}

/* ---- relationships (29500-2, 6.5) ---- */

char *opc_rels_part(struct arena *a, const char *source)
{
    const char *slash;

    source += *source == '/';
    slash = strrchr(source, '/');
    if (!slash)
        return arena_printf(a, "_rels/%s.rels", source);
    return arena_printf(a, "%.*s/_rels/%s.rels", (int)(slash - source), source, slash + 1);
}

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* The part that `target` means in the folder of `source`: a relative reference (RFC 3986, 5.2) with its %XX decoded. */
static char *resolve(struct arena *a, const char *source, const char *target)
{
    const char *slash = strrchr(source, '/');
    struct buf b = {0};

    if (*target != '/' && slash)
        buf_put(&b, source, (size_t)(slash - source));
    while (*target && *target != '#' && *target != '?') {
        size_t n = strcspn(target, "/#?");

        if (n == 2 && target[0] == '.' && target[1] == '.') {
            while (b.n && b.p[b.n - 1] != '/')
                b.n--;
            b.n -= b.n > 0;
        } else if (n && !(n == 1 && target[0] == '.')) {
            if (b.n)
                buf_putc(&b, '/');
            for (size_t i = 0; i < n; i++) {
                bool coded = target[i] == '%' && i + 2 < n && hex(target[i + 1]) >= 0 && hex(target[i + 2]) >= 0;

                buf_putc(&b, coded ? (char)(hex(target[i + 1]) << 4 | hex(target[i + 2])) : target[i]);
                i += coded ? 2 : 0;
            }
        }
        target += n;
        target += *target == '/';
    }
    return arena_buf(a, &b);
}

static struct part *source_part(struct package *p, const char *source)
{
    return *source ? package_lookup(p, source) : &p->root;
}

static void read_rel(struct package *p, const char *source, xmlNode *n, struct opc_rel *rel)
{
    const char *mode = attribute(&p->arena, n, "TargetMode"), *target = attribute(&p->arena, n, "Target"), *found;

    rel->id = attribute(&p->arena, n, "Id");
    rel->type = attribute(&p->arena, n, "Type");
    rel->id = rel->id ? rel->id : "";
    rel->type = rel->type ? rel->type : "";
    rel->target = target ? target : "";
    rel->external = mode && strcmp(mode, "External") == 0;
    if (rel->external)
        return;
    rel->target = resolve(&p->arena, source, rel->target);
    found = package_find(p, rel->target);
    rel->dangling = !found;
    rel->target = found ? found : rel->target;
}

const struct opc_rel *opc_rels(struct package *p, const char *source, size_t *n)
{
    struct part *from;

    *n = 0;
    source += *source == '/';
    from = source_part(p, source);
    if (!from)
        return NULL;
    if (!from->rels_read) {
        struct arena a = {0};
        xmlDoc *doc = package_xml(p, opc_rels_part(&a, source));
        xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
        size_t count = 0;

        arena_release(&a);
        from->rels_read = true;
        for (xmlNode *c = root ? root->children : NULL; c; c = c->next)
            count += is_element(c, "Relationship");
        from->rels = count ? ARENA_NEWS(&p->arena, count, struct opc_rel) : NULL;
        for (xmlNode *c = root ? root->children : NULL; c; c = c->next)
            if (is_element(c, "Relationship"))
                read_rel(p, source, c, &from->rels[from->n_rels++]);
    }
    *n = from->n_rels;
    return from->rels;
}

const struct opc_rel *opc_rel_by_id(struct package *p, const char *source, const char *id)
{
    size_t n;
    const struct opc_rel *rels = opc_rels(p, source, &n);

    for (size_t i = 0; i < n; i++)
        if (strcmp(rels[i].id, id) == 0)
            return &rels[i];
    return NULL;
}

bool opc_rel_is(const struct opc_rel *rel, const char *kind)
{
    const char *slash = strrchr(rel->type, '/');

    return strcmp(slash ? slash + 1 : rel->type, kind) == 0;
}

const struct opc_rel *opc_rel_by_kind(struct package *p, const char *source, const char *kind)
{
    size_t n;
    const struct opc_rel *rels = opc_rels(p, source, &n);

    for (size_t i = 0; i < n; i++)
        if (opc_rel_is(&rels[i], kind))
            return &rels[i];
    return NULL;
}

const char *opc_main(struct package *p)
{
    return p->main;
}

/* ---- what a DOCX or XLSX must be ---- */

/* A part without which the paper is not what its author saw; others may be missing as they may in Word. */
static bool is_needed(const struct opc_rel *rel)
{
    static const char *const kinds[] = {"header", "footer", "footnotes", "endnotes", "styles", "numbering", "settings"};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (opc_rel_is(rel, kinds[i]))
            return true;
    return false;
}

struct walk {
    struct package *p;
    unsigned char *seen; /* a part: 1 = above us, 2 = done */
    int depth;
};

enum { ABOVE_US = 1, DONE = 2, LONGEST_CHAIN = 64 };

static bool loops(struct walk *w, const char *source, const struct opc_rel *rel)
{
    diag(w->p->ctx, DIAG_OPC_LOOP, pos_file(w->p->name), *source ? source : "/", rel->id, rel->target);
    return false;
}

/* Goes through what the relationships of `source` lead to. Who follows them (headers, embedded documents) must come to
 * an end. */
static bool walk(struct walk *w, const char *source)
{
    int before = w->p->ctx->errors;
    size_t n;
    const struct opc_rel *rels = opc_rels(w->p, source, &n);

    if (w->p->ctx->errors > before) /* the relationships are damaged */
        return false;
    for (size_t i = 0; i < n; i++) {
        const struct opc_rel *rel = &rels[i];
        struct part *to;

        if (rel->external)
            continue;
        if (rel->dangling && is_needed(rel)) {
            diag(w->p->ctx, DIAG_OPC_DANGLING, pos_file(w->p->name), source, rel->id, rel->target);
            return false;
        }
        to = rel->dangling ? NULL : package_lookup(w->p, rel->target);
        if (!to || w->seen[to - w->p->parts] == DONE)
            continue;
        if (w->seen[to - w->p->parts] == ABOVE_US || w->depth == LONGEST_CHAIN)
            return loops(w, source, rel);
        w->seen[to - w->p->parts] = ABOVE_US;
        w->depth++;
        if (!walk(w, rel->target))
            return false;
        w->depth--;
        w->seen[to - w->p->parts] = DONE;
    }
    return true;
}

static bool check_rels(struct package *p)
{
    struct walk w = {p, mem_alloc(p->zip.n + 1), 0};
    bool ok = walk(&w, "");

    free(w.seen);
    return ok;
}

static bool check_macros(struct package *p)
{
    for (size_t i = 0; i < p->zip.n; i++) {
        const char *name = p->zip.entries[i].name, *slash = strrchr(name, '/'), *type;

        type = opc_content_type(p, name);
        if (!same_name(slash ? slash + 1 : name, "vbaProject.bin") && !(type && strstr(type, "vbaProject")))
            continue;
        diag(p->ctx, p->sheets ? DIAG_SHEET_MACROS : DIAG_PACKAGE_MACROS, pos_file(p->name), name);
        return false;
    }
    return true;
}

bool opc_check(struct package *p)
{
    int before = p->ctx->errors;
    const struct opc_rel *main;
    const char *type, *kind;

    if (!package_xml(p, "[Content_Types].xml"))
        return false;
    main = opc_rel_by_kind(p, "", "officeDocument");
    if (!main || main->external || main->dangling) {
        if (p->ctx->errors == before)
            diag(p->ctx, p->sheets ? DIAG_SHEET_NONE : DIAG_OPC_NO_MAIN, pos_file(p->name));
        return false;
    }
    p->main = main->target;
    type = opc_content_type(p, main->target);
    type = type ? type : "";
    if (strstr(type, "macroEnabled") && strstr(type, p->sheets ? "ms-excel" : "ms-word")) {
        diag(p->ctx, p->sheets ? DIAG_SHEET_MACROS : DIAG_PACKAGE_MACROS, pos_file(p->name), main->target);
        return false;
    }
    p->is_template = strstr(type, p->sheets ? "spreadsheetml.template.main+xml" : "wordprocessingml.template.main+xml") != NULL;
    if (!p->is_template && !strstr(type, p->sheets ? "spreadsheetml.sheet.main+xml" : "wordprocessingml.document.main+xml")) {
        kind = sniff_kind(type);
        sniff_wrong(p, kind ? kind : *type ? type : main->target);
        return false;
    }
    return check_macros(p) && check_rels(p) && p->ctx->errors == before;
}
