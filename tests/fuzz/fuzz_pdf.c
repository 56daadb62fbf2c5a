/* PDF of hostile bytes: it opens or tells one diagnostic; every object, stream, page and revision can be asked for; what
 * opens and is not repaired takes a revision, after which it opens again with the same objects and those of the revision. */
#include "pdf/update.h"
#include "pdf/write.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void touch_all(struct pdf_file *f)
{
    struct buf out = {0};
    struct span data;

    for (size_t i = 0; i < pdf_places(f); i++) {
        const struct pdf_obj *o = pdf_object(f, pdf_place_at(f, i)->num);
        if (o->type == PDF_STREAM)
            pdf_decode(f, o, &data);
        pdf_text(pdf_arena(f), o);
        pdf_write(&out, o);
    }
    for (size_t i = 0; i < pdf_pages(f) && i < 100; i++) {
        uint32_t num;
        pdf_inherited(f, pdf_page(f, i, &num), "MediaBox");
    }
    buf_release(&out);
}

static void check_revisions(const struct pdf_file *f)
{
    size_t begin = 0;

    for (size_t i = 0; i < pdf_revisions(f); i++) {
        const struct pdf_revision *r = pdf_revision_at(f, i);
        if (r->begin != begin || r->end <= begin || r->end > pdf_bytes(f).n || r->eof > r->end || r->xref >= r->end)
            __builtin_trap();
        begin = r->end;
        for (size_t k = 1; k < r->n_places; k++)
            if (r->places[k].num <= r->places[k - 1].num)
                __builtin_trap();
    }
}

/* What the scalar values of an object are, so that a change of one is seen. */
static void append(struct pdf_file *f)
{
    struct pdf_update *u = pdf_update_new(f);
    struct pdf_obj object = pdf_name("Put Here");
    struct buf out = {0};
    struct pdf_file *again;
    struct ctx ctx;
    uint32_t num;

    if (!u)
        return;
    num = pdf_update_reserve(u);
    pdf_update_put(u, num, object);
    pdf_update_write(u, &out);
    if (memcmp(out.p, pdf_bytes(f).p, pdf_bytes(f).n) != 0)
        __builtin_trap();
    ctx_init(&ctx);
    again = pdf_open(&ctx, "again.pdf", buf_span(&out), pdf_arena(f));
    /* At the bounds one revision or object more is one too many. */
    if (again) {
        if (pdf_revisions(again) != pdf_revisions(f) + 1 || !pdf_is_name(pdf_object(again, num), "Put Here"))
            __builtin_trap();
        for (size_t i = 0; i < pdf_places(f) && i < 200; i++) {
            num = pdf_place_at(f, i)->num;
            if (!pdf_failed(f) && !pdf_failed(again) && !pdf_equal(pdf_object(f, num), pdf_object(again, num), LIMIT_PDF_DEPTH + 1))
                __builtin_trap();
        }
    }
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a = {0};
    struct ctx ctx;
    struct pdf_file *f;

    ctx_init(&ctx);
    f = pdf_open(&ctx, "fuzz.pdf", span_make((const char *)data, size), &a);
    if (f ? ctx.errors != 0 || ctx.warnings != pdf_repaired(f) : ctx.errors != 1)
        __builtin_trap();
    if (f) {
        check_revisions(f);
        touch_all(f);
        if (ctx.errors != pdf_failed(f))
            __builtin_trap();
        if (!pdf_failed(f))
            append(f);
    }
    arena_release(&a);
    return 0;
}
