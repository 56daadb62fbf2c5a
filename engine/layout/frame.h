/* Laid-out pages: what layout gives and paint takes. No paragraph is known here, and no drawing
 * library. Points; origin top left; y downward; text stands on its baseline. Items of a page are in
 * reading order (the page's furniture first). */
#ifndef LAYOUT_FRAME_H
#define LAYOUT_FRAME_H

#include "font/font.h"
#include "media/drawing.h"
#include "model/doc.h"

/* The structure tree for tagged PDF. Element 0 is the document. */
enum frame_tag_type {
    TAG_DOCUMENT,
    TAG_SECT,
    TAG_H1,
    TAG_H2,
    TAG_H3,
    TAG_H4,
    TAG_H5,
    TAG_H6,
    TAG_P,
    TAG_L,
    TAG_LI,
    TAG_LBL,
    TAG_LBODY,
    TAG_TABLE,
    TAG_TR,
    TAG_TH,
    TAG_TD,
    TAG_FIGURE,
    TAG_FORMULA,
    TAG_NOTE,
    TAG_LINK,
    TAG_FORM, /* holds a widget */
    TAG_SPAN,
    TAG_ARTIFACT, /* page furniture, rules: not in the tree */
};

struct frame_tag {
    enum frame_tag_type type;
    int parent;      /* index; -1 for the document */
    uint32_t node;   /* id of the document node, 0 = none */
    const char *alt; /* TAG_FIGURE, TAG_FORMULA */
    int col_span, row_span;
};

struct frame_glyph {
    uint32_t id;
    float x;          /* from the item's x */
    float y;          /* from the baseline, downward */
    uint32_t cluster; /* byte offset into the item's text */
};

enum frame_item_type { FRAME_TEXT, FRAME_RECT, FRAME_IMAGE, FRAME_PATH, FRAME_WIDGET };

/* What a form field of the PDF is for. */
enum form_use { FORM_PERSON, FORM_ORGAN, FORM_COPY, FORM_NUMBER, FORM_DAY, FORM_MONTH, FORM_YEAR };

/* Where an item that is turned or mirrored stands: its x becomes xx x + xy y + x0, its y yx x + yy y + y0. */
struct frame_matrix {
    double xx, yx, xy, yy, x0, y0;
};

struct frame_item {
    enum frame_item_type type;
    int tag; /* index into frames.tags; text of one tag may go on over several items and pages */
    double x, y;
    const struct frame_matrix *matrix; /* NULL: stands upright where x and y say */
    union {
        struct { /* a run on one line in one face; includes its inner spaces, not the hanging ones
                  */
            struct face *face;
            double size, width;
            double stretch; /* the glyphs are drawn so much wider; 0 = 1 */
            uint32_t color;
            const struct frame_glyph *glyphs;
            size_t n;
            const char *text; /* UTF-8 of the run */
            size_t bytes;
            const char *url; /* of the link it belongs to, or NULL */
        } text;
        struct {
            double w, h;
            uint32_t color;
        } rect; /* filled; y is its top */
        struct {
            double w, h; /* of what is seen */
            struct span bytes;
            const struct pixels *pixels;         /* in place of `bytes` */
            const struct frame_drawing *drawing; /* likewise: a metafile */
            double crop_top, crop_bottom, crop_left, crop_right; /* shares of the picture that are not seen */
        } image;
        struct { /* w, h: of the gradient's box, from x and y on; filled first, then drawn along; lines wide 0 are not drawn */
            const struct frame_step *steps; /* from the item's x and y */
            size_t n;
            struct fill fill;
            const struct gradient *gradient; /* NULL: fill.color */
            double w, h;
            double line;
            enum stroke stroke; /* solid, dotted, dashed or dash_dot */
            uint32_t color;
            bool even_odd;      /* what two outlines hold is not filled */
            enum drawing_cap cap;
            enum drawing_join join;
        } path;
        struct { /* the place of a form field; nothing is drawn. A field may have several: number and date stand in pointers too */
            double w, h;
            enum form_use use;
            int index;        /* of the signature, from 1 in the order of the document; else 0 */
            const char *name; /* FORM_PERSON, FORM_ORGAN: who signs, as printed; else NULL */
            double size;      /* of what is written into a blank [pt]; 0: no text */
            double picture;   /* FORM_PERSON: the most that the picture of the signature is wide [pt] */
        } widget;
    } as;
};

/* What a metafile draws, in points of its own from its upper left corner; it may be shown several times. */
struct frame_part {
    struct frame_item item;
    const struct drawing_clip *clip; /* NULL: all is seen */
};

struct frame_drawing {
    double width, height; /* > 0 */
    struct frame_part *parts;
    size_t n, cap;
};

struct frame_page {
    double width, height;
    int number; /* printed page number */
    struct frame_item *items;
    size_t n, cap;
};

/* The items of a page and what its drawings are made of: each call gives the next one, NULL at the end. */
struct frame_cursor {
    const struct frame_page *page;
    size_t item, part;
};
static inline const struct frame_item *frame_next(struct frame_cursor *c)
{
    while (c->item < c->page->n) {
        const struct frame_item *item = &c->page->items[c->item];
        if (c->part == 0) {
            c->part = 1;
            return item;
        }
        if (item->type == FRAME_IMAGE && item->as.image.drawing && c->part <= item->as.image.drawing->n)
            return &item->as.image.drawing->parts[c->part++ - 1].item;
        c->item++;
        c->part = 0;
    }
    return NULL;
}

struct frame_heading { /* for the outline */
    int level;
    const char *text;
    int page; /* index */
    double y;
};

struct frames {
    struct arena arena;
    struct frame_page *pages;
    size_t n_pages;
    struct frame_tag *tags; /* not in the arena */
    size_t n_tags;
    struct frame_heading *headings;
    size_t n_headings;
    struct table_grid *grids; /* by id */
    size_t n_grids;
};

/* NULL: reported. The document must outlive the frames. */
struct frames *layout_document(struct ctx *ctx, struct fonts *fonts, const struct doc *doc);
void frames_free(struct frames *f);
/* The structure type as ISO 32000-1, 14.8.4 names it: "P", "TD". */
const char *frame_tag_name(enum frame_tag_type type);
/* -f frames: a line an item, lengths with 2 decimals, stable. */
void frames_dump(const struct frames *f, struct buf *out);

#endif
