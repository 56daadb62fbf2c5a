/* Building documents for the tests of layout, and reading frames back as lines. */
#ifndef TESTS_LAYOUT_PAPER_H
#define TESTS_LAYOUT_PAPER_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "layout/layout.h"

#include <cmocka.h>

#define TNR_ASCENT (1912.0 / 2048) /* Word layout 2.1: 1825 + 87 */
#define TNR_DESCENT (443.0 / 2048)
#define TNR_SINGLE (TNR_ASCENT + TNR_DESCENT)
#define assert_near(a, b) near_at((a), (b), __FILE__, __LINE__)

struct paper {
    struct ctx ctx;
    struct fonts *fonts;
    struct doc *doc;
    struct style *style; /* of the paragraphs; a test sets what it needs before it lays out */
    struct node *section;
    struct frames *frames;
    int diagnostics;
    diag_code last;
    int places;
};

void near_at(double a, double b, const char *file, int line);
/* A4 with 72 pt margins, Times New Roman 12, single, no spacing, widow control on. */
int paper_setup(void **state);
int paper_teardown(void **state);
struct node *paper_para(struct paper *p, struct node *parent, const char *text);
struct para_props *paper_own(struct paper *p, struct node *para); /* own properties to change */
struct node *paper_table(struct paper *p, struct node *parent, const double *widths, size_t columns,
                         double border);
struct node *paper_row(struct paper *p, struct node *table);
struct node *paper_cell(struct paper *p, struct node *row, const char *text);
/* A paragraph of n lines that breaks nowhere else: lines "NAME1", "NAME2", ... */
struct node *paper_lines(struct paper *p, struct node *parent, const char *name, int n);
const struct frames *paper_layout(struct paper *p);
/* k-th text item of a page. */
const struct frame_item *paper_text(const struct paper *p, size_t page, size_t k);
size_t paper_texts(const struct paper *p, size_t page);
const struct frame_item *paper_rect(const struct paper *p, size_t page, size_t k);
size_t paper_rects(const struct paper *p, size_t page);
/* The item that begins with `text`, on any page; *page tells which. Fails if there is none. */
const struct frame_item *paper_find(const struct paper *p, const char *text, size_t *page);
size_t paper_page_of(const struct paper *p, const char *text);
bool item_is(const struct frame_item *item, const char *text);

#endif
