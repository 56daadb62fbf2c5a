/* do_mat: what a secret paper's files say outside of its pages. The same paper without the mark says all of it, so the
 * test can fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "render/render.h"

static const char paper[] = "ten_loai: Công văn\n"
                            "the_thuc: %s\n"
                            "co_quan: { ten: %s, ky_hieu: TU }\n"
                            "so: 731\n"
                            "dia_danh: Tân Phú\n"
                            "ngay: 30/6/2026\n"
                            "trich_yeu: về phương án Kim Cương\n"
                            "kinh_gui: Đảng uỷ phường Hoa Lư\n"
                            "noi_nhan: [Lưu Văn phòng]\n"
                            "nguoi_ky: { chuc_vu: Chánh Văn phòng, ho_ten: Đỗ Văn Khoẻ }\n"
                            "noi_dung: [Nội dung.]\n%s";

/* Of the data, or made from it; the last two are the date in the forms that the files have. */
static const char *const words[] = {"Kim Cương", "Bạch Mã", "Công văn", "731", "2026-06-30", "20260630"};
enum { WORDS = sizeof words / sizeof *words };

static const struct part {
    const char *format, *name; /* of the package; NULL: the information dictionary of a PDF */
} parts[] = {
    {"docx", "docProps/core.xml"}, {"docx", "docProps/app.xml"}, {"odt", "meta.xml"}, {"pdf", NULL},
};

static void count_hints(void *user, const vb_diagnostic *d)
{
    *(int *)user += strcmp(d->code, "secret") == 0;
}

static vb_document *load(vb_context *c, const char *profile, const char *mark)
{
    char text[2048];
    const char *organ = "Tỉnh uỷ Bạch Mã";

    snprintf(text, sizeof text, paper, profile, organ, mark);
    return vb_document_load_memory(c, "mat.yaml", text, strlen(text), NULL);
}

static void zip_part_text(const void *bytes, size_t size, const char *name, struct buf *out)
{
    zip_source_t *source = zip_source_buffer_create(bytes, size, 0, NULL);
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, NULL);
    zip_file_t *file = zip_fopen(archive, name, 0);
    char piece[4096];
    zip_int64_t n;

    assert_non_null(file);
    while ((n = zip_fread(file, piece, sizeof piece)) > 0)
        buf_put(out, piece, (size_t)n);
    zip_fclose(file);
    zip_discard(archive);
}

static const char *find(const char *p, size_t n, const char *word)
{
    size_t k = strlen(word);

    for (; n >= k; p++, n--)
        if (memcmp(p, word, k) == 0)
            return p;
    return NULL;
}

/* Strings of the dictionary that are not plain ASCII stand as hexadecimal UTF-16: they are turned into UTF-8. */
static void pdf_information(const char *bytes, size_t size, struct buf *out)
{
    const char *info = find(bytes, size, "/Info "), *object, *end;
    char head[32];

    assert_non_null(info);
    snprintf(head, sizeof head, "\n%d 0 obj", atoi(info + strlen("/Info ")));
    object = find(bytes, size, head);
    assert_non_null(object);
    end = find(object, size - (size_t)(object - bytes), "endobj");
    assert_non_null(end);
    for (const char *p = object; p < end; p++) {
        if (strncmp(p, "<FEFF", 5) != 0 && strncmp(p, "<feff", 5) != 0) {
            buf_putc(out, *p);
            continue;
        }
        for (p += 5; *p != '>'; p += 4) {
            char digits[5] = {p[0], p[1], p[2], p[3], '\0'};
            unsigned long c = strtoul(digits, NULL, 16);

            if (c < 0x80) {
                buf_putc(out, (char)c);
            } else if (c < 0x800) {
                buf_putc(out, (char)(0xc0 | c >> 6));
                buf_putc(out, (char)(0x80 | (c & 0x3f)));
            } else {
                buf_putc(out, (char)(0xe0 | c >> 12));
                buf_putc(out, (char)(0x80 | (c >> 6 & 0x3f)));
                buf_putc(out, (char)(0x80 | (c & 0x3f)));
            }
        }
    }
}

/* Bit i: words[i] stands in the part. */
static unsigned words_in(vb_document *d, const struct part *part)
{
    struct buf text = {0};
    void *bytes;
    size_t size;
    unsigned found = 0;

    assert_true(vb_document_render(d, vb_format_find(part->format), 0, &bytes, &size));
    if (part->name)
        zip_part_text(bytes, size, part->name, &text);
    else
        pdf_information(bytes, size, &text);
    for (int i = 0; i < WORDS; i++)
        found |= (unsigned)(find(text.p, text.n, words[i]) != NULL) << i;
    buf_release(&text);
    vb_free(bytes);
    return found;
}

static unsigned words_of_paper(const char *profile, const char *mark, const char *secrecy)
{
    vb_context *c = vb_context_new();
    vb_document *d;
    unsigned found = 0;
    int hints = 0;

    vb_context_set_share(c, getenv("srcdir") ? getenv("srcdir") : ".");
    vb_context_set_sink(c, count_hints, &hints);
    d = load(c, profile, mark);
    assert_non_null(d);
    if (secrecy)
        assert_string_equal(vb_document_secrecy(d), secrecy);
    else
        assert_null(vb_document_secrecy(d));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        found |= words_in(d, &parts[i]);
    assert_int_equal(hints, secrecy ? 1 : 0);
    vb_document_free(d);
    vb_context_free(c);
    return found;
}

static void test_files(void **state)
{
    static const char *const profiles[] = {"dang-2026", "dang-2018", "nha-nuoc-2020"};

    (void)state;
    for (size_t i = 0; i < sizeof profiles / sizeof *profiles; i++) {
        assert_int_equal(words_of_paper(profiles[i], "", NULL), (1u << WORDS) - 1);
        assert_int_equal(words_of_paper(profiles[i], "do_mat: Mật\n", "Mật"), 0);
        assert_int_equal(words_of_paper(profiles[i], "do_mat: tuyet mat\n", "Tuyệt mật"), 0);
    }
}

/* A draft that lacks its organ is no less secret. */
static void test_draft(void **state)
{
    static const char text[] = "ten_loai: Báo cáo\nngay: 30/6/2026\ntrich_yeu: về phương án Kim Cương\nnoi_dung: [Một.]\ndo_mat: Tối mật\n";
    const vb_options draft = {.draft = true};
    vb_context *c = vb_context_new();
    vb_document *d;

    (void)state;
    vb_context_set_share(c, getenv("srcdir") ? getenv("srcdir") : ".");
    d = vb_document_load_memory(c, "mat.yaml", text, strlen(text), &draft);
    assert_non_null(d);
    assert_string_equal(vb_document_secrecy(d), "Tối mật");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        assert_int_equal(words_in(d, &parts[i]), 0);
    vb_document_free(d);
    vb_context_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_draft),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
