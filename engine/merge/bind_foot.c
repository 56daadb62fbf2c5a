/* The foot: nơi nhận at the left, the signature at the right, level with each other; several signers in rows.
 * HD 05-HD/VPTW, Phần II, I.7 and I.9. */
#include <math.h>

#include "base/diag/merge.h"
#include "merge/binder.h"
#include "text/text.h"

/* ---- nơi nhận ---- */

/* Up to two lines are broken by sense, as HD 05 page 29 does; more flow like text. */
static void put_recipient(struct binder *b, struct node *cell, const char *text, const char *end, const char *place, struct pos pos)
{
    const struct block_rule *rule = &b->profile->foot;
    struct node *p = bind_para(b, cell, ROLE_RECIPIENT, place, pos);
    const struct block room = {.width = (rule->left - rule->pad_left) * MM - para_props(p)->left};
    const char *words = arena_printf(&b->doc->arena, "%s%s", text, end);

    p->as.para.label = "-";
    p->as.para.level = 1;
    if (fit_width(b, &p->as.para.style->chr, words, pos) <= 2 * room.width)
        fit_name(b, p, words, room, true);
    else
        node_text(b->doc, p, words);
}

/* "Như trên" is printed first where the form wants it, written or not (HD 05-HD/VPTW, Phần II, I.9.2.3). */
static void put_first_recipient(struct binder *b, struct node *cell, const struct lines *l, struct pos pos)
{
    const char *first = b->form->first_recipient;
    struct arena *a = &b->doc->arena;
    const char *folded = first ? text_fold(a, span_of(first)) : NULL;

    if (first && (!l->n || strncmp(text_fold(a, span_of(bind_bare_line(b, l->v[0]))), folded, strlen(folded)) != 0))
        put_recipient(b, cell, first, l->n ? b->profile->words.list_separator : b->profile->words.list_end, "noi_nhan.dau", pos);
}

static void put_label(struct binder *b, struct node *p)
{
    const char *label = b->profile->words.recipients;
    size_t n = strlen(label);

    if (!profile_role(b->profile, ROLE_RECIPIENTS)->underline || n == 0 || label[n - 1] != ':') {
        node_text(b->doc, p, label);
    } else { /* the line is as long as the words, not under the colon (HD 05-HD/VPTW, page 29) */
        bind_run(b, p, p, arena_span(&b->doc->arena, span_make(label, n - 1)), "GachChan");
        node_text(b->doc, p, ":");
    }
}

static bool put_list(struct binder *b, struct node *cell, const struct value *v, bool first)
{
    const struct words *w = &b->profile->words;
    struct lines lines;
    bool joined = false;

    put_label(b, bind_para(b, cell, ROLE_RECIPIENTS, value_path(&b->doc->arena, v), v->pos));
    if (!bind_line_items(b, v, "noi_nhan", &lines))
        return false;
    if (first)
        put_first_recipient(b, cell, &lines, v->pos);
    for (size_t i = 0; i < lines.n; i++) {
        const char *bare = bind_bare_line(b, lines.v[i]);

        joined = joined || strchr(bare, ';');
        if (strchr(bare, ';'))
            diag(b->ctx, DIAG_RECIPIENT_JOINED, lines.pos[i]);
        put_recipient(b, cell, bare, i + 1 < lines.n ? w->list_separator : w->list_end,
                      lines.place[i], lines.pos[i]);
    }
    if (lines.n && !joined && strncmp(bind_bare_line(b, lines.v[lines.n - 1]), "Lưu", strlen("Lưu")) != 0)
        bind_rule(b, "luu", DIAG_RECIPIENTS_FILE, lines.pos[lines.n - 1]);
    return true;
}

bool bind_recipients(struct binder *b, struct node *cell, const struct value *v)
{
    return put_list(b, cell, v, false);
}

static bool put_recipients(struct binder *b, struct node *cell, const struct value *v, const struct value *root)
{
    return put_list(b, cell, v, true) && bind_drafter(b, cell, root);
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

void bind_keep_next(struct binder *b, struct node *p)
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
                bind_keep_next(b, p);
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
    bind_keep_next(b, last);
    if (!last->prev || !one_line(b, last))
        return;
    if (last->prev->type == NODE_TABLE)
        keep_rows(b, last->prev, 1);
    else if (last->prev->type == NODE_PARA)
        bind_keep_next(b, last->prev);
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

/* The height of a page below two lines of text. */
static double page_room(const struct binder *b, const struct node *cell)
{
    const struct section *s = &b->doc->root->first->as.section;

    return s->height - s->top - s->bottom - 2 * b->choice.line - b->choice.gap - cell->as.cell.pad_top;
}

/* A list of recipients that does not fit on a page below two lines of text goes on below the signature, in a row
 * that may be divided: moved whole to the next page, the signature would stand there alone. */
static void divide_recipients(struct binder *b, struct node *row)
{
    struct node *left = row->first;
    const struct node *right = row->last;
    const double *widths = row->parent->as.table.widths;
    double room = page_room(b, left), beside = cell_height(b, right, widths[1]), h = 0;
    struct node *p = left->first, *rest, *cell;

    if (cell_height(b, left, widths[0]) <= room)
        return;
    for (; p && h < fmax(beside, room / 8); p = p->next)
        h += para_height(b, p, widths[0] - left->as.cell.pad_left);
    if (!p)
        return;
    left->last = p->prev;
    left->last->next = NULL;
    rest = node_new(b->doc, NODE_ROW, row->parent, arena_printf(&b->doc->arena, "%s_sau", row->place), p->pos);
    cell = node_new(b->doc, NODE_CELL, rest, arena_printf(&b->doc->arena, "%s.trai", rest->place), p->pos);
    cell->as.cell.pad_left = left->as.cell.pad_left;
    for (struct node *next; p; p = next) {
        next = p->next;
        node_append(cell, p);
    }
    cell = node_new(b->doc, NODE_CELL, rest, arena_printf(&b->doc->arena, "%s.phai", rest->place), row->pos);
    bind_para(b, cell, ROLE_RECIPIENT, arena_printf(&b->doc->arena, "%s.trong", cell->place), row->pos);
}

/* ---- the block ---- */

static struct node *new_row(struct binder *b, struct node *table, size_t index)
{
    struct node *row = node_new(b->doc, NODE_ROW, table, arena_printf(&b->doc->arena, index ? "%s.dong[%zu]" : "%s.dong", table->place, index), table->pos);

    row->as.row.cant_split = true;
    return row;
}

static struct node *new_cell(struct binder *b, struct node *row, const char *side, int span)
{
    struct node *cell = node_new(b->doc, NODE_CELL, row, arena_printf(&b->doc->arena, "%s.%s", row->place, side), row->pos);

    cell->as.cell.col_span = span;
    cell->as.cell.pad_top = b->profile->foot.above;
    return cell;
}

static struct node *left_of(struct binder *b, struct node *row)
{
    struct node *cell = new_cell(b, row, "trai", 1);

    cell->as.cell.pad_left = b->profile->foot.pad_left * MM;
    return cell;
}

static struct node *right_of(struct binder *b, struct node *row)
{
    struct node *cell = new_cell(b, row, "phai", 1);

    cell->as.cell.pad_left = b->profile->foot.gap * MM;
    return cell;
}

static void fill_empty(struct binder *b, struct node *cell, enum role role)
{
    if (!cell->first)
        bind_para(b, cell, role, cell->place, cell->pos);
}

/* A row keeps with the next by its first paragraph: the block is not divided between pages, and what follows it (whom to
 * ask) does not stand on a page alone. */
static void keep_block(struct binder *b, struct node *table, bool followed)
{
    for (struct node *row = table->first; row && (row->next || followed); row = row->next)
        bind_keep_next(b, row->first->first);
}

/* How wide the right block is, and how far it may reach to the left where nothing as wide stands there. */
static struct block right_room(struct binder *b, const struct node *left)
{
    const struct block_rule *rule = &b->profile->foot;
    struct block room = {.width = b->text_width - (rule->left + rule->gap) * MM};
    double taken = fmax(fit_cell_width(b, left) + rule->pad_left * MM, rule->left_min * MM);

    room.reach = fit_block_reach(rule);
    if (rule->left_min > 0)
        room.reach += fmax(rule->left * MM - taken, 0);
    return room;
}

/* The right block as wide as its widest line: first the gap gives way, then the left cell. */
static void reach_left(struct binder *b, struct node *right, const struct block *room, double *widths)
{
    double widest = fit_cell_width(b, right);
    double out = widest > room->width ? fmin(widest - room->width, room->reach) + FIT_SLACK : 0;
    double gap = fmin(out, fit_block_reach(&b->profile->foot));

    if (!(out > 0))
        return;
    right->as.cell.pad_left -= gap;
    widths[0] -= out - gap;
    widths[1] += out - gap;
}

/* The one who answers for the paper signs at the right, the others at the left, in rows below each other; then the
 * confirmation in the middle. nơi nhận stands beside a single signature, else below (HD 05-HD/VPTW, Phần II, I.7.2.4). */
static bool put_rows(struct binder *b, struct node *table, const struct signers *s, const struct value *root, double *widths)
{
    const struct block beside = {.width = (b->profile->foot.left - b->profile->foot.pad_left) * MM, .divide = b->paper.organs_n > 1};
    const struct value *recipients = bind_given(b, root, "noi_nhan"), *confirmed = bind_given(b, root, "xac_nhan");
    size_t rows = s->n > 2 ? s->n - 1 : 1, at = 0;
    struct node *row, *left, *right;
    bool ok = true;

    for (size_t i = 0; i < rows; i++) {
        row = new_row(b, table, at++);
        left = left_of(b, row);
        right = right_of(b, row);
        if (s->n > 1)
            ok &= bind_signer(b, left, s->v[i + 1], beside);
        else if (recipients)
            ok &= put_recipients(b, left, recipients, root);
        if (i == 0 && s->n > 0) {
            struct block room = right_room(b, left);

            if (s->n > 1)
                room = (struct block){.width = room.width, .divide = b->paper.organs_n > 1};
            ok &= bind_signer(b, right, s->v[0], room);
            reach_left(b, right, &room, widths);
        }
        if (i == 0 && s->n > 1)
            bind_level_names(b, left, right);
        fill_empty(b, left, ROLE_RECIPIENTS);
        fill_empty(b, right, ROLE_NAME);
    }
    if (confirmed)
        ok &= bind_confirmation(b, new_cell(b, new_row(b, table, at++), "giua", 2), confirmed);
    if (s->n > 1 && recipients) {
        row = new_row(b, table, at);
        ok &= put_recipients(b, left = left_of(b, row), recipients, root);
        row->as.row.cant_split = cell_height(b, left, table->as.table.widths[0]) <= page_room(b, left) / 4;
        fill_empty(b, right_of(b, row), ROLE_RECIPIENTS);
    }
    for (row = table->first; row; row = row->next) /* what was reported may have left a cell empty */
        for (struct node *cell = row->first; cell; cell = cell->next)
            fill_empty(b, cell, ROLE_NAME);
    keep_block(b, table, b->below != NULL);
    if (table->first == table->last)
        divide_recipients(b, table->first);
    return ok;
}

/* The block of `root`: of a paper, or of an annex that is signed by itself. */
static bool put_block(struct binder *b, struct node *section, const struct value *root, const char *place, struct pos pos)
{
    const struct value *signers = bind_given(b, root, "nguoi_ky");
    struct signers order = {0};
    struct node *table;
    double *widths;

    if (signers && !bind_order_signers(b, signers, &order))
        return false;
    keep_with_text(b, section->last);
    table = node_new(b->doc, NODE_TABLE, section, place, pos);
    widths = ARENA_NEWS(&b->doc->arena, 2, double);
    widths[0] = b->profile->foot.left * MM;
    widths[1] = b->text_width - widths[0];
    table->as.table = (struct table){.kind = TABLE_LAYOUT, .widths = widths, .columns = 2, .role = "khoi-ky"};
    return put_rows(b, table, &order, root, widths);
}

bool bind_foot(struct binder *b, struct node *section, const struct value *root)
{
    const struct value *recipients = bind_given(b, root, "noi_nhan"), *signers = bind_given(b, root, "nguoi_ky");
    const struct value *confirmed = bind_given(b, root, "xac_nhan");

    if (!recipients && (b->form->recipients_needed || bind_member(b, root, "nguoi_soan_thao") || bind_member(b, root, "so_ban")))
        bind_missing(b, "noi_nhan", "noi-nhan", DIAG_RECIPIENTS_MISSING, b->where);
    if (!signers)
        bind_missing(b, "nguoi_ky", "nguoi-ky", DIAG_SIGNER_MISSING, b->where);
    if (!recipients && !signers && !confirmed)
        return true;
    return put_block(b, section, root, "khoi_ky", signers ? signers->pos : recipients ? recipients->pos : confirmed->pos);
}

bool bind_annex_signers(struct binder *b, struct node *section, const struct value *v)
{
    const struct value *signers = bind_given(b, v, "nguoi_ky");

    return !signers || put_block(b, section, v, arena_printf(&b->doc->arena, "%s.khoi_ky", value_path(&b->doc->arena, v)), signers->pos);
}
