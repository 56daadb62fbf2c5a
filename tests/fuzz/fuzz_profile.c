/* Profiles from hostile bytes: either a whole profile or diagnostics, and nothing leaks. */
#include "merge/profile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx;
    struct profile *p;

    ctx_init(&ctx);
    p = profile_read(&ctx, "fuzz.xml", span_make((const char *)data, size));
    if (!p && ctx.errors == 0)
        __builtin_trap();
    if (p) {
        struct choice choice = profile_choice(p);
        struct doc *d = doc_new();

        profile_styles(p, &choice, d);
        doc_free(d);
    }
    profile_free(p);
    return 0;
}
