/* Adding a paper to the list in vanban.yaml, whose text stays otherwise as the office wrote it. */
#ifndef STORE_LISTING_H
#define STORE_LISTING_H

#include "store/workspace.h"

/* The entry of a paper `name` that is made as `like` is, with `own` for its own file: "{ ten: …, tep: …, … }". `plain`: of a document that needs
 * neither template nor data. In the arena. */
const char *listing_entry(struct arena *a, const struct ws_paper *like, const char *name, const char *own, bool plain);
/* The text of vanban.yaml with the entry behind the last of van_ban. false: it is not written as a list with a dash for each (nothing is
 * reported). */
bool listing_add(struct arena *a, struct span text, const char *entry, struct buf *out);

#endif
