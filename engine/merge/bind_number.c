/* The numbers of sections, and the lists that make them in office suites.
 *
 * A layout (bố cục) of the profile says how each level counts. Levels that count within each other form a list; a level
 * that runs through the text (Điều) begins one of its own, since nothing above starts it again. Invariant: the list gives
 * the numbers that the labels show, so a level that no list of an office suite can count stays text: the letters of
 * điểm (a, b, c, d, đ, e, g: Word has no Vietnamese order) and what stands below them. */
#include "merge/binder.h"
#include "text/text.h"

/* ---- numbers ---- */

/* The first level whose number is printed in that of `depth`. */
static size_t first_shown(const struct layout_rule *layout, size_t depth)
{
    size_t from = depth;

    if (layout->levels[depth].counter != COUNTER_DOTTED)
        return depth;
    while (from > 0 && (layout->levels[from - 1].counter == COUNTER_DOTTED || layout->levels[from - 1].counter == COUNTER_DECIMAL))
        from--;
    return from;
}

static const char *number_text(struct binder *b, size_t depth)
{
    struct arena *a = &b->doc->arena;
    struct buf out = {0};

    switch (b->layout->levels[depth].counter) {
    case COUNTER_ROMAN:
        return text_roman(a, b->counts[depth]);
    case COUNTER_LETTER:
        return text_letter(a, b->counts[depth]);
    case COUNTER_DECIMAL:
    case COUNTER_DOTTED:
        break;
    }
    for (size_t from = first_shown(b->layout, depth); from <= depth; from++)
        buf_printf(&out, from < depth ? "%u." : "%u", b->counts[from]);
    return arena_buf(a, &out);
}

const char *bind_next_number(struct binder *b, int level)
{
    size_t depth = (size_t)level - 1;

    b->counts[depth]++;
    for (size_t i = depth + 1; i < b->layout->n; i++)
        if (!b->layout->levels[i].through)
            b->counts[i] = 0;
    return number_text(b, depth);
}

/* ---- lists ---- */

/* The level with which the list of `depth` begins. */
static size_t list_start(const struct layout_rule *layout, size_t depth)
{
    while (depth > 0 && !layout->levels[depth].through)
        depth--;
    return depth;
}

static bool can_list(const struct layout_rule *layout, size_t depth)
{
    size_t start = list_start(layout, depth);

    for (size_t i = start; i <= depth; i++)
        if (layout->levels[i].counter == COUNTER_LETTER || first_shown(layout, i) < start)
            return false;
    return true;
}

static const struct style *use_style(struct binder *b, const char *id)
{
    struct style *s = (struct style *)doc_style(b->doc, id);

    s->used = true;
    return s;
}

static struct numbering *new_list(struct binder *b, size_t start)
{
    const struct layout_rule *layout = b->layout;
    struct numbering *list = doc_numbering(b->doc, NULL);

    for (size_t i = start; i < layout->n && list_start(layout, i) == start && can_list(layout, i); i++) {
        const struct level *l = &layout->levels[i];

        list->levels[list->n++] = (struct numbering_level){
            .format = l->counter == COUNTER_ROMAN ? NUMBERING_ROMAN : NUMBERING_DECIMAL,
            .before = l->before ? arena_str(&b->doc->arena, l->before) : "",
            .after = l->after ? arena_str(&b->doc->arena, l->after) : "",
            .shown = (int)(i - first_shown(layout, i)) + 1,
            .alone = l->name_style != NULL,
            .style = doc_style(b->doc, l->style),
            .label = l->content_style ? use_style(b, "Dam") : NULL,
        };
    }
    return list;
}

void bind_label(struct binder *b, struct node *para, int level, const char *label)
{
    size_t depth = (size_t)level - 1, start = list_start(b->layout, depth);
    struct numbering **list = &b->lists[start];

    para->as.para.label = label;
    if (!can_list(b->layout, depth))
        return;
    if (!*list)
        *list = new_list(b, start);
    para->as.para.numbering = *list;
    para->as.para.number_level = (int)(depth - start);
}
