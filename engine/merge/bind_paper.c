/* The sheet that a paper stands on: the guide's own, or what the form or trinh_bay wants and the profile has a row for.
 * HD 05-HD/VPTW, Phần II, IV.3: administrative slips stand on A4 or A5. */
#include "base/diag/merge.h"
#include "merge/binder.h"
#include "text/text.h"

/* The first name of "A5; A4". */
static const char *first_name(struct binder *b, const char *list)
{
    return arena_span(&b->doc->arena, span_trim(span_make(list, strcspn(list, ";"))));
}

static bool in_list(struct binder *b, const char *list, const char *name)
{
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, ";");

        if (strcmp(arena_span(&b->doc->arena, span_trim(span_make(p, n))), name) == 0)
            return true;
        p += n + (p[n] == ';');
    }
    return false;
}

/* The names of all sheets, each once, the guide's own first. */
static const char *all_names(struct binder *b)
{
    const struct profile *p = b->profile;
    struct buf out = {0};

    buf_puts(&out, p->page.name);
    for (size_t i = 0; i < p->n_papers; i++) {
        bool seen = strcmp(p->papers[i].name, p->page.name) == 0;

        for (size_t k = 0; k < i && !seen; k++)
            seen = strcmp(p->papers[k].name, p->papers[i].name) == 0;
        if (!seen)
            buf_printf(&out, "; %s", p->papers[i].name);
    }
    return arena_buf(&b->doc->arena, &out);
}

/* The name as the profile writes it; NULL: reported. */
static const char *wanted_name(struct binder *b, const struct value *v)
{
    const char *text = bind_string(b, v, "kho_giay"), *all = all_names(b), *allowed, *upper;

    if (!text)
        return NULL;
    upper = text_upper(&b->doc->arena, span_of(text));
    if (!in_list(b, all, upper)) {
        diag(b->ctx, DIAG_TYPE_CHOICE, v->pos, "kho_giay", all, text);
        return NULL;
    }
    allowed = b->form->papers ? b->form->papers : b->profile->page.name;
    if (!in_list(b, allowed, upper))
        bind_rule(b, "kho-giay", DIAG_PAPER_SIZE, v->pos, b->kind->name, allowed, upper);
    return upper;
}

/* Is the sheet turned: 0 or 1; -1: not said; -2: reported. */
static int wanted_turn(struct binder *b, const struct value *v)
{
    const char *text = v ? bind_string(b, v, "huong") : NULL, *folded;

    if (!text)
        return v ? -2 : -1;
    folded = text_fold(&b->doc->arena, span_of(text));
    if (strcmp(folded, "doc") == 0)
        return PAPER_PORTRAIT;
    if (strcmp(folded, "ngang") == 0)
        return PAPER_LANDSCAPE;
    diag(b->ctx, DIAG_TYPE_CHOICE, v->pos, "huong", "dọc, ngang", text);
    return -2;
}

bool bind_paper(struct binder *b, const struct value *settings)
{
    const struct value *v = settings && settings->type == VALUE_MAP ? bind_member(b, settings, "kho_giay") : NULL;
    const struct value *side = settings && settings->type == VALUE_MAP ? bind_member(b, settings, "huong") : NULL;
    const char *name = v ? wanted_name(b, v) : first_name(b, b->form->papers ? b->form->papers : b->profile->page.name);
    int turn = wanted_turn(b, side);

    if (!name || turn == -2)
        return false;
    if (strcmp(name, b->profile->page.name) == 0 && turn != PAPER_LANDSCAPE)
        return true;
    for (size_t i = 0; i < b->profile->n_papers; i++) {
        const struct paper *k = &b->profile->papers[i];

        if (strcmp(k->name, name) == 0 && (turn == -1 || (int)k->turn == turn)) {
            profile_take_paper(b->profile, k);
            return true;
        }
    }
    diag(b->ctx, DIAG_PAPER_TURN, side ? side->pos : v->pos, name, b->profile->id);
    return false;
}
