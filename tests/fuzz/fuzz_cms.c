/* SignedData from hostile bytes: what is read is written again, and read then says the same. */
#include <openssl/err.h>

#include "sign/cms.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span der = span_make((const char *)data, size);
    struct ctx ctx;
    struct buf again = {0};
    struct cms *c, *second;
    size_t used;

    ctx_init(&ctx);
    c = cms_parse(&ctx, (struct pos){0}, der, &used);
    if (!c) {
        if (ctx.errors != 1)
            __builtin_trap();
        return 0;
    }
    if (used > size || ctx.errors)
        __builtin_trap();
    if (c->signer)
        cms_signature_holds(c, c->signer, SPAN("content"));
    if (cms_encode(c, &again)) {
        second = cms_parse(&ctx, (struct pos){0}, buf_span(&again), &used);
        if (!second || used != again.n || !span_equal(second->signature, c->signature) || second->has_ess != c->has_ess ||
            second->type_agrees != c->type_agrees || !span_equal(second->message_digest, c->message_digest))
            __builtin_trap();
        cms_free(second);
    }
    buf_release(&again);
    cms_free(c);
    if (ERR_peek_error())
        __builtin_trap();
    return 0;
}
