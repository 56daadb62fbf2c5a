/* Whether a file is still the one that was seen: first by what the system says of it, then by its bytes. */
#ifndef STORE_STAMP_H
#define STORE_STAMP_H

#include "base/ctx.h"

enum { STAMP_SIZE = 96, STAMP_DIGEST = 65 };

/* Times, size and number of a file: while they are equal, so are the bytes. "" where there is no regular file. */
void stamp_of(const char *path, char out[STAMP_SIZE]);
/* The stamp of a file that changed so shortly before `clock` (a file written afterwards) that another change could have the same one is
 * of no use: it becomes "". */
void stamp_distrust(const char *path, const char *clock, char stamp[STAMP_SIZE]);
/* SHA-256 of the file's bytes; "" when it cannot be read. Nothing is reported. */
void stamp_digest(const char *path, char out[STAMP_DIGEST]);

#endif
