/* Frames made by hand, painted, and read again by poppler and qpdf where these are installed. */
#include "base/diag/paint.h"
#include "paint/draw.h"
#include "sheet.h"

#include <libxml/parser.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

static const struct doc_meta meta = {.title = "Kế hoạch về việc (học tập)",
                                     .author = "Tỉnh uỷ",
                                     .kind = "Kế hoạch",
                                     .symbol = "Số 01-KH/TU",
                                     .date = {2026, 2, 25},
                                     .generator = "vanban"};

static const char *const lines[] = {
    "Thực hiện Nghị quyết Đại hội Đảng bộ tỉnh, Ban Thường vụ Tỉnh uỷ",
    "ban hành kế hoạch đẩy mạnh học tập và làm theo tư tưởng, đạo đức,",
    "phong cách Hồ Chí Minh giai đoạn 2026 - 2030; “nâng cao” nhận thức",
    "của cán bộ, đảng viên, công chức, viên chức: 1.234,5 triệu đồng.",
};

struct seen {
    int n;
    diag_code last;
};

static void see(void *user, const struct diagnostic *d)
{
    struct seen *s = user;

    s->n++;
    s->last = d->code;
}

struct world {
    struct ctx ctx;
    struct seen seen;
    struct sheet sheet;
    struct buf out;
};

static void world_open(struct world *w)
{
    memset(w, 0, sizeof *w);
    ctx_init(&w->ctx);
    w->ctx.sink = see;
    w->ctx.sink_user = &w->seen;
    sheet_open(&w->sheet, &w->ctx);
}

static void world_close(struct world *w)
{
    buf_release(&w->out);
    sheet_close(&w->sheet);
}

/* Two pages; the paragraph goes on over the page's end, where the second page has its number. */
static void two_pages(struct world *w)
{
    struct sheet *s = &w->sheet;
    int h, p;

    sheet_page(s, 595.28, 841.89, 1);
    h = sheet_tag(s, TAG_H1, 0);
    sheet_heading(s, 1, "I- MỤC ĐÍCH, YÊU CẦU", 70);
    sheet_line(s, h, 85, 80, 0, "I- MỤC ĐÍCH, YÊU CẦU");
    p = sheet_tag(s, TAG_P, 0);
    sheet_line(s, p, 85, 100, 470, lines[0]);
    sheet_rect(s, 1, 85, 103, 100, 0.7);
    sheet_line(s, p, 85, 120, 470, lines[1]);
    sheet_page(s, 595.28, 841.89, 2);
    sheet_line(s, 1, 290, 40, 0, "2");
    sheet_line(s, p, 85, 80, 470, lines[2]);
    sheet_line(s, p, 85, 100, 0, lines[3]);
    p = sheet_tag(s, TAG_P, 0);
    sheet_line(s, p, 85, 120, 0, lines[0]);
}

static void paint(struct world *w)
{
    buf_clear(&w->out);
    assert_true(sheet_pdf(&w->sheet, &w->ctx, &meta, &w->out));
    assert_int_equal(w->seen.n, 0);
}

/* ---- other programs ---- */

static bool has_tool(const char *name)
{
    char command[100];

    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", name);
    if (system(command) == 0)
        return true;
    print_message("skipped: %s is not installed\n", name);
    return false;
}

/* What "TOOL ARGUMENTS FILE TAIL" prints of the painted PDF. */
static char *ask(struct world *w, const char *command, const char *tail)
{
    char path[] = "paint-XXXXXX", text[200], chunk[4096];
    struct buf b = {0};
    int fd = mkstemp(path);
    FILE *f;
    size_t n;

    assert_true(fd >= 0);
    assert_int_equal(write(fd, w->out.p, w->out.n), (ssize_t)w->out.n);
    close(fd);
    snprintf(text, sizeof text, "%s %s %s", command, path, tail);
    f = popen(text, "r");
    assert_non_null(f);
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
        buf_put(&b, chunk, n);
    buf_putc(&b, '\n');
    pclose(f);
    unlink(path);
    return buf_detach(&b);
}

static int count(const char *text, const char *what)
{
    int n = 0;

    for (const char *p = text; (p = strstr(p, what)); p += strlen(what))
        n++;
    return n;
}

static void words_can_be_read(void **state)
{
    static const char *const ways[] = {"pdftotext", "pdftotext -raw", "pdftotext -layout"};
    struct world w;

    (void)state;
    if (!has_tool("pdftotext"))
        skip();
    world_open(&w);
    two_pages(&w);
    paint(&w);
    for (size_t k = 0; k < 3; k++) {
        char *text = ask(&w, ways[k], "-");
        for (size_t i = 0; i < 4; i++)
            assert_non_null(strstr(text, lines[i]));
        assert_non_null(strstr(text, "I- MỤC ĐÍCH, YÊU CẦU"));
        free(text);
    }
    world_close(&w);
}

/* The place of each word of a spread line against where it was asked to be. */
static void words_stand_in_their_places(void **state)
{
    struct world w;
    struct frame_item *item;
    const char *at;
    char *text;
    bool in_word = false;

    (void)state;
    if (!has_tool("pdftotext"))
        skip();
    world_open(&w);
    sheet_page(&w.sheet, 595.28, 841.89, 1);
    item = sheet_line(&w.sheet, sheet_tag(&w.sheet, TAG_P, 0), 85, 100, 470, lines[3]);
    paint(&w);
    at = text = ask(&w, "pdftotext -bbox", "-");
    for (size_t i = 0; i < item->as.text.n; i++) {
        bool blank = item->as.text.text[item->as.text.glyphs[i].cluster] == ' ';
        if (!blank && !in_word) {
            long whole, part = 0;
            at = strstr(at, "<word xMin=\"");
            assert_non_null(at);
            at += strlen("<word xMin=\"");
            whole = strtol(at, NULL, 10);
            part = strtol(at + strcspn(at, ".,") + 1, NULL, 10); /* six decimals, in poppler's locale */
            assert_true(fabs(85 + item->as.text.glyphs[i].x - (double)whole - (double)part / 1e6) <
                        0.01);
        }
        in_word = !blank;
    }
    free(text);
    world_close(&w);
}

static void structure_in_reading_order(void **state)
{
    struct world w;
    char *text, whole[2][300];

    (void)state;
    if (!has_tool("pdfinfo"))
        skip();
    world_open(&w);
    two_pages(&w);
    paint(&w);
    text = ask(&w, "pdfinfo -struct-text", "");
    assert_int_equal(count(text, "H1 (block)"), 1);
    assert_int_equal(count(text, "P (block)"), 2);
    snprintf(whole[0], sizeof whole[0], "\"%s %s \"", lines[0], lines[1]);
    snprintf(whole[1], sizeof whole[1], "\"%s %s\"", lines[2], lines[3]);
    assert_non_null(strstr(text, whole[0]));
    assert_non_null(strstr(text, whole[1]));
    free(text);
    world_close(&w);
}

/* A paragraph over a whole page goes on around the page's number, which is drawn apart. */
static void long_paragraph(void **state)
{
    struct world w;
    int p;
    char *text;

    (void)state;
    if (!has_tool("pdfinfo"))
        skip();
    world_open(&w);
    p = sheet_tag(&w.sheet, TAG_P, 0);
    for (int i = 0; i < 3; i++) {
        sheet_page(&w.sheet, 400, 200, i + 1);
        sheet_line(&w.sheet, 1, 200, 20, 0, "trang");
        sheet_line(&w.sheet, p, 20, 60, 0, "một dòng nữa");
    }
    paint(&w);
    text = ask(&w, "pdfinfo -struct-text", "");
    assert_int_equal(count(text, "một dòng nữa"), 3);
    assert_int_equal(count(text, "trang"), 0);
    assert_int_equal(count(text, "P (block)"), 1);
    free(text);
    world_close(&w);
}

/* The empty back before a part does not divide the document. */
static void parts_around_an_empty_page(void **state)
{
    struct world w;
    char *text;

    (void)state;
    if (!has_tool("pdfinfo"))
        skip();
    world_open(&w);
    for (int i = 0; i < 3; i++) {
        sheet_page(&w.sheet, 400, 200, i + 1);
        if (i != 1)
            sheet_line(&w.sheet, sheet_tag(&w.sheet, TAG_P, sheet_tag(&w.sheet, TAG_SECT, 0)), 20, 60, 0, "một dòng");
    }
    paint(&w);
    text = ask(&w, "pdfinfo -struct-text", "");
    assert_int_equal(count(text, "Document"), 1);
    assert_int_equal(count(text, "Sect"), 2);
    assert_int_equal(count(text, "một dòng"), 2);
    free(text);
    world_close(&w);
}

static void tables_keep_empty_cells(void **state)
{
    struct world w;
    int table, row;
    char *text;

    (void)state;
    if (!has_tool("pdfinfo"))
        skip();
    world_open(&w);
    sheet_page(&w.sheet, 595, 842, 1);
    table = sheet_tag(&w.sheet, TAG_TABLE, 0);
    for (int i = 0; i < 3; i++) {
        row = sheet_tag(&w.sheet, TAG_TR, table);
        for (int k = 0; k < 3; k++) {
            int cell = sheet_tag(&w.sheet, i ? TAG_TD : TAG_TH, row);
            if (i != 1 && k == 1)
                sheet_line(&w.sheet, cell, 85 + 100 * k, 80 + 20 * i, 0, "ô");
        }
    }
    paint(&w);
    text = ask(&w, "pdfinfo -struct", "");
    assert_int_equal(count(text, "TR"), 3);
    assert_int_equal(count(text, "TH"), 3);
    assert_int_equal(count(text, "TD"), 6);
    free(text);
    world_close(&w);
}

static void text_beside_children(void **state)
{
    struct world w;
    struct frame_item *item;
    int p, body, list;
    char *text;

    (void)state;
    world_open(&w);
    sheet_page(&w.sheet, 595, 842, 1);
    p = sheet_tag(&w.sheet, TAG_P, 0);
    sheet_line(&w.sheet, p, 85, 80, 0, "Xem tại");
    item = sheet_line(&w.sheet, p, 140, 80, 0, "trang thông tin");
    item->as.text.url = "https://vi.vn/a(b)'c\\d?tên=1";
    sheet_line(&w.sheet, p, 240, 80, 0, "của tỉnh.");
    list = sheet_tag(&w.sheet, TAG_L, 0);
    body = sheet_tag(&w.sheet, TAG_LBODY, sheet_tag(&w.sheet, TAG_LI, list));
    sheet_line(&w.sheet, body, 85, 100, 0, "ý ngoài");
    sheet_line(&w.sheet,
               sheet_tag(&w.sheet, TAG_LBODY,
                         sheet_tag(&w.sheet, TAG_LI, sheet_tag(&w.sheet, TAG_L, body))),
               95, 120, 0, "ý trong");
    sheet_line(&w.sheet, sheet_tag(&w.sheet, TAG_LINK, 0), 85, 140, 0, "không có đích");
    paint(&w);
    if (has_tool("pdfinfo")) {
        text = ask(&w, "pdfinfo -struct-text", "");
        assert_int_equal(count(text, "Link"), 1);
        assert_non_null(strstr(text, "của tỉnh."));
        assert_non_null(strstr(text, "ý ngoài"));
        assert_non_null(strstr(text, "ý trong"));
        assert_non_null(strstr(text, "không có đích"));
        free(text);
    }
    static const char address[] = "/URI(https://vi.vn/a%28b%29%27c%5Cd?t%C3%AAn=1)";
    assert_non_null(memmem(w.out.p, w.out.n, address, sizeof address - 1));
    world_close(&w);
}

static void file_is_sound(void **state)
{
    struct world w;
    char *text;

    (void)state;
    world_open(&w);
    two_pages(&w);
    paint(&w);
    assert_memory_equal(w.out.p, "%PDF-1.7", 8);
    if (has_tool("qpdf")) {
        text = ask(&w, "qpdf --check", "2>&1");
        assert_non_null(strstr(text, "No syntax or stream encoding errors found"));
        free(text);
    }
    if (has_tool("pdffonts")) {
        text = ask(&w, "pdffonts", "");
        assert_int_equal(count(text, "TrueType          WinAnsi          yes yes yes"), 1);
        assert_int_equal(count(text, "Identity-H"), 0);
        free(text);
    }
    if (has_tool("pdfinfo")) {
        text = ask(&w, "pdfinfo -rawdates", "");
        assert_non_null(strstr(text, "Kế hoạch về việc (học tập)"));
        assert_non_null(strstr(text, "Tỉnh uỷ"));
        assert_non_null(strstr(text, "20260225000000+07'00"));
        assert_non_null(strstr(text, "Pages:           2\n"));
        free(text);
    }
    world_close(&w);
}

/* ---- without other programs ---- */

/* What is not as Cairo 1.16 writes it keeps all its pages. */
static void other_files_keep_their_pages(void **state)
{
    static const char head[] =
        "%PDF-1.5\n1 0 obj\n<< /Type /Pages\n   /Kids [ 2 0 R 33 0 R ]\n   /Count ";
    static const char *const tails[] = {
        "2\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \nstartxref\n%u\n%%%%EOF\n",
        "1\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \nstartxref\n%u\n%%%%EOF\n",
        "2\nxref\n0 2\n0000000000 65535 f \n0000099999 00000 n \nstartxref\n%u\n%%%%EOF\n",
        "2\nxref\n0 2\n0000000000 65535 f \nstartxref\n%u\n%%%%EOF\n",
        "2\nxref\n0 1\nstartxref\n%u9999\n%%%%EOF\n",
        "2\nstartxref\n",
        "",
    };

    (void)state;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        char text[400], before[400];
        size_t n = sizeof head - 1;
        memcpy(text, head, n + 1);
        snprintf(text + n, sizeof text - n, tails[i], (unsigned)n + 2);
        memcpy(before, text, sizeof before);
        assert_int_equal(rehearse_drop(span_of(text)), i == 0);
        if (i == 0)
            assert_non_null(strstr(text, "/Kids [       33 0 R ]\n   /Count 1\n"));
        else
            assert_string_equal(text, before);
    }
    assert_false(rehearse_drop(SPAN("")));
}

static void paint_elsewhere(struct world *w, struct buf *out)
{
    buf_clear(&w->out);
    assert_true(sheet_pdf(&w->sheet, &w->ctx, &meta, &w->out));
    assert_true(paint_svg(&w->ctx, &w->sheet.frames, 1, &w->out));
    if (!out->p)
        buf_put(out, w->out.p, w->out.n);
    assert_int_equal(out->n, w->out.n);
    assert_memory_equal(out->p, w->out.p, out->n);
}

static void same_bytes_everywhere(void **state)
{
    static const char *const zones[] = {"UTC", "Asia/Ho_Chi_Minh", "America/New_York"};
    static const char *const locales[] = {"de_DE.UTF-8", "vi_VN.UTF-8", "fr_FR.UTF-8"};
    struct buf first = {0};
    struct world w;
    bool comma = false;

    (void)state;
    world_open(&w);
    two_pages(&w);
    for (size_t i = 0; i < 3; i++) {
        setenv("TZ", zones[i], 1);
        tzset();
        paint_elsewhere(&w, &first);
    }
    for (size_t i = 0; i < 3; i++)
        if (setlocale(LC_ALL, locales[i])) {
            comma = true;
            paint_elsewhere(&w, &first);
        }
    setlocale(LC_ALL, "C");
    unsetenv("TZ");
    if (!comma)
        print_message("skipped in part: no locale with a decimal comma is installed\n");
    buf_release(&first);
    world_close(&w);
}

static void undated_paper_has_no_date(void **state)
{
    struct doc_meta none = {.title = "Dự thảo"};
    struct world w;

    (void)state;
    world_open(&w);
    two_pages(&w);
    assert_true(sheet_pdf(&w.sheet, &w.ctx, &none, &w.out));
    assert_null(memmem(w.out.p, w.out.n, "CreationDate", 12));
    world_close(&w);
}

/* Cairo remembers faces: those of a second set of fonts must not be taken for the first. */
static void fonts_come_and_go(void **state)
{
    struct buf first[2] = {{0}, {0}};

    (void)state;
    for (int round = 0; round < 4; round++) {
        struct buf *kept = &first[round & 1];
        struct world w;
        world_open(&w);
        w.sheet.face =
            fonts_face(w.sheet.fonts, "Times New Roman", round & 1, false, (struct pos){0});
        two_pages(&w);
        paint(&w);
        assert_true(paint_png(&w.ctx, &w.sheet.frames, 0, 60, &w.out));
        if (!kept->p)
            buf_put(kept, w.out.p, w.out.n);
        assert_int_equal(kept->n, w.out.n);
        assert_memory_equal(kept->p, w.out.p, kept->n);
        world_close(&w);
    }
    buf_release(&first[0]);
    buf_release(&first[1]);
}

static unsigned figure_at(const struct buf *b, size_t at)
{
    const unsigned char *p = (const unsigned char *)b->p + at;
    return (unsigned)p[0] << 24 | (unsigned)p[1] << 16 | (unsigned)p[2] << 8 | p[3];
}

static void pictures_of_pages(void **state)
{
    struct world w;
    xmlDocPtr doc;

    (void)state;
    world_open(&w);
    two_pages(&w);
    assert_true(paint_png(&w.ctx, &w.sheet.frames, 0, 96, &w.out));
    assert_memory_equal(w.out.p, "\x89PNG\r\n\x1A\n", 8);
    assert_int_equal(figure_at(&w.out, 16), 794);
    assert_int_equal(figure_at(&w.out, 20), 1123);
    buf_clear(&w.out);
    assert_true(paint_svg(&w.ctx, &w.sheet.frames, 0, &w.out));
    doc = xmlReadMemory(w.out.p, (int)w.out.n, NULL, NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    assert_string_equal((const char *)xmlDocGetRootElement(doc)->name, "svg");
    xmlFreeDoc(doc);
    world_close(&w);
}

static void images_in_pages(void **state)
{
    static const char jpeg[] =
        "\xFF\xD8\xFF\xE0\0\4xx\xFF\xC0\0\x11\x08\0\x10\0\x20\3\1\x11\0\2\x11"
        "\0\3\x11\0\xFF\xD9";
    struct buf png = {0};
    struct world w, inner;

    (void)state;
    world_open(&inner);
    two_pages(&inner);
    assert_true(paint_png(&inner.ctx, &inner.sheet.frames, 0, 20, &png));
    world_close(&inner);

    world_open(&w);
    sheet_page(&w.sheet, 300, 300, 1);
    sheet_image(&w.sheet, sheet_tag(&w.sheet, TAG_FIGURE, 0), 10, 10, 100, 100, buf_span(&png));
    sheet_image(&w.sheet, sheet_tag(&w.sheet, TAG_FIGURE, 0), 10, 150, 100, 100, SPAN(jpeg));
    for (size_t i = 0; i < w.sheet.frames.n_tags; i++)
        w.sheet.frames.tags[i].alt = "hình";
    paint(&w);
    assert_non_null(memmem(w.out.p, w.out.n, jpeg, sizeof jpeg - 1));
    assert_true(paint_svg(&w.ctx, &w.sheet.frames, 0, &w.out));
    assert_int_equal(w.seen.n, 0);
    assert_true(paint_png(&w.ctx, &w.sheet.frames, 0, 72, &w.out));
    assert_int_equal(w.seen.n, 1);
    assert_int_equal(w.seen.last, DIAG_PAINT_JPEG);
    world_close(&w);
    buf_release(&png);
}

static void broken_images(void **state)
{
    static const char huge[] = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x70\0\0\0\x70\0\x08\2\0\0\0";
    const struct span images[] = {SPAN(""),
                                  SPAN("GIF89a, not a picture that we take"),
                                  SPAN("\x89PNG\r\n\x1A\n"),
                                  SPAN("\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1"),
                                  SPAN(huge),
                                  SPAN("\xFF\xD8"),
                                  SPAN("\xFF\xD8\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF"),
                                  SPAN("\xFF\xD8\xFF\xE0\xFF\xFF\0\0\0\0\0\0\0\0")};

    (void)state;
    for (size_t i = 0; i < sizeof images / sizeof *images; i++) {
        struct world w;
        world_open(&w);
        sheet_page(&w.sheet, 300, 300, 1);
        sheet_image(&w.sheet, sheet_tag(&w.sheet, TAG_FIGURE, 0), 10, 10, 100, 100, images[i]);
        w.sheet.frames.tags[w.sheet.frames.n_tags - 1].alt = "hình";
        assert_true(sheet_pdf(&w.sheet, &w.ctx, &meta, &w.out));
        assert_int_equal(w.seen.n, 1);
        assert_int_equal(w.seen.last, DIAG_PAINT_IMAGE);
        world_close(&w);
    }
}

static void impossible_pictures(void **state)
{
    struct world w;

    (void)state;
    world_open(&w);
    two_pages(&w);
    assert_false(paint_png(&w.ctx, &w.sheet.frames, 0, 5000, &w.out));
    assert_int_equal(w.seen.last, DIAG_PAINT_PAGE);
    assert_false(paint_png(&w.ctx, &w.sheet.frames, 0, 0, &w.out));
    assert_false(paint_png(&w.ctx, &w.sheet.frames, 0, -1, &w.out));
    assert_int_equal(w.seen.n, 3);
    assert_false(paint_png(&w.ctx, &w.sheet.frames, 2, 96, &w.out));
    assert_false(paint_svg(&w.ctx, &w.sheet.frames, 2, &w.out));
    assert_int_equal(w.out.n, 0);
    world_close(&w);
}

/* Text that is no UTF-8 puts Cairo in error: said, and nothing is given out. */
static void error_is_reported(void **state)
{
    struct world w;
    struct frame_item *item;

    (void)state;
    world_open(&w);
    two_pages(&w);
    item = sheet_line(&w.sheet, 0, 85, 300, 0, "hỏng");
    ((char *)(uintptr_t)item->as.text.text)[1] = (char)0xFF;
    assert_false(sheet_pdf(&w.sheet, &w.ctx, &meta, &w.out));
    assert_int_equal(w.seen.n, 1);
    assert_int_equal(w.seen.last, DIAG_PAINT_FAILED);
    assert_int_equal(w.out.n, 0);
    world_close(&w);
}

/* Tags out of range, upside down, and a column of them. */
static void odd_trees(void **state)
{
    struct world w;
    int tag = 0;

    (void)state;
    world_open(&w);
    sheet_page(&w.sheet, 595, 842, 1);
    for (int i = 0; i < 500; i++)
        tag = sheet_tag(&w.sheet, i % 2 ? TAG_TR : TAG_TABLE, tag);
    sheet_line(&w.sheet, tag, 85, 80, 0, "sâu");
    sheet_line(&w.sheet, 0, 85, 100, 0, "ở gốc");
    sheet_line(&w.sheet, 9999, 85, 120, 0, "ngoài");
    sheet_line(&w.sheet, -1, 85, 140, 0, "ngoài");
    tag = sheet_tag(&w.sheet, TAG_P, 100000);
    w.sheet.frames.tags[tag - 3].parent = tag;
    sheet_line(&w.sheet, tag, 85, 160, 0, "ngược");
    sheet_line(&w.sheet, tag - 3, 85, 180, 0, "ngược");
    paint(&w);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_can_be_read),
        cmocka_unit_test(words_stand_in_their_places),
        cmocka_unit_test(structure_in_reading_order),
        cmocka_unit_test(long_paragraph),
        cmocka_unit_test(parts_around_an_empty_page),
        cmocka_unit_test(tables_keep_empty_cells),
        cmocka_unit_test(text_beside_children),
        cmocka_unit_test(file_is_sound),
        cmocka_unit_test(other_files_keep_their_pages),
        cmocka_unit_test(same_bytes_everywhere),
        cmocka_unit_test(undated_paper_has_no_date),
        cmocka_unit_test(fonts_come_and_go),
        cmocka_unit_test(pictures_of_pages),
        cmocka_unit_test(images_in_pages),
        cmocka_unit_test(broken_images),
        cmocka_unit_test(impossible_pictures),
        cmocka_unit_test(error_is_reported),
        cmocka_unit_test(odd_trees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
