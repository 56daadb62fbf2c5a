/* The foot: nơi nhận at the left, the signature at the right, level with each other.
 * HD 05-HD/VPTW, Phần II, I.7 and I.9. */
#include <math.h>

#include "model/binder.h"
#include "text/text.h"

static const double MM = 72 / 25.4;

/* ---- signature ---- */

static const struct key signer_keys[] = {{"quyen_han", false}, {"chuc_vu", false}, {"kiem", false},
                                         {"ho_ten", false},    {"vai", true},      {NULL, false}};

/* Learned titles and ranks that do not stand before the name (HD 05-HD/VPTW, Phần II, I.7). */
static const char *const titles[] = {"GS", "PGS", "TS", "ThS", "CN", "KS", "BS", "GS.TS", "PGS.TS", "Thượng tướng", "Trung tướng", "Thiếu tướng",
                                     "Đại tướng", "Đại tá", "Thượng tá", "Trung tá", "Thiếu tá", "Đại uý", "Thượng uý", "NGƯT", "NSND", NULL};

static void check_title(struct binder *b, const char *name, struct pos pos)
{
    for (size_t i = 0; titles[i]; i++) {
        size_t n = strlen(titles[i]);

        if (strncmp(name, titles[i], n) == 0 && (name[n] == ' ' || name[n] == '.')) {
            bind_rule(b, "ho-ten", DIAG_SIGNER_TITLE, pos, titles[i]);
            return;
        }
    }
}

/* T/M, K/T, T/L, Q.; not the State's TM., KT., TL., TUQ. */
static void check_capacity(struct binder *b, const char *text, struct pos pos)
{
    static const char *const right[] = {"T/M ", "K/T ", "T/L ", "Q. ", NULL};
    static const struct {
        const char *wrong, *mended;
    } state[] = {{"TM.", "T/M"}, {"KT.", "K/T"}, {"TL.", "T/L"}, {"TUQ.", "T/L"}, {"T/U", "T/L"}, {"TM ", "T/M"}, {"KT ", "K/T"}, {"TL ", "T/L"}};

    for (size_t i = 0; right[i]; i++)
        if (strncmp(text, right[i], strlen(right[i])) == 0)
            return;
    for (size_t i = 0; i < sizeof state / sizeof *state; i++) {
        size_t n = strlen(state[i].wrong);

        if (strncmp(text, state[i].wrong, n) != 0)
            continue;
        while (text[n] == ' ')
            n++;
        bind_rule(b, "quyen-han", DIAG_SIGNER_CAPACITY, pos, text, arena_printf(&b->doc->arena, "%s %s", state[i].mended, text + n));
        return;
    }
}

static struct node *put_line(struct binder *b, struct node *cell, enum role role, enum role look, const char *text, const struct value *v)
{
    const struct component *c = profile_role(b->profile, look);
    struct node *p = bind_para_style(b, cell, role, c->id, value_path(&b->doc->arena, v), v->pos);

    node_text(b->doc, p, c->upper ? text_upper(&b->doc->arena, span_of(text)) : text);
    return p;
}

/* A post without a capacity is the signer's own power: it stands bold where the capacity would. */
static bool put_signer(struct binder *b, struct node *cell, const struct value *v)
{
    const struct value *capacity = bind_member(b, v, "quyen_han"), *post = bind_member(b, v, "chuc_vu");
    const struct value *kiem = bind_member(b, v, "kiem"), *name = bind_member(b, v, "ho_ten");
    const char *text;

    if (!bind_keys(b, v, signer_keys))
        return false;
    if (!capacity && !post)
        bind_rule(b, "nguoi-ky", DIAG_SIGNER_POST, v->pos);
    if (capacity) {
        if (!(text = bind_string(b, capacity, "quyen_han")))
            return false;
        put_line(b, cell, ROLE_CAPACITY, ROLE_CAPACITY, text, capacity);
        check_capacity(b, text, capacity->pos);
    }
    if (post) {
        if (!(text = bind_string(b, post, "chuc_vu")))
            return false;
        put_line(b, cell, ROLE_POST, capacity ? ROLE_POST : ROLE_CAPACITY, text, post);
    }
    if (kiem) {
        if (!(text = bind_string(b, kiem, "kiem")))
            return false;
        node_text(b->doc, bind_para(b, cell, ROLE_KIEM, arena_printf(&b->doc->arena, "%s.chu", value_path(&b->doc->arena, kiem)), kiem->pos), b->profile->words.kiem);
        put_line(b, cell, ROLE_POST, ROLE_CAPACITY, text, kiem);
    }
    if (!name) {
        bind_rule(b, "ho-ten", DIAG_SIGNER_NAME, v->pos);
        return b->draft;
    }
    if (!(text = bind_string(b, name, "ho_ten")))
        return false;
    put_line(b, cell, ROLE_NAME, ROLE_NAME, text, name);
    check_title(b, text, name->pos);
    return true;
}

static bool right_cell(struct binder *b, struct node *cell, const struct value *signers)
{
    const struct value *v = signers;

    if (v->type == VALUE_LIST) {
        if (read_count(b->ctx, v) > 1) {
            diag(b->ctx, DIAG_KEY_NOT_YET, value_item(v, 1)->pos, "nguoi_ky[1]");
            return false;
        }
        v = read_item(b->ctx, v, 0);
    }
    return bind_is_map(b, v, "nguoi_ky", "{ chuc_vu: …, ho_ten: … }") && put_signer(b, cell, v);
}

/* ---- nơi nhận ---- */

static struct span without_end(const char *text)
{
    struct span s = span_trim(span_of(text));

    if (s.n > 2 && s.p[0] == '-' && s.p[1] == ' ')
        s = span_trim(span_make(s.p + 1, s.n - 1));
    while (s.n && strchr(";.,", s.p[s.n - 1]))
        s.n--;
    return s;
}

static void put_recipient(struct binder *b, struct node *cell, const struct lines *l, size_t i)
{
    const struct words *w = &b->profile->words;
    struct node *p = bind_para(b, cell, ROLE_RECIPIENT, arena_printf(&b->doc->arena, "noi_nhan[%zu]", i), l->pos[i]);

    p->as.para.label = "-";
    p->as.para.level = 1;
    node_text(b->doc, p, arena_printf(&b->doc->arena, "%s%s", arena_span(&b->doc->arena, without_end(l->v[i])), i + 1 < l->n ? w->list_separator : w->list_end));
}

static bool left_cell(struct binder *b, struct node *cell, const struct value *v)
{
    const char *label = b->profile->words.recipients;
    size_t n = strlen(label);
    struct node *p = bind_para(b, cell, ROLE_RECIPIENTS, "noi_nhan", v->pos);
    struct lines lines;
    struct arena *a = &b->doc->arena;

    if (!profile_role(b->profile, ROLE_RECIPIENTS)->underline || n == 0 || label[n - 1] != ':') {
        node_text(b->doc, p, label);
    } else { /* the line is as long as the words, not under the colon (HD 05-HD/VPTW, page 29) */
        bind_run(b, p, p, arena_span(a, span_make(label, n - 1)), "GachChan");
        node_text(b->doc, p, ":");
    }
    if (!bind_lines(b, v, "noi_nhan", &lines))
        return false;
    for (size_t i = 0; i < lines.n; i++)
        put_recipient(b, cell, &lines, i);
    if (lines.n && strncmp(arena_span(a, without_end(lines.v[lines.n - 1])), "Lưu", strlen("Lưu")) != 0)
        bind_rule(b, "luu", DIAG_RECIPIENTS_FILE, lines.pos[lines.n - 1]);
    return true;
}

/* ---- keeping the block with the text ---- */

static bool one_line(struct binder *b, const struct node *p)
{
    struct buf text = {0};
    double width;

    node_plain_text(p, &text);
    width = text.n ? fit_width(b, &p->as.para.style->chr, text.p, p->pos) : 0;
    buf_release(&text);
    return para_props(p)->left + para_props(p)->first + width <= b->text_width;
}

static void keep_next(struct binder *b, struct node *p)
{
    struct para_props *own;

    if (para_props(p)->keep_next)
        return;
    own = ARENA_NEW(&b->doc->arena, struct para_props);
    *own = *para_props(p);
    own->keep_next = own->keep_lines = true;
    p->as.para.own = own;
}

/* The last rows of a table: in Word a row goes with the next when its first paragraph does (5.5). */
static void keep_rows(struct binder *b, struct node *table, int rows)
{
    struct node *row = table->last;

    for (int i = 0; i < rows && row; i++, row = row->prev)
        for (struct node *cell = row->first; cell; cell = cell->next)
            for (struct node *p = cell->first; p; p = p->next)
                keep_next(b, p);
}

/* A signature is never alone on a page: at least two lines of the text go with it. The paragraph goes whole:
 * Word and LibreOffice differ in whether keeping with the next may divide a long one. */
static void keep_with_text(struct binder *b, struct node *last)
{
    if (!last)
        return;
    if (last->type == NODE_TABLE) {
        keep_rows(b, last, 2);
        return;
    }
    keep_next(b, last);
    if (!last->prev || !one_line(b, last))
        return;
    if (last->prev->type == NODE_TABLE)
        keep_rows(b, last->prev, 1);
    else if (last->prev->type == NODE_PARA)
        keep_next(b, last->prev);
}

/* The height of a paragraph within `width`, rather too much than too little. */
static double para_height(struct binder *b, const struct node *p, double width)
{
    static const double LEADING = 1.15; /* of Times New Roman */
    const struct para_props *props = para_props(p);
    const struct char_props *chr = &p->as.para.style->chr;
    struct buf text = {0};
    double lines;

    node_plain_text(p, &text);
    lines = text.n ? ceil(fit_width(b, chr, text.p, p->pos) / fmax(width - props->left - props->right, chr->size)) : 1;
    buf_release(&text);
    return fmax(lines, 1) * chr->size * LEADING + props->before + props->after;
}

static double cell_height(struct binder *b, const struct node *cell, double width)
{
    double h = 0;

    for (const struct node *p = cell->first; p; p = p->next)
        h += para_height(b, p, width - cell->as.cell.pad_left);
    return h;
}

/* A list of recipients that does not fit on a page below two lines of text goes on below the signature, in a row
 * that may be divided: moved whole to the next page, the signature would stand there alone. */
static void divide_recipients(struct binder *b, struct node *row, struct node *left, const struct node *right, const double *widths)
{
    const struct section *s = &b->doc->root->first->as.section;
    double room = s->height - s->top - s->bottom - 2 * b->choice.line - b->choice.gap - left->as.cell.pad_top;
    double beside = cell_height(b, right, widths[1]), h = 0;
    struct node *p = left->first, *rest, *cell;

    if (cell_height(b, left, widths[0]) <= room)
        return;
    for (; p && h < fmax(beside, room / 8); p = p->next)
        h += para_height(b, p, widths[0] - left->as.cell.pad_left);
    if (!p)
        return;
    left->last = p->prev;
    left->last->next = NULL;
    rest = node_new(b->doc, NODE_ROW, row->parent, "khoi_ky.dong_sau", p->pos);
    cell = node_new(b->doc, NODE_CELL, rest, "khoi_ky.trai_sau", p->pos);
    cell->as.cell.pad_left = left->as.cell.pad_left;
    for (struct node *next; p; p = next) {
        next = p->next;
        node_append(cell, p);
    }
    cell = node_new(b->doc, NODE_CELL, rest, "khoi_ky.phai_sau", row->pos);
    bind_para(b, cell, ROLE_RECIPIENT, "khoi_ky.phai_sau.trong", row->pos);
}

bool bind_foot(struct binder *b, struct node *section, const struct value *root)
{
    const struct value *recipients = bind_given(b, root, "noi_nhan"), *signers = bind_given(b, root, "nguoi_ky");
    const struct block_rule *rule = &b->profile->foot;
    struct node *table, *row, *left, *right;
    double *widths;
    struct pos where;
    bool ok = true;

    if (!recipients)
        bind_missing(b, "noi_nhan", "noi-nhan", DIAG_RECIPIENTS_MISSING, b->where);
    if (!signers)
        bind_missing(b, "nguoi_ky", "nguoi-ky", DIAG_SIGNER_MISSING, b->where);
    if (!recipients && !signers)
        return b->draft;
    keep_with_text(b, section->last);
    where = signers ? signers->pos : recipients->pos;
    table = node_new(b->doc, NODE_TABLE, section, "khoi_ky", where);
    row = node_new(b->doc, NODE_ROW, table, "khoi_ky.dong", where);
    left = node_new(b->doc, NODE_CELL, row, "khoi_ky.trai", where);
    right = node_new(b->doc, NODE_CELL, row, "khoi_ky.phai", where);
    widths = ARENA_NEWS(&b->doc->arena, 2, double);
    widths[0] = rule->left * MM;
    widths[1] = b->text_width - widths[0];
    table->as.table = (struct table){.kind = TABLE_LAYOUT, .widths = widths, .columns = 2, .role = "khoi-ky"};
    left->as.cell.pad_left = rule->pad_left * MM;
    right->as.cell.pad_left = rule->gap * MM;
    left->as.cell.pad_top = right->as.cell.pad_top = rule->above;
    if (recipients)
        ok &= left_cell(b, left, recipients);
    if (signers)
        ok &= right_cell(b, right, signers);
    if (!left->first)
        bind_para(b, left, ROLE_RECIPIENTS, "noi_nhan", where);
    if (!right->first)
        bind_para(b, right, ROLE_NAME, "nguoi_ky", where);
    row->as.row.cant_split = true;
    divide_recipients(b, row, left, right, widths);
    return ok;
}
