/* The run: every section on new pages, until the page numbers printed in the body are right.
 *
 * A page number inside the text is shaped before its page is known. The first run prints "1"
 * everywhere; when pages turn out to have other numbers the run is made again with these, three
 * times at most. */
#include "layout/layout.h"

#include "base/diag/layout.h"

#include <stdlib.h>

enum { RUNS = 3 };

void *layout_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return v;
    *cap = *cap ? 2 * *cap : 4;
    void *bigger = arena_array(a, *cap, size);
    if (n)
        memcpy(bigger, v, n * size);
    return bigger;
}

static void run_sections(struct layout *l)
{
    double after = 0;
    tags_add(l, TAG_DOCUMENT, -1, l->doc->root);
    tags_add(l, TAG_ARTIFACT, -1, NULL);
    for (const struct node *n = l->doc->root->first; n && !l->failed; n = n->next)
        if (n->type == NODE_SECTION)
            after = flow_section(l, n, after);
    if (!l->failed)
        pages_finish(l);
}

/* Numbers that are known now that all pages are. */
static bool fields_agree(struct layout *l)
{
    bool agree = true;
    for (size_t i = 0; i < l->n_fields; i++) {
        struct field_box *f = &l->fields[i];
        if (f->of == FIELD_OF_PAGES)
            f->actual = (int)l->total_pages;
        else if (f->of == FIELD_OF_SECTION_PAGES)
            f->actual = l->section_pages[f->section];
        agree = agree && f->printed == f->actual;
    }
    return agree;
}

static void run_reset(struct layout *l)
{
    arena_release(&l->scratch);
    frames_free(l->frames);
    l->frames = mem_alloc(sizeof *l->frames);
    l->cap_pages = l->cap_tags = l->cap_headings = l->cap_grids = 0;
    l->cap_plans = l->cap_obstacles = l->cap_layers = 0;
    l->plans = NULL;
    l->window = NULL;
    l->cap_window = 0;
    l->obstacles = NULL;
    l->layers = NULL;
    l->n_obstacles = l->n_layers = l->n_floating = 0;
    l->separator = (struct stack){0};
    l->drawn = NULL;
    l->drawn_parts = 0;
    l->n_notes = l->n_queue = l->ended_notes = 0;
    l->note_counts[0] = l->note_counts[1] = 0;
    l->known_fields = l->n_fields;
    l->n_fields = 0;
    l->n_sections = 0;
    l->page_number = 0;
    l->line_number = 0;
    l->lines_begun = false;
    l->page = NULL;
    l->ended = (struct columns_end){0};
    l->header = l->footer = l->high = NULL;
}

static size_t count_sections(const struct doc *doc)
{
    size_t n = 0;
    for (const struct node *s = doc->root->first; s; s = s->next)
        n += s->type == NODE_SECTION;
    return n;
}

struct frames *layout_document(struct ctx *ctx, struct fonts *fonts, const struct doc *doc)
{
    struct layout l = {.ctx = ctx, .fonts = fonts, .doc = doc, .read = doc_was_read(doc)};
    const size_t sections = count_sections(doc) + 1;
    ctx_init(&l.nobody);
    l.section_pages = mem_alloc(sections * sizeof *l.section_pages);
    l.section_counts = mem_alloc(sections * sizeof *l.section_counts);
    for (int run = 0; run < RUNS && !l.failed; run++) {
        run_reset(&l);
        memset(l.section_counts, 0, sections * sizeof *l.section_counts);
        l.silent = run > 0;
        run_sections(&l);
        if (fields_agree(&l))
            break;
    }
    if (!l.failed) {
        widgets_place(&l);
        columns_tell(l.frames);
    }
    arena_release(&l.scratch);
    buf_release(&l.text);
    free(l.segments);
    free(l.pieces);
    free(l.lines);
    free(l.notes);
    free(l.queue);
    free(l.fields);
    free(l.section_pages);
    free(l.section_counts);
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
    free(f->tags);
    arena_release(&f->arena);
    free(f);
}
