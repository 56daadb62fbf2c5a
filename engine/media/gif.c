/* GIF 89a (CompuServe, 1990): blocks to the first picture, its colours, and the codes of LZW (appendix F). Every code
 * gives at most as many points as the picture still has room for, so work is linear in file and picture. */
#include "media/bytes.h"
#include "media/pixels.h"

enum { CODES = 4096, NO_CODE = 0xFFFF };

struct gif {
    struct span file, colors, data; /* data: the sub-blocks behind the size of the first code */
    unsigned width, height;         /* of the screen */
    unsigned left, top, w, h;       /* of the picture on it */
    int clear;                      /* the colour that is transparent; -1: none */
    bool interlaced;
    unsigned code_bits;
};

static size_t skip_blocks(struct span s, size_t at)
{
    while (at < s.n && byte_at(s, at))
        at += 1 + byte_at(s, at);
    return at + 1;
}

static struct span color_table(struct span s, size_t *at, unsigned flags)
{
    const size_t n = flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
    const struct span table = part_of(s, *at, n);
    *at += n;
    return table;
}

static bool picture_at(struct gif *g, size_t at)
{
    const struct span s = g->file;
    g->left = u16_at(s, at);
    g->top = u16_at(s, at + 2);
    g->w = u16_at(s, at + 4);
    g->h = u16_at(s, at + 6);
    g->interlaced = byte_at(s, at + 8) & 0x40;
    const unsigned flags = byte_at(s, at + 8);
    at += 9;
    const struct span own = color_table(s, &at, flags);
    if (own.n)
        g->colors = own;
    g->code_bits = byte_at(s, at);
    g->data = part_of(s, at + 1, s.n);
    if (!g->width || !g->height) { /* some writers leave the screen empty */
        g->width = g->left + g->w;
        g->height = g->top + g->h;
    }
    return g->w && g->h && g->data.n && g->code_bits >= 1 && g->code_bits <= 8 && g->width <= PIXELS_SIDE && g->height <= PIXELS_SIDE &&
           (uint64_t)g->width * g->height <= PIXELS_MOST;
}

static bool open_gif(struct span file, struct gif *g)
{
    size_t at = 13;
    if (file.n < 14 || (memcmp(file.p, "GIF87a", 6) != 0 && memcmp(file.p, "GIF89a", 6) != 0))
        return false;
    *g = (struct gif){.file = file, .clear = -1, .width = u16_at(file, 6), .height = u16_at(file, 8)};
    g->colors = color_table(file, &at, byte_at(file, 10));
    while (at < file.n) {
        const unsigned block = byte_at(file, at);
        if (block == 0x2C)
            return picture_at(g, at + 1);
        if (block != 0x21)
            return false;
        if (byte_at(file, at + 1) == 0xF9 && byte_at(file, at + 2) == 4) /* graphic control */
            g->clear = byte_at(file, at + 3) & 1 ? (int)byte_at(file, at + 6) : -1;
        at = skip_blocks(file, at + 2);
    }
    return false;
}

bool gif_size(struct span file, unsigned *width, unsigned *height)
{
    struct gif g;
    if (!open_gif(file, &g))
        return false;
    *width = g.width;
    *height = g.height;
    return true;
}

/* ---- points ---- */

struct canvas {
    const struct gif *gif;
    struct pixels *out;
    unsigned x, y, pass;
};

static bool is_full(const struct canvas *c)
{
    return c->y >= c->gif->h;
}

static void next_row(struct canvas *c)
{
    static const unsigned first[] = {0, 4, 2, 1}, step[] = {8, 8, 4, 2};
    c->x = 0;
    if (!c->gif->interlaced) {
        c->y++;
        return;
    }
    c->y += step[c->pass];
    while (c->y >= c->gif->h && c->pass < 3)
        c->y = first[++c->pass];
}

static void put_point(struct canvas *c, unsigned index)
{
    const struct gif *g = c->gif;
    const unsigned x = g->left + c->x, y = g->top + c->y;
    if (is_full(c))
        return;
    if ((int)index != g->clear && x < c->out->width && y < c->out->height) {
        const size_t k = 3 * (size_t)index;
        c->out->v[(size_t)y * c->out->width + x] =
            0xFF000000 | byte_at(g->colors, k) << 16 | byte_at(g->colors, k + 1) << 8 | byte_at(g->colors, k + 2);
    }
    if (++c->x == g->w)
        next_row(c);
}

/* ---- codes ---- */

struct codes {
    struct span data;
    size_t at, left; /* in the sub-block */
    uint32_t bits;
    unsigned n_bits;
};

/* NO_CODE: the data ends. */
static unsigned next_code(struct codes *c, unsigned size)
{
    while (c->n_bits < size) {
        if (c->left == 0) {
            c->left = byte_at(c->data, c->at++);
            if (c->left == 0 || c->at >= c->data.n)
                return NO_CODE;
        }
        c->bits |= byte_at(c->data, c->at++) << c->n_bits;
        c->n_bits += 8;
        c->left--;
    }
    const unsigned code = c->bits & ((1U << size) - 1);
    c->bits >>= size;
    c->n_bits -= size;
    return code;
}

struct table {
    uint16_t prefix[CODES];
    unsigned char last[CODES], first[CODES];
    uint16_t length[CODES];
};

static void put_string(struct canvas *c, const struct table *t, unsigned code, unsigned char *room)
{
    const unsigned n = t->length[code];
    for (unsigned i = n; i-- > 0; code = t->prefix[code])
        room[i] = t->last[code];
    for (unsigned i = 0; i < n; i++)
        put_point(c, room[i]);
}

static void decode(struct canvas *c, struct table *t)
{
    const unsigned clear = 1U << c->gif->code_bits, end = clear + 1;
    struct codes codes = {.data = c->gif->data};
    unsigned size = c->gif->code_bits + 1, next = end + 1, before = NO_CODE, code;
    unsigned char room[CODES];

    for (unsigned i = 0; i < clear; i++) {
        t->last[i] = t->first[i] = (unsigned char)i;
        t->length[i] = 1;
    }
    while (!is_full(c) && (code = next_code(&codes, size)) != NO_CODE && code != end) {
        if (code == clear) {
            size = c->gif->code_bits + 1;
            next = end + 1;
            before = NO_CODE;
            continue;
        }
        if (code > next || (code == next && before == NO_CODE) || (before == NO_CODE && code > end))
            return;
        if (before != NO_CODE && next < CODES) {
            t->prefix[next] = (uint16_t)before;
            t->first[next] = t->first[before];
            t->last[next] = code == next ? t->first[before] : t->first[code];
            t->length[next] = (uint16_t)(t->length[before] + 1);
            next++;
            if (next == 1U << size && size < 12)
                size++;
        } else if (code >= next) {
            return;
        }
        put_string(c, t, code, room);
        before = code;
    }
}

bool gif_read(struct arena *a, struct span file, struct pixels *out)
{
    struct gif g;
    if (!open_gif(file, &g))
        return false;
    *out = (struct pixels){g.width, g.height, ARENA_NEWS(a, (size_t)g.width * g.height, uint32_t), true};
    decode(&(struct canvas){.gif = &g, .out = out}, ARENA_NEW(a, struct table));
    return true;
}
