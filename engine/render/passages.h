/* The text of a paper, passage by passage, and what is other in a later one. */
#ifndef RENDER_PASSAGES_H
#define RENDER_PASSAGES_H

#include "base/arena.h"
#include "render/vanban.h"

struct passages {
    struct arena arena;
    vb_passage *v;
    size_t n, cap;
};

/* Both are copied. */
void passages_add(struct passages *p, const char *place, const char *text);
void passages_release(struct passages *p);
/* Those of a document that have text. false: reported. passages_release always. */
bool passages_of_document(vb_document *d, struct passages *out);

/* How many bytes of the place name the row of a table, "SII.1/T1/R2" of "SII.1/T1/R2/C3"; 0: it stands in none. */
size_t passage_row(const char *place);

/* A passage that is not the same. */
struct passage_change {
    const char *place;         /* where it is now; of what went: where it was, in a row that is still there under its present number */
    const char *before, *after; /* NULL: there was, is none */
    size_t at;                 /* in the later text: the passage, or the one that stands behind what went */
    bool row;                  /* a row of a table went or came as a whole */
    bool moved;                /* it went here and came elsewhere */
};

/* In the order of the later text, what went before what came in its place. Rows of tables are compared as wholes, then by cells. */
void passages_compare(const vb_passage *before, size_t n, const vb_passage *after, size_t m,
                      void (*each)(void *user, const struct passage_change *c), void *user);
/* The same for who reads it line by line: a row that went or came is one change, its cells with " | " between them. */
void passages_compare_lines(const vb_passage *before, size_t n, const vb_passage *after, size_t m,
                            void (*each)(void *user, const struct passage_change *c), void *user);

#endif
