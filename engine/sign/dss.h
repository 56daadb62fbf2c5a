/* The document security store (EN 319 142-1 5.4.2): what one needs to check signatures when authorities are gone. Internal to sign. */
#ifndef SIGN_DSS_H
#define SIGN_DSS_H

#include "pdf/read.h"
#include "sign/revocation.h"

/* Adds what the store of a file holds: certificates (owned by the stack) and evidence. Unreadable entries are left out. */
void dss_read(struct pdf_file *f, STACK_OF(X509) *certs, struct evidence *e);

/* Appends a revision with certificates and evidence for all signatures and timestamps of the file, fetching what is missing. false: reported,
 * `file` is unchanged. */
bool dss_add(struct ctx *ctx, const char *name, const struct trust *trust, const struct fetch *fetch, struct buf *file);

#endif
