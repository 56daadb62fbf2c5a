/* Records of EMF that have a file of their own. Private to media. */
#ifndef MEDIA_EMF_H
#define MEDIA_EMF_H

#include "media/gdi.h"

/* The part of a record whose offset and length stand at `at`. */
struct span emf_part(struct span record, size_t at);
void emf_box(struct span record, size_t at, double *v); /* four numbers */
void emf_blt(struct gdi *g, struct span r);
void emf_dib(struct gdi *g, struct span r);
void emf_font(struct gdi *g, struct span r);
void emf_text(struct gdi *g, struct span r);
void emf_small_text(struct gdi *g, struct span r);

#endif
