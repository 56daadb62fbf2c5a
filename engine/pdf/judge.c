/* What a PDF may claim to be, judged by what is drawn and how it is tagged. */
#include "base/diag/pdf.h"
#include "model/picture.h"
#include "pdf/make.h"

struct judge {
    struct ctx *ctx;
    const struct doc *doc;
    const struct frames *frames;
    struct pdf_claim claim;
};

static void take(struct judge *j, char level, bool ua)
{
    if (j->claim.level == 'A' || level == 0)
        j->claim.level = level;
    j->claim.ua = j->claim.ua && ua;
}

/* Where a node of the document stands in the file that it came from. */
static struct pos place_of(const struct judge *j, uint32_t id)
{
    for (const struct node *n = j->doc->root; n && id; n = node_next(n, j->doc->root))
        if (n->id == id)
            return n->pos;
    return (struct pos){0};
}

static struct pos place_of_tag(const struct judge *j, int tag)
{
    return place_of(j, tag >= 0 && (size_t)tag < j->frames->n_tags ? j->frames->tags[tag].node : 0);
}

/* ---- pictures ---- */

static void judge_pictures(struct judge *j, const struct paint_plan *plan)
{
    for (size_t i = 0; i < plan->n_elements; i++) {
        const struct frame_tag *tag = &j->frames->tags[plan->elements[i].tag];
        if (plan->elements[i].inner || tag->type != TAG_FIGURE || (tag->alt && *tag->alt))
            continue;
        diag(j->ctx, DIAG_PDF_NO_ALT, place_of(j, tag->node));
        take(j, 'U', false);
    }
}

/* Printing colours need an output intent in printing colours (19005-2, 6.2.4.3), and ours is sRGB. */
static void judge_colors(struct judge *j)
{
    for (size_t k = 0; k < j->frames->n_pages; k++)
        for (size_t i = 0; i < j->frames->pages[k].n; i++) {
            const struct frame_item *item = &j->frames->pages[k].items[i];
            struct picture picture;
            if (item->type != FRAME_IMAGE || picture_size(item->as.image.bytes, &picture) != PICTURE_OK || !picture.cmyk)
                continue;
            if (j->claim.level)
                diag(j->ctx, DIAG_PDF_CMYK, place_of_tag(j, item->tag));
            take(j, 0, true);
        }
}

/* ---- text ---- */

/* The first character of a private area (U+E000 to U+F8FF, planes 15 and 16); 0: none. */
static uint32_t private_character(struct span s)
{
    const unsigned char *p = (const unsigned char *)s.p;

    for (size_t i = 0; i < s.n; i++) {
        if (p[i] < 0xEE) /* nothing private, as nearly all bytes */
            continue;
        if ((p[i] == 0xEE || (p[i] == 0xEF && i + 1 < s.n && p[i + 1] <= 0xA3)) && i + 2 < s.n)
            return (uint32_t)(p[i] & 0xF) << 12 | (uint32_t)(p[i + 1] & 0x3F) << 6 | (p[i + 2] & 0x3F);
        if (((p[i] == 0xF3 && i + 1 < s.n && p[i + 1] >= 0xB0) || p[i] == 0xF4) && i + 3 < s.n)
            return (uint32_t)(p[i] & 7) << 18 | (uint32_t)(p[i + 1] & 0x3F) << 12 | (uint32_t)(p[i + 2] & 0x3F) << 6 | (p[i + 3] & 0x3F);
    }
    return 0;
}

static bool lacks_glyph(const struct frame_item *item)
{
    for (size_t i = 0; i < item->as.text.n; i++)
        if (item->as.text.glyphs[i].id == 0)
            return true;
    return false;
}

static void judge_text(struct judge *j)
{
    bool told = false;
    const struct frame_item *item;

    for (size_t k = 0; k < j->frames->n_pages; k++)
        for (struct frame_cursor at = {.page = &j->frames->pages[k]}; (item = frame_next(&at));) {
            uint32_t c;
            if (item->type != FRAME_TEXT)
                continue;
            if (lacks_glyph(item)) /* what is missing was told when the text was shaped */
                take(j, 0, false);
            c = private_character(span_make(item->as.text.text, item->as.text.bytes));
            if (!c)
                continue;
            take(j, 'U', false);
            if (!told) {
                struct arena a = {0};
                diag(j->ctx, DIAG_PDF_PRIVATE, place_of_tag(j, item->tag), arena_printf(&a, "U+%04X", (unsigned)c));
                arena_release(&a);
                told = true;
            }
        }
}

/* ---- structure ---- */

/* Headings begin at 1 and leave out no level downward (ISO 14289-1, 7.4.2). */
static void judge_headings(struct judge *j, const struct paint_plan *plan)
{
    int level = 0;

    for (size_t i = 0; i < plan->n_elements; i++) {
        const struct frame_tag *tag = &j->frames->tags[plan->elements[i].tag];
        if (plan->elements[i].inner || tag->type < TAG_H1 || tag->type > TAG_H6)
            continue;
        int own = (int)(tag->type - TAG_H1) + 1;
        if (own > level + 1) {
            diag(j->ctx, DIAG_PDF_HEADINGS, place_of(j, tag->node));
            take(j, 'A', false);
            return;
        }
        level = own;
    }
}

struct pdf_claim pdf_judge(struct ctx *ctx, const struct doc *doc, const struct frames *f, const struct paint_plan *plan)
{
    struct judge j = {ctx, doc, f, {'A', true, 2}};

    judge_pictures(&j, plan);
    judge_colors(&j);
    judge_text(&j);
    judge_headings(&j, plan);
    /* A secret paper says nothing of itself, and a file of others may have no title; the page shows what there is. */
    if (!doc->meta.title || !*doc->meta.title || !doc->meta.lang || !*doc->meta.lang)
        take(&j, 'A', false);
    return j.claim;
}
