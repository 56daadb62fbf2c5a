/* Where the PDF of a paper has form fields: empty signature fields at the names, for the organs' seals and for the mark of
 * a copy, and text fields over the blanks of number and date. Found on the pages that are laid out: the field of a
 * signature lies between who signs and the name below, that of a blank on the blank. */
#include "layout/layout.h"

#include <math.h>

/* A paragraph with a field, and where its text came to stand. */
struct found {
    const struct node *para;
    int tag;           /* of its text; -1: none */
    size_t page, item; /* of its first text; an index */
    bool printed;
    double left, right, top, bottom; /* of what stands on that page */
};

struct marks {
    struct found *v;
    size_t n, cap;
};

static bool may_have_blank(enum role role)
{
    return role == ROLE_NUMBER || role == ROLE_PLACE_DATE || role == ROLE_POINTER;
}

/* The paragraph over a name that says who signs: what is between them is the signature's. */
static const struct node *line_above(const struct node *name)
{
    const struct node *p = name->prev;
    while (p && p->type == NODE_PARA && !p->first)
        p = p->prev;
    return p && p->type == NODE_PARA ? p : NULL;
}

static void add_spot(struct layout *l, struct marks *s, const struct node *para)
{
    s->v = layout_grow(&l->scratch, s->v, s->n, &s->cap, sizeof *s->v);
    s->v[s->n++] = (struct found){.para = para, .tag = -1};
}

/* Each name is preceded by the line above it. */
static void collect(struct layout *l, struct marks *out)
{
    const struct node *above;
    for (const struct node *n = l->doc->root; n; n = node_next(n, l->doc->root)) {
        if (n->type != NODE_PARA)
            continue;
        if (n->as.para.role == ROLE_NAME && n->first && (above = line_above(n))) {
            add_spot(l, out, above);
            add_spot(l, out, n);
        } else if (may_have_blank(n->as.para.role) && n->first) {
            add_spot(l, out, n);
        }
    }
}

static struct found *spot_of_tag(const struct marks *s, int tag)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].tag == tag)
            return &s->v[i];
    return NULL;
}

static void measure(struct found *s, size_t page, size_t index, const struct frame_item *item)
{
    const struct face_metrics *m = face_metrics(item->as.text.face);
    const double top = item->y - m->ascent * item->as.text.size, bottom = item->y + m->descent * item->as.text.size;
    if (!s->printed)
        *s = (struct found){s->para, s->tag, page, index, true, item->x, item->x + item->as.text.width, top, bottom};
    if (s->page != page)
        return;
    s->left = fmin(s->left, item->x);
    s->right = fmax(s->right, item->x + item->as.text.width);
    s->top = fmin(s->top, top);
    s->bottom = fmax(s->bottom, bottom);
}

static void locate(const struct layout *l, struct marks *s)
{
    const struct frames *f = l->frames;
    for (size_t i = 0; i < f->n_tags; i++)
        for (size_t k = 0; k < s->n && f->tags[i].node; k++)
            if (s->v[k].tag < 0 && f->tags[i].node == s->v[k].para->id)
                s->v[k].tag = (int)i;
    for (size_t page = 0; page < f->n_pages; page++)
        for (size_t i = 0; i < f->pages[page].n; i++) {
            const struct frame_item *item = &f->pages[page].items[i];
            struct found *spot = item->type == FRAME_TEXT && item->tag >= 0 && !item->matrix ? spot_of_tag(s, item->tag) : NULL;
            if (spot)
                measure(spot, page, i, item);
        }
}

/* ---- putting them in ---- */

static struct frame_item *insert(struct layout *l, size_t page, size_t at, int parent)
{
    struct frame_page *p = &l->frames->pages[page];
    const int tag = tags_add(l, TAG_FORM, parent, NULL);
    p->items = layout_grow(&l->frames->arena, p->items, p->n, &p->cap, sizeof *p->items);
    memmove(p->items + at + 1, p->items + at, (p->n - at) * sizeof *p->items);
    p->n++;
    p->items[at] = (struct frame_item){.type = FRAME_WIDGET, .tag = tag};
    return &p->items[at];
}

/* What was found behind the new item on the page stands one further. */
static void shift(struct marks *s, size_t page, size_t at)
{
    for (size_t i = 0; i < s->n; i++)
        s->v[i].item += s->v[i].page == page && s->v[i].item >= at;
}

static struct frame_item *put(struct layout *l, struct marks *s, const struct found *before, enum form_use use, double x, double y, double w,
                              double h)
{
    const size_t page = before->page, at = before->item;
    struct frame_item *item = insert(l, page, at, l->frames->tags[before->tag].parent);
    item->x = x;
    item->y = y;
    item->as.widget.w = w;
    item->as.widget.h = h;
    item->as.widget.use = use;
    shift(s, page, at);
    return item;
}

static const char *name_text(struct layout *l, const struct node *para)
{
    struct buf out = {0};
    node_plain_text(para, &out);
    return arena_buf(&l->frames->arena, &out);
}

/* Between the line above and the name; where these leave less than the field is high, it reaches over them evenly. */
static void put_signature(struct layout *l, struct marks *s, size_t i, int index, int organ)
{
    const struct sign_box *person = &l->doc->sign[SIGN_PERSON], *seal = &l->doc->sign[SIGN_ORGAN];
    const struct found *above = &s->v[i], *name = &s->v[i + 1];
    const bool same_page = above->printed && above->page == name->page && above->bottom < name->top;
    const double room = same_page ? name->top - above->bottom : 0;
    const double middle = same_page ? (above->bottom + name->top) / 2 : name->top - person->height / 2;
    const double height = room > person->height / 2 ? fmin(person->height, room) : person->height;
    const double centre = (name->left + name->right) / 2;
    if (organ > 0 && seal->width > 0) {
        const double edge = centre - person->picture / 2 + person->picture * seal->cover;
        struct frame_item *item = put(l, s, name, FORM_ORGAN, edge - seal->width, middle - seal->height / 2, seal->width, seal->height);
        item->as.widget.index = organ;
        item->as.widget.name = name_text(l, name->para);
    }
    if (person->width > 0) {
        struct frame_item *item = put(l, s, name, FORM_PERSON, centre - person->width / 2, middle - height / 2, person->width, height);
        item->as.widget.index = index;
        item->as.widget.name = name_text(l, name->para);
        item->as.widget.picture = person->picture;
    }
}

static bool ends_with(const char *text, size_t n, const char *word)
{
    const size_t k = strlen(word);
    return n >= k && memcmp(text + n - k, word, k) == 0;
}

/* What a blank is for, by the words before it; after a stroke the next part of the date. false: something else. */
static bool blank_use(const char *text, size_t at, enum form_use *use)
{
    static const struct { const char *word; enum form_use use; } words[] = {
        {"Số", FORM_NUMBER}, {"số", FORM_NUMBER}, {"Số:", FORM_NUMBER}, {"ngày", FORM_DAY}, {"tháng", FORM_MONTH}, {"năm", FORM_YEAR}};
    const enum form_use before = *use;
    while (at > 0 && (text[at - 1] == ' ' || ends_with(text, at, "\u00a0")))
        at -= text[at - 1] == ' ' ? 1 : strlen("\u00a0");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (ends_with(text, at, words[i].word)) {
            *use = words[i].use;
            return true;
        }
    if (!ends_with(text, at, "/") || (before != FORM_DAY && before != FORM_MONTH))
        return false;
    *use = before == FORM_DAY ? FORM_MONTH : FORM_YEAR;
    return true;
}

/* From the item's x to the glyph that begins at byte `at` of its text. */
static double place_of_byte(const struct frame_item *item, size_t at)
{
    for (size_t i = 0; i < item->as.text.n; i++)
        if (item->as.text.glyphs[i].cluster >= at)
            return (double)item->as.text.glyphs[i].x;
    return item->as.text.width;
}

/* The fields of a paragraph's blanks stand behind the text that holds them. */
static void put_blanks(struct layout *l, struct marks *s, const struct found *spot)
{
    enum form_use use = FORM_PERSON;
    for (size_t i = spot->item; i < l->frames->pages[spot->page].n; i++) {
        const struct frame_item text = l->frames->pages[spot->page].items[i];
        if (text.type != FRAME_TEXT || text.tag != spot->tag)
            continue;
        const struct face_metrics *m = face_metrics(text.as.text.face);
        for (size_t at = 0; at + strlen(BLANK) <= text.as.text.bytes; at++) {
            if (memcmp(text.as.text.text + at, BLANK, strlen(BLANK)) != 0)
                continue;
            if (blank_use(text.as.text.text, at, &use)) {
                const double left = place_of_byte(&text, at), right = place_of_byte(&text, at + strlen(BLANK));
                struct frame_item *item = insert(l, spot->page, ++i, spot->tag);
                item->x = text.x + left;
                item->y = text.y - m->ascent * text.as.text.size;
                item->as.widget.w = right - left;
                item->as.widget.h = (m->ascent + m->descent) * text.as.text.size;
                item->as.widget.use = use;
                item->as.widget.size = text.as.text.size;
                shift(s, spot->page, i);
            }
            at += strlen(BLANK) - 1;
        }
    }
}

/* In the margin above the text of the first page, at its right. */
static void put_copy(struct layout *l)
{
    const struct sign_box *box = &l->doc->sign[SIGN_COPY];
    const struct node *section = l->doc->root->first;
    if (box->width <= 0 || l->frames->n_pages == 0 || !section)
        return;
    struct frame_item *item = insert(l, 0, 0, 0);
    item->x = l->frames->pages[0].width - section->as.section.right - box->width;
    item->y = fmax(0, fabs(section->as.section.top) - box->height);
    item->as.widget.w = box->width;
    item->as.widget.h = box->height;
    item->as.widget.use = FORM_COPY;
}

void widgets_place(struct layout *l)
{
    struct marks s = {0};
    int names = 0, before = 0;

    if (l->doc->sign[SIGN_PERSON].width <= 0 && l->doc->sign[SIGN_ORGAN].width <= 0)
        return;
    collect(l, &s);
    locate(l, &s);
    for (size_t i = 0; i < s.n; i++)
        names += s.v[i].para->as.para.role == ROLE_NAME && s.v[i].printed;
    for (size_t i = 0; i < s.n; i++) {
        if (!s.v[i].printed)
            continue;
        if (may_have_blank(s.v[i].para->as.para.role)) {
            put_blanks(l, &s, &s.v[i]);
        } else if (s.v[i].para->as.para.role == ROLE_NAME) {
            const int index = ++before + (l->doc->signers ? l->doc->signers - names : 0);
            if (index > 0)
                put_signature(l, &s, i - 1, index, before + l->doc->organs - names);
        }
    }
    put_copy(l);
}
