/* What may stand in a signature block: which capacity with which post, posts with or without the organ's name, names without
 * titles. The rules are rows of the profile. HD 05-HD/VPTW, Phần II, I.7.1. */
#include "base/diag/merge.h"
#include "merge/binder.h"
#include "text/text.h"

/* Learned titles, ranks and honours that do not stand before the name (I.7.1.3); longer ones before their beginnings. */
static const char *const titles[] = {
    "PGS.TS", "GS.TS", "PGS", "GS", "TSKH", "TS", "ThS", "CN", "KS", "BS", "LS", "NGƯT", "NGND", "NSƯT", "NSND", "Đ/c",
    "Phó Giáo sư", "Giáo sư", "Tiến sĩ", "Tiến sỹ", "Thạc sĩ", "Thạc sỹ", "Cử nhân", "Kỹ sư", "Bác sĩ", "Bác sỹ", "Luật sư", "Dược sĩ",
    "Đại tướng", "Thượng tướng", "Trung tướng", "Thiếu tướng", "Đại tá", "Thượng tá", "Trung tá", "Thiếu tá", "Đại uý", "Đại úy",
    "Thượng uý", "Thượng úy", "Trung uý", "Trung úy", "Thiếu uý", "Thiếu úy", "Chuẩn đô đốc", "Phó Đô đốc", "Đô đốc", "Anh hùng",
    "Nhà giáo ưu tú", "Nhà giáo nhân dân", "Nghệ sĩ nhân dân", "Nghệ sĩ ưu tú", "Đồng chí", "Ông", "Bà", NULL,
};

void bind_check_name(struct binder *b, const char *name, struct pos pos)
{
    struct arena *a = &b->doc->arena;
    const char *lower = text_lower(a, span_of(name));

    for (size_t i = 0; titles[i]; i++) {
        size_t n = strlen(text_lower(a, span_of(titles[i])));

        if (strncmp(lower, text_lower(a, span_of(titles[i])), n) == 0 && (name[n] == ' ' || name[n] == '.')) {
            bind_rule(b, "ho-ten", DIAG_SIGNER_TITLE, pos, titles[i]);
            return;
        }
    }
}

/* The one of "A; B" that `upper`, in capitals, begins with by whole words; `rest` gets what follows. The longest wins. */
static const char *begun(struct binder *b, const char *upper, const char *list, const char **rest)
{
    struct arena *a = &b->doc->arena;
    const char *found = NULL;
    size_t longest = 0;

    for (const char *p = list; p && *p;) {
        size_t n = strcspn(p, ";");
        struct span one = span_trim(span_make(p, n));
        struct span big = span_of(text_upper(a, one));

        if (big.n > longest && strncmp(upper, big.p, big.n) == 0 && (upper[big.n] == '\0' || upper[big.n] == ' ')) {
            longest = big.n;
            found = arena_span(a, one);
            *rest = upper + big.n + (upper[big.n] == ' ');
        }
        p += n + (p[n] == ';');
    }
    return found;
}

/* A second capacity in `rest`: who was given the power signs in person (I.7.1.4 d). */
static const char *second_capacity(struct binder *b, const char *rest)
{
    for (const char *p = strchr(rest, ' '); p; p = strchr(p, ' ')) {
        const struct capacity *c = profile_capacity(b->profile, ++p);

        if (c)
            return c->begins;
    }
    return NULL;
}

/* "T/M; K/T; T/L; Q." */
static const char *capacities(struct binder *b)
{
    struct buf out = {0};

    for (size_t i = 0; i < b->profile->n_capacities; i++) {
        const struct capacity *c = &b->profile->capacities[i];

        if (!c->instead && !strchr(c->begins, ' '))
            buf_printf(&out, "%s%s", out.n ? "; " : "", c->begins);
    }
    return arena_buf(&b->doc->arena, &out);
}

void bind_check_capacity(struct binder *b, const char *text, struct pos pos, const char *post, bool kiem)
{
    struct arena *a = &b->doc->arena;
    const char *upper = text_upper(a, span_of(text)), *big = post ? text_upper(a, span_of(post)) : NULL;
    const struct capacity *c = profile_capacity(b->profile, upper);
    const char *rest, *second, *unused;

    if (!c) {
        bind_rule(b, "nguoi-ky", DIAG_SIGNER_NO_CAPACITY, pos, text, capacities(b));
        return;
    }
    for (rest = text + strlen(c->begins); *rest == ' ';)
        rest++;
    second = c->alone ? second_capacity(b, upper) : NULL;
    if (c->instead)
        bind_origin(b, c->origin, DIAG_SIGNER_CAPACITY, pos, text, arena_printf(a, "%s %s", c->instead, rest));
    else if (second)
        bind_origin(b, c->origin, DIAG_CAPACITY_AGAIN, pos, c->begins, second);
    else if (kiem && c->no_kiem)
        bind_origin(b, c->origin, DIAG_SIGNER_KIEM, pos, text);
    else if (c->post == POST_NEEDED && !post)
        bind_origin(b, c->origin, DIAG_CAPACITY_POST, pos, text);
    else if (c->post == POST_NONE && post)
        bind_origin(b, c->origin, DIAG_CAPACITY_NO_POST, pos, text, post);
    else if (c->posts && big && !begun(b, big, c->posts, &unused))
        bind_origin(b, c->origin, DIAG_CAPACITY_POSTS, pos, text, c->posts, post);
    else if (c->deputies && big && !begun(b, big, c->deputies, &unused))
        bind_origin(b, c->origin, DIAG_CAPACITY_DEPUTY, pos, text, post);
}

/* A post is written without the organ's name (BÍ THƯ, TRƯỞNG BAN), in the paper of several organs with it; by T/L it is the
 * post in another organ, which its name says (I.7.1.2, I.7.1.4 d, g). */
void bind_check_post(struct binder *b, const char *post, const char *power, struct pos pos)
{
    const struct words *w = &b->profile->words;
    struct arena *a = &b->doc->arena;
    const char *upper = power ? text_upper(a, span_of(power)) : NULL;
    const struct capacity *c = upper ? profile_capacity(b->profile, upper) : NULL;
    const char *rest, *unused, *found;

    if (!post || !w->posts || (c && c->alone))
        return;
    found = begun(b, text_upper(a, span_of(post)), w->posts, &rest);
    if (!found)
        return;
    if (b->paper.organs_n > 1 && *rest == '\0' && !power) /* K/T names the organ itself */
        bind_rule(b, "chuc-vu-day-du", DIAG_POST_ORGAN_MISSING, pos, post);
    else if (b->paper.organs_n <= 1 && *rest && !begun(b, rest, w->post_additions, &unused))
        bind_rule(b, "chuc-vu-gon", DIAG_POST_ORGAN, pos, post, found);
}

void bind_check_confirmation(struct binder *b, const struct value *v)
{
    const struct value *given = bind_member(b, v, "quyen_han");
    struct lines lines;
    const char *power;

    if (!b->kind->confirmed || !given || !bind_lines(b, given, "quyen_han", &lines))
        return;
    power = bind_joined(b, &lines);
    if (strncmp(text_upper(&b->doc->arena, span_of(power)), b->kind->confirmed, strlen(b->kind->confirmed)) != 0)
        bind_rule(b, "xac-nhan-dai-hoi", DIAG_CONFIRMED_BY, given->pos, power);
}
