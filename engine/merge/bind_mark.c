/* The components that a paper may have besides: number of the draft, secrecy and urgency under the number, circulation
 * above the first page, below the last or after the signature, who drafted it and how many copies, whom to ask. Their
 * words, boxes and places are rows of the profile. HD 05-HD/VPTW, Phần II, II; NĐ 30/2020/NĐ-CP, Phụ lục I, Phần I, III.
 * A mark that the guide has no component for is refused: half a mark is worse than none. */
#include <math.h>

#include "base/diag/merge.h"
#include "merge/binder.h"
#include "text/text.h"

const struct component *bind_component(struct binder *b, const struct value *v, enum role role)
{
    const struct component *c = profile_role(b->profile, role);

    if (!c)
        diag_rule(b->ctx, DIAG_COMPONENT_NONE, SEVERITY_ERROR, v->key_pos, profile_rule(b->profile, "thanh-phan-khac").clause,
                  v->written_key, b->profile->name);
    return c;
}

/* ---- words ---- */

/* The row that the text means; NULL: none. */
static const struct mark *mark_of(struct binder *b, enum mark_key key, const char *text)
{
    struct arena *a = &b->doc->arena;
    const char *folded = text_fold(a, span_of(text));

    for (size_t i = 0; i < b->profile->n_marks; i++) {
        const struct mark *m = &b->profile->marks[i];
        const char *begins = m->begins ? text_fold(a, span_of(m->begins)) : NULL;

        if (m->key == key && (strcmp(text_fold(a, span_of(m->text)), folded) == 0 ||
                              (begins && strncmp(begins, folded, strlen(begins)) == 0)))
            return m;
    }
    return NULL;
}

static const char *mark_list(struct binder *b, enum mark_key key)
{
    struct buf out = {0};

    for (size_t i = 0; i < b->profile->n_marks; i++)
        if (b->profile->marks[i].key == key)
            buf_printf(&out, "%s%s", out.n ? ", " : "", b->profile->marks[i].text);
    return arena_buf(&b->doc->arena, &out);
}

/* ---- paragraphs ---- */

/* The box is as wide as the guide says [mm], or as the words need; it stands in the middle of `room` [pt] or at its right
 * end, and the words in the middle of it. */
static void put_box(struct binder *b, struct node *p, const struct component *c, const char *text, double width, double room)
{
    static const double PAD = 6; /* beside words that make their own box [pt] */
    struct para_props *own = ARENA_NEW(&b->doc->arena, struct para_props);
    double side, words;

    *own = p->as.para.style->para;
    side = border_room(own->edge.left);
    words = fit_width(b, &p->as.para.style->chr, text, p->pos) + 2 * side;
    width = width > 0 ? fmax(width * MM, words) : words + 2 * PAD;
    own->right = c->align == ALIGN_RIGHT ? side : (room - width) / 2 + side;
    own->left = room - width - own->right + 2 * side;
    own->align = ALIGN_CENTER;
    p->as.para.own = own;
}

static void put_mark(struct binder *b, struct node *parent, const struct component *c, const char *text, double width, double room,
                     const char *place, struct pos pos)
{
    struct node *p = bind_para(b, parent, c->role, place, pos);

    if (c->upper)
        text = text_upper(&b->doc->arena, span_of(text));
    if (c->box > 0)
        put_box(b, p, c, text, width, room);
    node_text(b->doc, p, text);
}

/* ---- under the number ---- */

/* The width of a cell of the first column. */
static double left_room(const struct node *cell)
{
    const struct node *table = cell->parent->parent;

    return table->as.table.widths[0] - cell->as.cell.pad_left - cell->as.cell.pad_right;
}

static bool put_draft_number(struct binder *b, struct node *cell, const struct value *v)
{
    const struct component *c = v ? bind_component(b, v, ROLE_DRAFT_NUMBER) : NULL;
    const char *text = c ? bind_string(b, v, "lan_du_thao") : NULL;

    if (!v)
        return true;
    if (!text)
        return false;
    if (strspn(text, "0123456789") != strlen(text) || strlen(text) > 2 || *text == '0') {
        diag(b->ctx, DIAG_TYPE_NUMBER, v->pos, "lan_du_thao", "2", text);
        return false;
    }
    put_mark(b, cell, c, arena_printf(&b->doc->arena, "%s %s", b->profile->words.draft, text), 0, left_room(cell), "lan_du_thao", v->pos);
    return true;
}

/* A stamp has one of the guide's words: it is put, and its row given out. */
static const struct mark *put_stamp(struct binder *b, struct node *cell, const struct value *v, const char *key, enum role role,
                                    enum mark_key words)
{
    const struct component *c = bind_component(b, v, role);
    const char *text = c ? bind_string(b, v, key) : NULL;
    const struct mark *m = text ? mark_of(b, words, text) : NULL;

    if (text && !m)
        diag(b->ctx, DIAG_TYPE_CHOICE, v->pos, key, mark_list(b, words), text);
    if (m)
        put_mark(b, cell, c, m->text, m->width, left_room(cell), key, v->pos);
    return m;
}

/* What follows from secrecy is said once, here; what it means for files stands in bind.c. */
static bool put_secrecy(struct binder *b, struct node *cell, const struct value *v)
{
    const struct mark *m = v ? put_stamp(b, cell, v, "do_mat", ROLE_SECRECY, MARK_SECRECY) : NULL;

    if (!m)
        return !v;
    b->doc->meta.secrecy = arena_str(&b->doc->arena, m->text);
    b->doc->meta.hides_subject = m->hides_subject;
    diag(b->ctx, m->hides_subject ? DIAG_SECRET_SUBJECT : DIAG_SECRET, v->pos, m->text);
    return true;
}

bool bind_marks(struct binder *b, struct node *cell, const struct value *root)
{
    const struct value *urgency = bind_member(b, root, "do_khan");
    const struct mark *m;
    bool ok = put_draft_number(b, cell, bind_member(b, root, "lan_du_thao"));

    ok &= put_secrecy(b, cell, bind_member(b, root, "do_mat"));
    if (!urgency)
        return ok;
    m = put_stamp(b, cell, urgency, "do_khan", ROLE_URGENCY, MARK_URGENCY);
    b->doc->filing.urgency = m ? arena_str(&b->doc->arena, m->text) : NULL;
    return m && ok;
}

/* ---- circulation ---- */

static struct node *new_cell(struct binder *b, struct node **slot, const char *place, struct pos pos)
{
    if (!*slot)
        *slot = node_new(b->doc, NODE_CELL, NULL, place, pos);
    return *slot;
}

/* On the last page the words stand on one line each, so that where they begin is known before the page is laid out. */
static bool put_last_page(struct binder *b, struct node *section, const struct mark *m, const struct value *v, const char *text,
                          const char *place, struct pos pos)
{
    const struct component *c = bind_component(b, v, ROLE_LAST_CIRCULATION);
    struct section *s = &section->as.section;
    double height = 0;
    struct node *p;

    if (!c)
        return false;
    new_cell(b, &s->last_mark, "trang_cuoi", pos);
    p = bind_para(b, s->last_mark, c->role, place, pos);
    fit_name(b, p, c->upper ? text_upper(&b->doc->arena, span_of(text)) : text, (struct block){.width = b->text_width}, true);
    for (const struct node *n = s->last_mark->first; n; n = n->next) {
        height += para_props(n)->line;
        for (const struct node *i = n->first; i; i = i->next)
            height += i->type == NODE_LINE_BREAK ? para_props(n)->line : 0;
    }
    s->last_mark_top = s->height - m->edge * MM - height;
    return true;
}

static bool put_circulation(struct binder *b, struct node *section, const struct value *v, const char *text, const char *place,
                            struct pos pos)
{
    const struct mark *m = mark_of(b, MARK_CIRCULATION, text);
    const struct component *c;
    struct node *cell;

    if (m && m->begins && strcmp(text_fold(&b->doc->arena, span_of(m->text)), text_fold(&b->doc->arena, span_of(text))) != 0)
        bind_origin(b, m->origin, DIAG_MARK_WORDS, pos, text, m->text);
    if (m && m->place == MARK_LAST_PAGE)
        return put_last_page(b, section, m, v, text, place, pos);
    c = bind_component(b, v, m && m->place == MARK_AFTER_SIGNATURE ? ROLE_LAST_CIRCULATION : ROLE_CIRCULATION);
    if (!c)
        return false;
    cell = c->role == ROLE_CIRCULATION ? new_cell(b, &section->as.section.first_header, "dau_trang_dau", pos)
                                       : new_cell(b, &b->below, "duoi_ky", pos);
    put_mark(b, cell, c, text, m ? m->width : 0, b->text_width, place, pos);
    return true;
}

bool bind_circulation(struct binder *b, struct node *section, const struct value *root)
{
    const struct value *v = bind_given(b, root, "pham_vi_pho_bien");
    struct lines lines;
    bool ok = true;

    if (!v)
        return true;
    if (!bind_lines(b, v, "pham_vi_pho_bien", &lines))
        return false;
    for (size_t i = 0; i < lines.n; i++)
        ok &= put_circulation(b, section, v, lines.v[i],
                              i ? arena_printf(&b->doc->arena, "pham_vi_pho_bien[%zu]", i) : "pham_vi_pho_bien", lines.pos[i]);
    return ok;
}

/* ---- at the end ---- */

bool bind_drafter(struct binder *b, struct node *cell, const struct value *root)
{
    const struct value *v = bind_member(b, root, "nguoi_soan_thao"), *copies = bind_member(b, root, "so_ban");
    const struct words *w = &b->profile->words;
    const struct component *c;
    const char *text, *number = NULL;

    if (!v && !copies)
        return true;
    if (!v) {
        diag(b->ctx, DIAG_COPIES_ALONE, copies->key_pos);
        return false;
    }
    if (!(c = bind_component(b, v, ROLE_DRAFTER)) || !(text = bind_string(b, v, "nguoi_soan_thao")))
        return false;
    if (copies && !(number = bind_string(b, copies, "so_ban")))
        return false;
    if (number && (strspn(number, "0123456789") != strlen(number) || *number == '0')) {
        diag(b->ctx, DIAG_TYPE_NUMBER, copies->pos, "so_ban", "20", number);
        return false;
    }
    b->doc->filing.copies = number;
    if (number)
        text = arena_printf(&b->doc->arena, "%s%s%s%s", text, w->before_copies, number, w->after_copies);
    if (w->drafter_beside && cell->last->as.para.role == ROLE_RECIPIENT)
        node_text(b->doc, cell->last, arena_printf(&b->doc->arena, " %s", c->upper ? text_upper(&b->doc->arena, span_of(text)) : text));
    else
        put_mark(b, cell, c, text, 0, 0, "nguoi_soan_thao", v->pos);
    return true;
}

bool bind_contact(struct binder *b, struct node *section, const struct value *root)
{
    const struct value *v = bind_member(b, root, "lien_he");
    struct lines lines;
    struct node *cell, *p;

    if (!v)
        return true;
    if (!bind_component(b, v, ROLE_CONTACT) || !bind_lines(b, v, "lien_he", &lines))
        return false;
    cell = b->profile->words.contact_first ? new_cell(b, &section->as.section.first_footer, "cuoi_trang_dau", v->pos)
                                           : new_cell(b, &b->below, "duoi_ky", v->pos);
    section->as.section.footer_distance = section->as.section.bottom;
    p = bind_para(b, cell, ROLE_CONTACT, "lien_he", v->pos);
    for (size_t i = 0; i < lines.n; i++) {
        if (i > 0) {
            node_break(b->doc, p);
        }
        node_text(b->doc, p, lines.v[i]);
    }
    return true;
}

void bind_below_signature(struct binder *b, struct node *section)
{
    for (struct node *n = b->below ? b->below->first : NULL, *next; n; n = next) {
        next = n->next;
        node_append(section, n);
    }
}
