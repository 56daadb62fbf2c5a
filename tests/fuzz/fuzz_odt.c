/* An ODT of hostile XML: content.xml and styles.xml, parted by '\x1e', or a package as it is. What is read can be printed as text,
 * dumped, laid out and written again; a file that is refused was told of. */
#include <stdlib.h>
#include <string.h>

#include "layout/frame.h"
#include "odf/odf.h"
#include "odf/read.h"
#include "package/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void pack(struct ctx *ctx, struct span s, struct buf *out)
{
    const char *mark = s.n ? memchr(s.p, 0x1e, s.n) : NULL;
    const size_t n = mark ? (size_t)(mark - s.p) : s.n;
    const struct zip_part parts[] = {
        {"mimetype", SPAN("application/vnd.oasis.opendocument.text"), true},
        {"content.xml", span_make(s.p, n), true},
        {"styles.xml", mark ? span_make(mark + 1, s.n - n - 1) : SPAN("<a/>"), true},
    };

    zip_write(ctx, parts, sizeof parts / sizeof *parts, out);
}

/* The fonts are kept: to look for them takes longer than all else. */
static struct ctx fonts_ctx;
static struct fonts *fonts;

static void release(void)
{
    fonts_free(fonts);
}

static void use(struct ctx *ctx, const struct doc *doc)
{
    struct buf out = {0};
    struct frames *frames;

    if (!fonts) {
        ctx_init(&fonts_ctx);
        fonts = fonts_new(&fonts_ctx);
        atexit(release);
    }
    doc_plain(doc, &out);
    doc_dump(doc, &out);
    frames = fonts ? layout_document(ctx, fonts, doc) : NULL;
    if (frames)
        frames_dump(frames, &out);
    frames_free(frames);
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = span_make((const char *)data, size);
    struct buf file = {0};
    struct package *package;
    struct doc *doc = NULL;
    struct ctx ctx;

    ctx_init(&ctx);
    if (span_starts(s, "PK"))
        buf_putspan(&file, s);
    else
        pack(&ctx, s, &file);
    package = package_open(&ctx, "a.odt", buf_span(&file));
    if (package && package_kind(package) == PACKAGE_ODT)
        doc = odt_read(&ctx, package);
    if (!doc && (!package || package_kind(package) == PACKAGE_ODT) && ctx.errors == 0)
        __builtin_trap();
    if (doc)
        use(&ctx, doc);
    doc_free(doc);
    package_close(package);
    buf_release(&file);
    return 0;
}
