/* Filling the office's own templates: a DOCX with tags in docxtpl's dialect or docxtemplater's, and data in; the same DOCX with the
 * tags' results out. What is no tag stays to the byte; a part without a tag is not even inflated anew.
 *
 * The default is strict: what is missing or wrong is reported with part, place, tag and data path, all faults of a run,
 * and nothing comes out. The other modes print as the program does whose name they bear. */
#ifndef FILL_FILL_H
#define FILL_FILL_H

#include "data/value.h"

/* The dialect is docxtpl's, unless the file has tags with one brace only, which are docxtemplater's. PLAIN: with its bare
 * options (no paragraphLoop, no linebreaks), which its manual advises against. */
enum fill_mode { FILL_STRICT, FILL_DOCXTPL, FILL_DOCXTEMPLATER, FILL_DOCXTEMPLATER_PLAIN };

/* The mode by its name: "docxtpl", "docxtemplater", "docxtemplater-plain"; NULL is strict. false: there is none. */
bool fill_mode_named(const char *name, enum fill_mode *out);

/* Bounds of one filling. */
enum {
    FILL_MAX_OUTPUT = 256 << 20, /* bytes of all parts */
    FILL_MAX_STEPS = 1 << 24,    /* statements run */
    FILL_MAX_DEPTH = 64,         /* statements inside each other, macros that call macros included */
    FILL_MAX_TAGS = 1 << 17,     /* in a part */
};

/* Makes an ODT of a DOCX and a DOCX of an ODT. false: reported. */
struct package;
typedef bool fill_convert(struct ctx *ctx, struct package *p, struct buf *out);

/* Fills the package `bytes`, which diagnostics call `name`. Sub-documents in the other format come through `convert`; NULL: they
 * are refused. false: reported, nothing is written to `out`. */
bool fill_package(struct ctx *ctx, const char *name, struct span bytes, const struct data *data, enum fill_mode mode, fill_convert *convert,
                  struct buf *out);

/* Templates that were read, kept for the next fillings of a context (ctx.templates): a template is known by its name, its bytes,
 * the mode, the language and the limits. */
struct fill_shelf *fill_shelf_new(void);
void fill_shelf_free(struct fill_shelf *shelf); /* NULL is nothing */

#endif
