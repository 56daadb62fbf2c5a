/* Fields (17.16): PAGE and the counts of pages are made by layout, everything else stands as it was stored.
 *
 * A complex field is a row of marks in runs: begin, code, separate, result, end. It may go over paragraphs (a table of contents);
 * then its result is plain text here, because a node of the tree lies in one paragraph. */
#include "ooxml/walk.h"

enum { CODE_MOST = 4096 }; /* [bytes]; what is longer is cut */

static struct open_field *top(const struct reader *r)
{
    struct walk *w = r->walk;

    return w->n_fields > w->first_field ? &w->fields[w->n_fields - 1] : NULL;
}

bool field_hides(const struct reader *r)
{
    const struct walk *w = r->walk;

    for (int i = w->first_field; i < w->n_fields; i++)
        if (!w->fields[i].in_result || w->fields[i].swallow)
            return true;
    return false;
}

bool field_lists(const struct reader *r)
{
    const struct walk *w = r->walk;

    for (int i = w ? w->first_field : 0; w && i < w->n_fields; i++)
        if (w->fields[i].contents)
            return true;
    return false;
}

/* ---- codes ---- */

/* The next word of a code: up to a space, or within quotes. false: none is left. */
static bool next_word(const char **s, struct span *out)
{
    const char *p = *s + strspn(*s, " \t\r\n");
    size_t n;

    if (!*p)
        return false;
    if (*p == '"') {
        n = strcspn(p + 1, "\"");
        *out = span_make(p + 1, n);
        *s = p + 1 + n + (p[1 + n] == '"');
        return true;
    }
    n = strcspn(p, " \t\r\n");
    *out = span_make(p, n);
    *s = p + n;
    return true;
}

static bool word_is(struct span w, const char *name)
{
    if (w.n != strlen(name))
        return false;
    for (size_t i = 0; i < w.n; i++)
        if ((w.p[i] >= 'a' && w.p[i] <= 'z' ? w.p[i] - 32 : w.p[i]) != name[i])
            return false;
    return true;
}

/* The number format that "\* roman" asks for (17.16.4.3.1); false: none, or one of text. */
static bool format_of(const char *code, enum numbering_format *out)
{
    static const struct {
        const char *name;
        enum numbering_format format;
    } formats[] = {{"ROMAN", NUMBERING_ROMAN},      {"roman", NUMBERING_LOWER_ROMAN}, {"ALPHABETIC", NUMBERING_LETTER},
                   {"alphabetic", NUMBERING_LOWER_LETTER}, {"Ordinal", NUMBERING_ORDINAL}, {"ArabicDash", NUMBERING_DASH},
                   {"Arabic", NUMBERING_DECIMAL}, {"ARABIC", NUMBERING_DECIMAL}, {"Roman", NUMBERING_ROMAN},
                   {"CardText", NUMBERING_WORDS}, {"OrdText", NUMBERING_ORDINAL_WORDS}, {"Hex", NUMBERING_HEX}};
    struct span w;

    while (next_word(&code, &w)) {
        if (!span_is(w, "\\*") || !next_word(&code, &w))
            continue;
        for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
            if (span_is(w, formats[i].name)) {
                *out = formats[i].format;
                return true;
            }
    }
    return false;
}

/* "\* MERGEFORMAT": the result keeps the look that it has (17.16.4.3.4). */
static bool keeps_look(const char *code)
{
    struct span w;

    while (next_word(&code, &w))
        if (span_is(w, "\\*") && next_word(&code, &w) && word_is(w, "MERGEFORMAT"))
            return true;
    return false;
}

/* "HYPERLINK "http://…" \l "place" \o "tip"": the target in the arena. */
static const char *hyperlink_target(struct reader *r, const char *code)
{
    const char *target = "", *place = NULL;
    struct span w;

    next_word(&code, &w); /* HYPERLINK */
    while (next_word(&code, &w)) {
        if (span_is(w, "\\l"))
            place = next_word(&code, &w) ? arena_span(&r->doc->arena, w) : NULL;
        else if (span_is(w, "\\o") || span_is(w, "\\t"))
            next_word(&code, &w);
        else if (w.p[0] != '\\' && !*target)
            target = arena_span(&r->doc->arena, w);
    }
    return place ? arena_printf(&r->doc->arena, "%s#%s", target, place) : target;
}

/* ---- what a field becomes ---- */

static struct node *field_node(struct reader *r, struct inline_at *at, enum field_kind kind, const char *code, const struct look *look,
                               const struct style *style)
{
    struct node *n = inline_node(r, at, NODE_FIELD);

    n->as.field = (struct field){.kind = kind, .code = arena_span(&r->doc->arena, span_trim(span_of(code))), .style = style,
                                 .chr = run_chr(r, look)};
    format_of(code, &n->as.field.format);
    return n;
}

/* The number of the page, in the section's format or in one of its own. */
static void put_page(struct reader *r, struct inline_at *at, const char *code, const struct look *look, const struct style *style)
{
    enum numbering_format format;

    if (format_of(code, &format))
        field_node(r, at, FIELD_PAGE, code, look, style);
    else
        inline_node(r, at, NODE_PAGE_NUMBER)->as.text = (struct text){.style = style, .chr = run_chr(r, look)};
}

/* A field without a stored result whose text stands in its code: MACROBUTTON name text. */
static void put_coded(struct reader *r, struct inline_at *at, const char *code, const struct look *look, const struct style *style)
{
    struct span w;

    next_word(&code, &w);
    if (!word_is(w, "MACROBUTTON") && !word_is(w, "GOTOBUTTON"))
        return;
    next_word(&code, &w); /* what is run, or where one goes */
    inline_text(r, at, look, style, span_trim(span_of(code)));
}

/* The code is complete: opens the node that takes the result. `result`: one follows. */
static void field_open(struct reader *r, struct open_field *f, const char *code, const struct look *look, const struct style *style,
                       struct inline_at *at, bool result)
{
    const char *rest = code;
    struct span name = {"", 0};

    next_word(&rest, &name);
    f->contents = word_is(name, "TOC");
    if (word_is(name, "PAGE")) {
        put_page(r, at, code, look, style);
        f->swallow = true;
        f->dressed = keeps_look(code) ? at->parent->last : NULL;
    } else if (word_is(name, "NUMPAGES") || word_is(name, "SECTIONPAGES")) {
        f->node = field_node(r, at, word_is(name, "NUMPAGES") ? FIELD_PAGES : FIELD_SECTION_PAGES, code, look, style);
    } else if (word_is(name, "HYPERLINK")) {
        f->node = result ? inline_link(r, at, hyperlink_target(r, code), NULL) : NULL;
    } else if (result && name.n > 0) {
        f->node = field_node(r, at, FIELD_OTHER, code, look, style);
    } else {
        put_coded(r, at, code, look, style);
    }
    if (f->node)
        at->parent = f->node;
}

/* A form's box to tick, or the chosen entry of its list (17.16.7 and 17.16.9), which Word draws by itself. */
static void put_form(struct reader *r, const struct open_field *f, struct inline_at *at, const struct look *look, const struct style *style)
{
    const xmlNode *data = child_w(f->begin, "ffData"), *box = child_w(data, "checkBox"), *list = child_w(data, "ddList");
    long chosen = 0, i = 0;

    if (box) {
        const xmlNode *set = child_w(box, "checked") ? child_w(box, "checked") : child_w(box, "default");

        inline_text(r, at, look, style, set && on_off(set) ? SPAN("\xe2\x98\x92") : SPAN("\xe2\x98\x90"));
        return;
    }
    if (!to_int(child_val(list, "result"), &chosen))
        to_int(child_val(list, "default"), &chosen);
    for (const xmlNode *e = list ? first_element(list) : NULL; e; e = next_element(e))
        if (is_w(e, "listEntry") && i++ == chosen && val(e))
            inline_text(r, at, look, style, span_of(val(e)));
}

/* ---- marks ---- */

static void field_begin(struct reader *r, const xmlNode *mark)
{
    struct walk *w = r->walk;

    if (w->n_fields == FIELDS_NESTED) {
        w->deeper_fields++;
        return;
    }
    w->fields[w->n_fields++] = (struct open_field){.begin = mark};
}

static void field_separate(struct reader *r, const struct look *look, const struct style *style, struct inline_at *at)
{
    struct open_field *f = top(r);

    if (!f || f->in_result || r->walk->deeper_fields > 0)
        return;
    f->in_result = true;
    if (!field_hides(r))
        field_open(r, f, f->code.p ? f->code.p : "", look, style, at, true);
}

static void field_close(struct reader *r, struct open_field *f, struct inline_at *at)
{
    if (f->node) {
        inline_flush(r, at);
        if (at->parent == f->node)
            at->parent = f->node->parent;
        else
            node_unwrap(f->node);
    }
    buf_release(&f->code);
    *f = (struct open_field){0};
}

static void field_end(struct reader *r, const struct look *look, const struct style *style, struct inline_at *at)
{
    struct walk *w = r->walk;
    struct open_field *f = top(r);
    bool bare;

    if (w->deeper_fields > 0) {
        w->deeper_fields--;
        return;
    }
    if (!f)
        return;
    bare = !f->in_result;
    f->in_result = true;
    if (bare && !field_hides(r)) {
        if (child_w(f->begin, "ffData"))
            put_form(r, f, at, look, style);
        else
            field_open(r, f, f->code.p ? f->code.p : "", look, style, at, false);
    }
    field_close(r, f, at);
    w->n_fields--;
}

void field_char(struct reader *r, const xmlNode *fld_char, const struct look *look, const struct style *style, struct inline_at *at)
{
    const char *type = attr(fld_char, "fldCharType");

    if (!type)
        return;
    if (strcmp(type, "begin") == 0)
        field_begin(r, fld_char);
    else if (strcmp(type, "separate") == 0)
        field_separate(r, look, style, at);
    else if (strcmp(type, "end") == 0)
        field_end(r, look, style, at);
}

void field_code(struct reader *r, const char *text)
{
    struct open_field *f = top(r);
    size_t n = text ? strlen(text) : 0;

    if (f && !f->in_result && r->walk->deeper_fields == 0 && f->code.n + n <= CODE_MOST)
        buf_put(&f->code, text, n);
}

void field_dress(struct reader *r, const struct look *look, const struct style *style)
{
    struct open_field *f = top(r);
    struct node *n = f ? f->dressed : NULL;

    if (!n || r->walk->deeper_fields > 0)
        return;
    if (n->type == NODE_FIELD) {
        n->as.field.style = style;
        n->as.field.chr = run_chr(r, look);
    } else {
        n->as.text.style = style;
        n->as.text.chr = run_chr(r, look);
    }
    f->dressed = NULL;
}

void field_simple(struct reader *r, const xmlNode *fld_simple, struct inline_at *at)
{
    const char *code = attr(fld_simple, "instr");
    struct walk *w = r->walk;
    const xmlNode *run = child_w(fld_simple, "r");
    struct look look = at->look;
    const struct style *style = NULL;
    struct open_field *f;

    if (w->n_fields == FIELDS_NESTED || field_hides(r)) {
        read_inlines(r, fld_simple, at);
        return;
    }
    if (run && child_w(run, "rPr"))
        read_rpr(r, child_w(run, "rPr"), &look, &style);
    f = &w->fields[w->n_fields++];
    *f = (struct open_field){.in_result = true};
    field_open(r, f, code ? code : "", &look, style, at, true);
    read_inlines(r, fld_simple, at);
    /* What its content left open ends here. */
    while (&w->fields[w->n_fields - 1] > f)
        field_close(r, &w->fields[--w->n_fields], at);
    if (&w->fields[w->n_fields - 1] == f) {
        field_close(r, f, at);
        w->n_fields--;
    }
}

static bool lies_in(const struct node *n, const struct node *around)
{
    while (n && n != around)
        n = n->parent;
    return n != NULL;
}

void fields_leave(struct reader *r, struct inline_at *at, const struct node *around)
{
    struct walk *w = r->walk;

    for (int i = w->n_fields - 1; i >= w->first_field; i--) {
        struct open_field *f = &w->fields[i];

        if (!f->node || f->node == around || !lies_in(f->node, around))
            continue;
        if (at->parent == f->node)
            at->parent = f->node->parent;
        node_unwrap(f->node);
        f->node = NULL;
    }
}

void fields_drop(struct reader *r, int from)
{
    struct walk *w = r->walk;

    while (w->n_fields > from) {
        buf_release(&w->fields[--w->n_fields].code);
        w->fields[w->n_fields] = (struct open_field){0};
    }
}
