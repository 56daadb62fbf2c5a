/* The document tree: building, walking, plain text.
 *
 * A node's id is a hash of its place, so it stays the same when other parts of the document change;
 * a collision is resolved by hashing again, in document order. */
#include "model/doc.h"

#include <math.h>
#include <stdlib.h>

struct doc *doc_new(void)
{
    return mem_alloc(sizeof(struct doc));
}

void doc_free(struct doc *d)
{
    if (!d)
        return;
    free(d->ids.slots);
    arena_release(&d->arena);
    free(d);
}

static uint32_t place_hash(const char *place, uint32_t seed)
{
    uint32_t h = 2166136261u ^ seed; /* FNV-1a */

    for (; *place; place++)
        h = (h ^ (unsigned char)*place) * 16777619u;
    h &= 0x7fffffffu;
    return h ? h : 1;
}

uint32_t doc_place_id(const char *place)
{
    return place_hash(place, 0);
}

/* Puts `id` into the set; false if it is there. The ids are hashes: they choose their slots themselves. */
static bool id_take(uint32_t *slots, size_t cap, uint32_t id)
{
    size_t i = id & (cap - 1);

    while (slots[i] && slots[i] != id)
        i = (i + 1) & (cap - 1);
    if (slots[i])
        return false;
    slots[i] = id;
    return true;
}

static void ids_grow(struct doc *d)
{
    size_t cap = d->ids.cap ? d->ids.cap * 2 : 512;
    uint32_t *slots = mem_alloc(cap * sizeof *slots);

    for (size_t i = 0; i < d->ids.cap; i++)
        if (d->ids.slots[i])
            id_take(slots, cap, d->ids.slots[i]);
    free(d->ids.slots);
    d->ids.slots = slots;
    d->ids.cap = cap;
}

static uint32_t new_id(struct doc *d, const char *place)
{
    uint32_t seed = 0, id;

    if (2 * d->ids.n >= d->ids.cap)
        ids_grow(d);
    do
        id = place_hash(place, seed++);
    while (!id_take(d->ids.slots, d->ids.cap, id));
    d->ids.n++;
    return id;
}

/* Nodes come file by file, so the last name is nearly always the one that is wanted. */
static struct pos own_pos(struct doc *d, struct pos pos)
{
    if (pos.file && pos.file != d->file.given && pos.file != d->file.kept) {
        d->file.given = pos.file;
        d->file.kept = arena_str(&d->arena, pos.file);
    }
    pos.file = pos.file ? d->file.kept : NULL;
    return pos;
}

void node_append(struct node *parent, struct node *child)
{
    child->parent = parent;
    child->prev = parent->last;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

/* Bytes of a node of each type: a table of a hundred thousand rows has a million, and a section is three times the rest. */
#define NODE_SIZE(member) (offsetof(struct node, as) + sizeof((struct node *)0)->as.member)
static const size_t node_sizes[] = {
    [NODE_DOCUMENT] = offsetof(struct node, as), [NODE_SECTION] = NODE_SIZE(section),
    [NODE_PARA] = NODE_SIZE(para),               [NODE_TABLE] = NODE_SIZE(table),
    [NODE_ROW] = NODE_SIZE(row),                 [NODE_CELL] = NODE_SIZE(cell),
    [NODE_TEXT] = NODE_SIZE(text),               [NODE_TAB] = NODE_SIZE(text),
    [NODE_LINE_BREAK] = NODE_SIZE(text),         [NODE_BREAK] = NODE_SIZE(brk),
    [NODE_PAGE_NUMBER] = NODE_SIZE(text),        [NODE_FIELD] = NODE_SIZE(field),
    [NODE_IMAGE] = NODE_SIZE(image),             [NODE_SHAPE] = NODE_SIZE(shape),
    [NODE_LINK] = NODE_SIZE(link),               [NODE_FOOTNOTE] = NODE_SIZE(note),
    [NODE_NOTE_MARK] = NODE_SIZE(text),          [NODE_BOOKMARK] = NODE_SIZE(bookmark),
    [NODE_FORMULA] = NODE_SIZE(formula),
};

struct node *node_bare(struct doc *d, enum node_type type)
{
    struct node *n = arena_alloc(&d->arena, node_sizes[type]);

    n->type = type;
    return n;
}

struct node *node_new(struct doc *d, enum node_type type, struct node *parent, const char *place,
                      struct pos pos)
{
    struct node *n = node_bare(d, type);

    n->pos = own_pos(d, pos);
    n->place = arena_str(&d->arena, place ? place : "");
    n->id = new_id(d, n->place);
    if (type == NODE_CELL)
        n->as.cell.col_span = n->as.cell.row_span = 1;
    if (parent)
        node_append(parent, n);
    return n;
}

void node_insert_before(struct node *next, struct node *node)
{
    node->parent = next->parent;
    node->next = next;
    node->prev = next->prev;
    *(next->prev ? &next->prev->next : &next->parent->first) = node;
    next->prev = node;
}

struct node *node_text(struct doc *d, struct node *para, const char *text)
{
    struct node *n = node_bare(d, NODE_TEXT);

    n->pos = para->pos;
    n->place = para->place;
    n->id = para->id;
    n->as.text.text = arena_str(&d->arena, text);
    node_append(para, n);
    return n;
}

static struct node *new_break(struct doc *d, const struct node *parent)
{
    struct node *n = node_bare(d, NODE_LINE_BREAK);

    n->pos = parent->pos;
    n->place = parent->place;
    n->id = parent->id;
    return n;
}

struct node *node_break(struct doc *d, struct node *parent)
{
    struct node *n = new_break(d, parent);

    node_append(parent, n);
    return n;
}

struct node *node_break_before(struct doc *d, struct node *next)
{
    struct node *n = new_break(d, next->parent);

    node_insert_before(next, n);
    return n;
}

const struct style *doc_style(const struct doc *d, const char *id)
{
    for (size_t i = 0; i < d->styles.n; i++)
        if (strcmp(d->styles.v[i]->id, id) == 0)
            return d->styles.v[i];
    return NULL;
}

struct node *node_next(const struct node *n, const struct node *top)
{
    if (n->first)
        return n->first;
    while (n != top) {
        if (n->next)
            return n->next;
        n = n->parent;
    }
    return NULL;
}

static void inline_text(const struct node *n, struct buf *out)
{
    switch (n->type) {
    case NODE_TEXT:
        buf_puts(out, n->as.text.text);
        break;
    case NODE_TAB:
    case NODE_LINE_BREAK:
        buf_putc(out, ' ');
        break;
    case NODE_FORMULA:
        if (formula_begins_line(n))
            buf_putc(out, ' ');
        buf_puts(out, n->as.formula.text);
        if (formula_ends_line(n))
            buf_putc(out, ' ');
        break;
    case NODE_LINK:
    case NODE_FIELD:
        for (const struct node *c = n->first; c; c = c->next)
            inline_text(c, out);
        break;
    default:
        break;
    }
}

void node_plain_text(const struct node *para, struct buf *out)
{
    if (para->as.para.label) {
        buf_puts(out, para->as.para.label);
        if (label_spaced(para) || para->as.para.suffix == SUFFIX_TAB)
            buf_putc(out, ' ');
    }
    for (const struct node *c = para->first; c; c = c->next)
        inline_text(c, out);
}

bool node_paras_join(const struct node *above, const struct node *below)
{
    if (!above || !below || above->type != NODE_PARA || below->type != NODE_PARA)
        return false;
    const struct para_props *a = para_props(above), *b = para_props(below);
    const struct borders *x = &a->edge, *y = &b->edge;
    const bool framed = x->top.width > 0 || x->bottom.width > 0 || x->left.width > 0 || x->right.width > 0;
    return (framed || (a->fill.on && fill_same(a->fill, b->fill))) && borders_same(x, y) && border_same(a->between, b->between) &&
           a->left == b->left && a->right == b->right && fmin(a->first, 0) == fmin(b->first, 0) && !b->page_break_before;
}
