/* What lies under and over the text of a page: each object's items are kept apart while the page is made, and put below or
 * above the others when it is finished, in the order of their numbers. What stands within an object is part of it. */
#include "layout/layout.h"

#include <stdlib.h>

struct layer {
    bool behind;
    int order;
    struct frame_item *items;
    size_t n;
};

void layer_begin(struct layout *l, const struct placement *placement)
{
    if (l->layer_depth++ > 0)
        return;
    l->layers = layout_grow(&l->scratch, l->layers, l->n_layers, &l->cap_layers, sizeof *l->layers);
    l->layers[l->n_layers] = (struct layer){.behind = placement->behind, .order = placement->order};
    l->below_layer = *l->page;
    l->page->items = NULL;
    l->page->n = l->page->cap = 0;
}

void layer_end(struct layout *l)
{
    if (--l->layer_depth > 0)
        return;
    struct layer *layer = &l->layers[l->n_layers++];
    layer->items = l->page->items;
    layer->n = l->page->n;
    l->page->items = l->below_layer.items;
    l->page->n = l->below_layer.n;
    l->page->cap = l->below_layer.cap;
}

/* Stable: insertion keeps those of one number in the order of the text. Pages hold few objects; a page of thousands is
 * sorted by halves. */
static void sort_layers(struct layer *v, struct layer *spare, size_t n)
{
    if (n < 2)
        return;
    const size_t half = n / 2;
    sort_layers(v, spare, half);
    sort_layers(v + half, spare, n - half);
    for (size_t i = 0, a = 0, b = half; i < n; i++)
        spare[i] = b == n || (a < half && v[a].order <= v[b].order) ? v[a++] : v[b++];
    memcpy(v, spare, n * sizeof *v);
}

static size_t put_layers(const struct layout *l, bool behind, struct frame_item *out)
{
    size_t n = 0;
    for (size_t i = 0; i < l->n_layers; i++) {
        if (l->layers[i].behind != behind || l->layers[i].n == 0)
            continue;
        memcpy(out + n, l->layers[i].items, l->layers[i].n * sizeof *out);
        n += l->layers[i].n;
    }
    return n;
}

void layers_merge(struct layout *l)
{
    struct frame_page *page = l->page;
    size_t n = page->n;
    if (l->n_layers == 0)
        return;
    for (size_t i = 0; i < l->n_layers; i++)
        n += l->layers[i].n;
    sort_layers(l->layers, ARENA_NEWS(&l->scratch, l->n_layers, struct layer), l->n_layers);
    struct frame_item *items = ARENA_NEWS(&l->frames->arena, n + 1, struct frame_item);
    size_t at = put_layers(l, true, items);
    if (page->n)
        memcpy(items + at, page->items, page->n * sizeof *items);
    at += page->n;
    put_layers(l, false, items + at);
    page->items = items;
    page->n = page->cap = n;
    l->n_layers = 0;
}
