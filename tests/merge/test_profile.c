/* Profiles: the shipped ones are whole, and faulty ones are refused with one clear diagnostic. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "merge/profile.h"

struct seen {
    struct ctx ctx;
    struct buf slugs; /* "slug:line " of every diagnostic */
};

static void note(void *user, const struct diagnostic *d)
{
    struct seen *s = user;

    buf_printf(&s->slugs, "%s:%d ", d->slug, d->pos.line);
}

static void start(struct seen *s)
{
    memset(s, 0, sizeof *s);
    ctx_init(&s->ctx);
    s->ctx.sink = note;
    s->ctx.sink_user = s;
    s->ctx.share = getenv("srcdir") ? getenv("srcdir") : ".";
}

static void finish(struct seen *s)
{
    buf_release(&s->slugs);
}

static void shipped(struct seen *s, const char *id, struct buf *text)
{
    struct arena a = {0};
    char *path = arena_printf(&a, "%s/templates/profiles/%s.xml", s->ctx.share, id);

    assert_true(file_read(&s->ctx, path, LIMIT_FILE_BYTES, text));
    arena_release(&a);
}

static const char *code_on(const struct profile *p, const char *text, struct date date)
{
    const struct kind *found[2];

    return profile_kinds(p, text, date, found) == 1 ? found[0]->code : NULL;
}

/* Names and codes; a code of two kinds is found twice; the code of Quy định changed on 11/3/2019. */
static void test_kinds(const struct profile *p, const char *id)
{
    static const struct date undated = {0, 0, 0}, before = {2019, 3, 10}, after = {2019, 3, 11};
    const struct kind *found[2];

    assert_string_equal(code_on(p, "Kế hoạch", undated), "KH");
    assert_string_equal(code_on(p, "ke_hoach", undated), "KH");
    assert_string_equal(code_on(p, "bc", undated), "BC");
    assert_null(code_on(p, "Không có", undated));
    assert_string_equal(code_on(p, "ĐA", undated), "ĐA");
    assert_string_equal(code_on(p, "DA", undated), "DA");
    assert_int_equal(profile_kinds(p, "QĐ", undated, found), 2);
    assert_string_equal(found[0]->name, "Quyết định");
    assert_string_equal(found[1]->name, "Quy định");
    assert_int_equal(profile_kinds(p, "TB", undated, found), 2);
    assert_string_equal(code_on(p, "Quy định", after), "QĐ");
    if (strcmp(id, "dang-2018") == 0) {
        assert_string_equal(code_on(p, "Quy định", before), "QĐi");
        assert_string_equal(code_on(p, "QĐ", before), "QĐ");
    }
}

static void test_shipped(void **state)
{
    static const struct {
        const char *id, *separator;
        double top, left;
    } shipped[] = {{"dang-2004", ",", 25, 35}, {"dang-2018", ",", 20, 30}, {"dang-2026", ";", 20, 30}};
    struct seen s;

    (void)state;
    start(&s);
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++) {
        struct profile *p = profile_find(&s.ctx, shipped[i].id, (struct date){0, 0, 0}, pos_file(NULL));

        assert_non_null(p);
        assert_string_equal(p->id, shipped[i].id);
        assert_string_equal(p->family, "dang");
        assert_true(p->page.top == shipped[i].top && p->page.bottom == shipped[i].top);
        assert_true(p->page.left == shipped[i].left && p->page.right == 15);
        test_kinds(p, shipped[i].id);
        assert_true(isnan(profile_role(p, ROLE_BODY)->size));
        assert_int_equal(profile_rule(p, "khong-co").level, LEVEL_OFF);
        assert_string_equal(p->words.list_separator, shipped[i].separator);
        profile_free(p);
    }
    assert_int_equal(s.slugs.n, 0);
    finish(&s);
}

/* Half a sheet: its own page and body, the rest smaller and closer; a line's own paragraph stays. */
static void test_paper(void **state)
{
    struct seen s;
    struct profile *p;
    struct choice c;
    double before;

    (void)state;
    start(&s);
    p = profile_find(&s.ctx, "nha-nuoc-2020", (struct date){0, 0, 0}, pos_file(NULL));
    assert_string_equal(p->page.name, "A4");
    assert_true(p->n_papers == 3 && p->papers[1].turn == PAPER_PORTRAIT && p->papers[1].smaller == 2);
    before = profile_role(p, ROLE_KIND)->before;
    profile_take_paper(p, &p->papers[1]);
    assert_true(p->page.width == 148 && p->page.height == 210 && strcmp(p->page.name, "A5") == 0);
    assert_true(profile_role(p, ROLE_NUMBER)->size == 11 && profile_role(p, ROLE_SHORT_RULE)->size == 2);
    assert_true(profile_role(p, ROLE_KIND)->before == before * p->papers[1].closer);
    assert_true(isnan(profile_role(p, ROLE_BODY)->size) && isnan(profile_role(p, ROLE_BODY)->after));
    c = profile_choice(p);
    assert_true(c.size == 13 && c.line == 17 && c.gap == 4 && p->body.size_max == 13 && p->body.size_min == 12);
    profile_free(p);
    assert_int_equal(s.slugs.n, 0);
    finish(&s);
}

/* The State's guide: other words, other forms, both lines of the signature bold. */
static void test_state(void **state)
{
    static const struct date undated = {0, 0, 0};
    struct seen s;
    struct profile *p;

    (void)state;
    start(&s);
    p = profile_find(&s.ctx, "nha-nuoc", undated, pos_file(NULL));
    assert_non_null(p);
    assert_string_equal(p->id, "nha-nuoc-2020");
    assert_string_equal(code_on(p, "Quy định", undated), "QyĐ");
    assert_string_equal(code_on(p, "Công văn", undated), "");
    assert_true(profile_role(p, ROLE_POST)->bold);
    assert_null(p->words.kiem); /* the second post stands above the name without a word */
    assert_null(profile_capacity(p, "GIÁM ĐỐC"));
    assert_null(profile_capacity(p, "T/M ỦY BAN")->instead ? NULL : "");
    assert_int_equal(profile_capacity(p, "KT.GIÁM ĐỐC")->post, POST_NEEDED);
    assert_null(profile_capacity(p, "TMX"));
    profile_free(p);
    finish(&s);
}

/* The profile in force on the day; the newest without one. */
static void test_by_date(void **state)
{
    static const struct {
        struct date date;
        const char *id, *said;
    } cases[] = {
        {{2026, 5, 26}, "dang-2018", ""},  {{2026, 5, 27}, "dang-2026", ""},
        {{2018, 4, 3}, "dang-2018", ""},   {{0, 0, 0}, "dang-2026", ""},
        {{2018, 4, 2}, "dang-2004", ""},   {{2004, 5, 28}, "dang-2004", ""},
        {{2004, 5, 27}, NULL, "profile-no-date:7 "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct seen s;
        struct profile *p;

        start(&s);
        p = profile_find(&s.ctx, "dang", cases[i].date, (struct pos){"a.md", 7, 1, NULL});
        assert_string_equal(s.slugs.p ? s.slugs.p : "", cases[i].said);
        assert_int_equal(p != NULL, cases[i].id != NULL);
        if (p)
            assert_string_equal(p->id, cases[i].id);
        profile_free(p);
        finish(&s);
    }
}

static void test_by_request(void **state)
{
    struct seen s;
    struct profile *p;

    (void)state;
    start(&s);
    p = profile_find(&s.ctx, "dang-2018", (struct date){2013, 2, 25}, pos_file(NULL));
    assert_non_null(p);
    profile_free(p);
    assert_string_equal(s.slugs.p, "profile-not-in-force:0 ");
    assert_null(profile_find(&s.ctx, "dang-1900", (struct date){0, 0, 0}, pos_file(NULL)));
    assert_string_equal(s.slugs.p, "profile-not-in-force:0 profile-unknown:0 ");
    finish(&s);
}

/* The shipped profile with one text replaced, or the text itself when it replaces nothing. */
static const struct {
    const char *from, *to, *said;
} faults[] = {
    {NULL, "", "profile-xml:0 "},
    {NULL, "<the-thuc", "profile-xml:1 "},
    {NULL, "<the-thuc ten='\xe1\xba'/>", "profile-xml:0 "},
    {NULL, "<!DOCTYPE x [<!ENTITY a \"b\">]><the-thuc/>", "profile-doctype:1 "},
    {"vai=\"tieu-de\"", "vai=\"tieu-dee\"", "profile-value:"},
    {"<trang rong=\"210\"", "<trang rong=\"rộng\"", "profile-value:"},
    {"<trang rong=\"210\"", "<trang", "profile-missing:"},
    {"<trang rong=\"210\"", "<trang dai=\"1\" rong=\"210\"", "profile-attribute:"},
    {"<khoi-dau ", "<khoi-giua ", "profile-element:"},
    {"vai=\"ho-ten\"", "vai=\"doan\"", "profile-reference:0 "},
    {"kieu=\"Muc1\"", "kieu=\"Muc9\"", "profile-reference:0 "},
    {"bo-cuc=\"phan\"", "bo-cuc=\"than\"", "profile-reference:0 "},
    {"mau=\"cong-van\"", "mau=\"cong-vam\"", "profile-reference:0 "},
    {"kho=\"A5; A4\"", "kho=\"A5; A6\"", "profile-reference:0 "},
    {"huong=\"doc\"", "huong=\"xien\"", "profile-value:"},
    {"trich-yeu=\"TrichYeu\"", "trich-yeu=\"TrichYeux\"", "profile-reference:0 "},
    {"kieu-noi-dung=\"DoanVan\"", "kieu-noi-dung=\"DoanVam\"", "profile-reference:0 "},
    {"chuc-vu=\"khong\"", "chuc-vu=\"co\"", "profile-value:"},
    {"tu=\"2026-05-27\"", "tu=\"2026-02-30\"", "profile-value:"},
    {"</the-thuc>", "chữ thừa</the-thuc>", "profile-text:"},
    {"hoa=\"co\"", "hoa=\"yes\"", "profile-value:"},
    {"muc-do=\"must\"", "muc-do=\"maybe\"", "profile-value:"},
    {"mau=\"FF0000\"", "mau=\"đỏ\"", "profile-value:"},
    {"mau=\"FF0000\"", "mau=\"FF00\"", "profile-value:"},
    {"<dau khoa=\"do-mat\"", "<dau khoa=\"mat\"", "profile-value:"},
    {"cho=\"trang-cuoi\"", "cho=\"trang-giua\"", "profile-value:"},
    {"<dau khoa=\"do-mat\" chu", "<dau khoa=\"do-mat\" loi", "profile-attribute:"},
    {"</the-thuc>", "", "profile-xml:"},
};

static void replace(struct buf *text, const char *from, const char *to)
{
    char *at = strstr(text->p, from);
    struct buf out = {0};

    assert_non_null(at);
    buf_put(&out, text->p, (size_t)(at - text->p));
    buf_puts(&out, to);
    buf_puts(&out, at + strlen(from));
    buf_release(text);
    *text = out;
}

static void test_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct buf text = {0};
        struct seen s;

        start(&s);
        if (faults[i].from) {
            shipped(&s, "dang-2026", &text);
            replace(&text, faults[i].from, faults[i].to);
        } else {
            buf_puts(&text, faults[i].to);
        }
        assert_null(profile_read(&s.ctx, "thu.xml", buf_span(&text)));
        assert_non_null(s.slugs.p);
        if (strncmp(s.slugs.p, faults[i].said, strlen(faults[i].said)) != 0)
            fail_msg("fault %zu: expected %s, got %s", i, faults[i].said, s.slugs.p);
        assert_true(s.ctx.errors > 0);
        buf_release(&text);
        finish(&s);
    }
}

/* An inferred rule never makes an error. */
static void test_severity(void **state)
{
    (void)state;
    assert_int_equal(origin_severity((struct origin){LEVEL_MUST, NULL, NULL}), SEVERITY_ERROR);
    assert_int_equal(origin_severity((struct origin){LEVEL_MUST, NULL, "suy-ra"}), SEVERITY_WARNING);
    assert_int_equal(origin_severity((struct origin){LEVEL_SHOULD, NULL, NULL}), SEVERITY_WARNING);
    assert_int_equal(origin_severity((struct origin){LEVEL_HABIT, NULL, NULL}), SEVERITY_HINT);
}

/* Styles: "than" follows the choices of the paper, the rest is the row's own. */
static void test_styles(void **state)
{
    struct seen s;
    struct profile *p;
    struct choice choice;
    struct doc *d = doc_new();

    (void)state;
    start(&s);
    p = profile_find(&s.ctx, "dang-2026", (struct date){0, 0, 0}, pos_file(NULL));
    assert_non_null(p);
    choice = profile_choice(p);
    choice.size = 15;
    choice.line = 19;
    choice.gap = 9;
    profile_styles(p, &choice, d);
    profile_free(p);
    assert_string_equal(d->body->id, "DoanVan");
    assert_true(d->body->chr.size == 15 && d->body->para.line == 19 && d->body->para.after == 9);
    assert_int_equal(d->body->para.line_rule, LINE_EXACT);
    assert_true(doc_style(d, "HoTen")->chr.size == 14);
    assert_ptr_equal(doc_style(d, "OBangPhai")->parent, doc_style(d, "OBang"));
    assert_ptr_equal(doc_style(d, "Muc2")->next, d->body);
    assert_true(doc_style(d, "DamNghieng")->chr.bold && doc_style(d, "DamNghieng")->chr.italic);
    doc_free(d);
    finish(&s);
}

/* What is borrowed from the shelf is one's own to change, outlives what is put in its place, and follows the file's bytes. */
static void test_shelf(void **state)
{
    static const char path[] = "thu.xml";
    struct seen s;
    struct buf text = {0};
    struct memory_file file = {.name = path};
    struct profile *first, *second, *other, *head;

    (void)state;
    start(&s);
    shipped(&s, "dang-2026", &text);
    s.ctx.shelf = profile_shelf_new();
    file.bytes = buf_span(&text);
    s.ctx.files = &file;
    s.ctx.n_files = 1;

    first = profile_of_file(&s.ctx, path, false);
    second = profile_of_file(&s.ctx, path, false);
    head = profile_of_file(&s.ctx, path, true);
    assert_true(first && second && head);
    assert_ptr_equal(first->kinds, second->kinds);
    assert_int_equal(head->n_kinds, 0);
    first->components[0].size = 99;
    first->page.width = 1;
    assert_true(second->components[0].size != 99 && second->page.width == 210);
    profile_free(second);
    second = profile_of_file(&s.ctx, path, false);
    assert_true(second->components[0].size != 99 && second->page.width == 210);

    memcpy(strstr(text.p, "rong=\"210\""), "rong=\"211\"", strlen("rong=\"211\""));
    other = profile_of_file(&s.ctx, path, false);
    assert_true(other->page.width == 211 && second->page.width == 210);
    assert_ptr_not_equal(other->kinds, second->kinds);
    assert_string_equal(first->kinds[0].name, other->kinds[0].name);

    file.bytes = SPAN("<");
    assert_null(profile_of_file(&s.ctx, path, false));
    assert_true(s.ctx.errors > 0);
    file.bytes = buf_span(&text);
    profile_free(second);
    second = profile_of_file(&s.ctx, path, false);
    assert_ptr_equal(second->kinds, other->kinds);

    profile_shelf_free(s.ctx.shelf);
    assert_string_equal(second->kinds[0].name, first->kinds[0].name);
    profile_free(first);
    profile_free(second);
    profile_free(other);
    profile_free(head);
    buf_release(&text);
    finish(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped), cmocka_unit_test(test_paper), cmocka_unit_test(test_state),  cmocka_unit_test(test_by_date), cmocka_unit_test(test_by_request),
        cmocka_unit_test(test_faults),   cmocka_unit_test(test_severity), cmocka_unit_test(test_styles),   cmocka_unit_test(test_shelf),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
