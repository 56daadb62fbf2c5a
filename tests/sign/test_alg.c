/* Which algorithms are read from an AlgorithmIdentifier, and that they verify what OpenSSL signed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include <openssl/objects.h>

#include "ca.h"
#include "sign/alg.h"

static const struct {
    int nid, md;
    const char *key; /* as ca_key names it; NULL: refused */
    bool one_shot;   /* OpenSSL signs the message as a whole */
} rows[] = {
    {NID_sha256WithRSAEncryption, NID_sha256, "rsa", false},
    {NID_RSA_SHA3_256, NID_sha3_256, "rsa", false},
    {NID_rsaEncryption, NID_sha3_512, "rsa", false},
    {NID_ecdsa_with_SHA384, NID_sha384, "P-384", false},
    {NID_ecdsa_with_SHA3_256, NID_sha3_256, "P-256", false},
    {NID_ecdsa_with_SHA3_384, NID_sha3_384, "P-384", false},
    {NID_ecdsa_with_SHA3_512, NID_sha3_512, "P-521", false},
    {NID_ED25519, NID_sha512, "ED25519", true},
    {NID_ED448, NID_shake256, "ED448", true},
    {NID_ED25519, NID_sha256, NULL, true}, /* RFC 8419 section 3.1 */
    {NID_ED448, NID_sha512, NULL, true},
    {NID_ecdsa_with_SHA3_256, NID_sha256, NULL, false},
    {NID_sha256WithRSAEncryption, NID_sha3_256, NULL, false},
    {NID_rsaEncryption, NID_shake256, NULL, false},
    {NID_X9_62_id_ecPublicKey, NID_shake256, NULL, false},
    {NID_dsa_with_SHA256, NID_sha256, NULL, false},
};

static struct buf sign(EVP_PKEY *key, int md, struct span message)
{
    EVP_MD_CTX *c = EVP_MD_CTX_new();
    unsigned char bytes[1024];
    size_t n = sizeof bytes;
    struct buf out = {0};

    assert_int_equal(EVP_DigestSignInit(c, NULL, md ? EVP_get_digestbynid(md) : NULL, NULL, key), 1);
    assert_int_equal(EVP_DigestSign(c, bytes, &n, (const unsigned char *)message.p, message.n), 1);
    buf_put(&out, bytes, n);
    EVP_MD_CTX_free(c);
    return out;
}

static void test_read_and_verify(void **state)
{
    const struct span message = SPAN("Nội dung văn bản"), other = SPAN("Nội dung khác");
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        X509_ALGOR *written = X509_ALGOR_new();
        struct alg a;
        X509_ALGOR_set0(written, OBJ_nid2obj(rows[i].nid), V_ASN1_UNDEF, NULL);
        if (alg_read(written, rows[i].md, &a) != (rows[i].key != NULL))
            fail_msg("row %zu", i);
        if (rows[i].key) {
            EVP_PKEY *key = *rows[i].key == 'E' ? EVP_PKEY_Q_keygen(NULL, NULL, rows[i].key) : ca_key(rows[i].key), *stranger = ca_key("P-256");
            struct buf signature = sign(key, rows[i].one_shot ? NID_undef : rows[i].md, message);
            assert_true(alg_key_strong(key));
            assert_true(alg_verify(&a, key, message, buf_span(&signature)));
            assert_false(alg_verify(&a, key, other, buf_span(&signature)));
            assert_false(alg_verify(&a, stranger, message, buf_span(&signature)));
            signature.p[signature.n / 2] = (char)(signature.p[signature.n / 2] ^ 1);
            assert_false(alg_verify(&a, key, message, buf_span(&signature)));
            if (rows[i].one_shot)
                assert_false(alg_of_key(key, &a)); /* read and not made */
            buf_release(&signature);
            EVP_PKEY_free(key);
            EVP_PKEY_free(stranger);
        }
        X509_ALGOR_free(written);
    }
}

/* 512 bits of SHAKE256 (FIPS 202, the empty message), and what else is known. */
static void test_digests(void **state)
{
    static const unsigned char shake_of_nothing[] = {0x46, 0xb9, 0xdd, 0x2b, 0x0b, 0xa8, 0x8d, 0x13};
    const struct span nothing = SPAN("");
    unsigned char digest[ALG_MD_BYTES];
    size_t n;
    (void)state;

    assert_true(alg_digest(NID_shake256, &nothing, 1, digest, &n));
    assert_int_equal(n, 64);
    assert_memory_equal(digest, shake_of_nothing, sizeof shake_of_nothing);
    assert_true(alg_digest(NID_sha3_384, &nothing, 1, digest, &n));
    assert_int_equal(n, 48);
    assert_false(alg_digest(NID_shake128, &nothing, 1, digest, &n));
    assert_true(alg_md_strong(NID_shake256) && !alg_md_strong(NID_sha1) && !alg_md_strong(NID_shake128));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_read_and_verify), cmocka_unit_test(test_digests)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
