/* The whole document: what says how it looks first, then the body, section by section. */
#include "base/diag/ooxml.h"
#include "ooxml/read.h"

#include <stdlib.h>

#include "ooxml/walk.h"

/* Of the settings what concerns every section. */
static void read_sections_settings(struct reader *r)
{
    const xmlNode *root = reader_root(r, "settings");
    const char *where = child_val(child_w(root, "endnotePr"), "pos");

    r->walk->mirrored = child_on(root, "mirrorMargins") > 0;
    r->walk->edge_below_header = child_on(root, "bordersDoNotSurroundHeader") > 0;
    r->walk->edge_above_footer = child_on(root, "bordersDoNotSurroundFooter") > 0;
    r->walk->gutter_at_top = child_on(root, "gutterAtTop") > 0;
    r->walk->endnotes_by_section = where && strcmp(where, "sectEnd") == 0;
}

static void read_document(struct reader *r, const xmlNode *body)
{
    find_sections(r, body);
    read_story(r, r->part, body, next_section(r));
    for (struct node *s = r->doc->root->first, *next; s; s = next) {
        next = s->next;
        if (s->first || (!s->prev && !next))
            continue;
        if (s->prev) /* an empty one comes of properties at the very end */
            s->prev->next = next;
        else
            r->doc->root->first = next;
        *(next ? &next->prev : &r->doc->root->last) = s->prev;
    }
}

static void walk_release(struct walk *w)
{
    free(w->sections);
    free(w->margins);
    free(w->bookmarks);
}

struct doc *docx_read(struct ctx *ctx, struct package *p)
{
    struct walk *walk = mem_alloc(sizeof *walk);
    struct reader *r = mem_alloc(sizeof *r);
    struct doc *doc = doc_new();
    const xmlNode *body;
    xmlDoc *main;
    int before = ctx->errors;

    *r = (struct reader){.ctx = ctx, .package = p, .doc = doc, .file = package_name(p), .part = opc_main(p), .walk = walk};
    walk->story = "document";
    doc->root = node_new(doc, NODE_DOCUMENT, NULL, "document", pos_file(r->file));
    main = reader_xml(r, r->part);
    body = main ? child_w(xmlDocGetRootElement(main), "body") : NULL;
    if (main && !body)
        diag(ctx, DIAG_DOCX_NO_BODY, pos_file(r->file), r->part);
    if (body) {
        read_settings(r);
        read_styles(r);
        read_numbering(r);
        read_meta(r);
        read_sections_settings(r);
        read_notes(r);
        read_document(r, body);
        read_separator(r);
        doc_recode(doc);
    }
    walk_release(walk);
    free(walk);
    free(r);
    if (body && ctx->errors == before)
        return doc;
    doc_free(doc);
    return NULL;
}
