/* Text of metafiles in our faces. A metafile says where each character stands, as the font of its writer had them: so letters are
 * set one by one, with the marks above them, and what no advance is known of stands as our face has it. */
#include "layout/layout.h"
#include "text/symbol.h"
#include "text/text.h"

#include <math.h>
#include <stdlib.h>

/* A text under way: letters of one face in a row are a run. */
struct words {
    struct layout *l;
    const struct drawing_op *op;
    struct face *face; /* of the font asked for */
    const char *family;
    struct pos pos;
    const uint32_t *chars;
    const double *advances; /* of each [pt]; NULL */
    size_t n;
    double size, stretch;
    struct word_run {
        struct face *face;
        double x;
        struct frame_glyph *glyphs;
        size_t n_glyphs, cap_glyphs;
        struct buf text;
    } *runs;
    size_t n_runs, cap_runs;
    double width;
};

static bool is_mark(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE2F);
}

static bool is_shown(uint32_t c)
{
    return c >= 0x20 && c != 0x7F && (c < 0x200B || c > 0x200F) && c != 0xFEFF;
}

/* ---- what the text says ---- */

/* Codes of a font of symbols become characters; text in an old code becomes Unicode, whose letters are others, so the advances
 * hold together only. */
static void read_chars(struct words *w)
{
    struct arena *a = &w->l->frames->arena;
    const struct drawing_op *op = w->op;
    const char *family = op->as.text.family && *op->as.text.family ? op->as.text.family : "Arial";
    const bool symbols = is_symbol_font(family);
    const enum text_code code = text_code_of(family);
    w->family = symbols || op->as.text.symbols ? "Times New Roman" : family;
    w->n = op->as.text.n;
    w->chars = op->as.text.chars;
    w->advances = op->as.text.advances;
    if (symbols || op->as.text.symbols) {
        uint32_t *chars = ARENA_NEWS(a, w->n, uint32_t);
        for (size_t i = 0; i < w->n; i++) {
            chars[i] = w->chars[i] >= 0xF020 && w->chars[i] <= 0xF0FF ? w->chars[i] - 0xF000 : w->chars[i];
            symbol_char(symbols ? family : "Symbol", w->chars[i], &chars[i]);
        }
        w->chars = chars;
    } else if (code != CODE_UNICODE) {
        struct buf b = {0};
        for (size_t i = 0; i < w->n; i++)
            buf_utf8(&b, w->chars[i]);
        if (text_code_evidence(buf_span(&b), code) >= 0) {
            const struct span s = span_of(text_recode(a, buf_span(&b), code));
            uint32_t *chars = ARENA_NEWS(a, s.n, uint32_t);
            double total = 0;
            for (size_t i = 0; w->advances && i < w->n; i++)
                total += w->advances[i];
            w->n = 0;
            for (size_t at = 0; at < s.n;)
                chars[w->n++] = text_next(s, &at);
            double *advances = w->advances ? ARENA_NEWS(a, w->n, double) : NULL;
            for (size_t i = 0; advances && i < w->n; i++)
                advances[i] = total / (double)w->n;
            w->chars = chars;
            w->advances = advances;
        }
        w->family = recode_family(family);
        buf_release(&b);
    }
}

/* ---- letters ---- */

static struct word_run *run_of(struct words *w, struct face *face)
{
    struct word_run *run = w->n_runs ? &w->runs[w->n_runs - 1] : NULL;
    if (run && run->face == face)
        return run;
    MEM_ROOM(w->runs, w->n_runs, w->cap_runs);
    run = &w->runs[w->n_runs++];
    *run = (struct word_run){.face = face, .x = w->width};
    return run;
}

/* A letter with its marks: characters from `from` to `to`. */
static void put_letter(struct words *w, size_t from, size_t to)
{
    struct buf b = {0};
    struct arena scratch = {0};
    double advance = 0;
    for (size_t i = from; i < to; i++) {
        if (is_shown(w->chars[i]) && w->chars[i] <= 0x10FFFF)
            buf_utf8(&b, w->chars[i]);
        advance += w->advances ? w->advances[i] : 0;
    }
    if (b.n) {
        const struct span letter = span_of(text_nfc(&scratch, buf_span(&b)));
        size_t at = 0;
        struct word_run *run = run_of(w, face_for(w->face, text_next(letter, &at)));
        const struct shaped shaped = face_shape(run->face, letter, false, w->pos);
        double x = w->width - run->x;
        for (size_t i = 0; i < shaped.n; i++) {
            const struct glyph *g = &shaped.glyphs[i];
            MEM_ROOM(run->glyphs, run->n_glyphs, run->cap_glyphs);
            run->glyphs[run->n_glyphs++] = (struct frame_glyph){.id = g->id, .x = (float)(x + (double)g->x_offset * w->size * w->stretch),
                                                                .y = (float)(-(double)g->y_offset * w->size), .cluster = (uint32_t)(run->text.n + g->cluster)};
            x += g->advance * w->size * w->stretch;
        }
        buf_putspan(&run->text, letter);
        if (!w->advances)
            advance = shaped.width * w->size * w->stretch;
    }
    w->width += advance;
    arena_release(&scratch);
    buf_release(&b);
}

static void put_letters(struct words *w)
{
    for (size_t i = 0, next; i < w->n; i = next) {
        for (next = i + 1; next < w->n && is_mark(w->chars[next]);)
            next++;
        put_letter(w, i, next);
    }
}

/* ---- parts ---- */

/* Upright text stands where it says; other text from (0, 0) on, turned. */
static const struct frame_matrix *turned(struct words *w, double *x, double *y)
{
    static const double RADIAN = 3.14159265358979323846 / 180;
    const double angle = w->op->as.text.angle * RADIAN, flip = w->op->as.text.mirrored ? -1 : 1;
    *x = w->op->as.text.x;
    *y = w->op->as.text.y;
    if (fabs(sin(angle)) < 1e-6 && cos(angle) > 0 && flip > 0)
        return NULL;
    struct frame_matrix *m = ARENA_NEW(&w->l->frames->arena, struct frame_matrix);
    *m = (struct frame_matrix){cos(angle), sin(angle), -sin(angle) * flip, cos(angle) * flip, *x, *y};
    *x = *y = 0;
    return m;
}

static void put_rule(struct words *w, struct frame_drawing *d, int tag, const struct frame_matrix *m, const double box[4], uint32_t color)
{
    struct frame_item *item = drawing_part(w->l, d, w->op->clip, FRAME_RECT, tag);
    item->matrix = m;
    item->x = box[0];
    item->y = box[1];
    item->as.rect.w = box[2];
    item->as.rect.h = box[3];
    item->as.rect.color = color;
}

static void put_runs(struct words *w, struct frame_drawing *d, int tag)
{
    const struct drawing_op *op = w->op;
    const struct face_metrics *m = face_metrics(w->face);
    double x, y;
    const struct frame_matrix *matrix = turned(w, &x, &y);
    x -= op->as.text.align == TEXT_AT_RIGHT ? w->width : op->as.text.align == TEXT_AT_CENTER ? w->width / 2 : 0;
    y += op->as.text.stand == TEXT_BELOW ? m->ascent * w->size : op->as.text.stand == TEXT_ABOVE ? -m->descent * w->size : 0;
    if (op->as.text.grounded)
        put_rule(w, d, tag, matrix, (double[]){x, y - m->ascent * w->size, w->width, (m->ascent + m->descent) * w->size}, op->as.text.ground);
    for (size_t i = 0; i < w->n_runs; i++) {
        struct word_run *run = &w->runs[i];
        struct frame_item *item = drawing_part(w->l, d, op->clip, FRAME_TEXT, tag);
        item->matrix = matrix;
        item->x = x + run->x;
        item->y = y;
        item->as.text.face = run->face;
        item->as.text.size = w->size;
        item->as.text.stretch = w->stretch * face_stretch(run->face);
        item->as.text.width = (i + 1 < w->n_runs ? run[1].x : w->width) - run->x;
        item->as.text.color = op->as.text.color;
        item->as.text.n = run->n_glyphs;
        item->as.text.glyphs = memcpy(ARENA_NEWS(&w->l->frames->arena, run->n_glyphs + 1, struct frame_glyph), run->glyphs, run->n_glyphs * sizeof *run->glyphs);
        item->as.text.bytes = run->text.n;
        item->as.text.text = arena_span(&w->l->frames->arena, buf_span(&run->text));
    }
    if (op->as.text.underline)
        put_rule(w, d, tag, matrix, (double[]){x, y + m->underline_position * w->size, w->width, m->underline_thickness * w->size}, op->as.text.color);
    if (op->as.text.strike)
        put_rule(w, d, tag, matrix, (double[]){x, y - m->strike_position * w->size, w->width, m->strike_thickness * w->size}, op->as.text.color);
}

void drawing_text(struct layout *l, struct frame_drawing *d, const struct drawing_op *op, int tag, struct pos pos)
{
    struct words w = {.l = l, .op = op, .pos = pos, .stretch = op->as.text.stretch, .size = op->as.text.size};
    if (!(w.size > 0.01) || w.size > 5000)
        return;
    read_chars(&w);
    w.face = fonts_substitute(l->fonts, w.family, op->as.text.bold, op->as.text.italic, pos);
    if (!w.face)
        return;
    if (op->as.text.cell)
        w.size /= face_metrics(w.face)->ascent + face_metrics(w.face)->descent;
    put_letters(&w);
    put_runs(&w, d, tag);
    for (size_t i = 0; i < w.n_runs; i++) {
        free(w.runs[i].glyphs);
        buf_release(&w.runs[i].text);
    }
    free(w.runs);
}
