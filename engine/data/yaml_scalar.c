/* Where the characters of a YAML scalar stand: the text that libfyaml gives and the bytes of the
 * file are walked side by side (YAML 1.2.2, 7.3 flow scalars and 8.1 block scalars). A mark is set
 * on every new line and behind every escape; everything between is the same on both sides. */
#include "data/yaml.h"

#include <assert.h>

struct walk {
    struct marks *m;
    struct span raw, text;
    size_t r, t;   /* where we are in raw and text */
    size_t put;    /* text up to here is put */
    int line, col; /* of raw[r] */
    enum fy_scalar_style style;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

static size_t utf8_length(struct span s, size_t i)
{
    size_t n = 1;
    while (i + n < s.n && ((unsigned char)s.p[i + n] & 0xC0) == 0x80)
        n++;
    return n;
}

/* What is put next stands at the walk's place. */
static void walk_mark(struct walk *w)
{
    marks_put(w->m, span_make(w->text.p + w->put, w->t - w->put));
    w->put = w->t;
    marks_at(w->m, w->line, w->col);
}

static void skip_text_char(struct walk *w)
{
    if (w->t < w->text.n)
        w->t += utf8_length(w->text, w->t);
}

/* Over blanks and line ends of raw; returns how many line ends. */
static int skip_raw_space(struct walk *w)
{
    int lines = 0;
    while (w->r < w->raw.n && (is_blank(w->raw.p[w->r]) || is_line_end(w->raw.p[w->r]))) {
        char c = w->raw.p[w->r++];
        if (is_blank(c)) {
            w->col++;
            continue;
        }
        if (c == '\r' && w->r < w->raw.n && w->raw.p[w->r] == '\n')
            w->r++;
        lines++;
        w->line++;
        w->col = 1;
    }
    return lines;
}

/* At a line end: `joined` is an escaped one, which leaves nothing. */
static void walk_line_end(struct walk *w, bool joined)
{
    int lines = skip_raw_space(w);
    if (w->style == FYSS_LITERAL || w->style == FYSS_FOLDED) {
        while (w->t < w->text.n && (is_blank(w->text.p[w->t]) || w->text.p[w->t] == '\n'))
            w->t++;
    } else {
        int left = lines > 1 ? lines - 1 : joined ? 0 : 1;
        while (left-- > 0 && w->t < w->text.n)
            w->t++;
    }
    if (w->r < w->raw.n)
        walk_mark(w);
}

/* The length of the escape at raw[r] == '\\' in a double-quoted scalar. */
static size_t escape_length(struct walk *w)
{
    char c = w->r + 1 < w->raw.n ? w->raw.p[w->r + 1] : 0;
    size_t n = c == 'x' ? 4 : c == 'u' ? 6 : c == 'U' ? 10 : 1 + utf8_length(w->raw, w->r + 1);
    unsigned char lead = w->t < w->text.n ? (unsigned char)w->text.p[w->t] : 0;
    if (c == 'u' && lead >= 0xF0) /* a pair of surrogates */
        n = 12;
    return n < w->raw.n - w->r ? n : w->raw.n - w->r;
}

static void walk_escape(struct walk *w, size_t n)
{
    w->col += marks_columns(w->raw.p + w->r, n);
    w->r += n;
    skip_text_char(w);
    walk_mark(w);
}

/* Blanks inside a line stand in both; those before a line end only in the file. */
static void walk_blanks(struct walk *w)
{
    size_t end = w->r;
    while (end < w->raw.n && is_blank(w->raw.p[end]))
        end++;
    bool trailing = end < w->raw.n && is_line_end(w->raw.p[end]);
    w->col += (int)(end - w->r);
    if (!trailing)
        w->t += end - w->r < w->text.n - w->t ? end - w->r : w->text.n - w->t;
    w->r = end;
}

static void walk_step(struct walk *w)
{
    char c = w->raw.p[w->r];
    char next = w->r + 1 < w->raw.n ? w->raw.p[w->r + 1] : 0;
    if (is_line_end(c)) {
        walk_line_end(w, false);
    } else if (w->style == FYSS_DOUBLE_QUOTED && c == '\\' && is_line_end(next)) {
        w->r++;
        walk_line_end(w, true);
    } else if (w->style == FYSS_DOUBLE_QUOTED && c == '\\') {
        walk_escape(w, escape_length(w));
    } else if (w->style == FYSS_SINGLE_QUOTED && c == '\'' && next == '\'') {
        walk_escape(w, 2);
    } else if (is_blank(c)) {
        walk_blanks(w);
    } else {
        w->r += utf8_length(w->raw, w->r);
        w->col++;
        skip_text_char(w);
    }
}

void yaml_put_scalar(struct marks *m, struct span raw, struct span text, enum fy_scalar_style style,
                     int line, int col)
{
    struct walk w = {m, raw, text, 0, 0, 0, line, col, style};
    if (style == FYSS_LITERAL || style == FYSS_FOLDED)
        walk_line_end(&w, false); /* the indentation of the first line */
    else
        walk_mark(&w);
    if (!span_equal(raw, text) || memchr(raw.p, '\n', raw.n) || memchr(raw.p, '\r', raw.n))
        while (w.r < w.raw.n)
            walk_step(&w);
    assert(w.t <= text.n);
    marks_put(m, span_make(text.p + w.put, text.n - w.put));
}
