/* Inside fill: the writer of rich values for DOCX, which several files share. */
#ifndef FILL_DOCX_WRITE_H
#define FILL_DOCX_WRITE_H

#include "fill/markup.h"

/* -- docx_picture.c */
void docx_draw(struct rich *r, const struct rich_place *place, const struct drawing *d, struct buf *out);
/* -- docx_block.c */
void docx_own_place(struct rich_place *place, struct buf *paragraph, struct buf *run);
void docx_begin_block(struct markup *m, const struct block_look *look);
void docx_end_block(struct markup *m);
void docx_note(struct markup *m, const struct value *blocks);
void docx_begin_table(struct markup *m, const long *width, size_t n);
void docx_begin_row(struct markup *m, enum markup_row row);
void docx_begin_cell(struct markup *m, const struct markup_cell *cell);
void docx_end_cell(struct markup *m, const struct markup_cell *cell);
void docx_end_row(struct markup *m, enum markup_row row);
void docx_end_table(struct markup *m);
/* -- docx_list.c */
const char *docx_begin_list(struct markup *m, bool ordered, const char *mark, long start, const char *style);
void docx_begin_item(struct markup *m, const char *list);
void docx_end_list(struct markup *m);
/* -- subdoc.c */
bool docx_subdoc(struct rich *r, const struct rich_place *place, const struct value *file, struct buf *out);

#endif
