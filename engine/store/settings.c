/* The walk over the table, and ky_so. Nothing here asks for a PIN or reads a key. */
#include "store/settings.h"

#include "base/diag/store.h"
#include "base/file.h"
#include "data/office.h"
#include "text/date.h"
#include "text/text.h"

enum { DEEPEST = 8 }; /* maps in each other, more than the table has */

static const char *const type_words[][2] = {
    [OFFICE_TEXT] = {[LANG_VI] = "một đoạn chữ", [LANG_EN] = "a text"},
    [OFFICE_TEXTS] = {[LANG_VI] = "một đoạn chữ hoặc danh sách các đoạn chữ", [LANG_EN] = "a text or a list of texts"},
    [OFFICE_YES] = {[LANG_VI] = "true hoặc false", [LANG_EN] = "true or false"},
    [OFFICE_DAY] = {[LANG_VI] = "một ngày, ví dụ 15/6/2025", [LANG_EN] = "a day, for example 15/6/2025"},
    [OFFICE_MAP] = {[LANG_VI] = "các khoá và giá trị, ví dụ { ten: … }", [LANG_EN] = "keys and values, for example { ten: … }"},
    [OFFICE_MAPS] = {[LANG_VI] = "một danh sách, ví dụ [ { ten: … } ]", [LANG_EN] = "a list, for example [ { ten: … } ]"},
    [OFFICE_ITEMS] = {[LANG_VI] = "một danh sách", [LANG_EN] = "a list"},
    [OFFICE_NAMED] = {[LANG_VI] = "các tên và giá trị", [LANG_EN] = "names and values"},
};

static bool is_text(const struct value *v)
{
    return v->type == VALUE_SCALAR && v->as.scalar.n > 0;
}

static bool is_list_of_texts(const struct value *v)
{
    for (size_t i = 0; i < value_count(v); i++)
        if (!is_text(value_item(v, i)))
            return false;
    return true;
}

static bool has_type(const struct value *v, enum office_type type)
{
    struct date day;

    switch (type) {
    case OFFICE_TEXT: return is_text(v);
    case OFFICE_TEXTS: return is_text(v) || (v->type == VALUE_LIST && is_list_of_texts(v));
    case OFFICE_YES: return v->type == VALUE_BOOL;
    case OFFICE_DAY: return is_text(v) && date_parse(span_of(v->as.scalar.text), &day);
    case OFFICE_MAP:
    case OFFICE_NAMED: return v->type == VALUE_MAP;
    case OFFICE_MAPS: return v->type == VALUE_LIST;
    case OFFICE_ITEMS: return v->type == VALUE_LIST || v->type == VALUE_MAP || is_text(v);
    case OFFICE_FREE: break;
    }
    return true;
}

static bool is_choice(const char *choices, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = choices; p; p = strchr(p, ' ')) {
        p += *p == ' ';
        if (strncmp(p, word, n) == 0 && (p[n] == ' ' || !p[n]))
            return true;
    }
    return false;
}

static const char *with_commas(struct arena *a, const char *const *names)
{
    struct buf out = {0};

    for (size_t i = 0; names[i]; i++)
        buf_printf(&out, "%s%s", i ? ", " : "", names[i]);
    return arena_buf(a, &out);
}

static void report_unknown(struct ctx *ctx, const char *map, const struct value *v)
{
    static const char *const secrets[] = {"pin", "ma_pin", "mat_khau", "password"};
    const char *names[OFFICE_NAMES_MOST], *near;
    struct arena a = {0};

    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        if (strcmp(v->key, secrets[i]) == 0) {
            diag(ctx, DIAG_STORE_KEY_SECRET, v->key_pos, v->written_key);
            return;
        }
    office_names(map, names, OFFICE_NAMES_MOST);
    near = text_nearest(v->key, names);
    if (near)
        diag(ctx, DIAG_STORE_KEY_UNKNOWN_NEAR, v->key_pos, v->written_key, near);
    else
        diag(ctx, DIAG_STORE_KEY_UNKNOWN, v->key_pos, v->written_key, with_commas(&a, names));
    arena_release(&a);
}

static bool check_map(struct ctx *ctx, const char *map, const struct value *v, int depth);

static bool check_choices(struct ctx *ctx, const struct office_key *key, const struct value *v)
{
    bool ok = true;

    for (size_t i = 0; v->type == VALUE_LIST && i < value_count(v); i++)
        ok &= check_choices(ctx, key, value_item(v, i));
    if (v->type == VALUE_LIST || is_choice(key->choices, v->as.scalar.text))
        return ok;
    diag(ctx, DIAG_STORE_CHOICE, v->pos, key->name, v->as.scalar.text, key->choices);
    return false;
}

/* A value with what lies below it. */
static bool check_value(struct ctx *ctx, const struct office_key *key, const struct value *v, int depth)
{
    bool ok = true;

    if (v->type == VALUE_NULL)
        return true;
    if (!has_type(v, key->type)) {
        diag(ctx, DIAG_STORE_TYPE, v->pos, key->name, type_words[key->type][ctx->lang]);
        return false;
    }
    if (key->choices)
        return check_choices(ctx, key, v);
    if (!key->inner)
        return true;
    if (v->type == VALUE_MAP && key->type != OFFICE_NAMED)
        return check_map(ctx, key->inner, v, depth + 1);
    for (size_t i = 0; i < value_count(v); i++) {
        const struct value *item = value_item(v, i);

        if (item->type == VALUE_MAP) {
            ok &= check_map(ctx, key->inner, item, depth + 1);
        } else if (!(is_text(item) && key->type != OFFICE_MAPS)) {
            diag(ctx, DIAG_STORE_TYPE, item->pos, key->name, type_words[key->type][ctx->lang]);
            ok = false;
        }
    }
    return ok;
}

static bool check_map(struct ctx *ctx, const char *map, const struct value *v, int depth)
{
    bool ok = true;

    for (size_t i = 0; i < value_count(v) && depth < DEEPEST; i++) {
        const struct value *member = value_item(v, i);
        const struct office_key *key = office_key(map, member->key);

        if (key) {
            ok &= check_value(ctx, key, member, depth);
        } else {
            report_unknown(ctx, map, member);
            ok = false;
        }
    }
    return ok;
}

bool settings_check(struct ctx *ctx, const char *map, const struct value *v)
{
    const struct office_key *key = v && v->key && !*map ? office_key(map, v->key) : NULL;

    if (!v || v->type == VALUE_NULL)
        return true;
    return key ? check_value(ctx, key, v, 0) : check_map(ctx, map, v, 0);
}

/* ---- ky_so ---- */

static const char *text_at(struct arena *a, const struct value *map, const char *name)
{
    const struct value *v = map ? value_member(map, name) : NULL;

    return value_is_text(v) ? arena_str(a, v->as.scalar.text) : NULL;
}

static const char *path_at(struct arena *a, const char *folder, const struct value *map, const char *name)
{
    const char *text = text_at(a, map, name);

    return text && *text != '/' ? path_join(a, folder, text) : text;
}

/* "a,b"; NULL: none. `folder`: they are paths below it. */
static const char *list_at(struct arena *a, const char *folder, const struct value *map, const char *name)
{
    const struct value *v = map ? value_member(map, name) : NULL;
    struct buf out = {0};

    if (!v || v->type == VALUE_NULL)
        return NULL;
    for (size_t i = 0; i < (v->type == VALUE_LIST ? value_count(v) : 1); i++) {
        const char *text = (v->type == VALUE_LIST ? value_item(v, i) : v)->as.scalar.text;

        buf_printf(&out, "%s%s", out.n ? "," : "", folder && *text != '/' ? path_join(a, folder, text) : text);
    }
    return arena_buf(a, &out);
}

/* The URI without white space, which its reader passes over wherever it stands. */
static const char *bare_uri(struct arena *a, const char *uri)
{
    struct buf out = {0};

    for (; *uri; uri++)
        if (!strchr(" \t\r\n", *uri))
            buf_putc(&out, *uri);
    return arena_buf(a, &out);
}

static bool read_key(struct ctx *ctx, struct arena *a, const char *folder, const struct value *map, const char *picture, struct settings_key *out)
{
    const struct value *token = map ? value_member(map, "pkcs11") : NULL;

    *out = (struct settings_key){.p12 = path_at(a, folder, map, "p12"),
                                 .key = path_at(a, folder, map, "khoa"),
                                 .cert = path_at(a, folder, map, "chung_thu"),
                                 .pkcs11 = text_at(a, map, "pkcs11"),
                                 .picture = path_at(a, folder, map, picture)};
    if (!out->pkcs11)
        return true;
    out->pkcs11 = bare_uri(a, out->pkcs11);
    if (strstr(out->pkcs11, "module-path")) {
        diag(ctx, DIAG_STORE_KEY_DRIVER, token->pos);
        return false;
    }
    if (strstr(out->pkcs11, "pin-")) {
        diag(ctx, DIAG_STORE_KEY_SECRET, token->pos, strstr(out->pkcs11, "pin-value") ? "pin-value" : "pin-source");
        return false;
    }
    return true;
}

bool settings_signing(struct ctx *ctx, struct arena *a, const char *file, struct settings_signing *out)
{
    const char *folder = path_dir(a, file);
    const struct value *own;
    struct data data;
    bool ok;

    *out = (struct settings_signing){0};
    data_init(&data, ctx);
    ok = data_read_file(&data, file);
    own = ok ? value_member(data.root, "ky_so") : NULL;
    if (own && own->type != VALUE_NULL && (ok = settings_check(ctx, "", own))) {
        out->level = text_at(a, own, "muc");
        out->tsa = text_at(a, own, "tsa");
        out->trust = list_at(a, folder, own, "tin_cay");
        out->trust_tls = list_at(a, folder, own, "tin_cay_tls");
        out->allow = list_at(a, NULL, own, "cho_phep");
        ok = read_key(ctx, a, folder, value_member(own, "co_quan"), "dau", &out->organ) &&
             read_key(ctx, a, folder, value_member(own, "ca_nhan"), "chu_ky", &out->person);
    }
    data_release(&data);
    return ok;
}
