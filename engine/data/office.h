/* What vanban.yaml says of the office's folder and not of its papers: one table of its keys, for who reads them, for what is said of a slip of
 * the pen (store/settings.h) and for the JSON Schema that editors use (template/schema_office.c). */
#ifndef DATA_OFFICE_H
#define DATA_OFFICE_H

#include <stdbool.h>
#include <stddef.h>

enum office_type {
    OFFICE_TEXT,
    OFFICE_TEXTS, /* a text, or a list of them */
    OFFICE_YES,   /* true or false */
    OFFICE_DAY,   /* "15/6/2025" */
    OFFICE_MAP,   /* with the keys of `inner` */
    OFFICE_MAPS,  /* a list of these */
    OFFICE_ITEMS, /* one or a list, each a text or such a map */
    OFFICE_NAMED, /* a map of names that the office chooses, each a text or such a map */
    OFFICE_FREE,  /* whoever reads it looks */
};

struct office_key {
    const char *map;  /* that it stands in: "" is the root, else the `inner` of another row */
    const char *name; /* folded */
    enum office_type type;
    const char *inner;   /* name of the map that its value is; NULL: none */
    const char *choices; /* of a text, separated by spaces; NULL: free */
    const char *about[2]; /* by language */
};

const struct office_key *office_keys(size_t *n);
const struct office_key *office_key(const char *map, const char *name); /* NULL if none */
/* The names of a map's keys, at most `most` - 1, with NULL behind: for what is reported of an unknown one. */
void office_names(const char *map, const char **out, size_t most);
enum { OFFICE_NAMES_MOST = 16 };

#endif
