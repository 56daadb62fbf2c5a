/* The file is read as any other, changed object by object, and written anew with what can be reached: pages of artifacts
 * become forms of the pages that they belong to, and what paint made for its own ends is left behind. */
#include "pdf/make.h"

#include "base/diag/pdf.h"
#include "pdf/icc.h"

static struct pdf_obj own_stream(struct pdf_make *m, const struct pdf_obj *dict, struct buf *b)
{
    size_t n = b->n;

    return pdf_stream(m->arena, dict, span_make(arena_buf(m->arena, b), n));
}

struct pdf_obj pdf_make_new(struct pdf_make *m, struct pdf_obj o)
{
    uint32_t num = pdf_update_reserve(m->update);

    pdf_update_put(m->update, num, o);
    return pdf_ref(num, 0);
}

/* ---- pages ---- */

/* The content of a page of artifacts as a form (8.10); its number, 0: there is none. */
static uint32_t make_form(struct pdf_make *m, size_t index)
{
    uint32_t num;
    const struct pdf_obj *page = pdf_page(m->file, index, &num), *ref = pdf_dict_get(page, "Contents");
    const struct pdf_obj *content = pdf_resolve(m->file, ref);
    struct pdf_obj form;

    if (index == 0)
        return 0;
    if (ref->type != PDF_REF || content->type != PDF_STREAM) {
        m->odd = true;
        return 0;
    }
    form = pdf_copy(m->arena, content);
    pdf_dict_set(m->arena, &form, "Type", pdf_name("XObject"));
    pdf_dict_set(m->arena, &form, "Subtype", pdf_name("Form"));
    pdf_dict_set(m->arena, &form, "BBox", *pdf_get(m->file, page, "MediaBox"));
    pdf_dict_set(m->arena, &form, "Resources", *pdf_dict_get(page, "Resources"));
    pdf_update_put(m->update, ref->as.ref.num, form);
    return ref->as.ref.num;
}

/* A piece of content that stands before or behind that of many pages, made at its first use. */
static struct pdf_obj piece(struct pdf_make *m, struct pdf_obj *made, const char *text)
{
    struct pdf_obj dict = pdf_dict();
    struct buf b = {0};

    if (made->type == PDF_NULL) {
        buf_puts(&b, text);
        *made = pdf_make_new(m, own_stream(m, &dict, &b));
    }
    return *made;
}

struct pieces {
    struct pdf_obj below, begin, above; /* references, once made */
};

static void set_layers(struct pdf_make *m, const struct paint_layers *layers, struct pieces *made, struct pdf_obj *page)
{
    const uint32_t below = make_form(m, layers->below), above = make_form(m, layers->above);
    struct pdf_obj contents = pdf_array(), resources, forms;

    if (!below && !above)
        return;
    resources = pdf_copy(m->arena, pdf_get(m->file, page, "Resources"));
    forms = pdf_copy(m->arena, pdf_get(m->file, &resources, "XObject"));
    if (forms.type != PDF_DICT)
        forms = pdf_dict();
    if (below) {
        pdf_dict_set(m->arena, &forms, "Below", pdf_ref(below, 0));
        pdf_array_add(m->arena, &contents, piece(m, &made->below, "/Artifact BMC /Below Do EMC\n"));
    }
    if (above) /* Cairo turns the page upside down and leaves it so */
        pdf_array_add(m->arena, &contents, piece(m, &made->begin, "q\n"));
    pdf_array_add(m->arena, &contents, *pdf_dict_get(page, "Contents"));
    if (above) {
        pdf_dict_set(m->arena, &forms, "Above", pdf_ref(above, 0));
        pdf_array_add(m->arena, &contents, piece(m, &made->above, "\nQ /Artifact BMC /Above Do EMC\n"));
    }
    pdf_dict_set(m->arena, &resources, "XObject", forms);
    pdf_dict_set(m->arena, page, "Resources", resources);
    pdf_dict_set(m->arena, page, "Contents", contents);
}

static void make_pages(struct pdf_make *m)
{
    const struct pdf_obj *root = pdf_get(m->file, pdf_trailer(m->file), "Root"), *tree = pdf_dict_get(root, "Pages");
    struct pdf_obj pages = pdf_copy(m->arena, pdf_resolve(m->file, tree)), kids = pdf_array();
    struct pieces made = {pdf_null, pdf_null, pdf_null};
    const size_t n = m->frames->n_pages ? m->frames->n_pages : pdf_pages(m->file);

    if (pdf_pages(m->file) < n || tree->type != PDF_REF) {
        m->odd = true;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t num;
        struct pdf_obj page = pdf_copy(m->arena, pdf_page(m->file, i, &num));
        pdf_dict_set(m->arena, &page, "Tabs", pdf_name("S"));
        if (i < m->frames->n_pages)
            set_layers(m, &m->plan->layers[i], &made, &page);
        pdf_update_put(m->update, num, page);
        pdf_array_add(m->arena, &kids, pdf_ref(num, 0));
    }
    pdf_dict_set(m->arena, &pages, "Kids", kids);
    pdf_dict_set(m->arena, &pages, "Count", pdf_int((int64_t)n));
    pdf_update_put(m->update, tree->as.ref.num, pages);
}

/* ---- fonts and pictures ---- */

/* Cairo numbers the glyphs of a subset by their characters' codes (19005-2, 6.2.11.3.2); readers are not to smooth pictures (6.2.8). */
static void make_resources(struct pdf_make *m)
{
    for (size_t i = 0; i < pdf_places(m->file); i++) {
        const uint32_t num = pdf_place_at(m->file, i)->num;
        const struct pdf_obj *o = pdf_object(m->file, num), *subtype = pdf_dict_get(o, "Subtype");
        const char *key = NULL;
        struct pdf_obj value = pdf_null, changed;
        if (pdf_is_name(subtype, "CIDFontType2")) {
            key = "CIDToGIDMap";
            value = pdf_name("Identity");
        } else if (pdf_is_name(subtype, "Image") && pdf_dict_get(o, "Interpolate")->type != PDF_NULL) {
            key = "Interpolate";
        }
        if (!key)
            continue;
        changed = pdf_copy(m->arena, o);
        pdf_dict_set(m->arena, &changed, key, value);
        pdf_update_put(m->update, num, changed);
    }
}

/* The programs of fonts that paint made (7.3.8, 9.9). */
static void make_programs(struct pdf_make *m)
{
    for (size_t i = 0; i < m->plan->n_programs; i++) {
        const struct paint_program *p = &m->plan->programs[i];
        struct pdf_obj dict = pdf_dict();

        pdf_dict_set(m->arena, &dict, "Filter", pdf_name("FlateDecode"));
        pdf_dict_set(m->arena, &dict, "Length1", pdf_int((int64_t)p->size));
        pdf_update_put(m->update, p->object, pdf_stream(m->arena, &dict, p->bytes));
    }
}

/* ---- the catalogue ---- */

static struct pdf_obj output_intent(struct pdf_make *m)
{
    struct pdf_obj dict = pdf_dict(), intent = pdf_dict(), all = pdf_array();
    struct buf profile = {0};

    pdf_icc_srgb(&profile);
    pdf_dict_set(m->arena, &dict, "N", pdf_int(3));
    pdf_dict_set(m->arena, &intent, "Type", pdf_name("OutputIntent"));
    pdf_dict_set(m->arena, &intent, "S", pdf_name("GTS_PDFA1"));
    pdf_dict_set(m->arena, &intent, "OutputConditionIdentifier", pdf_string(SPAN("sRGB IEC61966-2.1")));
    pdf_dict_set(m->arena, &intent, "Info", pdf_string(SPAN("sRGB IEC61966-2.1")));
    pdf_dict_set(m->arena, &intent, "RegistryName", pdf_string(SPAN("http://www.color.org")));
    pdf_dict_set(m->arena, &intent, "DestOutputProfile", pdf_make_new(m, own_stream(m, &dict, &profile)));
    pdf_array_add(m->arena, &all, pdf_make_new(m, intent));
    return all;
}

static void make_catalogue(struct pdf_make *m, const struct pdf_claim *claim)
{
    const struct doc_meta *meta = &m->doc->meta;
    const struct pdf_obj *ref = pdf_dict_get(pdf_trailer(m->file), "Root");
    struct pdf_obj root = pdf_copy(m->arena, pdf_resolve(m->file, ref)), dict = pdf_dict(), view = pdf_dict();
    char *producer = pdf_text(m->arena, pdf_get(m->file, pdf_get(m->file, pdf_trailer(m->file), "Info"), "Producer"));
    struct buf xmp = {0};

    pdf_xmp(meta, producer, claim, m->origin, &xmp);
    pdf_dict_set(m->arena, &dict, "Type", pdf_name("Metadata"));
    pdf_dict_set(m->arena, &dict, "Subtype", pdf_name("XML"));
    pdf_dict_set(m->arena, &root, "Metadata", pdf_make_new(m, own_stream(m, &dict, &xmp)));
    pdf_dict_set(m->arena, &root, "OutputIntents", output_intent(m));
    pdf_dict_set(m->arena, &root, "AcroForm", pdf_make_form(m));
    pdf_make_attachments(m, &root);
    if (meta->lang && *meta->lang)
        pdf_dict_set(m->arena, &root, "Lang", pdf_text_string(m->arena, meta->lang));
    if (meta->title && *meta->title) {
        pdf_dict_set(m->arena, &view, "DisplayDocTitle", pdf_bool(true));
        pdf_dict_set(m->arena, &root, "ViewerPreferences", view);
    }
    pdf_update_put(m->update, ref->as.ref.num, root);
    pdf_update_trailer(m->update, "Info", pdf_make_new(m, pdf_info(m->arena, meta, producer)));
}

bool pdf_finish(struct ctx *ctx, const struct doc *doc, const struct frames *f, const struct paint_plan *plan, const struct pdf_origin *origin,
                struct span painted, struct buf *out)
{
    struct arena a = {0};
    struct pdf_make m = {.ctx = ctx, .arena = &a, .doc = doc, .frames = f, .plan = plan, .origin = origin};
    struct pdf_claim claim = pdf_judge(ctx, doc, f, plan);
    bool ok;

    claim.part = origin && origin->n_files ? 3 : 2;
    m.file = pdf_open(ctx, NULL, painted, &a);
    m.update = m.file ? pdf_update_new(m.file) : NULL;
    if (m.update) {
        make_pages(&m);
        make_resources(&m);
        make_programs(&m);
        if (pdf_tree_fits(&m)) {
            pdf_make_tree(&m);
        } else {
            claim.level = claim.level == 'A' ? 'U' : claim.level;
            claim.ua = false;
            diag(ctx, DIAG_PDF_STRUCTURE, (struct pos){0});
        }
        make_catalogue(&m, &claim);
    }
    if (m.odd && !pdf_failed(m.file))
        diag(ctx, DIAG_PDF_UNKNOWN, (struct pos){0});
    ok = m.update && !m.odd && !pdf_failed(m.file);
    if (ok)
        pdf_update_rewrite(m.update, out);
    arena_release(&a);
    return ok;
}
