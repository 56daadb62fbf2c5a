/* The entries of a ZIP file in memory (APPNOTE 6.3; ISO/IEC 21320-1 and what offices write beside it), read with
 * distrust: every place and size is checked against the file, and inflating counts its own bytes. */
#ifndef PACKAGE_UNZIP_H
#define PACKAGE_UNZIP_H

#include "base/ctx.h"

struct unzip_entry {
    const char *name;     /* UTF-8, '/' between folders; ends with '/': a folder */
    struct span raw_name; /* the name's bytes as they stand in the file */
    struct span raw;      /* the compressed bytes; borrowed from the file */
    size_t size;          /* of the content, as the file says */
    uint32_t crc;
    uint16_t flags, method, time, date, made_by;
    uint32_t attributes;
    size_t at; /* of the local header */
};

struct unzip {
    const char *file; /* for diagnostics */
    struct unzip_entry *entries; /* in the order of the file's directory */
    size_t n;
};

/* Lists the entries. Refused, with one diagnostic: no or a cut directory, more entries or bytes than the limits,
 * encrypted entries, unknown compression, unsafe names, links and devices, entries that overlap or whose two headers
 * disagree. `bytes` is borrowed by the entries, names stand in the arena. */
bool unzip_list(struct ctx *ctx, const char *file, struct span bytes, struct arena *a, struct unzip *out);

/* The content of an entry: in the arena, or borrowed when it is stored. false: reported (damaged, not the size or check
 * sum that the file says, over the limit of ratio). */
bool unzip_entry(struct ctx *ctx, const struct unzip *z, const struct unzip_entry *e, struct arena *a, struct span *out);

#endif
