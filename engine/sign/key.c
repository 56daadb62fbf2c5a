/* Opening a key: the file's or token's parts are brought together, then judged once for all kinds: certificate and key belong
 * together, the certificate may sign and is valid now, the algorithm is strong. */
#include "base/diag/sign.h"
#include "sign/key.h"

#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "sign/key_private.h"
#include "sign/names.h"
#include "sign/token.h"

static bool may_sign(X509 *cert)
{
    return (X509_get_key_usage(cert) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) /* all bits when the extension is absent */ &&
           X509_check_ca(cert) != 1;
}

static bool is_valid(const X509 *cert, int64_t now, int64_t *from, int64_t *to)
{
    return time_of_asn1(X509_get0_notBefore(cert), from) && time_of_asn1(X509_get0_notAfter(cert), to) &&
           (!now || (now >= *from && now <= *to));
}

bool key_cert_serves(X509 *cert, int64_t now)
{
    int64_t from, to;

    return may_sign(cert) && is_valid(cert, now, &from, &to);
}

static bool judge(struct ctx *ctx, struct arena *a, const char *name, struct sign_key *k)
{
    struct pos pos = pos_file(name);
    EVP_PKEY *public = X509_get0_pubkey(k->cert);
    const char *who = name_of_subject(a, k->cert);
    int64_t from = 0, to = 0;

    if (!public || (k->pkey && EVP_PKEY_eq(public, k->pkey) != 1)) {
        diag(ctx, DIAG_KEY_NO_CERT, pos, who);
        return false;
    }
    if (!alg_of_key(public, &k->alg)) {
        struct buf found = {0};
        alg_key_name(public, &found);
        diag(ctx, DIAG_KEY_WEAK, pos, found.p);
        buf_release(&found);
        return false;
    }
    if (!may_sign(k->cert)) {
        diag(ctx, DIAG_KEY_USAGE, pos, who);
        return false;
    }
    if (!is_valid(k->cert, ctx->now, &from, &to)) {
        diag(ctx, DIAG_KEY_TIME, pos, who, name_of_time(a, from), name_of_time(a, to));
        return false;
    }
    return true;
}

bool key_judge(struct ctx *ctx, const char *name, struct sign_key *k)
{
    struct arena a = {0};
    const bool ok = judge(ctx, &a, name, k);

    arena_release(&a);
    return ok;
}

/* The token's process ends with the key. */
bool key_open_token(struct ctx *ctx, const struct key_source *from, struct sign_key *k)
{
    struct token_contents *contents = mem_alloc(sizeof *contents);
    const struct token_key *key = NULL;

    k->token = token_open(ctx, from, contents);
    if (k->token)
        key = token_pick(ctx, from->pkcs11, contents, k);
    if (key)
        token_use(k->token, key->index, key->always);
    token_contents_release(contents);
    free(contents);
    return key != NULL;
}

struct sign_key *sign_key_open(struct ctx *ctx, const struct key_source *from)
{
    struct sign_key *k = mem_alloc(sizeof *k);
    bool ok;

    if (from->pkcs11)
        ok = key_open_token(ctx, from, k);
    else if (from->p12)
        ok = key_open_p12(ctx, from->p12, &from->ask, k);
    else if (!from->key)
        ok = key_open_cert(ctx, from->cert, k);
    else
        ok = key_open_pem(ctx, from->key, from->cert, &from->ask, k);
    ok = ok && key_judge(ctx, from->pkcs11 ? from->pkcs11 : from->p12 ? from->p12 : from->cert, k) &&
         (!k->token || token_choose(ctx, from->pkcs11, k->token, &k->alg));
    ERR_clear_error();
    if (ok)
        return k;
    sign_key_free(k);
    return NULL;
}

void sign_key_free(struct sign_key *k)
{
    if (!k)
        return;
    token_close(k->token);
    EVP_PKEY_free(k->pkey);
    X509_free(k->cert);
    sk_X509_pop_free(k->chain, X509_free);
    free(k);
}

X509 *sign_key_cert(const struct sign_key *k)
{
    return k->cert;
}

STACK_OF(X509) *sign_key_chain(const struct sign_key *k)
{
    return k->chain;
}

struct alg sign_key_alg(const struct sign_key *k)
{
    return k->alg;
}

bool sign_key_sign(struct ctx *ctx, struct sign_key *k, struct span message, struct buf *out)
{
    unsigned char digest[ALG_MD_BYTES];
    size_t n;
    bool ok;

    if (k->token)
        return token_sign(ctx, k->token, &k->alg, message, out);
    ok = alg_digest(k->alg.md, &message, 1, digest, &n) && alg_sign_digest(&k->alg, k->pkey, span_make((const char *)digest, n), out);

    if (!ok)
        diag(ctx, DIAG_KEY_SIGNS_WRONG, (struct pos){0});
    ERR_clear_error();
    return ok;
}
