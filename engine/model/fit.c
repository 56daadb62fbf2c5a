/* Making names fit: an organ's long name is condensed by a little or broken into lines of about equal
 * length, as the official pages do, never left with one short word on the last line. */
#include <math.h>

#include "model/binder.h"

/* More than this share of the width is not squeezed out of a line any more but broken. HD 05 page 1
 * condenses the superior organ's name to 96 %. */
static const double CONDENSE_MAX = 0.06;

static const double STEP = 0.05;      /* [pt]: a twip, what DOCX can say */
static const double TIGHTEST = 0.035; /* em a character; HD 05 page 1 sets a line 0.03 em tighter */

double fit_width(struct binder *b, const struct char_props *chr, const char *text, struct pos pos)
{
    struct face *face = fonts_face(b->fonts, chr->family, chr->bold, chr->italic, pos);

    if (!face)
        return NAN;
    return face_measure(face, span_of(text), chr->kern, pos) * chr->size;
}

static size_t span_characters(struct span s)
{
    size_t n = 0;

    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

static void set_condensed(struct binder *b, struct node *para, const char *text, double excess)
{
    struct node *run = node_text(b->doc, para, text);
    struct char_props *chr = ARENA_NEW(&b->doc->arena, struct char_props);

    *chr = para->as.para.style->chr;
    chr->spacing = -STEP * ceil(excess / (double)span_characters(span_of(text)) / STEP);
    run->as.text.chr = chr;
}

enum { WORDS_MAX = 64 };

struct words_of {
    struct span v[WORDS_MAX];
    double width[WORDS_MAX]; /* [pt] */
    size_t n;
    double space;
};

static bool split_words(struct binder *b, const struct char_props *chr, const char *text,
                        struct pos pos, struct words_of *w)
{
    w->n = 0;
    w->space = fit_width(b, chr, " ", pos);
    for (const char *p = text; *p && w->n < WORDS_MAX;) {
        const char *end = strchr(p, ' ');
        size_t n = end ? (size_t)(end - p) : strlen(p);
        struct arena a = {0};

        w->v[w->n] = span_make(p, n);
        w->width[w->n++] = fit_width(b, chr, arena_span(&a, span_make(p, n)), pos);
        arena_release(&a);
        p += n + (end != NULL);
    }
    return w->n < WORDS_MAX && !isnan(w->space);
}

/* Greedy fit in `width`: the number of lines; `ends` gets the index after each line's last word. */
static size_t fill(const struct words_of *w, double width, size_t *ends)
{
    size_t lines = 0;
    double x = 0;

    for (size_t i = 0; i < w->n; i++) {
        if (x > 0 && x + w->space + w->width[i] > width + 0.01) {
            ends[lines++] = i;
            x = 0;
        }
        x += (x > 0 ? w->space : 0) + w->width[i];
    }
    ends[lines++] = w->n;
    return lines;
}

/* The least width that still gives as few lines as the full width does: about equal lines. */
static size_t balance(const struct words_of *w, double width, size_t *ends)
{
    size_t lines = fill(w, width, ends), unused[WORDS_MAX];
    double low = 0, high = width;

    while (high - low > 0.5) {
        double middle = (low + high) / 2;
        bool fits = fill(w, middle, unused) <= lines;

        for (size_t i = 0; fits && i < w->n; i++)
            fits = w->width[i] <= middle;
        *(fits ? &high : &low) = middle;
    }
    return fill(w, high, ends);
}

/* Lines that the words take when every character is set `tighter` closer: the first line has less room. */
static size_t lines_at(const struct words_of *w, double width, double first, double tighter)
{
    size_t lines = 1;
    double room = width - first, x = 0;

    for (size_t i = 0; i < w->n; i++) {
        double word = w->width[i] - tighter * (double)span_characters(w->v[i]);
        double space = x > 0 ? w->space - tighter : 0;

        if (x > 0 && x + space + word > room + 0.01) {
            lines++;
            room = width;
            space = x = 0;
        }
        x += space + word;
    }
    return lines;
}

bool fit_lines(struct binder *b, struct node *para, size_t lines)
{
    const struct char_props *base = &para->as.para.style->chr;
    double first = para_props(para)->first, tighter = 0;
    struct buf text = {0};
    struct words_of words;
    bool ok;

    node_plain_text(para, &text);
    ok = text.n && split_words(b, base, text.p, para->pos, &words);
    while (ok && tighter <= TIGHTEST * base->size && lines_at(&words, b->text_width, first, tighter) > lines)
        tighter += STEP;
    buf_release(&text);
    if (!ok || tighter > TIGHTEST * base->size)
        return false;
    for (struct node *n = para->first; n && tighter > 0; n = n->next) {
        struct char_props *chr;

        if (n->type != NODE_TEXT)
            continue;
        chr = ARENA_NEW(&b->doc->arena, struct char_props);
        *chr = *text_props(para, n);
        chr->spacing = -tighter;
        n->as.text.chr = chr;
    }
    return true;
}

void fit_name(struct binder *b, struct node *para, const char *text, double width, bool condense)
{
    const struct char_props *chr = &para->as.para.style->chr;
    double natural = fit_width(b, chr, text, para->pos);
    struct words_of words;
    size_t ends[WORDS_MAX], lines, first = 0;

    if (isnan(natural) || natural <= width || !split_words(b, chr, text, para->pos, &words)) {
        node_text(b->doc, para, text);
        return;
    }
    if (condense && natural <= width * (1 + CONDENSE_MAX)) {
        set_condensed(b, para, text, natural - width);
        return;
    }
    lines = balance(&words, width, ends);
    for (size_t i = 0; i < lines; i++) {
        struct buf line = {0};

        for (size_t k = first; k < ends[i]; k++) {
            if (k > first)
                buf_putc(&line, ' ');
            buf_putspan(&line, words.v[k]);
        }
        first = ends[i];
        if (i > 0) {
            node_break(b->doc, para);
        }
        node_text(b->doc, para, line.p ? line.p : "");
        buf_release(&line);
    }
}
