/* Who would be touched: asked before a value is changed. */
#ifndef STORE_IMPACT_H
#define STORE_IMPACT_H

#include "store/depend.h"

struct impact {
    const char *paper, *path; /* path: NULL where the whole file counts */
    const char *token;        /* as it was read */
    const char *places;       /* codes, tabs between */
};

/* Papers that read the path of the file, or what is in it, or that count the file as a whole, by name and path; of a spreadsheet `path` may be a cell,
 * "Sheet!C7". *known: the store knows the file. Of secret papers only their number goes to *secret, unless `name_secret`: then they come last, with
 * the whole file, as nothing is remembered of what they read. false: the store failed, reported. */
bool impact_find(struct depend *d, const char *file, const char *path, bool name_secret, void (*each)(void *user, const struct impact *i), void *user,
                 bool *known, size_t *secret);

#endif
