/* Marks of scalars. Invariant: offsets rise strictly, and from one mark to the next the text is one
 * run of one line of the file, a column a character. Long runs get marks in between, so that
 * looking up a place costs the same wherever it stands; a run that NFC shortens gets one at every
 * word. */
#include "data/marks.h"

#include "text/text.h"

#include <stdlib.h>

enum { RUN_BYTES = 512 };

int marks_columns(const char *p, size_t n)
{
    int columns = 0;
    for (size_t i = 0; i < n; i++)
        columns += ((unsigned char)p[i] & 0xC0) != 0x80;
    return columns;
}

void marks_at(struct marks *m, int line, int col)
{
    if (m->n && m->v[m->n - 1].offset == m->text.n)
        m->n--;
    MEM_ROOM(m->v, m->n, m->cap);
    m->v[m->n++] = (struct source_mark){m->text.n, line, col};
}

void marks_put(struct marks *m, struct span s)
{
    buf_putspan(&m->text, s);
}

void marks_release(struct marks *m)
{
    buf_release(&m->text);
    free(m->v);
    *m = (struct marks){0};
}

/* The end of the piece that starts at byte i: pieces are cut where composing cannot reach across.
 */
static size_t piece_end(struct span s, size_t i, bool composed)
{
    size_t end = i + 1;
    if (composed) {
        end = s.n - i > RUN_BYTES ? i + RUN_BYTES : s.n;
        while (end < s.n && ((unsigned char)s.p[end] & 0xC0) == 0x80)
            end++;
        return end;
    }
    while (end < s.n && s.p[end] != ' ' && s.p[end] != '{')
        end++;
    return end;
}

/* As it is kept: in NFC, without what nobody sees. */
static struct span normal(struct arena *a, struct span s)
{
    if (!text_is_visible(s))
        s = span_of(text_visible(a, s));
    return text_is_nfc(s) ? s : span_of(text_nfc(a, s));
}

static bool is_normal(struct span s)
{
    return text_is_nfc(s) && text_is_visible(s);
}

/* Puts one run, normalised, with the marks that it needs. */
static void put_run(struct marks *out, struct arena *scratch, struct span run, bool composed,
                    int line, int col)
{
    for (size_t i = 0; i < run.n;) {
        size_t end = piece_end(run, i, composed);
        struct span piece = span_make(run.p + i, end - i);
        marks_at(out, line, col);
        marks_put(out, composed ? piece : normal(scratch, piece));
        col += marks_columns(piece.p, piece.n);
        i = end;
    }
}

struct value *marks_finish(struct marks *m, struct data *d, bool quoted, struct pos pos,
                           const struct source *source)
{
    struct span text = buf_span(&m->text);
    bool composed = is_normal(text);
    struct marks out = {0};
    struct arena scratch = {0};
    if (!m->n || m->v[0].offset > 0)
        put_run(&out, &scratch, span_make(text.p, m->n ? m->v[0].offset : text.n), composed,
                pos.line, pos.col);
    for (size_t i = 0; i < m->n; i++) {
        size_t from = m->v[i].offset, to = i + 1 < m->n ? m->v[i + 1].offset : text.n;
        put_run(&out, &scratch, span_make(text.p + from, to - from), composed, m->v[i].line,
                m->v[i].col);
    }
    struct span whole = buf_span(&out.text);
    if (!composed && !is_normal(whole)) { /* a mark parted what composes: the text goes first */
        whole = normal(&scratch, whole);
        out.n = 0;
    }
    struct value *v = value_text(d, whole, quoted, pos, source);
    bool plain = out.n == 0 || (out.n == 1 && out.v[0].line == pos.line && out.v[0].col == pos.col);
    if (!plain) {
        struct source_mark *marks = ARENA_NEWS(&d->arena, out.n, struct source_mark);
        memcpy(marks, out.v, out.n * sizeof(*marks));
        v->as.scalar.marks = marks;
        v->as.scalar.n_marks = (uint32_t)out.n;
    }
    arena_release(&scratch);
    marks_release(&out);
    marks_release(m);
    return v;
}
