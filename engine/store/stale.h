/* Which papers are no longer what their sources say, and why. */
#ifndef STORE_STALE_H
#define STORE_STALE_H

#include "store/depend.h"
#include "store/stamp.h"

enum why {
    WHY_NEW,     /* was never made */
    WHY_SPEC,    /* vanban.yaml makes it otherwise */
    WHY_ENGINE,  /* another version of the program made it */
    WHY_YEAR,    /* it is undated, and a new year has begun */
    WHY_FILE,    /* `file` has other bytes, or is gone */
    WHY_VALUE,   /* `path` in `file`: `before`, `after` are tokens */
    WHY_KEY,     /* `path` stands in `file` now */
    WHY_CUT,     /* the output `file` is of a build that was interrupted before it was noted */
    WHY_GONE,    /* the output `file` is not there */
    WHY_EDITED,  /* the output `file` was changed by hand */
};

struct reason {
    enum why why;
    size_t paper;            /* in the workspace */
    const char *file, *path; /* NULL where not said */
    const char *cell;        /* "Sheet1!C7": where the value stands in a spreadsheet now; NULL elsewhere */
    const char *before, *after, *places; /* places: codes, tabs between */
};

/* A version of a file that some papers are made of and that is not there any more. */
struct outdated {
    struct db *db;
    int64_t version, file;
    int exact;
    const char *path, *keys;   /* keys: as they were */
    const char *digest;        /* of the file now; "": it is gone */
    const char *now;           /* keys now; NULL: the file cannot be read as data */
    bool compared;
};

struct restamp {
    struct db *db;
    int64_t file;
    const char *path, *digest;
    char stamp[STAMP_SIZE];
};

struct stale_list {
    struct arena arena;
    struct reason *v;        /* by change: file, path, paper */
    size_t n, cap;
    bool *stale;             /* of each paper of the workspace */
    size_t n_stale, n_papers;
    const char **removed;    /* papers that are in the store and not in the workspace any more */
    size_t n_removed;
    struct outdated *outdated; /* versions that are not current */
    size_t n_outdated, cap_outdated;
    struct restamp *restamps;  /* files whose stamps are others */
    size_t n_restamps, cap_restamps;
};

/* Asks the file system and reads the data that changed; `year` is the clock's. false: the store failed, reported. A file of data that cannot be read
 * is reported to the context and makes its papers stale. */
bool stale_find(struct depend *d, int year, struct stale_list *out);
void stale_release(struct stale_list *list);
/* Papers that are not stale are of the present versions of their files from now on. `clock`: a file written just now. Between depend_begin and
 * depend_commit. */
bool stale_settle(struct depend *d, const struct stale_list *list, const char *clock);

/* The paper's output was changed by hand. */
bool stale_edited(const struct stale_list *list, const char *output);
/* "480" of a token, for people; in the arena. */
const char *token_words(struct arena *a, enum lang lang, const char *token);

#endif
