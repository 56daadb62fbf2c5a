/* The scanner: what it refuses and where, and the tokens of what it takes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "package/xscan.h"

static enum xscan_fault fault_of(const char *text, size_t *at)
{
    struct xscan s;
    struct xscan_token t;
    xscan_init(&s, span_of(text));
    while (xscan_next(&s, &t))
        assert_true(t.to > t.from);
    *at = s.at;
    return s.fault;
}

static void test_faults(void **state)
{
    static const struct { const char *text; enum xscan_fault fault; size_t at; } rows[] = {
        {"", XSCAN_END_EARLY, 0},
        {"  ", XSCAN_END_EARLY, 2},
        {"x", XSCAN_BAD_MARKUP, 0},
        {"<a>", XSCAN_END_EARLY, 3},
        {"<a", XSCAN_END_EARLY, 2},
        {"<a></b>", XSCAN_BAD_NESTING, 3},
        {"<a></a></a>", XSCAN_BAD_NESTING, 7},
        {"<a/><b/>", XSCAN_BAD_NESTING, 4},
        {"<a/>x", XSCAN_BAD_MARKUP, 4},
        {"<a b=\"1\" b='2'/>", XSCAN_BAD_MARKUP, 9},
        {"<a b=1/>", XSCAN_BAD_MARKUP, 5},
        {"<a b=\"<\"/>", XSCAN_BAD_MARKUP, 6},
        {"<a b=\"1\"c=\"2\"/>", XSCAN_BAD_MARKUP, 8},
        {"< a/>", XSCAN_BAD_MARKUP, 1},
        {"<a>&nbsp;</a>", XSCAN_BAD_REFERENCE, 3},
        {"<a>&#0;</a>", XSCAN_BAD_REFERENCE, 3},
        {"<a>&#xD800;</a>", XSCAN_BAD_REFERENCE, 3},
        {"<a>&amp</a>", XSCAN_BAD_REFERENCE, 3},
        {"<a>]]></a>", XSCAN_BAD_MARKUP, 3},
        {"<a>\x01</a>", XSCAN_BAD_CHARACTER, 3},
        {"<a>\xc0\x80</a>", XSCAN_BAD_CHARACTER, 3},
        {"<a>\xed\xa0\x80</a>", XSCAN_BAD_CHARACTER, 3},
        {"<a>\xef\xbf\xbf</a>", XSCAN_BAD_CHARACTER, 3},
        {"<!DOCTYPE a><a/>", XSCAN_DTD, 0},
        {"<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>", XSCAN_ENCODING, 37},
        {"<?xml version=\"2.0\"?><a/>", XSCAN_BAD_MARKUP, 19},
        {" <?xml version=\"1.0\"?><a/>", XSCAN_BAD_MARKUP, 1},
        {"<a><!-- a -- b --></a>", XSCAN_BAD_MARKUP, 12},
        {"<a><?xMl x?></a>", XSCAN_BAD_MARKUP, 3},
        {"<a><![CDATA[x</a>", XSCAN_END_EARLY, 17},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t at;
        enum xscan_fault fault = fault_of(rows[i].text, &at);
        if (fault != rows[i].fault || at != rows[i].at)
            fail_msg("%s: fault %d at %zu, expected %d at %zu", rows[i].text, (int)fault, at, (int)rows[i].fault, rows[i].at);
    }
}

static void test_tokens(void **state)
{
    static const char text[] = "\xef\xbb\xbf<?xml version='1.0' encoding=\"utf-8\"?>\n<a:b x = '1' \u00fd=\"&lt;&#x1EA1;>\" >t&amp;<!-- - --><c/>"
                               "<![CDATA[<]]><?p q?></a:b >\n";
    static const enum xscan_type types[] = {XSCAN_PI, XSCAN_TEXT, XSCAN_START, XSCAN_TEXT, XSCAN_COMMENT, XSCAN_START,
                                            XSCAN_CDATA, XSCAN_PI, XSCAN_CLOSE, XSCAN_TEXT};
    struct xscan s;
    struct xscan_token t;
    size_t n = 0, last = 3;
    (void)state;
    xscan_init(&s, SPAN(text));
    for (; xscan_next(&s, &t); n++) {
        assert_true(n < sizeof types / sizeof *types);
        assert_int_equal(t.type, types[n]);
        assert_int_equal(t.from, last);
        last = t.to;
        if (n == 2) {
            struct span name, value;
            size_t at = 0;
            struct buf b = {0};
            assert_true(span_is(t.name, "a:b"));
            assert_true(xscan_attribute(&s, &t, &at, &name, &value));
            assert_true(span_is(name, "x") && span_is(value, "1"));
            assert_true(xscan_attribute(&s, &t, &at, &name, &value));
            assert_true(span_is(name, "\u00fd"));
            xscan_decode(value, &b);
            assert_string_equal(b.p, "<\u1ea1>");
            buf_release(&b);
            assert_false(xscan_attribute(&s, &t, &at, &name, &value));
            assert_true(xscan_attribute_named(&s, &t, "x", &value));
            assert_false(xscan_attribute_named(&s, &t, "y", &value));
        }
        if (n == 5)
            assert_true(t.empty);
    }
    assert_int_equal(s.fault, XSCAN_OK);
    assert_int_equal(n, sizeof types / sizeof *types);
    assert_int_equal(last, sizeof text - 1);
}

static void test_depth(void **state)
{
    struct buf b = {0};
    size_t at;
    (void)state;
    for (int i = 0; i < XSCAN_MAX_DEPTH; i++)
        buf_puts(&b, "<a>");
    assert_int_equal(fault_of(b.p, &at), XSCAN_END_EARLY);
    buf_puts(&b, "<a/>");
    assert_int_equal(fault_of(b.p, &at), XSCAN_DEEP);
    buf_release(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_faults), cmocka_unit_test(test_tokens), cmocka_unit_test(test_depth)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
