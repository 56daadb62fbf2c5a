/* From a flat text to inlines: cmark-gfm (CommonMark 0.29, strikethrough added) parses it as the
 * one paragraph that it is; its text nodes are pieces of the flat text, found by their column, and
 * are put together again with what was lifted. Links' addresses have no column: their placeholders
 * are the next ones behind the link's text.
 *
 * Invariant: `next_atom` is the first atom behind everything that was given out. */
#include "base/diag/data.h"
#include "data/input.h"
#include "data/markdown.h"

#include <assert.h>
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

struct inlines {
    struct md *md;
    const struct flat *flat;
    size_t next_atom;
    size_t end; /* of the flat text given out */
    bool stars; /* a pair of ** without its fellow was reported */
};

/* Puts bytes of the body with the marks that they need: one at every mark of the owner inside. */
static void put_body(struct md *md, struct marks *m, size_t from, size_t n)
{
    const struct value *owner = md->owner;
    const struct source_mark *marks = owner->as.scalar.marks;
    size_t low = 0, high = owner->as.scalar.n_marks, to = from + n;
    while (low < high) { /* the first mark behind `from` */
        size_t mid = low + (high - low) / 2;
        if (marks[mid].offset <= from)
            low = mid + 1;
        else
            high = mid;
    }
    while (from < to) {
        size_t stop =
            low < owner->as.scalar.n_marks && marks[low].offset < to ? marks[low].offset : to;
        struct pos pos = md_pos(md, from);
        marks_at(m, pos.line, pos.col);
        marks_put(m, span_make(md->text.p + from, stop - from));
        from = stop;
        low++;
    }
}

/* Flat text without atoms, run by run. */
static void put_flat(const struct inlines *in, struct marks *m, size_t from, size_t to)
{
    const struct flat *flat = in->flat;
    while (from < to) {
        size_t run = flat_run(flat, from);
        size_t end =
            run + 1 < flat->n_runs && flat->runs[run + 1].flat < to ? flat->runs[run + 1].flat : to;
        size_t body = flat_body(flat, from);
        if (body < in->md->text.n && in->md->text.p[body] == flat->text.p[from])
            put_body(in->md, m, body, end - from);
        else /* the space that stands for a line end */
            marks_put(m, span_make(flat->text.p + from, end - from));
        from = end;
    }
}

static void finish_text(const struct inlines *in, struct marks *m, struct value *target,
                        size_t body)
{
    struct md *md = in->md;
    if (m->text.n)
        value_append(md->d, target,
                     marks_finish(m, md->d, true, md_pos(md, body), md->owner->source));
    marks_release(m);
}

static struct value *link_value(struct md *md, size_t body, struct value *url,
                                struct value *content)
{
    struct value *map = md_map(md, body);
    md_set(md, map, "lien_ket", url);
    md_set(md, map, "noi_dung", content);
    return map;
}

static struct value *note_value(struct md *md, const struct atom *atom)
{
    struct note *note = md_note(md, atom->body, atom->body + atom->n);
    struct value *map = md_map(md, atom->body);
    struct pos pos = md_pos(md, atom->body);
    if (md->frames[md->depth].note)
        md_fault(md, DIAG_MD_NOTE_NESTED, atom->body, NULL);
    if (note->used.line) {
        diag(md->d->ctx, DIAG_MD_NOTE_TWICE, pos, note->written,
             pos_text(&md->d->arena, note->used));
        md->ok = false;
        return map;
    }
    note->used = pos;
    note->used.line += pos.line == 0;
    md_set(md, map, "chu_thich", note->blocks);
    return map;
}

/* An atom that is an inline of its own. */
static struct value *atom_value(struct md *md, const struct atom *atom)
{
    struct value *map;
    switch (atom->kind) {
    case ATOM_NOTE:
        return note_value(md, atom);
    case ATOM_LINK: {
        struct value *content =
            value_new(md->d, VALUE_LIST, md_pos(md, atom->body), md->owner->source);
        char *url = md_copy(md, atom->body + 1, atom->body + atom->n - 1);
        value_append(md->d, content, md_word(md, atom->body + 1, url));
        return link_value(md, atom->body, md_word(md, atom->body + 1, url), content);
    }
    default:
        map = md_map(md, atom->body);
        struct value *yes = value_new(md->d, VALUE_BOOL, map->pos, md->owner->source);
        yes->as.boolean = true;
        md_set(md, map, "xuong_dong", yes);
        return map;
    }
}

/* The flat text [from, to) as texts and what was lifted. */
static void add_text(struct inlines *in, struct value *target, size_t from, size_t to)
{
    struct marks m = {0};
    size_t start = flat_body(in->flat, from);
    while (from < to) {
        const struct atom *atom = NULL;
        while (in->next_atom < in->flat->n_atoms && in->flat->atoms[in->next_atom].flat < from)
            in->next_atom++;
        if (in->next_atom < in->flat->n_atoms && in->flat->atoms[in->next_atom].flat < to)
            atom = &in->flat->atoms[in->next_atom++];
        put_flat(in, &m, from, atom ? atom->flat : to);
        from = to;
        if (!atom)
            break;
        from = atom->flat + 3;
        if (atom->kind == ATOM_TAG) {
            put_body(in->md, &m, atom->body, atom->n);
        } else if (atom->kind == ATOM_TEXT) {
            struct pos pos = md_pos(in->md, atom->body);
            marks_at(&m, pos.line, pos.col);
            marks_put(&m, span_of(atom->cooked));
        } else {
            finish_text(in, &m, target, start);
            value_append(in->md->d, target, atom_value(in->md, atom));
            start = flat_body(in->flat, from);
        }
    }
    finish_text(in, &m, target, start);
}

/* An address or title with its placeholders filled in again. */
static struct value *restored(struct inlines *in, const char *s, size_t body)
{
    struct marks m = {0};
    while (in->next_atom < in->flat->n_atoms && in->flat->atoms[in->next_atom].flat < in->end)
        in->next_atom++;
    for (const char *p = s; *p;) {
        const char *hole = strstr(p, "\xEF\xB7\x90");
        if (!hole || in->next_atom == in->flat->n_atoms) {
            marks_put(&m, span_of(p));
            break;
        }
        const struct atom *atom = &in->flat->atoms[in->next_atom++];
        marks_put(&m, span_make(p, (size_t)(hole - p)));
        if (atom->kind == ATOM_TEXT)
            marks_put(&m, span_of(atom->cooked));
        else
            put_body(in->md, &m, atom->body, atom->n);
        p = hole + 3;
        in->end = atom->flat + 3;
    }
    return marks_finish(&m, in->md->d, true, md_pos(in->md, body), in->md->owner->source);
}

static void add_children(struct inlines *in, struct value *target, cmark_node *parent, int depth);

static size_t node_offset(const struct inlines *in, cmark_node *node)
{
    int column = cmark_node_get_start_column(node);
    return column > 0 && (size_t)column <= in->flat->text.n ? (size_t)column - 1 : 0;
}

static void add_group(struct inlines *in, struct value *target, cmark_node *node, const char *key,
                      int depth)
{
    struct md *md = in->md;
    size_t body = flat_body(in->flat, node_offset(in, node));
    struct value *content = value_new(md->d, VALUE_LIST, md_pos(md, body), md->owner->source);
    struct value *map = md_map(md, body);
    add_children(in, content, node, depth + 1);
    if (key)
        md_set(md, map, key, content);
    else
        map = link_value(md, body, restored(in, cmark_node_get_url(node), body), content);
    value_append(md->d, target, map);
}

static bool stands_at(const struct inlines *in, size_t from, const char *literal, size_t n)
{
    return from + n <= in->flat->text.n && memcmp(in->flat->text.p + from, literal, n) == 0;
}

/* Where a text node stands. A run of * of which cmark used a part keeps the columns of the whole
 * run, so the start may be a little early; then the end is right, or the text is looked for. */
static size_t find_text(const struct inlines *in, cmark_node *node, const char *literal, size_t n)
{
    size_t from = node_offset(in, node), end = (size_t)cmark_node_get_end_column(node);
    if (stands_at(in, from, literal, n))
        return from;
    if (end >= n && stands_at(in, end - n, literal, n))
        return end - n;
    const char *found = memmem(in->flat->text.p + in->end, in->flat->text.n - in->end, literal, n);
    assert(found);
    return (size_t)(found - in->flat->text.p);
}

static void add_text_node(struct inlines *in, struct value *target, cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    size_t n = strlen(literal), from = find_text(in, node, literal, n), to = from + n;
    const char *stars = strstr(literal, "**");
    if (stars && !in->stars) /* once a paragraph */
        md_fault(in->md, DIAG_MD_STRONG_OPEN, flat_body(in->flat, from + (size_t)(stars - literal)), NULL);
    in->stars = in->stars || stars;
    if (from == 0 && n) /* the '.' in front */
        from = 1;
    in->end = to;
    if (from < to)
        add_text(in, target, from, to);
}

static void add_node(struct inlines *in, struct value *target, cmark_node *node, int depth)
{
    cmark_node_type type = cmark_node_get_type(node);
    size_t body = flat_body(in->flat, node_offset(in, node));
    if (!input_within_limit(in->md->d, md_pos(in->md, body))) {
        in->md->ok = false;
    } else if (depth > MD_INLINE_DEPTH) {
        if (in->md->ok)
            md_fault(in->md, DIAG_MD_INLINE_DEEP, body,
                     arena_printf(&in->md->d->arena, "%d", MD_INLINE_DEPTH));
    } else if (type == CMARK_NODE_TEXT) {
        add_text_node(in, target, node);
    } else if (type == CMARK_NODE_EMPH) {
        add_group(in, target, node, "nghieng", depth);
    } else if (type == CMARK_NODE_STRONG) {
        add_group(in, target, node, "dam", depth);
    } else if (type == CMARK_NODE_LINK) {
        add_group(in, target, node, NULL, depth);
    } else if (type == CMARK_NODE_IMAGE) {
        md_fault(in->md, DIAG_MD_IMAGE_INLINE, body, NULL);
    } else if (type == CMARK_NODE_CODE) {
        md_fault(in->md, DIAG_MD_CODE, body ? body - 1 : 0, NULL);
    } else {
        add_group(in, target, node, "gach_bo", depth);
    }
}

static void add_children(struct inlines *in, struct value *target, cmark_node *parent, int depth)
{
    for (cmark_node *node = cmark_node_first_child(parent); node; node = cmark_node_next(node))
        add_node(in, target, node, depth);
}

/* The picture that is the whole paragraph, or NULL. */
static cmark_node *lone_image(cmark_node *paragraph)
{
    cmark_node *first = cmark_node_first_child(paragraph);
    cmark_node *image = first ? cmark_node_next(first) : NULL;
    bool alone = image && !cmark_node_next(image) &&
                 cmark_node_get_type(image) == CMARK_NODE_IMAGE &&
                 cmark_node_get_type(first) == CMARK_NODE_TEXT &&
                 strcmp(cmark_node_get_literal(first), ".") == 0;
    return alone ? image : NULL;
}

static struct value *image_value(struct inlines *in, cmark_node *image)
{
    struct md *md = in->md;
    size_t body = flat_body(in->flat, 1);
    struct value *alt = value_new(md->d, VALUE_LIST, md_pos(md, body + 2), md->owner->source);
    add_children(in, alt, image, 1);
    struct value *map = md_map(md, body), *inner = md_map(md, body);
    struct value *file = restored(in, cmark_node_get_url(image), body);
    const char *title = cmark_node_get_title(image);
    md_set(md, inner, "tep", file);
    if (value_count(alt) == 1 && value_is_text(value_item(alt, 0)))
        md_set(md, inner, "mo_ta", alt->as.items.v[0]);
    else if (value_count(alt) > 0)
        md_fault(md, DIAG_MD_IMAGE_TEXT, body, NULL);
    if (title && title[0])
        md_set(md, inner, "chu_thich", restored(in, title, body));
    md_set(md, map, "anh", inner);
    return map;
}

static cmark_node *parse(const struct flat *flat)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_STRIKETHROUGH_DOUBLE_TILDE);
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension("strikethrough"));
    cmark_parser_feed(parser, flat->text.p, flat->text.n);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

/* Nothing that cmark could see: the everyday paragraph. */
static bool is_plain(const struct flat *flat)
{
    return strcspn(flat->text.p, "*_[`~") == flat->text.n;
}

struct value *md_inline(struct md *md, struct flat *flat, bool paragraph)
{
    struct inlines in = {.md = md, .flat = flat};
    size_t body = flat_body(flat, 1);
    struct value *content = value_new(md->d, VALUE_LIST, md_pos(md, body), md->owner->source);
    struct value *result = content;
    if (flat->text.n > MD_LONGEST) {
        md_fault(md, DIAG_MD_LONG, body, arena_printf(&md->d->arena, "%d", MD_LONGEST >> 10));
    } else if (is_plain(flat)) {
        add_text(&in, content, 1, flat->text.n);
    } else {
        cmark_node *root = parse(flat);
        cmark_node *inside = cmark_node_first_child(root);
        cmark_node *image = paragraph ? lone_image(inside) : NULL;
        if (image)
            result = image_value(&in, image);
        else
            add_children(&in, content, inside, 0);
        cmark_node_free(root);
    }
    flat_release(flat);
    if (result == content && value_count(content) == 0)
        return md_word(md, body, "");
    if (result == content && value_count(content) == 1 && value_is_text(value_item(content, 0)))
        return content->as.items.v[0];
    return result;
}

struct value *md_block_of(struct md *md, struct value *content, size_t offset)
{
    if (content->type != VALUE_LIST)
        return content;
    struct value *map = md_map(md, offset);
    md_set(md, map, "doan", content);
    return map;
}

struct value *md_piece(struct md *md, size_t from, size_t to)
{
    struct flat flat = {0};
    flat_add(md, &flat, from, to);
    return md_block_of(md, md_inline(md, &flat, false), from);
}

const char *markdown_cmark_version(void)
{
    return cmark_version_string();
}
