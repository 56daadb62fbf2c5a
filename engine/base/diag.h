/* Diagnostics: what was found, what was expected, what to do; one a fault, in the user's language.
 * The library never prints: a diagnostic goes to the sink of the context. The rows stand in
 * base/diag/MODULE.def: DIAG(NAME, severity, "slug", "English", "Tiếng Việt") with {1}..{9} for the
 * arguments. Both texts of a row use the same arguments. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/span.h"

struct ctx;
struct arena;

enum severity { SEVERITY_HINT, SEVERITY_WARNING, SEVERITY_ERROR };
enum lang { LANG_VI, LANG_EN };

/* A place in an input. Line and column count from 1; columns count Unicode characters; 0 = unknown. */
struct pos {
    const char *file; /* as the user wrote it; NULL = no file */
    int line, col;
    const char *place; /* in a file without lines: "thân bài, đoạn 3"; in the user's language, or NULL. With a line: the name
                        * of the sheet of which line and column are row and column */
};

/* A file as a whole. */
static inline struct pos pos_file(const char *file)
{
    return (struct pos){.file = file};
}

/* A code is its module's number and the row's within the module, so that a new row changes no other module's codes: a file
 * includes base/diag/MODULE.h for those it reports, and only these files are compiled again. */
enum diag_module {
    DIAG_MODULE_BASE = 1,
    DIAG_MODULE_TEXT,
    DIAG_MODULE_FONT,
    DIAG_MODULE_PACKAGE,
    DIAG_MODULE_DATA,
    DIAG_MODULE_EXPR,
    DIAG_MODULE_GATHER,
    DIAG_MODULE_RICH,
    DIAG_MODULE_FILL,
    DIAG_MODULE_MUSTACHE,
    DIAG_MODULE_MERGE,
    DIAG_MODULE_PART,
    DIAG_MODULE_TEMPLATE,
    DIAG_MODULE_ODF,
    DIAG_MODULE_OOXML,
    DIAG_MODULE_LAYOUT,
    DIAG_MODULE_PAINT,
    DIAG_MODULE_PDF,
    DIAG_MODULE_SIGN,
    DIAG_MODULE_TOKEN,
    DIAG_MODULE_HANDOVER,
    DIAG_MODULE_RENDER,
    DIAG_MODULE_REGISTER,
    DIAG_MODULE_STORE,
    DIAG_MODULE_CLI,
    DIAG_MODULE__END
};

typedef int diag_code; /* DIAG_… of base/diag/MODULE.h */
enum { DIAG__NONE, DIAG__MOST = 256 /* rows a module */, DIAG__END = DIAG_MODULE__END * DIAG__MOST };

struct diagnostic {
    diag_code code;
    enum severity severity;
    struct pos pos;
    const char *slug;   /* stable name, e.g. "yaml-mapping-trap" */
    const char *text;   /* in the context's language, complete */
    const char *clause; /* source clause of the rule, or NULL */
};

typedef void (*diag_sink)(void *user, const struct diagnostic *d); /* texts live until it returns */

/* Reports with the row's own severity. The arguments are `const char *`; missing ones print as empty. */
#define diag(ctx, code, pos, ...) \
    diag_report((ctx), (code), diag_severity(code), (pos), NULL, (const char *const[]){__VA_ARGS__ __VA_OPT__(,) NULL})
/* Reports with another severity and the clause of a rule. */
#define diag_rule(ctx, code, severity, pos, clause, ...) \
    diag_report((ctx), (code), (severity), (pos), (clause), (const char *const[]){__VA_ARGS__ __VA_OPT__(,) NULL})

/* The code of the Nth row, for whoever goes through the catalogue; DIAG__NONE behind the last. */
diag_code diag_nth(size_t n);
void diag_report(struct ctx *ctx, diag_code code, enum severity severity, struct pos pos,
                 const char *clause, const char *const *args);
enum severity diag_severity(diag_code code);
const char *diag_slug(diag_code code);
bool diag_is_system(diag_code code); /* the disk, a permission or a token failed, not what the user gave */
const char *diag_text(diag_code code, enum lang lang); /* the row's text, arguments not filled in */
/* "FILE:LINE:COL", "FILE: Sheet1!C7" or "FILE: PLACE", as far as it is known; "-" for no file. */
void pos_print(struct buf *out, struct pos pos);
char *pos_text(struct arena *a, struct pos pos); /* the same in the arena */
/* "C7", "Sheet1!C7", "'Quý 1'!C7" for a cell: row and column count from 1, no sheet is NULL. */
void pos_print_cell(struct buf *out, const char *sheet, int row, int col);
/* "FILE:LINE:COL: severity: text [slug]" (or with the clause before the slug); no newline. */
void diag_format(struct buf *out, const struct diagnostic *d, enum lang lang);

#endif
