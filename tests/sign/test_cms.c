/* SignedData: what we make is what PAdES baseline asks for and OpenSSL's own reader accepts it; what is damaged, doubled or too much is
 * refused once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include <openssl/cms.h>
#include <openssl/ess.h>
#include <openssl/pem.h>

#include "base/diag/sign.h"
#include "ca.h"
#include "sign/cms.h"
#include "sign/cms_ess.h"
#include "sign/key.h"

static struct {
    EVP_PKEY *root_key, *rsa;
    X509 *root;
} made;
static const struct span content = {"Nội dung văn bản", sizeof "Nội dung văn bản" - 1};

static int make(void **state)
{
    (void)state;
    made.root_key = ca_key("P-256");
    made.root = ca_issue("CA gốc MẪU", made.root_key, NULL, NULL, 3650, ca_of_ca);
    made.rsa = ca_key("rsa");
    return 0;
}

static int unmake(void **state)
{
    (void)state;
    X509_free(made.root);
    EVP_PKEY_free(made.root_key);
    EVP_PKEY_free(made.rsa);
    return 0;
}

static struct sign_key *key_of(EVP_PKEY *key)
{
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    X509 *cert = ca_issue("Nguyễn Văn Mẫu", key, made.root, made.root_key, 730, ca_of_person);
    BIO *key_bio = BIO_new(BIO_s_mem()), *cert_bio = BIO_new(BIO_s_mem());
    struct memory_file files[2] = {{"khoa", {0}}, {"chung-thu", {0}}};
    struct key_source from = {.key = "khoa", .cert = "chung-thu"};
    char *p;

    PEM_write_bio_PKCS8PrivateKey(key_bio, key, NULL, NULL, 0, NULL, NULL);
    PEM_write_bio_X509(cert_bio, cert);
    PEM_write_bio_X509(cert_bio, made.root);
    files[0].bytes.n = (size_t)BIO_get_mem_data(key_bio, &p);
    files[0].bytes.p = p;
    files[1].bytes.n = (size_t)BIO_get_mem_data(cert_bio, &p);
    files[1].bytes.p = p;
    ctx.files = files;
    ctx.n_files = 2;
    struct sign_key *k = sign_key_open(&ctx, &from);
    assert_non_null(k);
    BIO_free(key_bio);
    BIO_free(cert_bio);
    X509_free(cert);
    return k;
}

static struct buf signed_with(EVP_PKEY *pkey)
{
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    struct sign_key *key = key_of(pkey);
    unsigned char digest[ALG_MD_BYTES];
    struct buf out = {0};
    size_t n;

    assert_true(alg_digest(sign_key_alg(key).md, &content, 1, digest, &n));
    struct cms *c = cms_sign(&ctx, key, digest, n);
    assert_non_null(c);
    assert_int_equal(seen.n, 0);
    assert_true(cms_encode(c, &out));
    cms_free(c);
    sign_key_free(key);
    return out;
}

static struct cms *parse(struct span der, diag_code expected)
{
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    size_t used;
    struct cms *c = cms_parse(&ctx, (struct pos){0}, der, &used);

    if (expected == DIAG__NONE) {
        assert_non_null(c);
        assert_int_equal(seen.n, 0);
        assert_true(used <= der.n);
    } else {
        assert_null(c);
        assert_int_equal(seen.n, 1);
        assert_string_equal(diag_slug(seen.code[0]), diag_slug(expected));
    }
    return c;
}

static void test_round_trip(void **state)
{
    static const char *const kinds[] = {"rsa", "pss", "P-256", "P-384", "P-521"};
    (void)state;

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        EVP_PKEY *pkey = ca_key(kinds[i]);
        struct buf der = signed_with(pkey), again = {0};
        struct cms *c = parse(buf_span(&der), DIAG__NONE);
        unsigned char digest[ALG_MD_BYTES];
        size_t n;

        assert_non_null(c->signer);
        assert_int_equal(sk_X509_num(c->certs), 2);
        assert_false(c->has_content);
        assert_true(c->has_attributes && c->type_agrees && c->has_ess && c->ess_agrees);
        assert_false(c->has_signing_time); /* EN 319 142-1 clause 6.3 */
        assert_int_equal(c->content_type, NID_pkcs7_data);
        assert_true(alg_digest(c->md, &content, 1, digest, &n));
        assert_int_equal(c->message_digest.n, n);
        assert_memory_equal(c->message_digest.p, digest, n);
        assert_true(cms_signature_holds(c, c->signer, content));
        assert_false(cms_signature_holds(c, made.root, content));
        assert_true(cms_encode(c, &again));
        assert_int_equal(again.n, der.n);
        assert_memory_equal(again.p, der.p, der.n);

        /* OpenSSL's own reader as the judge. */
        BIO *in = BIO_new_mem_buf(der.p, (int)der.n), *text = BIO_new_mem_buf(content.p, (int)content.n);
        CMS_ContentInfo *info = d2i_CMS_bio(in, NULL);
        assert_non_null(info);
        X509_STORE *store = X509_STORE_new();
        X509_STORE_add_cert(store, made.root);
        X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), (time_t)CA_NOW);
        assert_int_equal(CMS_verify(info, NULL, store, text, NULL, CMS_BINARY | CMS_CADES), 1);
        X509_STORE_free(store);
        CMS_ContentInfo_free(info);
        BIO_free(in);
        BIO_free(text);
        cms_free(c);
        buf_release(&der);
        buf_release(&again);
        EVP_PKEY_free(pkey);
    }
}

static void test_timestamp_attribute(void **state)
{
    static const char token[] = "\x30\x03\x02\x01\x05";
    (void)state;
    struct buf der = signed_with(made.rsa), with = {0};
    struct cms *c = parse(buf_span(&der), DIAG__NONE);

    assert_null(c->timestamp.p);
    assert_true(cms_add_timestamp(c, span_make(token, 5)));
    assert_true(cms_encode(c, &with));
    cms_free(c);
    c = parse(buf_span(&with), DIAG__NONE);
    assert_int_equal(c->timestamp.n, 5);
    assert_memory_equal(c->timestamp.p, token, 5);
    assert_true(cms_signature_holds(c, c->signer, content));
    cms_free(c);
    buf_release(&der);
    buf_release(&with);
}

static CMS_ContentInfo *openssl_cms(unsigned flags)
{
    X509 *cert = ca_issue("Trần Thị Mẫu", made.rsa, made.root, made.root_key, 730, ca_of_person);
    BIO *text = BIO_new_mem_buf(content.p, (int)content.n);
    CMS_ContentInfo *info = CMS_sign(cert, made.rsa, NULL, text, flags);

    assert_non_null(info);
    BIO_free(text);
    X509_free(cert);
    return info;
}

static struct buf der_of(CMS_ContentInfo *info)
{
    unsigned char *p = NULL;
    struct buf out = {0};
    int n = i2d_CMS_ContentInfo(info, &p);

    buf_put(&out, p, (size_t)n);
    OPENSSL_free(p);
    CMS_ContentInfo_free(info);
    return out;
}

static void test_foreign(void **state)
{
    (void)state;
    struct buf der = der_of(openssl_cms(CMS_BINARY));
    struct cms *c = parse(buf_span(&der), DIAG__NONE);
    assert_true(c->has_content && c->has_signing_time && !c->has_ess && !c->ess_agrees);
    assert_int_equal(c->content.n, content.n);
    assert_true(cms_signature_holds(c, c->signer, content));
    cms_free(c);
    buf_release(&der);

    der = der_of(openssl_cms(CMS_BINARY | CMS_NOATTR | CMS_DETACHED | CMS_USE_KEYID));
    c = parse(buf_span(&der), DIAG__NONE);
    assert_true(!c->has_attributes && c->signer);
    assert_true(cms_signature_holds(c, c->signer, content));
    assert_false(cms_signature_holds(c, c->signer, SPAN("khác")));
    cms_free(c);
    buf_release(&der);

    der = der_of(openssl_cms(CMS_BINARY | CMS_NOCERTS));
    c = parse(buf_span(&der), DIAG__NONE);
    assert_null(c->signer);
    cms_free(c);
    buf_release(&der);
}

static void test_signers(void **state)
{
    (void)state;
    X509 *cert = ca_issue("Lê Văn Mẫu", made.rsa, made.root, made.root_key, 730, ca_of_person);
    CMS_ContentInfo *two = openssl_cms(CMS_BINARY | CMS_PARTIAL);
    BIO *text = BIO_new_mem_buf(content.p, (int)content.n);
    assert_non_null(CMS_add1_signer(two, cert, made.rsa, EVP_sha256(), CMS_BINARY));
    CMS_final(two, text, NULL, CMS_BINARY);
    struct buf der = der_of(two);
    parse(buf_span(&der), DIAG_CMS_SIGNERS);
    buf_release(&der);
    BIO_free(text);

    CMS_ContentInfo *none = CMS_data_create(NULL, CMS_BINARY);
    der = der_of(none);
    parse(buf_span(&der), DIAG_CMS_BROKEN);
    buf_release(&der);

    CMS_ContentInfo *many = openssl_cms(CMS_BINARY);
    for (int i = 0; i < LIMIT_CMS_CERTS; i++) {
        X509 *x = ca_issue("Thừa", made.root_key, made.root, made.root_key, 700 + i, ca_of_person);
        CMS_add1_cert(many, x);
        X509_free(x);
    }
    der = der_of(many);
    parse(buf_span(&der), DIAG_CMS_TOO_MUCH);
    buf_release(&der);
    X509_free(cert);
}

static void test_malformed(void **state)
{
    (void)state;
    struct buf der = signed_with(made.rsa);
    char *huge = mem_alloc((4 << 20) + 1);

    parse(SPAN(""), DIAG_CMS_BROKEN);
    parse(SPAN("\x30\x80"), DIAG_CMS_BROKEN);
    parse(SPAN("\x30\x84\xff\xff\xff\xff"), DIAG_CMS_BROKEN);
    parse(SPAN("\x30\x00"), DIAG_CMS_BROKEN);
    parse(span_make(huge, LIMIT_CMS_BYTES + 1), DIAG_CMS_TOO_MUCH);
    for (size_t n = 1; n < der.n; n += 11)
        parse(span_make(der.p, n), DIAG_CMS_BROKEN);
    free(huge);
    buf_release(&der);
}

static void add_ess(STACK_OF(X509_ATTRIBUTE) **all, int version, X509 *first, X509 *second)
{
    STACK_OF(X509) *more = sk_X509_new_null();
    unsigned char *der = NULL;
    int n;

    if (second)
        sk_X509_push(more, second);
    if (version == 1) {
        ESS_SIGNING_CERT *v = OSSL_ESS_signing_cert_new_init(first, more, 1);
        n = i2d_ESS_SIGNING_CERT(v, &der);
        ESS_SIGNING_CERT_free(v);
    } else {
        ESS_SIGNING_CERT_V2 *v = OSSL_ESS_signing_cert_v2_new_init(version == 2 ? EVP_sha256() : EVP_sha512(), first, more, 1);
        n = i2d_ESS_SIGNING_CERT_V2(v, &der);
        ESS_SIGNING_CERT_V2_free(v);
    }
    assert_true(n > 0);
    assert_non_null(X509at_add1_attr_by_NID(all, version == 1 ? NID_id_smime_aa_signingCertificate : NID_id_smime_aa_signingCertificateV2,
                                            V_ASN1_SEQUENCE, der, n));
    OPENSSL_free(der);
    sk_X509_free(more);
}

/* Who signed is named first; what stands behind need not be at hand. */
static void test_ess(void **state)
{
    X509 *signer = ca_issue("Nguyễn Văn Mẫu", made.rsa, made.root, made.root_key, 730, ca_of_person);
    X509 *twin = ca_issue("Nguyễn Văn Mẫu", made.rsa, made.root, made.root_key, 730, ca_of_person);
    const struct {
        int version;
        X509 *first, *second;
        int other_version; /* 0: none; another attribute that names `twin`, who did not sign */
        bool agrees;
    } rows[] = {
        {1, signer, NULL, 0, true},  {2, signer, NULL, 0, true},       {3, signer, NULL, 0, true},  {1, signer, made.root, 0, true},
        {2, signer, twin, 0, true},  {2, twin, signer, 0, false},      {1, twin, NULL, 0, false},   {2, signer, NULL, 1, false},
        {1, signer, NULL, 2, false}, {2, signer, NULL, 2, false},
    };
    bool there;
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        STACK_OF(X509_ATTRIBUTE) *all = NULL;
        add_ess(&all, rows[i].version, rows[i].first, rows[i].second);
        if (rows[i].other_version == 2 && rows[i].version == 2) /* twice in the list; OpenSSL adds no second one by itself */
            sk_X509_ATTRIBUTE_push(all, X509_ATTRIBUTE_dup(sk_X509_ATTRIBUTE_value(all, 0)));
        else if (rows[i].other_version)
            add_ess(&all, rows[i].other_version, twin, NULL);
        if (cms_ess_agrees(all, signer, &there) != rows[i].agrees || !there)
            fail_msg("row %zu", i);
        assert_false(cms_ess_agrees(all, NULL, &there));
        sk_X509_ATTRIBUTE_pop_free(all, X509_ATTRIBUTE_free);
    }
    assert_false(cms_ess_agrees(NULL, signer, &there));
    assert_false(there);
    X509_free(signer);
    X509_free(twin);
}

/* Each byte changed: no crash, and never again the same signature over the same content by the same signer, unless the byte belongs to
 * what no signature covers: version numbers, the certificates behind the signer's. */
static void test_every_byte(void **state)
{
    (void)state;
    EVP_PKEY *ec = ca_key("P-256");
    struct buf der = signed_with(ec);
    struct cms *good = parse(buf_span(&der), DIAG__NONE);
    size_t accepted = 0;

    for (size_t i = 0; i < der.n; i++) {
        struct ca_seen seen;
        struct ctx ctx = ca_context(&seen);
        size_t used;
        der.p[i] = (char)(der.p[i] ^ 0x01);
        struct cms *c = cms_parse(&ctx, (struct pos){0}, buf_span(&der), &used);
        der.p[i] = (char)(der.p[i] ^ 0x01);
        assert_int_equal(seen.n, c ? 0 : 1);
        if (c && c->signer && X509_cmp(c->signer, good->signer) == 0 && c->type_agrees && c->ess_agrees &&
            cms_signature_holds(c, c->signer, content)) {
            assert_true(span_equal(c->message_digest, good->message_digest));
            accepted++;
        }
        cms_free(c);
    }
    assert_true(accepted < der.n / 2);
    cms_free(good);
    buf_release(&der);
    EVP_PKEY_free(ec);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ess), cmocka_unit_test(test_malformed), cmocka_unit_test(test_signers),    cmocka_unit_test(test_every_byte),
        cmocka_unit_test(test_foreign),   cmocka_unit_test(test_round_trip), cmocka_unit_test(test_timestamp_attribute),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
