/* Filters that give text: case, trimming, replacing. Case is the Vietnamese one. */
#include "expr/eval.h"
#include "text/text.h"

enum { JSON_MAX_INDENT = 16 };

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

/* As Python has it: the first character, were it a blank. */
static char *python_capitalize(struct arena *a, struct span s)
{
    size_t first = 0;
    if (s.n) {
        text_next(s, &first);
    }
    const char *head = text_upper(a, span_make(s.p, first)), *tail = text_lower(a, span_make(s.p + first, s.n - first));
    return arena_printf(a, "%s%s", head, tail);
}

bool filter_capitalize(struct call *c, struct result *out)
{
    return change(c, c->run->ev->python ? python_capitalize : capitalize, out);
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

/* As Jinja has it: words end at a hyphen and an opening bracket as well. */
static char *python_title(struct arena *a, struct span s)
{
    static const char ends[] = " \t\r\n\f\v-({[<";
    struct buf b = {0};
    for (size_t from = 0, to = 0; from < s.n; from = to) {
        bool end = strchr(ends, s.p[from]) && s.p[from];
        while (to < s.n && (strchr(ends, s.p[to]) && s.p[to]) == end) {
            to++;
        }
        buf_puts(&b, python_capitalize(a, span_make(s.p + from, to - from)));
    }
    return arena_buf(a, &b);
}

bool filter_title(struct call *c, struct result *out)
{
    return change(c, c->run->ev->python ? python_title : title, out);
}

/* str.title(): every letter behind what is none. */
static char *title_letters(struct arena *a, struct span s)
{
    struct buf b = {0};
    bool within = false;
    struct arena scratch = {0};
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        unsigned kind = text_kind(text_next(s, &i));
        struct span one = span_make(s.p + from, i - from);
        buf_puts(&b, within ? text_lower(&scratch, one) : text_upper(&scratch, one));
        within = kind & (TEXT_UPPER | TEXT_LOWER);
    }
    arena_release(&scratch);
    return arena_buf(a, &b);
}

bool method_title(struct call *c, struct result *out)
{
    return c->run->ev->python ? change(c, title_letters, out) : filter_title(c, out);
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
    long indent;
    if (!call_whole(c, 0, -1, 0, JSON_MAX_INDENT, &indent)) {
        return false;
    }
    if (!print_json(c->run, c->node, &c->subject, (int)indent, &b)) {
        buf_release(&b);
        return false;
    }
    return make_text(c->run, c->node, &b, out);
}

bool filter_format(struct call *c, struct result *out)
{
    struct format_args args = {.v = c->args};
    struct span s;
    while (args.n < CALL_MAX_ARGS && c->given[args.n]) {
        args.n++;
    }
    return call_subject_text(c, &s) && format_percent(c->run, c->node, s, &args, out);
}
