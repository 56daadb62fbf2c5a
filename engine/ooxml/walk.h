/* The walk over a story (the document, a header, a note, a text box) and what its files share: read_body, read_inline, read_run,
 * read_field, read_note, read_math, read_frame, read_section, read_table. reader.h has what the walk asks of the styles.
 *
 * Invariant: text is collected in `at->text` until something else comes, so that runs of one look are one node; whoever
 * appends a node or changes `at->parent` goes through inline_node, inline_leave or inline_flush. */
#ifndef OOXML_WALK_H
#define OOXML_WALK_H

#include "ooxml/reader.h"

enum {
    FIELDS_NESTED = 32,  /* fields in each other; those deeper are read as text */
    BLOCKS_NESTED = 10,  /* tables and text boxes in each other; what stands deeper is read as paragraphs. XML_DEPTH of what the
                            writers make of it bounds this */
    JOINED_MOST = 4096,  /* paragraphs whose marks were deleted, in one */
};

/* A complex field under way (17.16.18). */
struct open_field {
    bool in_result;        /* behind w:fldChar "separate" */
    bool swallow;          /* its result is made anew: what is stored is left out */
    bool contents;         /* a table of contents or of figures */
    struct buf code;
    const xmlNode *begin;  /* the w:fldChar */
    struct node *dressed;  /* takes the look of the stored result, which does not come in; NULL: none */
    struct node *node;     /* NODE_FIELD or NODE_LINK that takes the result; NULL: none */
};

/* Where inlines go. */
struct inline_at {
    struct node *para, *parent;   /* parent: the paragraph, or a link or field in it */
    struct look look;             /* that runs begin from */
    struct buf text;              /* not yet a node */
    const struct char_props *chr; /* of `text` */
    const struct style *style;
};

struct note_part {
    const char *part;         /* NULL: none */
    const xmlNode *separator; /* what stands above the notes; NULL: nothing said */
    struct numbered_note {
        long id;
        const xmlNode *node;
    } *notes;                 /* sorted by id */
    size_t n;
};

struct walk {
    struct open_field fields[FIELDS_NESTED];
    int n_fields, first_field; /* those below first_field belong to the story around */
    int deeper_fields;         /* begun when there were FIELDS_NESTED */
    struct node *section;      /* under way */
    const xmlNode **sections;  /* w:sectPr of each; NULL: the last has none */
    size_t n_sections, cap_sections, at_section;
    struct note_part footnotes, endnotes;
    bool in_note, in_margin;   /* notes cannot stand there */
    bool edge_below_header, edge_above_footer; /* the lines around the page leave them out */
    bool mirrored, gutter_at_top, endnotes_by_section; /* the settings say it for all sections */
    const char *story;         /* "document", "header1": begins the places */
    unsigned blocks;           /* counted for places */
    double cell_width;         /* of the cell's text under way; 0: none */
    struct { const char *part; struct node *node; } *margins; /* headers and footers read so far */
    size_t n_margins;
    const char **bookmarks;    /* met between paragraphs, for the next one */
    size_t n_bookmarks, cap_bookmarks;
};

/* ---- read_body.c ---- */

/* A block with its place. */
struct node *block_node(struct reader *r, enum node_type type, struct node *parent);
/* The children of `holder` as a story of its own: fields begin anew. `part` NULL: the same. */
void read_story(struct reader *r, const char *part, const xmlNode *holder, struct node *to);

/* ---- read_inline.c ---- */

void inline_begin(struct inline_at *at, struct node *para);
void inline_flush(struct reader *r, struct inline_at *at);
void inline_end(struct reader *r, struct inline_at *at); /* of the paragraph: what is open is closed */
/* A node at the end of what is under way. */
struct node *inline_node(struct reader *r, struct inline_at *at, enum node_type type);
void inline_text(struct reader *r, struct inline_at *at, const struct look *look, const struct style *style, struct span text);
/* The inlines in a paragraph, link, insertion, content control, ... */
void read_inlines(struct reader *r, const xmlNode *holder, struct inline_at *at);
/* Takes the children of `node` in its place. */
void node_unwrap(struct node *node);
bool inline_in_link(const struct inline_at *at);
/* A link's node, or NULL when one is open already; a `target` that leads nowhere gives NULL. */
struct node *inline_link(struct reader *r, struct inline_at *at, const char *target, const char *tooltip);

/* ---- read_run.c ---- */

void read_run(struct reader *r, const xmlNode *run, struct inline_at *at);
const struct char_props *run_chr(struct reader *r, const struct look *look);

/* ---- read_field.c ---- */

bool field_lists(const struct reader *r); /* what comes now stands in a table of contents; without a walk nothing does */
bool field_hides(const struct reader *r); /* what comes now is a code, or a result that is made anew */
void field_char(struct reader *r, const xmlNode *fld_char, const struct look *look, const struct style *style, struct inline_at *at);
void field_code(struct reader *r, const char *text);
void field_dress(struct reader *r, const struct look *look, const struct style *style); /* a run of a result that is left out */
void field_simple(struct reader *r, const xmlNode *fld_simple, struct inline_at *at);
void fields_leave(struct reader *r, struct inline_at *at, const struct node *top); /* those open inside `top` get no node */

void fields_drop(struct reader *r, int from); /* those that their story did not end */

/* ---- read_note.c, read_math.c ---- */

void read_separator(struct reader *r); /* what stands above footnotes, once the body was read */
void read_notes(struct reader *r); /* finds the notes; they are read where they are referred to */
void read_note(struct reader *r, const xmlNode *reference, bool endnote, const struct look *look, const struct style *style,
               struct inline_at *at);
bool note_has_mark(const xmlNode *reference); /* it follows in the run, and is not counted */
void read_math(struct reader *r, const xmlNode *math, struct inline_at *at);

/* ---- read_section.c ---- */

void find_sections(struct reader *r, const xmlNode *body); /* before the walk: a section's properties stand at its end */
struct node *next_section(struct reader *r);               /* begins it: its node, w->section */
double section_text_width(const struct reader *r);         /* of the section under way, or of the cell [pt] */

/* ---- read_frame.c ---- */

/* The frame (17.3.1.11) that a paragraph stands in; NULL: none. */
const xmlNode *frame_of(struct reader *r, const xmlNode *p);
bool frame_same(const xmlNode *a, const xmlNode *b);
/* The shape of a frame, not placed yet, whose text goes into it; `p` is its first paragraph. */
struct node *frame_shape(struct reader *r, const xmlNode *frame, const xmlNode *p);

/* ---- read_table.c ---- */

void read_table(struct reader *r, const xmlNode *tbl, struct node *parent);

#endif
