/* Faces: opened on demand, once a family and style, and what the font file says about lines.
 *
 * A family is served by itself or by its metric twin; a file without Vietnamese comes last. Line
 * metrics follow Word as measured: ascent = hhea ascender + line gap, descent = -hhea descender,
 * but the OS/2 win values where these add up to the same total (the Calibri family). */
#include "font/face.h"

#include "base/diag/font.h"
#include "font/standins.h"

#include <hb-aat.h>
#include <hb-ot.h>
#include <stdlib.h>

const char *style_name(enum lang lang, bool bold, bool italic)
{
    static const char *const names[2][4] = {
        [LANG_VI] = {"thường", "đậm", "nghiêng", "đậm nghiêng"},
        [LANG_EN] = {"regular", "bold", "italic", "bold italic"},
    };
    return names[lang][(bold ? 1 : 0) + (italic ? 2 : 0)];
}

struct fonts *fonts_new(struct ctx *ctx)
{
    struct fonts *f = mem_alloc(sizeof *f);

    f->ctx = ctx;
    f->buffer = hb_buffer_create();
    return f;
}

struct face_keep *face_keep(const struct face *face, size_t i)
{
    return &((struct face *)face)->keeps[i];
}

static void face_free(struct face *face)
{
    for (size_t i = 0; i < FACE_KEEPS; i++)
        if (face->keeps[i].free)
            face->keeps[i].free(face->keeps[i].data);
    hb_font_destroy(face->hb_font);
    hb_font_destroy(face->drawn);
    hb_map_destroy(face->lacks);
    free(face->advances);
    free(face->drawn_advances);
    hb_face_destroy(face->hb_face);
    hb_set_destroy(face->touched);
    hb_set_destroy(face->missing);
    free(face->words);
}

void fonts_free(struct fonts *f)
{
    if (!f)
        return;
    for (struct face *face = f->faces; face; face = face->next)
        face_free(face);
    hb_buffer_destroy(f->buffer);
    finder_free(f->finder);
    arena_release(&f->arena);
    free(f);
}

/* ---- metrics ---- */

/* A 16-bit number of a table; 0 beyond its end. */
static int read16(hb_blob_t *table, unsigned offset)
{
    unsigned n;
    const unsigned char *p = (const unsigned char *)hb_blob_get_data(table, &n);

    return offset + 2 <= n ? (int16_t)(p[offset] << 8 | p[offset + 1]) : 0;
}

static int read_unsigned16(hb_blob_t *table, unsigned offset)
{
    return (uint16_t)read16(table, offset);
}

/* Offsets of OpenType 1.9: hhea, OS/2, post. */
static void read_lines(struct face *face, struct face_metrics *m)
{
    hb_blob_t *hhea = hb_face_reference_table(face->hb_face, HB_TAG('h', 'h', 'e', 'a'));
    hb_blob_t *os2 = hb_face_reference_table(face->hb_face, HB_TAG('O', 'S', '/', '2'));
    hb_blob_t *post = hb_face_reference_table(face->hb_face, HB_TAG('p', 'o', 's', 't'));
    int ascent = read16(hhea, 4) + read16(hhea, 8), descent = -read16(hhea, 6);
    int win_ascent = read_unsigned16(os2, 74), win_descent = read_unsigned16(os2, 76);
    int cap = read_unsigned16(os2, 0) >= 2 ? read16(os2, 88) : 0;

    if (win_ascent + win_descent == ascent + descent) {
        ascent = win_ascent;
        descent = win_descent;
    }
    m->ascent = ascent / face->upem;
    m->descent = descent / face->upem;
    m->strike_position = read16(os2, 28) / face->upem;
    m->strike_thickness = read16(os2, 26) / face->upem;
    m->underline_position = -read16(post, 8) / face->upem;
    m->underline_thickness = read16(post, 10) / face->upem;
    m->cap_height = cap / face->upem;
    hb_blob_destroy(hhea);
    hb_blob_destroy(os2);
    hb_blob_destroy(post);
}

/* What a family of others says of lines, though another stands in for it. */
static void standin_metrics(struct face *face, struct face_metrics *m)
{
    const struct standin *s = standin_lookup(face->asked);

    if (!s || family_equal(face->asked, face->found.family))
        return;
    if (s->ascent) {
        m->ascent = s->ascent / 2048.0;
        m->descent = s->descent / 2048.0;
    }
    if (s->underline[face->bold].thickness) {
        m->underline_position = -s->underline[face->bold].position / 2048.0;
        m->underline_thickness = s->underline[face->bold].thickness / 2048.0;
    }
}

static void read_metrics(struct face *face)
{
    const struct twin *twin = twin_lookup(face->asked);
    struct face_metrics *m = &face->metrics;

    read_lines(face, m);
    if (m->cap_height <= 0) {
        hb_glyph_extents_t e;
        hb_codepoint_t h;
        bool ok = hb_font_get_nominal_glyph(face->hb_font, 'H', &h) &&
                  hb_font_get_glyph_extents(face->hb_font, h, &e);
        m->cap_height = ok ? e.y_bearing / face->scale : m->ascent * 0.7;
    }
    if (twin && family_equal(face->asked, twin->family) &&
        !family_equal(face->found.family, twin->family)) {
        m->underline_position = -twin->underline[face->bold].position / 2048.0;
        m->underline_thickness = twin->underline[face->bold].thickness / 2048.0;
    }
    if (face->lenient)
        standin_metrics(face, m);
}

/* ---- opening ---- */

/* The glyphs that the features which are always on may change although no mark is near: a text
 * without them and without marks is its characters' glyphs side by side. */
static void collect_touched(struct face *face)
{
    static const hb_tag_t gsub[] = {HB_TAG('r', 'v', 'r', 'n'),
                                    HB_TAG('l', 't', 'r', 'a'),
                                    HB_TAG('l', 't', 'r', 'm'),
                                    HB_TAG('r', 'a', 'n', 'd'),
                                    HB_TAG('a', 'b', 'v', 'm'),
                                    HB_TAG('b', 'l', 'w', 'm'),
                                    HB_TAG('c', 'c', 'm', 'p'),
                                    HB_TAG('l', 'o', 'c', 'l'),
                                    HB_TAG('r', 'l', 'i', 'g'),
                                    HB_TAG('r', 'c', 'l', 't'),
                                    HB_TAG_NONE};
    static const hb_tag_t gpos[] = {HB_TAG('c', 'u', 'r', 's'), HB_TAG('d', 'i', 's', 't'),
                                    HB_TAG_NONE};
    static const hb_tag_t tables[] = {HB_OT_TAG_GSUB, HB_OT_TAG_GPOS};
    const hb_tag_t *const features[] = {gsub, gpos};

    face->touched = hb_set_create();
    for (int t = 0; t < 2; t++) {
        hb_set_t *lookups = hb_set_create();
        hb_codepoint_t i = HB_SET_VALUE_INVALID;
        hb_ot_layout_collect_lookups(face->hb_face, tables[t], NULL, NULL, features[t], lookups);
        while (hb_set_next(lookups, &i))
            hb_ot_layout_lookup_collect_glyphs(face->hb_face, tables[t], i, NULL, face->touched,
                                               NULL, NULL);
        hb_set_destroy(lookups);
    }
    face->plain = !hb_aat_layout_has_substitution(face->hb_face) &&
                  !hb_aat_layout_has_positioning(face->hb_face) &&
                  !hb_aat_layout_has_tracking(face->hb_face);
}

static bool open_file(struct face *face)
{
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(face->found.file);

    if (!blob)
        return false;
    face->hb_face = hb_face_create(blob, (unsigned)face->found.index);
    hb_blob_destroy(blob);
    face->upem = face->scale = hb_face_get_upem(face->hb_face);
    face->stretch = 1;
    face->hb_font = hb_font_create(face->hb_face);
    hb_font_set_scale(face->hb_font, (int)face->upem, (int)face->upem);
    face->missing = hb_set_create();
    collect_touched(face);
    face->n_glyphs = hb_face_get_glyph_count(face->hb_face);
    return face->n_glyphs > 0;
}

/* The family itself if it has Vietnamese, else its twin if that has, else what there is. */
static bool find_font(struct fonts *f, const char *family, bool bold, bool italic,
                      struct found *out)
{
    const struct twin *twin = twin_lookup(family);
    struct found other;

    if (!f->asked)
        f->finder = finder_new();
    f->asked = true;
    if (!f->finder)
        return false;
    if (!finder_lookup(f->finder, family, bold, italic, out))
        return twin && finder_lookup(f->finder, twin_other(twin, family), bold, italic, out);
    if (!out->vietnamese && twin &&
        finder_lookup(f->finder, twin_other(twin, family), bold, italic, &other) &&
        other.vietnamese)
        *out = other;
    return true;
}

static void report_missing(struct fonts *f, const struct face *face, struct pos pos)
{
    const struct twin *twin = twin_lookup(face->asked);
    const char *style = style_name(f->ctx->lang, face->bold, face->italic);

    if (!f->finder)
        diag(f->ctx, DIAG_FONT_CONFIG, (struct pos){0});
    else if (twin)
        diag(f->ctx, DIAG_FONT_MISSING, pos, face->asked, style, twin_other(twin, face->asked),
             twin->package);
    else
        diag(f->ctx, DIAG_FONT_UNKNOWN, pos, face->asked, style);
}

/* The family itself, its twin, or what stands in for it, which is told unless another style of it was told already. */
static bool find_lenient(struct fonts *f, struct face *face, struct pos pos)
{
    if (find_font(f, face->asked, face->bold, face->italic, &face->found))
        return true;
    if (!f->finder || !find_standin(f->finder, face->asked, face->bold, face->italic, &face->found))
        return false;
    for (const struct face *other = face->next; other; other = other->next)
        if (other->lenient && family_equal(other->asked, face->asked))
            return true;
    const struct standin *known = standin_lookup(face->asked);
    if (!family_equal(face->asked, face->found.family) && !(known && known->signs))
        diag(f->ctx, DIAG_FONT_REPLACED, pos, face->asked, face->found.family);
    return true;
}

static struct face *open_face(struct fonts *f, struct face *face, struct pos pos)
{
    const bool no_config = f->asked && !f->finder;
    const bool found = face->lenient ? find_lenient(f, face, pos)
                                     : find_font(f, face->asked, face->bold, face->italic, &face->found);

    if (!found) {
        if (!no_config)
            report_missing(f, face, pos);
        return NULL;
    }
    if (!open_file(face)) {
        diag(f->ctx, DIAG_FONT_BROKEN, pos, face->found.file);
        return NULL;
    }
    if (face->lenient) {
        const struct standin *known = standin_lookup(face->asked);

        keep_advances(face);
        face->signs = known && known->signs;
    }
    read_metrics(face);
    face->usable = true;
    return face;
}

static struct face *take_known(const struct fonts *f, struct face *face)
{
    if (!face->usable)
        return NULL;
    ctx_file_used(f->ctx, face->found.file);
    return face;
}

static struct face *take_face(struct fonts *f, const char *family, bool bold, bool italic, bool lenient, struct pos pos)
{
    const struct twin *twin;
    struct face *face;

    for (face = f->faces; face; face = face->next)
        if (face->bold == bold && face->italic == italic && face->lenient == lenient && family_equal(face->asked, family))
            return take_known(f, face);
    face = ARENA_NEW(&f->arena, struct face);
    face->fonts = f;
    face->asked = arena_str(&f->arena, family);
    face->bold = bold;
    face->italic = italic;
    face->lenient = lenient;
    face->next = f->faces;
    f->faces = face;
    twin = twin_lookup(family);
    face->package = twin ? twin->package : "fonts-liberation2";
    return open_face(f, face, pos) ? take_known(f, face) : NULL;
}

struct face *fonts_face(struct fonts *f, const char *family, bool bold, bool italic, struct pos pos)
{
    return take_face(f, family, bold, italic, false, pos);
}

struct face *fonts_substitute(struct fonts *f, const char *family, bool bold, bool italic, struct pos pos)
{
    return take_face(f, family, bold, italic, true, pos);
}

/* ---- questions ---- */

const struct face_metrics *face_metrics(const struct face *face)
{
    return &face->metrics;
}

const char *face_file(const struct face *face)
{
    return face->found.file;
}

bool face_is_signs(const struct face *face)
{
    return face->signs;
}

const char *face_family(const struct face *face)
{
    return face->found.family;
}

const char *face_asked(const struct face *face)
{
    return face->asked;
}

int face_index(const struct face *face)
{
    return face->found.index;
}

double face_advance(struct face *face, uint32_t glyph)
{
    hb_font_t *font = face->drawn ? face->drawn : face->hb_font;

    if (glyph >= face->n_glyphs)
        return hb_font_get_glyph_h_advance(font, glyph) / face->scale;
    if (!face->drawn_advances)
        face->drawn_advances = mem_alloc(face->n_glyphs * sizeof *face->drawn_advances);
    if (!face->drawn_advances[glyph])
        face->drawn_advances[glyph] = hb_font_get_glyph_h_advance(font, glyph) + 1;
    return (face->drawn_advances[glyph] - 1) / face->scale;
}

static bool has_character(const struct face *face, uint32_t code_point)
{
    hb_codepoint_t glyph;
    return hb_font_get_nominal_glyph(face->hb_font, code_point, &glyph) && glyph != 0;
}

bool face_covers(struct face *face, uint32_t code_point)
{
    if (code_point >= FACE_KNOWN)
        return has_character(face, code_point);
    if (!face->covers[code_point])
        face->covers[code_point] = has_character(face, code_point) ? 2 : 1;
    return face->covers[code_point] == 2;
}

void fonts_list(struct fonts *f, const char *const *families,
                void (*each)(void *user, const struct font_info *info), void *user)
{
    for (; *families; families++)
        for (int style = 0; style < 4; style++) {
            bool bold = style & 1, italic = style & 2;
            struct font_info info = {.asked = *families,
                                     .style = style_name(f->ctx->lang, bold, italic)};
            struct buf version = {0};
            struct found found = {0};
            if (find_font(f, *families, bold, italic, &found)) {
                buf_number(&version, found.version / 65536.0, 3);
                info.family = found.family;
                info.file = found.file;
                info.version = version.p;
                info.vietnamese = found.vietnamese;
            }
            each(user, &info);
            buf_release(&version);
        }
}

struct span face_bytes(const struct face *face)
{
    hb_blob_t *blob = hb_face_reference_blob(face->hb_face);
    unsigned n;
    const char *p = hb_blob_get_data(blob, &n);

    hb_blob_destroy(blob); /* the face has it as well */
    return span_make(p, n);
}

const char *font_harfbuzz_version(void)
{
    return hb_version_string();
}
