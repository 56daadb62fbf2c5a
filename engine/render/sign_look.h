/* Internal to render: what signing shows and writes into the paper. */
#ifndef RENDER_SIGN_LOOK_H
#define RENDER_SIGN_LOOK_H

#include "render/render.h"
#include "sign/pades.h"

struct sign_look {
    vb_context *context;
    const char *names[2];    /* of the pictures of signature and seal; NULL: none */
    struct buf pictures[2];
    const char *mark;        /* the first line of a mark; NULL: none */
    struct pades_filling fillings[3]; /* number, day, month */
    size_t n_fillings;
    struct arena arena;
};

/* Reads the pictures. false: reported; close it in any case. */
bool sign_look_open(vb_context *c, const vb_signing *how, struct sign_look *l);
void sign_look_close(struct sign_look *l);
struct pades_artist sign_look_artist(struct sign_look *l); /* borrows l */
/* What the clerk gives when the organ signs; NULL: not. false: reported. */
bool sign_look_fill(struct sign_look *l, const char *number, const char *day);

#endif
