/* Columns of a table, single and in groups, and the rows of the heading that they give.
 *
 * A group is a column that holds columns; it stands in the heading only. A name reaches down to the last row of
 * names, a group's name is one row high, so that the heading has no holes. */
#include "base/diag/merge.h"
#include "merge/bind_table.h"
#include "text/text.h"

static const char *const align_names[] = {"trai", "giua", "phai", "thap_phan", NULL};
static const char *const type_names[] = {"chu", "so", "phan_tram", "stt", NULL};
static const char *const yes_names[] = {"khong", "co", NULL};
static const enum align aligns[] = {ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_RIGHT};

/* The index of the text in the names; `fallback` if absent, -1 after reporting. */
static int choice_of(struct binder *b, const struct value *map, const char *key, const char *const *names, const char *list, int fallback)
{
    const struct value *v = bind_member(b, map, key);
    const char *text = bind_string(b, v, key);

    if (!v)
        return fallback;
    for (int i = 0; text && names[i]; i++)
        if (strcmp(text_fold(&b->doc->arena, span_of(text)), names[i]) == 0)
            return i;
    if (text)
        diag(b->ctx, DIAG_TYPE_CHOICE, v->pos, key, list, text);
    return -1;
}

static bool flag_of(struct binder *b, const struct value *map, const char *key, bool *out)
{
    int choice = choice_of(b, map, key, yes_names, "co, khong", 0);

    *out = choice == 1;
    return choice >= 0;
}

/* ---- reading ---- */

static bool name_column(struct table_binding *t, const struct value *v, struct column *c)
{
    c->title = bind_string(t->b, v, "cot");
    c->key = c->title ? text_fold(&t->b->doc->arena, span_of(c->title)) : NULL;
    return c->title != NULL;
}

static bool read_column(struct table_binding *t, const struct value *v, struct column *c)
{
    static const struct key keys[] = {{"ten", false}, {"khoa", false}, {"rong", false}, {"can", false}, {"kieu", false},
                                      {"so", false}, {"tong", false}, {"gop_giong", false}, {NULL, false}};
    static const enum align by_type[] = {ALIGN_LEFT, ALIGN_RIGHT, ALIGN_RIGHT, ALIGN_CENTER};
    struct binder *b = t->b;
    const struct value *width, *key;
    int type, align;

    c->decimals = -1;
    c->pos = v->pos;
    if (v->type == VALUE_SCALAR)
        return name_column(t, v, c);
    if (!bind_is_map(b, v, "cot", "{ ten: Số lượng, can: phai }") || !bind_keys(b, v, keys))
        return false;
    if (!name_column(t, bind_needed(b, v, "cot", "ten", "{ ten: Số lượng, can: phai }"), c))
        return false;
    if ((key = bind_member(b, v, "khoa"))) {
        const char *text = bind_string(b, key, "khoa");

        if (!text)
            return false;
        c->key = text_fold(&b->doc->arena, span_of(text));
    }
    type = choice_of(b, v, "kieu", type_names, "chu, so, phan_tram, stt", COLUMN_TEXT);
    align = choice_of(b, v, "can", align_names, "trai, giua, phai, thap_phan", -2);
    if (type < 0 || align == -1)
        return false;
    c->type = (enum column_type)type;
    c->align = align < 0 ? by_type[type] : aligns[align];
    c->decimal = align == 3;
    c->number = bind_text_member(b, v, "so");
    t->numbered |= c->number != NULL;
    if (!flag_of(b, v, "tong", &c->total) || !flag_of(b, v, "gop_giong", &c->same))
        return false;
    if (c->same && c->type != COLUMN_TEXT) {
        diag(b->ctx, DIAG_TABLE_SAME, bind_member(b, v, "gop_giong")->pos, c->title);
        return false;
    }
    width = bind_member(b, v, "rong");
    if (width && !bind_length(b, width, "rong", "60", &c->width))
        return false;
    c->width *= MM;
    return true;
}

static void add_heading(struct table_binding *t, const struct value *v, const char *title, size_t row, size_t column, bool group)
{
    if (t->n_headings == HEADINGS_MAX)
        return; /* more groups than columns: they are empty, which is reported */
    t->headings[t->n_headings++] = (struct heading){
        .title = title, .place = value_path(&t->b->doc->arena, v), .pos = v->pos, .row = row, .column = column, .columns = 1, .group = group};
}

static bool read_level(struct table_binding *t, const struct value *list, size_t row);

static bool read_group(struct table_binding *t, const struct value *v, const struct value *inner, size_t row)
{
    static const struct key keys[] = {{"ten", false}, {"cot", false}, {NULL, false}};
    size_t at = t->n_headings, first = t->n;
    const char *title;

    if (!bind_keys(t->b, v, keys))
        return false;
    title = bind_string(t->b, bind_needed(t->b, v, "cot", "ten", "{ ten: Trong đó, cot: [Nam, Nữ] }"), "ten");
    if (!title)
        return false;
    if (inner->type != VALUE_LIST || read_count(t->b->ctx, inner) == 0) {
        diag(t->b->ctx, DIAG_TABLE_GROUP, inner->pos, title);
        return false;
    }
    if (row + 1 == HEAD_ROWS_MAX) {
        diag(t->b->ctx, DIAG_TABLE_DEEP, inner->pos, arena_printf(&t->b->doc->arena, "%d", HEAD_ROWS_MAX));
        return false;
    }
    add_heading(t, v, title, row, first, true);
    if (!read_level(t, inner, row + 1))
        return false;
    t->headings[at].columns = t->n - first;
    return true;
}

static bool read_level(struct table_binding *t, const struct value *list, size_t row)
{
    bool ok = true;

    for (size_t i = 0; i < read_count(t->b->ctx, list); i++) {
        const struct value *v = read_item(t->b->ctx, list, i);
        const struct value *inner = v->type == VALUE_MAP ? bind_member(t->b, v, "cot") : NULL;

        if (inner) {
            ok &= read_group(t, v, inner, row);
            continue;
        }
        if (t->n == COLUMNS_MAX) {
            diag(t->b->ctx, DIAG_TABLE_MANY, v->pos, arena_printf(&t->b->doc->arena, "%d", COLUMNS_MAX));
            return false;
        }
        if (!read_column(t, v, &t->columns[t->n])) {
            ok = false;
            continue;
        }
        t->totals |= t->columns[t->n].total;
        t->name_rows = row + 1 > t->name_rows ? row + 1 : t->name_rows;
        add_heading(t, v, t->columns[t->n].title, row, t->n, false);
        t->n++;
    }
    return ok;
}

bool table_columns(struct table_binding *t)
{
    const struct value *v = bind_member(t->b, t->v, "cot");
    bool numbered;

    if (!v || v->type != VALUE_LIST || read_count(t->b->ctx, v) == 0) {
        diag(t->b->ctx, DIAG_TABLE_COLUMNS, t->v->pos);
        return false;
    }
    if (!read_level(t, v, 0) || !flag_of(t->b, t->v, "danh_so_cot", &numbered))
        return false;
    for (size_t i = 0; numbered && i < t->n; i++)
        if (!t->columns[i].number)
            t->columns[i].number = arena_printf(&t->b->doc->arena, "(%zu)", i + 1);
    t->numbered |= numbered;
    t->head_rows = t->name_rows + t->numbered;
    return true;
}

/* ---- names ---- */

static const char *column_list(struct table_binding *t)
{
    struct buf out = {0};

    for (size_t i = 0; i < t->n; i++) {
        if (i)
            buf_puts(&out, ", ");
        buf_puts(&out, t->columns[i].title);
    }
    return arena_buf(&t->b->doc->arena, &out);
}

size_t table_column(struct table_binding *t, const struct value *v, const char *what)
{
    const char *text = bind_string(t->b, v, what), *key;
    size_t found = t->n, fits = 0;

    if (!text)
        return t->n;
    key = text_fold(&t->b->doc->arena, span_of(text));
    for (size_t i = 0; i < t->n; i++)
        if (strcmp(t->columns[i].key, key) == 0 || strcmp(text_fold(&t->b->doc->arena, span_of(t->columns[i].title)), key) == 0) {
            found = i;
            fits++;
        }
    if (fits > 1) {
        diag(t->b->ctx, DIAG_TABLE_TWICE, v->pos, what, text);
        return t->n;
    }
    if (!fits && text[strspn(text, "0123456789")] == '\0' && strlen(text) < 4)
        found = (size_t)strtoul(text, NULL, 10) - 1;
    if (found >= t->n)
        diag(t->b->ctx, DIAG_TABLE_COLUMN, v->pos, what, text, column_list(t));
    return found < t->n ? found : t->n;
}

bool table_totals(struct table_binding *t)
{
    const struct value *v = bind_member(t->b, t->v, "tong");
    size_t count = bind_many(t->b, v);
    bool ok = true;

    for (size_t i = 0; i < count; i++) {
        size_t k = table_column(t, bind_one(t->b, v, i), "tong");

        ok &= k < t->n;
        if (k < t->n)
            t->columns[k].total = t->totals = true;
    }
    for (size_t i = 0; i < t->n; i++) {
        struct column *c = &t->columns[i];

        if (c->decimal && !c->total && !column_figures(c)) {
            diag(t->b->ctx, DIAG_TABLE_DECIMAL, c->pos, c->title);
            ok = false;
        }
        if (!c->total)
            continue;
        if (c->type == COLUMN_TEXT) {
            c->type = COLUMN_FIGURE;
            c->align = c->align == ALIGN_LEFT ? ALIGN_RIGHT : c->align;
        } else if (c->type == COLUMN_COUNTED) {
            diag(t->b->ctx, DIAG_TABLE_TOTAL_COUNTED, v ? v->pos : c->pos, c->title);
            ok = false;
        }
    }
    return ok;
}

/* ---- the heading ---- */

/* How many of the heading's rows are printed again on every page. */
static bool read_repeat(struct table_binding *t, size_t *rows)
{
    const struct value *v = bind_member(t->b, t->v, "lap_dau");
    struct arena *a = &t->b->doc->arena;
    double wanted;

    *rows = t->head_rows;
    if (!v)
        return true;
    if (!bind_length(t->b, v, "lap_dau", "1", &wanted))
        return false;
    *rows = (size_t)wanted;
    if ((double)*rows != wanted || *rows > t->head_rows) {
        diag(t->b->ctx, DIAG_TABLE_REPEAT, v->pos, v->as.scalar.text, arena_printf(a, "%zu", t->head_rows));
        return false;
    }
    if (*rows > 0 && *rows < t->name_rows) {
        diag(t->b->ctx, DIAG_TABLE_REPEAT_CUT, v->pos, v->as.scalar.text, arena_printf(a, "%zu", t->name_rows));
        return false;
    }
    return true;
}

static struct node *head_row(struct table_binding *t, size_t i)
{
    /* the first keeps the place that the heading had when it was one row */
    const char *place = arena_printf(&t->b->doc->arena, i ? "%s.cot.%zu" : "%s.cot", t->table->place, i);
    struct node *row = node_new(t->b->doc, NODE_ROW, t->table, place, t->v->pos);

    row->as.row.header = row->as.row.cant_split = true;
    return row;
}

bool table_head(struct table_binding *t)
{
    struct binder *b = t->b;
    size_t repeat;

    if (!read_repeat(t, &repeat))
        return false;
    t->table->as.table.header_rows = (int)repeat;
    for (size_t r = 0; r < t->name_rows; r++) {
        struct node *row = head_row(t, r);

        for (size_t i = 0; i < t->n_headings; i++) {
            const struct heading *h = &t->headings[i];

            if (h->row == r)
                node_text(b->doc, table_cell(t, row, r, h->column, h->group ? 1 : t->name_rows - r, h->columns,
                                             ROLE_CELL_HEAD, ALIGN_CENTER, h->place, h->pos), h->title);
        }
    }
    if (!t->numbered)
        return true;
    struct node *row = head_row(t, t->name_rows);
    for (size_t i = 0; i < t->n; i++) {
        const char *place = arena_printf(&b->doc->arena, "%s[%zu]", row->place, i);
        struct node *para = table_cell(t, row, t->name_rows, i, 1, 1, ROLE_CELL, ALIGN_CENTER, place, t->v->pos);

        if (t->columns[i].number)
            node_text(b->doc, para, t->columns[i].number);
    }
    return true;
}
