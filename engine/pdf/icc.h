/* The output intent's profile: sRGB (IEC 61966-2-1) as an ICC profile of version 2, made by us. */
#ifndef PDF_ICC_H
#define PDF_ICC_H

#include "base/span.h"

/* Appends the profile, always the same bytes. */
void pdf_icc_srgb(struct buf *out);

#endif
