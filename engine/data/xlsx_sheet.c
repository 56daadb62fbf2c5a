/* One sheet, cell by cell, and the strings that cells share. Neither is ever a tree: a sheet may hold millions of cells. */
#include "data/xlsx.h"

#include "base/diag/data.h"
#include "data/xml_of.h"
#include "package/opc.h"
#include "package/sweep.h"
#include "package/xml.h"

/* ---- texts ---- */

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* "_x000D_" stands for a character that XML cannot hold or that Excel will not (ST_Xstring, 22.9.2.19). */
static void decode_escapes(struct buf *text)
{
    size_t to = 0;

    for (size_t i = 0; i < text->n;) {
        const char *p = text->p + i;
        int c = 0;

        for (int k = 2; c >= 0 && k < 6; k++)
            c = i + 7 > text->n || p[0] != '_' || p[1] != 'x' || p[6] != '_' || hex(p[k]) < 0 ? -1 : c << 4 | hex(p[k]);
        if (c > 0 && (c < 0xd800 || c > 0xdfff)) {
            struct buf one = {0};

            buf_utf8(&one, (uint32_t)c);
            i += 7;
            if (c == '\r' && i < text->n && (text->p[i] == '\r' || text->p[i] == '\n')) /* a line's end as Windows writes it, half of it escaped */
                one.n = 0;
            memcpy(text->p + to, one.p, one.n); /* three bytes at most, for seven */
            to += one.n;
            buf_release(&one);
        } else {
            text->p[to++] = text->p[i++];
        }
    }
    text->n = to;
}

/* Appends the text of an <si> or <is>, whose start tag was met: its <t>, of all its runs, but not how it is pronounced. */
static bool take_rich(struct sweep *s, struct buf *out)
{
    int depth = s->x.depth - 1;
    bool inside = false;

    if (s->t.empty)
        return true;
    while (sweep_next(s)) {
        if (s->t.type == XSCAN_START && span_is(s->name, "rPh")) {
            if (!sweep_skip(s))
                return false;
        } else if (s->t.type == XSCAN_START) {
            inside = span_is(s->name, "t") && !s->t.empty;
        } else if (s->t.type == XSCAN_CLOSE) {
            inside = false;
            if (s->x.depth == depth)
                return true;
        } else if (inside) {
            sweep_text(s, out);
        }
    }
    return false;
}

bool xlsx_strings(struct xlsx *x, const char *part)
{
    struct buf text = {0};
    struct sweep s;
    bool ok = sweep_open(&s, x->package, part);

    while (ok && sweep_next(&s)) {
        struct cell cell = {0};

        if (s.t.type != XSCAN_START || !span_is(s.name, "si"))
            continue;
        buf_clear(&text);
        ok = take_rich(&s, &text);
        if (text.n && memmem(text.p, text.n, "_x", 2))
            decode_escapes(&text);
        grid_text(x->book->data, buf_span(&text), &cell);
        MEM_ROOM(x->strings, x->n_strings, x->cap_strings);
        x->strings[x->n_strings++] = cell;
    }
    buf_release(&text);
    return !s.failed;
}

/* ---- cells ---- */

struct sheet {
    struct xlsx *x;
    size_t grid;
    struct sweep s;
    int row, col;   /* of the cell at hand */
    struct buf text; /* of its value */
};

static struct grid *grid_of(const struct sheet *sh)
{
    return &sh->x->book->grids[sh->grid];
}

/* -1: no number, or more than `most`. */
static int take_number(struct span s, int most)
{
    int n = s.n ? 0 : -1;

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || n > most / 10)
            return -1;
        n = n * 10 + (s.p[i] - '0');
    }
    return n <= most ? n : -1;
}

/* "C7"; false: it is none. */
static bool take_place(struct span s, int *row, int *col)
{
    size_t i = 0;
    int letters = 0;

    for (; i < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z' && letters <= GRID_COLUMNS; i++)
        letters = letters * 26 + s.p[i] - 'A' + 1;
    *col = letters <= GRID_COLUMNS ? letters : 0;
    *row = take_number(span_make(s.p + i, s.n - i), GRID_ROWS);
    return *row > 0 && *col > 0;
}

static bool misplaced(const struct sheet *sh, struct span written)
{
    struct data *d = sh->x->book->data;

    diag(d->ctx, DIAG_DATA_SHEET_PLACE, grid_pos(sh->x->book, grid_of(sh), sh->row > 0 ? sh->row : 1, sh->col > 0 ? sh->col : 1),
         arena_span(&d->arena, written));
    return false;
}

/* A value by the type that the file gives it (ST_CellType, 18.18.11). false: the cell is empty. */
static bool value_of(const struct sheet *sh, struct span type, size_t style, struct cell *cell)
{
    const struct xlsx *x = sh->x;
    struct data *d = x->book->data;
    struct span text = buf_span(&sh->text), trimmed = span_trim(text);
    unsigned char format = style < x->n_formats ? x->formats[style] : XLSX_PLAIN;

    if (span_is(type, "s")) {
        size_t index = (size_t)take_number(trimmed, 1 << 28);
        int row = cell->row, col = cell->col;

        if (index >= x->n_strings) {
            grid_text(d, text, cell);
            cell->kind = CELL_BROKEN;
            return true;
        }
        if (!x->strings[index].n)
            return false;
        *cell = x->strings[index];
        cell->row = row;
        cell->col = (uint16_t)col;
        return true;
    }
    if (span_is(type, "str") || span_is(type, "inlineStr"))
        return grid_text(d, text, cell);
    if (span_is(type, "b")) {
        cell->kind = span_is(trimmed, "1") || span_is(trimmed, "true") ? CELL_TRUE : CELL_FALSE;
        return true;
    }
    if (span_is(type, "e")) {
        grid_text(d, text, cell);
        cell->kind = CELL_ERROR;
    } else if (span_is(type, "d")) {
        grid_iso(d, text, cell);
    } else if (format) {
        grid_serial(d, text, x->base_1904, &(struct grid_shown){format & XLSX_DAYS, format & XLSX_HOURS, format & XLSX_ELAPSED}, cell);
    } else {
        grid_number(d, text, cell);
    }
    return true;
}

/* <v>: one run of text nearly always. */
static bool take_value(struct sheet *sh)
{
    struct sweep *s = &sh->s;

    if (s->t.empty)
        return true;
    while (sweep_next(s)) {
        if (s->t.type == XSCAN_CLOSE)
            return true;
        if (s->t.type == XSCAN_START ? !sweep_skip(s) : (sweep_text(s, &sh->text), false))
            return false;
    }
    return false;
}

/* <c r="C7" t="s" s="3"><f>…</f><v>…</v></c>; cells without r follow each other. */
static bool take_cell(struct sheet *sh)
{
    struct sweep *s = &sh->s;
    struct span name, value, type = {"n", 1}, style = {"", 0};
    struct cell cell = {0};
    bool formula = false, empty = s->t.empty;
    size_t at = 0;

    sh->col++;
    while (xscan_attribute(&s->x, &s->t, &at, &name, &value)) {
        if (span_is(name, "r")) {
            int row;

            if (!take_place(value, &row, &sh->col) || row != sh->row)
                return misplaced(sh, value);
        } else if (span_is(name, "t")) {
            type = value;
        } else if (span_is(name, "s")) {
            style = value;
        }
    }
    if (sh->col > GRID_COLUMNS)
        return misplaced(sh, SPAN(""));
    buf_clear(&sh->text);
    while (!empty && sweep_next(s) && s->t.type != XSCAN_CLOSE) {
        bool ok = true;

        if (s->t.type != XSCAN_START)
            continue;
        if (span_is(s->name, "v")) {
            ok = take_value(sh);
        } else if (span_is(s->name, "is")) {
            ok = take_rich(s, &sh->text);
        } else {
            formula |= span_is(s->name, "f");
            ok = sweep_skip(s);
        }
        if (!ok)
            return false;
    }
    if (s->failed)
        return false;
    cell.row = sh->row;
    cell.col = (uint16_t)sh->col;
    if (span_is(type, "str") || span_is(type, "inlineStr")) {
        if (sh->text.n && memmem(sh->text.p, sh->text.n, "_x", 2))
            decode_escapes(&sh->text);
    } else if (span_trim(buf_span(&sh->text)).n == 0) {
        if (!formula)
            return true;
        cell.kind = CELL_UNCOMPUTED;
        return grid_add(sh->x->book, grid_of(sh), &cell);
    }
    return !value_of(sh, type, (size_t)take_number(style, 1 << 20), &cell) || grid_add(sh->x->book, grid_of(sh), &cell);
}

static bool take_rows(struct sheet *sh)
{
    struct sweep *s = &sh->s;

    if (s->t.empty)
        return true;
    while (sweep_next(s)) {
        if (s->t.type == XSCAN_CLOSE && span_is(s->name, "sheetData"))
            return true;
        if (s->t.type != XSCAN_START)
            continue;
        if (span_is(s->name, "row")) {
            struct span r = sweep_attribute(s, "r");
            int row = r.n ? take_number(r, GRID_ROWS) : sh->row + 1;

            if (row <= sh->row || row > GRID_ROWS)
                return misplaced(sh, r);
            sh->row = row;
            sh->col = 0;
        } else if (!(span_is(s->name, "c") ? take_cell(sh) : sweep_skip(s))) {
            return false;
        }
    }
    return false;
}

/* ---- what stands around the cells ---- */

/* A table (18.5.1.2): one row of heads, or it is no table to us. */
static bool take_table(struct sheet *sh)
{
    struct xlsx *x = sh->x;
    struct arena *a = &x->book->data->arena;
    struct span id = sweep_attribute(&sh->s, "id");
    const struct opc_rel *rel = opc_rel_by_id(x->package, sh->s.part, arena_span(a, id));
    xmlDoc *doc = rel && !rel->external && !rel->dangling ? package_xml(x->package, rel->target) : NULL;
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    const char *ref, *heads, *totals, *name;
    struct block block = {0};

    if (!root)
        return !(rel && !rel->external && !rel->dangling);
    ref = xml_attribute(a, root, "ref");
    heads = xml_attribute(a, root, "headerRowCount");
    totals = xml_attribute(a, root, "totalsRowCount");
    name = xml_attribute(a, root, "displayName");
    block.name = name ? name : "";
    block.totals = totals && strcmp(totals, "0") != 0;
    if (ref && area_parse(span_of(ref), &block.area) && (!heads || strcmp(heads, "1") == 0))
        grid_block(grid_of(sh), block);
    return true;
}

static bool take_merges(struct sheet *sh)
{
    struct sweep *s = &sh->s;
    struct area area;

    if (s->t.empty)
        return true;
    while (sweep_next(s)) {
        if (s->t.type == XSCAN_CLOSE && span_is(s->name, "mergeCells"))
            return true;
        if (s->t.type == XSCAN_START && span_is(s->name, "mergeCell") && area_parse(sweep_attribute(s, "ref"), &area))
            grid_merge(grid_of(sh), area);
    }
    return false;
}

static bool take_tables(struct sheet *sh)
{
    struct sweep *s = &sh->s;

    if (s->t.empty)
        return true;
    while (sweep_next(s)) {
        if (s->t.type == XSCAN_CLOSE && span_is(s->name, "tableParts"))
            return true;
        if (s->t.type == XSCAN_START && span_is(s->name, "tablePart") && !take_table(sh))
            return false;
    }
    return false;
}

bool xlsx_sheet(struct xlsx *x, size_t grid, const char *part)
{
    struct sheet sh = {.x = x, .grid = grid};
    struct sweep *s = &sh.s;
    bool ok = sweep_open(s, x->package, part);

    while (ok && sweep_next(s)) {
        struct area filter;

        if (s->t.type != XSCAN_START || s->x.depth + s->t.empty < 2) /* the root */
            continue;
        if (span_is(s->name, "autoFilter") && area_parse(sweep_attribute(s, "ref"), &filter))
            grid_of(&sh)->filter = filter.top;
        if (span_is(s->name, "sheetData"))
            ok = take_rows(&sh);
        else if (span_is(s->name, "mergeCells"))
            ok = take_merges(&sh);
        else if (span_is(s->name, "tableParts"))
            ok = take_tables(&sh);
        else
            ok = sweep_skip(s);
    }
    buf_release(&sh.text);
    return ok && !s->failed;
}
