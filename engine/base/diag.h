/* Diagnostics: what was found, what was expected, what to do; one a fault, in the user's language.
 * The library never prints: a diagnostic goes to the sink of the context. The rows stand in
 * base/diag/MODULE.def: DIAG(NAME, severity, "slug", "English", "Tiếng Việt") with {1}..{9} for the
 * arguments. Both texts of a row use the same arguments. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/span.h"

struct ctx;

enum severity { SEVERITY_HINT, SEVERITY_WARNING, SEVERITY_ERROR };
enum lang { LANG_VI, LANG_EN };

/* A place in an input. Line and column count from 1; columns count Unicode characters; 0 = unknown. */
struct pos {
    const char *file; /* as the user wrote it; NULL = no file */
    int line, col;
    const char *place; /* in a file without lines: "thân bài, đoạn 3"; in the user's language, or NULL */
};

/* A file as a whole. */
static inline struct pos pos_file(const char *file)
{
    return (struct pos){.file = file};
}

enum diag_code {
#define DIAG(name, severity, slug, en, vi) DIAG_##name,
#include "base/diag/all.def"
#undef DIAG
    DIAG__COUNT
};

struct diagnostic {
    enum diag_code code;
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

void diag_report(struct ctx *ctx, enum diag_code code, enum severity severity, struct pos pos,
                 const char *clause, const char *const *args);
enum severity diag_severity(enum diag_code code);
const char *diag_slug(enum diag_code code);
bool diag_is_system(enum diag_code code); /* the disk or a permission failed, not what the user gave */
const char *diag_text(enum diag_code code, enum lang lang); /* the row's text, arguments not filled in */
/* "FILE:LINE:COL: severity: text [slug]" (or with the clause before the slug); no newline. */
void diag_format(struct buf *out, const struct diagnostic *d, enum lang lang);

#endif
