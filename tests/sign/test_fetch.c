/* HTTP and HTTPS against servers of our own on loopback: what is taken, and the one diagnostic of each failure. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "base/diag/sign.h"
#include "ca.h"
#include "sign/fetch.h"

static const struct ca_extension of_host[] = {{NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1"}, {NID_ext_key_usage, "serverAuth"}, {0, NULL}};
static const struct ca_extension of_other_host[] = {{NID_subject_alt_name, "DNS:khac.example,IP:127.0.0.2"}, {0, NULL}};

static struct {
    EVP_PKEY *ca_key, *other_key, *key;
    X509 *ca, *other, *host, *other_host, *stranger, *expired;
    char trust[64];
} made;

static int make(void **state)
{
    (void)state;
    made.ca_key = ca_key("P-256");
    made.other_key = ca_key("P-256");
    made.key = ca_key("P-256");
    made.ca = ca_issue("CA TLS MẪU", made.ca_key, NULL, NULL, 3650, ca_of_ca);
    made.other = ca_issue("CA lạ", made.other_key, NULL, NULL, 3650, ca_of_ca);
    made.host = ca_issue("localhost", made.key, made.ca, made.ca_key, 730, of_host);
    made.other_host = ca_issue("khac.example", made.key, made.ca, made.ca_key, 730, of_other_host);
    made.stranger = ca_issue("localhost", made.key, made.other, made.other_key, 730, of_host);
    made.expired = ca_issue("localhost", made.key, made.ca, made.ca_key, 100, of_host);
    strcpy(made.trust, "/tmp/vanban-test-XXXXXX");
    FILE *f = fdopen(mkstemp(made.trust), "w");
    PEM_write_X509(f, made.ca);
    return fclose(f);
}

static int unmake(void **state)
{
    (void)state;
    X509 *const certs[] = {made.ca, made.other, made.host, made.other_host, made.stranger, made.expired};
    for (size_t i = 0; i < sizeof certs / sizeof *certs; i++)
        X509_free(certs[i]);
    EVP_PKEY_free(made.ca_key);
    EVP_PKEY_free(made.other_key);
    EVP_PKEY_free(made.key);
    return unlink(made.trust);
}

#define DER "\x30\x03\x02\x01\x05"
#define HEAD "HTTP/1.0 200 OK\r\n"

/* A server of one connection. */
struct server {
    X509 *cert;         /* NULL: plain HTTP */
    const char *answer; /* NULL: none, until the other hangs up */
    size_t n;
    bool mute;          /* does not even shake hands */
    bool blunt;         /* answers before it was asked */
    int listens, port;
    char asked[512], name[64];
};

static void talk(struct server *s, int fd, SSL *ssl)
{
    size_t n = 0;
    char rest[256];

    while (n < sizeof s->asked - 1 && !strstr(s->asked, "\r\n\r\n") && !(s->blunt && n > 0)) {
        int got = ssl ? SSL_read(ssl, s->asked + n, 1) : (int)read(fd, s->asked + n, 1);
        if (got <= 0)
            return;
        n += (size_t)got;
    }
    if (s->answer && (ssl ? SSL_write(ssl, s->answer, (int)s->n) : (int)write(fd, s->answer, s->n)) > 0 && ssl)
        SSL_shutdown(ssl);
    if (s->answer)
        shutdown(fd, SHUT_WR);
    while (!s->answer && read(fd, rest, sizeof rest) > 0)
        ;
}

static void *serve(void *user)
{
    struct server *s = user;
    int fd = accept(s->listens, NULL, NULL);
    SSL_CTX *c = s->cert ? SSL_CTX_new(TLS_server_method()) : NULL;
    SSL *ssl = NULL;
    char rest[256];

    if (s->mute)
        while (read(fd, rest, sizeof rest) > 0)
            ;
    else if (c) {
        SSL_CTX_use_certificate(c, s->cert);
        SSL_CTX_use_PrivateKey(c, made.key);
        ssl = SSL_new(c);
        SSL_set_fd(ssl, fd);
        if (SSL_accept(ssl) == 1) {
            const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
            snprintf(s->name, sizeof s->name, "%s", name ? name : "");
            talk(s, fd, ssl);
        }
    } else
        talk(s, fd, NULL);
    SSL_free(ssl);
    SSL_CTX_free(c);
    close(fd);
    return NULL;
}

/* What comes of one request. DIAG__NONE: `out` has the answer. */
static diag_code ask(struct server *s, const char *host, const char *trust, bool tls, int seconds, struct buf *out)
{
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t n = sizeof a;
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    char url[80];
    const char *const allowed[] = {url};
    const struct fetch f = {.allowed = allowed, .n_allowed = 1, .trust_tls = trust};
    pthread_t thread;

    s->listens = socket(AF_INET, SOCK_STREAM, 0);
    assert_int_equal(bind(s->listens, (struct sockaddr *)&a, sizeof a), 0);
    assert_int_equal(listen(s->listens, 1), 0);
    getsockname(s->listens, (struct sockaddr *)&a, &n);
    s->port = ntohs(a.sin_port);
    snprintf(url, sizeof url, "http%s://%s:%d/tsa", tls ? "s" : "", host, s->port);
    pthread_create(&thread, NULL, serve, s);
    const bool ok = fetch_url(&ctx, &f, url, "application/timestamp-query", SPAN(DER), seconds, out);
    shutdown(s->listens, SHUT_RDWR); /* if it was never asked */
    pthread_join(thread, NULL);
    close(s->listens);
    assert_int_equal(seen.n, ok ? 0 : 1);
    return ok ? DIAG__NONE : seen.code[0];
}

#define ANSWER(text) .answer = text, .n = sizeof text - 1

static void expect(struct server s, const char *host, const char *trust, bool tls, int seconds, diag_code code)
{
    struct buf out = {0};
    const diag_code found = ask(&s, host, trust, tls, seconds, &out);

    if (found != code)
        fail_msg("%s %s: found %d, expected %d", host, tls ? "https" : "http", (int)found, (int)code);
    if (code == DIAG__NONE) {
        assert_true(span_equal(buf_span(&out), SPAN(DER)));
        assert_non_null(strstr(s.asked, "POST /tsa HTTP/1.0\r\n"));
        assert_string_equal(s.name, tls && strcmp(host, "localhost") == 0 ? "localhost" : "");
    } else
        assert_int_equal(out.n, 0);
    buf_release(&out);
}

static void test_answers(void **state)
{
    (void)state;
    for (int tls = 0; tls < 2; tls++) {
        X509 *cert = tls ? made.host : NULL;
        expect((struct server){.cert = cert, ANSWER(HEAD "\r\n" DER)}, "127.0.0.1", made.trust, tls, 20, DIAG__NONE);
        expect((struct server){.cert = cert, ANSWER(HEAD "Content-Length: 5\r\n\r\n" DER)}, "localhost", made.trust, tls, 20, DIAG__NONE);
        expect((struct server){.cert = cert, ANSWER(HEAD "Content-Length: 99999999\r\n\r\n" DER)}, "127.0.0.1", made.trust, tls, 20, DIAG_FETCH_TOO_LARGE);
        expect((struct server){.cert = cert, ANSWER(HEAD "\r\n\x30\x84\x7f\xff\xff\xff")}, "127.0.0.1", made.trust, tls, 20, DIAG_FETCH_TOO_LARGE);
        expect((struct server){.cert = cert, ANSWER(HEAD "\r\n\x30\x84")}, "127.0.0.1", made.trust, tls, 20, DIAG_FETCH_FAILED);
        expect((struct server){.cert = cert, ANSWER(HEAD "\r\n<html>")}, "127.0.0.1", made.trust, tls, 20, DIAG_FETCH_FAILED);
        expect((struct server){.cert = cert, ANSWER("")}, "127.0.0.1", made.trust, tls, 20, DIAG_FETCH_FAILED);
        expect((struct server){.cert = cert, ANSWER("HTTP/1.0 404 Not Found\r\n\r\n")}, "127.0.0.1", made.trust, tls, 20, DIAG_FETCH_FAILED);
        expect((struct server){.cert = cert, ANSWER("HTTP/1.0 302 Found\r\nLocation: http://127.0.0.1/khac\r\n\r\n")}, "127.0.0.1", made.trust, tls, 20,
               DIAG_FETCH_FAILED);
    }
}

static void test_silence(void **state)
{
    (void)state;
    expect((struct server){.mute = true}, "127.0.0.1", NULL, false, 1, DIAG_FETCH_TIMEOUT);
    expect((struct server){.mute = true}, "127.0.0.1", made.trust, true, 1, DIAG_FETCH_TIMEOUT);
    expect((struct server){.cert = made.host}, "127.0.0.1", made.trust, true, 2, DIAG_FETCH_TIMEOUT);
}

static void test_certificates(void **state)
{
    (void)state;
    const struct {
        X509 *cert;
        const char *host, *trust;
        diag_code code;
    } rows[] = {
        {made.other_host, "127.0.0.1", made.trust, DIAG_FETCH_TLS_HOST}, {made.other_host, "localhost", made.trust, DIAG_FETCH_TLS_HOST},
        {made.stranger, "127.0.0.1", made.trust, DIAG_FETCH_TLS},        {made.expired, "127.0.0.1", made.trust, DIAG_FETCH_TLS},
        {made.host, "127.0.0.1", NULL, DIAG_FETCH_TLS} /* the system knows nothing of our authority */,
        {NULL, "127.0.0.1", made.trust, DIAG_FETCH_FAILED} /* a server without TLS */,
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        expect((struct server){.cert = rows[i].cert, .blunt = !rows[i].cert, ANSWER(HEAD "\r\n" DER)}, rows[i].host, rows[i].trust, true, 20, rows[i].code);
    /* What is trusted cannot be read: told before anybody is asked. */
    const char *const allowed[] = {"https://127.0.0.1:9/"};
    const struct fetch f = {.allowed = allowed, .n_allowed = 1, .trust_tls = "/khong/co.pem"};
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    struct buf out = {0};
    assert_false(fetch_url(&ctx, &f, allowed[0], NULL, (struct span){0}, 1, &out));
    assert_int_equal(seen.n, 1);
    assert_int_not_equal(seen.code[0], DIAG_FETCH_FAILED);
}

/* Nobody listens; and --offline keeps the socket shut. */
static void test_nobody(void **state)
{
    (void)state;
    const char *const allowed[] = {"http://127.0.0.1:9/", "https://127.0.0.1:9/"};
    struct fetch f = {.allowed = allowed, .n_allowed = 2};
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    struct buf out = {0};

    for (size_t i = 0; i < 2; i++) {
        assert_false(fetch_url(&ctx, &f, allowed[i], NULL, (struct span){0}, 5, &out));
        assert_int_equal(seen.code[i], DIAG_FETCH_FAILED);
    }
    f.offline = true;
    assert_false(fetch_url(&ctx, &f, allowed[1], NULL, (struct span){0}, 5, &out));
    assert_int_equal(seen.code[2], DIAG_FETCH_OFFLINE);
    assert_int_equal(seen.n, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_answers), cmocka_unit_test(test_silence), cmocka_unit_test(test_certificates), cmocka_unit_test(test_nobody),
    };

    unsetenv("http_proxy"); /* they would be asked instead */
    unsetenv("https_proxy");
    unsetenv("HTTP_PROXY");
    unsetenv("HTTPS_PROXY");
    signal(SIGPIPE, SIG_IGN); /* of the servers; what is fetched minds its own */
    return cmocka_run_group_tests(tests, make, unmake);
}
