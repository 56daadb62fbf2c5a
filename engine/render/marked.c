/* A paper with what is other than in an earlier text of it.
 *
 * The earlier text is known by its passages alone, so any source of it will do: the store, what was kept of an issued paper, another file.
 * What went is set as what stands beside it: in its cell, as a row of its table, or as a paragraph; a table that went as a whole becomes a
 * paragraph a row. */
#include "render/marked.h"

#include <stdlib.h>

#include "render/passages.h"
#include "render/source.h"

enum { COLUMNS_MOST = 64 };

struct spot {
    struct node *para;
    const char *place;
};

struct marker {
    struct marking m;
    struct arena arena;
    struct passages after;
    struct spot *spots;     /* of the passages */
    size_t n_spots, cap_spots;
    struct spot *all;       /* empty paragraphs too */
    size_t n_all, cap_all;
    struct node *last;      /* what was put in last, for passage `last_at`; NULL: nothing */
    size_t last_at, count, ids;
    bool moved;
    const vb_passage *row[COLUMNS_MOST]; /* of a row that went, until it is whole */
    size_t n_row, row_at;
};

static void note_node(void *user, const struct node *n, const char *code, const char *text)
{
    struct marker *m = user;
    const struct spot spot = {(struct node *)(uintptr_t)n, arena_str(&m->arena, code)};

    if (!text)
        return;
    MEM_ROOM(m->all, m->n_all, m->cap_all);
    m->all[m->n_all++] = spot;
    if (!*text)
        return;
    MEM_ROOM(m->spots, m->n_spots, m->cap_spots);
    m->spots[m->n_spots++] = spot;
    passages_add(&m->after, code, text);
}

/* ---- places ---- */

static void insert_behind(struct node *above, struct node *n)
{
    if (above->next)
        node_insert_before(above->next, n);
    else
        node_append(above->parent, n);
}

/* The block of a section's text that the node stands in; NULL: it stands in a header or another part beside the text. */
static struct node *flow_block(struct node *n)
{
    while (n && n->parent && n->parent->type != NODE_SECTION)
        n = n->parent;
    return n && n->parent ? n : NULL;
}

static struct node *table_row(struct node *n)
{
    while (n && !(n->type == NODE_ROW && n->parent->as.table.kind == TABLE_DATA))
        n = n->parent;
    return n;
}

static struct node *spot_para(const struct marker *m, size_t i)
{
    return i < m->n_spots ? m->spots[i].para : NULL;
}

static bool is_component(const struct marker *m, size_t i)
{
    return i < m->n_spots && m->spots[i].place[0] == 'K';
}

/* ---- what went ---- */

/* A paragraph with the text, as its neighbour is set. */
static struct node *gone_para(struct marker *m, const struct node *like, const char *text, enum revision r)
{
    const bool plain = !like || like->as.para.role == ROLE_HEADING || like->as.para.role == ROLE_ANNEX || like->as.para.role == ROLE_ANNEX_TITLE;
    struct node *para = node_new(m->m.doc, NODE_PARA, NULL, arena_printf(&m->arena, "da-bo.%zu", ++m->ids), (struct pos){0});

    para->as.para.style = plain ? m->m.doc->body : like->as.para.style;
    para->as.para.own = plain ? NULL : like->as.para.own;
    para->as.para.role = plain ? ROLE_BODY : like->as.para.role;
    para->as.para.level = plain ? 0 : like->as.para.level;
    mark_append(&m->m, para, text, r);
    if (m->m.tracked)
        para->as.para.mark = marked_look(&m->m, mark_props(para), r);
    return para;
}

static const struct node *body_like(const struct node *n)
{
    return n && n->as.para.role == ROLE_BODY && flow_block((struct node *)(uintptr_t)n) == n ? n : NULL;
}

static void put_para(struct marker *m, const char *place, size_t at, const char *text, enum revision r)
{
    struct node *above = at > 0 ? spot_para(m, at - 1) : NULL, *below = spot_para(m, at), *para, *block;
    const struct node *like = body_like(above) ? above : body_like(below);
    const bool component = *place == 'K';

    if (m->last && m->last_at == at) {
        para = gone_para(m, m->last->type == NODE_PARA ? m->last : like, text, r);
        insert_behind(m->last, para);
    } else if (component && at > 0 && is_component(m, at - 1) && above->parent) {
        insert_behind(above, para = gone_para(m, above, text, r));
    } else if (component && is_component(m, at) && below->parent) {
        node_insert_before(below, para = gone_para(m, below, text, r));
    } else if ((block = flow_block(above))) {
        insert_behind(block, para = gone_para(m, like, text, r));
    } else if ((block = flow_block(below))) {
        node_insert_before(block, para = gone_para(m, like, text, r));
    } else {
        node_append(m->m.doc->root->last, para = gone_para(m, NULL, text, r));
    }
    m->last = para;
    m->last_at = at;
}

/* A cell's paragraph, which went from a cell that is there. */
static bool put_in_cell(struct marker *m, const char *place, const char *text, enum revision r)
{
    struct node *para = NULL;

    for (size_t i = 0; i < m->n_all && strstr(place, "/C"); i++)
        if (strcmp(m->all[i].place, place) == 0)
            para = m->all[i].para;
    if (!para || !para->parent)
        return false;
    if (!para->first)
        mark_append(&m->m, para, text, r);
    else
        insert_behind(para, gone_para(m, para, text, r));
    return true;
}

/* A note goes with the paragraph that it was a note to. */
static bool put_note(struct marker *m, size_t at, const char *text, enum revision r)
{
    struct node *para = at > 0 ? spot_para(m, at - 1) : NULL;

    while (para && para->parent && para->parent->type == NODE_FOOTNOTE)
        for (para = para->parent; para && para->type != NODE_PARA;)
            para = para->parent;
    if (!para)
        return false;
    mark_append(&m->m, para, arena_printf(&m->arena, " [%s]", text), r);
    return true;
}

/* ---- rows that went ---- */

static long step_number(const char *place, const char *step)
{
    const char *found = strstr(place, step);

    if (!found && *place == step[1])
        found = place - 1;
    return found ? strtol(found + 2, NULL, 10) : 0;
}

/* The table that the row stood in, and the row that it stands behind, or, with *before, in front of. NULL: it is not there any more. */
static struct node *row_beside(const struct marker *m, const char *place, size_t at, bool *before)
{
    for (int k = 0; k < 2; k++) {
        struct node *para = k == 0 ? (at > 0 ? spot_para(m, at - 1) : NULL) : spot_para(m, at), *row = table_row(para);

        *before = k == 1;
        if (row && step_number(m->spots[k == 0 ? at - 1 : at].place, "/T") == step_number(place, "/T"))
            return row;
    }
    return NULL;
}

/* Cells that reach over the line where a row is put in, below `row` or, with `before`, above it, reach over the new row; true for columns that
 * they cover. */
static void stretch_across(struct node *table, const struct node *row, bool before, bool *covered)
{
    int rows = before ? 0 : 1; /* from the row looked at to the new one */

    for (const struct node *r = row; r->prev; r = r->prev)
        rows++;
    for (struct node *r = table->first; rows > 0; r = r->next, rows--) {
        size_t column = (size_t)r->as.row.skip;

        for (struct node *c = r->first; c; c = c->next) {
            bool over = c->as.cell.row_span > rows;

            for (int i = 0; i < c->as.cell.col_span && column < COLUMNS_MOST; i++, column++)
                covered[column] |= over;
            c->as.cell.row_span += over;
        }
    }
}

static struct node *new_row(struct marker *m, struct node *beside, const bool *covered, enum revision r)
{
    struct doc *doc = m->m.doc;
    struct node *table = beside->parent, *row = node_new(doc, NODE_ROW, NULL, arena_printf(&m->arena, "da-bo.%zu", ++m->ids), (struct pos){0});

    row->as.row = (struct row){.cant_split = true, .revision = r};
    for (size_t column = 0; column < table->as.table.columns; column++) {
        const struct node *like = beside->first;
        size_t at = (size_t)beside->as.row.skip;
        struct node *cell;
        bool any = false;

        if (covered[column])
            continue;
        for (; like && like->next && at + (size_t)like->as.cell.col_span <= column; like = like->next)
            at += (size_t)like->as.cell.col_span;
        cell = node_new(doc, NODE_CELL, row, arena_printf(&m->arena, "da-bo.%zu", ++m->ids), (struct pos){0});
        cell->as.cell = like ? like->as.cell : (struct cell){0};
        cell->as.cell.col_span = cell->as.cell.row_span = 1;
        for (size_t i = 0; i < m->n_row; i++)
            if (step_number(m->row[i]->place, "/C") == (long)column + 1) {
                node_append(cell, gone_para(m, like ? like->first : NULL, m->row[i]->text, r));
                any = true;
            }
        if (!any) {
            struct node *empty = gone_para(m, like ? like->first : NULL, "", r);

            node_append(cell, empty);
        }
    }
    return row;
}

static void flush_row(struct marker *m)
{
    bool covered[COLUMNS_MOST] = {false}, before = false, whole;
    struct node *beside, *table;
    struct buf line = {0};

    if (m->n_row == 0)
        return;
    whole = strstr(m->row[0]->place, "/H/") != NULL;
    beside = whole ? NULL : m->last && m->last_at == m->row_at && m->last->type == NODE_ROW ? m->last : row_beside(m, m->row[0]->place, m->row_at, &before);
    table = beside ? beside->parent : NULL;
    if (table && table->as.table.columns <= COLUMNS_MOST && step_number(m->row[m->n_row - 1]->place, "/C") <= (long)table->as.table.columns) {
        struct node *row;

        stretch_across(table, beside, before, covered);
        row = new_row(m, beside, covered, REVISION_WENT);
        if (before)
            node_insert_before(beside, row);
        else
            insert_behind(beside, row);
        m->last = row;
        m->last_at = m->row_at;
    } else {
        for (size_t i = 0; i < m->n_row; i++)
            buf_printf(&line, "%s%s", i ? " | " : "", m->row[i]->text);
        put_para(m, "", m->row_at, line.p, REVISION_WENT);
    }
    buf_release(&line);
    m->n_row = 0;
}

static void add_to_row(struct marker *m, const struct passage_change *c)
{
    vb_passage *p = ARENA_NEW(&m->arena, vb_passage);
    size_t n = passage_row(c->place);

    *p = (vb_passage){arena_str(&m->arena, c->place), arena_str(&m->arena, c->before)};
    if (m->n_row && (passage_row(m->row[0]->place) != n || strncmp(m->row[0]->place, p->place, n) != 0 || m->n_row == COLUMNS_MOST))
        flush_row(m);
    m->row[m->n_row++] = p;
    m->row_at = c->at;
}

/* ---- changes ---- */

static void mark_change(void *user, const struct passage_change *c)
{
    struct marker *m = user;
    const enum revision came = c->moved ? REVISION_CAME_HERE : REVISION_CAME, went = c->moved ? REVISION_WENT_AWAY : REVISION_WENT;
    struct node *para = c->after ? spot_para(m, c->at) : NULL;

    m->count++;
    m->moved |= c->moved;
    if (!para && c->row) {
        add_to_row(m, c);
        return;
    }
    flush_row(m);
    if (para && c->before) {
        mark_words(&m->m, para, c->before, c->after);
    } else if (para) {
        struct node *row = c->row ? table_row(para) : NULL;

        mark_para(&m->m, para, came);
        if (row)
            row->as.row.revision = came;
    } else if (!put_in_cell(m, c->place, c->before, went) && !(strchr(c->place, 'N') && put_note(m, c->at, c->before, went))) {
        put_para(m, c->place, c->at, c->before, went);
    }
}

/* ---- the legend ---- */

static void put_text(struct marker *m, struct node *para, const char *text, enum revision r)
{
    struct node *n = node_text(m->m.doc, para, arena_str(&m->m.doc->arena, text));
    struct char_props *chr = ARENA_NEW(&m->m.doc->arena, struct char_props);

    *chr = *(r ? marked_look(&m->m, para->as.para.mark, r) : para->as.para.mark);
    chr->revision = REVISION_NONE; /* it is no change itself */
    n->as.text.chr = chr;
}

static void put_legend(struct marker *m, enum lang lang, const char *than)
{
    static const char *const words[][2] = {
        {[LANG_VI] = "So với ", [LANG_EN] = "Compared with "}, {[LANG_VI] = "thêm", [LANG_EN] = "added"},
        {[LANG_VI] = "bỏ", [LANG_EN] = "deleted"},             {[LANG_VI] = "chuyển chỗ", [LANG_EN] = "moved"},
    };
    struct doc *doc = m->m.doc;
    struct section *s = &doc->root->first->as.section;
    struct node **band = s->title_page ? &s->first_header : &s->header, *para;
    struct para_props *own = ARENA_NEW(&doc->arena, struct para_props);
    struct char_props *chr = ARENA_NEW(&doc->arena, struct char_props);

    if (!*band)
        *band = node_new(doc, NODE_CELL, NULL, "chu-giai", (struct pos){0});
    para = node_new(doc, NODE_PARA, *band, "chu-giai.0", (struct pos){0});
    *own = (struct para_props){.line_rule = LINE_MULTIPLE, .line = 1};
    *chr = doc->body->chr;
    chr->size = 9;
    chr->bold = chr->italic = false;
    para->as.para = (struct para){.style = doc->body, .own = own, .role = ROLE_PAGE_NUMBER, .mark = chr};
    if (than)
        put_text(m, para, arena_printf(&m->arena, "%s%s:  ", words[0][lang], than), REVISION_NONE);
    put_text(m, para, words[1][lang], REVISION_CAME);
    put_text(m, para, "  ", REVISION_NONE);
    put_text(m, para, words[2][lang], REVISION_WENT);
    if (m->moved) {
        put_text(m, para, "  ", REVISION_NONE);
        put_text(m, para, words[3][lang], REVISION_CAME_HERE);
    }
}

/* It is not the paper that was asked for a source or is to be signed. */
static void forget_paper(vb_document *d)
{
    memset(d->doc->sign, 0, sizeof d->doc->sign);
    source_free(d->source);
    d->source = NULL;
    frames_free(d->frames);
    d->frames = NULL;
    d->marked = true;
}

bool vb_document_mark(vb_document *d, const vb_passage *before, size_t n, const char *than, bool tracked, size_t *changes)
{
    struct marker m = {.m.tracked = tracked};

    if (!document_tree(d))
        return false;
    m.m.doc = d->doc;
    document_walk(d->doc, note_node, &m);
    passages_compare(before, n, m.after.v, m.after.n, mark_change, &m);
    flush_row(&m);
    forget_paper(d);
    if (!tracked)
        put_legend(&m, d->context->ctx.lang, than);
    *changes = m.count;
    passages_release(&m.after);
    free(m.spots);
    free(m.all);
    arena_release(&m.arena);
    return true;
}
