/* Who signs: the order of several signers, the lines of one, the confirmation of a signature. What may stand in
 * them is checked in bind_post.c. HD 05-HD/VPTW, Phần II, I.7. */
#include "base/diag/merge.h"
#include "merge/binder.h"
#include "text/text.h"

static const struct key signer_keys[] = {{"quyen_han", false}, {"chuc_vu", false}, {"kiem", false},
                                         {"ho_ten", false},    {"vai", false},     {NULL, false}};
static const struct key confirmation_keys[] = {{"dong_chi", false}, {"quyen_han", false}, {"chuc_vu", false},
                                               {"ho_ten", false},   {NULL, false}};

/* ---- one signer ---- */

/* A line of the block, broken where the data gives a list or by balance where it is too wide; its text as one line. */
static const char *put_line(struct binder *b, struct node *cell, enum role role, enum role look, const char *what, const struct value *v, struct block room)
{
    const struct component *c = profile_role(b->profile, look);
    struct lines lines;
    struct node *p;

    if (!bind_lines(b, v, what, &lines) || !lines.n)
        return NULL;
    room.divide = room.divide && lines.n == 1 && role != ROLE_NAME; /* a list has its lines */
    p = bind_para_style(b, cell, role, c->id, value_path(&b->doc->arena, v), v->pos);
    for (size_t i = 0; i < lines.n; i++) {
        if (i > 0) {
            node_break(b->doc, p);
        }
        fit_name(b, p, c->upper ? text_upper(&b->doc->arena, span_of(lines.v[i])) : lines.v[i], room, true);
    }
    return bind_joined(b, &lines);
}

/* A guide without a word for it puts the second post above the name: ô 7b of the decree. */
static bool put_other_post(struct binder *b, struct node *cell, const struct value *kiem, struct block room)
{
    return bind_component(b, kiem, ROLE_KIEM) && put_line(b, cell, ROLE_KIEM, ROLE_KIEM, "kiem", kiem, room) != NULL;
}

static bool put_kiem(struct binder *b, struct node *cell, const struct value *kiem, struct block room)
{
    const char *place = arena_printf(&b->doc->arena, "%s.chu", value_path(&b->doc->arena, kiem));

    if (!bind_component(b, kiem, ROLE_KIEM))
        return false;
    node_text(b->doc, bind_para(b, cell, ROLE_KIEM, place, kiem->pos), b->profile->words.kiem);
    return put_line(b, cell, ROLE_POST, ROLE_CAPACITY, "kiem", kiem, room) != NULL;
}

/* The part that the signer has, in words, where neither capacity nor post is given: in a meeting as the form words it,
 * or of who made the table that is signed. */
static const char *part_words(struct binder *b, const struct value *v)
{
    const char *part = bind_text_member(b, v, "vai");

    if (!part)
        return NULL;
    part = text_fold(&b->doc->arena, span_of(part)); /* a template writes lap-bieu */
    if (strcmp(part, "lap_bieu") == 0)
        return b->profile->words.maker;
    return strcmp(part, "ghi") == 0 ? b->form->secretary : b->form->chair;
}

/* A post without a capacity is the signer's own power: it stands bold where the capacity would. */
static bool put_power(struct binder *b, struct node *cell, const struct value *v, struct block room)
{
    const struct value *capacity = bind_member(b, v, "quyen_han"), *post = bind_member(b, v, "chuc_vu");
    const struct value *kiem = bind_member(b, v, "kiem");
    const char *power = NULL, *own = NULL, *part = capacity || post ? NULL : part_words(b, v);

    if (part)
        node_text(b->doc, bind_para(b, cell, ROLE_CAPACITY, arena_printf(&b->doc->arena, "%s.vai", value_path(&b->doc->arena, v)), v->pos),
                  text_upper(&b->doc->arena, span_of(part)));
    else if (!capacity && !post)
        bind_rule(b, "nguoi-ky", DIAG_SIGNER_POST, v->pos);
    if (capacity && !(power = put_line(b, cell, ROLE_CAPACITY, ROLE_CAPACITY, "quyen_han", capacity, room)))
        return false;
    if (post && !(own = put_line(b, cell, ROLE_POST, capacity ? ROLE_POST : ROLE_CAPACITY, "chuc_vu", post, room)))
        return false;
    if (power)
        bind_check_capacity(b, power, capacity->pos, own, kiem != NULL);
    if (!kiem && (own || power))
        bind_check_post(b, own, power, own ? post->pos : capacity->pos);
    return !kiem || !b->profile->words.kiem || put_kiem(b, cell, kiem, room);
}

static bool put_name(struct binder *b, struct node *cell, const struct value *v, struct block room)
{
    const struct value *name = bind_member(b, v, "ho_ten"), *other = b->profile->words.kiem ? NULL : bind_member(b, v, "kiem");
    const char *text;

    if (!name) {
        bind_rule(b, "ho-ten", DIAG_SIGNER_NAME, v->pos);
        return true;
    }
    if (other && !put_other_post(b, cell, other, room))
        return false;
    if (!(text = put_line(b, cell, ROLE_NAME, ROLE_NAME, "ho_ten", name, room)))
        return false;
    if (other) { /* the room to sign in stands above the post */
        struct para_props *own = ARENA_NEW(&b->doc->arena, struct para_props);

        *own = *para_props(cell->last);
        own->before = 0;
        cell->last->as.para.own = own;
    }
    bind_check_name(b, text, name->pos);
    bind_check_case(b, text, "ho_ten", name->pos);
    return true;
}

bool bind_signer(struct binder *b, struct node *cell, const struct value *v, struct block room)
{
    return bind_keys(b, v, signer_keys) && put_power(b, cell, v, room) && put_name(b, cell, v, room);
}

bool bind_confirmation(struct binder *b, struct node *cell, const struct value *v)
{
    const struct block room = {.width = b->text_width};
    const struct value *who;
    const char *name;

    if (!bind_is_map(b, v, "xac_nhan", "{ dong_chi: …, quyen_han: …, chuc_vu: …, ho_ten: … }"))
        return false;
    who = bind_member(b, v, "dong_chi");
    if (!bind_keys(b, v, confirmation_keys) || !bind_component(b, v, ROLE_CONFIRMATION))
        return false;
    if (!who) {
        diag(b->ctx, DIAG_CONFIRMED_MISSING, v->pos);
        return false;
    }
    if (!(name = bind_string(b, who, "dong_chi")))
        return false;
    bind_check_name(b, name, who->pos);
    node_text(b->doc, bind_para(b, cell, ROLE_CONFIRMATION, value_path(&b->doc->arena, who), who->pos),
              arena_printf(&b->doc->arena, "%s %s", b->profile->words.confirmation, name));
    if (!put_power(b, cell, v, room) || !put_name(b, cell, v, room))
        return false;
    bind_check_confirmation(b, v);
    return true;
}

/* ---- several ---- */

static size_t lines_above_name(const struct node *cell)
{
    size_t n = 0;

    for (const struct node *p = cell->first; p && p->as.para.role != ROLE_NAME; p = p->next) {
        n++;
        for (const struct node *i = p->first; i; i = i->next)
            n += i->type == NODE_LINE_BREAK;
    }
    return n;
}

/* Names beside each other stand on one line: the shorter block gets the lines that it lacks, as HD 05 page 15 does. */
void bind_level_names(struct binder *b, struct node *left, struct node *right)
{
    size_t l = lines_above_name(left), r = lines_above_name(right);
    struct node *cell = l < r ? left : right, *name = cell->last;

    if (!name || name->as.para.role != ROLE_NAME)
        return;
    for (size_t i = 0, n = l < r ? r - l : l - r; i < n; i++) {
        struct node *p = bind_para(b, NULL, ROLE_POST, arena_printf(&b->doc->arena, "%s.trong[%zu]", cell->place, i), cell->pos);

        node_insert_before(name, p);
    }
}

enum part { PART_NONE, PART_LEADS, PART_WRITES, PART_MAKES, PART_UNKNOWN };

static enum part part_of(struct binder *b, const struct value *v)
{
    static const char *const names[] = {[PART_LEADS] = "chu_tri", [PART_WRITES] = "ghi", [PART_MAKES] = "lap_bieu"};
    const struct value *part = bind_member(b, v, "vai");
    const char *text = bind_string(b, part, "vai");

    if (!part)
        return PART_NONE;
    for (int i = PART_LEADS; text && i < PART_UNKNOWN; i++)
        if (strcmp(text_fold(&b->doc->arena, span_of(text)), names[i]) == 0)
            return (enum part)i;
    if (text)
        diag(b->ctx, DIAG_TYPE_CHOICE, part->pos, "vai", "chu_tri, ghi, lap_bieu", text);
    return PART_UNKNOWN;
}

bool bind_order_signers(struct binder *b, const struct value *v, struct signers *out)
{
    size_t n = bind_many(b, v), lead = 0;
    bool found = false, ok = true, others = false;

    out->v = ARENA_NEWS(&b->doc->arena, n + 1, const struct value *);
    for (size_t i = 0; i < n; i++) {
        const struct value *one = bind_one(b, v, i);
        enum part part;

        if (!bind_is_map(b, one, "nguoi_ky", "{ chuc_vu: …, ho_ten: … }"))
            return false;
        part = part_of(b, one);
        if ((part == PART_LEADS && !found) || (part != PART_MAKES && !others && !found))
            lead = i;
        found |= part == PART_LEADS;
        others |= part != PART_MAKES; /* who made a table leads nobody */
        ok &= part != PART_UNKNOWN;
        out->v[out->n++] = one;
    }
    for (const struct value *first = out->n ? out->v[lead] : NULL; first && lead > 0; lead--) {
        out->v[lead] = out->v[lead - 1];
        out->v[lead - 1] = first;
    }
    if (n == 0)
        bind_rule(b, "nguoi-ky", DIAG_SIGNER_MISSING, v->pos);
    if (n == 1 && b->form->secretary)
        bind_rule(b, "bien-ban", DIAG_MINUTES_SIGNERS, v->pos);
    return ok;
}
