/* Checking files of hostile bytes: the first byte says under which name they come, a good document and data stand beside
 * them. A verdict always comes, it agrees with what was told, and nothing leaks. */
#include <stdlib.h>

#include "render/vanban.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void count(void *user, const vb_diagnostic *d)
{
    *(int *)user += d->severity == VB_ERROR;
}

static void item(void *user, const vb_item *i)
{
    (void)user;
    if (!i->name || !i->file)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const kinds[] = {"a.md", "a.yaml", "a.json", "a.csv", "a.xml", "a", "b/../a.yaml", "vanban.yaml"};
    static const char paper[] = "ten_loai: Báo cáo\nthe_thuc: dang-2026\nnoi_dung: [\"Có {{ tong }}.\"]\n";
    static const char figures[] = "so_lieu: { tong: 3 }\n";
    const char *name = kinds[size ? data[0] % 8 : 0];
    const vb_file files[] = {
        {name, data + (size > 0), size ? size - 1 : 0}, {"paper.yaml", paper, sizeof paper - 1}, {"so-lieu.yaml", figures, sizeof figures - 1}};
    const char *const names[] = {name, "so-lieu.yaml", "paper.yaml"};
    vb_context *c = vb_context_new();
    const char *top = getenv("srcdir");
    vb_result r;
    int errors = 0;

    vb_context_set_share(c, top ? top : ".");
    vb_context_set_sink(c, count, &errors);
    vb_context_set_files(c, files, 3);
    for (size_t n = 1; n <= 3; n++) {
        int before = vb_context_errors(c);

        if (vb_check(c, names, n, NULL, item, NULL, &r) != (vb_context_errors(c) == before) || r.errors < 0)
            __builtin_trap();
    }
    vb_context_free(c);
    return 0;
}
