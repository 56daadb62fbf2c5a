/* content.xml, from its first table to its last, in one pass.
 *
 * Rows and cells may be said to repeat. What is empty is only counted, so a sheet that repeats its last empty row a million times
 * costs nothing; what has content is kept once a place, and all places are bounded (LIMIT_CELLS). */
#include "data/ods.h"

#include "base/diag/data.h"
#include "package/sweep.h"

#include <stdlib.h>

enum { MOST_HIDDEN = 256 };

struct ods {
    struct book *book;
    struct sweep s;
    const char *hidden[MOST_HIDDEN]; /* the styles of sheets that are not shown */
    size_t n_hidden;
    int row, col;         /* of the cell at hand */
    struct buf text;
};

static struct grid *grid_of(const struct ods *o)
{
    return &o->book->grids[o->book->n - 1];
}

/* A count that is written or 1; `most` if it is more. */
static int take_count(const struct ods *o, const char *attribute, int most)
{
    struct span s = sweep_attribute(&o->s, attribute);
    int n = 0;

    for (size_t i = 0; i < s.n && n < most && s.p[i] >= '0' && s.p[i] <= '9'; i++)
        n = n * 10 + (s.p[i] - '0');
    return n < 1 ? 1 : n > most ? most : n;
}

static char *take_attribute(const struct ods *o, const char *local)
{
    struct span raw = sweep_attribute(&o->s, local);
    struct buf text = {0};

    xscan_decode(raw, &text);
    return arena_buf(&o->book->data->arena, &text);
}

/* ---- texts ---- */

static bool is_aside(struct span name)
{
    static const char *const names[] = {"annotation", "annotation-end", "frame", "note", "ruby-text", "rect", "line", "custom-shape", "g"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(name, names[i]))
            return true;
    return false;
}

/* Appends a <text:p>, whose start tag was met: runs of white space are one space (6.1.2), <text:s> stands for more. */
static bool take_paragraph(struct ods *o)
{
    struct sweep *s = &o->s;
    int depth = s->x.depth - 1;
    struct buf piece = {0};
    bool ok = true;

    if (s->t.empty)
        return true;
    while ((ok = sweep_next(s)) && (s->t.type != XSCAN_CLOSE || s->x.depth != depth)) {
        if (s->t.type == XSCAN_TEXT || s->t.type == XSCAN_CDATA) {
            buf_clear(&piece);
            sweep_text(s, &piece);
            for (size_t i = 0; i < piece.n; i++) {
                bool gap = strchr(" \t\r\n", piece.p[i]) != NULL;

                if (!gap || (o->text.n && o->text.p[o->text.n - 1] != ' '))
                    buf_putc(&o->text, gap ? ' ' : piece.p[i]);
            }
        } else if (s->t.type == XSCAN_START && is_aside(s->name)) {
            if (!(ok = sweep_skip(s)))
                break;
        } else if (s->t.type == XSCAN_START && span_is(s->name, "s")) {
            for (int i = take_count(o, "c", 1000); i > 0; i--)
                buf_putc(&o->text, ' ');
        } else if (s->t.type == XSCAN_START && span_is(s->name, "tab")) {
            buf_putc(&o->text, '\t');
        } else if (s->t.type == XSCAN_START && span_is(s->name, "line-break")) {
            buf_putc(&o->text, '\n');
        }
    }
    buf_release(&piece);
    return ok;
}

/* ---- cells ---- */

enum value_kind { KIND_NONE, KIND_NUMBER, KIND_DATE, KIND_TIME, KIND_BOOLEAN, KIND_TEXT };

/* What a cell's start tag says of its value (19.385 and those after it). */
struct told {
    enum value_kind kind;
    const char *value; /* NULL: the text is the value */
    bool formula, error;
};

static struct told read_told(const struct ods *o)
{
    static const struct {
        const char *type, *attribute;
        enum value_kind kind;
    } rows[] = {
        {"float", "value", KIND_NUMBER}, {"percentage", "value", KIND_NUMBER}, {"currency", "value", KIND_NUMBER},
        {"date", "date-value", KIND_DATE}, {"time", "time-value", KIND_TIME}, {"boolean", "boolean-value", KIND_BOOLEAN},
        {"string", "string-value", KIND_TEXT},
    };
    struct told told = {.formula = sweep_attribute(&o->s, "formula").n > 0};
    struct span name, value, type = {"", 0};
    size_t at = 0;

    while (xscan_attribute(&o->s.x, &o->s.t, &at, &name, &value)) {
        if (!span_is(xscan_local(name), "value-type"))
            continue;
        told.error |= span_is(value, "error"); /* LibreOffice says so in a name space of its own */
        if (!span_starts(name, "calcext:"))
            type = value;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (span_is(type, rows[i].type)) {
            told.kind = rows[i].kind;
            if (sweep_attribute(&o->s, rows[i].attribute).n)
                told.value = take_attribute(o, rows[i].attribute);
        }
    }
    return told;
}

/* false: the cell is empty. */
static bool value_of(struct ods *o, const struct told *told, struct cell *cell)
{
    struct data *d = o->book->data;
    struct span text = buf_span(&o->text), value = told->value ? span_of(told->value) : text;

    if (told->error || (told->formula && told->kind != KIND_TEXT && (span_starts(text, "#") || span_starts(text, "Err:")))) {
        if (!grid_text(d, text, cell))
            grid_text(d, SPAN("#?"), cell);
        cell->kind = CELL_ERROR;
        return true;
    }
    if (told->formula && told->kind == KIND_NONE) {
        cell->kind = CELL_UNCOMPUTED;
        return true;
    }
    switch (told->kind) {
    case KIND_NONE:
    case KIND_TEXT:
        return grid_text(d, told->kind == KIND_TEXT ? value : text, cell);
    case KIND_NUMBER:
        grid_number(d, value, cell);
        break;
    case KIND_DATE:
        grid_iso(d, value, cell);
        break;
    case KIND_TIME:
        grid_duration(d, value, cell);
        break;
    case KIND_BOOLEAN:
        cell->kind = span_is(value, "true") ? CELL_TRUE : CELL_FALSE;
        break;
    }
    return true;
}

static bool misplaced(const struct ods *o)
{
    diag(o->book->data->ctx, DIAG_DATA_SHEET_PLACE, grid_pos(o->book, grid_of(o), GRID_ROWS, GRID_COLUMNS), "");
    return false;
}

/* <table:table-cell> or <table:covered-table-cell>, which is under a merged one: what it may still hold is not shown. */
static bool take_cell(struct ods *o, bool covered)
{
    struct sweep *s = &o->s;
    int times = take_count(o, "number-columns-repeated", GRID_COLUMNS), depth = s->x.depth - 1;
    struct area merged = {o->row, o->col + 1, o->row + take_count(o, "number-rows-spanned", GRID_ROWS) - 1,
                          o->col + take_count(o, "number-columns-spanned", GRID_COLUMNS)};
    struct told told = read_told(o);
    struct cell cell = {.row = o->row};
    bool first = true, empty = s->t.empty;

    buf_clear(&o->text);
    while (!empty && sweep_next(s) && (s->t.type != XSCAN_CLOSE || s->x.depth != depth)) {
        if (s->t.type != XSCAN_START)
            continue;
        if (!span_is(s->name, "p")) {
            if (!sweep_skip(s))
                return false;
            continue;
        }
        if (!first)
            buf_putc(&o->text, '\n');
        first = false;
        if (!take_paragraph(o))
            return false;
    }
    if (s->failed)
        return false;
    o->col = o->col > GRID_COLUMNS ? o->col : o->col + times;
    if (covered || !value_of(o, &told, &cell))
        return true;
    if (o->row > GRID_ROWS || o->col > GRID_COLUMNS)
        return misplaced(o);
    if (merged.bottom > merged.top || merged.right > merged.left)
        grid_merge(grid_of(o), merged);
    for (int i = times; i > 0; i--) {
        cell.col = (uint16_t)(o->col - i + 1);
        if (!grid_add(o->book, grid_of(o), &cell))
            return false;
    }
    return true;
}

static bool take_row(struct ods *o)
{
    struct sweep *s = &o->s;
    int times = take_count(o, "number-rows-repeated", GRID_ROWS), depth = s->x.depth - 1;
    size_t from = grid_of(o)->n, n;
    bool empty = s->t.empty;

    o->row++;
    o->col = 0;
    while (!empty && sweep_next(s) && (s->t.type != XSCAN_CLOSE || s->x.depth != depth)) {
        bool covered = span_is(s->name, "covered-table-cell");

        if (s->t.type == XSCAN_START && !(covered || span_is(s->name, "table-cell") ? take_cell(o, covered) : sweep_skip(s)))
            return false;
    }
    if (s->failed)
        return false;
    n = grid_of(o)->n - from;
    for (int i = 1; n && i < times; i++) {
        o->row++;
        for (size_t k = 0; k < n; k++) {
            struct cell cell = grid_of(o)->cells[from + k];

            cell.row = o->row;
            if (o->row > GRID_ROWS)
                return misplaced(o);
            if (!grid_add(o->book, grid_of(o), &cell))
                return false;
        }
    }
    if (!n)
        o->row = o->row > GRID_ROWS ? o->row : o->row + times - 1;
    return true;
}

/* Rows may stand in groups, as headers, in parts of the table: whatever is around them. */
static bool take_table(struct ods *o)
{
    struct sweep *s = &o->s;
    int depth = s->x.depth - 1;
    const char *style = take_attribute(o, "style-name");

    bool hidden = false;

    for (size_t i = 0; i < o->n_hidden; i++)
        hidden |= strcmp(o->hidden[i], style) == 0;
    if (!book_sheet(o->book, take_attribute(o, "name"), hidden))
        return false;
    o->row = 0;
    if (s->t.empty)
        return true;
    while (sweep_next(s) && (s->t.type != XSCAN_CLOSE || s->x.depth != depth)) {
        bool group = span_is(s->name, "table-row-group") || span_is(s->name, "table-header-rows") || span_is(s->name, "table-rows");

        if (s->t.type != XSCAN_START || group)
            continue;
        if (!(span_is(s->name, "table-row") ? take_row(o) : sweep_skip(s)))
            return false;
    }
    return !s->failed;
}

/* ---- what stands around the tables ---- */

/* "$'Quý 1'.$B$7", "Sheet1.A1:Sheet1.C9": the sheet and the area; false: none of ours. */
static bool take_reference(const struct ods *o, struct span s, size_t *grid, struct area *area)
{
    struct buf sheet = {0}, cells = {0};
    bool found = false;
    size_t i;

    for (int corner = 0; corner < 2 && s.n; corner++) {
        buf_clear(&sheet);
        i = *s.p == '$';
        if (i < s.n && s.p[i] == '\'') {
            for (i++; i < s.n && (s.p[i] != '\'' || (i + 1 < s.n && s.p[i + 1] == '\'')); i++) {
                i += s.p[i] == '\'';
                buf_putc(&sheet, s.p[i]);
            }
            i++;
        } else {
            while (i < s.n && s.p[i] != '.')
                buf_putc(&sheet, s.p[i++]);
        }
        for (i++; i < s.n && s.p[i] != ':'; i++)
            buf_putc(&cells, s.p[i]);
        if (i < s.n)
            buf_putc(&cells, ':');
        s = i < s.n ? span_make(s.p + i + 1, s.n - i - 1) : SPAN("");
    }
    for (*grid = 0; sheet.p && !found && *grid < o->book->n; ++*grid)
        found = strcmp(o->book->grids[*grid].name, sheet.p) == 0;
    *grid -= found;
    found = found && area_parse(buf_span(&cells), area);
    buf_release(&sheet);
    buf_release(&cells);
    return found;
}

static void take_name(struct ods *o)
{
    struct named named = {.name = take_attribute(o, "name")};

    if (*named.name && take_reference(o, span_of(take_attribute(o, "cell-range-address")), &named.grid, &named.area))
        book_name(o->book, named);
}

static void take_filter(struct ods *o)
{
    struct area area;
    size_t grid;

    if (span_is(sweep_attribute(&o->s, "display-filter-buttons"), "true") &&
        take_reference(o, span_of(take_attribute(o, "target-range-address")), &grid, &area))
        o->book->grids[grid].filter = area.top;
}

/* The styles of sheets that are not shown. */
static bool take_styles(struct ods *o)
{
    struct sweep *s = &o->s;
    int depth = s->x.depth - 1;
    const char *name = "";

    if (s->t.empty)
        return true;
    while (sweep_next(s) && (s->t.type != XSCAN_CLOSE || s->x.depth != depth)) {
        if (s->t.type == XSCAN_START && span_is(s->name, "style"))
            name = span_is(sweep_attribute(s, "family"), "table") ? take_attribute(o, "name") : "";
        if (s->t.type == XSCAN_START && *name && span_is(s->name, "table-properties") && span_is(sweep_attribute(s, "display"), "false") &&
            o->n_hidden < MOST_HIDDEN)
            o->hidden[o->n_hidden++] = name;
    }
    return !s->failed;
}

bool ods_read(struct book *book, struct package *p)
{
    struct ods o = {.book = book};
    struct sweep *s = &o.s;
    bool ok = sweep_open(s, p, "content.xml");

    while (ok && sweep_next(s)) {
        if (s->t.type != XSCAN_START)
            continue;
        if (span_is(s->name, "automatic-styles"))
            ok = take_styles(&o);
        else if (span_is(s->name, "table"))
            ok = take_table(&o);
        else if (span_is(s->name, "named-range"))
            take_name(&o);
        else if (span_is(s->name, "database-range"))
            take_filter(&o);
        else if (span_is(s->name, "tracked-changes") || span_is(s->name, "calculation-settings"))
            ok = sweep_skip(s); /* changes hold cells of before */
    }
    buf_release(&o.text);
    return ok && !s->failed;
}
