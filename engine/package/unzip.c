/* Reading a ZIP file in memory.
 *
 * Idea: the central directory is the truth (APPNOTE 4.3.12); the local headers are only asked where the bytes begin and
 * must bear the same name. Invariant: after unzip_list every span of an entry lies inside the file and no two
 * entries share a byte, so a file cannot inflate the same bytes many times. */
#include "base/diag/package.h"
#include "package/unzip.h"

#include <stdlib.h>
#include <zlib.h>

#include "text/text.h"

enum {
    END_SIZE = 22,
    END64_LOCATOR_SIZE = 20,
    END64_SIZE = 56,
    CENTRAL_SIZE = 46,
    LOCAL_SIZE = 30,
    COMMENT_MAX = 0xffff,
    FLAG_ENCRYPTED = 1 << 0,
    FLAG_STRONG = 1 << 6,
    FLAG_MASKED = 1 << 13,
    METHOD_STORED = 0,
    METHOD_DEFLATED = 8,
    HOST_UNIX = 3,
    MODE_TYPE = 0170000,
    MODE_FILE = 0100000,
    MODE_FOLDER = 0040000,
    RATIO_FROM = 1 << 20, /* smaller contents are no bomb whatever their ratio */
};

struct listing {
    struct ctx *ctx;
    const char *file;
    const unsigned char *p;
    size_t n;
    struct arena *a;
    struct unzip *out;
};

static uint16_t le16(const unsigned char *p)
{
    return (uint16_t)(p[0] | p[1] << 8);
}

static uint32_t le32(const unsigned char *p)
{
    return (uint32_t)le16(p) | (uint32_t)le16(p + 2) << 16;
}

static uint64_t le64(const unsigned char *p)
{
    return (uint64_t)le32(p) | (uint64_t)le32(p + 4) << 32;
}

static bool truncated(struct listing *l)
{
    diag(l->ctx, DIAG_PACKAGE_TRUNCATED, pos_file(l->file));
    return false;
}

static bool damaged(struct listing *l, const char *name)
{
    diag(l->ctx, DIAG_PACKAGE_DAMAGED, pos_file(l->file), name);
    return false;
}

/* ---- where the directory stands ---- */

struct directory {
    uint64_t n, size, at;
};

static const unsigned char *find_end(const struct listing *l)
{
    if (l->n < END_SIZE)
        return NULL;
    for (size_t back = END_SIZE; back <= l->n && back <= END_SIZE + COMMENT_MAX; back++) {
        const unsigned char *p = l->p + l->n - back;

        if (memcmp(p, "PK\5\6", 4) == 0 && (size_t)le16(p + 20) + END_SIZE <= back)
            return p;
    }
    return NULL;
}

/* The 64-bit directory's end, if the file has one (APPNOTE 4.3.14 and 4.3.15). */
static void read_end64(const struct listing *l, const unsigned char *end, struct directory *d)
{
    const unsigned char *locator = end - END64_LOCATOR_SIZE;
    uint64_t at;

    if ((size_t)(end - l->p) < END64_LOCATOR_SIZE + END64_SIZE || memcmp(locator, "PK\6\7", 4) != 0)
        return;
    at = le64(locator + 8);
    if (at > (uint64_t)(locator - l->p) - END64_SIZE || memcmp(l->p + at, "PK\6\6", 4) != 0)
        return;
    *d = (struct directory){le64(l->p + at + 32), le64(l->p + at + 40), le64(l->p + at + 48)};
}

static bool find_directory(struct listing *l, struct directory *d)
{
    const unsigned char *end = find_end(l);

    if (!end)
        return truncated(l);
    *d = (struct directory){le16(end + 10), le32(end + 12), le32(end + 16)};
    if (d->n == 0xffff || d->size == 0xffffffff || d->at == 0xffffffff)
        read_end64(l, end, d);
    if (d->at > (uint64_t)(end - l->p) || d->size > (uint64_t)(end - l->p) - d->at)
        return truncated(l);
    return true;
}

/* ---- names ---- */

static bool safe_name(const char *name)
{
    const char *at = name;

    if (!*name || *name == '/' || (name[1] == ':' && ((name[0] | 32) >= 'a' && (name[0] | 32) <= 'z')))
        return false;
    while (*at) {
        size_t n = strcspn(at, "/");

        if ((n == 1 && at[0] == '.') || (n == 2 && at[0] == '.' && at[1] == '.') || (n == 0 && *at))
            return false;
        at += n;
        at += *at == '/';
    }
    for (at = name; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 127)
            return false;
    return true;
}

/* The name as we look it up: '\' of careless writers is '/', bytes that are no UTF-8 stand for themselves. */
static const char *make_name(struct listing *l, struct span raw)
{
    bool utf8 = text_utf8_check(raw) == raw.n;
    struct buf b = {0};

    if (memchr(raw.p, '\0', raw.n))
        return "";
    for (size_t i = 0; i < raw.n; i++) {
        unsigned char c = (unsigned char)raw.p[i];

        if (c == '\\')
            buf_putc(&b, '/');
        else if (c < 0x80 || utf8)
            buf_putc(&b, (char)c);
        else
            buf_utf8(&b, c);
    }
    return arena_buf(l->a, &b);
}

/* ---- entries ---- */

/* Sizes of 32 bits that are all ones stand in the extra field 1 (APPNOTE 4.5.3). */
static bool read_extra64(struct span extra, uint64_t *size, uint64_t *packed, uint64_t *at)
{
    const unsigned char *p = (const unsigned char *)extra.p, *end = p + extra.n;

    for (; end - p >= 4; p += 4 + le16(p + 2)) {
        const unsigned char *v = p + 4, *stop;
        uint64_t *const wanted[] = {size, packed, at};

        if (le16(p + 2) > end - v)
            return false;
        if (le16(p) != 1)
            continue;
        stop = v + le16(p + 2);
        for (size_t i = 0; i < 3; i++) {
            if (*wanted[i] != 0xffffffff)
                continue;
            if (stop - v < 8)
                return false;
            *wanted[i] = le64(v);
            v += 8;
        }
        return true;
    }
    return true;
}

static bool check_kind(struct listing *l, const struct unzip_entry *e)
{
    unsigned mode = e->attributes >> 16 & MODE_TYPE;
    struct arena a = {0};

    if (e->flags & (FLAG_ENCRYPTED | FLAG_STRONG | FLAG_MASKED)) {
        diag(l->ctx, DIAG_PACKAGE_ENCRYPTED_ENTRY, pos_file(l->file), e->name);
        return false;
    }
    if (e->method != METHOD_STORED && e->method != METHOD_DEFLATED) {
        diag(l->ctx, DIAG_PACKAGE_METHOD, pos_file(l->file), e->name, arena_printf(&a, "%u", (unsigned)e->method));
        arena_release(&a);
        return false;
    }
    if (!safe_name(e->name)) {
        diag(l->ctx, DIAG_PACKAGE_NAME, pos_file(l->file), e->name);
        return false;
    }
    if (e->made_by >> 8 == HOST_UNIX && mode && mode != MODE_FILE && mode != MODE_FOLDER) {
        diag(l->ctx, DIAG_PACKAGE_LINK, pos_file(l->file), e->name);
        return false;
    }
    return true;
}

/* Finds the bytes of an entry behind its local header. */
static bool read_local(struct listing *l, struct unzip_entry *e, uint64_t at, uint64_t packed, uint64_t before)
{
    const unsigned char *p;
    size_t skip;

    if (at > before || before - at < LOCAL_SIZE || memcmp(l->p + at, "PK\3\4", 4) != 0)
        return damaged(l, e->name);
    p = l->p + at;
    skip = LOCAL_SIZE + (size_t)le16(p + 26) + le16(p + 28);
    if (before - at < skip || before - at - skip < packed)
        return damaged(l, e->name);
    if (le16(p + 26) != e->raw_name.n || memcmp(p + LOCAL_SIZE, e->raw_name.p, e->raw_name.n) != 0)
        return damaged(l, e->name);
    e->at = (size_t)at;
    e->raw = span_make((const char *)p + skip, (size_t)packed);
    return e->method != METHOD_STORED || packed == e->size || damaged(l, e->name);
}

/* The entry at *p of the directory, which ends at `end`; *p goes on behind it. */
static bool read_central(struct listing *l, const unsigned char **p, const unsigned char *end, struct unzip_entry *e)
{
    const unsigned char *c = *p;
    size_t name, extra, whole;
    uint64_t size, packed, at;

    if (end - c < CENTRAL_SIZE || memcmp(c, "PK\1\2", 4) != 0)
        return truncated(l);
    name = le16(c + 28);
    extra = le16(c + 30);
    whole = CENTRAL_SIZE + name + extra + le16(c + 32);
    if ((size_t)(end - c) < whole)
        return truncated(l);
    *p += whole;
    *e = (struct unzip_entry){.raw_name = span_make((const char *)c + CENTRAL_SIZE, name), .crc = le32(c + 16),
                              .flags = le16(c + 8), .method = le16(c + 10), .time = le16(c + 12), .date = le16(c + 14),
                              .made_by = le16(c + 4), .attributes = le32(c + 38)};
    e->name = make_name(l, e->raw_name);
    size = le32(c + 24);
    packed = le32(c + 20);
    at = le32(c + 42);
    if (!read_extra64(span_make((const char *)c + CENTRAL_SIZE + name, extra), &size, &packed, &at))
        return damaged(l, e->name);
    if (!check_kind(l, e))
        return false;
    if (size > l->ctx->limits[LIMIT_PART]) {
        struct arena a = {0};

        diag(l->ctx, DIAG_PACKAGE_BOMB_PART, pos_file(l->file), e->name, arena_printf(&a, "%zu", l->ctx->limits[LIMIT_PART] >> 20));
        arena_release(&a);
        return false;
    }
    e->size = (size_t)size;
    return read_local(l, e, at, packed, (uint64_t)(end - l->p));
}

static int by_place(const void *a, const void *b)
{
    const struct unzip_entry *x = *(const struct unzip_entry *const *)a, *y = *(const struct unzip_entry *const *)b;

    return x->at < y->at ? -1 : x->at > y->at;
}

static bool check_overlap(struct listing *l)
{
    struct unzip *z = l->out;
    const struct unzip_entry **sorted = mem_resize(NULL, z->n + 1, sizeof(*sorted));
    bool ok = true;

    for (size_t i = 0; i < z->n; i++)
        sorted[i] = &z->entries[i];
    qsort(sorted, z->n, sizeof(*sorted), by_place);
    for (size_t i = 1; ok && i < z->n; i++) {
        const struct unzip_entry *before = sorted[i - 1];
        size_t end = (size_t)(before->raw.p - (const char *)l->p) + before->raw.n;

        if (sorted[i]->at < end)
            ok = damaged(l, sorted[i]->name);
    }
    free(sorted);
    return ok;
}

static bool over(struct listing *l, enum limit limit, diag_code code, size_t shown)
{
    struct arena a = {0};

    diag(l->ctx, code, pos_file(l->file), arena_printf(&a, "%zu", shown), limit_table[limit].name);
    arena_release(&a);
    return false;
}

bool unzip_list(struct ctx *ctx, const char *file, struct span bytes, struct arena *a, struct unzip *out)
{
    struct listing l = {ctx, file, (const unsigned char *)bytes.p, bytes.n, a, out};
    const unsigned char *p, *end;
    struct directory d = {0};
    uint64_t total = 0;

    *out = (struct unzip){.file = file};
    if (!find_directory(&l, &d))
        return false;
    if (d.n > ctx->limits[LIMIT_PARTS])
        return over(&l, LIMIT_PARTS, DIAG_PACKAGE_BOMB_PARTS, ctx->limits[LIMIT_PARTS]);
    if (d.n > d.size / CENTRAL_SIZE)
        return truncated(&l);
    out->entries = ARENA_NEWS(a, (size_t)d.n + 1, struct unzip_entry);
    p = l.p + d.at;
    end = p + d.size;
    for (; out->n < d.n; out->n++) {
        if (!read_central(&l, &p, end, &out->entries[out->n]))
            return false;
        total += out->entries[out->n].size;
        if (total > ctx->limits[LIMIT_INFLATED])
            return over(&l, LIMIT_INFLATED, DIAG_PACKAGE_BOMB_TOTAL, ctx->limits[LIMIT_INFLATED] >> 20);
    }
    return check_overlap(&l);
}

/* ---- contents ---- */

/* Inflates into exactly e->size bytes; one byte more is asked for, so that a lie about the size shows. */
static bool inflate_raw(const struct unzip_entry *e, char *to)
{
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)e->raw.p, .avail_in = (unsigned)e->raw.n,
                  .next_out = (unsigned char *)to, .avail_out = (unsigned)e->size + 1};
    int status;

    if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
        mem_fail(); /* the one way this fails */
    status = inflate(&z, Z_FINISH);
    inflateEnd(&z);
    return status == Z_STREAM_END && z.total_out == e->size;
}

bool unzip_entry(struct ctx *ctx, const struct unzip *z, const struct unzip_entry *e, struct arena *a, struct span *out)
{
    char *to;

    if (e->method == METHOD_STORED) {
        *out = e->raw;
    } else {
        if (e->size > RATIO_FROM && e->size / ctx->limits[LIMIT_RATIO] > e->raw.n) {
            struct arena s = {0};

            diag(ctx, DIAG_PACKAGE_BOMB_RATIO, pos_file(z->file), e->name,
                 arena_printf(&s, "%zu", ctx->limits[LIMIT_RATIO]));
            arena_release(&s);
            return false;
        }
        to = arena_alloc(a, e->size + 1);
        if (!inflate_raw(e, to)) {
            diag(ctx, DIAG_PACKAGE_DAMAGED, pos_file(z->file), e->name);
            return false;
        }
        to[e->size] = '\0';
        *out = span_make(to, e->size);
    }
    if (crc32_z(0, (const unsigned char *)out->p, out->n) != e->crc) {
        diag(ctx, DIAG_PACKAGE_DAMAGED, pos_file(z->file), e->name);
        return false;
    }
    return true;
}
