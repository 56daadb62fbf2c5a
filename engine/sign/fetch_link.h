/* The way to a server: TCP, and TLS on it (RFC 9110 4.2.2), within a time. Private to fetch.c. */
#ifndef SIGN_FETCH_LINK_H
#define SIGN_FETCH_LINK_H

#include <openssl/ssl.h>

#include "sign/fetch.h"

enum link_fault { LINK_GOOD, LINK_LATE, LINK_FAILED /* OpenSSL says why */, LINK_UNTRUSTED, LINK_OTHER_HOST };

struct fetch_link {
    SSL_CTX *settings;       /* NULL: plain TCP */
    const char *host, *port; /* borrowed: who is asked, also through a proxy */
    int64_t now;             /* 0: the machine's clock */
    bool proxied;            /* the environment names one (http_proxy, https_proxy, no_proxy) */
    int left;                /* of the time: parts of a second, LINK_PARTS each */
    enum link_fault fault;
    const char *reason;      /* of LINK_UNTRUSTED: OpenSSL's words in English; static */
};

enum { LINK_PARTS = 10 };

/* `tls`: trusted is the file f->trust_tls, else whom the system trusts. link_release, also on failure (false: reported). */
bool link_prepare(struct ctx *ctx, const struct fetch *f, const char *host, const char *port, bool tls, int seconds, struct fetch_link *out);
void link_release(struct fetch_link *l);

/* TCP to the host; where there is a proxy, OSSL_HTTP_transfer makes its own way and this gives true and NULL. */
bool link_dial(struct fetch_link *l, BIO **out);

/* An OSSL_HTTP_bio_cb_t that puts TLS on a connection; `user` is a struct fetch_link. */
BIO *link_wrap(BIO *bio, void *user, int connect, int detail);

#endif
