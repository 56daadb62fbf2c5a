/* Codes of one byte for glyphs: the fonts that come of them, and that readers find every character again. */
#include "paint/draw.h"
#include "sheet.h"

#include <cairo-pdf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const struct doc_meta meta = {.title = "Thử"};

struct world {
    struct ctx ctx;
    struct sheet sheet;
    int tag;
};

static void world_open(struct world *w)
{
    memset(w, 0, sizeof *w);
    ctx_init(&w->ctx);
    sheet_open(&w->sheet, &w->ctx);
    sheet_page(&w->sheet, 595.28, 841.89, 1);
    w->tag = sheet_tag(&w->sheet, TAG_P, 0);
}

static struct frame_item *line(struct world *w, double y, const char *text)
{
    return sheet_line(&w->sheet, w->tag, 40, y, 0, text);
}

static void world_close(struct world *w)
{
    sheet_close(&w->sheet);
}

/* What "COMMAND FILE TAIL" prints of the pages as PDF; NULL: the program is not installed. */
static char *ask(struct world *w, const char *program, const char *arguments, const char *tail)
{
    char path[] = "codes-XXXXXX", text[200], chunk[4096];
    struct buf out = {0}, b = {0};
    FILE *f;
    size_t n;
    int fd;

    snprintf(text, sizeof text, "command -v %s >/dev/null 2>&1", program);
    if (system(text) != 0) {
        print_message("skipped: %s is not installed\n", program);
        return NULL;
    }
    assert_true(sheet_pdf(&w->sheet, &w->ctx, &meta, &out));
    fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, out.p, out.n), (ssize_t)out.n);
    close(fd);
    snprintf(text, sizeof text, "%s %s %s %s", program, arguments, path, tail);
    f = popen(text, "r");
    assert_non_null(f);
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
        buf_put(&b, chunk, n);
    buf_putc(&b, '\n');
    pclose(f);
    unlink(path);
    buf_release(&out);
    return buf_detach(&b);
}

static void has(struct world *w, const char *program, const char *arguments, const char *tail, const char *what, bool wanted)
{
    char *text = ask(w, program, arguments, tail);

    if (text && (strstr(text, what) != NULL) != wanted)
        fail_msg("%s says\n%s", program, text);
    free(text);
}

static void coded(struct world *w, bool wanted)
{
    has(w, "pdffonts", "", "", "TrueType          WinAnsi          yes yes yes", wanted);
    has(w, "pdffonts", "", "", "CID TrueType      Identity-H       yes yes yes", !wanted);
    has(w, "qpdf", "--check", "2>&1", "No syntax or stream encoding errors found", true);
    has(w, "qpdf", "--check", "2>&1", "WARNING", false);
}

static void characters_are_found(void **state)
{
    struct world w;

    (void)state;
    world_open(&w);
    line(&w, 80, "Ủy ban nhân dân (thành phố) \\ 50% – “Thủ Đức” một hai");
    line(&w, 100, "àáảãạăằắẳẵặâầấẩẫậ ĐÈÉẺẼẸÊỀẾỂỄỆ");
    coded(&w, true);
    has(&w, "pdftotext", "", "-", "Ủy ban nhân dân (thành phố) \\ 50% – “Thủ Đức” một hai\n", true);
    has(&w, "pdftotext", "", "-", "àáảãạăằắẳẵặâầấẩẫậ ĐÈÉẺẼẸÊỀẾỂỄỆ\n", true);
    world_close(&w);
}

/* Plain letters alone give up one code for the number of the file. */
static void plain_letters(void **state)
{
    struct world w;

    (void)state;
    world_open(&w);
    line(&w, 80, "Word and (another) word");
    coded(&w, true);
    has(&w, "pdftotext", "", "-", "Word and (another) word\n", true);
    world_close(&w);
}

/* A space that does not break has the glyph of the space; what it says goes into the file beside it. */
static void one_glyph_of_two_characters(void **state)
{
    struct world w;

    (void)state;
    world_open(&w);
    line(&w, 80, "ngày 05 tháng 3");
    line(&w, 100, "Điều\u00A05");
    coded(&w, true);
    has(&w, "pdftotext", "", "-", "ngày 05 tháng 3\n", true);
    has(&w, "pdftotext", "", "-", "Điều 5\n", true);
    world_close(&w);
}

/* Where a character beside its glyph's own is just that glyph's code, Cairo could not tell them apart. */
static void character_that_is_the_code(void **state)
{
    static const char first_code[] = "!";
    struct world w;
    struct frame_item *item;

    (void)state;
    world_open(&w);
    line(&w, 80, "thế kế tế trợ");
    item = line(&w, 100, "ế");
    item->as.text.text = first_code;
    item->as.text.bytes = 1;
    coded(&w, false);
    has(&w, "pdftotext", "", "-", "thế kế tế trợ\n", true);
    has(&w, "pdftotext", "", "-", "\n!\n", true);
    world_close(&w);
}

/* More glyphs than codes: all stay in the other font. */
static void more_glyphs_than_codes(void **state)
{
    struct buf all = {0};
    struct world w;

    (void)state;
    world_open(&w);
    w.sheet.size = 4; /* a line is within the page: Cairo drops what is beside it */
    for (uint32_t c = 0x1EA0; c <= 0x1EF9; c++)
        buf_utf8(&all, c);
    line(&w, 80, all.p);
    coded(&w, true);
    for (uint32_t c = 0x391; c <= 0x3C9; c++)
        if (c != 0x3A2)
            buf_utf8(&all, c);
    line(&w, 100, all.p);
    coded(&w, true);
    has(&w, "pdftotext", "", "-", all.p, true);
    for (uint32_t c = 0x410; c <= 0x44F; c++)
        buf_utf8(&all, c);
    line(&w, 120, all.p);
    coded(&w, false);
    has(&w, "pdftotext", "", "-", all.p, true);
    buf_release(&all);
    world_close(&w);
}

/* What Cairo would write in other words is left as it is. */
static void other_files_are_refused(void **state)
{
    static const struct {
        const char *from, *to;
    } changes[] = {
        {"/LastChar 224", "/LastChar 225"}, {"/LastChar 224", "/LastChar -24"}, {"/LastChar 224", "/XastChar 224"}, {"/ToUnicode ", "/ToUnicode x"},
        {"/Filter /FlateDecode", "/Filter /FlateXecode"}, {"startxref\n", "startxrex\n"}, {" /Type /Font\n   /Subtype /TrueType\n", " /Type /Font\n   /Subtype /Type0\n   \n"},
    };
    struct world w;
    struct buf out = {0}, copy = {0};
    struct painter p;
    cairo_surface_t *s = cairo_pdf_surface_create_for_stream(painter_write, &out, 595, 842);

    (void)state;
    world_open(&w);
    line(&w, 80, "Tiếng Việt");
    painter_init(&p, &w.ctx, s);
    p.pdf = true;
    signs_collect(&p, &w.sheet.frames);
    codes_give(&p, true);
    assert_true(p.n_files == 1 && p.files[0].coded);
    draw_page(&p, &w.sheet.frames.pages[0]);
    cairo_show_page(p.cr);
    assert_true(painter_finish(&p, s));
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct buf before = {0};
        size_t at = 0, hits = 0;
        buf_clear(&copy);
        buf_put(&copy, out.p, out.n);
        for (; at + strlen(changes[i].to) < copy.n; at++)
            if (memcmp(copy.p + at, changes[i].from, strlen(changes[i].from)) == 0) {
                memcpy(copy.p + at, changes[i].to, strlen(changes[i].to));
                hits++;
            }
        assert_true(hits > 0);
        buf_put(&before, copy.p, copy.n);
        if (codes_tell(&p, buf_span(&copy)))
            fail_msg("change %zu was taken", i);
        assert_memory_equal(before.p, copy.p, copy.n);
        buf_release(&before);
    }
    for (size_t n = 0; n + strlen("\n%%EOF\n") < out.n; n += 97) { /* which nobody asks for */
        buf_clear(&copy);
        buf_put(&copy, out.p, n);
        assert_false(codes_tell(&p, buf_span(&copy)));
    }
    assert_true(codes_tell(&p, buf_span(&out)));
    painter_release(&p);
    cairo_surface_destroy(s);
    buf_release(&out);
    buf_release(&copy);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_are_found),       cmocka_unit_test(plain_letters),          cmocka_unit_test(one_glyph_of_two_characters),
        cmocka_unit_test(character_that_is_the_code), cmocka_unit_test(more_glyphs_than_codes), cmocka_unit_test(other_files_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
