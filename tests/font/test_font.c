/* Choosing, measuring and shaping. The fonts are Liberation 2 (from Debian's fonts-liberation2) and
 * tiny ones made here, so that the choice is tested on sets of fonts that no machine has. */
#include "base/diag/font.h"
#include "font/face.h"
#include "font/font.h"

#include "tiny.h"

#include <ftw.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define assert_near(a, b) assert_true(fabs((a) - (b)) < 1e-9)

static const uint32_t latin[][2] = {{0x20, 0x7E}, {0, 0}};
static const uint32_t viet[][2] = {{0x20, 0x7E},     {0xA0, 0x24F},    {0x1EA0, 0x1EF9},
                                   {0x2010, 0x2026}, {0x20AB, 0x20AB}, {0, 0}};
static const struct pos here = {"thu.md", 3, 1, NULL};

struct seen {
    int n;
    diag_code code[8];
    char text[8][400];
};

static void see(void *user, const struct diagnostic *d)
{
    struct seen *s = user;

    assert_true(s->n < 8);
    s->code[s->n] = d->code;
    snprintf(s->text[s->n++], sizeof *s->text, "%s", d->text);
}

/* A folder with fonts of our own, and fontconfig led to it. */
struct world {
    char dir[512];
    struct ctx ctx;
    struct seen seen;
    struct fonts *fonts;
};

static void write_file(const struct world *w, const char *name, struct span content)
{
    char path[600];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", w->dir, name);
    f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(content.p, 1, content.n, f), content.n);
    assert_int_equal(fclose(f), 0);
}

static void add_font(const struct world *w, const char *name, const struct tiny *font)
{
    struct buf b = {0};

    tiny_font(font, &b);
    write_file(w, name, buf_span(&b));
    buf_release(&b);
}

static void write_config(const struct world *w, const char *body)
{
    struct buf b = {0};

    buf_printf(&b,
               "<?xml version=\"1.0\"?><!DOCTYPE fontconfig SYSTEM \"urn:fontconfig:fonts.dtd\">\n"
               "<fontconfig><cachedir>%s/cache</cachedir>%s</fontconfig>",
               w->dir, body);
    write_file(w, "fonts.conf", buf_span(&b));
    buf_release(&b);
}

static void world_open(struct world *w)
{
    char path[600];

    memset(w, 0, sizeof *w);
    assert_non_null(getcwd(w->dir, sizeof w->dir - 16));
    strcat(w->dir, "/fonts-XXXXXX");
    assert_non_null(mkdtemp(w->dir));
    snprintf(path, sizeof path, "<dir>%s</dir>", w->dir);
    write_config(w, path);
    snprintf(path, sizeof path, "%s/fonts.conf", w->dir);
    setenv("FONTCONFIG_FILE", path, 1);
    ctx_init(&w->ctx);
    w->ctx.lang = LANG_EN;
    w->ctx.sink = see;
    w->ctx.sink_user = &w->seen;
    w->fonts = fonts_new(&w->ctx);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

static void world_close(struct world *w)
{
    fonts_free(w->fonts);
    nftw(w->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    unsetenv("FONTCONFIG_FILE");
}

/* The installed fonts. */
static void system_open(struct world *w)
{
    world_open(w);
    write_config(w, "<dir>/usr/share/fonts/truetype/liberation2</dir>"
                    "<dir>/usr/share/fonts/truetype/liberation</dir>");
}

static struct face *ask(struct world *w, const char *family)
{
    return fonts_face(w->fonts, family, false, false, here);
}

/* ---- installed fonts ---- */

static void metrics_follow_word(void **state)
{
    struct world w;
    const struct face_metrics *m;

    (void)state;
    system_open(&w);
    m = face_metrics(ask(&w, "Times New Roman"));
    assert_near(m->ascent, 1912 / 2048.0);
    assert_near(m->descent, 443 / 2048.0);
    assert_near(m->underline_position, 223 / 2048.0);
    assert_near(m->underline_thickness, 100 / 2048.0);
    m = face_metrics(fonts_face(w.fonts, "times new roman", true, false, here));
    assert_near(m->underline_thickness, 195 / 2048.0);
    m = face_metrics(ask(&w, "Liberation Serif"));
    assert_near(m->underline_position, 123 / 2048.0);
    m = face_metrics(ask(&w, "Arial"));
    assert_near(m->ascent, 1921 / 2048.0);
    assert_near(m->descent, 434 / 2048.0);
    m = face_metrics(ask(&w, "Courier New"));
    assert_near(m->ascent + m->descent, 2320 / 2048.0);
    assert_int_equal(w.seen.n, 0);
    world_close(&w);
}

static void twins_and_styles(void **state)
{
    struct world w;
    struct face *face, *bold;

    (void)state;
    system_open(&w);
    face = ask(&w, "Times New Roman");
    assert_string_equal(face_family(face), "Liberation Serif");
    assert_string_equal(face_asked(face), "Times New Roman");
    assert_ptr_equal(face, ask(&w, "TIMES new roman"));
    bold = fonts_face(w.fonts, "Times New Roman", true, true, here);
    assert_non_null(strstr(face_file(bold), "BoldItalic"));
    assert_int_equal(face_index(bold), 0);
    assert_true(face_covers(face, 0x1EA1));
    assert_true(face_covers(face, 0x20AB));
    assert_false(face_covers(face, 0x4E00));
    world_close(&w);
}

static void widths_are_font_units(void **state)
{
    struct world w;
    struct face *face;
    struct shaped s;

    (void)state;
    system_open(&w);
    face = ask(&w, "Times New Roman");
    assert_near(face_measure(face, SPAN("n n"), false, here), 1.25);
    assert_near(face_measure(face, SPAN("mW"), false, here), (1593 + 1933) / 2048.0);
    assert_near(face_measure(face, SPAN(" "), false, here), 0.25);
    assert_near(face_measure(face, SPAN(""), false, here), 0);
    s = face_shape(face, SPAN("Đảng"), false, here);
    assert_int_equal(s.n, 4);
    assert_near(s.width, (1479 + 909 + 1024 + 1024) / 2048.0);
    assert_int_equal(s.glyphs[1].cluster, 2);
    assert_int_equal(s.glyphs[2].cluster, 5);
    world_close(&w);
}

static void kerning_only_when_asked(void **state)
{
    struct world w;
    struct face *face;

    (void)state;
    system_open(&w);
    face = ask(&w, "Times New Roman");
    assert_near(face_measure(face, SPAN("AV"), false, here), 2 * 1479 / 2048.0);
    assert_true(face_measure(face, SPAN("AV"), true, here) < 1.4);
    assert_int_equal(face_shape(face, SPAN("fi"), false, here).n, 2);
    assert_int_equal(face_shape(face, SPAN("fi"), true, here).n, 2);
    world_close(&w);
}

static void words_are_shaped_once(void **state)
{
    struct world w;
    struct face *face;
    const struct glyph *first;
    char word[32];

    (void)state;
    system_open(&w);
    face = ask(&w, "Times New Roman");
    first = face_shape(face, SPAN("nghiệp"), false, here).glyphs;
    for (int i = 0; i < 5000; i++) {
        snprintf(word, sizeof word, "chữ%d", i);
        assert_int_equal(face_shape(face, span_of(word), i & 1, here).n, strlen(word) - 2);
    }
    assert_ptr_equal(first, face_shape(face, SPAN("nghiệp"), false, here).glyphs);
    assert_ptr_not_equal(first, face_shape(face, SPAN("nghiệp"), true, here).glyphs);
    world_close(&w);
}

/* Shapes one text in both ways and compares. */
static void compare_ways(struct face *quick, struct face *full, struct span text)
{
    struct shaped a = face_shape(quick, text, false, here), b;

    full->plain = false;
    b = face_shape(full, text, false, here);
    assert_int_equal(a.n, b.n);
    assert_true(a.width == b.width);
    for (size_t i = 0; i < a.n; i++) {
        assert_int_equal(a.glyphs[i].id, b.glyphs[i].id);
        assert_int_equal(a.glyphs[i].cluster, b.glyphs[i].cluster);
        assert_true(a.glyphs[i].advance == b.glyphs[i].advance);
        assert_true(a.glyphs[i].x_offset == b.glyphs[i].x_offset);
    }
}

/* In 1/2048 em. */
static double units_of(struct face *face, const char *text)
{
    return 2048 * face_measure(face, span_of(text), false, here);
}

/* Word's headings: families without a twin are measured with their own advances, letters with two marks too. */
static void advances_of_families_that_are_not_here(void **state)
{
    struct world w;

    (void)state;
    system_open(&w);
    struct face *light = fonts_substitute(w.fonts, "Calibri Light", false, false, here);
    struct face *aptos = fonts_substitute(w.fonts, "Aptos", true, false, here);
    assert_non_null(light);
    assert_non_null(aptos);
    assert_float_equal(units_of(light, "a"), 964, 1e-6);
    assert_float_equal(units_of(light, "\u1ea9"), 964, 1e-6);
    assert_float_equal(units_of(light, "\u00ea\u1ebf"), 2 * 1012, 1e-6);
    assert_true(units_of(aptos, "a") != units_of(fonts_substitute(w.fonts, "Aptos", false, false, here), "a"));
    world_close(&w);
}

static void both_ways_agree(void **state)
{
    static const char *const families[] = {"Times New Roman", "Arial", "Courier New"};
    static const char text[] =
        "Thực hiện Kế hoạch số 01-KH/BCĐ ngày 25/02/2013 của Ban Thường vụ Tỉnh uỷ “về việc đẩy "
        "mạnh "
        "học tập” – ĐẢNG CỘNG SẢN VIỆT NAM, Độc lập - Tự do - Hạnh phúc; nghiệp giữ fi ffl, 1.000₫";
    struct world w, v;

    (void)state;
    system_open(&w);
    system_open(&v);
    for (size_t k = 0; k < 3; k++) {
        struct face *quick = ask(&w, families[k]), *full = ask(&v, families[k]);
        assert_true(quick->plain);
        compare_ways(quick, full, SPAN(text));
        for (uint32_t c = 0x20; c < 0x2100; c++) {
            struct buf b = {0};
            buf_puts(&b, "ai");
            buf_utf8(&b, c);
            buf_puts(&b, "ja");
            if (face_covers(quick, c))
                compare_ways(quick, full, buf_span(&b));
            buf_release(&b);
        }
    }
    world_close(&w);
    world_close(&v);
}

static void decomposed_text_is_composed(void **state)
{
    struct world w;
    struct face *face;
    struct shaped s;

    (void)state;
    system_open(&w);
    face = ask(&w, "Times New Roman");
    s = face_shape(face, SPAN("ca\xCC\xA3"), false, here);
    assert_int_equal(s.n, 2);
    assert_int_equal(s.glyphs[1].id, face_shape(face, SPAN("ạ"), false, here).glyphs[0].id);
    assert_int_equal(w.seen.n, 0);
    world_close(&w);
}

static void missing_glyph_once(void **state)
{
    struct world w;
    struct face *face;
    struct shaped s;

    (void)state;
    system_open(&w);
    face = ask(&w, "Times New Roman");
    s = face_shape(face, SPAN("a\xE4\xB8\x80"), false, here);
    assert_int_equal(s.n, 2);
    assert_int_equal(s.glyphs[1].id, 0);
    face_shape(face, SPAN("b\xE4\xB8\x80"), true, here);
    assert_int_equal(w.seen.n, 1);
    assert_int_equal(w.seen.code[0], DIAG_FONT_GLYPH_MISSING);
    assert_non_null(strstr(w.seen.text[0], "U+4E00"));
    assert_non_null(strstr(w.seen.text[0], "Liberation Serif"));
    /* what nobody sees is not missed */
    face_shape(face, SPAN("a\xE2\x80\x8B\xC2\xAD"), false, here);
    assert_int_equal(w.seen.n, 1);
    world_close(&w);
}

static void broken_utf8_is_survived(void **state)
{
    static const char *const texts[] = {"\xFF",     "a\xC3",    "\xE1\xBA",     "\xF0\x9F",
                                        "\xC3\x28", "\x80\x80", "\xED\xA0\x80", "a\tb\n"};
    struct world w;
    struct face *face;

    (void)state;
    system_open(&w);
    w.ctx.sink = NULL;
    face = ask(&w, "Times New Roman");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_true(face_shape(face, span_of(texts[i]), i & 1, here).n > 0);
    world_close(&w);
}

/* ---- fonts made here ---- */

static void refuses_other_families(void **state)
{
    struct world w;

    (void)state;
    world_open(&w);
    add_font(&w, "a.ttf", &(struct tiny){.family = "Gia Dinh", .ascent = 900, .ranges = viet});
    assert_null(ask(&w, "Times New Roman"));
    assert_null(ask(&w, "Times New Roman"));
    assert_null(ask(&w, "Calibri"));
    assert_null(ask(&w, ".VnTime"));
    assert_null(fonts_face(w.fonts, "Gia Dinh", true, false, here));
    assert_non_null(ask(&w, "gia dinh"));
    assert_int_equal(w.seen.n, 4);
    assert_int_equal(w.seen.code[0], DIAG_FONT_MISSING);
    assert_non_null(strstr(w.seen.text[0], "fonts-liberation2"));
    assert_non_null(strstr(w.seen.text[1], "fonts-crosextra-carlito"));
    assert_int_equal(w.seen.code[2], DIAG_FONT_UNKNOWN);
    assert_non_null(strstr(w.seen.text[3], "bold"));
    world_close(&w);
}

static void vietnamese_before_version(void **state)
{
    struct world w;

    (void)state;
    world_open(&w);
    add_font(&w, "a.ttf",
             &(struct tiny){.family = "Liberation Serif", .version = 9, .ranges = latin});
    add_font(&w, "b.ttf",
             &(struct tiny){.family = "Liberation Serif", .version = 2, .ranges = viet});
    add_font(&w, "c.ttf",
             &(struct tiny){.family = "Liberation Serif", .version = 3, .ranges = viet});
    assert_non_null(strstr(face_file(ask(&w, "Times New Roman")), "c.ttf"));
    assert_int_equal(w.seen.n, 0);
    world_close(&w);
}

static void family_before_twin(void **state)
{
    struct world w;

    (void)state;
    world_open(&w);
    add_font(&w, "a.ttf",
             &(struct tiny){.family = "Liberation Serif", .version = 9, .ranges = viet});
    add_font(&w, "b.ttf",
             &(struct tiny){.family = "Times New Roman", .version = 2, .ranges = viet});
    add_font(&w, "c.ttf", &(struct tiny){.family = "Arial", .version = 2, .ranges = latin});
    add_font(&w, "d.ttf", &(struct tiny){.family = "Liberation Sans", .ranges = viet});
    assert_string_equal(face_family(ask(&w, "Times New Roman")), "Times New Roman");
    assert_string_equal(face_family(ask(&w, "Liberation Serif")), "Liberation Serif");
    assert_string_equal(face_family(ask(&w, "Arial")), "Liberation Sans");
    world_close(&w);
}

static void no_vietnamese_is_said_once(void **state)
{
    static const char *const said[] = {
        [LANG_VI] = "Phông chữ Liberation Serif (thường) không có đủ chữ tiếng Việt, trước hết là “Đ”; hãy cài "
                    "phông có đủ chữ (gói Debian fonts-liberation2)",
        [LANG_EN] = "the font Liberation Serif (regular) lacks Vietnamese letters, the first of them 'Đ'; install a "
                    "font that has them (Debian package fonts-liberation2)",
    };

    (void)state;
    for (enum lang lang = LANG_VI; lang <= LANG_EN; lang++) {
        struct world w;
        struct face *face;

        world_open(&w);
        w.ctx.lang = lang;
        add_font(&w, "a.ttf", &(struct tiny){.family = "Liberation Serif", .ranges = latin});
        face = ask(&w, "Times New Roman");
        face_measure(face, SPAN("Plain text"), false, here);
        assert_int_equal(w.seen.n, 0);
        face_measure(face, SPAN("Đảng bộ Tỉnh uỷ"), false, here);
        assert_int_equal(w.seen.n, 1);
        assert_int_equal(w.seen.code[0], DIAG_FONT_NO_VIETNAMESE);
        assert_string_equal(w.seen.text[0], said[lang]);
        face_measure(face, SPAN("\xE4\xB8\x80"), false, here);
        assert_int_equal(w.seen.n, 2);
        world_close(&w);
    }
}

static void line_metrics_by_rule(void **state)
{
    struct world w;
    const struct face_metrics *m;

    (void)state;
    world_open(&w);
    add_font(&w, "a.ttf", &(struct tiny){"Thuong", 1, 800, -200, 100, 950, 300, viet});
    add_font(&w, "b.ttf", &(struct tiny){"Carlito", 1, 750, -250, 220, 950, 270, viet});
    m = face_metrics(ask(&w, "Thuong"));
    assert_near(m->ascent, 0.9);
    assert_near(m->descent, 0.2);
    assert_near(m->underline_position, 0.1);
    assert_near(m->strike_position, 0.25);
    assert_near(m->strike_thickness, 0.05);
    assert_near(m->cap_height, 0.66);
    m = face_metrics(ask(&w, "Calibri"));
    assert_near(m->ascent, 0.95);
    assert_near(m->descent, 0.27);
    assert_near(m->underline_position, 232 / 2048.0);
    world_close(&w);
}

static void broken_file_is_reported(void **state)
{
    struct world w;

    (void)state;
    world_open(&w);
    add_font(&w, "a.ttf", &(struct tiny){.family = "Gia Dinh", .ranges = viet});
    add_font(&w, "b.ttf", &(struct tiny){.family = "Hoa Lu", .ranges = viet});
    assert_non_null(ask(&w, "Gia Dinh"));
    write_file(&w, "b.ttf", SPAN("not a font"));
    assert_null(ask(&w, "Hoa Lu"));
    assert_null(ask(&w, "Hoa Lu"));
    assert_int_equal(w.seen.n, 1);
    assert_int_equal(w.seen.code[0], DIAG_FONT_BROKEN);
    world_close(&w);
}

/* The cut of the configuration: a conf.d file that names a folder and one that rejects a font
 * count. */
static void parts_of_the_configuration(void **state)
{
    struct world w;
    char text[600];

    (void)state;
    world_open(&w);
    snprintf(text, sizeof text, "%s/conf.d", w.dir);
    assert_int_equal(mkdir(text, 0700), 0);
    snprintf(text, sizeof text, "%s/fonts", w.dir);
    assert_int_equal(mkdir(text, 0700), 0);
    add_font(&w, "fonts/a.ttf", &(struct tiny){.family = "Gia Dinh", .ranges = viet});
    add_font(&w, "fonts/b.ttf", &(struct tiny){.family = "Hoa Lu", .ranges = viet});
    write_config(&w, "<include ignore_missing=\"yes\">conf.d</include>");
    snprintf(text, sizeof text, "<fontconfig><dir>%s/fonts</dir></fontconfig>", w.dir);
    write_file(&w, "conf.d/10-folder.conf", span_of(text));
    write_file(&w, "conf.d/20-reject.conf",
               SPAN("<fontconfig><selectfont><rejectfont><pattern><patelt name=\"family\">"
                    "<string>Hoa Lu</string></patelt></pattern></rejectfont></selectfont>"
                    "</fontconfig>"));
    write_file(&w, "conf.d/README", SPAN("<dir>"));
    unsetenv("FONTCONFIG_FILE");
    setenv("FONTCONFIG_PATH", w.dir, 1);
    assert_non_null(ask(&w, "Gia Dinh"));
    assert_null(ask(&w, "Hoa Lu"));
    unsetenv("FONTCONFIG_PATH");
    world_close(&w);
}

static void count_info(void *user, const struct font_info *info)
{
    int *counts = user;

    counts[info->family ? 1 : 0]++;
    counts[2] += info->vietnamese;
    if (info->family)
        assert_string_equal(info->version, "4");
}

static void lists_what_there_is(void **state)
{
    static const char *const families[] = {"Times New Roman", "Arial", NULL};
    int counts[3] = {0};
    struct world w;

    (void)state;
    world_open(&w);
    add_font(&w, "a.ttf",
             &(struct tiny){.family = "Liberation Sans", .version = 4, .ranges = viet});
    fonts_list(w.fonts, families, count_info, counts);
    assert_int_equal(counts[0], 7);
    assert_int_equal(counts[1], 1);
    assert_int_equal(counts[2], 1);
    assert_int_equal(w.seen.n, 0);
    world_close(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(metrics_follow_word),         cmocka_unit_test(twins_and_styles),
        cmocka_unit_test(widths_are_font_units),       cmocka_unit_test(kerning_only_when_asked),
        cmocka_unit_test(words_are_shaped_once),       cmocka_unit_test(both_ways_agree),
        cmocka_unit_test(advances_of_families_that_are_not_here),
        cmocka_unit_test(decomposed_text_is_composed), cmocka_unit_test(missing_glyph_once),
        cmocka_unit_test(broken_utf8_is_survived),     cmocka_unit_test(refuses_other_families),
        cmocka_unit_test(vietnamese_before_version),   cmocka_unit_test(family_before_twin),
        cmocka_unit_test(no_vietnamese_is_said_once),  cmocka_unit_test(line_metrics_by_rule),
        cmocka_unit_test(broken_file_is_reported),     cmocka_unit_test(parts_of_the_configuration),
        cmocka_unit_test(lists_what_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
