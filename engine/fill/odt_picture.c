/* Pictures as ODT has them (ODF 1.3 part 3: 10.4.2 draw:frame, 10.4.4 draw:image): they stand on the line as a letter does. */
#include "base/xml.h"
#include "fill/odt_own.h"

double odt_emu(struct span s)
{
    static const struct { const char *unit; double emu; } units[] = {
        {"cm", 10 * RICH_EMU_MM}, {"mm", RICH_EMU_MM}, {"in", RICH_EMU_INCH}, {"pt", RICH_EMU_PT}, {"pc", 12 * RICH_EMU_PT}};
    double v = 0, place = 1;
    size_t i = 0;

    for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && v < 1e6; i++)
        v = 10 * v + (s.p[i] - '0');
    if (i < s.n && s.p[i] == '.')
        for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
            v += (s.p[i] - '0') * (place /= 10);
    for (size_t k = 0; k < sizeof units / sizeof *units; k++)
        if (span_is(span_make(s.p + i, s.n - i), units[k].unit))
            return v * units[k].emu;
    return 0;
}

/* The page of the master "Standard", else the first that the file has. */
static const struct odt_style *page_of(struct rich *r)
{
    const struct odt_style *master = odt_style_named(r, "styles.xml", "master-page", NULL, SPAN("Standard")), *v;
    struct span layout;
    size_t n;

    v = odt_styles(r, "styles.xml", &n);
    for (size_t i = 0; i < n && !master; i++)
        master = span_is(v[i].element, "master-page") ? &v[i] : NULL;
    if (!master || !odt_style_value(master, NULL, "page-layout-name", &layout))
        return NULL;
    return odt_style_named(r, "styles.xml", "page-layout", NULL, layout);
}

long odt_text_width(struct rich *r)
{
    const struct odt_style *page = r->odt->text_width ? NULL : page_of(r);
    static const char *const names[] = {"page-width", "margin-left", "margin-right"};
    double v[3] = {0};
    struct span text;

    if (r->odt->text_width)
        return r->odt->text_width;
    for (size_t i = 0; page && i < 3; i++)
        if (odt_style_value(page, "page-layout-properties", names[i], &text) ||
            (i && odt_style_value(page, "page-layout-properties", "margin", &text)))
            v[i] = odt_emu(text);
    v[0] -= v[1] + v[2];
    r->odt->text_width = v[0] > 10.0 * RICH_EMU_MM && v[0] < RICH_MAX_LENGTH ? (long)v[0] : 160L * RICH_EMU_MM;
    return r->odt->text_width;
}

/* A look for pictures on the line; the parent is Writer's own where the template has it. */
static const char *frame_style(struct rich *r, const char *part)
{
    static const char *const props[][2] = {{"style:vertical-pos", "top"}, {"style:vertical-rel", "baseline"}, {"fo:margin-left", "0cm"},
                                           {"fo:margin-right", "0cm"}, {"fo:margin-top", "0cm"}, {"fo:margin-bottom", "0cm"},
                                           {"fo:padding", "0cm"}, {"fo:border", "none"}};
    bool known = odt_style_named(r, "styles.xml", "style", "graphic", SPAN("Graphics")) != NULL;
    struct odt_attrs a = {.n = 0};

    for (size_t i = 0; i < sizeof props / sizeof *props; i++)
        odt_set(&a, "graphic-properties", props[i][0], props[i][1]);
    return odt_look(r, part, "graphic", known ? "Graphics" : "", &a);
}

void odt_draw(struct rich *r, const struct rich_place *place, const struct drawing *d, struct buf *out)
{
    struct xml x = {.out = out};

    if (d->url) {
        xml_open(&x, "draw:a");
        xml_attr(&x, "xlink:type", "simple");
        xml_attr(&x, "xlink:href", d->url);
    }
    xml_open(&x, "draw:frame");
    xml_attr(&x, "draw:style-name", frame_style(r, place->part));
    xml_attr(&x, "draw:name", arena_printf(r->arena, "%s (%u)", d->name, ++r->odt->number));
    xml_attr(&x, "text:anchor-type", "as-char");
    xml_attr_num(&x, "svg:width", (double)d->cx / RICH_EMU_MM, 3, "mm");
    xml_attr_num(&x, "svg:height", (double)d->cy / RICH_EMU_MM, 3, "mm");
    xml_open(&x, "draw:image");
    xml_attr(&x, "xlink:href", add_media(r->add, d->file, d->jpeg));
    xml_attr(&x, "xlink:type", "simple");
    xml_attr(&x, "xlink:show", "embed");
    xml_attr(&x, "xlink:actuate", "onLoad");
    xml_close(&x);
    if (d->alt)
        xml_element(&x, "svg:desc", d->alt);
    xml_close(&x);
    if (d->url)
        xml_close(&x);
}
