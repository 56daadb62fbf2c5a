/* The head of the first page: organs, số và ký hiệu at the left; the Party's title, place and date at the
 * right; then tên loại and trích yếu. HD 05-HD/VPTW, Phần II, I.1 to I.5. */
#include <math.h>

#include "model/binder.h"
#include "text/text.h"

static const double MM = 72 / 25.4;

static const double TITLE_SLACK = 1.2; /* [pt] */

/* A blank that the pen or the register fills: no-break spaces, so that no format folds them. */
#define BLANK "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0"

static const struct key organ_keys[] = {{"cap_tren", false}, {"ten", false}, {"ky_hieu", false}, {NULL, false}};

static const char *joined(struct binder *b, const struct lines *l)
{
    struct buf out = {0};

    for (size_t i = 0; i < l->n; i++) {
        if (i)
            buf_putc(&out, ' ');
        buf_puts(&out, l->v[i]);
    }
    return arena_buf(&b->doc->arena, &out);
}

/* ---- organs ---- */

/* A vowel of Vietnamese in capitals, with or without a tone mark. */
static bool is_vowel(uint32_t c)
{
    if (c < 0x80)
        return c != 0 && strchr("AEIOUY", (int)c) != NULL;
    if (c <= 0xff)
        return c >= 0xc0 && c <= 0xdd; /* À Á Â Ã È É Ê Ì Í Ò Ó Ô Õ Ù Ú Ý */
    return c == 0x102 || c == 0x128 || c == 0x168 || c == 0x1a0 || c == 0x1af || (c >= 0x1ea0 && c <= 0x1ef8);
}

/* "BCĐ" in a name: two capitals or more and no vowel, or one of the usual short forms. */
static bool is_abbreviation(struct binder *b, const char *word)
{
    static const char *const usual[] = {"UBND", "UBKT", "UBMTTQ", "UVBTV", NULL};
    struct span s = span_of(word);
    size_t vowels = 0;

    for (size_t i = 0; usual[i]; i++)
        if (strcmp(word, usual[i]) == 0)
            return true;
    if (text_length(s) < 2 || strcmp(text_upper(&b->doc->arena, s), word) != 0 ||
        strcmp(text_lower(&b->doc->arena, s), word) == 0)
        return false;
    for (size_t i = 0; i < s.n;)
        vowels += is_vowel(text_next(s, &i));
    return vowels == 0;
}

static void check_name(struct binder *b, const char *name, struct pos pos)
{
    for (const char *p = name; *p;) {
        size_t n = strcspn(p, " ,-()");
        const char *word = arena_span(&b->doc->arena, span_make(p, n));

        if (is_abbreviation(b, word))
            bind_rule(b, "ten-day-du", DIAG_ORGAN_ABBREVIATED, pos, word);
        p += n + (p[n] != '\0');
    }
}

static void put_organ(struct binder *b, struct node *cell, enum role role, const struct value *v,
                      const struct lines *lines, double width)
{
    struct arena a = {0};
    struct node *p = bind_para(b, cell, role, value_path(&a, v), v->pos);
    const struct component *c = profile_role(b->profile, role);

    arena_release(&a);
    for (size_t i = 0; i < lines->n; i++) {
        const char *text = c->upper ? text_upper(&b->doc->arena, span_of(lines->v[i])) : lines->v[i];

        if (i > 0) {
            node_break(b->doc, p);
        }
        fit_name(b, p, text, width, role == ROLE_PARENT_ORGAN);
        check_name(b, lines->v[i], lines->pos[i]);
    }
}

/* ---- số và ký hiệu ---- */

/* The code of an organ by its name; with_parent: TW, TU or ĐU after it, by the parent committee. */
static const char *organ_code(struct binder *b, const char *name, const char *parent)
{
    struct arena *a = &b->doc->arena;
    char *upper = text_upper(a, span_of(name));

    for (size_t i = 0; i < b->profile->n_organs; i++) {
        const struct organ_code *o = &b->profile->organs[i];
        const char *suffix;

        if (strncmp(upper, o->begins, strlen(o->begins)) != 0)
            continue;
        if (!o->with_parent)
            return o->code;
        suffix = parent ? organ_code(b, parent, NULL) : NULL;
        return suffix ? arena_printf(a, "%s%s", o->code, suffix) : NULL;
    }
    return NULL;
}

/* Capitals, digits and Đ in groups joined by '-' and '/'; kinds may end in "r" (CTr, TTr) and a last group after '/' may be
 * small ("nb"). HD 05 page 29 prints 3294-CV/VPTW/nb. */
static bool symbol_well_formed(const char *s)
{
    struct span span = span_of(s);
    bool group = false;
    size_t slashes = 0;

    for (size_t i = 0; i < span.n;) {
        uint32_t c = text_next(span, &i);

        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == 0x110 ||
            (group && ((c >= 'a' && c <= 'z') || c == 0x111)) || (slashes >= 2 && c >= 'a' && c <= 'z'))
            group = true;
        else if ((c == '/' || c == '-') && group) {
            slashes += c == '/';
            group = false;
        } else
            return false;
    }
    return group && slashes >= 1;
}

/* "KH/BCĐ", from kind and organ; what the data gives itself is compared. */
static const char *symbol(struct binder *b, const struct value *root, const char *organ,
                          const char *parent, const struct value *organ_map)
{
    const struct value *given = bind_member(b, root, "ky_hieu");
    const char *code = bind_text_member(b, organ_map, "ky_hieu");
    const char *written = bind_string(b, given, "ky_hieu"), *made;

    if (given && !written)
        return NULL;
    if (!code && !written)
        code = organ_code(b, organ, parent);
    if (!code && !written) {
        bind_rule(b, "ky-hieu", DIAG_SYMBOL_MISSING, organ_map->pos, organ);
        return NULL;
    }
    made = code ? arena_printf(&b->doc->arena, "%s/%s", b->kind->code, code) : NULL;
    if (!symbol_well_formed(written ? written : made)) {
        bind_rule(b, "ky-hieu", DIAG_SYMBOL_FORM, given ? given->pos : organ_map->pos,
                  written ? written : made);
        return written ? written : made;
    }
    if (written && made && strcmp(written, made) != 0)
        bind_rule(b, "ky-hieu", DIAG_SYMBOL_DIFFERS, given->pos, written, made);
    if (written && !made && strncmp(written, b->kind->code, strlen(b->kind->code)) != 0)
        bind_rule(b, "ky-hieu", DIAG_SYMBOL_DIFFERS, given->pos, written,
                  arena_printf(&b->doc->arena, "%s%s", b->kind->code, strchr(written, '/')));
    return written ? written : made;
}

static const char *number_text(struct binder *b, const struct value *root)
{
    const struct value *v = bind_member(b, root, "so");
    const char *text = bind_string(b, v, "so");
    size_t n = text ? strspn(text, "0123456789") : 0;

    if (!v)
        return BLANK;
    if (!text)
        return NULL;
    while (n > 1 && *text == '0')
        text++, n--;
    if (n == 0 || n > 6 || text[n] || *text == '0') {
        bind_rule(b, "ky-hieu", DIAG_NUMBER_FORM, v->pos, text);
        return text;
    }
    return arena_printf(&b->doc->arena, "%s%s", n == 1 ? "0" : "", text);
}

static void put_number(struct binder *b, struct node *cell, const struct value *root,
                       const char *sign)
{
    const struct words *w = &b->profile->words;
    struct node *p = bind_para(b, cell, ROLE_NUMBER, "so", root->pos);
    const char *number = number_text(b, root);

    if (!number || !sign)
        return;
    node_text(b->doc, p, arena_printf(&b->doc->arena, "%s %s%s%s", w->number, number, w->number_separator, sign));
    b->doc->meta.symbol = p->first->as.text.text;
}

/* ---- the two cells ---- */

static bool left_cell(struct binder *b, struct node *cell, const struct value *root)
{
    double width = (b->profile->head.left - 2 * b->profile->head.pad_left) * MM;
    const struct value *organ = bind_member(b, root, "co_quan"), *name, *parent;
    struct lines names = {0}, parents = {0};
    const char *sign;

    if (organ && organ->type == VALUE_LIST) {
        diag(b->ctx, DIAG_KEY_NOT_YET, organ->key_pos, "co_quan: [ … ]");
        return false;
    }
    if (organ && !bind_is_map(b, organ, "co_quan", "{ cap_tren: …, ten: … }"))
        return false;
    if (organ && !bind_keys(b, organ, organ_keys))
        return false;
    name = organ ? bind_given(b, organ, "ten") : NULL;
    if (!name) {
        bind_missing(b, organ ? "ten" : "co_quan", "co-quan", DIAG_ORGAN_MISSING, organ ? organ->pos : b->where);
        return b->draft;
    }
    parent = bind_given(b, organ, "cap_tren");
    if (!bind_lines(b, name, "co_quan.ten", &names) ||
        (parent && !bind_lines(b, parent, "co_quan.cap_tren", &parents)))
        return false;
    if (parent)
        put_organ(b, cell, ROLE_PARENT_ORGAN, parent, &parents, width);
    put_organ(b, cell, ROLE_ORGAN, name, &names, width);
    if (b->profile->words.star)
        node_text(b->doc, bind_para(b, cell, ROLE_STAR, "dau_sao", name->pos), b->profile->words.star);
    b->doc->meta.author = joined(b, &names);
    sign = symbol(b, root, b->doc->meta.author, parent ? joined(b, &parents) : NULL, organ);
    put_number(b, cell, root, sign);
    return true;
}

static const char *date_text(struct binder *b, struct date date)
{
    struct date today;

    if (date.day)
        return date_long(&b->doc->arena, date);
    today = date_from_unix(b->ctx->now, 7 * 60);
    if (!b->ctx->now)
        return "ngày" BLANK "tháng" BLANK "năm" BLANK;
    return arena_printf(&b->doc->arena, "ngày" BLANK "tháng" BLANK "năm %d", today.year);
}

/* A long place name lets the line reach into the gap between the blocks before it is squeezed or broken. */
static void put_place_date(struct binder *b, struct node *p, const char *text)
{
    double gap = b->profile->head.gap * MM;
    double width = b->text_width - b->profile->head.left * MM - gap;
    double excess = fit_width(b, &p->as.para.style->chr, text, p->pos) + TITLE_SLACK - width;
    struct para_props *own;

    if (!(excess > 0)) {
        node_text(b->doc, p, text);
        return;
    }
    own = ARENA_NEW(&b->doc->arena, struct para_props);
    *own = p->as.para.style->para;
    own->left = -fmin(excess, gap);
    p->as.para.own = own;
    fit_name(b, p, text, width - own->left, true);
}

static bool right_cell(struct binder *b, struct node *cell, const struct value *root,
                       struct date date)
{
    const struct value *v = bind_member(b, root, "dia_danh");
    const char *place = bind_string(b, v, "dia_danh");
    struct node *p = bind_para(b, cell, ROLE_TITLE_PARTY, "tieu_de", root->pos);
    struct style *style = (struct style *)p->as.para.style;
    double rest;

    /* The rule below is as long as the words: the style's indents are the rest of the cell. A little slack
     * keeps the words on one line where lengths are rounded; HD 05's own rule is 0.3 mm longer too. */
    node_text(b->doc, p, b->profile->words.title);
    rest = b->text_width - (b->profile->head.left + b->profile->head.gap) * MM -
           fit_width(b, &style->chr, b->profile->words.title, root->pos);
    if (rest > TITLE_SLACK && style->para.bottom.width > 0)
        style->para.left = style->para.right = (rest - TITLE_SLACK) / 2;
    if (v && !place)
        return false;
    if (!place)
        bind_missing(b, "dia_danh", "dia-danh", DIAG_PLACE_MISSING, b->where);
    p = bind_para(b, cell, ROLE_PLACE_DATE, "ngay", v ? v->pos : root->pos);
    put_place_date(b, p, arena_printf(&b->doc->arena, "%s, %s", place ? place : BLANK, date_text(b, date)));
    return place || b->draft;
}

bool bind_head(struct binder *b, struct node *section, const struct value *root, struct date date)
{
    const struct block_rule *rule = &b->profile->head;
    const struct value *organ = value_member(root, "co_quan");
    struct pos where = organ ? organ->pos : root->pos;
    struct node *table = node_new(b->doc, NODE_TABLE, section, "khoi_dau", where);
    struct node *row = node_new(b->doc, NODE_ROW, table, "khoi_dau.dong", where);
    struct node *left = node_new(b->doc, NODE_CELL, row, "khoi_dau.trai", where);
    struct node *right = node_new(b->doc, NODE_CELL, row, "khoi_dau.phai", where);
    double *widths = ARENA_NEWS(&b->doc->arena, 2, double);
    bool ok;

    widths[0] = rule->left * MM;
    widths[1] = b->text_width - widths[0];
    table->as.table = (struct table){.kind = TABLE_LAYOUT, .widths = widths, .columns = 2, .role = "khoi-dau"};
    row->as.row.cant_split = true;
    left->as.cell.pad_left = left->as.cell.pad_right = rule->pad_left * MM;
    right->as.cell.pad_left = rule->gap * MM;
    left->as.cell.pad_top = right->as.cell.pad_top = rule->above;
    ok = left_cell(b, left, root);
    ok &= right_cell(b, right, root, date);
    if (!left->first) /* a draft without an organ */
        bind_para(b, left, ROLE_ORGAN, "co_quan", root->pos);
    return ok;
}

/* ---- tên loại, trích yếu ---- */

bool bind_title(struct binder *b, struct node *section, const struct value *root)
{
    const struct component *kind = profile_role(b->profile, ROLE_KIND);
    const struct value *v = bind_given(b, root, "trich_yeu");
    struct node *p = bind_para(b, section, ROLE_KIND, "ten_loai", root->pos);
    struct lines subject = {0};
    struct arena *a = &b->doc->arena;

    node_text(b->doc, p, kind->upper ? text_upper(a, span_of(b->kind->name)) : b->kind->name);
    b->doc->meta.kind = arena_str(a, b->kind->name);
    b->doc->meta.title = b->doc->meta.kind;
    if (!v) {
        bind_missing(b, "trich_yeu", "trich-yeu", DIAG_SUBJECT_MISSING, b->where);
    } else {
        if (!bind_lines(b, v, "trich_yeu", &subject))
            return false;
        p = bind_para(b, section, ROLE_SUBJECT, "trich_yeu", v->pos);
        for (size_t i = 0; i < subject.n; i++) {
            if (i > 0) {
                node_break(b->doc, p);
            }
            fit_name(b, p, subject.v[i], b->text_width, false);
        }
        b->doc->meta.subject = joined(b, &subject);
        b->doc->meta.title = arena_printf(a, "%s %s", b->kind->name, b->doc->meta.subject);
    }
    if (b->profile->words.dashes) {
        p = bind_para(b, section, ROLE_DASHES, "gach_duoi", root->pos);
        node_text(b->doc, p, b->profile->words.dashes);
    }
    return v || b->draft;
}
