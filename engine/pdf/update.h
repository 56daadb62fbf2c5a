/* An incremental revision (ISO 32000-1, 7.5.6): objects that are new or changed, appended to the bytes of a file, which
 * never change. The cross-reference is a table or a stream as the file's newest revision has it (7.5.8.4). */
#ifndef PDF_UPDATE_H
#define PDF_UPDATE_H

#include "pdf/read.h"

struct pdf_update;

/* In the arena of the file. NULL: reported (a repaired file cannot be appended to). */
struct pdf_update *pdf_update_new(struct pdf_file *f);
/* A number that no object has. */
uint32_t pdf_update_reserve(struct pdf_update *u);
/* The object as it will stand in the new revision: what was put, else the file's. Never NULL. */
const struct pdf_obj *pdf_update_get(struct pdf_update *u, uint32_t num);
/* Puts an object, a shallow copy; a later one of the same number replaces it. Its generation is that of the file. */
void pdf_update_put(struct pdf_update *u, uint32_t num, struct pdf_obj o);
/* Sets a key of the trailer; /Size, /Prev, /ID and what belongs to a cross-reference stream are set by writing. */
void pdf_update_trailer(struct pdf_update *u, const char *key, struct pdf_obj value);
/* Appends the file's bytes and the revision. The second half of /ID is made from what is written, the first stays. */
void pdf_update_write(struct pdf_update *u, struct buf *out);
/* Appends a file of its own instead: what can be reached from the trailer, numbered anew, with one table. /ID is made from its bytes. */
void pdf_update_rewrite(struct pdf_update *u, struct buf *out);
/* Behind pdf_update_write: where "NUM GEN obj" of a put object begins in the new file; SIZE_MAX: it was not put. */
size_t pdf_update_offset(const struct pdf_update *u, uint32_t num);

#endif
