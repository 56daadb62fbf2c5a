/* Writing a ZIP package in memory, the same bytes for the same parts: every entry has the DOS time
 * 1980-01-01 00:00:02; at 00:00:00 sharp Java, and so the ODF validator, sees a time before 1980 and an extra field. */
#ifndef PACKAGE_ZIP_H
#define PACKAGE_ZIP_H

#include "base/ctx.h"

struct zip_part {
    const char *name;
    struct span content; /* must live until zip_write returns */
    bool stored;         /* not compressed: ODF's mimetype, pictures */
};

/* Parts in the order given. false: reported. */
bool zip_write(struct ctx *ctx, const struct zip_part *parts, size_t n, struct buf *out);

#endif
