/* An ODT as a whole: its parts, settings and what it says of itself; then the walk over office:text (ODF 1.3 part 3, 3). */
#include "base/diag/odf.h"
#include "odf/read.h"

#include <stdlib.h>

#include "odf/format.h"
#include "odf/reader.h"

void odt_tell(struct odt *o, diag_code code, const char *what)
{
    if (o->told[code])
        return;
    o->told[code] = 1;
    diag(o->ctx, code, pos_file(o->file), what);
}

static const xmlNode *root_of(struct package *p, const char *part)
{
    xmlDoc *xml = package_has(p, part) ? package_xml(p, part) : NULL;
    return xml ? xmlDocGetRootElement(xml) : NULL;
}

/* ---- settings ---- */

/* Writer's compatibility switches; the value of the last one of this name, NULL: none. */
static const char *config(const xmlNode *n, const char *name, int deep)
{
    const char *found = NULL;
    for (const xmlNode *c = odt_first(n); c && deep < LIMIT_XML_DEPTH; c = odt_next(c)) {
        const char *v = odt_is(c, ODT_CONFIG, "config-item") && odt_attr(c, ODT_CONFIG, "name") &&
                                strcmp(odt_attr(c, ODT_CONFIG, "name"), name) == 0
                            ? (c->children && c->children->content ? (const char *)c->children->content : "")
                            : config(c, name, deep + 1);
        if (v)
            found = v;
    }
    return found;
}

static bool setting(const xmlNode *root, const char *name, bool otherwise)
{
    const char *v = config(root, name, 0);
    return v ? odt_true(v) : otherwise;
}

static const char *copy(struct odt *o, const char *v)
{
    return v ? arena_str(o->arena, v) : NULL;
}

static void notes_read(struct odt *o, const xmlNode *styles)
{
    struct doc *doc = o->doc;
    for (const xmlNode *n = odt_first(odt_child(styles, ODT_OFFICE, "styles")); n; n = odt_next(n)) {
        const char *class = odt_attr(n, ODT_TEXT, "note-class"), *format = odt_attr(n, ODT_STYLE, "num-format");
        const char *again = odt_attr(n, ODT_TEXT, "start-numbering-at");
        if (!odt_is(n, ODT_TEXT, "notes-configuration") || !class)
            continue;
        const bool end = strcmp(class, "endnote") == 0;
        const enum numbering_format f = odt_format(format, odt_true(odt_attr(n, ODT_STYLE, "num-letter-sync")));
        *(end ? &o->endnotes : &o->footnotes) = (struct odt_notes){
            copy(o, odt_attr(n, ODT_TEXT, "citation-style-name")), copy(o, odt_attr(n, ODT_TEXT, "citation-body-style-name")),
            copy(o, odt_attr(n, ODT_STYLE, "num-prefix")), copy(o, odt_attr(n, ODT_STYLE, "num-suffix"))};
        const int start = (int)odt_int(odt_attr(n, ODT_TEXT, "start-value"), 0) + 1;
        if (end) {
            doc->settings.endnotes.format = f;
            doc->settings.endnotes.start = start;
        } else {
            doc->settings.footnotes.format = f;
            doc->settings.footnotes.start = start;
            doc->settings.footnotes.per_page = again && strcmp(again, "page") == 0;
        }
    }
}

static void settings_read(struct odt *o, const xmlNode *styles)
{
    const xmlNode *root = root_of(o->package, "settings.xml");
    struct doc_settings *s = &o->doc->settings;
    const long compat = odt_int(config(root, ODF_WORD_COMPAT, 0), 0);
    s->compat = compat > 0 && compat <= 15 ? (int)compat : 0;
    s->from_writer = s->compat == 0;
    s->squeeze = setting(root, ODF_SQUEEZE, false);
    s->spaces_add = setting(root, "AddParaTableSpacing", true);
    o->tabs_from_margin = !setting(root, "TabsRelativeToIndent", true);
    o->no_space_on_top = !setting(root, "AddParaTableSpacingAtStart", true);
    o->no_space_in_cells = !setting(root, "AddParaSpacingToTableCells", true);
    s->default_tab = 35.45; /* 1.251 cm, Writer's own */
    odt_length(odt_attr(odt_child(o->defaults[ODT_PARA_STYLE], ODT_STYLE, "paragraph-properties"), ODT_STYLE, "tab-stop-distance"),
               &s->default_tab);
    notes_read(o, styles);
}

/* ---- meta ---- */

static const char *meta_text(struct odt *o, const xmlNode *meta, enum odt_ns ns, const char *name)
{
    const xmlNode *n = odt_child(meta, ns, name);
    struct buf b = {0};
    if (!n)
        return NULL;
    odt_all_text(n, &b);
    if (b.n == 0) {
        buf_release(&b);
        return NULL;
    }
    return arena_buf(o->arena, &b);
}

static void meta_read(struct odt *o)
{
    const xmlNode *meta = odt_child(root_of(o->package, "meta.xml"), ODT_OFFICE, "meta");
    struct doc_meta *m = &o->doc->meta;
    m->title = meta_text(o, meta, ODT_DC, "title");
    m->subject = meta_text(o, meta, ODT_DC, "subject");
    m->author = meta_text(o, meta, ODT_META, "initial-creator");
    if (!m->author)
        m->author = meta_text(o, meta, ODT_DC, "creator");
    m->lang = meta_text(o, meta, ODT_DC, "language");
    if (!m->lang)
        m->lang = o->doc->body->chr.lang;
    const char *date = meta_text(o, meta, ODT_META, "creation-date");
    if (date && strlen(date) >= 10 && date[4] == '-' && date[7] == '-') {
        const struct date d = {(int)odt_int(date, 0), (int)odt_int(date + 5, 0), (int)odt_int(date + 8, 0)};
        if (date_valid(d))
            m->date = d;
    }
}

/* ---- the document ---- */

static bool read_all(struct odt *o)
{
    const xmlNode *styles = root_of(o->package, "styles.xml");
    o->content = root_of(o->package, "content.xml");
    const xmlNode *text = odt_child(odt_child(o->content, ODT_OFFICE, "body"), ODT_OFFICE, "text");
    if (!text) {
        if (!package_has(o->package, "content.xml") || o->content)
            diag(o->ctx, DIAG_ODT_NO_TEXT, pos_file(o->file));
        return false; /* a part at fault was reported */
    }
    if (package_has(o->package, "styles.xml") && !styles)
        return false;
    odt_styles_collect(o, styles, ODT_STYLES);
    odt_styles_collect(o, o->content, ODT_CONTENT);
    settings_read(o, styles);
    odt_styles_resolve(o);
    odt_line_numbers(o, styles);
    o->doc->root = odt_node(o, NODE_DOCUMENT, NULL);
    o->scope = ODT_CONTENT;
    odt_blocks(o, text, NULL, NULL);
    odt_fill_empty(o, o->section ? o->section : odt_target(o, NULL));
    doc_recode(o->doc);
    meta_read(o);
    return true;
}

struct doc *odt_read(struct ctx *ctx, struct package *p)
{
    struct odt *o = mem_alloc(sizeof *o);
    struct doc *doc = doc_new();
    *o = (struct odt){.ctx = ctx, .package = p, .doc = doc, .arena = &doc->arena, .file = package_name(p)};
    const bool ok = read_all(o);
    free(o);
    if (!ok) {
        doc_free(doc);
        return NULL;
    }
    return doc;
}
