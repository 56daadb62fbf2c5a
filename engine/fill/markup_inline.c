/* The letters of Markdown and HTML: emphasis, links, pictures, notes. */
#include "base/xml.h"
#include "fill/markup.h"

static void set_look(struct markup *m, const struct value *member, struct look *look)
{
    const char *key = member->key;

    if (strcmp(key, "dam") == 0) {
        look->bold = true;
    } else if (strcmp(key, "nghieng") == 0) {
        look->italic = true;
    } else if (strcmp(key, "gach_bo") == 0) {
        look->strike = true;
    } else if (strcmp(key, "gach_chan") == 0) {
        look->underline = "single";
    } else if (strcmp(key, "chi_so_tren") == 0) {
        look->raised = LOOK_SUPER;
    } else if (strcmp(key, "chi_so_duoi") == 0) {
        look->raised = LOOK_SUB;
    } else if (strcmp(key, "ma_chu") == 0) {
        look->font = "Courier New";
    } else if (strcmp(key, "mau") == 0) {
        look->color = member->as.scalar.text;
    } else if (strcmp(key, "lien_ket") == 0) {
        look->url = member->as.scalar.text;
        look->style = styles_lookup_name(m->r, STYLE_CHARACTER, "hyperlink");
        if (!look->style) {
            look->color = "0563C1";
            look->underline = "single";
        }
    }
}

static void put_letters(struct markup *m, const struct value *text, const struct look *look, struct span run)
{
    struct pen pen = {.r = m->r, .place = &m->place, .out = m->out, .paragraph = m->place.paragraph};
    struct buf own = {0}, props = {0};

    pen_props(look, &own);
    props_run(run, buf_span(&own), &props);
    pen.props = buf_span(&props);
    if (look->url)
        pen.link = add_relation(m->r->add, m->place.part, "hyperlink", look->url, true);
    pen_text(&pen, span_make(text->as.scalar.text, text->as.scalar.n));
    pen_close(&pen);
    buf_release(&own);
    buf_release(&props);
}

static void put_break(struct markup *m, struct span run)
{
    buf_puts(m->out, "<w:r>");
    buf_putspan(m->out, run);
    buf_puts(m->out, "<w:br/></w:r>");
}

static void put_note(struct markup *m, const struct value *blocks)
{
    struct rich *r = m->r;
    const char *style = styles_lookup_name(r, STYLE_PARAGRAPH, "footnote text"), *mark = styles_lookup_name(r, STYLE_CHARACTER, "footnote reference");
    const char *look = mark ? arena_printf(r->arena, "<w:rPr><w:rStyle w:val=\"%s\"/></w:rPr>", mark) : "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>";
    const char *part, *id;
    struct buf text = {0}, props = {0};
    struct markup inner = {.r = r, .out = &text, .depth = m->depth, .in_note = true, .ok = true};

    if (m->in_note || strcmp(m->place.part, opc_main(r->package)) != 0) {
        m->ok = rich_fault(r, DIAG_MARKUP_NOTE, blocks);
        return;
    }
    part = notes_part(r, "footnote");
    id = notes_id(r, "footnote");
    if (style)
        buf_printf(&props, "<w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
    inner.place = (struct rich_place){.part = part, .level = RICH_BLOCK, .paragraph = buf_span(&props), .pos = m->place.pos};
    markup_blocks(&inner, blocks);
    if (!text.n)
        buf_puts(&text, "<w:p></w:p>");
    /* the mark stands first in the first paragraph */
    const char *at = memmem(text.p, text.n, "</w:pPr>", 8);
    size_t from = at ? (size_t)(at + 8 - text.p) : strlen("<w:p>");
    struct buf note = {0};
    buf_printf(&note, "<w:footnote w:id=\"%s\">", id);
    buf_put(&note, text.p, from);
    buf_printf(&note, "<w:r>%s<w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>", look);
    buf_put(&note, text.p + from, text.n - from);
    buf_puts(&note, "</w:footnote>");
    add_into(r->add, part, "", buf_span(&note));
    buf_printf(m->out, "<w:r>%s<w:footnoteReference w:id=\"%s\"/></w:r>", look, id);
    buf_release(&note);
    buf_release(&text);
    buf_release(&props);
    m->ok &= inner.ok;
}

static void put_picture(struct markup *m, const struct value *v)
{
    const struct value *file = value_member(v, "tep"), *alt = value_member(v, "mo_ta");
    struct rich_place between = m->place;

    between.level = RICH_RUN;
    m->ok &= file && rich_draw(m->r, &between, file, value_is_text(alt) ? alt->as.scalar.text : NULL, m->out);
}

void markup_inlines(struct markup *m, const struct value *v, const struct look *look, struct span run)
{
    const struct value *content;

    if (!v || v->type == VALUE_NULL)
        return;
    if (v->type == VALUE_SCALAR) {
        put_letters(m, v, look, run);
        return;
    }
    if (v->type == VALUE_LIST) {
        for (size_t i = 0; i < v->as.items.n; i++)
            markup_inlines(m, v->as.items.v[i], look, run);
        return;
    }
    if (v->type != VALUE_MAP)
        return;
    if (value_member(v, "xuong_dong")) {
        put_break(m, run);
    } else if ((content = value_member(v, "chu_thich"))) {
        put_note(m, content);
    } else if ((content = value_member(v, "anh"))) {
        put_picture(m, content);
        if ((content = value_member(content, "chu_thich"))) {
            put_break(m, run);
            markup_inlines(m, content, look, run);
        }
    } else if (v->as.items.n) {
        struct look inner = *look;
        const struct value *first = v->as.items.v[0];

        set_look(m, first, &inner);
        content = value_member(v, "noi_dung");
        markup_inlines(m, content ? content : first, &inner, run); /* as deep as the readers let in */
    }
}
