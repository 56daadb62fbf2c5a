/* Packages of hostile bytes: what opens gives every part, tree and relationship or tells one diagnostic a fault, and written
 * again it opens again with the same parts. */
#include "package/opc.h"
#include "package/write.h"
#include "package/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_all(struct package *p)
{
    struct ctx *ctx = package_ctx(p);

    for (size_t i = 0; i < package_parts(p); i++) {
        const char *name = package_part_name(p, i);
        struct span bytes;
        int before = ctx->errors;
        size_t n;

        if (!package_part(p, name, &bytes) && ctx->errors != before + 1)
            __builtin_trap();
        package_xml(p, name);
        if (package_kind(p) == PACKAGE_DOCX && (opc_rels(p, name, &n) != NULL) != (n > 0))
            __builtin_trap();
    }
}

static void write_again(struct ctx *ctx, struct package *p)
{
    struct package_change change = {.name = "moi.xml", .content = SPAN("<a/>")};
    struct buf out = {0};
    struct package *again;

    if (!package_write(p, &change, 1, &out)) {
        buf_release(&out); /* a faulty [Content_Types].xml of a template */
        return;
    }
    again = package_open(ctx, "fuzz.docx", buf_span(&out));
    if (!again || package_parts(again) != package_parts(p) + !package_has(p, "moi.xml"))
        __builtin_trap();
    package_close(again);
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx;
    struct package *p;

    ctx_init(&ctx);
    ctx.limits[LIMIT_PART] = 4 << 20;
    ctx.limits[LIMIT_INFLATED] = 16 << 20;
    ctx.limits[LIMIT_ELEMENTS] = 1 << 16;
    p = package_open(&ctx, "fuzz.docx", span_make((const char *)data, size));
    if (p ? ctx.errors != 0 : ctx.errors != 1)
        __builtin_trap();
    if (!p)
        return 0;
    write_again(&ctx, p);
    read_all(p);
    package_close(p);
    return 0;
}
