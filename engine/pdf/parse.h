/* From bytes to objects (ISO 32000-1, 7.2 and 7.3): what the reader of files and the writers of revisions share. Nothing
 * is reported here: the first fault stays in the parser. */
#ifndef PDF_PARSE_H
#define PDF_PARSE_H

#include "base/ctx.h"
#include "pdf/object.h"

struct pdf_parser {
    struct arena *arena;
    struct span text;
    size_t at;
    size_t *values; /* values that may still be made; NULL: as many as the text has */
    int depth;
    /* The first fault; `failed` tells that there is one. */
    bool failed;
    diag_code fault;
    size_t fault_at;
    const char *fault_arg; /* in the arena, or NULL */
    /* Members of the arrays and dictionaries that are open. */
    struct pdf_obj *stack;
    size_t n_stack, cap_stack;
};

void pdf_parser_init(struct pdf_parser *p, struct arena *a, struct span text, size_t at);
void pdf_parser_release(struct pdf_parser *p);
/* The object that begins at p->at, behind white space and comments; p->at goes behind it. Streams are dictionaries here.
 * On a fault the null object. */
struct pdf_obj pdf_parse(struct pdf_parser *p);
void pdf_parser_fail(struct pdf_parser *p, diag_code fault, size_t at, const char *arg);

void pdf_skip_space(struct pdf_parser *p);    /* white space and comments */
bool pdf_skip_word(struct pdf_parser *p, const char *word); /* behind white space: a whole word; else nothing moves */
/* Behind white space: an unsigned integer of at most 15 digits; else nothing moves. */
bool pdf_skip_unsigned(struct pdf_parser *p, uint64_t *out);
bool pdf_is_space(char c);
bool pdf_is_delimiter(char c); /* white space and the end count as well in a word's end */

/* "NUM GEN obj" and what follows. */
struct pdf_head {
    uint32_t num;
    uint16_t gen;
};
bool pdf_skip_head(struct pdf_parser *p, struct pdf_head *out); /* else nothing moves */

#endif
