/* A workspace: a folder with vanban.yaml, which lists the papers that are made in it and from what.
 *
 * Paths are relative to that folder, which is the working folder of whoever calls these functions. */
#ifndef STORE_WORKSPACE_H
#define STORE_WORKSPACE_H

#include "base/ctx.h"
#include "render/vanban.h"

enum { WORKSPACE_PAPERS_MOST = 100000, WORKSPACE_FORMATS_MOST = 8 };

struct ws_paper {
    const char *name;          /* "bc-06": of its outputs and on the command line */
    const char *const *files;  /* of vb_document_load: the paper's own first, then data that it shares with others */
    size_t n_files;
    bool own;                  /* files[0] is the paper's alone */
    const char *template_file, *profile, *compat; /* or NULL */
    bool draft, exact;         /* exact: the keys of its data stay as written, for an office's template */
    const char *formats[WORKSPACE_FORMATS_MOST];
    size_t n_formats;
    const char *folder;        /* of the outputs: "xuat" */
    struct pos pos;            /* in vanban.yaml */
    char spec[65];             /* digest of all this: another one, another paper */
};

struct workspace {
    struct arena arena;
    const char *root;    /* absolute, without "/" at its end */
    const char *secret;  /* folder of what is kept of secret papers */
    struct ws_paper *papers; /* in the order of their names */
    size_t n;
};

/* The nearest folder from `from` upward that has vanban.yaml, absolute; NULL: reported. */
const char *workspace_find(struct ctx *ctx, struct arena *a, const char *from);
/* Reads vanban.yaml of the working folder. All faults are reported; false: there were some. `some`: that it lists no paper is one. workspace_release
 * always. */
bool workspace_read(struct ctx *ctx, bool some, struct workspace *out);
void workspace_release(struct workspace *ws);
const struct ws_paper *workspace_paper(const struct workspace *ws, const char *name); /* NULL if none */
/* The same; NULL: reported. Also by the name of one of its outputs or of its own file. */
const struct ws_paper *workspace_paper_named(struct ctx *ctx, const struct workspace *ws, const char *name);
/* The paper that has this file as its own or as an output; NULL if none. `path` is relative to the root. */
const struct ws_paper *workspace_paper_of(const struct workspace *ws, const char *path);
/* How vb_document_load is asked for the paper. */
vb_options workspace_options(const struct ws_paper *paper);
/* The document or data in the file have a text or figure under the key at their root; false also where it cannot be read (nothing is reported). */
bool workspace_file_says(const char *file, const char *key);
/* "xuat/bc-06.pdf" */
const char *workspace_output(struct arena *a, const struct ws_paper *paper, const char *format);
/* The path relative to the root where it lies below; else itself. */
const char *workspace_path(const struct workspace *ws, const char *path);

/* pattern.c: the files that fit a path with * and ? in its parts, in byte order; hidden ones only where the part begins with ".".
 * Appends to *out, in the arena. false: more than `most`. */
bool pattern_files(struct arena *a, const char *pattern, size_t most, const char ***out, size_t *n);

#endif
