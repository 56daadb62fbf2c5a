/* Light HTML from data: what editors in web forms give. libxml2's forgiving parser makes a tree of anything; the tree is
 * walked once into the values that markup.c sets. What is no text (scripts, styles, frames) is left out, what is not known
 * is read for the text in it; both are told once a name. */
#include <libxml/HTMLparser.h>

#include "base/diag/rich.h"
#include "fill/html_own.h"
#include "text/text.h"

enum { HTML_MAX_BYTES = 4 << 20, HTML_DEPTH = 48 };

enum { HTML_MAX_TOLD = 20 };

/* Where blocks go, and the inlines of the paragraph that is being read. */
struct flow {
    struct value *blocks, *line;
    const char *align;
    bool pre; /* white space counts */
};

struct value *html_make(struct html *h, enum value_type type)
{
    return value_new(h->d, type, h->owner->pos, h->owner->source);
}

static struct value *html_text(struct html *h, struct span s)
{
    return value_text(h->d, s, true, h->owner->pos, h->owner->source);
}

/* { key: member } */
struct value *html_map(struct html *h, const char *key, struct value *member)
{
    struct value *map = html_make(h, VALUE_MAP);

    value_insert(h->d, map, span_of(key), h->owner->pos, member);
    return map;
}

void html_set(struct html *h, struct value *map, const char *key, const char *word)
{
    value_insert(h->d, map, span_of(key), h->owner->pos, html_text(h, span_of(word)));
}

void html_append(struct html *h, struct value *list, struct value *item)
{
    if (h->d->values >= LIMIT_VALUES)
        h->ok = false;
    else
        value_append(h->d, list, item);
}

static void tell(struct html *h, diag_code code, const char *name)
{
    for (size_t i = 0; i < h->r->n_html_told; i++)
        if (strcmp(h->r->html_told[i], name) == 0)
            return;
    if (!h->r->html_told)
        h->r->html_told = ARENA_NEWS(h->r->arena, HTML_MAX_TOLD, const char *);
    if (h->r->n_html_told == HTML_MAX_TOLD)
        return;
    h->r->html_told[h->r->n_html_told++] = arena_str(h->r->arena, name);
    diag(h->r->ctx, code, h->owner->pos, name);
}

/* ---- lines of a paragraph ---- */

static bool is_blank(unsigned char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Whether the line ends in white space, or is empty: what follows then needs none. */
static bool ends_blank(const struct value *line)
{
    const struct value *last = line;

    while (last && (last->type == VALUE_LIST || last->type == VALUE_MAP)) {
        if (!last->as.items.n)
            return last == line;
        if (last->type == VALUE_MAP && value_member(last, "xuong_dong"))
            return true;
        last = last->as.items.v[last->as.items.n - 1];
    }
    return last && last->type == VALUE_SCALAR && last->as.scalar.n && last->as.scalar.text[last->as.scalar.n - 1] == ' ';
}

static void put_text(struct html *h, struct flow *f, struct value *into, const char *text)
{
    struct buf b = {0};
    bool blank = !f->pre && ends_blank(f->line);

    for (const char *p = text; *p; p++) {
        if (f->pre) {
            if (*p != '\r')
                buf_putc(&b, *p);
        } else if (!is_blank((unsigned char)*p)) {
            buf_putc(&b, *p);
            blank = false;
        } else if (!blank) {
            buf_putc(&b, ' ');
            blank = true;
        }
    }
    if (b.n)
        html_append(h, into, html_text(h, span_of(text_visible(&h->d->arena, span_of(text_nfc(&h->d->arena, buf_span(&b)))))));
    buf_release(&b);
}

/* Whether there is anything to print: letters, a picture, a line end. */
static bool holds(const struct value *v)
{
    if (v->type == VALUE_SCALAR)
        return v->as.scalar.n > 0;
    if (v->type == VALUE_MAP && (value_member(v, "xuong_dong") || value_member(v, "anh")))
        return true;
    for (size_t i = 0; i < value_count(v); i++)
        if (holds(v->as.items.v[i]))
            return true;
    return false;
}

/* What is read so far becomes a paragraph, if it holds anything. A line end that stands last ends no line; alone it is an
 * empty paragraph, as editors write one. */
static void flush(struct html *h, struct flow *f)
{
    struct value *line = f->line, *map;

    if (!line->as.items.n)
        return;
    f->line = html_make(h, VALUE_LIST);
    if (!holds(line))
        return;
    if (value_member(line->as.items.v[line->as.items.n - 1], "xuong_dong"))
        line->as.items.n--;
    map = html_map(h, "doan", line);
    if (f->align)
        html_set(h, map, "can", f->align);
    html_append(h, f->blocks, map);
}

/* ---- elements ---- */

enum tag_kind { TAG_BLOCK, TAG_HEADING, TAG_LIST, TAG_TABLE, TAG_QUOTE, TAG_CODE, TAG_RULE, TAG_LOOK, TAG_SPAN, TAG_LINK, TAG_BREAK,
                TAG_PICTURE, TAG_HIDDEN, TAG_DROPPED };

static const struct {
    const char *name;
    enum tag_kind kind;
    const char *key;
} tags[] = {
    {"p", TAG_BLOCK, NULL},          {"div", TAG_BLOCK, NULL},       {"section", TAG_BLOCK, NULL},     {"article", TAG_BLOCK, NULL},
    {"main", TAG_BLOCK, NULL},       {"header", TAG_BLOCK, NULL},    {"footer", TAG_BLOCK, NULL},      {"address", TAG_BLOCK, NULL},
    {"center", TAG_BLOCK, "giua"},   {"figure", TAG_BLOCK, NULL},    {"figcaption", TAG_BLOCK, NULL},  {"html", TAG_BLOCK, NULL},
    {"body", TAG_BLOCK, NULL},       {"dl", TAG_BLOCK, NULL},        {"dt", TAG_BLOCK, NULL},          {"dd", TAG_BLOCK, NULL},
    {"li", TAG_BLOCK, NULL},         {"tr", TAG_BLOCK, NULL},        {"td", TAG_BLOCK, NULL},          {"th", TAG_BLOCK, NULL},
    {"h1", TAG_HEADING, "1"},        {"h2", TAG_HEADING, "2"},       {"h3", TAG_HEADING, "3"},         {"h4", TAG_HEADING, "4"},
    {"h5", TAG_HEADING, "5"},        {"h6", TAG_HEADING, "6"},       {"ul", TAG_LIST, "gach"},         {"ol", TAG_LIST, "liet_ke"},
    {"table", TAG_TABLE, NULL},      {"blockquote", TAG_QUOTE, NULL}, {"pre", TAG_CODE, NULL},         {"hr", TAG_RULE, NULL},
    {"b", TAG_LOOK, "dam"},          {"strong", TAG_LOOK, "dam"},    {"i", TAG_LOOK, "nghieng"},       {"em", TAG_LOOK, "nghieng"},
    {"cite", TAG_LOOK, "nghieng"},   {"dfn", TAG_LOOK, "nghieng"},   {"var", TAG_LOOK, "nghieng"},     {"u", TAG_LOOK, "gach_chan"},
    {"ins", TAG_LOOK, "gach_chan"},  {"s", TAG_LOOK, "gach_bo"},     {"strike", TAG_LOOK, "gach_bo"},  {"del", TAG_LOOK, "gach_bo"},
    {"sup", TAG_LOOK, "chi_so_tren"}, {"sub", TAG_LOOK, "chi_so_duoi"}, {"code", TAG_LOOK, "ma_chu"},  {"kbd", TAG_LOOK, "ma_chu"},
    {"samp", TAG_LOOK, "ma_chu"},    {"tt", TAG_LOOK, "ma_chu"},     {"span", TAG_SPAN, NULL},         {"font", TAG_SPAN, NULL},
    {"small", TAG_SPAN, NULL},       {"big", TAG_SPAN, NULL},        {"mark", TAG_SPAN, NULL},         {"label", TAG_SPAN, NULL},
    {"abbr", TAG_SPAN, NULL},        {"q", TAG_SPAN, NULL},          {"time", TAG_SPAN, NULL},         {"wbr", TAG_SPAN, NULL},
    {"tbody", TAG_BLOCK, NULL},      {"thead", TAG_BLOCK, NULL},     {"tfoot", TAG_BLOCK, NULL},       {"caption", TAG_BLOCK, NULL},
    {"a", TAG_LINK, NULL},           {"br", TAG_BREAK, NULL},        {"img", TAG_PICTURE, NULL},
    {"head", TAG_BLOCK, NULL},       {"title", TAG_HIDDEN, NULL},    {"meta", TAG_HIDDEN, NULL},       {"link", TAG_HIDDEN, NULL},
    {"col", TAG_HIDDEN, NULL},       {"colgroup", TAG_HIDDEN, NULL},
    {"script", TAG_DROPPED, NULL},   {"style", TAG_DROPPED, NULL},   {"iframe", TAG_DROPPED, NULL},    {"object", TAG_DROPPED, NULL},
    {"embed", TAG_DROPPED, NULL},    {"svg", TAG_DROPPED, NULL},     {"math", TAG_DROPPED, NULL},      {"video", TAG_DROPPED, NULL},
    {"audio", TAG_DROPPED, NULL},    {"canvas", TAG_DROPPED, NULL},  {"noscript", TAG_DROPPED, NULL},  {"template", TAG_DROPPED, NULL},
    {"input", TAG_DROPPED, NULL},    {"select", TAG_DROPPED, NULL},  {"textarea", TAG_DROPPED, NULL},  {"button", TAG_DROPPED, NULL},
};

static void read_nodes(struct html *h, struct flow *f, struct value *into, const xmlNode *first, int depth);

bool html_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && xmlStrcasecmp(node->name, (const xmlChar *)name) == 0;
}

/* The blocks of a list's item, cell or quotation. */
struct value *html_inside(struct html *h, const xmlNode *node, const char *align, bool pre, int depth)
{
    struct flow inner = {.blocks = html_make(h, VALUE_LIST), .line = html_make(h, VALUE_LIST), .align = align, .pre = pre};

    read_nodes(h, &inner, inner.line, node->children, depth + 1);
    flush(h, &inner);
    return inner.blocks;
}

static void read_list(struct html *h, struct flow *f, const xmlNode *node, const char *key, int depth)
{
    struct value *items = html_make(h, VALUE_LIST), *map;
    const char *start = html_attribute(h, node, "start");

    for (const xmlNode *c = node->children; c; c = c->next)
        if (html_is(c, "li"))
            html_append(h, items, html_inside(h, c, NULL, false, depth));
        else if (c->type == XML_ELEMENT_NODE) { /* a list straight in a list belongs to the item before */
            struct flow item = {.blocks = items->as.items.n ? items->as.items.v[items->as.items.n - 1] : items, .line = html_make(h, VALUE_LIST)};
            xmlNode only = *c;

            only.next = NULL;
            read_nodes(h, &item, item.line, &only, depth + 1);
            flush(h, &item);
        }
    if (!items->as.items.n)
        return;
    map = html_map(h, key, items);
    if (start && strspn(start, "0123456789") == strlen(start) && strlen(start) < 6)
        html_set(h, map, "tu", start);
    html_append(h, f->blocks, map);
}

static void read_heading(struct html *h, struct flow *f, const xmlNode *node, const char *level, int depth)
{
    struct flow inner = {.blocks = html_make(h, VALUE_LIST), .line = html_make(h, VALUE_LIST)};
    struct value *map;

    read_nodes(h, &inner, inner.line, node->children, depth + 1);
    if (inner.line->as.items.n) {
        map = html_map(h, "muc", inner.line);
        html_set(h, map, "cap", level);
        html_append(h, f->blocks, map);
    }
    for (size_t i = 0; i < inner.blocks->as.items.n; i++)
        html_append(h, f->blocks, inner.blocks->as.items.v[i]);
}

/* Inlines inside a look; blocks in it go to the flow. */
static void read_look(struct html *h, struct flow *f, struct value *into, const xmlNode *node, struct value *map, struct value *content, int depth)
{
    html_append(h, into, map);
    read_nodes(h, f, content, node->children, depth + 1);
}

static void read_span(struct html *h, struct flow *f, struct value *into, const xmlNode *node, int depth)
{
    static const struct {
        const char *name, *value, *key;
    } looks[] = {{"font-weight", "bold", "dam"}, {"font-weight", "700", "dam"}, {"font-style", "italic", "nghieng"},
                 {"text-decoration", "underline", "gach_chan"}, {"text-decoration", "line-through", "gach_bo"},
                 {"vertical-align", "super", "chi_so_tren"}, {"vertical-align", "sub", "chi_so_duoi"}};
    const char *style = html_attribute(h, node, "style"), *color = html_css(h, style, "color");

    color = html_color(h, color ? color : html_is(node, "font") ? html_attribute(h, node, "color") : NULL);
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++) {
        const char *value = html_css(h, style, looks[i].name);

        if (value && strstr(value, looks[i].value)) {
            struct value *content = html_make(h, VALUE_LIST);

            html_append(h, into, html_map(h, looks[i].key, content));
            into = content;
        }
    }
    if (color) {
        struct value *content = html_make(h, VALUE_LIST), *map = html_map(h, "mau", html_text(h, span_of(color)));

        value_insert(h->d, map, SPAN("noi_dung"), h->owner->pos, content);
        html_append(h, into, map);
        into = content;
    }
    read_nodes(h, f, into, node->children, depth + 1);
}

static void read_link(struct html *h, struct flow *f, struct value *into, const xmlNode *node, int depth)
{
    const char *href = html_attribute(h, node, "href");
    static const char *const schemes[] = {"http://", "https://", "mailto:", "tel:", "ftp://"};
    bool safe = false;
    struct value *map, *content;

    for (size_t i = 0; href && i < 5; i++)
        safe |= strncmp(href, schemes[i], strlen(schemes[i])) == 0;
    if (!safe) {
        if (href && *href != '#')
            tell(h, DIAG_HTML_LINK, href);
        read_nodes(h, f, into, node->children, depth + 1);
        return;
    }
    content = html_make(h, VALUE_LIST);
    map = html_map(h, "lien_ket", html_text(h, span_of(href)));
    value_insert(h->d, map, SPAN("noi_dung"), h->owner->pos, content);
    read_look(h, f, into, node, map, content, depth);
}

static void read_picture(struct html *h, struct value *into, const xmlNode *node)
{
    const char *src = html_attribute(h, node, "src"), *alt = html_attribute(h, node, "alt");
    struct value *picture;

    if (!src || !*src || strchr(src, ':')) { /* another place than beside the data */
        tell(h, DIAG_HTML_PICTURE, src && strlen(src) < 200 ? src : "data:");
        return;
    }
    picture = html_make(h, VALUE_MAP);
    html_set(h, picture, "tep", src);
    if (alt && *alt)
        html_set(h, picture, "mo_ta", alt);
    html_append(h, into, html_map(h, "anh", picture));
}

static void read_block(struct html *h, struct flow *f, const xmlNode *node, const char *align, bool pre, int depth)
{
    const char *around = f->align, *own = html_align(h, node);
    bool was_pre = f->pre;

    flush(h, f);
    f->align = own ? own : align ? align : around;
    f->pre = pre || was_pre;
    read_nodes(h, f, f->line, node->children, depth + 1);
    flush(h, f);
    f->align = around;
    f->pre = was_pre;
}

static void read_element(struct html *h, struct flow *f, struct value *into, const xmlNode *node, int depth)
{
    struct value *content;
    size_t i = 0;

    while (i < sizeof tags / sizeof *tags && !html_is(node, tags[i].name))
        i++;
    if (i == sizeof tags / sizeof *tags) {
        tell(h, DIAG_HTML_UNKNOWN, (const char *)node->name);
        read_nodes(h, f, into, node->children, depth + 1);
        return;
    }
    if (tags[i].kind >= TAG_HEADING && tags[i].kind <= TAG_RULE)
        flush(h, f);
    switch (tags[i].kind) {
    case TAG_BLOCK:
        read_block(h, f, node, tags[i].key, false, depth);
        break;
    case TAG_HEADING:
        read_heading(h, f, node, tags[i].key, depth);
        break;
    case TAG_LIST:
        read_list(h, f, node, tags[i].key, depth);
        break;
    case TAG_TABLE:
        html_table(h, f->blocks, node, depth);
        break;
    case TAG_QUOTE:
        html_append(h, f->blocks, html_map(h, "trich", html_inside(h, node, html_align(h, node), false, depth)));
        break;
    case TAG_CODE:
        content = html_make(h, VALUE_LIST);
        {
            struct flow inner = {.blocks = html_make(h, VALUE_LIST), .line = content, .pre = true};

            read_nodes(h, &inner, content, node->children, depth + 1);
            html_append(h, f->blocks, html_map(h, "ma", content));
        }
        break;
    case TAG_RULE:
        html_append(h, f->blocks, html_map(h, "ke", html_text(h, SPAN("true"))));
        break;
    case TAG_LOOK:
        content = html_make(h, VALUE_LIST);
        read_look(h, f, into, node, html_map(h, tags[i].key, content), content, depth);
        break;
    case TAG_SPAN:
        read_span(h, f, into, node, depth);
        break;
    case TAG_LINK:
        read_link(h, f, into, node, depth);
        break;
    case TAG_BREAK:
        html_append(h, into, html_map(h, "xuong_dong", html_text(h, SPAN("true"))));
        break;
    case TAG_PICTURE:
        read_picture(h, into, node);
        break;
    case TAG_HIDDEN:
        break;
    case TAG_DROPPED:
        tell(h, DIAG_HTML_DROPPED, tags[i].name);
        break;
    }
}

/* `into` takes inlines: the line itself, or a look that stands in it. A block ends the line, and with it the look. */
static void read_nodes(struct html *h, struct flow *f, struct value *into, const xmlNode *first, int depth)
{
    bool on_line = into == f->line;

    if (depth > HTML_DEPTH) {
        if (h->ok)
            diag(h->r->ctx, DIAG_HTML_DEEP, h->owner->pos);
        h->ok = false;
        return;
    }
    for (const xmlNode *c = first; c && h->ok; c = c->next) {
        struct value *target = on_line ? f->line : into;

        if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE)
            put_text(h, f, target, (const char *)c->content);
        else if (c->type == XML_ELEMENT_NODE)
            read_element(h, f, target, c, depth);
    }
}

const struct value *html_blocks(struct rich *r, const struct value *owner)
{
    struct html h = {.r = r, .d = r->markup, .owner = owner, .ok = true};
    htmlDocPtr doc;
    struct flow f = {0};

    if (owner->as.scalar.n > HTML_MAX_BYTES) {
        diag(r->ctx, DIAG_HTML_LONG, owner->pos);
        return NULL;
    }
    f.blocks = html_make(&h, VALUE_LIST);
    f.line = html_make(&h, VALUE_LIST);
    if (!span_trim(span_make(owner->as.scalar.text, owner->as.scalar.n)).n)
        return f.blocks;
    doc = htmlReadMemory(owner->as.scalar.text, (int)owner->as.scalar.n, NULL, "UTF-8",
                         HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_NODEFDTD | HTML_PARSE_COMPACT);
    if (!doc) {
        diag(r->ctx, DIAG_HTML_UNREADABLE, owner->pos);
        return NULL;
    }
    read_nodes(&h, &f, f.line, xmlDocGetRootElement(doc), 0);
    flush(&h, &f);
    xmlFreeDoc(doc);
    if (r->markup->values >= LIMIT_VALUES) {
        diag(r->ctx, DIAG_HTML_LONG, owner->pos);
        h.ok = false;
    }
    return h.ok ? f.blocks : NULL;
}
