/* Reading PDF: broken files and files made to harm first, then each form of cross-reference, revisions, and appending. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/diag/pdf.h"
#include "pdf/parse.h"
#include "pdf/update.h"
#include "pdf/write.h"

#include <stdio.h>
#include <zlib.h>

/* ---- the bench ---- */

struct seen {
    diag_code code;
    int n;
    char text[300], place[40];
};

static void note(void *user, const struct diagnostic *d)
{
    struct seen *seen = user;

    if (seen->n++ == 0) {
        seen->code = d->code;
        snprintf(seen->text, sizeof seen->text, "%s", d->text);
        snprintf(seen->place, sizeof seen->place, "%s", d->pos.place ? d->pos.place : "");
    }
}

static struct ctx context(struct seen *seen)
{
    struct ctx ctx;

    ctx_init(&ctx);
    *seen = (struct seen){0};
    ctx.lang = LANG_EN;
    ctx.sink = note;
    ctx.sink_user = seen;
    return ctx;
}

/* A file that is written object by object, each at a place that is remembered. */
struct maker {
    struct buf b;
    size_t at[64];
    int gen[64];
};

static void begin(struct maker *m)
{
    *m = (struct maker){0};
    buf_puts(&m->b, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
}

static void add(struct maker *m, int num, const char *text)
{
    m->at[num] = m->b.n;
    buf_printf(&m->b, "%d 0 obj\n%s\nendobj\n", num, text);
}

static void add_stream(struct maker *m, int num, const char *dict, struct span data)
{
    m->at[num] = m->b.n;
    buf_printf(&m->b, "%d 0 obj\n<<%s/Length %zu>>stream\n", num, dict, data.n);
    buf_putspan(&m->b, data);
    buf_puts(&m->b, "\nendstream\nendobj\n");
}

/* A table of the numbers from `first` up to `last`, and the trailer. Returns the place of the table. */
static size_t end_table(struct maker *m, int first, int last, const char *trailer)
{
    size_t at = m->b.n;

    buf_printf(&m->b, "xref\n%d %d\n", first, last - first + 1);
    for (int i = first; i <= last; i++)
        buf_printf(&m->b, "%010zu %05d %c \n", m->at[i], i ? 0 : 65535, i && m->at[i] ? 'n' : 'f');
    buf_printf(&m->b, "trailer\n<<%s>>\nstartxref\n%zu\n%%%%EOF\n", trailer, at);
    return at;
}

static void put16(struct buf *b, size_t v)
{
    buf_putc(b, (char)(v >> 8));
    buf_putc(b, (char)v);
}

static struct span deflated(struct buf *in)
{
    uLongf n = compressBound(in->n);
    char *out = mem_alloc(n);

    assert_int_equal(compress((Bytef *)out, &n, (const Bytef *)in->p, in->n), Z_OK);
    buf_release(in);
    return span_make(out, n);
}

#define ROOT "/Root 1 0 R"
#define CATALOG "<</Type/Catalog/Pages 2 0 R>>"
#define PAGES "<</Type/Pages/Count 1/Kids[3 0 R]>>"
#define PAGE "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 200]/Contents 4 0 R>>"

/* The smallest file that is whole, with the table's place. */
static size_t whole(struct maker *m, const char *trailer)
{
    begin(m);
    add(m, 1, CATALOG);
    add(m, 2, PAGES);
    add(m, 3, PAGE);
    add_stream(m, 4, "", SPAN("0 0 10 10 re f"));
    return end_table(m, 0, 4, trailer);
}

/* Every object is asked for, as a verification does it. */
static void touch_all(struct pdf_file *f)
{
    struct span data;

    for (size_t i = 0; i < pdf_places(f) && !pdf_failed(f); i++) {
        const struct pdf_obj *o = pdf_object(f, pdf_place_at(f, i)->num);
        if (o->type == PDF_STREAM)
            pdf_decode(f, o, &data);
    }
    pdf_pages(f);
}

static void check_refused(struct span bytes, diag_code code, const char *place)
{
    struct arena a = {0};
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct pdf_file *f = pdf_open(&ctx, "a.pdf", bytes, &a);

    if (f)
        touch_all(f);
    if (seen.n != 1 || seen.code != code)
        print_error("%d reports, %s instead of %s: %s\n", seen.n, seen.n ? diag_slug(seen.code) : "none", diag_slug(code), seen.text);
    assert_int_equal(seen.n, 1);
    assert_int_equal(seen.code, code);
    if (place)
        assert_string_equal(seen.place, place);
    arena_release(&a);
}

static void refused(struct maker *m, diag_code code, const char *place)
{
    check_refused(buf_span(&m->b), code, place);
    buf_release(&m->b);
}

static struct pdf_file *opened(struct ctx *ctx, struct seen *seen, struct span bytes, struct arena *a)
{
    struct pdf_file *f = pdf_open(ctx, "a.pdf", bytes, a);

    if (!f)
        print_error("%s: %s %s\n", diag_slug(seen->code), seen->place, seen->text);
    assert_non_null(f);
    touch_all(f);
    if (seen->n)
        print_error("%s: %s %s\n", diag_slug(seen->code), seen->place, seen->text);
    assert_int_equal(seen->n, 0);
    return f;
}

static void replace(struct maker *m, const char *from, const char *to)
{
    char *at = memmem(m->b.p, m->b.n, from, strlen(from));

    assert_non_null(at);
    assert_int_equal(strlen(from), strlen(to));
    memcpy(at, to, strlen(to));
}

/* ---- what is refused ---- */

static void refuses_other_files(void **state)
{
    (void)state;
    check_refused(SPAN(""), DIAG_PDF_EMPTY, "");
    check_refused(SPAN("PK\003\004 and more of that"), DIAG_PDF_HEADER, "");
    check_refused(SPAN(" %PDF-1.7\n1 0 obj null endobj"), DIAG_PDF_HEADER, "");
    check_refused(SPAN("%PDF-3.0\n"), DIAG_PDF_VERSION, "byte 5");
    check_refused(SPAN("%PDF-1.7\n"), DIAG_PDF_NO_END, "byte 9");
}

static void refuses_encrypted(void **state)
{
    struct maker m;

    (void)state;
    whole(&m, ROOT "/Encrypt<</Filter/Standard>>");
    refused(&m, DIAG_PDF_ENCRYPTED, "");
    whole(&m, ROOT "/Encrypt 9 0 R/Size 5"); /* broken and encrypted */
    replace(&m, "65535 f", "65535 5");
    refused(&m, DIAG_PDF_ENCRYPTED, "");
}

static void refuses_truncated(void **state)
{
    struct maker m;

    (void)state;
    whole(&m, ROOT);
    for (size_t n = 0; n + 1 < m.b.n; n++) { /* every length: never a crash, never silence but for whole files */
        struct arena a = {0};
        struct seen seen;
        struct ctx ctx = context(&seen);
        struct pdf_file *f = pdf_open(&ctx, "a.pdf", span_make(m.b.p, n), &a);
        assert_int_equal(seen.n, 1);
        if (f)
            assert_true(pdf_repaired(f));
        arena_release(&a);
    }
    buf_release(&m.b);
}

static void refuses_broken_tables(void **state)
{
    struct maker m;

    (void)state;
    /* Two savings: a scan would not be safe, so the tables' own fault is told. */
    whole(&m, ROOT);
    add(&m, 3, PAGE);
    end_table(&m, 3, 3, ROOT "/Prev 99999");
    refused(&m, DIAG_PDF_STARTXREF, NULL);
    whole(&m, ROOT);
    add(&m, 3, PAGE);
    size_t at = m.b.n;
    buf_puts(&m.b, "xref\n3 1\n00000000x1 00000 n \ntrailer<<" ROOT ">>\nstartxref\n");
    buf_printf(&m.b, "%zu\n%%%%EOF", at);
    refused(&m, DIAG_PDF_TABLE, NULL);
    whole(&m, ROOT);
    buf_puts(&m.b, "startxref\n3\n%%EOF");
    refused(&m, DIAG_PDF_NO_OBJECT, "byte 3");
    /* A chain that bites its tail. */
    begin(&m);
    add(&m, 1, CATALOG);
    at = m.b.n;
    buf_printf(&m.b, "xref\n1 1\n%010zu 00000 n \ntrailer<<" ROOT "/Prev %zu>>startxref\n%zu\n%%%%EOF\nstartxref\n%zu\n%%%%EOF", m.at[1], at, at, at);
    refused(&m, DIAG_PDF_LOOP, NULL);
    /* A table that is used from another place than its own startxref says. */
    size_t first = whole(&m, ROOT);
    buf_printf(&m.b, "7 0 obj null endobj\nxref\n7 1\n%010zu 00000 n \ntrailer<<" ROOT "/Prev %zu>>\nstartxref\n%zu\n%%%%EOF", m.b.n, first, first);
    buf_printf(&m.b, "\nstartxref\n%zu\n%%%%EOF", m.b.n - 1);
    refused(&m, DIAG_PDF_NO_OBJECT, NULL);
}

static void refuses_what_is_twofold(void **state)
{
    struct maker m;

    (void)state;
    whole(&m, ROOT "/Size 5/Size 6");
    refused(&m, DIAG_PDF_KEY_TWICE, NULL);
    begin(&m);
    add(&m, 1, CATALOG);
    add(&m, 2, PAGES);
    add(&m, 3, "<</A 1/B 2/C 3/D 4/E 5/F 6/G 7/H 8/I 9/J 1/K 2/L 3/M 4/N 5/O 6/P 7/Q 8/C 9>>");
    end_table(&m, 0, 3, ROOT);
    refused(&m, DIAG_PDF_KEY_TWICE, NULL);
    begin(&m);
    add(&m, 1, CATALOG);
    add(&m, 2, PAGES);
    add(&m, 3, PAGE);
    buf_printf(&m.b, "xref\n1 3\n%010zu 00000 n \n%010zu 00000 n \n%010zu 00000 n \n3 1\n%010zu 00000 n \ntrailer<<" ROOT ">>\n",
               m.at[1], m.at[2], m.at[3], m.at[2]);
    buf_printf(&m.b, "startxref\n%zu\n%%%%EOF", (size_t)(strstr(m.b.p + m.at[3], "xref") - m.b.p));
    /* The table is bad; the scan finds each object once, and then the file means one thing. */
    struct arena a = {0};
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct pdf_file *f = pdf_open(&ctx, "a.pdf", buf_span(&m.b), &a);
    assert_non_null(f);
    assert_true(pdf_repaired(f));
    assert_int_equal(seen.code, DIAG_PDF_REPAIRED);
    arena_release(&a);
    add(&m, 3, PAGE); /* now it does not */
    refused(&m, DIAG_PDF_OBJECT_TWICE, NULL);
}

static void one_object(const char *text, diag_code code)
{
    struct maker m;

    begin(&m);
    add(&m, 1, CATALOG);
    add(&m, 2, PAGES);
    add(&m, 3, PAGE);
    add(&m, 5, text);
    end_table(&m, 0, 5, ROOT);
    refused(&m, code, NULL);
}

static void refuses_broken_objects(void **state)
{
    (void)state;
    one_object("[1 2", DIAG_PDF_SYNTAX);
    one_object("<</A 1", DIAG_PDF_SYNTAX);
    one_object("<</A 1 2>>", DIAG_PDF_SYNTAX);
    one_object("<</A>>", DIAG_PDF_SYNTAX);
    one_object("(a (b)", DIAG_PDF_STRING);
    one_object("<41 4G>", DIAG_PDF_SYNTAX);
    one_object("truth", DIAG_PDF_SYNTAX);
    one_object("1 2", DIAG_PDF_ENDOBJ);
    one_object("<</Length 3>>stream\rabc\nendstream", DIAG_PDF_STREAM_BEGIN);
    one_object("<</Length 3>>stream\nabcd\nendstream", DIAG_PDF_STREAM_LENGTH);
    one_object("<</Length -1>>stream\nabcd\nendstream", DIAG_PDF_STREAM_LENGTH);
    one_object("<</Length 99999999>>stream\nabcd\nendstream", DIAG_PDF_STREAM_LENGTH);
    one_object("<</Length 5 0 R>>stream\nabcd\nendstream", DIAG_PDF_LOOP);
    one_object("<</Filter/FlateDecode/Length 4>>stream\nabcd\nendstream", DIAG_PDF_INFLATE);
    one_object("<</Filter/LZWDecode/Length 4>>stream\nabcd\nendstream", DIAG_PDF_FILTER);
    one_object("<</Filter[/FlateDecode/DCTDecode]/Length 4>>stream\nabcd\nendstream", DIAG_PDF_FILTER);
    one_object("endobj 6 0 obj null", DIAG_PDF_SYNTAX);
}

static void refuses_depth(void **state)
{
    struct buf b = {0};

    (void)state;
    for (int i = 0; i < 100000; i++)
        buf_putc(&b, '[');
    one_object(b.p, DIAG_PDF_DEEP);
    buf_clear(&b);
    for (int i = 0; i < LIMIT_PDF_DEPTH; i++)
        buf_puts(&b, "<</A[");
    one_object(b.p, DIAG_PDF_DEEP);
    buf_release(&b);
}

static void refuses_bombs(void **state)
{
    struct buf zeros = {0};
    struct maker m;
    struct span data;

    (void)state;
    for (int i = 0; i < 1 << 14; i++) {
        static const char block[1 << 14];
        buf_put(&zeros, block, sizeof block);
    }
    buf_put(&zeros, "", 1); /* one byte over the limit */
    data = deflated(&zeros);
    whole(&m, ROOT);
    m.b.n = m.at[4];
    add_stream(&m, 4, "/Filter/FlateDecode", data);
    end_table(&m, 0, 4, ROOT);
    refused(&m, DIAG_PDF_INFLATED, NULL);
    free((void *)(uintptr_t)data.p);
    /* Lines that take no byte each. */
    begin(&m);
    add(&m, 1, CATALOG);
    m.at[2] = m.b.n;
    buf_puts(&m.b, "2 0 obj<</Type/XRef/W[0 0 0]/Size 4000000000" ROOT "/Length 0>>stream\n\nendstream endobj\nstartxref\n");
    buf_printf(&m.b, "%zu\n%%%%EOF", m.at[2]);
    refused(&m, DIAG_PDF_XREF_STREAM, NULL);
}

static void refuses_page_loops(void **state)
{
    struct maker m;

    (void)state;
    begin(&m);
    add(&m, 1, CATALOG);
    add(&m, 2, "<</Type/Pages/Count 1/Kids[2 0 R]>>");
    end_table(&m, 0, 2, ROOT);
    refused(&m, DIAG_PDF_PAGES, NULL);
    begin(&m);
    add(&m, 1, CATALOG);
    add(&m, 2, "<</Type/Pages/Count 2/Kids[3 0 R 3 0 R]>>");
    add(&m, 3, PAGE);
    end_table(&m, 0, 3, ROOT);
    refused(&m, DIAG_PDF_PAGES, NULL);
}

/* References that lead on and on, and one that leads to itself. */
static void follows_no_loops(void **state)
{
    struct maker m;
    struct arena a = {0};
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct pdf_file *f;

    (void)state;
    whole(&m, ROOT);
    m.b.n = m.at[4];
    add(&m, 4, "4 0 R");
    end_table(&m, 0, 4, ROOT);
    f = pdf_open(&ctx, "a.pdf", buf_span(&m.b), &a);
    assert_non_null(f);
    assert_int_equal(pdf_get(f, pdf_object(f, 3), "Contents")->type, PDF_NULL);
    assert_int_equal(seen.n, 1);
    assert_int_equal(seen.code, DIAG_PDF_LOOP);
    arena_release(&a);
    buf_release(&m.b);
}

/* ---- what is read ---- */

static struct pdf_obj parse(struct arena *a, const char *text)
{
    struct pdf_parser p;
    struct pdf_obj o;

    pdf_parser_init(&p, a, span_of(text), 0);
    o = pdf_parse(&p);
    assert_false(p.failed);
    pdf_parser_release(&p);
    return o;
}

static void check_text(struct span s, const char *expected)
{
    assert_int_equal(s.n, strlen(expected));
    assert_memory_equal(s.p, expected, s.n);
}

static void parses_each_kind(void **state)
{
    struct arena a = {0};
    double v;

    (void)state;
    check_text(parse(&a, "/A#20b#c").as.text, "A b#c");
    check_text(parse(&a, "(a\\(b\\)\\\\(c)\\101\\0612\\n\\\r\nd\re\r\nf)").as.text, "a(b)\\(c)A12\nd\ne\nf");
    check_text(parse(&a, "<4 1 42 4>").as.text, "AB@");
    check_text(parse(&a, "()").as.text, "");
    assert_int_equal(parse(&a, "-17").as.integer, -17);
    assert_int_equal(parse(&a, "+0017").as.integer, 17);
    assert_int_equal(parse(&a, "12345678901234567890").type, PDF_REAL);
    struct pdf_obj real = parse(&a, "-.50");
    assert_int_equal(real.type, PDF_REAL);
    assert_true(pdf_number(&real, &v) && v == -0.5);
    real = parse(&a, "-1.#INF]"); /* no number, but no reason to refuse a file */
    assert_int_equal(real.type, PDF_REAL);
    check_text(real.as.text, "-1.#INF");
    assert_false(pdf_number(&real, &v));
    struct pdf_obj array = parse(&a, "[1 2 R 3 0 R%c\n 4 5]");
    assert_int_equal(array.as.array.n, 4);
    assert_int_equal(array.as.array.v[0].as.ref.num, 1);
    assert_int_equal(array.as.array.v[0].as.ref.gen, 2);
    assert_int_equal(array.as.array.v[3].as.integer, 5);
    struct pdf_obj dict = parse(&a, "<</A/B/C(x)/D null/E<</F true>>>>");
    assert_int_equal(dict.as.dict.n, 3);
    assert_true(pdf_is_name(pdf_dict_get(&dict, "A"), "B"));
    assert_int_equal(pdf_dict_get(&dict, "D")->type, PDF_NULL);
    assert_true(pdf_dict_get(pdf_dict_get(&dict, "E"), "F")->as.boolean);
    check_text(pdf_dict_get(&dict, "C")->raw, "(x)");
    arena_release(&a);
}

static void reads_text_strings(void **state)
{
    struct arena a = {0};
    struct pdf_obj o = pdf_string(span_make("\xFE\xFF\x1E\xA5\xD8\x3D\xDE\x00", 8));

    (void)state;
    assert_string_equal(pdf_text(&a, &o), "ấ\xF0\x9F\x98\x80");
    o = pdf_string(SPAN("\xEF\xBB\xBF" "Đảng\xFF"));
    assert_string_equal(pdf_text(&a, &o), "Đảng\xEF\xBF\xBD");
    o = pdf_string(SPAN("caf\xE9 \x80\xA0"));
    assert_string_equal(pdf_text(&a, &o), "café •€");
    o = pdf_text_string(&a, "Kế hoạch \xF0\x9F\x98\x80");
    assert_string_equal(pdf_text(&a, &o), "Kế hoạch \xF0\x9F\x98\x80");
    o = pdf_text_string(&a, "Plan (1)");
    assert_false(o.hex);
    assert_null(pdf_text(&a, &pdf_null));
    arena_release(&a);
}

static void grows_and_shrinks(void **state)
{
    struct arena a = {0};
    struct pdf_obj d = pdf_dict(), v = pdf_array(), copy;
    static const char *const keys[] = {"A", "B", "C", "D", "E", "F", "G", "H", "I", "J"};

    (void)state;
    for (int i = 0; i < 100; i++)
        pdf_array_add(&a, &v, pdf_int(i));
    for (int i = 0; i < 100; i++)
        assert_int_equal(v.as.array.v[i].as.integer, i);
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 10; i++)
            pdf_dict_set(&a, &d, keys[i], pdf_int(i + round));
        for (int i = 0; i < 10; i += 3)
            pdf_dict_set(&a, &d, keys[i], pdf_null);
        assert_int_equal(d.as.dict.n, 6);
    }
    copy = pdf_copy(&a, &d);
    for (int i = 0; i < 10; i++)
        pdf_dict_set(&a, &copy, keys[i], pdf_int(50));
    assert_int_equal(copy.as.dict.n, 10);
    assert_int_equal(pdf_dict_get(&d, "B")->as.integer, 3);
    assert_false(pdf_equal(&copy, &d, 9));
    assert_true(pdf_equal(&d, &d, 9));
    arena_release(&a);
}

static void compares_numbers(void **state)
{
    static const struct { const char *a, *b; bool equal; } rows[] = {
        {"[612]", "[612.00]", true}, {"[.5]", "[0.50]", true}, {"[612]", "[612.01]", false}, {"[10+]", "[10+]", true}, {"[10+]", "[10]", false},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pdf_obj x = parse(&a, rows[i].a), y = parse(&a, rows[i].b);
        assert_int_equal(pdf_equal(&x, &y, 9), rows[i].equal);
    }
    arena_release(&a);
}

static void prints_what_it_reads(void **state)
{
    static const char text[] = "<</A#20b[1 -2 0.50/N(a\\(\\)\\\\\\r)<00FF>true null 5 0 R]/B<</C null>>/D<<>>>>";
    static const char printed[] = "<</A#20b[1 -2 0.50/N(a\\(\\)\\\\\\r)<00FF> true null 5 0 R]/B<<>>/D<<>>>>";
    struct arena a = {0};
    struct buf b = {0};
    struct pdf_obj o = parse(&a, text), again;

    (void)state;
    pdf_write(&b, &o);
    assert_string_equal(b.p, printed);
    again = parse(&a, b.p);
    assert_true(pdf_equal(&o, &again, 9));
    buf_release(&b);
    arena_release(&a);
}

static void reads_a_whole_file(void **state)
{
    struct maker m;
    struct arena a = {0};
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct pdf_file *f;
    const struct pdf_revision *r;
    struct span data;
    uint32_t num;
    size_t table = whole(&m, ROOT "/Size 5");

    (void)state;
    f = opened(&ctx, &seen, buf_span(&m.b), &a);
    assert_int_equal(pdf_version(f), 17);
    assert_int_equal(pdf_revisions(f), 1);
    r = pdf_revision_at(f, 0);
    assert_int_equal(r->begin, 0);
    assert_int_equal(r->end, m.b.n);
    assert_int_equal(r->eof, m.b.n - 1);
    assert_int_equal(r->xref, table);
    assert_false(r->stream);
    assert_int_equal(r->n_places, 5);
    assert_int_equal(r->places[0].type, PDF_FREE);
    assert_int_equal(pdf_places(f), 4);
    assert_int_equal(pdf_size(f), 5);
    assert_int_equal(pdf_pages(f), 1);
    assert_int_equal(pdf_at(f, pdf_inherited(f, pdf_page(f, 0, &num), "MediaBox"), 3)->as.integer, 200);
    assert_int_equal(num, 3);
    assert_true(pdf_decode(f, pdf_get(f, pdf_object(f, 3), "Contents"), &data));
    check_text(data, "0 0 10 10 re f");
    assert_int_equal(pdf_offset(f, pdf_object(f, 3)), m.at[3] + 8);
    assert_int_equal(pdf_object(f, 77)->type, PDF_NULL);
    arena_release(&a);
    buf_release(&m.b);
}

static void reads_revisions(void **state)
{
    struct maker m;
    struct arena a = {0};
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct pdf_file *f, *old;
    size_t first = whole(&m, ROOT), end = m.b.n, begin_second = m.b.n;
    char trailer[80];

    (void)state;
    add(&m, 3, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>");
    m.at[4] = 0; /* freed */
    snprintf(trailer, sizeof trailer, ROOT "/Prev %zu", first);
    end_table(&m, 3, 4, trailer);
    f = opened(&ctx, &seen, buf_span(&m.b), &a);
    assert_int_equal(pdf_revisions(f), 2);
    assert_int_equal(pdf_revision_at(f, 0)->end, end);
    assert_int_equal(pdf_revision_at(f, 1)->begin, begin_second);
    assert_int_equal(pdf_revision_at(f, 1)->end, m.b.n);
    assert_int_equal(pdf_revision_at(f, 1)->n_places, 2);
    assert_int_equal(pdf_object(f, 4)->type, PDF_NULL);
    assert_int_equal(pdf_at(f, pdf_get(f, pdf_object(f, 3), "MediaBox"), 3)->as.integer, 9);
    old = opened(&ctx, &seen, span_make(m.b.p, end), &a);
    assert_int_equal(pdf_object(old, 4)->type, PDF_STREAM);
    assert_int_equal(pdf_at(old, pdf_get(old, pdf_object(old, 3), "MediaBox"), 3)->as.integer, 200);
    arena_release(&a);
    buf_release(&m.b);
}

/* Objects 1 to 3 in an object stream, 4 its holder, 5 the cross-reference stream with a predictor. */
static void packed_file(struct maker *m, int predictor)
{
    static const char head[] = "1 0 2 30 3 67 ", objects[] = CATALOG " " PAGES "  <</Type/Page/Parent 2 0 R/MediaBox[0 0 7 8]>>";
    struct buf pack = {0}, lines = {0}, filtered = {0};
    struct span data;
    char dict[200];

    begin(m);
    buf_printf(&pack, "%s%s", head, objects);
    snprintf(dict, sizeof dict, "/Type/ObjStm/N 3/First %zu/Filter/FlateDecode", sizeof head - 1);
    data = deflated(&pack);
    add_stream(m, 4, dict, data);
    free((void *)(uintptr_t)data.p);
    m->at[5] = m->b.n;
    for (size_t i = 0; i < 6; i++) {
        buf_putc(&lines, i == 0 ? 0 : i < 4 ? 2 : 1);
        put16(&lines, i == 0 ? 0 : i < 4 ? 4 : m->at[i]);
        buf_putc(&lines, (char)(i >= 1 && i < 4 ? i - 1 : 0));
    }
    for (size_t i = 0; i < 6; i++) { /* PNG rows by each of the filters */
        const unsigned char *row = (const unsigned char *)lines.p + 4 * i;
        int type = predictor - 10 < 5 ? predictor - 10 : (int)(i % 5);
        buf_putc(&filtered, (char)type);
        for (size_t k = 0; k < 4; k++) {
            int left = k ? row[k - 1] : 0, up = i ? row[(int)k - 4] : 0, corner = i && k ? row[(int)k - 5] : 0;
            int guess = left + up - corner, da = abs(guess - left), db = abs(guess - up), dc = abs(guess - corner);
            int paeth = da <= db && da <= dc ? left : db <= dc ? up : corner;
            int predicted[] = {0, left, up, (left + up) / 2, paeth};
            buf_putc(&filtered, (char)(row[k] - predicted[type]));
        }
    }
    snprintf(dict, sizeof dict, "/Type/XRef/W[1 2 1]/Size 6" ROOT "/Filter/FlateDecode/DecodeParms<</Predictor %d/Columns 4>>", predictor);
    data = deflated(&filtered);
    add_stream(m, 5, dict, data);
    free((void *)(uintptr_t)data.p);
    buf_release(&lines);
    buf_printf(&m->b, "startxref\n%zu\n%%%%EOF", m->at[5]);
}

static void reads_packed_objects(void **state)
{
    (void)state;
    for (int predictor = 10; predictor <= 15; predictor++) {
        struct maker m;
        struct arena a = {0};
        struct seen seen;
        struct ctx ctx = context(&seen);
        struct pdf_file *f;
        uint32_t num;

        packed_file(&m, predictor);
        f = opened(&ctx, &seen, buf_span(&m.b), &a);
        assert_true(pdf_revision_at(f, 0)->stream);
        assert_int_equal(pdf_at(f, pdf_inherited(f, pdf_page(f, 0, &num), "MediaBox"), 3)->as.integer, 8);
        assert_int_equal(pdf_offset(f, pdf_object(f, 3)), SIZE_MAX);
        arena_release(&a);
        buf_release(&m.b);
    }
}

/* The table calls object 5 free; the stream beside it knows better. */
static void reads_hybrid_files(void **state)
{
    struct maker m;
    struct arena a = {0};
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct buf line = {0};
    char trailer[80];

    (void)state;
    begin(&m);
    add(&m, 1, CATALOG);
    add(&m, 2, PAGES);
    add(&m, 3, PAGE);
    add_stream(&m, 6, "/Type/ObjStm/N 1/First 4", SPAN("5 0 (hidden)"));
    buf_putc(&line, 2);
    put16(&line, 6);
    buf_putc(&line, 0);
    add_stream(&m, 7, "/Type/XRef/W[1 2 1]/Size 8/Index[5 1]", buf_span(&line));
    snprintf(trailer, sizeof trailer, ROOT "/XRefStm %zu", m.at[7]);
    end_table(&m, 0, 7, trailer);
    check_text(pdf_object(opened(&ctx, &seen, buf_span(&m.b), &a), 5)->as.text, "hidden");
    arena_release(&a);
    buf_release(&line);
    buf_release(&m.b);
}

/* A scan may be trusted where every object is there once; with a signature, or two savings, it may not. */
static void repairs_only_what_is_clear(void **state)
{
    struct maker m;
    struct arena a = {0};
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct pdf_file *f;

    (void)state;
    size_t table = whole(&m, ROOT);
    m.b.n = table;
    buf_printf(&m.b, "xref\n0 5\ntrailer<<" ROOT ">>startxref\n%zu\n%%%%EOF", table + 3);
    f = pdf_open(&ctx, "a.pdf", buf_span(&m.b), &a);
    assert_non_null(f);
    assert_true(pdf_repaired(f));
    assert_int_equal(seen.n, 1);
    assert_int_equal(pdf_pages(f), 1);
    assert_null(pdf_update_new(f));
    arena_release(&a);
    m.b.n = table;
    add(&m, 5, "<</ByteRange[0 1 2 3]>>");
    buf_printf(&m.b, "xref\n0 5\ntrailer<<" ROOT ">>startxref\n%zu\n%%%%EOF", table + 3);
    refused(&m, DIAG_PDF_NO_OBJECT, NULL);
}

/* ---- appending ---- */

static void check_append(struct span bytes, bool stream)
{
    struct arena a = {0};
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct pdf_file *f = opened(&ctx, &seen, bytes, &a), *again;
    struct pdf_obj page = pdf_copy(&a, pdf_object(f, 3)), dict = pdf_dict();
    struct buf out = {0};

    for (int round = 0; round < 3; round++) {
        struct pdf_update *u = pdf_update_new(f);
        uint32_t num = pdf_update_reserve(u);
        struct span before = arena_span(&a, pdf_bytes(f)) ? pdf_bytes(f) : SPAN("");

        pdf_dict_set(&a, &page, "Rotate", pdf_int(90 * round));
        pdf_update_put(u, 3, page);
        pdf_update_put(u, num, pdf_stream(&a, &dict, SPAN("more")));
        assert_int_equal(pdf_update_get(u, num)->type, PDF_STREAM);
        assert_int_equal(pdf_update_get(u, 1)->type, PDF_DICT);
        buf_clear(&out);
        pdf_update_write(u, &out);
        assert_true(out.n > before.n);
        assert_memory_equal(out.p, before.p, before.n);
        assert_true(span_starts(span_make(out.p + pdf_update_offset(u, 3), 7), "3 0 obj"));
        again = opened(&ctx, &seen, span_make(arena_span(&a, buf_span(&out)), out.n), &a);
        assert_int_equal(pdf_revisions(again), pdf_revisions(f) + 1);
        /* An end of line that the file lacked still belongs to it. */
        assert_in_range(pdf_revision_at(again, pdf_revisions(f))->begin - pdf_revision_at(f, pdf_revisions(f) - 1)->end, 0, round == 0);
        assert_int_equal(pdf_revision_at(again, pdf_revisions(f))->n_places, stream ? 3 : 2);
        assert_int_equal(pdf_revision_at(again, pdf_revisions(f))->stream, stream);
        assert_int_equal(pdf_get(again, pdf_object(again, 3), "Rotate")->as.integer, 90 * round);
        assert_int_equal(pdf_object(again, num)->as.dict.data.n, 4);
        assert_int_equal(pdf_at(again, pdf_get(again, pdf_trailer(again), "ID"), 0)->as.text.n, 16);
        f = again;
    }
    /* The first half of the name stays, the second does not. */
    assert_false(pdf_equal(pdf_at(f, pdf_get(f, pdf_trailer(f), "ID"), 0), pdf_at(f, pdf_get(f, pdf_trailer(f), "ID"), 1), 2));
    buf_release(&out);
    arena_release(&a);
}

static void appends_revisions(void **state)
{
    struct maker m;

    (void)state;
    whole(&m, ROOT "/Size 5");
    check_append(buf_span(&m.b), false);
    buf_release(&m.b);
    packed_file(&m, 12);
    check_append(buf_span(&m.b), true);
    buf_release(&m.b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_other_files),
        cmocka_unit_test(refuses_encrypted),
        cmocka_unit_test(refuses_truncated),
        cmocka_unit_test(refuses_broken_tables),
        cmocka_unit_test(refuses_what_is_twofold),
        cmocka_unit_test(refuses_broken_objects),
        cmocka_unit_test(refuses_depth),
        cmocka_unit_test(refuses_bombs),
        cmocka_unit_test(refuses_page_loops),
        cmocka_unit_test(follows_no_loops),
        cmocka_unit_test(parses_each_kind),
        cmocka_unit_test(reads_text_strings),
        cmocka_unit_test(grows_and_shrinks),
        cmocka_unit_test(compares_numbers), cmocka_unit_test(prints_what_it_reads),
        cmocka_unit_test(reads_a_whole_file),
        cmocka_unit_test(reads_revisions),
        cmocka_unit_test(reads_packed_objects),
        cmocka_unit_test(reads_hybrid_files),
        cmocka_unit_test(repairs_only_what_is_clear),
        cmocka_unit_test(appends_revisions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
