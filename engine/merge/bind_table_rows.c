/* Rows of a table: lists of cells, or maps by the columns' keys; figures, and totals that are computed or checked.
 *
 * A total that the writer brings ({ tong: [cells] }) must be what the rows above add up to: those since the last such
 * row, or all of them. */
#include "base/diag/merge.h"
#include "base/file.h"
#include "expr/number.h"
#include "merge/bind_table.h"
#include "text/text.h"

/* ---- cells ---- */

static const char *cell_style(struct table_binding *t, enum role role, enum align align)
{
    const struct profile *p = t->b->profile;
    const struct component *found = profile_role(p, role);

    for (size_t i = 0; i < p->n_components && found->align != align; i++)
        if (p->components[i].role == role && p->components[i].align == align)
            found = &p->components[i];
    return t->size > 0 ? profile_sized_style(t->b->doc, found->id, t->size) : found->id;
}

struct node *table_cell(struct table_binding *t, struct node *row, size_t at, size_t column, size_t rows, size_t columns,
                        enum role role, enum align align, const char *place, struct pos pos)
{
    struct binder *b = t->b;
    struct node *cell = node_new(b->doc, NODE_CELL, row, arena_printf(&b->doc->arena, "%s.o", place), pos);

    cell->as.cell = (struct cell){.col_span = (int)columns, .row_span = (int)rows, .pad_left = TABLE_PAD, .pad_right = TABLE_PAD, .valign = VALIGN_MIDDLE};
    for (size_t r = at; r < at + rows; r++)
        for (size_t c = column; c < column + columns; c++)
            *table_at(t, r, c) = cell;
    return bind_para_style(b, cell, role, cell_style(t, role, align), place, pos);
}

static bool is_dash(struct span s)
{
    return s.n == 0 || span_is(s, "-") || span_is(s, "–");
}

/* The decimals that a figure is written with: "12,50" has two; -1: none. */
static int written_decimals(struct span s)
{
    const char *comma = memchr(s.p, ',', s.n);

    return comma ? (int)(s.p + s.n - comma - 1) : -1;
}

static char *print_figure(struct table_binding *t, const struct column *c, const mpq_t number, int decimals)
{
    struct arena *a = &t->b->doc->arena;

    return arena_printf(a, "%s%s", number_vietnamese(a, number, decimals), c->type == COLUMN_PERCENT ? "%" : "");
}

static bool same_figure(const struct column *c, const mpq_t number)
{
    return mpq_equal(number, c->part) || mpq_equal(number, c->sum);
}

/* A total that was given against what the rows add up to. Shares are not compared: rounding parts them. */
static bool check_total(struct table_binding *t, size_t column, const mpq_t number, struct pos pos)
{
    struct column *c = &t->columns[column];

    if (c->type != COLUMN_FIGURE || c->figures == 0 || same_figure(c, number))
        return true;
    /* directly behind another total only all rows can be meant */
    diag(t->b->ctx, DIAG_TABLE_SUM, pos, c->title, print_figure(t, c, number, -1), print_figure(t, c, mpq_sgn(c->part) ? c->part : c->sum, -1));
    return false;
}

/* A figure of a cell: counted for the totals, unless it is one, and printed with groups and the decimals it was
 * written with. An empty cell counts as nothing. */
static bool put_figure(struct table_binding *t, size_t column, struct node *para, const struct value *v, bool bold, bool total)
{
    struct column *c = &t->columns[column];
    struct arena *a = &t->b->doc->arena;
    const char *text = v->type == VALUE_NULL ? "" : bind_mentions(t->b, v, expr_text(t->b->ev, v, NULL));
    struct span s = span_trim(span_of(text));
    bool computed = v->type == VALUE_SCALAR && v->source && v->source->document &&
                    expr_has_tags(span_make(v->as.scalar.text, v->as.scalar.n));
    enum figure_form form;
    bool ok = true;
    mpq_t number;

    if (!text)
        return false;
    if (is_dash(s)) {
        if (s.n)
            node_text(t->b->doc, para, arena_span(a, s));
        return true;
    }
    if (c->type == COLUMN_PERCENT && s.p[s.n - 1] == '%')
        s.n--;
    mpq_init(number);
    form = figure_parse(span_trim(s), computed || v->as.scalar.quoted, number);
    if (form == FIGURE_OK) {
        int decimals = written_decimals(span_trim(s));

        if (total) {
            ok = check_total(t, column, number, v->pos);
        } else {
            mpq_add(c->sum, c->sum, number);
            mpq_add(c->part, c->part, number);
            c->figures++;
            c->decimals = decimals > c->decimals ? decimals : c->decimals;
        }
        bind_run(t->b, para, para, print_figure(t, c, number, decimals), bold || total ? "Dam" : NULL);
    } else if (form == FIGURE_AMBIGUOUS) {
        expr_figure(t->b->ev, v, number);
    } else {
        diag(t->b->ctx, DIAG_TABLE_FIGURE, v->pos, c->title, text);
    }
    mpq_clear(number);
    return ok && form == FIGURE_OK;
}

/* The figure in a cell with a form: { doan: 7 }, [ 7 ], { dam: 7 }, and with footnotes behind it. NULL: something else. */
static const struct value *inner_figure(struct table_binding *t, const struct value *v, const struct value **notes, bool *bold)
{
    while (v->type == VALUE_MAP || v->type == VALUE_LIST) {
        const struct value *first = value_item(v, 0), *inner;

        if (!first)
            return v;
        if (v->type == VALUE_LIST) {
            for (size_t i = 1; i < value_count(v); i++)
                if (!value_member(value_item(v, i), "chu_thich"))
                    return NULL;
            *notes = value_count(v) > 1 ? v : *notes;
            v = read_item(t->b->ctx, v, 0);
        } else if ((inner = read_member(t->b->ctx, v, "doan"))) {
            v = inner;
        } else if ((inner = read_member(t->b->ctx, v, "dam"))) {
            *bold = true;
            v = inner;
        } else {
            return NULL;
        }
    }
    return v;
}

static bool put_figures(struct table_binding *t, size_t column, struct node *para, const struct value *v, bool total)
{
    const struct value *notes = NULL, *figure;
    bool bold = false, ok;

    figure = inner_figure(t, v, &notes, &bold);
    if (!figure || figure->type == VALUE_BOOL) {
        diag(t->b->ctx, DIAG_TABLE_FIGURE_FORM, v->pos, t->columns[column].title);
        return false;
    }
    if (figure->type == VALUE_LIST || figure->type == VALUE_MAP)
        return true; /* empty */
    ok = put_figure(t, column, para, figure, bold, total);
    for (size_t i = 1; notes && i < value_count(notes); i++)
        ok &= bind_inlines(t->b, para, read_item(t->b->ctx, notes, i));
    return ok;
}

static bool put_content(struct table_binding *t, size_t column, struct node *para, const struct value *v, bool total)
{
    static const struct key keys[] = {{"doan", false}, {"gop_cot", false}, {"gop_hang", false}, {NULL, false}};

    if (v->type == VALUE_MAP && value_member(v, "doan") && !bind_keys(t->b, v, keys))
        return false;
    if (column_figures(&t->columns[column]))
        return put_figures(t, column, para, v, total);
    if (v->type == VALUE_NULL)
        return true;
    return total ? bind_bold_inlines(t->b, para, v) : bind_inlines(t->b, para, v);
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

static struct node *new_row(struct table_binding *t, const char *place, struct pos pos)
{
    return node_new(t->b->doc, NODE_ROW, t->table, place, pos);
}

static void put_count(struct table_binding *t, struct node *row, size_t at, size_t column, size_t number)
{
    struct arena *a = &t->b->doc->arena;
    const char *place = arena_printf(a, "%s.%s", row->place, t->columns[column].key);
    struct node *para = table_cell(t, row, at, column, 1, 1, ROLE_CELL, t->columns[column].align, place, row->pos);

    node_text(t->b->doc, para, arena_printf(a, "%zu", number));
}

/* A cell of a list, which may say that it goes over several columns and rows. */
static bool put_cell(struct table_binding *t, struct node *row, size_t at, size_t column, const struct value *v, bool total)
{
    const char *place = value_path(&t->b->doc->arena, v);
    bool spans = v->type == VALUE_MAP && (value_member(v, "gop_cot") || value_member(v, "gop_hang"));
    size_t rows = 1, columns = 1, end = t->head_rows + t->body_rows;

    if (spans && (!table_whole(t->b, v, "gop_cot", 1, &columns) || !table_whole(t->b, v, "gop_hang", 1, &rows)))
        return false;
    if (columns > t->n - column || rows > end - at) {
        struct arena *a = &t->b->doc->arena;

        diag(t->b->ctx, DIAG_TABLE_SPAN_OUTSIDE, v->pos, arena_printf(a, "%zu", columns), arena_printf(a, "%zu", rows),
             arena_printf(a, "%zu", t->n - column), arena_printf(a, "%zu", end - at));
        return false;
    }
    for (size_t c = column; c < column + columns; c++)
        if (*table_at(t, at, c)) {
            diag(t->b->ctx, DIAG_TABLE_SPAN_OVERLAP, v->pos, t->columns[c].title);
            return false;
        }
    return put_content(t, column, table_cell(t, row, at, column, rows, columns, ROLE_CELL, t->columns[column].align, place, v->pos), v, total);
}

/* The columns of the row that want a cell: not those that a cell from above covers, nor those that are counted. */
static size_t free_columns(struct table_binding *t, size_t at, bool total)
{
    size_t n = 0;

    for (size_t i = 0; i < t->n; i++)
        n += !*table_at(t, at, i) && (total || t->columns[i].type != COLUMN_COUNTED);
    return n;
}

/* Columns that the cells of a list take up, with their spans. */
static size_t list_columns(const struct value *v)
{
    size_t n = 0;

    for (size_t i = 0; i < value_count(v); i++) {
        const struct value *span = value_member(value_item(v, i), "gop_cot");
        size_t more = span && span->type == VALUE_SCALAR ? (size_t)strtoul(span->as.scalar.text, NULL, 10) : 1;

        n += more > 1 && more <= COLUMNS_MAX ? more : 1;
    }
    return n;
}

static bool put_list(struct table_binding *t, struct node *row, size_t at, size_t number, const struct value *v, bool total)
{
    struct arena *a = &t->b->doc->arena;
    size_t have = list_columns(v), want = free_columns(t, at, total), i = 0;
    bool ok = true;

    if (have != want) {
        diag(t->b->ctx, DIAG_TABLE_CELLS, v->pos, arena_printf(a, "%zu", have), arena_printf(a, "%zu", want));
        return false;
    }
    for (size_t c = 0; c < t->n; c++) {
        if (*table_at(t, at, c))
            continue;
        if (t->columns[c].type == COLUMN_COUNTED && !total)
            put_count(t, row, at, c, number);
        else
            ok &= put_cell(t, row, at, c, read_item(t->b->ctx, v, i++), total);
        if (!ok && !*table_at(t, at, c))
            return false; /* the rest of the row would be misread */
    }
    return ok;
}

static bool put_map(struct table_binding *t, struct node *row, size_t at, size_t number, const struct value *v)
{
    struct binder *b = t->b;
    bool ok = true;

    for (size_t c = 0; c < t->n; c++) {
        const struct column *column = &t->columns[c];
        const struct value *cell = value_member(v, column->key);
        struct node *para;

        if (column->type == COLUMN_COUNTED) {
            put_count(t, row, at, c, number);
            continue;
        }
        if (!cell) {
            read_absent_member(b->ctx, v, column->key);
            diag(b->ctx, DIAG_TABLE_KEY, v->pos, column->key, column->title, key_list(b, v));
            ok = false;
            continue;
        }
        para = table_cell(t, row, at, c, 1, 1, ROLE_CELL, column->align, value_path(&b->doc->arena, cell), cell->pos);
        ok &= put_content(t, c, para, read_member(b->ctx, v, column->key), false); /* read where it goes */
    }
    return ok;
}

/* The next part begins behind a total that was given. */
static void close_part(struct table_binding *t)
{
    for (size_t i = 0; i < t->n; i++)
        mpq_set_ui(t->columns[i].part, 0, 1);
}

/* A row is a list of cells, or a map with the columns' keys; { tong: [cells] } is a total that the writer brings. */
static bool put_row(struct table_binding *t, const struct value *v, size_t at, size_t *number)
{
    const struct value *given = value_member(v, "tong");
    bool total = given && given->type == VALUE_LIST, ok;
    struct binder *b = t->b;
    struct node *row;

    v = total ? read_member(b->ctx, v, "tong") : v;
    if (v->type != VALUE_LIST && v->type != VALUE_MAP) {
        diag(b->ctx, DIAG_TYPE_LIST, v->pos, "dong", value_kind_name(b, v));
        return false;
    }
    row = new_row(t, value_path(&b->doc->arena, v), v->pos);
    *number += !total;
    ok = v->type == VALUE_LIST ? put_list(t, row, at, *number, v, total) : put_map(t, row, at, *number, v);
    if (total)
        close_part(t);
    return ok;
}

/* Rows that are maps are read by key: two columns with one key would print the same twice. */
static bool check_keys(struct table_binding *t, const struct value *rows)
{
    const struct value *first = value_item(rows, 0);

    if (!first || first->type != VALUE_MAP || value_member(first, "tong"))
        return true;
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(t->columns[i].key, t->columns[k].key) == 0) {
                diag(t->b->ctx, DIAG_TABLE_TWICE, t->v->pos, "khoa", t->columns[i].key);
                return false;
            }
    return true;
}

bool table_body(struct table_binding *t, const struct value *rows)
{
    bool ok = check_keys(t, rows), good = ok;
    size_t number = 0;

    for (size_t i = 0; ok && i < t->body_rows; i++)
        good &= put_row(t, read_item(t->b->ctx, rows, i), t->head_rows + i, &number);
    return good;
}

/* ---- where the rows come from ---- */

/* "so_lieu.linh_vuc": members of members of the root. */
static const struct value *data_rows(struct table_binding *t, const char *path)
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

static const struct value *named_rows(struct table_binding *t, const struct value *from)
{
    const char *path = bind_string(t->b, from, "tu");
    const struct value *rows = path ? data_rows(t, path) : NULL;

    if (path && !rows)
        diag(t->b->ctx, DIAG_TABLE_SOURCE, from->pos, path);
    return rows;
}

/* The columns' keys in the names of the file's columns, so that a file with others is told once. */
static bool check_file(struct table_binding *t, const struct value *rows, const char *file)
{
    const struct value *first = value_item(rows, 0);
    bool ok = true;

    if (!first) {
        diag(t->b->ctx, DIAG_TABLE_FILE_EMPTY, rows->pos, file);
        return false;
    }
    for (size_t i = 0; i < t->n; i++)
        if (t->columns[i].type != COLUMN_COUNTED && !value_member(first, t->columns[i].key)) {
            diag(t->b->ctx, DIAG_TABLE_FILE_COLUMN, value_item(first, 0)->key_pos, t->columns[i].key, t->columns[i].title, key_list(t->b, first));
            ok = false;
        }
    return ok;
}

/* What of a spreadsheet is meant. false: reported. */
static bool read_ask(struct table_binding *t, const char *file, struct data_ask *out)
{
    const struct {
        const char *key;
        const struct value **to;
    } rows[] = {{"trang", &out->sheet}, {"vung", &out->area}, {"tieu_de", &out->head}};

    *out = (struct data_ask){0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct value *v;
        const char *text;

        if (!value_member(t->v, rows[i].key))
            continue;
        if (!data_is_sheets(file)) {
            diag(t->b->ctx, DIAG_TABLE_FILE_ASK, value_member(t->v, rows[i].key)->pos, rows[i].key, file);
            return false;
        }
        v = bind_member(t->b, t->v, rows[i].key);
        text = v ? bind_string(t->b, v, rows[i].key) : NULL;
        if (!text)
            return false;
        *rows[i].to = value_text((struct data *)t->b->data, span_of(text), true, v->pos, v->source);
    }
    return true;
}

/* The rows of a CSV file or a spreadsheet beside the document. */
static const struct value *file_rows(struct table_binding *t, const struct value *from)
{
    const char *file = bind_string(t->b, from, "tep");
    const struct value *rows;
    struct data_ask ask;
    enum file_beside found;
    char *path;

    if (!file)
        return NULL;
    if (!data_is_csv(file) && !data_is_sheets(file)) {
        diag(t->b->ctx, DIAG_TABLE_FILE_KIND, from->pos, file);
        return NULL;
    }
    found = file_beside(t->b->ctx, &t->b->doc->arena, from->source ? from->source->file : NULL, file, &path);
    if (found != FILE_BESIDE) {
        diag(t->b->ctx, found == FILE_OUTSIDE ? DIAG_TABLE_FILE_OUTSIDE : DIAG_TABLE_FILE_MISSING, from->pos, file);
        return NULL;
    }
    if (!read_ask(t, file, &ask))
        return NULL;
    rows = data_read_rows((struct data *)t->b->data, path, t->v, &ask);
    return rows && check_file(t, rows, file) ? rows : NULL;
}

const struct value *table_rows(struct table_binding *t)
{
    const struct value *rows = bind_member(t->b, t->v, "dong"), *from = bind_member(t->b, t->v, "tu"), *file = bind_member(t->b, t->v, "tep");

    if (rows && rows->type == VALUE_LIST && read_count(t->b->ctx, rows) == 0 && (from || file))
        rows = NULL; /* a template's table has the list, filled or not */
    if (!!rows + !!from + !!file != 1 || (rows && rows->type != VALUE_LIST)) {
        diag(t->b->ctx, DIAG_TABLE_ROWS, t->v->pos);
        return NULL;
    }
    return from ? named_rows(t, from) : file ? file_rows(t, file) : rows;
}

/* ---- the computed total ---- */

/* Shares that were rounded add up to a hundred but for the rounding; they are printed as 100 %. */
static bool settle_shares(struct table_binding *t, struct column *c)
{
    int decimals = c->decimals > 0 ? c->decimals : 0;
    mpq_t off, room, hundred;
    bool whole;

    mpq_inits(off, room, hundred, NULL);
    mpq_set_ui(hundred, 100, 1);
    mpq_sub(off, c->sum, hundred);
    mpq_abs(off, off);
    mpz_ui_pow_ui(mpq_denref(room), 10, (unsigned long)decimals);
    mpz_mul_ui(mpq_denref(room), mpq_denref(room), 2);
    mpz_set_ui(mpq_numref(room), c->figures);
    mpq_canonicalize(room);
    whole = c->figures == 0 || mpq_cmp(off, room) <= 0;
    if (whole && c->figures)
        mpq_set(c->sum, hundred);
    else if (!whole)
        diag(t->b->ctx, DIAG_TABLE_SHARES, c->pos, c->title, number_vietnamese(&t->b->doc->arena, c->sum, -1));
    mpq_clears(off, room, hundred, NULL);
    return whole;
}

/* The words stand over the columns before the first figure. */
bool table_total_row(struct table_binding *t)
{
    struct arena *a = &t->b->doc->arena;
    const char *place = arena_printf(a, "%s.tong", t->table->place);
    struct node *row = new_row(t, place, t->v->pos), *para;
    size_t at = t->head_rows + t->body_rows, lead = 0;
    bool ok = true;

    while (lead < t->n && !t->columns[lead].total)
        lead++;
    if (lead > 0) {
        para = table_cell(t, row, at, 0, 1, lead, ROLE_CELL, lead > 1 ? ALIGN_CENTER : t->columns[0].align, arena_printf(a, "%s[0]", place), t->v->pos);
        bind_run(t->b, para, para, t->b->profile->words.total, "Dam");
    }
    for (size_t i = lead; i < t->n; i++) {
        struct column *c = &t->columns[i];

        para = table_cell(t, row, at, i, 1, 1, ROLE_CELL, c->align, arena_printf(a, "%s[%zu]", place, i), t->v->pos);
        if (!c->total)
            continue;
        if (c->type == COLUMN_PERCENT)
            ok &= settle_shares(t, c);
        bind_run(t->b, para, para, print_figure(t, c, c->sum, c->decimals), "Dam");
    }
    return ok;
}
