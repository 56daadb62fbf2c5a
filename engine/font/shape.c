/* Shaping words, each once: a paper repeats a few hundred syllables.
 *
 * Vietnamese in NFC maps one character to one glyph, so a word of such characters whose glyphs no
 * feature touches is read from cmap and hmtx; all else goes through HarfBuzz. Both ways give the
 * same glyphs and advances (tests/font compares them).
 *
 * Ligatures and contextual forms are off, as in Word by default; pair kerning as asked. Advances
 * stay unrounded font units over units per em. */
#include "base/diag/font.h"
#include "font/face.h"

#include <stdlib.h>

enum { FIRST_PLACES = 1024 };

/* Characters that stand for themselves: no marks, no joining, nothing ignorable. */
static bool is_simple(uint32_t c)
{
    return (c >= 0x20 && c < 0x7F) || (c >= 0xA0 && c < 0x250 && c != 0xAD) ||
           (c >= 0x1E00 && c < 0x1F00) || (c >= 0x2010 && c < 0x2028) || c == 0x20AB;
}

/* Decodes one character; a broken one counts as one byte and as U+FFFD. */
static uint32_t next_char(struct span s, size_t *i)
{
    static const uint8_t lengths[16] = {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 2, 2, 3, 4};
    const unsigned char *p = (const unsigned char *)s.p + *i;
    unsigned n = lengths[p[0] >> 4];
    uint32_t c = n == 1 ? p[0] : n ? p[0] & (0xFFu >> (n + 1)) : 0;

    if (!n || n > s.n - *i) {
        ++*i;
        return 0xFFFD;
    }
    for (unsigned k = 1; k < n; k++) {
        if ((p[k] & 0xC0) != 0x80) {
            ++*i;
            return 0xFFFD;
        }
        c = c << 6 | (p[k] & 0x3F);
    }
    *i += n;
    return c;
}

/* ---- what the face lacks ---- */

static void report_lack(struct face *face, uint32_t c, struct pos pos)
{
    struct ctx *ctx = face->fonts->ctx;
    struct buf sign = {0}, code = {0};

    if (hb_set_has(face->missing, c))
        return;
    hb_set_add(face->missing, c);
    buf_utf8(&sign, c);
    buf_printf(&code, "U+%04X", (unsigned)c);
    if (face->lenient)
        diag(ctx, DIAG_FONT_GLYPH_NOWHERE, pos, sign.p, code.p);
    else if (!vietnamese_letter(c))
        diag(ctx, DIAG_FONT_GLYPH_MISSING, pos, face->found.family, sign.p, code.p);
    else if (!face->lacks_vietnamese) {
        face->lacks_vietnamese = true;
        diag(ctx, DIAG_FONT_NO_VIETNAMESE, pos, face->found.family,
             style_name(ctx->lang, face->bold, face->italic), sign.p, face->package);
    }
    buf_release(&sign);
    buf_release(&code);
}

/* ---- the two ways ---- */

static bool shape_plain(struct face *face, struct span text, struct shaped *out)
{
    struct glyph *glyphs = ARENA_NEWS(&face->fonts->arena, text.n, struct glyph);
    long width = 0;
    size_t n = 0;

    for (size_t i = 0; i < text.n;) {
        size_t start = i;
        uint32_t c = next_char(text, &i);
        hb_codepoint_t id;
        hb_position_t advance;
        if (!is_simple(c) || !hb_font_get_nominal_glyph(face->hb_font, c, &id) || id == 0 ||
            hb_set_has(face->touched, id))
            return false;
        advance = hb_font_get_glyph_h_advance(face->hb_font, id);
        width += advance;
        glyphs[n++] =
            (struct glyph){.id = id, .advance = advance / face->scale, .cluster = (uint32_t)start};
    }
    *out = (struct shaped){glyphs, n, (double)width / face->scale};
    return true;
}

static void shape_full(struct face *face, struct span text, bool kern, struct pos pos,
                       struct shaped *out)
{
    static const char *const shapers[] = {"ot", NULL};
    const hb_feature_t features[] = {
        {HB_TAG('k', 'e', 'r', 'n'), kern, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('l', 'i', 'g', 'a'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('c', 'l', 'i', 'g'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
        {HB_TAG('c', 'a', 'l', 't'), 0, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END},
    };
    hb_buffer_t *b = face->fonts->buffer;
    unsigned n;
    const hb_glyph_info_t *info;
    const hb_glyph_position_t *at;
    struct glyph *glyphs;
    long width = 0;

    hb_buffer_reset(b);
    hb_buffer_add_utf8(b, text.p, (int)text.n, 0, (int)text.n);
    hb_buffer_set_direction(b, HB_DIRECTION_LTR);
    hb_buffer_set_language(b, hb_language_from_string("vi", 2));
    hb_buffer_guess_segment_properties(b);
    hb_shape_full(face->hb_font, b, features, sizeof features / sizeof *features, shapers);
    info = hb_buffer_get_glyph_infos(b, &n);
    at = hb_buffer_get_glyph_positions(b, &n);
    glyphs = ARENA_NEWS(&face->fonts->arena, n, struct glyph);
    for (unsigned i = 0; i < n; i++) {
        glyphs[i] = (struct glyph){info[i].codepoint, (float)(at[i].x_offset / face->scale),
                                   (float)(at[i].y_offset / face->scale),
                                   at[i].x_advance / face->scale, info[i].cluster};
        width += at[i].x_advance;
        if (info[i].codepoint == 0) {
            size_t place = info[i].cluster;
            report_lack(face, next_char(text, &place), pos);
        }
    }
    *out = (struct shaped){glyphs, n, (double)width / face->scale};
}

/* ---- words ---- */

/* Mixed with the face's address, so that no input can be written to make all words collide. */
static uint64_t hash_word(const struct face *face, struct span text, bool kern)
{
    uint64_t h = (uint64_t)(uintptr_t)face + (kern ? 0x9E3779B97F4A7C15u : 0);

    for (size_t i = 0; i < text.n; i += 8) {
        uint64_t chunk = 0;
        memcpy(&chunk, text.p + i, text.n - i < 8 ? text.n - i : 8);
        h = (h ^ chunk) * 0xD6E8FEB86659FD93u;
        h ^= h >> 32;
    }
    h = (h ^ text.n) * 0xD6E8FEB86659FD93u;
    return h ^ h >> 29;
}

/* The place of the word, or the free one where it belongs. */
static struct word *find_place(const struct face *face, uint64_t hash, struct span text, bool kern)
{
    size_t i = hash & (face->n_places - 1);

    while (face->words[i].text.p && (face->words[i].hash != hash || face->words[i].kern != kern ||
                                     !span_equal(face->words[i].text, text)))
        i = (i + 1) & (face->n_places - 1);
    return &face->words[i];
}

static void make_room(struct face *face)
{
    struct word *old = face->words;
    size_t n = face->n_places;

    if (face->n_words * 2 < n)
        return;
    face->n_places = n ? n * 2 : FIRST_PLACES;
    face->words = mem_alloc(face->n_places * sizeof *face->words);
    for (size_t i = 0; i < n; i++)
        if (old[i].text.p)
            *find_place(face, old[i].hash, old[i].text, old[i].kern) = old[i];
    free(old);
}

struct shaped face_shape(struct face *face, struct span text, bool kern, struct pos pos)
{
    uint64_t hash = hash_word(face, text, kern);
    struct word *word;

    if (!text.n)
        return (struct shaped){0};
    make_room(face);
    word = find_place(face, hash, text, kern);
    if (word->text.p)
        return word->shaped;
    word->hash = hash;
    word->kern = kern;
    word->text = span_make(arena_span(&face->fonts->arena, text), text.n);
    face->n_words++;
    if (kern || !face->plain || !shape_plain(face, text, &word->shaped))
        shape_full(face, text, kern, pos, &word->shaped);
    return word->shaped;
}

double face_measure(struct face *face, struct span text, bool kern, struct pos pos)
{
    double width = 0;

    for (size_t i = 0, start = 0; i <= text.n; i++) {
        if (i < text.n && text.p[i] != ' ')
            continue;
        width += face_shape(face, span_make(text.p + start, i - start), kern, pos).width;
        if (i < text.n)
            width += face_shape(face, SPAN(" "), kern, pos).width;
        start = i + 1;
    }
    return width;
}
