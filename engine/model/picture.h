/* What a picture file says of itself, before anybody decodes it. */
#ifndef MODEL_PICTURE_H
#define MODEL_PICTURE_H

#include "base/ctx.h"
#include "media/pixels.h"

enum { PICTURE_SIDE = 30000, PICTURE_PIXELS = 50000000 }; /* what painting can hold */

enum picture_state { PICTURE_OK, PICTURE_UNKNOWN, PICTURE_DAMAGED, PICTURE_LARGE };

/* PNG and JPEG stand in papers of ours; the others in files of others only. */
enum picture_kind { PICTURE_PNG, PICTURE_JPEG, PICTURE_GIF, PICTURE_BMP, PICTURE_EMF, PICTURE_WMF, PICTURE_EMZ, PICTURE_WMZ, PICTURE_KINDS };

struct picture {
    enum picture_kind kind;
    unsigned width, height; /* [pixels] */
    bool jpeg;
    bool cmyk; /* JPEG of four components: printing colours */
};

/* Both formats store their numbers with the highest byte first. */
static inline uint32_t picture_number(const unsigned char *p, int bytes)
{
    uint32_t v = 0;

    while (bytes--)
        v = v << 8 | *p++;
    return v;
}

/* PNG or JPEG, whole to its end, and a PNG such that it can be drawn. The size is set if the state is PICTURE_OK or
 * PICTURE_LARGE. */
enum picture_state picture_read(struct span file, struct picture *out);
/* The same, reporting a file that cannot be drawn; `file` is its name. */
bool picture_check(struct ctx *ctx, const char *file, struct span bytes, struct pos pos, struct picture *out);
/* The same from the file's head alone, for what has been read before. */
enum picture_state picture_size(struct span file, struct picture *out);
/* The same two for a picture in a file of others, which may be of any kind; only a PNG or JPEG is read to its end. */
enum picture_state picture_read_any(struct span file, struct picture *out);
enum picture_state picture_size_any(struct span file, struct picture *out);
static inline bool picture_is_drawn(enum picture_kind kind)
{
    return kind >= PICTURE_EMF && kind <= PICTURE_WMZ;
}
/* The points of a picture that is neither PNG nor JPEG; false: it has none. */
bool picture_pixels(struct arena *a, struct span file, enum picture_kind kind, struct pixels *out);
struct picture_format {
    const char *suffix, *type; /* "gif", "image/gif" */
};
const struct picture_format *picture_format(enum picture_kind kind);
struct picture_density {
    double x, y; /* points to the inch; 72 where the file does not say */
};
struct picture_density picture_density(struct span file, const struct picture *picture);
/* Appends the picture without what its file says besides it: EXIF, comments, previews. `file` is one that picture_read
 * found whole, `picture` what it gave. */
void picture_bare(struct span file, const struct picture *picture, struct buf *out);

#endif
