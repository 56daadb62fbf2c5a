/* Making names fit: an organ's long name is condensed by a little, let out of its block by a little, or broken into
 * lines by sense, as the official pages do, never left with one short word on the last line. */
#include <math.h>

#include "merge/binder.h"
#include "text/phrase.h"

/* More than this share of the width is not squeezed out of a line any more but broken. HD 05 page 1
 * condenses the superior organ's name to 96 %. */
static const double CONDENSE_MAX = 0.06;

static const double STEP = 0.05;      /* [pt]: a twip, what DOCX can say */
static const double TIGHTEST = 0.035; /* em a character; HD 05 page 1 sets a line 0.03 em tighter */

double fit_block_reach(const struct block_rule *rule)
{
    return rule->gap_min > 0 ? fmax(rule->gap - rule->gap_min, 0) * MM : 0; /* a small sheet has a small gap */
}

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

enum { WORDS_MAX = 128 };

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

/* What the looks of a line cost, on the scale of the breaks (text/phrase.h). */
static const double LINE_COST = 3;      /* each line */
static const double CONDENSED_COST = 1; /* a line set closer */
static const double REACH_COST = 3;     /* a line as far out of the block as it may go */
static const double RAGGED_COST = 20;   /* a line a whole width off the mean */

/* A way to set the words in lines: the first `best` of line l ends before word i. */
struct setting {
    double cost[WORDS_MAX + 1];
    size_t from[WORDS_MAX + 1][WORDS_MAX + 1];
};

static double line_cost(double w, const struct block *room, bool condense, double mean)
{
    double off = (w - mean) / room->width, cost = LINE_COST + RAGGED_COST * off * off;

    if (w <= room->width)
        return cost;
    if (condense && w <= room->width * (1 + CONDENSE_MAX))
        return cost + CONDENSED_COST;
    if (w <= room->width + room->reach)
        return cost + REACH_COST * (w - room->width) / room->reach;
    return INFINITY;
}

/* The least cost of the words in exactly `lines` lines; `ends` gets the index after each line's last word. */
static double set_in(const struct words_of *w, const struct block *room, bool condense, const double *breaks, size_t lines,
                     struct setting *s, size_t *ends)
{
    double total = -w->space, mean, next[WORDS_MAX + 1];

    for (size_t i = 0; i < w->n; i++)
        total += w->space + w->width[i];
    mean = total / (double)lines;
    for (size_t i = 0; i <= w->n; i++)
        s->cost[i] = i == 0 ? 0 : INFINITY;
    for (size_t l = 0; l < lines; l++) {
        for (size_t i = 0; i <= w->n; i++)
            next[i] = INFINITY;
        for (size_t i = 0; i < w->n; i++) {
            double width = -w->space;

            for (size_t k = i; k < w->n && !isinf(s->cost[i]); k++) {
                double cost;

                width += w->space + w->width[k];
                cost = s->cost[i] + line_cost(width, room, condense, mean) + (k + 1 < w->n ? breaks[k + 1] : 0);
                if (cost < next[k + 1]) {
                    next[k + 1] = cost;
                    s->from[l][k + 1] = i;
                }
            }
        }
        memcpy(s->cost, next, sizeof next);
    }
    for (size_t l = lines, i = w->n; l > 0 && !isinf(s->cost[w->n]); i = s->from[--l][i])
        ends[l - 1] = i;
    return s->cost[w->n];
}

/* Greedy fit, for what has a word wider than the block. */
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

/* The best setting in any number of lines. */
static size_t set_by_sense(const struct words_of *w, const struct block *room, bool condense, size_t *ends)
{
    struct arena a = {0};
    struct setting *s = ARENA_NEW(&a, struct setting);
    double breaks[WORDS_MAX], least = INFINITY;
    size_t lines = 0, trial[WORDS_MAX], fewest = 1;

    text_break_costs(&a, w->v, w->n, breaks);
    for (size_t i = 1; room->divide && i < w->n; i++)
        if (breaks[i] <= BREAK_GOOD)
            fewest = 2;
    for (size_t n = fewest; n <= w->n; n++) {
        double cost;

        if ((double)n * LINE_COST > least) /* more lines only cost more */
            break;
        cost = set_in(w, room, condense, breaks, n, s, trial);
        if (cost < least) {
            least = cost;
            lines = n;
            memcpy(ends, trial, n * sizeof *ends);
        }
    }
    arena_release(&a);
    return lines ? lines : fill(w, room->width, ends);
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

double fit_para_width(struct binder *b, const struct node *para)
{
    double widest = 0, line = 0;

    for (const struct node *n = para->first; n; n = n->next) {
        const struct char_props *chr = n->type == NODE_TEXT ? text_props(para, n) : NULL;

        line = chr ? line + fit_width(b, chr, n->as.text.text, para->pos) + chr->spacing * (double)span_characters(span_of(n->as.text.text)) : 0;
        widest = fmax(widest, line);
    }
    return widest;
}

double fit_cell_width(struct binder *b, const struct node *cell)
{
    double widest = 0;

    for (const struct node *p = cell->first; p; p = p->next)
        widest = fmax(widest, para_props(p)->left + fmax(para_props(p)->first, 0) + fit_para_width(b, p) + para_props(p)->right);
    return widest;
}

/* One line of the name. */
static void put_words(struct binder *b, struct node *para, const struct words_of *w, size_t first, size_t end, const struct block *room, bool condense)
{
    struct buf line = {0};
    double width = -w->space;

    for (size_t k = first; k < end; k++) {
        if (k > first)
            buf_putc(&line, ' ');
        buf_putspan(&line, w->v[k]);
        width += w->space + w->width[k];
    }
    if (condense && width > room->width && width <= room->width * (1 + CONDENSE_MAX))
        set_condensed(b, para, line.p, width - room->width + FIT_SLACK / 2);
    else
        node_text(b->doc, para, line.p ? line.p : "");
    buf_release(&line);
}

void fit_name(struct binder *b, struct node *para, const char *text, struct block room, bool condense)
{
    const struct char_props *chr = &para->as.para.style->chr;
    double natural = fit_width(b, chr, text, para->pos);
    struct words_of words;
    size_t ends[WORDS_MAX], lines, first = 0;

    if (isnan(natural) || (natural <= room.width && !room.divide) || !split_words(b, chr, text, para->pos, &words)) {
        node_text(b->doc, para, text);
        return;
    }
    lines = set_by_sense(&words, &room, condense, ends);
    for (size_t i = 0; i < lines; first = ends[i++]) {
        if (i > 0)
            node_break(b->doc, para);
        put_words(b, para, &words, first, ends[i], &room, condense);
    }
}
