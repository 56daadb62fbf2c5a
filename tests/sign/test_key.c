/* Keys: what opens, with which secret, and what is refused with which words; secrets are wiped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>

#include "base/diag/sign.h"
#include "sign/alg.h"
#include "sign/key.h"
#include "ca.h"

static struct {
    EVP_PKEY *root_key, *rsa, *ec, *pss, *weak, *odd;
    X509 *root;
} made;

static int make(void **state)
{
    (void)state;
    made.root_key = ca_key("P-256");
    made.root = ca_issue("CA gốc MẪU", made.root_key, NULL, NULL, 3650, ca_of_ca);
    made.rsa = ca_key("rsa");
    made.ec = ca_key("P-384");
    made.pss = ca_key("pss");
    made.weak = ca_key("rsa1024");
    made.odd = ca_key("secp256k1");
    return 0;
}

static int unmake(void **state)
{
    (void)state;
    X509_free(made.root);
    EVP_PKEY *const keys[] = {made.root_key, made.rsa, made.ec, made.pss, made.weak, made.odd};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        EVP_PKEY_free(keys[i]);
    return 0;
}

static X509 *person(EVP_PKEY *key)
{
    return ca_issue("Nguyễn Văn Mẫu", key, made.root, made.root_key, 730, ca_of_person);
}

static void take(BIO *bio, struct buf *out)
{
    char *p;
    long n = BIO_get_mem_data(bio, &p);

    buf_put(out, p, (size_t)n);
    BIO_free(bio);
}

static struct buf pem_of(EVP_PKEY *key, const char *phrase)
{
    struct buf out = {0};
    BIO *bio = BIO_new(BIO_s_mem());

    assert_true(PEM_write_bio_PKCS8PrivateKey(bio, key, phrase ? EVP_aes_256_cbc() : NULL, phrase, phrase ? (int)strlen(phrase) : 0, NULL, NULL));
    take(bio, &out);
    return out;
}

static struct buf pem_of_cert(X509 *a, X509 *b)
{
    struct buf out = {0};
    BIO *bio = BIO_new(BIO_s_mem());

    PEM_write_bio_X509(bio, a);
    if (b)
        PEM_write_bio_X509(bio, b);
    take(bio, &out);
    return out;
}

static struct buf p12_of(EVP_PKEY *key, X509 *cert, const char *phrase, int nid)
{
    struct buf out = {0};
    STACK_OF(X509) *chain = sk_X509_new_null();
    BIO *bio = BIO_new(BIO_s_mem());
    PKCS12 *p12;

    sk_X509_push(chain, made.root);
    p12 = PKCS12_create(phrase, "khoá", key, cert, chain, nid, nid, 1000, 1000, 0);
    assert_non_null(p12);
    i2d_PKCS12_bio(bio, p12);
    take(bio, &out);
    PKCS12_free(p12);
    sk_X509_free(chain);
    return out;
}

static int asked;
static bool answer(void *user, const char *what, char *out, size_t size, size_t *n)
{
    const char *phrase = user;

    assert_non_null(what);
    assert_int_equal(size, SECRET_BYTES - 1);
    asked++;
    if (!phrase)
        return false;
    *n = strlen(phrase);
    memcpy(out, phrase, *n);
    return true;
}

/* Opens the files as `from` says; the diagnostic expected, or DIAG__NONE. */
static struct sign_key *open_as(struct key_source from, struct buf *key, struct buf *cert, const char *phrase, diag_code expected)
{
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    struct memory_file files[] = {{"khoa", key ? buf_span(key) : SPAN("")}, {"chung-thu.pem", cert ? buf_span(cert) : SPAN("")}};
    char *copy = phrase ? strdup(phrase) : NULL;

    asked = 0;
    ctx.files = files;
    ctx.n_files = 2;
    from.ask = (struct secret_source){answer, copy};
    struct sign_key *k = sign_key_open(&ctx, &from);
    free(copy);
    if (expected == DIAG__NONE) {
        assert_string_equal(seen.n ? diag_slug(seen.code[0]) : "", "");
        assert_non_null(k);
    } else {
        assert_null(k);
        assert_int_equal(seen.n, 1);
        assert_string_equal(diag_slug(seen.code[0]), diag_slug(expected));
    }
    return k;
}

static const struct key_source pem = {.key = "khoa", .cert = "chung-thu.pem"}, p12 = {.p12 = "khoa"};

static void test_signs(struct sign_key *k)
{
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    struct alg alg = sign_key_alg(k);
    struct span message = SPAN("Văn bản này được ký.");
    struct buf signature = {0};

    assert_true(sign_key_sign(&ctx, k, message, &signature));
    assert_true(alg_verify(&alg, X509_get0_pubkey(sign_key_cert(k)), message, buf_span(&signature)));
    signature.p[signature.n / 2] ^= 1;
    assert_false(alg_verify(&alg, X509_get0_pubkey(sign_key_cert(k)), message, buf_span(&signature)));
    buf_release(&signature);
    sign_key_free(k);
}

static void test_pem(void **state)
{
    (void)state;
    EVP_PKEY *const keys[] = {made.rsa, made.ec, made.pss};
    for (size_t i = 0; i < 3; i++) {
        X509 *cert = person(keys[i]);
        struct buf plain = pem_of(keys[i], NULL), closed = pem_of(keys[i], "mật khẩu"), certs = pem_of_cert(made.root, cert);
        struct sign_key *k = open_as(pem, &plain, &certs, NULL, DIAG__NONE);
        assert_int_equal(asked, 0);
        assert_int_equal(sk_X509_num(sign_key_chain(k)), 1); /* the root stood first and is not taken for the signer */
        test_signs(k);
        test_signs(open_as(pem, &closed, &certs, "mật khẩu\r\n", DIAG__NONE));
        assert_int_equal(asked, 1);
        open_as(pem, &closed, &certs, "mat khau", DIAG_KEY_WRONG_SECRET);
        open_as(pem, &closed, &certs, NULL, DIAG_KEY_NO_SECRET);
        buf_release(&plain);
        buf_release(&closed);
        buf_release(&certs);
        X509_free(cert);
    }
}

static void test_p12(void **state)
{
    (void)state;
    X509 *cert = person(made.rsa);
    struct buf closed = p12_of(made.rsa, cert, "Bí mật", NID_aes_256_cbc), open = p12_of(made.rsa, cert, "", NID_aes_256_cbc);
    struct sign_key *k = open_as(p12, &closed, NULL, "Bí mật", DIAG__NONE);

    assert_int_equal(sk_X509_num(sign_key_chain(k)), 1);
    test_signs(k);
    test_signs(open_as(p12, &open, NULL, NULL, DIAG__NONE));
    assert_int_equal(asked, 0);
    open_as(p12, &closed, NULL, "bí mật", DIAG_KEY_WRONG_SECRET);
    open_as(p12, &closed, NULL, NULL, DIAG_KEY_NO_SECRET);
    buf_release(&closed);
    buf_release(&open);
    X509_free(cert);
}

/* As Windows 7 wrote them: the certificates under RC2 with 40 bits, the key under triple DES. */
static void test_old_p12(void **state)
{
    (void)state;
    OSSL_PROVIDER *legacy = OSSL_PROVIDER_try_load(NULL, "legacy", 1);
    if (!legacy)
        skip();
    X509 *cert = person(made.rsa);
    struct buf file = {0};
    BIO *bio = BIO_new(BIO_s_mem());
    PKCS12 *old = PKCS12_create("1234", NULL, made.rsa, cert, NULL, NID_pbe_WithSHA1And3_Key_TripleDES_CBC, NID_pbe_WithSHA1And40BitRC2_CBC, 1000,
                                1000, 0);
    assert_non_null(old);
    i2d_PKCS12_bio(bio, old);
    PKCS12_free(old);
    take(bio, &file);
    OSSL_PROVIDER_unload(legacy);
    test_signs(open_as(p12, &file, NULL, "1234", DIAG__NONE));
    assert_int_equal(asked, 1);
    open_as(p12, &file, NULL, "123", DIAG_KEY_WRONG_SECRET);
    buf_release(&file);
    X509_free(cert);
}

static void refuse(EVP_PKEY *key, X509 *cert, diag_code expected)
{
    struct buf text = pem_of(key, NULL), certs = pem_of_cert(cert, NULL);

    open_as(pem, &text, &certs, NULL, expected);
    buf_release(&text);
    buf_release(&certs);
    X509_free(cert);
}

static void test_refused(void **state)
{
    (void)state;
    struct buf nothing = {0}, junk = {0}, certs = pem_of_cert(made.root, NULL);

    buf_puts(&junk, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
    open_as(pem, &junk, &certs, NULL, DIAG_KEY_UNREADABLE);
    open_as(pem, &junk, &junk, NULL, DIAG_KEY_CERT_UNREADABLE);
    open_as(pem, &nothing, &certs, NULL, DIAG_KEY_UNREADABLE);
    open_as(p12, &junk, NULL, "x", DIAG_KEY_UNREADABLE);
    open_as(p12, &nothing, NULL, "x", DIAG_KEY_UNREADABLE);
    refuse(made.rsa, person(made.ec), DIAG_KEY_CERT_OTHER);
    refuse(made.weak, person(made.weak), DIAG_KEY_WEAK);
    refuse(made.odd, person(made.odd), DIAG_KEY_WEAK);
    refuse(made.rsa, ca_issue("Máy chủ", made.rsa, made.root, made.root_key, 730, ca_of_server), DIAG_KEY_USAGE);
    refuse(made.rsa, ca_issue("CA con", made.rsa, made.root, made.root_key, 730, ca_of_ca), DIAG_KEY_USAGE);
    refuse(made.rsa, ca_issue("Hết hạn", made.rsa, made.root, made.root_key, 300, ca_of_person), DIAG_KEY_TIME);
    buf_release(&junk);
    buf_release(&certs);
}

/* No bit of a PKCS#12 turned over crashes, and none opens with another certificate. */
static void test_damaged(void **state)
{
    (void)state;
    X509 *cert = person(made.ec);
    struct buf file = p12_of(made.ec, cert, "a", NID_aes_256_cbc);

    for (size_t i = 0; i < file.n; i += 7) {
        struct ca_seen seen;
        struct ctx ctx = ca_context(&seen);
        struct memory_file files = {"khoa", buf_span(&file)};
        char phrase[] = "a";
        struct key_source from = {.p12 = "khoa", .ask = {answer, phrase}};
        ctx.files = &files;
        ctx.n_files = 1;
        file.p[i] = (char)(file.p[i] ^ 0x21);
        struct sign_key *k = sign_key_open(&ctx, &from);
        file.p[i] = (char)(file.p[i] ^ 0x21);
        assert_int_equal(seen.n, k ? 0 : 1);
        if (k)
            assert_int_equal(X509_cmp(sign_key_cert(k), cert), 0);
        sign_key_free(k);
    }
    buf_release(&file);
    X509_free(cert);
}

static void test_secret(void **state)
{
    (void)state;
    struct secret s;
    char pin[] = "1234\n";

    assert_true(secret_ask(&s, &(struct secret_source){answer, pin}, "thẻ"));
    assert_string_equal(s.p, "1234");
    assert_int_equal(s.n, 4);
    secret_release(&s);
    assert_null(s.p);
    assert_false(secret_ask(&s, &(struct secret_source){answer, NULL}, "thẻ"));
    assert_null(s.p);
    assert_false(secret_ask(&s, NULL, "thẻ"));
    secret_release(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pem),     cmocka_unit_test(test_p12),     cmocka_unit_test(test_old_p12),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_damaged), cmocka_unit_test(test_secret),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
