/* Inside fill: Markdown and light HTML from data, into paragraphs, lists and tables of the template.
 *
 * Both become values of one shape (data/reader.h), and one writer sets these. HTML adds to it:
 *   { doan: […], can: trai|giua|phai|deu }      { trich: [blocks] }   a quotation    { ma: "text" }   code, line by line
 *   { bang: { dong: [[CELL…]…], dau: heading rows } }, CELL: { o: content, ngang: columns, doc: rows, dam: true }
 *   { ke: true }   a rule    INLINE: { gach_chan | chi_so_tren | chi_so_duoi | ma_chu: [INLINE…] } | { mau: "FF0000", noi_dung: […] } */
#ifndef FILL_MARKUP_H
#define FILL_MARKUP_H

#include "fill/rich_own.h"

/* One text being set. */
struct markup {
    struct rich *r;
    const struct value *owner; /* the text, for messages */
    struct rich_place place; /* of the text: its paragraph and run give the look of body text */
    struct buf *out;
    int depth;         /* of blocks in each other */
    int level;         /* of lists in each other, 0 outside */
    const char *list;  /* of the item at hand, in the writer's words; NULL: its number is printed */
    int list_level;    /* in that list */
    long indent;       /* of what stands in an item or quotation [twip] */
    bool in_cell, in_note;
    bool head;         /* in a cell that heads a row or column: its text is bold */
    bool centred;      /* and stands in the middle, if nothing says otherwise */
    int heading;       /* level of the block at hand; ODT */
    size_t outer_base; /* ODT: lists around the table of the cell at hand */
    bool table_last;   /* nothing stands behind a table yet */
    bool ok;
};

enum { MARKUP_DEPTH = 32, MARKUP_CELLS = 63, LISTS_LEVELS = 9, MARKUP_INDENT = 360 };

/* The blocks of a Markdown or HTML text; NULL: reported. Values stand in the data of `r->markup`. */
const struct value *html_blocks(struct rich *r, const struct value *owner);

/* Paragraphs, lists, tables of a list of blocks. */
void markup_blocks(struct markup *m, const struct value *blocks);
/* The letters of a text or list of inlines. */
void markup_inlines(struct markup *m, const struct value *v, const struct look *look, struct span run);

void markup_table(struct markup *m, const struct value *table); /* -- markup_table.c */

#endif
