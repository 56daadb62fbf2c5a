/* Templates that a context keeps: what comes out is what a template read anew gives, whatever was filled before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "office.h"

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define S(text) "<w:p><w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r></w:p>"
#define LINES "<w:p><w:r><w:t>{%p for x in v %}</w:t></w:r></w:p>" P("{{ x + 0.5 }}") "<w:p><w:r><w:t>{%p endfor %}</w:t></w:r></w:p>"

struct shop {
    struct ctx ctx;
    struct buf said;
};

static void note(void *user, const struct diagnostic *d)
{
    struct shop *s = user;

    diag_format(&s->said, d, s->ctx.lang);
}

static int open_shop(void **state)
{
    struct shop *s = calloc(1, sizeof *s);

    ctx_init(&s->ctx);
    s->ctx.lang = LANG_EN;
    s->ctx.sink = note;
    s->ctx.sink_user = s;
    s->ctx.templates = fill_shelf_new();
    *state = s;
    return 0;
}

static int close_shop(void **state)
{
    struct shop *s = *state;

    fill_shelf_free(s->ctx.templates);
    buf_release(&s->said);
    free(s);
    return 0;
}

/* Fills the template `name` of this body; the text that comes out, or what was said, begins with `expected`. */
static void gives(struct shop *s, const char *name, const char *body, const char *json, const char *expected)
{
    struct office o = {.ok = false};
    struct buf text = {0};
    struct data data;

    buf_clear(&s->said);
    office_make(&o.file, &s->ctx, body, NULL, 0);
    data_init(&data, &s->ctx);
    data.exact_keys = true;
    assert_true(data_read_memory(&data, "d.json", span_of(json)));
    o.ok = fill_package(&s->ctx, name, buf_span(&o.file), &data, FILL_STRICT, NULL, &o.out);
    data_release(&data);
    buf_release(&o.file); /* what is kept does not hang on the bytes that it was given */
    if (o.ok)
        assert_string_equal(office_part_text(&o, "word/document.xml", &text), expected);
    else
        assert_memory_equal(s->said.p, expected, strlen(expected));
    buf_release(&text);
    office_release(&o);
}

static void test_data(void **state)
{
    gives(*state, "a.docx", P("{{ x }}"), "{\"x\": \"một\"}", S("một"));
    gives(*state, "a.docx", P("{{ x }}"), "{\"x\": \"hai\"}", S("hai"));
    gives(*state, "a.docx", P("{{ x }}"), "{\"x\": \"ba &\"}", S("ba &amp;"));
}

static void test_other_file(void **state)
{
    gives(*state, "a.docx", P("{{ x }}"), "{\"x\": 1}", S("1"));
    gives(*state, "a.docx", P("{{ x }}!"), "{\"x\": 1}", S("1!"));
    gives(*state, "b.docx", P("{{ x }}!"), "{\"y\": 1}", "b.docx: body, paragraph 1, {{ x }}");
    gives(*state, "a.docx", P("{{ x }}!"), "{\"y\": 1}", "a.docx: body, paragraph 1, {{ x }}");
}

/* A fault of the data is told each time, at its place, in the language of the day. */
static void test_faults(void **state)
{
    struct shop *s = *state;

    gives(s, "a.docx", P("{{ x }}"), "{\"x\": 1}", S("1"));
    gives(s, "a.docx", P("{{ x }}"), "{}", "a.docx: body, paragraph 1, {{ x }}");
    gives(s, "a.docx", P("{{ x }}"), "{}", "a.docx: body, paragraph 1, {{ x }}");
    gives(s, "a.docx", P("{{ x }}"), "{\"x\": 1}", S("1"));
    s->ctx.lang = LANG_VI;
    gives(s, "a.docx", P("{{ x }}"), "{}", "a.docx: thân bài, đoạn 1, {{ x }}");
    gives(s, "a.docx", P("{{ x"), "{}", "a.docx: thân bài, đoạn 1");
    gives(s, "a.docx", P("{{ x"), "{}", "a.docx: thân bài, đoạn 1");
}

/* Loops, numbers of the template, and more templates than have room. */
static void test_many(void **state)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f"};

    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            gives(*state, names[i], LINES, "{\"v\": [1, 2]}", S("1,5") S("2,5"));
            gives(*state, names[i], LINES, "{\"v\": [7]}", S("7,5"));
            gives(*state, names[i], LINES, "{\"v\": []}", "");
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test_setup_teardown(test_data, open_shop, close_shop),
                                       cmocka_unit_test_setup_teardown(test_other_file, open_shop, close_shop),
                                       cmocka_unit_test_setup_teardown(test_faults, open_shop, close_shop),
                                       cmocka_unit_test_setup_teardown(test_many, open_shop, close_shop)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
