/* Methods of maps, taking texts apart and together, and the function range; more of texts in methods_text.c. A white list:
 * nothing else of a value can be reached, and no name leads into the program. */
#include "base/diag/expr.h"
#include "expr/eval.h"
#include "text/text.h"

static struct arena *arena(struct call *c)
{
    return &c->run->ev->arena;
}

bool method_items(struct call *c, struct result *out)
{
    return filter_items(c, out);
}

static bool key_or_value(struct call *c, bool value, struct result *out)
{
    struct list keys, values;
    if (!need_pairs(c->run, c->node->kids[0], &c->subject, &keys, &values)) {
        return false;
    }
    *out = result_list(value ? values : keys);
    return true;
}

bool method_keys(struct call *c, struct result *out)
{
    return key_or_value(c, false, out);
}

bool method_values(struct call *c, struct result *out)
{
    return key_or_value(c, true, out);
}

bool method_get(struct call *c, struct result *out)
{
    const char *key;
    if (!is_mapping(&c->subject)) {
        return report_need(c->run, c->node->kids[0], &c->subject, DIAG_EXPR_A_MAP);
    }
    if (!call_text(c, 0, "", &key) ||
        !run_member(c->run, c->node, &c->subject, key, text_fold(arena(c), span_of(key)), out)) {
        return false;
    }
    if (out->type == RESULT_UNDEFINED) {
        *out = c->given[1] ? c->args[1] : (struct result){.type = RESULT_NONE};
    }
    return true;
}

/* ', '.join(list) is list | join(', '). */
bool method_join(struct call *c, struct result *out)
{
    struct call swapped = {.run = c->run, .node = c->node, .subject = c->args[0]};
    swapped.args[0] = c->subject;
    swapped.given[0] = true;
    return filter_join(&swapped, out);
}

/* The end of the piece at s[i]; `next` is where the following piece begins. */
static size_t piece_end(struct span s, size_t i, const char *sep, size_t *next)
{
    if (!sep) {
        size_t end = i;
        while (end < s.n && !strchr(" \t\r\n\f\v", s.p[end])) {
            end++;
        }
        for (*next = end; *next < s.n && strchr(" \t\r\n\f\v", s.p[*next]); ++*next) {
        }
        return end;
    }
    const char *found = memmem(s.p + i, s.n - i, sep, strlen(sep));
    size_t end = found ? (size_t)(found - s.p) : s.n;
    *next = found ? end + strlen(sep) : s.n;
    return end;
}

/* Without a separator at runs of white space, as in Python; an empty one is refused there too. */
bool method_split(struct call *c, struct result *out)
{
    struct span s;
    const char *sep;
    long limit;
    if (!call_subject_text(c, &s) || !call_text(c, 0, NULL, &sep) ||
        !call_whole(c, 1, EXPR_MAX_LIST, -1, EXPR_MAX_LIST, &limit)) {
        return false;
    }
    if (sep && !*sep) {
        return FAULT(c->run, call_arg_node(c, 0), DIAG_EXPR_OPTION, sep, "' ', ', '");
    }
    s = sep ? s : span_trim(s);
    struct list room, parts = {0};
    size_t cap = s.n + 1 < EXPR_MAX_LIST ? s.n + 1 : EXPR_MAX_LIST;
    if (!run_list(c->run, c->node, cap, &room)) {
        return false;
    }
    parts.v = room.v;
    for (size_t i = 0, done = !sep && !s.n; !done;) {
        size_t next, end = piece_end(s, i, sep, &next);
        bool last = end == s.n || (limit >= 0 && parts.n == (size_t)limit);
        if (parts.n == cap) {
            return FAULT(c->run, c->node, DIAG_EXPR_LIST);
        }
        end = last ? s.n : end;
        parts.v[parts.n++] =
            (struct result){.type = RESULT_STRING, .as.string = span_make(s.p + i, end - i)};
        i = next;
        done = last;
    }
    *out = result_list(parts);
    return true;
}

/* The parts of split(), those before the last `maxsplit` in one. */
bool method_rsplit(struct call *c, struct result *out)
{
    struct call all = {.run = c->run, .node = c->node, .subject = c->subject};
    long limit;
    all.args[0] = c->args[0];
    all.given[0] = c->given[0];
    if (!call_whole(c, 1, -1, -1, EXPR_MAX_LIST, &limit) || !method_split(&all, out)) {
        return false;
    }
    size_t joined = limit >= 0 && (size_t)limit + 1 < out->as.list.n ? out->as.list.n - (size_t)limit : 1;
    struct span first = out->as.list.n ? out->as.list.v[0].as.string : SPAN("");
    if (joined > 1) {
        struct span last = out->as.list.v[joined - 1].as.string;
        out->as.list.v += joined - 1;
        out->as.list.n -= joined - 1;
        out->as.list.v[0].as.string = span_make(first.p, (size_t)(last.p + last.n - first.p));
    }
    return true;
}

/* iteritems(map), which templates of docxtpl write for map.items(). */
bool function_iteritems(struct call *c, struct result *out)
{
    struct call swapped = {.run = c->run, .node = c->node, .subject = c->args[0]};
    return filter_items(&swapped, out);
}

bool function_range(struct call *c, struct result *out)
{
    const long most = EXPR_MAX_STRING;
    long start, stop, step;
    if (!call_whole(c, 0, 0, -most, most, &start) || !call_whole(c, 1, 0, -most, most, &stop) ||
        !call_whole(c, 2, 1, -most, most, &step)) {
        return false;
    }
    if (!c->given[1]) {
        stop = start;
        start = 0;
    }
    if (!step) {
        return FAULT(c->run, call_arg_node(c, 2), DIAG_EXPR_STEP);
    }
    long span = step > 0 ? stop - start : start - stop, stride = step > 0 ? step : -step;
    struct list list;
    if (!run_list(c->run, c->node, span > 0 ? (size_t)((span + stride - 1) / stride) : 0, &list)) {
        return false;
    }
    mpq_t v;
    mpq_init(v);
    bool done = true;
    for (size_t i = 0; done && i < list.n; i++) {
        mpq_set_si(v, start + (long)i * step, 1);
        done = make_number(c->run, c->node, v, &list.v[i]);
    }
    mpq_clear(v);
    *out = result_list(list);
    return done;
}
