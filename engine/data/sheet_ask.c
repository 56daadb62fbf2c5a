/* A part of a spreadsheet that somebody asked for: a sheet, an area, a head; or the cells of a form. */
#include "data/sheet_ask.h"

#include "base/diag/data.h"
#include "data/table.h"
#include "text/text.h"

static const char *text_of(const struct value *v)
{
    return value_is_text(v) ? v->as.scalar.text : NULL;
}

/* "Quý 1, Quý 2": the sheets that are shown, for messages. */
static const char *sheet_names(const struct book *b)
{
    struct buf out = {0};

    for (size_t i = 0; i < b->n; i++)
        if (!b->grids[i].hidden)
            buf_printf(&out, "%s%s", out.n ? ", " : "", b->grids[i].name);
    return arena_buf(&b->data->arena, &out);
}

/* The sheet that is meant: the one named, or the only one that is shown and holds anything. NULL: reported. */
static const struct grid *choose_sheet(const struct book *b, const struct value *named)
{
    struct ctx *ctx = b->data->ctx;
    const struct grid *found = NULL;
    size_t n = 0;

    if (named) {
        found = book_lookup(b, named->as.scalar.text);
        if (!found)
            diag(ctx, DIAG_DATA_SHEET_UNKNOWN, named->pos, named->as.scalar.text, b->source->file, sheet_names(b));
        return found;
    }
    for (size_t i = 0; i < b->n; i++) {
        if (b->grids[i].hidden || !b->grids[i].n)
            continue;
        found = &b->grids[i];
        n++;
    }
    if (n == 1)
        return found;
    if (n == 0)
        diag(ctx, DIAG_DATA_SHEET_EMPTY, pos_file(b->source->file));
    else
        diag(ctx, DIAG_DATA_SHEET_WHICH, pos_file(b->source->file), sheet_names(b));
    return NULL;
}

/* "B3:F40", or a name of the file, which says the sheet as well. */
static bool choose_area(const struct book *b, const struct value *written, const struct grid **g, struct area *out)
{
    struct arena scratch = {0};
    const char *wanted = text_fold(&scratch, span_of(written->as.scalar.text));
    bool found = area_parse(span_of(written->as.scalar.text), out);

    for (size_t i = 0; !found && i < b->n_names; i++) {
        found = strcmp(text_fold(&scratch, span_of(b->names[i].name)), wanted) == 0;
        if (found) {
            *out = b->names[i].area;
            *g = &b->grids[b->names[i].grid];
        }
    }
    arena_release(&scratch);
    if (!found)
        diag(b->data->ctx, DIAG_DATA_SHEET_AREA, written->pos, written->as.scalar.text, b->source->file);
    return found;
}

/* "3" or "3-4". */
static bool choose_head(struct data *d, const struct value *written, struct table_ask *ask)
{
    struct span s = span_trim(span_of(written->as.scalar.text));
    int row[2] = {0, 0}, part = 0;

    for (size_t i = 0; i < s.n && part < 2; i++) {
        if (s.p[i] == '-' && part == 0)
            part = 1;
        else if (s.p[i] >= '0' && s.p[i] <= '9' && row[part] < GRID_ROWS)
            row[part] = row[part] * 10 + s.p[i] - '0';
        else
            row[0] = part = 2 * GRID_ROWS;
    }
    ask->head = row[0];
    ask->head_end = part ? row[1] : row[0];
    if (ask->head >= 1 && ask->head_end >= ask->head && ask->head_end <= GRID_ROWS)
        return true;
    diag(d->ctx, DIAG_DATA_SHEET_HEAD, written->pos, written->as.scalar.text);
    return false;
}

static struct value *read_table(const struct book *b, const struct data_ask *ask, struct value **total)
{
    struct table_ask table = {.quiet = true};
    const struct grid *g = NULL;

    if (ask->area && !choose_area(b, ask->area, &g, &table.area))
        return NULL;
    if (!g)
        g = choose_sheet(b, ask->sheet);
    if (!g || (ask->head && !choose_head(b->data, ask->head, &table)))
        return NULL;
    table.whole = ask->area != NULL;
    if (!ask->area && !ask->head && g->n_blocks == 1)
        table = (struct table_ask){.area = g->blocks[0].area, .head = g->blocks[0].area.top, .head_end = g->blocks[0].area.top,
                                   .whole = true, .totals = g->blocks[0].totals, .quiet = true};
    return table_read(b, g, &table, total);
}

/* ---- forms ---- */

struct form {
    const struct book *b;
    const struct grid *g;
    const struct value *cells;  /* keys and places, as asked for */
    struct value *labels;       /* a map of the labels: its members are those of `cells`, by index */
    const struct cell **found;  /* of each member of `cells`: the cell of its label */
};

/* The labels that are asked for, by their folded text. false: one is asked for twice, reported. */
static bool gather_labels(struct form *f)
{
    struct data *d = f->b->data;
    struct area area;

    f->labels = value_new(d, VALUE_MAP, f->cells->pos, f->cells->source);
    f->found = ARENA_NEWS(&d->arena, value_count(f->cells) + 1, const struct cell *);
    for (size_t i = 0; i < value_count(f->cells); i++) {
        const struct value *place = value_item(f->cells, i);
        struct value *label;

        if (!value_is_text(place)) {
            diag(d->ctx, DIAG_DATA_FORM_PLACE, place->pos, place->written_key ? place->written_key : "");
            return false;
        }
        if (area_parse(span_of(place->as.scalar.text), &area))
            continue;
        label = value_text(d, span_of(place->key), true, place->pos, place->source);
        if (!value_insert(d, f->labels, span_of(place->as.scalar.text), place->pos, label))
            return false;
    }
    return true;
}

/* Which label a cell is; NULL: none. */
static const struct value *label_of(const struct form *f, const struct cell *c)
{
    struct arena scratch = {0};
    const struct value *label = c->kind == CELL_TEXT ? value_member(f->labels, text_fold(&scratch, span_of(c->text))) : NULL;

    arena_release(&scratch);
    return label ? value_member(f->cells, label->as.scalar.text) : NULL;
}

static bool find_labels(struct form *f)
{
    for (size_t i = 0; value_count(f->labels) && i < f->g->n; i++) {
        const struct cell *c = &f->g->cells[i];
        const struct value *asked = label_of(f, c);

        if (!asked)
            continue;
        if (f->found[asked->index]) {
            const struct cell *first = f->found[asked->index];

            diag(f->b->data->ctx, DIAG_DATA_FORM_TWICE, grid_pos(f->b, f->g, c->row, c->col), asked->as.scalar.text,
                 pos_text(&f->b->data->arena, grid_pos(f->b, f->g, first->row, first->col)));
            return false;
        }
        f->found[asked->index] = c;
    }
    return true;
}

/* The cell that a member asks for, or the one right of its label: the next of the row that holds anything. */
static struct value *form_value(const struct form *f, const struct value *asked)
{
    const struct cell *label = f->found[asked->index], *next = label ? label + 1 : NULL;
    struct area area;

    if (area_parse(span_of(asked->as.scalar.text), &area))
        return grid_value(f->b, f->g, grid_at(f->g, area.top, area.left), area.top, area.left);
    if (!label) {
        struct pos pos = {.file = f->b->source->file, .place = f->g->name};

        diag(f->b->data->ctx, DIAG_DATA_FORM_NO_LABEL, pos, asked->as.scalar.text);
        return NULL;
    }
    if (next == f->g->cells + f->g->n || next->row != label->row)
        next = NULL;
    return grid_value(f->b, f->g, next, label->row, label->col + 1);
}

static struct value *read_form(const struct book *b, const struct data_ask *ask)
{
    struct data *d = b->data;
    struct form f = {.b = b, .g = choose_sheet(b, ask->sheet), .cells = ask->cells};
    struct value *list, *row;
    bool ok;

    if (!f.g || !gather_labels(&f) || !find_labels(&f))
        return NULL;
    list = value_new(d, VALUE_LIST, grid_pos(b, f.g, 1, 1), b->source);
    row = value_new(d, VALUE_MAP, grid_pos(b, f.g, 1, 1), b->source);
    ok = value_append(d, list, row);
    for (size_t i = 0; i < value_count(f.cells); i++) {
        const struct value *asked = value_item(f.cells, i);
        struct value *v = form_value(&f, asked);

        ok &= v && value_insert(d, row, span_of(asked->written_key), v->pos, v);
    }
    return ok ? list : NULL;
}

struct value *book_ask(const struct book *b, const struct data_ask *ask, struct value **total)
{
    *total = NULL;
    if (!ask->cells)
        return read_table(b, ask, total);
    if (ask->cells->type == VALUE_MAP && value_count(ask->cells))
        return read_form(b, ask);
    diag(b->data->ctx, DIAG_DATA_FORM_PLACE, ask->cells->pos, text_of(ask->cells) ? text_of(ask->cells) : "o");
    return NULL;
}
