/* Reading values for the merge: members, texts, lines, numbers, and what to say when they are something else. */
#include <math.h>

#include "base/diag/merge.h"
#include "merge/binder.h"
#include "text/text.h"

static const char *const type_names[][2] = {
    [VALUE_NULL] = {"nothing", "chỗ trống"},
    [VALUE_BOOL] = {"true or false", "giá trị đúng/sai"},
    [VALUE_SCALAR] = {"a text", "một đoạn chữ"},
    [VALUE_LIST] = {"a list", "một danh sách"},
    [VALUE_MAP] = {"a group of keys", "một nhóm khoá"},
};

const char *value_kind_name(struct binder *b, const struct value *v)
{
    return type_names[v->type][b->ctx->lang == LANG_VI];
}

/* Reads from here on belong to the node at this place, which is made afterwards. */
static void enter(struct binder *b, const char *place)
{
    b->ctx->node = place ? doc_place_id(place) : 0;
}

/* The paragraph that a key of the paper is read for; NULL: the document as a whole. */
static const char *place_of_key(const char *key)
{
    static const char *const places[][2] = {
        {"so", "so"}, {"ky_hieu", "so"}, {"ngay", "ngay"}, {"dia_danh", "ngay"}, {"trich_yeu", "trich_yeu"}, {"lenh", "lenh"},
        {"do_khan", "do_khan"}, {"lan_du_thao", "lan_du_thao"}, {"nguoi_soan_thao", "nguoi_soan_thao"},
        {"so_ban", "nguoi_soan_thao"}, {"lien_he", "lien_he"},
    };

    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (strcmp(places[i][0], key) == 0)
            return places[i][1];
    return NULL;
}

const struct value *bind_member(struct binder *b, const struct value *map, const char *key)
{
    const struct value *v;

    if (map == b->data->root)
        enter(b, value_member(map, key) ? place_of_key(key) : NULL);
    v = read_member(b->ctx, map, key);
    return v && v->type != VALUE_NULL ? v : NULL;
}

const struct value *bind_item(struct binder *b, const struct value *list, size_t i)
{
    const struct value *v = value_item(list, i);
    struct arena a = {0};

    if (b->ctx->tracer && value_is_text(v)) /* a paragraph */
        enter(b, value_path(&a, v));
    arena_release(&a);
    return read_item(b->ctx, list, i);
}

size_t bind_many(struct binder *b, const struct value *v)
{
    return v && v->type == VALUE_LIST ? read_count(b->ctx, v) : v != NULL;
}

const struct value *bind_one(struct binder *b, const struct value *v, size_t i)
{
    return v->type == VALUE_LIST ? read_item(b->ctx, v, i) : v;
}

const struct value *bind_given(struct binder *b, const struct value *map, const char *key)
{
    const struct value *v = bind_member(b, map, key);

    return v && v->type == VALUE_LIST && read_count(b->ctx, v) == 0 ? NULL : v;
}

const struct value *bind_needed(struct binder *b, const struct value *map, const char *what,
                                const char *key, const char *example)
{
    const struct value *v = bind_member(b, map, key);

    if (!v)
        diag(b->ctx, DIAG_KEY_MISSING, map->pos, what, key, example);
    return v;
}

bool bind_is_map(struct binder *b, const struct value *v, const char *what, const char *example)
{
    if (v->type == VALUE_MAP)
        return true;
    diag(b->ctx, DIAG_TYPE_MAP, v->pos, what, value_kind_name(b, v), example);
    return false;
}

static const char *known_keys(struct binder *b, const struct key *keys)
{
    struct buf out = {0};

    for (const struct key *k = keys; k->name; k++)
        if (!k->not_yet)
            buf_printf(&out, "%s%s", out.n ? ", " : "", k->name);
    return arena_buf(&b->doc->arena, &out);
}

bool bind_keys(struct binder *b, const struct value *map, const struct key *keys)
{
    const char *names[64];
    size_t n = 0;
    bool ok = true;

    for (const struct key *k = keys; k->name && n + 1 < sizeof names / sizeof *names; k++)
        names[n++] = k->name;
    names[n] = NULL;
    if (!b->free_keys || map != b->data->root)
        read_shape(b->ctx, map);
    for (size_t i = 0; i < value_count(map); i++) {
        const struct value *v = map->as.items.v[i];
        const struct key *k = keys;
        const char *near;

        if (v->source && v->source->table)
            continue; /* a table is free to have any name */
        while (k->name && strcmp(k->name, v->key) != 0)
            k++;
        if (k->name ? !k->not_yet : b->free_keys && map == b->data->root)
            continue;
        ok = false;
        if (k->name) {
            diag(b->ctx, DIAG_KEY_NOT_YET, v->key_pos, v->written_key);
            continue;
        }
        near = text_nearest(v->key, names);
        if (near)
            diag(b->ctx, DIAG_KEY_UNKNOWN_NEAR, v->key_pos, v->written_key, near);
        if (near && b->n_meant < sizeof b->meant / sizeof *b->meant)
            b->meant[b->n_meant++] = near;
        if (!near && map == b->data->root)
            diag(b->ctx, DIAG_KEY_UNKNOWN, v->key_pos, v->written_key);
        else if (!near)
            diag(b->ctx, DIAG_KEY_UNKNOWN_LIST, v->key_pos, v->written_key, known_keys(b, keys));
    }
    return ok;
}

const char *bind_string(struct binder *b, const struct value *v, const char *what)
{
    const char *text;

    if (!v)
        return NULL;
    if (v->type != VALUE_SCALAR) {
        if (value_is_mapping_trap(v))
            value_report_mapping_trap(b->ctx, v);
        else
            diag(b->ctx, DIAG_TYPE_TEXT, v->pos, what, value_kind_name(b, v));
        return NULL;
    }
    text = bind_mentions(b, v, expr_text(b->ev, v, NULL));
    if (!text)
        return NULL;
    text = text_collapse(&b->doc->arena, span_of(text));
    if (!*text) {
        diag(b->ctx, DIAG_TEXT_EMPTY, v->pos, what);
        return NULL;
    }
    tones_note(&b->tones, &b->doc->arena, text, v->pos);
    return text;
}

const char *bind_text_member(struct binder *b, const struct value *map, const char *key)
{
    return bind_string(b, bind_member(b, map, key), key);
}

/* `items`: each is a paragraph of its own. */
static bool read_lines(struct binder *b, const struct value *v, const char *what, bool items, struct lines *out)
{
    size_t n = bind_many(b, v);
    bool ok = true;

    *out = (struct lines){0};
    if (v->type != VALUE_LIST && v->type != VALUE_SCALAR) {
        diag(b->ctx, DIAG_TYPE_LIST, v->pos, what, value_kind_name(b, v));
        return false;
    }
    out->v = ARENA_NEWS(&b->doc->arena, n + 1, const char *);
    out->pos = ARENA_NEWS(&b->doc->arena, n + 1, struct pos);
    out->place = ARENA_NEWS(&b->doc->arena, n + 1, const char *);
    for (size_t i = 0; i < n; i++) {
        const struct value *item = v->type == VALUE_LIST ? value_item(v, i) : v;
        const char *place = value_path(&b->doc->arena, item), *text;

        if (items && item == v) /* beside the label, which has the key's place */
            place = arena_printf(&b->doc->arena, "%s[0]", place);
        if (items)
            enter(b, place);
        read_value(b->ctx, item);
        text = bind_string(b, item, what);
        ok &= text != NULL;
        if (!text)
            continue;
        out->v[out->n] = text;
        out->pos[out->n] = item->pos;
        out->place[out->n++] = place;
    }
    return ok;
}

bool bind_lines(struct binder *b, const struct value *v, const char *what, struct lines *out)
{
    return read_lines(b, v, what, false, out);
}

bool bind_line_items(struct binder *b, const struct value *v, const char *what, struct lines *out)
{
    return read_lines(b, v, what, true, out);
}

void bind_check_case(struct binder *b, const char *text, const char *what, struct pos pos)
{
    if (text_is_upper(span_of(text)))
        diag(b->ctx, DIAG_TEXT_UPPER, pos, what);
}

char *bind_bare_line(struct binder *b, const char *text)
{
    struct span s = span_trim(span_of(text));

    if (s.n > 2 && s.p[0] == '-' && s.p[1] == ' ')
        s = span_trim(span_make(s.p + 1, s.n - 1));
    while (s.n && strchr(";.,", s.p[s.n - 1]))
        s.n--;
    return arena_span(&b->doc->arena, s);
}

const char *bind_joined(struct binder *b, const struct lines *l)
{
    struct buf out = {0};

    for (size_t i = 0; i < l->n; i++) {
        if (i)
            buf_putc(&out, ' ');
        buf_puts(&out, l->v[i]);
    }
    return arena_buf(&b->doc->arena, &out);
}

static bool report_number(struct binder *b, const struct value *v, const char *what, const char *example)
{
    diag(b->ctx, DIAG_TYPE_NUMBER, v->pos, what, example,
         v->type == VALUE_SCALAR ? v->as.scalar.text : value_kind_name(b, v));
    return false;
}

bool bind_number(struct binder *b, const struct value *v, const char *what, const char *example,
                 double *out)
{
    static const double MOST = 1e6;
    mpq_t number;
    enum figure_form form = FIGURE_NONE;

    mpq_init(number);
    if (v->type == VALUE_SCALAR)
        form = figure_parse(span_make(v->as.scalar.text, v->as.scalar.n), v->as.scalar.quoted, number);
    *out = mpq_get_d(number);
    mpq_clear(number);
    return (form == FIGURE_OK && fabs(*out) <= MOST) || report_number(b, v, what, example);
}

bool bind_length(struct binder *b, const struct value *v, const char *what, const char *example,
                   double *out)
{
    return bind_number(b, v, what, example, out) && (*out >= 0 || report_number(b, v, what, example));
}

void bind_rule_report(struct binder *b, const char *id, diag_code code, struct pos pos,
                      const char *const *args)
{
    for (size_t i = 0; i < b->profile->n_rules; i++)
        b->broken[i] |= strcmp(b->profile->rules[i].id, id) == 0;
    bind_origin_report(b, profile_rule(b->profile, id), code, pos, args);
}

void bind_origin_report(struct binder *b, struct origin origin, diag_code code, struct pos pos,
                        const char *const *args)
{
    enum severity severity = origin_severity(origin);

    if (origin.level == LEVEL_OFF)
        return;
    if (b->draft && severity == SEVERITY_ERROR)
        severity = SEVERITY_WARNING;
    diag_report(b->ctx, code, severity, pos, origin.clause, args);
}

bool bind_meant(const struct binder *b, const char *key)
{
    for (size_t i = 0; i < b->n_meant; i++)
        if (strcmp(b->meant[i], key) == 0)
            return true;
    return false;
}

void bind_missing(struct binder *b, const char *key, const char *rule, diag_code code,
                  struct pos pos)
{
    if (!bind_meant(b, key))
        bind_rule(b, rule, code, pos);
}
