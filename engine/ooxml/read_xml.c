/* The tree of a part as the reader asks it: elements and attributes by name, values by their type.
 *
 * Idea: a namespace is compared as text once; its number is kept with it. Strict documents (ISO/IEC 29500-1) have other names
 * for the same namespaces and get the same numbers. Alternatives (29500-3, 7.6) are decided when a part is opened: the
 * element is replaced by what stands in the choice that we understand, so nobody else knows of them. */
#include <math.h>

#include "ooxml/reader.h"

/* ---- names ---- */

static const struct ns_row {
    enum ns ns;
    const char *uri;
} NAMESPACES[] = {
    {NS_W, "http://schemas.openxmlformats.org/wordprocessingml/2006/main"},
    {NS_W, "http://purl.oclc.org/ooxml/wordprocessingml/main"},
    {NS_R, "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
    {NS_R, "http://purl.oclc.org/ooxml/officeDocument/relationships"},
    {NS_A, "http://schemas.openxmlformats.org/drawingml/2006/main"},
    {NS_A, "http://purl.oclc.org/ooxml/drawingml/main"},
    {NS_WP, "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"},
    {NS_WP, "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"},
    {NS_PIC, "http://schemas.openxmlformats.org/drawingml/2006/picture"},
    {NS_PIC, "http://purl.oclc.org/ooxml/drawingml/picture"},
    {NS_CHART, "http://schemas.openxmlformats.org/drawingml/2006/chart"},
    {NS_CHART, "http://purl.oclc.org/ooxml/drawingml/chart"},
    {NS_DIAGRAM, "http://schemas.openxmlformats.org/drawingml/2006/diagram"},
    {NS_DIAGRAM, "http://purl.oclc.org/ooxml/drawingml/diagram"},
    {NS_M, "http://schemas.openxmlformats.org/officeDocument/2006/math"},
    {NS_M, "http://purl.oclc.org/ooxml/officeDocument/math"},
    {NS_WPS, "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"},
    {NS_WPG, "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup"},
    {NS_WPC, "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas"},
    {NS_WP14, "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"},
    {NS_W14, "http://schemas.microsoft.com/office/word/2010/wordml"},
    {NS_V, "urn:schemas-microsoft-com:vml"},
    {NS_O, "urn:schemas-microsoft-com:office:office"},
    {NS_W10, "urn:schemas-microsoft-com:office:word"},
    {NS_MC, "http://schemas.openxmlformats.org/markup-compatibility/2006"},
};

static enum ns ns_number(xmlNs *ns)
{
    enum ns found = NS_OTHER;

    if (!ns || !ns->href)
        return NS_NONE;
    if (ns->_private) /* number + 1 */
        return (enum ns)((uintptr_t)ns->_private - 1);
    for (size_t i = 0; i < sizeof NAMESPACES / sizeof NAMESPACES[0]; i++)
        if (strcmp((const char *)ns->href, NAMESPACES[i].uri) == 0)
            found = NAMESPACES[i].ns;
    ns->_private = (void *)((uintptr_t)found + 1);
    return found;
}

enum ns ns_of(const xmlNode *n)
{
    return n && n->type == XML_ELEMENT_NODE ? ns_number(n->ns) : NS_NONE;
}

bool is(const xmlNode *n, enum ns ns, const char *name)
{
    return n && n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0 && ns_number(n->ns) == ns;
}

static xmlNode *element_from(xmlNode *n)
{
    while (n && n->type != XML_ELEMENT_NODE)
        n = n->next;
    return n;
}

xmlNode *first_element(const xmlNode *parent)
{
    return parent ? element_from(parent->children) : NULL;
}

xmlNode *next_element(const xmlNode *n)
{
    return n ? element_from(n->next) : NULL;
}

xmlNode *child(const xmlNode *parent, enum ns ns, const char *name)
{
    for (xmlNode *c = first_element(parent); c; c = next_element(c))
        if (is(c, ns, name))
            return c;
    return NULL;
}

/* A part has no entities but XML's own, so the parser leaves one text node. */
static const char *attr_text(const xmlAttr *a)
{
    return a->children && a->children->content ? (const char *)a->children->content : "";
}

const char *attr(const xmlNode *n, const char *name)
{
    for (const xmlAttr *a = n ? n->properties : NULL; a; a = a->next)
        if (strcmp((const char *)a->name, name) == 0)
            return attr_text(a);
    return NULL;
}

const char *attr_ns(const xmlNode *n, enum ns ns, const char *name)
{
    for (const xmlAttr *a = n ? n->properties : NULL; a; a = a->next)
        if (strcmp((const char *)a->name, name) == 0 && ns_number(a->ns) == ns)
            return attr_text(a);
    return NULL;
}

const char *attr_r(const xmlNode *n, const char *name)
{
    return attr_ns(n, NS_R, name);
}

const char *val(const xmlNode *n)
{
    return attr(n, "val");
}

const char *child_val(const xmlNode *parent, const char *name)
{
    return val(child_w(parent, name));
}

/* ---- values ---- */

enum { LENGTH_MAX = 100000 }; /* [pt]; what is longer is cut: far more than a page of Word */
static const double INT_MAX_READ = 2147483647;
static const double VALUE_MAX = 1e15; /* of a chart */

/* A decimal number at *s, which is moved behind it. */
static bool decimal(const char **s, double *out)
{
    const char *p = *s + strspn(*s, " \t\r\n");
    bool minus = *p == '-', digits = false;
    double v = 0, place = 1;

    p += *p == '-' || *p == '+';
    for (; *p >= '0' && *p <= '9'; p++, digits = true)
        v = v < 1e12 ? v * 10 + (*p - '0') : v;
    if (*p == '.') {
        for (p++; *p >= '0' && *p <= '9'; p++, digits = true) {
            place /= 10;
            v += place * (*p - '0');
        }
    }
    *s = p;
    *out = minus ? -v : v;
    return digits;
}

bool to_int(const char *s, long *out)
{
    double v;

    if (!s || !decimal(&s, &v) || fabs(v) > INT_MAX_READ)
        return false;
    *out = (long)v;
    return true;
}

bool to_number(const char *s, double *out)
{
    double v;

    if (!s || !decimal(&s, &v) || fabs(v) > INT_MAX_READ)
        return false;
    *out = v;
    return true;
}

bool to_value(const char *s, double *out)
{
    double v;
    long power = 0;

    if (!s || !decimal(&s, &v))
        return false;
    if ((*s == 'e' || *s == 'E') && (!to_int(s + 1, &power) || power < -300 || power > 15))
        return false;
    v *= pow(10, (double)power);
    if (!(fabs(v) <= VALUE_MAX))
        return false;
    *out = v;
    return true;
}

bool to_length(const char *s, double unit, double *points)
{
    static const struct {
        const char *name;
        double points;
    } UNITS[] = {{"pt", 1}, {"mm", 72 / 25.4}, {"cm", 72 / 2.54}, {"in", 72}, {"pc", 12}, {"pi", 12}, {"px", 0.75}};
    double v;

    if (!s || !decimal(&s, &v))
        return false;
    for (size_t i = 0; i < sizeof UNITS / sizeof UNITS[0]; i++)
        if (strncmp(s, UNITS[i].name, 2) == 0)
            unit = UNITS[i].points;
    v *= unit;
    *points = v > LENGTH_MAX ? LENGTH_MAX : v < -LENGTH_MAX ? -LENGTH_MAX : v;
    return true;
}

bool to_points(const char *s, double *out)
{
    return to_length(s, 1 / 20.0, out);
}

bool to_on(const char *s, bool absent)
{
    return s ? !(strcmp(s, "0") == 0 || strcmp(s, "false") == 0 || strcmp(s, "off") == 0) : absent;
}

bool on_off(const xmlNode *n)
{
    return n && to_on(val(n), true);
}

int child_on(const xmlNode *parent, const char *name)
{
    const xmlNode *n = child_w(parent, name);

    return n ? on_off(n) : -1;
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

bool to_color(const char *s, uint32_t *out)
{
    uint32_t v = 0;

    if (!s)
        return false;
    s += *s == '#';
    for (int i = 0; i < 6; i++) {
        int d = hex_digit(s[i]);

        if (d < 0)
            return false;
        v = v << 4 | (uint32_t)d;
    }
    if (s[6] && s[6] != ' ') /* VML: "#ff0000 [3204]" */
        return false;
    *out = v;
    return true;
}

int name_index(const char *s, const char *const *names, int n)
{
    for (int i = 0; s && i < n; i++)
        if (names[i] && strcmp(s, names[i]) == 0)
            return i;
    return -1;
}

/* ---- alternatives ---- */

/* Whether every prefix of Requires names something that we read. */
static bool understood(xmlNode *choice)
{
    const char *p = attr(choice, "Requires");

    if (!p)
        return false;
    while (*p) {
        size_t n = strcspn(p, " \t");
        xmlChar prefix[32];
        xmlNs *ns;

        if (n >= sizeof prefix)
            return false;
        memcpy(prefix, p, n);
        prefix[n] = 0;
        ns = n ? xmlSearchNs(choice->doc, choice, prefix) : NULL;
        if (n && (!ns || (ns_number(ns) == NS_OTHER && !strstr((const char *)ns->href, "microsoft.com/office/word/20") &&
                          !strstr((const char *)ns->href, "microsoft.com/office/drawing/2010/main"))))
            return false;
        p += n + (p[n] != 0);
    }
    return true;
}

/* Puts the children of the chosen branch before the alternatives, whose elements stay, empty: they may declare namespaces. */
static void resolve(xmlNode *alternate)
{
    xmlNode *branch = NULL;

    for (xmlNode *c = first_element(alternate); c && !branch; c = next_element(c))
        if (is(c, NS_MC, "Choice") && understood(c))
            branch = c;
    if (!branch)
        branch = child(alternate, NS_MC, "Fallback");
    while (branch && branch->children) {
        xmlNode *c = branch->children;

        xmlUnlinkNode(c);
        xmlAddPrevSibling(alternate, c);
    }
    for (xmlNode *c = first_element(alternate); c; c = next_element(c)) {
        xmlFreeNodeList(c->children);
        c->children = c->last = NULL;
    }
}

/* Alternatives stand in each other, so what was put in their place is looked through as well. */
static void resolve_all(xmlNode *root)
{
    xmlNode *n = root;

    while (n) {
        if (is(n, NS_MC, "AlternateContent") && n != root && !n->_private) {
            xmlNode *before = n->prev, *up = n->parent;

            n->_private = n; /* done */
            resolve(n);
            n = before ? before->next : up->children;
            continue;
        }
        if (n->type == XML_ELEMENT_NODE && n->children) {
            n = n->children;
            continue;
        }
        while (n && n != root && !n->next)
            n = n->parent;
        n = n && n != root ? n->next : NULL;
    }
}

xmlDoc *reader_xml(struct reader *r, const char *part)
{
    static const char NAME[] = "AlternateContent";
    xmlDoc *doc = part ? package_xml(r->package, part) : NULL;
    struct span text;

    if (!doc || doc->_private)
        return doc;
    doc->_private = doc; /* done */
    if (package_text(r->package, part, &text) && memmem(text.p, text.n, NAME, sizeof NAME - 1))
        resolve_all(xmlDocGetRootElement(doc));
    return doc;
}

xmlNode *reader_root(struct reader *r, const char *kind)
{
    const struct opc_rel *rel = opc_rel_by_kind(r->package, opc_main(r->package), kind);
    xmlDoc *doc = rel && !rel->external && !rel->dangling ? reader_xml(r, rel->target) : NULL;

    return doc ? xmlDocGetRootElement(doc) : NULL;
}

/* ---- told once ---- */

bool first_time(struct reader *r, diag_code code)
{
    bool first = !r->told[code];

    r->told[code] = 1;
    return first;
}

void tell_once(struct reader *r, diag_code code, const char *what)
{
    if (first_time(r, code))
        diag(r->ctx, code, pos_file(r->file), r->part ? r->part : "", what ? what : "");
}
