/* Differences by the longest common subsequence, first of paragraphs, then of the words in those that changed.
 *
 * What both begin and end with is taken off first, so the table is as large as the change; where it would still be too large, all in
 * between counts as changed. */
#include "store/words.h"

#include <stdlib.h>

enum { TABLE_MOST = 4 << 20 };

enum step { STEP_SAME, STEP_GONE, STEP_CAME };

struct steps {
    unsigned char *v;
    size_t n;
};

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

static void steps_between(same_fn same, const void *user, size_t n, size_t m, struct steps *out)
{
    size_t head = 0, tail = 0;

    out->v = mem_alloc(n + m + 1);
    out->n = 0;
    while (head < n && head < m && same(user, head, head))
        head++;
    while (tail < n - head && tail < m - head && same(user, n - 1 - tail, m - 1 - tail))
        tail++;
    put(out, STEP_SAME, head);
    middle(same, user, head, n - head - tail, m - head - tail, out);
    put(out, STEP_SAME, tail);
}

/* ---- paragraphs ---- */

void paras_add(struct paras *p, const char *place, const char *text)
{
    MEM_ROOM(p->v, p->n, p->cap);
    p->v[p->n++] = (struct para){arena_str(&p->arena, place), arena_str(&p->arena, text)};
}

void paras_release(struct paras *p)
{
    free(p->v);
    arena_release(&p->arena);
    *p = (struct paras){0};
}

static void add_node(void *user, uint32_t node, const char *code, const char *text)
{
    (void)node;
    if (text && *text)
        paras_add(user, code, text);
}

bool paras_of_document(vb_document *d, struct paras *out)
{
    *out = (struct paras){0};
    return vb_document_places(d, add_node, out);
}

bool paras_of_store(struct depend *d, const char *paper, struct paras *out)
{
    sqlite3_stmt *s = d->open.sql ? db_prepare(&d->open, "SELECT own.text FROM own JOIN paper ON paper.id = own.paper WHERE name = ?1") : NULL;
    struct made_row row;
    bool found;

    *out = (struct paras){0};
    db_text(s, 1, paper);
    found = db_row(&d->open, s);
    if (found) {
        struct span rows = span_make(sqlite3_column_blob(s, 0), (size_t)sqlite3_column_bytes(s, 0));

        for (size_t at = 0; made_next(rows, &at, &row);)
            if (*row.field[1])
                paras_add(out, row.field[0], row.field[1]);
    }
    sqlite3_finalize(s);
    return found;
}

struct pair {
    const struct paras *before, *after;
};

static bool same_para(const void *user, size_t i, size_t k)
{
    const struct pair *p = user;

    return strcmp(p->before->v[i].text, p->after->v[k].text) == 0;
}

/* Of a run of paragraphs that went and came, those at one place are one that changed; else they pair off in their order. */
static void compare_run(const struct para *gone, size_t n, const struct para *came, size_t m, void (*each)(void *user, const struct para_change *c),
                        void *user)
{
    size_t i = 0;

    for (size_t k = 0; k < m; k++) {
        size_t at = i;

        while (at < n && strcmp(gone[at].place, came[k].place) != 0)
            at++;
        if (at == n && n - i >= m - k)
            at = i;
        for (; at < n && i < at; i++)
            each(user, &(struct para_change){gone[i].place, gone[i].text, NULL});
        each(user, &(struct para_change){came[k].place, at < n ? gone[at].text : NULL, came[k].text});
        i += at < n;
    }
    for (; i < n; i++)
        each(user, &(struct para_change){gone[i].place, gone[i].text, NULL});
}

void paras_compare(const struct paras *before, const struct paras *after, void (*each)(void *user, const struct para_change *c), void *user)
{
    const struct pair pair = {before, after};
    struct steps steps;
    size_t i = 0, k = 0;

    steps_between(same_para, &pair, before->n, after->n, &steps);
    for (size_t s = 0; s < steps.n;) {
        size_t n = 0, m = 0;

        if (steps.v[s] == STEP_SAME) {
            i++;
            k++;
            s++;
            continue;
        }
        for (; s < steps.n && steps.v[s] != STEP_SAME; s++) {
            n += steps.v[s] == STEP_GONE;
            m += steps.v[s] == STEP_CAME;
        }
        compare_run(before->v + i, n, after->v + k, m, each, user);
        i += n;
        k += m;
    }
    free(steps.v);
}

/* ---- words ---- */

struct words {
    struct span *v;
    size_t n;
};

/* Between spaces; marks at a word's end stand for themselves, so that "480," and "480" are one word. */
static struct words words_of(const char *text)
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

struct two {
    struct words before, after;
};

static bool same_word(const void *user, size_t i, size_t k)
{
    const struct two *t = user;

    return span_equal(t->before.v[i], t->after.v[k]);
}

/* The word, after the space that stands before it in its text. */
static void put_word(struct buf *out, const struct words *w, size_t i, bool first)
{
    if (!first && i > 0 && w->v[i].p > w->v[i - 1].p + w->v[i - 1].n)
        buf_putc(out, ' ');
    buf_putspan(out, w->v[i]);
}

static bool near_change(const struct steps *s, size_t at, size_t around)
{
    for (size_t d = 1; d <= around; d++)
        if ((at >= d && s->v[at - d] != STEP_SAME) || (at + d < s->n && s->v[at + d] != STEP_SAME))
            return true;
    return around == 0;
}

void words_mark(const char *before, const char *after, const char *const marks[4], size_t around, struct buf *out)
{
    struct two t = {words_of(before ? before : ""), words_of(after ? after : "")};
    struct steps steps;
    size_t i = 0, k = 0, start = out->n;
    bool cut = false;

    steps_between(same_word, &t, t.before.n, t.after.n, &steps);
    for (size_t s = 0; s < steps.n;) {
        enum step step = steps.v[s];

        if (step == STEP_SAME) {
            if (near_change(&steps, s, around)) {
                put_word(out, &t.after, k, out->n == start);
                cut = false;
            } else if (!cut) {
                buf_puts(out, out->n == start ? "…" : " …");
                cut = true;
            }
            i++;
            k++;
            s++;
            continue;
        }
        const struct words *w = step == STEP_GONE ? &t.before : &t.after;
        size_t *at = step == STEP_GONE ? &i : &k;
        bool first = true;

        bool replaces = step == STEP_CAME && s > 0 && steps.v[s - 1] == STEP_GONE;

        if (*at > 0 && w->v[*at].p > w->v[*at - 1].p + w->v[*at - 1].n && out->n > start && !replaces)
            buf_putc(out, ' ');
        buf_puts(out, marks[step == STEP_GONE ? 0 : 2]);
        for (; s < steps.n && steps.v[s] == (unsigned char)step; s++, ++*at, first = false)
            put_word(out, w, *at, first);
        buf_puts(out, marks[step == STEP_GONE ? 1 : 3]);
        cut = false;
    }
    free(steps.v);
    free(t.before.v);
    free(t.after.v);
}
