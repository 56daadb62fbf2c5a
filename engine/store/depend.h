/* What every paper was made of: a database in .vanban/, and one of its own for secret papers that holds no word of them.
 *
 * It can always be made again by a build. Papers share their readings of shared data, so that what a change touches is one question to
 * an index, however many papers there are. */
#ifndef STORE_DEPEND_H
#define STORE_DEPEND_H

#include "store/db.h"
#include "store/made.h"

struct depend {
    struct db open, secret;   /* secret.sql NULL: no paper was secret so far */
    const struct workspace *ws;
    struct ctx *ctx;
    const char *secret_path;
    struct writer *writer;    /* statements, prepared at the first record */
    struct arena arena;
};

/* `write`: the store is made where there is none. Without it, *out may have open.sql NULL: nothing was ever built. false: reported. */
bool depend_open(struct ctx *ctx, const struct workspace *ws, bool write, struct depend *out);
void depend_close(struct depend *d);

/* Takes the record of a paper that was made, in place of the one before. Between depend_begin and depend_commit. false: reported. */
bool depend_put(struct depend *d, struct span record);
/* Forgets a paper that is not in the workspace any more and deletes its outputs, but those that were changed by hand. */
bool depend_drop(struct depend *d, const char *name);
/* Notes which outputs the record is going to have, before they take their names: a build that dies in between leaves files that nobody
 * changed by hand. false: reported. */
bool depend_announce(struct depend *d, struct span record);
bool depend_begin(struct depend *d);
bool depend_commit(struct depend *d);

#endif
