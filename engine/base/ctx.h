/* The context: everything that would else be global. One per caller; not shared between threads. */
#ifndef BASE_CTX_H
#define BASE_CTX_H

#include "base/arena.h"
#include "base/diag.h"

/* Bounds on untrusted input, one place. */
enum {
    LIMIT_FILE_BYTES = 16 << 20, /* a data, document or profile file */
    LIMIT_DEPTH = 64,            /* nesting of values, expressions, sections, XML elements */
    LIMIT_VALUES = 1 << 20,      /* values in all data files of a run */
    LIMIT_DIAGNOSTICS = 100,     /* after that only the count goes on */
    LIMIT_PAGES = 5000,
    LIMIT_XML_DEPTH = 200,       /* nesting of elements in a part of a DOCX or ODT; libxml2 stops at 256 */
    LIMIT_PDF_BYTES = 256 << 20, /* a PDF that is read */
    LIMIT_PDF_INFLATED = 256 << 20, /* of all its streams that are asked for, together */
    LIMIT_PDF_OBJECTS = 1 << 20, /* lines of all its cross-references together */
    LIMIT_PDF_VALUES = 1 << 22,  /* values that are parsed, in all its objects */
    LIMIT_PDF_REVISIONS = 1000,
    LIMIT_SOURCE_FILES = 256,    /* attached to a PDF, and read from one */
    LIMIT_SOURCE_BYTES = 64 << 20, /* of them together */
    LIMIT_PDF_DEPTH = 64,        /* nesting of arrays and dictionaries, of references to references, of the page tree */
};

/* Bounds on a DOCX or ODT that the user may change (vanban --limit NAME=N); ctx_init sets what limit_table says. */
enum limit {
    LIMIT_PACKAGE,  /* bytes of the file as it lies on the disk */
    LIMIT_PARTS,    /* entries in the file */
    LIMIT_PART,     /* bytes of one part, inflated */
    LIMIT_INFLATED, /* bytes of all parts, inflated */
    LIMIT_RATIO,    /* inflated to deflated bytes of a part that has over a mebibyte */
    LIMIT_ELEMENTS, /* XML elements in a part */
    LIMIT__COUNT
};

struct limit_row {
    const char *name; /* as the user writes it */
    size_t value;     /* what holds when nobody says otherwise */
    size_t most;      /* what a user may set */
};
extern const struct limit_row limit_table[LIMIT__COUNT];

enum read_kind { READ_VALUE, READ_ABSENT, READ_SHAPE }; /* SHAPE: length, keys or truth were asked for */

/* The read trace: told of every read of data (see expr/read.h). `node` is the id of the document node
 * being built, 0 before the first. */
struct value;
struct tracer {
    void (*read)(void *user, const char *path, enum read_kind kind, uint32_t node);
    void *user;
    /* The same with the value; READ_ABSENT: the container (NULL: the root) in which `missing` was looked for. May be NULL, as may be
     * the one below: told of every file that was read, and of the files of fonts that were used. */
    void (*value)(void *user, const struct value *v, const char *missing, enum read_kind kind, uint32_t node);
    void (*file)(void *user, const char *path, const char *part); /* part: as in struct file_part */
};

/* A table that somebody asks for, which hangs on more or less than one file: papers hang on its rows and not on the bytes of the files.
 * Of vanban.yaml "nguon.KEY" is a source with all its files; of a file that a table of a document names, what is asked of it. */
struct file_part {
    const char *file, *part;
};

/* Who keeps what a document is made of (render/source.h): told of each value of the data whose content, or shape, is read, and of
 * each file that is read whole. `named_by` is the file that names it, NULL: none does. */
struct value;
struct source_watch {
    void (*value)(void *user, const struct value *v, enum read_kind kind);
    void (*file)(void *user, const char *path, const char *named_by, struct span bytes);
    void *user;
};

/* A file that is given in memory; both parts are borrowed. */
struct memory_file {
    const char *name; /* a path; "./a/b.md" and "a/b.md" are the same */
    struct span bytes;
};

struct ctx {
    enum lang lang;
    diag_sink sink;
    void *sink_user;
    int errors, warnings, hints; /* reported so far */
    int64_t now;                 /* seconds since 1970 UTC, set by the program; 0 = unknown */
    const char *share;           /* folder with templates/ and fonts/; borrowed */
    const struct memory_file *files; /* not NULL: files are these and those below `share`, no others */
    size_t n_files;
    const struct tracer *tracer; /* NULL = none */
    const struct source_watch *sources; /* NULL = none */
    struct profile_shelf *shelf; /* see merge/profile.h; NULL: none, every profile is read anew */
    struct fill_shelf *templates; /* see fill/fill.h; likewise of templates in DOCX and ODT */
    size_t limits[LIMIT__COUNT];
    uint32_t node;               /* id of the node being built, for the tracer */
    const struct file_part *part; /* what files are being read for; NULL: for themselves */
    const char *place;           /* the same of a file of others, in words ("thân bài, bảng 1"), or NULL */
};

void ctx_init(struct ctx *ctx); /* Vietnamese, no sink */

/* What is made depends on the file. */
static inline void ctx_file_used(const struct ctx *ctx, const char *path)
{
    if (ctx->tracer && ctx->tracer->file)
        ctx->tracer->file(ctx->tracer->user, ctx->part ? ctx->part->file : path, ctx->part ? ctx->part->part : NULL);
}

/* Changes limits: "part=100M,ratio=500"; K, M and G are 1024 and its powers. false: reported, nothing changed. */
bool ctx_set_limits(struct ctx *ctx, const char *text);

#endif
