/* WordArt of VML: v:textpath (19.1.2.22). Its words are set straight and stretched to the shape, whatever line they run along in
 * Word; nearly all in office papers are marks behind the text, which run straight there as well. */
#include <math.h>

#include "ooxml/vml.h"
#include "ooxml/walk.h"

enum { LINES_MOST = 20 };
static const double LEAST_SIZE = 4, MOST_SIZE = 400, LINE = 1.15; /* [pt], [pt], of a size */

/* "Times New Roman" with or without quotes; NULL: none. */
static const char *family_of(struct reader *r, const struct css *c)
{
    char word[64], *s = word;
    size_t n;

    css_get(c, "font-family", word, sizeof word);
    s += strspn(s, "\"' ");
    n = strcspn(s, "\"',");
    s[n] = 0;
    return *s ? intern_str(r, s) : NULL;
}

static void put_line(struct reader *r, struct node *shape, const struct css *c, uint32_t color, double size, struct span text)
{
    struct node *para = block_node(r, NODE_PARA, shape);
    struct inline_at at = {0};
    const char *family = family_of(r, c);
    struct para_props props;

    inline_begin(&at, para);
    read_para(r, NULL, NULL, para, &at.look);
    props = *para_props(para);
    props.left = props.right = props.first = props.before = props.after = 0;
    props.line_rule = LINE_MULTIPLE;
    props.line = 1;
    props.align = ALIGN_CENTER;
    para->as.para.own = intern_para(r, &props);
    if (family)
        at.look.chr.family = at.look.hansi = at.look.east = at.look.complex = family;
    at.look.chr.size = size;
    at.look.chr.bold = css_is(c, "font-weight", "bold");
    at.look.chr.italic = css_is(c, "font-style", "italic");
    at.look.chr.color = color;
    inline_text(r, &at, &at.look, NULL, text);
    inline_end(r, &at);
}

void vml_words(struct drawing *d, const xmlNode *words, const struct shape *look, const struct area *a, bool whole)
{
    const char *s = attr(words, "string");
    const uint32_t color = look->fill.on ? look->fill.color : look->stroke.color;
    struct node *node = drawing_node(d, NODE_SHAPE, a, whole);
    int lines = 1;
    struct css c;

    if (!node)
        return;
    css_read(attr(words, "style"), &c);
    node->as.shape.stretched = true;
    for (const char *p = s; *p; p++)
        lines += *p == '\n' && p[1];
    for (int i = 0; i < LINES_MOST && *s; i++) {
        size_t n = strcspn(s, "\r\n");

        put_line(d->r, node, &c, color, fmin(fmax(a->height / lines / LINE, LEAST_SIZE), MOST_SIZE), span_make(s, n));
        s += n;
        s += strspn(s, "\r\n");
    }
}
