/* A metafile from its bytes: unpacked where it is packed, then played. */
#include "media/gdi.h"

#define ZLIB_CONST /* the input is not written to */
#include <zlib.h>

static bool is_packed(struct span file)
{
    return file.n > 18 && byte_at(file, 0) == 0x1F && byte_at(file, 1) == 0x8B;
}

/* At most `most` bytes; what is damaged ends there. */
static struct span unpack(struct arena *a, struct span file, size_t most)
{
    enum { GZIP = 16 + MAX_WBITS };
    z_stream z = {.next_in = (const unsigned char *)file.p, .avail_in = (uInt)(file.n < UINT32_MAX ? file.n : UINT32_MAX)};
    struct buf out = {0};
    int status = Z_OK;
    if (inflateInit2(&z, GZIP) != Z_OK)
        mem_fail(); /* the one way this fails */
    while (status == Z_OK && out.n < most) {
        const size_t room = out.n ? out.n : 4096, part = room < most - out.n ? room : most - out.n;
        buf_reserve(&out, part);
        z.next_out = (unsigned char *)out.p + out.n;
        z.avail_out = (uInt)part;
        status = inflate(&z, Z_NO_FLUSH);
        out.n += part - z.avail_out;
    }
    inflateEnd(&z);
    const size_t n = out.n;
    return span_make(arena_buf(a, &out), n);
}

static enum drawing_kind kind_of(struct span s, double *width, double *height)
{
    return emf_size(s, width, height) ? DRAWING_EMF : wmf_size(s, width, height) ? DRAWING_WMF : DRAWING_NONE;
}

enum drawing_kind drawing_size(struct span file, double *width, double *height)
{
    enum { HEAD = 8192 };
    struct arena a = {0};
    enum drawing_kind kind;
    if (!is_packed(file))
        return kind_of(file, width, height);
    kind = kind_of(unpack(&a, file, HEAD), width, height);
    arena_release(&a);
    return kind == DRAWING_EMF ? DRAWING_EMF_PACKED : kind == DRAWING_WMF ? DRAWING_WMF_PACKED : DRAWING_NONE;
}

struct drawing *drawing_play(struct arena *a, struct span file)
{
    struct drawing *d = ARENA_NEW(a, struct drawing);
    struct gdi g;
    enum drawing_kind kind;
    if (is_packed(file))
        file = unpack(a, file, DRAWING_UNPACKED);
    kind = kind_of(file, &d->width, &d->height);
    if (kind == DRAWING_NONE)
        return NULL;
    gdi_init(&g, a, d);
    (kind == DRAWING_EMF ? emf_play : wmf_play)(&g, file);
    gdi_release(&g);
    return d->n ? d : NULL;
}
