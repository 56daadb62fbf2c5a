/* Inside fill: docxtemplater's dialect, {name} {#list}...{/list} {^list}...{/} {@xml} {-w:tr list}...{/}, of one part.
 *
 * bytes -> pieces of XML and tags (mustache_read.c) -> loops with what they repeat (mustache_loop.c) -> pieces of the result
 * (mustache_run.c), mended (mustache_join.c). What a loop repeats follows docxtemplater's rules: the rows when cells
 * stand between its tags, the paragraphs when each of its tags is alone in one, else the text between. Everything
 * lives in the arena of the filling. */
#ifndef FILL_MUSTACHE_H
#define FILL_MUSTACHE_H

#include "expr/expr.h"
#include "fill/rich.h"

/* How the dialect behaves. */
struct mustache_options {
    bool strict;         /* what is missing is a fault; else "undefined" is printed, as docxtemplater does */
    bool paragraph_loop; /* a loop whose tags are alone in their paragraphs repeats whole paragraphs */
    bool doubled;        /* the delimiters are {{ and }}, as some set them */
    bool line_breaks;    /* "\n" in a value is a line break */
};

enum piece_type {
    PIECE_XML,     /* markup that the dialect does not look into, and white space between */
    PIECE_LETTERS, /* letters that a reader sees */
    PIECE_START,   /* tags of the elements that matter here */
    PIECE_END,
    PIECE_EMPTY,
    PIECE_TAG,
};

struct mustache_tag;
struct mustache_piece {
    enum piece_type type;
    struct span text; /* bytes of the part; nothing of a PIECE_TAG */
    struct span name; /* of an element: "w:p" */
    bool holds;       /* its letters are what a reader sees: w:t */
    bool keep_space;  /* w:t that a tag touches: xml:space="preserve" */
    struct mustache_tag *tag;
    size_t order; /* in the part */
};

struct pieces {
    struct mustache_piece *v;
    size_t n, cap;
};

enum tag_kind { TAG_VALUE, TAG_LOOP, TAG_END, TAG_XML };

struct mustache_tag {
    enum tag_kind kind;
    bool inverted;
    const char *source;   /* without the prefix */
    const char *written;  /* with its delimiters, for messages */
    const char *element;  /* {-w:tr list}: the element that is repeated, or NULL */
    struct pos pos;
    const char *spot;     /* part and place alone; NULL: of a part without paragraphs */
    const char *flat;     /* the source as a key of the data */
    const struct expr *e; /* NULL: a plain key, or '.' */
    const char *assigned; /* {x = ...}: the name, or NULL */
    bool item;            /* '.' */

    /* A loop. */
    bool built;
    struct pieces inside;
    bool by_paragraphs;            /* it repeats whole paragraphs */
    bool break_first, break_last;  /* a page break stood in the paragraph of its first, last tag */
    bool continuous;               /* the section behind it begins on the same page */
    const struct mustache_piece *next_page; /* sectPr of a section that begins a page, or NULL */
    size_t next_page_n;
    size_t sections;               /* with own headers or footers inside */
    struct span last_section;      /* sectPr in its last paragraph */
};

struct mustache {
    struct ctx *ctx;
    struct arena *arena;
    struct evaluator *ev;
    struct mustache_options options;
    const char *file;  /* the template */
    const char *place; /* the part in the user's words */
    bool document;     /* a part with paragraphs: body, header, notes */
    bool main;         /* the body */
    const struct mustache_piece **sections; /* where each sectPr of the body begins */
    size_t *section_n, n_sections;
    const struct data *data;
    struct rich *rich;          /* for the lists that a turn needs; NULL: lists count on, as in docxtemplater */
    struct restarts *restarts;  /* of loops that ran */
    struct span bytes;          /* of the part */
    struct scope_frame *root; /* what {x = ...} sets goes on for the whole file */
    bool failed;
};

/* A page of the scope: one item of a loop. */
struct scope_frame {
    struct scope_frame *outer;
    struct result item;
    const struct scope *names; /* all that are in reach */
    bool first;                /* and so are all outer ones */
};

void pieces_add(struct arena *a, struct pieces *to, struct mustache_piece piece);
bool piece_is(const struct mustache_piece *p, enum piece_type type, const char *name);
bool piece_is_content(const struct mustache_piece *p); /* letters or a tag */

/* -- mustache_read.c */
/* false: reported. *tags: how many were found. */
bool mustache_read(struct mustache *m, struct span bytes, struct pieces *out, size_t *tags);
/* What the tags in a part's letters look like. */
enum mustache_looks {
    MUSTACHE_NONE,
    MUSTACHE_SINGLE,  /* {x} */
    MUSTACHE_EITHER,  /* {{x}}: Jinja's, or this dialect's with doubled delimiters */
    MUSTACHE_SECTION, /* {{#x}} … {{/x}} and nothing of Jinja's: ours with doubled delimiters */
    MUSTACHE_JINJA,
};
enum mustache_looks mustache_looks(struct span bytes);

/* -- mustache_expr.c */
/* The source in the spelling of expr/expr.h: a && b ? 'x' : c | upper  ->  "x" if a and b else (c | upper). *assigned: the
 * name that it sets, or NULL. NULL: it cannot be read. */
const char *mustache_expression(struct arena *a, const char *source, const char **assigned);
#define MUSTACHE_LOOP "vong_lap_ngoai" /* the name of the loop's state in such an expression */

/* -- mustache_loop.c */
bool mustache_loops(struct mustache *m, struct pieces *pieces); /* false: reported */

/* -- mustache_run.c */
struct texts {
    struct span *v;
    size_t n, cap;
};
void texts_add(struct arena *a, struct texts *to, struct span s);
bool mustache_run(struct mustache *m, const struct pieces *pieces, struct texts *out);
/* The frame of the data itself. */
struct scope_frame *mustache_root(struct arena *a, const struct data *data);

/* -- mustache_lists.c */
/* The lists that a loop repeats whole; NULL: none. Then each turn, printed to `out` from text `from` on, gets its own. */
struct restarts *mustache_lists(struct mustache *m, const struct mustache_tag *t);
void mustache_lists_turn(struct mustache *m, struct restarts *lists, struct texts *out, size_t from);

/* -- mustache_join.c */
/* Gives elements that filling emptied what they must hold, or takes them out. */
void mustache_mend(const struct mustache *m, struct texts *t);

/* Nothing but white space of XML. */
static inline bool mustache_blank(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!strchr(" \t\r\n", s.p[i]))
            return false;
    return true;
}

#endif
