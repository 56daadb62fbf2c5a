/* Blocks: paragraphs and tables of a story, in the order of the file.
 *
 * A paragraph whose mark was deleted goes on in the next one, which gives it its look (17.13.5.15). Paragraphs in the same frame
 * become one shape, anchored in the paragraph that follows them. */
#include "base/diag/ooxml.h"
#include "ooxml/walk.h"

#include <stdlib.h>

#include "ooxml/read.h"

/* ---- places ---- */

/* "header1" of "word/header1.xml". */
static const char *story_name(struct reader *r, const char *part)
{
    const char *slash = strrchr(part, '/'), *name = slash ? slash + 1 : part, *dot = strrchr(name, '.');

    return arena_span(&r->doc->arena, span_make(name, dot ? (size_t)(dot - name) : strlen(name)));
}

struct node *block_node(struct reader *r, enum node_type type, struct node *parent)
{
    struct arena a = {0};
    struct node *n = node_new(r->doc, type, parent, arena_printf(&a, "%s.%u", r->walk->story, ++r->walk->blocks), pos_file(r->file));

    arena_release(&a);
    return n;
}

/* ---- a flow of blocks ---- */

struct flow {
    struct node *parent; /* a section: the one under way */
    const struct cell_text *cell;
    const xmlNode **joined; /* paragraphs that go on in the next one */
    size_t n_joined, cap_joined;
    const xmlNode *frame; /* of the shape under way */
    struct node *shape;
    struct node **waiting; /* shapes without an anchor yet */
    size_t n_waiting, cap_waiting;
    struct node *last;     /* paragraph put */
    unsigned spaces;       /* of it that are automatic */
};

static bool mark_deleted(const xmlNode *p)
{
    const xmlNode *rpr = child_w(child_w(p, "pPr"), "rPr");

    return (child_w(rpr, "del") || child_w(rpr, "moveFrom")) && !child_w(child_w(p, "pPr"), "sectPr");
}

static void take_bookmarks(struct reader *r, struct inline_at *at)
{
    struct walk *w = r->walk;

    for (size_t i = 0; i < w->n_bookmarks; i++)
        inline_node(r, at, NODE_BOOKMARK)->as.bookmark.name = w->bookmarks[i];
    w->n_bookmarks = 0;
}

/* A paragraph of hidden text and a hidden mark takes no line. */
static bool is_hidden(const struct node *para)
{
    return !para->first && !para->as.para.label && mark_props(para)->hidden;
}

static void node_remove(struct node *n)
{
    *(n->prev ? &n->prev->next : &n->parent->first) = n->next;
    *(n->next ? &n->next->prev : &n->parent->last) = n->prev;
}

/* ---- automatic spaces (17.3.1.33), as of HTML ---- */

static void drop_spaces(struct reader *r, struct node *para, unsigned which)
{
    struct para_props p;

    if (!which)
        return;
    p = *para_props(para);
    p.before = which & SPACE_BEFORE ? 0 : p.before;
    p.after = which & SPACE_AFTER ? 0 : p.after;
    para->as.para.own = intern_para(r, &p);
}

/* At the top of the document, a cell or a text box, and between items of a list there is none. */
static void settle_spaces(struct reader *r, struct flow *f, struct node *node, unsigned spaces)
{
    const struct numbering *list = node->as.para.numbering;
    const struct node *parent = node->parent;

    if (list && f->last && f->last == node->prev && f->last->as.para.numbering == list) {
        drop_spaces(r, f->last, f->spaces & SPACE_AFTER);
        drop_spaces(r, node, spaces & SPACE_BEFORE);
    }
    if (!node->prev && parent && (parent->type != NODE_SECTION || !parent->prev))
        drop_spaces(r, node, spaces & SPACE_BEFORE);
    f->last = node;
    f->spaces = spaces;
}

/* The paragraph with what was joined to it and what is anchored in it. `p` NULL: one that is not in the file. */
static struct node *put_para(struct reader *r, struct flow *f, const xmlNode *p, struct node *parent)
{
    struct node *node = block_node(r, NODE_PARA, parent);
    const xmlNode *ppr = child_w(p, "pPr");
    struct inline_at at = {0};

    inline_begin(&at, node);
    settle_spaces(r, f, node, read_para(r, ppr, f->cell, node, &at.look));
    if (parent != f->shape) {
        for (size_t i = 0; i < f->n_waiting; i++)
            node_append(node, f->waiting[i]);
        f->n_waiting = 0;
    }
    take_bookmarks(r, &at);
    for (size_t i = 0; i < f->n_joined; i++)
        read_inlines(r, f->joined[i], &at);
    f->n_joined = 0;
    if (p)
        read_inlines(r, p, &at);
    inline_end(r, &at);
    return node;
}

/* What is joined to nothing, since a table or the end follows. */
static void end_joined(struct reader *r, struct flow *f)
{
    const xmlNode *last;
    struct node *node;

    if (f->n_joined == 0)
        return;
    last = f->joined[--f->n_joined];
    node = put_para(r, f, last, f->parent);
    if (!node->first && node->prev)
        node_remove(node);
}

/* Frames that no paragraph follows are plain text. */
static void end_frames(struct flow *f)
{
    for (size_t i = 0; i < f->n_waiting; i++) {
        for (struct node *c = f->waiting[i]->first, *next; c; c = next) {
            next = c->next;
            node_append(f->parent, c);
        }
    }
    f->n_waiting = 0;
    f->shape = NULL;
    f->frame = NULL;
}

static struct node *frame_parent(struct reader *r, struct flow *f, const xmlNode *frame, const xmlNode *p)
{
    if (f->shape && frame_same(f->frame, frame))
        return f->shape;
    f->shape = frame_shape(r, frame, p);
    f->frame = frame;
    MEM_ROOM(f->waiting, f->n_waiting, f->cap_waiting);
    f->waiting[f->n_waiting++] = f->shape;
    return f->shape;
}

/* A frame without a width is about as wide as its text: what stands in the middle or at the right does so by its text. */
static void align_with_frame(struct reader *r, struct node *para, const xmlNode *frame, const struct node *shape)
{
    const enum place_align at = shape->as.shape.placement->align_x;
    struct para_props own = *para_props(para);

    if (attr(frame, "w") || own.align != ALIGN_LEFT || (at != PLACE_CENTER && at != PLACE_END))
        return;
    own.align = at == PLACE_CENTER ? ALIGN_CENTER : ALIGN_RIGHT;
    para->as.para.own = intern_para(r, &own);
}

static void flow_para(struct reader *r, struct flow *f, const xmlNode *p)
{
    const xmlNode *frame = frame_of(r, p);
    struct node *node;

    if (mark_deleted(p) && f->n_joined < JOINED_MOST) {
        MEM_ROOM(f->joined, f->n_joined, f->cap_joined);
        f->joined[f->n_joined++] = p;
        return;
    }
    if (frame) {
        node = put_para(r, f, p, frame_parent(r, f, frame, p));
        align_with_frame(r, node, frame, f->shape);
        return;
    }
    f->shape = NULL;
    node = put_para(r, f, p, f->parent);
    if (f->parent->type == NODE_SECTION && child_w(child_w(p, "pPr"), "sectPr"))
        f->parent = next_section(r);
    else if (is_hidden(node))
        node_remove(node);
}

/* An equation or a run that stands outside of paragraphs. */
static void flow_loose(struct reader *r, struct flow *f, const xmlNode *n)
{
    struct node *node = put_para(r, f, NULL, f->parent);
    struct inline_at at = {0};

    inline_begin(&at, node);
    read_para(r, NULL, f->cell, node, &at.look);
    if (is_w(n, "r"))
        read_run(r, n, &at);
    else
        read_math(r, n, &at);
    inline_end(r, &at);
}

static void flow_blocks(struct reader *r, struct flow *f, const xmlNode *holder);

static void flow_table(struct reader *r, struct flow *f, const xmlNode *tbl)
{
    end_joined(r, f);
    f->shape = NULL;
    if (r->depth < BLOCKS_NESTED) {
        read_table(r, tbl, f->parent);
        return;
    }
    tell_once(r, DIAG_DOCX_DEEP, "w:tbl");
    flow_blocks(r, f, tbl);
}

static void keep_bookmark(struct reader *r, const xmlNode *n)
{
    struct walk *w = r->walk;
    const char *name = attr(n, "name");

    if (!name || !*name || strcmp(name, "_GoBack") == 0)
        return;
    MEM_ROOM(w->bookmarks, w->n_bookmarks, w->cap_bookmarks);
    w->bookmarks[w->n_bookmarks++] = arena_str(&r->doc->arena, name);
}

static bool is_dropped(const xmlNode *n)
{
    static const char *const names[] = {"sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "del",
                                        "moveFrom", "tblPrEx", "pPr", "rPr"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (is_w(n, names[i]))
            return true;
    return false;
}

static void flow_blocks(struct reader *r, struct flow *f, const xmlNode *holder)
{
    for (const xmlNode *n = first_element(holder); n; n = next_element(n)) {
        if (is_w(n, "p"))
            flow_para(r, f, n);
        else if (is_w(n, "tbl"))
            flow_table(r, f, n);
        else if (is_w(n, "bookmarkStart"))
            keep_bookmark(r, n);
        else if (is_w(n, "altChunk") || is_w(n, "subDoc"))
            tell_once(r, DIAG_DOCX_CHUNK, attr_r(n, "id"));
        else if (is(n, NS_M, "oMathPara") || is(n, NS_M, "oMath") || is_w(n, "r"))
            flow_loose(r, f, n);
        else if (!is_dropped(n))
            flow_blocks(r, f, n);
    }
}

static void read_flow(struct reader *r, const xmlNode *holder, const struct cell_text *cell, struct node *parent)
{
    struct walk *w = r->walk;
    struct flow f = {.parent = parent, .cell = cell};
    int first = w->first_field, deeper = w->deeper_fields;

    w->first_field = w->n_fields;
    w->deeper_fields = 0;
    r->depth++;
    flow_blocks(r, &f, holder);
    end_joined(r, &f);
    end_frames(&f);
    if (!f.parent->first || (parent->type == NODE_CELL && f.parent->last->type != NODE_PARA))
        put_para(r, &f, NULL, f.parent);
    if (cell && f.last == parent->last)
        drop_spaces(r, f.last, f.spaces & SPACE_AFTER);
    r->depth--;
    fields_drop(r, w->first_field);
    w->first_field = first;
    w->deeper_fields = deeper;
    free(f.joined);
    free(f.waiting);
}

void read_blocks(struct reader *r, const xmlNode *holder, const struct cell_text *cell, struct node *parent)
{
    read_flow(r, holder, cell, parent);
}

void read_story(struct reader *r, const char *part, const xmlNode *holder, struct node *to)
{
    const char *part_before = r->part, *story_before = r->walk->story;

    r->part = part;
    r->walk->story = story_name(r, part);
    read_flow(r, holder, NULL, to);
    r->part = part_before;
    r->walk->story = story_before;
}
