/* What the files of this module share. */
#ifndef GATHER_OWN_H
#define GATHER_OWN_H

#include "gather/gather.h"

enum { GATHER_FILES_MOST = 10000, GATHER_SOURCES_MOST = 100 };

/* One entry of nguon. */
struct source_entry {
    const char *name;  /* as written */
    const char *folder; /* of vanban.yaml */
    struct pos pos;
    struct data_ask ask;
    const struct value *files, *key, *expected, *before; /* as written, or NULL */
};

/* Who reports, with its row: by the folded name. */
struct reporter {
    const char *name, *folded;
    struct value *row;
};

struct reporters {
    struct reporter *v; /* sorted by the folded name when reporters_settle was called */
    size_t n, cap;
};

/* The files that a path names, joined to the folder, in byte order. A pattern (* and ? in its last part) may fit none; a path
 * names one. false: it leads out of the folder, or there are too many; reported. */
bool gather_files(struct data *d, const struct source_entry *e, const struct value *path, const char ***out, size_t *n);

/* All rows of the files of `path`, and who reported them; *total: of one file that has a total, or NULL. NULL: reported. */
struct value *gather_rows(struct data *d, const struct source_entry *e, const struct value *path, struct reporters *out, struct value **total);

void reporters_add(struct reporters *r, const char *name, const char *folded, struct value *row);
void reporters_settle(struct reporters *r);
void reporters_release(struct reporters *r);
const struct reporter *reporters_find(const struct reporters *r, const char *folded);
/* Reports the first name that two rows have, with both places; false. Rows of one file are one where there is no key. */
bool reporters_once(struct data *d, const struct source_entry *e, const struct reporters *r);
/* Those who shall report and have not: a list of maps { ten }. NULL: reported. `before`: NULL, or who reported then. */
struct value *reporters_missing(struct data *d, const struct source_entry *e, const struct reporters *now, const struct reporters *before);

/* Puts the figures of the period before and the differences into the rows. false: reported. */
bool gather_compare(struct data *d, const struct reporters *now, const struct reporters *before);

/* Every key of the map is one of these, which end with NULL; another is reported, false. */
bool gather_known(struct data *d, const struct value *map, const char *const *keys);
/* What an entry says of the sheet, the cells and the head. */
void gather_ask(const struct value *entry, struct data_ask *out);

/* A list that is made where `v` asks for it: a table of its file. */
const struct source *gather_table(struct data *d, const struct value *v);

/* Gives the row a member of its own; a key that is there is an error, reported. */
bool gather_put(struct data *d, struct value *row, const char *key, struct value *v);

#endif
