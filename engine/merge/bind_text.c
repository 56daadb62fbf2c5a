/* Paragraphs and runs of the merge, and the watch over tone marks. */
#include "base/diag/merge.h"
#include "merge/binder.h"
#include "text/text.h"

struct node *bind_para_style(struct binder *b, struct node *parent, enum role role,
                             const char *style, const char *place, struct pos pos)
{
    struct node *p = node_new(b->doc, NODE_PARA, parent, place, pos);

    p->as.para.role = role;
    p->as.para.style = doc_style(b->doc, style);
    ((struct style *)p->as.para.style)->used = true;
    b->ctx->node = p->id;
    return p;
}

struct node *bind_para(struct binder *b, struct node *parent, enum role role, const char *place,
                       struct pos pos)
{
    return bind_para_style(b, parent, role, profile_role(b->profile, role)->id, place, pos);
}

/* The paragraph's look with a character style over it. */
static const struct char_props *styled(struct binder *b, const struct node *para, struct style *s)
{
    struct char_props *chr = ARENA_NEW(&b->doc->arena, struct char_props);

    s->used = true;
    *chr = para->as.para.style->chr;
    chr->bold |= s->chr.bold;
    chr->italic |= s->chr.italic;
    chr->strike |= s->chr.strike;
    chr->underline |= s->chr.underline;
    return chr;
}

struct node *bind_run(struct binder *b, const struct node *para, struct node *into,
                      const char *text, const char *char_style)
{
    struct node *run = node_text(b->doc, into, text);
    struct style *s = char_style ? (struct style *)doc_style(b->doc, char_style) : NULL;

    if (!s)
        return run;
    run->as.text.style = s;
    run->as.text.chr = styled(b, para, s);
    return run;
}

void bind_label_style(struct binder *b, struct node *para, const char *char_style)
{
    struct style *s = (struct style *)doc_style(b->doc, char_style);

    para->as.para.label_style = s;
    para->as.para.label_chr = styled(b, para, s);
}

/* ---- inlines ---- */

enum { MARK_BOLD = 1, MARK_ITALIC = 2, MARK_STRIKE = 4 };

static const char *const mark_style[] = {
    [MARK_BOLD] = "Dam",
    [MARK_ITALIC] = "Nghieng",
    [MARK_BOLD | MARK_ITALIC] = "DamNghieng",
    [MARK_STRIKE] = "GachBo",
};
static const struct {
    const char *key;
    unsigned mark;
} marks[] = {{"dam", MARK_BOLD}, {"nghieng", MARK_ITALIC}, {"gach_bo", MARK_STRIKE}};

static bool inlines(struct binder *b, struct node *para, struct node *into, const struct value *v,
                    unsigned mark, int depth);

/* Text keeps its outer spaces here: they stand between the runs. */
static bool inline_text(struct binder *b, struct node *para, struct node *into,
                        const struct value *v, unsigned mark)
{
    const char *text = bind_mentions(b, v, expr_text(b->ev, v, NULL));
    const char *style = mark & MARK_STRIKE ? "GachBo" : mark ? mark_style[mark] : NULL;
    struct buf out = {0};

    if (!text)
        return false;
    for (const char *p = text; *p; p++) /* one space for a run of white space */
        if (*p != ' ' && *p != '\t' && *p != '\n' && *p != '\r')
            buf_putc(&out, *p);
        else if (out.n == 0 || out.p[out.n - 1] != ' ')
            buf_putc(&out, ' ');
    if (out.n) {
        struct node *run = bind_run(b, para, into, out.p, style);

        tones_note(&b->tones, &b->doc->arena, run->as.text.text, v->pos);
    }
    buf_release(&out);
    return true;
}

static bool inline_footnote(struct binder *b, struct node *into, const struct value *v)
{
    struct arena a = {0};
    struct node *note = node_new(b->doc, NODE_FOOTNOTE, into, value_path(&a, v), v->pos);
    struct node *p = bind_para(b, note, ROLE_FOOTNOTE, value_path(&a, v), v->pos);
    bool ok = true;

    if (v->type != VALUE_LIST)
        ok = bind_inlines(b, p, v);
    for (size_t i = 0; v->type == VALUE_LIST && i < read_count(b->ctx, v); i++) {
        if (i > 0)
            p = bind_para(b, note, ROLE_FOOTNOTE, value_path(&a, value_item(v, i)), v->pos);
        ok &= bind_inlines(b, p, read_item(b->ctx, v, i));
    }
    arena_release(&a);
    b->ctx->node = into->id;
    return ok;
}

/* Two things in one map: only the first would be printed. */
static bool one_inline(struct binder *b, const struct value *v)
{
    const struct value *second = value_item(v, 1);

    if (!second || value_member(v, "lien_ket"))
        return true;
    diag(b->ctx, DIAG_KEY_UNKNOWN, second->key_pos, second->written_key);
    return false;
}

static bool inline_map(struct binder *b, struct node *para, struct node *into,
                       const struct value *v, unsigned mark, int depth)
{
    static const struct key link_keys[] = {{"lien_ket", false}, {"noi_dung", false}, {NULL, false}};
    const struct value *first = value_item(v, 0), *inner;
    struct arena a = {0};

    if (value_member(v, "lien_ket") && !bind_keys(b, v, link_keys))
        return false;
    if (!value_is_mapping_trap(v) && !one_inline(b, v))
        return false;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if ((inner = read_member(b->ctx, v, marks[i].key)))
            return inlines(b, para, into, inner, mark | marks[i].mark, depth + 1);
    if (value_member(v, "xuong_dong")) {
        node_break(b->doc, into);
        return true;
    }
    if ((inner = read_member(b->ctx, v, "chu_thich")))
        return inline_footnote(b, into, inner);
    if ((inner = read_member(b->ctx, v, "lien_ket"))) {
        const char *url = bind_string(b, inner, "lien_ket");
        struct node *link = node_new(b->doc, NODE_LINK, into, value_path(&a, v), v->pos);

        arena_release(&a);
        link->as.link.url = url;
        inner = bind_needed(b, v, "lien_ket", "noi_dung", "{ lien_ket: https://…, noi_dung: … }");
        return url && inner && inlines(b, para, link, inner, mark, depth + 1);
    }
    if (value_is_mapping_trap(v))
        value_report_mapping_trap(b->ctx, v);
    else
        diag(b->ctx, DIAG_BLOCK_UNKNOWN, v->pos, first ? first->written_key : "{}",
             "dam, nghieng, gach_bo, lien_ket, chu_thich, xuong_dong");
    return false;
}

static bool inlines(struct binder *b, struct node *para, struct node *into, const struct value *v,
                    unsigned mark, int depth)
{
    bool ok = true;

    if (depth > LIMIT_DEPTH)
        return false;
    switch (v->type) {
    case VALUE_SCALAR:
        return inline_text(b, para, into, v, mark);
    case VALUE_MAP:
        return inline_map(b, para, into, v, mark, depth);
    case VALUE_LIST:
        for (size_t i = 0; i < read_count(b->ctx, v); i++)
            ok &= inlines(b, para, into, read_item(b->ctx, v, i), mark, depth + 1);
        return ok;
    default:
        diag(b->ctx, DIAG_TYPE_TEXT, v->pos, "noi_dung", value_kind_name(b, v));
        return false;
    }
}

/* Leading and trailing spaces of the paragraph go: only those between runs mean something. */
static void trim_para(struct binder *b, struct node *para)
{
    struct node *first = para->first, *last = para->last;

    if (first && first->type == NODE_TEXT)
        while (*first->as.text.text == ' ')
            first->as.text.text++;
    if (last && last->type == NODE_TEXT) {
        struct span s = span_of(last->as.text.text);

        while (s.n && s.p[s.n - 1] == ' ')
            s.n--;
        last->as.text.text = arena_span(&b->doc->arena, s);
    }
}

static bool whole_paragraph(struct binder *b, struct node *para, const struct value *v, unsigned mark)
{
    const struct value *inner = v->type == VALUE_MAP ? read_member(b->ctx, v, "doan") : NULL;
    bool ok = inlines(b, para, para, inner ? inner : v, mark, 0);

    trim_para(b, para);
    return ok;
}

bool bind_inlines(struct binder *b, struct node *para, const struct value *v)
{
    return whole_paragraph(b, para, v, 0);
}

bool bind_bold_inlines(struct binder *b, struct node *para, const struct value *v)
{
    return whole_paragraph(b, para, v, MARK_BOLD);
}
