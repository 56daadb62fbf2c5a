/* What papers hang on: files, and tables that are parts of them or made of many (struct file_part in base/ctx.h).
 *
 * In the store both have a name: of a part it is the file, a mark, and the part. */
#ifndef STORE_PARTS_H
#define STORE_PARTS_H

#include "data/value.h"
#include "store/stamp.h"

/* The name in the store; `part` NULL: the file itself. */
const char *part_name(struct arena *a, const char *file, const char *part);
/* NULL: the name is that of a file. */
const char *part_of(const char *name);
const char *part_file(struct arena *a, const char *name);
/* Rows that a document's table takes from a file; they stand under no key of the root. */
bool part_is_rows(const char *name);

/* As those of store/stamp.h, of all files that the part is made of at the moment. */
void part_stamp(const char *name, char out[STAMP_SIZE]);
void part_digest(const char *name, char out[STAMP_DIGEST]);
void part_distrust(const char *name, const char *clock, char stamp[STAMP_SIZE]);

/* vanban.yaml, by its name. */
bool part_is_defaults(const char *path);
/* A file of data by itself, or a part, as the paths of readings count; data_release always. false: reported to ctx. */
bool part_data(struct ctx *ctx, const char *name, bool exact, struct data *out);
/* The files that the part is made of, or the file; false: it is not there. */
bool part_files(struct arena *a, const char *name, const char ***out, size_t *n);

#endif
