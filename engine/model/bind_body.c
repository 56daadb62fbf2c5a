/* noi_dung -> blocks: paragraphs, numbered sections, dash items, tables, pictures.
 *
 * Numbers of sections are made here by the layout (bố cục) of the profile. A heading that brings its number has it
 * checked and dropped; a paragraph that brings its own mark keeps it, printed once. */
#include <math.h>

#include "base/file.h"
#include "data/reader.h"
#include "model/binder.h"
#include "model/picture.h"
#include "text/text.h"

static const double MM = 72 / 25.4;

/* ---- marks that a text brings ---- */

/* The length of a mark at the start of `s` that ends before white space: "-", "+", "a)", "1.", "1.1.", "IV-", "Phần II".
 * 0: none. */
static size_t written_mark(const char *s)
{
    size_t n = 0, digits;

    if ((*s == '-' || *s == '+') && s[1] == ' ')
        return 1;
    if (strncmp(s, "đ)", 3) == 0 && s[3] == ' ')
        return 3;
    if (*s >= 'a' && *s <= 'z' && s[1] == ')' && s[2] == ' ')
        return 2;
    if ((n = strspn(s, "IVXLC")) > 0 && strchr(".-)", s[n]) && s[n] && s[n + 1] == ' ')
        return n + 1;
    for (n = 0; (digits = strspn(s + n, "0123456789")) > 0 && digits <= 3;) {
        n += digits;
        if (s[n] != '.' && s[n] != ')')
            return n > digits && s[n] == ' ' ? n : 0; /* "1.1 Tên" */
        n++;
        if (s[n] == ' ')
            return n;
    }
    return 0;
}

/* The bare number of a mark: "1.1" of "1.1.", "IV" of "IV-". */
static struct span bare_mark(struct span mark)
{
    while (mark.n && strchr(".-)", mark.p[mark.n - 1]))
        mark.n--;
    return mark;
}

/* ---- sections ---- */

static const char *level_number(struct binder *b, const struct level *l, size_t depth)
{
    struct arena *a = &b->doc->arena;
    struct buf out = {0};
    size_t from = depth;

    switch (l->counter) {
    case COUNTER_ROMAN:
        return text_roman(a, b->counts[depth]);
    case COUNTER_LETTER:
        return text_letter(a, b->counts[depth]);
    case COUNTER_DECIMAL:
        return arena_printf(a, "%u", b->counts[depth]);
    case COUNTER_DOTTED: /* with the numbers of the decimal levels above */
        while (from > 0 && (b->layout->levels[from - 1].counter == COUNTER_DOTTED ||
                            b->layout->levels[from - 1].counter == COUNTER_DECIMAL))
            from--;
        for (; from <= depth; from++)
            buf_printf(&out, from < depth ? "%u." : "%u", b->counts[from]);
        return arena_buf(a, &out);
    }
    return "";
}

/* Drops the number that a heading brings, after comparing it with the one it gets. */
static void take_number(struct binder *b, const struct level *l, const struct node *para, struct node *first, const char *number)
{
    size_t word = l->before ? strlen(l->before) : 0;
    struct span mark;

    if (!first || first->type != NODE_TEXT)
        return;
    if (word && strncmp(first->as.text.text, l->before, word) == 0 && strspn(first->as.text.text + word, "0123456789IVXLC") > 0) {
        first->as.text.text += word;
        mark = span_make(first->as.text.text, strcspn(first->as.text.text, " "));
    } else {
        mark = span_make(first->as.text.text, written_mark(first->as.text.text));
    }
    if (mark.n == 0 || *mark.p == '-' || *mark.p == '+')
        return;
    if (!span_is(bare_mark(mark), number))
        diag(b->ctx, DIAG_HEADING_NUMBER, para->pos, arena_span(&b->doc->arena, bare_mark(mark)), number);
    first->as.text.text += mark.n;
    while (*first->as.text.text == ' ')
        first->as.text.text++;
}

static void upper_runs(struct binder *b, struct node *top)
{
    for (struct node *n = top->first; n; n = n->next) {
        if (n->type == NODE_TEXT)
            n->as.text.text = text_upper(&b->doc->arena, span_of(n->as.text.text));
        upper_runs(b, n);
    }
}

static bool level_upper(const struct binder *b, const struct level *l, int level)
{
    if (level == 1 && b->choice.upper_1)
        return true;
    if (level == 1 && b->choice.lower_1)
        return false;
    return l->upper;
}

/* Reports inlines of which nothing is left to print. */
static bool filled(struct binder *b, const struct node *first, const struct value *v, const char *what)
{
    for (const struct node *n = first; n; n = n->next)
        if (n->type != NODE_TEXT || *n->as.text.text)
            return true;
    diag(b->ctx, DIAG_TEXT_EMPTY, v->pos, what);
    return false;
}

static bool ends_sentence(const struct node *para)
{
    struct buf text = {0};
    bool ends;

    node_plain_text(para, &text);
    ends = text.n && strchr(".;:", text.p[text.n - 1]);
    buf_release(&text);
    return ends;
}

/* "Điều 1. Phạm vi" names the Điều and is bold; "Điều 1. Thành lập … như sau:" is its content: only the number is bold
 * (HD 05-HD/VPTW, Phần II, I.6.2.4 c: the name of the Điều, or its content, stands on the line). */
static bool run_in_heading(struct binder *b, struct node *parent, const struct level *l, const char *number, const char *whole,
                           const struct value *heading, int level)
{
    struct node *p = bind_para_style(b, parent, ROLE_BODY, l->content_style, value_path(&b->doc->arena, heading), heading->pos);
    struct node *label = bind_run(b, p, p, whole, "Dam"), *space = node_text(b->doc, p, " ");

    if (!bind_inlines(b, p, heading))
        return false;
    take_number(b, l, p, space->next, number);
    if (!filled(b, space->next, heading, "muc"))
        return false;
    if (ends_sentence(p))
        return true;
    p->as.para.role = ROLE_HEADING;
    p->as.para.level = level;
    p->as.para.style = doc_style(b->doc, l->style);
    ((struct style *)p->as.para.style)->used = true;
    label->as.text.style = NULL;
    label->as.text.chr = NULL;
    for (struct node *n = space->next; n; n = n->next)
        if (n->type == NODE_TEXT && n->as.text.chr)
            ((struct char_props *)n->as.text.chr)->bold = true;
    return true;
}

static bool named_heading(struct binder *b, struct node *parent, const struct level *l, const char *number, const char *whole,
                          const struct value *heading, int level)
{
    char *place = value_path(&b->doc->arena, heading);
    struct node *p = bind_para_style(b, parent, ROLE_HEADING, l->style, place, heading->pos);

    p->as.para.level = level;
    if (l->name_style) {
        node_text(b->doc, p, whole);
        p = bind_para_style(b, parent, ROLE_HEADING_NAME, l->name_style, arena_printf(&b->doc->arena, "%s.ten", place), heading->pos);
        p->as.para.level = level;
    } else {
        p->as.para.label = whole;
    }
    if (!bind_inlines(b, p, heading))
        return false;
    take_number(b, l, p, p->first, number);
    if (!filled(b, p->first, heading, "muc"))
        return false;
    if (level_upper(b, l, level))
        upper_runs(b, p);
    return true;
}

static bool section(struct binder *b, struct node *parent, const struct value *v, const struct value *heading, int level)
{
    static const struct key keys[] = {{"muc", false}, {"noi_dung", false}, {"cap", false}, {NULL, false}};
    const struct value *content;
    const struct level *l;
    const char *number, *whole;

    if (!bind_keys(b, v, keys))
        return false;
    if ((size_t)level > b->layout->n) {
        diag(b->ctx, DIAG_DEPTH, v->pos, arena_printf(&b->doc->arena, "%zu", b->layout->n));
        return false;
    }
    l = &b->layout->levels[level - 1];
    b->counts[level - 1]++;
    for (size_t i = (size_t)level; i < b->layout->n; i++)
        if (!b->layout->levels[i].through)
            b->counts[i] = 0;
    number = level_number(b, l, (size_t)level - 1);
    whole = arena_printf(&b->doc->arena, "%s%s%s", l->before ? l->before : "", number, l->after ? l->after : "");
    if (!(l->content_style ? run_in_heading : named_heading)(b, parent, l, number, whole, heading, level))
        return false;
    content = bind_member(b, v, "noi_dung");
    return !content || bind_blocks(b, parent, content, level + 1);
}

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
    if (!bind_inlines(b, p, v) || !filled(b, p->first, v, "noi_dung"))
        return false;
    first = p->first;
    if (first->type == NODE_TEXT && (n = written_mark(first->as.text.text)) > 0 && first->as.text.text[n]) {
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
    if (!bind_inlines(b, p, v) || !filled(b, p->first, v, "gach"))
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
        ok &= item(b, parent, read_item(b->ctx, list, i), mark, depth);
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
    count = list->type == VALUE_LIST ? read_count(b->ctx, list) : 1;
    number = (unsigned)first;
    for (size_t i = 0; ok && i < count; i++) {
        const struct value *v = list->type == VALUE_LIST ? read_item(b->ctx, list, i) : list;
        const char *label = *mark == 'a' ? arena_printf(&b->doc->arena, "%s)", text_letter(&b->doc->arena, number))
                                         : arena_printf(&b->doc->arena, "%u%c", number, mark[1]);

        ok &= item(b, parent, v, label, 1);
        number += v->type != VALUE_MAP || value_member(v, "doan"); /* a nested list has no number here */
    }
    return ok;
}

/* ---- pictures ---- */

/* Reports a file that is no whole picture. */
static bool picture_size(struct binder *b, const char *file, struct span bytes, struct pos pos, struct picture *out)
{
    struct arena *a = &b->doc->arena;

    switch (picture_read(bytes, out)) {
    case PICTURE_OK:
        return true;
    case PICTURE_UNKNOWN:
        diag(b->ctx, DIAG_IMAGE_FILE, pos, file);
        return false;
    case PICTURE_DAMAGED:
        diag(b->ctx, DIAG_IMAGE_DAMAGED, pos, file);
        return false;
    case PICTURE_LARGE:
        diag(b->ctx, DIAG_IMAGE_LARGE, pos, file, arena_printf(a, "%u × %u", out->width, out->height),
             arena_printf(a, "%d", PICTURE_PIXELS / 1000000), arena_printf(a, "%d", PICTURE_SIDE));
        return false;
    }
    return false;
}

static bool picture(struct binder *b, struct node *parent, const struct value *v)
{
    static const struct key keys[] = {{"tep", false}, {"mo_ta", false}, {"rong", false}, {"chu_thich", false}, {NULL, false}};
    const char *file, *alt, *caption;
    const struct value *width;
    struct arena *a = &b->doc->arena;
    struct buf bytes = {0};
    struct node *p, *image;
    struct picture size;
    double wanted = 0;

    if (!bind_is_map(b, v, "anh", "{ tep: so-do.png, mo_ta: … }") || !bind_keys(b, v, keys))
        return false;
    file = bind_string(b, bind_needed(b, v, "anh", "tep", "{ tep: so-do.png, mo_ta: … }"), "tep");
    if (!file)
        return false;
    if (!bind_member(b, v, "mo_ta"))
        diag(b->ctx, DIAG_IMAGE_ALT, v->pos);
    alt = bind_text_member(b, v, "mo_ta");
    width = bind_member(b, v, "rong");
    if (!alt || (width && !bind_length(b, width, "rong", "120", &wanted)))
        return false;
    if (*file != '/' && v->source)
        file = path_join(a, path_dir(a, v->source->file), file);
    if (!file_exists(file)) {
        diag(b->ctx, DIAG_IMAGE_MISSING, v->pos, file);
        return false;
    }
    if (!file_read(b->ctx, file, LIMIT_FILE_BYTES, &bytes))
        return false;
    if (!picture_size(b, file, buf_span(&bytes), v->pos, &size)) {
        buf_release(&bytes);
        return false;
    }
    p = bind_para(b, parent, ROLE_CAPTION, value_path(a, v), v->pos);
    image = node_new(b->doc, NODE_IMAGE, p, arena_printf(a, "%s.anh", value_path(a, v)), v->pos);
    wanted = wanted > 0 ? fmin(wanted * MM, b->text_width) : fmin(size.width * 72.0 / 96, b->text_width);
    image->as.image = (struct image){.file = arena_str(a, file), .width = wanted, .height = wanted * size.height / size.width, .alt = alt};
    image->as.image.bytes = span_make(arena_span(a, buf_span(&bytes)), bytes.n);
    buf_release(&bytes);
    caption = bind_text_member(b, v, "chu_thich");
    if (caption)
        node_text(b->doc, bind_para(b, parent, ROLE_CAPTION, arena_printf(a, "%s.chu_thich", value_path(a, v)), v->pos), caption);
    return true;
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
        return section(b, parent, v, inner, level);
    if ((inner = bind_member(b, v, "gach")))
        return items(b, parent, v, inner, 1);
    if ((inner = bind_member(b, v, "liet_ke")))
        return numbered(b, parent, v, inner);
    if ((inner = bind_member(b, v, "bang")))
        return bind_keys(b, v, table_keys) && bind_table(b, parent, inner);
    if ((inner = bind_member(b, v, "anh")))
        return bind_keys(b, v, picture_keys) && picture(b, parent, inner);
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
        return paragraph(b, parent, v);
    case VALUE_MAP:
        return block_map(b, parent, v, level);
    case VALUE_LIST:
        for (size_t i = 0; i < read_count(b->ctx, v); i++)
            ok &= bind_blocks(b, parent, read_item(b->ctx, v, i), level);
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
    struct node *p = bind_para(b, section_node, ROLE_GROUNDS, arena_printf(&b->doc->arena, "can_cu[%zu]", i), l->pos[i]);
    const char *text = bind_bare_line(b, l->v[i]);

    p->as.para.label = w->grounds_mark ? arena_str(&b->doc->arena, w->grounds_mark) : NULL;
    node_text(b->doc, p, arena_printf(&b->doc->arena, "%s%s", text,
                                      i + 1 < l->n ? w->grounds_separator : w->grounds_end));
}

/* HD 05-HD/VPTW, Phần II, I.6.2.2: the text ends with a full stop; "./." is a habit of State papers. */
static void check_end(struct binder *b, const struct node *section_node)
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
        size_t start = s.n - 1;

        while (start > 0 && ((unsigned char)s.p[start] & 0xc0) == 0x80)
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
        fit_name(b, p, c->upper ? text_upper(&b->doc->arena, span_of(l->v[i])) : l->v[i], b->text_width, false);
    }
}

bool bind_body(struct binder *b, struct node *section_node, const struct value *root)
{
    const struct value *grounds = bind_given(b, root, "can_cu");
    const struct value *content = bind_member(b, root, "noi_dung"), *order = bind_given(b, root, "lenh");
    struct lines lines = {0}, orders = {0};
    const struct node *before;
    size_t above;
    bool ok = true;

    if (grounds)
        ok &= bind_lines(b, grounds, "can_cu", &lines);
    if (order)
        ok &= bind_lines(b, order, "lenh", &orders);
    above = b->profile->words.order_first && orders.n > 1;
    order_lines(b, section_node, &orders, 0, above);
    for (size_t i = 0; i < lines.n; i++)
        grounds_line(b, section_node, &lines, i);
    order_lines(b, section_node, &orders, above, orders.n);
    before = section_node->last;
    if (content && !bind_blocks(b, section_node, content, 1))
        return false;
    if (section_node->last == before) {
        bind_missing(b, "noi_dung", "noi-dung", DIAG_CONTENT_MISSING, content ? content->pos : b->where);
        return ok && b->draft;
    }
    space_after_tables(b, section_node);
    if (ok)
        check_end(b, section_node);
    return ok;
}
