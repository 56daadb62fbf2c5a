/* Numbered sections: a heading of each level, then what stands in it. A heading that brings its number has it checked
 * and dropped. */
#include "base/diag/merge.h"
#include "merge/binder.h"
#include "text/text.h"

/* ---- marks that a text brings ---- */

/* The length of a mark at the start of `s` that ends before white space: "-", "+", "a)", "1.", "1.1.", "IV-", "Phần II".
 * 0: none. */
size_t bind_written_mark(const char *s)
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
        mark = span_make(first->as.text.text, bind_written_mark(first->as.text.text));
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
bool bind_filled(struct binder *b, const struct node *first, const struct value *v, const char *what)
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

    bind_label(b, p, level, whole);
    if (!bind_inlines(b, p, heading))
        return false;
    take_number(b, l, p, p->first, number);
    if (!bind_filled(b, p->first, heading, "muc"))
        return false;
    if (ends_sentence(p)) {
        bind_label_style(b, p, "Dam");
        return true;
    }
    p->as.para.role = ROLE_HEADING;
    p->as.para.level = level;
    p->as.para.style = doc_style(b->doc, l->style);
    ((struct style *)p->as.para.style)->used = true;
    for (struct node *n = p->first; n; n = n->next)
        if (n->type == NODE_TEXT && n->as.text.chr)
            ((struct char_props *)n->as.text.chr)->bold = true;
    return true;
}

static bool looks_same(const struct char_props *x, const struct char_props *y)
{
    return x->size == y->size && x->bold == y->bold && x->italic == y->italic && x->underline == y->underline;
}

/* The inlines of a name in the look of its own component. */
static bool name_inlines(struct binder *b, struct node *p, const struct style *name, const struct value *heading)
{
    const struct style *own = p->as.para.style;
    bool ok;

    p->as.para.style = name; /* the runs take their look from it */
    ok = bind_inlines(b, p, heading);
    p->as.para.style = own;
    for (struct node *n = p->first; n; n = n->next)
        if (n->type == NODE_TEXT && !n->as.text.chr && !looks_same(&own->chr, &name->chr))
            n->as.text.chr = &name->chr;
    return ok;
}

/* The name of a phần or chương stands below its number. Both are one paragraph, as a heading is one in outlines. */
static void put_below(struct binder *b, struct node *p, const struct style *name)
{
    struct para_props *props = ARENA_NEW(&b->doc->arena, struct para_props);

    *props = p->as.para.style->para;
    props->after = name->para.after;
    p->as.para.own = props;
    node_break_before(b->doc, p->first);
}

static bool named_heading(struct binder *b, struct node *parent, const struct level *l, const char *number, const char *whole,
                          const struct value *heading, int level)
{
    struct node *p = bind_para_style(b, parent, ROLE_HEADING, l->style, value_path(&b->doc->arena, heading), heading->pos);
    const struct style *name = l->name_style ? doc_style(b->doc, l->name_style) : NULL;

    p->as.para.level = level;
    bind_label(b, p, level, whole);
    if (!(name ? name_inlines(b, p, name, heading) : bind_inlines(b, p, heading)))
        return false;
    take_number(b, l, p, p->first, number);
    if (!bind_filled(b, p->first, heading, "muc"))
        return false;
    if (level_upper(b, l, level))
        upper_runs(b, p);
    else if (p->first->type == NODE_TEXT && !p->first->next)
        bind_check_case(b, p->first->as.text.text, "muc", heading->pos);
    if (name)
        put_below(b, p, name);
    return true;
}

bool bind_section(struct binder *b, struct node *parent, const struct value *v, const struct value *heading, int level)
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
    number = bind_next_number(b, level);
    whole = arena_printf(&b->doc->arena, "%s%s%s", l->before ? l->before : "", number, l->after ? l->after : "");
    if (!(l->content_style ? run_in_heading : named_heading)(b, parent, l, number, whole, heading, level))
        return false;
    content = bind_member(b, v, "noi_dung");
    if (parent->last->type == NODE_PARA && !ends_sentence(parent->last) && /* a khoản is its own text */
        (!content || (content->type == VALUE_LIST && read_count(b->ctx, content) == 0)))
        diag(b->ctx, DIAG_SECTION_EMPTY, heading->pos);
    return !content || bind_blocks(b, parent, content, level + 1);
}
