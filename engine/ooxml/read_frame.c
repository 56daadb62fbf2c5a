/* Paragraphs in a text frame (17.3.1.11), the old way to place text: page numbers and drop caps. */
#include "ooxml/read_look.h"
#include "ooxml/walk.h"

const xmlNode *frame_of(struct reader *r, const xmlNode *p)
{
    const xmlNode *ppr = child_w(p, "pPr"), *frame = child_w(ppr, "framePr");
    const struct raw_style *s = frame ? NULL : style_find(r, child_val(ppr, "pStyle"), "paragraph");

    for (int i = 0; s && !frame && i < CHAIN_MAX; s = s->base, i++)
        frame = child_w(child_w(s->node, "pPr"), "framePr");
    return frame;
}

static bool same_attr(const xmlNode *a, const xmlNode *b, const char *name)
{
    const char *x = attr(a, name), *y = attr(b, name);

    return x == y || (x && y && strcmp(x, y) == 0);
}

bool frame_same(const xmlNode *a, const xmlNode *b)
{
    static const char *const names[] = {"w", "h", "hRule", "hSpace", "vSpace", "wrap", "hAnchor", "vAnchor", "x", "xAlign", "y", "yAlign", "dropCap"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!same_attr(a, b, names[i]))
            return false;
    return true;
}

static bool attr_is(const xmlNode *n, const char *name, const char *value)
{
    const char *v = attr(n, name);

    return v && strcmp(v, value) == 0;
}

static enum place_from from(const xmlNode *frame, const char *name, enum place_from text)
{
    return attr_is(frame, name, "page") ? FROM_PAGE : attr_is(frame, name, "margin") ? FROM_MARGIN : text;
}

static enum place_align align(const char *s)
{
    static const struct {
        const char *name;
        enum place_align align;
    } rows[] = {{"left", PLACE_START},   {"top", PLACE_START},   {"center", PLACE_CENTER},   {"right", PLACE_END},
                {"bottom", PLACE_END},   {"inside", PLACE_INSIDE}, {"outside", PLACE_OUTSIDE}, {"inline", PLACE_AT}};

    for (size_t i = 0; s && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(s, rows[i].name) == 0)
            return rows[i].align;
    return PLACE_AT;
}

/* Of what is printed; a field that counts pages may grow to three figures. */
static size_t letters(const xmlNode *in, size_t most)
{
    enum { FIGURES = 3 };
    size_t n = 0;

    for (const xmlNode *c = first_element(in); c && n < most; c = next_element(c)) {
        xmlChar *text = is_w(c, "t") ? xmlNodeGetContent(c) : NULL;

        for (const xmlChar *s = text; s && *s && n < most; s++)
            n += (*s & 0xc0) != 0x80;
        xmlFree(text);
        n += is_w(c, "instrText") ? FIGURES : letters(c, most - n);
    }
    return n;
}

/* A frame without a width is as wide as its text. */
static double text_width(struct reader *r, const xmlNode *p)
{
    enum { CHARACTER_SHARE = 55, MOST = 200 }; /* of the size [%]; characters counted */
    double size = r->doc->body->chr.size, half;
    size_t n = letters(p, MOST);

    for (const xmlNode *run = first_element(p); run; run = next_element(run)) {
        const char *v = child_val(child_w(run, "rPr"), "sz");

        if (v && to_number(v, &half) && half / 2 > size)
            size = half / 2;
    }
    return (double)(n ? n : 1) * size * CHARACTER_SHARE / 100;
}

struct node *frame_shape(struct reader *r, const xmlNode *frame, const xmlNode *p)
{
    struct placement *at = ARENA_NEW(&r->doc->arena, struct placement);
    struct node *n = block_node(r, NODE_SHAPE, NULL);
    struct shape *s = &n->as.shape;
    const char *wrap = attr(frame, "wrap");
    double text = section_text_width(r), across = 0, upright = 0;

    to_points(attr(frame, "w"), &s->width);
    to_points(attr(frame, "h"), &s->height);
    to_points(attr(frame, "x"), &at->x);
    to_points(attr(frame, "y"), &at->y);
    to_points(attr(frame, "hSpace"), &across);
    to_points(attr(frame, "vSpace"), &upright);
    if (s->width <= 0)
        s->width = text_width(r, p);
    if (s->width > text && text > 0)
        s->width = text;
    s->grow = !attr_is(frame, "hRule", "exact");
    at->from_x = from(frame, "hAnchor", FROM_COLUMN);
    at->from_y = from(frame, "vAnchor", FROM_PARAGRAPH);
    at->align_x = align(attr(frame, "xAlign"));
    at->align_y = align(attr(frame, "yAlign"));
    at->wrap = !wrap || strcmp(wrap, "none") != 0 ? WRAP_SQUARE : WRAP_NONE;
    if (wrap && strcmp(wrap, "notBeside") == 0)
        at->wrap = WRAP_TOP_BOTTOM;
    if (wrap && strcmp(wrap, "through") == 0)
        at->wrap = WRAP_THROUGH;
    if (attr_is(frame, "dropCap", "margin")) { /* in the margin, its end at the text, whatever it is said to count from */
        at->from_x = FROM_COLUMN;
        at->align_x = PLACE_AT;
        at->x = -s->width - across;
    }
    at->room_left = at->room_right = across;
    at->room_top = at->room_bottom = upright;
    at->in_cell = true;
    s->placement = at;
    return n;
}
