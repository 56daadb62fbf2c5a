#include "paper.h"

static void see(void *user, const struct diagnostic *d)
{
    struct paper *p = user;

    p->diagnostics++;
    p->last = d->code;
}

void near_at(double a, double b, const char *file, int line)
{
    if (!(fabs(a - b) < 0.005)) {
        print_error("%f is not %f\n", a, b);
        _fail(file, line);
    }
}

int paper_setup(void **state)
{
    struct paper *p = mem_alloc(sizeof *p);
    struct style *s;

    ctx_init(&p->ctx);
    p->ctx.sink = see;
    p->ctx.sink_user = p;
    p->fonts = fonts_new(&p->ctx);
    p->doc = doc_new();
    s = ARENA_NEW(&p->doc->arena, struct style);
    s->id = s->name = "Body";
    s->chr = (struct char_props){.family = "Times New Roman", .size = 12, .lang = "vi-VN"};
    s->para = (struct para_props){.line_rule = LINE_MULTIPLE, .line = 1, .widow_control = true};
    p->style = s;
    p->doc->body = s;
    p->doc->root = node_new(p->doc, NODE_DOCUMENT, NULL, "doc", (struct pos){0});
    p->section = node_new(p->doc, NODE_SECTION, p->doc->root, "section", (struct pos){0});
    p->section->as.section = (struct section){.width = 595.28,
                                              .height = 841.89,
                                              .top = 72,
                                              .bottom = 72,
                                              .left = 72,
                                              .right = 72,
                                              .header_distance = 36};
    *state = p;
    return 0;
}

int paper_teardown(void **state)
{
    struct paper *p = *state;

    frames_free(p->frames);
    doc_free(p->doc);
    fonts_free(p->fonts);
    free(p);
    return 0;
}

static struct node *paper_node(struct paper *p, enum node_type type, struct node *parent)
{
    char place[32];

    snprintf(place, sizeof place, "n.%d", p->places++);
    return node_new(p->doc, type, parent, place, (struct pos){"thu.md", p->places, 1, NULL});
}

struct node *paper_para(struct paper *p, struct node *parent, const char *text)
{
    struct node *n = paper_node(p, NODE_PARA, parent);

    n->as.para.style = p->style;
    if (text)
        node_text(p->doc, n, text);
    return n;
}

struct para_props *paper_own(struct paper *p, struct node *para)
{
    struct para_props *own = ARENA_NEW(&p->doc->arena, struct para_props);

    *own = *para_props(para);
    para->as.para.own = own;
    return own;
}

struct node *paper_lines(struct paper *p, struct node *parent, const char *name, int n)
{
    struct node *para = paper_para(p, parent, NULL);

    for (int i = 1; i <= n; i++) {
        char text[64];

        snprintf(text, sizeof text, "%s%d", name, i);
        node_text(p->doc, para, text);
        if (i < n)
            paper_node(p, NODE_LINE_BREAK, para);
    }
    return para;
}

struct node *paper_table(struct paper *p, struct node *parent, const double *widths, size_t columns,
                         double border)
{
    struct node *n = paper_node(p, NODE_TABLE, parent);
    double *copy = ARENA_NEWS(&p->doc->arena, columns + 1, double);

    for (size_t i = 0; i < columns; i++)
        copy[i] = widths[i];
    n->as.table =
        (struct table){.kind = TABLE_DATA, .widths = copy, .columns = columns, .border = border};
    return n;
}

struct node *paper_row(struct paper *p, struct node *table)
{
    return paper_node(p, NODE_ROW, table);
}

struct node *paper_cell(struct paper *p, struct node *row, const char *text)
{
    struct node *n = paper_node(p, NODE_CELL, row);

    if (text)
        paper_para(p, n, text);
    return n;
}

const struct frames *paper_layout(struct paper *p)
{
    frames_free(p->frames);
    p->frames = layout_document(&p->ctx, p->fonts, p->doc);
    assert_non_null(p->frames);
    return p->frames;
}

static const struct frame_item *paper_nth(const struct paper *p, size_t page,
                                          enum frame_item_type type, size_t k, size_t *count)
{
    const struct frame_page *pg = &p->frames->pages[page];
    const struct frame_item *found = NULL;
    size_t n = 0;

    assert_true(page < p->frames->n_pages);
    for (size_t i = 0; i < pg->n; i++)
        if (pg->items[i].type == type && n++ == k)
            found = &pg->items[i];
    if (count)
        *count = n;
    return found;
}

const struct frame_item *paper_text(const struct paper *p, size_t page, size_t k)
{
    const struct frame_item *item = paper_nth(p, page, FRAME_TEXT, k, NULL);

    assert_non_null(item);
    return item;
}

size_t paper_texts(const struct paper *p, size_t page)
{
    size_t n;

    paper_nth(p, page, FRAME_TEXT, 0, &n);
    return n;
}

const struct frame_item *paper_rect(const struct paper *p, size_t page, size_t k)
{
    const struct frame_item *item = paper_nth(p, page, FRAME_RECT, k, NULL);

    assert_non_null(item);
    return item;
}

size_t paper_rects(const struct paper *p, size_t page)
{
    size_t n;

    paper_nth(p, page, FRAME_RECT, 0, &n);
    return n;
}

const struct frame_item *paper_find(const struct paper *p, const char *text, size_t *page)
{
    for (size_t i = 0; i < p->frames->n_pages; i++) {
        for (size_t k = 0; k < p->frames->pages[i].n; k++) {
            const struct frame_item *item = &p->frames->pages[i].items[k];

            if (item->type != FRAME_TEXT || item->as.text.bytes < strlen(text) ||
                memcmp(item->as.text.text, text, strlen(text)) != 0)
                continue;
            if (page)
                *page = i;
            return item;
        }
    }
    fail_msg("no item begins with \"%s\"", text);
    return NULL;
}

size_t paper_page_of(const struct paper *p, const char *text)
{
    size_t page = 0;

    paper_find(p, text, &page);
    return page;
}

bool item_is(const struct frame_item *item, const char *text)
{
    if (span_is(span_make(item->as.text.text, item->as.text.bytes), text))
        return true;
    print_error("\"%.*s\" is not \"%s\"\n", (int)item->as.text.bytes, item->as.text.text, text);
    return false;
}
