/* JSON Schema (draft 2020-12) of the data from the table: the keys of a paper and the blocks of
 * noi_dung.
 *
 * It says what the values of our keys are and refuses no other key: keys fold ("Trích yếu" is
 * trich_yeu), and data for a template is free. Diagnostics with places and mended lines are the
 * program's. */
#include "template/template.h"
#include "template/vocab.h"

struct json {
    struct buf *out;
    const struct element *rows;
    size_t n;
    int depth;
    bool more; /* a member stands before this one */
};

static void member(struct json *j, const char *key)
{
    buf_puts(j->out, j->more ? ",\n" : "\n");
    for (int i = 0; i < j->depth; i++)
        buf_puts(j->out, "  ");
    for (buf_puts(j->out, "\""); *key; key++)
        buf_putc(j->out, *key == '-' ? '_' : *key);
    buf_puts(j->out, "\": ");
    j->more = true;
}

static void open(struct json *j, const char *key)
{
    member(j, key);
    buf_putc(j->out, '{');
    j->depth++;
    j->more = false;
}

static void close(struct json *j)
{
    j->depth--;
    buf_putc(j->out, '\n');
    for (int i = 0; i < j->depth; i++)
        buf_puts(j->out, "  ");
    buf_putc(j->out, '}');
    j->more = true;
}

static void raw(struct json *j, const char *key, const char *value)
{
    member(j, key);
    buf_puts(j->out, value);
}

static void attributes(struct json *j, const struct element *e)
{
    for (const struct attribute *a = e->attributes; a && a->name; a++)
        if (a->type <= ATTRIBUTE_CHOICE)
            raw(j, a->key ? a->key : a->name, "{ \"$ref\": \"#/$defs/chu\" }");
}

static void value(struct json *j, const struct element *e);

/* Another row of the element before this one gives the same key: the value has either shape. */
static bool is_given(const struct json *j, const struct element *e, const struct element *row)
{
    for (const struct element *c = j->rows; c < row; c++)
        if (c->key && row->key && strcmp(c->key, row->key) == 0 && c->put == row->put &&
            vocab_has_word(c->parents, e->name))
            return true;
    return false;
}

/* The members of the map that an element gives. */
static void properties(struct json *j, const struct element *e)
{
    open(j, "properties");
    attributes(j, e);
    for (const struct element *c = j->rows; c < j->rows + j->n; c++)
        if ((c->put == PUT_MEMBER || c->put == PUT_LIST || c->put == PUT_ORGANS) &&
            vocab_has_word(c->parents, e->name) && !is_given(j, e, c))
            value(j, c);
    if (e->items && *e->items)
        raw(j, e->items,
            strcmp(e->items, "noi_dung") == 0 ? "{ \"$ref\": \"#/$defs/noi_dung\" }"
                                              : "{ \"type\": \"array\" }");
    close(j);
}

static void value(struct json *j, const struct element *e)
{
    if (e->content == CONTENT_TEXT && !e->text_key) {
        raw(j, e->key,
            e->put == PUT_LIST ? "{ \"$ref\": \"#/$defs/dong_chu\" }"
                               : "{ \"$ref\": \"#/$defs/chu\" }");
    } else if (e->content == CONTENT_TEXT) {
        raw(j, e->key,
            "{ \"type\": \"array\", \"items\": { \"type\": [\"string\", \"object\"] } }");
    } else if (e->content == CONTENT_INLINE) {
        raw(j, e->key, "{ \"$ref\": \"#/$defs/dong_chu_co_kieu\" }");
    } else if (e->items && !*e->items) {
        raw(j, e->key, "{ \"$ref\": \"#/$defs/noi_dung\" }");
    } else {
        open(j, e->key);
        raw(j, "type",
            e->put == PUT_MEMBER ? "[\"object\", \"null\"]" : "[\"object\", \"array\", \"null\"]");
        properties(j, e);
        if (e->put != PUT_MEMBER) {
            open(j, "items");
            raw(j, "type", "\"object\"");
            properties(j, e);
            close(j);
        }
        close(j);
    }
}

/* A block of noi_dung: a map with the element's key. */
static void block(struct json *j, const struct element *e)
{
    open(j, e->name);
    raw(j, "type", "\"object\"");
    open(j, "properties");
    if (e->content == CONTENT_EMPTY || (e->items && *e->items && e->key)) {
        open(j, e->key);
        raw(j, "type", "\"object\"");
        properties(j, e);
        close(j);
    } else {
        raw(j, e->key,
            e->content == CONTENT_INLINE ? "{ \"$ref\": \"#/$defs/dong_chu_co_kieu\" }"
                                         : "{ \"$ref\": \"#/$defs/noi_dung\" }");
        attributes(j, e);
    }
    close(j);
    close(j);
}

static void definitions(struct json *j)
{
    open(j, "$defs");
    raw(j, "chu", "{ \"type\": [\"string\", \"number\", \"null\"] }");
    raw(j, "dong_chu",
        "{ \"anyOf\": [{ \"$ref\": \"#/$defs/chu\" }, { \"type\": \"array\", \"items\": { "
        "\"$ref\": \"#/$defs/chu\" } }] }");
    raw(j, "dong_chu_co_kieu", "{ \"type\": [\"string\", \"number\", \"array\", \"object\"] }");
    raw(j, "noi_dung",
        "{ \"anyOf\": [{ \"$ref\": \"#/$defs/chu\" }, { \"$ref\": \"#/$defs/khoi\" }, "
        "{ \"type\": \"array\", \"items\": { \"$ref\": \"#/$defs/noi_dung\" } }] }");
    for (const struct element *e = j->rows; e < j->rows + j->n; e++)
        if (e->put == PUT_ITEM && e->key && vocab_has_word(e->parents, "noi-dung"))
            block(j, e);
    open(j, "muc");
    raw(j, "type", "\"object\"");
    properties(j, vocab_any("muc"));
    close(j);
    member(j, "khoi");
    buf_puts(j->out, "{ \"type\": \"object\", \"allOf\": [{ \"$ref\": \"#/$defs/muc\" }");
    for (const struct element *e = j->rows; e < j->rows + j->n; e++)
        if (e->put == PUT_ITEM && e->key && vocab_has_word(e->parents, "noi-dung")) {
            buf_puts(j->out, ", { \"$ref\": \"#/$defs/");
            for (const char *p = e->name; *p; p++)
                buf_putc(j->out, *p == '-' ? '_' : *p);
            buf_puts(j->out, "\" }");
        }
    buf_puts(j->out, "] }");
    close(j);
}

void template_write_json_schema(struct buf *out)
{
    struct json j = {.out = out, .depth = 1};

    j.rows = vocab_elements(&j.n);
    buf_putc(out, '{');
    raw(&j, "$schema", "\"https://json-schema.org/draft/2020-12/schema\"");
    raw(&j, "$id", "\"urn:vanban:1:du-lieu\"");
    raw(&j, "title", "\"Dữ liệu của một văn bản (vanban)\"");
    raw(&j, "type", "\"object\"");
    properties(&j, vocab_any("van-ban"));
    definitions(&j);
    buf_puts(out, "\n}\n");
}
