/* Writing a changed package.
 *
 * Idea: copy entries, not contents. Only a changed part is compressed; the rest is moved byte by byte behind a
 * new local header, so filling costs what the changed parts cost. Headers are plain (no extra field, no data descriptor,
 * sizes in place), as ODF 1.3 part 2, 3.3 and every gateway like them. */
#include "base/diag/package.h"
#include "package/write.h"

#include <stdlib.h>
#include <zlib.h>

#include "package/own.h"

enum {
    DOS_TIME = 1, /* 00:00:02, see zip.h */
    DOS_1980_01_01 = (1 << 5) | 1,
    ZIP_20 = 20,
    HOST_UNIX = 3 << 8,
    FLAG_UTF8 = 1 << 11,
    METHOD_STORED = 0,
    METHOD_DEFLATED = 8,
    LEVEL = 6,
    MEMORY = 9, /* zlib's memLevel: the largest is the fastest */
};
static const uint32_t REGULAR_FILE = (uint32_t)0100644 << 16;

/* An entry of the new file. */
struct item {
    struct span name, packed;
    char *own; /* packed, when we compressed it */
    size_t size;
    uint32_t crc, attributes;
    uint16_t flags, method, time, date, made_by;
    size_t at;
};

struct writing {
    struct package *p;
    struct buf *out;
    struct item *items;
    size_t n;
    struct arena arena; /* changed texts that we make ourselves */
};

static void put16(struct buf *b, unsigned v)
{
    buf_putc(b, (char)(v & 0xff));
    buf_putc(b, (char)(v >> 8 & 0xff));
}

static void put32(struct buf *b, uint32_t v)
{
    put16(b, v & 0xffff);
    put16(b, v >> 16);
}

/* ---- entries ---- */

static bool is_ascii(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

static bool pack(struct writing *w, struct item *it, struct span content)
{
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)content.p, .avail_in = (unsigned)content.n};
    size_t bound;
    int status;

    if (deflateInit2(&z, LEVEL, Z_DEFLATED, -MAX_WBITS, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
        mem_fail(); /* the one way this fails */
    bound = deflateBound(&z, content.n);
    it->own = mem_resize(NULL, bound, 1);
    z.next_out = (unsigned char *)it->own;
    z.avail_out = (unsigned)bound;
    status = deflate(&z, Z_FINISH);
    it->packed = span_make(it->own, z.total_out);
    deflateEnd(&z);
    if (status != Z_STREAM_END) {
        struct pos nowhere = {0};

        diag(w->p->ctx, DIAG_ZIP_WRITE, nowhere, arena_span(&w->arena, it->name), "deflate");
        return false;
    }
    return true;
}

static bool add_new(struct writing *w, struct span name, struct span content, bool stored)
{
    struct item *it = &w->items[w->n++];

    *it = (struct item){.name = name, .packed = content, .size = content.n, .attributes = REGULAR_FILE,
                        .crc = (uint32_t)crc32_z(0, (const unsigned char *)content.p, content.n), .time = DOS_TIME,
                        .date = DOS_1980_01_01, .made_by = HOST_UNIX | ZIP_20,
                        .flags = is_ascii(name) ? 0 : FLAG_UTF8, .method = stored ? METHOD_STORED : METHOD_DEFLATED};
    return stored || pack(w, it, content);
}

static void add_old(struct writing *w, const struct unzip_entry *e)
{
    w->items[w->n++] = (struct item){.name = e->raw_name, .packed = e->raw, .size = e->size, .attributes = e->attributes,
                                     .crc = e->crc, .time = e->time, .date = e->date, .made_by = e->made_by,
                                     .flags = e->flags & FLAG_UTF8, .method = e->method};
}

/* ---- templates ---- */

static struct span replace_all(struct arena *a, struct span s, const char *from, const char *to)
{
    struct buf b = {0};
    const char *at = s.p, *end = s.p + s.n, *hit;

    while ((hit = memmem(at, (size_t)(end - at), from, strlen(from)))) {
        buf_put(&b, at, (size_t)(hit - at));
        buf_puts(&b, to);
        at = hit + strlen(from);
    }
    buf_put(&b, at, (size_t)(end - at));
    s.n = b.n;
    s.p = arena_buf(a, &b);
    return s;
}

/* The parts that say that the file is a template; what they say of the document. */
static const struct {
    enum package_kind kind;
    const char *part, *from, *to;
} said[] = {
    {PACKAGE_DOCX, "[Content_Types].xml", "wordprocessingml.template.main+xml", "wordprocessingml.document.main+xml"},
    {PACKAGE_ODT, "mimetype", "opendocument.text-template", "opendocument.text"},
    {PACKAGE_ODT, "META-INF/manifest.xml", "opendocument.text-template", "opendocument.text"},
};

/* The last change of each part, by the part's place in the file. */
static const struct package_change **sort_changes(struct writing *w, const struct package_change *changes, size_t n)
{
    const struct package_change **of = ARENA_NEWS(&w->arena, w->p->zip.n + 1, const struct package_change *);

    for (size_t i = 0; i < n; i++) {
        struct part *part = package_lookup(w->p, changes[i].name);

        if (part)
            of[part - w->p->parts] = &changes[i];
    }
    return of;
}

/* Whether a later change is of the same new part. */
static bool is_overruled(const struct package_change *changes, size_t n, size_t i)
{
    for (size_t later = i + 1; later < n; later++)
        if (strcmp(changes[later].name, changes[i].name) == 0)
            return true;
    return false;
}

/* `changes` with those of a template among them, so that the last of a name holds. */
static bool add_said(struct writing *w, const struct package_change **changes, size_t *n)
{
    struct package *p = w->p;
    struct package_change *all = ARENA_NEWS(&w->arena, *n + 3, struct package_change);
    const struct package_change **of = sort_changes(w, *changes, *n);

    if (*n)
        memcpy(all, *changes, *n * sizeof *all);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
        const struct part *part = package_lookup(p, said[i].part);
        const struct package_change *other;
        struct span text;

        if (said[i].kind != p->kind || !part)
            continue;
        other = of[part - p->parts];
        if (other)
            text = other->content;
        else if (!package_part(p, said[i].part, &text))
            return false;
        all[(*n)++] = (struct package_change){.name = said[i].part, .content = replace_all(&w->arena, text, said[i].from, said[i].to)};
    }
    *changes = all;
    return true;
}

/* ---- the file ---- */

/* What the local header and the central one say alike. */
static void put_facts(struct buf *out, const struct item *it)
{
    put16(out, ZIP_20);
    put16(out, it->flags);
    put16(out, it->method);
    put16(out, it->time);
    put16(out, it->date);
    put32(out, it->crc);
    put32(out, (uint32_t)it->packed.n);
    put32(out, (uint32_t)it->size);
    put16(out, (unsigned)it->name.n);
}

static void put_local(struct buf *out, struct item *it)
{
    it->at = out->n;
    buf_put(out, "PK\3\4", 4);
    put_facts(out, it);
    put16(out, 0);
    buf_putspan(out, it->name);
    buf_putspan(out, it->packed);
}

static void put_central(struct buf *out, const struct item *it, size_t base)
{
    buf_put(out, "PK\1\2", 4);
    put16(out, it->made_by);
    put_facts(out, it);
    put16(out, 0); /* extra */
    put16(out, 0); /* comment */
    put16(out, 0); /* disk */
    put16(out, 0); /* internal attributes */
    put32(out, it->attributes);
    put32(out, (uint32_t)(it->at - base));
    buf_putspan(out, it->name);
}

static void put_file(struct writing *w)
{
    struct buf *out = w->out;
    size_t base = out->n, directory, end;

    for (size_t i = 0; i < w->n; i++)
        put_local(out, &w->items[i]);
    directory = out->n;
    for (size_t i = 0; i < w->n; i++)
        put_central(out, &w->items[i], base);
    end = out->n;
    buf_put(out, "PK\5\6\0\0\0\0", 8);
    put16(out, (unsigned)w->n);
    put16(out, (unsigned)w->n);
    put32(out, (uint32_t)(end - directory));
    put32(out, (uint32_t)(directory - base));
    put16(out, 0);
}

/* The entries in order: mimetype of an ODT, the old ones, the added ones. */
static bool collect(struct writing *w, const struct package_change *changes, size_t n)
{
    struct package *p = w->p;
    const struct package_change **of = sort_changes(w, changes, n);
    const struct part *first = p->kind == PACKAGE_ODT ? package_lookup(p, "mimetype") : NULL;
    struct span text;
    bool ok = true;

    for (size_t round = 0; round < 2 && ok; round++) {
        for (size_t i = 0; ok && i < p->zip.n; i++) {
            const struct unzip_entry *e = &p->zip.entries[i];
            bool is_first = &p->parts[i] == first;

            if (is_first != (round == 0))
                continue;
            if (of[i] && !of[i]->removed)
                ok = add_new(w, e->raw_name, of[i]->content, is_first || of[i]->stored);
            else if (!of[i] && is_first && e->method != METHOD_STORED)
                ok = package_part(p, e->name, &text) && add_new(w, e->raw_name, text, true);
            else if (!of[i])
                add_old(w, e);
        }
    }
    for (size_t i = 0; ok && i < n; i++)
        if (!changes[i].removed && !package_has(p, changes[i].name) && !is_overruled(changes, n, i))
            ok = add_new(w, span_of(changes[i].name), changes[i].content, changes[i].stored);
    return ok;
}

bool package_write(struct package *p, const struct package_change *changes, size_t n, struct buf *out)
{
    struct writing w = {.p = p, .out = out};
    bool ok = !p->is_template || add_said(&w, &changes, &n);

    w.items = ARENA_NEWS(&w.arena, p->zip.n + n + 1, struct item);
    ok = ok && collect(&w, changes, n);
    if (ok)
        put_file(&w);
    for (size_t i = 0; i < w.n; i++)
        free(w.items[i].own);
    arena_release(&w.arena);
    return ok;
}
