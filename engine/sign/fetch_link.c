/* OpenSSL's own way to connect tries a port that is shut again and again until the time is over, so the dialling is ours. No clock is read: the
 * time is counted in the parts of a second that were waited for, and what comes early costs a whole part.
 *
 * The server's certificate must lead to somebody trusted and be made out to the host that was asked. A name is also told to the server (SNI), an
 * address in figures is not (RFC 6066 section 3). */
#include "sign/fetch_link.h"

#include <poll.h>

#include <openssl/err.h>
#include <openssl/http.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "base/diag/sign.h"
#include "sign/chain.h"

enum { SECURITY_LEVEL = 2 };

static bool trust_file(struct ctx *ctx, const char *path, SSL_CTX *settings)
{
    struct trust *t = trust_open(ctx, &path, 1);
    X509_STORE *store = t ? trust_store(t, ctx->now) : NULL;

    if (store)
        SSL_CTX_set_cert_store(settings, store);
    trust_free(t);
    return store != NULL;
}

bool link_prepare(struct ctx *ctx, const struct fetch *f, const char *host, const char *port, bool tls, int seconds, struct fetch_link *out)
{
    *out = (struct fetch_link){.host = host, .port = port, .now = ctx->now, .left = seconds * LINK_PARTS};
    out->proxied = OSSL_HTTP_adapt_proxy(NULL, NULL, host, tls) != NULL;
    if (!tls)
        return true;
    out->settings = SSL_CTX_new(TLS_client_method());
    if (!out->settings) {
        diag(ctx, DIAG_FETCH_FAILED, (struct pos){0}, host, ERR_reason_error_string(ERR_peek_error()));
        return false;
    }
    SSL_CTX_set_min_proto_version(out->settings, TLS1_2_VERSION);
    SSL_CTX_set_security_level(out->settings, SECURITY_LEVEL);
    SSL_CTX_set_verify(out->settings, SSL_VERIFY_PEER, NULL);
    if (f->trust_tls)
        return trust_file(ctx, f->trust_tls, out->settings);
    SSL_CTX_set_default_verify_paths(out->settings);
    return true;
}

void link_release(struct fetch_link *l)
{
    SSL_CTX_free(l->settings);
    *l = (struct fetch_link){0};
}

/* Goes on with what `step` does until it is done. */
static bool go_on(struct fetch_link *l, BIO *bio)
{
    while (BIO_do_handshake(bio) <= 0) {
        struct pollfd p = {.events = POLLIN};
        if (!BIO_should_retry(bio) || BIO_get_fd(bio, &p.fd) < 0) {
            l->fault = LINK_FAILED;
            return false;
        }
        if (!BIO_should_read(bio))
            p.events = POLLOUT;
        do
            if (l->left-- <= 0) {
                l->fault = LINK_LATE;
                return false;
            }
        while (poll(&p, 1, 1000 / LINK_PARTS) <= 0);
    }
    return true;
}

bool link_dial(struct fetch_link *l, BIO **out)
{
    *out = l->proxied ? NULL : BIO_new(BIO_s_connect());
    if (!*out)
        return l->proxied;
    BIO_set_conn_hostname(*out, l->host);
    BIO_set_conn_port(*out, l->port);
    BIO_set_nbio(*out, 1);
    if (go_on(l, *out))
        return true;
    BIO_free_all(*out);
    *out = NULL;
    return false;
}

/* The host without the brackets that an address of IPv6 has in a URL. */
static bool expect_host(SSL *ssl, const char *host)
{
    X509_VERIFY_PARAM *param = SSL_get0_param(ssl);
    const size_t n = strlen(host);
    struct arena a = {0};
    const char *bare = *host == '[' && n > 2 ? arena_span(&a, span_make(host + 1, n - 2)) : host;
    bool ok = X509_VERIFY_PARAM_set1_ip_asc(param, bare) == 1;

    if (!ok) {
        X509_VERIFY_PARAM_set_hostflags(param, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
        ok = SSL_set_tlsext_host_name(ssl, bare) == 1 && SSL_set1_host(ssl, bare) == 1;
    }
    arena_release(&a);
    ERR_clear_error();
    return ok;
}

static SSL *make_session(const struct fetch_link *l)
{
    SSL *ssl = SSL_new(l->settings);

    if (!ssl || !expect_host(ssl, l->host)) {
        SSL_free(ssl);
        return NULL;
    }
    if (l->now)
        X509_VERIFY_PARAM_set_time(SSL_get0_param(ssl), (time_t)l->now);
    X509_VERIFY_PARAM_set_flags(SSL_get0_param(ssl), X509_V_FLAG_PARTIAL_CHAIN);
    SSL_set_connect_state(ssl);
    return ssl;
}

/* The connection without TLS. */
static BIO *unwrap(BIO *wrap)
{
    BIO *rest = BIO_pop(wrap);

    BIO_free(wrap);
    return rest;
}

static BIO *begin(BIO *bio, struct fetch_link *l)
{
    SSL *ssl = NULL;
    BIO *wrap = NULL;
    long verdict;

    if (l->proxied && !OSSL_HTTP_proxy_connect(bio, l->host, l->port, NULL, NULL, l->left / LINK_PARTS + 1, NULL, NULL))
        return NULL;
    ssl = make_session(l);
    wrap = ssl ? BIO_new(BIO_f_ssl()) : NULL;
    if (!wrap) {
        SSL_free(ssl);
        return NULL;
    }
    BIO_set_ssl(wrap, ssl, BIO_CLOSE);
    BIO_push(wrap, bio);
    if (go_on(l, wrap))
        return wrap;
    verdict = SSL_get_verify_result(ssl);
    if (verdict != X509_V_OK) {
        l->fault = verdict == X509_V_ERR_HOSTNAME_MISMATCH || verdict == X509_V_ERR_IP_ADDRESS_MISMATCH ? LINK_OTHER_HOST : LINK_UNTRUSTED;
        l->reason = X509_verify_cert_error_string(verdict);
    }
    unwrap(wrap);
    return NULL;
}

BIO *link_wrap(BIO *bio, void *user, int connect, int detail)
{
    SSL *ssl = NULL;

    if (connect)
        return begin(bio, user);
    if (detail && BIO_get_ssl(bio, &ssl) == 1 && ssl)
        SSL_shutdown(ssl);
    return unwrap(bio);
}
