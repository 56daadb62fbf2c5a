/* ZIP files by hand for tests: every field can lie. */
#ifndef TESTS_PACKAGE_PACK_H
#define TESTS_PACKAGE_PACK_H

#include "base/ctx.h"

struct packed {
    const char *name;
    struct span content;
    bool deflated;
    const char *local_name; /* not NULL: the local header bears this one */
    size_t size;            /* not 0: the size that both headers tell */
    size_t packed_size;     /* not 0: the compressed size that they tell */
    uint32_t crc_xor;       /* makes the check sum wrong */
    uint16_t flags, method; /* method not 0: told instead of the true one */
    uint32_t attributes;    /* of Unix when not 0 */
    size_t same_as;         /* not 0: the local header of the entry with this number, counted from 1 */
    bool wide;              /* sizes and place stand in a 64-bit extra field */
};

/* Appends the ZIP file. */
void pack_zip(const struct packed *entries, size_t n, struct buf *out);

#endif
