/* The letters of Markdown and HTML: emphasis, links, pictures, notes. */
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
        look->style = styles_built_in(m->r, STYLE_CHARACTER, "hyperlink");
        if (!look->style) {
            look->color = "0563C1";
            look->underline = "single";
        }
    }
}

static void put_text(struct markup *m, struct span text, const struct look *look, struct span run)
{
    struct pen pen = {.r = m->r, .place = &m->place, .out = m->out, .props = run, .paragraph = m->place.paragraph, .own = true};

    if (look)
        pen_run(&pen, look, text);
    else
        pen_text(&pen, text);
    pen_close(&pen);
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
        put_text(m, span_make(v->as.scalar.text, v->as.scalar.n), look, run);
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
        put_text(m, SPAN("\n"), NULL, run);
    } else if ((content = value_member(v, "chu_thich"))) {
        m->r->w->note(m, content);
    } else if ((content = value_member(v, "anh"))) {
        put_picture(m, content);
        if ((content = value_member(content, "chu_thich"))) {
            put_text(m, SPAN("\n"), NULL, run);
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
