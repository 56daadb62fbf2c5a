/* What signing here and finishing what was signed elsewhere share. Private to pades.c and handover.c. */
#ifndef SIGN_PADES_PRIVATE_H
#define SIGN_PADES_PRIVATE_H

#include "sign/cms.h"
#include "sign/pades.h"

/* Adds a timestamp over the signature. false: reported. */
bool pades_stamp(struct ctx *ctx, const struct pades_request *request, struct cms *c);
/* What the levels LT and LTA ask for behind a signature, in revisions of their own. false: reported. */
bool pades_complete(struct ctx *ctx, const char *name, const struct pades_request *request, struct buf *file);

#endif
