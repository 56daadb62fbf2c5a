/* Reading PDF files, ours and others' (ISO 32000-1, 7.5): tables, cross-reference streams, object streams, hybrid
 * files, any number of revisions. Objects are parsed when they are asked for, once.
 *
 * Input is hostile: sizes, counts, depth, inflated bytes and the work of the parser are bounded by the constants
 * LIMIT_PDF_* of base/ctx.h. Encrypted files are refused by name. A file whose table is broken is read by a scan for its
 * objects only when that leaves no doubt (pdf/repair.c); else it is refused with the place of the fault. */
#ifndef PDF_READ_H
#define PDF_READ_H

#include "base/ctx.h"
#include "pdf/object.h"

struct pdf_file;

enum pdf_place_type { PDF_FREE, PDF_PLAIN, PDF_PACKED };

/* What a revision says of an object number. */
struct pdf_place {
    uint32_t num;
    uint16_t gen;
    enum pdf_place_type type;
    size_t at;    /* PDF_PLAIN: offset in the file; PDF_PACKED: number of the object stream */
    size_t index; /* PDF_PACKED: in the object stream */
};

/* One saving of the file. The first begins at 0; each begins where the one before ends, so what stands between two is
 * in the later one. Revision i alone is what pdf_open gives for the first revisions[i].end bytes of the file. */
struct pdf_revision {
    size_t begin, end;   /* bytes of the file; `end` is behind %%EOF and one end of line */
    size_t eof;          /* behind the letters %%EOF */
    size_t xref;         /* the offset that startxref names */
    bool stream;         /* that is a cross-reference stream */
    const struct pdf_obj *trailer; /* the newest of the revision: a linearized file's first one has two */
    const struct pdf_place *places; /* by number, each once; what it frees as well */
    size_t n_places;
};

/* Opens a file; `name` and `bytes` are borrowed as long as the arena lives, where everything else is. NULL: one
 * diagnostic was reported, with the offset. */
struct pdf_file *pdf_open(struct ctx *ctx, const char *name, struct span bytes, struct arena *a);

struct span pdf_bytes(const struct pdf_file *f);
struct ctx *pdf_ctx(const struct pdf_file *f);
struct arena *pdf_arena(struct pdf_file *f);
int pdf_version(struct pdf_file *f); /* 17 is 1.7: the header's, or the catalogue's if that is later */
bool pdf_repaired(const struct pdf_file *f); /* read by a scan: it has one revision, whose table does not exist */
size_t pdf_revisions(const struct pdf_file *f);
const struct pdf_revision *pdf_revision_at(const struct pdf_file *f, size_t i); /* 0 is the oldest */
const struct pdf_obj *pdf_trailer(const struct pdf_file *f); /* the newest */
uint32_t pdf_size(const struct pdf_file *f); /* every object's number is below it, whatever /Size says */

/* The objects in use by their newest revision, in the order of their numbers; i < pdf_places. */
size_t pdf_places(const struct pdf_file *f);
const struct pdf_place *pdf_place_at(const struct pdf_file *f, size_t i);

/* An object by number; the null object if there is none or it is broken. The first broken one is reported; then
 * pdf_failed is true and stays so: ask once at the end of a pass. */
const struct pdf_obj *pdf_object(struct pdf_file *f, uint32_t num);
bool pdf_failed(const struct pdf_file *f);
/* Follows references to what they mean; anything else is returned as it is. */
const struct pdf_obj *pdf_resolve(struct pdf_file *f, const struct pdf_obj *o);
/* pdf_dict_get and pdf_array_at with references followed on both sides. Never NULL. */
const struct pdf_obj *pdf_get(struct pdf_file *f, const struct pdf_obj *dict, const char *key);
const struct pdf_obj *pdf_at(struct pdf_file *f, const struct pdf_obj *array, size_t i);
/* Where the bytes of an object stand in the file; SIZE_MAX: made by hand, or in an object stream. */
size_t pdf_offset(const struct pdf_file *f, const struct pdf_obj *o);

/* The data of a stream behind its filters (none, FlateDecode with predictors), in the arena or borrowed. false: reported
 * as for pdf_object: broken data, another filter, too much. */
bool pdf_decode(struct pdf_file *f, const struct pdf_obj *stream, struct span *out);

/* Page `index` from 0 (7.7.3), through a page tree that is bounded and without loops; its number goes to *num. The null object: there
 * is none, or the tree is broken (reported as for pdf_object). */
const struct pdf_obj *pdf_page(struct pdf_file *f, size_t index, uint32_t *num);
size_t pdf_pages(struct pdf_file *f);
/* An attribute that pages inherit (Resources, MediaBox, CropBox, Rotate). */
const struct pdf_obj *pdf_inherited(struct pdf_file *f, const struct pdf_obj *page, const char *key);

/* Reports a fault of the file at an offset (SIZE_MAX: none); later faults are silent. */
void pdf_fail(struct pdf_file *f, diag_code code, size_t at, const char *arg);

#endif
