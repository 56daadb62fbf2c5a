/* Footnotes and endnotes (ECMA-376-1:2016, 17.11): marks in the document, texts in parts of their own.
 *
 * The tree holds a note where it is referred to; the document's writer queues it and leaves a mark,
 * the part is written when the document is done. Ids -1 and 0 are the separators, as in Word. */
#include "base/diag/ooxml.h"
#include "ooxml/writer.h"

#define TYPE_WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."

static const struct kind {
    const char *root, *note, *reference, *number, *part, *type;
} KINDS[] = {
    {"w:footnotes", "w:footnote", "w:footnoteReference", "w:footnoteRef", "footnotes.xml", TYPE_WORD "footnotes+xml"},
    {"w:endnotes", "w:endnote", "w:endnoteReference", "w:endnoteRef", "endnotes.xml", TYPE_WORD "endnotes+xml"},
};

static void mark_style(struct story *s)
{
    xml_open(&s->x, "w:rPr");
    xml_leaf(&s->x, "w:rStyle", "w:val", s->docx->note_mark.id);
    xml_close(&s->x);
}

void docx_note_mark(struct story *s, const struct node *para, const struct node *note)
{
    struct docx *w = s->docx;
    const struct note_ref *ref = &note->as.note;
    if (!s->holds_notes) {
        docx_fail(w, DIAG_DOCX_NOTE, note, NULL);
        return;
    }
    MEM_ROOM(w->notes, w->n_notes, w->cap_notes);
    w->notes[w->n_notes++] = note;
    xml_open(&s->x, "w:r");
    if (doc_was_read(w->doc))
        docx_run_props(s, para, ref->style, ref->chr);
    else
        mark_style(s);
    xml_open(&s->x, KINDS[ref->endnote].reference);
    if (ref->mark)
        xml_attr(&s->x, "w:customMarkFollows", "1");
    xml_attr_int(&s->x, "w:id", (long)w->n_notes);
    xml_close(&s->x);
    if (ref->mark)
        docx_run_text(s, ref->mark);
    xml_close(&s->x);
}

/* The rule between text and notes, and the one before a note's continuation. */
static void write_separator(struct story *s, const struct kind *kind, long id, const char *type, const char *rule)
{
    xml_open(&s->x, kind->note);
    xml_attr(&s->x, "w:type", type);
    xml_attr_int(&s->x, "w:id", id);
    xml_open(&s->x, "w:p");
    if (para_differs(&s->docx->doc->body->para, &DOCX_PLAIN_PARA)) {
        xml_open(&s->x, "w:pPr");
        docx_ppr(&s->x, &s->docx->doc->body->para, &DOCX_PLAIN_PARA, NULL, NULL, -1);
        xml_close(&s->x);
    }
    xml_open(&s->x, "w:r");
    xml_leaf(&s->x, rule, NULL, NULL);
    xml_close(&s->x);
    xml_close(&s->x);
    xml_close(&s->x);
}

void docx_note_number(struct story *s)
{
    xml_open(&s->x, "w:r");
    mark_style(s);
    xml_leaf(&s->x, "w:footnoteRef", NULL, NULL);
    xml_close(&s->x);
    xml_open(&s->x, "w:r");
    docx_run_text(s, " ");
    xml_close(&s->x);
}

bool docx_has_notes(const struct docx *w, bool endnotes)
{
    for (size_t i = 0; i < w->n_notes; i++)
        if (w->notes[i]->as.note.endnote == endnotes)
            return true;
    return false;
}

/* A note that was read brings its number, or a mark of its own, in its text. */
static bool has_number(const struct node *note)
{
    if (note->as.note.mark)
        return true;
    for (const struct node *n = node_next(note, note); n; n = node_next(n, note))
        if (n->type == NODE_NOTE_MARK)
            return true;
    return false;
}

void docx_notes(struct docx *w, bool endnotes)
{
    const struct kind *kind = &KINDS[endnotes];
    struct story s;
    story_begin(&s, w, kind->root);
    write_separator(&s, kind, -1, "separator", "w:separator");
    write_separator(&s, kind, 0, "continuationSeparator", "w:continuationSeparator");
    for (size_t i = 0; i < w->n_notes && !w->failed; i++) {
        if (w->notes[i]->as.note.endnote != endnotes)
            continue;
        xml_open(&s.x, kind->note);
        xml_attr_int(&s.x, "w:id", (long)i + 1);
        s.number_due = !has_number(w->notes[i]);
        s.note = w->notes[i];
        docx_blocks(&s, w->notes[i]);
        xml_close(&s.x);
    }
    story_end(&s);
    story_add(&s, kind->part, kind->type);
}
