/* Templates from hostile bytes over a little data: values or diagnostics, and nothing leaks. */
#include "template/template.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ignore(void *user, const char *path)
{
    (void)user, (void)path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char figures[] =
        "{ tong: 112, ky: { ten: quý II }, linh_vuc: [{ ten: A, so_luong: 40, tieu_bieu: 6 }, "
        "{ ten: B, so_luong: 72, tieu_bieu: 2 }], nhiem_vu: [x, y], ten_goi: Ban }";
    struct ctx ctx;
    struct data d;
    struct template *t;

    ctx_init(&ctx);
    data_init(&d, &ctx);
    if (!data_read_memory(&d, "so-lieu.yaml", SPAN(figures)))
        __builtin_trap();
    t = template_open_memory(&d, "/nonexistent/fuzz.xml", span_make((const char *)data, size));
    if (!t && ctx.errors == 0)
        __builtin_trap();
    if (t) {
        int before = ctx.errors;

        template_paths(t, ignore, NULL);
        if (!template_expand(t, value_count(d.root)) && ctx.errors == before)
            __builtin_trap();
    }
    template_close(t);
    data_release(&d);
    return 0;
}
