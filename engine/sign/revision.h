/* The revision in which a signature or a document timestamp stands: written with a gap of zeros for the value and with figures of full width in
 * /ByteRange, then both are filled in where they stand. Internal to sign. */
#ifndef SIGN_REVISION_H
#define SIGN_REVISION_H

#include "sign/key_private.h"
#include "sign/pades.h"

struct gap {
    size_t range;      /* where the three figures of /ByteRange begin */
    size_t begin, end; /* of /Contents with its angle brackets */
};

struct draft {
    struct ctx *ctx;
    const char *name;
    const struct pades_request *request;
    struct sign_key *key; /* who signs; NULL: a document timestamp, or somebody who is not known yet */
    bool timestamp;       /* a document timestamp */
    size_t room;          /* bytes in the gap */
};

/* Writes the file with a new revision that has a gap. false: reported. */
bool revision_write(const struct draft *d, struct span pdf, struct buf *out, struct gap *gap);
void revision_fill_range(struct buf *file, const struct gap *gap);
/* The value as hexadecimal digits; the rest of the gap stays zeros. */
void revision_fill_contents(struct buf *file, const struct gap *gap, struct span der);

#endif
