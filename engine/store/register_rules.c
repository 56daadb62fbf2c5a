/* What vanban.yaml says of numbers, and from which series a paper's number comes.
 *
 * Party (HD 05-HD/VPTW, Phần II, I.3): a series for each kind, through a term of office; one series for all papers of a congress from its
 * opening to its close; secret papers in their kind's; joint ones in the lead's. State (Decree 30/2020/NĐ-CP, Article 15): by the calendar
 * year, one series or several as the head decides, secret ones in their own, which is a register of its own here. */
#include "store/register.h"

#include "base/diag/register.h"
#include "base/file.h"
#include "data/value.h"
#include "store/settings.h"
#include "text/date.h"
#include "text/text.h"

enum { MOST_TERMS = 100, MOST_GROUPS = 50, DAY = 24 * 3600 };

static bool wrong(struct ctx *ctx, const struct value *v, const char *what, const char *example)
{
    diag(ctx, DIAG_REGISTER_RULE_FORM, v->pos, what, example);
    return false;
}

static bool read_day(struct ctx *ctx, const struct value *map, const char *key, int64_t *out)
{
    const struct value *v = value_member(map, key);
    struct date day;

    if (!v || v->type == VALUE_NULL)
        return true;
    if (!value_is_text(v) || !date_parse(span_of(v->as.scalar.text), &day))
        return wrong(ctx, v, key, "15/6/2025");
    *out = date_to_unix(day);
    return true;
}

static bool read_term(struct ctx *ctx, struct arena *a, const struct value *v, struct reg_term *out)
{
    static const char example[] = "{ ten: 2025 - 2030, tu: 15/6/2025 }";
    const struct value *name = value_member(v, "ten"), *congress = value_member(v, "dai_hoi");

    if (!value_is_text(name) || !value_member(v, "tu"))
        return wrong(ctx, v, "nhiem_ky", example);
    out->name = arena_str(a, name->as.scalar.text);
    if (!read_day(ctx, v, "tu", &out->from) || !read_day(ctx, v, "den", &out->to))
        return false;
    if (congress && congress->type != VALUE_MAP)
        return wrong(ctx, congress, "dai_hoi", "{ tu: 12/6/2025, den: 14/6/2025 }");
    if (congress && (!read_day(ctx, congress, "tu", &out->congress_from) || !read_day(ctx, congress, "den", &out->congress_to)))
        return false;
    if (congress && out->congress_to)
        out->congress_to += DAY;
    if (out->to)
        out->to += DAY;
    return true;
}

static bool read_terms(struct ctx *ctx, struct arena *a, const struct value *v, struct reg_rules *out)
{
    size_t n = value_count(v);

    if (!v || v->type == VALUE_NULL)
        return true;
    if (v->type != VALUE_LIST || n > MOST_TERMS)
        return wrong(ctx, v, "nhiem_ky", "[ { ten: 2025 - 2030, tu: 15/6/2025 } ]");
    out->terms = ARENA_NEWS(a, n + 1, struct reg_term);
    for (; out->n_terms < n; out->n_terms++) {
        struct reg_term *term = &out->terms[out->n_terms];

        if (!read_term(ctx, a, value_item(v, out->n_terms), term))
            return false;
        if (out->n_terms && term->from <= term[-1].from)
            return wrong(ctx, value_item(v, out->n_terms), "nhiem_ky", "[ { ten: 2020 - 2025, tu: 10/6/2020 }, { ten: 2025 - 2030, tu: 15/6/2025 } ]");
        if (out->n_terms && (!term[-1].to || term[-1].to > term->from))
            term[-1].to = term->from;
    }
    return true;
}

static bool read_groups(struct ctx *ctx, struct arena *a, const struct value *v, struct reg_rules *out)
{
    static const char example[] = "[ [Quyết định, Quy định] ]";
    size_t n = value_count(v);

    if (!v || v->type == VALUE_NULL)
        return true;
    if (value_is_text(v) && strcmp(text_fold(a, span_of(v->as.scalar.text)), "tat_ca") == 0) {
        out->one_series = true;
        return true;
    }
    if (v->type != VALUE_LIST || n > MOST_GROUPS)
        return wrong(ctx, v, "chung", example);
    out->groups = ARENA_NEWS(a, n + 1, const char *);
    for (; out->n_groups < n; out->n_groups++) {
        const struct value *group = value_item(v, out->n_groups);
        struct buf names = {0};

        for (size_t i = 0; i < value_count(group); i++) {
            const struct value *name = value_item(group, i);

            if (!value_is_text(name)) {
                buf_release(&names);
                return wrong(ctx, name, "chung", example);
            }
            buf_printf(&names, "%s%s", i ? ";" : "", name->as.scalar.text);
        }
        if (value_count(group) < 2) {
            buf_release(&names);
            return wrong(ctx, group, "chung", example);
        }
        out->groups[out->n_groups] = arena_buf(a, &names);
    }
    return true;
}

static bool read_flag(struct ctx *ctx, const struct value *map, const char *key, bool *out)
{
    const struct value *v = value_member(map, key);

    if (!v || v->type == VALUE_NULL)
        return true;
    if (v->type != VALUE_BOOL)
        return wrong(ctx, v, key, "true");
    *out = v->as.boolean;
    return true;
}

static bool read_rules(struct ctx *ctx, struct arena *a, const struct value *root, struct reg_rules *out)
{
    const struct value *own = value_member(root, "so_dang_ky"), *secret = value_member(root, "kho_mat");

    if (own && own->type != VALUE_MAP && own->type != VALUE_NULL)
        return wrong(ctx, own, "so_dang_ky", "{ chung: [ [Quyết định, Quy định] ], chua_so: true }");
    if (secret && !value_is_text(secret))
        return wrong(ctx, secret, "kho_mat", "/mnt/kho-mat");
    out->secret = secret ? arena_str(a, secret->as.scalar.text) : SETTINGS_SECRET;
    return read_terms(ctx, a, value_member(root, "nhiem_ky"), out) && read_groups(ctx, a, value_member(own, "chung"), out) &&
           read_flag(ctx, own, "chua_so", &out->may_skip) && read_flag(ctx, own, "lui_so", &out->may_fill) &&
           settings_check(ctx, "", value_member(root, "nhiem_ky")) && settings_check(ctx, "", own);
}

bool reg_rules_read(struct ctx *ctx, struct arena *a, const char *from, struct reg_rules *out)
{
    const char *file = file_above(ctx, a, path_join(a, from, "vanban.yaml"), "vanban.yaml");
    struct data data;
    bool ok;

    *out = (struct reg_rules){.file = file};
    if (!file) {
        diag(ctx, DIAG_REGISTER_NO_WORKSPACE, (struct pos){0}, from);
        return false;
    }
    out->root = path_dir(a, file);
    data_init(&data, ctx);
    ok = data_read_file(&data, file) && read_rules(ctx, a, data.root, out);
    data_release(&data);
    return ok;
}

/* ---- series ---- */

/* The kinds that share a series with this one, as the office wrote them; else the kind alone. */
static const char *kinds_of(struct arena *a, const struct reg_rules *rules, const char *kind)
{
    const char *folded = text_fold(a, span_of(kind));

    if (rules->one_series)
        return "*";
    for (size_t i = 0; i < rules->n_groups; i++) {
        for (const char *p = rules->groups[i]; *p;) {
            size_t n = strcspn(p, ";");

            if (strcmp(text_fold(a, span_make(p, n)), folded) == 0)
                return rules->groups[i];
            p += n + (p[n] == ';');
        }
    }
    return arena_str(a, kind);
}

static const struct reg_term *term_of(const struct reg_rules *rules, int64_t day, bool congress)
{
    for (size_t i = 0; i < rules->n_terms; i++) {
        const struct reg_term *t = &rules->terms[i];
        int64_t from = congress ? t->congress_from : t->from, to = congress ? t->congress_to : t->to;

        if (from && day >= from && (!to || day < to))
            return t;
    }
    return NULL;
}

bool reg_series_of(struct ctx *ctx, struct arena *a, const struct reg_rules *rules, const vb_paper *paper, struct reg_series *out)
{
    static const char congress[] = "ĐH";
    const struct date date = {paper->year, paper->month, paper->day};
    const int64_t day = date_to_unix(date);

    if (!paper->organ_code || !paper->symbol) {
        diag(ctx, DIAG_REGISTER_NO_SYMBOL, pos_file(rules->file), paper->kind ? paper->kind : "");
        return false;
    }
    out->organ = arena_str(a, paper->organ_code);
    out->kinds = kinds_of(a, rules, paper->kind);
    if (strcmp(paper->family, "dang") != 0) {
        out->period = arena_printf(a, "%d", date.year);
        return true;
    }
    bool of_congress = strcmp(paper->organ_code, congress) == 0;
    const struct reg_term *term = term_of(rules, day, of_congress);

    if (!term) {
        diag(ctx, of_congress ? DIAG_REGISTER_NO_CONGRESS : DIAG_REGISTER_NO_TERM, pos_file(rules->file), date_short(a, date));
        return false;
    }
    if (of_congress)
        out->kinds = "*";
    out->period = of_congress ? arena_printf(a, "ĐH %s", term->name) : arena_str(a, term->name);
    return true;
}
