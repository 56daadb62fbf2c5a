/* Files that hold rows, read for whoever names them and not merged into the root. */
#include "base/diag/data.h"
#include "base/file.h"
#include "data/reader.h"
#include "text/text.h"

/* A form in YAML or JSON: a map of other keys, by paths. */
static struct value *take_cells(struct data *d, const struct value *map, const struct value *cells)
{
    struct value *row = value_new(d, VALUE_MAP, map->pos, map->source);

    for (size_t i = 0; i < value_count(cells); i++) {
        const struct value *asked = value_item(cells, i), *at = map;
        const char *path = value_is_text(asked) ? asked->as.scalar.text : "";
        struct value *copy;

        for (const char *p = path; at && *p;) {
            size_t n = strcspn(p, ".");

            at = value_member(at, text_fold(&d->arena, span_make(p, n)));
            p += n + (p[n] == '.');
        }
        if (!*path || !at || at->type == VALUE_LIST || at->type == VALUE_MAP) {
            diag(d->ctx, *path ? DIAG_DATA_FORM_NO_LABEL : DIAG_DATA_FORM_PLACE, *path ? map->pos : asked->pos,
                 *path ? path : asked->written_key);
            return NULL;
        }
        copy = value_new(d, at->type, at->pos, at->source);
        copy->as = at->as;
        if (!value_insert(d, row, span_of(asked->written_key), at->key_pos, copy))
            return NULL;
    }
    return row;
}

/* The values of YAML or JSON as rows. */
static struct value *take_rows(struct data *d, struct value *v, const struct data_ask *ask)
{
    struct value *rows;

    if (v->type == VALUE_MAP) {
        rows = value_new(d, VALUE_LIST, v->pos, v->source);
        if (ask->cells)
            v = take_cells(d, v, ask->cells);
        if (!v)
            return NULL;
        value_append(d, rows, v);
        return rows;
    }
    for (size_t i = 0; i < value_count(v) || v->type != VALUE_LIST; i++) {
        const struct value *row = v->type == VALUE_LIST ? value_item(v, i) : v;

        if (row->type == VALUE_MAP)
            continue;
        diag(d->ctx, DIAG_DATA_ROW_MAP, row->pos);
        return NULL;
    }
    return v;
}

struct value *data_read_table(struct data *d, const char *path, struct pos pos, const struct data_ask *ask, struct value **total)
{
    struct source *source = ARENA_NEW(&d->arena, struct source);
    struct buf text = {0};
    struct value *rows = NULL;

    *total = NULL;
    source->file = arena_str(&d->arena, path);
    source->table = data_is_sheets(path) || data_is_csv(path);
    source->part = d->ctx->part;
    if (!data_is_known(path) || data_is_markdown(path, SPAN(""))) {
        diag(d->ctx, DIAG_DATA_FORMAT, pos, path);
        return NULL;
    }
    if (ask->cells && data_is_csv(path)) {
        diag(d->ctx, DIAG_DATA_FORM_CSV, ask->cells->pos, path);
        return NULL;
    }
    if (!file_read_named(d->ctx, path, data_most_bytes(d->ctx, path), pos, &text))
        return NULL;
    if (data_is_sheets(path))
        rows = sheets_table(d, source, buf_span(&text), ask, total);
    else if (source->table)
        rows = csv_read(d, source, buf_span(&text));
    else
        rows = data_is_json(path) ? json_read(d, source, buf_span(&text)) : yaml_read(d, source, buf_span(&text), 1);
    buf_release(&text);
    return rows && !source->table ? take_rows(d, rows, ask) : rows;
}

/* What readings call the rows that a document's table takes from a file: what it asked for, between tabs, which the names of sheets
 * cannot have. */
#define ROWS_PART "bang"

static const char *rows_part(struct data *d, const struct data_ask *ask)
{
    const struct value *const asked[] = {ask->sheet, ask->area, ask->head};
    struct buf part = {0};

    buf_puts(&part, ROWS_PART);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        buf_printf(&part, "\t%s", asked[i] ? asked[i]->as.scalar.text : "");
    return arena_buf(&d->arena, &part);
}

struct value *data_read_rows(struct data *d, const char *path, const struct value *owner, const struct data_ask *ask)
{
    const struct value *file = value_member(owner, "tep");
    struct file_part *part = ARENA_NEW(&d->arena, struct file_part);
    struct value *total, *rows;

    *part = (struct file_part){arena_str(&d->arena, path), rows_part(d, ask)};
    d->ctx->part = part;
    rows = data_read_table(d, path, file ? file->pos : owner->pos, ask, &total);
    d->ctx->part = NULL;
    if (rows) {
        rows->parent = owner;
        rows->key = "dong";
    }
    return rows;
}

bool data_read_part(struct data *d, const char *path, const char *part)
{
    struct pos pos = pos_file(arena_str(&d->arena, path));
    const struct value *asked[3] = {0};
    struct value *total, *rows;
    size_t n = 0;

    for (const char *p = strchr(part, '\t'); p && n < 3; p = strchr(p + 1, '\t'), n++)
        if (strcspn(p + 1, "\t"))
            asked[n] = value_text(d, span_make(p + 1, strcspn(p + 1, "\t")), true, pos, NULL);
    rows = data_read_table(d, path, pos, &(struct data_ask){.sheet = asked[0], .area = asked[1], .head = asked[2]}, &total);
    return rows && value_insert(d, d->root, SPAN("dong"), rows->pos, rows);
}
