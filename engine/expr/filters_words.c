/* Filters of Jinja that cut, indent and rewrite text. */
#include "base/diag/expr.h"
#include "expr/eval.h"
#include "text/text.h"

enum { INDENT_MAX = 1000 };

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

/* Every line but the first (`first`) behind `width` blanks or a text; empty ones only with `blank`. */
bool filter_indent(struct call *c, struct result *out)
{
    struct span s, with = SPAN("    ");
    struct arena *a = &c->run->ev->arena;
    bool first = call_bool(c, 1, false), blank = call_bool(c, 2, false);
    long width;
    if (!call_subject_text(c, &s)) {
        return false;
    }
    if (c->given[0] && c->args[0].type == RESULT_STRING) {
        with = c->args[0].as.string;
    } else {
        if (!call_whole(c, 0, 4, 0, INDENT_MAX, &width)) {
            return false;
        }
        with = span_of(arena_printf(a, "%*s", (int)width, ""));
    }
    struct buf b = {0};
    for (size_t from = 0, line = 0; from <= s.n && b.n <= EXPR_MAX_STRING; line++) {
        size_t to = from;
        while (to < s.n && !is_break(s.p[to])) {
            to++;
        }
        bool indented = line ? blank || to > from : first;
        buf_puts(&b, line ? "\n" : "");
        buf_putspan(&b, indented ? with : SPAN(""));
        buf_put(&b, s.p + from, to - from);
        from = to + 1 + (to + 1 < s.n && s.p[to] == '\r' && s.p[to + 1] == '\n');
    }
    return make_text(c->run, c->node, &b, out);
}

/* At most `length` characters with `end`, cut between words unless `killwords`; what is only `leeway` longer stays. */
bool filter_truncate(struct call *c, struct result *out)
{
    struct span s;
    const char *end;
    long length, leeway;
    if (!call_subject_text(c, &s) || !call_whole(c, 0, 255, 0, EXPR_MAX_STRING, &length) || !call_text(c, 2, "...", &end) ||
        !call_whole(c, 3, 5, 0, EXPR_MAX_STRING, &leeway)) {
        return false;
    }
    size_t tail = text_length(span_of(end)), kept = 0;
    if ((size_t)length < tail) {
        struct arena a = {0};
        const char *least = arena_printf(&a, "%zu", tail), *most = arena_printf(&a, "%d", EXPR_MAX_STRING);
        REPORT(c->run, call_arg_node(c, 0), DIAG_EXPR_WHOLE, least, most, arena_printf(&a, "%ld", length));
        arena_release(&a);
        return false;
    }
    if (text_length(s) <= (size_t)(length + leeway)) {
        *out = (struct result){.type = RESULT_STRING, .as.string = s};
        return true;
    }
    for (size_t n = (size_t)length - tail; n > 0; n--) {
        text_next(s, &kept);
    }
    if (!call_bool(c, 1, false)) {
        const char *blank = memrchr(s.p, ' ', kept);
        kept = blank ? (size_t)(blank - s.p) : kept;
    }
    struct buf b = {0};
    buf_put(&b, s.p, kept);
    buf_puts(&b, end);
    return make_text(c->run, c->node, &b, out);
}

bool filter_wordcount(struct call *c, struct result *out)
{
    struct span s;
    unsigned long words = 0;
    bool within = false;
    if (!call_subject_text(c, &s) || !run_charge_bytes(c->run, c->node, s.n)) {
        return false;
    }
    for (size_t i = 0; i < s.n;) {
        uint32_t character = text_next(s, &i);
        bool letter = character == '_' || text_kind(character) & (TEXT_LETTER | TEXT_NUMERIC);
        words += letter && !within;
        within = letter;
    }
    mpq_t v;
    mpq_init(v);
    mpq_set_ui(v, words, 1);
    bool done = make_number(c->run, c->node, v, out);
    mpq_clear(v);
    return done;
}

/* -- HTML */

/* From every `open` to the next `close`; what is not closed stays. */
static void cut_between(struct buf *b, struct span s, const char *open, const char *close)
{
    size_t n = strlen(close);
    buf_clear(b);
    for (size_t i = 0; i < s.n;) {
        const char *from = memmem(s.p + i, s.n - i, open, strlen(open));
        const char *to = from ? memmem(from, (size_t)(s.p + s.n - from), close, n) : NULL;
        size_t until = to ? (size_t)(from - s.p) : s.n;
        buf_put(b, s.p + i, until - i);
        i = to ? (size_t)(to - s.p) + n : s.n;
    }
}

/* The character that a reference at s[i] == '&' names; 0: it is none. *end is behind it. */
static uint32_t reference(struct span s, size_t i, size_t *end)
{
    static const struct { const char *name; uint32_t c; } names[] = {
        {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xa0}, {"copy", 0xa9}, {"reg", 0xae},
        {"deg", 0xb0}, {"middot", 0xb7}, {"times", 0xd7}, {"laquo", 0xab}, {"raquo", 0xbb}, {"ndash", 0x2013}, {"mdash", 0x2014},
        {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201c}, {"rdquo", 0x201d}, {"bull", 0x2022}, {"hellip", 0x2026}};
    const char *close = memchr(s.p + i, ';', s.n - i < 12 ? s.n - i : 12);
    if (!close) {
        return 0;
    }
    struct span name = span_make(s.p + i + 1, (size_t)(close - s.p) - i - 1);
    *end = (size_t)(close - s.p) + 1;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        if (span_is(name, names[k].name)) {
            return names[k].c;
        }
    }
    bool hex = name.n > 1 && (name.p[1] | 32) == 'x';
    uint32_t c = 0;
    for (size_t k = hex ? 2 : 1; name.n && name.p[0] == '#' && k < name.n; k++) {
        char digit = (char)(name.p[k] | 32);
        uint32_t value = name.p[k] >= '0' && name.p[k] <= '9' ? (uint32_t)(name.p[k] - '0')
                         : hex && digit >= 'a' && digit <= 'f' ? (uint32_t)(digit - 'a' + 10) : 99;
        if (value == 99 || c > 0x10ffff) {
            return 0;
        }
        c = c * (hex ? 16 : 10) + value;
    }
    return c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? 0 : c;
}

/* Comments and tags are cut, white space becomes single blanks, references their characters. */
bool filter_striptags(struct call *c, struct result *out)
{
    struct span s;
    struct buf first = {0}, second = {0};
    struct arena scratch = {0};
    if (!call_subject_text(c, &s) || !run_charge_bytes(c->run, c->node, s.n)) {
        return false;
    }
    cut_between(&first, s, "<!--", "-->");
    cut_between(&second, buf_span(&first), "<", ">");
    s = span_of(text_collapse(&scratch, buf_span(&second)));
    buf_clear(&first);
    for (size_t i = 0; i < s.n;) {
        size_t end = i;
        uint32_t character = s.p[i] == '&' ? reference(s, i, &end) : 0;
        if (character) {
            buf_utf8(&first, character);
            i = end;
        } else {
            buf_putc(&first, s.p[i++]);
        }
    }
    buf_release(&second);
    arena_release(&scratch);
    return make_text(c->run, c->node, &first, out);
}

/* -- addresses and sizes */

static void put_url(struct buf *b, struct span s, bool query)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char ch = (unsigned char)s.p[i];
        bool plain = (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch && strchr("_.-~", ch));
        if (plain || (ch == '/' && !query)) {
            buf_putc(b, (char)ch);
        } else if (ch == ' ' && query) {
            buf_putc(b, '+');
        } else {
            buf_printf(b, "%%%02X", ch);
        }
    }
}

static bool put_query(struct call *c, struct buf *b, const struct result *key, const struct result *value)
{
    struct span k, v;
    if (!need_text(c->run, c->node, key, &k) || !need_text(c->run, c->node, value, &v)) {
        return false;
    }
    buf_puts(b, b->n ? "&" : "");
    put_url(b, k, true);
    buf_putc(b, '=');
    put_url(b, v, true);
    return run_charge_bytes(c->run, c->node, b->n);
}

/* A text, or pairs for behind the '?'. */
bool filter_urlencode(struct call *c, struct result *out)
{
    struct buf b = {0};
    struct span s;
    struct list keys, values, pair;
    bool done = true;
    if (is_mapping(&c->subject)) {
        done = need_pairs(c->run, c->node, &c->subject, &keys, &values);
        for (size_t i = 0; done && i < keys.n; i++) {
            done = put_query(c, &b, &keys.v[i], &values.v[i]);
        }
    } else if (is_listing(&c->subject)) {
        done = call_subject_list(c, &keys);
        for (size_t i = 0; done && i < keys.n; i++) {
            done = need_list(c->run, c->node, &keys.v[i], &pair) &&
                   (pair.n == 2 || report_need(c->run, c->node, &keys.v[i], DIAG_EXPR_A_PAIR)) && put_query(c, &b, &pair.v[0], &pair.v[1]);
        }
    } else {
        done = call_subject_text(c, &s);
        if (done) {
            put_url(&b, s, false);
        }
    }
    if (!done) {
        buf_release(&b);
        return false;
    }
    return make_text(c->run, c->node, &b, out);
}

bool filter_filesizeformat(struct call *c, struct result *out)
{
    static const char *const names[][8] = {{"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"},
                                           {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"}};
    struct arena *a = &c->run->ev->arena;
    struct result number;
    struct call to_float = {.run = c->run, .node = c->node, .subject = c->subject};
    bool binary = call_bool(c, 0, false), python = c->run->ev->python;
    mpq_t size, base;
    if (!filter_float(&to_float, &number)) {
        return false;
    }
    mpq_init(size);
    mpq_init(base);
    mpq_set(size, number.as.number);
    mpq_set_ui(base, binary ? 1024 : 1000, 1);
    size_t unit = 0;
    while (unit < 8 && mpq_cmp(size, base) >= 0) {
        mpq_div(size, size, base);
        unit++;
    }
    const char *text;
    if (!unit) {
        bool one = mpq_cmp_ui(size, 1, 1) == 0;
        number_round(size, 0, mpq_sgn(size) < 0 ? ROUND_CEIL : ROUND_FLOOR);
        text = arena_printf(a, one ? "%s Byte" : "%s Bytes", number_fixed(a, size, 0));
    } else {
        number_round(size, 1, python ? ROUND_EVEN : ROUND_HALF);
        char *figure = number_fixed(a, size, 1), *comma = python ? strchr(figure, ',') : NULL;
        if (comma) {
            *comma = '.';
        }
        text = arena_printf(a, "%s %s", figure, names[binary][unit - 1]);
    }
    mpq_clear(size);
    mpq_clear(base);
    *out = result_text(text);
    return true;
}
