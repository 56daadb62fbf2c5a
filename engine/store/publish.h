/* Papers that were made take their names, a batch at a time.
 *
 * The order makes every moment safe to die in: contents are durable; the store knows what is coming; names change; the store has the papers.
 * A build that is repeated makes what has no row, and what it left in temporary files goes. */
#ifndef STORE_PUBLISH_H
#define STORE_PUBLISH_H

#include "store/depend.h"

/* Papers and files of a batch: so many wait for the disk at once. */
enum { PUBLISH_PAPERS = 64, PUBLISH_FILES = 128 };

struct publish {
    struct depend *store;
    /* Told of each paper that stands under its name now, or that failed at it (reported). */
    void (*done)(void *user, size_t paper, bool ok);
    void *user;
    struct waiting *papers;
    size_t n, n_files;
};

/* Takes what make_paper wrote of a paper, and publishes when that makes a batch. Between depend_begin and depend_commit. false: the store
 * failed, reported. */
bool publish_add(struct publish *p, size_t paper, struct span record);
/* Publishes what waits; also after a failure, so that no temporary file stays. false: the store failed, reported. */
bool publish_flush(struct publish *p);
void publish_release(struct publish *p);
/* Before a build, under the lock: deletes what an interrupted one left in the folders of the outputs. */
void publish_sweep(const struct workspace *ws);

#endif
