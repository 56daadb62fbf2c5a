/* Where the artifacts of a page are drawn, so that they can be marked as such (ISO 32000-1, 14.8.2.2).
 *
 * Cairo 1.16 knows no artifacts, and an item that is drawn outside of a tag is not marked at all. So artifacts go on pages
 * of their own, which pdf/finish.h lays under and over the page's tagged content. Under it is where nearly all belong:
 * order matters only where one of two items covers the other. An artifact that covers what comes before it lies above, and
 * one between two tagged items is drawn within the tag of the second: it is part of how that looks. */
#include "paint/tags.h"
#include "text/text.h"

#include <math.h>
#include <stdlib.h>

struct box {
    double left, top, right, bottom;
    bool covers; /* hides what lies below it */
};

enum { THIN = 2 }; /* [pt] a rule hides nothing that could be read */

static void reach(struct box *b, const struct frame_matrix *m, double x, double y)
{
    if (m) {
        double u = m->xx * x + m->xy * y + m->x0, v = m->yx * x + m->yy * y + m->y0;
        x = u;
        y = v;
    }
    b->left = fmin(b->left, x);
    b->right = fmax(b->right, x);
    b->top = fmin(b->top, y);
    b->bottom = fmax(b->bottom, y);
}

static void reach_corners(struct box *b, const struct frame_matrix *m, double x, double y, double w, double h)
{
    reach(b, m, x, y);
    reach(b, m, x + w, y);
    reach(b, m, x, y + h);
    reach(b, m, x + w, y + h);
}

static struct box box_of(const struct frame_item *item)
{
    static const int coordinates[] = {[STEP_MOVE] = 2, [STEP_LINE] = 2, [STEP_CURVE] = 6, [STEP_CLOSE] = 0};
    struct box b = {INFINITY, INFINITY, -INFINITY, -INFINITY, false};
    const double x = item->x, y = item->y, size = item->as.text.size;

    switch (item->type) {
    case FRAME_TEXT: reach_corners(&b, item->matrix, x, y - size, item->as.text.width, 1.3 * size); break;
    case FRAME_RECT:
        reach_corners(&b, item->matrix, x, y, item->as.rect.w, item->as.rect.h);
        b.covers = item->as.rect.w > THIN && item->as.rect.h > THIN;
        break;
    case FRAME_IMAGE:
        reach_corners(&b, item->matrix, x, y, item->as.image.w, item->as.image.h);
        b.covers = true;
        break;
    case FRAME_PATH:
        for (size_t i = 0; i < item->as.path.n; i++)
            for (int k = 0; k < coordinates[item->as.path.steps[i].type]; k += 2)
                reach(&b, item->matrix, x + item->as.path.steps[i].v[k], y + item->as.path.steps[i].v[k + 1]);
        b.covers = item->as.path.fill.on;
        break;
    case FRAME_WIDGET: break;
    }
    return b;
}

/* Would another order of the two look otherwise? */
static bool order_matters(const struct box *a, const struct box *b)
{
    return (a->covers || b->covers) && a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static enum layer layer_of(const struct box *boxes, const enum layer *layers, size_t i, size_t n)
{
    bool over = false, under = false;

    for (size_t k = 0; k < i && !over; k++)
        over = layers[k] != LAYER_BELOW && order_matters(&boxes[i], &boxes[k]);
    for (size_t k = i + 1; k < n && over && !under; k++)
        under = layers[k] == LAYER_TEXT && order_matters(&boxes[i], &boxes[k]);
    return !over ? LAYER_BELOW : under ? LAYER_WITHIN : LAYER_ABOVE;
}

/* Spaces of every kind, soft hyphens, marks of direction. */
static bool is_blank(struct span text)
{
    static const struct { uint32_t first, last; } blanks[] = {{0, 0x20},          {0x7F, 0xA0},     {0xAD, 0xAD},     {0x2000, 0x200F},
                                                              {0x2028, 0x202F}, {0x205F, 0x206F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
    size_t at = 0;

    while (at < text.n) {
        const uint32_t c = text_next(text, &at);
        bool blank = false;
        for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
            blank = blank || (c >= blanks[i].first && c <= blanks[i].last);
        if (!blank)
            return false;
    }
    return true;
}

bool layers_are_blank(const struct frame_page *page, const enum layer *layers)
{
    for (size_t i = 0; i < page->n; i++) {
        const struct frame_item *item = &page->items[i];
        if (layers[i] == LAYER_TEXT && item->type != FRAME_WIDGET &&
            (item->type != FRAME_TEXT || !is_blank(span_make(item->as.text.text, item->as.text.bytes))))
            return false;
    }
    return true;
}

void layers_find(const struct tagger *t, const struct frame_page *page, enum layer *out)
{
    struct box *boxes = mem_alloc((page->n + 1) * sizeof *boxes);
    bool covers = false;

    for (size_t i = 0; i < page->n; i++) {
        out[i] = tagger_is_artifact(t, &page->items[i]) ? LAYER_BELOW : LAYER_TEXT;
        boxes[i] = box_of(&page->items[i]);
        covers = covers || boxes[i].covers;
    }
    for (size_t i = 0; covers && i < page->n; i++)
        if (out[i] == LAYER_BELOW)
            out[i] = layer_of(boxes, out, i, page->n);
    free(boxes);
}
