/* The value tree: what YAML, JSON, CSV and Markdown files all become, with source positions.
 *
 * A scalar keeps the text as written; nothing is converted here. `quoted` tells "4.140" from 4.140, so that
 * whoever needs a figure can refuse the ambiguous bare form. Keys are folded (text_fold), unless the data say exact_keys;
 * the written form is kept beside. Values are not changed after reading. */
#ifndef DATA_VALUE_H
#define DATA_VALUE_H

#include "base/ctx.h"

enum value_type {
    VALUE_NULL,   /* ~, null, empty */
    VALUE_BOOL,   /* bare true, false */
    VALUE_SCALAR, /* text */
    VALUE_LIST,
    VALUE_MAP,
};

/* From `offset` of a scalar's text on, the text stands in the file from line:col on (same line, one column a
 * character) until the next mark. */
struct source_mark {
    size_t offset;
    int line, col;
};

/* A file that was read. */
struct source {
    const char *file;
    bool document; /* expressions {{ }} in its texts (outside so_lieu) are evaluated */
    bool markdown;
    bool table; /* stands under the file's name */
    const struct file_part *part; /* the table that was asked for, where paths begin; NULL: paths begin in the file */
    bool made; /* by a template: the values are no data, reading them is not traced */
};

/* A member in the AA tree of a map by its key; owned by value.c. */
struct value_node {
    const struct value *member;
    struct value_node *less, *more;
    int level;
};

struct value {
    enum value_type type;
    uint32_t index; /* place in the parent */
    struct pos pos;
    const struct source *source;
    const struct value *parent; /* NULL at the root */
    const char *key;            /* folded; NULL for list items and the root */
    const char *written_key;    /* as written, NFC */
    struct pos key_pos;
    union {
        bool boolean;
        struct {
            const char *text; /* NFC */
            size_t n;
            const struct source_mark *marks; /* may be NULL: one mark at `pos` */
            uint32_t n_marks;
            bool quoted;
        } scalar;
        struct {
            struct value **v;
            size_t n;
            struct value_node *by_key; /* of a map; maps that were made alike share it */
            uint32_t cap;
            bool flow;                 /* written in [ ] or { } */
        } items; /* list and map, in written order */
    } as;
};

/* Everything that was read for one run. */
struct data {
    struct ctx *ctx;
    struct arena arena;
    struct value *root; /* a map, never NULL */
    size_t values;      /* counted against LIMIT_VALUES */
    bool exact_keys;    /* keys stay as written and the files hold data only: for templates in the office's own files */
    /* Of vanban.yaml, and no data of a paper: sources (gather/gather.h) and rules between them (merge/rules.h). NULL: none. */
    const struct value *sources, *rules;
    struct mentions *mentions; /* of cited papers, met in expressions so far (data/cite.h) */
};

void data_init(struct data *d, struct ctx *ctx);
void data_release(struct data *d);

/* Reads a file by its suffix (.md .markdown .yaml .yml .json .csv .xlsx .ods; "-": Markdown if it begins with "---", else YAML/JSON) and
 * merges it into d->root: maps merge at the top, the same key twice is an error. A CSV table stands as a
 * list of maps under its file's folded base name; of spreadsheets see sheets_read in data/reader.h. The first file that has ten_loai or noi_dung is the
 * document. false: at least one error was reported. */
bool data_read_file(struct data *d, const char *path);
/* The same from memory; `name` stands in diagnostics and decides the format as a file name would. */
bool data_read_memory(struct data *d, const char *name, struct span text);

/* What the name says of the format, of "-" the text. */
bool data_is_markdown(const char *name, struct span text);
bool data_is_known(const char *name);
bool data_is_sheets(const char *name);
bool data_is_csv(const char *name);
bool data_is_json(const char *name);
/* How large a file of this name may be. */
size_t data_most_bytes(const struct ctx *ctx, const char *name);

/* The lowest layer (vanban.yaml), read after the others: a key that stands already keeps its value. */
bool data_read_defaults(struct data *d, const char *path);

/* What is wanted of a file that holds rows; members NULL: whatever is there. */
struct data_ask {
    const struct value *sheet, *area, *head; /* texts: its name, "B3:F40" or a name of the file, "3" or "3-4" */
    const struct value *cells; /* a form: a map of keys to cells ("C7") or labels; of YAML to paths ("so_lieu.khoi") */
};
/* The rows of a CSV file or a spreadsheet, a form or a YAML or JSON map as the only row, a YAML or JSON list of maps: a list of
 * maps with their places; nothing is merged into the root. `pos` is where the file is named. *total: the
 * total of a table of a spreadsheet, a map, or NULL. NULL: reported. */
struct value *data_read_table(struct data *d, const char *path, struct pos pos, const struct data_ask *ask, struct value **total);
/* The rows that the map `owner` takes from the file `path`, which its member `tep` names, with the places of a member `dong`. Readings of
 * them are told with a part (struct file_part). NULL: reported. */
struct value *data_read_rows(struct data *d, const char *path, const struct value *owner, const struct data_ask *ask);
/* The same again by that part, as `dong` of the root. */
bool data_read_part(struct data *d, const char *path, const char *part);

/* NULL if absent or not a map. Untraced: for readers of configuration; the merge uses expr/read.h. */
const struct value *value_member(const struct value *map, const char *folded_key);
static inline const struct value *value_item(const struct value *list, size_t i)
{
    return list && (list->type == VALUE_LIST || list->type == VALUE_MAP) && i < list->as.items.n
               ? list->as.items.v[i] : NULL;
}
static inline size_t value_count(const struct value *v)
{
    return v && (v->type == VALUE_LIST || v->type == VALUE_MAP) ? v->as.items.n : 0;
}
static inline bool value_is_text(const struct value *v)
{
    return v && v->type == VALUE_SCALAR;
}
/* "so_lieu.khoi[2].ten" in the arena. */
char *value_path(struct arena *a, const struct value *v);
/* The same within the part that the value comes from (struct file_part), or within its file read by itself. */
char *value_own_path(struct arena *a, const struct value *v);
/* The value that such a path leads to from the root; NULL: there is none. Of several ways to read a key with "." or "[" in it the one
 * with the shortest keys counts. */
const struct value *value_at(const struct value *root, const char *path);
/* Where byte `offset` of a scalar's text stands in its file. */
struct pos value_pos_at(const struct value *v, size_t offset);
/* "- Đối với tập thể: …" is a mapping to YAML: a block map of one member whose written key looks like prose
 * (a space or a character outside ASCII). To be asked where a map of unknown keys was met. */
bool value_is_mapping_trap(const struct value *map);
/* Reports such a map and shows the quoted form. */
void value_report_mapping_trap(struct ctx *ctx, const struct value *map);
/* The text as a quoted YAML scalar, for mended lines. */
void value_quote(struct buf *out, struct span text);
/* For -f tree and tests: an indented dump, stable. */
void value_dump(const struct value *v, struct buf *out);

struct mentions *mentions_new(struct arena *a);

/* Construction, for readers and for tests. Strings are copied into the arena; text must be NFC. */
struct value *value_new(struct data *d, enum value_type type, struct pos pos, const struct source *source);
struct value *value_text(struct data *d, struct span text, bool quoted, struct pos pos, const struct source *source);
bool value_append(struct data *d, struct value *list, struct value *item);
/* A map with the keys of `like`: the n members, one a key in its order, are already what they shall be but for key and
 * parent. For tables of many rows; nothing is counted against LIMIT_VALUES. */
struct value *value_map_like(struct data *d, const struct value *like, struct value *members, struct pos pos, const struct source *source);
/* Reports a duplicate key (both places) and returns false. */
bool value_insert(struct data *d, struct value *map, struct span key, struct pos key_pos, struct value *item);

#endif
