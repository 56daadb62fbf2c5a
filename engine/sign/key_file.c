/* Keys from files: PKCS#12 (RFC 7292), PEM and DER (RFC 7468, RFC 5958). The pass phrase is asked for once and only if the file needs
 * one. */
#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>

#include "base/arena.h"
#include "base/diag/sign.h"
#include "base/file.h"
#include "sign/key_private.h"

/* What a callback of OpenSSL is told. */
struct asking {
    const struct secret_source *from;
    const char *name;
    bool asked, failed;
};

static int give_pass_phrase(char *out, int size, int writing, void *user)
{
    struct asking *asking = user;
    struct secret s;
    int n;

    (void)writing;
    if (asking->asked)
        return -1;
    asking->asked = true;
    if (!secret_ask(&s, asking->from, asking->name)) {
        asking->failed = true;
        return -1;
    }
    n = (int)s.n;
    if (n <= size)
        memcpy(out, s.p, s.n);
    secret_release(&s);
    return n <= size ? n : -1;
}

static bool refuse(struct ctx *ctx, const struct asking *asking)
{
    diag_code code = asking->failed ? DIAG_KEY_NO_SECRET : asking->asked ? DIAG_KEY_WRONG_SECRET : DIAG_KEY_UNREADABLE;

    diag(ctx, code, pos_file(asking->name));
    return false;
}

static bool read_key(struct ctx *ctx, const char *path, struct span text, const struct secret_source *ask, EVP_PKEY **out)
{
    struct asking asking = {ask, path, false, false};
    const unsigned char *der = (const unsigned char *)text.p;
    BIO *bio = BIO_new_mem_buf(text.p, (int)text.n);

    *out = bio ? PEM_read_bio_PrivateKey(bio, NULL, give_pass_phrase, &asking) : NULL;
    BIO_free(bio);
    if (!*out && !asking.asked)
        *out = d2i_AutoPrivateKey(NULL, &der, (long)text.n);
    return *out || refuse(ctx, &asking);
}

/* All certificates of a file: PEM blocks, or one in DER. */
static STACK_OF(X509) *read_certificates(struct span text)
{
    STACK_OF(X509) *all = sk_X509_new_null();
    BIO *bio = BIO_new_mem_buf(text.p, (int)text.n);
    const unsigned char *der = (const unsigned char *)text.p;
    X509 *x;

    while (all && bio && sk_X509_num(all) < LIMIT_KEY_CERTS && (x = PEM_read_bio_X509(bio, NULL, NULL, NULL)))
        if (sk_X509_push(all, x) <= 0)
            X509_free(x);
    if (all && sk_X509_num(all) == 0 && (x = d2i_X509(NULL, &der, (long)text.n)) && sk_X509_push(all, x) <= 0)
        X509_free(x);
    BIO_free(bio);
    ERR_clear_error();
    return all;
}

/* false: reported. */
static bool open_certificates(struct ctx *ctx, const char *cert, struct sign_key *k)
{
    struct buf text = {0};
    bool ok = file_read(ctx, cert, LIMIT_KEY_BYTES, &text);

    if (ok) {
        k->chain = read_certificates(buf_span(&text));
        ok = k->chain && sk_X509_num(k->chain) > 0;
        if (!ok)
            diag(ctx, DIAG_KEY_CERT_UNREADABLE, pos_file(cert));
    }
    buf_release(&text);
    return ok;
}

bool key_open_cert(struct ctx *ctx, const char *cert, struct sign_key *k)
{
    int at = 0;

    if (!open_certificates(ctx, cert, k))
        return false;
    for (int i = sk_X509_num(k->chain) - 1; i >= 0; i--)
        if (key_cert_serves(sk_X509_value(k->chain, i), ctx->now))
            at = i;
    k->cert = sk_X509_delete(k->chain, at);
    return true;
}

bool key_open_pem(struct ctx *ctx, const char *key, const char *cert, const struct secret_source *ask, struct sign_key *k)
{
    struct buf text = {0};
    bool ok = open_certificates(ctx, cert, k) && file_read(ctx, key, LIMIT_KEY_BYTES, &text) && read_key(ctx, key, buf_span(&text), ask, &k->pkey);

    if (text.p)
        explicit_bzero(text.p, text.cap);
    buf_release(&text);
    for (int i = 0; ok && !k->cert && i < sk_X509_num(k->chain); i++) {
        EVP_PKEY *public = X509_get0_pubkey(sk_X509_value(k->chain, i));
        if (public && EVP_PKEY_eq(public, k->pkey) == 1)
            k->cert = sk_X509_delete(k->chain, i);
    }
    if (ok && !k->cert) {
        diag(ctx, DIAG_KEY_CERT_OTHER, pos_file(cert), key);
        ok = false;
    }
    return ok;
}

static X509 *copy_home(X509 *old)
{
    unsigned char *der = NULL;
    int n = old ? i2d_X509(old, &der) : -1;
    const unsigned char *p = der;
    X509 *x = n > 0 ? d2i_X509(NULL, &p, n) : NULL;

    OPENSSL_free(der);
    return x;
}

/* Certificates and the key of a library context of its own, once more in the usual one: what is left holds on to nothing of it. */
static bool bring_home(struct sign_key *k)
{
    PKCS8_PRIV_KEY_INFO *plain = k->pkey ? EVP_PKEY2PKCS8(k->pkey) : NULL;
    EVP_PKEY *key = plain ? EVP_PKCS82PKEY(plain) : NULL;
    X509 *cert = copy_home(k->cert);
    STACK_OF(X509) *chain = sk_X509_new_null();

    PKCS8_PRIV_KEY_INFO_free(plain);
    for (int i = 0; i < sk_X509_num(k->chain); i++) {
        X509 *x = copy_home(sk_X509_value(k->chain, i));
        if (x && sk_X509_push(chain, x) <= 0)
            X509_free(x);
    }
    EVP_PKEY_free(k->pkey);
    X509_free(k->cert);
    sk_X509_pop_free(k->chain, X509_free);
    k->pkey = key;
    k->cert = cert;
    k->chain = chain;
    return key && cert;
}

/* Opens the file with algorithms of `lib` (NULL: the usual ones). */
static bool unpack(OSSL_LIB_CTX *lib, struct span der, const struct secret *secret, struct asking *asking, struct secret *asked, struct sign_key *k)
{
    PKCS12 *p12 = PKCS12_init_ex(NID_pkcs7_data, lib, NULL);
    BIO *bio = BIO_new_mem_buf(der.p, (int)der.n);
    const char *phrase = secret && secret->p ? secret->p : NULL;
    bool ok = p12 && bio && d2i_PKCS12_bio(bio, &p12) != NULL;

    if (ok && !phrase && PKCS12_mac_present(p12) && !PKCS12_verify_mac(p12, NULL, 0)) {
        if (PKCS12_verify_mac(p12, "", 0))
            phrase = "";
        else {
            asking->asked = true;
            asking->failed = !secret_ask(asked, asking->from, asking->name);
            phrase = asked->p;
            ok = !asking->failed;
        }
    }
    ok = ok && PKCS12_parse(p12, phrase, &k->pkey, &k->cert, &k->chain) == 1;
    BIO_free(bio);
    PKCS12_free(p12);
    return ok;
}

static bool is_unsupported(void)
{
    for (unsigned long e; (e = ERR_get_error()) != 0;)
        if (ERR_GET_REASON(e) == ERR_R_UNSUPPORTED || ERR_GET_REASON(e) == EVP_R_UNSUPPORTED_ALGORITHM ||
            ERR_GET_REASON(e) == EVP_R_UNKNOWN_CIPHER)
            return true;
    return false;
}

bool key_open_p12(struct ctx *ctx, const char *path, const struct secret_source *ask, struct sign_key *k)
{
    struct asking asking = {ask, path, false, false};
    struct secret secret = {0};
    struct buf text = {0};
    bool ok = false;

    if (!file_read(ctx, path, LIMIT_KEY_BYTES, &text))
        return false;
    ERR_clear_error();
    ok = unpack(NULL, buf_span(&text), NULL, &asking, &secret, k);
    if (!ok && !asking.failed && is_unsupported()) {
        /* Windows and old tools write RC2 of 40 bits, which OpenSSL 3 has in its legacy provider only. */
        OSSL_LIB_CTX *lib = OSSL_LIB_CTX_new();
        OSSL_PROVIDER *usual = lib ? OSSL_PROVIDER_load(lib, "default") : NULL, *legacy = lib ? OSSL_PROVIDER_load(lib, "legacy") : NULL;
        ok = usual && legacy && unpack(lib, buf_span(&text), &secret, &asking, &secret, k) && bring_home(k);
        OSSL_PROVIDER_unload(legacy);
        OSSL_PROVIDER_unload(usual);
        OSSL_LIB_CTX_free(lib);
    }
    secret_release(&secret);
    buf_release(&text);
    if (ok && (!k->pkey || !k->cert)) {
        diag(ctx, DIAG_KEY_P12_EMPTY, pos_file(path));
        return false;
    }
    return ok || refuse(ctx, &asking);
}
