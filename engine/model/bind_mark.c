/* The components that a paper may have besides: urgency and number of the draft under the number, circulation at the top of
 * the first page, who drafted it and how many copies, whom to ask. HD 05-HD/VPTW, Phần II, II. A mark that the profile
 * has no component for is refused: half a mark is worse than none. */
#include "model/binder.h"
#include "text/text.h"

const struct component *bind_component(struct binder *b, const struct value *v, enum role role)
{
    const struct component *c = profile_role(b->profile, role);

    if (!c)
        diag(b->ctx, DIAG_KEY_NOT_YET, v->key_pos, v->written_key);
    return c;
}

static void put_mark(struct binder *b, struct node *parent, const struct component *c, const char *text, const char *place, struct pos pos)
{
    node_text(b->doc, bind_para(b, parent, c->role, place, pos), c->upper ? text_upper(&b->doc->arena, span_of(text)) : text);
}

/* ---- under the number ---- */

/* The word of "A; B; C" that folds to the same; NULL: none. */
static const char *word_of(struct binder *b, const char *list, const char *text)
{
    struct arena *a = &b->doc->arena;
    const char *folded = text_fold(a, span_of(text));

    for (const char *p = list; p && *p;) {
        size_t n = strcspn(p, ";");
        char *one = arena_span(a, span_trim(span_make(p, n)));

        if (strcmp(text_fold(a, span_of(one)), folded) == 0)
            return one;
        p += n + (p[n] == ';');
    }
    return NULL;
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
    put_mark(b, cell, c, arena_printf(&b->doc->arena, "%s %s", b->profile->words.draft, text), "lan_du_thao", v->pos);
    return true;
}

static bool put_urgency(struct binder *b, struct node *cell, const struct value *v)
{
    const struct component *c = v ? bind_component(b, v, ROLE_URGENCY) : NULL;
    const char *text = c ? bind_string(b, v, "do_khan") : NULL, *word;

    if (!v)
        return true;
    if (!text)
        return false;
    word = word_of(b, b->profile->words.urgency, text);
    if (!word) {
        diag(b->ctx, DIAG_TYPE_CHOICE, v->pos, "do_khan", b->profile->words.urgency, text);
        return false;
    }
    put_mark(b, cell, c, word, "do_khan", v->pos);
    return true;
}

bool bind_marks(struct binder *b, struct node *cell, const struct value *root)
{
    bool ok = put_draft_number(b, cell, bind_member(b, root, "lan_du_thao"));

    return put_urgency(b, cell, bind_member(b, root, "do_khan")) && ok;
}

/* ---- above the first page ---- */

bool bind_circulation(struct binder *b, struct node *section, const struct value *root)
{
    const struct value *v = bind_member(b, root, "pham_vi_pho_bien");
    const struct component *c = v ? bind_component(b, v, ROLE_CIRCULATION) : NULL;
    const char *text = c ? bind_string(b, v, "pham_vi_pho_bien") : NULL;
    const char *elsewhere = b->profile->words.last_page_circulation, *folded;

    if (!v)
        return true;
    if (!text)
        return false;
    folded = elsewhere ? text_fold(&b->doc->arena, span_of(elsewhere)) : NULL;
    if (folded && strncmp(text_fold(&b->doc->arena, span_of(text)), folded, strlen(folded)) == 0) {
        diag(b->ctx, DIAG_KEY_NOT_YET, v->pos, text);
        return false;
    }
    section->as.section.first_header = node_new(b->doc, NODE_CELL, NULL, "dau_trang_dau", v->pos);
    put_mark(b, section->as.section.first_header, c, text, "pham_vi_pho_bien", v->pos);
    return true;
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
    if (number)
        text = arena_printf(&b->doc->arena, "%s%s%s%s", text, w->before_copies, number, w->after_copies);
    put_mark(b, cell, c, text, "nguoi_soan_thao", v->pos);
    return true;
}

bool bind_contact(struct binder *b, struct node *section, const struct value *root)
{
    const struct value *v = bind_member(b, root, "lien_he");
    struct lines lines;
    struct node *p;

    if (!v)
        return true;
    if (!bind_component(b, v, ROLE_CONTACT) || !bind_lines(b, v, "lien_he", &lines))
        return false;
    p = bind_para(b, section, ROLE_CONTACT, "lien_he", v->pos);
    for (size_t i = 0; i < lines.n; i++) {
        if (i > 0) {
            node_break(b->doc, p);
        }
        node_text(b->doc, p, lines.v[i]);
    }
    return true;
}
