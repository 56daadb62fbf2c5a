/* Letters with their look: $richtext, $paragraphs, $listing (ECMA-376-1: 17.3.2 run properties, in their order 17.3.2.28;
 * 17.16.22 hyperlink).
 *
 * Invariant: between two calls of a pen the output is inside a paragraph, and inside a run only if in_run says so; what
 * begins a new paragraph closes the run and the link, and opens both again only when letters follow. */
#include <stdlib.h>

#include "base/xml.h"
#include "fill/props.h"
#include "fill/rich_own.h"
#include "fill/tidy.h"

/* ---- places ---- */

void rich_enter_runs(const struct rich_place *place, struct buf *out)
{
    if (place->level == RICH_TEXT) {
        buf_puts(out, "</w:t></w:r>");
    } else if (place->level == RICH_BLOCK) {
        buf_puts(out, "<w:p>");
        buf_putspan(out, place->paragraph);
    }
}

static void open_text(struct span props, struct buf *out)
{
    buf_puts(out, "<w:r>");
    buf_putspan(out, props);
    buf_puts(out, "<w:t xml:space=\"preserve\">");
}

void rich_leave_runs(const struct rich_place *place, struct buf *out)
{
    if (place->level == RICH_TEXT)
        open_text(place->after, out);
    else if (place->level == RICH_BLOCK)
        buf_puts(out, "</w:p>");
}

void rich_enter_blocks(const struct rich_place *place, struct buf *out)
{
    if (place->level != RICH_BLOCK)
        buf_puts(out, TIDY_EMPTY);
    if (place->level == RICH_TEXT)
        buf_puts(out, "</w:t></w:r>");
    if (place->level != RICH_BLOCK)
        buf_puts(out, "</w:p>");
}

void rich_leave_blocks(const struct rich_place *place, struct buf *out)
{
    if (place->level == RICH_BLOCK)
        return;
    buf_puts(out, "<w:p>");
    buf_putspan(out, place->paragraph);
    buf_puts(out, TIDY_EMPTY);
    if (place->level == RICH_TEXT)
        open_text(place->run, out);
}

/* ---- the pen ---- */

static void need_run(struct pen *p)
{
    if (p->in_run)
        return;
    if (p->link)
        buf_printf(p->out, "<w:hyperlink xmlns:r=\"%s\" r:id=\"%s\" w:tgtFrame=\"_blank\">", additions_uri(p->r->add), p->link);
    buf_puts(p->out, "<w:r>");
    buf_putspan(p->out, p->props);
    p->in_run = true;
}

static void end_text(struct pen *p)
{
    if (p->in_text)
        buf_puts(p->out, "</w:t>");
    p->in_text = false;
}

void pen_close(struct pen *p)
{
    end_text(p);
    if (p->in_run)
        buf_puts(p->out, p->link ? "</w:r></w:hyperlink>" : "</w:r>");
    p->in_run = false;
}

static void put_letters(struct pen *p, struct span text)
{
    struct xml x = {.out = p->out};

    if (!text.n)
        return;
    need_run(p);
    if (!p->in_text)
        buf_puts(p->out, "<w:t xml:space=\"preserve\">");
    p->in_text = true;
    xml_textn(&x, text);
}

static void put_mark(struct pen *p, const char *element)
{
    need_run(p);
    end_text(p);
    buf_puts(p->out, element);
}

/* A paragraph more: the section that the old one ends is not ended twice. */
static void new_paragraph(struct pen *p)
{
    const char *from = memmem(p->paragraph.p, p->paragraph.n, "<w:sectPr", 9), *end = "</w:sectPr>";
    const char *to = from ? memmem(from, p->paragraph.n - (size_t)(from - p->paragraph.p), end, strlen(end)) : NULL;

    pen_close(p);
    buf_puts(p->out, "</w:p><w:p>");
    if (to) {
        buf_put(p->out, p->paragraph.p, (size_t)(from - p->paragraph.p));
        to += strlen(end);
        buf_put(p->out, to, p->paragraph.n - (size_t)(to - p->paragraph.p));
    } else {
        buf_putspan(p->out, p->paragraph);
    }
}

void pen_text(struct pen *p, struct span text)
{
    size_t from = 0, i;

    for (i = 0; i < text.n; i++) {
        char c = text.p[i];

        if (c != '\n' && c != '\t' && c != '\a' && c != '\f' && c != '\r')
            continue;
        put_letters(p, span_make(text.p + from, i - from));
        from = i + 1;
        if (c == '\n') {
            put_mark(p, "<w:br/>");
        } else if (c == '\t') {
            put_mark(p, "<w:tab/>");
        } else if (c == '\a') {
            new_paragraph(p);
        } else if (c == '\f') {
            pen_close(p);
            buf_puts(p->out, "</w:p><w:p><w:r><w:br w:type=\"page\"/></w:r>");
            new_paragraph(p);
        }
    }
    put_letters(p, span_make(text.p + from, i - from));
}

static void print_text(const struct rich_place *place, struct span text, struct buf *out)
{
    struct pen pen = {.place = place, .out = out, .props = place->run, .paragraph = place->paragraph, .in_run = true, .in_text = true};

    pen_text(&pen, text);
    need_run(&pen);
    if (!pen.in_text)
        buf_puts(out, "<w:t xml:space=\"preserve\">");
}

/* ---- looks ---- */

static void put_switch(struct xml *x, const char *name, bool on, bool off)
{
    if (on || off)
        xml_leaf(x, name, off ? "w:val" : NULL, "0");
}

static void put_font(struct xml *x, const struct look *look)
{
    static const char *const regions[][2] = {{"ascii", "w:ascii"}, {"hAnsi", "w:hAnsi"}, {"eastAsia", "w:eastAsia"}, {"cs", "w:cs"}};

    if (!look->font)
        return;
    xml_open(x, "w:rFonts");
    for (size_t i = 0; i < 4; i++)
        if (i != 2 || (look->region && strcmp(look->region, regions[i][0]) == 0))
            xml_attr(x, regions[i][1], look->font);
    xml_close(x);
}

static void put_value(struct xml *x, const char *name, const char *value)
{
    if (value)
        xml_leaf(x, name, "w:val", value);
}

void pen_props(const struct look *l, struct buf *out)
{
    struct xml x = {.out = out};
    size_t before = out->n;

    xml_open(&x, "w:rPr");
    xml_textn(&x, SPAN("")); /* the start tag is closed: an empty one is taken back below */
    size_t empty = out->n;
    put_value(&x, "w:rStyle", l->style);
    put_font(&x, l);
    put_switch(&x, "w:b", l->bold, l->bold_off);
    put_switch(&x, "w:bCs", l->bold && l->rtl, false);
    put_switch(&x, "w:i", l->italic, l->italic_off);
    put_switch(&x, "w:iCs", l->italic && l->rtl, false);
    put_switch(&x, "w:strike", l->strike, l->strike_off);
    put_value(&x, "w:color", l->color);
    if (l->size) {
        struct buf size = {0};

        buf_printf(&size, "%ld", l->size);
        put_value(&x, "w:sz", size.p);
        put_value(&x, "w:szCs", size.p);
        buf_release(&size);
    }
    put_value(&x, "w:highlight", l->pen);
    put_value(&x, "w:u", l->underline);
    if (l->fill) {
        xml_open(&x, "w:shd");
        xml_attr(&x, "w:val", "clear");
        xml_attr(&x, "w:color", "auto");
        xml_attr(&x, "w:fill", l->fill);
        xml_close(&x);
    }
    put_value(&x, "w:vertAlign", l->raised == LOOK_SUB ? "subscript" : l->raised == LOOK_SUPER ? "superscript" : NULL);
    put_switch(&x, "w:rtl", l->rtl, false);
    put_value(&x, "w:lang", l->lang);
    bool nothing = out->n == empty;
    xml_close(&x);
    if (nothing) {
        out->n = before;
        out->p[before] = '\0';
    }
}

void pen_run(struct pen *p, const struct look *look, struct span text)
{
    struct buf own = {0}, props = {0};
    struct span around = p->props;

    pen_close(p);
    pen_props(look, &own);
    props_run(around, buf_span(&own), &props);
    p->props = buf_span(&props);
    p->link = look->url ? add_relation(p->r->add, p->place->part, "hyperlink", look->url, true) : NULL;
    pen_text(p, text);
    pen_close(p);
    p->props = around;
    p->link = NULL;
    buf_release(&own);
    buf_release(&props);
}

/* ---- from data ---- */

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
    rich_enter_runs(place, out);
    ok = print_pieces(&pen, form, &plain);
    pen_close(&pen);
    rich_leave_runs(place, out);
    return ok;
}

/* <w:pPr> of a paragraph in a style. */
static const char *style_props(struct rich *r, const struct value *style)
{
    const char *name = rich_text_of(r, style);
    struct buf b = {0};
    struct xml x = {.out = &b};

    if (!name)
        return NULL;
    xml_open(&x, "w:pPr");
    xml_leaf(&x, "w:pStyle", "w:val", styles_wanted(r, STYLE_PARAGRAPH, style, name));
    xml_close(&x);
    return arena_buf(r->arena, &b);
}

/* The paragraph's properties without what belongs to the end of a section. */
static struct span bare_paragraph(struct rich *r, const struct rich_place *place)
{
    struct buf b = {0};
    size_t n;

    props_paragraph(place->paragraph, "", SPAN(""), &b);
    n = b.n;
    return span_make(arena_buf(r->arena, &b), n);
}

static bool print_paragraph(struct rich *r, const struct rich_place *place, const struct value *v, struct buf *out)
{
    const struct value *style = NULL;
    struct pen pen = {.r = r, .place = place, .out = out};
    struct look plain = {0}, look = {0};
    const struct value *content = v;
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
        const char *text = style_props(r, style);

        if (!text)
            return false;
        pen.paragraph = span_of(text);
    } else if (!r->docxtpl) {
        pen.paragraph = bare_paragraph(r, place);
        pen.props = place->run;
    }
    buf_puts(out, "<w:p>");
    buf_putspan(out, pen.paragraph);
    ok = print_pieces(&pen, content, &plain);
    pen_close(&pen);
    buf_puts(out, "</w:p>");
    return ok;
}

bool rich_print_paragraphs(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out)
{
    bool ok = rich_members(r, form, "");

    rich_enter_blocks(place, out);
    if (v->type == VALUE_LIST)
        for (size_t i = 0; i < v->as.items.n; i++)
            ok &= print_paragraph(r, place, v->as.items.v[i], out);
    else
        ok &= print_paragraph(r, place, v, out);
    rich_leave_blocks(place, out);
    return ok;
}

bool rich_print_listing(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out)
{
    struct pen pen = {.r = r, .place = place, .out = out, .props = place->run, .paragraph = place->paragraph};
    const char *text = rich_members(r, form, "") ? rich_text_of(r, v) : NULL;

    if (!text)
        return false;
    if (place->level == RICH_TEXT) {
        print_text(place, span_of(text), out);
        return true;
    }
    rich_enter_runs(place, out);
    pen_text(&pen, span_of(text));
    pen_close(&pen);
    rich_leave_runs(place, out);
    return true;
}
