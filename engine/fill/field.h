/* Inside fill: what Word itself has for filling, merge fields and content controls, in a part that has been filled already, so
 * that no value is ever taken for a tag.
 *
 * A part becomes tokens with partners (field.c); it is copied token by token, and a field or control with data is
 * copied changed (field_merge.c, field_control.c). What is bound to a custom XML part changes that, too
 * (field_bound.c). */
#ifndef FILL_FIELD_H
#define FILL_FIELD_H

#include "expr/expr.h"
#include "fill/own.h"
#include "fill/where.h"
#include "package/xscan.h"
#include "package/read.h"
#include "package/write.h"

struct field_token {
    struct xscan_token t;
    uint32_t partner;   /* of a start the close, of a close the start; of an empty element itself */
    uint32_t parent;    /* the start of the element around it; UINT32_MAX: none */
    uint32_t paragraph; /* how many have begun */
    struct where where;
};

/* A value that a custom XML part is to have. */
struct bound_value {
    const char *store, *prefixes, *path; /* of w:dataBinding */
    const char *value;
    struct pos pos;
};

struct fielding {
    struct filler *f;
    struct package *package;
    const struct data *data;
    const char *place; /* the part in the user's words */
    struct xscan scan; /* of the part, for attributes */
    struct field_token *v;
    size_t n;
    const struct scope *scope; /* of an item that is repeated */
    struct buf *out;
    bool no_ids;  /* w:id of controls is left out: a copy */
    bool changed, failed;
    uint64_t instructions; /* a bit a field that is being copied, set within its instruction; the innermost is the lowest */
    VECTOR(struct bound_value) bound;
};

/* Takes a part into tokens. false: it is no XML (silent). */
bool field_tokens(struct fielding *x, struct span bytes);
/* The elements by their qualified names, as every program writes them. */
bool field_is(const struct fielding *x, size_t i, enum xscan_type type, const char *name);
size_t field_end(const struct fielding *x, size_t i); /* the last token of the element that begins at i */
struct span field_bytes(const struct fielding *x, size_t from, size_t to); /* of tokens from..to */
/* An attribute's value, decoded, in the arena; NULL: absent. */
const char *field_attribute(struct fielding *x, size_t i, const char *name);
struct pos field_pos(struct fielding *x, size_t i, const char *what);
/* Copies tokens from..to; fields and controls in them are filled. */
void field_copy(struct fielding *x, size_t from, size_t to);

/* The value of a name of the data: a key, or a path of keys. false: there is none (silent). */
bool field_value(struct fielding *x, const char *name, struct pos pos, struct result *out);
/* As text; NULL: reported. */
const char *field_text(struct fielding *x, const struct result *v, struct pos pos);
/* Appends a run with the text; props is its w:rPr or nothing. */
void field_put_run(struct fielding *x, struct span props, const char *text);
/* The first w:rPr of a run in from..to; nothing: none. */
struct span field_run_props(const struct fielding *x, size_t from, size_t to);

/* -- field_merge.c: both give the first token behind the field, or `i` when it is none of ours. */
size_t merge_simple(struct fielding *x, size_t i);
size_t merge_complex(struct fielding *x, size_t i);

/* -- field_format.c: the switches of a field. */
struct field_switches {
    const char *name, *format, *number, *date, *before, *after;
};
/* "MERGEFIELD ten \* Upper": false: it is no merge field. */
bool field_read(struct arena *a, const char *instruction, struct field_switches *out);
/* The value as the switches want it; NULL: reported. */
const char *field_format(struct fielding *x, const struct field_switches *s, const struct result *v, struct pos pos);
/* A date by Word's picture ("dd/MM/yyyy"). */
struct date;
const char *field_date(struct arena *a, const struct date *d, const char *picture);

/* -- field_control.c */
size_t field_control(struct fielding *x, size_t i);

/* -- field_bound.c: the parts of custom XML, changed. false: reported. */
bool field_bind(struct fielding *x);

#endif
