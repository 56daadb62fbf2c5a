/* What is there, for people: the profiles with their rules, the fonts that they ask for. */
#include "merge/profile.h"
#include "render/render.h"

struct description {
    vb_context *c;
    struct buf out;
    bool verbose;
};

static const char *in(const struct description *d, const char *vi, const char *en)
{
    return d->c->ctx.lang == LANG_VI ? vi : en;
}

static const char *level_name(const struct description *d, struct origin o)
{
    static const char *const names[][2] = {
        [LEVEL_OFF] = {"", ""},
        [LEVEL_HABIT] = {"thói quen", "habit"},
        [LEVEL_SHOULD] = {"nên", "should"},
        [LEVEL_MUST] = {"phải", "must"},
    };

    return names[o.level][d->c->ctx.lang];
}

static void rule_line(struct description *d, const char *group, const char *name, struct origin o)
{
    bool inferred = origin_inferred(o);

    buf_printf(&d->out, "    %s  %s: %s%s%s%s%s\n", level_name(d, o), group, name,
               o.clause ? "  [" : "", o.clause ? o.clause : "", o.clause ? "]" : "",
               inferred ? in(d, "  (suy ra, chưa đọc được nguồn)", "  (inferred, no source read)") : "");
}

static void profile_rules(struct description *d, const struct profile *p)
{
    rule_line(d, "trang", in(d, "khổ giấy, lề, số trang", "paper, margins, page number"), p->page.origin);
    rule_line(d, "than", in(d, "cỡ chữ, giãn dòng, cách đoạn", "size, leading, gaps"), p->body.origin);
    for (size_t i = 0; i < p->n_components; i++)
        rule_line(d, "thanh-phan", p->components[i].name, p->components[i].origin);
    for (size_t i = 0; i < p->n_layouts; i++)
        rule_line(d, "bo-cuc", p->layouts[i].id, p->layouts[i].origin);
    for (size_t i = 0; i < p->n_kinds; i++)
        rule_line(d, "ten-loai", p->kinds[i].name, p->kinds[i].origin);
    for (size_t i = 0; i < p->n_rules; i++)
        rule_line(d, "quy-tac", p->rules[i].id, p->rules[i].origin);
}

static void describe_profile(void *user, const struct profile *p)
{
    struct description *d = user;
    struct arena a = {0};

    buf_printf(&d->out, "%s  %s\n", p->id, p->name);
    buf_printf(&d->out, "    %s %s", in(d, "có hiệu lực từ", "in force from"), date_short(&a, p->from));
    if (p->to.year)
        buf_printf(&d->out, " %s %s", in(d, "đến", "to"), date_short(&a, p->to));
    buf_printf(&d->out, "; %s: ", in(d, "tên loại", "kinds"));
    for (size_t i = 0; i < p->n_kinds; i++) {
        const struct kind *k = &p->kinds[i];

        if (!k->hidden)
            buf_printf(&d->out, *k->code ? "%s%s (%s)" : "%s%s", i ? ", " : "", k->name, k->code);
    }
    buf_putc(&d->out, '\n');
    if (d->verbose)
        profile_rules(d, p);
    arena_release(&a);
}

bool vb_profiles_describe(vb_context *c, bool verbose, char **out)
{
    struct description d = {.c = c, .verbose = verbose};
    bool ok = profile_each(&c->ctx, describe_profile, &d);

    *out = buf_detach(&d.out);
    return ok;
}

static void put_member(struct buf *out, const char *key, const char *value)
{
    buf_printf(out, ",\"%s\":", key);
    buf_json(out, value);
}

static void json_profile(void *user, const struct profile *p)
{
    struct description *d = user;
    struct arena a = {0};

    buf_puts(&d->out, "{\"id\":");
    buf_json(&d->out, p->id);
    put_member(&d->out, "family", p->family);
    put_member(&d->out, "name", p->name);
    put_member(&d->out, "from", date_iso(&a, p->from));
    put_member(&d->out, "to", p->to.year ? date_iso(&a, p->to) : NULL);
    buf_puts(&d->out, ",\"kinds\":[");
    for (size_t i = 0; i < p->n_kinds; i++) {
        buf_puts(&d->out, i ? ",{\"name\":" : "{\"name\":");
        buf_json(&d->out, p->kinds[i].name);
        put_member(&d->out, "code", p->kinds[i].code);
        buf_putc(&d->out, '}');
    }
    buf_puts(&d->out, "]}\n");
    arena_release(&a);
}

bool vb_profiles_json(vb_context *c, char **out)
{
    struct description d = {.c = c};
    bool ok = profile_each(&c->ctx, json_profile, &d);

    *out = buf_detach(&d.out);
    return ok;
}

/* The families of all profiles, each once. */
struct families {
    struct arena arena;
    const char *v[64];
    size_t n;
};

static void add_family(void *user, const struct profile *p)
{
    struct families *f = user;

    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->v[i], p->body.font) == 0)
            return;
    if (f->n + 1 < sizeof f->v / sizeof *f->v)
        f->v[f->n++] = arena_str(&f->arena, p->body.font);
}

static void describe_font(void *user, const struct font_info *info)
{
    struct description *d = user;

    if (!info->family) {
        buf_printf(&d->out, "%s  %s\n", info->asked, in(d, "không có", "not found"));
        return;
    }
    buf_printf(&d->out, "%s  ->  %s, %s  %s\n", info->asked, info->family, info->style,
               info->vietnamese ? in(d, "đủ chữ Việt", "has Vietnamese") : in(d, "THIẾU chữ Việt", "LACKS Vietnamese"));
    if (d->verbose)
        buf_printf(&d->out, "    %s  %s\n", info->file, info->version ? info->version : "");
}

bool vb_fonts_describe(vb_context *c, bool verbose, char **out)
{
    struct description d = {.c = c, .verbose = verbose};
    struct families families = {0};
    bool ok = profile_each(&c->ctx, add_family, &families);

    fonts_list(context_fonts(c), families.v, describe_font, &d);
    arena_release(&families.arena);
    *out = buf_detach(&d.out);
    return ok;
}
