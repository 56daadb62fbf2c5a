/* Our templates: XML in the vocabulary of vanban-template(7), expanded over the data into the
 * values that a document gives (data/reader.h). The merge builds the paper from them as from any
 * document.
 *
 * Texts that come out of a template are not expanded again, and nothing in the data is ever read as
 * a template or as Markdown. Places of the values are those of the template, so what is said later
 * points into it. */
#ifndef TEMPLATE_TEMPLATE_H
#define TEMPLATE_TEMPLATE_H

#include "data/value.h"

enum {
    TEMPLATE_MAX_BYTES = 1 << 20, /* of one file */
    TEMPLATE_MAX_RUN = 1 << 16,   /* from one '<' to the next */
    TEMPLATE_MAX_NODES = 1 << 16, /* elements and texts, included files too */
    TEMPLATE_MAX_STEPS = 1 << 20, /* elements and texts expanded, loops counted */
    TEMPLATE_MAX_INCLUDES = 8,    /* files in each other */
};

struct template;
/* Reads a template and parses every expression in it. It lives in the data's arena until
 * template_close, which comes before data_release. NULL: reported. */
struct template *template_open(struct data *data, const char *path);
struct template *template_open_memory(struct data *data, const char *name, struct span text);
void template_close(struct template *t);
/* A file for including, by itself: it must fit into some element. false: reported. */
bool template_check_part(struct data *data, const char *name, struct span text);

/* Expands the template and puts its values into the data's root. The first `own` members of the
 * root are those of the given files: a key that they have as well is an error at both places. The
 * members after them are the office's defaults, which give way. false: reported. */
bool template_expand(struct template *t, size_t own);

const char *template_title(const struct template *t); /* mo-ta, or the kind; never NULL */
/* Calls `each` with the paths that the expressions read, "mo_hinh[].so_luong", sorted, each once.
 */
void template_paths(const struct template *t, void (*each)(void *user, const char *path),
                    void *user);

/* The schemas that the vocabulary gives: of templates (RELAX NG), of data and of vanban.yaml (JSON Schema). */
void template_write_rng(struct buf *out);
void template_write_json_schema(struct buf *out);
void template_write_office_schema(struct buf *out);

#endif
