/* The order of an office: the leader signs a paper without number and date, the clerk gives both, and the organ signs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include <openssl/pem.h>

#include "paint/paint.h"
#include "pdf/read.h"
#include "render/render.h"
#include "tests/sign/ca.h"

static const char paper[] = "---\n"
                            "ten_loai: Báo cáo\n"
                            "the_thuc: dang-2026\n"
                            "co_quan: { ten: Tỉnh uỷ Tân Phú }\n"
                            "dia_danh: Tân Phú\n"
                            "trich_yeu: kết quả quý II\n"
                            "noi_nhan: [Lưu Văn phòng Tỉnh uỷ]\n"
                            "nguoi_ky: { quyen_han: T/M Ban Thường vụ, chuc_vu: Bí thư, ho_ten: Đỗ Văn Khoẻ }\n"
                            "phu_luc: [{ tieu_de: Số liệu, noi_dung: [Một dòng.] }]\n"
                            "---\n"
                            "Kết quả (Phụ lục kèm theo).\n"
                            "\n";

struct world {
    char dir[64], key[96], cert[96], root[96], image[96];
    vb_context *c;
    struct buf said; /* slugs */
    void *pdf;
    size_t size;
    struct buf found; /* of verifying, a line a signature */
};

static void note(void *user, const vb_diagnostic *d)
{
    struct world *w = user;

    buf_printf(&w->said, "%s ", d->code);
}

static void write_key(const char *path, EVP_PKEY *key)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL), 1);
    fclose(f);
}

static void write_cert(const char *path, X509 *cert)
{
    FILE *f = fopen(path, "wb");

    assert_non_null(f);
    assert_int_equal(PEM_write_X509(f, cert), 1);
    fclose(f);
}

static void write_picture(struct world *w)
{
    struct frame_item rect = {.type = FRAME_RECT, .tag = 0, .as.rect = {60, 30, 0x2030C0}};
    struct frame_page page = {.width = 60, .height = 30, .number = 1, .items = &rect, .n = 1};
    struct frame_tag tag = {.type = TAG_ARTIFACT, .parent = -1};
    struct frames frames = {.pages = &page, .n_pages = 1, .tags = &tag, .n_tags = 1};
    struct buf png = {0};
    FILE *f = fopen(w->image, "wb");

    assert_non_null(f);
    assert_true(paint_png(&w->c->ctx, &frames, 0, 72, &png));
    assert_int_equal(fwrite(png.p, 1, png.n, f), png.n);
    fclose(f);
    buf_release(&png);
}

static int open_world(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    EVP_PKEY *root_key = ca_key("P-256"), *key = ca_key("P-256");
    X509 *root = ca_issue("CA MẪU", root_key, NULL, root_key, 3650, ca_of_ca), *cert = ca_issue("Đỗ Văn Khoẻ", key, root, root_key, 1000, ca_of_person);
    vb_document *d;

    snprintf(w->dir, sizeof w->dir, "/tmp/vanban-office-XXXXXX");
    assert_non_null(mkdtemp(w->dir));
    snprintf(w->key, sizeof w->key, "%s/khoa.pem", w->dir);
    snprintf(w->cert, sizeof w->cert, "%s/chung-thu.pem", w->dir);
    snprintf(w->root, sizeof w->root, "%s/goc.pem", w->dir);
    snprintf(w->image, sizeof w->image, "%s/chu-ky.png", w->dir);
    write_key(w->key, key);
    write_cert(w->cert, cert);
    write_cert(w->root, root);
    w->c = vb_context_new();
    vb_context_set_sink(w->c, note, w);
    vb_context_set_share(w->c, getenv("srcdir") ? getenv("srcdir") : ".");
    vb_context_set_time(w->c, CA_NOW);
    write_picture(w);
    d = vb_document_load_memory(w->c, "bao-cao.md", paper, strlen(paper), NULL);
    assert_non_null(d);
    assert_true(vb_document_render(d, vb_format_find("pdf"), 0, &w->pdf, &w->size));
    vb_document_free(d);
    EVP_PKEY_free(root_key);
    EVP_PKEY_free(key);
    X509_free(root);
    X509_free(cert);
    *state = w;
    return 0;
}

static int close_world(void **state)
{
    struct world *w = *state;

    unlink(w->key);
    unlink(w->cert);
    unlink(w->root);
    unlink(w->image);
    rmdir(w->dir);
    vb_context_free(w->c);
    vb_free(w->pdf);
    buf_release(&w->said);
    buf_release(&w->found);
    free(w);
    return 0;
}

static vb_signing signing(const struct world *w, const char *role)
{
    return (vb_signing){.key = w->key, .cert = w->cert, .role = role, .offline = true};
}

static bool sign(struct world *w, const vb_signing *how)
{
    void *out;
    size_t size;

    buf_clear(&w->said);
    if (!vb_sign(w->c, "bao-cao.pdf", w->pdf, w->size, how, &out, &size))
        return false;
    assert_memory_equal(out, w->pdf, w->size); /* what was signed stays */
    vb_free(w->pdf);
    w->pdf = out;
    w->size = size;
    return true;
}

static void found(void *user, const vb_signature *s)
{
    struct world *w = user;

    buf_printf(&w->found, "%s %s%s filled: %s\n", s->field, s->changed ? "CHANGED " : "", s->certifies ? "certifies" : "signs", s->filled && *s->filled ? s->filled : "-");
}

static const char *verified(struct world *w)
{
    const char *roots[] = {w->root};
    const vb_signing how = {.trust = roots, .n_trust = 1, .offline = true};
    vb_verdict worst;

    buf_clear(&w->found);
    buf_puts(&w->found, "");
    assert_true(vb_verify(w->c, "bao-cao.pdf", w->pdf, w->size, &how, found, w, &worst));
    assert_int_not_equal(worst, VB_FAILED); /* no revocation lists here: not more than unknown */
    return w->found.p;
}

/* How many fonts or pictures a field's appearance has; 0: it shows nothing. */
static size_t shown(struct world *w, const char *name, const char *resource)
{
    struct arena a = {0};
    struct pdf_file *f = pdf_open(&w->c->ctx, "bao-cao.pdf", span_make(w->pdf, w->size), &a);
    const struct pdf_obj *fields = pdf_get(f, pdf_get(f, pdf_get(f, pdf_trailer(f), "Root"), "AcroForm"), "Fields");
    size_t n = 0;

    for (size_t i = 0; i < fields->as.array.n; i++) {
        const struct pdf_obj *field = pdf_at(f, fields, i);
        const char *title = pdf_text(&a, pdf_get(f, field, "T"));
        if (title && strcmp(title, name) == 0)
            n = pdf_get(f, pdf_get(f, pdf_get(f, pdf_get(f, field, "AP"), "N"), "Resources"), resource)->as.dict.n;
    }
    arena_release(&a);
    return n;
}

static void wrong_words(void **state)
{
    static const struct { const char *number, *day, *said; } cases[] = {
        {"0", NULL, "sign-number "}, {"7a", NULL, "sign-number "}, {"", NULL, "sign-number "}, {"1234567", NULL, "sign-number "},
        {NULL, "30/2/2026", "sign-day "}, {"7", "hôm nay", "sign-day "}};
    struct world *w = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        vb_signing how = signing(w, "organ");
        how.number = cases[i].number;
        how.day = cases[i].day;
        assert_false(sign(w, &how));
        assert_string_equal(w->said.p, cases[i].said);
    }
}

/* The rectangle of a field [pt]. */
static void place_of(struct world *w, const char *name, double out[4])
{
    struct arena a = {0};
    struct pdf_file *f = pdf_open(&w->c->ctx, "bao-cao.pdf", span_make(w->pdf, w->size), &a);
    const struct pdf_obj *fields = pdf_get(f, pdf_get(f, pdf_get(f, pdf_trailer(f), "Root"), "AcroForm"), "Fields");

    for (size_t i = 0; i < fields->as.array.n; i++) {
        const struct pdf_obj *field = pdf_at(f, fields, i);
        const char *title = pdf_text(&a, pdf_get(f, field, "T"));
        for (size_t k = 0; title && strcmp(title, name) == 0 && k < 4; k++)
            pdf_number(pdf_at(f, pdf_get(f, field, "Rect"), k), &out[k]);
    }
    arena_release(&a);
}

/* An annex in a file of its own: symbol and time at the upper right of the first page, which has no field for it. */
static void an_annex(void **state)
{
    struct world *w = *state;
    vb_signing annex = signing(w, "annex"), organ = signing(w, "organ");
    double at[4] = {0};

    assert_false(sign(w, &annex));
    assert_string_equal(w->said.p, "sign-mark ");
    organ.mark = "SAO Y";
    assert_false(sign(w, &organ));
    assert_string_equal(w->said.p, "sign-mark ");
    annex.mark = "56/KH-SNV";
    assert_true(sign(w, &annex));
    assert_int_equal(shown(w, "phu_luc_1", "Font"), 1);
    assert_int_equal(shown(w, "phu_luc_1", "XObject"), 0);
    place_of(w, "phu_luc_1", at);
    assert_true(at[2] > 595.28 - 43 && at[2] < 595.28 - 42 && at[3] > 841.89 - 18 && at[3] < 841.89 - 16 && at[0] > 350 && at[1] > 780);
    assert_string_equal(verified(w), "phu_luc_1 signs filled: -\n");
}

static void order_of_an_office(void **state)
{
    struct world *w = *state;
    vb_signing leader = signing(w, "person"), organ = signing(w, "organ");

    assert_int_equal(shown(w, "nguoi_ky_1", "XObject"), 0);
    leader.image = w->image;
    assert_true(sign(w, &leader));
    assert_int_equal(shown(w, "nguoi_ky_1", "XObject"), 1);
    assert_int_equal(shown(w, "nguoi_ky_1", "Font"), 1);
    assert_string_equal(verified(w), "nguoi_ky_1 certifies filled: -\n");
    organ.seal = w->image;
    organ.number = "07";
    organ.day = "5/2/2026";
    assert_true(sign(w, &organ));
    assert_int_equal(shown(w, "co_quan_1", "XObject"), 1);
    assert_int_equal(shown(w, "so", "Font"), 1);
    assert_int_equal(shown(w, "so_2", "Font"), 1); /* in the pointer of the annex */
    assert_int_equal(shown(w, "thang_2", "Font"), 1);
    assert_string_equal(verified(w), "nguoi_ky_1 certifies filled: so, ngay, thang, so_2, ngay_2, thang_2\nco_quan_1 signs filled: -\n");
}

static void not_twice(void **state)
{
    struct world *w = *state;
    vb_signing organ = signing(w, "organ");

    organ.number = "7";
    assert_true(sign(w, &organ));
    organ.role = "copy";
    assert_false(sign(w, &organ));
    assert_string_equal(w->said.p, "sign-filled ");
}

static void no_blank(void **state)
{
    struct world *w = *state;
    vb_document *d;
    vb_signing organ = signing(w, "organ");
    char numbered[sizeof paper + 20];

    snprintf(numbered, sizeof numbered, "---\nso: 7\n%s", paper + 4);
    d = vb_document_load_memory(w->c, "bao-cao.md", numbered, strlen(numbered), NULL);
    assert_non_null(d);
    vb_free(w->pdf);
    assert_true(vb_document_render(d, vb_format_find("pdf"), 0, &w->pdf, &w->size));
    vb_document_free(d);
    organ.number = "8";
    assert_false(sign(w, &organ));
    assert_string_equal(w->said.p, "sign-no-blank ");
}

static void no_picture(void **state)
{
    struct world *w = *state;
    vb_signing leader = signing(w, "person");

    leader.image = w->key;
    assert_false(sign(w, &leader));
    assert_string_equal(w->said.p, "image-file ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(wrong_words, open_world, close_world),
        cmocka_unit_test_setup_teardown(no_picture, open_world, close_world),
        cmocka_unit_test_setup_teardown(no_blank, open_world, close_world),
        cmocka_unit_test_setup_teardown(not_twice, open_world, close_world),
        cmocka_unit_test_setup_teardown(an_annex, open_world, close_world),
        cmocka_unit_test_setup_teardown(order_of_an_office, open_world, close_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
