/* A paragraph's segments (collect.c) become pieces: words, spaces, tabs, breaks, pictures.
 *
 * The whole text is at hand, since a word may go over several runs; each segment is cut at spaces and at the break opportunities of the whole text
 * (text_break_before) and shaped piece by piece. A piece's glyphs belong to the cache of its face:
 * nothing is copied. */
#include "base/diag/layout.h"
#include "layout/math.h"
#include "text/text.h"


enum { WORD_BYTES = 1024 }; /* a longer word is shaped in parts */

/* ---- pieces ---- */

static struct piece *piece_add(struct layout *l, const struct segment *s, enum piece_type type)
{
    MEM_ROOM(l->pieces, l->n_pieces, l->cap_pieces);
    struct piece *p = &l->pieces[l->n_pieces++];
    *p = (struct piece){.type = (unsigned char)type,
                        .run = s->run,
                        .note = s->note,
                        .field = s->field,
                        .node = s->image,
                        .object = s->object,
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
    return g->width * run->em + extra;
}

static void piece_shape(struct piece *p, const char *text, struct pos pos)
{
    const struct face_sign *sign = p->run->sign;
    const struct shaped g = sign ? (struct shaped){&sign->glyph, 1, sign->glyph.advance}
                                 : face_shape(p->run->face, span_make(text + p->offset, p->bytes), p->run->kern, pos);
    p->glyphs = g.glyphs;
    p->n_glyphs = (uint32_t)g.n;
    p->width = glyph_width(p->run, &g);
}

/* Files of others are set by Word's rule alone. */
static bool break_before(const struct layout *l, struct span text, size_t at)
{
    for (size_t i = 0; i < l->n_joints; i++)
        if (l->joints[i] == at)
            return false;
    return l->read ? text_break_word(text, at) : text_break_before(text, at);
}

/* May a line end before byte `at`? Only before something that is not a space. */
static enum break_kind piece_break(const struct layout *l, struct span text, size_t at, bool space)
{
    if (l->n_pieces == 0 || space)
        return BREAK_NEVER;
    if (l->pieces[l->n_pieces - 1].type == PIECE_FORMULA)
        return BREAK_NEVER;
    if (l->pieces[l->n_pieces - 1].type != PIECE_WORD)
        return BREAK_ALLOWED;
    return break_before(l, text, at) ? BREAK_ALLOWED : BREAK_NEVER;
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
               (space || !break_before(l, text, to)));
        struct piece *p = piece_add(l, s, space ? PIECE_SPACE : PIECE_WORD);
        p->before = (unsigned char)before;
        p->offset = (uint32_t)from;
        p->bytes = (uint32_t)(to - from);
        piece_shape(p, text.p, pos);
        from = to;
    }
}

/* A picture of ours is never larger than the text; Word lets a wide one stand out to the right, over margin and edge: measured on
 * twelve pictures of three papers. */
static double picture_scale(const struct layout *l, double width, double height)
{
    const double wide = l->read && !l->doc->settings.from_writer ? HUGE_VAL : l->text_width;
    return fmin(1, fmin(wide / width, l->text_height / height));
}

static void piece_image(struct layout *l, const struct segment *s)
{
    const struct image *image = &s->image->as.image;
    struct piece *p = piece_add(l, s, PIECE_IMAGE);
    double w = s->object ? s->object->width : fmax(image->width, 1), h = s->object ? s->object->height : fmax(image->height, 1);
    const double scale = s->object ? 1 : picture_scale(l, w, h);
    const struct box_size turned = turned_size(s->object ? s->object->node->as.shape.rotation : image->rotation, w * scale, h * scale);
    p->before = BREAK_ALLOWED;
    p->width = turned.width;
    p->height = turned.height;
    p->offset = (uint32_t)s->offset;
}

/* May a line begin with a formula? Where a space or tab stands before it. */
static enum break_kind formula_break(const struct layout *l)
{
    const unsigned char before = l->n_pieces ? l->pieces[l->n_pieces - 1].type : PIECE_WORD;
    return before == PIECE_WORD || before == PIECE_HYPHEN || before == PIECE_FORMULA ? BREAK_NEVER : BREAK_ALLOWED;
}

/* The parts of a formula that lines may be made of. */
static void piece_formula(struct layout *l, const struct segment *s, struct pos pos)
{
    const struct math_row row = math_row(l, s->image, pos);
    for (size_t i = 0; i < row.n; i++) {
        if (row.parts[i].breaks && i > 0)
            piece_add(l, s, PIECE_BREAK)->offset = (uint32_t)s->offset;
        const enum break_kind before = i > 0 ? BREAK_ALLOWED : formula_break(l);
        struct piece *p = piece_add(l, s, PIECE_FORMULA);
        p->before = (unsigned char)before;
        p->width = row.parts[i].box->width;
        p->box = row.parts[i].box;
        p->offset = (uint32_t)s->offset;
    }
}

/* The mark of a place where a word may be divided: a hyphen if the line ends there. */
static void piece_hyphen(struct layout *l, const struct segment *s, struct pos pos)
{
    struct piece *p = piece_add(l, s, PIECE_HYPHEN);
    p->before = BREAK_NEVER;
    p->offset = (uint32_t)s->offset;
    p->bytes = (uint32_t)s->bytes;
    const struct shaped g = face_shape(s->run->face, SPAN("-"), false, pos);
    p->glyphs = g.glyphs;
    p->n_glyphs = (uint32_t)g.n;
    p->height = glyph_width(s->run, &g);
}

static void piece_mark(struct layout *l, const struct segment *s)
{
    struct piece *p = piece_add(l, s, s->type);
    p->before = s->type == PIECE_TAB ? BREAK_ALLOWED : BREAK_NEVER;
    p->offset = (uint32_t)s->offset;
    p->to = s->type == PIECE_TAB ? piece_place(s->place) : (unsigned char)s->to;
    p->leader = s->place ? s->place->leader : 0;
}

/* What a paragraph stands on: its own ground, or that of the nearest cell around it that has one. */
static struct fill ground_of(const struct para_box *p)
{
    struct fill ground = p->props->fill;
    for (const struct node *n = p->node->parent; n && !ground.on && n->type != NODE_SHAPE; n = n->parent)
        if (n->type == NODE_CELL)
            ground = n->as.cell.fill;
    return ground;
}

/* A ground is dark to Word below this brightness of 255, by the weights of the eye (W3C's "Techniques For Accessibility Evaluation",
 * which Microsoft names as Word's way to tell). */
static const unsigned DARK = 60;

static bool is_dark(uint32_t color)
{
    return (color >> 16 & 255) * 299 + (color >> 8 & 255) * 587 + (color & 255) * 114 < DARK * 1000;
}

uint32_t text_color(const struct layout *l, const struct char_props *c)
{
    const struct fill ground = c->fill.on ? c->fill : l->ground;
    return c->automatic && ground.on && is_dark(ground.color) ? 0xFFFFFF : c->color;
}

void items_collect(struct layout *l, struct para_box *p, struct para_tags tags, const struct note *note)
{
    l->n_pieces = 0;
    l->ground = ground_of(p);
    collect_para(l, p, tags, note);
    p->text = arena_span(&l->frames->arena, buf_span(&l->text));
    const struct span text = span_make(p->text, l->text.n);
    for (size_t i = 0; i < l->n_segments; i++) {
        const struct segment *s = &l->segments[i];
        if (s->type == PIECE_WORD)
            pieces_text(l, s, text, p->node->pos);
        else if (s->type == PIECE_IMAGE)
            piece_image(l, s);
        else if (s->type == PIECE_FORMULA)
            piece_formula(l, s, p->node->pos);
        else if (s->type == PIECE_HYPHEN)
            piece_hyphen(l, s, p->node->pos);
        else
            piece_mark(l, s);
    }
    for (size_t i = 0; i < l->n_pieces; i++)
        if (l->pieces[i].run->label && l->pieces[i].type == PIECE_WORD)
            p->label_width += l->pieces[i].width;
    l->ground = (struct fill){0};
}

/* ---- words wider than the line ---- */

/* Cuts `word` into its characters: pieces that share its glyphs. */
static void divide_piece(struct layout *l, const struct piece *word)
{
    const struct segment s = {.run = word->run, .note = word->note, .field = word->field};
    const struct glyph *g = word->glyphs;
    for (uint32_t i = 0, j; i < word->n_glyphs; i = j) {
        double width = 0;
        for (j = i; j < word->n_glyphs && g[j].cluster == g[i].cluster; j++)
            width += g[j].advance;
        const uint32_t from = g[i].cluster - word->base;
        const uint32_t to = j < word->n_glyphs ? g[j].cluster - word->base : word->bytes;
        struct piece *p = piece_add(l, &s, PIECE_WORD);
        p->before = i == 0 ? word->before : BREAK_EMERGENCY;
        p->offset = word->offset + from;
        p->bytes = (uint32_t)(to - from);
        p->base = g[i].cluster;
        p->glyphs = g + i;
        p->n_glyphs = j - i;
        p->width = glyph_width(word->run, &(struct shaped){g + i, j - i, width});
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
    if (l->read || !divide_parts(l, p, start, width)) {
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
