/* The head of the first page: organs, số và ký hiệu at the left; the Party's title, place and date at the
 * right; of a công văn trích yếu too stands at the left. HD 05-HD/VPTW, Phần II, I.1 to I.5. */
#include <math.h>

#include "base/diag/merge.h"
#include "merge/binder.h"
#include "text/date.h"
#include "text/text.h"

static const struct key organ_keys[] = {{"cap_tren", false}, {"ten", false}, {"ky_hieu", false}, {"trong_cau", false}, {NULL, false}};

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
    if (word[strspn(word, "IVXL")] == '\0') /* "lần thứ XV" */
        return false;
    if (text_length(s) < 2 || strcmp(text_upper(&b->doc->arena, s), word) != 0 ||
        strcmp(text_lower(&b->doc->arena, s), word) == 0)
        return false;
    for (size_t i = 0; i < s.n;)
        vowels += is_vowel(text_next(s, &i));
    return vowels == 0;
}

void bind_full_name(struct binder *b, const char *name, struct pos pos)
{
    for (const char *p = name; *p;) {
        size_t n = strcspn(p, " ,-()");
        const char *word = arena_span(&b->doc->arena, span_make(p, n));

        if (is_abbreviation(b, word))
            bind_rule(b, "ten-day-du", DIAG_ORGAN_ABBREVIATED, pos, word);
        p += n + (p[n] != '\0');
    }
}

/* The organs that issue the paper, the lead first. */
struct organ {
    const struct value *map, *name_value, *parent_value;
    struct lines names, parents;
    const char *name, *parent; /* on one line; NULL: none */
};
struct organs {
    const struct value *value; /* co_quan */
    struct organ *v;
    size_t n;
};

static void put_organ(struct binder *b, struct node *cell, enum role role, const struct value *v,
                      const struct lines *lines, struct block room)
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
        fit_name(b, p, text, room, role == ROLE_PARENT_ORGAN);
    }
    bind_short_rule(b, cell, p, room.width);
}

/* ---- số và ký hiệu ---- */

/* The code of an organ by its name; with_parent: TW, TU or ĐU after it, by the parent committee, which in the name of
 * one of several organs follows in the name itself (BAN TỔ CHỨC TỈNH UỶ SƠN LA). */
static const char *organ_code(struct binder *b, const char *name, const char *parent)
{
    struct arena *a = &b->doc->arena;
    const char *folded = text_fold(a, span_of(name)); /* Đảng ủy is Đảng uỷ */

    for (size_t i = 0; i < b->profile->n_organs; i++) {
        const struct organ_code *o = &b->profile->organs[i];
        const char *begins = text_fold(a, span_of(o->begins)), *suffix;
        size_t n = strlen(begins);

        if (strncmp(folded, begins, n) != 0 || (folded[n] && folded[n] != '_'))
            continue;
        if (!o->with_parent)
            return o->code;
        suffix = organ_code(b, parent ? parent : folded + n + (folded[n] == '_'), NULL);
        return suffix ? arena_printf(a, "%s%s", o->code, suffix) : NULL;
    }
    return NULL;
}

/* Capitals, digits and Đ in groups joined by '-' and '/'; kinds may end in "r" (CTr, TTr) and a last group after '/' may be
 * small ("nb"). HD 05 page 29 prints 3294-CV/VPTW/nb. */
static bool symbol_well_formed(const char *s, char separator)
{
    struct span span = span_of(s);
    bool group = false;
    size_t slashes = 0, separators = 0;

    for (size_t i = 0; i < span.n;) {
        uint32_t c = text_next(span, &i);

        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == 0x110 ||
            (group && ((c >= 'a' && c <= 'z') || c == 0x111)) || (slashes >= 2 && c >= 'a' && c <= 'z'))
            group = true;
        else if ((c == '/' || c == '-') && group) {
            slashes += c == '/';
            separators += c == (unsigned char)separator;
            group = false;
        } else
            return false;
    }
    return group && (separators >= 1 || !separator);
}

/* Only a code that the data gives speaks against a written symbol: one made from a name is a guess. */
static bool codes_given(const struct organs *list)
{
    for (size_t i = 0; i < list->n; i++)
        if (!value_member(list->v[i].map, "ky_hieu"))
            return false;
    return true;
}

/* "BCĐ", given or made; NULL: unknown, not reported. */
static const char *one_code(struct binder *b, const struct organ *o)
{
    const char *given = bind_text_member(b, o->map, "ky_hieu");

    return given ? given : organ_code(b, o->name, o->parent);
}

/* The codes of all organs with "-" between them: BTCTU-BNCTU. */
static const char *all_codes(struct binder *b, const struct organs *list, const struct organ **unknown)
{
    struct buf out = {0};

    for (size_t i = 0; i < list->n; i++) {
        const char *code = one_code(b, &list->v[i]);

        if (!code) {
            *unknown = &list->v[i];
            buf_release(&out);
            return NULL;
        }
        if (i == 0)
            b->doc->filing.organ_code = arena_str(&b->doc->arena, code);
        buf_printf(&out, "%s%s", i ? "-" : "", code);
    }
    return arena_buf(&b->doc->arena, &out);
}

/* "KH/BCĐ", from kind and organ; what the data gives itself is compared. */
static const char *symbol(struct binder *b, const struct value *root, const struct organs *list)
{
    const struct value *given = bind_member(b, root, "ky_hieu");
    const struct organ *unknown = NULL;
    const char *written = bind_string(b, given, "ky_hieu"), *made;
    const char *kind = b->kind->code, *between = b->profile->words.symbol_separator;
    struct pos pos = given ? given->pos : list->v[0].map->pos;
    const char *code = given && !written ? NULL : all_codes(b, list, &unknown);

    if (given && !written)
        return NULL;
    if (unknown && !written) {
        bind_rule(b, "ky-hieu", DIAG_SYMBOL_MISSING, unknown->map->pos, unknown->name);
        return NULL;
    }
    made = code ? arena_printf(&b->doc->arena, "%s%s%s", kind, *kind ? between : "", code) : NULL;
    if (!symbol_well_formed(written ? written : made, *kind ? *between : '\0')) {
        bind_rule(b, "ky-hieu", DIAG_SYMBOL_FORM, pos, written ? written : made,
                  arena_printf(&b->doc->arena, "%s%sBCĐ", *kind ? kind : "KH", between), between);
        return written ? written : made;
    }
    if (written && origin_inferred(b->kind->origin)) /* the code was derived: what the office writes holds */
        return written;
    if (written && made && strcmp(written, made) != 0 && codes_given(list))
        bind_rule(b, "ky-hieu", DIAG_SYMBOL_DIFFERS, pos, written, made);
    else if (written && strncmp(written, kind, strlen(kind)) != 0)
        bind_rule(b, "ky-hieu", DIAG_SYMBOL_DIFFERS, pos, written,
                  arena_printf(&b->doc->arena, "%s%s", kind, strchr(written, *between)));
    return written ? written : made;
}

const char *bind_number_text(struct binder *b, const struct value *root)
{
    const struct value *v = bind_member(b, root, "so");
    const char *text = bind_string(b, v, "so"), *number;

    if (!v)
        return BLANK;
    if (!text)
        return NULL;
    number = number_of_paper(&b->doc->arena, text);
    if (!number)
        bind_rule(b, "ky-hieu", DIAG_NUMBER_FORM, v->pos, text);
    return number ? number : text;
}

static void put_number(struct binder *b, struct node *cell, const struct value *root,
                       const char *sign)
{
    const struct words *w = &b->profile->words;
    struct node *p = bind_para(b, cell, ROLE_NUMBER, "so", root->pos);
    const char *number = bind_number_text(b, root);

    if (!number || !sign)
        return;
    b->doc->filing.number = number;
    b->doc->filing.symbol = arena_str(&b->doc->arena, sign);
    b->doc->filing.separator = arena_str(&b->doc->arena, w->number_separator);
    b->paper.number = arena_printf(&b->doc->arena, "%s%s%s", number, w->number_separator, sign);
    node_text(b->doc, p, arena_printf(&b->doc->arena, "%s %s", w->number, b->paper.number));
    /* Room for a number that is still to come is for the page only. */
    b->doc->meta.symbol = bind_member(b, root, "so") ? p->first->as.text.text : arena_printf(&b->doc->arena, "%s %s%s", w->number, w->number_separator, sign);
}

/* ---- the two cells ---- */

static bool read_organ(struct binder *b, const struct value *v, struct organ *out)
{
    const struct value *parent;

    if (!bind_is_map(b, v, "co_quan", "{ cap_tren: …, ten: … }") || !bind_keys(b, v, organ_keys))
        return false;
    out->map = v;
    out->name_value = bind_given(b, v, "ten");
    if (!out->name_value) {
        bind_missing(b, "ten", "co-quan", DIAG_ORGAN_MISSING, v->pos);
        return false;
    }
    out->parent_value = parent = bind_given(b, v, "cap_tren");
    if (!bind_lines(b, out->name_value, "co_quan.ten", &out->names) ||
        (parent && !bind_lines(b, parent, "co_quan.cap_tren", &out->parents)))
        return false;
    for (size_t i = 0; i < out->parents.n; i++)
        bind_full_name(b, out->parents.v[i], out->parents.pos[i]);
    for (size_t i = 0; i < out->names.n; i++)
        bind_full_name(b, out->names.v[i], out->names.pos[i]);
    out->name = bind_joined(b, &out->names);
    out->parent = parent ? bind_joined(b, &out->parents) : NULL;
    return true;
}

bool bind_organ_names(struct binder *b, struct node *cell, const struct value *v, bool parent, double width, const char **code)
{
    struct organ o = {0};

    if (!read_organ(b, v, &o))
        return false;
    if (o.parent && parent)
        put_organ(b, cell, ROLE_PARENT_ORGAN, o.parent_value, &o.parents, (struct block){.width = width});
    put_organ(b, cell, ROLE_ORGAN, o.name_value, &o.names, (struct block){.width = width});
    *code = one_code(b, &o);
    if (!*code)
        bind_rule(b, "ky-hieu", DIAG_SYMBOL_MISSING, v->pos, o.name);
    return true;
}

static bool read_organs(struct binder *b, const struct value *v, struct organs *out)
{
    size_t n = bind_many(b, v);

    out->value = v;
    out->v = ARENA_NEWS(&b->doc->arena, n + 1, struct organ);
    for (; out->n < n; out->n++)
        if (!read_organ(b, bind_one(b, v, out->n), &out->v[out->n]))
            return false;
    if (n == 0)
        bind_rule(b, "co-quan", DIAG_ORGAN_MISSING, v->pos);
    return n > 0;
}

/* Organs that issue a paper together stand in one name, the lead first, without a superior organ (I.2.2.3); where it is too
 * long for a line each begins one. */
static void put_joint(struct binder *b, struct node *cell, const struct organs *list, struct block room)
{
    struct arena *a = &b->doc->arena;
    struct lines name = {.v = ARENA_NEWS(a, list->n + 1, const char *), .pos = ARENA_NEWS(a, list->n + 1, struct pos)};
    const struct char_props *chr = &doc_style(b->doc, profile_role(b->profile, ROLE_ORGAN)->id)->chr;
    struct buf out = {0};

    for (size_t i = 0; i < list->n; i++) {
        buf_printf(&out, "%s%s", i ? " - " : "", list->v[i].name);
        name.pos[i] = list->v[i].names.pos[0];
        name.v[name.n++] = i + 1 < list->n ? arena_printf(a, "%s -", list->v[i].name) : list->v[i].name;
    }
    b->doc->meta.author = arena_buf(a, &out);
    if (fit_width(b, chr, text_upper(a, span_of(b->doc->meta.author)), list->value->pos) <= room.width + room.reach) {
        name.v[0] = b->doc->meta.author;
        name.n = 1;
    }
    put_organ(b, cell, ROLE_ORGAN, list->value, &name, room);
}

static void put_names(struct binder *b, struct node *cell, const struct organs *list, struct block room)
{
    if (list->n > 1) {
        put_joint(b, cell, list, room);
        return;
    }
    if (list->v[0].parent)
        put_organ(b, cell, ROLE_PARENT_ORGAN, list->v[0].parent_value, &list->v[0].parents, room);
    put_organ(b, cell, ROLE_ORGAN, list->v[0].name_value, &list->v[0].names, room);
    b->doc->meta.author = list->v[0].name;
}

/* The organs as a sentence names them: "của Ban Tổ chức Tỉnh uỷ và Ban Nội chính Tỉnh uỷ". */
static void note_organs(struct binder *b, const struct organs *list)
{
    struct buf out = {0};

    for (size_t i = 0; i < list->n; i++) {
        const char *own = bind_text_member(b, list->v[i].map, "trong_cau");

        buf_printf(&out, "%s%s", i == 0 ? "" : i + 1 < list->n ? ", " : " và ", own ? own : list->v[i].name);
    }
    b->paper.organ = arena_buf(&b->doc->arena, &out);
    b->paper.organ_pos = list->v[0].name_value->pos;
}

static struct block left_room(const struct binder *b)
{
    const struct block_rule *rule = &b->profile->head;

    return (struct block){.width = (rule->left - 2 * rule->pad_left) * MM, .reach = fit_block_reach(rule)};
}

/* `below` takes what stands under the names. */
static bool left_cell(struct binder *b, struct node *cell, struct node *below, const struct value *root)
{
    const struct block room = left_room(b);
    const struct value *v = bind_member(b, root, "co_quan");
    struct organs *list = ARENA_NEW(&b->doc->arena, struct organs);

    if (!v) {
        bind_missing(b, "co_quan", "co-quan", DIAG_ORGAN_MISSING, b->where);
        return true;
    }
    if (!read_organs(b, v, list))
        return true;
    b->paper.organs = list;
    note_organs(b, list);
    b->paper.organs_n = (int)list->n;
    put_names(b, cell, list, room);
    if (b->profile->words.star)
        node_text(b->doc, bind_para(b, below, ROLE_STAR, "dau_sao", v->pos), b->profile->words.star);
    if (!b->form->number_free || bind_member(b, root, "so") || bind_member(b, root, "ky_hieu"))
        put_number(b, below, root, symbol(b, root, list));
    return true;
}

const char *bind_long_date(struct binder *b, struct date date)
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
static void put_place_date(struct binder *b, struct node *p, const char *text, double gap)
{
    double width = b->text_width - (b->profile->head.left + b->profile->head.gap) * MM;
    double excess = fit_width(b, &p->as.para.style->chr, text, p->pos) + FIT_SLACK - width;
    struct para_props *own;

    if (!(excess > 0)) {
        node_text(b->doc, p, text);
        return;
    }
    own = ARENA_NEW(&b->doc->arena, struct para_props);
    *own = p->as.para.style->para;
    own->left = -fmin(excess, gap);
    p->as.para.own = own;
    fit_name(b, p, text, (struct block){.width = width - own->left - FIT_SLACK / 2}, true);
}

/* The rule below is as long as the words: the style's indents are the rest of the cell. A little slack
 * keeps the words on one line where lengths are rounded; HD 05's own rule is 0.3 mm longer too. */
static void put_title(struct binder *b, struct node *cell, enum role role, const char *place, const char *text, struct pos pos)
{
    struct node *p = bind_para(b, cell, role, place, pos);
    struct style *style = (struct style *)p->as.para.style;
    double rest = b->text_width - (b->profile->head.left + b->profile->head.gap) * MM - fit_width(b, &style->chr, text, pos);

    node_text(b->doc, p, text);
    if (rest > FIT_SLACK && style->para.edge.bottom.width > 0)
        style->para.left = style->para.right = (rest - FIT_SLACK) / 2;
}

static void put_titles(struct binder *b, struct node *cell, struct pos pos)
{
    put_title(b, cell, ROLE_TITLE_PARTY, "tieu_de", b->profile->words.title, pos);
    if (b->profile->words.motto)
        put_title(b, cell, ROLE_MOTTO, "tieu_ngu", b->profile->words.motto, pos);
}

static bool right_cell(struct binder *b, struct node *cell, struct node *below, const struct value *root,
                       struct date date, double gap)
{
    const struct value *v = bind_member(b, root, "dia_danh");
    const char *place = bind_string(b, v, "dia_danh");
    struct node *p;

    put_titles(b, cell, root->pos);
    if (v && !place)
        return false;
    if (v && b->form->dateless)
        diag(b->ctx, DIAG_PLACE_NONE, v->key_pos, b->kind->name);
    if (!place) {
        if (!b->form->dateless)
            bind_missing(b, "dia_danh", "dia-danh", DIAG_PLACE_MISSING, b->where);
    } else if (strchr(place, ',')) {
        bind_rule(b, "dia-danh", DIAG_PLACE_FORM, v->pos, place, arena_span(&b->doc->arena, span_make(place, strcspn(place, ","))));
    }
    p = bind_para(b, below, ROLE_PLACE_DATE, "ngay", v ? v->pos : root->pos);
    if (b->form->dateless)
        return true;
    put_place_date(b, p, arena_printf(&b->doc->arena, "%s, %s", place ? place : BLANK, bind_long_date(b, date)), gap);
    return true;
}

struct head_row {
    struct node *left, *right;
};

static struct head_row new_head_row(struct binder *b, struct node *table, const char *place, double above)
{
    const struct block_rule *rule = &b->profile->head;
    struct node *row = node_new(b->doc, NODE_ROW, table, place, table->pos);
    struct head_row r = {
        .left = node_new(b->doc, NODE_CELL, row, arena_printf(&b->doc->arena, "%s.trai", place), table->pos),
        .right = node_new(b->doc, NODE_CELL, row, arena_printf(&b->doc->arena, "%s.phai", place), table->pos),
    };

    row->as.row.cant_split = true;
    r.left->as.cell.pad_left = r.left->as.cell.pad_right = rule->pad_left * MM;
    r.right->as.cell.pad_left = rule->gap * MM;
    r.left->as.cell.pad_top = r.right->as.cell.pad_top = above;
    return r;
}

/* The left block takes of the gap what its widest line reaches out; returns what is left of the gap [pt]. */
static double reach_right(struct binder *b, const struct node *names, const struct node *numbers, struct node *table)
{
    const struct block room = left_room(b);
    double *widths = ARENA_NEWS(&b->doc->arena, 2, double);
    double gap = b->profile->head.gap * MM, out = fit_cell_width(b, names);

    if (numbers)
        out = fmax(out, fit_cell_width(b, numbers));
    out = out > room.width ? fmin(out - room.width, room.reach) + FIT_SLACK : 0;
    widths[0] = table->as.table.widths[0] + out;
    widths[1] = table->as.table.widths[1] - out;
    table->as.table.widths = widths;
    for (struct node *row = table->first; row; row = row->next)
        row->last->as.cell.pad_left = gap - out;
    return gap - out;
}

static struct node *new_head(struct binder *b, struct node *section, const char *place, struct pos pos)
{
    struct node *table = node_new(b->doc, NODE_TABLE, section, place, pos);
    double *widths = ARENA_NEWS(&b->doc->arena, 2, double);

    widths[0] = b->profile->head.left * MM;
    widths[1] = b->text_width - widths[0];
    table->as.table = (struct table){.kind = TABLE_LAYOUT, .widths = widths, .columns = 2, .role = "khoi-dau"};
    return table;
}

void bind_head_names(struct binder *b, struct node *section, const char *place, struct pos pos)
{
    struct node *table = new_head(b, section, place, pos);
    struct head_row row = new_head_row(b, table, arena_printf(&b->doc->arena, "%s.dong", place), b->profile->head.above);

    if (b->paper.organs)
        put_names(b, row.left, b->paper.organs, left_room(b));
    else /* a draft without an organ */
        bind_para(b, row.left, ROLE_ORGAN, "co_quan", pos);
    reach_right(b, row.left, NULL, table);
    put_titles(b, row.right, pos);
}

bool bind_head(struct binder *b, struct node *section, const struct value *root, struct date date)
{
    const struct block_rule *rule = &b->profile->head;
    const struct value *organ = value_member(root, "co_quan");
    struct node *table = new_head(b, section, "khoi_dau", organ ? organ->pos : root->pos);
    struct head_row names = new_head_row(b, table, "khoi_dau.dong", rule->above), numbers = names;
    double gap;
    bool ok;

    if (rule->second > 0)
        numbers = new_head_row(b, table, "khoi_dau.dong[1]", rule->second);
    ok = left_cell(b, names.left, numbers.left, root);
    if (b->form->subject_left)
        ok &= bind_subject(b, numbers.left, root, left_room(b));
    gap = reach_right(b, names.left, numbers.left, table);
    ok &= bind_marks(b, numbers.left, root); /* also of a draft that lacks its organ: a secret one stays one */
    ok &= right_cell(b, names.right, numbers.right, root, date, gap);
    if (!names.left->first) /* a draft without an organ */
        bind_para(b, names.left, ROLE_ORGAN, "co_quan", root->pos);
    if (!numbers.left->first)
        bind_para(b, numbers.left, ROLE_NUMBER, "so", root->pos);
    return ok;
}
