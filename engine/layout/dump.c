/* Frames as text, for golden files: a line an item, lengths with at most two decimals. */
#include "layout/layout.h"

#include <math.h>

static const char *const tag_names[] = {
    [TAG_DOCUMENT] = "Document",
    [TAG_SECT] = "Sect",
    [TAG_H1] = "H1",
    [TAG_H2] = "H2",
    [TAG_H3] = "H3",
    [TAG_H4] = "H4",
    [TAG_H5] = "H5",
    [TAG_H6] = "H6",
    [TAG_P] = "P",
    [TAG_L] = "L",
    [TAG_LI] = "LI",
    [TAG_LBL] = "Lbl",
    [TAG_LBODY] = "LBody",
    [TAG_TABLE] = "Table",
    [TAG_TR] = "TR",
    [TAG_TH] = "TH",
    [TAG_TD] = "TD",
    [TAG_FIGURE] = "Figure",
    [TAG_FORMULA] = "Formula",
    [TAG_NOTE] = "Note",
    [TAG_LINK] = "Link",
    [TAG_FORM] = "Form",
    [TAG_SPAN] = "Span",
    [TAG_ARTIFACT] = "Artifact",
};

const char *frame_tag_name(enum frame_tag_type type)
{
    return tag_names[type];
}

static void dump_numbers(struct buf *out, const double *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_putc(out, ' ');
        buf_number(out, v[i], 2);
    }
}

static void dump_quoted(struct buf *out, const char *text, size_t n)
{
    buf_puts(out, " \"");
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '"' || text[i] == '\\')
            buf_putc(out, '\\');
        buf_putc(out, text[i]);
    }
    buf_putc(out, '"');
}

static void dump_tag(struct buf *out, const struct frames *f, int tag)
{
    buf_printf(out, " %s", frame_tag_name(f->tags[tag].type));
    if (f->tags[tag].type != TAG_ARTIFACT)
        buf_printf(out, ":%d", tag);
}

static void dump_crop(struct buf *out, const struct frame_item *item)
{
    const double v[] = {item->as.image.crop_top, item->as.image.crop_bottom, item->as.image.crop_left, item->as.image.crop_right};
    if (v[0] == 0 && v[1] == 0 && v[2] == 0 && v[3] == 0)
        return;
    buf_puts(out, " crop");
    dump_numbers(out, v, 4);
}

static void dump_path(struct buf *out, const struct frames *f, const struct frame_item *item)
{
    static const char *const strokes[] = {[STROKE_SOLID] = "solid", [STROKE_DOTTED] = "dotted", [STROKE_DASHED] = "dashed",
                                          [STROKE_DASH_DOT] = "dash-dot"};
    static const size_t numbers[] = {[STEP_MOVE] = 2, [STEP_LINE] = 2, [STEP_CURVE] = 6, [STEP_CLOSE] = 0};
    buf_puts(out, "  path");
    dump_numbers(out, (double[]){item->x, item->y}, 2);
    dump_tag(out, f, item->tag);
    for (size_t i = 0; i < item->as.path.n; i++) {
        const struct frame_step *step = &item->as.path.steps[i];
        buf_printf(out, " %c", "MLCZ"[step->type]);
        dump_numbers(out, step->v, numbers[step->type]);
    }
    if (item->as.path.fill.on)
        buf_printf(out, " fill #%06x%s", (unsigned)item->as.path.fill.color, item->as.path.gradient ? " gradient" : "");
    if (item->as.path.line > 0) {
        buf_printf(out, " %s #%06x", strokes[item->as.path.stroke], (unsigned)item->as.path.color);
        dump_numbers(out, &item->as.path.line, 1);
    }
}

static void dump_matrix(struct buf *out, const struct frame_matrix *m)
{
    buf_puts(out, " matrix");
    dump_numbers(out, (double[]){m->xx, m->yx, m->xy, m->yy, m->x0, m->y0}, 6);
}

static void dump_item(struct buf *out, const struct frames *f, const struct frame_item *item);

/* A part of a drawing stands further in. */
static void dump_parts(struct buf *out, const struct frames *f, const struct frame_drawing *d)
{
    for (size_t i = 0; i < d->n; i++) {
        const struct drawing_clip *clip = d->parts[i].clip;
        if (clip && (i == 0 || clip != d->parts[i - 1].clip)) {
            buf_printf(out, "    clip %d", clip->depth);
            if (clip->upright)
                dump_numbers(out, clip->box, 4);
            buf_putc(out, '\n');
        }
        buf_puts(out, "  ");
        dump_item(out, f, &d->parts[i].item);
    }
}

static void dump_item(struct buf *out, const struct frames *f, const struct frame_item *item)
{
    if (item->type == FRAME_TEXT) {
        buf_puts(out, "  text");
        dump_numbers(out, (double[]){item->x, item->y, item->as.text.width, item->as.text.size}, 4);
        const char *file = face_file(item->as.text.face), *slash = strrchr(file, '/');
        buf_printf(out, " %s", slash ? slash + 1 : file);
        dump_tag(out, f, item->tag);
        dump_quoted(out, item->as.text.text, item->as.text.bytes);
        if (item->as.text.color)
            buf_printf(out, " #%06x", (unsigned)item->as.text.color);
        if (item->as.text.stretch > 0 && fabs(item->as.text.stretch - 1) > 1e-9) {
            buf_puts(out, " stretch");
            dump_numbers(out, &item->as.text.stretch, 1);
        }
        if (item->as.text.url)
            buf_printf(out, " <%s>", item->as.text.url);
    } else if (item->type == FRAME_RECT) {
        buf_puts(out, "  rect");
        dump_numbers(out, (double[]){item->x, item->y, item->as.rect.w, item->as.rect.h}, 4);
        dump_tag(out, f, item->tag);
        if (item->as.rect.color)
            buf_printf(out, " #%06x", (unsigned)item->as.rect.color);
    } else if (item->type == FRAME_IMAGE) {
        buf_puts(out, item->as.image.drawing ? "  drawing" : "  image");
        dump_numbers(out, (double[]){item->x, item->y, item->as.image.w, item->as.image.h}, 4);
        dump_tag(out, f, item->tag);
        dump_crop(out, item);
    } else if (item->type == FRAME_WIDGET) {
        static const char *const uses[] = {[FORM_PERSON] = "person", [FORM_ORGAN] = "organ", [FORM_COPY] = "copy", [FORM_NUMBER] = "number",
                                           [FORM_DAY] = "day", [FORM_MONTH] = "month", [FORM_YEAR] = "year"};
        buf_puts(out, "  widget");
        dump_numbers(out, (double[]){item->x, item->y, item->as.widget.w, item->as.widget.h}, 4);
        dump_tag(out, f, item->tag);
        buf_printf(out, " %s", uses[item->as.widget.use]);
        if (item->as.widget.index)
            buf_printf(out, " %d", item->as.widget.index);
        if (item->as.widget.name)
            dump_quoted(out, item->as.widget.name, strlen(item->as.widget.name));
    } else {
        dump_path(out, f, item);
    }
    if (item->matrix)
        dump_matrix(out, item->matrix);
    buf_putc(out, '\n');
    if (item->type == FRAME_IMAGE && item->as.image.drawing)
        dump_parts(out, f, item->as.image.drawing);
}

static void dump_tags(struct buf *out, const struct frames *f)
{
    for (size_t i = 0; i < f->n_tags; i++) {
        const struct frame_tag *tag = &f->tags[i];
        if (tag->type == TAG_ARTIFACT)
            continue;
        buf_printf(out, "tag %zu %s", i, frame_tag_name(tag->type));
        if (tag->parent >= 0)
            buf_printf(out, " in %d", tag->parent);
        if (tag->col_span > 1 || tag->row_span > 1)
            buf_printf(out, " span %dx%d", tag->col_span, tag->row_span);
        if (tag->alt)
            dump_quoted(out, tag->alt, strlen(tag->alt));
        buf_putc(out, '\n');
    }
}

void frames_dump(const struct frames *f, struct buf *out)
{
    for (size_t i = 0; i < f->n_pages; i++) {
        const struct frame_page *page = &f->pages[i];
        buf_printf(out, "page %zu ", i + 1);
        buf_number(out, page->width, 2);
        buf_putc(out, 'x');
        buf_number(out, page->height, 2);
        if (page->number != (int)i + 1)
            buf_printf(out, " number %d", page->number);
        buf_putc(out, '\n');
        for (size_t k = 0; k < page->n; k++)
            dump_item(out, f, &page->items[k]);
    }
    for (size_t i = 0; i < f->n_headings; i++) {
        const struct frame_heading *h = &f->headings[i];
        buf_printf(out, "heading %d page %d", h->level, h->page + 1);
        dump_numbers(out, &h->y, 1);
        dump_quoted(out, h->text, strlen(h->text));
        buf_putc(out, '\n');
    }
    dump_tags(out, f);
}
