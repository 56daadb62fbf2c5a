/* The copy (sao): below the end of the paper, under a line as wide as the text, who copied it. The forms of copies are rows of
 * the guide in force on the day of the copy: HD 36-HD/VPTW, II.3 and NĐ 30/2020/NĐ-CP, Phụ lục III, mẫu 3.1 have a head of
 * their own (organ and number; form and date), HD 05-HD/VPTW, Phần II, III has a stamp and the copier's signature. */
#include "base/diag/merge.h"
#include "merge/binder.h"
#include "text/text.h"

static const struct key copy_keys[] = {{"hinh_thuc", false}, {"co_quan", false}, {"so", false},       {"ky_hieu", false},
                                       {"dia_danh", false},  {"ngay", false},    {"noi_nhan", false}, {"nguoi_ky", false},
                                       {NULL, false}};

/* ---- which form of copy ---- */

static const char *copy_names(struct binder *b, const struct profile *guide)
{
    struct buf out = {0};

    for (size_t i = 0; i < guide->n_copies; i++)
        buf_printf(&out, "%s%s", i ? ", " : "", guide->copies[i].name);
    return arena_buf(&b->doc->arena, &out);
}

/* Is `text` the row's name, or one of "a; b" that it is called by? */
static bool is_called(struct binder *b, const struct copy_form *c, const char *text)
{
    struct arena *a = &b->doc->arena;
    const char *folded = text_fold(a, span_of(text));

    if (strcmp(text_fold(a, span_of(c->name)), folded) == 0)
        return true;
    for (const char *p = c->also; p && *p;) {
        size_t n = strcspn(p, ";");

        if (strcmp(text_fold(a, span_trim(span_make(p, n))), folded) == 0)
            return true;
        p += n + (p[n] == ';');
    }
    return false;
}

/* The row that hinh_thuc names; where the guide has one form only, it need not be said. NULL: reported. */
static const struct copy_form *find_form(struct binder *b, const struct value *copy, const struct profile *guide)
{
    const struct value *v = bind_member(b, copy, "hinh_thuc");
    const char *text = bind_string(b, v, "hinh_thuc");

    if (!v && guide->n_copies == 1)
        return &guide->copies[0];
    if (!v)
        diag(b->ctx, DIAG_COPY_FORM_MISSING, copy->pos, copy_names(b, guide));
    if (!text)
        return NULL;
    for (size_t i = 0; i < guide->n_copies; i++)
        if (is_called(b, &guide->copies[i], text))
            return &guide->copies[i];
    diag(b->ctx, DIAG_COPY_FORM, v->pos, text, guide->id, copy_names(b, guide));
    return NULL;
}

/* A paper of former days is copied by the guide of today. NULL: reported. */
static const struct profile *find_guide(struct binder *b, const struct value *day, struct date date)
{
    const struct profile *own = b->profile;

    if (!date.day || !own->to.year || date_compare(date, own->to) <= 0)
        return own;
    b->copy_profile = profile_find(b->ctx, own->family, date, day->pos);
    return b->copy_profile;
}

static bool read_day(struct binder *b, const struct value *day, struct date *date)
{
    const char *text = bind_string(b, day, "ngay");

    if (!day)
        return true;
    if (!text)
        return false;
    if (!date_parse(span_of(text), date)) {
        diag(b->ctx, DIAG_DATE_INVALID, day->pos, text);
        return false;
    }
    if (b->paper.date.day && date_compare(*date, b->paper.date) < 0) {
        diag(b->ctx, DIAG_COPY_EARLY, day->pos, date_short(&b->doc->arena, *date), date_short(&b->doc->arena, b->paper.date));
        return false;
    }
    return true;
}

/* ---- the parts ---- */

static void put_number(struct binder *b, struct node *cell, const struct value *copy, const struct profile *guide,
                       const struct copy_form *form, const char *code)
{
    const struct words *w = &guide->words;
    const char *number = bind_number_text(b, copy), *sign = bind_text_member(b, copy, "ky_hieu");
    struct node *p = bind_para(b, cell, ROLE_NUMBER, "sao.so", copy->pos);

    if (!sign && code)
        sign = arena_printf(&b->doc->arena, "%s%s%s", form->code, w->symbol_separator, code);
    if (number && sign)
        node_text(b->doc, p, arena_printf(&b->doc->arena, "%s %s%s%s", w->number, number, w->number_separator, sign));
}

static bool put_organ(struct binder *b, struct node *cell, const struct value *copy, const struct value *root,
                      const struct profile *guide, const struct copy_form *form, double width)
{
    const struct value *v = bind_member(b, copy, "co_quan");
    const char *code = NULL;

    v = v ? v : bind_member(b, root, "co_quan");
    if (!v) {
        bind_missing(b, "co_quan", "co-quan", DIAG_ORGAN_MISSING, copy->pos);
        return true;
    }
    if (!bind_organ_names(b, cell, v, !form->no_parent, width, &code))
        return false;
    if (b->profile->words.star)
        node_text(b->doc, bind_para(b, cell, ROLE_STAR, "sao.dau_sao", v->pos), b->profile->words.star);
    put_number(b, cell, copy, guide, form, code);
    return true;
}

static bool put_form(struct binder *b, struct node *cell, const struct value *copy, const struct value *root,
                     const struct copy_form *form, struct date date)
{
    const struct value *v = bind_member(b, copy, "dia_danh");
    const char *place;

    if (!bind_component(b, copy, ROLE_COPY_FORM))
        return false;
    node_text(b->doc, bind_para(b, cell, ROLE_COPY_FORM, "sao.hinh_thuc", copy->pos),
              text_upper(&b->doc->arena, span_of(form->name)));
    v = v ? v : bind_member(b, root, "dia_danh");
    place = bind_string(b, v, "dia_danh");
    if (v && !place)
        return false;
    node_text(b->doc, bind_para(b, cell, ROLE_PLACE_DATE, "sao.ngay", copy->pos),
              arena_printf(&b->doc->arena, "%s, %s", place ? place : BLANK, bind_long_date(b, date)));
    return true;
}

/* The stamp is pressed on paper: what stands here is its words, for the copy that is printed with them. */
static bool put_stamp(struct binder *b, struct node *cell, const struct value *copy, const struct profile *guide,
                      const struct copy_form *form)
{
    static const char *const absent[] = {"co_quan", "so", "ky_hieu", "dia_danh", "noi_nhan"};

    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
        const struct value *v = bind_member(b, copy, absent[i]);

        if (v)
            bind_origin(b, form->origin, DIAG_COPY_NO_PART, v->key_pos, form->name, absent[i]);
    }
    if (!bind_component(b, copy, ROLE_COPY_STAMP))
        return false;
    node_text(b->doc, bind_para(b, cell, ROLE_COPY_STAMP, "sao.dau", copy->pos),
              text_upper(&b->doc->arena, span_of(form->name)));
    bind_origin(b, profile_rule(guide, "sao-ra-giay"), DIAG_COPY_ON_PAPER, copy->key_pos);
    return true;
}

static bool put_signer(struct binder *b, struct node *cell, const struct value *copy)
{
    const struct value *v = bind_given(b, copy, "nguoi_ky");
    const struct block room = {.width = b->text_width - (b->profile->foot.left + b->profile->foot.gap) * MM};

    if (!v) {
        bind_rule(b, "nguoi-ky", DIAG_COPY_SIGNER, copy->pos);
        return true;
    }
    if (v->type == VALUE_LIST && read_count(b->ctx, v) == 1)
        v = read_item(b->ctx, v, 0);
    return bind_is_map(b, v, "sao.nguoi_ky", "{ chuc_vu: …, ho_ten: … }") && bind_signer(b, cell, v, room);
}

/* ---- the block ---- */

struct copy_row {
    struct node *left, *right;
};

static struct copy_row new_row(struct binder *b, struct node *table, const char *place, double above)
{
    struct node *row = node_new(b->doc, NODE_ROW, table, place, table->pos);
    struct copy_row r = {
        .left = node_new(b->doc, NODE_CELL, row, arena_printf(&b->doc->arena, "%s.trai", place), table->pos),
        .right = node_new(b->doc, NODE_CELL, row, arena_printf(&b->doc->arena, "%s.phai", place), table->pos),
    };

    row->as.row.cant_split = true;
    r.left->as.cell.pad_left = b->profile->foot.pad_left * MM;
    r.right->as.cell.pad_left = b->profile->foot.gap * MM;
    r.left->as.cell.pad_top = r.right->as.cell.pad_top = above;
    return r;
}

static void fill(struct binder *b, struct node *cell, enum role role)
{
    if (!cell->first)
        bind_para(b, cell, role, cell->place, cell->pos);
}

bool bind_copy(struct binder *b, struct node *section, const struct value *root)
{
    const struct value *copy = bind_member(b, root, "sao"), *recipients;
    const struct profile *guide;
    const struct copy_form *form;
    struct date date = {0, 0, 0};
    struct copy_row head, foot;
    struct node *table;
    double *widths;
    bool ok = true;

    if (!copy)
        return true;
    if (!bind_is_map(b, copy, "sao", "{ hinh_thuc: …, nguoi_ky: { chuc_vu: …, ho_ten: … } }") || !bind_keys(b, copy, copy_keys) ||
        !read_day(b, bind_member(b, copy, "ngay"), &date) ||
        !(guide = find_guide(b, bind_member(b, copy, "ngay"), date)) || !(form = find_form(b, copy, guide)) ||
        !bind_component(b, copy, ROLE_COPY_RULE))
        return false;
    bind_para(b, section, ROLE_COPY_RULE, "sao.ke", copy->pos);
    table = node_new(b->doc, NODE_TABLE, section, "sao", copy->pos);
    widths = ARENA_NEWS(&b->doc->arena, 2, double);
    widths[0] = b->profile->foot.left * MM;
    widths[1] = b->text_width - widths[0];
    table->as.table = (struct table){.kind = TABLE_LAYOUT, .widths = widths, .columns = 2, .role = "khoi-sao"};
    head = foot = new_row(b, table, "sao.dong", 0);
    if (form->stamp) {
        ok &= put_stamp(b, head.left, copy, guide, form);
    } else {
        ok &= put_organ(b, head.left, copy, root, guide, form, widths[0] - b->profile->foot.gap * MM);
        ok &= put_form(b, head.right, copy, root, form, date);
        fill(b, head.left, ROLE_ORGAN);
        bind_keep_next(b, head.left->first);
        foot = new_row(b, table, "sao.dong[1]", b->profile->foot.above / 2);
        recipients = bind_given(b, copy, "noi_nhan");
        ok &= !recipients || bind_recipients(b, foot.left, recipients);
    }
    ok &= put_signer(b, foot.right, copy);
    for (struct node *row = table->first; row; row = row->next) {
        fill(b, row->first, ROLE_RECIPIENT);
        fill(b, row->last, ROLE_NAME);
    }
    return ok;
}
