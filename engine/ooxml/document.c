/* word/document.xml: blocks and paragraphs (ECMA-376-1:2016, 17.2 and 17.3.1).
 *
 * Invariant: a paragraph carries its style's name and only what it changes against that style, and
 * the id of its node as w14:paraId ([MS-DOCX] 2.2.3), by which a clerk's edits find their way back.
 * Where Word needs a paragraph that the tree does not have (after a table at the end of a section
 * or cell, between two tables) stands one of 1 pt with the table's id. */
#include <stdlib.h>

#include "ooxml/writer.h"

static void open_para(struct story *s, uint32_t id)
{
    xml_open(&s->x, "w:p");
    if (!id)
        return;
    struct buf hex = {0};
    buf_printf(&hex, "%08X", (unsigned)id);
    xml_attr(&s->x, "w14:paraId", hex.p);
    xml_attr(&s->x, "w14:textId", "77777777"); /* Word's own value for "no text version yet" */
    buf_release(&hex);
}

/* w:outlineLvl of a paragraph that was read and whose level is not its style's; -1: none. */
static int own_outline(const struct story *s, const struct node *para)
{
    const struct para *p = &para->as.para;
    if (!doc_was_read(s->docx->doc) || p->role != ROLE_HEADING || p->level == p->style->outline)
        return -1;
    return p->level - 1;
}

/* `para` NULL: one that the tree does not have. */
static void write_ppr(struct story *s, const struct node *para, const struct style *style, const struct para_props *own,
                      const struct docx_number *number, const struct node *section)
{
    const struct char_props *mark = para ? para->as.para.mark : NULL;
    int outline = para ? own_outline(s, para) : -1;
    xml_open(&s->x, "w:pPr");
    xml_leaf(&s->x, "w:pStyle", "w:val", style->id);
    if (own || number || s->frame || outline >= 0)
        docx_ppr(&s->x, &style->para, own ? own : &style->para, number, s->frame, outline);
    if (mark && mark->revision) {
        xml_open(&s->x, "w:rPr");
        docx_revision(s, mark->revision);
        xml_close(&s->x);
        docx_rpr_inside(&s->x, NULL, mark, char_diff(&style->chr, mark));
        xml_close(&s->x);
    } else if (mark) {
        docx_rpr(&s->x, NULL, mark, char_diff(&style->chr, mark));
    }
    if (section)
        docx_section(s, section);
    xml_close(&s->x);
}

void docx_empty_para(struct story *s, const struct style *style, const struct para_props *own,
                     uint32_t id, const struct node *section)
{
    open_para(s, id);
    write_ppr(s, NULL, style, own, NULL, section);
    xml_close(&s->x);
}

void docx_spacer(struct story *s, const struct node *after, const struct node *section)
{
    s->docx->spacer_used = true;
    docx_empty_para(s, &s->docx->spacer, NULL, after->id, section);
}

static bool holds_image(const struct node *para)
{
    for (const struct node *n = para->first; n; n = node_next(n, para))
        if (n->type == NODE_IMAGE)
            return true;
    return false;
}

void docx_para(struct story *s, const struct node *para, const struct node *section)
{
    struct para_props grown = *para_props(para);
    const struct para_props *own = para->as.para.own;
    struct docx_number number;
    bool numbered = docx_number(para, &number);
    if (grown.line_rule == LINE_EXACT && holds_image(para)) {
        grown.line_rule = LINE_AT_LEAST; /* Word cuts a picture off at an exact line's height */
        own = &grown;
    }
    open_para(s, para->id);
    write_ppr(s, para, para->as.para.style, own, numbered ? &number : NULL, section);
    if (s->number_due)
        docx_note_number(s);
    s->number_due = false;
    if (!numbered && para->as.para.label && *para->as.para.label)
        docx_label(s, para);
    docx_inlines(s, para, para);
    xml_close(&s->x);
}

/* ---- blocks ---- */

static void para_block(struct story *s, const struct node *n, const struct node *section)
{
    docx_para(s, n, section);
}

static void table_block(struct story *s, const struct node *n, const struct node *section)
{
    const struct node *next = n->next;
    docx_table(s, n);
    if (section || !next || (next->type == NODE_TABLE && !n->as.table.placement && !next->as.table.placement))
        docx_spacer(s, n, section); /* tables in the flow would be one */
}

/* `section`: the section that ends with this block and has another after it, or NULL. */
static const struct block_row {
    void (*write)(struct story *s, const struct node *n, const struct node *section);
} BLOCKS[] = {
    [NODE_PARA] = {para_block},
    [NODE_TABLE] = {table_block},
};
enum { N_BLOCKS = sizeof(BLOCKS) / sizeof(BLOCKS[0]) };

static void write_blocks(struct story *s, const struct node *holder, const struct node *section)
{
    for (const struct node *n = holder->first; n && !s->docx->failed; n = n->next)
        if ((int)n->type < N_BLOCKS && BLOCKS[n->type].write)
            BLOCKS[n->type].write(s, n, n->next ? NULL : section);
    if (!holder->first)
        docx_empty_para(s, s->docx->doc->body, NULL, holder->id, section);
}

/* A frame stands on the page of the paragraph after it, so the section ends with one of its own. */
static void write_last_mark(struct story *s, const struct node *node)
{
    const struct section *section = &node->as.section;
    const struct docx_frame frame = {section->last_mark_top, section->width - section->left - section->right};
    s->frame = &frame;
    write_blocks(s, section->last_mark, NULL);
    s->frame = NULL;
    docx_spacer(s, section->last_mark, node->next ? node : NULL);
}

static void write_section(struct story *s, const struct node *n)
{
    const bool marked = n->as.section.last_mark != NULL;
    write_blocks(s, n, n->next && !marked ? n : NULL);
    if (marked)
        write_last_mark(s, n);
}

void docx_blocks(struct story *s, const struct node *holder)
{
    write_blocks(s, holder, NULL);
}

static bool holds_note(const struct node *top)
{
    for (const struct node *n = top->first; n; n = node_next(n, top))
        if (n->type == NODE_FOOTNOTE)
            return true;
    return false;
}

/* LibreOffice, when it has read footnotes, leaves an empty paragraph of the body's height before a
 * table that begins the text, and none before a paragraph: the spacer costs a point instead. */
static void write_beginning(struct story *s, const struct node *root)
{
    const struct node *section = root->first;
    if (section && section->first && section->first->type == NODE_TABLE && holds_note(root))
        docx_spacer(s, section, NULL);
}

void docx_document(struct docx *w)
{
    struct story s;
    story_begin(&s, w, "w:document");
    s.holds_notes = true;
    docx_rel(w, &s.rels, "styles", "styles.xml", false);
    docx_rel(w, &s.rels, "settings", "settings.xml", false);
    docx_rel(w, &s.rels, "fontTable", "fontTable.xml", false);
    if (w->doc->numberings.n)
        docx_rel(w, &s.rels, "numbering", "numbering.xml", false);
    xml_open(&s.x, "w:body");
    write_beginning(&s, w->doc->root);
    for (const struct node *n = w->doc->root->first; n; n = n->next)
        write_section(&s, n);
    if (w->doc->root->last)
        docx_section(&s, w->doc->root->last);
    xml_close(&s.x);
    story_end(&s);
    if (docx_has_notes(w, false)) {
        docx_rel(w, &s.rels, "footnotes", "footnotes.xml", false);
        docx_notes(w, false);
    }
    if (docx_has_notes(w, true)) {
        docx_rel(w, &s.rels, "endnotes", "endnotes.xml", false);
        docx_notes(w, true);
    }
    w->parts[PART_DOCUMENT].xml = s.out;
    docx_rels(&s.rels, &w->parts[PART_DOCUMENT_RELS].xml);
    free(s.rels.v);
}
