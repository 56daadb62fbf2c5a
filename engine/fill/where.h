/* Inside fill: where in a part a tag stands, in the user's words, counted while its elements go by. Not for other modules. */
#ifndef FILL_WHERE_H
#define FILL_WHERE_H

#include "base/arena.h"
#include "base/ctx.h"

/* Paragraphs count outside of tables and text boxes; rows and cells in the outermost table. */
struct where {
    uint32_t paragraph, table, row, cell;
    uint32_t box_paragraph;  /* in the text box at hand */
    uint16_t tables, boxes;  /* open in each other */
};

/* An element of DOCX or ODT begins; then it ends, if it is not empty. */
void where_begin(struct where *w, struct span name);
void where_end(struct where *w, struct span name);
/* "thân bài, bảng 1, hàng 2, ô 3"; `part`: the part in the user's words. In the arena. */
const char *where_place(struct arena *a, enum lang lang, const char *part, const struct where *w);
/* What is read from now on goes to the place, which lives until the filling ends; the body is not named. For the read trace. */
void where_reads(struct ctx *ctx, const char *place);

#endif
