/* Texts of papers as the store has them, and words marked for a line of a terminal. */
#include "store/words.h"

#include <stdlib.h>

#include "text/compare.h"

bool words_of_store(struct depend *d, const char *paper, struct passages *out)
{
    sqlite3_stmt *s = d->open.sql ? db_prepare(&d->open, "SELECT own.text FROM own JOIN paper ON paper.id = own.paper WHERE name = ?1") : NULL;
    struct made_row row;
    bool found;

    *out = (struct passages){0};
    db_text(s, 1, paper);
    found = db_row(&d->open, s);
    if (found) {
        struct span rows = span_make(sqlite3_column_blob(s, 0), (size_t)sqlite3_column_bytes(s, 0));

        for (size_t at = 0; made_next(rows, &at, &row);)
            if (*row.field[1])
                passages_add(out, row.field[0], row.field[1]);
    }
    sqlite3_finalize(s);
    return found;
}

/* A space stands before the word in its text. */
static bool is_apart(const struct words *w, size_t i)
{
    return i > 0 && w->v[i].p > w->v[i - 1].p + w->v[i - 1].n;
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
    struct words was = words_of(before ? before : ""), is = words_of(after ? after : "");
    struct steps steps = words_steps(&was, &is);
    size_t i = 0, k = 0, start = out->n;
    bool cut = false;

    for (size_t s = 0; s < steps.n;) {
        enum step step = steps.v[s];

        if (step == STEP_SAME) {
            if (near_change(&steps, s, around)) {
                if (out->n > start && (is_apart(&was, i) || is_apart(&is, k)))
                    buf_putc(out, ' ');
                buf_putspan(out, is.v[k]);
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
        const struct words *w = step == STEP_GONE ? &was : &is;
        size_t *at = step == STEP_GONE ? &i : &k;
        bool replaces = step == STEP_CAME && s > 0 && steps.v[s - 1] == STEP_GONE, first = true;

        if (is_apart(w, *at) && out->n > start && !replaces)
            buf_putc(out, ' ');
        buf_puts(out, marks[step == STEP_GONE ? 0 : 2]);
        for (; s < steps.n && steps.v[s] == (unsigned char)step; s++, ++*at, first = false) {
            if (!first && is_apart(w, *at))
                buf_putc(out, ' ');
            buf_putspan(out, w->v[*at]);
        }
        buf_puts(out, marks[step == STEP_GONE ? 1 : 3]);
        cut = false;
    }
    steps_release(&steps);
    words_release(&was);
    words_release(&is);
}
