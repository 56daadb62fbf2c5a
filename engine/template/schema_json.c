/* JSON Schema (draft 2020-12) of documents and data from the table: the keys of a paper and the blocks of noi_dung, for
 * editors.
 *
 * It refuses what the merge refuses as far as a schema can tell. Keys fold ("Trích yếu" is trich_yeu), which no schema
 * can follow: a key that is not written in plain letters is let pass. Data for a template is free, so unknown keys at
 * the top are refused only beside ten_loai or noi_dung, by which a document is known. That of vanban.yaml adds the keys of data/office.h. Diagnostics with places and
 * mended lines are the program's. */
#include "data/office.h"
#include "template/template.h"
#include "template/vocab.h"

enum { MEMBERS_MAX = 96 }; /* of one map; the longest is the paper's */

struct json {
    struct buf *out;
    const struct element *rows;
    size_t n;
    int depth;
    bool more; /* a member stands before this one */
    /* the names in the map at hand: rows of one key may share some */
    const char *names[MEMBERS_MAX];
    size_t n_names;
    struct arena arena;
};

#define REF(name) "{ \"$ref\": \"#/$defs/" name "\" }"

/* What the merge reads and templates write otherwise or not at all. */
static const struct {
    const char *element, *key, *schema;
} own_keys[] = {
    {"van-ban", "the_loai", REF("chu")},
    {"van-ban", "loai", REF("chu")},
    {"van-ban", "so_lieu", "true"},
    {"van-ban", "kiem_tra", REF("kiem_tra")},
    {"van-ban", "noi_dung_them", REF("noi_dung")},
    {"van-ban", "bang", "{ \"type\": [\"object\", \"null\"], \"additionalProperties\": " REF("bang") " }"},
    {"muc", "cap", REF("chu")},
    {"bang", "tong", "{ \"type\": [\"array\", \"string\", \"number\"] }"},
    {"bang", "gop", "{ \"type\": \"array\", \"items\": { \"type\": \"object\" } }"},
    /* lines, which a template writes as one text */
    {"van-ban", "lien_he", REF("dong_chu")},
    {"van-ban", "pham_vi_pho_bien", REF("dong_chu")},
    {"nguoi-ky", "quyen_han", REF("dong_chu")},
    {"nguoi-ky", "chuc_vu", REF("dong_chu")},
    {"nguoi-ky", "kiem", REF("dong_chu")},
};
enum { OWN_KEYS = sizeof own_keys / sizeof *own_keys };

/* ---- writing ---- */

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

static void put_folded(struct json *j, const char *name)
{
    for (; *name; name++)
        buf_putc(j->out, *name == '-' ? '_' : *name);
}

static void ref(struct json *j, const char *key, const char *to)
{
    raw(j, key, "{ \"$ref\": \"#/$defs/");
    put_folded(j, to);
    buf_puts(j->out, "\" }");
}

/* ---- members of a map ---- */

static void begin_members(struct json *j)
{
    open(j, "properties");
    j->n_names = 0;
}

/* false: it stands there already. */
static bool add_name(struct json *j, const char *name)
{
    for (size_t i = 0; i < j->n_names; i++)
        if (strcmp(j->names[i], name) == 0)
            return false;
    if (j->n_names < MEMBERS_MAX)
        j->names[j->n_names++] = name;
    return true;
}

/* The words of a choice, as in templates and with '_'; yes and no may be YAML's. Other ways to write them fold. */
static void choice(struct json *j, const struct attribute *a)
{
    const char *words = a->choices;

    member(j, a->key ? a->key : a->name);
    buf_puts(j->out, "{ \"anyOf\": [{ \"enum\": [");
    for (const char *p = words; *p;) {
        size_t n = strcspn(p, " ");

        buf_puts(j->out, p == words ? "\"" : ", \"");
        for (size_t i = 0; i < n; i++)
            buf_putc(j->out, p[i] == '-' ? '_' : p[i]);
        buf_puts(j->out, "\"");
        if (memchr(p, '-', n))
            buf_printf(j->out, ", \"%.*s\"", (int)n, p);
        p += n + (p[n] == ' ');
    }
    if (vocab_has_word(words, "khong"))
        buf_puts(j->out, ", true, false");
    buf_puts(j->out, ", null] }, { \"type\": \"string\", \"pattern\": \"[^a-z0-9_-]\" }] }");
}

static void attributes(struct json *j, const struct element *e)
{
    for (const struct attribute *a = e->attributes; a && a->name; a++) {
        const char *name = a->key ? a->key : a->name;

        char *folded = arena_str(&j->arena, name);

        for (char *p = folded; *p; p++)
            *p = *p == '-' ? '_' : *p;
        if (a->type > ATTRIBUTE_CHOICE || !add_name(j, folded))
            continue;
        if (a->type == ATTRIBUTE_CHOICE)
            choice(j, a);
        else
            ref(j, name, a->type == ATTRIBUTE_NUMBER ? "so" : "chu");
    }
}

static bool is_member(const struct element *c, const struct element *of)
{
    return (c->put == PUT_MEMBER || c->put == PUT_LIST || c->put == PUT_ORGANS) && vocab_has_word(c->parents, of->name);
}

/* An element that gives a map, so that it has a definition of its own. */
static bool is_map(const struct element *e)
{
    return e->key && (e->text_key || e->content == CONTENT_EMPTY || (e->content == CONTENT_PARTS && !(e->items && !*e->items)));
}

static void child(struct json *j, const struct element *e)
{
    if (is_map(e))
        ref(j, e->key, e->key);
    else if (e->content == CONTENT_TEXT)
        ref(j, e->key, e->put == PUT_LIST ? "dong_chu" : "chu");
    else
        ref(j, e->key, e->content == CONTENT_INLINE ? "dong_chu_co_kieu" : "noi_dung");
}

static void members(struct json *j, const struct element *e)
{
    for (size_t i = 0; i < OWN_KEYS; i++)
        if (strcmp(own_keys[i].element, e->name) == 0 && add_name(j, own_keys[i].key))
            raw(j, own_keys[i].key, own_keys[i].schema);
    attributes(j, e);
    if (e->text_key && add_name(j, e->text_key))
        ref(j, e->text_key, "chu");
    for (const struct element *c = j->rows; c < j->rows + j->n; c++)
        if (is_member(c, e) && add_name(j, c->key))
            child(j, c);
    if (e->items && *e->items && add_name(j, e->items))
        raw(j, e->items, strcmp(e->items, "noi_dung") == 0 ? REF("noi_dung") : "{ \"type\": \"array\" }");
}

static void end_members(struct json *j)
{
    close(j);
    raw(j, "patternProperties", "{ \"[^a-z0-9_]\": true }");
    raw(j, "additionalProperties", "false");
}

/* ---- definitions ---- */

/* A map, or a list of them; rows that give the same key have one definition. */
static void define_map(struct json *j, const struct element *e)
{
    for (const struct element *c = j->rows; c < e; c++)
        if (is_map(c) && strcmp(c->key, e->key) == 0)
            return;
    open(j, e->key);
    if (e->text_key)
        raw(j, "type", "[\"object\", \"array\", \"string\", \"number\", \"null\"]");
    else
        raw(j, "type", e->put == PUT_LIST || e->put == PUT_ORGANS ? "[\"object\", \"array\", \"null\"]" : "[\"object\", \"null\"]");
    begin_members(j);
    for (const struct element *c = e; c < j->rows + j->n; c++)
        if (is_map(c) && strcmp(c->key, e->key) == 0)
            members(j, c);
    end_members(j);
    if (e->put == PUT_LIST || e->put == PUT_ORGANS) {
        member(j, "items");
        buf_puts(j->out, "{ \"allOf\": [{ \"$ref\": \"#/$defs/");
        put_folded(j, e->key);
        buf_printf(j->out, "\" }, { \"type\": %s }] }", e->text_key ? "[\"object\", \"string\", \"number\"]" : "\"object\"");
    }
    close(j);
}

static bool is_block(const struct element *e)
{
    return e->put == PUT_ITEM && vocab_has_word(e->parents, "noi-dung");
}

/* The key by which a block of noi_dung is known; a section's is that of its heading. */
static const char *block_key(const struct json *j, const struct element *e)
{
    for (const struct element *c = j->rows; c < j->rows + j->n && !e->key; c++)
        if (c->put == PUT_MEMBER && vocab_has_word(c->parents, e->name))
            return c->key;
    return e->key ? e->key : e->name;
}

static void define_block(struct json *j, const struct element *e)
{
    open(j, arena_printf(&j->arena, "khoi_%s", e->name));
    begin_members(j);
    if (is_map(e)) {
        ref(j, e->key, e->key);
    } else if (e->content == CONTENT_MARKDOWN) {
        ref(j, e->name, "chu");
    } else if (e->key) {
        ref(j, e->key, e->content == CONTENT_INLINE ? "dong_chu_co_kieu" : "noi_dung");
        attributes(j, e);
    } else {
        members(j, e);
    }
    end_members(j);
    close(j);
}

/* What a block is, its key says; one without any is none. A key of several words is prose that YAML takes for one ("Đối với
 * tập thể: …"): no key of ours has more than two. */
static void define_blocks(struct json *j)
{
    const char *between = "";

    open(j, "khoi");
    raw(j, "type", "\"object\"");
    member(j, "allOf");
    buf_putc(j->out, '[');
    for (const struct element *e = j->rows; e < j->rows + j->n; e++)
        if (is_block(e)) {
            buf_printf(j->out, "%s\n      { \"if\": { \"required\": [\"%s\"] }, \"then\": { \"$ref\": \"#/$defs/khoi_", between, block_key(j, e));
            put_folded(j, e->name);
            buf_puts(j->out, "\" } }");
            between = ",";
        }
    buf_puts(j->out, "\n    ]");
    member(j, "anyOf");
    buf_putc(j->out, '[');
    for (const struct element *e = j->rows; e < j->rows + j->n; e++)
        if (is_block(e))
            buf_printf(j->out, "{ \"required\": [\"%s\"] }, ", block_key(j, e));
    buf_puts(j->out, "{ \"not\": { \"propertyNames\": { \"pattern\": \"^[a-z0-9_]*$\" } } }]");
    raw(j, "propertyNames", "{ \"pattern\": \"^\\\\S+( \\\\S+)?$\" }");
    open(j, "properties"); /* what an editor offers */
    for (const struct element *e = j->rows; e < j->rows + j->n; e++)
        if (is_block(e))
            raw(j, block_key(j, e), "true");
    close(j);
    close(j);
}

static void define_inlines(struct json *j)
{
    open(j, "dong_chu_co_kieu");
    raw(j, "type", "[\"string\", \"number\", \"array\", \"object\", \"null\"]");
    begin_members(j);
    for (const struct element *e = j->rows; e < j->rows + j->n; e++)
        if (e->put == PUT_INLINE) {
            attributes(j, e);
            if (add_name(j, e->key))
                raw(j, e->key, e->content == CONTENT_EMPTY ? "true" : e->boxed ? REF("noi_dung") : REF("dong_chu_co_kieu"));
        }
    if (add_name(j, "doan"))
        ref(j, "doan", "dong_chu_co_kieu");
    end_members(j);
    ref(j, "items", "dong_chu_co_kieu");
    close(j);
}

static void definitions(struct json *j)
{
    raw(j, "chu", "{ \"type\": [\"string\", \"number\", \"null\"] }");
    raw(j, "so",
        "{ \"anyOf\": [{ \"type\": [\"number\", \"null\"] }, { \"type\": \"string\", \"pattern\": "
        "\"^\\\\s*[-+]?[0-9][0-9.,]*\\\\s*$|\\\\{\\\\{\" }] }");
    raw(j, "dong_chu", "{ \"type\": [\"string\", \"number\", \"array\", \"null\"], \"items\": " REF("chu") " }");
    raw(j, "kiem_tra",
        "{ \"type\": [\"string\", \"object\", \"array\", \"null\"], \"properties\": { \"dung\": " REF("chu") ", \"thong_bao\": " REF(
            "chu") " }, \"items\": " REF("kiem_tra") " }");
    raw(j, "noi_dung",
        "{ \"if\": { \"type\": \"object\" }, \"then\": " REF(
            "khoi") ", \"else\": { \"type\": [\"string\", \"number\", \"array\", \"null\"], \"items\": " REF("noi_dung") " } }");
    define_inlines(j);
    define_blocks(j);
    for (const struct element *e = j->rows; e < j->rows + j->n; e++)
        if (is_block(e))
            define_block(j, e);
    for (const struct element *e = j->rows; e < j->rows + j->n; e++)
        if (is_map(e) && e->put != PUT_ROOT && e->put != PUT_INLINE)
            define_map(j, e);
}

/* A document, known by these keys, has no others at the top than a paper's. */
static void documents(struct json *j)
{
    raw(j, "if", "{ \"anyOf\": [{ \"required\": [\"ten_loai\"] }, { \"required\": [\"noi_dung\"] }] }");
    open(j, "then");
    open(j, "propertyNames");
    member(j, "anyOf");
    buf_puts(j->out, "[{ \"enum\": [");
    for (size_t i = 0; i < j->n_names; i++) {
        buf_puts(j->out, i ? ", \"" : "\"");
        put_folded(j, j->names[i]);
        buf_puts(j->out, "\"");
    }
    buf_puts(j->out, "] }, { \"pattern\": \"[^a-z0-9_]\" }]");
    close(j);
    close(j);
}

static void begin_schema(struct json *j, const char *id, const char *title)
{
    j->rows = vocab_elements(&j->n);
    j->depth = 1;
    buf_putc(j->out, '{');
    raw(j, "$schema", "\"https://json-schema.org/draft/2020-12/schema\"");
    raw(j, "$id", id);
    raw(j, "title", title);
    raw(j, "type", "\"object\"");
    begin_members(j);
    members(j, vocab_any("van-ban"));
}

static void end_schema(struct json *j)
{
    buf_puts(j->out, "\n}\n");
    arena_release(&j->arena);
}

void template_write_json_schema(struct buf *out)
{
    struct json j = {.out = out};

    begin_schema(&j, "\"urn:vanban:1:du-lieu\"", "\"Văn bản và dữ liệu của văn bản (vanban)\"");
    close(&j);
    documents(&j);
    open(&j, "$defs");
    definitions(&j);
    close(&j);
    end_schema(&j);
}

/* ---- vanban.yaml: the keys of a paper, which hold for all that do not say otherwise, and those of the office ---- */

static void choices(struct json *j, const char *words)
{
    buf_puts(j->out, "\"enum\": [null");
    for (const char *p = words; *p;) {
        size_t n = strcspn(p, " ");

        buf_printf(j->out, ", \"%.*s\"", (int)n, p);
        p += n + (p[n] == ' ');
    }
    buf_putc(j->out, ']');
}

/* What a value of the key may be, behind what stands in the braces already. */
static void office_type(struct json *j, const struct office_key *k)
{
    const char *inner = k->inner ? k->inner : "";
    const char *either = arena_printf(&j->arena, "\"anyOf\": [" REF("chu") ", { \"$ref\": \"#/$defs/cua_%s\" }", inner);

    if (k->choices && k->type == OFFICE_TEXTS) {
        buf_puts(j->out, "\"anyOf\": [{ ");
        choices(j, k->choices);
        buf_puts(j->out, " }, { \"type\": \"array\", \"items\": { ");
        choices(j, k->choices);
        buf_puts(j->out, " } }]");
        return;
    }
    if (k->choices) {
        choices(j, k->choices);
        return;
    }
    switch (k->type) {
    case OFFICE_TEXT:
    case OFFICE_DAY: buf_puts(j->out, "\"$ref\": \"#/$defs/chu\""); break;
    case OFFICE_TEXTS: buf_puts(j->out, "\"$ref\": \"#/$defs/dong_chu\""); break;
    case OFFICE_YES: buf_puts(j->out, "\"type\": [\"boolean\", \"null\"]"); break;
    case OFFICE_MAP: buf_printf(j->out, "\"$ref\": \"#/$defs/cua_%s\"", inner); break;
    case OFFICE_MAPS: buf_printf(j->out, "\"type\": [\"array\", \"null\"], \"items\": { \"$ref\": \"#/$defs/cua_%s\" }", inner); break;
    case OFFICE_ITEMS: buf_printf(j->out, "%s, { \"type\": \"array\", \"items\": { %s] } }]", either, either); break;
    case OFFICE_NAMED: buf_printf(j->out, "\"type\": [\"object\", \"null\"], \"additionalProperties\": { %s] }", either); break;
    case OFFICE_FREE: buf_puts(j->out, "\"$comment\": \"vanban\""); break;
    }
}

static void office_members(struct json *j, const char *map)
{
    size_t n;
    const struct office_key *keys = office_keys(&n);

    for (size_t i = 0; i < n; i++) {
        if (strcmp(keys[i].map, map) != 0)
            continue;
        member(j, keys[i].name);
        buf_puts(j->out, "{ \"description\": ");
        buf_json(j->out, keys[i].about[LANG_VI]);
        buf_puts(j->out, ", ");
        office_type(j, &keys[i]);
        buf_puts(j->out, " }");
    }
}

void template_write_office_schema(struct buf *out)
{
    struct json j = {.out = out};
    size_t n;
    const struct office_key *keys = office_keys(&n);

    begin_schema(&j, "\"urn:vanban:1:khong-gian\"", "\"Không gian làm việc của cơ quan: vanban.yaml (vanban)\"");
    office_members(&j, "");
    close(&j);
    open(&j, "$defs");
    for (size_t i = 0; i < n; i++) {
        if (!keys[i].inner)
            continue;
        open(&j, arena_printf(&j.arena, "cua_%s", keys[i].inner));
        raw(&j, "type", "[\"object\", \"null\"]");
        begin_members(&j);
        office_members(&j, keys[i].inner);
        end_members(&j);
        close(&j);
    }
    definitions(&j);
    close(&j);
    end_schema(&j);
}
