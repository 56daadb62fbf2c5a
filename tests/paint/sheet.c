/* Growing arrays in the frames' arena: old copies stay there until the end, which is good enough
 * here. */
#include "sheet.h"

#include "pdf/finish.h"

void sheet_open(struct sheet *s, struct ctx *ctx)
{
    *s = (struct sheet){.size = 14};
    s->fonts = fonts_new(ctx);
    s->face = fonts_face(s->fonts, "Times New Roman", false, false, (struct pos){0});
    sheet_tag(s, TAG_DOCUMENT, -1);
    sheet_tag(s, TAG_ARTIFACT, -1);
}

void sheet_close(struct sheet *s)
{
    arena_release(&s->frames.arena);
    fonts_free(s->fonts);
}

static void *grow(struct sheet *s, void *old, size_t n, size_t size)
{
    char *p = arena_array(&s->frames.arena, n + 1, size);
    if (n)
        memcpy(p, old, n * size);
    return p;
}

void sheet_page(struct sheet *s, double width, double height, int number)
{
    struct frames *f = &s->frames;
    f->pages = grow(s, f->pages, f->n_pages, sizeof *f->pages);
    f->pages[f->n_pages++] =
        (struct frame_page){.width = width, .height = height, .number = number};
}

int sheet_tag(struct sheet *s, enum frame_tag_type type, int parent)
{
    struct frames *f = &s->frames;
    f->tags = grow(s, f->tags, f->n_tags, sizeof *f->tags);
    f->tags[f->n_tags] =
        (struct frame_tag){.type = type, .parent = parent, .col_span = 1, .row_span = 1};
    return (int)f->n_tags++;
}

static struct frame_item *add_item(struct sheet *s, enum frame_item_type type, int tag, double x,
                                   double y)
{
    struct frame_page *page = &s->frames.pages[s->frames.n_pages - 1];
    page->items = grow(s, page->items, page->n, sizeof *page->items);
    page->items[page->n] = (struct frame_item){.type = type, .tag = tag, .x = x, .y = y};
    return &page->items[page->n++];
}

static double spread(const char *text, double natural, double width)
{
    int spaces = 0;
    for (const char *p = text; *p; p++)
        spaces += *p == ' ';
    return width > 0 && spaces ? (width - natural) / spaces : 0;
}

struct frame_item *sheet_line(struct sheet *s, int tag, double x, double y, double width,
                              const char *text)
{
    struct frame_item *item = add_item(s, FRAME_TEXT, tag, x, y);
    struct shaped shaped = face_shape(s->face, span_of(text), false, (struct pos){0});
    struct frame_glyph *glyphs = ARENA_NEWS(&s->frames.arena, shaped.n, struct frame_glyph);
    double gap = spread(text, shaped.width * s->size, width), at = 0;

    for (size_t i = 0; i < shaped.n; i++) {
        glyphs[i] = (struct frame_glyph){.id = shaped.glyphs[i].id,
                                         .x = at + (double)shaped.glyphs[i].x_offset * s->size,
                                         .y = (double)-shaped.glyphs[i].y_offset * s->size,
                                         .cluster = shaped.glyphs[i].cluster};
        at += shaped.glyphs[i].advance * s->size;
        if (text[shaped.glyphs[i].cluster] == ' ')
            at += gap;
    }
    item->as.text.face = s->face;
    item->as.text.size = s->size;
    item->as.text.width = at;
    item->as.text.glyphs = glyphs;
    item->as.text.n = shaped.n;
    item->as.text.text = arena_str(&s->frames.arena, text);
    item->as.text.bytes = strlen(text);
    return item;
}

struct frame_item *sheet_rect(struct sheet *s, int tag, double x, double y, double w, double h)
{
    struct frame_item *item = add_item(s, FRAME_RECT, tag, x, y);
    item->as.rect.w = w;
    item->as.rect.h = h;
    return item;
}

struct frame_item *sheet_image(struct sheet *s, int tag, double x, double y, double w, double h,
                               struct span bytes)
{
    struct frame_item *item = add_item(s, FRAME_IMAGE, tag, x, y);
    item->as.image.w = w;
    item->as.image.h = h;
    item->as.image.bytes = bytes;
    return item;
}

void sheet_heading(struct sheet *s, int level, const char *text, double y)
{
    struct frames *f = &s->frames;
    f->headings = grow(s, f->headings, f->n_headings, sizeof *f->headings);
    f->headings[f->n_headings++] = (struct frame_heading){
        .level = level, .text = arena_str(&f->arena, text), .page = (int)f->n_pages - 1, .y = y};
}

bool sheet_pdf(struct sheet *s, struct ctx *ctx, const struct doc_meta *meta, struct buf *out)
{
    struct doc doc = {.meta = *meta};
    struct arena a = {0};
    struct paint_plan plan = {.arena = &a};
    struct buf painted = {0};
    bool ok = paint_pdf(ctx, &s->frames, &plan, &painted) && pdf_finish(ctx, &doc, &s->frames, &plan, NULL, buf_span(&painted), out);

    buf_release(&painted);
    arena_release(&a);
    return ok;
}
