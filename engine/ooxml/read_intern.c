/* One copy of what is equal: most runs of a file look alike, and pointers tell at once that they do.
 *
 * Strings first: those inside the properties are interned, so that properties are equal when their members are. */
#include <stdlib.h>

#include "ooxml/reader.h"

enum { SLOTS = 512 };

struct string {
    const char *s;
    struct string *next;
};
struct chars {
    struct char_props p;
    struct chars *next;
};
struct paras {
    struct para_props p;
    struct paras *next;
};
struct interned {
    struct string *strings[SLOTS];
    struct chars *chars[SLOTS];
    struct paras *paras[SLOTS];
};

static struct interned *interned(struct reader *r)
{
    if (!r->interned)
        r->interned = ARENA_NEW(&r->doc->arena, struct interned);
    return r->interned;
}

static unsigned long mix(unsigned long h, unsigned long v)
{
    return (h ^ v) * 1099511628211ul;
}

static unsigned long mix_double(unsigned long h, double v)
{
    return mix(h, (unsigned long)(long)(v * 1000));
}

static unsigned long mix_str(unsigned long h, const char *s)
{
    while (s && *s)
        h = mix(h, (unsigned char)*s++);
    return h;
}

const char *intern_str(struct reader *r, const char *s)
{
    struct string **slot = s ? &interned(r)->strings[mix_str(0, s) % SLOTS] : NULL, *at = slot ? *slot : NULL;

    while (at && strcmp(at->s, s) != 0)
        at = at->next;
    if (s && !at) {
        at = ARENA_NEW(&r->doc->arena, struct string);
        *at = (struct string){arena_str(&r->doc->arena, s), *slot};
        *slot = at;
    }
    return at ? at->s : NULL;
}

static bool same(double a, double b)
{
    return !(a < b) && !(a > b);
}

static bool same_chr(const struct char_props *a, const struct char_props *b)
{
    return a->family == b->family && same(a->size, b->size) && a->bold == b->bold && a->italic == b->italic &&
           a->underline == b->underline && a->strike == b->strike && a->kern == b->kern && a->vertical == b->vertical &&
           same(a->spacing, b->spacing) && a->color == b->color && a->automatic == b->automatic && a->lang == b->lang && same(a->scale, b->scale) &&
           same(a->raise, b->raise) && a->caps == b->caps && a->hidden == b->hidden && a->double_strike == b->double_strike &&
           a->words_only == b->words_only && a->underline_stroke == b->underline_stroke &&
           a->underline_colored == b->underline_colored && a->underline_color == b->underline_color && fill_same(a->fill, b->fill) &&
           a->boxed == b->boxed && a->box_color == b->box_color;
}

const struct char_props *intern_chr(struct reader *r, const struct char_props *p)
{
    struct char_props want = *p;
    struct chars **slot, *at;
    unsigned long h = 0;

    want.family = intern_str(r, p->family);
    want.lang = intern_str(r, p->lang);
    h = mix(mix_double(mix_str(h, want.family), want.size), want.color);
    h = mix(h, (unsigned long)want.bold | (unsigned long)want.italic << 1 | (unsigned long)want.underline << 2 |
                   (unsigned long)want.vertical << 3);
    slot = &interned(r)->chars[mix_double(h, want.spacing) % SLOTS];
    for (at = *slot; at && !same_chr(&at->p, &want); at = at->next)
        ;
    if (!at) {
        at = ARENA_NEW(&r->doc->arena, struct chars);
        *at = (struct chars){want, *slot};
        *slot = at;
    }
    return &at->p;
}

static bool same_para(const struct para_props *a, const struct para_props *b)
{
    return a->align == b->align && same(a->left, b->left) && same(a->right, b->right) && same(a->first, b->first) &&
           same(a->before, b->before) && same(a->after, b->after) && a->line_rule == b->line_rule && same(a->line, b->line) &&
           a->keep_next == b->keep_next && a->keep_lines == b->keep_lines && a->widow_control == b->widow_control &&
           a->page_break_before == b->page_break_before && a->contextual == b->contextual && a->unnumbered == b->unnumbered &&
           borders_same(&a->edge, &b->edge) && border_same(a->between, b->between) && fill_same(a->fill, b->fill) && tabs_same(a, b);
}

const struct para_props *intern_para(struct reader *r, const struct para_props *p)
{
    struct paras **slot, *at;
    unsigned long h = mix_double(mix_double(mix_double(mix(0, p->align), p->left), p->first), p->before);

    slot = &interned(r)->paras[mix_double(mix_double(h, p->after), p->line) % SLOTS];
    for (at = *slot; at && !same_para(&at->p, p); at = at->next)
        ;
    if (!at) {
        at = ARENA_NEW(&r->doc->arena, struct paras);
        *at = (struct paras){*p, *slot};
        *slot = at;
    }
    return &at->p;
}
