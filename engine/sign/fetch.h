/* The network, as far as sign needs it: one request over HTTP or HTTPS to an address that was allowed by name; RFC 3161 appendix, RFC 6960
 * appendix A, RFC 5280 4.2.1.13. What comes back is signed by whom it comes from, so https hides what is asked and nothing rests on it; a
 * certificate that does not pass is refused all the same. No OpenSSL here. */
#ifndef SIGN_FETCH_H
#define SIGN_FETCH_H

#include "base/ctx.h"

enum {
    LIMIT_FETCH_BYTES = 16 << 20, /* an answer; national CRLs have some MiB */
    FETCH_TSA_SECONDS = 180,      /* the national TSA was seen to take 131 */
    FETCH_OCSP_SECONDS = 30,
    FETCH_CRL_SECONDS = 60,
};

/* Who may be asked. Entries are "http://HOST[:PORT][/PATH]" or the same with https: that host and port, and what lies below the path. Borrowed. */
struct fetch {
    bool offline;
    const char *const *allowed;
    size_t n_allowed;
    const char *trust_tls; /* file with the certificates that https servers are trusted by; NULL: the system's */
};

bool fetch_allows(const struct fetch *f, const char *url);

/* GET, or POST of `body` when `type` is given. Redirections are not followed; the answer is one DER value. false: reported. */
bool fetch_url(struct ctx *ctx, const struct fetch *f, const char *url, const char *type, struct span body, int seconds,
               struct buf *out);

#endif
