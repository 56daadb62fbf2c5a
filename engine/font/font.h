/* Faces by family, weight and slant; their metrics; shaping and measuring.
 * A family stands for itself or for its metric twin (Times New Roman and Liberation Serif);
 * anything else that fontconfig would hand out instead is refused with a diagnostic, but for files
 * that others have made. */
#ifndef FONT_FONT_H
#define FONT_FONT_H

#include "base/ctx.h"
#include "base/diag/font.h"

struct fonts;
struct face;

/* One glyph of shaped text. Lengths in em. */
struct glyph {
    uint32_t id;
    float x_offset, y_offset; /* rarely non-zero: combining marks; y upward */
    double advance;
    uint32_t cluster; /* byte offset into the shaped text */
};

struct shaped {
    const struct glyph *glyphs; /* owned by the face's cache until fonts_free */
    size_t n;
    double width; /* sum of the advances [em] */
};

/* Vertical metrics as Word uses them (line height single = ascent + descent, baseline at top +
 * ascent) and line positions [em]; underline values are those of the family asked for, not of its
 * twin. */
struct face_metrics {
    double ascent, descent;
    double underline_position,
        underline_thickness; /* position: top edge below the baseline, positive down */
    double strike_position, strike_thickness; /* position: top edge above the baseline */
    double cap_height;
};

/* Never NULL; fontconfig is asked and faces are opened on demand. */
struct fonts *fonts_new(struct ctx *ctx);
void fonts_free(struct fonts *f);

/* NULL: reported (once for a family and style). `pos` is where the family was asked for. */
struct face *fonts_face(struct fonts *f, const char *family, bool bold, bool italic,
                        struct pos pos);
/* The same for text of a file that others have made: a family that is not installed is served by the nearest one that is,
 * which is told once a family (a warning), and characters that its face lacks come from other faces (face_for). The face
 * is measured as the family asked for where its advances are known. NULL: there is no font at all, reported. */
struct face *fonts_substitute(struct fonts *f, const char *family, bool bold, bool italic, struct pos pos);
/* The face that prints a character: `face`, or another where it lacks the character and was given by fonts_substitute. */
struct face *face_for(struct face *face, uint32_t code_point);
const struct face_metrics *face_metrics(const struct face *face);
/* Glyphs are drawn this much wider than the file has them: a stand-in that keeps the advances of another. */
double face_stretch(const struct face *face);
const char *face_file(const struct face *face); /* path of the font file */
const char *
face_family(const struct face *face); /* the family that was opened, e.g. "Liberation Serif" */
const char *face_asked(const struct face *face); /* the family that was asked for */
/* Shapes one word or space (UTF-8, NFC, at most 4 KiB); results are cached. Kerning and ligatures
 * off unless `kern`. A character the face lacks is reported once a character and face
 * (DIAG_FONT_GLYPH_MISSING) and shaped as .notdef. */
struct shaped face_shape(struct face *face, struct span text, bool kern, struct pos pos);
/* Width of a text on one line [em]: words and spaces shaped as layout does. */
double face_measure(struct face *face, struct span text, bool kern, struct pos pos);
bool face_covers(struct face *face, uint32_t code_point);
/* How a character of a font of signs (Symbol, Wingdings) is drawn by what stands in for it: `scale` times the size, `stretch`
 * times wider than that, with the advance and at the offset of `glyph` [em of the size asked for]. false: as any other. */
struct face_sign {
    struct face *face;
    struct glyph glyph;
    double scale, stretch;
};
bool face_is_signs(const struct face *face); /* no other has characters that face_sign knows */
bool face_sign(struct face *face, uint32_t code_point, struct face_sign *out);
int face_index(const struct face *face); /* of the face within face_file; 0 but in a collection */
double face_advance(struct face *face, uint32_t glyph); /* natural advance, of the file [em] */

/* What the painter keeps with a face from one document to the next, freed with the face. {0} at first. */
enum { FACE_KEEPS = 3 };
struct face_keep {
    void *data;
    void (*free)(void *data);
};
struct face_keep *face_keep(const struct face *face, size_t i); /* i < FACE_KEEPS */

/* For `vanban fonts`: calls back for every family the profiles name and its twins: what is found
 * where. */
struct font_info {
    const char *asked, *family, *style, *file, *version; /* family NULL: not found */
    bool vietnamese;                                     /* covers all Vietnamese letters and ₫ */
};
void fonts_list(struct fonts *f, const char *const *families,
                void (*each)(void *user, const struct font_info *info), void *user);

/* The whole font file; lives as long as the face. */
struct span face_bytes(const struct face *face);
const char *font_harfbuzz_version(void); /* the one that runs */

#endif
