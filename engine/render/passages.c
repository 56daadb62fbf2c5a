/* Comparing texts by their paragraphs and, of tables, by their rows.
 *
 * What is equal is found first. Of what went and came in one place, that which is alike is one that changed, by the alignment with most
 * in common; rows of a table that changed are compared cell by cell. */
#include "render/passages.h"

#include <stdlib.h>

#include "text/compare.h"

enum { PAIRS_MOST = 4096, MOVED_LEAST = 24 /* bytes: shorter texts repeat by chance */ };
static const double ALIKE = 0.3; /* less in common is another paragraph */

void passages_add(struct passages *p, const char *place, const char *text)
{
    MEM_ROOM(p->v, p->n, p->cap);
    p->v[p->n++] = (vb_passage){arena_str(&p->arena, place), arena_str(&p->arena, text)};
}

void passages_release(struct passages *p)
{
    free(p->v);
    arena_release(&p->arena);
    *p = (struct passages){0};
}

static void add_node(void *user, uint32_t node, const char *code, const char *text)
{
    (void)node;
    if (text && *text)
        passages_add(user, code, text);
}

bool passages_of_document(vb_document *d, struct passages *out)
{
    *out = (struct passages){0};
    return vb_document_places(d, add_node, out);
}

/* ---- paragraphs and rows ---- */

struct unit {
    const vb_passage *v;
    size_t first, n;
    const char *text;  /* of all of it, a line a passage */
    const char *words; /* the same in one line */
    size_t row;       /* bytes of the place that name the row; 0: no row */
    bool moved;
};

struct units {
    struct unit *v;
    size_t n;
};

size_t passage_row(const char *place)
{
    const char *cell = strstr(place, "/C"), *step;

    for (step = cell; step && step > place && step[-1] != '/';)
        step--;
    return step && (*step == 'R' || *step == 'H') ? (size_t)(cell - place) : 0;
}

static struct units units_of(struct arena *a, const vb_passage *v, size_t n)
{
    struct units out = {.v = ARENA_NEWS(a, n + 1, struct unit)};

    for (size_t i = 0; i < n;) {
        struct unit *u = &out.v[out.n++];
        struct buf text = {0}, words = {0};

        *u = (struct unit){.v = v, .first = i, .row = passage_row(v[i].place)};
        do {
            buf_printf(&text, "%s%s", u->n ? "\n" : "", v[i].text);
            buf_printf(&words, "%s%s", u->n ? " " : "", v[i].text);
            u->n++;
            i++;
        } while (u->row && i < n && passage_row(v[i].place) == u->row && strncmp(v[i].place, v[u->first].place, u->row) == 0);
        u->text = u->n == 1 ? v[u->first].text : arena_buf(a, &text);
        u->words = u->n == 1 ? u->text : arena_buf(a, &words);
        buf_release(&text);
        buf_release(&words);
    }
    return out;
}

struct comparison {
    struct arena arena;
    struct units before, after;
    size_t m; /* passages of the later text */
    bool lines; /* rows are told as wholes */
    void (*each)(void *user, const struct passage_change *c);
    void *user;
};

static bool same_unit(const void *user, size_t i, size_t k)
{
    const struct comparison *c = user;
    const struct unit *u = &c->before.v[i], *w = &c->after.v[k];

    return (u->row > 0) == (w->row > 0) && strcmp(u->text, w->text) == 0;
}

/* ---- telling ---- */

static void tell_row(struct comparison *c, const struct unit *u, bool gone, size_t at)
{
    const char *place = arena_span(&c->arena, span_make(u->v[u->first].place, u->row));
    struct buf line = {0};

    for (size_t i = 0; i < u->n; i++)
        buf_printf(&line, "%s%s", i ? " | " : "", u->v[u->first + i].text);
    c->each(c->user, &(struct passage_change){.place = place, .before = gone ? line.p : NULL, .after = gone ? NULL : line.p, .at = at, .row = true});
    buf_release(&line);
}

/* `at`: of what went. */
static void tell_unit(struct comparison *c, const struct unit *u, bool gone, size_t at)
{
    if (u->row && c->lines) {
        tell_row(c, u, gone, gone ? at : u->first);
        return;
    }
    for (size_t i = u->first; i < u->first + u->n; i++)
        c->each(c->user, &(struct passage_change){.place = u->v[i].place,
                                                  .before = gone ? u->v[i].text : NULL,
                                                  .after = gone ? NULL : u->v[i].text,
                                                  .at = gone ? at : i,
                                                  .row = u->row > 0,
                                                  .moved = u->moved});
}

static long column_of(const struct unit *u, size_t i)
{
    return u->row ? strtol(u->v[i].place + u->row + 2, NULL, 10) : 0;
}

/* Two that are one: a paragraph, or a row with its cells in their columns. */
static void tell_pair(struct comparison *c, const struct unit *u, const struct unit *w)
{
    size_t i = u->first, k = w->first, n = u->first + u->n, m = w->first + w->n;

    while (i < n || k < m) {
        long was = i < n ? column_of(u, i) : 0, is = k < m ? column_of(w, k) : 0;

        if (i < n && k < m && was == is) {
            if (strcmp(u->v[i].text, w->v[k].text) != 0)
                c->each(c->user, &(struct passage_change){.place = w->v[k].place, .before = u->v[i].text, .after = w->v[k].text, .at = k});
            i++;
            k++;
        } else if (k == m || (i < n && was < is)) {
            const char *place = u->row && w->row ? arena_printf(&c->arena, "%.*s%s", (int)w->row, w->v[w->first].place, u->v[i].place + u->row)
                                                 : u->v[i].place;

            c->each(c->user, &(struct passage_change){.place = place, .before = u->v[i].text, .at = k});
            i++;
        } else {
            c->each(c->user, &(struct passage_change){.place = w->v[k].place, .after = w->v[k].text, .at = k});
            k++;
        }
    }
}

/* ---- what belongs together ---- */

/* A component of the form, a cell and a heading of the table are told by their place alone. */
static bool same_place(const struct unit *u, const struct unit *w)
{
    const char *x = u->v[u->first].place, *y = w->v[w->first].place;

    return (u->row || *x == 'K') && strcmp(x, y) == 0;
}

/* What went and came between two pairs; the rest of a place is one, in its order. */
static void tell_rest(struct comparison *c, size_t i, size_t n, size_t k, size_t m, bool alone)
{
    for (; i < n; i++) {
        const struct unit *u = &c->before.v[i];
        size_t found = k;

        while (found < m && !alone && !same_place(u, &c->after.v[found]))
            found++;
        if (found == m || (u->row > 0) != (c->after.v[found].row > 0)) {
            tell_unit(c, u, true, k < c->after.n ? c->after.v[k].first : c->m);
            continue;
        }
        for (; k < found; k++)
            tell_unit(c, &c->after.v[k], false, 0);
        tell_pair(c, u, &c->after.v[k++]);
    }
    for (; k < m; k++)
        tell_unit(c, &c->after.v[k], false, 0);
}

static double score(const struct unit *u, const struct unit *w)
{
    double alike;

    if ((u->row > 0) != (w->row > 0) || u->moved || w->moved)
        return 0;
    alike = words_alike(u->words, w->words);
    return alike >= ALIKE ? alike * alike : 0; /* one pair that is much alike outweighs two that are a little */
}

/* Runs of units that went and came: i to n, k to m. */
static void compare_run(struct comparison *c, size_t i, size_t n, size_t k, size_t m)
{
    size_t rows = n - i, columns = m - k, width = columns + 1;
    double *scores, *best;

    if (rows == 0 || columns == 0 || rows > PAIRS_MOST / columns || (rows == 1 && columns == 1)) {
        tell_rest(c, i, n, k, m, rows == 1 && columns == 1 && !c->before.v[i].moved && !c->after.v[k].moved);
        return;
    }
    scores = mem_alloc(rows * columns * sizeof *scores);
    best = mem_alloc((rows + 1) * width * sizeof *best);
    for (size_t x = rows; x-- > 0;) {
        for (size_t y = columns; y-- > 0;) {
            double down = best[(x + 1) * width + y], right = best[x * width + y + 1];
            double s = scores[x * columns + y] = score(&c->before.v[i + x], &c->after.v[k + y]);
            double skip = down >= right ? down : right, take = s > 0 ? s + best[(x + 1) * width + y + 1] : 0;

            best[x * width + y] = take > skip ? take : skip;
        }
    }
    size_t x = 0, y = 0, from_x = 0, from_y = 0;
    while (x < rows && y < columns) {
        double here = best[x * width + y], down = best[(x + 1) * width + y], right = best[x * width + y + 1];

        if (here > down && here > right) {
            tell_rest(c, i + from_x, i + x, k + from_y, k + y, false);
            tell_pair(c, &c->before.v[i + x++], &c->after.v[k + y++]);
            from_x = x;
            from_y = y;
        } else if (down >= right) {
            x++;
        } else {
            y++;
        }
    }
    tell_rest(c, i + from_x, n, k + from_y, m, false);
    free(scores);
    free(best);
}

/* Paragraphs that went in one place and came in another are the same ones. */
static void find_moved(struct comparison *c, const struct steps *s)
{
    size_t *came = ARENA_NEWS(&c->arena, c->after.n + 1, size_t), n_came = 0;

    for (size_t at = 0, k = 0; at < s->n; at++) {
        if (s->v[at] == STEP_CAME && !c->after.v[k].row && strlen(c->after.v[k].text) >= MOVED_LEAST)
            came[n_came++] = k;
        k += s->v[at] != STEP_GONE;
    }
    if (n_came > PAIRS_MOST)
        return;
    for (size_t at = 0, i = 0; at < s->n; at++) {
        struct unit *u = &c->before.v[i];

        for (size_t x = 0; s->v[at] == STEP_GONE && !u->row && !u->moved && x < n_came; x++) {
            struct unit *w = &c->after.v[came[x]];

            if (!w->moved && strcmp(u->text, w->text) == 0)
                u->moved = w->moved = true;
        }
        i += s->v[at] != STEP_CAME;
    }
}

static void compare(const vb_passage *before, size_t n, const vb_passage *after, size_t m, bool lines,
                    void (*each)(void *user, const struct passage_change *c), void *user)
{
    struct comparison c = {.m = m, .lines = lines, .each = each, .user = user};
    struct steps steps;
    size_t i = 0, k = 0;

    c.before = units_of(&c.arena, before, n);
    c.after = units_of(&c.arena, after, m);
    steps = steps_between(same_unit, &c, c.before.n, c.after.n);
    find_moved(&c, &steps);
    for (size_t s = 0; s < steps.n;) {
        size_t gone = 0, came = 0;

        if (steps.v[s] == STEP_SAME) {
            i++;
            k++;
            s++;
            continue;
        }
        for (; s < steps.n && steps.v[s] != STEP_SAME; s++) {
            gone += steps.v[s] == STEP_GONE;
            came += steps.v[s] == STEP_CAME;
        }
        compare_run(&c, i, i + gone, k, k + came);
        i += gone;
        k += came;
    }
    steps_release(&steps);
    arena_release(&c.arena);
}

void passages_compare(const vb_passage *before, size_t n, const vb_passage *after, size_t m,
                      void (*each)(void *user, const struct passage_change *c), void *user)
{
    compare(before, n, after, m, false, each, user);
}

void passages_compare_lines(const vb_passage *before, size_t n, const vb_passage *after, size_t m,
                            void (*each)(void *user, const struct passage_change *c), void *user)
{
    compare(before, n, after, m, true, each, user);
}
