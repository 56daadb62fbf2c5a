/* Letters with their look: $richtext, $paragraphs, $listing. What the data ask for is read here; a writer sets it. */
#include <stdlib.h>

#include "base/diag/rich.h"
#include "fill/rich_own.h"

static bool read_color(const char *text, const char **out)
{
    if (strcmp(text, "auto") != 0) {
        text += *text == '#';
        if (strlen(text) != 6 || strspn(text, "0123456789abcdefABCDEF") != 6)
            return false;
    }
    *out = text;
    return true;
}

static bool is_one_of(const char *text, const char *const *words)
{
    while (*words && strcmp(*words, text) != 0)
        words++;
    return *words != NULL;
}

static bool read_size(const char *text, long *out)
{
    double size = 0, place = 1;
    const char *p = text;

    for (; *p >= '0' && *p <= '9' && size < 1e4; p++)
        size = 10 * size + (*p - '0');
    if (p == text)
        return false;
    if (*p == '.' || *p == ',')
        for (p++; *p >= '0' && *p <= '9'; p++)
            size += (*p - '0') * (place /= 10);
    while (*p == ' ')
        p++;
    if (strcmp(p, "pt") == 0)
        size *= 2;
    else if (*p)
        return false;
    *out = (long)(size + 0.5);
    return *out >= 2 && *out <= 3276; /* 1 to 1638 points, as Word */
}

static bool read_font(struct rich *r, const char *text, struct look *look)
{
    static const char *const regions[] = {"ascii", "hAnsi", "eastAsia", "cs", NULL};
    const char *colon = strchr(text, ':');

    look->region = NULL;
    look->font = text;
    if (colon) {
        look->region = arena_span(r->arena, span_make(text, (size_t)(colon - text)));
        look->font = colon + 1;
    }
    return *look->font && (!colon || is_one_of(look->region, regions));
}

enum prop { P_STYLE, P_COLOR, P_HIGHLIGHT, P_SIZE, P_SUB, P_SUPER, P_BOLD, P_ITALIC, P_UNDERLINE, P_STRIKE, P_FONT, P_URL, P_RTL, P_LANG };

static const struct {
    const char *name;
    enum prop prop;
    bool is_switch;
} props[] = {
    {"style", P_STYLE, false},       {"color", P_COLOR, false},         {"highlight", P_HIGHLIGHT, false},
    {"size", P_SIZE, false},         {"subscript", P_SUB, true},        {"superscript", P_SUPER, true},
    {"bold", P_BOLD, true},          {"italic", P_ITALIC, true},        {"underline", P_UNDERLINE, false},
    {"strike", P_STRIKE, true},      {"font", P_FONT, false},           {"url", P_URL, false},
    {"rtl", P_RTL, true},            {"lang", P_LANG, false},
};
#define LOOK_KEYS "style color highlight size subscript superscript bold italic underline strike font url rtl lang"

static void set_switch(struct look *l, enum prop prop, bool on)
{
    switch (prop) {
    case P_SUB:
    case P_SUPER:
        l->raised = on ? (prop == P_SUB ? LOOK_SUB : LOOK_SUPER) : LOOK_LEVEL;
        break;
    case P_BOLD:
        l->bold_off = l->bold && !on;
        l->bold = on;
        break;
    case P_ITALIC:
        l->italic_off = l->italic && !on;
        l->italic = on;
        break;
    case P_STRIKE:
        l->strike_off = l->strike && !on;
        l->strike = on;
        break;
    default:
        l->rtl = on;
        break;
    }
}

static bool set_underline(struct rich *r, struct look *l, const struct value *v)
{
    static const char *const kinds[] = {"single", "double", "thick", "dotted", "dash", "dotDash", "dotDotDash", "wave", NULL};

    if (v->type == VALUE_BOOL) {
        l->underline = v->as.boolean ? "single" : l->underline ? "none" : NULL;
        return true;
    }
    if (v->type != VALUE_SCALAR || !is_one_of(v->as.scalar.text, kinds))
        return rich_fault(r, DIAG_RICH_UNDERLINE, v);
    l->underline = v->as.scalar.text;
    return true;
}

static bool set_text(struct rich *r, struct look *l, enum prop prop, const struct value *v)
{
    static const char *const pens[] = {"yellow", "green", "cyan", "magenta", "blue", "red", "darkBlue", "darkCyan", "darkGreen", "darkMagenta",
                                       "darkRed", "darkYellow", "darkGray", "lightGray", "black", "white", NULL};
    const char *text = rich_text_of(r, v);

    if (!text)
        return false;
    switch (prop) {
    case P_STYLE:
        l->style = styles_wanted(r, STYLE_CHARACTER, v, text);
        return true;
    case P_COLOR:
        return read_color(text, &l->color) || rich_fault(r, DIAG_RICH_COLOR, v);
    case P_HIGHLIGHT:
        l->pen = l->fill = NULL;
        if (is_one_of(text, pens)) {
            l->pen = text;
            return true;
        }
        return read_color(text, &l->fill) || rich_fault(r, DIAG_RICH_HIGHLIGHT, v);
    case P_SIZE:
        return read_size(text, &l->size) || rich_fault(r, DIAG_RICH_SIZE, v);
    case P_FONT:
        return read_font(r, text, l) || rich_fault(r, DIAG_RICH_FONT, v);
    case P_URL:
        l->url = *text ? text : NULL;
        return true;
    default:
        l->lang = *text ? text : NULL;
        return true;
    }
}

/* The look that the map's members ask for, over the one around it; null is as around. */
static bool read_look(struct rich *r, const struct value *map, struct look *l)
{
    bool ok = true;

    for (size_t i = 0; i < sizeof props / sizeof *props; i++) {
        const struct value *v = rich_member(r, map, props[i].name);

        if (!v || v->type == VALUE_NULL)
            continue;
        if (props[i].prop == P_UNDERLINE) {
            ok &= set_underline(r, l, v);
        } else if (!props[i].is_switch) {
            ok &= set_text(r, l, props[i].prop, v);
        } else if (v->type == VALUE_BOOL) {
            set_switch(l, props[i].prop, v->as.boolean);
        } else {
            ok = rich_fault(r, DIAG_RICH_SWITCH, v);
        }
    }
    return ok;
}

/* A text; a map with `text` or $richtext and a look; a list of these. */
static bool print_pieces(struct pen *p, const struct value *v, const struct look *around)
{
    const struct value *tag, *text;
    struct look look = *around;
    bool ok = true;

    switch (v->type) {
    case VALUE_SCALAR:
        read_value(p->r->ctx, v);
        pen_run(p, around, span_make(v->as.scalar.text, v->as.scalar.n));
        return true;
    case VALUE_LIST:
        for (size_t i = 0; i < v->as.items.n; i++)
            ok &= print_pieces(p, v->as.items.v[i], around);
        return ok;
    case VALUE_MAP:
        tag = rich_tag(v);
        if (tag && strcmp(tag->written_key, "$image") == 0) {
            struct rich_place between = *p->place;

            pen_close(p);
            between.level = RICH_RUN;
            return rich_print_picture(p->r, &between, v, tag, p->out);
        }
        if (tag && strcmp(tag->written_key, "$richtext") != 0)
            break;
        text = tag ? tag : rich_member(p->r, v, "text");
        if (!rich_members(p->r, v, tag ? LOOK_KEYS : "text " LOOK_KEYS) || !read_look(p->r, v, &look))
            return false;
        if (!text) {
            diag(p->r->ctx, DIAG_RICH_NO_MEMBER, v->pos, rich_name(v));
            return false;
        }
        return print_pieces(p, text, &look);
    case VALUE_NULL:
    case VALUE_BOOL:
        break;
    }
    return rich_fault(p->r, DIAG_RICH_PIECES, v);
}

bool rich_print_rich(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out)
{
    struct pen pen = {.r = r, .place = place, .out = out, .paragraph = place->paragraph, .props = r->docxtpl ? SPAN("") : place->run};
    struct look plain = {0};
    bool ok;

    (void)v;
    r->w->enter_runs(r, place, out);
    ok = print_pieces(&pen, form, &plain);
    pen_close(&pen);
    r->w->leave_runs(r, place, out);
    return ok;
}

static bool print_paragraph(struct rich *r, const struct rich_place *place, const struct value *v, struct buf *out)
{
    const struct value *style = NULL;
    struct pen pen = {.r = r, .place = place, .out = out};
    struct look plain = {0}, look = {0};
    const struct value *content = v;
    const char *id = NULL;
    bool ok;

    if (v->type == VALUE_MAP && !rich_tag(v)) {
        style = rich_member(r, v, "parastyle");
        content = rich_member(r, v, "text");
        if (!rich_members(r, v, "parastyle text " LOOK_KEYS) || !read_look(r, v, &look))
            return false;
        if (!content) {
            diag(r->ctx, DIAG_RICH_NO_MEMBER, v->pos, rich_name(v));
            return false;
        }
        plain = look;
    }
    if (style) {
        const char *name = rich_text_of(r, style);

        if (!name)
            return false;
        id = styles_wanted(r, STYLE_PARAGRAPH, style, name);
    }
    r->w->begin_paragraph(&pen, id);
    ok = print_pieces(&pen, content, &plain);
    pen_close(&pen);
    r->w->end_paragraph(&pen);
    return ok;
}

bool rich_print_paragraphs(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out)
{
    bool ok = rich_members(r, form, "");

    r->w->enter_blocks(r, place, out);
    if (v->type == VALUE_LIST)
        for (size_t i = 0; i < v->as.items.n; i++)
            ok &= print_paragraph(r, place, v->as.items.v[i], out);
    else
        ok &= print_paragraph(r, place, v, out);
    r->w->leave_blocks(r, place, false, out);
    return ok;
}

bool rich_print_listing(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out)
{
    struct pen pen = {.r = r, .place = place, .out = out, .props = place->run, .paragraph = place->paragraph};
    const char *text = rich_members(r, form, "") ? rich_text_of(r, v) : NULL;

    if (!text)
        return false;
    if (place->level == RICH_TEXT) {
        r->w->listing(r, place, span_of(text), out);
        return true;
    }
    r->w->enter_runs(r, place, out);
    pen_text(&pen, span_of(text));
    pen_close(&pen);
    r->w->leave_runs(r, place, out);
    return true;
}
