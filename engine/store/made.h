/* Making one paper, and what it was made of.
 *
 * It happens in a process of its own beside others; what the store is to know of it goes to the one process that writes there as bytes:
 * strings with NUL behind, in rows that begin with a letter (see MADE_…). */
#ifndef STORE_MADE_H
#define STORE_MADE_H

#include "render/vanban.h"
#include "store/workspace.h"

enum {
    MADE_PAPER = 'N',   /* name, spec, engine, year that it hangs on or "0", "1" if it is secret */
    MADE_KEYS = 'K',    /* keys looked for and absent, keys found at the root: each ",a,b," */
    MADE_ROOT = 'R',    /* "1": a key more at the root is a fault */
    MADE_FILE = 'F',    /* use (below), name (store/parts.h), stamp, digest, keys of its root */
    MADE_SHARED = 'V',  /* file, path, kind, token, places: a reading of data that papers share */
    MADE_OWN = 'O',     /* path, kind, token, places: of its own file */
    MADE_TEXT = 'T',    /* place, text: a paragraph */
    MADE_OUTPUT = 'P',  /* path, the temporary file that it lies in, digest */
};

enum use { USE_BYTES, USE_VALUES, USE_EXACT, USE_OWN }; /* what of a file counts: its bytes; values, keys folded or as written; its own values */

/* Tokens that are longer are kept as their beginning and digest. */
enum { TOKEN_SHOWN = 160, TOKEN_MOST = 200 };
void made_token(struct arena *a, const char *token, char **out);

struct maker {
    struct ctx *ctx;          /* for its own messages */
    vb_context *library;
    const struct workspace *ws;
    int year;                 /* of the clock */
    struct seen_file *files;  /* that were digested already, by a hash of their paths; as many as are worth keeping */
};

/* The document of a paper, with a listener for what it reads where `readings` is set; NULL: reported. */
vb_document *make_load(struct maker *m, const struct ws_paper *paper);
/* In the names of temporary files of a build. */
#define MADE_MARK "dung-"
/* Makes the paper; its outputs lie in temporary files, for store/publish.h. `guarded` (or NULL) tells outputs that are to be kept as they
 * are unless they are what is written anyway. *record gets what the store needs. false: reported, nothing is left. */
bool make_paper(struct maker *m, const struct ws_paper *paper, bool (*guarded)(void *user, const char *path), void *user, struct buf *record);
void maker_release(struct maker *m);

/* Going through a record. */
struct made_row {
    char letter;
    const char *field[6];
};
/* The next row from *at on, which moves; false: the end, or bytes that are no record. */
bool made_next(struct span record, size_t *at, struct made_row *out);

#endif
