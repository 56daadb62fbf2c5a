/* Pictures of points that other programs leave in papers: GIF and BMP, and what metafiles hold of them. */
#ifndef MEDIA_PIXELS_H
#define MEDIA_PIXELS_H

#include "base/arena.h"

enum { PIXELS_SIDE = 30000, PIXELS_MOST = 25000000 }; /* of one picture */

/* Rows from the top, left to right; 0xAARRGGBB, multiplied by the alpha. */
struct pixels {
    unsigned width, height;
    uint32_t *v; /* in the arena */
    bool alpha;  /* some are not opaque */
};

/* GIF (89a): the first picture on the screen it is laid on, which is what is printed of a moving one. */
bool gif_size(struct span file, unsigned *width, unsigned *height);
/* What is damaged within stays transparent. false: no GIF, or too large. */
bool gif_read(struct arena *a, struct span file, struct pixels *out);

/* A device-independent bitmap ([MS-WMF] 2.2.2.9): what its header says. */
struct dib {
    unsigned width, height, bits; /* of a point */
    bool from_top;
    unsigned packing;          /* 0 none, 1 RLE8, 2 RLE4, 3 masks */
    uint32_t masks[4];         /* red, green, blue, alpha */
    uint32_t colors[256];      /* 0xFFRRGGBB */
    size_t n_colors, head;     /* head: bytes of header and colours */
};
/* false: none, of a kind that is not known, or too large. */
bool dib_head(struct span bytes, struct dib *out);
/* What `bits` does not have is white. `alpha`: a fourth byte of 32 bits is one, and the colours are multiplied by it. */
bool dib_read(struct arena *a, const struct dib *dib, struct span bits, bool alpha, struct pixels *out);

/* A BMP file. */
bool bmp_size(struct span file, unsigned *width, unsigned *height);
bool bmp_read(struct arena *a, struct span file, struct pixels *out);

#endif
