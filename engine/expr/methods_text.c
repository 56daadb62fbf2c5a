/* Methods of texts that Python has beside the filters: filling up, finding, taking apart, asking for the kind of letters.
 * Places are counted in characters. */
#include "base/diag/expr.h"
#include "expr/eval.h"
#include "text/text.h"

enum { FILL_MAX_WIDTH = 10000 };

static bool give_span(struct call *c, struct span s, struct result *out)
{
    *out = (struct result){.type = RESULT_STRING, .as.string = s};
    return run_charge_bytes(c->run, c->node, s.n);
}

static bool give_whole(struct call *c, long n, struct result *out)
{
    mpq_t v;
    mpq_init(v);
    mpq_set_si(v, n, 1);
    bool done = make_number(c->run, c->node, v, out);
    mpq_clear(v);
    return done;
}

/* The byte where character n of s begins; s.n behind the last. */
static size_t byte_of(struct span s, size_t n)
{
    size_t i = 0;
    while (n-- > 0 && i < s.n) {
        text_next(s, &i);
    }
    return i;
}

/* -- filling up */

static bool fill_up(struct call *c, size_t before_of_two, struct result *out)
{
    struct span s;
    long width;
    const char *with;
    if (!call_subject_text(c, &s) || !call_whole(c, 0, 80, -FILL_MAX_WIDTH, FILL_MAX_WIDTH, &width) || !call_text(c, 1, " ", &with)) {
        return false;
    }
    if (text_length(span_of(with)) != 1) {
        return FAULT(c->run, call_arg_node(c, 1), DIAG_EXPR_OPTION, with, "' ', '.', '0'");
    }
    size_t n = text_length(s), to = width > 0 ? (size_t)width : 0, room = to > n ? to - n : 0;
    size_t before = before_of_two == 1 ? room / 2 + (room & to & 1) : before_of_two ? room : 0;
    struct buf b = {0};
    for (size_t i = 0; i <= room; i++) {
        if (i == before) {
            buf_putspan(&b, s);
        }
        buf_puts(&b, i < room ? with : "");
    }
    return make_text(c->run, c->node, &b, out);
}

bool filter_center(struct call *c, struct result *out)
{
    return fill_up(c, 1, out);
}

bool method_ljust(struct call *c, struct result *out)
{
    return fill_up(c, 0, out);
}

bool method_rjust(struct call *c, struct result *out)
{
    return fill_up(c, 2, out);
}

bool method_zfill(struct call *c, struct result *out)
{
    struct span s;
    long width;
    struct buf b = {0};
    if (!call_subject_text(c, &s) || !call_whole(c, 0, 0, -FILL_MAX_WIDTH, FILL_MAX_WIDTH, &width)) {
        return false;
    }
    size_t sign = s.n && (s.p[0] == '-' || s.p[0] == '+');
    buf_put(&b, s.p, sign);
    for (long n = (long)text_length(s); n < width; n++) {
        buf_putc(&b, '0');
    }
    buf_put(&b, s.p + sign, s.n - sign);
    return make_text(c->run, c->node, &b, out);
}

bool method_expandtabs(struct call *c, struct result *out)
{
    struct span s;
    long size;
    size_t column = 0;
    struct buf b = {0};
    if (!call_subject_text(c, &s) || !call_whole(c, 0, 8, 0, 100, &size)) {
        return false;
    }
    for (size_t i = 0; i < s.n && b.n <= EXPR_MAX_STRING;) {
        size_t from = i, tab = (size_t)size;
        uint32_t character = text_next(s, &i);
        if (character == '\t') {
            for (size_t n = tab ? tab - column % tab : 0; n > 0; n--, column++) {
                buf_putc(&b, ' ');
            }
            continue;
        }
        buf_put(&b, s.p + from, i - from);
        column = character == '\n' || character == '\r' ? 0 : column + 1;
    }
    return make_text(c->run, c->node, &b, out);
}

/* -- finding */

/* The part of the subject from argument 1 to argument 2, as Python's bounds; its first character's number. */
static bool bounded(struct call *c, size_t first, struct span *s, size_t *skipped)
{
    long from, to, n;
    if (!call_subject_text(c, s)) {
        return false;
    }
    n = (long)text_length(*s);
    if (!call_whole(c, first, 0, -EXPR_MAX_STRING, EXPR_MAX_STRING, &from) ||
        !call_whole(c, first + 1, n, -EXPR_MAX_STRING, EXPR_MAX_STRING, &to)) {
        return false;
    }
    from = from < 0 ? from + n < 0 ? 0 : from + n : from;
    to = to < 0 ? to + n : to > n ? n : to;
    *skipped = (size_t)from;
    if (from > n || to < from) {
        *s = span_make(NULL, 0); /* nothing is found in it, not even nothing */
        return true;
    }
    size_t at = byte_of(*s, (size_t)from), end = byte_of(*s, (size_t)to);
    *s = span_make(s->p + at, end - at);
    return true;
}

/* Looking for `what` at every place of s. */
static bool charge_search(struct call *c, struct span s, size_t what)
{
    return run_charge(c->run, c->node, (s.n / 64 + 1) * (what / 64 + 1));
}

/* The byte of s where `what` stands first or last; -1. */
static long find(struct span s, struct span what, bool last)
{
    long found = -1;
    for (size_t i = 0; s.p && i + what.n <= s.n; i++) {
        if (memcmp(s.p + i, what.p, what.n) == 0) {
            found = (long)i;
            if (!last) {
                break;
            }
        }
    }
    return found;
}

static bool find_call(struct call *c, bool last, bool must, struct result *out)
{
    struct span s;
    const char *what;
    size_t skipped;
    if (!call_text(c, 0, "", &what) || !bounded(c, 1, &s, &skipped) || !charge_search(c, s, strlen(what))) {
        return false;
    }
    long at = find(s, span_of(what), last);
    if (at < 0) {
        return must ? FAULT(c->run, c->node, DIAG_EXPR_NOT_FOUND, what) : give_whole(c, -1, out);
    }
    return give_whole(c, (long)(skipped + text_length(span_make(s.p, (size_t)at))), out);
}

bool method_find(struct call *c, struct result *out)
{
    return find_call(c, false, false, out);
}

bool method_rfind(struct call *c, struct result *out)
{
    return find_call(c, true, false, out);
}

/* Of a list the place of an item. */
bool method_index(struct call *c, struct result *out)
{
    struct list list;
    if (!is_listing(&c->subject)) {
        return find_call(c, false, true, out);
    }
    if (!call_subject_list(c, &list)) {
        return false;
    }
    for (size_t i = 0; i < list.n; i++) {
        bool same;
        if (!run_compare(c->run, c->node, CMP_EQ, &list.v[i], &c->args[0], &same)) {
            return false;
        }
        if (same) {
            return give_whole(c, (long)i, out);
        }
    }
    struct span what = SPAN("");
    return need_words(c->run, call_arg_node(c, 0), &c->args[0], &what) &&
           FAULT(c->run, c->node, DIAG_EXPR_NOT_FOUND, arena_span(&c->run->ev->arena, what));
}

bool method_rindex(struct call *c, struct result *out)
{
    return find_call(c, true, true, out);
}

/* How often: of a list an item. */
bool method_count(struct call *c, struct result *out)
{
    struct list list;
    struct span s;
    const char *what;
    size_t skipped, count = 0;
    if (is_listing(&c->subject)) {
        if (!call_subject_list(c, &list)) {
            return false;
        }
        for (size_t i = 0; i < list.n; i++) {
            bool same;
            if (!run_compare(c->run, c->node, CMP_EQ, &list.v[i], &c->args[0], &same)) {
                return false;
            }
            count += same;
        }
        return give_whole(c, (long)count, out);
    }
    if (!call_text(c, 0, "", &what) || !bounded(c, 1, &s, &skipped) || !charge_search(c, s, strlen(what))) {
        return false;
    }
    size_t n = strlen(what);
    if (!n) {
        return give_whole(c, s.p ? (long)text_length(s) + 1 : 0, out);
    }
    for (size_t i = 0; s.p && i + n <= s.n;) {
        bool here = memcmp(s.p + i, what, n) == 0;
        count += here;
        i += here ? n : 1;
    }
    return give_whole(c, (long)count, out);
}

/* Whether the text begins, or ends, with the argument or with one of those in it. */
static bool has_affix(struct call *c, bool at_end, struct result *out)
{
    struct span s;
    size_t skipped;
    struct list affixes = {&c->args[0], 1};
    bool holds = false;
    if (!bounded(c, 1, &s, &skipped) || (is_listing(&c->args[0]) && !need_list(c->run, call_arg_node(c, 0), &c->args[0], &affixes))) {
        return false;
    }
    for (size_t i = 0; i < affixes.n && !holds; i++) {
        struct span affix;
        if (!need_text(c->run, call_arg_node(c, 0), &affixes.v[i], &affix)) {
            return false;
        }
        holds = s.p && affix.n <= s.n && memcmp(at_end ? s.p + s.n - affix.n : s.p, affix.p, affix.n) == 0;
    }
    *out = result_bool(holds);
    return true;
}

bool method_startswith(struct call *c, struct result *out)
{
    return has_affix(c, false, out);
}

bool method_endswith(struct call *c, struct result *out)
{
    return has_affix(c, true, out);
}

static bool remove_affix(struct call *c, bool at_end, struct result *out)
{
    struct span s;
    const char *affix;
    if (!call_subject_text(c, &s) || !call_text(c, 0, "", &affix)) {
        return false;
    }
    size_t n = strlen(affix);
    bool has = n <= s.n && memcmp(at_end ? s.p + s.n - n : s.p, affix, n) == 0;
    return give_span(c, !has ? s : span_make(at_end ? s.p : s.p + n, s.n - n), out);
}

bool method_removeprefix(struct call *c, struct result *out)
{
    return remove_affix(c, false, out);
}

bool method_removesuffix(struct call *c, struct result *out)
{
    return remove_affix(c, true, out);
}

/* -- taking apart */

static bool part_at(struct call *c, bool last, struct result *out)
{
    struct span s;
    const char *sep;
    struct list three;
    if (!call_subject_text(c, &s) || !call_text(c, 0, "", &sep) || !run_list(c->run, c->node, 3, &three) ||
        !charge_search(c, s, strlen(sep))) {
        return false;
    }
    size_t n = strlen(sep);
    if (!n) {
        return FAULT(c->run, call_arg_node(c, 0), DIAG_EXPR_OPTION, sep, "' ', ', '");
    }
    long at = find(s, span_of(sep), last);
    size_t from = at < 0 ? last ? 0 : s.n : (size_t)at, to = at < 0 ? from : from + n;
    const struct span parts[] = {span_make(s.p, from), span_make(s.p + from, to - from), span_make(s.p + to, s.n - to)};
    for (size_t i = 0; i < 3; i++) {
        three.v[i] = (struct result){.type = RESULT_STRING, .as.string = parts[i]};
    }
    *out = result_list(three);
    out->tuple = true;
    return true;
}

bool method_partition(struct call *c, struct result *out)
{
    return part_at(c, false, out);
}

bool method_rpartition(struct call *c, struct result *out)
{
    return part_at(c, true, out);
}

bool method_splitlines(struct call *c, struct result *out)
{
    struct span s;
    struct list list;
    if (!call_subject_text(c, &s)) {
        return false;
    }
    size_t n = 0, lines = 0;
    for (size_t i = 0; i < s.n; i++) {
        lines += s.p[i] == '\n' || s.p[i] == '\r';
    }
    if (!run_list(c->run, c->node, lines + 1, &list)) {
        return false;
    }
    for (size_t from = 0; from < s.n;) {
        size_t to = from;
        while (to < s.n && s.p[to] != '\n' && s.p[to] != '\r') {
            to++;
        }
        size_t next = to < s.n ? to + 1 + (s.p[to] == '\r' && to + 1 < s.n && s.p[to + 1] == '\n') : to;
        size_t end = call_bool(c, 0, false) ? next : to;
        list.v[n++] = (struct result){.type = RESULT_STRING, .as.string = span_make(s.p + from, end - from)};
        from = next;
    }
    list.n = n;
    *out = result_list(list);
    return true;
}

/* -- letters */

bool method_swapcase(struct call *c, struct result *out)
{
    struct span s;
    struct buf b = {0};
    struct arena scratch = {0};
    if (!call_subject_text(c, &s) || !run_charge_bytes(c->run, c->node, s.n)) {
        return false;
    }
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        unsigned kind = text_kind(text_next(s, &i));
        struct span one = span_make(s.p + from, i - from);
        buf_puts(&b, kind & TEXT_UPPER ? text_lower(&scratch, one) : kind & TEXT_LOWER ? text_upper(&scratch, one) : arena_span(&scratch, one));
    }
    arena_release(&scratch);
    return make_text(c->run, c->node, &b, out);
}

/* All characters are of one of these kinds, and there are some. */
static bool all_of(struct call *c, unsigned kinds, struct result *out)
{
    struct span s;
    if (!call_subject_text(c, &s) || !run_charge_bytes(c->run, c->node, s.n)) {
        return false;
    }
    bool holds = s.n > 0;
    for (size_t i = 0; i < s.n && holds;) {
        holds = text_kind(text_next(s, &i)) & kinds;
    }
    *out = result_bool(holds);
    return true;
}

#define ALL_OF(name, kinds)                                                                        \
    bool method_##name(struct call *c, struct result *out)                                         \
    {                                                                                              \
        return all_of(c, kinds, out);                                                              \
    }
ALL_OF(isalpha, TEXT_LETTER)
ALL_OF(isalnum, TEXT_LETTER | TEXT_NUMERIC)
ALL_OF(isdecimal, TEXT_DECIMAL)
ALL_OF(isdigit, TEXT_DIGIT)
ALL_OF(isnumeric, TEXT_NUMERIC)
ALL_OF(isspace, TEXT_SPACE)

/* Letters with case are there and none of the other case. */
static bool of_case(struct call *c, unsigned wanted, unsigned other, struct result *out)
{
    struct span s;
    bool some = false, holds = true;
    if (!call_subject_text(c, &s) || !run_charge_bytes(c->run, c->node, s.n)) {
        return false;
    }
    for (size_t i = 0; i < s.n && holds;) {
        unsigned kind = text_kind(text_next(s, &i));
        some |= (kind & wanted) != 0;
        holds = !(kind & other);
    }
    *out = result_bool(holds && some);
    return true;
}

bool method_islower(struct call *c, struct result *out)
{
    return of_case(c, TEXT_LOWER, TEXT_UPPER, out);
}

bool method_isupper(struct call *c, struct result *out)
{
    return of_case(c, TEXT_UPPER, TEXT_LOWER, out);
}

bool method_istitle(struct call *c, struct result *out)
{
    struct span s;
    bool some = false, holds = true, within = false;
    if (!call_subject_text(c, &s) || !run_charge_bytes(c->run, c->node, s.n)) {
        return false;
    }
    for (size_t i = 0; i < s.n && holds;) {
        unsigned kind = text_kind(text_next(s, &i));
        holds = !(kind & (within ? TEXT_UPPER : TEXT_LOWER));
        within = kind & (TEXT_UPPER | TEXT_LOWER);
        some |= within;
    }
    *out = result_bool(holds && some);
    return true;
}
