/* Inlines: what stands in a paragraph, link, insertion or content control.
 *
 * The text is the one that accepting all changes would give (17.13.5): insertions and what moved here stay, deletions and what
 * moved away go. Elements that only wrap others are passed through, so that unknown ones lose nothing. */
#include "ooxml/walk.h"

#include "text/symbol.h"
#include "text/text.h"

/* ---- nodes ---- */

void inline_begin(struct inline_at *at, struct node *para)
{
    at->para = at->parent = para;
}

static struct node *append(struct reader *r, struct inline_at *at, enum node_type type)
{
    struct node *n = node_bare(r->doc, type);

    n->pos = at->para->pos;
    n->place = at->para->place;
    n->id = at->para->id;
    node_append(at->parent, n);
    return n;
}

void inline_flush(struct reader *r, struct inline_at *at)
{
    struct node *n;

    if (at->text.n == 0)
        return;
    n = append(r, at, NODE_TEXT);
    n->as.text = (struct text){.text = text_nfc(&r->doc->arena, buf_span(&at->text)), .style = at->style, .chr = at->chr};
    buf_clear(&at->text);
}

struct node *inline_node(struct reader *r, struct inline_at *at, enum node_type type)
{
    inline_flush(r, at);
    return append(r, at, type);
}

void inline_end(struct reader *r, struct inline_at *at)
{
    inline_flush(r, at);
    fields_leave(r, at, at->para);
    buf_release(&at->text);
}

/* Text in a font of signs as the characters that it shows. */
static void put_signs(struct buf *out, const char *family, struct span text)
{
    for (size_t i = 0; i < text.n;) {
        uint32_t c = text_next(text, &i);

        symbol_char(family, c, &c);
        buf_utf8(out, c);
    }
}

void inline_text(struct reader *r, struct inline_at *at, const struct look *look, const struct style *style, struct span text)
{
    while (text.n > 0) {
        const char *family = look->chr.family;
        size_t n = look_slice(look, text, &family);
        struct look slice = *look;
        const struct char_props *chr;

        n = n == 0 || n > text.n ? text.n : n;
        slice.chr.family = family;
        chr = run_chr(r, &slice);
        if (at->text.n > 0 && (at->chr != chr || at->style != style))
            inline_flush(r, at);
        at->chr = chr;
        at->style = style;
        if (is_symbol_font(family))
            put_signs(&at->text, family, span_make(text.p, n));
        else
            buf_put(&at->text, text.p, n);
        text = span_make(text.p + n, text.n - n);
    }
}

void node_unwrap(struct node *node)
{
    struct node *parent = node->parent;

    for (struct node *c = node->first; c; c = c->next)
        c->parent = parent;
    if (node->first) {
        node->first->prev = node->prev;
        node->last->next = node->next;
    }
    *(node->prev ? &node->prev->next : &parent->first) = node->first ? node->first : node->next;
    *(node->next ? &node->next->prev : &parent->last) = node->last ? node->last : node->prev;
}

/* ---- links (17.16.22) ---- */

bool inline_in_link(const struct inline_at *at)
{
    for (const struct node *n = at->parent; n != at->para; n = n->parent)
        if (n->type == NODE_LINK)
            return true;
    return false;
}

struct node *inline_link(struct reader *r, struct inline_at *at, const char *target, const char *tooltip)
{
    struct node *n;

    if (!target || !*target || strcmp(target, "#") == 0 || inline_in_link(at))
        return NULL;
    n = inline_node(r, at, NODE_LINK);
    n->as.link.url = arena_str(&r->doc->arena, target);
    n->as.link.tooltip = arena_str(&r->doc->arena, tooltip);
    at->parent = n;
    return n;
}

static const char *link_target(struct reader *r, const xmlNode *link)
{
    const char *id = attr_r(link, "id"), *anchor = attr(link, "anchor");
    const struct opc_rel *rel = id ? opc_rel_by_id(r->package, r->part, id) : NULL;

    if (rel && rel->external)
        return anchor && *anchor ? arena_printf(&r->doc->arena, "%s#%s", rel->target, anchor) : rel->target;
    return anchor && *anchor ? arena_printf(&r->doc->arena, "#%s", anchor) : NULL;
}

static void read_link(struct reader *r, const xmlNode *link, struct inline_at *at)
{
    struct node *n = field_hides(r) ? NULL : inline_link(r, at, link_target(r, link), attr(link, "tooltip"));

    read_inlines(r, link, at);
    if (!n)
        return;
    inline_flush(r, at);
    fields_leave(r, at, n);
    at->parent = n->parent;
    if (!n->first)
        node_unwrap(n);
}

/* ---- bookmarks ---- */

static void read_bookmark(struct reader *r, const xmlNode *n, struct inline_at *at)
{
    const char *name = attr(n, "name");

    if (!name || !*name || strcmp(name, "_GoBack") == 0) /* where the cursor stood */
        return;
    inline_node(r, at, NODE_BOOKMARK)->as.bookmark.name = arena_str(&r->doc->arena, name);
}

/* ---- the walk ---- */

enum step { STEP_IN, STEP_SKIP, STEP_RUN, STEP_LINK, STEP_FIELD, STEP_BOOKMARK };

static enum step step_of(const xmlNode *n)
{
    static const struct {
        const char *name;
        enum step step;
    } rows[] = {
        {"r", STEP_RUN},           {"hyperlink", STEP_LINK},   {"fldSimple", STEP_FIELD},   {"bookmarkStart", STEP_BOOKMARK},
        {"del", STEP_SKIP},        {"moveFrom", STEP_SKIP},    {"pPr", STEP_SKIP},          {"rPr", STEP_SKIP},
        {"sdtPr", STEP_SKIP},      {"sdtEndPr", STEP_SKIP},    {"smartTagPr", STEP_SKIP},   {"customXmlPr", STEP_SKIP},
        {"fldData", STEP_SKIP},    {"rubyPr", STEP_SKIP},      {"rt", STEP_SKIP},           {"bookmarkEnd", STEP_SKIP},
        {"proofErr", STEP_SKIP},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (is_w(n, rows[i].name))
            return rows[i].step;
    return STEP_IN;
}

void read_inlines(struct reader *r, const xmlNode *holder, struct inline_at *at)
{
    for (const xmlNode *n = first_element(holder); n; n = next_element(n)) {
        if (ns_of(n) == NS_M) {
            if (!field_hides(r))
                read_math(r, n, at);
            continue;
        }
        switch (step_of(n)) {
        case STEP_RUN:
            read_run(r, n, at);
            break;
        case STEP_LINK:
            read_link(r, n, at);
            break;
        case STEP_FIELD:
            field_simple(r, n, at);
            break;
        case STEP_BOOKMARK:
            read_bookmark(r, n, at);
            break;
        case STEP_IN:
            read_inlines(r, n, at);
            break;
        case STEP_SKIP:
            break;
        }
    }
}
