/* Tables of HTML: rows of cells with the columns and rows that each takes (HTML Living Standard, 4.9.12); markup_table.c lays
 * them. A group of rows bounds the cells that begin in it; thead goes first and tfoot last, wherever they are written. */
#include "fill/html_own.h"

struct rows {
    struct value *rows;
    size_t head;  /* how many are heading: those of thead, or the first that have no td */
    bool heading; /* no other row came yet */
};

/* The number that an attribute gives, `most` at most: 1 if it gives none; `zero`: what 0 stands for. */
static size_t number_of(struct html *h, const xmlNode *cell, const char *name, size_t most, size_t zero)
{
    const char *span = html_attribute(h, cell, name);
    size_t n = 0;

    if (!span || *span < '0' || *span > '9')
        return 1;
    for (const char *p = span; *p >= '0' && *p <= '9' && n <= most; p++)
        n = 10 * n + (size_t)(*p - '0');
    return n == 0 ? zero : n > most ? most : n;
}

static bool is_cell(const xmlNode *node)
{
    return html_is(node, "td") || html_is(node, "th");
}

/* { o: content }, with what is not usual: { ngang: columns, doc: rows, dam: bold }. */
static struct value *read_cell(struct html *h, const xmlNode *node, size_t rows, int depth)
{
    struct value *blocks = html_inside(h, node, html_align(h, node), false, depth), *cell;
    struct value *only = blocks->as.items.n == 1 ? blocks->as.items.v[0] : NULL;
    size_t across = number_of(h, node, "colspan", MARKUP_CELLS + 1, 1), down = number_of(h, node, "rowspan", rows, rows);

    cell = html_map(h, "o", only && value_member(only, "doan") && !value_member(only, "can") ? only : blocks);
    if (across > 1)
        html_set(h, cell, "ngang", arena_printf(&h->d->arena, "%zu", across));
    if (down > 1)
        html_set(h, cell, "doc", arena_printf(&h->d->arena, "%zu", down));
    if (html_is(node, "th"))
        html_set(h, cell, "dam", "true");
    return cell;
}

/* `left`: rows of its group from it on. */
static void read_row(struct html *h, struct rows *t, const xmlNode *row, size_t left, bool head, int depth)
{
    struct value *cells = html_make(h, VALUE_LIST);
    bool all = false;

    for (const xmlNode *c = row->children; c; c = c->next)
        all |= html_is(c, "th");
    for (const xmlNode *c = row->children; c; c = c->next) {
        all &= !html_is(c, "td");
        if (is_cell(c))
            html_append(h, cells, read_cell(h, c, left, depth));
    }
    t->heading &= head || all;
    t->head += t->heading;
    html_append(h, t->rows, cells);
}

static bool is_group(const xmlNode *node)
{
    return html_is(node, "thead") || html_is(node, "tbody") || html_is(node, "tfoot");
}

/* The rows that stand in the node, those straight in a table up to the next group. */
static void read_group(struct html *h, struct rows *t, const xmlNode *first, bool head, int depth)
{
    size_t n = 0;

    for (const xmlNode *c = first; c && !is_group(c); c = c->next)
        n += html_is(c, "tr");
    for (const xmlNode *c = first; c && !is_group(c); c = c->next)
        if (html_is(c, "tr"))
            read_row(h, t, c, n--, head, depth + 1);
}

static void read_groups(struct html *h, struct rows *t, const xmlNode *table, const char *kind, int depth)
{
    bool loose = false; /* in a group of rows that stand straight in the table */

    for (const xmlNode *c = table->children; c; c = c->next) {
        if (html_is(c, kind))
            read_group(h, t, c->children, html_is(c, "thead"), depth + 1);
        else if (html_is(c, "tr") && !loose && strcmp(kind, "tbody") == 0)
            read_group(h, t, c, false, depth);
        loose = html_is(c, "tr") || (loose && !is_group(c));
    }
}

void html_table(struct html *h, struct value *blocks, const xmlNode *node, int depth)
{
    struct rows t = {.rows = html_make(h, VALUE_LIST), .heading = true};
    struct value *table = html_make(h, VALUE_MAP);

    for (const xmlNode *c = node->children; c; c = c->next)
        if (html_is(c, "caption")) {
            struct value *caption = html_inside(h, c, "giua", false, depth);

            for (size_t i = 0; i < caption->as.items.n; i++)
                html_append(h, blocks, caption->as.items.v[i]);
        }
    read_groups(h, &t, node, "thead", depth);
    read_groups(h, &t, node, "tbody", depth);
    read_groups(h, &t, node, "tfoot", depth);
    if (!t.rows->as.items.n)
        return;
    value_insert(h->d, table, SPAN("dong"), h->owner->pos, t.rows);
    html_set(h, table, "dau", arena_printf(&h->d->arena, "%zu", t.head));
    html_append(h, blocks, html_map(h, "bang", table));
}
