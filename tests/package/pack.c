/* ZIP files by hand. */
#include "pack.h"

#include <stdlib.h>
#include <zlib.h>

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

static void put64(struct buf *b, uint64_t v)
{
    put32(b, (uint32_t)v);
    put32(b, (uint32_t)(v >> 32));
}

static char *deflated(struct span s, size_t *n)
{
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)s.p, .avail_in = (unsigned)s.n};
    char *out;

    deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    out = mem_alloc(deflateBound(&z, s.n));
    z.next_out = (unsigned char *)out;
    z.avail_out = (unsigned)deflateBound(&z, s.n);
    deflate(&z, Z_FINISH);
    *n = z.total_out;
    deflateEnd(&z);
    return out;
}

struct header {
    uint32_t crc, packed, size, at;
};

static void put_common(struct buf *b, const struct packed *e, const struct header *h, const char *name, size_t extra)
{
    put16(b, 20);
    put16(b, e->flags);
    put16(b, e->method ? e->method : e->deflated ? 8 : 0);
    put16(b, 0x6000);
    put16(b, 0x5000);
    put32(b, h->crc);
    put32(b, e->wide ? 0xffffffff : h->packed);
    put32(b, e->wide ? 0xffffffff : h->size);
    put16(b, (unsigned)strlen(name));
    put16(b, (unsigned)extra);
}

void pack_zip(const struct packed *entries, size_t n, struct buf *out)
{
    struct header *h = mem_resize(NULL, n + 1, sizeof *h);
    size_t base = out->n, directory, end;

    for (size_t i = 0; i < n; i++) {
        const struct packed *e = &entries[i];
        const char *name = e->local_name ? e->local_name : e->name;
        size_t packed = e->content.n;
        char *own = e->deflated ? deflated(e->content, &packed) : NULL;

        h[i].crc = (uint32_t)crc32_z(0, (const unsigned char *)e->content.p, e->content.n) ^ e->crc_xor;
        h[i].packed = (uint32_t)(e->packed_size ? e->packed_size : packed);
        h[i].size = (uint32_t)(e->size ? e->size : e->content.n);
        h[i].at = e->same_as ? h[e->same_as - 1].at : (uint32_t)(out->n - base);
        if (!e->same_as) {
            buf_put(out, "PK\3\4", 4);
            put_common(out, e, &h[i], name, 0);
            buf_puts(out, name);
            buf_put(out, own ? own : e->content.p, packed);
        }
        free(own);
    }
    directory = out->n;
    for (size_t i = 0; i < n; i++) {
        const struct packed *e = &entries[i];

        buf_put(out, "PK\1\2", 4);
        put16(out, (e->attributes ? 3 << 8 : 0) | 20);
        put_common(out, e, &h[i], e->name, e->wide ? 28 : 0);
        put16(out, 0);
        put16(out, 0);
        put16(out, 0);
        put32(out, e->attributes << 16);
        put32(out, e->wide ? 0xffffffff : h[i].at);
        buf_puts(out, e->name);
        if (e->wide) {
            put16(out, 1);
            put16(out, 24);
            put64(out, h[i].size);
            put64(out, h[i].packed);
            put64(out, h[i].at);
        }
    }
    end = out->n;
    buf_put(out, "PK\5\6\0\0\0\0", 8);
    put16(out, (unsigned)n);
    put16(out, (unsigned)n);
    put32(out, (uint32_t)(end - directory));
    put32(out, (uint32_t)(directory - base));
    put16(out, 0);
    free(h);
}
