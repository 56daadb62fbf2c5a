/* Elements that filling left without what they must hold: a cell has a paragraph, a row a cell, a table a row (ECMA-376 part
 * 1, 17.4). What may be empty of nothing is given an empty paragraph, the others go. */
#include "fill/mustache.h"

struct need {
    const char *element;
    const char *holds[5];
    bool drop; /* else an empty paragraph is put in */
};

static const struct need needs[] = {
    {"w:sdtContent", {"w:p", "w:r", "w:commentRangeStart", "w:sdt"}, false},
    {"w:tc", {"w:p"}, false},
    {"w:tr", {"w:tc"}, true},
    {"w:tbl", {"w:tr"}, true},
};

static bool starts(struct span s, const char *name)
{
    size_t n = strlen(name);

    return s.n > n + 1 && s.p[0] == '<' && memcmp(s.p + 1, name, n) == 0 && strchr(" />", s.p[n + 1]);
}

static bool closes(struct span s, const char *name)
{
    size_t n = strlen(name);

    return s.n == n + 3 && s.p[0] == '<' && s.p[1] == '/' && memcmp(s.p + 2, name, n) == 0;
}

static bool is_single(struct span s)
{
    return s.n < 2 || !memchr(s.p + 1, '<', s.n - 1);
}

static bool holds(const struct need *need, struct span s)
{
    for (size_t i = 0; need->holds[i]; i++)
        if (starts(s, need->holds[i]))
            return true;
    return false;
}

static struct span before(const struct mustache *m, const char *put, struct span s)
{
    return span_of(arena_printf(m->arena, "%s%.*s", put, (int)s.n, s.p));
}

static void mend(const struct mustache *m, const struct need *need, struct texts *t)
{
    size_t open = t->n; /* where the element began that has nothing yet */

    for (size_t i = 0; i < t->n; i++) {
        struct span s = t->v[i];

        if (open < t->n && closes(s, need->element)) {
            for (size_t k = open; need->drop && k <= i; k++)
                t->v[k].n = 0;
            if (!need->drop)
                t->v[i] = before(m, "<w:p></w:p>", s);
            open = t->n;
        } else if (open < t->n && holds(need, s)) {
            open = t->n;
        }
        if (open == t->n && starts(s, need->element) && is_single(s)) {
            if (s.p[s.n - 2] == '/')
                t->v[i].n = 0;
            else
                open = i;
        }
    }
}

/* A table is followed by a paragraph, even the last of a cell. */
static void mend_tables(const struct mustache *m, struct texts *t)
{
    bool after_table = false;

    for (size_t i = 0; i < t->n; i++) {
        struct span s = t->v[i];

        if (mustache_blank(s) || starts(s, "w:bookmarkEnd"))
            continue;
        if (after_table && !span_starts(s, "<w:p") && !span_starts(s, "<w:tbl") && !span_starts(s, "<w:sectPr") &&
            !span_starts(s, "</w:ftr>") && !span_starts(s, "</w:hdr>"))
            t->v[i] = before(m, "<w:p/>", s);
        after_table = s.n >= 8 && memcmp(s.p + s.n - 8, "</w:tbl>", 8) == 0;
    }
}

void mustache_mend(const struct mustache *m, struct texts *t)
{
    mend_tables(m, t);
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
        mend(m, &needs[i], t);
}
