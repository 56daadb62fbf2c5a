/* A paragraph's inlines become pieces: words, spaces, tabs, breaks, pictures.
 *
 * First the whole text is collected with one segment a run, since a word may go over several runs;
 * then each segment is cut at spaces and at the break opportunities of the whole text
 * (text_break_before) and shaped piece by piece. A piece's glyphs belong to the cache of its face:
 * nothing is copied. */
#include "layout/layout.h"
#include "text/text.h"

#include <math.h>

enum { WORD_BYTES = 1024 }; /* a longer word is shaped in parts */

struct segment {
    enum piece_type type; /* PIECE_WORD: any text */
    const struct run *run;
    size_t offset, bytes;
    const struct node *image;
    int tag, note, field;
};

/* ---- runs ---- */

static struct face *items_face(struct layout *l, const struct char_props *c, struct pos pos)
{
    if (l->face && l->face_family == c->family && l->face_bold == c->bold &&
        l->face_italic == c->italic)
        return l->face;
    struct face *face = fonts_face(l->fonts, c->family, c->bold, c->italic, pos);
    if (!face) {
        l->failed = true;
        return NULL;
    }
    l->face = face;
    l->face_family = c->family;
    l->face_bold = c->bold;
    l->face_italic = c->italic;
    return face;
}

/* NULL: no face, reported. Superior and inferior text: 0.65 of the size in steps of half a point,
 * raised by a third or lowered by a twelfth of the size (Word layout 9). */
const struct run *items_run(struct layout *l, const struct char_props *c, int tag, const char *url,
                            struct pos pos)
{
    struct face *face = items_face(l, c, pos);
    if (!face)
        return NULL;
    struct run *r = ARENA_NEW(&l->scratch, struct run);
    *r = (struct run){.face = face,
                      .metrics = face_metrics(face),
                      .size = c->size,
                      .spacing = c->spacing,
                      .color = c->color,
                      .kern = c->kern,
                      .underline = c->underline,
                      .strike = c->strike,
                      .decimal = c->lang && strncmp(c->lang, "en", 2) == 0 ? '.' : ',',
                      .tag = tag,
                      .url = url};
    if (c->vertical != VERTICAL_BASE)
        r->size = floor(c->size * 0.65 * 2 + 0.5) / 2;
    if (c->vertical == VERTICAL_SUPER)
        r->raise = c->size / 3;
    else if (c->vertical == VERTICAL_SUB)
        r->raise = -c->size / 12;
    return r;
}

/* ---- segments ---- */

static void segment_add(struct layout *l, struct segment s)
{
    if (l->n_segments == l->cap_segments) {
        l->cap_segments = l->cap_segments ? 2 * l->cap_segments : 64;
        l->segments = mem_resize(l->segments, l->cap_segments, sizeof *l->segments);
    }
    l->segments[l->n_segments++] = s;
}

static struct segment *segment_text(struct layout *l, const struct run *run, const char *text)
{
    const size_t n = strlen(text);
    segment_add(l, (struct segment){.type = PIECE_WORD,
                                    .run = run,
                                    .offset = l->text.n,
                                    .bytes = n,
                                    .note = -1,
                                    .field = -1});
    buf_put(&l->text, text, n);
    return &l->segments[l->n_segments - 1];
}

static void segment_mark(struct layout *l, enum piece_type type, const struct run *run, char c)
{
    segment_add(
        l, (struct segment){
               .type = type, .run = run, .offset = l->text.n, .bytes = 1, .note = -1, .field = -1});
    buf_putc(&l->text, c);
}

static const char *segment_number(int number, char *end)
{
    char *p = end;
    *--p = '\0';
    do
        *--p = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    return p;
}

static void segment_superior(struct layout *l, const struct node *para, int number, int tag,
                             int note)
{
    struct char_props c = para->as.para.style->chr;
    char digits[16];
    c.vertical = VERTICAL_SUPER;
    const struct run *run = items_run(l, &c, tag, NULL, para->pos);
    if (run)
        segment_text(l, run, segment_number(number, digits + sizeof digits))->note = note;
}

/* In a header the page is known; in the body the number of the last run is taken (layout.c runs
 * again until they agree). */
static void segment_page_number(struct layout *l, const struct run *run)
{
    char digits[16];
    int number = l->page_number, field = -1;
    if (!l->furniture) {
        field = (int)l->n_fields;
        if (l->n_fields == l->cap_fields) {
            l->cap_fields = l->cap_fields ? 2 * l->cap_fields : 16;
            l->field_printed = mem_resize(l->field_printed, l->cap_fields, sizeof(int));
            l->field_actual = mem_resize(l->field_actual, l->cap_fields, sizeof(int));
        }
        number = l->n_fields < l->known_fields ? l->field_actual[l->n_fields] : 1;
        l->field_printed[l->n_fields] = l->field_actual[l->n_fields] = number;
        l->n_fields++;
    }
    segment_text(l, run, segment_number(number, digits + sizeof digits))->field = field;
}

static void segment_image(struct layout *l, const struct node *node, const struct run *run, int tag)
{
    const int figure = tags_add(l, TAG_FIGURE, tag, node);
    if (!l->furniture)
        l->frames->tags[figure].alt = node->as.image.alt;
    segment_mark(l, PIECE_IMAGE, run, ' ');
    l->segments[l->n_segments - 1].image = node;
    l->segments[l->n_segments - 1].tag = figure;
}

struct inline_state {
    const struct node *para;
    const struct char_props *last; /* the properties `run` was made from */
    const struct run *run;
    int tag;
    const char *url;
};

static const struct run *inline_run(struct layout *l, struct inline_state *s, const struct node *n)
{
    const struct char_props *c = text_props(s->para, n);
    if (s->last != c || !s->run || s->run->tag != s->tag || s->run->url != s->url) {
        s->run = items_run(l, c, s->tag, s->url, n->pos);
        s->last = c;
    }
    return s->run;
}

static void inlines_collect(struct layout *l, struct inline_state *s, const struct node *n)
{
    for (; n && !l->failed; n = n->next) {
        const struct run *run = inline_run(l, s, n);
        if (!run)
            return;
        switch (n->type) {
        case NODE_TEXT:
            if (n->as.text.text && *n->as.text.text)
                segment_text(l, run, n->as.text.text);
            break;
        case NODE_TAB:
            segment_mark(l, PIECE_TAB, run, ' ');
            break;
        case NODE_LINE_BREAK:
            segment_mark(l, PIECE_BREAK, run, ' ');
            break;
        case NODE_PAGE_NUMBER:
            segment_page_number(l, run);
            break;
        case NODE_IMAGE:
            segment_image(l, n, run, s->tag);
            break;
        case NODE_LINK: {
            struct inline_state inner = {s->para, NULL, NULL, tags_add(l, TAG_LINK, s->tag, n),
                                         n->as.link.url};
            inlines_collect(l, &inner, n->first);
            break;
        }
        case NODE_FOOTNOTE:
            if (!l->furniture) {
                const int note = notes_add(l, n, s->tag);
                segment_superior(l, s->para, l->notes[note].number, s->tag, note);
            }
            break;
        default:
            break;
        }
    }
}

/* ---- pieces ---- */

static struct piece *piece_add(struct layout *l, const struct segment *s, enum piece_type type)
{
    if (l->n_pieces == l->cap_pieces) {
        l->cap_pieces = l->cap_pieces ? 2 * l->cap_pieces : 256;
        l->pieces = mem_resize(l->pieces, l->cap_pieces, sizeof *l->pieces);
    }
    struct piece *p = &l->pieces[l->n_pieces++];
    *p = (struct piece){.type = type,
                        .run = s->run,
                        .note = s->note,
                        .field = s->field,
                        .node = s->image,
                        .tag = s->tag};
    return p;
}

static size_t glyph_characters(const struct shaped *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        n += i + 1 == g->n || g->glyphs[i + 1].cluster != g->glyphs[i].cluster;
    return n;
}

static double glyph_width(const struct run *run, const struct shaped *g)
{
    const double extra = run->spacing != 0 ? run->spacing * (double)glyph_characters(g) : 0;
    return g->width * run->size + extra;
}

static void piece_shape(struct piece *p, const char *text, struct pos pos)
{
    p->glyphs = face_shape(p->run->face, span_make(text + p->offset, p->bytes), p->run->kern, pos);
    p->width = glyph_width(p->run, &p->glyphs);
}

/* May a line end before byte `at`? Only before something that is not a space. */
static enum break_kind piece_break(const struct layout *l, struct span text, size_t at, bool space)
{
    if (l->n_pieces == 0 || space)
        return BREAK_NEVER;
    if (l->pieces[l->n_pieces - 1].type != PIECE_WORD)
        return BREAK_ALLOWED;
    return text_break_before(text, at) ? BREAK_ALLOWED : BREAK_NEVER;
}

static void pieces_text(struct layout *l, const struct segment *s, struct span text, struct pos pos)
{
    const size_t end = s->offset + s->bytes;
    size_t from = s->offset;
    while (from < end) {
        const bool space = text.p[from] == ' ';
        const enum break_kind before =
            s->note >= 0 ? BREAK_NEVER : piece_break(l, text, from, space);
        size_t to = from;
        do
            text_next(text, &to);
        while (to < end && to - from < WORD_BYTES && (text.p[to] == ' ') == space &&
               (space || !text_break_before(text, to)));
        struct piece *p = piece_add(l, s, space ? PIECE_SPACE : PIECE_WORD);
        p->before = before;
        p->offset = from;
        p->bytes = to - from;
        piece_shape(p, text.p, pos);
        from = to;
    }
}

static void piece_image(struct layout *l, const struct segment *s)
{
    const struct image *image = &s->image->as.image;
    struct piece *p = piece_add(l, s, PIECE_IMAGE);
    double w = image->width > 0 ? image->width : 1, h = image->height > 0 ? image->height : 1;
    const double scale = fmin(1, fmin(l->text_width / w, l->text_height / h));
    p->before = BREAK_ALLOWED;
    p->width = w * scale;
    p->height = h * scale;
    p->offset = s->offset;
}

void items_collect(struct layout *l, struct para_box *p, struct para_tags tags, int note_number)
{
    const struct node *para = p->node;
    struct inline_state state = {para, NULL, NULL, tags.text, NULL};
    buf_clear(&l->text);
    l->n_segments = l->n_pieces = 0;
    if (note_number > 0) {
        segment_superior(l, para, note_number, tags.label, -1);
        const struct run *run =
            items_run(l, &para->as.para.style->chr, tags.label, NULL, para->pos);
        if (run)
            segment_text(l, run, " ");
    }
    if (para->as.para.label) {
        const struct run *run =
            items_run(l, label_props(para), tags.label, NULL, para->pos);
        if (run) {
            segment_text(l, run, para->as.para.label);
            if (label_spaced(para))
                segment_text(l, run, " ");
        }
    }
    inlines_collect(l, &state, para->first);
    p->text = arena_span(&l->frames->arena, buf_span(&l->text));
    const struct span text = span_make(p->text, l->text.n);
    for (size_t i = 0; i < l->n_segments; i++) {
        const struct segment *s = &l->segments[i];
        if (s->type == PIECE_WORD)
            pieces_text(l, s, text, para->pos);
        else if (s->type == PIECE_IMAGE)
            piece_image(l, s);
        else {
            struct piece *piece = piece_add(l, s, s->type);
            piece->before = s->type == PIECE_TAB ? BREAK_ALLOWED : BREAK_NEVER;
            piece->offset = s->offset;
        }
    }
}

/* ---- words wider than the line ---- */

/* Cuts `word` into its characters: pieces that share its glyphs. */
static void divide_piece(struct layout *l, const struct piece *word)
{
    const struct segment s = {.run = word->run, .note = word->note, .field = word->field};
    const struct shaped *g = &word->glyphs;
    for (size_t i = 0, j; i < g->n; i = j) {
        double width = 0;
        for (j = i; j < g->n && g->glyphs[j].cluster == g->glyphs[i].cluster; j++)
            width += g->glyphs[j].advance;
        const size_t from = g->glyphs[i].cluster - word->base;
        const size_t to = j < g->n ? g->glyphs[j].cluster - word->base : word->bytes;
        struct piece *p = piece_add(l, &s, PIECE_WORD);
        p->before = i == 0 ? word->before : BREAK_EMERGENCY;
        p->offset = word->offset + from;
        p->bytes = to - from;
        p->base = g->glyphs[i].cluster;
        p->glyphs = (struct shaped){g->glyphs + i, j - i, width};
        p->width = glyph_width(word->run, &p->glyphs);
    }
}

/* Behind a slash or hyphen, where nothing else divides an address: "…/van-ban-|cua-dang". */
static bool divides_address(const struct para_box *p, const struct piece *piece)
{
    const char *at = p->text + piece->offset;
    return piece->offset > 0 && strchr("/-", at[-1]) && !strchr("/-", *at);
}

/* Breaks behind slashes and hyphens first; true if a part is still wider than the line. */
static bool divide_parts(struct layout *l, const struct para_box *p, size_t from, double width)
{
    bool wide = false;
    double w = 0;
    for (size_t i = from; i < l->n_pieces; i++) {
        struct piece *piece = &l->pieces[i];
        if (i > from && piece->note < 0 && divides_address(p, piece))
            piece->before = BREAK_ALLOWED;
        w = piece->before == BREAK_ALLOWED ? piece->width : w + piece->width;
        wide = wide || w > width + FIT_SLACK;
    }
    return wide;
}

static void divide_word(struct layout *l, struct para_box *p, const struct piece *v, size_t n,
                        double width)
{
    struct buf word = {0};
    const size_t start = l->n_pieces;
    for (size_t i = 0; i < n; i++) {
        if (word.n < 80)
            buf_put(&word, p->text + v[i].offset, v[i].bytes < 80 ? v[i].bytes : 80);
        const size_t first = l->n_pieces;
        divide_piece(l, &v[i]);
        if (i > 0 && l->n_pieces > first && l->pieces[first].before == BREAK_NEVER && v[i].note < 0)
            l->pieces[first].before = BREAK_EMERGENCY;
    }
    if (!divide_parts(l, p, start, width)) {
        buf_release(&word);
        return;
    }
    const size_t valid = text_utf8_check(buf_span(&word)); /* the cut may be inside a character */
    char *shown = arena_span(&l->scratch, span_make(word.p, valid));
    buf_release(&word);
    diag(layout_ctx(l), DIAG_LAYOUT_WORD_BROKEN, p->node->pos, shown);
}

void items_divide(struct layout *l, struct para_box *p, double width)
{
    const size_t n = l->n_pieces;
    size_t i = 0;
    double w = 0;
    for (size_t j = 0; j < n && w <= width + FIT_SLACK; j++) {
        const struct piece *v = &l->pieces[j];
        w = v->type == PIECE_WORD ? (v->before == BREAK_ALLOWED ? 0 : w) + v->width : 0;
    }
    if (w <= width + FIT_SLACK) /* as nearly always */
        return;
    struct piece *old = ARENA_NEWS(&l->scratch, n + 1, struct piece);
    if (n)
        memcpy(old, l->pieces, n * sizeof *old);
    l->n_pieces = 0;
    while (i < n) {
        size_t j = i + 1;
        w = old[i].width;
        while (j < n && old[i].type == PIECE_WORD && old[j].type == PIECE_WORD &&
               old[j].before != BREAK_ALLOWED)
            w += old[j++].width;
        if (old[i].type == PIECE_WORD && w > width + FIT_SLACK) {
            divide_word(l, p, old + i, j - i, width);
        } else {
            for (size_t k = i; k < j; k++) {
                const struct segment s = {.run = NULL};
                *piece_add(l, &s, PIECE_WORD) = old[k];
            }
        }
        i = j;
    }
}
