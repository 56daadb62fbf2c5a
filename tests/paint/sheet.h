/* Frames made by hand, for the tests and the bench of painting. */
#ifndef TESTS_PAINT_SHEET_H
#define TESTS_PAINT_SHEET_H

#include "paint/paint.h"

struct sheet {
    struct frames frames;
    struct fonts *fonts;
    struct face *face;
    double size;
};

void sheet_open(struct sheet *s, struct ctx *ctx);
void sheet_close(struct sheet *s);
void sheet_page(struct sheet *s, double width, double height, int number);
int sheet_tag(struct sheet *s, enum frame_tag_type type, int parent);
/* A line of text on the last page, spread to `width` if that is not 0. */
struct frame_item *sheet_line(struct sheet *s, int tag, double x, double y, double width,
                              const char *text);
struct frame_item *sheet_rect(struct sheet *s, int tag, double x, double y, double w, double h);
struct frame_item *sheet_image(struct sheet *s, int tag, double x, double y, double w, double h,
                               struct span bytes);
void sheet_heading(struct sheet *s, int level, const char *text, double y);

/* The PDF as it is given out: painted and finished. false: reported. */
bool sheet_pdf(struct sheet *s, struct ctx *ctx, const struct doc_meta *meta, struct buf *out);

#endif
