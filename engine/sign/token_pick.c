/* Which key and which certificate. Labels are not to be relied on: on many tokens the key's differs from its certificate's. A certificate goes with
 * the key of the same CKA_ID, if its public key is the key's (as far as the token shows that); else with the key whose public key it has. */
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <p11-kit/uri.h>

#include "base/diag/token.h"
#include "sign/names.h"
#include "sign/token.h"

enum agreement { AGREES, DIFFERS, UNKNOWN };

static enum agreement compare_rsa(EVP_PKEY *public, struct span modulus)
{
    BIGNUM *own = NULL, *n = BN_bin2bn((const unsigned char *)modulus.p, (int)modulus.n, NULL);
    const bool same = n && EVP_PKEY_get_bn_param(public, OSSL_PKEY_PARAM_RSA_N, &own) == 1 && BN_cmp(own, n) == 0;

    BN_free(own);
    BN_free(n);
    return same ? AGREES : DIFFERS;
}

/* CKA_EC_POINT is the point within an OCTET STRING; some tokens leave that out. */
static enum agreement compare_ec(EVP_PKEY *public, struct span point)
{
    unsigned char own[256];
    size_t n = 0;

    if (EVP_PKEY_get_octet_string_param(public, OSSL_PKEY_PARAM_PUB_KEY, own, sizeof own, &n) != 1 || n > point.n)
        return DIFFERS;
    return memcmp(point.p + point.n - n, own, n) == 0 && point.n - n <= 3 ? AGREES : DIFFERS;
}

static enum agreement compare(const struct token_key *key, X509 *x)
{
    EVP_PKEY *public = X509_get0_pubkey(x);
    const int id = public ? EVP_PKEY_get_base_id(public) : EVP_PKEY_NONE;
    const bool rsa = id == EVP_PKEY_RSA || id == EVP_PKEY_RSA_PSS;

    if (key->kind != (rsa ? CKK_RSA : CKK_EC) || (!rsa && id != EVP_PKEY_EC))
        return DIFFERS;
    if (key->public_part.n == 0)
        return UNKNOWN;
    return rsa ? compare_rsa(public, key->public_part) : compare_ec(public, key->public_part);
}

static bool same_id(const struct token_key *key, const struct token_cert *cert)
{
    return key->id.n > 0 && span_equal(key->id, cert->id);
}

/* By its id a certificate may be another key's. */
static bool belongs(const struct token_contents *c, const struct token_key *key, const struct token_cert *cert)
{
    const enum agreement agreement = compare(key, cert->x);

    if (same_id(key, cert) || agreement != AGREES)
        return same_id(key, cert) && agreement != DIFFERS;
    for (size_t i = 0; i < c->n_keys; i++)
        if (same_id(&c->keys[i], cert) && compare(&c->keys[i], cert->x) != DIFFERS)
            return false;
    return true;
}

static bool matches(P11KitUri *uri, CK_OBJECT_CLASS class, struct span id, struct span label)
{
    const CK_ATTRIBUTE v[] = {{CKA_CLASS, &class, sizeof class},
                              {CKA_ID, (void *)(uintptr_t)id.p, id.n},
                              {CKA_LABEL, (void *)(uintptr_t)label.p, label.n}};

    return p11_kit_uri_match_attributes(uri, v, 3) == 1;
}

/* How well a certificate serves a key: 0 not at all, else the greater the better. The URI may mean the key or the certificate. */
static int rank(P11KitUri *uri, const struct token_contents *c, const struct token_key *key, const struct token_cert *cert, int64_t now)
{
    const bool of_cert = matches(uri, CKO_CERTIFICATE, cert->id, cert->label);

    if (!belongs(c, key, cert) || (!of_cert && !matches(uri, CKO_PRIVATE_KEY, key->id, key->label)))
        return 0;
    return 1 + of_cert + 2 * same_id(key, cert) + 4 * key_cert_serves(cert->x, now);
}

/* Of two certificates of one key that serve alike the one that was issued later. */
static bool is_better(int rank, int best, X509 *x, X509 *than)
{
    return rank > best || (rank == best && ASN1_TIME_compare(X509_get0_notBefore(x), X509_get0_notBefore(than)) > 0);
}

static void put_choice(struct buf *out, const struct token_key *key, X509 *x)
{
    struct arena a = {0};
    P11KitUri *uri = p11_kit_uri_new();
    CK_ATTRIBUTE id = {CKA_ID, (void *)(uintptr_t)key->id.p, key->id.n}, label = {CKA_LABEL, (void *)(uintptr_t)key->label.p, key->label.n};
    char *text = NULL;

    p11_kit_uri_set_attribute(uri, key->id.n ? &id : &label);
    if (p11_kit_uri_format(uri, P11_KIT_URI_FOR_OBJECT, &text) == P11_KIT_URI_OK)
        buf_printf(out, "%s%s (%s)", out->n ? ", " : "", text, name_of_subject(&a, x));
    free(text);
    p11_kit_uri_free(uri);
    arena_release(&a);
}

/* The certificates of the token that lead from `x` upward. */
static STACK_OF(X509) *chain_of(const struct token_contents *c, X509 *x)
{
    STACK_OF(X509) *chain = sk_X509_new_null();
    X509 *above = x;

    while (chain && above && sk_X509_num(chain) < LIMIT_KEY_CERTS) {
        X509 *below = above;
        above = NULL;
        for (size_t i = 0; !above && i < c->n_certs; i++)
            if (c->certs[i].x != below && X509_check_issued(c->certs[i].x, below) == X509_V_OK && X509_cmp(c->certs[i].x, below) != 0)
                above = c->certs[i].x;
        if (above && X509_up_ref(above) && sk_X509_push(chain, above) <= 0)
            X509_free(above);
    }
    ERR_clear_error();
    return chain;
}

const struct token_key *token_pick(struct ctx *ctx, const char *uri, struct token_contents *c, struct sign_key *k)
{
    P11KitUri *wanted = p11_kit_uri_new();
    const struct token_key *chosen = NULL;
    struct buf choices = {0};
    int best = 0;
    size_t alike = 0;

    p11_kit_uri_parse(uri, P11_KIT_URI_FOR_ANY, wanted);
    for (size_t i = 0; i < c->n_keys; i++) {
        int of_key = 0;
        X509 *x = NULL;
        for (size_t n = 0; n < c->n_certs; n++) {
            const int r = rank(wanted, c, &c->keys[i], &c->certs[n], ctx->now);
            if (r > 0 && (!x || is_better(r, of_key, c->certs[n].x, x))) {
                of_key = r;
                x = c->certs[n].x;
            }
        }
        /* A key that cannot sign now does not stand in the way of one that can. */
        if (!x || of_key / 5 < best / 5)
            continue;
        if (of_key / 5 > best / 5 || alike == 0) {
            alike = 0;
            buf_clear(&choices);
            best = of_key;
            chosen = &c->keys[i];
            k->cert = x;
        }
        put_choice(&choices, &c->keys[i], x);
        alike++;
    }
    p11_kit_uri_free(wanted);
    if (alike == 1) {
        X509_up_ref(k->cert);
        k->chain = chain_of(c, k->cert);
    } else {
        k->cert = NULL;
        if (alike > 1)
            diag(ctx, DIAG_TOKEN_KEYS, pos_file(uri), choices.p);
        else
            diag(ctx, c->n_keys ? DIAG_TOKEN_NO_CERT : DIAG_TOKEN_NO_KEY, pos_file(uri));
        chosen = NULL;
    }
    buf_release(&choices);
    return chosen;
}
