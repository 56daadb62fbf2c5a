/* A result where it is printed.
 *
 * Text goes in as text, escaped; its \n, \t, \a and \f become a line, a tab, a paragraph and a page, with the properties
 * that the run and the paragraph have there. */
#include "base/diag/fill.h"
#include "base/diag/rich.h"
#include "fill/odt_tidy.h"
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

/* Where a tag of ODT stands, found once. */
static bool find_odt_place(const struct site *at, const struct tag *t, struct rich_place *place)
{
    struct site *site = (struct site *)at;
    struct span style;
    if (!site->odt)
        site->odt = odt_place_of(site->part, site, t);
    place->odt = site->odt;
    if (!place->odt)
        return false;
    place->run = odt_spans(&site->part->f->arena, place->odt);
    place->paragraph = odt_tag_value(place->odt->open[0], "style-name", &style) ? style : SPAN("");
    return true;
}

/* Characters that XML cannot hold are left out. */
static void put_text(const struct site *s, const struct tag *t, struct span text, struct buf *out)
{
    size_t from = 0;
    bool letters = s->kind == SITE_LETTERS && s->run;
    if (s->part->words->letters_anywhere && s->kind != SITE_ATTRIBUTE) {
        struct rich_place place = {.part = s->part->name, .level = RICH_TEXT};
        bool parts = memchr(text.p, '\a', text.n) || memchr(text.p, '\f', text.n);
        if (parts && s->kind == SITE_LETTERS && find_odt_place(s, t, &place))
            s->part->f->rich.w->listing(&s->part->f->rich, &place, text, out);
        else
            odt_text(text, out);
        return;
    }
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

/* -- what is more than text */

static bool refuse(const struct part *p, const struct statement *s, diag_code code)
{
    diag(p->f->ctx, code, s->tag->pos);
    return false;
}

/* Which of the sites a piece of XML is made for: by the element that it begins with. */
static enum site_kind made_for(const struct part *p, struct span xml, enum site_kind otherwise)
{
    size_t n = 1;
    if (xml.n < 2 || xml.p[0] != '<' || xml.p[1] == '/')
        return SITE_LETTERS;
    while (n < xml.n && !strchr(" \t\r\n/>", xml.p[n]))
        n++;
    switch (kind_of(p->words, span_make(xml.p + 1, n - 1))) {
    case KIND_PARAGRAPH:
    case KIND_TABLE:
        return SITE_PARAGRAPHS;
    case KIND_RUN:
        return SITE_RUNS;
    case KIND_CELL:
        return SITE_CELLS;
    case KIND_ROW:
        return SITE_ROWS;
    default:
        return otherwise;
    }
}

/* The same in ODT: letters go into a paragraph like that of the tag, paragraphs between two such. */
static bool put_odt_xml(struct part *p, const struct statement *s, enum site_kind made, struct span xml, struct buf *out)
{
    const struct site *site = s->site;
    struct rich_place place = {.part = p->name};
    bool letters = made == SITE_LETTERS || made == SITE_RUNS;
    if (site->kind == SITE_LETTERS && letters) {
        buf_putspan(out, xml);
        return true;
    }
    if (site->kind == SITE_ROWS || made == SITE_ROWS || made == SITE_CELLS)
        return refuse(p, s, DIAG_FILL_ROW_TEXT);
    if (!find_odt_place(s->site, s->tag, &place))
        return refuse(p, s, DIAG_FILL_NO_RUN);
    if (site->kind == SITE_CELLS)
        open_with_props(p, site->cell, out);
    if (site->kind == SITE_LETTERS)
        odt_close_tags(place.odt->open, 0, place.odt->n, out);
    else if (letters)
        odt_reopen(&p->f->rich, &place, false, out);
    buf_putspan(out, xml);
    if (site->kind == SITE_LETTERS)
        odt_reopen(&p->f->rich, &place, false, out);
    else if (letters)
        odt_close_tags(place.odt->open, 0, place.odt->n, out);
    if (site->kind == SITE_CELLS)
        close_named(p, site->cell, out);
    return true;
}

/* Puts XML of letters, runs or paragraphs where the tag stands: what is open there is closed before and opened again behind,
 * what is wanted there and not given is put around. */
static bool put_xml(struct part *p, const struct statement *s, enum site_kind made, struct span xml, struct buf *out)
{
    const struct site *site = s->site;
    enum site_kind at = site->kind;
    if (made == at || !xml.n) {
        buf_putspan(out, xml);
        return true;
    }
    if (at == SITE_ATTRIBUTE || at == SITE_PLAIN || at == SITE_SHADE)
        return refuse(p, s, DIAG_FILL_MARKUP);
    if (p->words->letters_anywhere)
        return put_odt_xml(p, s, made, xml, out);
    if (at == SITE_ROWS || made == SITE_ROWS || made == SITE_CELLS)
        return refuse(p, s, DIAG_FILL_ROW_TEXT);
    if ((!site->run || !site->text || !site->paragraph) && !(at == SITE_CELLS && made == SITE_PARAGRAPHS))
        return refuse(p, s, DIAG_FILL_NO_RUN);
    if (at == SITE_CELLS)
        open_with_props(p, site->cell, out);
    if (at > made && at >= SITE_PARAGRAPHS && made < SITE_PARAGRAPHS)
        open_with_props(p, site->paragraph, out);
    if (at > SITE_LETTERS && made == SITE_LETTERS)
        open_run(site, out);
    if (at == SITE_LETTERS)
        close_run(site, out);
    if (at < SITE_PARAGRAPHS && made == SITE_PARAGRAPHS)
        close_named(p, site->paragraph, out);
    buf_putspan(out, xml);
    if (at < SITE_PARAGRAPHS && made == SITE_PARAGRAPHS)
        open_with_props(p, site->paragraph, out);
    if (at == SITE_LETTERS)
        open_run(site, out);
    if (at > SITE_LETTERS && made == SITE_LETTERS)
        close_run(site, out);
    if (at > made && at >= SITE_PARAGRAPHS && made < SITE_PARAGRAPHS)
        close_named(p, site->paragraph, out);
    if (at == SITE_CELLS)
        close_named(p, site->cell, out);
    return true;
}

struct result print_made(struct filler *f, struct span xml)
{
    struct buf b = {0};
    if (memchr(xml.p, '<', xml.n))
        return (struct result){.type = RESULT_MARKUP, .as.markup = span_make(arena_span(&f->arena, xml), xml.n)};
    xscan_decode(xml, &b);
    size_t n = b.n;
    return (struct result){.type = RESULT_STRING, .as.string = span_make(arena_buf(&f->arena, &b), n)};
}

/* docxtpl prints text unescaped, so data may bring XML; what would break the part is text all the same. */
static bool is_xml(struct part *p, struct span text)
{
    struct shape shape = {0};
    struct buf b = {0};
    struct xscan s;
    struct xscan_token t;
    if (!memchr(text.p, '<', text.n) && !memchr(text.p, '&', text.n))
        return false;
    shape_add(&p->f->arena, &shape, text);
    if (!shape_even(&shape))
        return false;
    buf_puts(&b, "<x>");
    for (size_t i = shape.closes.n; i-- > 0;) {
        buf_puts(&b, "<");
        buf_putspan(&b, shape.closes.v[i]);
        buf_puts(&b, ">");
    }
    buf_putspan(&b, text);
    for (size_t i = 0; i < shape.closes.n; i++) {
        buf_puts(&b, "</");
        buf_putspan(&b, shape.closes.v[i]);
        buf_puts(&b, ">");
    }
    buf_puts(&b, "</x>");
    xscan_init(&s, buf_span(&b));
    while (xscan_next(&s, &t)) {
    }
    buf_release(&b);
    return !s.fault;
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
    struct drawing d;
    bool ok, placed = site->kind != SITE_ROWS && site->kind != SITE_ATTRIBUTE && site->kind != SITE_PLAIN &&
        site->kind != SITE_SHADE && site->paragraph;
    placed = placed && (r->odt ? find_odt_place(site, s->tag, &place) : site->run != 0);
    const struct value *tag = v ? rich_tag(v) : NULL;
    if (r->odt && tag && strcmp(tag->written_key, "$image") == 0 && odt_names_frame(p, s->tag)) {
        ok = rich_picture(r, v, tag, &d);
        if (ok)
            odt_mark_frame(r, &d, out);
        return ok;
    }
    if (!placed) {
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
    struct site inner = *site;
    struct buf letters = {0};
    bool ok;
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
    if (v->type == RESULT_MARKUP)
        return put_xml(p, s, made_for(p, v->as.markup, site->kind), v->as.markup, out);
    text = expr_print_of(p->f->ev, s->e, scope, v);
    if (!text)
        return false;
    if (site->kind == SITE_SHADE)
        return odt_print_shade(p, s, text, out);
    if (p->f->mode == FILL_DOCXTPL && site->kind != SITE_ATTRIBUTE && is_xml(p, span_of(text))) {
        if (strchr(text, '<'))
            return put_xml(p, s, made_for(p, span_of(text), site->kind), span_of(text), out);
        text = print_made(p->f, span_of(text)).as.string.p; /* only references */
    }
    if (site->kind == SITE_LETTERS || site->kind == SITE_ATTRIBUTE || site->kind == SITE_PLAIN) {
        put_text(site, s->tag, span_of(text), out);
        return true;
    }
    if (!*text && p->f->mode == FILL_DOCXTPL) /* {{p x}} of nothing leaves nothing */
        return true;
    inner.kind = SITE_LETTERS;
    put_text(&inner, s->tag, span_of(text), &letters);
    ok = put_xml(p, s, SITE_LETTERS, buf_span(&letters), out);
    buf_release(&letters);
    return ok;
}
