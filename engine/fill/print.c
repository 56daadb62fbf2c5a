/* A result where it is printed.
 *
 * Text goes in as text, escaped; its \n, \t, \a and \f become a line, a tab, a paragraph and a page, with the properties
 * that the run and the paragraph have there. */
#include "fill/own.h"

static void put_element(const struct part *p, uint32_t element, struct buf *out)
{
    const struct element *e = &p->elements.v[element];
    buf_put(out, p->bytes.p + e->from, e->to - e->from);
}

/* The prefix of an element's name with its colon: "w:". */
static struct span prefix_of(const struct part *p, uint32_t element)
{
    struct span name = part_start(p, element);
    const char *colon = memchr(name.p, ':', name.n);
    return span_make(name.p, colon ? (size_t)(colon + 1 - name.p) : 0);
}

static void put_tag(struct buf *out, const char *before, struct span prefix, const char *after)
{
    buf_puts(out, before);
    buf_putspan(out, prefix);
    buf_puts(out, after);
}

static void open_letters(const struct site *s, struct buf *out)
{
    const struct part *p = s->part;
    struct span text = part_start(p, s->text);
    buf_puts(out, "<");
    buf_putspan(out, text);
    buf_puts(out, span_is(text, "a:t") ? ">" : " xml:space=\"preserve\">");
}

static void close_named(const struct part *p, uint32_t element, struct buf *out)
{
    buf_puts(out, "</");
    buf_putspan(out, part_start(p, element));
    buf_puts(out, ">");
}

static void open_with_props(const struct part *p, uint32_t element, struct buf *out)
{
    buf_puts(out, "<");
    buf_putspan(out, part_start(p, element));
    buf_puts(out, ">");
    if (p->elements.v[element].props)
        put_element(p, p->elements.v[element].props, out);
}

static void close_run(const struct site *s, struct buf *out)
{
    close_named(s->part, s->text, out);
    close_named(s->part, s->run, out);
}

static void open_run(const struct site *s, struct buf *out)
{
    open_with_props(s->part, s->run, out);
    open_letters(s, out);
}

/* \n \t \a \f within the letters of a run. */
static bool put_control(const struct site *s, char c, struct buf *out)
{
    struct span prefix = prefix_of(s->part, s->run);
    switch (c) {
    case '\n':
    case '\t':
        close_named(s->part, s->text, out);
        put_tag(out, "<", prefix, c == '\n' ? "br/>" : "tab/>");
        open_letters(s, out);
        return true;
    case '\a':
    case '\f':
        if (!s->paragraph)
            return false;
        close_run(s, out);
        close_named(s->part, s->paragraph, out);
        if (c == '\f') {
            put_tag(out, "<", prefix, "p><");
            put_tag(out, "", prefix, "r><");
            put_tag(out, "", prefix, "br ");
            put_tag(out, "", prefix, "type=\"page\"/></");
            put_tag(out, "", prefix, "r></");
            put_tag(out, "", prefix, "p>");
        }
        open_with_props(s->part, s->paragraph, out);
        open_run(s, out);
        return true;
    default:
        return false;
    }
}

/* Characters that XML cannot hold are left out. */
static void put_text(const struct site *s, struct span text, struct buf *out)
{
    size_t from = 0;
    bool letters = s->kind == SITE_LETTERS && s->run;
    for (size_t i = 0; i <= text.n; i++) {
        unsigned char c = i < text.n ? (unsigned char)text.p[i] : 0;
        if (i < text.n && c >= 0x20 && c != '<' && c != '>' && c != '&' && c != '"' && c != 0xef)
            continue;
        if (c == 0xef && !(text.n - i > 2 && (unsigned char)text.p[i + 1] == 0xbf && (unsigned char)text.p[i + 2] >= 0xbe))
            continue;
        buf_put(out, text.p + from, i - from);
        from = i + 1;
        if (c == 0xef)
            from = i + 3, i += 2; /* U+FFFE, U+FFFF */
        else if (c == '<')
            buf_puts(out, "&lt;");
        else if (c == '>')
            buf_puts(out, "&gt;");
        else if (c == '&')
            buf_puts(out, "&amp;");
        else if (c == '"')
            buf_puts(out, s->kind == SITE_ATTRIBUTE ? "&quot;" : "\"");
        else if (i < text.n && !(letters && put_control(s, (char)c, out)) && (c == '\n' || c == '\t'))
            buf_putc(out, s->kind == SITE_PLAIN ? (char)c : ' ');
    }
}

/* Where a value that is more than text goes in. */
static struct span props_of(const struct part *p, uint32_t element)
{
    uint32_t props = element ? p->elements.v[element].props : 0;
    return props ? span_make(p->bytes.p + p->elements.v[props].from, p->elements.v[props].to - p->elements.v[props].from) : SPAN("");
}

/* Whether the paragraph is the last thing in its cell. */
static bool ends_cell(const struct part *p, const struct site *s)
{
    const struct element *cell = &p->elements.v[s->cell];
    for (uint32_t i = s->paragraph + 1; s->cell && i < p->elements.n && p->elements.v[i].from < cell->to; i++)
        if (p->elements.v[i].from >= p->elements.v[s->paragraph].to)
            return false;
    return s->cell != 0;
}

static bool print_rich(struct part *p, const struct statement *s, const struct value *v, bool html, const char *text, struct buf *out)
{
    static const enum rich_level levels[] = {[SITE_LETTERS] = RICH_TEXT, [SITE_RUNS] = RICH_RUN, [SITE_PARAGRAPHS] = RICH_BLOCK, [SITE_CELLS] = RICH_BLOCK};
    const struct site *site = s->site;
    struct rich *r = &p->f->rich;
    struct rich_place place = {.part = p->name, .pos = s->tag->pos, .run = props_of(p, site->run), .paragraph = props_of(p, site->paragraph)};
    bool ok;
    if (site->kind == SITE_ROWS || site->kind == SITE_ATTRIBUTE || site->kind == SITE_PLAIN || !site->run || !site->paragraph) {
        diag(p->f->ctx, DIAG_RICH_PLACE, s->tag->pos, s->tag->written);
        return false;
    }
    place.level = levels[site->kind];
    place.after = p->f->mode == FILL_DOCXTPL ? SPAN("") : place.run;
    place.ends_cell = ends_cell(p, site);
    if (site->kind == SITE_CELLS) {
        place.ends_cell = true;
        open_with_props(p, site->cell, out);
    }
    ok = text || !rich_tag(v) ? rich_markup(r, &place, html, v, text, out) : rich_print(r, &place, v, out);
    if (site->kind == SITE_CELLS)
        close_named(p, site->cell, out);
    return ok;
}

/* The map of one member that the filters markdown and html make. */
static bool is_markup(const struct result *v, bool *html)
{
    if (v->type != RESULT_MAP || v->as.map.n != 1 || v->as.map.keys[0].type != RESULT_STRING)
        return false;
    *html = span_is(v->as.map.keys[0].as.string, "$html");
    return *html || span_is(v->as.map.keys[0].as.string, "$markdown");
}

bool print_at(struct part *p, const struct statement *s, const struct scope *scope, const struct result *v, struct buf *out)
{
    const struct site *site = s->site;
    const char *text;
    bool html;
    if (v->type == RESULT_DATA && rich_tag(v->as.data))
        return print_rich(p, s, v->as.data, false, NULL, out);
    if (is_markup(v, &html)) {
        const struct result *of = &v->as.map.values[0];
        if (of->type == RESULT_DATA)
            return print_rich(p, s, of->as.data, html, NULL, out);
        text = expr_print_of(p->f->ev, s->e, scope, of);
        return text && print_rich(p, s, NULL, html, text, out);
    }
    text = expr_print_of(p->f->ev, s->e, scope, v);
    struct site inner = *site;
    if (!text)
        return false;
    switch (site->kind) {
    case SITE_LETTERS:
    case SITE_ATTRIBUTE:
    case SITE_PLAIN:
        put_text(site, span_of(text), out);
        return true;
    case SITE_ROWS:
        diag(p->f->ctx, DIAG_FILL_ROW_TEXT, s->tag->pos);
        return false;
    case SITE_CELLS:
    case SITE_PARAGRAPHS:
    case SITE_RUNS:
        break;
    }
    /* Text where runs, paragraphs or a cell are wanted comes in what the tag stood in. */
    if (!site->run || !site->text) {
        diag(p->f->ctx, DIAG_FILL_NO_RUN, s->tag->pos);
        return false;
    }
    inner.kind = SITE_LETTERS;
    if (site->kind == SITE_CELLS)
        open_with_props(p, site->cell, out);
    if (site->kind != SITE_RUNS)
        open_with_props(p, site->paragraph, out);
    open_run(&inner, out);
    put_text(&inner, span_of(text), out);
    close_run(&inner, out);
    if (site->kind != SITE_RUNS)
        close_named(p, site->paragraph, out);
    if (site->kind == SITE_CELLS)
        close_named(p, site->cell, out);
    return true;
}
