/* The parts of the Markdown reader. Internal to data.
 *
 * Blocks are ours: the documents' grammar is small, everything else in CommonMark is an error with
 * a mended line, and numbers, places and cells must stay as written, which cmark-gfm does not keep.
 * What stands inside a paragraph, heading or cell is cmark-gfm's. */
#ifndef DATA_MARKDOWN_H
#define DATA_MARKDOWN_H

#include "data/marks.h"

enum {
    MD_LEVELS = 4,        /* of headings */
    MD_ITEM_DEPTH = 8,    /* of items in items */
    MD_INLINE_DEPTH = 8,  /* of emphasis and links in each other */
    MD_LONGEST = 1 << 18, /* bytes of a paragraph: what cmark makes of it is many times larger */
};

/* What cmark must not touch: one placeholder character stands for it in the flat text. */
enum atom_kind {
    ATOM_TEXT,  /* an escape or entity: `cooked` */
    ATOM_TAG,   /* {{ ... }}: as in the body */
    ATOM_BREAK, /* \ at a line's end */
    ATOM_LINK,  /* <https://...> */
    ATOM_NOTE,  /* [^1] */
};

struct atom {
    enum atom_kind kind;
    size_t flat;    /* offset of the placeholder */
    size_t body, n; /* what it stands for */
    char cooked[8];
};

/* From `flat` on, the bytes are those of the body from `body` on, until the next run. */
struct run {
    size_t flat, body;
};

/* The text of one paragraph, heading or cell on one line, behind a '.' that keeps cmark from seeing
 * a block in it. {0} is empty. */
struct flat {
    struct buf text;
    struct atom *atoms;
    size_t n_atoms, cap_atoms;
    struct run *runs;
    size_t n_runs, cap_runs;
};

struct note {
    struct value *blocks;
    struct pos defined, used; /* line 0: not yet */
    const char *written;      /* "[^1]" */
};

/* An open container: the root, an item, a footnote. */
struct md_frame {
    int column;           /* lines indented at least this far belong to it */
    struct value *target; /* what its blocks are appended to */
    struct value *list;   /* the list that its next item may continue */
    char mark;            /* of that list: - + . ) */
    long first, last;     /* its numbers */
    bool item, note, has_paragraph;
};

struct md {
    struct data *d;
    const struct value *owner; /* gives places */
    struct span text;          /* the owner's text; line ends inside tags are spaces */
    bool ok;
    struct md_frame frames[MD_ITEM_DEPTH + 1];
    int depth; /* frames[depth] is the innermost */
    struct value *root;
    struct value *sections[MD_LEVELS + 1];
    int level;             /* of the section that we are in, 0 outside */
    struct flat paragraph; /* open when its text is not empty */
    size_t paragraph_line; /* where its last line begins */
    struct value *names;   /* of the footnotes; member i belongs to notes[i] */
    struct note *notes;
    size_t n_notes, cap_notes;
};

struct pos md_pos(const struct md *md, size_t offset);
void md_fault(struct md *md, diag_code code, size_t offset, const char *argument);
struct value *md_map(struct md *md, size_t offset);
/* Adds a member under a key of ours. */
void md_set(struct md *md, struct value *map, const char *key, struct value *member);
struct value *md_word(struct md *md, size_t offset, const char *word);
/* The text [from, to) as a C string, trimmed. */
char *md_copy(struct md *md, size_t from, size_t to);

/* Appends the body's bytes [from, to), lifted. */
void flat_add(struct md *md, struct flat *flat, size_t from, size_t to);
void flat_break(struct flat *flat, size_t offset);
void flat_join(struct flat *flat, size_t offset); /* a line end: a space */
void flat_release(struct flat *flat);
size_t flat_run(const struct flat *flat,
                size_t offset); /* the run that holds a byte of the flat text */
size_t flat_body(const struct flat *flat, size_t offset); /* where a byte of the flat text stands */

/* The content of a flat text, which is released: a scalar when it is plain, else the list of
 * inlines; with `paragraph`, an { anh } map for a picture alone. */
struct value *md_inline(struct md *md, struct flat *flat, bool paragraph);
/* The same for a piece of one line; as a block: text or { doan }. */
struct value *md_piece(struct md *md, size_t from, size_t to);
struct value *md_block_of(struct md *md, struct value *content, size_t offset);

/* The footnote of this name, made when it is new; NULL if the name holds neither letter nor digit.
 */
struct note *md_note(struct md *md, size_t from, size_t to);
/* The end of "[^name]" at `from`, or 0. */
size_t md_note_end(const struct md *md, size_t from, size_t to);

/* [from, to) is a line without its line end; to + 1 begins the next. */
size_t md_line_end(const struct md *md, size_t from);
/* Takes a line that is not blank. *from moves on behind what was read. */
void md_line(struct md *md, size_t *from);
void md_close_paragraph(struct md *md);
bool md_is_blank(const struct md *md, size_t from, size_t to);

/* What a line is at its first character `at`, as far as single lines tell. */
bool md_is_block_start(const struct md *md, size_t at, size_t to);

/* Is the line [at, to) a table's first row, or meant as one? */
bool md_is_table(const struct md *md, size_t at, size_t to);
/* Reads that table; *next is behind it. */
void md_table(struct md *md, size_t at, size_t to, size_t *next);

const char *markdown_cmark_version(void); /* of the library that runs */

#endif
