/* Numbers of little-endian formats, read where they may not be: beyond the end all is 0. */
#ifndef MEDIA_BYTES_H
#define MEDIA_BYTES_H

#include "base/span.h"

static inline unsigned byte_at(struct span s, size_t at)
{
    return at < s.n ? (unsigned char)s.p[at] : 0;
}

static inline unsigned u16_at(struct span s, size_t at)
{
    return byte_at(s, at) | byte_at(s, at + 1) << 8;
}

static inline uint32_t u32_at(struct span s, size_t at)
{
    return u16_at(s, at) | (uint32_t)u16_at(s, at + 2) << 16;
}

static inline int i16_at(struct span s, size_t at)
{
    const unsigned v = u16_at(s, at);
    return v < 0x8000 ? (int)v : (int)v - 0x10000;
}

static inline int32_t i32_at(struct span s, size_t at)
{
    const uint32_t v = u32_at(s, at);
    return v < 0x80000000 ? (int32_t)v : (int32_t)((int64_t)v - 0x100000000);
}

/* An IEEE 754 number of 32 bits; what is none, or beyond all drawing, is 0. */
static inline double float_at(struct span s, size_t at)
{
    const uint32_t bits = u32_at(s, at);
    float v;
    memcpy(&v, &bits, sizeof v);
    return v > -1e9F && v < 1e9F ? (double)v : 0;
}

/* At most `n` bytes from `at` on; what lies beyond the end is left out. */
static inline struct span part_of(struct span s, size_t at, size_t n)
{
    if (at > s.n)
        at = s.n;
    return span_make(s.p + at, n < s.n - at ? n : s.n - at);
}

#endif
