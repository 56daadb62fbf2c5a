/* Timestamps of RFC 3161: asking an authority for one, reading and checking one. Internal to sign. */
#ifndef SIGN_TIMESTAMP_H
#define SIGN_TIMESTAMP_H

#include "sign/cms.h"
#include "sign/fetch.h"

/* What a token says. `cms` is owned. */
struct timestamp {
    struct cms *cms;
    int64_t time;      /* genTime, whole seconds */
    int imprint_md;
    bool imprint;      /* it is of the data asked about */
    bool holds;        /* its own digest and signature hold, for the certificate in it, which it names */
};

/* Asks `url` for a token over the digest (of `md`) and checks that the answer is one: DER, our digest, our nonce, its signature. false:
 * reported. */
bool timestamp_fetch(struct ctx *ctx, const struct fetch *f, const char *url, int md, struct span digest, struct buf *token);

/* Reads a token over the data, which is the parts behind each other. false: reported at `pos`; nothing to release then. */
bool timestamp_read(struct ctx *ctx, struct pos pos, struct span token, const struct span *parts, size_t n_parts, struct timestamp *out);
void timestamp_release(struct timestamp *t);

#endif
