/* A field is one object with its widget. Number, day, month and year may stand in pointers of annexes as well, and have a field for each
 * place: widgets that are objects of their own may not change after a signature in the eyes of every validator. A widget has an appearance, though an empty one (ISO 19005-2, 6.3.3), says what it is for (TU, ISO 14289-1,
 * 7.18.1), and is the only child of its Form element (7.18.4). */
#include "pdf/form.h"

#include "pdf/make.h"

static const struct field_row {
    const char *name, *says;
    bool signs, numbered;
} fields[] = {
    [FORM_PERSON] = {"nguoi_ky", "Chữ ký số của ", true, true}, /* whose name follows */
    [FORM_ORGAN] = {"co_quan", "Chữ ký số của cơ quan", true, true},
    [FORM_COPY] = {"ban_sao", "Chữ ký số của cơ quan sao văn bản", true, false},
    [FORM_NUMBER] = {"so", "Số văn bản", false, false},
    [FORM_DAY] = {"ngay", "Ngày ban hành", false, false},
    [FORM_MONTH] = {"thang", "Tháng ban hành", false, false},
    [FORM_YEAR] = {"nam", "Năm ban hành", false, false},
};

const char *pdf_field_name(enum form_use use)
{
    return fields[use].name;
}

bool pdf_field_signs(enum form_use use)
{
    return fields[use].signs;
}

struct form {
    struct pdf_make *m;
    struct pdf_obj appearance;            /* a reference, once made */
    struct pdf_obj list;                  /* the fields */
    int places[FORM_YEAR + 1];            /* how many fields there are of each kind of blank */
    struct pdf_obj font;                  /* what text is written with until it has an appearance */
    const char *font_name;
    struct pdf_obj parents;               /* what is added to the parent tree */
    int64_t next_key;
};

/* A form without content, shared: its box is fitted to that of each widget (12.5.5). */
static struct pdf_obj empty_appearance(struct form *f)
{
    struct arena *a = f->m->arena;
    struct pdf_obj dict = pdf_dict(), box = pdf_array(), n = pdf_dict();

    if (f->appearance.type == PDF_NULL) {
        for (int i = 0; i < 4; i++)
            pdf_array_add(a, &box, pdf_int(i / 2));
        pdf_dict_set(a, &dict, "Type", pdf_name("XObject"));
        pdf_dict_set(a, &dict, "Subtype", pdf_name("Form"));
        pdf_dict_set(a, &dict, "BBox", box);
        f->appearance = pdf_make_new(f->m, pdf_stream(a, &dict, SPAN("")));
    }
    pdf_dict_set(a, &n, "N", f->appearance);
    return n;
}

static struct pdf_obj rectangle(struct form *f, const struct frame_page *page, const struct frame_item *item)
{
    struct arena *a = f->m->arena;
    const double left = item->x, top = page->height - item->y;
    struct pdf_obj r = pdf_array();

    pdf_array_add(a, &r, pdf_real(a, left, 3));
    pdf_array_add(a, &r, pdf_real(a, top - item->as.widget.h, 3));
    pdf_array_add(a, &r, pdf_real(a, left + item->as.widget.w, 3));
    pdf_array_add(a, &r, pdf_real(a, top, 3));
    return r;
}

static struct pdf_obj tooltip(struct form *f, const struct frame_item *item)
{
    const struct field_row *row = &fields[item->as.widget.use];
    const char *who = item->as.widget.use == FORM_PERSON && item->as.widget.name ? item->as.widget.name : "";

    return pdf_text_string(f->m->arena, arena_printf(f->m->arena, "%s%s", row->says, who));
}

static struct pdf_obj widget(struct form *f, const struct frame_page *page, uint32_t page_num, const struct frame_item *item)
{
    struct arena *a = f->m->arena;
    struct pdf_obj o = pdf_dict();

    pdf_dict_set(a, &o, "Type", pdf_name("Annot"));
    pdf_dict_set(a, &o, "Subtype", pdf_name("Widget"));
    pdf_dict_set(a, &o, "Rect", rectangle(f, page, item));
    pdf_dict_set(a, &o, "F", pdf_int(4)); /* printed */
    pdf_dict_set(a, &o, "P", pdf_ref(page_num, 0));
    pdf_dict_set(a, &o, "AP", empty_appearance(f));
    pdf_dict_set(a, &o, "StructParent", pdf_int(f->next_key));
    return o;
}

static void set_field(struct form *f, struct pdf_obj *o, const struct frame_item *item)
{
    const struct field_row *row = &fields[item->as.widget.use];
    struct arena *a = f->m->arena;
    const int index = row->signs ? item->as.widget.index : ++f->places[item->as.widget.use];
    const char *name = row->numbered || index > 1 ? arena_printf(a, "%s_%d", row->name, index) : row->name;

    pdf_dict_set(a, o, "FT", pdf_name(row->signs ? "Sig" : "Tx"));
    pdf_dict_set(a, o, "T", pdf_string(span_of(name)));
    pdf_dict_set(a, o, "TU", tooltip(f, item));
    if (!row->signs) {
        struct buf b = {0};
        buf_printf(&b, "/%s ", f->font_name);
        buf_number(&b, item->as.widget.size, 2);
        buf_puts(&b, " Tf 0 g");
        pdf_dict_set(a, o, "DA", pdf_string(span_of(arena_buf(a, &b))));
    }
}

/* The widget's element has no other child than it. */
static void tie(struct form *f, int tag, uint32_t page_num, struct pdf_obj ref)
{
    struct arena *a = f->m->arena;
    const uint32_t num = f->m->forms[tag];
    struct pdf_obj element = pdf_copy(a, pdf_update_get(f->m->update, num)), objr = pdf_dict();

    pdf_dict_set(a, &objr, "Type", pdf_name("OBJR"));
    pdf_dict_set(a, &objr, "Pg", pdf_ref(page_num, 0));
    pdf_dict_set(a, &objr, "Obj", ref);
    pdf_dict_set(a, &element, "K", objr);
    pdf_update_put(f->m->update, num, element);
    pdf_array_add(a, &f->parents, pdf_int(f->next_key++));
    pdf_array_add(a, &f->parents, pdf_ref(num, 0));
}

static struct pdf_obj put_widget(struct form *f, struct pdf_obj o, const struct frame_item *item)
{
    struct pdf_obj ref;

    set_field(f, &o, item);
    ref = pdf_make_new(f->m, o);
    pdf_array_add(f->m->arena, &f->list, ref);
    return ref;
}

/* The page's annotations with those of its widgets. */
static void make_page(struct form *f, size_t index)
{
    const struct frame_page *page = &f->m->frames->pages[index];
    struct arena *a = f->m->arena;
    struct pdf_obj o, annotations;
    uint32_t num;

    pdf_page(f->m->file, index, &num);
    o = pdf_copy(a, pdf_update_get(f->m->update, num));
    annotations = pdf_copy(a, pdf_get(f->m->file, &o, "Annots"));
    if (annotations.type != PDF_ARRAY)
        annotations = pdf_array();
    for (size_t i = 0; i < page->n; i++) {
        const struct frame_item *item = &page->items[i];
        struct pdf_obj ref;
        if (item->type != FRAME_WIDGET || item->tag < 0 || (size_t)item->tag >= f->m->frames->n_tags || !f->m->forms[item->tag])
            continue;
        ref = put_widget(f, widget(f, page, num, item), item);
        tie(f, item->tag, num, ref);
        pdf_array_add(a, &annotations, ref);
    }
    pdf_dict_set(a, &o, "Annots", annotations);
    pdf_update_put(f->m->update, num, o);
}

/* Any font of the file will do: the one that writes a number brings its own appearance. */
static void find_font(struct form *f)
{
    uint32_t num;
    const struct pdf_obj *page = pdf_page(f->m->file, 0, &num);
    const struct pdf_obj *fonts = pdf_get(f->m->file, pdf_get(f->m->file, page, "Resources"), "Font");

    f->font_name = "F";
    if (fonts->type == PDF_DICT && fonts->as.dict.n) {
        f->font_name = arena_span(f->m->arena, fonts->as.dict.v[0].key);
        f->font = fonts->as.dict.v[0].value;
    }
}

static void put_parents(struct form *f, const struct pdf_obj *nums)
{
    struct pdf_make *m = f->m;
    const struct pdf_obj *ref = pdf_dict_get(pdf_get(m->file, pdf_get(m->file, pdf_trailer(m->file), "Root"), "StructTreeRoot"), "ParentTree");
    struct pdf_obj tree = pdf_copy(m->arena, pdf_resolve(m->file, ref)), all = pdf_copy(m->arena, nums);

    for (size_t i = 0; i < f->parents.as.array.n; i++)
        pdf_array_add(m->arena, &all, f->parents.as.array.v[i]);
    pdf_dict_set(m->arena, &tree, "Nums", all);
    pdf_update_put(m->update, ref->as.ref.num, tree);
}

struct pdf_obj pdf_make_form(struct pdf_make *m)
{
    struct form f = {.m = m, .list = pdf_array(), .parents = pdf_array()};
    struct pdf_obj form = pdf_dict(), resources = pdf_dict(), fonts = pdf_dict();
    const struct pdf_obj *nums;

    if (!m->forms)
        return pdf_null;
    nums = pdf_get(m->file, pdf_get(m->file, pdf_get(m->file, pdf_get(m->file, pdf_trailer(m->file), "Root"), "StructTreeRoot"), "ParentTree"), "Nums");
    if (nums->type != PDF_ARRAY) {
        m->odd = true;
        return pdf_null;
    }
    for (size_t i = 0; i + 1 < nums->as.array.n; i += 2)
        if (nums->as.array.v[i].type == PDF_INT && nums->as.array.v[i].as.integer >= f.next_key)
            f.next_key = nums->as.array.v[i].as.integer + 1;
    find_font(&f);
    for (size_t i = 0; i < m->frames->n_pages; i++)
        make_page(&f, i);
    put_parents(&f, nums);
    pdf_dict_set(m->arena, &form, "Fields", f.list);
    if (f.font.type != PDF_NULL) {
        pdf_dict_set(m->arena, &fonts, f.font_name, f.font);
        pdf_dict_set(m->arena, &resources, "Font", fonts);
        pdf_dict_set(m->arena, &form, "DR", resources);
    }
    return pdf_make_new(m, form);
}
