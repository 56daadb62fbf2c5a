/* A paragraph's inlines become its text and segments, a segment a stretch of one look: what is hidden is dropped, what is to
 * be in capitals becomes capitals, the generated label stands in front. In files of others a stretch has one face besides:
 * characters that a face lacks come from others. */
#include "layout/layout.h"
#include "model/number.h"
#include "text/text.h"

#include <math.h>

static const double SMALL_CAPS = 0.8; /* of the size, in steps of half a point (Word layout 9) */

/* ---- runs ---- */

static struct face *items_face(struct layout *l, const struct char_props *c, struct pos pos)
{
    if (l->face && l->face_family == c->family && l->face_bold == c->bold &&
        l->face_italic == c->italic)
        return l->face;
    struct face *face = l->read ? fonts_substitute(l->fonts, c->family, c->bold, c->italic, pos)
                                : fonts_face(l->fonts, c->family, c->bold, c->italic, pos);
    if (!face) {
        l->failed = true;
        return NULL;
    }
    l->face = face;
    l->face_family = c->family;
    l->face_bold = c->bold;
    l->face_italic = c->italic;
    return face;
}

static void run_size(struct run *r, double size)
{
    r->size = size;
    r->em = size * (r->look->scale > 0 ? r->look->scale : 1);
}

/* NULL: no face, reported. Superior and inferior text: 0.65 of the size in steps of half a point,
 * raised by a third or lowered by a twelfth of the size (Word layout 9). */
const struct run *items_run(struct layout *l, const struct char_props *c, int tag, const char *url,
                            struct pos pos)
{
    struct face *face = items_face(l, c, pos);
    if (!face)
        return NULL;
    struct run *r = ARENA_NEW(&l->scratch, struct run);
    *r = (struct run){.face = face,
                      .metrics = face_metrics(face),
                      .look = c,
                      .raise = c->raise,
                      .spacing = c->spacing,
                      .color = text_color(l, c),
                      .kern = c->kern,
                      .decimal = c->lang && strncmp(c->lang, "en", 2) == 0 ? '.' : ',',
                      .tag = tag,
                      .url = url};
    run_size(r, c->vertical == VERTICAL_BASE ? c->size : floor(c->size * 0.65 * 2 + 0.5) / 2);
    if (c->vertical == VERTICAL_SUPER)
        r->raise += c->size / 3;
    else if (c->vertical == VERTICAL_SUB)
        r->raise -= c->size / 12;
    return r;
}

static const struct run *run_with_face(struct layout *l, const struct run *run, struct face *face)
{
    if (face == run->face)
        return run;
    struct run *r = ARENA_NEW(&l->scratch, struct run);
    *r = *run;
    r->face = face;
    r->metrics = face_metrics(face);
    return r;
}

/* ---- segments ---- */

static struct segment *segment_add(struct layout *l, struct segment s)
{
    MEM_ROOM(l->segments, l->n_segments, l->cap_segments);
    s.offset = l->text.n;
    s.note = s.field = -1;
    l->segments[l->n_segments] = s;
    return &l->segments[l->n_segments++];
}

static struct segment *segment_mark(struct layout *l, enum piece_type type, const struct run *run)
{
    struct segment *s = segment_add(l, (struct segment){.type = type, .run = run, .bytes = 1});
    buf_putc(&l->text, ' ');
    return s;
}

static struct segment *segment_put(struct layout *l, const struct run *run, struct span text)
{
    struct segment *s = segment_add(l, (struct segment){.type = PIECE_WORD, .run = run, .bytes = text.n});
    buf_put(&l->text, text.p, text.n);
    return s;
}

static bool is_ascii(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return false;
    return true;
}

/* One word is printed in one face if the face that helps out has all of it. */
static struct face *word_face(struct face *face, struct span word)
{
    struct face *other = face;
    for (size_t i = 0; i < word.n && other == face;)
        other = face_for(face, text_next(word, &i));
    for (size_t i = 0; i < word.n;)
        if (!face_covers(other, text_next(word, &i)))
            return NULL;
    return other;
}

/* A word, or spaces: cut where the face must change. */
static void segment_word(struct layout *l, const struct run *run, struct span word)
{
    struct face *whole = is_ascii(word) ? run->face : word_face(run->face, word);
    if (whole) {
        segment_put(l, run_with_face(l, run, whole), word);
        return;
    }
    for (size_t i = 0, from = 0; i < word.n;) {
        struct face *face = face_for(run->face, text_next(word, &i));
        while (i < word.n) {
            size_t next = i;
            if (face_for(run->face, text_next(word, &next)) != face)
                break;
            i = next;
        }
        segment_put(l, run_with_face(l, run, face), span_make(word.p + from, i - from));
        from = i;
    }
}

/* Text in a font of signs: each that is known is drawn as Word's, the line is as high as its font asks for. */
static void segment_signs(struct layout *l, const struct run *run, struct span s)
{
    for (size_t from = 0, to = 0; from < s.n; from = to) {
        struct face_sign sign;
        const bool known = face_sign(run->face, text_next(s, &to), &sign);
        if (!known) {
            segment_word(l, run, span_make(s.p + from, to - from));
            continue;
        }
        struct face_sign *kept = ARENA_NEW(&l->frames->arena, struct face_sign);
        struct run *r = ARENA_NEW(&l->scratch, struct run);
        *kept = sign;
        *r = *run;
        r->face = sign.face;
        r->sign = kept;
        segment_put(l, r, span_make(s.p + from, to - from));
    }
}

/* Text between soft hyphens. Neighbouring words of one face stay one segment. */
static void segment_faces(struct layout *l, const struct run *run, struct span s)
{
    if (face_is_signs(run->face)) {
        segment_signs(l, run, s);
        return;
    }
    if (!l->read || is_ascii(s)) {
        segment_put(l, run, s);
        return;
    }
    for (size_t from = 0, plain = 0; from < s.n;) {
        size_t to = from;
        while (to < s.n && (s.p[to] == ' ') == (s.p[from] == ' '))
            to++;
        const struct span word = span_make(s.p + from, to - from);
        const bool same = is_ascii(word) || word_face(run->face, word) == run->face;
        if (!same && from > plain)
            segment_put(l, run, span_make(s.p + plain, from - plain));
        if (!same)
            segment_word(l, run, word);
        from = to;
        if (!same)
            plain = to;
        if (same && to == s.n)
            segment_put(l, run, span_make(s.p + plain, to - plain));
    }
}

/* The hyphen that divides nothing, U+2011. In files of others it is printed as the plain one, as Word does: few fonts have a
 * sign for it. */
static bool is_joint(const struct layout *l, struct span s, size_t i)
{
    return l->read && l->n_joints < MOST_JOINTS && i + 3 <= s.n && memcmp(s.p + i, "\xe2\x80\x91", 3) == 0;
}

static void segment_text(struct layout *l, const struct run *run, struct span s)
{
    size_t from = 0;
    for (size_t i = 0; i + 1 < s.n; i++) {
        if (is_joint(l, s, i)) {
            if (i > from)
                segment_faces(l, run, span_make(s.p + from, i - from));
            segment_put(l, run, SPAN("-"));
            l->joints[l->n_joints++] = l->text.n;
            i += 2;
            from = i + 1;
            continue;
        }
        if ((unsigned char)s.p[i] != 0xC2 || (unsigned char)s.p[i + 1] != 0xAD) /* U+00AD */
            continue;
        if (i > from)
            segment_faces(l, run, span_make(s.p + from, i - from));
        segment_add(l, (struct segment){.type = PIECE_HYPHEN, .run = run, .bytes = 2});
        buf_put(&l->text, s.p + i, 2);
        from = ++i + 1;
    }
    if (s.n > from)
        segment_faces(l, run, span_make(s.p + from, s.n - from));
}

/* Small letters become small capitals; everything else keeps its size. */
static void segment_small_caps(struct layout *l, const struct run *run, struct span s)
{
    struct run *small = ARENA_NEW(&l->scratch, struct run);
    *small = *run;
    run_size(small, floor(run->size * SMALL_CAPS * 2 + 0.5) / 2);
    for (size_t from = 0, i = 0, next; from < s.n; from = i) {
        bool lower = false;
        for (i = from; i < s.n; i = next) {
            next = i;
            text_next(s, &next);
            const struct span c = span_make(s.p + i, next - i);
            const bool is_lower = !span_is(c, text_upper(&l->scratch, c));
            if (i > from && is_lower != lower)
                break;
            lower = is_lower;
        }
        const struct span part = span_make(s.p + from, i - from);
        if (lower)
            segment_text(l, small, span_of(text_upper(&l->scratch, part)));
        else
            segment_text(l, run, part);
    }
}

static void segment_string(struct layout *l, const struct run *run, const char *text)
{
    if (!text || !*text)
        return;
    if (run->look->caps == CAPS_ALL)
        segment_text(l, run, span_of(text_upper(&l->scratch, span_of(text))));
    else if (run->look->caps == CAPS_SMALL)
        segment_small_caps(l, run, span_of(text));
    else
        segment_text(l, run, span_of(text));
}

/* ---- numbers ---- */

/* A note's number: as its file has it, or superior text of the paragraph's look. */
static void segment_label(struct layout *l, const struct node *para, const struct char_props *own, const char *label, int tag, int note)
{
    struct char_props *c = ARENA_NEW(&l->scratch, struct char_props);
    *c = para->as.para.style->chr;
    c->vertical = VERTICAL_SUPER;
    const struct run *run = items_run(l, own ? own : c, tag, NULL, para->pos);
    if (run)
        segment_put(l, run, span_of(label))->note = note;
}

static int known_total(const struct layout *l, enum field_of of)
{
    const int n = of == FIELD_OF_PAGES ? (int)l->total_pages : l->section_pages[l->section_index];
    return n > 0 ? n : 1;
}

/* In a header the page is known, and it is finished when the last page is; in the body the number of the last run is
 * taken (layout.c runs again until they agree). */
static void segment_field(struct layout *l, const struct run *run, enum field_of of, enum numbering_format format)
{
    int number = l->page_number, field = -1;
    if (!l->furniture) {
        field = fields_add(l, of, of == FIELD_OF_PAGE ? 1 : known_total(l, of));
        number = l->fields[field].printed;
    } else if (of != FIELD_OF_PAGE) {
        number = known_total(l, of);
        l->totals_used = true;
    }
    segment_put(l, run, span_of(number_text(&l->scratch, format, number, run->look ? run->look->lang : NULL)))->field = field;
}

static enum field_of field_of(enum field_kind kind)
{
    return kind == FIELD_PAGE ? FIELD_OF_PAGE : kind == FIELD_PAGES ? FIELD_OF_PAGES : FIELD_OF_SECTION_PAGES;
}

/* In its line, or anchored before what follows. */
static void segment_object(struct layout *l, const struct node *node, struct object *o, const struct run *run, int tag)
{
    if (o)
        o->offset = l->text.n;
    if (o && o->placement)
        return;
    struct segment *s = segment_mark(l, PIECE_IMAGE, run);
    s->image = node;
    s->object = o;
    s->tag = o ? o->tag : tags_figure(l, tag, node, node->as.image.alt);
}

/* Does it share its line with anything but a label? */
static bool begins_line(const struct layout *l)
{
    const struct segment *last = l->n_segments ? &l->segments[l->n_segments - 1] : NULL;
    return !last || last->type == PIECE_BREAK || last->run->label;
}

static bool has_text_behind(const struct node *n)
{
    for (n = n->next; n; n = n->next)
        if (n->type != NODE_BOOKMARK)
            return true;
    return false;
}

static void segment_formula(struct layout *l, const struct node *n, const struct run *run, int tag)
{
    const bool alone = n->as.formula.alone;
    if (alone && !begins_line(l))
        segment_mark(l, PIECE_BREAK, run);
    struct segment *s = segment_mark(l, PIECE_FORMULA, run);
    s->image = n;
    s->tag = tags_formula(l, tag, n);
    if (formula_ends_line(n) && has_text_behind(n))
        segment_mark(l, PIECE_BREAK, run);
}

/* ---- inlines ---- */

struct inline_state {
    const struct node *para;
    struct object *object; /* the next of the paragraph */
    int tag;
    const char *url;
    const struct char_props *last; /* the properties `run` was made from */
    const struct run *run;
};

static const struct run *inline_run(struct layout *l, struct inline_state *s, const struct node *n)
{
    const struct char_props *c = text_props(s->para, n);
    if (s->last != c || !s->run || s->run->tag != s->tag || s->run->url != s->url) {
        s->run = items_run(l, c, s->tag, s->url, n->pos);
        s->last = c;
    }
    return s->run;
}

static void inlines_collect(struct layout *l, struct inline_state *s, const struct node *n);

static void inline_collect(struct layout *l, struct inline_state *s, const struct node *n, const struct run *run)
{
    switch (n->type) {
    case NODE_TEXT:
        segment_string(l, run, n->as.text.text);
        break;
    case NODE_TAB:
        segment_mark(l, PIECE_TAB, run)->place = n->as.text.place;
        break;
    case NODE_LINE_BREAK:
        segment_mark(l, PIECE_BREAK, run);
        break;
    case NODE_BREAK:
        segment_mark(l, PIECE_BREAK, run)->to = n->as.brk.column ? BREAK_TO_COLUMN : BREAK_TO_PAGE;
        break;
    case NODE_PAGE_NUMBER:
        segment_field(l, run, FIELD_OF_PAGE, l->section->page_format);
        break;
    case NODE_NOTE_MARK:
        if (l->note)
            segment_put(l, run, span_of(l->note->label));
        break;
    case NODE_FIELD:
        if (n->as.field.kind == FIELD_OTHER)
            inlines_collect(l, s, n->first);
        else
            segment_field(l, run, field_of(n->as.field.kind), n->as.field.format);
        break;
    case NODE_IMAGE:
    case NODE_SHAPE:
        segment_object(l, n, s->object && s->object->node == n ? s->object++ : NULL, run, s->tag);
        break;
    case NODE_FORMULA:
        segment_formula(l, n, run, s->tag);
        break;
    case NODE_LINK: {
        struct inline_state inner = {s->para, s->object, tags_add(l, TAG_LINK, s->tag, n), n->as.link.url, NULL, NULL};
        inlines_collect(l, &inner, n->first);
        s->object = inner.object;
        break;
    }
    case NODE_FOOTNOTE:
        if (!l->furniture) {
            const int note = notes_add(l, n, s->tag);
            segment_label(l, s->para, n->as.note.chr, l->notes[note].label, s->tag, note);
        }
        break;
    default:
        break;
    }
}

static void inlines_collect(struct layout *l, struct inline_state *s, const struct node *n)
{
    for (; n && !l->failed; n = n->next) {
        const struct run *run = text_props(s->para, n)->hidden ? NULL : inline_run(l, s, n);
        if (run)
            inline_collect(l, s, n, run);
    }
}

/* ---- the paragraph ---- */

/* The tab behind a label, which Word does not underline with it. */
static const struct run *tab_run(struct layout *l, const struct run *label)
{
    if (!l->read || !label->look->underline)
        return label;
    struct run *run = ARENA_NEW(&l->scratch, struct run);
    struct char_props *plain = ARENA_NEW(&l->scratch, struct char_props);
    *plain = *label->look;
    plain->underline = false;
    *run = *label;
    run->look = plain;
    return run;
}

static void collect_label(struct layout *l, const struct node *para, int tag)
{
    const struct para *p = &para->as.para;
    const struct run *look = label_props(para)->hidden ? NULL : items_run(l, label_props(para), tag, NULL, para->pos);
    if (!look)
        return;
    struct run *run = ARENA_NEW(&l->scratch, struct run);
    *run = *look;
    run->label = l->read;
    segment_string(l, run, p->label);
    if (p->suffix == SUFFIX_TAB)
        segment_mark(l, PIECE_TAB, tab_run(l, run));
    else if (label_spaced(para))
        segment_put(l, run, SPAN(" "));
}

/* In a file of Word the label of a paragraph that begins with the break of a page goes to the next page with its text: the breaks go
 * before it. What follows them is returned. */
static const struct node *collect_breaks(struct layout *l, struct inline_state *s)
{
    const struct node *first = s->para->first, *text = first;
    if (!l->read || l->doc->settings.from_writer)
        return first;
    for (const struct node *n = first; n && (n->type == NODE_BOOKMARK || n->type == NODE_BREAK) && n->next; n = n->next)
        text = n->type == NODE_BREAK ? n->next : text;
    for (; first != text; first = first->next) {
        const struct run *run = inline_run(l, s, first);
        if (run)
            inline_collect(l, s, first, run);
    }
    return text;
}

/* In a file of Word a paragraph that holds nothing but breaks of the page has no label: seen between a table of contents and a
 * first chapter. */
static bool only_breaks(const struct layout *l, const struct node *para)
{
    bool any = false;
    for (const struct node *n = para->first; n; n = n->next) {
        if (n->type != NODE_BOOKMARK && (n->type != NODE_BREAK || n->as.brk.column))
            return false;
        any = any || n->type == NODE_BREAK;
    }
    return any && l->read && !l->doc->settings.from_writer;
}

/* Behind the tables that stand beside the paragraph. */
static struct object *first_inline(const struct para_box *p)
{
    size_t i = 0;
    while (i < p->n_objects && p->objects[i].table)
        i++;
    return i < p->n_objects ? &p->objects[i] : NULL;
}

void collect_para(struct layout *l, const struct para_box *p, struct para_tags tags, const struct note *note)
{
    const struct node *para = p->node;
    struct inline_state state = {para, first_inline(p), tags.text, NULL, NULL, NULL};
    buf_clear(&l->text);
    l->n_joints = 0;
    l->n_segments = 0;
    if (note) {
        segment_label(l, para, NULL, note->label, tags.label, -1);
        const struct run *run = items_run(l, &para->as.para.style->chr, tags.label, NULL, para->pos);
        if (run)
            segment_put(l, run, SPAN(" "));
    }
    const bool labelled = para->as.para.label && !only_breaks(l, para);
    const struct node *first = labelled ? collect_breaks(l, &state) : para->first;
    if (labelled)
        collect_label(l, para, tags.label);
    inlines_collect(l, &state, first);
}
