/* Footnotes and endnotes (17.11): found once, each read where it is referred to, so that it stands in the tree at its mark. */
#include "ooxml/walk.h"

#include <stdlib.h>

/* ---- the parts ---- */

static int by_id(const void *a, const void *b)
{
    const struct numbered_note *x = a, *y = b;

    return x->id < y->id ? -1 : x->id > y->id;
}

/* Separators bear ids as well, and a type other than "normal". */
static bool is_note(const xmlNode *n, const char *name, long *id)
{
    const char *type = attr(n, "type");

    return is_w(n, name) && (!type || strcmp(type, "normal") == 0) && to_int(attr(n, "id"), id);
}

static void read_part(struct reader *r, const char *kind, const char *name, struct note_part *out)
{
    const struct opc_rel *rel = opc_rel_by_kind(r->package, r->part, kind);
    const xmlNode *root = reader_root(r, kind);
    size_t n = 0;
    long id;

    for (const xmlNode *c = root ? first_element(root) : NULL; c; c = next_element(c))
        n += is_note(c, name, &id);
    if (n == 0)
        return;
    for (const xmlNode *c = first_element(root); c; c = next_element(c))
        if (is_w(c, name) && attr(c, "type") && strcmp(attr(c, "type"), "separator") == 0)
            out->separator = c;
    out->part = rel->target;
    out->notes = ARENA_NEWS(&r->doc->arena, n, struct numbered_note);
    for (const xmlNode *c = first_element(root); c; c = next_element(c))
        if (is_note(c, name, &id))
            out->notes[out->n++] = (struct numbered_note){id, c};
    qsort(out->notes, out->n, sizeof *out->notes, by_id);
}

void read_notes(struct reader *r)
{
    read_part(r, "footnotes", "footnote", &r->walk->footnotes);
    read_part(r, "endnotes", "endnote", &r->walk->endnotes);
}

/* Whether the rule itself is still in it. */
static bool has_rule(const xmlNode *holder)
{
    for (const xmlNode *n = first_element(holder); n; n = next_element(n))
        if (is_w(n, "separator") || has_rule(n))
            return true;
    return false;
}

void read_separator(struct reader *r)
{
    const struct note_part *notes = &r->walk->footnotes;
    struct node *n;

    if (!notes->separator)
        return;
    n = block_node(r, NODE_CELL, NULL);
    r->walk->in_note = true;
    read_story(r, notes->part, notes->separator, n);
    r->walk->in_note = false;
    r->doc->settings.footnotes.separator = n;
    r->doc->settings.footnotes.ruled = has_rule(notes->separator);
}

static const xmlNode *note_by_id(const struct note_part *part, long id)
{
    const struct numbered_note key = {.id = id};
    const struct numbered_note *found = part->n ? bsearch(&key, part->notes, part->n, sizeof key, by_id) : NULL;

    return found ? found->node : NULL;
}

/* ---- a reference ---- */

bool note_has_mark(const xmlNode *reference)
{
    return to_on(attr(reference, "customMarkFollows"), false);
}

/* What follows a reference with a mark of its own: the rest of its run. */
static const char *own_mark(struct reader *r, const xmlNode *reference)
{
    struct buf b = {0};

    for (const xmlNode *n = next_element(reference); n; n = next_element(n)) {
        xmlChar *text = is_w(n, "t") ? xmlNodeGetContent(n) : NULL;

        if (text)
            buf_puts(&b, (const char *)text);
        else if (is_w(n, "sym"))
            buf_puts(&b, "*");
        xmlFree(text);
    }
    return arena_buf(&r->doc->arena, &b);
}

void read_note(struct reader *r, const xmlNode *reference, bool endnote, const struct look *look, const struct style *style,
               struct inline_at *at)
{
    struct walk *w = r->walk;
    const struct note_part *part = endnote ? &w->endnotes : &w->footnotes;
    const xmlNode *note;
    struct node *n;
    long id;

    if (w->in_note || w->in_margin || !to_int(attr(reference, "id"), &id))
        return;
    note = note_by_id(part, id);
    if (!note)
        return;
    n = inline_node(r, at, NODE_FOOTNOTE);
    n->as.note = (struct note_ref){endnote, note_has_mark(reference) ? own_mark(r, reference) : NULL, style, run_chr(r, look)};
    w->in_note = true;
    read_story(r, part->part, note, n);
    w->in_note = false;
}
