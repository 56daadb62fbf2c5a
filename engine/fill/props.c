/* Properties as rows of text: an element is taken apart into its children, and put together from two such lists. */
#include "fill/props.h"

#include "package/xscan.h"

enum { PROPS_MAX = 64 };

static const char run_order[] =
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden "
    "color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath";
static const char paragraph_order[] =
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
    "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr";

struct prop {
    struct span name, xml;
};

struct list {
    struct prop v[PROPS_MAX];
    size_t n;
};

/* The place of a name in a list of them; PROPS_MAX: none. */
static size_t rank_of(struct span name, const char *order)
{
    size_t rank = 0;

    for (const char *p = order; *p; rank++) {
        size_t n = strcspn(p, " ");

        if (span_equal(name, span_make(p, n)))
            return rank;
        p += n + (p[n] == ' ');
    }
    return PROPS_MAX;
}

static bool holds(const struct list *l, struct span name)
{
    for (size_t i = 0; i < l->n; i++)
        if (span_equal(l->v[i].name, name))
            return true;
    return false;
}

/* The children of the element, those of `drop` and of `over` left out. */
static void take_apart(struct span element, const char *drop, const struct list *over, struct list *out)
{
    struct xscan s;
    struct xscan_token t;
    int depth = 0;
    size_t from = 0;
    struct span name = {NULL, 0};

    if (!element.n)
        return;
    xscan_init(&s, element);
    while (xscan_next(&s, &t)) {
        if (t.type == XSCAN_START && depth == 1) {
            from = t.from;
            name = xscan_local(t.name);
        }
        depth += (t.type == XSCAN_START && !t.empty) - (t.type == XSCAN_CLOSE);
        if (depth == 1 && name.p && (t.type == XSCAN_CLOSE || (t.type == XSCAN_START && t.empty))) {
            if (out->n < PROPS_MAX && rank_of(name, drop) == PROPS_MAX && !(over && holds(over, name)))
                out->v[out->n++] = (struct prop){name, span_make(element.p + from, t.to - from)};
            name.p = NULL;
        }
    }
}

static void put_together(const char *element, struct span base, const char *drop, struct span over, const char *order, struct buf *out)
{
    struct list own = {.n = 0}, all;

    take_apart(over, "", NULL, &own);
    all = own;
    take_apart(base, drop, &own, &all);
    if (!all.n)
        return;
    buf_printf(out, "<w:%s>", element);
    for (size_t rank = 0; rank <= PROPS_MAX; rank++)
        for (size_t i = 0; i < all.n; i++)
            if (rank_of(all.v[i].name, order) == rank)
                buf_putspan(out, all.v[i].xml);
    buf_printf(out, "</w:%s>", element);
}

void props_run(struct span base, struct span over, struct buf *out)
{
    put_together("rPr", base, "rPrChange ins del moveFrom moveTo", over, run_order, out);
}

void props_paragraph(struct span base, const char *drop, struct span over, struct buf *out)
{
    struct buf all = {0};

    buf_printf(&all, "sectPr pPrChange%s%s", *drop ? " " : "", drop);
    put_together("pPr", base, all.p, over, paragraph_order, out);
    buf_release(&all);
}
