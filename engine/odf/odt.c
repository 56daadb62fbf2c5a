/* An ODF 1.3 text document as a package (ODF 1.3 part 2, 3): the media type first and stored, then
 * the parts and the pictures.
 *
 * Invariant: the content is written before the styles, because it tells which of our own styles the
 * document needs and which pictures it holds. */
#include "odf/odf.h"

#include "odf/write.h"
#include "package/zip.h"

#include <stdlib.h>

static const struct part_row {
    const char *name;
    void (*write)(struct odf *o, struct buf *out);
} part_rows[] = {
    {.name = "content.xml", .write = odf_content},
    {.name = "styles.xml", .write = odf_styles},
    {.name = "meta.xml", .write = odf_meta},
    {.name = "settings.xml", .write = odf_settings},
    {.name = "META-INF/manifest.xml", .write = odf_manifest},
};
enum { N_PARTS = sizeof part_rows / sizeof *part_rows };

bool odt_write(struct ctx *ctx, const struct doc *doc, struct buf *out)
{
    struct odf o = {.ctx = ctx, .doc = doc};
    struct buf bytes[N_PARTS] = {0};
    o.autos.arena = &o.arena;
    for (int i = 0; i < N_PARTS; i++)
        part_rows[i].write(&o, &bytes[i]);

    size_t n = 0;
    struct zip_part *parts = mem_alloc((1 + N_PARTS + o.n_pictures) * sizeof *parts);
    parts[n++] = (struct zip_part){"mimetype", SPAN(ODF_MEDIA_TYPE), true};
    for (int i = 0; i < N_PARTS; i++)
        parts[n++] = (struct zip_part){part_rows[i].name, buf_span(&bytes[i]), false};
    for (size_t i = 0; i < o.n_pictures; i++)
        parts[n++] = (struct zip_part){o.pictures[i].name, o.pictures[i].bytes, true};
    bool ok = zip_write(ctx, parts, n, out);

    free(parts);
    for (int i = 0; i < N_PARTS; i++)
        buf_release(&bytes[i]);
    free(o.pictures);
    free(o.written);
    free(o.looks);
    arena_release(&o.arena);
    return ok;
}
