/* Rich values as ODT has them: letters in spans, paragraphs (ODF 1.3 part 3: 5.1, 6.1; properties of letters 20).
 *
 * At a tag in the text the spans around it stay open, and a look is one span more; what is no text of that paragraph closes
 * all that is open in it and opens it again behind. */
#include "base/xml.h"
#include "fill/odt_own.h"
#include "fill/tidy.h"

/* ---- letters ---- */

void odt_text(struct span text, struct buf *out)
{
    for (size_t i = 0; i < text.n;) {
        size_t blanks = 0;
        unsigned char c = (unsigned char)text.p[i];

        while (i + blanks < text.n && text.p[i + blanks] == ' ')
            blanks++;
        if (blanks == 1 && i && i + 1 < text.n)
            buf_putc(out, ' ');
        else if (blanks)
            buf_printf(out, "<text:s text:c=\"%zu\"/>", blanks);
        else if (c == '\n' || c == '\a' || c == '\f')
            buf_puts(out, "<text:line-break/>");
        else if (c == '\t')
            buf_puts(out, "<text:tab/>");
        else if (c == '<' || c == '>' || c == '&')
            buf_puts(out, c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;");
        else if (c == 0xef && text.n - i > 2 && (unsigned char)text.p[i + 1] == 0xbf && (unsigned char)text.p[i + 2] >= 0xbe)
            blanks = 3; /* U+FFFE, U+FFFF */
        else if (c >= 0x20)
            buf_putc(out, (char)c);
        i += blanks ? blanks : 1;
    }
}

/* ---- paragraphs ---- */

void odt_begin_p(struct buf *out, const char *style)
{
    if (*style)
        buf_printf(out, "<text:p text:style-name=\"%s\">", style);
    else
        buf_puts(out, "<text:p>");
}

static const char *const page_attributes[][2] = {{NULL, "style:master-page-name"},
                                                 {"paragraph-properties", "style:page-number"},
                                                 {"paragraph-properties", "fo:break-before"}};

/* The style without what begins a page. */
static const char *odt_bare(struct rich *r, const char *part, const char *style)
{
    struct odt_attrs a = {.n = 0};

    for (size_t i = 0; i < 3; i++)
        odt_set(&a, page_attributes[i][0], page_attributes[i][1], NULL);
    return odt_look(r, part, "paragraph", style, &a);
}

void odt_take_page(struct rich *r, const char *part, struct odt_attrs *a)
{
    const char *from = r->odt->page;
    const struct odt_style *s = from ? odt_style_named(r, part, "style", "paragraph", span_of(from)) : NULL;
    struct span value;

    for (size_t i = 0; i < 3; i++) {
        bool has = s && odt_style_value(s, page_attributes[i][0], strchr(page_attributes[i][1], ':') + 1, &value) && value.n;

        odt_set(a, page_attributes[i][0], page_attributes[i][1], has ? arena_span(r->arena, value) : NULL);
    }
    r->odt->page = NULL;
}

void odt_reopen(struct rich *r, const struct rich_place *place, bool page, struct buf *out)
{
    const struct odt_place *o = place->odt;
    const char *style = arena_span(r->arena, place->paragraph), *now = odt_bare(r, place->part, style);
    struct xscan s;
    struct xscan_token t;
    struct span name, value;
    struct odt_attrs a = {.n = 0};
    size_t at = 0;

    if (page) {
        odt_set(&a, "paragraph-properties", "fo:break-before", "page");
        now = odt_look(r, place->part, "paragraph", now, &a);
    }
    xscan_init(&s, o->open[0]);
    if (!xscan_next(&s, &t))
        return;
    buf_puts(out, "<");
    buf_putspan(out, t.name);
    while (xscan_attribute(&s, &t, &at, &name, &value)) {
        if (span_is(xscan_local(name), "style-name") || span_is(name, "xml:id"))
            continue;
        buf_puts(out, " ");
        buf_putspan(out, name);
        buf_puts(out, "=\"");
        buf_putspan(out, value);
        buf_puts(out, "\"");
    }
    if (*now)
        buf_printf(out, " text:style-name=\"%s\"", now);
    buf_puts(out, ">");
    for (size_t i = 1; i < o->n; i++)
        buf_putspan(out, o->open[i]);
}

/* ---- places ---- */

static void close_paragraph(const struct odt_place *o, struct buf *out)
{
    odt_close_tags(o->open, 0, o->n, out);
}

static size_t put_spans(struct span spans, struct buf *out)
{
    size_t n = 0;

    buf_putspan(out, spans);
    for (size_t i = 0; i < spans.n; i++)
        n += spans.p[i] == '<';
    return n;
}

static void close_spans(struct span spans, struct buf *out)
{
    for (size_t i = spans.n; i-- > 0;) {
        size_t n = 1;

        if (spans.p[i] != '<')
            continue;
        while (!strchr(" \t\r\n/>", spans.p[i + n]))
            n++;
        buf_puts(out, "</");
        buf_put(out, spans.p + i + 1, n - 1);
        buf_puts(out, ">");
    }
}

static void enter_runs(struct rich *r, const struct rich_place *place, struct buf *out)
{
    r->odt->outside = false;
    if (place->level == RICH_BLOCK)
        odt_begin_p(out, arena_span(r->arena, place->paragraph));
}

static void leave_runs(struct rich *r, const struct rich_place *place, struct buf *out)
{
    (void)r;
    if (place->level == RICH_BLOCK)
        buf_puts(out, "</text:p>");
}

static void enter_blocks(struct rich *r, const struct rich_place *place, struct buf *out)
{
    r->odt->outside = false;
    r->odt->page = place->odt->first ? arena_span(r->arena, place->paragraph) : NULL;
    if (place->level == RICH_BLOCK)
        return;
    buf_puts(out, TIDY_EMPTY);
    close_paragraph(place->odt, out);
}

static void leave_blocks(struct rich *r, const struct rich_place *place, bool table_last, struct buf *out)
{
    (void)table_last;
    if (r->odt->outside)
        odt_enter_lists(r, place, out);
    else if (place->level != RICH_BLOCK)
        odt_next_item(r, place, out);
    if (place->level == RICH_BLOCK)
        return;
    odt_reopen(r, place, false, out);
    buf_puts(out, TIDY_EMPTY);
}

/* ---- the pen ---- */

static bool is_own(const struct pen *p)
{
    return p->own || p->place->level == RICH_BLOCK;
}

static void need_run(struct pen *p)
{
    if (p->in_run)
        return;
    if (p->link) {
        struct xml x = {.out = p->out};

        xml_open(&x, "text:a");
        xml_attr(&x, "xlink:type", "simple");
        xml_attr(&x, "xlink:href", p->link);
        buf_puts(p->out, ">"); /* the start tag alone */
    }
    if (is_own(p))
        put_spans(p->props, p->out);
    p->in_run = true;
}

static void close_run(struct pen *p)
{
    if (!p->in_run)
        return;
    if (is_own(p))
        close_spans(p->props, p->out);
    if (p->link)
        buf_puts(p->out, "</text:a>");
    p->in_run = false;
}

static void new_paragraph(struct pen *p, bool page)
{
    struct rich *r = p->r;
    struct odt_attrs a = {.n = 0};
    const char *style;

    close_run(p);
    if (!is_own(p)) {
        close_paragraph(p->place->odt, p->out);
        odt_next_item(r, p->place, p->out);
        odt_reopen(r, p->place, page, p->out);
        return;
    }
    style = odt_bare(r, p->place->part, arena_span(r->arena, p->paragraph));
    if (page) {
        odt_set(&a, "paragraph-properties", "fo:break-before", "page");
        style = odt_look(r, p->place->part, "paragraph", style, &a);
    }
    buf_puts(p->out, "</text:p>");
    odt_next_item(r, p->place, p->out);
    odt_begin_p(p->out, style);
}

static void put_text(struct pen *p, struct span text)
{
    size_t from = 0;

    for (size_t i = 0; i <= text.n; i++) {
        bool parts = i < text.n && (text.p[i] == '\a' || text.p[i] == '\f');

        if (i < text.n && !parts)
            continue;
        if (i > from) {
            need_run(p);
            odt_text(span_make(text.p + from, i - from), p->out);
        }
        if (parts)
            new_paragraph(p, text.p[i] == '\f');
        from = i + 1;
    }
}

/* ---- looks ---- */

#define LETTERS "text-properties"

static void set_all(struct odt_attrs *a, const char *const names[3], const char *value)
{
    for (size_t i = 0; i < 3; i++)
        odt_set(a, LETTERS, names[i], value);
}

static void set_underline(struct odt_attrs *a, const char *kind)
{
    static const char *const kinds[][2] = {{"none", "none"},       {"single", "solid"},      {"double", "solid"},
                                           {"thick", "solid"},     {"dotted", "dotted"},     {"dash", "dash"},
                                           {"dotDash", "dot-dash"}, {"dotDotDash", "dot-dot-dash"}, {"wave", "wave"}};

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i][0], kind) == 0)
            odt_set(a, LETTERS, "style:text-underline-style", kinds[i][1]);
    if (strcmp(kind, "none") == 0)
        return;
    odt_set(a, LETTERS, "style:text-underline-width", strcmp(kind, "thick") == 0 ? "bold" : "auto");
    odt_set(a, LETTERS, "style:text-underline-color", "font-color");
    if (strcmp(kind, "double") == 0)
        odt_set(a, LETTERS, "style:text-underline-type", "double");
}

/* ECMA-376-1, 17.18.40: the colours that a pen may have. */
static const char *pen_color(const char *name)
{
    static const char *const colors[][2] = {
        {"yellow", "#ffff00"}, {"green", "#00ff00"}, {"cyan", "#00ffff"}, {"magenta", "#ff00ff"}, {"blue", "#0000ff"}, {"red", "#ff0000"},
        {"darkBlue", "#000080"}, {"darkCyan", "#008080"}, {"darkGreen", "#008000"}, {"darkMagenta", "#800080"}, {"darkRed", "#800000"},
        {"darkYellow", "#808000"}, {"darkGray", "#808080"}, {"lightGray", "#c0c0c0"}, {"black", "#000000"}, {"white", "#ffffff"}};

    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
        if (strcmp(colors[i][0], name) == 0)
            return colors[i][1];
    return "transparent";
}

static const char *hex(struct rich *r, const char *color)
{
    return strcmp(color, "auto") == 0 ? "transparent" : arena_printf(r->arena, "#%s", color);
}

static void set_font(struct rich *r, struct odt_attrs *a, const struct look *l)
{
    const char *name = arena_printf(r->arena, strchr(l->font, ' ') ? "'%s'" : "%s", l->font);

    odt_set(a, LETTERS, "fo:font-family", name);
    odt_set(a, LETTERS, "style:font-family-complex", name);
    if (l->region && strcmp(l->region, "eastAsia") == 0)
        odt_set(a, LETTERS, "style:font-family-asian", name);
}

static void set_lang(struct rich *r, struct odt_attrs *a, const char *lang)
{
    const char *dash = strchr(lang, '-');

    odt_set(a, LETTERS, "fo:language", dash ? arena_span(r->arena, span_make(lang, (size_t)(dash - lang))) : lang);
    odt_set(a, LETTERS, "fo:country", dash ? dash + 1 : "none");
}

static void set_look(struct rich *r, struct odt_attrs *a, const struct look *l)
{
    static const char *const weight[] = {"fo:font-weight", "style:font-weight-asian", "style:font-weight-complex"};
    static const char *const posture[] = {"fo:font-style", "style:font-style-asian", "style:font-style-complex"};
    static const char *const size[] = {"fo:font-size", "style:font-size-asian", "style:font-size-complex"};

    if (l->font)
        set_font(r, a, l);
    if (l->bold || l->bold_off)
        set_all(a, weight, l->bold_off ? "normal" : "bold");
    if (l->italic || l->italic_off)
        set_all(a, posture, l->italic_off ? "normal" : "italic");
    if (l->strike || l->strike_off)
        odt_set(a, LETTERS, "style:text-line-through-style", l->strike_off ? "none" : "solid");
    if (l->color && strcmp(l->color, "auto") == 0)
        odt_set(a, LETTERS, "style:use-window-font-color", "true");
    else if (l->color)
        odt_set(a, LETTERS, "fo:color", hex(r, l->color));
    if (l->size)
        set_all(a, size, arena_printf(r->arena, l->size % 2 ? "%ld.5pt" : "%ldpt", l->size / 2));
    if (l->pen || l->fill)
        odt_set(a, LETTERS, "fo:background-color", l->pen ? pen_color(l->pen) : hex(r, l->fill));
    if (l->underline)
        set_underline(a, l->underline);
    if (l->raised)
        odt_set(a, LETTERS, "style:text-position", l->raised == LOOK_SUB ? "sub 58%" : "super 58%");
    if (l->lang)
        set_lang(r, a, l->lang);
}

static void put_run(struct pen *p, const struct look *look, struct span text)
{
    struct rich *r = p->r;
    struct odt_attrs a = {.n = 0};
    struct span around = p->props;
    const char *style;
    bool own = is_own(p);

    close_run(p);
    set_look(r, &a, look);
    style = odt_look(r, p->place->part, "text", look->style ? look->style : "", &a);
    p->link = look->url && !(p->place->odt && p->place->odt->in_link && !own) ? look->url : NULL;
    for (size_t from = 0, i = 0; i <= text.n; i++) { /* the span ends with its paragraph */
        bool parts = i < text.n && (text.p[i] == '\a' || text.p[i] == '\f');

        if (i < text.n && !parts)
            continue;
        if (i > from) {
            need_run(p);
            if (*style)
                buf_printf(p->out, "<text:span text:style-name=\"%s\">", style);
            odt_text(span_make(text.p + from, i - from), p->out);
            if (*style)
                buf_puts(p->out, "</text:span>");
        }
        if (parts)
            new_paragraph(p, text.p[i] == '\f');
        from = i + 1;
    }
    close_run(p);
    p->props = around;
    p->link = NULL;
}

static void listing(struct rich *r, const struct rich_place *place, struct span text, struct buf *out)
{
    struct pen pen = {.r = r, .place = place, .out = out, .props = place->run, .paragraph = place->paragraph};

    r->odt->outside = false;
    put_text(&pen, text);
    close_run(&pen);
}

static void begin_paragraph(struct pen *p, const char *style)
{
    struct rich *r = p->r;
    struct odt_attrs a = {.n = 0};

    p->own = true;
    p->paragraph = style ? span_of(style) : p->place->paragraph;
    p->props = style ? SPAN("") : p->place->run;
    if (style)
        odt_leave_lists(r, p->place, p->out);
    else if (r->odt->outside)
        odt_enter_lists(r, p->place, p->out);
    else
        odt_next_item(r, p->place, p->out);
    odt_take_page(r, p->place->part, &a);
    odt_begin_p(p->out, odt_look(r, p->place->part, "paragraph", arena_span(r->arena, p->paragraph), &a));
}

static void end_paragraph(struct pen *p)
{
    buf_puts(p->out, "</text:p>");
}

static struct span styled(struct rich *r, const char *style)
{
    (void)r;
    return span_of(style);
}

static void own_place(struct rich_place *place, struct buf *paragraph, struct buf *run)
{
    (void)place; /* names of styles: nothing to take out */
    (void)paragraph;
    (void)run;
}

const struct rich_writer odt_writer = {
    .enter_runs = enter_runs,
    .leave_runs = leave_runs,
    .enter_blocks = enter_blocks,
    .leave_blocks = leave_blocks,
    .text = put_text,
    .close = close_run,
    .run = put_run,
    .listing = listing,
    .begin_paragraph = begin_paragraph,
    .end_paragraph = end_paragraph,
    .styled = styled,
    .text_width = odt_text_width,
    .draw = odt_draw,
    .own_place = own_place,
    .begin_block = odt_begin_block,
    .end_block = odt_end_block,
    .begin_list = odt_begin_list,
    .begin_item = odt_begin_item,
    .end_list = odt_end_list,
    .note = odt_note,
    .begin_table = odt_begin_table,
    .begin_row = odt_begin_row,
    .begin_cell = odt_begin_cell,
    .end_cell = odt_end_cell,
    .end_row = odt_end_row,
    .end_table = odt_end_table,
    .subdoc = odt_subdoc,

};
