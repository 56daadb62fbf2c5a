/* Reading a file by its suffix and merging it into the root.
 *
 * Invariant: the members of the root are those of all files, in reading order; a file whose reading
 * failed adds nothing. */
#include "base/diag/data.h"
#include "data/input.h"
#include "data/office.h"
#include "data/reader.h"
#include "base/file.h"
#include "text/text.h"

enum format { FORMAT_UNKNOWN, FORMAT_MARKDOWN, FORMAT_YAML, FORMAT_JSON, FORMAT_CSV, FORMAT_SHEETS };

static const struct {
    const char *suffix;
    enum format format;
} suffixes[] = {
    {".md", FORMAT_MARKDOWN}, {".markdown", FORMAT_MARKDOWN}, {".yaml", FORMAT_YAML},
    {".yml", FORMAT_YAML},    {".json", FORMAT_JSON},         {".csv", FORMAT_CSV},
    {".xlsx", FORMAT_SHEETS}, {".ods", FORMAT_SHEETS},
    /* Refused by what they are, in one sentence that says what to do. */
    {".xls", FORMAT_SHEETS},  {".xlsm", FORMAT_SHEETS},       {".xlsb", FORMAT_SHEETS},
};

/* ASCII letters only; the suffixes hold no others. */
static bool ends_with(const char *name, const char *suffix)
{
    size_t n = strlen(name), k = strlen(suffix);
    if (n < k)
        return false;
    for (size_t i = 0; i < k; i++) {
        char c = name[n - k + i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c + ('a' - 'A'));
        if (c != suffix[i])
            return false;
    }
    return true;
}

static enum format find_format(const char *name, struct span text)
{
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++)
        if (ends_with(name, suffixes[i].suffix))
            return suffixes[i].format;
    if (strcmp(name, "-") != 0)
        return FORMAT_UNKNOWN;
    text = input_without_mark(text);
    if (span_starts(text, "PK\3\4"))
        return FORMAT_SHEETS;
    if (span_starts(text, "---"))
        return FORMAT_MARKDOWN;
    return span_starts(span_trim(text), "{") ? FORMAT_JSON : FORMAT_YAML;
}

bool data_is_markdown(const char *name, struct span text)
{
    return find_format(name, text) == FORMAT_MARKDOWN;
}

bool data_is_known(const char *name)
{
    return find_format(name, SPAN("")) != FORMAT_UNKNOWN;
}

bool data_is_sheets(const char *name)
{
    return find_format(name, SPAN("")) == FORMAT_SHEETS;
}

bool data_is_csv(const char *name)
{
    return find_format(name, SPAN("")) == FORMAT_CSV;
}

bool data_is_json(const char *name)
{
    return find_format(name, SPAN("")) == FORMAT_JSON;
}

size_t data_most_bytes(const struct ctx *ctx, const char *name)
{
    return data_is_sheets(name) ? ctx->limits[LIMIT_PACKAGE] : LIMIT_FILE_BYTES;
}

static struct value *read_format(struct data *d, enum format format, const struct source *source,
                                 struct span text)
{
    switch (format) {
    case FORMAT_MARKDOWN:
        return markdown_read(d, source, text);
    case FORMAT_JSON:
        return json_read(d, source, text);
    case FORMAT_CSV:
        return csv_read(d, source, text);
    case FORMAT_SHEETS:
        return sheets_read(d, source, text, path_base(&d->arena, source->file, false));
    default:
        return yaml_read(d, source, text, 1);
    }
}

/* The name of a file under which its table stands. */
static bool check_name(struct data *d, const char *base, struct pos pos)
{
    if (text_fold(&d->arena, span_of(base))[0])
        return true;
    diag(d->ctx, DIAG_DATA_NAME, pos, base);
    return false;
}

static bool insert_table(struct data *d, const char *name, struct value *table)
{
    char *base = path_base(&d->arena, name, false);
    return check_name(d, base, table->pos) && value_insert(d, d->root, span_of(base), table->pos, table);
}

static bool insert_members(struct data *d, struct value *map, bool keep_first)
{
    bool ok = true;
    for (size_t i = 0; i < value_count(map); i++) {
        struct value *member = map->as.items.v[i];
        if (keep_first && (office_key("", member->key) || value_member(d->root, member->key)))
            continue;
        if (!value_insert(d, d->root, span_of(member->written_key), member->key_pos, member))
            ok = false;
    }
    return ok;
}

static bool has_document(const struct data *d)
{
    for (size_t i = 0; i < value_count(d->root); i++) {
        const struct source *source = value_item(d->root, i)->source;
        if (source && source->document)
            return true;
    }
    return false;
}

/* A second document, or the same one again: said once, not for each key that both have. */
static bool is_second_document(struct data *d, const struct value *map)
{
    static const char *const keys[] = {"ten_loai", "noi_dung"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct value *first = value_member(d->root, keys[i]), *v = value_member(map, keys[i]);
        if (!first || !v)
            continue;
        diag(d->ctx, DIAG_DATA_DOCUMENT_TWICE, v->key_pos, v->written_key,
             first->pos.file ? first->pos.file : "-");
        return true;
    }
    return false;
}

static bool read_text(struct data *d, const char *name, struct span text, bool defaults)
{
    struct source *source = ARENA_NEW(&d->arena, struct source);
    source->file = arena_str(&d->arena, name);
    struct pos start = {source->file, 1, 1, NULL}, whole = {source->file, 0, 0, NULL};
    enum format format = find_format(name, text);
    if (format == FORMAT_UNKNOWN) {
        diag(d->ctx, DIAG_DATA_FORMAT, whole, name);
        return false;
    }
    source->markdown = format == FORMAT_MARKDOWN;
    source->table = format == FORMAT_CSV || format == FORMAT_SHEETS;
    if (format == FORMAT_SHEETS && !check_name(d, path_base(&d->arena, name, false), whole))
        return false;
    struct value *v = read_format(d, format, source, text);
    if (!v)
        return false;
    if (format == FORMAT_CSV)
        return insert_table(d, name, v);
    if (format == FORMAT_SHEETS)
        return insert_members(d, v, defaults);
    if (v->type == VALUE_LIST) {
        diag(d->ctx, DIAG_DATA_TOP_LIST, v->pos);
        return false;
    }
    if (v->type != VALUE_MAP) {
        diag(d->ctx, DIAG_DATA_TOP_TEXT, start, v->type == VALUE_SCALAR ? v->as.scalar.text : "…");
        return false;
    }
    if (!defaults && !d->exact_keys && is_second_document(d, v))
        return false;
    source->document = !defaults && !d->exact_keys && !has_document(d) &&
                       (value_member(v, "ten_loai") || value_member(v, "noi_dung"));
    if (defaults) {
        d->sources = value_member(v, "nguon");
        d->rules = value_member(v, "doi_chieu");
    }
    return insert_members(d, v, defaults);
}

bool data_read_memory(struct data *d, const char *name, struct span text)
{
    return read_text(d, name, text, false);
}

static bool read_file(struct data *d, const char *path, bool defaults)
{
    struct buf text = {0};
    bool ok = file_read(d->ctx, path, data_most_bytes(d->ctx, path), &text) &&
              read_text(d, path, buf_span(&text), defaults);
    buf_release(&text);
    return ok;
}

bool data_read_file(struct data *d, const char *path)
{
    return read_file(d, path, false);
}

bool data_read_defaults(struct data *d, const char *path)
{
    return read_file(d, path, true);
}
