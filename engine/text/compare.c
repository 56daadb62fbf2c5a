/* Differences by the longest common subsequence.
 *
 * What both begin and end with is taken off first, so the table is as large as the change. */
#include "text/compare.h"

#include <stdlib.h>

enum { TABLE_MOST = 4 << 20 };

typedef bool (*same_fn)(const void *user, size_t before, size_t after);

static void put(struct steps *s, enum step step, size_t times)
{
    while (times--)
        s->v[s->n++] = (unsigned char)step;
}

/* The middle, with lengths of common subsequences of what is behind each pair. */
static void middle(same_fn same, const void *user, size_t from, size_t n, size_t m, struct steps *out)
{
    size_t width = m + 1;
    uint32_t *table;
    size_t i = 0, k = 0;

    if (n == 0 || m == 0 || (n + 1) > TABLE_MOST / width) {
        put(out, STEP_GONE, n);
        put(out, STEP_CAME, m);
        return;
    }
    table = mem_alloc((n + 1) * width * sizeof *table);
    for (i = n; i-- > 0;) {
        for (k = m; k-- > 0;) {
            uint32_t down = table[(i + 1) * width + k], right = table[i * width + k + 1];

            table[i * width + k] = same(user, from + i, from + k) ? table[(i + 1) * width + k + 1] + 1 : down >= right ? down : right;
        }
    }
    for (i = k = 0; i < n || k < m;) {
        if (i < n && k < m && same(user, from + i, from + k)) {
            put(out, STEP_SAME, 1);
            i++;
            k++;
        } else if (k == m || (i < n && table[(i + 1) * width + k] >= table[i * width + k + 1])) {
            put(out, STEP_GONE, 1);
            i++;
        } else {
            put(out, STEP_CAME, 1);
            k++;
        }
    }
    free(table);
}

struct steps steps_between(same_fn same, const void *user, size_t n, size_t m)
{
    struct steps out = {.v = mem_alloc(n + m + 1)};
    size_t head = 0, tail = 0;

    while (head < n && head < m && same(user, head, head))
        head++;
    while (tail < n - head && tail < m - head && same(user, n - 1 - tail, m - 1 - tail))
        tail++;
    put(&out, STEP_SAME, head);
    middle(same, user, head, n - head - tail, m - head - tail, &out);
    put(&out, STEP_SAME, tail);
    for (size_t i = 0, j; i < out.n; i = j + (j == i)) { /* of a change, what went comes first */
        size_t gone = 0;

        for (j = i; j < out.n && out.v[j] != STEP_SAME; j++)
            gone += out.v[j] == STEP_GONE;
        memset(out.v + i, STEP_GONE, gone);
        memset(out.v + i + gone, STEP_CAME, j - i - gone);
    }
    return out;
}

void steps_release(struct steps *s)
{
    free(s->v);
    *s = (struct steps){0};
}

struct words words_of(const char *text)
{
    struct words w = {.v = mem_alloc((strlen(text) + 1) * sizeof *w.v)};

    while (*text) {
        size_t n = strcspn(text, " "), bare = n;

        while (bare > 1 && strchr(",.;:)", text[bare - 1]))
            bare--;
        if (n) {
            w.v[w.n++] = span_make(text, bare);
            if (bare < n)
                w.v[w.n++] = span_make(text + bare, n - bare);
        }
        text += n;
        text += *text == ' ';
    }
    return w;
}

void words_release(struct words *w)
{
    free(w->v);
    *w = (struct words){0};
}

struct two {
    const struct words *before, *after;
};

static bool same_word(const void *user, size_t i, size_t k)
{
    const struct two *t = user;

    return span_equal(t->before->v[i], t->after->v[k]);
}

struct steps words_steps(const struct words *before, const struct words *after)
{
    const struct two two = {before, after};

    return steps_between(same_word, &two, before->n, after->n);
}

double words_alike(const char *a, const char *b)
{
    struct words x = words_of(a), y = words_of(b);
    struct steps s = words_steps(&x, &y);
    size_t all = x.n + y.n, same = 0;

    for (size_t i = 0; i < s.n; i++)
        same += s.v[i] == STEP_SAME;
    steps_release(&s);
    words_release(&x);
    words_release(&y);
    return all ? 2 * (double)same / (double)all : 1;
}
