/* Frames of the template that hold a picture in place of one to come (ODF 1.3 part 3: 10.4.2). The frame says which by its
 * name, title or description: the key of a $image in the data, or a tag.
 *
 * A tag there is filled in two steps, since the name of a frame stands before the picture in it: what is printed is a mark with
 * the number of the picture, and the frame that bears one is written anew when the part is done. */
#include <stdlib.h>

#include "base/xml.h"
#include "fill/odt_tidy.h"
#include "fill/own.h"

#define MARK "vanban-picture-"

void odt_mark_frame(struct rich *r, const struct drawing *d, struct buf *out)
{
    *VECTOR_ADD(r->arena, r->odt->drawings) = *d;
    buf_printf(out, MARK "%zu;", r->odt->drawings.n - 1);
}

bool odt_names_frame(const struct part *p, const struct tag *t)
{
    const char *start = p->bytes.p, *from = start + t->from, *end;
    struct span rest;

    while (from > start && *from != '<')
        from--;
    if (!t->attribute) { /* <svg:title>{{ … */
        rest = span_make(from, (size_t)(start + t->from - from));
        if (!memmem(rest.p, rest.n, ":title", 6) && !memmem(rest.p, rest.n, ":desc", 5))
            return false;
        for (const char *tag = from; tag > start; tag--) { /* the nearest frame is the one around, and has a picture */
            if (span_starts(span_make(tag, (size_t)(from - tag)), ":frame")) {
                const char *open = tag;

                while (open > start && *open != '<')
                    open--;
                return open[1] != '/' && memmem(tag, (size_t)(from - tag), ":image", 6);
            }
        }
        return false;
    }
    end = memmem(from, p->bytes.n - (size_t)(from - start), ":frame>", 7);
    rest = span_make(from, (size_t)(start + t->from - from));
    if (!end || !memmem(from, (size_t)(end - from), ":image", 6) || !span_starts(rest, "<draw:frame"))
        return false;
    return rest.n > 12 && memcmp(rest.p + rest.n - 11, "draw:name=", 10) == 0;
}

/* ---- one frame ---- */

static const char *length(struct arena *a, long emu)
{
    struct buf b = {0};

    buf_number(&b, (double)emu / RICH_EMU_MM, 3);
    buf_puts(&b, "mm");
    return arena_buf(a, &b);
}

/* The picture within the box of the frame, whole and in its proportions. */
static void fit(const struct xscan *s, const struct xscan_token *k, const struct drawing *d, long *cx, long *cy)
{
    struct span v;
    double w = xscan_attribute_local(s, k, "width", &v) ? odt_emu(v) : 0, h = xscan_attribute_local(s, k, "height", &v) ? odt_emu(v) : 0, scale;

    *cx = d->cx;
    *cy = d->cy;
    if (d->sized || w < 1 || h < 1)
        return;
    scale = w / (double)d->cx < h / (double)d->cy ? w / (double)d->cx : h / (double)d->cy;
    *cx = (long)((double)d->cx * scale);
    *cy = (long)((double)d->cy * scale);
}

/* The frame's look without the piece that was cut out of the old picture. */
static const char *style_of(struct rich *r, const char *part, struct span style)
{
    struct odt_attrs a = {.n = 0};

    odt_set(&a, "graphic-properties", "fo:clip", NULL);
    return odt_look(r, part, "graphic", arena_span(r->arena, style), &a);
}

static void put_attribute(struct buf *out, struct span name, const char *value)
{
    struct buf b = {0};
    struct xml x = {.out = &b};

    xml_open(&x, "x"); /* its escapes */
    xml_attr(&x, "v", value);
    xml_close(&x);
    buf_puts(out, " ");
    buf_putspan(out, name);
    buf_put(out, b.p + 4, b.n - 6);
    buf_release(&b);
}

/* The start tag of the frame or its picture, with what the new picture changes. */
static void put_start(struct rich *r, const char *part, const struct xscan *s, const struct xscan_token *k, const struct drawing *d,
                      struct buf *out)
{
    bool frame = span_is(xscan_local(k->name), "frame");
    struct span name, value;
    size_t at = 0;
    long cx, cy;

    fit(s, k, d, &cx, &cy);
    buf_puts(out, "<");
    buf_putspan(out, k->name);
    while (xscan_attribute(s, k, &at, &name, &value)) {
        struct span local = xscan_local(name);
        const char *now = NULL;

        if (frame)
            now = span_is(local, "width") ? length(r->arena, cx) : span_is(local, "height") ? length(r->arena, cy) :
                  span_is(local, "style-name") ? style_of(r, part, value) :
                  span_is(local, "name") && memmem(value.p, value.n, MARK, strlen(MARK)) ? d->name : NULL;
        else
            now = span_is(local, "href") ? add_media(r->add, d->file, d->jpeg) : span_is(local, "mime-type") ? d->jpeg ? "image/jpeg" : "image/png" : NULL;
        if (frame && (span_is(local, "rel-width") || span_is(local, "rel-height")))
            continue;
        if (now) {
            put_attribute(out, name, now);
            continue;
        }
        buf_puts(out, " ");
        buf_put(out, name.p, (size_t)(value.p + value.n + 1 - name.p));
    }
    buf_puts(out, k->empty ? "/>" : ">");
}

struct span odt_frame_with(struct rich *r, const char *part, struct span frame, const struct drawing *d)
{
    struct buf out = {0};
    struct xscan s;
    struct xscan_token k;
    size_t done = 0, n;
    int images = 0;
    size_t skip = 0; /* to the end of an element that goes */

    xscan_init(&s, frame);
    while (xscan_next(&s, &k)) {
        struct span local = k.type == XSCAN_START || k.type == XSCAN_CLOSE ? xscan_local(k.name) : SPAN("");
        bool image = span_is(local, "image"), text = span_is(local, "desc") || span_is(local, "title");

        if (k.type == XSCAN_START && ((s.depth == !k.empty && span_is(local, "frame")) || (image && !images))) {
            buf_put(&out, frame.p + done, k.from - done);
            put_start(r, part, &s, &k, d, &out);
            done = k.to;
        } else if (k.type == XSCAN_START && (image || (text && s.depth == 1 + !k.empty))) { /* the same picture in another form; its old description */
            buf_put(&out, frame.p + done, k.from - done);
            done = skip = k.to;
        } else if (k.type == XSCAN_CLOSE && skip && (image || text)) {
            done = k.to;
            skip = 0;
        } else if (k.type == XSCAN_CLOSE && s.depth == 0) {
            buf_put(&out, frame.p + done, k.from - done);
            done = k.from;
            if (d->alt) {
                struct xml x = {.out = &out};

                xml_element(&x, "svg:desc", d->alt);
            }
        }
        images += image && k.type == XSCAN_START;
        if (skip && (image || text) && k.type == XSCAN_START && k.empty)
            skip = 0;
    }
    buf_put(&out, frame.p + done, frame.n - done);
    n = out.n;
    return span_make(arena_buf(r->arena, &out), n);
}

/* ---- frames with marks ---- */

static const struct drawing *marked(struct rich *r, struct span frame)
{
    const char *mark = memmem(frame.p, frame.n, MARK, strlen(MARK));
    unsigned long n = mark ? strtoul(mark + strlen(MARK), NULL, 10) : 0;

    return mark && n < r->odt->drawings.n ? &r->odt->drawings.v[n] : NULL;
}

struct span odt_fill_frames(struct rich *r, const char *part, struct span text)
{
    struct edits e = {.a = r->arena, .text = text};
    struct xscan s;
    struct xscan_token k;
    size_t from = 0;
    int depth = -1; /* of the frame at hand; -1: none */

    if (!r->odt->drawings.n)
        return text;
    xscan_init(&s, text);
    while (xscan_next(&s, &k)) {
        if (k.type == XSCAN_START && !k.empty && span_is(xscan_local(k.name), "frame")) {
            from = k.from; /* the innermost holds the picture */
            depth = s.depth - 1;
        } else if (k.type == XSCAN_CLOSE && s.depth == depth) {
            struct span frame = span_make(text.p + from, k.to - from);
            const struct drawing *d = marked(r, frame);

            if (d)
                edit(&e, from, k.to, odt_frame_with(r, part, frame, d));
            depth = -1;
        }
    }
    return edits_apply(&e);
}
