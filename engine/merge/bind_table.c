/* A table as a whole: its keys, the lines above it, and the order in which its parts are made. */
#include <math.h>

#include "merge/bind_table.h"

#include "base/diag/merge.h"

static const struct key table_keys[] = {{"ten", false}, {"don_vi_tinh", false}, {"cot", false}, {"dong", false}, {"tu", false}, {"tep", false},
                                        {"trang", false}, {"vung", false}, {"tieu_de", false}, {"tong", false}, {"gop", false}, {"lap_dau", false}, {"danh_so_cot", false}, {"co_chu", false}, {NULL, false}};

static const char *points(struct table_binding *t, double size)
{
    struct buf out = {0};

    buf_number(&out, size, 1);
    return arena_buf(&t->b->doc->arena, &out);
}

/* co_chu: letters in the range of the guide's cells. */
static bool read_size(struct table_binding *t)
{
    const struct component *c = profile_role(t->b->profile, ROLE_CELL);
    const struct value *v = bind_member(t->b, t->v, "co_chu");

    if (!v)
        return true;
    if (!bind_length(t->b, v, "co_chu", "11", &t->size))
        return false;
    if (t->size >= c->size_min && t->size <= c->size_max && fmod(t->size * 2, 1) == 0)
        return true;
    diag(t->b->ctx, DIAG_TABLE_SIZE, v->pos, v->as.scalar.text, points(t, c->size_min), points(t, c->size_max));
    return false;
}

/* The name and the unit stand above the table and keep with it. */
static void put_lines(struct table_binding *t, struct node *parent, const char *place)
{
    struct binder *b = t->b;
    const char *title = bind_text_member(b, t->v, "ten"), *unit = bind_text_member(b, t->v, "don_vi_tinh");

    if (title)
        node_text(b->doc, bind_para(b, parent, ROLE_TABLE_TITLE, arena_printf(&b->doc->arena, "%s.ten", place), t->v->pos), title);
    if (unit)
        node_text(b->doc, bind_para(b, parent, ROLE_TABLE_UNIT, arena_printf(&b->doc->arena, "%s.don_vi_tinh", place), t->v->pos),
                  arena_printf(&b->doc->arena, "%s %s", b->profile->words.unit, unit));
}

static bool put_table(struct table_binding *t)
{
    const struct value *rows = table_rows(t);

    if (!rows)
        return false;
    t->body_rows = read_count(t->b->ctx, rows);
    t->rows = t->head_rows + t->body_rows + t->totals;
    t->grid = mem_alloc(t->rows * t->n * sizeof *t->grid);
    if (!table_head(t) || !table_body(t, rows) || (t->totals && !table_total_row(t)) || !table_merge(t))
        return false;
    table_merge_same(t);
    if (!table_widths(t))
        return false;
    table_pages(t);
    return true;
}

bool bind_table(struct binder *b, struct node *parent, const struct value *v)
{
    struct table_binding t = {.b = b, .v = v};
    const char *place = value_path(&b->doc->arena, v);
    bool ok;

    if (!bind_is_map(b, v, "bang", "{ cot: […], dong: […] }") || !bind_keys(b, v, table_keys) || !table_columns(&t) || !table_totals(&t) || !read_size(&t))
        return false;
    put_lines(&t, parent, place);
    t.table = node_new(b->doc, NODE_TABLE, parent, place, v->pos);
    t.table->as.table = (struct table){.kind = TABLE_DATA, .border = TABLE_LINE};
    b->ctx->node = t.table->id;
    for (size_t i = 0; i < t.n; i++)
        mpq_inits(t.columns[i].sum, t.columns[i].part, NULL);
    ok = put_table(&t);
    for (size_t i = 0; i < t.n; i++)
        mpq_clears(t.columns[i].sum, t.columns[i].part, NULL);
    free(t.grid);
    return ok;
}
