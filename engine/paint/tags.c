/* Items come in reading order, each with its tag; between two items the tags of the first that are
 * not above the second are closed and those of the second opened (ISO 32000-1, 14.7 and 14.8).
 *
 * Cairo 1.16 marks only leaves of the tree, and knows no artifacts: these are drawn on pages of their own (layers.c), but
 * for those that lie between two tagged items. They wait for the next leaf and are drawn in it. A paragraph that goes on on the
 * next page stays open over the page's end.
 *
 * Invariant: `open` ends in a leaf or is empty while items are drawn; a leaf is never above another
 * level. */
#include "paint/tags.h"

#include <math.h>
#include <stdlib.h>

/* A link without a target is a span; with one it is a LEVEL_LINK. */
static const char *tag_name(enum frame_tag_type type)
{
    return frame_tag_name(type == TAG_LINK ? TAG_SPAN : type);
}

static const struct frame_tag *tag_at(const struct tagger *t, int tag)
{
    return &t->frames->tags[tag];
}

/* Parents come before their children: what breaks that hangs on the root. */
static int parent_of(const struct tagger *t, int tag)
{
    int parent = tag_at(t, tag)->parent;
    return parent < tag ? parent : -1;
}

bool tagger_is_artifact(const struct tagger *t, const struct frame_item *item)
{
    return item->tag < 0 || (size_t)item->tag >= t->frames->n_tags ||
           tag_at(t, item->tag)->type == TAG_ARTIFACT;
}

static const char *url_of(const struct frame_item *item)
{
    return item->type == FRAME_TEXT ? item->as.text.url : NULL;
}

void tagger_init(struct tagger *t, struct painter *p, const struct frames *f, struct paint_plan *plan)
{
    *t = (struct tagger){.painter = p, .frames = f, .plan = plan};
    plan->n_elements = 0;
    t->inner = mem_alloc((f->n_tags + 1) * sizeof *t->inner);
    t->opened = mem_alloc((f->n_tags + 1) * sizeof *t->opened);
    t->filled = mem_alloc((f->n_tags + 1) * sizeof *t->filled);
    t->blank = mem_alloc((f->n_pages + 1) * sizeof *t->blank);
    for (size_t i = 0; i < f->n_tags; i++)
        if (f->tags[i].type != TAG_ARTIFACT && parent_of(t, (int)i) >= 0)
            t->inner[parent_of(t, (int)i)] = true;
    for (size_t k = 0; k < f->n_pages; k++)
        for (size_t i = 0; i < f->pages[k].n; i++) {
            const struct frame_item *item = &f->pages[k].items[i];
            if (!tagger_is_artifact(t, item) && url_of(item) && tag_at(t, item->tag)->type != TAG_LINK)
                t->inner[item->tag] = true;
        }
}

void tagger_release(struct tagger *t)
{
    free(t->open.v);
    free(t->path.v);
    free(t->inner);
    free(t->opened);
    free(t->filled);
    free(t->waiting);
    free(t->blank);
}

/* ---- levels ---- */

static void push(struct levels *l, struct level level)
{
    MEM_ROOM(l->v, l->n, l->cap);
    l->v[l->n++] = level;
}

/* The levels of an item, from the root. */
static void find_path(struct tagger *t, const struct frame_item *item)
{
    struct levels *path = &t->path;
    const char *url = url_of(item);
    bool link = tag_at(t, item->tag)->type == TAG_LINK;

    path->n = 0;
    for (int tag = item->tag; tag >= 0; tag = parent_of(t, tag))
        push(path, (struct level){tag, LEVEL_TAG, NULL});
    for (size_t i = 0, j = path->n - 1; i < j; i++, j--) {
        struct level swap = path->v[i];
        path->v[i] = path->v[j];
        path->v[j] = swap;
    }
    if (url && link && !t->inner[item->tag])
        path->v[path->n - 1] = (struct level){item->tag, LEVEL_LINK, url};
    else if (url)
        push(path, (struct level){item->tag, LEVEL_LINK, url});
    else if (t->inner[item->tag])
        push(path, (struct level){item->tag, LEVEL_SPAN, NULL});
}

static bool same_level(const struct level *a, const struct level *b)
{
    return a->tag == b->tag && a->kind == b->kind && (!a->url || strcmp(a->url, b->url) == 0);
}

static size_t common_levels(const struct tagger *t)
{
    size_t n = 0;

    while (n < t->open.n && n < t->path.n && same_level(&t->open.v[n], &t->path.v[n]))
        n++;
    return n;
}

/* ---- opening and closing ---- */

/* Cairo writes the address into the file as it is: only what a URI may hold, without brackets. */
static void begin_link(struct tagger *t, const char *url)
{
    static const char plain[] = "-._~:/?#[]@!$&*+,;=%";
    struct buf b = {0};

    buf_puts(&b, "uri='");
    for (const char *s = url; *s; s++) {
        bool letter =
            (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') || (*s >= '0' && *s <= '9');
        if (letter || strchr(plain, *s))
            buf_putc(&b, *s);
        else
            buf_printf(&b, "%%%02X", (unsigned)(unsigned char)*s);
    }
    buf_putc(&b, '\'');
    cairo_tag_begin(t->painter->cr, CAIRO_TAG_LINK, b.p);
    buf_release(&b);
}

static const char *level_name(const struct tagger *t, const struct level *level)
{
    return level->kind == LEVEL_LINK ? CAIRO_TAG_LINK : level->kind == LEVEL_SPAN ? "Span" : tag_name(tag_at(t, level->tag)->type);
}

/* Cairo makes an element of each level that is begun, in this order (cairo-pdf-interchange.c). */
static void note_element(struct tagger *t, const struct level *level)
{
    struct paint_plan *plan = t->plan;

    ARENA_ROOM(plan->arena, plan->elements, plan->n_elements, t->n_elements);
    plan->elements[plan->n_elements++] = (struct paint_element){level->tag, level_name(t, level), level->kind != LEVEL_TAG, level->url};
}

static void begin_level(struct tagger *t, const struct level *level)
{
    note_element(t, level);
    if (level->kind == LEVEL_LINK)
        begin_link(t, level->url);
    else
        cairo_tag_begin(t->painter->cr, level_name(t, level), NULL);
    t->opened[level->tag] = true;
    t->painter->pen.down = false;
}

static void end_level(struct tagger *t, const struct level *level)
{
    cairo_tag_end(t->painter->cr, level_name(t, level));
    t->painter->pen.down = false;
}

static bool is_grid(const struct tagger *t, int tag)
{
    enum frame_tag_type type = tag_at(t, tag)->type;
    return type == TAG_TR || type == TAG_TH || type == TAG_TD;
}

/* Empty cells and rows have no items, but without them the others would stand in wrong columns:
 * those of `parent` before `end` that were passed over are opened and closed. */
static void fill_in(struct tagger *t, int parent, int end)
{
    int i = t->filled[parent] > parent ? t->filled[parent] : parent + 1;

    for (; i < end && parent_of(t, i) >= parent; i++)
        if (parent_of(t, i) == parent && is_grid(t, i) && !t->opened[i]) {
            begin_level(t, &(struct level){i, LEVEL_TAG, NULL});
            fill_in(t, i, end);
            end_level(t, &(struct level){i, LEVEL_TAG, NULL});
        }
    t->filled[parent] = i;
}

static void close_to(struct tagger *t, size_t depth)
{
    while (t->open.n > depth) {
        const struct level *top = &t->open.v[t->open.n - 1];
        enum frame_tag_type type = tag_at(t, top->tag)->type;
        if (top->kind == LEVEL_TAG && (type == TAG_TR || type == TAG_TABLE))
            fill_in(t, top->tag, (int)t->frames->n_tags);
        end_level(t, top);
        t->open.n--;
    }
}

static void draw_waiting(struct tagger *t)
{
    bool space_after = t->painter->space_after;

    t->painter->space_after = false;
    for (size_t i = 0; i < t->n_waiting; i++)
        draw_item(t->painter, t->waiting[i]);
    t->n_waiting = 0;
    t->painter->space_after = space_after;
}

static void open_path(struct tagger *t)
{
    while (t->open.n < t->path.n) {
        const struct level *level = &t->path.v[t->open.n];
        if (level->kind == LEVEL_TAG && is_grid(t, level->tag) && parent_of(t, level->tag) >= 0)
            fill_in(t, parent_of(t, level->tag), level->tag);
        begin_level(t, level);
        push(&t->open, *level);
    }
}

void tagger_close_all(struct tagger *t)
{
    close_to(t, 0);
}

/* ---- pages ---- */

static void hold(struct tagger *t, const struct frame_item *item)
{
    MEM_ROOM(t->waiting, t->n_waiting, t->cap_waiting);
    t->waiting[t->n_waiting++] = item;
}

static bool leaf_is_open(const struct tagger *t)
{
    const struct level *top = t->open.n ? &t->open.v[t->open.n - 1] : NULL;
    return top && (top->kind != LEVEL_TAG || !t->inner[top->tag]);
}

static void draw_tagged(struct tagger *t, const struct frame_item *item)
{
    size_t common;

    find_path(t, item);
    common = common_levels(t);
    if (common < t->path.n) {
        close_to(t, common);
        open_path(t);
    }
    draw_waiting(t);
    draw_item(t->painter, item);
}

static const struct frame_item *first_tagged(const struct tagger *t, size_t page)
{
    if (page < t->frames->n_pages && !t->blank[page])
        for (size_t i = 0; i < t->frames->pages[page].n; i++)
            if (!tagger_is_artifact(t, &t->frames->pages[page].items[i]))
                return &t->frames->pages[page].items[i];
    return NULL;
}

/* What the next page does not go on with is closed here, lest it leave an empty mark there. An empty
 * page goes on with what comes behind it, but for a leaf. */
static void end_page(struct tagger *t, size_t page)
{
    const struct frame_item *next = first_tagged(t, page + 1);
    const bool empty = !next;
    size_t common;
    for (size_t i = page + 2; i < t->frames->n_pages && !next; i++)
        next = first_tagged(t, i);
    t->path.n = 0;
    if (next)
        find_path(t, next);
    common = common_levels(t);
    if (common < t->open.n)
        close_to(t, common);
    else if (leaf_is_open(t) && empty)
        close_to(t, t->open.n - 1);
}

/* A line that ends within its paragraph ends in a space that layout let hang, unless in a dash that
 * joins two words; read aloud or copied, the words would stick together without it. */
static bool ends_in_space(const struct frame_item *item)
{
    const char *text = item->as.text.text;
    size_t n = item->as.text.bytes;
    static const char *const dashes[] = {"-", "\xE2\x80\x90", "\xE2\x80\x93", "\xE2\x80\x94"};

    if (n == 0 || text[n - 1] == ' ')
        return false;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
        size_t k = strlen(dashes[i]);
        if (n > k && memcmp(text + n - k, dashes[i], k) == 0 && text[n - k - 1] != ' ')
            return false;
    }
    return true;
}

/* Does the text of the item go on on another line? */
static bool line_ends(const struct tagger *t, size_t page, size_t i)
{
    const struct frame_page *f = &t->frames->pages[page];
    const struct frame_item *item = &f->items[i], *next = NULL;

    if (item->type != FRAME_TEXT || tagger_is_artifact(t, item))
        return false;
    while (++i < f->n && !next)
        if (!tagger_is_artifact(t, &f->items[i]))
            next = &f->items[i];
    if (!next)
        next = first_tagged(t, page + 1);
    return next && next->type == FRAME_TEXT && next->tag == item->tag &&
           (i > f->n || fabs(next->y - item->y) > item->as.text.size / 2) && ends_in_space(item);
}

void tagger_draw_page(struct tagger *t, size_t page, const enum layer *layers)
{
    const struct frame_page *f = &t->frames->pages[page];

    t->painter->pen.down = false;
    for (size_t i = 0; i < f->n && !t->blank[page]; i++) {
        if (layers[i] == LAYER_WITHIN) {
            hold(t, &f->items[i]);
        } else if (layers[i] == LAYER_TEXT) {
            t->painter->space_after = line_ends(t, page, i);
            draw_tagged(t, &f->items[i]);
        }
    }
    t->painter->space_after = false;
    end_page(t, page);
}
