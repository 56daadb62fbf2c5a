/* Fields as documents of one page without margins. */
#include "render/appearance.h"

#include <math.h>
#include "base/diag/render.h"
#include "layout/frame.h"
#include "model/picture.h"
#include "paint/paint.h"

static const char FAMILY[] = "Times New Roman";
static const double SMALL = 7, SMALLEST = 4, MARK = 10, MARK_LINE = 11; /* letters beside a signature, as on page 29 of HD 05-HD/VPTW; of a mark, and its lines [pt] */

/* A document of one page without margins. */
struct page {
    struct doc *doc;
    struct node *section;
    struct style *style;
    size_t lines;
};

static struct page page_new(struct appearance_box box, double size, enum align align)
{
    struct page p = {.doc = doc_new()};
    struct section *s;

    p.style = ARENA_NEW(&p.doc->arena, struct style);
    *p.style = (struct style){.id = "Chu", .name = "Chữ", .used = true,
                              .para = {.align = align, .line_rule = LINE_MULTIPLE, .line = 1},
                              .chr = {.family = FAMILY, .size = size, .lang = "vi-VN"}};
    p.doc->styles.v = ARENA_NEW(&p.doc->arena, struct style *);
    p.doc->styles.v[p.doc->styles.n++] = p.style;
    p.doc->body = p.style;
    p.doc->root = node_new(p.doc, NODE_DOCUMENT, NULL, "", (struct pos){0});
    p.section = node_new(p.doc, NODE_SECTION, p.doc->root, "s", (struct pos){0});
    s = &p.section->as.section;
    s->width = box.width;
    s->height = box.height;
    return p;
}

static struct node *add_line(struct page *p, const char *text)
{
    struct node *para = node_new(p->doc, NODE_PARA, p->section, arena_printf(&p->doc->arena, "dong[%zu]", p->lines++), (struct pos){0});

    para->as.para.style = p->style;
    if (text)
        node_text(p->doc, para, text);
    return para;
}

static void add_picture(struct page *p, struct node *anchor, struct span bytes, double x, double y, double width, double height)
{
    struct node *n = node_new(p->doc, NODE_IMAGE, anchor, "anh", (struct pos){0});
    struct placement *at = ARENA_NEW(&p->doc->arena, struct placement);

    *at = (struct placement){.from_x = FROM_PAGE, .from_y = FROM_PAGE, .x = x, .y = y, .wrap = WRAP_NONE, .behind = true};
    n->as.image = (struct image){.bytes = bytes, .width = width, .height = height, .placement = at};
}

/* An address that is longer than the line, a family that is not here: nobody can mend that in a field. Errors are told. */
static void tell_errors(void *user, const struct diagnostic *d)
{
    struct ctx *ctx = user;

    if (d->severity == SEVERITY_ERROR && ctx->sink)
        ctx->sink(ctx->sink_user, d);
}

/* In smaller letters where the text does not fit the field; what does not fit at SMALLEST is cut. */
static bool page_paint(struct ctx *ctx, struct fonts *fonts, struct page *p, struct buf *pdf)
{
    struct ctx quiet = *ctx;
    struct frames *frames;
    const int errors = ctx->errors;
    bool ok;

    quiet.sink = tell_errors;
    quiet.sink_user = ctx;
    frames = layout_document(&quiet, fonts, p->doc);

    while (frames && frames->n_pages > 1 && p->style->chr.size > SMALLEST) {
        frames_free(frames);
        p->style->chr.size = fmax(SMALLEST, p->style->chr.size - 0.25);
        frames = layout_document(&quiet, fonts, p->doc);
    }
    ok = frames && paint_pdf(&quiet, frames, NULL, pdf);
    ctx->errors += quiet.errors - errors;
    frames_free(frames);
    doc_free(p->doc);
    return ok;
}

/* The size that a picture has: `width` [pt], or 0: as its file says, made smaller to fit `most`. false: it is none, reported. */
static bool measure(struct ctx *ctx, const struct appearance_picture *file, double width, struct appearance_box most, struct appearance_box *out)
{
    struct picture picture;
    struct picture_density d;
    double fit;

    if (!picture_check(ctx, file->name, file->bytes, pos_file(file->name), &picture))
        return false;
    if (picture.cmyk) {
        diag(ctx, DIAG_SIGN_CMYK, pos_file(file->name));
        return false;
    }
    d = picture_density(file->bytes, &picture);
    *out = (struct appearance_box){picture.width * 72 / d.x, picture.height * 72 / d.y};
    fit = width > 0 ? width / out->width : fmin(1, fmin(most.width / out->width, most.height / out->height));
    out->width *= fit;
    out->height *= fit;
    return true;
}

bool appearance_person(struct ctx *ctx, struct fonts *fonts, struct appearance_box box, const struct person_look *look, struct buf *pdf)
{
    const struct { const char *label, *text; } lines[] = {
        {"Ký bởi", look->name}, {"Email", look->email}, {"Cơ quan", look->organ}, {"Ngày ký", look->time}};
    struct appearance_box size;
    struct page p;

    if (look->picture.bytes.n && !measure(ctx, &look->picture, 0, (struct appearance_box){look->picture_width, box.height}, &size))
        return false;
    p = page_new(box, SMALL, ALIGN_LEFT);
    p.section->as.section.valign = VALIGN_BOTTOM;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (lines[i].text)
            add_line(&p, arena_printf(&p.doc->arena, "%s: %s", lines[i].label, lines[i].text));
    if (look->picture.bytes.n) { /* the words begin in the middle of the picture, over it */
        p.section->as.section.left = box.width / 2 - 3;
        if (!p.lines)
            add_line(&p, NULL);
        add_picture(&p, p.section->first, look->picture.bytes, (box.width - size.width) / 2, (box.height - size.height) / 2, size.width, size.height);
    }
    return page_paint(ctx, fonts, &p, pdf);
}

bool appearance_seal(struct ctx *ctx, struct fonts *fonts, struct appearance_box box, const struct appearance_picture *picture, double width, struct buf *pdf)
{
    struct appearance_box size;
    struct page p;

    if (!measure(ctx, picture, width, box, &size))
        return false;
    p = page_new(box, SMALL, ALIGN_LEFT);
    add_picture(&p, add_line(&p, NULL), picture->bytes, box.width - size.width, (box.height - size.height) / 2, size.width, size.height);
    return page_paint(ctx, fonts, &p, pdf);
}

bool appearance_mark(struct ctx *ctx, struct fonts *fonts, struct appearance_box box, const char *const *lines, size_t n, struct buf *pdf)
{
    struct page p = page_new(box, MARK, ALIGN_RIGHT);

    p.style->para.line_rule = LINE_EXACT; /* three lines in the 12 mm of a field */
    p.style->para.line = MARK_LINE;
    for (size_t i = 0; i < n; i++)
        if (lines[i])
            add_line(&p, lines[i]);
    return page_paint(ctx, fonts, &p, pdf);
}

bool appearance_blank(struct ctx *ctx, struct fonts *fonts, struct appearance_box box, const char *text, double size, bool italic, enum align align, struct buf *pdf)
{
    struct face *face = fonts_face(fonts, FAMILY, false, italic, (struct pos){0});
    const double width = face ? face_measure(face, span_of(text), false, (struct pos){0}) : 0;
    struct page p;

    if (!face)
        return false;
    p = page_new(box, width * size > box.width ? box.width / width : size, align);
    p.style->chr.italic = italic;
    p.section->as.section.valign = VALIGN_BOTTOM; /* the field ends where the descent of its letters does */
    add_line(&p, text);
    return page_paint(ctx, fonts, &p, pdf);
}
