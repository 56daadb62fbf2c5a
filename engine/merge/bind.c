/* The merge of a named paper: profile by date, choices, then head, title, body and foot into one section,
 * then the parts behind the signature.
 *
 * Parts report what is wrong and go on, so that one run shows every fault; the tree is given out only when no
 * error was reported. */
#include "base/diag/merge.h"
#include "merge/binder.h"

#include <math.h>

#include "text/text.h"

static const struct key root_keys[] = {
    {"ten_loai", false}, {"the_loai", false}, {"loai", false}, {"the_thuc", false}, {"co_quan", false},
    {"so", false}, {"ky_hieu", false}, {"dia_danh", false}, {"ngay", false}, {"trich_yeu", false}, {"tac_gia", false}, {"chu_de", false},
    {"can_cu", false}, {"bo_cuc", false}, {"noi_dung", false}, {"noi_dung_them", false}, {"noi_nhan", false}, {"nguoi_ky", false},
    {"trinh_bay", false}, {"so_lieu", false}, {"kiem_tra", false},
    {"kinh_gui", false}, {"kinh_trinh", false}, {"nguoi_dien", false}, {"lenh", false}, {"kem_theo", false}, {"xac_nhan", false},
    {"do_mat", false}, {"do_khan", false}, {"pham_vi_pho_bien", false}, {"lan_du_thao", false},
    {"nguoi_soan_thao", false}, {"so_ban", false}, {"lien_he", false}, {"vien_dan", false}, {"thay_the", false},
    {"bai_bo", false}, {"sao", false}, {"phu_luc", false}, {"bang", false}, {NULL, false},
};

/* ---- choices of the paper (trinh_bay) ---- */

enum { CHOICE_MOST = 100 }; /* [pt or mm]: even a draft stays within what a page can hold */

static const struct choice_key {
    const char *key, *unit;
    size_t value;          /* in struct choice */
    size_t least, most;    /* in struct profile; most 0: no bound above */
    int lowest;            /* what a draft may have */
} choice_keys[] = {
    {"co_chu", "pt", offsetof(struct choice, size), offsetof(struct profile, body.size_min), offsetof(struct profile, body.size_max), 1},
    {"gian_dong", "pt", offsetof(struct choice, line), offsetof(struct profile, body.line_min), offsetof(struct profile, body.line_max), 1},
    {"cach_doan", "pt", offsetof(struct choice, gap), offsetof(struct profile, body.gap_min), 0, 0},
    {"thut_dau_dong", "mm", offsetof(struct choice, indent), offsetof(struct profile, body.indent_min), offsetof(struct profile, body.indent_max), 0},
    {"le_tren", "mm", offsetof(struct choice, top), offsetof(struct profile, page.top), offsetof(struct profile, page.top), 0},
};

static const char *decimal(struct binder *b, double v)
{
    struct buf out = {0};

    buf_number(&out, v, 2);
    for (char *p = out.p; *p; p++)
        if (*p == '.')
            *p = ',';
    return arena_buf(&b->doc->arena, &out);
}

static bool read_choice(struct binder *b, const struct value *map, const struct choice_key *k)
{
    const struct value *v = bind_member(b, map, k->key);
    double number, least = *(double *)((char *)b->profile + k->least);
    double most = k->most ? *(double *)((char *)b->profile + k->most) : INFINITY;

    if (!v)
        return true;
    if (!bind_number(b, v, k->key, decimal(b, least), &number))
        return false;
    if (number < k->lowest || number > CHOICE_MOST) {
        diag(b->ctx, DIAG_CHOICE_IMPOSSIBLE, v->pos, k->key, arena_printf(&b->doc->arena, "%s %s", decimal(b, number), k->unit),
             arena_printf(&b->doc->arena, "%d – %d %s", k->lowest, CHOICE_MOST, k->unit));
        return false;
    }
    if (number < least || number > most) {
        bind_rule(b, "trinh-bay", DIAG_CHOICE_RANGE, v->pos, k->key, arena_printf(&b->doc->arena, "%s %s", decimal(b, number), k->unit),
                  isinf(most) ? arena_printf(&b->doc->arena, "≥ %s %s", decimal(b, least), k->unit)
                  : least == most ? arena_printf(&b->doc->arena, "%s %s", decimal(b, least), k->unit)
                                  : arena_printf(&b->doc->arena, "%s – %s %s", decimal(b, least), decimal(b, most), k->unit));
    }
    *(double *)((char *)&b->choice + k->value) = number;
    return true;
}

static bool read_duplex(struct binder *b, const struct value *v)
{
    const char *text = bind_string(b, v, "in_hai_mat"), *folded;

    if (!text)
        return !v;
    folded = text_fold(&b->doc->arena, span_of(text));
    b->choice.duplex = strcmp(folded, "co") == 0;
    if (b->choice.duplex || strcmp(folded, "khong") == 0)
        return true;
    diag(b->ctx, DIAG_TYPE_CHOICE, v->pos, "in_hai_mat", "có, không", text);
    return false;
}

bool bind_choice(struct binder *b, const struct value *v)
{
    static const struct key keys[] = {{"co_chu", false}, {"gian_dong", false}, {"cach_doan", false}, {"thut_dau_dong", false},
                                      {"le_tren", false}, {"muc_1", false}, {"in_hai_mat", false}, {"kho_giay", false},
                                      {"huong", false}, {NULL, false}};
    const struct value *level;
    const char *text;
    bool ok = true;

    b->choice = profile_choice(b->profile);
    if (!v)
        return true;
    if (!bind_is_map(b, v, "trinh_bay", "{ co_chu: 14 }"))
        return false;
    ok = bind_keys(b, v, keys);
    for (size_t i = 0; i < sizeof choice_keys / sizeof *choice_keys; i++)
        ok &= read_choice(b, v, &choice_keys[i]);
    ok &= read_duplex(b, bind_member(b, v, "in_hai_mat"));
    level = bind_member(b, v, "muc_1");
    text = bind_string(b, level, "muc_1");
    if (!level)
        return ok;
    b->choice.upper_1 = text && strcmp(text, "hoa") == 0;
    b->choice.lower_1 = text && strcmp(text_fold(&b->doc->arena, span_of(text)), "thuong") == 0;
    if (text && !b->choice.upper_1 && !b->choice.lower_1)
        diag(b->ctx, DIAG_TYPE_CHOICE, level->pos, "muc_1", "hoa, thuong", text);
    return ok && (b->choice.upper_1 || b->choice.lower_1);
}

/* ---- profile, kind, layout ---- */

static bool find_profile(struct binder *b, const struct value *root, const char *asked, struct date date)
{
    const struct value *v = bind_member(b, root, "the_thuc"), *day = bind_member(b, root, "ngay");
    const char *name = asked ? asked : "dang";
    struct pos where = day ? day->pos : b->where;

    if (!asked && v) {
        name = bind_string(b, v, "the_thuc");
        if (!name)
            return false;
        where = v->pos;
    }
    b->profile = profile_find(b->ctx, name, date, asked ? (struct pos){NULL, 0, 0, NULL} : where);
    if (!b->profile)
        return false;
    b->broken = ARENA_NEWS(&b->doc->arena, b->profile->n_rules + 1, bool);
    return true;
}

const char *bind_kind_list(struct binder *b)
{
    struct buf out = {0};

    for (size_t i = 0; i < b->profile->n_kinds; i++) {
        if (b->profile->kinds[i].to.year || b->profile->kinds[i].hidden) /* the row of a code of former days */
            continue;
        if (out.n)
            buf_puts(&out, ", ");
        buf_puts(&out, b->profile->kinds[i].name);
    }
    return arena_buf(&b->doc->arena, &out);
}

static bool find_kind(struct binder *b, const struct value *root, struct date date)
{
    static const char *const aliases[] = {"ten_loai", "the_loai", "loai"};
    const struct value *v = NULL;
    const struct kind *found[2];
    const char *text;
    size_t n;

    for (size_t i = 0; i < 3; i++) {
        const struct value *member = bind_member(b, root, aliases[i]);

        if (member && v) {
            diag(b->ctx, DIAG_KEY_TWICE, member->key_pos, v->key, member->key);
            return false;
        }
        v = member ? member : v;
    }
    text = bind_string(b, v, "ten_loai");
    if (!v && !bind_meant(b, "ten_loai"))
        diag(b->ctx, DIAG_KIND_MISSING, b->where, bind_kind_list(b));
    if (!text)
        return false;
    n = profile_kinds(b->profile, text, date, found);
    if (n == 0)
        diag(b->ctx, DIAG_KIND_UNKNOWN, v->pos, text, b->profile->id, bind_kind_list(b));
    if (n > 1)
        diag(b->ctx, DIAG_KIND_AMBIGUOUS, v->pos, text, found[0]->name, found[1]->name);
    if (n != 1)
        return false;
    b->kind = found[0];
    b->form = profile_form(b->profile, b->kind->form);
    b->doc->meta.kind = b->doc->meta.title = arena_str(&b->doc->arena, b->kind->name);
    return true;
}

static void report_tones(struct binder *b)
{
    const struct tones *t = &b->tones;

    if (tones_mixed(t))
        bind_rule(b, "dau-thanh", DIAG_TONE_MIXED, t->older.pos, t->older.text, t->newer.text,
                  tones_newer_place(t, &b->doc->arena), t->newer.text);
}

static void mark_used_styles(struct doc *d)
{
    ((struct style *)d->body)->used = true;
    for (size_t i = 0; i < d->styles.n; i++)
        for (const struct style *s = d->styles.v[i]; d->styles.v[i]->used && s; s = s->parent)
            ((struct style *)s)->used = true;
    for (size_t i = 0; i < d->styles.n; i++)
        if (d->styles.v[i]->used && d->styles.v[i]->next)
            ((struct style *)d->styles.v[i]->next)->used = true;
}

/* Nothing of a secret paper's data goes where it could be read without opening the paper. */
static void keep_secret(struct doc_meta *meta)
{
    *meta = (struct doc_meta){.secrecy = meta->secrecy, .hides_subject = meta->hides_subject, .lang = meta->lang, .generator = meta->generator};
}

/* After everything else: what was not found stays NULL. */
static void note_filing(struct binder *b, struct date date)
{
    struct doc_filing *f = &b->doc->filing;
    struct arena *a = &b->doc->arena;

    f->profile = arena_str(a, b->profile->id);
    f->family = arena_str(a, b->profile->family);
    f->kind = arena_str(a, b->kind->name);
    f->code = arena_str(a, b->kind->code);
    f->organ = b->doc->meta.author;
    f->secrecy = b->doc->meta.secrecy;
    f->supersedes = b->doc->meta.supersedes;
    f->repeals = b->doc->meta.repeals;
    f->date = date;
}

static bool build(struct binder *b, const struct bind_options *options)
{
    const struct value *root = b->data->root, *day;
    const struct value *figures = value_member(root, "so_lieu"); /* what is no map is not set: nothing to trace */
    struct date date = {0, 0, 0};
    struct node *section;
    const char *text;
    bool ok = bind_keys(b, root, root_keys);

    if (figures && figures->type != VALUE_NULL)
        ok &= bind_is_map(b, figures, "so_lieu", "{ dang_vien: 7392 }");
    day = bind_member(b, root, "ngay");
    text = bind_string(b, day, "ngay");
    if (day && (!text || !date_parse(span_of(text), &date))) {
        if (text)
            diag(b->ctx, DIAG_DATE_INVALID, day->pos, text);
        ok = false;
    }
    if (!find_profile(b, root, options->profile, date) || !find_kind(b, root, date) ||
        !bind_layout(b, root, b->kind->layout))
        return false;
    ok &= bind_paper(b, bind_member(b, root, "trinh_bay"));
    ok &= bind_choice(b, bind_member(b, root, "trinh_bay"));
    profile_styles(b->profile, &b->choice, b->doc);
    b->doc->root = node_new(b->doc, NODE_DOCUMENT, NULL, "", root->pos);
    ok &= bind_citations(b, root, date);
    b->paper.kind = b->kind->name;
    b->paper.date = date;
    section = bind_part(b, "than", root->pos, false);
    ok &= bind_head(b, section, root, date);
    ok &= bind_title(b, section, root);
    ok &= bind_body(b, section, root);
    ok &= bind_circulation(b, section, root);
    ok &= bind_contact(b, section, root);
    ok &= bind_foot(b, section, root);
    bind_below_signature(b, section);
    ok &= bind_copy(b, section, root);
    ok &= bind_enclosed(b, root);
    ok &= bind_annexes(b, root);
    ok &= bind_checks(b, root);
    ok = ok && bind_tables_placed(b, root);
    ok &= bind_citations_end(b, root, ok);
    report_tones(b);
    mark_used_styles(b->doc);
    if (!b->draft && !bind_given(b, root, "lan_du_thao"))
        profile_signs(b->profile, b->doc);
    b->doc->signers = bind_given(b, root, "sao") ? 1 : 0; /* a copy is signed by who copies */
    b->doc->organs = b->doc->signers ? 1 : b->paper.organs_n;
    b->doc->meta.date = date;
    b->doc->meta.lang = "vi-VN";
    b->doc->meta.generator = arena_str(&b->doc->arena, options->generator);
    note_filing(b, date);
    if (b->doc->meta.secrecy)
        keep_secret(&b->doc->meta);
    return ok;
}

/* What is missing has no line: the file that holds the document stands for it. */
static struct pos document_place(const struct value *root)
{
    static const char *const keys[] = {"ten_loai", "the_loai", "loai", "noi_dung"};
    const struct value *v = NULL;

    for (size_t i = 0; i < sizeof keys / sizeof *keys && !v; i++)
        v = value_member(root, keys[i]);
    if (!v)
        v = value_item(root, 0);
    return pos_file(v ? v->pos.file : NULL);
}

static bool has_document(const struct value *root)
{
    return value_member(root, "ten_loai") || value_member(root, "the_loai") || value_member(root, "loai") || value_member(root, "noi_dung");
}

struct doc *bind_document(struct ctx *ctx, const struct data *data, struct fonts *fonts, const struct bind_options *options)
{
    struct binder b = {.ctx = ctx, .data = data, .fonts = fonts, .draft = options->draft, .free_keys = options->free_keys};
    int before = ctx->errors;
    bool ok;

    if (!has_document(data->root)) {
        diag(ctx, DIAG_DOC_EMPTY, document_place(data->root));
        return NULL;
    }
    b.where = document_place(data->root);
    b.doc = doc_new();
    b.doc->draft = options->draft;
    b.ev = expr_new(ctx, data);
    ok = build(&b, options) && ctx->errors == before;
    if (options->seen && b.profile)
        options->seen(options->seen_user, &(struct bind_view){b.doc, b.profile, b.kind, b.form, b.layout, b.broken});
    ctx->node = 0;
    expr_free(b.ev);
    profile_free(b.profile);
    profile_free(b.copy_profile);
    if (ok)
        return b.doc;
    doc_free(b.doc);
    return NULL;
}
