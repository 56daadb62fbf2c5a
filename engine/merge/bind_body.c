/* noi_dung -> blocks: paragraphs and items here, sections, tables and pictures in files of their own. A paragraph that
 * brings its own mark keeps it, printed once. */
#include <math.h>

#include "base/diag/merge.h"
#include "data/reader.h"
#include "merge/binder.h"
#include "text/text.h"

/* ---- paragraphs and items ---- */

static void set_item(struct binder *b, struct node *p, const char *label, int depth)
{
    p->as.para.style = doc_style(b->doc, profile_role(b->profile, ROLE_ITEM)->id);
    ((struct style *)p->as.para.style)->used = true;
    p->as.para.role = ROLE_ITEM;
    p->as.para.label = label;
    p->as.para.level = depth;
}

/* so_dong: the paragraph is to take no more than so many lines, as typists squeeze out a short last one. */
static bool squeeze(struct binder *b, struct node *p, const struct value *v)
{
    const struct value *wanted = v->type == VALUE_MAP ? bind_member(b, v, "so_dong") : NULL;
    double lines;

    if (!wanted)
        return true;
    if (!bind_number(b, wanted, "so_dong", "1", &lines))
        return false;
    if (lines >= 1 && lines <= 100 && fit_lines(b, p, (size_t)lines))
        return true;
    diag(b->ctx, DIAG_LINES_TOO_FEW, wanted->pos, wanted->as.scalar.text);
    return true;
}

static bool paragraph(struct binder *b, struct node *parent, const struct value *v)
{
    static const struct key keys[] = {{"doan", false}, {"so_dong", false}, {NULL, false}};
    struct node *p = bind_para(b, parent, ROLE_BODY, value_path(&b->doc->arena, v), v->pos);
    struct node *first;
    size_t n;

    if (v->type == VALUE_MAP && !bind_keys(b, v, keys))
        return false;
    if (!bind_inlines(b, p, v) || !bind_filled(b, p->first, v, "noi_dung"))
        return false;
    first = p->first;
    if (first->type == NODE_TEXT && (n = bind_written_mark(first->as.text.text)) > 0 && first->as.text.text[n]) {
        set_item(b, p, arena_span(&b->doc->arena, span_make(first->as.text.text, n)),
                 *first->as.text.text == '+' ? 2 : 1);
        first->as.text.text += n;
        while (*first->as.text.text == ' ')
            first->as.text.text++;
    }
    return squeeze(b, p, v);
}

static bool items(struct binder *b, struct node *parent, const struct value *map, const struct value *list, int depth);

static bool item(struct binder *b, struct node *parent, const struct value *v, const char *label, int depth)
{
    const struct value *inner;
    struct node *p;

    if (v->type == VALUE_MAP && (inner = bind_member(b, v, "gach")))
        return items(b, parent, v, inner, depth + 1);
    if (v->type == VALUE_MAP && !value_member(v, "doan"))
        return bind_blocks(b, parent, v, LEVELS_MAX + 1);
    p = bind_para(b, parent, ROLE_ITEM, value_path(&b->doc->arena, v), v->pos);
    if (!bind_inlines(b, p, v) || !bind_filled(b, p->first, v, "gach"))
        return false;
    set_item(b, p, label, depth);
    return true;
}

static bool items(struct binder *b, struct node *parent, const struct value *map, const struct value *list, int depth)
{
    static const struct key keys[] = {{"gach", false}, {"dau", false}, {NULL, false}};
    const struct value *mark_value = bind_member(b, map, "dau");
    const char *mark = bind_string(b, mark_value, "dau");
    bool ok = bind_keys(b, map, keys) && (!mark_value || mark);

    if (!ok || depth > LIMIT_DEPTH)
        return false;
    if (!mark)
        mark = depth % 2 ? "-" : "+";
    if (list->type != VALUE_LIST)
        return item(b, parent, list, mark, depth);
    for (size_t i = 0; i < read_count(b->ctx, list); i++)
        ok &= item(b, parent, bind_item(b, list, i), mark, depth);
    return ok;
}

/* Items numbered in the source: "1." or "a)"; the numbers are the written ones. */
static bool numbered(struct binder *b, struct node *parent, const struct value *map, const struct value *list)
{
    static const struct key keys[] = {{"liet_ke", false}, {"dau", false}, {"tu", false}, {NULL, false}};
    const struct value *mark_value = bind_member(b, map, "dau"), *from = bind_member(b, map, "tu");
    const char *mark = mark_value ? bind_string(b, mark_value, "dau") : "1.";
    double first = 1;
    unsigned number;
    size_t count;
    bool ok = bind_keys(b, map, keys) && mark && (!from || bind_length(b, from, "tu", "1", &first));

    if (mark && strcmp(mark, "1.") != 0 && strcmp(mark, "1)") != 0 && strcmp(mark, "a)") != 0) {
        diag(b->ctx, DIAG_TYPE_CHOICE, mark_value->pos, "dau", "1., 1), a)", mark);
        return false;
    }
    count = bind_many(b, list);
    number = (unsigned)first;
    for (size_t i = 0; ok && i < count; i++) {
        const struct value *v = list->type == VALUE_LIST ? bind_item(b, list, i) : list;
        const char *label = *mark == 'a' ? arena_printf(&b->doc->arena, "%s)", text_letter(&b->doc->arena, number))
                                         : arena_printf(&b->doc->arena, "%u%c", number, mark[1]);

        ok &= item(b, parent, v, label, 1);
        number += v->type != VALUE_MAP || value_member(v, "doan"); /* a nested list has no number here */
    }
    return ok;
}

/* ---- blocks ---- */

static bool markdown(struct binder *b, struct node *parent, const struct value *v, int level)
{
    const struct value *blocks = markdown_blocks((struct data *)b->data, v);

    return blocks && bind_blocks(b, parent, blocks, level);
}

static bool block_map(struct binder *b, struct node *parent, const struct value *v, int level)
{
    static const struct key table_keys[] = {{"bang", false}, {NULL, false}}, picture_keys[] = {{"anh", false}, {NULL, false}},
                            markdown_keys[] = {{"md", false}, {NULL, false}};
    const struct value *inner;

    if (value_member(v, "doan"))
        return paragraph(b, parent, v);
    if ((inner = bind_member(b, v, "muc")))
        return bind_section(b, parent, v, inner, level);
    if ((inner = bind_member(b, v, "gach")))
        return items(b, parent, v, inner, 1);
    if ((inner = bind_member(b, v, "liet_ke")))
        return numbered(b, parent, v, inner);
    if ((inner = bind_member(b, v, "bang")))
        return bind_keys(b, v, table_keys) && bind_table(b, parent, inner);
    if ((inner = bind_member(b, v, "anh")))
        return bind_keys(b, v, picture_keys) && bind_picture(b, parent, inner);
    if ((inner = bind_member(b, v, "md")))
        return bind_keys(b, v, markdown_keys) && markdown(b, parent, inner, level);
    if (value_is_mapping_trap(v))
        value_report_mapping_trap(b->ctx, v);
    else
        diag(b->ctx, DIAG_BLOCK_UNKNOWN, v->pos, value_count(v) ? value_item(v, 0)->written_key : "{}",
             "doan, muc, gach, liet_ke, bang, anh, md");
    return false;
}

bool bind_blocks(struct binder *b, struct node *parent, const struct value *v, int level)
{
    bool ok = true;

    switch (v->type) {
    case VALUE_SCALAR:
        return bind_is_named_table(b, v) ? bind_named_table(b, parent, v) : paragraph(b, parent, v);
    case VALUE_MAP:
        return block_map(b, parent, v, level);
    case VALUE_LIST:
        for (size_t i = 0; i < read_count(b->ctx, v); i++)
            ok &= bind_blocks(b, parent, bind_item(b, v, i), level);
        return ok;
    default:
        diag(b->ctx, DIAG_TYPE_TEXT, v->pos, "noi_dung", value_kind_name(b, v));
        return false;
    }
}

/* ---- the body as a whole ---- */

static void grounds_line(struct binder *b, struct node *section_node, const struct lines *l, size_t i)
{
    const struct words *w = &b->profile->words;
    struct node *p = bind_para(b, section_node, ROLE_GROUNDS, l->place[i], l->pos[i]);
    const char *text = bind_bare_line(b, l->v[i]);

    p->as.para.label = w->grounds_mark ? arena_str(&b->doc->arena, w->grounds_mark) : NULL;
    node_text(b->doc, p, arena_printf(&b->doc->arena, "%s%s", text,
                                      i + 1 < l->n ? w->grounds_separator : w->grounds_end));
}

/* HD 05-HD/VPTW, Phần II, I.6.2.2: the text ends with a full stop; "./." is a habit of State papers. */
void bind_full_stop(struct binder *b, const struct node *section_node)
{
    const struct node *last = section_node->last;
    struct buf text = {0};
    struct span s;

    if (!last || last->type != NODE_PARA || last->as.para.role == ROLE_HEADING)
        return;
    node_plain_text(last, &text);
    s = span_trim(buf_span(&text));
    if (s.n >= 3 && memcmp(s.p + s.n - 3, "./.", 3) == 0) {
        bind_rule(b, "dau-cham-cuoi", DIAG_FULL_STOP, last->pos, "./.");
    } else if (s.n && s.p[s.n - 1] != '.') {
        size_t start = s.n; /* the last word, to be found again */

        while (start > 0 && s.p[start - 1] != ' ')
            start--;
        bind_rule(b, "dau-cham-cuoi", DIAG_FULL_STOP, last->pos, arena_span(&b->doc->arena, span_make(s.p + start, s.n - start)));
    }
    buf_release(&text);
}

/* A table has no space after it in any of the formats: the paragraph that follows brings it. */
static void space_after_tables(struct binder *b, struct node *section_node)
{
    for (struct node *n = section_node->first; n; n = n->next) {
        struct para_props *own;

        if (n->type != NODE_PARA || !n->prev || n->prev->type != NODE_TABLE ||
            n->prev->as.table.kind != TABLE_DATA || para_props(n)->before >= b->choice.gap)
            continue;
        own = ARENA_NEW(&b->doc->arena, struct para_props);
        *own = *para_props(n);
        own->before = b->choice.gap;
        n->as.para.own = own;
    }
}

bool bind_content(struct binder *b, struct node *section_node, const struct value *content)
{
    if (!bind_blocks(b, section_node, content, 1))
        return false;
    space_after_tables(b, section_node);
    return true;
}

/* Lines of the order between căn cứ and the first Điều: "BAN THƯỜNG VỤ TỈNH UỶ QUYẾT ĐỊNH:". */
static void order_lines(struct binder *b, struct node *section_node, const struct lines *l, size_t from, size_t to)
{
    const struct component *c = profile_role(b->profile, ROLE_ORDER);
    struct node *p;

    if (from >= to)
        return;
    p = bind_para(b, section_node, ROLE_ORDER, from ? "lenh.sau" : "lenh", l->pos[from]);
    for (size_t i = from; i < to; i++) {
        if (i > from) {
            node_break(b->doc, p);
        }
        fit_name(b, p, c->upper ? text_upper(&b->doc->arena, span_of(l->v[i])) : l->v[i], (struct block){.width = b->text_width}, false);
    }
}

bool bind_body(struct binder *b, struct node *section_node, const struct value *root)
{
    const struct value *grounds = bind_given(b, root, "can_cu");
    const struct value *content = bind_member(b, root, "noi_dung"), *more = bind_given(b, root, "noi_dung_them"), *order = bind_given(b, root, "lenh");
    struct lines lines = {0}, orders = {0};
    const struct node *before;
    size_t above;
    bool ok = true;

    b->cited.grounds = true;
    if (grounds)
        ok &= bind_line_items(b, grounds, "can_cu", &lines);
    b->cited.grounds = false;
    if (order)
        ok &= bind_lines(b, order, "lenh", &orders);
    above = b->profile->words.order_first && orders.n > 1;
    order_lines(b, section_node, &orders, 0, above);
    for (size_t i = 0; i < lines.n; i++)
        grounds_line(b, section_node, &lines, i);
    order_lines(b, section_node, &orders, above, orders.n);
    before = section_node->last;
    if ((content && !bind_content(b, section_node, content)) || (more && !bind_content(b, section_node, more)))
        return false;
    if (section_node->last == before) {
        bind_missing(b, "noi_dung", "noi-dung", DIAG_CONTENT_MISSING, content ? content->pos : b->where);
        return ok;
    }
    if (ok)
        bind_full_stop(b, section_node);
    return ok;
}
