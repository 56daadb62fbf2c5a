/* What stands between the head and the text: tên loại, trích yếu, and who is addressed. Which of them a paper
 * has says its form. HD 05-HD/VPTW, Phần II, I.5 and I.9.2. */
#include <math.h>

#include "base/diag/merge.h"
#include "merge/binder.h"
#include "text/text.h"

/* ---- tên loại, trích yếu ---- */

void bind_short_rule(struct binder *b, struct node *parent, struct node *para, double width)
{
    bind_rule_below(b, parent, para, profile_component(b->profile, para->as.para.style->id), width);
}

void bind_rule_below(struct binder *b, struct node *parent, struct node *para, const struct component *c, double width)
{
    struct para_props *own, *above;
    struct node *p;

    if (!c || !(c->short_rule > 0) || !profile_role(b->profile, ROLE_SHORT_RULE))
        return;
    p = bind_para(b, parent, ROLE_SHORT_RULE, arena_printf(&b->doc->arena, "%s.ke", para->place), para->pos);
    own = ARENA_NEW(&b->doc->arena, struct para_props);
    above = ARENA_NEW(&b->doc->arena, struct para_props);
    *own = p->as.para.style->para;
    *above = *para_props(para);
    own->left = own->right = (width - c->short_rule * fit_para_width(b, para)) / 2;
    own->keep_next = above->keep_next;
    own->after = doc_style(b->doc, c->id)->para.after; /* the space below the words stands below their line */
    above->after = 0;
    p->as.para.own = own;
    para->as.para.own = above;
}

/* "V/v …" for "về việc …" and for what has neither. */
static const char *begun_subject(struct binder *b, const char *text)
{
    const char *begins = b->form->subject_begins, *instead = b->form->subject_instead;
    struct arena *a = &b->doc->arena;

    if (!begins || strncmp(text, begins, strlen(begins)) == 0)
        return text;
    if (instead && strncmp(text_lower(a, span_of(text)), instead, strlen(instead)) == 0)
        for (text += strlen(instead); *text == ' ';)
            text++;
    return arena_printf(a, "%s %s", begins, text);
}

static void put_lines(struct binder *b, struct node *p, const struct lines *lines, bool upper, struct block room)
{
    for (size_t i = 0; i < lines->n; i++) {
        if (i > 0)
            node_break(b->doc, p);
        fit_name(b, p, upper ? text_upper(&b->doc->arena, span_of(lines->v[i])) : lines->v[i], room, false);
    }
}

/* Of a named kind: "V/v" belongs to letters (HD 05-HD/VPTW, Phần II, I.5.1.1: a phrase). */
static void check_subject(struct binder *b, const struct lines *l)
{
    if (!l->n)
        return;
    if (b->form->kind_line || b->form->subject_left) /* else it is the title itself */
        bind_check_case(b, l->v[l->n - 1], "trich_yeu", l->pos[l->n - 1]);
    if (!b->form->subject_begins && strncmp(text_lower(&b->doc->arena, span_of(l->v[0])), "v/v", 3) == 0)
        diag(b->ctx, DIAG_SUBJECT_SHORT, l->pos[0]);
}

bool bind_subject(struct binder *b, struct node *parent, const struct value *root, struct block room)
{
    const struct value *v = bind_given(b, root, "trich_yeu");
    struct lines subject = {0};
    struct node *p;

    if (!v && b->form->subject_free)
        return true;
    if (!v) {
        bind_missing(b, "trich_yeu", "trich-yeu", DIAG_SUBJECT_MISSING, b->where);
        return true;
    }
    if (!bind_lines(b, v, "trich_yeu", &subject))
        return false;
    check_subject(b, &subject);
    if (subject.n)
        subject.v[0] = begun_subject(b, subject.v[0]);
    p = bind_para_style(b, parent, ROLE_SUBJECT, b->form->subject, "trich_yeu", v->pos);
    put_lines(b, p, &subject, false, room);
    bind_short_rule(b, parent, p, room.width);
    b->doc->meta.subject = bind_joined(b, &subject);
    b->doc->meta.title = arena_printf(&b->doc->arena, "%s %s", b->kind->name, b->doc->meta.subject);
    return true;
}

/* ---- kính gửi, kính trình ---- */

static struct node *addressee_para(struct binder *b, struct node *section, const char *place, struct pos pos)
{
    struct node *p = bind_para(b, section, ROLE_ADDRESSEES, place, pos);
    struct para_props *own = ARENA_NEW(&b->doc->arena, struct para_props);

    *own = p->as.para.style->para;
    own->align = ALIGN_LEFT;
    p->as.para.own = own;
    return p;
}

static void put_label(struct binder *b, struct node *p, bool followed)
{
    bind_run(b, p, p, b->form->addressees, b->profile->words.addressees_italic ? "Nghieng" : NULL);
    if (followed)
        node_text(b->doc, p, " ");
}

/* The label's width with the space after it. */
static double label_width(struct binder *b, const struct node *p)
{
    struct char_props chr = p->as.para.style->chr;
    double space = fit_width(b, &chr, " ", p->pos);

    chr.italic |= b->profile->words.addressees_italic;
    return fit_width(b, &chr, b->form->addressees, p->pos) + space;
}

/* Several names stand under each other, the block in the middle of the page: the first on the line of the label, or all
 * under the label's colon. */
static void put_several(struct binder *b, struct node *section, const char *key, const struct lines *l)
{
    const struct words *w = &b->profile->words;
    const struct char_props *chr = &doc_style(b->doc, profile_role(b->profile, ROLE_ADDRESSEES)->id)->chr;
    double dash = fit_width(b, chr, "- ", l->pos[0]), widest = 0, label, left;
    struct node *p = addressee_para(b, section, w->addressees_below ? key : l->place[0], l->pos[0]);
    struct para_props *own = (struct para_props *)p->as.para.own;

    for (size_t i = 0; i < l->n; i++)
        widest = fmax(widest, dash + fit_width(b, chr, arena_printf(&b->doc->arena, "%s;", l->v[i]), l->pos[i]));
    label = label_width(b, p);
    if (w->addressees_below)
        label -= fit_width(b, chr, ": ", l->pos[0]);
    left = fmax((b->text_width - label - widest) / 2, 0);
    put_label(b, p, !w->addressees_below);
    own->left = left;
    for (size_t i = 0; i < l->n; i++) {
        bool last = i + 1 == l->n, same = i == 0 && !w->addressees_below;

        own->after = 0;
        own->keep_next = true;
        if (!same) {
            p = addressee_para(b, section, l->place[i], l->pos[i]);
            own = (struct para_props *)p->as.para.own;
            own->before = 0;
        }
        own->left = left + label + dash;
        own->first = same ? -(label + dash) : -dash;
        node_text(b->doc, p, arena_printf(&b->doc->arena, "- %s%s", l->v[i], last ? w->addressee_end : w->addressee_separator));
    }
    own->keep_next = true;
}

/* A telegram says who sends it, in the middle of a line, over the names of those who get it (mẫu 1.6 of the decree). */
static bool put_telegram(struct binder *b, struct node *section, const struct value *sender, const struct lines *l)
{
    static const double STEP = 10; /* from the label's beginning to the dashes [mm] */
    const struct words *w = &b->profile->words;
    const char *who = sender ? bind_string(b, sender, "nguoi_dien") : b->doc->meta.author;
    struct node *p = bind_para(b, section, ROLE_ADDRESSEES, "kinh_gui", sender ? sender->pos : l->pos[0]);
    const struct char_props *chr = &p->as.para.style->chr;
    double dash = fit_width(b, chr, "- ", p->pos), widest = 0, left, label;
    struct para_props *own = ARENA_NEW(&b->doc->arena, struct para_props);
    const char *text;

    if (sender && !who)
        return false;
    text = arena_printf(&b->doc->arena, "%s %s", who ? who : BLANK, b->form->addressees);
    *own = p->as.para.style->para;
    own->after = 0;
    own->keep_next = true;
    p->as.para.own = own;
    node_text(b->doc, p, text);
    label = fit_width(b, chr, text, p->pos);
    for (size_t i = 0; i < l->n; i++)
        widest = fmax(widest, dash + fit_width(b, chr, arena_printf(&b->doc->arena, "%s;", l->v[i]), l->pos[i]));
    left = fmax(fmin((b->text_width - label) / 2 + STEP * MM, b->text_width - widest), 0);
    for (size_t i = 0; i < l->n; i++) {
        p = addressee_para(b, section, arena_printf(&b->doc->arena, "kinh_gui[%zu]", i), l->pos[i]);
        own = (struct para_props *)p->as.para.own;
        own->before = 0;
        own->after = i + 1 < l->n ? 0 : own->after;
        own->keep_next = true;
        own->left = left + dash;
        own->first = -dash;
        node_text(b->doc, p, arena_printf(&b->doc->arena, "- %s%s", l->v[i], i + 1 < l->n ? w->addressee_separator : w->addressee_end));
    }
    return true;
}

static bool addressees(struct binder *b, struct node *section, const struct value *root)
{
    const struct value *v = bind_given(b, root, "kinh_gui"), *other = bind_given(b, root, "kinh_trinh");
    const struct value *sender = bind_member(b, root, "nguoi_dien");
    struct lines lines;
    struct node *p;

    if (v && other) {
        diag(b->ctx, DIAG_KEY_TWICE, other->key_pos, v->written_key, other->written_key);
        return false;
    }
    if (sender && !b->form->sender) {
        diag(b->ctx, DIAG_SENDER_NONE, sender->key_pos, b->kind->name);
        return false;
    }
    v = v ? v : other;
    if (!v && b->form->addressees_needed) {
        if (!bind_meant(b, "kinh_gui") && !bind_meant(b, "kinh_trinh"))
            bind_rule(b, "kinh-gui", DIAG_ADDRESSEES_MISSING, b->where, b->form->addressees, b->kind->name);
        return true;
    }
    if (!v)
        return true;
    if (!b->form->addressees) {
        diag(b->ctx, DIAG_ADDRESSEES_NONE, v->key_pos, b->kind->name, v->written_key);
        return false;
    }
    if (!bind_line_items(b, v, v->written_key, &lines) || !lines.n)
        return false;
    for (size_t i = 0; i < lines.n; i++)
        lines.v[i] = bind_bare_line(b, lines.v[i]);
    if (b->form->sender)
        return put_telegram(b, section, sender, &lines);
    if (lines.n > 1) {
        put_several(b, section, v->key, &lines);
        return true;
    }
    p = bind_para(b, section, ROLE_ADDRESSEES, lines.place[0], v->pos);
    put_label(b, p, true);
    node_text(b->doc, p, arena_printf(&b->doc->arena, "%s%s", lines.v[0], b->profile->words.addressee_single));
    return true;
}

/* ---- the whole ---- */

/* Who the paper is from, under the kind's name: CỦA BAN THƯỜNG VỤ THÀNH UỶ. */
static bool put_author(struct binder *b, struct node *section, const struct value *v)
{
    const char *before = b->profile->words.author;
    const struct component *c;
    struct lines lines;

    if (!v)
        return true;
    if (!b->form->kind_line) {
        diag(b->ctx, DIAG_AUTHOR_NO_KIND, v->key_pos, b->kind->name);
        return false;
    }
    if (!(c = bind_component(b, v, ROLE_AUTHOR)) || !bind_lines(b, v, "tac_gia", &lines) || !lines.n)
        return false;
    if (before && strncmp(text_lower(&b->doc->arena, span_of(lines.v[0])), before, strlen(before)) != 0)
        lines.v[0] = arena_printf(&b->doc->arena, "%s %s", before, lines.v[0]);
    put_lines(b, bind_para(b, section, ROLE_AUTHOR, "tac_gia", v->pos), &lines, c->upper, (struct block){.width = b->text_width});
    return true;
}

/* The theme of a congress stands in place of kind and subject; the subject then says in brackets whose report it is. */
static bool put_theme(struct binder *b, struct node *section, const struct value *v, const struct value *root)
{
    const struct component *c = bind_component(b, v, ROLE_THEME);
    const struct value *note = bind_given(b, root, "trich_yeu"), *author = bind_member(b, root, "tac_gia");
    struct lines lines;
    size_t n;

    if (!c || !bind_lines(b, v, "chu_de", &lines) || !lines.n)
        return false;
    if (!b->kind->theme) {
        diag(b->ctx, DIAG_THEME_KIND, v->key_pos, b->kind->name);
        return false;
    }
    if (author) {
        diag(b->ctx, DIAG_THEME_AUTHOR, author->key_pos);
        return false;
    }
    put_lines(b, bind_para(b, section, ROLE_THEME, "chu_de", v->pos), &lines, c->upper, (struct block){.width = b->text_width});
    b->doc->meta.title = bind_joined(b, &lines);
    if (!note) {
        bind_missing(b, "trich_yeu", "trich-yeu", DIAG_SUBJECT_MISSING, b->where);
        return true;
    }
    if (!bind_component(b, v, ROLE_THEME_NOTE) || !bind_lines(b, note, "trich_yeu", &lines) || !lines.n)
        return false;
    b->doc->meta.subject = bind_joined(b, &lines);
    n = strlen(lines.v[lines.n - 1]);
    if (lines.v[0][0] != '(')
        lines.v[0] = arena_printf(&b->doc->arena, "(%s", lines.v[0]);
    if (lines.v[lines.n - 1][n - 1] != ')')
        lines.v[lines.n - 1] = arena_printf(&b->doc->arena, "%s)", lines.v[lines.n - 1]);
    put_lines(b, bind_para(b, section, ROLE_THEME_NOTE, "trich_yeu", note->pos), &lines, false, (struct block){.width = b->text_width});
    return true;
}

static bool put_kind(struct binder *b, struct node *section, const struct value *root)
{
    const struct component *kind = profile_role(b->profile, ROLE_KIND);
    struct node *p = NULL;
    bool ok;

    if (b->form->kind_line) {
        p = bind_para(b, section, ROLE_KIND, "ten_loai", root->pos);
        node_text(b->doc, p, kind->upper ? text_upper(&b->doc->arena, span_of(b->kind->name)) : b->kind->name);
    }
    ok = put_author(b, section, bind_given(b, root, "tac_gia"));
    if (!b->form->subject_left)
        ok &= bind_subject(b, section, root, (struct block){.width = b->text_width});
    if (p && p == section->last) /* no subject: its line stands under the kind */
        bind_rule_below(b, section, p, profile_component(b->profile, b->form->subject), b->text_width);
    return ok;
}

bool bind_title(struct binder *b, struct node *section, const struct value *root)
{
    const struct value *theme = bind_given(b, root, "chu_de");
    bool ok = theme ? put_theme(b, section, theme, root) : put_kind(b, section, root);

    if (b->form->dashes && b->profile->words.dashes)
        node_text(b->doc, bind_para(b, section, ROLE_DASHES, "gach_duoi", root->pos), b->profile->words.dashes);
    return addressees(b, section, root) && ok;
}
