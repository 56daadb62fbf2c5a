/* The State's profile against the table of NĐ 30/2020/NĐ-CP, Phụ lục I, Mục V, and the table of kinds of Phụ lục III: both are
 * transcribed here, so a row that is changed in the profile is seen. Every kind is then set once, and what stands on its
 * pages is measured against the same table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "merge/profile.h"
#include "render/render.h"
#include "text/text.h"

enum { ANY = -1, NO, YES };

/* A line of the table: capitals, least and most size, weight, slant. Where the table speaks of a place in the text that the
 * decree centres, the alignment as well. */
static const struct look {
    enum role role;
    int upper;
    double least, most;
    int bold, italic;
    int align;
} table[] = {
    {ROLE_TITLE_PARTY, YES, 12, 13, YES, NO, ALIGN_CENTER},
    {ROLE_MOTTO, NO, 13, 14, YES, NO, ALIGN_CENTER},
    {ROLE_PARENT_ORGAN, YES, 12, 13, NO, NO, ALIGN_CENTER},
    {ROLE_ORGAN, YES, 12, 13, YES, NO, ALIGN_CENTER},
    {ROLE_NUMBER, NO, 13, 13, NO, NO, ALIGN_CENTER},
    {ROLE_PLACE_DATE, NO, 13, 14, NO, YES, ALIGN_CENTER},
    {ROLE_KIND, YES, 13, 14, YES, NO, ALIGN_CENTER},
    {ROLE_GROUNDS, NO, 13, 14, NO, YES, ALIGN_JUSTIFY},
    {ROLE_BODY, NO, 13, 14, NO, NO, ALIGN_JUSTIFY},
    {ROLE_HEADING_NAME, YES, 13, 14, YES, NO, ALIGN_CENTER},
    {ROLE_CAPACITY, YES, 13, 14, YES, NO, ALIGN_CENTER},
    {ROLE_POST, YES, 13, 14, YES, NO, ALIGN_CENTER},
    {ROLE_KIEM, YES, 13, 14, YES, NO, ALIGN_CENTER},
    {ROLE_NAME, NO, 13, 14, YES, NO, ALIGN_CENTER},
    {ROLE_ADDRESSEES, NO, 13, 14, NO, NO, ANY},
    {ROLE_RECIPIENTS, NO, 12, 12, YES, YES, ALIGN_LEFT},
    {ROLE_RECIPIENT, NO, 11, 11, NO, NO, ALIGN_LEFT},
    {ROLE_URGENCY, YES, 13, 14, YES, NO, ALIGN_CENTER},
    {ROLE_CIRCULATION, YES, 13, 14, YES, NO, ANY},
    {ROLE_DRAFTER, YES, 11, 11, NO, NO, ANY},
    {ROLE_CONTACT, NO, 11, 12, NO, NO, ANY},
    {ROLE_PAGE_NUMBER, NO, 13, 14, NO, NO, ALIGN_CENTER},
};
enum { ROWS = sizeof table / sizeof *table };

/* Components that share a role: the lines of the table by name. */
static const struct named {
    const char *id;
    struct look row;
} named[] = {
    {"TrichYeu", {ROLE_SUBJECT, NO, 13, 14, YES, NO, ALIGN_CENTER}},
    {"TrichYeuCongVan", {ROLE_SUBJECT, NO, 12, 13, NO, NO, ALIGN_CENTER}},
    {"Phan", {ROLE_HEADING, NO, 13, 14, YES, NO, ALIGN_CENTER}},
    {"Muc1", {ROLE_HEADING, ANY, 13, 14, YES, NO, ALIGN_JUSTIFY}}, /* capitals: the layout's */
    {"Muc2", {ROLE_HEADING, NO, 13, 14, YES, NO, ALIGN_JUSTIFY}},
    {"Muc3", {ROLE_HEADING, NO, 13, 14, NO, NO, ALIGN_JUSTIFY}},
    {"Dieu", {ROLE_HEADING, NO, 13, 14, YES, NO, ALIGN_JUSTIFY}},
    {"Khoan", {ROLE_HEADING, NO, 13, 14, NO, NO, ALIGN_JUSTIFY}},
};
enum { NAMED = sizeof named / sizeof *named };

/* Điều 7 and Phụ lục III, I. */
static const char *const kinds[][2] = {
    {"Nghị quyết", "NQ"},     {"Quyết định", "QĐ"},    {"Chỉ thị", "CT"},         {"Quy chế", "QC"},         {"Quy định", "QyĐ"},
    {"Thông cáo", "TC"},      {"Thông báo", "TB"},     {"Hướng dẫn", "HD"},       {"Chương trình", "CTr"},   {"Kế hoạch", "KH"},
    {"Phương án", "PA"},      {"Đề án", "ĐA"},         {"Dự án", "DA"},           {"Báo cáo", "BC"},         {"Biên bản", "BB"},
    {"Tờ trình", "TTr"},      {"Hợp đồng", "HĐ"},      {"Công văn", ""},          {"Công điện", "CĐ"},       {"Bản ghi nhớ", "BGN"},
    {"Bản thỏa thuận", "BTT"}, {"Giấy uỷ quyền", "GUQ"}, {"Giấy mời", "GM"},      {"Giấy giới thiệu", "GGT"}, {"Giấy nghỉ phép", "GNP"},
    {"Phiếu gửi", "PG"},      {"Phiếu chuyển", "PC"},  {"Phiếu báo", "PB"},       {"Thư công", ""},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static const char *share(void)
{
    return getenv("srcdir") ? getenv("srcdir") : ".";
}

static struct profile *read_state(struct ctx *ctx)
{
    struct arena a = {0};
    struct buf text = {0};
    struct profile *p;

    assert_true(file_read(ctx, path_join(&a, share(), "templates/profiles/nha-nuoc-2020.xml"), 1 << 20, &text));
    p = profile_read(ctx, "nha-nuoc-2020.xml", buf_span(&text));
    buf_release(&text);
    arena_release(&a);
    assert_non_null(p);
    return p;
}

static void check_size(const char *id, double size, double least, double most)
{
    if (size < least || size > most)
        fail_msg("%s: %g pt, the table says %g to %g", id, size, least, most);
}

static void check_component(const struct profile *p, const struct component *c, const struct look *row)
{
    bool body = c->size != c->size; /* NAN: as the body */

    check_size(c->id, body ? p->body.size : c->size, row->least, row->most);
    check_size(c->id, body ? p->body.size_min : c->size_min > 0 ? c->size_min : c->size, row->least, row->most);
    check_size(c->id, body ? p->body.size_max : c->size_max > 0 ? c->size_max : c->size, row->least, row->most);
    if ((row->upper != ANY && c->upper != row->upper) || c->bold != row->bold || c->italic != row->italic ||
        (row->align != ANY && (int)c->align != row->align))
        fail_msg("%s: capitals %d, bold %d, italic %d, alignment %d are not the table's", c->id, c->upper, c->bold, c->italic, c->align);
    assert_int_equal(c->origin.level, c->role == ROLE_ADDRESSEES ? LEVEL_SHOULD : LEVEL_MUST);
    assert_false(origin_inferred(c->origin));
}

static void test_components(void **state)
{
    struct ctx ctx;
    struct profile *p;

    (void)state;
    ctx_init(&ctx);
    p = read_state(&ctx);
    for (int i = 0; i < ROWS; i++) {
        const struct component *c = profile_role(p, table[i].role);

        if (!c)
            fail_msg("no component of row %d", i);
        check_component(p, c, &table[i]);
    }
    for (int i = 0; i < NAMED; i++) {
        const struct component *c = profile_component(p, named[i].id);

        assert_non_null(c);
        assert_int_equal(c->role, named[i].row.role);
        check_component(p, c, &named[i].row);
    }
    profile_free(p);
}

/* I.2, I.3, I.7 and II.6 e. */
static void test_page(void **state)
{
    struct ctx ctx;
    struct profile *p;

    (void)state;
    ctx_init(&ctx);
    p = read_state(&ctx);
    assert_true(p->page.top >= 20 && p->page.top <= 25 && p->page.bottom >= 20 && p->page.bottom <= 25);
    assert_true(p->page.left >= 30 && p->page.left <= 35 && p->page.right >= 15 && p->page.right <= 20);
    assert_true(p->page.width == 210 && p->page.height == 297 && p->page.header < p->page.top);
    assert_true(p->body.indent == 10 && p->body.indent_min == 10 && p->body.indent_max == 12.7);
    assert_true(p->body.gap_min == 6);
    assert_string_equal(p->body.font, "Times New Roman");
    profile_free(p);
}

static void test_kinds(void **state)
{
    struct ctx ctx;
    struct profile *p;

    (void)state;
    ctx_init(&ctx);
    p = read_state(&ctx);
    for (int i = 0; i < KINDS; i++) {
        const struct kind *found[2];

        if (profile_kinds(p, kinds[i][0], (struct date){2026, 7, 1}, found) != 1)
            fail_msg("%s is no kind", kinds[i][0]);
        assert_string_equal(found[0]->name, kinds[i][0]);
        assert_string_equal(found[0]->code, kinds[i][1]);
        assert_int_equal(found[0]->origin.level, LEVEL_MUST);
        assert_false(origin_inferred(found[0]->origin));
    }
    profile_free(p);
}

/* II.7 b: what the capacities ask for. */
static void test_capacities(void **state)
{
    static const char *const right[] = {"TM.", "Q.", "KT.", "TL.", "TUQ."};
    struct ctx ctx;
    struct profile *p;

    (void)state;
    ctx_init(&ctx);
    p = read_state(&ctx);
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        const struct capacity *c = profile_capacity(p, right[i]);

        assert_non_null(c);
        assert_null(c->instead);
    }
    assert_string_equal(profile_capacity(p, "T/M ỦY BAN")->instead, "TM.");
    profile_free(p);
}

/* ---- every kind on its pages ---- */

static const struct look *row_of(const struct node *para)
{
    const char *id = para->as.para.style->id;

    for (int i = 0; i < NAMED; i++)
        if (strcmp(named[i].id, id) == 0)
            return &named[i].row;
    for (int i = 0; i < ROWS; i++)
        if (table[i].role == para->as.para.role)
            return &table[i];
    return NULL;
}

static void measure(const char *kind, const struct node *para)
{
    const struct look *row = row_of(para);
    struct arena a = {0};

    for (const struct node *n = para->first; row && n; n = n->next) {
        const struct char_props *chr;

        if (n->type != NODE_TEXT || n->as.text.style)
            continue;
        chr = text_props(para, n);
        check_size(kind, chr->size, row->least, row->most);
        if (chr->bold != row->bold || chr->italic != row->italic)
            fail_msg("%s, %s: bold %d, italic %d", kind, para->as.para.style->id, chr->bold, chr->italic);
        if (row->upper == YES && strcmp(text_upper(&a, span_of(n->as.text.text)), n->as.text.text) != 0)
            fail_msg("%s, %s: “%s” is not in capitals", kind, para->as.para.style->id, n->as.text.text);
    }
    arena_release(&a);
}

static unsigned measure_all(const char *kind, const struct node *top)
{
    unsigned seen = 0;

    for (const struct node *n = top; n; n = node_next(n, top))
        if (n->type == NODE_PARA) {
            measure(kind, n);
            seen |= n->as.para.role < 32 ? 1u << n->as.para.role : 0;
        }
    return seen;
}

static void stop_at_errors(void *user, const vb_diagnostic *d)
{
    if (d->severity == VB_ERROR)
        fail_msg("%s: %s", (const char *)user, d->text);
}

static void set_kind(const char *name)
{
    const bool letter = strcmp(name, "Công văn") == 0, addressed = letter || strcmp(name, "Tờ trình") == 0, wire = strcmp(name, "Công điện") == 0;
    const bool minutes = strcmp(name, "Biên bản") == 0;
    vb_context *c = vb_context_new();
    struct buf text = {0};
    vb_document *d;
    const struct node *section;
    unsigned seen;

    buf_printf(&text, "the_thuc: nha-nuoc\nten_loai: %s\nco_quan: { cap_tren: Bộ Nội vụ, ten: Cục A, ky_hieu: CA }\nso: 5\nngay: 05/02/2027\n", name);
    buf_puts(&text, "trich_yeu: Về việc một\nnoi_dung: [Nội dung.]\nnoi_nhan: [Cục B, 'Lưu: VT']\nlien_he: Số 1 đường A\npham_vi_pho_bien: Lưu hành nội bộ\n");
    buf_puts(&text, "do_khan: Khẩn\nnguoi_soan_thao: pl\nso_ban: 300\n");
    buf_puts(&text, minutes ? "nguoi_ky: [{ vai: chu_tri, kiem: Cục trưởng, ho_ten: A }, { vai: ghi, ho_ten: B }]\n"
                            : "dia_danh: Hà Nội\nnguoi_ky: { quyen_han: [TL. Bộ trưởng, KT. Cục trưởng], chuc_vu: Phó Cục trưởng, ho_ten: A }\n");
    buf_puts(&text, addressed || wire ? "kinh_gui: [Cục B, Cục C]\n" : "");
    vb_context_set_share(c, share());
    vb_context_set_sink(c, stop_at_errors, (void *)name);
    d = vb_document_load_memory(c, "loai.yaml", text.p, text.n, NULL);
    assert_non_null(d);
    section = d->doc->root->first;
    seen = measure_all(name, section);
    measure_all(name, section->as.section.first_header);
    measure_all(name, section->as.section.first_footer);
    measure_all(name, section->as.section.header);
    assert_true(seen & 1u << ROLE_TITLE_PARTY && seen & 1u << ROLE_MOTTO && seen & 1u << ROLE_ORGAN && seen & 1u << ROLE_NUMBER);
    assert_int_equal((seen & 1u << ROLE_KIND) != 0, !letter && strcmp(name, "Thư công") != 0);
    assert_int_equal((seen & 1u << ROLE_ADDRESSEES) != 0, addressed || wire);
    assert_true(vb_document_pages(d) > 0);
    vb_document_free(d);
    vb_context_free(c);
    buf_release(&text);
}

static void test_pages(void **state)
{
    (void)state;
    for (int i = 0; i < KINDS; i++)
        set_kind(kinds[i][0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_components), cmocka_unit_test(test_page),  cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_capacities), cmocka_unit_test(test_pages),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
