/* A field that is seen stands upright on the page as the reader shows it, whatever /Rotate and /CropBox say (ISO 32000-1, 7.7.3.3, 14.11.2), and has an
 * element Form of its own in a tagged file (14.7.4.3, 14.8.4.5; ISO 14289-1, 7.18.4). */
#include "sign/new_field.h"

#include "base/diag/sign.h"
#include "sign/held.h"
#include "sign/show.h"

enum { LIMIT_PARENT_KEYS = 1 << 20, LIMIT_PARENT_DEPTH = 32, SHOWN_LOCKED = 132 /* /F: printed, locked */ };

static const double POINTS_A_MM = 72 / 25.4, EDGE = 0.5; /* pt that a measured rectangle may reach over the edge */

struct box {
    double left, bottom, right, top;
};

/* An inherited rectangle of the page, its corners in order. false: there is none. */
static bool read_box(struct pdf_file *f, const struct pdf_obj *page, const char *key, struct box *out)
{
    const struct pdf_obj *rect = pdf_resolve(f, pdf_inherited(f, page, key));
    double v[4];

    for (size_t i = 0; i < 4; i++)
        if (rect->type != PDF_ARRAY || rect->as.array.n != 4 || !pdf_number(pdf_at(f, rect, i), &v[i]))
            return false;
    *out = (struct box){v[0] < v[2] ? v[0] : v[2], v[1] < v[3] ? v[1] : v[3], v[0] < v[2] ? v[2] : v[0], v[1] < v[3] ? v[3] : v[1]};
    return out->left < out->right && out->bottom < out->top;
}

/* What of the page is shown, and how far it is turned clockwise. */
static struct box shown_box(struct pdf_file *f, const struct pdf_obj *page, int *turned)
{
    const struct pdf_obj *rotate = pdf_resolve(f, pdf_inherited(f, page, "Rotate"));
    struct box media = {0, 0, 612, 792}, crop;

    read_box(f, page, "MediaBox", &media);
    *turned = rotate->type == PDF_INT && rotate->as.integer % 90 == 0 ? (int)((rotate->as.integer % 360 + 360) % 360) : 0;
    if (!read_box(f, page, "CropBox", &crop))
        return media;
    crop.left = crop.left > media.left ? crop.left : media.left;
    crop.bottom = crop.bottom > media.bottom ? crop.bottom : media.bottom;
    crop.right = crop.right < media.right ? crop.right : media.right;
    crop.top = crop.top < media.top ? crop.top : media.top;
    return crop.left < crop.right && crop.bottom < crop.top ? crop : media;
}

/* From the shown page to the page's own space. */
static struct box place_in(struct box b, int turned, const struct pades_place *at)
{
    const double x = at->x, y = at->y, w = at->width, h = at->height;

    switch (turned) {
    case 90: return (struct box){b.left + y, b.bottom + x, b.left + y + h, b.bottom + x + w};
    case 180: return (struct box){b.right - x - w, b.bottom + y, b.right - x, b.bottom + y + h};
    case 270: return (struct box){b.right - y - h, b.top - x - w, b.right - y, b.top - x};
    default: return (struct box){b.left + x, b.top - y - h, b.left + x + w, b.top - y};
    }
}

static const char *millimetres(struct arena *a, double points)
{
    struct buf b = {0};

    buf_number(&b, points / POINTS_A_MM, 1);
    return arena_buf(a, &b);
}

/* Where the field stands; *turned is that of its page. false: reported. */
static bool find_place(struct pdf_file *f, const char *file, const struct pades_place *at, const struct pdf_obj *page, struct box *out, int *turned)
{
    struct arena *a = pdf_arena(f);
    const struct pdf_obj *unit = pdf_get(f, page, "UserUnit");
    const struct box shown = shown_box(f, page, turned);
    const bool sideways = *turned % 180 != 0;
    double scale, width = sideways ? shown.top - shown.bottom : shown.right - shown.left, height = sideways ? shown.right - shown.left : shown.top - shown.bottom;

    if (!pdf_number(unit, &scale) || scale <= 0)
        scale = 1;
    struct pades_place own = {at->page, at->x / scale, at->y / scale, at->width / scale, at->height / scale};
    if (at->x < 0)
        own.x += width - own.width;
    if (own.x < -EDGE || own.x + own.width > width + EDGE || own.y + own.height > height + EDGE) {
        diag(pdf_ctx(f), DIAG_SIGN_AT_OFF, pos_file(file), arena_printf(a, "%zu", at->page + 1), millimetres(a, width * scale), millimetres(a, height * scale));
        return false;
    }
    *out = place_in(shown, *turned, &own);
    return true;
}

/* The greatest key of a number tree, which may be broken: a bounded search. */
static void look_for_keys(struct pdf_file *f, const struct pdf_obj *node, int depth, size_t *left, int64_t *greatest)
{
    const struct pdf_obj *nums = pdf_get(f, node, "Nums"), *kids = pdf_get(f, node, "Kids");

    for (size_t i = 0; nums->type == PDF_ARRAY && i + 1 < nums->as.array.n && *left > 0; i += 2, (*left)--) {
        const struct pdf_obj *key = pdf_at(f, nums, i);
        if (key->type == PDF_INT && key->as.integer > *greatest)
            *greatest = key->as.integer;
    }
    for (size_t i = 0; kids->type == PDF_ARRAY && depth > 0 && i < kids->as.array.n && *left > 0; i++, (*left)--)
        look_for_keys(f, pdf_at(f, kids, i), depth - 1, left, greatest);
}

/* Says in the parent tree that `key` belongs to an element: behind all others, so at the end. */
static void add_parent(struct pdf_update *u, struct pdf_file *f, struct pdf_obj *root, int64_t key, uint32_t element)
{
    struct arena *a = pdf_arena(f);
    struct held tree = held_take(u, f, root, "ParentTree", false);
    struct pdf_obj limits = pdf_array(), nums = pdf_array(), leaf = pdf_dict();

    if (pdf_get(f, &tree.copy, "Kids")->type == PDF_ARRAY) {
        struct held kids = held_take(u, f, &tree.copy, "Kids", true);
        const uint32_t num = pdf_update_reserve(u);
        pdf_array_add(a, &limits, pdf_int(key));
        pdf_array_add(a, &limits, pdf_int(key));
        pdf_array_add(a, &nums, pdf_int(key));
        pdf_array_add(a, &nums, pdf_ref(element, 0));
        pdf_dict_set(a, &leaf, "Limits", limits);
        pdf_dict_set(a, &leaf, "Nums", nums);
        pdf_update_put(u, num, leaf);
        pdf_array_add(a, &kids.copy, pdf_ref(num, 0));
        held_put(u, f, &tree.copy, "Kids", &kids);
    } else {
        struct held all = held_take(u, f, &tree.copy, "Nums", true);
        pdf_array_add(a, &all.copy, pdf_int(key));
        pdf_array_add(a, &all.copy, pdf_ref(element, 0));
        held_put(u, f, &tree.copy, "Nums", &all);
    }
    held_put(u, f, root, "ParentTree", &tree);
    pdf_dict_set(a, root, "ParentTreeNextKey", pdf_int(key + 1));
}

/* One more kid of a structure element or of the root: /K is absent, one kid, or an array. */
static void add_kid(struct pdf_update *u, struct pdf_file *f, struct pdf_obj *element, uint32_t kid)
{
    struct arena *a = pdf_arena(f);
    const struct pdf_obj *old = pdf_dict_get(element, "K");

    if (old->type == PDF_NULL || pdf_resolve(f, old)->type == PDF_ARRAY) {
        struct held kids = held_take(u, f, element, "K", true);
        pdf_array_add(a, &kids.copy, pdf_ref(kid, 0));
        held_put(u, f, element, "K", &kids);
        return;
    }
    struct pdf_obj kids = pdf_array();
    pdf_array_add(a, &kids, *old);
    pdf_array_add(a, &kids, pdf_ref(kid, 0));
    pdf_dict_set(a, element, "K", kids);
}

/* The one element below the root, usually Document; 0: there is none or there are several. */
static uint32_t find_document(struct pdf_file *f, const struct pdf_obj *root)
{
    const struct pdf_obj *kids = pdf_dict_get(root, "K"), *all = pdf_resolve(f, kids);

    if (all->type == PDF_ARRAY && all->as.array.n == 1)
        kids = pdf_array_at(all, 0);
    return kids->type == PDF_REF && pdf_is_name(pdf_get(f, pdf_resolve(f, kids), "S"), "Document") ? kids->as.ref.num : 0;
}

/* The element of the widget, at the end of the document's. */
static void tag(struct pdf_update *u, struct pdf_file *f, struct pdf_obj *catalogue, struct pdf_obj *widget, uint32_t widget_num, uint32_t page_num)
{
    struct arena *a = pdf_arena(f);
    const uint32_t num = pdf_update_reserve(u);
    struct held root = held_take(u, f, catalogue, "StructTreeRoot", false);
    const uint32_t document = find_document(f, &root.copy);
    struct pdf_obj element = pdf_dict(), objr = pdf_dict();
    const struct pdf_obj *next = pdf_get(f, &root.copy, "ParentTreeNextKey");
    size_t left = LIMIT_PARENT_KEYS;
    int64_t key = -1;

    look_for_keys(f, pdf_get(f, &root.copy, "ParentTree"), LIMIT_PARENT_DEPTH, &left, &key);
    key++;
    if (next->type == PDF_INT && next->as.integer > key && next->as.integer < INT32_MAX)
        key = next->as.integer;
    pdf_dict_set(a, &objr, "Type", pdf_name("OBJR"));
    pdf_dict_set(a, &objr, "Pg", pdf_ref(page_num, 0));
    pdf_dict_set(a, &objr, "Obj", pdf_ref(widget_num, 0));
    pdf_dict_set(a, &element, "Type", pdf_name("StructElem"));
    pdf_dict_set(a, &element, "S", pdf_name("Form"));
    pdf_dict_set(a, &element, "P", document ? pdf_ref(document, 0) : *pdf_dict_get(catalogue, "StructTreeRoot"));
    pdf_dict_set(a, &element, "Pg", pdf_ref(page_num, 0));
    pdf_dict_set(a, &element, "K", objr);
    pdf_update_put(u, num, element);
    if (document) {
        struct pdf_obj copy = pdf_copy(a, pdf_update_get(u, document));
        add_kid(u, f, &copy, num);
        pdf_update_put(u, document, copy);
    } else
        add_kid(u, f, &root.copy, num);
    add_parent(u, f, &root.copy, key, num);
    held_put(u, f, catalogue, "StructTreeRoot", &root);
    pdf_dict_set(a, widget, "StructParent", pdf_int(key));
}

static bool is_tagged(struct pdf_file *f, const struct pdf_obj *catalogue)
{
    const struct pdf_obj *marked = pdf_get(f, pdf_get(f, catalogue, "MarkInfo"), "Marked"), *root = pdf_dict_get(catalogue, "StructTreeRoot");

    return marked->type == PDF_BOOL && marked->as.boolean && root->type == PDF_REF && pdf_is_dict(pdf_resolve(f, root));
}

/* The file says of itself that it is PDF/UA (ISO 14289-1, clause 5), which the field makes untrue. Without words where it does not say so, or in other words. */
static void drop_claim(struct pdf_update *u, struct pdf_file *f, const struct pdf_obj *catalogue)
{
    static const char claim[] = "<pdfuaid:part>1</pdfuaid:part>";
    const struct pdf_obj *ref = pdf_dict_get(catalogue, "Metadata"), *old = pdf_resolve(f, ref);
    struct arena *a = pdf_arena(f);
    struct pdf_obj dict = pdf_dict();
    struct buf out = {0};
    struct span xmp;
    const char *at;

    if (ref->type != PDF_REF || old->type != PDF_STREAM || !pdf_decode(f, old, &xmp) || !(at = memmem(xmp.p, xmp.n, claim, sizeof claim - 1)))
        return;
    buf_put(&out, xmp.p, (size_t)(at - xmp.p));
    at += sizeof claim - 1;
    buf_put(&out, at, xmp.n - (size_t)(at - xmp.p));
    const size_t n = out.n;
    pdf_dict_set(a, &dict, "Type", pdf_name("Metadata"));
    pdf_dict_set(a, &dict, "Subtype", pdf_name("XML"));
    pdf_update_put(u, ref->as.ref.num, pdf_stream(a, &dict, span_make(arena_buf(a, &out), n)));
}

static struct pdf_obj rectangle(struct arena *a, struct box b)
{
    const double v[] = {b.left, b.bottom, b.right, b.top};
    struct pdf_obj rect = pdf_array();

    for (size_t i = 0; i < 4; i++)
        pdf_array_add(a, &rect, pdf_real(a, v[i], 3));
    return rect;
}

/* What is seen: its place, its look, its name for who cannot see it. false: reported. */
static bool show(struct pdf_update *u, struct pdf_file *f, const char *file, const struct new_field *n, const struct pdf_obj *page, struct pdf_obj *field)
{
    struct arena *a = pdf_arena(f);
    struct pdf_obj mk = pdf_dict();
    struct box box;
    int turned;

    if (!find_place(f, file, n->at, page, &box, &turned))
        return false;
    pdf_dict_set(a, field, "Rect", rectangle(a, box));
    if (turned) {
        pdf_dict_set(a, &mk, "R", pdf_int(turned));
        pdf_dict_set(a, field, "MK", mk);
    }
    pdf_dict_set(a, field, "TU", pdf_text_string(a, n->who.name ? arena_printf(a, "Chữ ký số của %s", n->who.name) : "Chữ ký số"));
    if (!show_signature(u, f, n->request, &n->who, field))
        return false;
    if (pdf_dict_get(field, "AP")->type == PDF_NULL) {
        diag(pdf_ctx(f), DIAG_SIGN_AT_EMPTY, pos_file(file));
        return false;
    }
    return true;
}

bool new_field_make(struct pdf_update *u, struct pdf_file *f, const char *file, struct pdf_obj *catalogue, const struct new_field *n)
{
    struct arena *a = pdf_arena(f);
    struct pdf_obj field = pdf_dict(), page_copy;
    uint32_t num = pdf_update_reserve(u), page_num = 0;
    const size_t index = n->at ? n->at->page : 0;
    const struct pdf_obj *page;
    struct held form = held_take(u, f, catalogue, "AcroForm", false), list = held_take(u, f, &form.copy, "Fields", true), annotations;

    if (index >= pdf_pages(f)) {
        diag(pdf_ctx(f), DIAG_SIGN_AT_PAGE, pos_file(file), arena_printf(a, "%zu", index + 1), arena_printf(a, "%zu", pdf_pages(f)));
        return false;
    }
    page = pdf_page(f, index, &page_num);
    page_copy = pdf_copy(a, page);
    pdf_dict_set(a, &field, "Type", pdf_name("Annot"));
    pdf_dict_set(a, &field, "Subtype", pdf_name("Widget"));
    pdf_dict_set(a, &field, "FT", pdf_name("Sig"));
    pdf_dict_set(a, &field, "T", pdf_text_string(a, n->name));
    pdf_dict_set(a, &field, "F", pdf_int(SHOWN_LOCKED)); /* ISO 19005-2, 6.3.2: printed, also without a place on the page */
    pdf_dict_set(a, &field, "Rect", rectangle(a, (struct box){0}));
    pdf_dict_set(a, &field, "P", pdf_ref(page_num, 0));
    pdf_dict_set(a, &field, "V", pdf_ref(n->signature, 0));
    if (n->at && !show(u, f, file, n, page, &field))
        return false;
    if (n->at && is_tagged(f, catalogue)) {
        if (n->is_signed) {
            diag(pdf_ctx(f), DIAG_SIGN_AT_UNTAGGED, pos_file(file));
            drop_claim(u, f, catalogue);
        } else {
            tag(u, f, catalogue, &field, num, page_num);
            pdf_dict_set(a, &page_copy, "Tabs", pdf_name("S"));
        }
    }
    pdf_update_put(u, num, field);

    pdf_array_add(a, &list.copy, pdf_ref(num, 0));
    held_put(u, f, &form.copy, "Fields", &list);
    pdf_dict_set(a, &form.copy, "SigFlags", pdf_int(3));
    held_put(u, f, catalogue, "AcroForm", &form);

    annotations = held_take(u, f, &page_copy, "Annots", true);
    pdf_array_add(a, &annotations.copy, pdf_ref(num, 0));
    held_put(u, f, &page_copy, "Annots", &annotations);
    if (!annotations.num || (n->at && !n->is_signed))
        pdf_update_put(u, page_num, page_copy);
    return true;
}
