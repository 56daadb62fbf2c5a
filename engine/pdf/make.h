/* What the files that finish a PDF share. Private to pdf. */
#ifndef PDF_MAKE_H
#define PDF_MAKE_H

#include "pdf/attach.h"
#include "pdf/finish.h"
#include "pdf/update.h"
#include "pdf/xmp.h"

struct pdf_make {
    struct ctx *ctx;
    struct arena *arena;
    const struct doc *doc;
    const struct frames *frames;
    const struct paint_plan *plan;
    const struct pdf_origin *origin; /* NULL: nothing is told of it */
    struct pdf_file *file; /* as painted */
    struct pdf_update *update;
    uint32_t *forms; /* of a tag of type TAG_FORM: the number of its element; NULL: there is none */
    bool odd; /* Cairo wrote something else than is known of it */
};

/* judge.c: what may be claimed; tells why not more. */
struct pdf_claim pdf_judge(struct ctx *ctx, const struct doc *doc, const struct frames *f, const struct paint_plan *plan);
/* tree.c: are the elements of the file those that paint began? */
bool pdf_tree_fits(struct pdf_make *m);
/* What each element of structure says of itself, and annotations; only if they are. */
void pdf_make_tree(struct pdf_make *m);
/* form.c: the interactive form (12.7.2), a reference; null: there are no fields. Behind pages and tree. */
struct pdf_obj pdf_make_form(struct pdf_make *m);
/* attach.c: the files that the origin has, in the catalogue. */
void pdf_make_attachments(struct pdf_make *m, struct pdf_obj *root);
/* finish.c: puts a new object; its reference. */
struct pdf_obj pdf_make_new(struct pdf_make *m, struct pdf_obj o);

#endif
