/* A paper that was issued is never changed: what was wrong in its content is superseded by a new paper, what was wrong in its form is
 * rectified by a công văn (Decree 30/2020/NĐ-CP, Article 18.3; the Party's guide has no clause of its own). Here the new document is written,
 * from the old one and from what the register has of it. */
#ifndef STORE_REVISE_H
#define STORE_REVISE_H

#include "store/register.h"

struct revise_request {
    const char *file;          /* the paper's own document or data (Markdown, YAML); NULL: it is a template with data that papers share */
    const vb_paper *paper;     /* what it makes now */
    const struct reg_row *row; /* the entry of what was issued */
    const char *root;          /* of the register that has it */
};

/* Whether the own file of a paper that supersedes this one is Markdown; else it is YAML. */
bool revise_is_markdown(const struct revise_request *request);
/* The document or data again, without number and date, that say in the official words what they supersede. false: reported. */
bool revise_supersede(struct ctx *ctx, const struct revise_request *request, struct buf *out);
/* A công văn with a table of what was printed and what it is to be, from the text that was issued and the one that `now` has. Changed
 * figures are warned of, since they are content. false: reported, also when nothing differs. */
bool revise_rectify(struct ctx *ctx, const struct revise_request *request, vb_document *now, struct buf *out);

#endif
