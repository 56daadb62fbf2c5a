/* CSV after RFC 4180, as spreadsheets write it: the first row names the columns; the separator is
 * the one of , ; and tab that the first row holds most of, or what a line "sep=;" before it names, as Excel has it. A table is a list of maps, one a row; an
 * empty cell is null, a row of empty cells is skipped.
 *
 * A file parted by ; comes from a spreadsheet with the decimal comma, so its figures are as
 * Vietnamese write them: its cells count as quoted (4.140 is four thousand). Elsewhere a bare cell
 * stays bare. */
#include "base/diag/data.h"
#include "data/input.h"
#include "data/marks.h"
#include "data/reader.h"
#include "text/text.h"

struct csv {
    struct data *d;
    const struct source *source;
    struct span text;
    size_t i;
    int line, col; /* of text[i] */
    char separator;
    bool ok;
};

/* One cell as read; text and marks in `m`. */
struct cell {
    struct marks m;
    struct pos pos;
    bool quoted;
};

static char find_separator(struct span text)
{
    size_t commas = 0, semicolons = 0, tabs = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '\n' || c == '\r'))
            break;
        else if (!quoted) {
            commas += c == ',';
            semicolons += c == ';';
            tabs += c == '\t';
        }
    }
    if (tabs > commas && tabs > semicolons)
        return '\t';
    return semicolons > commas ? ';' : ',';
}

static struct pos here(const struct csv *c)
{
    return (struct pos){c->source->file, c->line, c->col, NULL};
}

static bool at_line_end(const struct csv *c)
{
    return c->i < c->text.n && (c->text.p[c->i] == '\n' || c->text.p[c->i] == '\r');
}

static void skip_line_end(struct csv *c)
{
    if (c->text.p[c->i] == '\r' && c->i + 1 < c->text.n && c->text.p[c->i + 1] == '\n')
        c->i++;
    c->i++;
    c->line++;
    c->col = 1;
}

/* Goes over a line "sep=;"; false: there is none. */
static bool take_told(struct csv *c)
{
    struct span t = c->text;

    if (t.n < 5 || !span_starts(t, "sep=") || !memchr(",;\t|", t.p[4], 4) || (t.n > 5 && t.p[5] != '\n' && t.p[5] != '\r'))
        return false;
    c->separator = t.p[4];
    c->i = 5;
    if (c->i < t.n)
        skip_line_end(c);
    return true;
}

static void advance(struct csv *c, size_t n)
{
    c->col += marks_columns(c->text.p + c->i, n);
    c->i += n;
}

/* Behind the opening quote: up to and over the closing one. */
static bool read_quoted(struct csv *c, struct cell *cell)
{
    struct pos open = here(c);
    advance(c, 1);
    marks_at(&cell->m, c->line, c->col);
    while (c->i < c->text.n) {
        size_t from = c->i;
        while (c->i < c->text.n && c->text.p[c->i] != '"' && !at_line_end(c))
            c->i++;
        struct span run = span_make(c->text.p + from, c->i - from);
        marks_put(&cell->m, run);
        c->col += marks_columns(run.p, run.n);
        if (c->i == c->text.n)
            break;
        if (at_line_end(c)) {
            marks_put(&cell->m, SPAN("\n"));
            skip_line_end(c);
        } else {
            advance(c, 1);
            if (c->i == c->text.n || c->text.p[c->i] != '"')
                return true;
            marks_put(&cell->m, SPAN("\""));
            advance(c, 1);
        }
        marks_at(&cell->m, c->line, c->col);
    }
    diag(c->d->ctx, DIAG_DATA_CSV_QUOTE_OPEN, open);
    return false;
}

static bool read_cell(struct csv *c, struct cell *cell)
{
    if (c->i < c->text.n && c->text.p[c->i] == '"') {
        cell->quoted = true;
        if (!read_quoted(c, cell))
            return false;
    }
    size_t from = c->i;
    while (c->i < c->text.n && c->text.p[c->i] != c->separator && !at_line_end(c))
        c->i++;
    struct span rest = span_make(c->text.p + from, c->i - from), bare = span_trim(rest);
    if (cell->quoted && bare.n) {
        diag(c->d->ctx, DIAG_DATA_CSV_QUOTE_TRAIL, here(c));
        return false;
    }
    if (!cell->quoted && bare.n) {
        marks_at(&cell->m, c->line, c->col + marks_columns(rest.p, (size_t)(bare.p - rest.p)));
        marks_put(&cell->m, bare);
    }
    c->col += marks_columns(rest.p, rest.n);
    return true;
}

static struct value *cell_value(struct csv *c, struct cell *cell)
{
    if (!cell->m.text.n && !cell->quoted) {
        marks_release(&cell->m);
        return value_new(c->d, VALUE_NULL, cell->pos, c->source);
    }
    struct pos pos = {c->source->file, cell->m.v[0].line, cell->m.v[0].col, NULL};
    return marks_finish(&cell->m, c->d, cell->quoted || c->separator == ';', pos, c->source);
}

/* A row as a list of values; NULL after a fault that nothing can follow. */
static struct value *read_row(struct csv *c)
{
    struct value *row = value_new(c->d, VALUE_LIST, here(c), c->source);
    for (;;) {
        struct cell cell = {.pos = here(c)};
        if (!input_within_limit(c->d, cell.pos) || !read_cell(c, &cell)) {
            marks_release(&cell.m);
            return NULL;
        }
        value_append(c->d, row, cell_value(c, &cell));
        if (c->i == c->text.n)
            return row;
        if (at_line_end(c)) {
            skip_line_end(c);
            return row;
        }
        advance(c, 1);
    }
}

static bool row_is_empty(const struct value *row)
{
    for (size_t i = 0; i < value_count(row); i++)
        if (value_item(row, i)->type != VALUE_NULL)
            return false;
    return true;
}

/* The header with the trailing empty names of a sheet's unused columns off. */
static bool check_header(struct csv *c, struct value *header)
{
    while (header->as.items.n > 1 && header->as.items.v[header->as.items.n - 1]->type == VALUE_NULL)
        header->as.items.n--;
    bool ok = true;
    for (size_t i = 0; i < value_count(header); i++) {
        const struct value *name = value_item(header, i);
        if (name->type == VALUE_SCALAR && span_trim(span_of(name->as.scalar.text)).n)
            continue;
        diag(c->d->ctx, DIAG_DATA_CSV_HEADER, name->pos, arena_printf(&c->d->arena, "%zu", i + 1));
        ok = false;
    }
    return ok;
}

static void add_row(struct csv *c, struct value *table, const struct value *header,
                    const struct value *row)
{
    size_t columns = value_count(header), cells = value_count(row);
    while (cells > columns && value_item(row, cells - 1)->type == VALUE_NULL)
        cells--;
    if (cells != columns) {
        const char *separator = c->separator == '\t' ? "tab" : arena_printf(&c->d->arena, "%c", c->separator);
        diag(c->d->ctx, DIAG_DATA_CSV_CELLS, row->pos, arena_printf(&c->d->arena, "%zu", cells),
             arena_printf(&c->d->arena, "%zu", columns), separator);
        c->ok = false;
        return;
    }
    struct value *map = value_new(c->d, VALUE_MAP, row->pos, c->source);
    value_append(c->d, table, map);
    for (size_t i = 0; i < columns; i++) {
        const struct value *name = value_item(header, i);
        struct span key = span_make(name->as.scalar.text, name->as.scalar.n);
        if (!value_insert(c->d, map, key, name->pos, row->as.items.v[i])) {
            c->ok = false; /* the header's fault: said once */
            c->i = c->text.n;
            return;
        }
    }
}

struct value *csv_read(struct data *d, const struct source *source, struct span text)
{
    if (!input_check(d, source->file, &text, 1))
        return NULL;
    struct csv c = {.d = d, .source = source, .text = text, .line = 1, .col = 1, .ok = true};
    if (!span_trim(text).n) {
        diag(d->ctx, DIAG_DATA_EMPTY, here(&c));
        return NULL;
    }
    if (!take_told(&c))
        c.separator = find_separator(text);
    struct value *table = value_new(d, VALUE_LIST, here(&c), source), *header = NULL;
    while (c.i < text.n) {
        struct value *row = read_row(&c);
        if (!row)
            return NULL;
        if (row_is_empty(row))
            continue;
        if (header)
            add_row(&c, table, header, row);
        else if (!check_header(&c, header = row))
            return NULL;
    }
    return c.ok ? table : NULL;
}
