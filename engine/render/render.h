/* Shared by the files of render; nobody else includes it. */
#ifndef RENDER_RENDER_H
#define RENDER_RENDER_H

#include "layout/frame.h"
#include "merge/bind.h"
#include "render/vanban.h"

struct vb_context {
    struct ctx ctx;
    vb_sink sink;
    void *sink_user;
    vb_trace trace;
    void *trace_user;
    struct tracer tracer;
    void (*reading)(void *user, const vb_reading *r);
    void (*file)(void *user, const char *path, const char *part);
    void *readings_user;
    struct fonts *fonts; /* opened at the first need, kept: their caches serve every document */
    char *share;
    struct font_digest { /* of the files of fonts that printed (source_tell.c) */
        struct font_digest *next;
        char *file, sha256[65];
    } *font_digests;
    struct memory_file *files;
    bool system_failed;
    bool quiet; /* only errors are told */
};

struct vb_document {
    vb_context *context;
    struct doc *doc;       /* NULL: a filled template that nobody has read */
    struct package *package; /* that the document was read from: its pictures stand there; NULL: none */
    struct buf bytes;        /* of the package */
    struct frames *frames; /* NULL until somebody needs pages */
    struct buf filled;     /* of an office's own template: the file that it became */
    const char *name;      /* of that template, in the arena */
    const char *secrecy;   /* what its data say, in the arena, or NULL */
    struct source_of *source; /* what it was made of (source.h); NULL: that is not told */
    struct arena arena;
    bool marked;             /* the tree is no longer what `filled` is */
};

/* A file that a paper is made of: by its name, or its bytes when they were read already. */
struct input {
    const char *name;
    struct span text;
    bool read;
};

struct source_of;
struct source_values;

struct sources {
    const struct input *files;
    size_t n;
    bool defaults;         /* vanban.yaml from the first file's folder upward */
    struct input template; /* name NULL: none */
    bool made_again;       /* from a PDF (source.h): the files are its own */
    const struct source_values *values; /* of that PDF, instead of files; NULL: none */
};

/* Who wants to see what the merge made. */
struct watch {
    void (*seen)(void *user, const struct bind_view *view);
    void *user;
};

/* What stands behind a row of the table of formats (writers.c). */
struct vb_writer {
    bool paged;   /* from the laid-out frames */
    enum kept { KEPT_NONE, KEPT_DOCX, KEPT_ODT } package; /* gives a filled template of this kind as it is */
    bool (*write)(vb_document *d, size_t page, struct buf *out);
};

/* NULL: reported. */
vb_document *document_load(vb_context *c, const struct sources *s, const vb_options *options, const struct watch *watch);
/* foreign.c: a DOCX or ODT as a document. `bytes` are taken over, also on failure. NULL: reported. */
vb_document *document_read(vb_context *c, const char *name, struct buf *bytes);
/* An ODT of a DOCX, and the reverse. false: reported. */
bool document_convert(struct ctx *ctx, struct package *p, struct buf *out);
/* The tree; of a filled template it is read when somebody needs it. NULL: reported. */
const struct doc *document_tree(vb_document *d);
/* vb_document_places with the nodes themselves; what it tells of ids that are 0 too. */
void document_walk(const struct doc *doc, void (*each)(void *user, const struct node *n, const char *code, const char *text), void *user);
/* Which format a filled template is in. */
enum kept document_kept(const vb_document *d);
/* Whether a file is named or begins as a package, or as an office file that package_open has a word for. */
bool document_is_office(const char *name, struct span beginning);
struct fonts *context_fonts(vb_context *c);
/* The file of a template: `name` itself, or an installed one of that name; NULL: reported. */
const char *template_find(struct arena *a, struct ctx *ctx, const char *name);
const struct frames *document_frames(vb_document *d); /* NULL: reported */
/* A file of others whose tables follow their content is laid out, so that a format that fixes columns has the widths (doc.grids).
 * What was laid out for that alone, in silence, is returned: freed by the caller when he has written. */
struct frames *document_lend_grids(vb_document *d);

#endif
