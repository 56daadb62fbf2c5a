/* Paths, revocation, timestamps, and whom the network may reach. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include <openssl/ocsp.h>
#include <openssl/ts.h>

#include "base/diag/sign.h"
#include "ca.h"
#include "sign/revocation.h"
#include "sign/timestamp.h"

static struct {
    EVP_PKEY *root_key, *sub_key, *key, *other_key;
    X509 *root, *sub, *person, *other;
    struct trust trust;
    STACK_OF(X509) *between;
} made;

static int make(void **state)
{
    (void)state;
    made.root_key = ca_key("P-256");
    made.sub_key = ca_key("P-256");
    made.key = ca_key("P-256");
    made.other_key = ca_key("P-256");
    made.root = ca_issue("CA gốc MẪU", made.root_key, NULL, NULL, 3650, ca_of_ca);
    made.sub = ca_issue("CA cấp 2 MẪU", made.sub_key, made.root, made.root_key, 2000, ca_of_ca);
    made.person = ca_issue("Nguyễn Văn Mẫu", made.key, made.sub, made.sub_key, 730, ca_of_person);
    made.other = ca_issue("CA gốc MẪU", made.other_key, NULL, NULL, 3650, ca_of_ca); /* the same name, another key */
    made.trust = (struct trust){sk_X509_new_null(), sk_X509_CRL_new_null()};
    sk_X509_push(made.trust.anchors, made.root);
    made.between = sk_X509_new_null();
    sk_X509_push(made.between, made.sub);
    return 0;
}

static int unmake(void **state)
{
    (void)state;
    X509 *const certs[] = {made.root, made.sub, made.person, made.other};
    EVP_PKEY *const keys[] = {made.root_key, made.sub_key, made.key, made.other_key};
    for (size_t i = 0; i < 4; i++) {
        X509_free(certs[i]);
        EVP_PKEY_free(keys[i]);
    }
    sk_X509_free(made.trust.anchors);
    sk_X509_CRL_free(made.trust.crls);
    sk_X509_free(made.between);
    return 0;
}

static void path(X509 *leaf, STACK_OF(X509) *between, int64_t at, enum chain_purpose purpose, enum chain_fault expected, int length)
{
    struct chain c;

    chain_build(&made.trust, leaf, between, at, purpose, &c);
    assert_int_equal(c.fault, expected);
    if (length)
        assert_int_equal(sk_X509_num(c.certs), length);
    chain_release(&c);
}

static void test_paths(void **state)
{
    (void)state;
    X509 *server = ca_issue("Máy chủ", made.key, made.sub, made.sub_key, 730, ca_of_server);
    X509 *tsa = ca_issue("TSA MẪU", made.key, made.sub, made.sub_key, 730, ca_of_tsa);
    X509 *below_person = ca_issue("Mạo danh", made.other_key, made.person, made.key, 730, ca_of_person);
    X509 *false_sub = ca_issue("CA cấp 2 MẪU", made.other_key, made.other, made.other_key, 2000, ca_of_ca);
    X509 *false_person = ca_issue("Nguyễn Văn Mẫu", made.key, false_sub, made.other_key, 730, ca_of_person);
    EVP_PKEY *small = ca_key("rsa1024");
    X509 *weak = ca_issue("Khoá yếu", small, made.sub, made.sub_key, 730, ca_of_person);

    path(made.person, made.between, CA_NOW, CHAIN_SIGNER, CHAIN_GOOD, 3);
    path(made.person, NULL, CA_NOW, CHAIN_SIGNER, CHAIN_UNTRUSTED, 0);
    path(made.person, made.between, CA_NOW + 400 * CA_DAY, CHAIN_SIGNER, CHAIN_TIME, 0);
    path(made.person, made.between, CA_NOW - 400 * CA_DAY, CHAIN_SIGNER, CHAIN_TIME, 0);
    path(made.person, made.between, CA_NOW, CHAIN_TSA, CHAIN_PURPOSE, 0);
    path(server, made.between, CA_NOW, CHAIN_SIGNER, CHAIN_PURPOSE, 0);
    path(tsa, made.between, CA_NOW, CHAIN_TSA, CHAIN_GOOD, 3);
    path(weak, made.between, CA_NOW, CHAIN_SIGNER, CHAIN_WEAK, 0);
    path(made.other, NULL, CA_NOW, CHAIN_SIGNER, CHAIN_UNTRUSTED, 0);
    STACK_OF(X509) *more = sk_X509_dup(made.between);
    sk_X509_push(more, made.person);
    path(below_person, more, CA_NOW, CHAIN_SIGNER, CHAIN_PURPOSE, 0);
    sk_X509_free(more);
    more = sk_X509_new_null();
    sk_X509_push(more, false_sub);
    sk_X509_push(more, made.other);
    struct chain c;
    chain_build(&made.trust, false_person, more, CA_NOW, CHAIN_SIGNER, &c);
    assert_int_not_equal(c.fault, CHAIN_GOOD);
    chain_release(&c);
    sk_X509_free(more);
    X509 *const all[] = {server, tsa, below_person, false_sub, false_person, weak};
    for (size_t i = 0; i < 6; i++)
        X509_free(all[i]);
    EVP_PKEY_free(small);
}

/* A CRL of `issuer` from `from` to `to`, with `revoked` at `when` in it if not NULL. */
static struct buf crl_of(X509 *issuer, EVP_PKEY *key, int64_t from, int64_t to, X509 *revoked, int64_t when, const char *part)
{
    X509_CRL *crl = X509_CRL_new();
    ASN1_TIME *t = ASN1_TIME_set(NULL, (time_t)from);
    unsigned char *der = NULL;
    struct buf out = {0};

    X509_CRL_set_version(crl, 1);
    X509_CRL_set_issuer_name(crl, X509_get_subject_name(issuer));
    X509_CRL_set1_lastUpdate(crl, t);
    ASN1_TIME_set(t, (time_t)to);
    X509_CRL_set1_nextUpdate(crl, t);
    if (revoked) {
        X509_REVOKED *entry = X509_REVOKED_new();
        ASN1_TIME_set(t, (time_t)when);
        X509_REVOKED_set_serialNumber(entry, (ASN1_INTEGER *)X509_get0_serialNumber(revoked));
        X509_REVOKED_set_revocationDate(entry, t);
        X509_CRL_add0_revoked(crl, entry);
    }
    if (part) {
        X509V3_CTX c;
        X509V3_set_ctx(&c, issuer, NULL, NULL, crl, 0);
        X509_EXTENSION *e = X509V3_EXT_conf_nid(NULL, &c, NID_issuing_distribution_point, part);
        assert_non_null(e);
        X509_CRL_add_ext(crl, e, -1);
        X509_EXTENSION_free(e);
    }
    X509_CRL_sort(crl);
    assert_true(X509_CRL_sign(crl, key, EVP_sha256()));
    int n = i2d_X509_CRL(crl, &der);
    buf_put(&out, der, (size_t)n);
    OPENSSL_free(der);
    ASN1_TIME_free(t);
    X509_CRL_free(crl);
    return out;
}

static void crl_says(struct buf crl, int64_t at, enum revocation_state expected)
{
    struct evidence e = {0};

    assert_true(evidence_add_crl(&e, buf_span(&crl)));
    assert_false(evidence_add_crl(&e, buf_span(&crl))); /* already there */
    assert_int_equal(revocation_check(&e, &made.trust, made.person, made.sub, made.between, at).state, expected);
    evidence_release(&e);
    buf_release(&crl);
}

static void test_crl(void **state)
{
    const int64_t from = CA_NOW - CA_DAY, to = CA_NOW + CA_DAY;
    (void)state;

    crl_says(crl_of(made.sub, made.sub_key, from, to, NULL, 0, NULL), CA_NOW, REVOCATION_GOOD);
    crl_says(crl_of(made.sub, made.sub_key, from, to, made.root, from, NULL), CA_NOW, REVOCATION_GOOD);
    crl_says(crl_of(made.sub, made.sub_key, from, to, made.person, from, NULL), CA_NOW, REVOCATION_REVOKED);
    crl_says(crl_of(made.sub, made.sub_key, from, to, made.person, from, NULL), from - 1, REVOCATION_GOOD); /* revoked later */
    crl_says(crl_of(made.sub, made.sub_key, from - 9 * CA_DAY, from, NULL, 0, NULL), CA_NOW, REVOCATION_UNKNOWN); /* too old */
    crl_says(crl_of(made.root, made.root_key, from, to, NULL, 0, NULL), CA_NOW, REVOCATION_UNKNOWN);
    crl_says(crl_of(made.sub, made.other_key, from, to, NULL, 0, NULL), CA_NOW, REVOCATION_UNKNOWN); /* signed by another */
    crl_says(crl_of(made.sub, made.sub_key, from, to, NULL, 0, "critical,onlyuser:TRUE"), CA_NOW, REVOCATION_GOOD);
    crl_says(crl_of(made.sub, made.sub_key, from, to, NULL, 0, "critical,onlyCA:TRUE"), CA_NOW, REVOCATION_UNKNOWN);
    crl_says(crl_of(made.sub, made.sub_key, from, to, NULL, 0, "critical,fullname:URI:http://khac.example/a.crl"), CA_NOW, REVOCATION_UNKNOWN);
    struct evidence e = {0};
    assert_false(evidence_add_crl(&e, SPAN("")));
    assert_false(evidence_add_crl(&e, SPAN("\x30\x03\x02\x01\x01")));
    assert_false(evidence_add_ocsp(&e, SPAN("\x30\x03\x0a\x01\x00\x00")) && e.n_crls);
    evidence_release(&e);
}

static void ocsp_says(X509 *responder, EVP_PKEY *key, X509 *about, int status, int64_t told, int64_t next, enum revocation_state expected)
{
    OCSP_BASICRESP *basic = OCSP_BASICRESP_new();
    OCSP_CERTID *id = OCSP_cert_to_id(EVP_sha1(), about, made.sub);
    ASN1_TIME *this_update = ASN1_TIME_set(NULL, (time_t)told), *next_update = next ? ASN1_TIME_set(NULL, (time_t)next) : NULL;
    ASN1_TIME *revoked = status == V_OCSP_CERTSTATUS_REVOKED ? ASN1_TIME_set(NULL, (time_t)(CA_NOW - CA_DAY)) : NULL;
    struct evidence e = {0};
    unsigned char *der = NULL;

    assert_non_null(OCSP_basic_add1_status(basic, id, status, 0, revoked, this_update, next_update));
    assert_true(OCSP_basic_sign(basic, responder, key, EVP_sha256(), NULL, 0));
    OCSP_RESPONSE *response = OCSP_response_create(OCSP_RESPONSE_STATUS_SUCCESSFUL, basic);
    int n = i2d_OCSP_RESPONSE(response, &der);
    assert_true(evidence_add_ocsp(&e, span_make((const char *)der, (size_t)n)));
    assert_int_equal(revocation_check(&e, &made.trust, made.person, made.sub, made.between, CA_NOW).state, expected);
    evidence_release(&e);
    OPENSSL_free(der);
    OCSP_RESPONSE_free(response);
    OCSP_BASICRESP_free(basic);
    OCSP_CERTID_free(id);
    ASN1_TIME_free(this_update);
    ASN1_TIME_free(next_update);
    ASN1_TIME_free(revoked);
}

static void test_ocsp(void **state)
{
    (void)state;
    EVP_PKEY *key = ca_key("P-256");
    X509 *responder = ca_issue("OCSP MẪU", key, made.sub, made.sub_key, 1800, ca_of_ocsp);
    X509 *stranger = ca_issue("OCSP lạ", key, made.sub, made.sub_key, 1800, ca_of_person);

    ocsp_says(responder, key, made.person, V_OCSP_CERTSTATUS_GOOD, CA_NOW, 0, REVOCATION_GOOD);
    ocsp_says(made.sub, made.sub_key, made.person, V_OCSP_CERTSTATUS_GOOD, CA_NOW, CA_NOW + CA_DAY, REVOCATION_GOOD);
    ocsp_says(responder, key, made.person, V_OCSP_CERTSTATUS_REVOKED, CA_NOW, 0, REVOCATION_REVOKED);
    ocsp_says(responder, key, made.person, V_OCSP_CERTSTATUS_UNKNOWN, CA_NOW, 0, REVOCATION_UNKNOWN);
    ocsp_says(responder, key, made.root, V_OCSP_CERTSTATUS_GOOD, CA_NOW, 0, REVOCATION_UNKNOWN);
    ocsp_says(responder, key, made.person, V_OCSP_CERTSTATUS_GOOD, CA_NOW - CA_DAY, 0, REVOCATION_UNKNOWN);
    ocsp_says(responder, key, made.person, V_OCSP_CERTSTATUS_GOOD, CA_NOW - CA_DAY, CA_NOW - 1, REVOCATION_UNKNOWN);
    ocsp_says(stranger, key, made.person, V_OCSP_CERTSTATUS_GOOD, CA_NOW, 0, REVOCATION_UNKNOWN);
    ocsp_says(made.other, made.other_key, made.person, V_OCSP_CERTSTATUS_GOOD, CA_NOW, 0, REVOCATION_UNKNOWN);
    X509_free(responder);
    X509_free(stranger);
    EVP_PKEY_free(key);
}

static ASN1_INTEGER *serial(TS_RESP_CTX *c, void *user)
{
    (void)c;
    (void)user;
    ASN1_INTEGER *n = ASN1_INTEGER_new();
    ASN1_INTEGER_set(n, 7);
    return n;
}

static struct buf token_over(struct span data)
{
    X509 *tsa = ca_issue("TSA MẪU", made.key, made.sub, made.sub_key, 730, ca_of_tsa);
    TS_RESP_CTX *c = TS_RESP_CTX_new();
    TS_REQ *request = TS_REQ_new();
    TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
    X509_ALGOR *alg = X509_ALGOR_new();
    unsigned char digest[ALG_MD_BYTES], *der = NULL;
    struct buf out = {0};
    size_t n;

    alg_digest(NID_sha256, &data, 1, digest, &n);
    X509_ALGOR_set0(alg, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, NULL);
    TS_MSG_IMPRINT_set_algo(imprint, alg);
    TS_MSG_IMPRINT_set_msg(imprint, digest, (int)n);
    TS_REQ_set_version(request, 1);
    TS_REQ_set_msg_imprint(request, imprint);
    TS_REQ_set_cert_req(request, 1);
    TS_RESP_CTX_set_signer_cert(c, tsa);
    TS_RESP_CTX_set_signer_key(c, made.key);
    TS_RESP_CTX_set_signer_digest(c, EVP_sha256());
    TS_RESP_CTX_set_ess_cert_id_digest(c, EVP_sha256());
    TS_RESP_CTX_set_def_policy(c, OBJ_nid2obj(NID_server_auth));
    TS_RESP_CTX_add_md(c, EVP_sha256());
    TS_RESP_CTX_set_serial_cb(c, serial, NULL);
    BIO *bio = BIO_new(BIO_s_mem());
    i2d_TS_REQ_bio(bio, request);
    TS_RESP *response = TS_RESP_create_response(c, bio);
    assert_non_null(TS_RESP_get_token(response));
    int length = i2d_PKCS7(TS_RESP_get_token(response), &der);
    buf_put(&out, der, (size_t)length);
    OPENSSL_free(der);
    BIO_free(bio);
    TS_RESP_free(response);
    TS_RESP_CTX_free(c);
    TS_REQ_free(request);
    TS_MSG_IMPRINT_free(imprint);
    X509_ALGOR_free(alg);
    X509_free(tsa);
    return out;
}

static void test_timestamp(void **state)
{
    (void)state;
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    struct buf token = token_over(SPAN("chữ ký"));
    const struct span parts[] = {SPAN("chữ"), SPAN(" ký")}, other = SPAN("chữ ký khác");
    struct timestamp t;

    assert_true(timestamp_read(&ctx, (struct pos){0}, buf_span(&token), parts, 2, &t));
    assert_true(t.imprint && t.holds && t.time > 0);
    path(t.cms->signer, made.between, CA_NOW, CHAIN_TSA, CHAIN_GOOD, 3);
    timestamp_release(&t);
    assert_true(timestamp_read(&ctx, (struct pos){0}, buf_span(&token), &other, 1, &t));
    assert_true(!t.imprint && t.holds);
    timestamp_release(&t);
    assert_int_equal(seen.n, 0);
    for (size_t i = 0; i < token.n; i++) {
        ctx = ca_context(&seen);
        token.p[i] = (char)(token.p[i] ^ 0x04);
        if (timestamp_read(&ctx, (struct pos){0}, buf_span(&token), parts, 2, &t)) {
            assert_int_equal(seen.n, 0);
            timestamp_release(&t);
        } else
            assert_int_equal(seen.n, 1);
        token.p[i] = (char)(token.p[i] ^ 0x04);
    }
    ctx = ca_context(&seen);
    buf_putc(&token, '\0');
    assert_false(timestamp_read(&ctx, (struct pos){0}, buf_span(&token), parts, 2, &t));
    assert_int_equal(seen.n, 1);
    buf_release(&token);
}

static void test_allow_list(void **state)
{
    static const char *const allowed[] = {"http://tsa.example.vn/tsa", "http://ca.example.vn:8080", "https://an.example.vn/"};
    const struct fetch f = {.allowed = allowed, .n_allowed = 3}, off = {.offline = true, .allowed = allowed, .n_allowed = 3};
    static const struct {
        const char *url;
        bool allowed;
    } rows[] = {
        {"http://tsa.example.vn/tsa", true},        {"http://TSA.Example.vn/tsa/1", true},  {"http://tsa.example.vn/tsa?x=1", true},
        {"http://tsa.example.vn/tsax", false},      {"http://tsa.example.vn/", false},      {"http://tsa.example.vn:81/tsa", false},
        {"http://tsa.example.vn.evil/tsa", false},  {"http://evil@tsa.example.vn/tsa", false}, {"https://tsa.example.vn/tsa", false},
        {"http://tsa.example.vn/tsa/../x", false},  {"http://ca.example.vn:8080/a/b", true}, {"http://ca.example.vn/a", false},
        {"http://an.example.vn/", false},           {"https://an.example.vn/a", true},      {"file:///etc/passwd", false},
        {"", false},                                {"http://", false},                     {"tsa.example.vn/tsa", true},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (fetch_allows(&f, rows[i].url) != rows[i].allowed)
            fail_msg("%s", rows[i].url);
        assert_false(fetch_allows(&off, rows[i].url));
    }
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    struct buf out = {0};
    assert_false(fetch_url(&ctx, &f, "http://khac.example/", NULL, (struct span){0}, 1, &out));
    assert_int_equal(seen.code[0], DIAG_FETCH_REFUSED);
    assert_false(fetch_url(&ctx, &off, allowed[0], NULL, (struct span){0}, 1, &out));
    assert_int_equal(seen.code[1], DIAG_FETCH_OFFLINE);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_allow_list), cmocka_unit_test(test_paths),     cmocka_unit_test(test_crl),
        cmocka_unit_test(test_ocsp),       cmocka_unit_test(test_timestamp),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
