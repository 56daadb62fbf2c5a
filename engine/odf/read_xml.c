/* XML of ODF: namespaces, attributes, values (ODF 1.3 part 3, 18.3). */
#include "odf/reader.h"

#include <math.h>

static const struct {
    const char *uri;
    enum odt_ns ns;
} namespaces[] = {
    {"urn:oasis:names:tc:opendocument:xmlns:office:1.0", ODT_OFFICE},
    {"urn:oasis:names:tc:opendocument:xmlns:style:1.0", ODT_STYLE},
    {"urn:oasis:names:tc:opendocument:xmlns:text:1.0", ODT_TEXT},
    {"urn:oasis:names:tc:opendocument:xmlns:table:1.0", ODT_TABLE},
    {"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", ODT_DRAW},
    {"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", ODT_FO},
    {"http://www.w3.org/1999/xlink", ODT_XLINK},
    {"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", ODT_SVG},
    {"urn:oasis:names:tc:opendocument:xmlns:config:1.0", ODT_CONFIG},
    {"http://purl.org/dc/elements/1.1/", ODT_DC},
    {"urn:oasis:names:tc:opendocument:xmlns:meta:1.0", ODT_META},
    {"http://www.w3.org/XML/1998/namespace", ODT_XML},
    {"http://www.w3.org/1998/Math/MathML", ODT_MATH},
    {"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0", ODT_LOEXT},
};

enum odt_ns odt_ns(const xmlNs *ns)
{
    if (!ns || !ns->href)
        return ODT_NONE;
    for (size_t i = 0; i < sizeof namespaces / sizeof *namespaces; i++)
        if (strcmp((const char *)ns->href, namespaces[i].uri) == 0)
            return namespaces[i].ns;
    return ODT_OTHER;
}

bool odt_is(const xmlNode *n, enum odt_ns ns, const char *name)
{
    return n && n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0 && odt_ns(n->ns) == ns;
}

static xmlNode *element(xmlNode *n)
{
    while (n && n->type != XML_ELEMENT_NODE)
        n = n->next;
    return n;
}

xmlNode *odt_first(const xmlNode *parent)
{
    return parent ? element(parent->children) : NULL;
}

xmlNode *odt_next(const xmlNode *n)
{
    return element(n->next);
}

xmlNode *odt_child(const xmlNode *parent, enum odt_ns ns, const char *name)
{
    xmlNode *n = odt_first(parent);
    while (n && !odt_is(n, ns, name))
        n = odt_next(n);
    return n;
}

/* The parser has made one text of it. */
const char *odt_value(const xmlAttr *a)
{
    return a->children && a->children->content ? (const char *)a->children->content : "";
}

const char *odt_attr(const xmlNode *n, enum odt_ns ns, const char *name)
{
    for (const xmlAttr *a = n ? n->properties : NULL; a; a = a->next)
        if (strcmp((const char *)a->name, name) == 0 && odt_ns(a->ns) == ns)
            return odt_value(a);
    return NULL;
}

bool odt_true(const char *v)
{
    return v && strcmp(v, "true") == 0;
}

/* ---- numbers ---- */

/* What follows the number; NULL: there is none. */
static const char *number(const char *v, double *out)
{
    double n = 0, scale = 1;
    bool digits = false, negative;
    if (!v)
        return NULL;
    while (*v == ' ' || *v == '\n' || *v == '\t')
        v++;
    negative = *v == '-';
    v += *v == '-' || *v == '+';
    for (; *v >= '0' && *v <= '9'; v++, digits = true)
        n = fmin(n * 10 + (*v - '0'), 1e9);
    if (*v == '.')
        for (v++; *v >= '0' && *v <= '9'; v++, digits = true) {
            scale = fmax(scale / 10, 1e-12);
            n += (*v - '0') * scale;
        }
    *out = negative ? -n : n;
    return digits ? v : NULL;
}

long odt_int(const char *v, long otherwise)
{
    double n;
    const char *end = number(v, &n);
    return end ? (long)fmax(-1e6, fmin(1e6, n)) : otherwise;
}

bool odt_next_number(const char **list, double *out)
{
    if (!*list || !**list)
        return false;
    *out = (double)odt_int(*list, 0);
    *list += strcspn(*list, " ,");
    *list += strspn(*list, " ,");
    return true;
}

double odt_number(const char *v)
{
    double n;
    return number(v + strspn(v, " "), &n) ? fmax(-20000, fmin(20000, n)) : 0;
}

bool odt_length(const char *v, double *out)
{
    static const struct {
        const char *unit;
        double points;
    } units[] = {{"pt", 1}, {"cm", 72 / 2.54}, {"mm", 72 / 25.4}, {"in", 72}, {"inch", 72}, {"pc", 12}, {"px", 0.75}};
    double n;
    const char *unit = number(v, &n);
    if (!unit)
        return false;
    if (!*unit && n == 0) {
        *out = 0;
        return true;
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (strcmp(unit, units[i].unit) == 0) {
            *out = fmax(-20000, fmin(20000, n * units[i].points));
            return true;
        }
    }
    return false;
}

bool odt_percent(const char *v, double *out)
{
    double n;
    const char *unit = number(v, &n);
    if (!unit || strcmp(unit, "%") != 0)
        return false;
    *out = fmax(-100, fmin(100, n / 100));
    return true;
}

bool odt_color(const char *v, uint32_t *out)
{
    uint32_t n = 0;
    if (!v || *v != '#' || strlen(v) != 7)
        return false;
    for (const char *p = v + 1; *p; p++) {
        const int c = *p >= 'a' ? *p - 'a' + 10 : *p >= 'A' ? *p - 'A' + 10 : *p - '0';
        if (c < 0 || c > 15)
            return false;
        n = n << 4 | (uint32_t)c;
    }
    *out = n;
    return true;
}

static const struct {
    const char *name;
    enum stroke stroke;
} strokes[] = {{"solid", STROKE_SOLID}, {"double", STROKE_DOUBLE}, {"dotted", STROKE_DOTTED}, {"dashed", STROKE_DASHED},
               {"fine-dashed", STROKE_DASHED}, {"dash-dot", STROKE_DASH_DOT}, {"dash-dot-dot", STROKE_DASH_DOT},
               {"double-thin", STROKE_DOUBLE}};

/* Words in any order; of a double line the width is that of both lines and the gap. */
void odt_border(const char *v, struct border *io)
{
    struct border b = {.space = io->space};
    bool drawn = false;
    while (*v) {
        char word[32];
        const size_t n = strcspn(v, " ");
        if (n < sizeof word) {
            memcpy(word, v, n);
            word[n] = '\0';
            for (size_t i = 0; i < sizeof strokes / sizeof *strokes; i++) {
                if (strcmp(word, strokes[i].name) == 0) {
                    b.stroke = strokes[i].stroke;
                    drawn = true;
                }
            }
            odt_color(word, &b.color);
            odt_length(word, &b.width);
        }
        v += n;
        v += *v == ' ';
    }
    b.width = drawn ? fmax(0, b.width) : 0;
    if (b.stroke == STROKE_DOUBLE)
        b.width /= 3;
    *io = b;
}

void odt_all_text(const xmlNode *n, struct buf *out)
{
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE)
            buf_puts(out, (const char *)c->content);
        else if (c->type == XML_ELEMENT_NODE)
            odt_all_text(c, out);
    }
}
