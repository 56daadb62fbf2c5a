/* Profiles: finding the one in force, looking rows up, turning rows into named styles. */
#include "base/diag/merge.h"
#include "merge/profile.h"

#include <dirent.h>
#include <math.h>
#include <stdlib.h>

#include "base/file.h"
#include "text/text.h"

/* ---- finding ---- */

struct profile_names {
    char **v;
    size_t n;
};

static int compare_names(const void *x, const void *y)
{
    return strcmp(*(char *const *)x, *(char *const *)y);
}

/* The files of the profile folder, sorted: readdir's order is the disk's. */
static bool list_files(struct ctx *ctx, struct arena *a, struct profile_names *names)
{
    const char *dir = path_join(a, ctx->share ? ctx->share : ".", "templates/profiles");
    const bool in_memory = ctx->files && !ctx->share; /* nothing is installed */
    const size_t n_dir = strlen(dir);
    DIR *d = in_memory ? NULL : opendir(dir);

    if (!d && !in_memory) {
        diag(ctx, DIAG_PROFILE_NO_FOLDER, pos_file(dir));
        return false;
    }
    names->v = ARENA_NEWS(a, 256, char *);
    for (size_t i = 0; in_memory && i < ctx->n_files && names->n < 256; i++)
        if (strncmp(ctx->files[i].name, dir, n_dir) == 0 && ctx->files[i].name[n_dir] == '/')
            names->v[names->n++] = arena_str(a, ctx->files[i].name);
    for (struct dirent *e; d && (e = readdir(d)) && names->n < 256;) {
        size_t n = strlen(e->d_name);

        if (n > 4 && e->d_name[0] != '.' && strcmp(e->d_name + n - 4, ".xml") == 0)
            names->v[names->n++] = path_join(a, dir, e->d_name);
    }
    if (d)
        closedir(d);
    qsort(names->v, names->n, sizeof *names->v, compare_names);
    return true;
}

bool profile_each(struct ctx *ctx, void (*each)(void *user, const struct profile *p), void *user)
{
    struct arena a = {0};
    struct profile_names names = {0};
    bool ok = list_files(ctx, &a, &names);

    for (size_t i = 0; i < names.n; i++) {
        struct profile *p = profile_of_file(ctx, names.v[i], false);

        if (p)
            each(user, p);
        else
            ok = false;
        profile_free(p);
    }
    arena_release(&a);
    return ok;
}

static bool in_force(const struct profile *p, struct date date)
{
    return date_compare(p->from, date) <= 0 && (!p->to.year || date_compare(date, p->to) <= 0);
}

/* As keys are: "Nhà nước" is nha-nuoc. */
static bool same_name(const char *x, const char *y)
{
    struct arena a = {0};
    bool same = strcmp(text_fold(&a, span_of(x)), text_fold(&a, span_of(y))) == 0;

    arena_release(&a);
    return same;
}

/* The profile in force on the day, or the newest of the family for an undated paper. */
static struct profile *find_by_date(struct ctx *ctx, const struct profile_names *names,
                                    const char *family, struct date date, bool *family_known)
{
    struct date newest = {0, 0, 0};
    const char *best = NULL;

    for (size_t i = 0; i < names->n; i++) {
        struct profile *p = profile_of_file(ctx, names->v[i], true);
        bool fits = p && same_name(p->family, family);

        *family_known |= fits;
        if (fits && (date.day ? in_force(p, date) : !best || date_compare(p->from, newest) > 0)) {
            best = names->v[i];
            newest = p->from;
        }
        profile_free(p);
    }
    return best ? profile_of_file(ctx, best, false) : NULL;
}

static struct profile *find_by_id(struct ctx *ctx, const struct profile_names *names, const char *id)
{
    struct arena a = {0};
    struct profile *p = NULL;

    for (size_t i = 0; i < names->n && !p; i++)
        if (same_name(path_base(&a, names->v[i], false), id))
            p = profile_of_file(ctx, names->v[i], false);
    arena_release(&a);
    return p;
}

static void report_unknown(struct ctx *ctx, const struct profile_names *names, const char *asked,
                           struct pos where)
{
    struct arena a = {0};
    struct buf list = {0};

    for (size_t i = 0; i < names->n; i++) {
        if (i)
            buf_puts(&list, ", ");
        buf_puts(&list, path_base(&a, names->v[i], false));
    }
    diag(ctx, DIAG_PROFILE_UNKNOWN, where, asked, list.p ? list.p : "");
    buf_release(&list);
    arena_release(&a);
}

struct profile *profile_find(struct ctx *ctx, const char *id_or_family, struct date date,
                             struct pos where)
{
    struct arena a = {0};
    struct profile_names names = {0};
    struct profile *p = NULL;
    bool family_known = false;
    int before = ctx->errors;

    if (list_files(ctx, &a, &names)) {
        p = find_by_id(ctx, &names, id_or_family);
        if (p && date.day && !in_force(p, date))
            diag(ctx, DIAG_PROFILE_NOT_IN_FORCE, where, p->id, date_short(&a, date), p->name);
        if (!p && ctx->errors == before)
            p = find_by_date(ctx, &names, id_or_family, date, &family_known);
        if (!p && ctx->errors == before && family_known)
            diag(ctx, DIAG_PROFILE_NO_DATE, where, id_or_family, date_short(&a, date));
        else if (!p && ctx->errors == before)
            report_unknown(ctx, &names, id_or_family, where);
    }
    arena_release(&a);
    return p;
}

/* ---- looking up ---- */

const struct component *profile_component(const struct profile *p, const char *id)
{
    for (size_t i = 0; i < p->n_components; i++)
        if (strcmp(p->components[i].id, id) == 0)
            return &p->components[i];
    return NULL;
}

const struct component *profile_role(const struct profile *p, enum role role)
{
    for (size_t i = 0; i < p->n_components; i++)
        if (p->components[i].role == role)
            return &p->components[i];
    return NULL;
}

static bool kind_holds(const struct kind *k, struct date date)
{
    if (!date.day)
        return !k->to.year;
    return date_compare(k->from, date) <= 0 && (!k->to.year || date_compare(date, k->to) <= 0);
}

enum kind_match { MATCH_NAME, MATCH_CODE, MATCH_FOLDED_CODE, MATCHES };

static bool kind_matches(struct arena *a, const struct kind *k, const char *text, const char *folded, enum kind_match how)
{
    if (how == MATCH_NAME)
        return strcmp(text_fold(a, span_of(k->name)), folded) == 0;
    if (!*k->code)
        return false;
    return how == MATCH_CODE ? strcmp(k->code, text) == 0 : strcmp(text_fold(a, span_of(k->code)), folded) == 0;
}

/* A name is surer than a code, a code as written surer than one without its marks: ĐA is no DA. */
size_t profile_kinds(const struct profile *p, const char *name_or_code, struct date date, const struct kind *found[2])
{
    struct arena a = {0};
    const char *folded = text_fold(&a, span_of(name_or_code));
    size_t n = 0;

    for (int how = MATCH_NAME; how < MATCHES && n == 0; how++)
        for (size_t i = 0; i < p->n_kinds; i++)
            if (kind_holds(&p->kinds[i], date) && kind_matches(&a, &p->kinds[i], name_or_code, folded, (enum kind_match)how)) {
                if (n < 2)
                    found[n] = &p->kinds[i];
                n++;
            }
    arena_release(&a);
    return n;
}

const struct form *profile_form(const struct profile *p, const char *id)
{
    for (size_t i = 0; i < p->n_forms; i++)
        if (strcmp(p->forms[i].id, id) == 0)
            return &p->forms[i];
    return NULL;
}

const struct layout_rule *profile_layout(const struct profile *p, const char *id)
{
    for (size_t i = 0; i < p->n_layouts; i++)
        if (strcmp(p->layouts[i].id, id) == 0)
            return &p->layouts[i];
    return NULL;
}

/* "T/M" begins "T/M BAN …" but not "T/MBAN"; a beginning that ends with a point needs no space after it. */
const struct capacity *profile_capacity(const struct profile *p, const char *upper)
{
    for (size_t i = 0; i < p->n_capacities; i++) {
        const char *begins = p->capacities[i].begins;
        size_t n = strlen(begins);

        if (n && strncmp(begins, upper, n) == 0 && (upper[n] == ' ' || upper[n] == '\0' || begins[n - 1] == '.'))
            return &p->capacities[i];
    }
    return NULL;
}

struct origin profile_rule(const struct profile *p, const char *id)
{
    for (size_t i = 0; i < p->n_rules; i++)
        if (strcmp(p->rules[i].id, id) == 0)
            return p->rules[i].origin;
    return (struct origin){LEVEL_OFF, NULL, NULL};
}

bool origin_inferred(struct origin o)
{
    return o.source && strcmp(o.source, "suy-ra") == 0;
}

enum severity origin_severity(struct origin o)
{
    if (o.level == LEVEL_MUST)
        return origin_inferred(o) ? SEVERITY_WARNING : SEVERITY_ERROR;
    return o.level == LEVEL_SHOULD ? SEVERITY_WARNING : SEVERITY_HINT;
}

/* ---- another sheet ---- */

enum { SMALLEST = 8 }; /* [pt]; what is set smaller (a line's own paragraph) is no text */

static double made_smaller(double size, double by)
{
    return size > SMALLEST ? fmax(size - by, SMALLEST) : size; /* NAN stays */
}

void profile_take_paper(struct profile *p, const struct paper *k)
{
    if (k->turn == PAPER_LANDSCAPE && strcmp(k->name, p->page.name) == 0)
        p->upright = p->page;
    p->page = (struct page_rule){.name = k->name, .width = k->width, .height = k->height, .top = k->top, .bottom = k->bottom,
                                 .left = k->left, .right = k->right, .header = k->header, .origin = k->origin};
    if (k->turn == PAPER_PORTRAIT) {
        p->landscape.top = k->left;
        p->landscape.bottom = k->right;
        p->landscape.left = k->bottom;
        p->landscape.right = k->top;
    }
    p->back.left = k->right;
    p->back.right = k->left;
    p->body.size_min -= p->body.size - k->size;
    p->body.size_max -= p->body.size - k->size;
    p->body.size = k->size;
    p->body.line = p->body.line_min = k->line;
    p->body.gap = p->body.gap_min = k->gap;
    p->head.left = k->head_left;
    p->head.gap = k->head_gap;
    p->head.above *= k->closer;
    p->head.second *= k->closer;
    p->foot.left = k->foot_left;
    p->foot.gap = k->foot_gap;
    p->foot.above *= k->closer;
    for (size_t i = 0; i < p->n_components; i++) {
        struct component *c = &p->components[i];

        c->size = made_smaller(c->size, k->smaller);
        c->line = made_smaller(c->line, k->smaller);
        c->before *= k->closer;
        c->after *= k->closer;
    }
}

/* ---- styles ---- */

struct choice profile_choice(const struct profile *p)
{
    return (struct choice){.size = p->body.size,
                           .line = p->body.line,
                           .gap = p->body.gap,
                           .indent = p->body.indent,
                           .top = p->page.top};
}

static double or_body(double v, double body)
{
    return isnan(v) ? body : v;
}

/* A component's underline is under its words, not under the colon after them: the merge sets it on a run. */
static void component_style(const struct profile *p, const struct component *c,
                            const struct choice *choice, struct doc *d, struct style *s)
{
    s->kind = STYLE_PARA;
    s->id = arena_str(&d->arena, c->id);
    s->name = arena_str(&d->arena, c->name);
    s->outline = c->outline;
    s->chr = (struct char_props){.family = arena_str(&d->arena, p->body.font),
                                 .size = or_body(c->size, choice->size),
                                 .bold = c->bold,
                                 .italic = c->italic,
                                 .color = c->color,
                                 .lang = "vi-VN"};
    s->para = (struct para_props){.align = c->align,
                                  .left = c->left * MM,
                                  .right = c->right * MM,
                                  .first = or_body(c->first, choice->indent) * MM,
                                  .before = or_body(c->before, 0),
                                  .after = or_body(c->after, choice->gap),
                                  .keep_next = c->keep_next,
                                  .widow_control = true,
                                  .edge.top = {.width = c->rule_above, .space = c->rule_space, .color = c->color},
                                  .edge.bottom = {.width = c->rule, .space = c->rule_space, .color = c->color}};
    if (c->box > 0) {
        s->para.edge.left = s->para.edge.right = (struct border){.width = c->box, .stroke = c->box_twice ? STROKE_DOUBLE : STROKE_SOLID, .color = c->color};
        s->para.edge.top = s->para.edge.bottom = s->para.edge.left;
        s->para.line_rule = LINE_EXACT;
        s->para.line = fmax(c->box_height * MM - 2 * border_thickness(s->para.edge.left), 1);
    } else if (c->line == 0) {
        s->para.line_rule = LINE_MULTIPLE;
        s->para.line = 1;
    } else {
        s->para.line_rule = LINE_EXACT;
        s->para.line = or_body(c->line, choice->line);
    }
}

static const struct {
    const char *id, *name;
    bool bold, italic, strike, underline;
} emphasis[] = {
    {"Dam", "Đậm", true, false, false, false},
    {"Nghieng", "Nghiêng", false, true, false, false},
    {"DamNghieng", "Đậm nghiêng", true, true, false, false},
    {"GachBo", "Gạch bỏ", false, false, true, false},
    {"GachChan", "Gạch chân", false, false, false, true},
};
enum { EMPHASIS = sizeof emphasis / sizeof *emphasis };

void profile_signs(const struct profile *p, struct doc *d)
{
    for (size_t i = 0; i < p->n_signs; i++) {
        const struct sign_rule *s = &p->signs[i];
        d->sign[s->part] = (struct sign_box){s->width * MM, s->height * MM, s->picture * MM, s->cover};
    }
}

void profile_styles(const struct profile *p, const struct choice *choice, struct doc *d)
{
    d->styles.v = ARENA_NEWS(&d->arena, p->n_components + EMPHASIS, struct style *);
    for (size_t i = 0; i < p->n_components; i++) {
        struct style *s = d->styles.v[d->styles.n++] = ARENA_NEW(&d->arena, struct style);

        component_style(p, &p->components[i], choice, d, s);
        if (p->components[i].role == ROLE_BODY && !d->body)
            d->body = s;
    }
    for (size_t i = 0; i < p->n_components; i++) {
        struct style *s = d->styles.v[i];

        s->parent = p->components[i].parent ? doc_style(d, p->components[i].parent)
                    : s != d->body          ? d->body
                                            : NULL;
        s->next = s->outline || s == d->body ? d->body : s;
    }
    for (size_t i = 0; i < EMPHASIS; i++) {
        struct style *s = d->styles.v[d->styles.n++] = ARENA_NEW(&d->arena, struct style);

        s->kind = STYLE_CHAR;
        s->id = emphasis[i].id;
        s->name = emphasis[i].name;
        s->chr = d->body->chr;
        s->chr.bold = emphasis[i].bold;
        s->chr.italic = emphasis[i].italic;
        s->chr.strike = emphasis[i].strike;
        s->chr.underline = emphasis[i].underline;
    }
}

const char *profile_sized_style(struct doc *d, const char *id, double size)
{
    const struct style *base = doc_style(d, id);
    const bool half = fmod(size, 1) != 0;
    const char *sized = arena_printf(&d->arena, half ? "%s%d-5" : "%s%d", id, (int)size);
    struct style *s, **grown;

    if (base->chr.size == size)
        return id;
    if (doc_style(d, sized))
        return sized;
    s = ARENA_NEW(&d->arena, struct style);
    *s = *base;
    s->id = sized;
    s->name = arena_printf(&d->arena, half ? "%s, cỡ %d,5" : "%s, cỡ %d", base->name, (int)size);
    s->chr.size = size;
    s->parent = base;
    s->next = s;
    s->used = false;
    grown = ARENA_NEWS(&d->arena, d->styles.n + 1, struct style *);
    memcpy(grown, d->styles.v, d->styles.n * sizeof(*grown));
    grown[d->styles.n++] = s;
    d->styles.v = grown;
    return sized;
}
