/* What a document was made of: noted while it is read, told in the PDF (digests, or the things themselves), read from such a PDF to
 * make the document again. Private to render.
 *
 * Of the data only what the merge read is kept, as canonical JSON; a member that nobody read is not in it. Files have the names
 * under which the document is made again: those that lie in one folder share a number ("1/anh/so-do.png"), installed ones stand
 * below "templates/". No name of a machine's folder is among them, but where a document itself names a file so. */
#ifndef RENDER_SOURCE_H
#define RENDER_SOURCE_H

#include "pdf/attach.h"
#include "render/render.h"
#include "sign/digest.h"

struct source_file {
    const char *path; /* as it is named when the document is made again */
    const char *name; /* of the attachment */
    const char *sha256;
    struct span bytes; /* only if `embed` */
};

struct source_of {
    struct arena arena;
    bool embed;         /* the things are kept, to be attached */
    const char *made;   /* what the document is made of, as canonical JSON: options, form of the values, files */
    struct span values; /* canonical JSON */
    const char *values_sha256; /* NULL: there are none, a DOCX or ODT as it stands */
    struct source_file *files;
    size_t n_files;
    /* Of a document that was read from a PDF: */
    const char *name;     /* of that file */
    struct span original; /* its first revision; n 0: there is none */
    const char *manifest; /* what that says of itself */
    bool told;            /* how engine or fonts differ */
};

enum { SOURCE_FORMAT = 1 }; /* of the manifest */

void source_free(struct source_of *s);

/* ---- noting (source_note.c) ---- */

struct source_note;
struct source_note *source_note_new(vb_context *c, bool embed);
void source_note_free(struct source_note *n); /* NULL is legal */
/* The data, and the files that name others: known before they are read. `bytes` NULL: of the data, whose values are kept, not the file. */
void source_note_root(struct source_note *n, const char *path, const struct span *bytes);
/* From here on what is read is noted, until `on` is false. */
void source_note_watch(struct source_note *n, bool on);
/* What was noted of this document, which owns it from then on; `data` NULL: it is a file as it stands. The first `own` members of the data are those of its files. NULL:
 * it was too much; reported if things are to be kept. */
struct source_of *source_note_end(struct source_note *n, const struct data *data, size_t own, const vb_options *options, const char *template,
                                  const struct doc *doc);

/* ---- telling (source_tell.c) ---- */

/* What the PDF of a document says of its source; in the arena. NULL: nothing. The document is laid out. */
const struct pdf_origin *source_origin(vb_document *d, struct arena *a);
/* Is the PDF that was written what was promised: the one that was read, or one that can be made again? Else reported. */
bool source_holds(vb_document *d, struct span pdf);
/* Do engine, libraries and fonts (of laid-out pages) agree with those that made the PDF which the document was read from? `must`: an error if
 * not, else a warning, once. */
bool source_agrees(vb_document *d, bool must);

/* ---- reading (source_read.c) ---- */

/* The values of a PDF, for document_load. */
struct source_values {
    const char *name, *folder; /* for diagnostics; that the files stand in */
    struct span json;
    const struct value *form;
    size_t own;
};

extern const char engine_digest[]; /* SHA-256 of the engine's own source, of what shapes documents (engine-digest.c, made by make) */

#endif
