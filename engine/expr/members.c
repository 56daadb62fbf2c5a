/* Names, members and items: how an expression walks the data.
 *
 * Walking reads nothing; it gives a value of the data, or RESULT_UNDEFINED with the path that was
 * looked for, and tells the tracer what was absent: when that appears, the result changes. A name
 * is looked for in the scopes, then in the data, then in so_lieu. */
#include <stdlib.h>

#include "base/diag/expr.h"
#include "data/cite.h"
#include "expr/eval.h"
#include "text/text.h"

static bool make_missing(struct run *r, const struct node *node, const struct value *parent,
                         const char *name, const char *path, struct result *out)
{
    struct missing *m = ARENA_NEW(&r->ev->arena, struct missing);
    m->pos = expr_pos(r->expr, node->type == NODE_INDEX ? node->kids[1]->at : node->at);
    m->parent = parent;
    m->name = name;
    *out = (struct result){.type = RESULT_UNDEFINED, .path = path, .as.missing = m};
    return true;
}

/* The member of this key. Where keys are exact: the one as written, else the only one that folds to the same. */
static const struct value *member_of(struct run *r, const struct value *map, const char *raw, const char *folded)
{
    const struct value *v = value_member(map, r->ev->exact ? raw : folded), *found = NULL;
    if (v || !r->ev->exact || !map || map->type != VALUE_MAP) {
        return v;
    }
    r->ev->steps += value_count(map);
    for (size_t i = 0; i < value_count(map); i++) {
        struct arena scratch = {0};
        const struct value *member = value_item(map, i);
        bool same = strcmp(text_fold(&scratch, span_of(member->key)), folded) == 0;
        arena_release(&scratch);
        if (same && found) {
            return NULL;
        }
        found = same ? member : found;
    }
    return found;
}

bool run_name(struct run *r, const struct node *node, struct result *out)
{
    const char *raw = node->as.name.raw, *folded = node->as.name.folded;
    for (const struct scope *s = r->scope; s; s = s->outer) {
        if (strcmp(s->name, raw) == 0 || (!r->ev->exact && strcmp(s->name, folded) == 0)) {
            *out = s->value;
            return !s->faulty && run_charge(r, node, 1);
        }
    }
    const struct value *root = r->ev->data ? r->ev->data->root : NULL;
    const struct value *v = member_of(r, root, raw, folded);
    if (r->ev->exact) {
        folded = raw;
    }
    if (!v) {
        const struct value *figures = value_member(root, "so_lieu");
        read_absent_member(r->ev->ctx, root, folded);
        v = member_of(r, figures, raw, folded);
        if (!v && figures) {
            read_absent_member(r->ev->ctx, figures, folded);
        }
    } else if (!r->ev->exact && value_member(value_member(root, "so_lieu"), folded)) { /* the figure was meant, the key would be printed */
        return FAULT(r, node, DIAG_EXPR_NAME_TWICE, folded);
    }
    if (!v) {
        return make_missing(r, node, NULL, folded, arena_str(&r->ev->arena, folded), out);
    }
    *out = result_data(v);
    python_value(r, out);
    return true;
}

static bool data_member(struct run *r, const struct node *node, const struct value *map,
                        const char *raw, const char *folded, struct result *out)
{
    const struct value *v = member_of(r, map, raw, folded);
    if (v) {
        *out = result_data(v);
        python_value(r, out);
        return true;
    }
    if (r->ev->exact) {
        folded = raw;
    }
    struct arena *a = &r->ev->arena;
    if (map->type == VALUE_NULL) {
        read_value(r->ev->ctx, map);
    }
    read_absent_member(r->ev->ctx, map, folded);
    const char *parent = value_path(a, map);
    const char *path = arena_printf(a, "%s%s%s", parent, *parent ? "." : "", folded);
    return make_missing(r, node, map, arena_str(a, folded), path, out);
}

/* The key as written, else a key that folds to the same. */
static bool map_member(struct run *r, const struct node *node, const struct result *map,
                       const char *raw, const char *folded, struct result *out)
{
    if (!run_charge(r, node, map->as.map.n / 4 + 1)) {
        return false;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < map->as.map.n; i++) {
            struct span key = map->as.map.keys[i].as.string;
            struct arena scratch = {0};
            bool is = pass == 0 ? span_is(key, raw) : !r->ev->exact && strcmp(text_fold(&scratch, key), folded) == 0;
            arena_release(&scratch);
            if (is) {
                *out = map->as.map.values[i];
                return true;
            }
        }
    }
    return make_missing(r, node, NULL, folded, arena_str(&r->ev->arena, raw), out);
}

/* `vien_dan` of the paper: the list in the data, or its only entry, or nothing yet when the template
 * brings it. */
static bool is_citations(const struct run *r, const struct result *of)
{
    static const char name[] = "vien_dan";
    if (!r->ev->data) {
        return false;
    }
    if (of->type == RESULT_UNDEFINED) {
        return of->as.missing && !of->as.missing->parent && of->as.missing->name &&
               strcmp(of->as.missing->name, name) == 0;
    }
    return of->type == RESULT_DATA && of->as.data == value_member(r->ev->data->root, name) &&
           (of->as.data->type == VALUE_LIST || value_member(of->as.data, "ma"));
}

/* The mention of a cited paper; whether there is such a paper is seen where it is printed. */
static bool run_mention(struct run *r, const struct node *node, const char *folded,
                        struct result *out)
{
    if (!run_charge_bytes(r, node, CITE_BYTES)) {
        return false;
    }
    *out = result_text(cite_mark(r->ev->data, folded, expr_pos(r->expr, node->start)));
    return true;
}

bool run_member(struct run *r, const struct node *node, const struct result *of, const char *raw,
                const char *folded, struct result *out)
{
    if (is_citations(r, of)) {
        return run_mention(r, node, folded, out);
    }
    if (of->type == RESULT_UNDEFINED) {
        *out = *of;
        return !r->ev->python || report_missing(r, node, of);
    }
    if (of->type == RESULT_SPACE) {
        return space_member(r, of, raw, out) || make_missing(r, node, NULL, raw, arena_str(&r->ev->arena, raw), out);
    }
    if (of->type == RESULT_MAP) {
        return map_member(r, node, of, raw, folded, out);
    }
    if (of->type == RESULT_DATA &&
        (of->as.data->type == VALUE_MAP || of->as.data->type == VALUE_NULL)) {
        return data_member(r, node, of->as.data, raw, folded, out);
    }
    /* The pairs of groupby: .grouper and .list. */
    if (of->type == RESULT_LIST && of->as.list.n == 2 &&
        (strcmp(raw, "grouper") == 0 || strcmp(raw, "list") == 0)) {
        *out = of->as.list.v[raw[0] == 'l'];
        return true;
    }
    if (r->ev->python) { /* there every value has attributes, and lacks others */
        return make_missing(r, node, NULL, raw, arena_str(&r->ev->arena, raw), out);
    }
    return report_need(r, node, of, DIAG_EXPR_A_MAP);
}

static bool missing_item(struct run *r, const struct node *node, const struct result *of, long i,
                         struct result *out)
{
    struct arena *a = &r->ev->arena;
    const char *parent = node->n && node->kids[0] ? expr_node_text(r, a, node->kids[0]) : "";
    if (of->type == RESULT_DATA && of->as.data->type == VALUE_LIST) {
        parent = value_path(a, of->as.data);
        if (i >= 0) {
            read_absent_item(r->ev->ctx, of->as.data, (size_t)i);
        }
    }
    return make_missing(r, node, NULL, NULL, arena_printf(a, "%s[%ld]", parent, i), out);
}

bool run_item(struct run *r, const struct node *node, const struct result *of, long i,
              struct result *out)
{
    if (of->type == RESULT_UNDEFINED) {
        *out = *of;
        return true;
    }
    struct list list;
    size_t n = 0;
    if (of->type == RESULT_DATA && of->as.data->type == VALUE_LIST) {
        n = i < 0 ? read_count(r->ev->ctx, of->as.data) : value_count(of->as.data);
    } else if (is_textual(of)) {
        struct span s;
        if (!need_text(r, node, of, &s) || !need_characters(r, node, s, &list)) {
            return false;
        }
        n = list.n;
    } else if (of->type == RESULT_LIST) {
        list = (struct list){of->as.list.v, of->as.list.n};
        n = list.n;
    } else if (r->ev->python) {
        return missing_item(r, node, of, i, out);
    } else {
        return report_need(r, node, of, DIAG_EXPR_A_LIST);
    }
    long at = i < 0 ? i + (long)n : i;
    if (at < 0 || (size_t)at >= n) {
        return missing_item(r, node, of, i, out);
    }
    *out = of->type == RESULT_DATA && of->as.data->type == VALUE_LIST
               ? result_data(value_item(of->as.data, (size_t)at))
               : list.v[at];
    python_value(r, out);
    return true;
}

bool run_path(struct run *r, const struct node *node, const struct result *of, const char *path,
              struct result *out)
{
    *out = *of;
    for (const char *p = path; *p;) {
        struct span part = span_make(p, strcspn(p, "."));
        struct arena scratch = {0};
        const char *raw = arena_span(&scratch, part);
        struct result from = *out;
        bool index = part.n && part.n < 8 && strspn(raw, "0123456789") == part.n;
        bool done = run_charge(r, node, 1) &&
                    (index && is_listing(&from)
                         ? run_item(r, node, &from, strtol(raw, NULL, 10), out)
                         : run_member(r, node, &from, raw, text_fold(&scratch, part), out));
        arena_release(&scratch);
        if (!done) {
            return false;
        }
        p += part.n;
        p += *p == '.';
    }
    return true;
}
