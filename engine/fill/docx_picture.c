/* Pictures as DOCX has them (ECMA-376-1: 20.4.2.8 inline, 20.2 picture, 21.1.2.3.5 hlinkClick). */
#include "base/xml.h"
#include "fill/docx_write.h"

static const char *uri(struct rich *r, const char *name)
{
    return additions_uri(r->add, "drawingml", name);
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

struct named {
    const char *relation, *link, *alt, *name, *id;
    long cx, cy;
};

static void put_picture(struct rich *r, struct xml *x, const struct named *d)
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

static void put_drawing(struct rich *r, struct buf *out, const struct named *d)
{
    struct xml x = {.out = out};

    xml_open(&x, "w:r");
    xml_open(&x, "w:drawing");
    xml_open(&x, "wp:inline");
    xml_attr(&x, "xmlns:wp", uri(r, "wordprocessingDrawing"));
    xml_attr(&x, "xmlns:a", uri(r, "main"));
    xml_attr(&x, "xmlns:pic", uri(r, "picture"));
    xml_attr(&x, "xmlns:r", additions_uri(r->add, "officeDocument", "relationships"));
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

void docx_draw(struct rich *r, const struct rich_place *place, const struct drawing *d, struct buf *out)
{
    struct named n = {.alt = d->alt, .name = d->name, .cx = d->cx, .cy = d->cy};

    n.link = d->url ? add_relation(r->add, place->part, "hyperlink", d->url, true) : NULL;
    n.relation = add_relation(r->add, place->part, "image", add_media(r->add, d->file, d->jpeg), false);
    n.id = arena_printf(r->arena, "%u", add_number(r->add));
    put_drawing(r, out, &n);
}
