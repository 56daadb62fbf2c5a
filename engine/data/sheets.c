/* What a spreadsheet is as data: its sheets as tables, its names as values. */
#include "base/diag/data.h"
#include "data/ods.h"
#include "data/reader.h"
#include "data/sheet_ask.h"
#include "data/table.h"
#include "data/xlsx.h"
#include "text/text.h"

/* Puts a table, and its total beside it, in a map. */
static bool put_table(const struct book *b, struct value *map, const char *key, struct grid *g, struct table_ask ask)
{
    struct data *d = b->data;
    struct value *rows, *total;

    ask.key = arena_printf(&d->arena, "%s_tong", text_fold(&d->arena, span_of(key)));
    rows = table_read(b, g, &ask, &total);
    return rows && value_insert(d, map, span_of(key), rows->pos, rows) &&
           (!total || value_insert(d, map, span_of(ask.key), total->pos, total));
}

static struct table_ask ask_block(const struct block *block)
{
    return (struct table_ask){.area = block->area, .head = block->area.top, .head_end = block->area.top, .whole = true, .totals = block->totals};
}

/* Several tables on one sheet. */
static struct value *read_blocks(const struct book *b, struct grid *g)
{
    struct value *map = value_new(b->data, VALUE_MAP, grid_pos(b, g, 1, 1), b->source);
    bool ok = true;

    for (size_t i = 0; i < g->n_blocks; i++)
        ok &= put_table(b, map, g->blocks[i].name, g, ask_block(&g->blocks[i]));
    return ok ? map : NULL;
}

static bool put_sheet(const struct book *b, struct value *map, const char *key, struct grid *g)
{
    struct value *tables;

    if (!text_fold(&b->data->arena, span_of(key))[0]) {
        diag(b->data->ctx, DIAG_DATA_SHEET_NAME, grid_pos(b, g, 1, 1), key);
        return false;
    }
    if (g->n_blocks < 2)
        return put_table(b, map, key, g, g->n_blocks ? ask_block(&g->blocks[0]) : (struct table_ask){0});
    tables = read_blocks(b, g);
    return tables && value_insert(b->data, map, span_of(key), tables->pos, tables);
}

static bool has_content(const struct grid *g)
{
    return !g->hidden && g->n > 0;
}

/* Several sheets: a map by their names. */
static bool put_sheets(const struct book *b, struct value *map, const char *key)
{
    struct value *sheets = value_new(b->data, VALUE_MAP, pos_file(b->source->file), b->source);
    bool ok = true;

    for (size_t i = 0; i < b->n; i++)
        if (has_content(&b->grids[i]))
            ok &= put_sheet(b, sheets, b->grids[i].name, &b->grids[i]);
    return ok && value_insert(b->data, map, span_of(key), sheets->pos, sheets);
}

static bool put_names(const struct book *b, struct value *map)
{
    bool ok = true;

    for (size_t i = 0; i < b->n_names; i++) {
        const struct named *n = &b->names[i];
        struct grid *g = &b->grids[n->grid];
        struct value *v;

        if (n->area.top != n->area.bottom || n->area.left != n->area.right)
            continue;
        v = grid_value(b, g, grid_at(g, n->area.top, n->area.left), n->area.top, n->area.left);
        ok &= v && value_insert(b->data, map, span_of(n->name), grid_pos(b, g, n->area.top, n->area.left), v);
    }
    return ok;
}

static bool put_all(const struct book *b, struct value *map, const char *key)
{
    struct grid *only = NULL;
    size_t n = 0;

    for (size_t i = 0; i < b->n; i++) {
        if (has_content(&b->grids[i])) {
            only = &b->grids[i];
            n++;
        }
    }
    if (n == 0) {
        diag(b->data->ctx, DIAG_DATA_SHEET_EMPTY, pos_file(b->source->file));
        return false;
    }
    const bool sheets = n == 1 ? put_sheet(b, map, key, only) : put_sheets(b, map, key);
    return put_names(b, map) && sheets; /* the faults of both are told */
}

/* Reads the file into the book. */
static bool open_book(struct book *b, struct span bytes)
{
    struct package *p = package_open_sheets(b->data->ctx, b->source->file, bytes);
    bool ok = p && (package_kind(p) == PACKAGE_XLSX ? xlsx_read(b, p) : ods_read(b, p));

    package_close(p);
    return ok;
}

struct value *sheets_read(struct data *d, const struct source *source, struct span bytes, const char *key)
{
    struct book b = {.data = d, .source = source};
    struct value *map = value_new(d, VALUE_MAP, pos_file(source->file), source);
    bool ok = open_book(&b, bytes) && put_all(&b, map, key);

    book_release(&b);
    return ok ? map : NULL;
}

struct value *sheets_table(struct data *d, const struct source *source, struct span bytes, const struct data_ask *ask, struct value **total)
{
    struct book b = {.data = d, .source = source};
    struct value *rows = open_book(&b, bytes) ? book_ask(&b, ask, total) : NULL;

    book_release(&b);
    return rows;
}
