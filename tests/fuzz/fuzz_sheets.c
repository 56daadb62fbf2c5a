/* XLSX and ODS of hostile XML, parted by '\x1e', or a package as it is; the first byte chooses. An XLSX is a sheet, the shared
 * strings and the styles, an ODS its content. Whatever is read must be a sound tree; what is refused was told of. */
#include "sound.h"

#include "package/zip.h"

enum { PARTS = 3 };

static void take_parts(struct span s, struct span out[PARTS])
{
    for (int i = 0; i < PARTS; i++) {
        const char *mark = s.n && i + 1 < PARTS ? memchr(s.p, 0x1e, s.n) : NULL;
        size_t n = mark ? (size_t)(mark - s.p) : s.n;

        out[i] = span_make(s.p, n);
        s = mark ? span_make(mark + 1, s.n - n - 1) : SPAN("");
    }
}

#define RELS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

static void pack_xlsx(struct ctx *ctx, struct span s, struct buf *out)
{
    struct span part[PARTS];

    take_parts(s, part);
    const struct zip_part parts[] = {
        {"[Content_Types].xml",
         SPAN("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/"
              "vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/b.xml\" ContentType=\"" TYPE "sheet.main+xml\"/></Types>"), true},
        {"_rels/.rels", SPAN("<Relationships><Relationship Id=\"r\" Type=\"" RELS "/officeDocument\" Target=\"b.xml\"/></Relationships>"), true},
        {"_rels/b.xml.rels",
         SPAN("<Relationships><Relationship Id=\"a\" Type=\"" RELS "/worksheet\" Target=\"a.xml\"/><Relationship Id=\"s\" Type=\"" RELS
              "/sharedStrings\" Target=\"s.xml\"/><Relationship Id=\"t\" Type=\"" RELS "/styles\" Target=\"t.xml\"/></Relationships>"), true},
        {"b.xml",
         SPAN("<workbook xmlns:r=\"" RELS "\"><sheets><sheet name=\"A\" r:id=\"a\"/></sheets><definedNames><definedName name=\"n\">A!$B$2"
              "</definedName></definedNames></workbook>"), true},
        {"a.xml", part[0], true},
        {"s.xml", part[1].n ? part[1] : SPAN("<sst/>"), true},
        {"t.xml", part[2].n ? part[2] : SPAN("<styleSheet/>"), true},
    };

    zip_write(ctx, parts, sizeof parts / sizeof *parts, out);
}

static void pack_ods(struct ctx *ctx, struct span s, struct buf *out)
{
    const struct zip_part parts[] = {
        {"mimetype", SPAN("application/vnd.oasis.opendocument.spreadsheet"), true},
        {"content.xml", s, true},
    };

    zip_write(ctx, parts, sizeof parts / sizeof *parts, out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct span s = span_make((const char *)bytes + 1, size - 1);
    struct buf file = {0}, dump = {0};
    struct data data;
    struct ctx ctx;
    bool ok;

    if (!size)
        return 0;
    ctx_init(&ctx);
    data_init(&data, &ctx);
    if (bytes[0] % 3 == 0)
        pack_xlsx(&ctx, s, &file);
    else if (bytes[0] % 3 == 1)
        pack_ods(&ctx, s, &file);
    else
        buf_putspan(&file, s);
    data.exact_keys = bytes[0] & 0x80;
    ok = data_read_memory(&data, "a.xlsx", buf_span(&file));
    if (ok != (ctx.errors == 0))
        abort();
    check_sound(data.root, LIMIT_DEPTH + 2);
    value_dump(data.root, &dump);
    buf_release(&dump);
    buf_release(&file);
    data_release(&data);
    return 0;
}
