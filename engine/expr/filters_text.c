/* Filters that give text: case, trimming, replacing, format. Case is the Vietnamese one. */
#include "expr/eval.h"
#include "text/text.h"

static bool give(struct call *c, struct span s, struct result *out)
{
    *out = (struct result){.type = RESULT_STRING, .as.string = s};
    return run_charge_bytes(c->run, c->node, s.n);
}

static bool change(struct call *c, char *(*how)(struct arena *, struct span), struct result *out)
{
    struct span s;
    return call_subject_text(c, &s) && run_charge_bytes(c->run, c->node, s.n) &&
           give(c, span_of(how(&c->run->ev->arena, s)), out);
}

bool filter_upper(struct call *c, struct result *out)
{
    return change(c, text_upper, out);
}

bool filter_lower(struct call *c, struct result *out)
{
    return change(c, text_lower, out);
}

bool filter_viet_hoa(struct call *c, struct result *out)
{
    return change(c, text_title_first, out);
}

static char *capitalize(struct arena *a, struct span s)
{
    return text_title_first(a, span_of(text_lower(a, s)));
}

bool filter_capitalize(struct call *c, struct result *out)
{
    return change(c, capitalize, out);
}

/* Every word capitalised, words ending at white space. */
static char *title(struct arena *a, struct span s)
{
    struct buf b = {0};
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && !strchr(" \t\r\n", s.p[i])) {
            i++;
        }
        buf_puts(&b, capitalize(a, span_make(s.p + from, i - from)));
        from = i;
        while (i < s.n && strchr(" \t\r\n", s.p[i])) {
            i++;
        }
        buf_putspan(&b, span_make(s.p + from, i - from));
    }
    return arena_buf(a, &b);
}

bool filter_title(struct call *c, struct result *out)
{
    return change(c, title, out);
}

/* Whether the character at s[i], moving i on, is one of `set`; NULL: white space. */
static bool in_set(struct span s, size_t *i, const char *set)
{
    size_t from = *i;
    text_next(s, i);
    struct span character = span_make(s.p + from, *i - from);
    if (!set) {
        return span_trim(character).n == 0;
    }
    return memmem(set, strlen(set), character.p, character.n) != NULL;
}

static struct span strip(struct span s, const char *set, bool left, bool right)
{
    size_t from = 0, to = 0, next = 0;
    while (left && next < s.n && in_set(s, &next, set)) {
        from = next;
    }
    if (!right) {
        return span_make(s.p + from, s.n - from);
    }
    for (size_t i = to = from; i < s.n;) {
        if (!in_set(s, &i, set)) {
            to = i;
        }
    }
    return span_make(s.p + from, to - from);
}

static bool strip_call(struct call *c, bool left, bool right, struct result *out)
{
    struct span s;
    const char *set;
    return call_subject_text(c, &s) && call_text(c, 0, NULL, &set) &&
           give(c, strip(s, set, left, right), out);
}

bool filter_trim(struct call *c, struct result *out)
{
    return strip_call(c, true, true, out);
}

bool method_strip(struct call *c, struct result *out)
{
    return strip_call(c, true, true, out);
}

bool method_lstrip(struct call *c, struct result *out)
{
    return strip_call(c, true, false, out);
}

bool method_rstrip(struct call *c, struct result *out)
{
    return strip_call(c, false, true, out);
}

/* An empty `old` stands between all characters, as in Python. */
bool filter_replace(struct call *c, struct result *out)
{
    struct span s;
    const char *old, *new;
    long count;
    if (!call_subject_text(c, &s) || !call_text(c, 0, "", &old) || !call_text(c, 1, "", &new) ||
        !call_whole(c, 2, EXPR_MAX_STRING, -1, EXPR_MAX_STRING, &count)) {
        return false;
    }
    size_t old_n = strlen(old), i = 0;
    struct buf b = {0};
    count = count < 0 ? EXPR_MAX_STRING : count;
    while (i <= s.n && b.n <= EXPR_MAX_STRING) {
        if (count > 0 && (!old_n || (i + old_n <= s.n && memcmp(s.p + i, old, old_n) == 0))) {
            buf_puts(&b, new);
            count--;
            i += old_n;
            if (old_n) {
                continue;
            }
        }
        if (i == s.n) {
            break;
        }
        size_t from = i;
        text_next(s, &i);
        buf_putspan(&b, span_make(s.p + from, i - from));
    }
    return make_text(c->run, c->node, &b, out);
}

bool filter_string(struct call *c, struct result *out)
{
    struct span s;
    return call_subject_text(c, &s) && give(c, s, out);
}

/* safe and escape: the writers escape, nothing else may. */
bool filter_same(struct call *c, struct result *out)
{
    return filter_string(c, out);
}

/* Where text prints unescaped it escapes, as MarkupSafe does; elsewhere what prints escapes. */
bool filter_escape(struct call *c, struct result *out)
{
    static const struct { char c; const char *text; } rows[] = {
        {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&#34;"}, {'\'', "&#39;"}};
    struct span s;
    struct buf b = {0};
    if (!c->run->ev->python) {
        return filter_same(c, out);
    }
    if (!call_subject_text(c, &s)) {
        return false;
    }
    for (size_t i = 0; i < s.n; i++) {
        const char *text = NULL;
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
            text = rows[k].c == s.p[i] ? rows[k].text : text;
        }
        buf_put(&b, text ? text : s.p + i, text ? strlen(text) : 1);
    }
    return make_text(c->run, c->node, &b, out);
}

bool filter_tojson(struct call *c, struct result *out)
{
    struct buf b = {0};
    if (!print_json(c->run, c->node, &c->subject, 0, &b)) {
        buf_release(&b);
        return false;
    }
    return make_text(c->run, c->node, &b, out);
}

/* -- format: %s %d %f with 0, width and precision */

struct conversion {
    char type;
    bool zero;
    long width, decimals; /* decimals -1: not given */
};

static long digits(const char **p)
{
    long n = 0;
    while (**p >= '0' && **p <= '9' && n < 1000) {
        n = n * 10 + (*(*p)++ - '0');
    }
    return n;
}

static bool conversion_parse(const char **p, struct conversion *out)
{
    *out = (struct conversion){.decimals = -1};
    out->zero = **p == '0';
    out->width = digits(p);
    if (**p == '.') {
        ++*p;
        out->decimals = digits(p);
    }
    out->type = **p;
    *p += **p != '\0';
    return out->type && strchr("sdf%", out->type) && out->width <= 100 && out->decimals <= 100;
}

static bool convert(struct call *c, size_t arg, const struct conversion *how, struct span *out)
{
    struct run *r = c->run;
    const struct node *node = call_arg_node(c, arg);
    if (how->type == 's') {
        return need_text(r, node, &c->args[arg], out);
    }
    mpq_t v;
    mpq_init(v);
    bool done = need_number(r, node, &c->args[arg], v);
    if (done) {
        if (how->type == 'd') {
            number_round(v, 0, mpq_sgn(v) < 0 ? ROUND_CEIL : ROUND_FLOOR);
        }
        long decimals = how->type == 'd' ? 0 : how->decimals < 0 ? 6 : how->decimals;
        char *text, *comma;
        if (r->ev->python) {
            number_round(v, decimals, ROUND_EVEN);
        }
        text = number_fixed(&r->ev->arena, v, (int)decimals);
        comma = r->ev->python ? strchr(text, ',') : NULL;
        if (comma) {
            *comma = '.';
        }
        *out = span_of(text);
    }
    mpq_clear(v);
    return done;
}

static void pad(struct buf *b, struct span s, const struct conversion *how)
{
    size_t n = text_length(s), width = (size_t)how->width;
    bool zeros = how->zero && how->type != 's';
    if (zeros && s.n && s.p[0] == '-') {
        buf_putc(b, '-');
        s = span_make(s.p + 1, s.n - 1);
    }
    for (; n < width; n++) {
        buf_putc(b, zeros ? '0' : ' ');
    }
    buf_putspan(b, s);
}

static bool format(struct call *c, const char *p, struct buf *b)
{
    size_t arg = 0;
    while (*p && b->n <= EXPR_MAX_STRING) {
        size_t plain = strcspn(p, "%");
        buf_put(b, p, plain);
        p += plain;
        if (!*p) {
            break;
        }
        struct conversion how;
        struct span s = SPAN("%");
        p++;
        if (!conversion_parse(&p, &how)) {
            return FAULT(c->run, c->node, DIAG_EXPR_FORMAT);
        }
        if (how.type != '%') {
            if (arg == CALL_MAX_ARGS || !c->given[arg]) {
                return FAULT(c->run, c->node, DIAG_EXPR_FORMAT_FEW);
            }
            if (!convert(c, arg++, &how, &s)) {
                return false;
            }
        }
        pad(b, s, &how);
    }
    return true;
}

bool filter_format(struct call *c, struct result *out)
{
    struct span s;
    struct buf b = {0};
    if (!call_subject_text(c, &s)) {
        return false;
    }
    if (!format(c, arena_span(&c->run->ev->arena, s), &b)) {
        buf_release(&b);
        return false;
    }
    return make_text(c->run, c->node, &b, out);
}
