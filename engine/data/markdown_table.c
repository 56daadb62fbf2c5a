/* Tables: a row of names, a row of dashes that sets the columns and their alignment, then rows up
 * to a blank line (GitHub Flavored Markdown 4.10). Where GFM cuts or pads a row, we report it.
 * Pipes inside
 * {{ }} and behind \ part no cells. */
#include "base/diag/data.h"
#include "data/input.h"
#include "data/markdown.h"
#include "data/tag.h"

#include <stdlib.h>

struct cells {
    struct cell {
        size_t from, to;
    } * v;
    size_t n, cap;
};

static void add_cell(struct md *md, struct cells *cells, size_t from, size_t to)
{
    struct span cell = span_trim(span_make(md->text.p + from, to - from));
    MEM_ROOM(cells->v, cells->n, cells->cap);
    size_t start = (size_t)(cell.p - md->text.p);
    cells->v[cells->n++] = (struct cell){start, start + cell.n};
}

/* The next pipe that parts cells, or `to`. */
static size_t find_pipe(const struct md *md, size_t i, size_t to)
{
    const char *p = md->text.p;
    for (; i < to; i++) {
        size_t end;
        if (p[i] == '|')
            return i;
        if (p[i] == '\\' && i + 1 < to)
            i++;
        else if (p[i] == '{' && i + 1 < to && p[i + 1] == '{' &&
                 (end = tag_end(span_make(p, to), i)) > 0)
            i = end - 1;
    }
    return to;
}

/* The cells of the line [from, to), which is trimmed; `cells` is filled anew. */
static void split_row(struct md *md, size_t from, size_t to, struct cells *cells)
{
    cells->n = 0;
    if (from < to && md->text.p[from] == '|')
        from++;
    while (from < to || !cells->n) {
        size_t pipe = find_pipe(md, from, to);
        add_cell(md, cells, from, pipe);
        from = pipe + 1;
    }
}

/* A row of dashes, with at least one pipe. */
static bool is_rule(const struct md *md, size_t from, size_t to)
{
    bool pipe = false, dash = false;
    for (size_t i = from; i < to; i++) {
        char c = md->text.p[i];
        pipe = pipe || c == '|';
        dash = dash || c == '-';
        if (c != '|' && c != '-' && c != ':' && c != ' ' && c != '\t')
            return false;
    }
    return pipe && dash;
}

static void trim(const struct md *md, size_t *from, size_t *to)
{
    struct span s = span_trim(span_make(md->text.p + *from, *to - *from));
    *from = (size_t)(s.p - md->text.p);
    *to = *from + s.n;
}

/* The row as it should be: cells added, or those too many joined to the last by an escaped pipe. */
static char *mended_row(struct md *md, const struct cells *cells, size_t columns)
{
    struct buf row = {0};
    buf_putc(&row, '|');
    for (size_t i = 0; i < columns || i < cells->n; i++) {
        if (i > 0)
            buf_puts(&row, i < columns ? " |" : " \\|");
        buf_putc(&row, ' ');
        if (i < cells->n)
            buf_putspan(
                &row, span_make(md->text.p + cells->v[i].from, cells->v[i].to - cells->v[i].from));
        if (row.n > 400) /* a diagnostic is not a page */
            break;
    }
    buf_puts(&row, " |");
    return arena_buf(&md->d->arena, &row);
}

static void report_cells(struct md *md, size_t from, const struct cells *cells, size_t columns)
{
    struct arena *a = &md->d->arena;
    diag(md->d->ctx, DIAG_MD_TABLE_CELLS, md_pos(md, from), arena_printf(a, "%zu", cells->n),
         arena_printf(a, "%zu", columns), mended_row(md, cells, columns));
    md->ok = false;
}

static char *rule_for(struct md *md, size_t columns)
{
    struct buf rule = {0};
    buf_putc(&rule, '|');
    for (size_t i = 0; i < columns && i < 100; i++)
        buf_puts(&rule, "---|");
    return arena_buf(&md->d->arena, &rule);
}

/* :-- trai, :-: giua, --: phai, -- nothing. */
static const char *alignment(const struct md *md, struct cell cell)
{
    bool left = cell.from < cell.to && md->text.p[cell.from] == ':';
    bool right = cell.from < cell.to && md->text.p[cell.to - 1] == ':';
    return left && right ? "giua" : right ? "phai" : left ? "trai" : NULL;
}

static struct value *read_columns(struct md *md, const struct cells *names,
                                  const struct cells *rule)
{
    size_t at = names->v[0].from;
    struct value *columns = value_new(md->d, VALUE_LIST, md_pos(md, at), md->owner->source);
    for (size_t i = 0; i < names->n; i++) {
        struct cell name = names->v[i];
        struct value *column = md_map(md, name.from);
        const char *align = alignment(md, rule->v[i]);
        if (!input_within_limit(md->d, column->pos)) {
            md->ok = false;
            break;
        }
        md_set(md, column, "ten", md_piece(md, name.from, name.to));
        if (align)
            md_set(md, column, "can", md_word(md, rule->v[i].from, align));
        value_append(md->d, columns, column);
    }
    return columns;
}

static struct value *read_row(struct md *md, const struct cells *cells, size_t from)
{
    struct value *row = value_new(md->d, VALUE_LIST, md_pos(md, from), md->owner->source);
    for (size_t i = 0; i < cells->n && input_within_limit(md->d, row->pos); i++)
        value_append(md->d, row, md_piece(md, cells->v[i].from, cells->v[i].to));
    md->ok = md->ok && value_count(row) == cells->n;
    return row;
}

/* To the blank line that ends the table: its fault was reported. */
static void skip_rows(const struct md *md, size_t *next)
{
    while (*next < md->text.n && !md_is_blank(md, *next, md_line_end(md, *next)))
        *next = md_line_end(md, *next) + 1;
}

/* Rows until a blank line or another block; *next is behind the last. */
static struct value *read_rows(struct md *md, size_t columns, size_t *next)
{
    struct value *rows = value_new(md->d, VALUE_LIST, md_pos(md, *next), md->owner->source);
    struct cells cells = {0};
    while (*next < md->text.n) {
        size_t from = *next, to = md_line_end(md, from), end = to;
        trim(md, &from, &to);
        if (from == to || (md->text.p[from] != '|' && md_is_block_start(md, from, to)))
            break;
        if (find_pipe(md, from, to) == to) {
            md_fault(md, DIAG_MD_TABLE_ROW, from, NULL);
            skip_rows(md, next);
            break;
        }
        split_row(md, from, to, &cells);
        if (cells.n == columns)
            value_append(md->d, rows, read_row(md, &cells, from));
        else
            report_cells(md, from, &cells, columns);
        *next = end + 1;
    }
    free(cells.v);
    return rows;
}

static void append_table(struct md *md, size_t at, struct value *columns, struct value *rows)
{
    struct value *map = md_map(md, at), *table = md_map(md, at);
    md_set(md, table, "cot", columns);
    md_set(md, table, "dong", rows);
    md_set(md, map, "bang", table);
    value_append(md->d, md->frames[md->depth].target, map);
}

/* The trimmed line behind the one that ends at `to`; where it really ends in *end. */
static struct cell next_line(const struct md *md, size_t to, size_t *end)
{
    struct cell line = {.from = to + 1 < md->text.n ? to + 1 : md->text.n};
    line.to = *end = md_line_end(md, line.from);
    trim(md, &line.from, &line.to);
    return line;
}

bool md_is_table(const struct md *md, size_t at, size_t to)
{
    size_t end;
    if (find_pipe(md, at, to) == to)
        return false;
    struct cell rule = next_line(md, to, &end);
    return md->text.p[at] == '|' || is_rule(md, rule.from, rule.to);
}

/* A first row without its rule, or with one of fewer or more columns: reported, and the rest of the would-be table is skipped. */
static void skip_table(struct md *md, size_t at, size_t to, size_t columns, size_t *next)
{
    md_fault(md, DIAG_MD_TABLE_RULE, at, rule_for(md, columns));
    *next = to + 1;
    skip_rows(md, next);
}

void md_table(struct md *md, size_t at, size_t to, size_t *next)
{
    struct cells names = {0}, dashes = {0};
    size_t end, from = at;
    struct cell rule = next_line(md, to, &end);
    size_t line_end = to;
    trim(md, &from, &to);
    split_row(md, from, to, &names);
    if (is_rule(md, rule.from, rule.to))
        split_row(md, rule.from, rule.to, &dashes);
    if (dashes.n != names.n) {
        skip_table(md, at, line_end, names.n, next);
    } else {
        struct value *columns = read_columns(md, &names, &dashes);
        *next = end + 1;
        append_table(md, at, columns, read_rows(md, dashes.n, next));
    }
    free(names.v);
    free(dashes.v);
}
