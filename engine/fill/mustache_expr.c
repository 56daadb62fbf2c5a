/* Expressions of docxtemplater's templates (the subset of AngularJS's that it documents) in our spelling.
 *
 * Idea: parse by precedence, give back text. Only spelling differs (&& || ! === ? : | filter:argument 'quotes' $index), so
 * the one evaluator keeps its rules, its limits and its messages. */
#include "fill/mustache.h"

enum { MAX_DEPTH = 40, MAX_SOURCE = 4096 };

struct angular {
    struct arena *a;
    const char *p;
    int depth;
    bool bad;
};

static const char *parse_filters(struct angular *g);
static const char *parse_unary(struct angular *g);

static void skip_space(struct angular *g)
{
    while (*g->p == ' ' || *g->p == '\t' || *g->p == '\n' || *g->p == '\r')
        g->p++;
}

static bool accept(struct angular *g, const char *sign)
{
    size_t n = strlen(sign);

    skip_space(g);
    if (strncmp(g->p, sign, n) != 0)
        return false;
    g->p += n;
    return true;
}

static const char *fail(struct angular *g)
{
    g->bad = true;
    return "";
}

/* ---- values ---- */

static bool in_name(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/* 'a' and "a", straight or as Word makes them; ours has double quotes. */
static const char *quote_at(const char *p, const char **closing)
{
    static const char *const quotes[][2] = {{"'", "'"}, {"\"", "\""}, {"\u2018", "\u2019"}, {"\u2019", "\u2019"}, {"\u201c", "\u201d"}, {"\u201d", "\u201d"}};

    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        if (strncmp(p, quotes[i][0], strlen(quotes[i][0])) == 0) {
            *closing = quotes[i][1];
            return p + strlen(quotes[i][0]);
        }
    }
    return NULL;
}

static const char *parse_string(struct angular *g, const char *from, const char *closing)
{
    struct buf b = {0};

    buf_putc(&b, '"');
    for (g->p = from; strncmp(g->p, closing, strlen(closing)) != 0; g->p++) {
        if (!*g->p || (*g->p == '\\' && !g->p[1])) {
            buf_release(&b);
            return fail(g);
        }
        if (*g->p == '\\')
            buf_putc(&b, *g->p++);
        else if (*g->p == '"')
            buf_putc(&b, '\\');
        buf_putc(&b, *g->p);
    }
    g->p += strlen(closing);
    buf_putc(&b, '"');
    return arena_buf(g->a, &b);
}

static const char *parse_name(struct angular *g)
{
    static const char *const words[][2] = {{"$index", "(" MUSTACHE_LOOP ".index - 1)"}, {"null", "none"}, {"undefined", "none"},
                                           {"true", "true"}, {"false", "false"}};
    const char *from = g->p;
    const char *name;

    g->p += *g->p == '$';
    while (in_name(*g->p))
        g->p++;
    name = arena_span(g->a, span_make(from, (size_t)(g->p - from)));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(name, words[i][0]) == 0)
            return words[i][1];
    return *name == '$' || !*name ? fail(g) : name;
}

static const char *parse_list(struct angular *g, const char *end)
{
    const char *all = "";

    if (accept(g, end))
        return all;
    do {
        const char *one = parse_filters(g);

        all = *all ? arena_printf(g->a, "%s, %s", all, one) : one;
    } while (!g->bad && accept(g, ","));
    return accept(g, end) ? all : fail(g);
}

static const char *parse_value(struct angular *g)
{
    const char *closing, *from;

    skip_space(g);
    if ((from = quote_at(g->p, &closing)))
        return parse_string(g, from, closing);
    if (accept(g, "(")) {
        const char *inside = parse_filters(g);

        return accept(g, ")") ? arena_printf(g->a, "(%s)", inside) : fail(g);
    }
    if (accept(g, "["))
        return arena_printf(g->a, "[%s]", parse_list(g, "]"));
    if (*g->p >= '0' && *g->p <= '9') {
        from = g->p;
        while ((*g->p >= '0' && *g->p <= '9') || (*g->p == '.' && g->p[1] >= '0' && g->p[1] <= '9'))
            g->p++;
        return arena_span(g->a, span_make(from, (size_t)(g->p - from)));
    }
    return parse_name(g);
}

/* Of a list or a text .length counts, unless a group of values has a key of that name. */
static const char *member(struct angular *g, const char *v, struct span name)
{
    if (span_is(name, "length"))
        return arena_printf(g->a, "(%s.length if %s is not defined or %s is mapping else (%s | length))", v, v, v, v);
    return arena_printf(g->a, "%s.%.*s", v, (int)name.n, name.p);
}

static const char *parse_members(struct angular *g)
{
    const char *v = parse_value(g);

    while (!g->bad) {
        if (accept(g, "[")) {
            v = arena_printf(g->a, "%s[%s]", v, parse_filters(g));
            if (!accept(g, "]"))
                return fail(g);
        } else if (*g->p == '.') {
            const char *from = ++g->p;

            while (in_name(*g->p))
                g->p++;
            if (g->p == from)
                return fail(g);
            v = member(g, v, span_make(from, (size_t)(g->p - from)));
        } else if (accept(g, "(")) {
            v = arena_printf(g->a, "%s(%s)", v, parse_list(g, ")"));
        } else {
            return v;
        }
    }
    return v;
}

/* ---- operators ---- */

static const char *parse_unary(struct angular *g)
{
    const char *v;

    skip_space(g);
    if (++g->depth > MAX_DEPTH)
        return fail(g);
    if (*g->p == '!' && g->p[1] != '=') {
        g->p++;
        v = arena_printf(g->a, "(not %s)", parse_unary(g));
    } else if (*g->p == '-' || *g->p == '+') {
        char sign = *g->p++;

        v = arena_printf(g->a, "(%c%s)", sign, parse_unary(g));
    } else {
        v = parse_members(g);
    }
    g->depth--;
    return v;
}

/* From the loosest to the tightest; longer signs first. */
static const struct {
    int level;
    const char *sign, *ours;
} operators[] = {
    {0, "||", "or"}, {1, "&&", "and"}, {2, "===", "=="}, {2, "!==", "!="}, {2, "==", "=="}, {2, "!=", "!="},
    {3, "<=", "<="}, {3, ">=", ">="},  {3, "<", "<"},    {3, ">", ">"},    {4, "+", "+"},   {4, "-", "-"},
    {5, "*", "*"},   {5, "/", "/"},    {5, "%", "%"},
};
enum { LEVELS = 6 };

static const char *parse_binary(struct angular *g, int level)
{
    const char *left;

    if (level == LEVELS)
        return parse_unary(g);
    left = parse_binary(g, level + 1);
    while (!g->bad) {
        size_t i = 0, n = sizeof operators / sizeof *operators;

        skip_space(g);
        while (i < n && (operators[i].level != level || !accept(g, operators[i].sign)))
            i++;
        if (i == n)
            break;
        left = arena_printf(g->a, "(%s %s %s)", left, operators[i].ours, parse_binary(g, level + 1));
    }
    return left;
}

static const char *parse_choice(struct angular *g)
{
    const char *test = parse_binary(g, 0), *then, *otherwise;

    if (g->bad || !accept(g, "?"))
        return test;
    if (++g->depth > MAX_DEPTH)
        return fail(g);
    then = parse_choice(g);
    if (!accept(g, ":"))
        return fail(g);
    otherwise = parse_choice(g);
    g->depth--;
    return arena_printf(g->a, "(%s if %s else %s)", then, test, otherwise);
}

/* value | filter:argument:argument | ... */
static const char *parse_filters(struct angular *g)
{
    const char *v;

    if (++g->depth > MAX_DEPTH)
        return fail(g);
    v = parse_choice(g);
    while (!g->bad && accept(g, "|")) {
        const char *name, *arguments = "";

        skip_space(g);
        name = parse_name(g);
        while (!g->bad && accept(g, ":")) {
            const char *one = parse_choice(g);

            arguments = *arguments ? arena_printf(g->a, "%s, %s", arguments, one) : one;
        }
        v = *arguments ? arena_printf(g->a, "(%s | %s(%s))", v, name, arguments) : arena_printf(g->a, "(%s | %s)", v, name);
    }
    g->depth--;
    return v;
}

/* name = value */
static const char *assignment(struct arena *a, const char *source, const char **value)
{
    const char *p = source;
    size_t n;

    while (in_name(*p))
        p++;
    n = (size_t)(p - source);
    p += strspn(p, " \t\n");
    if (n == 0 || *p != '=' || p[1] == '=')
        return NULL;
    *value = p + 1;
    return arena_span(a, span_make(source, n));
}

const char *mustache_expression(struct arena *a, const char *source, const char **assigned)
{
    struct angular g = {.a = a, .p = source};
    const char *v;

    if (strlen(source) > MAX_SOURCE)
        return NULL;
    *assigned = assignment(a, source, &g.p);
    v = parse_filters(&g);
    skip_space(&g);
    return g.bad || *g.p ? NULL : v;
}
