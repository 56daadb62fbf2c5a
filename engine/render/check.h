/* The parts of checking; only the check*.c include it. */
#ifndef RENDER_CHECK_H
#define RENDER_CHECK_H

#include "render/render.h"

struct checker {
    vb_context *c;
    const vb_options *options;
    void (*item)(void *user, const vb_item *item); /* NULL: nobody asks */
    void *user;
    vb_result *result;
};

/* ---- check_data.c ---- */

/* Data that no paper has used yet: what is written so that it could be read in two ways or will not be found. */
void check_data(struct checker *k, const struct input *input);
/* Letters that are written as a letter and a mark; said once a file. */
void check_composed(struct checker *k, const struct input *input);

/* ---- check_list.c ---- */

/* The checklist of a paper, a callback of bind_options. */
struct checklist {
    struct checker *k;
    const char *file;
};
void checklist_seen(void *user, const struct bind_view *view);

#endif
