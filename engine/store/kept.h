/* The text of issued papers, paragraph by paragraph, beside the register that has them: what a rectification and `vanban status` compare with. */
#ifndef STORE_KEPT_H
#define STORE_KEPT_H

#include "store/register.h"
#include "store/words.h"

enum kept { KEPT_ISSUED, KEPT_RECTIFIED }; /* as it was printed; as a rectification says that it is to be */
/* Keeps what `d` says as the text of the entry of the register in `root`. false: reported. */
struct file_out;
bool kept_prepare(struct ctx *ctx, vb_document *d, enum kept which, const char *root, const struct reg_row *row, struct file_out *out); /* short of its name */
bool kept_write(struct ctx *ctx, vb_document *d, enum kept which, const char *root, const struct reg_row *row);
/* *there: the text of this paper is kept here. false: it cannot be read, reported. passages_release always. */
bool kept_read(struct ctx *ctx, enum kept which, const char *root, const struct reg_row *row, struct passages *out, bool *there);

/* The document as the entry was numbered and dated, for comparing: what `options` say, and without being told again of warnings. */
vb_options kept_options(struct arena *a, vb_options options, const struct reg_row *row);
bool kept_same(const struct passages *x, const struct passages *y);

#endif
