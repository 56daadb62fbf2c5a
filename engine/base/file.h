/* Files: read whole within a bound, written whole or not at all.
 *
 * A context that has files in memory reads those and, from the disk, what is installed: nothing that a document
 * names leads out of them. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/ctx.h"

/* Reads a regular file (or standard input for "-") whole; at most `limit` bytes. false: reported. */
bool file_read(struct ctx *ctx, const char *path, size_t limit, struct buf *out);

/* The same of a file that another names at `pos`, where faults are reported. */
bool file_read_named(struct ctx *ctx, const char *path, size_t limit, struct pos pos, struct buf *out);
/* At most n bytes of a file's beginning, to tell what it is; how many. 0: none, no file, or standard input. Nothing is reported. */
size_t file_peek(const struct ctx *ctx, const char *path, void *out, size_t n);
bool file_exists(const struct ctx *ctx, const char *path);
/* The path without links, "." and ".."; of a file in memory it begins with "/" as well. It may be no file at all.
 * NULL: it leads nowhere. */
const char *file_real(const struct ctx *ctx, struct arena *a, const char *path);
/* The nearest file `name` in the folder of `path` or one above it; NULL: there is none. */
const char *file_above(const struct ctx *ctx, struct arena *a, const char *path, const char *name);
bool file_is_dir(const char *path);

/* An output that appears under its name only when committed: a temporary file in the same folder, synced, then renamed. Mode follows the
 * umask; an existing file's mode is kept. Several are prepared first and then synced together, which takes about as long as one. */
struct file_out {
    char *path, *temp;
    int fd;
    bool failed; /* at being synced or named; it is discarded */
};
/* Writes the temporary file. false: reported, nothing is left. */
bool file_out_write(struct ctx *ctx, const char *path, struct span content, struct file_out *out);
/* The same, with the folders that it needs. */
bool file_out_prepare(struct ctx *ctx, const char *path, struct span content, struct file_out *out);
/* The same with a mark in its name, for file_sweep. */
bool file_out_write_marked(struct ctx *ctx, const char *mark, const char *path, struct span content, struct file_out *out);
/* Makes the contents of all durable; what fails is reported, discarded and marked. {0} is left out. false: some failed. */
bool file_outs_sync(struct ctx *ctx, struct file_out *outs, size_t n);
/* Gives all that are synced their names; likewise. Releases them. `durable`: a power cut does not take the names back. */
bool file_outs_name(struct ctx *ctx, struct file_out *outs, size_t n, bool durable);
bool file_out_commit(struct ctx *ctx, struct file_out *out); /* both, of one; out is released, also on failure */
void file_out_discard(struct file_out *out);                 /* legal on {0} and after commit */
/* The temporary file stays, for another process that goes on with file_out_adopt. */
void file_out_hand_over(struct file_out *out);
void file_out_adopt(const char *path, const char *temp, struct file_out *out);
/* Deletes temporary files with the mark from the folder: of processes that died. The caller knows that no other is at work. */
void file_sweep(const char *folder, const char *mark);
/* All of it for one file. false: reported, and what was there stays. */
bool file_put(struct ctx *ctx, const char *path, struct span content);
/* Makes the name of a file durable, as file_outs_name does. */
void file_sync_folder(const char *path);
/* Reports that writing failed with the system's errno; false. */
bool file_write_failed(struct ctx *ctx, const char *path, int error);
bool file_make_dirs(struct ctx *ctx, const char *path);      /* like mkdir -p, durably */
char *path_join(struct arena *a, const char *dir, const char *name);
char *path_dir(struct arena *a, const char *path);                   /* "." without a slash */
char *path_base(struct arena *a, const char *path, bool with_suffix); /* "ke-hoach" of a/ke-hoach.md */

bool path_is_pattern(const char *path);                      /* has * or ? */
/* Whether the name of one file fits a pattern: * is any letters or none, ? one letter of UTF-8. */
bool path_fits(const char *pattern, const char *name);

/* A file that another one names: in that one's folder or below, links followed. `path` is the joined name. */
enum file_beside { FILE_BESIDE, FILE_OUTSIDE, FILE_ABSENT };
enum file_beside file_beside(const struct ctx *ctx, struct arena *a, const char *of, const char *name, char **path);

#endif
