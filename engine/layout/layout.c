/* The run: every section on new pages, until the page numbers printed in the body are right.
 *
 * A page number inside the text is shaped before its page is known. The first run prints "1"
 * everywhere; when pages turn out to have other numbers the run is made again with these, three
 * times at most. */
#include "layout/layout.h"

#include <stdlib.h>

enum { RUNS = 3 };

void *layout_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return v;
    *cap = *cap ? 2 * *cap : 16;
    void *bigger = arena_array(a, *cap, size);
    if (n)
        memcpy(bigger, v, n * size);
    return bigger;
}

static const struct node *last_block(const struct node *section)
{
    return section->last && section->last->type == NODE_PARA ? section->last : NULL;
}

static void run_sections(struct layout *l)
{
    double after = 0;
    tags_add(l, TAG_DOCUMENT, -1, l->doc->root);
    tags_add(l, TAG_ARTIFACT, -1, NULL);
    for (const struct node *n = l->doc->root->first; n && !l->failed; n = n->next) {
        if (n->type != NODE_SECTION)
            continue;
        flow_section(l, n, after);
        after = last_block(n) ? para_props(last_block(n))->after : 0;
    }
}

static bool fields_agree(const struct layout *l)
{
    for (size_t i = 0; i < l->n_fields; i++)
        if (l->field_printed[i] != l->field_actual[i])
            return false;
    return true;
}

static void run_reset(struct layout *l)
{
    arena_release(&l->scratch);
    frames_free(l->frames);
    l->frames = mem_alloc(sizeof *l->frames);
    l->cap_pages = l->cap_tags = l->cap_headings = 0;
    l->n_notes = l->n_queue = 0;
    l->known_fields = l->n_fields;
    l->n_fields = 0;
    l->page_number = 0;
    l->page = NULL;
    l->header = NULL;
}

struct frames *layout_document(struct ctx *ctx, struct fonts *fonts, const struct doc *doc)
{
    struct layout l = {.ctx = ctx, .fonts = fonts, .doc = doc, .read = doc_was_read(doc)};
    ctx_init(&l.nobody);
    for (int run = 0; run < RUNS && !l.failed; run++) {
        run_reset(&l);
        l.silent = run > 0;
        run_sections(&l);
        if (fields_agree(&l))
            break;
    }
    arena_release(&l.scratch);
    buf_release(&l.text);
    free(l.segments);
    free(l.pieces);
    free(l.lines);
    free(l.notes);
    free(l.queue);
    free(l.field_printed);
    free(l.field_actual);
    if (l.too_many_pages)
        diag(ctx, DIAG_LAYOUT_PAGES, doc->root->pos);
    if (l.failed) {
        frames_free(l.frames);
        return NULL;
    }
    return l.frames;
}

void frames_free(struct frames *f)
{
    if (!f)
        return;
    arena_release(&f->arena);
    free(f);
}
