/* What a metafile draws: EMF ([MS-EMF]) and WMF ([MS-WMF]) played into paths, text and points. Lengths are points, the origin
 * is the picture's upper left corner, y runs downward. No font is known here and nothing is painted.
 *
 * Of EMF+ the plain records are played that stand beside it (the "dual" form, which is what office programs write). Approximate:
 * hatches and patterns are the colour that they have on the whole; of the ways to mix with what lies below those are kept that
 * office programs use to cut a picture out (a mask, then the picture), the others replace it. */
#ifndef MEDIA_DRAWING_H
#define MEDIA_DRAWING_H

#include "media/pixels.h"

enum frame_step_type { STEP_MOVE, STEP_LINE, STEP_CURVE, STEP_CLOSE };

struct frame_step {
    enum frame_step_type type;
    double v[6]; /* x, y; of a curve (Bezier) both handles, then the end */
};

/* What is drawn is seen within all the outlines of the chain. */
struct drawing_clip {
    const struct frame_step *steps;
    size_t n;
    bool even_odd;
    const struct drawing_clip *outer;
    int depth;
    bool upright;  /* the rectangle from (box[0], box[1]) to (box[2], box[3]) */
    double box[4];
};

enum drawing_dash { DASH_SOLID, DASH_DASHED, DASH_DOTTED, DASH_DASH_DOT };
enum drawing_cap { CAP_FLAT, CAP_ROUND, CAP_SQUARE };
enum drawing_join { JOIN_MITER, JOIN_ROUND, JOIN_BEVEL };

struct drawing_line {
    double width; /* 0: none */
    uint32_t color;
    enum drawing_dash dash;
    enum drawing_cap cap;
    enum drawing_join join;
};

enum drawing_op_type { DRAW_PATH, DRAW_TEXT, DRAW_PIXELS };
enum drawing_align { TEXT_AT_LEFT, TEXT_AT_CENTER, TEXT_AT_RIGHT };
enum drawing_stand { TEXT_ON_BASELINE, TEXT_BELOW, TEXT_ABOVE }; /* its top, or its bottom, is where it is said to stand */

struct drawing_op {
    enum drawing_op_type type;
    const struct drawing_clip *clip; /* NULL: all is seen */
    union {
        struct { /* filled first, then drawn along */
            const struct frame_step *steps;
            size_t n;
            bool filled, even_odd;
            uint32_t fill;
            struct drawing_line line;
        } path;
        struct {
            double x, y, size, stretch; /* size: of the font, or with `cell` of its ascent and descent together; stretch: sideways */
            bool cell;
            double angle;  /* clockwise [degrees] */
            bool mirrored; /* upside down, before it is turned */
            const uint32_t *chars; /* code points, or codes of the font where it is one of symbols */
            const double *advances; /* of each, sideways; NULL: as the font has them */
            size_t n;
            const char *family; /* UTF-8 */
            bool bold, italic, underline, strike, symbols;
            uint32_t color;
            bool grounded; /* on a ground of its own */
            uint32_t ground;
            enum drawing_align align;
            enum drawing_stand stand;
        } text;
        struct {
            const struct pixels *pixels;
            double m[6]; /* (x, y) of 0 to 1 in the picture, y from its top, is m0 x + m2 y + m4, m1 x + m3 y + m5 */
        } pixels;
    } as;
};

struct drawing {
    double width, height; /* > 0 */
    struct drawing_op *ops;
    size_t n;
    bool cut; /* more was asked for than is drawn: a bound was reached, or a record is broken */
};

enum drawing_kind { DRAWING_NONE, DRAWING_EMF, DRAWING_WMF, DRAWING_EMF_PACKED, DRAWING_WMF_PACKED }; /* packed: in gzip, .emz and .wmz */

enum {
    DRAWING_OPS = 200000,      /* of one picture */
    DRAWING_STEPS = 2000000,   /* of all its outlines together */
    DRAWING_CHARS = 500000,
    DRAWING_PIXELS = 25000000, /* of all its bitmaps together */
    DRAWING_SAVED = 200,       /* states one within another */
    DRAWING_CLIPS = 12,        /* outlines one within another; rectangles are joined and do not count */
    DRAWING_UNPACKED = 64 << 20, /* bytes */
};

/* How the file begins, and how large the picture is by what it says [pt]; a WMF that says nothing is an inch square. */
enum drawing_kind drawing_size(struct span file, double *width, double *height);
/* In the arena. NULL: it is no metafile, or it draws nothing. */
struct drawing *drawing_play(struct arena *a, struct span file);

#endif
