/* Pictures in the text: $image (ECMA-376-1: 20.4.2.8 inline, 20.2 picture, 21.1.2.3.5 hlinkClick). The size follows
 * python-docx: of one side given the other keeps the proportion, of none the points of the picture at its own density,
 * 72 to the inch where the file says none. */
#include <math.h>

#include "base/xml.h"
#include "fill/rich_own.h"
#include "model/picture.h"

/* ---- density ---- */

struct density {
    double x, y; /* points to the inch */
};

/* PNG (ISO/IEC 15948) 11.3.5.3 pHYs: points to the metre. */
static void png_density(struct span file, struct density *d)
{
    const unsigned char *p = (const unsigned char *)file.p;

    for (size_t i = 8; file.n - i >= 12;) {
        size_t n = picture_number(p + i, 4);

        if (n > file.n - i - 12 || memcmp(p + i + 4, "IDAT", 4) == 0)
            return;
        if (memcmp(p + i + 4, "pHYs", 4) == 0 && n == 9) {
            if (p[i + 16] == 1) {
                d->x = nearbyint(picture_number(p + i + 8, 4) * 0.0254);
                d->y = nearbyint(picture_number(p + i + 12, 4) * 0.0254);
            }
            return;
        }
        i += 12 + n;
    }
}

/* JFIF (ITU-T T.871) 10.1: the first segment. */
static void jpeg_density(struct span file, struct density *d)
{
    const unsigned char *p = (const unsigned char *)file.p;
    double unit;

    if (file.n < 18 || memcmp(p + 2, "\377\340", 2) != 0 || memcmp(p + 6, "JFIF", 5) != 0 || p[13] == 0 || p[13] > 2)
        return;
    unit = p[13] == 2 ? 2.54 : 1;
    d->x = nearbyint(picture_number(p + 14, 2) * unit);
    d->y = nearbyint(picture_number(p + 16, 2) * unit);
}

static struct density density_of(struct span file, const struct picture *picture)
{
    struct density d = {72, 72};

    if (picture->jpeg)
        jpeg_density(file, &d);
    else
        png_density(file, &d);
    return d.x >= 1 && d.y >= 1 ? d : (struct density){72, 72};
}

/* ---- size ---- */

static bool size_of(struct rich *r, const struct value *form, struct span file, const struct picture *picture, long *cx, long *cy)
{
    struct density d = density_of(file, picture);
    double width = floor(picture->width * (double)RICH_EMU_INCH / d.x), height = floor(picture->height * (double)RICH_EMU_INCH / d.y);
    const struct value *w = rich_member(r, form, "width"), *h = rich_member(r, form, "height");
    bool given_w = w && w->type != VALUE_NULL, given_h = h && h->type != VALUE_NULL;

    if ((given_w && !rich_length(r, w, cx)) || (given_h && !rich_length(r, h, cy)))
        return false;
    if (!given_w)
        *cx = (long)nearbyint(given_h ? width * ((double)*cy / height) : width);
    if (!given_h)
        *cy = (long)nearbyint(given_w ? height * ((double)*cx / width) : height);
    /* longer than Word can hold: made smaller as a whole */
    double most = (double)RICH_MAX_LENGTH / (double)(*cx > *cy ? *cx : *cy);
    if (most < 1) {
        *cx = (long)((double)*cx * most);
        *cy = (long)((double)*cy * most);
    }
    *cx = *cx < 1 ? 1 : *cx;
    *cy = *cy < 1 ? 1 : *cy;
    return true;
}

static bool read_picture(struct rich *r, const struct value *v, struct span *file, struct picture *picture)
{
    const char *name;

    if (!rich_file(r, v, RICH_MAX_PICTURE, file))
        return false;
    name = v->as.scalar.text;
    switch (picture_read(*file, picture)) {
    case PICTURE_OK:
        return true;
    case PICTURE_UNKNOWN:
        diag(r->ctx, DIAG_RICH_PICTURE_KIND, v->pos, name);
        return false;
    case PICTURE_DAMAGED:
        diag(r->ctx, DIAG_RICH_PICTURE_DAMAGED, v->pos, name);
        return false;
    case PICTURE_LARGE:
        diag(r->ctx, DIAG_RICH_PICTURE_LARGE, v->pos, name, arena_printf(r->arena, "%u × %u", picture->width, picture->height));
        return false;
    }
    return false;
}

/* ---- markup ---- */

static const char *uri(struct rich *r, const char *name)
{
    return arena_printf(r->arena, "%s%s", additions_drawing_uri(r->add), name);
}

/* What the drawing says of itself: docPr, and cNvPr of the picture. */
static void put_names(struct xml *x, const char *element, const char *id, const char *name, const char *alt, const char *link)
{
    xml_open(x, element);
    xml_attr(x, "id", id);
    xml_attr(x, "name", name);
    xml_attr(x, "descr", alt);
    if (link)
        xml_leaf(x, "a:hlinkClick", "r:id", link);
    xml_close(x);
}

static void put_size(struct xml *x, const char *element, long cx, long cy)
{
    xml_open(x, element);
    xml_attr_int(x, "cx", cx);
    xml_attr_int(x, "cy", cy);
    xml_close(x);
}

struct drawing {
    const char *relation, *link, *alt, *name, *id;
    long cx, cy;
};

static void put_picture(struct rich *r, struct xml *x, const struct drawing *d)
{
    xml_open(x, "a:graphic");
    xml_open(x, "a:graphicData");
    xml_attr(x, "uri", uri(r, "picture"));
    xml_open(x, "pic:pic");
    xml_open(x, "pic:nvPicPr");
    put_names(x, "pic:cNvPr", "0", d->name, d->alt, d->link);
    xml_leaf(x, "pic:cNvPicPr", NULL, NULL);
    xml_close(x);
    xml_open(x, "pic:blipFill");
    xml_leaf(x, "a:blip", "r:embed", d->relation);
    xml_open(x, "a:stretch");
    xml_leaf(x, "a:fillRect", NULL, NULL);
    xml_close(x);
    xml_close(x);
    xml_open(x, "pic:spPr");
    xml_open(x, "a:xfrm");
    xml_open(x, "a:off");
    xml_attr(x, "x", "0");
    xml_attr(x, "y", "0");
    xml_close(x);
    put_size(x, "a:ext", d->cx, d->cy);
    xml_close(x);
    xml_open(x, "a:prstGeom");
    xml_attr(x, "prst", "rect");
    xml_leaf(x, "a:avLst", NULL, NULL);
    xml_close(x);
    xml_close(x);
    xml_close(x);
    xml_close(x);
    xml_close(x);
}

static void put_drawing(struct rich *r, struct buf *out, const struct drawing *d)
{
    struct xml x = {.out = out};

    xml_open(&x, "w:r");
    xml_open(&x, "w:drawing");
    xml_open(&x, "wp:inline");
    xml_attr(&x, "xmlns:wp", uri(r, "wordprocessingDrawing"));
    xml_attr(&x, "xmlns:a", uri(r, "main"));
    xml_attr(&x, "xmlns:pic", uri(r, "picture"));
    xml_attr(&x, "xmlns:r", additions_uri(r->add));
    for (size_t i = 0; i < 4; i++)
        xml_attr(&x, (const char *const[]){"distT", "distB", "distL", "distR"}[i], "0");
    put_size(&x, "wp:extent", d->cx, d->cy);
    put_names(&x, "wp:docPr", d->id, d->name, d->alt, d->link);
    xml_open(&x, "wp:cNvGraphicFramePr");
    xml_leaf(&x, "a:graphicFrameLocks", "noChangeAspect", "1");
    xml_close(&x);
    put_picture(r, &x, d);
    xml_close(&x);
    xml_close(&x);
    xml_close(&x);
}

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* The run with the picture; `d` has size, text and link. */
static bool draw(struct rich *r, const struct rich_place *place, const struct value *v, struct span file, bool jpeg, struct drawing *d, struct buf *out)
{
    if (++r->drawings > RICH_MAX_PICTURES) {
        diag(r->ctx, DIAG_RICH_PICTURES, v->pos, arena_printf(r->arena, "%d", RICH_MAX_PICTURES));
        return false;
    }
    d->relation = add_relation(r->add, place->part, "image", add_media(r->add, file, jpeg), false);
    d->name = file_name(v->as.scalar.text);
    d->id = arena_printf(r->arena, "%u", add_number(r->add));
    put_drawing(r, out, d);
    return true;
}

bool rich_draw(struct rich *r, const struct rich_place *place, const struct value *v, const char *alt, struct buf *out)
{
    enum { WIDEST = 160 * RICH_EMU_MM };
    struct drawing d = {.alt = alt};
    struct picture picture;
    struct density density;
    struct span file;

    if (!read_picture(r, v, &file, &picture))
        return false;
    density = density_of(file, &picture);
    d.cx = (long)(picture.width * (double)RICH_EMU_INCH / density.x);
    d.cy = (long)(picture.height * (double)RICH_EMU_INCH / density.y);
    if (d.cx > WIDEST) {
        d.cy = (long)((double)d.cy * WIDEST / (double)d.cx);
        d.cx = WIDEST;
    }
    d.cx = d.cx < 1 ? 1 : d.cx;
    d.cy = d.cy < 1 ? 1 : d.cy > RICH_MAX_LENGTH ? RICH_MAX_LENGTH : d.cy;
    return draw(r, place, v, file, picture.jpeg, &d, out);
}

bool rich_print_picture(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out)
{
    const struct value *anchor = rich_member(r, form, "anchor"), *alt = rich_member(r, form, "alt");
    struct drawing d = {0};
    struct picture picture;
    struct span file;

    if (!rich_members(r, form, "width height anchor alt") || !read_picture(r, v, &file, &picture) ||
        !size_of(r, form, file, &picture, &d.cx, &d.cy))
        return false;
    if (anchor && anchor->type != VALUE_NULL) {
        const char *url = rich_text_of(r, anchor);

        if (!url)
            return false;
        d.link = *url ? add_relation(r->add, place->part, "hyperlink", url, true) : NULL;
    }
    if (alt && alt->type != VALUE_NULL && !(d.alt = rich_text_of(r, alt)))
        return false;
    rich_enter_runs(place, out);
    if (!draw(r, place, v, file, picture.jpeg, &d, out))
        return false;
    rich_leave_runs(place, out);
    return true;
}
