/* The pages in their order (ISO 32000-1, 7.7.3), found once. A node that was passed is not entered again, so a tree with
 * loops or with one page twice is refused: which page a signature stands on would be anybody's guess. */
#include "base/diag/pdf.h"
#include "pdf/own.h"

#include <stdlib.h>

struct walk {
    struct pdf_file *f;
    uint8_t *seen; /* a number: a bit */
    uint32_t most;
    uint32_t *pages;
    size_t n, cap;
};

static bool enter(struct walk *w, uint32_t num)
{
    uint8_t bit = (uint8_t)(1 << num % 8);

    if (num >= w->most || (w->seen[num / 8] & bit))
        return false;
    w->seen[num / 8] |= bit;
    return true;
}

static void add_page(struct walk *w, uint32_t num)
{
    MEM_ROOM(w->pages, w->n, w->cap);
    w->pages[w->n++] = num;
}

static bool walk_tree(struct walk *w, const struct pdf_obj *ref, int depth)
{
    const struct pdf_obj *node = pdf_resolve(w->f, ref), *kids;

    if (ref->type != PDF_REF || node->type != PDF_DICT || depth >= LIMIT_PDF_DEPTH || !enter(w, ref->as.ref.num))
        return false;
    kids = pdf_get(w->f, node, "Kids");
    if (kids->type != PDF_ARRAY) {
        add_page(w, ref->as.ref.num);
        return true;
    }
    for (size_t i = 0; i < kids->as.array.n; i++)
        if (!walk_tree(w, &kids->as.array.v[i], depth + 1))
            return false;
    return true;
}

static void find_pages(struct pdf_file *f)
{
    const struct pdf_obj *root = pdf_get(f, f->trailer, "Root");
    struct walk w = {.f = f, .most = pdf_size(f)};

    if (f->pages_known)
        return;
    f->pages_known = true;
    w.seen = mem_alloc(w.most / 8 + 1);
    if (!walk_tree(&w, pdf_dict_get(root, "Pages"), 0)) {
        pdf_fail(f, DIAG_PDF_PAGES, pdf_offset(f, pdf_get(f, root, "Pages")), NULL);
        w.n = 0;
    }
    if (w.n) {
        f->pages = ARENA_NEWS(f->arena, w.n, uint32_t);
        memcpy(f->pages, w.pages, w.n * sizeof *w.pages);
        f->n_pages = w.n;
    }
    free(w.pages);
    free(w.seen);
}

size_t pdf_pages(struct pdf_file *f)
{
    find_pages(f);
    return f->n_pages;
}

const struct pdf_obj *pdf_page(struct pdf_file *f, size_t index, uint32_t *num)
{
    find_pages(f);
    if (index >= f->n_pages)
        return &pdf_null;
    *num = f->pages[index];
    return pdf_object(f, *num);
}

const struct pdf_obj *pdf_inherited(struct pdf_file *f, const struct pdf_obj *page, const char *key)
{
    for (int depth = 0; depth < LIMIT_PDF_DEPTH && page->type == PDF_DICT; depth++) {
        const struct pdf_obj *v = pdf_get(f, page, key);
        if (v->type != PDF_NULL)
            return v;
        page = pdf_get(f, page, "Parent");
    }
    return &pdf_null;
}
