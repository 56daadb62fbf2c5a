/* The structure tree of tagged PDF (ISO 32000-1, 14.7 and 14.8.4), made while the boxes are built,
 * that is in the order of the document.
 *
 * Headings are H1..H6 by the style's outline level; consecutive items make L > LI > (Lbl, LBody), a
 * deeper item's list standing in the LBody of the item above it. Layout tables leave no trace:
 * their paragraphs follow in reading order. Furniture has one tag of type TAG_ARTIFACT outside the
 * tree. */
#include "layout/layout.h"

int tags_add(struct layout *l, enum frame_tag_type type, int parent, const struct node *node)
{
    struct frames *f = l->frames;
    if (l->furniture)
        return TAGS_FURNITURE;
    MEM_ROOM(f->tags, f->n_tags, l->cap_tags); /* not in the arena, which would keep the smaller arrays too */
    f->tags[f->n_tags] = (struct frame_tag){
        .type = type, .parent = parent, .node = node ? node->id : 0, .col_span = 1, .row_span = 1};
    return (int)f->n_tags++;
}

int tags_figure(struct layout *l, int parent, const struct node *node, const char *alt)
{
    const int figure = tags_add(l, TAG_FIGURE, parent, node);
    if (!l->furniture)
        l->frames->tags[figure].alt = alt;
    return figure;
}

int tags_formula(struct layout *l, int parent, const struct node *node)
{
    const int tag = tags_add(l, TAG_FORMULA, parent, node);
    if (!l->furniture)
        l->frames->tags[tag].alt = node->as.formula.text;
    return tag;
}

static struct para_tags tags_item(struct layout *l, struct tag_list *list, const struct node *para,
                                  int parent)
{
    const int level = para->as.para.level;
    const int max = (int)(sizeof list->v / sizeof *list->v);
    while (list->n > 0 && list->v[list->n - 1].level > level)
        list->n--;
    if (list->n == 0 || (list->v[list->n - 1].level < level && list->n < max)) {
        const int above = list->n ? list->v[list->n - 1].body : parent;
        list->v[list->n++] = (struct list_level){level, tags_add(l, TAG_L, above, NULL), 0};
    }
    struct list_level *top = &list->v[list->n - 1];
    const int item = tags_add(l, TAG_LI, top->list, para);
    const int label = para->as.para.label ? tags_add(l, TAG_LBL, item, para) : 0;
    top->body = tags_add(l, TAG_LBODY, item, para);
    return (struct para_tags){.text = top->body, .label = label ? label : top->body};
}

struct para_tags tags_para(struct layout *l, struct tag_list *list, const struct node *para,
                           int parent)
{
    if (l->furniture)
        return (struct para_tags){TAGS_FURNITURE, TAGS_FURNITURE};
    if (para->as.para.role == ROLE_ITEM)
        return tags_item(l, list, para, parent);
    list->n = 0;
    const int outline = para->as.para.style->outline;
    enum frame_tag_type type = TAG_P;
    if (outline > 0)
        type = (enum frame_tag_type)(TAG_H1 + (outline < 6 ? outline : 6) - 1);
    const int tag = tags_add(l, type, parent, para);
    return (struct para_tags){tag, tag};
}
