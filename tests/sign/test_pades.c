/* Signatures in PDF files: what we make verifies, further signatures leave the earlier ones valid, and a file that was changed anywhere
 * does not pass. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include <openssl/cms.h>
#include <openssl/pem.h>

#include "base/diag/handover.h"
#include "base/diag/sign.h"
#include "ca.h"
#include "sign/chain.h"
#include "sign/cms.h"
#include "sign/pades.h"
#include "sign/verify.h"

static struct {
    EVP_PKEY *root_key, *keys[2];
    X509 *root, *certs[2];
    X509_CRL *crl;
    struct trust trust;
} made;

static int make(void **state)
{
    static const char *const kinds[] = {"rsa", "P-256"}, *const names[] = {"Nguyễn Văn Mẫu", "VĂN PHÒNG MẪU"};
    ASN1_TIME *t = ASN1_TIME_set(NULL, (time_t)(CA_NOW - CA_DAY));
    (void)state;

    made.root_key = ca_key("P-256");
    made.root = ca_issue("CA gốc MẪU", made.root_key, NULL, NULL, 3650, ca_of_ca);
    for (size_t i = 0; i < 2; i++) {
        made.keys[i] = ca_key(kinds[i]);
        made.certs[i] = ca_issue(names[i], made.keys[i], made.root, made.root_key, 730, ca_of_person);
    }
    made.crl = X509_CRL_new();
    X509_CRL_set_version(made.crl, 1);
    X509_CRL_set_issuer_name(made.crl, X509_get_subject_name(made.root));
    X509_CRL_set1_lastUpdate(made.crl, t);
    ASN1_TIME_set(t, (time_t)(CA_NOW + CA_DAY));
    X509_CRL_set1_nextUpdate(made.crl, t);
    X509_CRL_sign(made.crl, made.root_key, EVP_sha256());
    ASN1_TIME_free(t);
    made.trust = (struct trust){sk_X509_new_null(), sk_X509_CRL_new_null()};
    sk_X509_push(made.trust.anchors, made.root);
    sk_X509_CRL_push(made.trust.crls, made.crl);
    return 0;
}

static int unmake(void **state)
{
    (void)state;
    sk_X509_free(made.trust.anchors);
    sk_X509_CRL_free(made.trust.crls);
    X509_CRL_free(made.crl);
    X509_free(made.root);
    EVP_PKEY_free(made.root_key);
    for (size_t i = 0; i < 2; i++) {
        EVP_PKEY_free(made.keys[i]);
        X509_free(made.certs[i]);
    }
    return 0;
}

/* A page with a line of text, an empty signature field "co_quan_1", a text field "so" and a form to be drawn, object 7; with more for the
 * form and for the text field. Number 15 is given to nothing. */
static struct buf form_pdf(const char *form, const char *field)
{
    const char *const objects[][3] = {
        {"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 6 0 R]", form, ">>>>"},
        {"<</Type/Pages/Kids[3 0 R]/Count 1>>", "", ""},
        {"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[5 0 R 6 0 R]/Resources<<>>>>", "", ""},
        {"<</Length 22>>stream\n0 0 595 842 re f       \nendstream", "", ""},
        {"<</Type/Annot/Subtype/Widget/FT/Sig/T(co_quan_1)/F 4/Rect[10 10 90 90]/P 3 0 R>>", "", ""},
        {"<</Type/Annot/Subtype/Widget/FT/Tx/T(so)/F 4/Rect[10 100 90 120]/P 3 0 R", field, ">>"},
        {"<</Subtype/Form/BBox[0 0 9 9]/Length 3>>stream\n1 g\nendstream", "", ""},
    };
    enum { OBJECTS = sizeof objects / sizeof *objects, SIZE = 20 };
    size_t at[OBJECTS], table;
    struct buf b = {0};

    buf_puts(&b, "%PDF-1.7\n%\xc2\xa5\xc2\xb1\n");
    for (size_t i = 0; i < OBJECTS; i++) {
        at[i] = b.n;
        buf_printf(&b, "%zu 0 obj\n%s%s%s\nendobj\n", i + 1, objects[i][0], objects[i][1], objects[i][2]);
    }
    table = b.n;
    buf_printf(&b, "xref\n0 %d\n0000000000 65535 f\r\n", OBJECTS + 1);
    for (size_t i = 0; i < OBJECTS; i++)
        buf_printf(&b, "%010zu 00000 n\r\n", at[i]);
    buf_printf(&b, "trailer\n<</Size %d/Root 1 0 R/ID[<00><00>]>>\nstartxref\n%zu\n%%%%EOF\n", SIZE, table);
    return b;
}

static struct buf unsigned_pdf(void)
{
    return form_pdf("", "");
}

static struct sign_key *key_of(size_t i)
{
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    BIO *key = BIO_new(BIO_s_mem()), *cert = BIO_new(BIO_s_mem());
    struct memory_file files[2] = {{"khoa", {0}}, {"chung-thu", {0}}};
    struct key_source from = {.key = "khoa", .cert = "chung-thu"};
    char *p;

    PEM_write_bio_PKCS8PrivateKey(key, made.keys[i], NULL, NULL, 0, NULL, NULL);
    PEM_write_bio_X509(cert, made.certs[i]);
    files[0].bytes = span_make(NULL, (size_t)BIO_get_mem_data(key, &p));
    files[0].bytes.p = p;
    files[1].bytes = span_make(NULL, (size_t)BIO_get_mem_data(cert, &p));
    files[1].bytes.p = p;
    ctx.files = files;
    ctx.n_files = 2;
    struct sign_key *k = sign_key_open(&ctx, &from);
    assert_non_null(k);
    BIO_free(key);
    BIO_free(cert);
    return k;
}

static bool draw_no_signature(void *user, enum pades_role role, const struct pades_signer *who, double width, double height, struct buf *pdf)
{
    (void)user, (void)role, (void)who, (void)width, (void)height, (void)pdf;
    return true;
}

static bool draw_no_text(void *user, const char *field, const char *text, double width, double height, struct buf *pdf)
{
    (void)user, (void)field, (void)text, (void)width, (void)height, (void)pdf;
    return true;
}

/* `number`: what is written into the field "so"; NULL: nothing. */
static struct buf signed_with(struct span pdf, size_t who, enum pades_role role, const char *number)
{
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    struct sign_key *key = key_of(who);
    const struct pades_artist artist = {draw_no_signature, draw_no_text, NULL};
    const struct pades_filling filling = {"so", number};
    const struct pades_request request = {.level = PADES_B, .role = role, .trust = &made.trust, .reason = "Ký thử", .artist = &artist,
                                          .fillings = &filling, .n_fillings = number != NULL};
    struct buf out = {0};

    assert_true(pades_sign(&ctx, "a.pdf", pdf, key, &request, &out));
    assert_int_equal(seen.n, 0);
    assert_true(out.n > pdf.n);
    assert_memory_equal(out.p, pdf.p, pdf.n);
    sign_key_free(key);
    return out;
}

static struct buf signed_by(struct span pdf, size_t who, enum pades_role role)
{
    return signed_with(pdf, who, role, NULL);
}

struct told {
    struct verified v[4];
    size_t n;
};

static void tell(void *user, const struct verified *v)
{
    struct told *told = user;

    if (told->n < 4)
        told->v[told->n] = *v;
    told->n++;
}

/* Verifies; the first code reported goes to *code. */
static enum verdict verify(struct span pdf, struct arena *a, struct told *told, diag_code *code)
{
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    const struct verify_request request = {&made.trust, {.offline = true}};
    enum verdict worst;

    *told = (struct told){0};
    bool read = verify_pdf(&ctx, "a.pdf", pdf, &request, a, tell, told, &worst);
    *code = seen.n ? seen.code[0] : DIAG__NONE;
    return read ? worst : VERDICT_FAILED;
}

static void test_two_signatures(void **state)
{
    (void)state;
    struct buf pdf = unsigned_pdf(), one = signed_by(buf_span(&pdf), 0, PADES_PERSON), two = signed_by(buf_span(&one), 1, PADES_ORGAN);
    struct arena a = {0};
    struct told told;
    diag_code code;

    assert_int_equal(verify(buf_span(&pdf), &a, &told, &code), VERDICT_FAILED);
    assert_int_equal(code, DIAG_VERIFY_NONE);
    assert_int_equal(verify(buf_span(&one), &a, &told, &code), VERDICT_PASSED);
    assert_int_equal(code, DIAG__NONE);
    assert_int_equal(told.n, 1);
    assert_string_equal(told.v[0].signer, "Nguyễn Văn Mẫu");
    assert_string_equal(told.v[0].level, "PAdES B-B");
    assert_true(told.v[0].certifies && !told.v[0].changed);
    assert_int_equal(told.v[0].claimed, CA_NOW);

    assert_int_equal(verify(buf_span(&two), &a, &told, &code), VERDICT_PASSED);
    assert_int_equal(told.n, 2);
    assert_int_equal(told.v[0].revision, 2);
    assert_int_equal(told.v[0].revisions, 3);
    assert_string_equal(told.v[1].field, "co_quan_1"); /* the field that was there */
    assert_false(told.v[1].certifies);
    arena_release(&a);
    buf_release(&pdf);
    buf_release(&one);
    buf_release(&two);
}

/* A revision appended by hand: object `num` anew. */
static struct buf appended(struct span pdf, int num, const char *object)
{
    struct buf b = {0};
    const char *p = memmem(pdf.p + pdf.n - 40, 40, "startxref\n", 10);
    size_t at, table;

    buf_putspan(&b, pdf);
    at = b.n;
    buf_printf(&b, "%d 0 obj\n%s\nendobj\n", num, object);
    table = b.n;
    buf_printf(&b, "xref\n%d 1\n%010zu 00000 n\r\ntrailer\n<</Size 30/Root 1 0 R/Prev %d>>\nstartxref\n%zu\n%%%%EOF\n", num, at, atoi(p + 10), table);
    return b;
}

/* An object that was written over is used in one place only, or everywhere as before; a number that a signed file could have given is not taken. */
static void test_later_places(void **state)
{
    static const struct {
        const char *form, *field; /* of the file before it is signed */
        int num;
        const char *object;
        enum verdict verdict;
        const char *slug;
    } rows[] = {
        /* an appearance is overwritten where it stands, but not one that is shown elsewhere as well */
        {"", "/AP<</N 7 0 R>>", 7, "<</Subtype/Form/BBox[0 0 9 9]/Length 3>>stream\n0 g\nendstream", VERDICT_PASSED, ""},
        {"/DR<</XObject<</X 7 0 R>>>>", "/AP<</N 7 0 R>>", 7, "<</Subtype/Form/BBox[0 0 9 9]/Length 3>>stream\n0 g\nendstream", VERDICT_FAILED,
         "verify-changed-after"},
        /* an appearance may be another, not gone */
        {"", "/AP<</N 7 0 R>>", 6, "<</Type/Annot/Subtype/Widget/FT/Tx/T(so)/F 4/Rect[10 100 90 120]/P 3 0 R/V(36)>>", VERDICT_FAILED,
         "verify-changed-after"},
        /* what led nowhere leads nowhere still, and a number that was to be had is not given */
        {"/DR 29 0 R", "", 29, "<</Font<<>>>>", VERDICT_FAILED, "verify-changed-after"},
        {"", "", 15, "<</Nothing true>>", VERDICT_FAILED, "verify-unsound"},
    };
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf pdf = form_pdf(rows[i].form, rows[i].field), one = signed_by(buf_span(&pdf), 0, PADES_PERSON);
        struct buf changed = appended(buf_span(&one), rows[i].num, rows[i].object);
        struct arena a = {0};
        struct told told;
        diag_code code;
        assert_int_equal(verify(buf_span(&changed), &a, &told, &code), rows[i].verdict);
        assert_string_equal(code != DIAG__NONE ? diag_slug(code) : "", rows[i].slug);
        arena_release(&a);
        buf_release(&changed);
        buf_release(&one);
        buf_release(&pdf);
    }
}

/* The number that the organ's signature fills in is final; other fields are not. */
static void test_locked(void **state)
{
    static const struct {
        const char *number;
        int num;
        const char *object, *slug;
    } rows[] = {
        {"07", 6, "<</Type/Annot/Subtype/Widget/FT/Tx/T(so)/F 4/Rect[10 100 90 120]/P 3 0 R/V(08)>>", "verify-locked"},
        {"07", 6, "<</Type/Annot/Subtype/Widget/FT/Tx/T(so)/F 4/Rect[10 100 90 120]/P 3 0 R/V(07)/Ff 1>>", ""},
        {NULL, 6, "<</Type/Annot/Subtype/Widget/FT/Tx/T(so)/F 4/Rect[10 100 90 120]/P 3 0 R/V(08)>>", ""},
    };
    (void)state;
    struct buf pdf = unsigned_pdf();

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf one = signed_with(buf_span(&pdf), 1, PADES_ORGAN, rows[i].number), changed = appended(buf_span(&one), rows[i].num, rows[i].object);
        struct arena a = {0};
        struct told told;
        diag_code code;
        assert_int_equal(verify(buf_span(&one), &a, &told, &code), VERDICT_PASSED);
        assert_int_equal(verify(buf_span(&changed), &a, &told, &code), *rows[i].slug ? VERDICT_FAILED : VERDICT_PASSED);
        assert_string_equal(code != DIAG__NONE ? diag_slug(code) : "", rows[i].slug);
        arena_release(&a);
        buf_release(&changed);
        buf_release(&one);
    }
    buf_release(&pdf);
}

/* What stands behind the last saving is in none. */
static void test_behind_the_end(void **state)
{
    static const struct {
        struct span bytes;
        enum verdict verdict;
    } rows[] = {{SPAN("\r\n"), VERDICT_PASSED}, {SPAN(" \0\0\n"), VERDICT_PASSED}, {SPAN("%%EOF\n"), VERDICT_FAILED}, {SPAN("x"), VERDICT_FAILED}};
    (void)state;
    struct buf pdf = unsigned_pdf(), one = signed_by(buf_span(&pdf), 1, PADES_ORGAN);
    const size_t n = one.n;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        struct told told;
        diag_code code;
        one.n = n;
        buf_putspan(&one, rows[i].bytes);
        assert_int_equal(verify(buf_span(&one), &a, &told, &code), rows[i].verdict);
        arena_release(&a);
    }
    buf_release(&pdf);
    buf_release(&one);
}

static void test_later_changes(void **state)
{
    static const struct {
        int num;
        const char *object;
        enum verdict verdict;
        diag_code code;
    } rows[] = {
        {6, "<</Type/Annot/Subtype/Widget/FT/Tx/T(so)/F 4/Rect[10 100 90 120]/P 3 0 R/V(36)>>", VERDICT_PASSED, DIAG__NONE},
        {6, "<</Type/Annot/Subtype/Widget/FT/Tx/T(so)/F 4/Rect[0 0 595 842]/P 3 0 R/V(36)>>", VERDICT_FAILED, DIAG_VERIFY_CHANGED_AFTER},
        {6, "<</Type/Annot/Subtype/Widget/FT/Tx/T(ngay)/F 4/Rect[10 100 90 120]/P 3 0 R>>", VERDICT_FAILED, DIAG_VERIFY_CHANGED_AFTER},
        {4, "<</Length 5>>stream\n0 g f\nendstream", VERDICT_FAILED, DIAG_VERIFY_CHANGED_AFTER},
        {3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 59 84]/Contents 4 0 R/Annots[5 0 R 6 0 R]/Resources<<>>>>", VERDICT_FAILED,
         DIAG_VERIFY_CHANGED_AFTER},
        {3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[5 0 R]/Resources<<>>>>", VERDICT_FAILED,
         DIAG_VERIFY_CHANGED_AFTER},
        /* Readers write flags, letters and alignment of a field that they fill in; a signature's own field stays. */
        {6, "<</Type/Annot/Subtype/Widget/FT/Tx/T(so)/F 132/Ff 1/DA(/F 9 Tf)/Q 2/Rect[10 100 90 120.0]/P 3 0 R/V(36)/AP<<>>>>", VERDICT_PASSED,
         DIAG__NONE},
        {6, "<</Type/Annot/Subtype/Widget/FT/Tx/T(so)/F 4/Rect[10 100 90 120]/P 3 0 R/V(36)/A<</S/URI>>>>", VERDICT_FAILED,
         DIAG_VERIFY_CHANGED_AFTER},
        {6, "<</Type/Sig/Subtype/Widget/FT/Tx/T(so)/F 4/Rect[10 100 90 120]/P 3 0 R/V(36)>>", VERDICT_FAILED, DIAG_VERIFY_CHANGED_AFTER},
        {5, "<</Type/Annot/Subtype/Widget/FT/Sig/T(co_quan_1)/F 132/Rect[10 10 90 90]/P 3 0 R>>", VERDICT_FAILED, DIAG_VERIFY_CHANGED_AFTER},
        {5, "<</Type/Annot/Subtype/Widget/FT/Sig/T(co_quan_1)/F 4/Rect[10 10 90 90]/P 3 0 R/V 4 0 R>>", VERDICT_FAILED, DIAG_VERIFY_CHANGED_AFTER},
        {25, "<</Type/Nothing>>", VERDICT_PASSED, DIAG__NONE}, /* nothing leads there */
    };
    (void)state;
    struct buf pdf = unsigned_pdf(), one = signed_by(buf_span(&pdf), 0, PADES_PERSON);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf changed = appended(buf_span(&one), rows[i].num, rows[i].object);
        struct arena a = {0};
        struct told told;
        diag_code code;
        assert_int_equal(verify(buf_span(&changed), &a, &told, &code), rows[i].verdict);
        assert_string_equal(code != DIAG__NONE ? diag_slug(code) : "", rows[i].code != DIAG__NONE ? diag_slug(rows[i].code) : "");
        if (i == 0)
            assert_string_equal(told.v[0].filled, "so");
        arena_release(&a);
        buf_release(&changed);
    }
    buf_release(&pdf);
    buf_release(&one);
}

/* Every byte of the signed file but those of /Contents, changed: never passes. Inside stand things that no signature covers (a version number, the
 * list of digests): what passes still is the same signature by the same signer. */
static void test_every_byte(void **state)
{
    (void)state;
    struct buf pdf = unsigned_pdf(), one = signed_by(buf_span(&pdf), 1, PADES_ORGAN);
    const char *contents = memmem(one.p, one.n, "/Contents<", 10);
    size_t begin = (size_t)(contents - one.p) + 9, end = begin + 1;

    while (one.p[end++] != '>')
        continue;
    for (size_t i = 0; i < one.n; i += i > begin && i < end - 200 ? 37 : 1) {
        struct arena a = {0};
        struct told told;
        diag_code code;
        char was = one.p[i];
        one.p[i] = (char)(was ^ 0x01);
        enum verdict v = verify(buf_span(&one), &a, &told, &code);
        one.p[i] = was;
        bool inside = i > begin && i < end - 1;
        if (v == VERDICT_PASSED && (!inside || told.n != 1 || strcmp(told.v[0].signer, "VĂN PHÒNG MẪU") != 0))
            fail_msg("byte %zu of %zu (contents %zu to %zu)", i, one.n, begin, end);
        assert_true(v == VERDICT_PASSED || code != DIAG__NONE);
        arena_release(&a);
    }
    for (size_t n = 0; n < one.n; n += 101) {
        struct arena a = {0};
        struct told told;
        diag_code code;
        assert_int_not_equal(verify(span_make(one.p, n), &a, &told, &code), VERDICT_PASSED);
        arena_release(&a);
    }
    buf_release(&pdf);
    buf_release(&one);
}

static void test_refused(void **state)
{
    (void)state;
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    struct sign_key *key = key_of(0);
    struct pades_request request = {.trust = &made.trust, .field = "khong-co"};
    struct buf pdf = unsigned_pdf(), out = {0};

    assert_false(pades_sign(&ctx, "a.pdf", buf_span(&pdf), key, &request, &out));
    assert_int_equal(seen.code[0], DIAG_SIGN_NO_FIELD);
    assert_int_equal(out.n, 0);
    assert_false(pades_sign(&ctx, "a.pdf", SPAN("%PDF-1.7\n"), key, &request, &out));
    assert_int_equal(seen.n, 2);
    assert_false(pades_sign(&ctx, "a.pdf", SPAN(""), key, &request, &out));
    assert_int_equal(seen.n, 3);
    sign_key_free(key);
    buf_release(&pdf);
}

/* The certificate of somebody who signs elsewhere. */
static struct sign_key *signer_of(size_t i)
{
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    BIO *cert = BIO_new(BIO_s_mem());
    struct memory_file file = {"chung-thu", {0}};
    char *p;

    PEM_write_bio_X509(cert, made.root); /* comes first and is not the signer's */
    PEM_write_bio_X509(cert, made.certs[i]);
    file.bytes = span_make(NULL, (size_t)BIO_get_mem_data(cert, &p));
    file.bytes.p = p;
    ctx.files = &file;
    ctx.n_files = 1;
    struct sign_key *k = sign_key_open(&ctx, &(struct key_source){.cert = "chung-thu"});
    assert_non_null(k);
    assert_int_equal(X509_cmp(sign_key_cert(k), made.certs[i]), 0);
    BIO_free(cert);
    return k;
}

/* A file that waits for a signature, and the bytes that are to be signed. */
struct waiting {
    struct buf pdf, order, bytes;
    size_t begin, end; /* of the gap */
};

static struct waiting prepared(struct span pdf, struct sign_key *who)
{
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    struct waiting w = {0};
    const char *range;
    char digest_hex[65];
    unsigned char digest[ALG_MD_BYTES];
    size_t rest, n;

    assert_true(pades_prepare(&ctx, "a.pdf", pdf, who, &(struct pades_request){.role = PADES_PERSON}, &w.pdf, &w.order));
    assert_int_equal(seen.n, 0);
    assert_memory_equal(w.pdf.p, pdf.p, pdf.n);
    range = strstr(w.order.p, "\"byteRange\":[0,");
    assert_non_null(range);
    assert_int_equal(sscanf(range, "\"byteRange\":[0,%zu,%zu,%zu]", &w.begin, &w.end, &rest), 3);
    assert_int_equal(w.end + rest, w.pdf.n);
    buf_put(&w.bytes, w.pdf.p, w.begin);
    buf_put(&w.bytes, w.pdf.p + w.end, rest);
    const struct span all = buf_span(&w.bytes);
    assert_true(alg_digest(NID_sha256, &all, 1, digest, &n));
    for (size_t i = 0; i < n; i++)
        snprintf(digest_hex + 2 * i, 3, "%02x", digest[i]);
    assert_non_null(strstr(w.order.p, digest_hex));
    return w;
}

static void release(struct waiting *w)
{
    buf_release(&w->pdf);
    buf_release(&w->order);
    buf_release(&w->bytes);
}

/* As OpenSSL makes it, in DER or PEM. */
static struct buf cms_of(struct span bytes, size_t i, unsigned flags, bool pem)
{
    BIO *in = BIO_new_mem_buf(bytes.p, (int)bytes.n), *out = BIO_new(BIO_s_mem());
    CMS_ContentInfo *c = CMS_sign(made.certs[i], made.keys[i], NULL, in, CMS_BINARY | flags);
    struct buf b = {0};
    char *p;

    assert_non_null(c);
    if (pem)
        assert_int_equal(PEM_write_bio_CMS_stream(out, c, NULL, 0), 1);
    else
        i2d_CMS_bio(out, c);
    const long n = BIO_get_mem_data(out, &p);
    buf_put(&b, p, (size_t)n);
    CMS_ContentInfo_free(c);
    BIO_free(in);
    BIO_free(out);
    return b;
}

static struct buf finish(struct span pdf, struct span handed, struct sign_key *who, struct ca_seen *seen)
{
    struct ctx ctx = ca_context(seen);
    const struct pades_handed back = {"da-ky", handed};
    struct buf out = {0};
    const bool ok = pades_finish(&ctx, "a.pdf", pdf, &back, who, &(struct pades_request){.level = PADES_B, .trust = &made.trust}, &out);

    assert_int_equal(ok, out.n > 0);
    assert_int_equal(ok, ctx.errors == 0);
    return out;
}

static void finishes(struct span pdf, struct span handed, struct sign_key *who, diag_code warning)
{
    struct ca_seen seen;
    struct buf out = finish(pdf, handed, who, &seen);

    assert_string_equal(seen.n ? diag_slug(seen.code[0]) : "", warning ? diag_slug(warning) : "");
    assert_true(out.n > 0);
    struct arena a = {0};
    struct told told = {0};
    diag_code code;
    assert_int_equal(verify(buf_span(&out), &a, &told, &code), VERDICT_PASSED);
    arena_release(&a);
    buf_release(&out);
}

static void does_not_finish(struct span pdf, struct span handed, struct sign_key *who, diag_code expected)
{
    struct ca_seen seen;
    struct buf out = finish(pdf, handed, who, &seen);

    assert_int_equal(out.n, 0);
    assert_true(seen.n > 0);
    assert_string_equal(diag_slug(seen.code[seen.n - 1]), diag_slug(expected));
}

static void test_handover(void **state)
{
    (void)state;
    struct buf pdf = unsigned_pdf();
    struct sign_key *who = signer_of(1), *other = signer_of(0), *key = key_of(1);
    struct waiting w = prepared(buf_span(&pdf), NULL), known = prepared(buf_span(&pdf), who);
    const struct span waits = buf_span(&w.pdf), bytes = buf_span(&w.bytes), known_bytes = buf_span(&known.bytes);
    struct buf cms = cms_of(bytes, 0, CMS_DETACHED | CMS_CADES, false), pem = cms_of(bytes, 0, CMS_DETACHED | CMS_CADES, true),
               attached = cms_of(bytes, 0, CMS_CADES, false), bare_cms = cms_of(bytes, 0, CMS_DETACHED | CMS_NOATTR, false),
               alone = cms_of(bytes, 0, CMS_DETACHED | CMS_CADES | CMS_NOCERTS, false), foreign = cms_of(SPAN("x"), 0, CMS_DETACHED | CMS_CADES, false);
    struct buf attributes = {0}, bare = {0}, broken = {0}, whole, again, more = {0};
    unsigned char digest[ALG_MD_BYTES];
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    size_t n;

    /* A CMS. OpenSSL always claims a time of signing. */
    finishes(waits, buf_span(&cms), NULL, DIAG_FINISH_SIGNING_TIME);
    finishes(waits, buf_span(&pem), other, DIAG_FINISH_SIGNING_TIME);
    does_not_finish(waits, buf_span(&cms), who, DIAG_FINISH_OTHER_CERT);
    does_not_finish(waits, buf_span(&attached), NULL, DIAG_FINISH_FORM);
    does_not_finish(waits, buf_span(&bare_cms), NULL, DIAG_FINISH_FORM);
    does_not_finish(waits, buf_span(&alone), NULL, DIAG_FINISH_NO_CERT);
    does_not_finish(waits, buf_span(&foreign), NULL, DIAG_FINISH_DIGEST);
    does_not_finish(buf_span(&pdf), buf_span(&cms), NULL, DIAG_FINISH_NOT_PREPARED);
    does_not_finish(waits, SPAN("không phải chữ ký"), NULL, DIAG_FINISH_UNKNOWN);
    does_not_finish(waits, SPAN(""), NULL, DIAG_FINISH_UNKNOWN);
    buf_putspan(&more, buf_span(&cms));
    buf_putc(&more, 'x');
    does_not_finish(waits, buf_span(&more), NULL, DIAG_FINISH_FORM);
    for (size_t i = 0; i < cms.n; i += 97) { /* no byte of it can be another */
        buf_clear(&broken);
        buf_putspan(&broken, buf_span(&cms));
        broken.p[i] = (char)(broken.p[i] ^ 4);
        struct buf out = finish(waits, buf_span(&broken), NULL, &seen);
        if (out.n) { /* but in a certificate's own signature or a name, which verification judges */
            struct arena a = {0};
            struct told told = {0};
            diag_code code;
            assert_int_not_equal(verify(buf_span(&out), &a, &told, &code), VERDICT_PASSED);
            arena_release(&a);
        }
        buf_release(&out);
    }

    /* A bare signature over the attributes of the order. */
    assert_true(alg_digest(sign_key_alg(who).md, &known_bytes, 1, digest, &n));
    struct cms *c = cms_begin(&ctx, who, digest, n, &attributes);
    assert_non_null(c);
    assert_true(sign_key_sign(&ctx, key, buf_span(&attributes), &bare));
    cms_free(c);
    finishes(buf_span(&known.pdf), buf_span(&bare), who, DIAG__NONE);
    does_not_finish(buf_span(&known.pdf), buf_span(&bare), NULL, DIAG_FINISH_UNKNOWN);
    does_not_finish(buf_span(&known.pdf), buf_span(&bare), other, DIAG_FINISH_WRONG);
    does_not_finish(waits, buf_span(&bare), who, DIAG_FINISH_WRONG);

    /* Whole files: the gap filled elsewhere, or a revision behind our bytes. */
    whole = finish(waits, buf_span(&cms), NULL, &seen);
    finishes(waits, buf_span(&whole), NULL, DIAG__NONE);
    finishes(buf_span(&pdf), buf_span(&whole), NULL, DIAG__NONE);
    does_not_finish(buf_span(&whole), buf_span(&whole), NULL, DIAG_FINISH_NOT_SIGNED);
    does_not_finish(waits, waits, NULL, DIAG_FINISH_NOT_SIGNED);
    does_not_finish(waits, buf_span(&pdf), NULL, DIAG_FINISH_OTHER_FILE);
    does_not_finish(buf_span(&known.pdf), buf_span(&whole), NULL, DIAG_FINISH_OTHER_FILE);
    again = appended(buf_span(&whole), 15, "<</A 1>>");
    does_not_finish(waits, buf_span(&again), NULL, DIAG_FINISH_NOT_COVERED);

    struct buf *const all[] = {&pdf, &cms, &pem, &attached, &bare_cms, &alone, &foreign, &attributes, &bare, &broken, &whole, &again, &more};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        buf_release(all[i]);
    release(&w);
    release(&known);
    sign_key_free(who);
    sign_key_free(other);
    sign_key_free(key);
}

/* What a field shows, in these tests: the page of unsigned_pdf. */
static bool draw(void *user, enum pades_role role, const struct pades_signer *who, double width, double height, struct buf *pdf)
{
    double *size = user;
    struct buf drawn = unsigned_pdf();

    (void)role;
    assert_string_equal(who->name, "Nguyễn Văn Mẫu");
    size[0] = width;
    size[1] = height;
    buf_putspan(pdf, buf_span(&drawn));
    buf_release(&drawn);
    return true;
}

static struct buf signed_at(struct span pdf, const struct pades_place *at, double size[2], struct ca_seen *seen)
{
    struct ctx ctx = ca_context(seen);
    struct sign_key *key = key_of(0);
    const struct pades_artist artist = {.signature = draw, .user = size};
    const struct pades_request request = {.at = at, .artist = size ? &artist : NULL, .trust = &made.trust};
    struct buf out = {0};

    pades_sign(&ctx, "a.pdf", pdf, key, &request, &out);
    sign_key_free(key);
    return out;
}

static void test_place(void **state)
{
    static const struct {
        const char *page; /* what the page says beside */
        double rect[4];
    } rows[] = {
        {"", {10, 772, 110, 822}},
        {"/Rotate 90", {20, 10, 70, 110}},
        {"/Rotate 180", {485, 20, 585, 70}},
        {"/Rotate -90", {525, 732, 575, 832}},
        {"/CropBox[400 500 100 100]", {110, 430, 210, 480}},
        {"/CropBox[100 100 400 500]/Rotate 90", {120, 110, 170, 210}},
        {"/UserUnit 2", {5, 807, 55, 832}},
    };
    const struct pades_place at = {0, 10, 20, 100, 50};
    struct buf pdf = unsigned_pdf();
    struct ca_seen seen;
    double size[2];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf page = {0};
        buf_printf(&page, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[5 0 R 6 0 R]/Resources<<>>%s>>", rows[i].page);
        struct buf turned = appended(buf_span(&pdf), 3, page.p), out = signed_at(buf_span(&turned), &at, size, &seen);
        assert_int_equal(seen.n, 0);
        assert_true(out.n > 0);
        const double scale = strstr(rows[i].page, "UserUnit") ? 2 : 1;
        assert_true(size[0] * scale > 99.9 && size[0] * scale < 100.1 && size[1] * scale > 49.9 && size[1] * scale < 50.1); /* drawn upright */
        const char *rect = memmem(out.p + turned.n, out.n - turned.n, "/Rect[", 6);
        double v[4];
        assert_non_null(rect);
        assert_int_equal(sscanf(rect, "/Rect[%lf %lf %lf %lf]", v, v + 1, v + 2, v + 3), 4);
        for (size_t k = 0; k < 4; k++)
            assert_true(v[k] > rows[i].rect[k] - 0.01 && v[k] < rows[i].rect[k] + 0.01);
        assert_null(memmem(out.p + turned.n, out.n - turned.n, "DocMDP", 6));

        /* A second one is allowed after it. */
        struct buf two = signed_at(buf_span(&out), &at, size, &seen);
        struct arena a = {0};
        struct told told = {0};
        diag_code code;
        assert_int_equal(verify(buf_span(&two), &a, &told, &code), VERDICT_PASSED);
        arena_release(&a);
        buf_release(&two);
        buf_release(&out);
        buf_release(&turned);
        buf_release(&page);
    }
    buf_release(&pdf);
}

static void refuses_place(struct span pdf, struct pades_place at, double size[2], diag_code expected)
{
    struct ca_seen seen;
    struct buf out = signed_at(pdf, &at, size, &seen);

    assert_int_equal(out.n, 0);
    assert_int_equal(seen.n, 1);
    assert_string_equal(diag_slug(seen.code[0]), diag_slug(expected));
}

static void test_place_refused(void **state)
{
    struct buf pdf = unsigned_pdf(), certified = signed_by(buf_span(&pdf), 0, PADES_PERSON);
    double size[2];

    (void)state;
    refuses_place(buf_span(&pdf), (struct pades_place){1, 10, 20, 100, 50}, size, DIAG_SIGN_AT_PAGE);
    refuses_place(buf_span(&pdf), (struct pades_place){SIZE_MAX, 10, 20, 100, 50}, size, DIAG_SIGN_AT_PAGE);
    refuses_place(buf_span(&pdf), (struct pades_place){0, 500, 20, 100, 50}, size, DIAG_SIGN_AT_OFF);
    refuses_place(buf_span(&pdf), (struct pades_place){0, 10, 800, 100, 50}, size, DIAG_SIGN_AT_OFF);
    refuses_place(buf_span(&pdf), (struct pades_place){0, 10, 20, 100, 50}, NULL, DIAG_SIGN_AT_EMPTY);
    refuses_place(buf_span(&certified), (struct pades_place){0, 10, 20, 100, 50}, size, DIAG_SIGN_AT_CERTIFIED);
    buf_release(&pdf);
    buf_release(&certified);
}

/* The element of the field, in trees of several shapes. */
static void test_place_tagged(void **state)
{
    static const struct {
        const char *root, *key, *nums;
    } rows[] = {
        {"<</Type/StructTreeRoot>>", "/StructParent 0", "/Nums[0 "},
        {"<</Type/StructTreeRoot/ParentTree<</Nums[0 null 4 null]>>>>", "/StructParent 5", "/Nums[0 null 4 null 5 "},
        {"<</Type/StructTreeRoot/ParentTreeNextKey 9/ParentTree<</Nums[0 null 4 null]>>>>", "/StructParent 9", "/Nums[0 null 4 null 9 "},
        {"<</Type/StructTreeRoot/ParentTree<</Kids[<</Nums[7 null]>>]>>/K<</S/P>>>>", "/StructParent 8", "/Nums[8 "},
    };
    const struct pades_place at = {0, 10, 20, 100, 50};
    static const char claim[] = "<pdfuaid:part>1</pdfuaid:part>", xmp[] = "<</Type/Metadata/Subtype/XML/Length 37>>stream\n<x><pdfuaid:part>1</pdfuaid:part></x>\nendstream";
    struct buf bare = form_pdf(">>/MarkInfo<</Marked true>>/StructTreeRoot 16 0 R/Metadata 17 0 R/Unknown<<", ""), pdf = appended(buf_span(&bare), 17, xmp);
    struct ca_seen seen;
    double size[2];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf tagged = appended(buf_span(&pdf), 16, rows[i].root), out = signed_at(buf_span(&tagged), &at, size, &seen);
        assert_int_equal(seen.n, 0);
        const struct span added = span_make(out.p + tagged.n, out.n - tagged.n);
        assert_non_null(memmem(added.p, added.n, "/S/Form", 7));
        assert_non_null(memmem(added.p, added.n, rows[i].key, strlen(rows[i].key)));
        assert_non_null(memmem(added.p, added.n, rows[i].nums, strlen(rows[i].nums)));
        assert_non_null(memmem(added.p, added.n, "/Tabs/S", 7));
        struct buf two = signed_at(buf_span(&out), &at, size, &seen); /* its structure must stay now */
        assert_int_equal(seen.n, 1);
        assert_int_equal(seen.code[0], DIAG_SIGN_AT_UNTAGGED);
        assert_null(memmem(two.p + out.n, two.n - out.n, "/S/Form", 7));
        assert_null(memmem(added.p, added.n, "<x>", 3)); /* what the file says of itself stays true, and no longer */
        assert_non_null(memmem(two.p + out.n, two.n - out.n, "<x></x>", 7));
        assert_null(memmem(two.p + out.n, two.n - out.n, claim, sizeof claim - 1));
        buf_release(&two);
        buf_release(&out);
        buf_release(&tagged);
    }
    buf_release(&pdf);
    buf_release(&bare);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_refused), cmocka_unit_test(test_handover),
        cmocka_unit_test(test_place), cmocka_unit_test(test_place_refused), cmocka_unit_test(test_place_tagged),
        cmocka_unit_test(test_two_signatures),
        cmocka_unit_test(test_later_changes),
        cmocka_unit_test(test_later_places),
        cmocka_unit_test(test_locked),
        cmocka_unit_test(test_behind_the_end),
        cmocka_unit_test(test_every_byte),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
