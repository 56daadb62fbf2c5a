/* Inside fill: a part as it is taken apart. Not for other modules.
 *
 * bytes -> elements and texts (elements.c) -> tags (tags.c) -> cuts and marks (plan.c) -> pieces -> statements
 * (statement.c), which run (run.c) and print (print.c). What comes before running hangs on the template alone and is kept
 * (shelf.c): it lives in the arena of the part, what running makes in that of the filler. Offsets are bytes of the part. */
#ifndef FILL_PART_H
#define FILL_PART_H

#include "expr/expr.h"
#include "fill/fill.h"
#include "package/xscan.h"

/* -- elements.c */

/* What an element is to filling; the vocabularies of DOCX and ODT map names to it. */
enum kind {
    KIND_NONE,
    KIND_PARAGRAPH,
    KIND_RUN,
    KIND_TEXT, /* holds the letters of a run: w:t */
    KIND_ROW,
    KIND_CELL,
    KIND_TABLE,
    KIND_PARAGRAPH_PROPS, /* stand first in their element; copied when it is divided */
    KIND_RUN_PROPS,
    KIND_CELL_PROPS,
    KIND_GAP, /* a break or tab between letters: a blank inside a tag */
    KIND_BOX, /* holds paragraphs that stand beside the text */
    KIND_LIST, KIND_ITEM, /* ODT: hold paragraphs */
    KIND__COUNT
};

struct element {
    enum kind kind;
    uint32_t parent;       /* nearest of those recorded; 0: none, the first stands at 1 */
    uint32_t from, open;   /* the start tag */
    uint32_t close, to;    /* the end tag; all three equal `open` for <a/> */
    uint32_t props;        /* of a paragraph, run, cell; 0: none */
    uint32_t number;       /* of its kind in what the user sees: paragraph, table, row of the table, cell of the row */
    uint32_t first_text;   /* of a paragraph: its letters; 0: none */
    uint32_t last_text;
    bool tagged;           /* of a paragraph: '{' stands in it */
    bool code;             /* of a KIND_TEXT: the instruction of a field */
};

/* Letters of a paragraph: one token of text or a gap. */
struct letters {
    uint32_t from, to;
    uint32_t text; /* element KIND_TEXT, or whatever holds the letters */
    uint32_t next; /* in the paragraph; 0: the last */
    bool gap, cdata;
};

/* An attribute's value that holds a tag. */
struct attribute {
    uint32_t from, to;
    uint32_t element;
};

/* What was cut out because a tag went on in the next paragraph. */
struct join {
    uint32_t from, to;   /* of what was cut; when the part was read anew only where */
    unsigned paragraphs; /* fewer than the user sees */
};

struct vocabulary;

#define VECTOR(type) struct { type *v; size_t n, cap; }

struct part {
    struct part *next; /* of the template */
    struct filler *f;  /* the filling at hand */
    struct arena *arena; /* lives as long as the part: what one filling needs is not for it */
    const struct vocabulary *words;
    const char *name;  /* in the package */
    const char *place; /* in the user's words: "thân bài" */
    struct span bytes;
    bool percent;      /* tags may be written with %7B: relationships */
    bool foreign;      /* of a DOCX: an element that counts as Word's has a prefix of its own (a:p), where w:p may not fit */
    VECTOR(struct element) elements; /* v[0] is no element */
    VECTOR(struct letters) letters;  /* v[0] none either */
    VECTOR(struct attribute) attributes;
    const struct join *joins; /* in the order of the part */
    size_t n_joins;
    bool joined;       /* looked for */
    bool unread;       /* a statement could not be read: that blocks do not pair is no fault of its own */
    VECTOR(struct tag) tags;
    VECTOR(struct cut) cuts;
    VECTOR(struct mark) marks;
    VECTOR(struct piece) pieces;
    const struct block *block;
    const struct statement *uneven; /* its branch opens what it does not close: the output is to be checked */
};

/* Room for one more, in the arena; what it points to is zeroed. */
void *vector_more(struct arena *a, void *v, size_t *n, size_t *cap, size_t size);
#define VECTOR_ADD(arena, vector) \
    ((vector).v = vector_more((arena), (vector).v, &(vector).n, &(vector).cap, sizeof *(vector).v), &(vector).v[(vector).n - 1])

/* false: reported, the part is no XML. */
bool part_read(struct part *p, const struct vocabulary *words);
/* The same without reading it: for a part that is kept as it is. */
bool part_check(struct part *p);
/* The nearest element of the kind that is `element` or holds it; 0: none. */
uint32_t part_within(const struct part *p, uint32_t element, enum kind kind);
/* "thân bài, bảng 1, hàng 2, ô 3" of what stands in `element`. */
const char *part_place(const struct part *p, uint32_t element);

struct vocabulary {
    bool letters_anywhere;  /* in a paragraph letters stand in any element, not only in KIND_TEXT */
    bool plain;             /* no paragraphs: every text is its own */
    struct { const char *name; enum kind kind; } rows[20];
};
extern const struct vocabulary words_docx; /* local names, whatever the prefix */
extern const struct vocabulary words_odt;
extern const struct vocabulary words_plain;

/* -- join.c */

/* Makes paragraphs one where a tag goes on from one to the next, and reads the part anew. false: reported. */
bool part_join(struct part *p);

/* -- tags.c */

/* White space of XML. */
static inline bool part_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

enum level { LEVEL_TEXT, LEVEL_RUN, LEVEL_PARAGRAPH, LEVEL_CELL, LEVEL_ROW };

struct tag {
    char form;                /* '{' print, '%' statement, '#' comment */
    enum level level;
    bool trim_before, trim_after;
    struct span source;       /* what stands inside, straight quotes, NUL-terminated */
    const char *written;      /* the whole tag as the user sees it */
    uint32_t from, to;        /* from its first brace to behind its last */
    uint32_t first, last;     /* letters that it touches; 0 in an attribute */
    uint32_t element;         /* that its first letter stands in */
    bool attribute;
    struct pos pos;           /* with part, place and tag */
    const char *spot;         /* part and place alone */
    enum { TAG_KEPT, TAG_DROPPED, TAG_TAKEN } state; /* DROPPED with the paragraph of another; TAKEN: by the table */
};

bool part_find_tags(struct part *p); /* false: reported */

/* -- plan.c */

struct cut {
    uint32_t from, to;
};

/* Something that goes in at a byte. */
struct mark {
    uint32_t at;
    int rank;         /* of marks at one byte: what ends here, what stands here, what begins here */
    uint32_t serial;
    bool attribute;   /* xml:space for the start tag that the byte stands in */
    struct span text; /* if tag is NULL */
    struct tag *tag;
    struct site *site;
};

/* Where a result is printed: what has to be closed and opened again when it is no mere text. */
enum site_kind {
    SITE_LETTERS,    /* within the letters of a run */
    SITE_RUNS,       /* between runs */
    SITE_PARAGRAPHS, /* between paragraphs */
    SITE_CELLS,
    SITE_ROWS,
    SITE_ATTRIBUTE,
    SITE_PLAIN,      /* a text that is no paragraph's */
    SITE_SHADE,      /* the name of the style of a cell of ODT: a colour is printed */
};

struct site {
    enum site_kind kind;
    const struct part *part;
    uint32_t text, run, paragraph, cell; /* elements; 0: none */
    const struct odt_place *odt;         /* found when first needed */
};

struct piece {
    struct span text; /* if tag is NULL */
    const struct tag *tag;
    const struct site *site;
};

void part_plan(struct part *p); /* fills p->pieces */
void plan_cut(struct part *p, size_t from, size_t to);
void plan_cut_tag(struct part *p, const struct tag *t, bool keep); /* its bytes, in each run that it touches; keep: their spaces */
void plan_text(struct part *p, size_t at, int rank, struct span text);
void plan_tag(struct part *p, size_t at, int rank, struct tag *tag, struct site *site);
struct site *plan_site(struct part *p, enum site_kind kind, uint32_t element);
struct span part_start(const struct part *p, uint32_t element); /* its start tag's name: "w:r" */
enum { RANK_ENDS = -30, RANK_STANDS = 0, RANK_BEGINS = 1 };

/* -- cells.c: colspan, cellbg, vm, hm */
bool cell_tag(struct part *p, struct tag *t); /* whether it is one; then it is planned */
struct tag *tag_like(struct part *p, const struct tag *like, char form, const char *source); /* one of ours, at its place */

/* -- shape.c: which elements a piece of XML closes and opens */
struct shape {
    VECTOR(struct span) closes, opens;
    struct span begun; /* a tag that has no end yet */
};
void shape_add(struct arena *a, struct shape *s, struct span xml);
/* It gives back the elements that it takes: it may stand once, many times, or not at all. */
bool shape_even(const struct shape *s);

struct piece_tag {
    struct span name, whole; /* local name */
    bool close, empty;
};
/* The next tag at or behind *at of a piece that begins and ends between tags; letters before it are told in *letters. */
bool piece_tag_next(struct span s, size_t *at, struct piece_tag *out, bool *letters);

/* -- statement.c */

enum node_type {
    FILL_TEXT, FILL_PRINT, FILL_IF, FILL_FOR, FILL_SET, FILL_SET_BLOCK, FILL_WITH, FILL_MACRO, FILL_CALL, FILL_FILTER,
};

/* The name that {% filter %} gives its body in its expression; no template may call something so. */
#define FILL_BODY "__body"

struct block {
    struct statement *first, *last;
};

/* Names that get a value: x, or k, v, or k, (v, w), or ns.x. */
struct targets {
    const char **names;
    struct targets *inner; /* of each name: what takes the items in its place; n 0: nothing */
    size_t n;
    const char *member; /* of names[0] */
};

struct assignment {
    struct targets to;
    const struct expr *value; /* NULL: a macro's argument without default */
};

struct statement {
    enum node_type type;
    struct statement *next;
    const struct tag *tag;
    const struct site *site;
    struct span text;
    const struct expr *e;     /* printed, tested, looped over, called */
    const struct expr *filter; /* of a loop */
    bool recursive;
    bool varargs, kwargs;     /* of a macro: its body reads them, so it takes any arguments */
    struct targets targets;
    struct assignment *assign;
    size_t n_assign;
    struct block body, otherwise;
};

/* false: reported, every fault. */
bool part_parse(struct part *p);
/* An {% if %} whose other branch is an {% elif %}: the only statement there, without a site. */
bool statement_elif(const struct statement *s);

/* -- run.c */

/* Appends what the part becomes. false: reported. */
bool part_run(struct part *p, struct buf *out);

/* -- print.c */

/* Appends a result where it is printed. false: reported. */
/* What a template made for itself: text if it holds no markup. */
struct result print_made(struct filler *f, struct span xml);
/* Which element a name stands for, its prefix aside. */
enum kind kind_of(const struct vocabulary *words, struct span name);
bool print_at(struct part *p, const struct statement *s, const struct scope *scope, const struct result *v, struct buf *out);

#endif
