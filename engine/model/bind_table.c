/* Tables: columns, rows given or taken from the data, a computed total, widths by content. */
#include <math.h>

#include "model/binder.h"
#include "text/text.h"

static const double PAD = 5.4, LINE = 0.5; /* [pt]: Word's cell margin and line */

enum { COLUMNS_MAX = 30 };

struct column {
    const char *title, *key; /* key: in rows that are maps */
    enum align align;
    bool figures, percent, total;
    double width; /* [pt]; 0 = by content */
    mpq_t sum;
};

struct binding {
    struct binder *b;
    const struct value *v;
    struct column columns[COLUMNS_MAX];
    size_t n;
    struct node *table;
    double natural[COLUMNS_MAX], least[COLUMNS_MAX];
    bool totals, repeat;
};

static const char *const align_names[] = {"trai", "giua", "phai", NULL};
static const char *const type_names[] = {"chu", "so", "phan_tram", NULL};

/* The index of the text in the names; `fallback` if absent, -1 after reporting. */
static int choice_of(struct binder *b, const struct value *map, const char *key,
                     const char *const *names, const char *list, int fallback)
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

static bool read_column(struct binding *t, const struct value *v, struct column *c)
{
    static const struct key keys[] = {{"ten", false}, {"khoa", false}, {"rong", false}, {"can", false}, {"kieu", false}, {NULL, false}};
    struct binder *b = t->b;
    const struct value *width;
    const char *key;
    int type, align;

    if (v->type == VALUE_SCALAR) {
        c->title = bind_string(b, v, "cot");
        c->key = c->title ? text_fold(&b->doc->arena, span_of(c->title)) : NULL;
        return c->title != NULL;
    }
    if (!bind_is_map(b, v, "cot", "{ ten: Số lượng, can: phai }") || !bind_keys(b, v, keys))
        return false;
    c->title = bind_string(b, bind_needed(b, v, "cot", "ten", "{ ten: Số lượng, can: phai }"), "ten");
    if (!c->title)
        return false;
    key = bind_text_member(b, v, "khoa");
    c->key = text_fold(&b->doc->arena, span_of(key ? key : c->title));
    type = choice_of(b, v, "kieu", type_names, "chu, so, phan_tram", 0);
    c->figures = type > 0;
    c->percent = type == 2;
    align = choice_of(b, v, "can", align_names, "trai, giua, phai", c->figures ? 2 : 0);
    c->align = align == 2 ? ALIGN_RIGHT : align == 1 ? ALIGN_CENTER : ALIGN_LEFT;
    width = bind_member(b, v, "rong");
    if (width && !bind_length(b, width, "rong", "60", &c->width))
        return false;
    c->width *= MM;
    return type >= 0 && align >= 0;
}

static bool read_columns(struct binding *t)
{
    const struct value *v = bind_member(t->b, t->v, "cot");
    size_t n = v && v->type == VALUE_LIST ? read_count(t->b->ctx, v) : 0;
    bool ok = true;

    if (n == 0 || n > COLUMNS_MAX) {
        diag(t->b->ctx, DIAG_TABLE_COLUMNS, t->v->pos);
        return false;
    }
    for (; t->n < n; t->n++)
        ok &= read_column(t, read_item(t->b->ctx, v, t->n), &t->columns[t->n]);
    return ok;
}

static const char *column_list(struct binding *t)
{
    struct buf out = {0};

    for (size_t i = 0; i < t->n; i++) {
        if (i)
            buf_puts(&out, ", ");
        buf_puts(&out, t->columns[i].title);
    }
    return arena_buf(&t->b->doc->arena, &out);
}

static bool read_totals(struct binding *t)
{
    const struct value *v = bind_member(t->b, t->v, "tong");
    struct lines names;
    bool ok = true;

    if (!v)
        return true;
    if (!bind_lines(t->b, v, "tong", &names))
        return false;
    for (size_t i = 0; i < names.n; i++) {
        const char *key = text_fold(&t->b->doc->arena, span_of(names.v[i]));
        size_t k = 0;

        while (k < t->n && strcmp(t->columns[k].key, key) != 0 &&
               strcmp(text_fold(&t->b->doc->arena, span_of(t->columns[k].title)), key) != 0)
            k++;
        if (k == t->n) {
            diag(t->b->ctx, DIAG_TABLE_TOTAL, names.pos[i], names.v[i], column_list(t));
            ok = false;
            continue;
        }
        t->columns[k].total = t->columns[k].figures = t->totals = true;
        if (t->columns[k].align == ALIGN_LEFT)
            t->columns[k].align = ALIGN_RIGHT;
    }
    return ok;
}

/* ---- cells ---- */

static const char *cell_style(struct binder *b, enum align align)
{
    const struct component *first = profile_role(b->profile, ROLE_CELL);

    for (size_t i = 0; i < b->profile->n_components; i++)
        if (b->profile->components[i].role == ROLE_CELL && b->profile->components[i].align == align)
            return b->profile->components[i].id;
    return first->id;
}

static struct node *new_cell(struct binding *t, struct node *row, size_t column, enum role role, const char *place, struct pos pos)
{
    struct binder *b = t->b;
    struct node *cell = node_new(b->doc, NODE_CELL, row, arena_printf(&b->doc->arena, "%s.o", place), pos);
    const char *style = role == ROLE_CELL ? cell_style(b, t->columns[column].align) : profile_role(b->profile, role)->id;

    cell->as.cell.pad_left = cell->as.cell.pad_right = PAD;
    cell->as.cell.valign = VALIGN_MIDDLE;
    return bind_para_style(b, cell, role, style, place, pos);
}

/* Natural width of the cell and of its longest word, for the columns' widths. */
static void measure_cell(struct binding *t, size_t column, const struct node *para)
{
    const struct char_props *chr = &para->as.para.style->chr;
    struct buf text = {0};
    double width;

    node_plain_text(para, &text);
    if (!text.n)
        return;
    width = fit_width(t->b, chr, text.p, para->pos);
    t->natural[column] = fmax(t->natural[column], width);
    for (char *p = text.p; *p;) {
        char *end = p + strcspn(p, " ");
        char kept = *end;

        *end = '\0';
        t->least[column] = fmax(t->least[column], fit_width(t->b, chr, p, para->pos));
        *end = kept;
        p = end + (kept == ' ');
    }
    buf_release(&text);
}

/* A figure of a cell: summed for the computed total, unless it is one, and printed with groups. An empty cell counts
 * as nothing. */
static bool put_figure(struct binding *t, size_t column, struct node *para, const struct value *v, bool total)
{
    struct column *c = &t->columns[column];
    struct arena *a = &t->b->doc->arena;
    const char *text = v->type == VALUE_NULL ? "" : expr_text(t->b->ev, v, NULL);
    struct span s = span_trim(span_of(text));
    bool computed = v->type == VALUE_SCALAR && v->source && v->source->document &&
                    expr_has_tags(span_make(v->as.scalar.text, v->as.scalar.n));
    enum figure_form form;
    mpq_t number;

    if (!text)
        return false;
    if (s.n == 0 || span_is(s, "-") || span_is(s, "–")) {
        node_text(t->b->doc, para, arena_span(a, s));
        return true;
    }
    if (c->percent && s.p[s.n - 1] == '%')
        s.n--;
    mpq_init(number);
    form = figure_parse(span_trim(s), computed || v->as.scalar.quoted, number);
    if (form == FIGURE_OK) {
        if (c->total && !total)
            mpq_add(c->sum, c->sum, number);
        bind_run(t->b, para, para, arena_printf(a, "%s%s", number_vietnamese(a, number, -1), c->percent ? "%" : ""), total ? "Dam" : NULL);
    } else if (form == FIGURE_AMBIGUOUS) {
        expr_figure(t->b->ev, v, number);
    } else {
        diag(t->b->ctx, DIAG_TABLE_FIGURE, v->pos, c->title, text);
    }
    mpq_clear(number);
    return form == FIGURE_OK;
}

static bool put_cell(struct binding *t, struct node *row, size_t column, const struct value *v, bool total)
{
    char *place = value_path(&t->b->doc->arena, v);
    struct node *para = new_cell(t, row, column, ROLE_CELL, place, v->pos);
    bool ok = true;

    if (t->columns[column].figures && (v->type == VALUE_SCALAR || v->type == VALUE_NULL))
        ok = put_figure(t, column, para, v, total);
    else if (v->type != VALUE_NULL)
        ok = total ? bind_bold_inlines(t->b, para, v) : bind_inlines(t->b, para, v);
    measure_cell(t, column, para);
    return ok;
}

static struct node *new_row(struct binding *t, const char *place, struct pos pos)
{
    struct node *row = node_new(t->b->doc, NODE_ROW, t->table, place, pos);

    row->as.row.cant_split = true;
    return row;
}

static void put_header(struct binding *t)
{
    const char *place = arena_printf(&t->b->doc->arena, "%s.cot", t->table->place);
    struct node *row = new_row(t, place, t->v->pos);

    row->as.row.header = t->repeat;
    t->table->as.table.header_rows = t->repeat;
    for (size_t i = 0; i < t->n; i++) {
        struct node *para = new_cell(t, row, i, ROLE_CELL_HEAD, arena_printf(&t->b->doc->arena, "%s[%zu]", place, i), t->v->pos);

        node_text(t->b->doc, para, t->columns[i].title);
        measure_cell(t, i, para);
    }
}

/* ---- rows ---- */

static const char *key_list(struct binder *b, const struct value *map)
{
    struct buf out = {0};

    for (size_t i = 0; i < value_count(map) && i < 20; i++) {
        if (i)
            buf_puts(&out, ", ");
        buf_puts(&out, value_item(map, i)->written_key);
    }
    return arena_buf(&b->doc->arena, &out);
}

/* A row is a list of cells, or a map with the columns' keys; { tong: [cells] } is a total that the writer brings. */
static bool put_row(struct binding *t, const struct value *v)
{
    const struct value *given = value_member(v, "tong");
    bool total = given && given->type == VALUE_LIST;
    struct binder *b = t->b;
    struct node *row;
    bool ok = true;

    v = total ? read_member(b->ctx, v, "tong") : v;
    if (v->type != VALUE_LIST && v->type != VALUE_MAP) {
        diag(b->ctx, DIAG_TYPE_LIST, v->pos, "dong", value_kind_name(b, v));
        return false;
    }
    if (v->type == VALUE_LIST && read_count(b->ctx, v) != t->n) {
        diag(b->ctx, DIAG_TABLE_CELLS, v->pos, arena_printf(&b->doc->arena, "%zu", value_count(v)), arena_printf(&b->doc->arena, "%zu", t->n));
        return false;
    }
    row = new_row(t, value_path(&b->doc->arena, v), v->pos);
    for (size_t i = 0; i < t->n; i++) {
        const struct value *cell = v->type == VALUE_LIST ? read_item(b->ctx, v, i) : read_member(b->ctx, v, t->columns[i].key);

        if (!cell) {
            diag(b->ctx, DIAG_TABLE_KEY, v->pos, t->columns[i].key, t->columns[i].title, key_list(b, v));
            ok = false;
            continue;
        }
        ok &= put_cell(t, row, i, cell, total);
    }
    return ok;
}

/* "so_lieu.linh_vuc": members of members of the root. */
static const struct value *data_rows(struct binding *t, const char *path)
{
    const struct value *v = t->b->data->root;

    while (v && *path) {
        size_t n = strcspn(path, ".");
        struct arena a = {0};

        v = read_member(t->b->ctx, v, text_fold(&a, span_make(path, n)));
        arena_release(&a);
        path += n + (path[n] == '.');
    }
    return v && v->type == VALUE_LIST ? v : NULL;
}

static bool put_rows(struct binding *t)
{
    const struct value *rows = bind_member(t->b, t->v, "dong"), *from = bind_member(t->b, t->v, "tu");
    bool ok = true;

    if (!rows == !from || (rows && rows->type != VALUE_LIST)) {
        diag(t->b->ctx, DIAG_TABLE_ROWS, t->v->pos);
        return false;
    }
    if (from) {
        const char *path = bind_string(t->b, from, "tu");

        rows = path ? data_rows(t, path) : NULL;
        if (path && !rows)
            diag(t->b->ctx, DIAG_TABLE_SOURCE, from->pos, path);
        if (!rows)
            return false;
    }
    for (size_t i = 0; i < read_count(t->b->ctx, rows); i++)
        ok &= put_row(t, read_item(t->b->ctx, rows, i));
    return ok;
}

static void put_total(struct binding *t)
{
    struct arena *a = &t->b->doc->arena;
    const char *place = arena_printf(a, "%s.tong", t->table->place);
    struct node *row = new_row(t, place, t->v->pos);

    for (size_t i = 0; i < t->n; i++) {
        struct column *c = &t->columns[i];
        struct node *para = new_cell(t, row, i, ROLE_CELL, arena_printf(a, "%s[%zu]", place, i), t->v->pos);
        const char *text = c->total ? arena_printf(a, "%s%s", number_vietnamese(a, c->sum, -1), c->percent ? "%" : "") : i == 0 ? t->b->profile->words.total : "";

        if (*text)
            bind_run(t->b, para, para, text, "Dam");
        measure_cell(t, i, para);
    }
}

/* ---- widths ---- */

/* Columns without a width share what is left: each gets its longest word, the rest by what its widest cell wants. */
static bool set_widths(struct binding *t)
{
    double *widths = ARENA_NEWS(&t->b->doc->arena, t->n, double);
    double left = t->b->text_width, least = 0, natural = 0;
    struct arena *a = &t->b->doc->arena;

    for (size_t i = 0; i < t->n; i++) {
        left -= t->columns[i].width;
        if (t->columns[i].width > 0)
            continue;
        t->least[i] += 2 * PAD + LINE;
        t->natural[i] = fmax(t->natural[i] + 2 * PAD + LINE, t->least[i]);
        least += t->least[i];
        natural += t->natural[i];
    }
    if (left < fmin(least, 1) - 0.01) {
        diag(t->b->ctx, DIAG_TABLE_WIDTH, t->v->pos, arena_printf(a, "%d", (int)ceil((t->b->text_width - left) / MM)), arena_printf(a, "%d", (int)(t->b->text_width / MM)));
        return false;
    }
    for (size_t i = 0; i < t->n; i++) {
        if (t->columns[i].width > 0)
            widths[i] = t->columns[i].width;
        else if (natural <= left)
            widths[i] = t->natural[i] * left / natural;
        else if (least < left)
            widths[i] = t->least[i] + (left - least) * (t->natural[i] - t->least[i]) / (natural - least);
        else
            widths[i] = t->least[i] * left / least;
    }
    t->table->as.table.widths = widths;
    t->table->as.table.columns = t->n;
    return true;
}

bool bind_table(struct binder *b, struct node *parent, const struct value *v)
{
    static const struct key keys[] = {{"ten", false}, {"don_vi_tinh", false}, {"cot", false}, {"dong", false}, {"tu", false}, {"tep", true},
                                      {"tong", false}, {"gop", true}, {"lap_dau", false}, {NULL, false}};
    struct binding t = {.b = b, .v = v};
    const char *place = value_path(&b->doc->arena, v), *title, *unit;
    const struct value *repeat;
    double rows = 1;
    bool ok;

    if (!bind_is_map(b, v, "bang", "{ cot: […], dong: […] }") || !bind_keys(b, v, keys) || !read_columns(&t) || !read_totals(&t))
        return false;
    repeat = bind_member(b, v, "lap_dau");
    if (repeat && !bind_number(b, repeat, "lap_dau", "1", &rows))
        return false;
    if (rows != 0 && rows != 1) {
        diag(b->ctx, DIAG_TYPE_CHOICE, repeat->pos, "lap_dau", "0, 1", repeat->as.scalar.text);
        return false;
    }
    t.repeat = rows != 0;
    title = bind_text_member(b, v, "ten");
    unit = bind_text_member(b, v, "don_vi_tinh");
    if (title)
        node_text(b->doc, bind_para(b, parent, ROLE_TABLE_TITLE, arena_printf(&b->doc->arena, "%s.ten", place), v->pos), title);
    if (unit)
        node_text(b->doc, bind_para(b, parent, ROLE_TABLE_UNIT, arena_printf(&b->doc->arena, "%s.don_vi_tinh", place), v->pos),
                  arena_printf(&b->doc->arena, "%s %s", b->profile->words.unit, unit));
    t.table = node_new(b->doc, NODE_TABLE, parent, place, v->pos);
    t.table->as.table = (struct table){.kind = TABLE_DATA, .border = LINE};
    for (size_t i = 0; i < t.n; i++)
        mpq_init(t.columns[i].sum);
    put_header(&t);
    ok = put_rows(&t);
    if (ok && t.totals)
        put_total(&t);
    for (size_t i = 0; i < t.n; i++)
        mpq_clear(t.columns[i].sum);
    return ok && set_widths(&t);
}
