/* What stands behind the signature: texts issued with the paper (kem_theo), then its phụ lục. HD 05-HD/VPTW, Phần II,
 * II.1; NĐ 30/2020/NĐ-CP, Phụ lục I, III.1. */
#include "base/diag/merge.h"
#include "base/diag/part.h"
#include "merge/binder.h"
#include "text/text.h"

enum { PARTS_MAX = 99 }; /* two figures, as the guides number */

/* The items of a list, or the one map that stands for it. */
struct items {
    const struct value *v;
    size_t n;
};

static bool read_items(struct binder *b, const struct value *root, const char *key, struct items *out)
{
    out->v = bind_given(b, root, key);
    out->n = bind_many(b, out->v);
    if (out->n <= PARTS_MAX)
        return true;
    diag(b->ctx, DIAG_PARTS_MANY, out->v->key_pos, key, arena_printf(&b->doc->arena, "%d", PARTS_MAX),
         arena_printf(&b->doc->arena, "%zu", out->n));
    return false;
}

static char *place_of(struct binder *b, const struct value *v, const char *member)
{
    return arena_printf(&b->doc->arena, "%s%s", value_path(&b->doc->arena, v), member);
}

/* A line, or several, centred; the first of a page keeps no room above. */
static bool centred(struct binder *b, struct node *section, enum role role, const struct value *v, const char *what)
{
    const struct component *c = profile_role(b->profile, role);
    struct para_props *own;
    struct lines lines;
    struct node *p;

    if (!bind_lines(b, v, what, &lines))
        return false;
    p = bind_para(b, section, role, value_path(&b->doc->arena, v), v->pos);
    own = ARENA_NEW(&b->doc->arena, struct para_props);
    *own = p->as.para.style->para;
    own->after = 0; /* the pointer follows */
    own->before = p->prev ? own->before : 0;
    p->as.para.own = own;
    for (size_t i = 0; i < lines.n; i++) {
        if (i > 0)
            node_break(b->doc, p);
        fit_name(b, p, c->upper ? text_upper(&b->doc->arena, span_of(lines.v[i])) : lines.v[i], (struct block){.width = b->text_width}, false);
    }
    return lines.n > 0;
}

/* ---- kem_theo ---- */

/* The layout of an enclosed text: of its kind, or as it says itself when its name is no kind of the guide (nội quy). */
static bool enclosed_layout(struct binder *b, const struct value *v, const struct value *name, const char *text, bool *dashes)
{
    const struct kind *found[2];
    size_t n = profile_kinds(b->profile, text, b->paper.date, found);

    *dashes = n == 1 && profile_form(b->profile, found[0]->form)->dashes;
    if (n == 1 || bind_member(b, v, "bo_cuc"))
        return bind_layout(b, v, n == 1 ? found[0]->layout : NULL);
    if (n == 0)
        diag(b->ctx, DIAG_ENCLOSED_KIND, name->pos, text, bind_kind_list(b));
    else
        diag(b->ctx, DIAG_KIND_AMBIGUOUS, name->pos, text, found[0]->name, found[1]->name);
    return false;
}

static bool put_enclosed(struct binder *b, const struct value *v)
{
    static const struct key keys[] = {{"ten_loai", false}, {"trich_yeu", false}, {"bo_cuc", false}, {"noi_dung", false}, {"tep", false}, {NULL, false}};
    static const char example[] = "{ ten_loai: Quy chế, trich_yeu: …, tep: quy-che.md }";
    const struct value *name, *subject;
    const char *text;
    struct node *section;
    bool dashes, ok;

    if (!bind_is_map(b, v, "kem_theo", example) || !bind_keys(b, v, keys))
        return false;
    name = bind_needed(b, v, "kem_theo", "ten_loai", example);
    text = bind_string(b, name, "ten_loai");
    subject = bind_needed(b, v, "kem_theo", "trich_yeu", example);
    if (!text || !subject || !enclosed_layout(b, v, name, text, &dashes))
        return false;
    section = bind_part(b, value_path(&b->doc->arena, v), v->pos, false);
    bind_mentions_in(b, true);
    if (b->profile->words.enclosed_head)
        bind_head_names(b, section, place_of(b, v, ".khoi_dau"), v->pos);
    ok = centred(b, section, ROLE_KIND, name, "ten_loai");
    ok &= centred(b, section, ROLE_SUBJECT, subject, "trich_yeu");
    bind_pointer(b, section, b->profile->words.enclosed_pointer, place_of(b, v, ".chi_dan"), v->pos);
    if (dashes && b->profile->words.dashes)
        node_text(b->doc, bind_para(b, section, ROLE_DASHES, place_of(b, v, ".gach_duoi"), v->pos), b->profile->words.dashes);
    return ok && bind_part_content(b, section, v, "kem_theo", true);
}

bool bind_enclosed(struct binder *b, const struct value *root)
{
    struct items list;
    bool ok = read_items(b, root, "kem_theo", &list);

    if (!ok)
        return false;
    for (size_t i = 0; i < list.n; i++)
        ok &= put_enclosed(b, bind_one(b, list.v, i));
    bind_mentions_in(b, false);
    return ok;
}

/* ---- phu_luc ---- */

static bool read_direction(struct binder *b, const struct value *v, bool *landscape)
{
    const struct value *way = bind_member(b, v, "huong");
    const char *text = bind_string(b, way, "huong"), *folded = text ? text_fold(&b->doc->arena, span_of(text)) : "doc";

    *landscape = strcmp(folded, "ngang") == 0;
    if (way && !text)
        return false;
    if (*landscape || strcmp(folded, "doc") == 0)
        return true;
    diag(b->ctx, DIAG_TYPE_CHOICE, way->pos, "huong", "doc, ngang", text);
    return false;
}

/* "Phụ lục", with a number when there are several. */
static void put_label(struct binder *b, struct node *section, const char *number, const char *place, struct pos pos)
{
    const char *text = b->profile->words.annex;

    if (number)
        text = arena_printf(&b->doc->arena, "%s %s", text, number);
    if (profile_role(b->profile, ROLE_ANNEX)->upper)
        text = text_upper(&b->doc->arena, span_of(text));
    node_text(b->doc, bind_para(b, section, ROLE_ANNEX, place, pos), text);
}

static bool put_annex(struct binder *b, const struct value *v, const char *number)
{
    static const struct key keys[] = {{"tieu_de", false}, {"huong", false}, {"bo_cuc", false}, {"noi_dung", false}, {"tep", false}, {"nguoi_ky", false}, {NULL, false}};
    static const char example[] = "{ tieu_de: Danh sách …, tep: phu-luc.md }";
    const struct value *title;
    struct node *section;
    bool landscape, ok;

    if (!bind_is_map(b, v, "phu_luc", example) || !bind_keys(b, v, keys))
        return false;
    title = bind_given(b, v, "tieu_de");
    if (!title && !bind_meant(b, "tieu_de"))
        diag(b->ctx, DIAG_KEY_MISSING, v->pos, "phu_luc", "tieu_de", example);
    if (!read_direction(b, v, &landscape) || !bind_layout(b, v, "muc") || !title)
        return false;
    section = bind_part(b, value_path(&b->doc->arena, v), v->pos, landscape);
    put_label(b, section, number, place_of(b, v, ".nhan"), v->pos);
    ok = centred(b, section, ROLE_ANNEX_TITLE, title, "tieu_de");
    bind_pointer(b, section, b->profile->words.annex_pointer, place_of(b, v, ".chi_dan"), v->pos);
    return ok && bind_part_content(b, section, v, "phu_luc", false) && bind_annex_signers(b, section, v);
}

const char *bind_annex_number(struct binder *b, unsigned number)
{
    struct arena *a = &b->doc->arena;

    return b->profile->words.annex_counter == COUNTER_ROMAN ? text_roman(a, number) : arena_printf(a, "%u", number);
}

bool bind_annexes(struct binder *b, const struct value *root)
{
    const struct node *last = b->doc->root->last;
    struct items list;
    bool ok = read_items(b, root, "phu_luc", &list);

    if (!ok)
        return false;
    for (size_t i = 0; i < list.n; i++)
        ok &= put_annex(b, bind_one(b, list.v, i), list.n < 2 ? NULL : bind_annex_number(b, (unsigned)i + 1));
    bind_annex_mentions(b, list.v, list.n, last);
    return ok;
}
