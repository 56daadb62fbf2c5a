/* What vanban status tells of issued papers. */
#ifndef CLI_STATUS_H
#define CLI_STATUS_H

#include "cli/cli.h"
#include "store/depend.h"

struct issued_status {
    struct cli *cli;
    const struct workspace *ws;
    struct depend *store;
    const bool *stale; /* of each paper: it is not as it was built */
    bool verbose;
    struct buf *out;
};
/* Appends the issued papers that differ from their sources. false: reported. */
bool status_issued(const struct issued_status *s);

#endif
