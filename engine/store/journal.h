/* The journal of the register: a text file to which every transaction adds one line of JSON, before anybody is told of it. It is
 * the register; the database beside it is an index that can be made anew from it.
 *
 * A line is durable (fsync) or not there. It names the digest of the line before it, so a line that was changed or taken out is
 * found. The file is never replaced, only appended to; the lock stands on it, and the system takes the lock from a process that dies. */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include "base/ctx.h"

enum {
    JOURNAL_LINE = 32 << 20,   /* bytes a line may have */
    JOURNAL_DIGEST = 17,      /* figures of a digest, with NUL */
};

struct journal {
    char *path;
    int fd;
    bool writable;
    int64_t offset;                /* behind the last line that was read or written */
    int64_t count;                 /* lines up to there */
    char digest[JOURNAL_DIGEST];   /* of the last of them; "" before the first */
};

/* Opens the file, made with its folders where it is missing and `write` asks for it. Without `write` a missing file is an empty
 * journal. false: reported. */
bool journal_open(struct ctx *ctx, const char *path, bool write, struct journal *out);
void journal_close(struct journal *j); /* legal on {.fd = -1} */

/* Waits until no other process holds the lock, but not for ever: `holder` is the file in which that one signed (store/lock.h). false:
 * reported. `patience`: seconds. */
bool journal_lock(struct ctx *ctx, struct journal *j, const char *holder, unsigned patience);
void journal_unlock(struct journal *j);

/* Goes on behind the line that ends at `offset`, the `count`th, whose digest is `digest`; false: the file has no such line there. */
bool journal_resume(struct journal *j, int64_t offset, int64_t count, const char *digest);

/* The next line, without its end; it lives until the next call in `line`. What stands behind the last whole line was being written when
 * a process died: it is cut off, under the lock, and told as a hint. */
enum journal_next { JOURNAL_LINE_READ, JOURNAL_END, JOURNAL_FAILED /* reported */ };
enum journal_next journal_read(struct ctx *ctx, struct journal *j, struct buf *line);

/* Adds a line, durably. The caller holds the lock and has read to the end. false: reported, and the file is as it was. */
bool journal_append(struct ctx *ctx, struct journal *j, struct span line);

#endif
