/* Inside fill: rich values in ODT. What the files of it share; not for other files of fill but print.c.
 *
 * A look is an automatic style (ODF 1.3 part 3, 16): one is made for each that is asked for, in the part that uses it, under
 * a name that the part does not have. Spans stand in spans, so a look of letters only says what differs from around;
 * an automatic style cannot rest on another, so a paragraph's is a copy of the one around with changes. */
#ifndef FILL_ODT_OWN_H
#define FILL_ODT_OWN_H

#include "fill/markup.h"
#include "fill/part.h"

/* Where a tag stands: what has to be closed and opened again for a paragraph of one's own. */
struct odt_place {
    struct span *open; /* start tags in the paragraph, its own first */
    size_t n;
    struct span *lists; /* of lists and items around it, the outermost first */
    size_t n_lists;
    bool first;         /* no letters stand before it in its paragraph */
    bool in_link;
};

enum { ODT_LISTS = MARKUP_DEPTH + 2 };

/* A list of Markdown or HTML that is being written. */
struct odt_open_list {
    const char *style;
    bool item, header; /* an item is open; it has no number: text:list-header */
    bool fresh;        /* the open item waits for its text */
};

struct odt_rich {
    struct odt_sheet *sheets; /* styles of the parts, read when first needed */
    struct odt_made *made;    /* styles that were made */
    unsigned number, notes;   /* of the last name made; foot- and endnotes made */
    const char *page;         /* style of the paragraph that a block takes the place of: the first takes its page break */
    bool outside;             /* the lists around the tag are closed */
    struct odt_open_list lists[ODT_LISTS];
    size_t deeper; /* lists in the last of them that are not written */
    size_t n_lists, base;     /* base: those below belong to the text around the cell */
    long text_width;          /* [EMU]; 0: not looked for */
    VECTOR(struct drawing) drawings; /* that frames of the template are to hold */
    struct odt_subdoc *subdocs;
};

/* -- odt_style.c */

struct odt_style {
    struct span element, family, name, shown, parent, list, xml;
    bool automatic;
};

/* All styles of a part, common and automatic ones, page layouts and master pages; bounded by the part. */
const struct odt_style *odt_styles(struct rich *r, const char *part, size_t *n);
/* One of them; family NULL: whatever. NULL: none. */
const struct odt_style *odt_style_named(struct rich *r, const char *part, const char *element, const char *family, struct span name);
/* The value of an attribute (local name) of the style or of its properties ("paragraph-properties"; NULL: its own). */
bool odt_style_value(const struct odt_style *s, const char *props, const char *attribute, struct span *out);

enum { ODT_ATTRS = 40 };
struct odt_attrs {
    struct { const char *props, *name, *value; } v[ODT_ATTRS]; /* props NULL: of the style itself; value NULL: it goes */
    size_t n;
};
void odt_set(struct odt_attrs *a, const char *props, const char *name, const char *value);

/* An automatic style of the part that looks as `base` (automatic or common; "": none) but for the attributes; `base` itself
 * if nothing differs. */
const char *odt_look(struct rich *r, const char *part, const char *family, const char *base, const struct odt_attrs *a);
/* The style that was made for a key; NULL: none yet. And that it was. */
const char *odt_made(struct rich *r, const char *part, const char *key);
void odt_remember(struct rich *r, const char *part, const char *key, const char *name);
/* A name that no style of the template has: "VbP7". */
const char *odt_name(struct rich *r, const char *stem);
/* Adds an automatic style that was written whole. */
void odt_add_style(struct rich *r, const char *part, struct span xml);

/* -- odt_place.c */

/* What is open at a tag. NULL: nothing of the kind may stand there. In the arena. */
const struct odt_place *odt_place_of(const struct part *p, const struct site *s, const struct tag *t);
/* The value of an attribute of a start tag by its local name; false: absent. */
bool odt_tag_value(struct span tag, const char *local, struct span *out);
/* The start tags of the spans among those open. In the arena. */
struct span odt_spans(struct arena *a, const struct odt_place *place);
void odt_close_tags(const struct span *tags, size_t from, size_t n, struct buf *out); /* the last first, down to `from` */
/* The lists around: closed, so that anything may follow, and opened again, counting on. */
void odt_leave_lists(struct rich *r, const struct rich_place *place, struct buf *out);
void odt_enter_lists(struct rich *r, const struct rich_place *place, struct buf *out);
/* A new item of the list around, if the tag stands in one that is open. */
void odt_next_item(struct rich *r, const struct rich_place *place, struct buf *out);

/* -- odt_write.c */

/* Appends letters: blanks in a row and at the ends would be one or none (6.1.2). */
void odt_text(struct span text, struct buf *out);
/* <text:p> of a style, or of none. */
void odt_begin_p(struct buf *out, const char *style);
/* `a` with what the first block takes over from the paragraph that it stands for: break and page. */
void odt_take_page(struct rich *r, const char *part, struct odt_attrs *a);
/* The start of a paragraph like the tag's own, and of all that is open in it. */
void odt_reopen(struct rich *r, const struct rich_place *place, bool page, struct buf *out);

/* -- odt_picture.c */
double odt_emu(struct span s); /* [EMU]; 0: none */
long odt_text_width(struct rich *r);
void odt_draw(struct rich *r, const struct rich_place *place, const struct drawing *d, struct buf *out);
/* -- odt_block.c */
void odt_begin_block(struct markup *m, const struct block_look *look);
void odt_end_block(struct markup *m);
void odt_note(struct markup *m, const struct value *blocks);
void odt_begin_table(struct markup *m, const long *width, size_t n);
void odt_begin_row(struct markup *m, enum markup_row row);
void odt_begin_cell(struct markup *m, const struct markup_cell *cell);
void odt_end_cell(struct markup *m, const struct markup_cell *cell);
void odt_end_row(struct markup *m, enum markup_row row);
void odt_end_table(struct markup *m);
/* -- odt_list.c */
const char *odt_begin_list(struct markup *m, bool ordered, const char *mark, long start, const char *style);
void odt_begin_item(struct markup *m, const char *list);
void odt_end_list(struct markup *m);
void odt_part_lists(struct markup *m);   /* a table takes the place of the lists that are being written */
void odt_rejoin_lists(struct markup *m); /* and they go on */
/* -- odt_cells.c */
void odt_cell_colspan(struct part *p, uint32_t cell, struct tag *t, const char *expression);
void odt_cell_bg(struct part *p, uint32_t cell, struct tag *t, const char *expression);
void odt_cell_vm(struct part *p, uint32_t cell, struct tag *t, const char *expression);
void odt_cell_hm(struct part *p, uint32_t cell, struct tag *t, const char *expression);
/* What cellbg prints: the name of a style. false: reported. */
bool odt_print_shade(struct part *p, const struct statement *s, const char *color, struct buf *out);
/* -- odt_subdoc.c */
void odt_release(struct odt_rich *odt); /* packages of sub-documents */
bool odt_subdoc(struct rich *r, const struct rich_place *place, const struct value *file, struct buf *out);

#endif
