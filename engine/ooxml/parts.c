/* The parts around the text: content types and relations (ECMA-376-2, 10.1.2 and 9.3), settings
 * (ECMA-376-1, 17.15), fonts (17.8), properties (ECMA-376-2, 11 and ECMA-376-1, 22.2). */
#include "model/picture.h"
#include "ooxml/writer.h"

#define URI_WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define URI_PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define URI_OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"

static void open_root(struct xml *x, struct buf *out, const char *name, const char *prefix,
                      const char *uri)
{
    xml_begin(x, out);
    xml_open(x, name);
    xml_attr(x, prefix, uri);
}

static void close_root(struct xml *x)
{
    xml_close(x);
    xml_end(x);
}

/* ---- packaging ---- */

void docx_types(struct docx *w, struct buf *out)
{
    static const struct {
        const char *suffix, *type;
    } DEFAULTS[] = {
        {"rels", "application/vnd.openxmlformats-package.relationships+xml"},
        {"xml", "application/xml"},
        {"png", "image/png"},
        {"jpeg", "image/jpeg"},
    };
    struct xml x = {0};
    unsigned kinds = 0; /* of pictures that not every paper has */
    open_root(&x, out, "Types", "xmlns", URI_PACKAGE "content-types");
    for (size_t i = 0; i < sizeof(DEFAULTS) / sizeof(DEFAULTS[0]); i++) {
        xml_open(&x, "Default");
        xml_attr(&x, "Extension", DEFAULTS[i].suffix);
        xml_attr(&x, "ContentType", DEFAULTS[i].type);
        xml_close(&x);
    }
    for (size_t i = 0; i < w->n_parts; i++) {
        struct picture picture;
        if (w->parts[i].bytes.n && picture_size_any(w->parts[i].bytes, &picture) != PICTURE_UNKNOWN && picture.kind > PICTURE_JPEG)
            kinds |= 1U << picture.kind;
    }
    for (int i = 0; i < PICTURE_KINDS; i++)
        if (kinds >> i & 1) {
            xml_open(&x, "Default");
            xml_attr(&x, "Extension", picture_format((enum picture_kind)i)->suffix);
            xml_attr(&x, "ContentType", picture_format((enum picture_kind)i)->type);
            xml_close(&x);
        }
    for (size_t i = 0; i < w->n_parts; i++) {
        if (!w->parts[i].type)
            continue;
        xml_open(&x, "Override");
        xml_attr(&x, "PartName", arena_printf(&w->arena, "/%s", w->parts[i].name));
        xml_attr(&x, "ContentType", w->parts[i].type);
        xml_close(&x);
    }
    close_root(&x);
}

void docx_rels(const struct rels *rels, struct buf *out)
{
    struct xml x = {0};
    struct buf s = {0};
    open_root(&x, out, "Relationships", "xmlns", URI_PACKAGE "relationships");
    for (size_t i = 0; i < rels->n; i++) {
        const struct rel *rel = &rels->v[i];
        bool package = strncmp(rel->type, "metadata/", strlen("metadata/")) == 0;
        xml_open(&x, "Relationship");
        buf_clear(&s);
        buf_printf(&s, "rId%zu", i + 1);
        xml_attr(&x, "Id", s.p);
        buf_clear(&s);
        buf_printf(&s, "%srelationships/%s", package ? URI_PACKAGE : URI_OFFICE, rel->type);
        xml_attr(&x, "Type", s.p);
        xml_attr(&x, "Target", rel->target);
        xml_attr(&x, "TargetMode", rel->external ? "External" : NULL);
        xml_close(&x);
    }
    close_root(&x);
    buf_release(&s);
}

/* ---- settings ---- */

/* Mode 14: Word fits lines greedily, as our own layout does, and never squeezes a justified line.
 * The rest is what Word 2010 itself writes for a new file of that mode. */
static void write_compat(struct xml *x, const char *mode)
{
    const struct {
        const char *name, *value;
    } SETTINGS[] = {
        {"compatibilityMode", mode},
        {"overrideTableStyleFontSizeAndJustification", "1"},
        {"enableOpenTypeFeatures", "1"},
        {"doNotFlipMirrorIndents", "1"},
    };
    xml_open(x, "w:compat");
    for (size_t i = 0; i < sizeof(SETTINGS) / sizeof(SETTINGS[0]); i++) {
        xml_open(x, "w:compatSetting");
        xml_attr(x, "w:name", SETTINGS[i].name);
        xml_attr(x, "w:uri", "http://schemas.microsoft.com/office/word");
        xml_attr(x, "w:val", SETTINGS[i].value);
        xml_close(x);
    }
    xml_close(x);
}

/* What notes count by, where it is not what Word does anyway (17.11.11, 17.11.4). */
static void write_note_settings(struct xml *x, const struct note_settings *n, enum numbering_format plain)
{
    if (n->format != plain)
        docx_number_format(x, n->format);
    if (n->start > 1) {
        xml_open(x, "w:numStart");
        xml_attr_int(x, "w:val", n->start);
        xml_close(x);
    }
    if (n->per_page || n->per_section)
        xml_leaf(x, "w:numRestart", "w:val", n->per_page ? "eachPage" : "eachSect");
}

void docx_settings(struct docx *w, struct buf *out)
{
    const struct doc_settings *settings = &w->doc->settings;
    struct xml x = {0};
    open_root(&x, out, "w:settings", "xmlns:w", URI_WORD);
    if (w->doc->root->first && w->doc->root->first->as.section.mirrored) /* 17.15.1.57: of the whole document */
        xml_leaf(&x, "w:mirrorMargins", NULL, NULL);
    xml_leaf(&x, "w:defaultTabStop", "w:val", settings->default_tab > 0 ? arena_printf(&w->arena, "%ld", docx_twips(settings->default_tab)) : "720");
    if (settings->even_headers)
        xml_leaf(&x, "w:evenAndOddHeaders", NULL, NULL);
    xml_leaf(&x, "w:characterSpacingControl", "w:val", "doNotCompress");
    if (docx_has_notes(w, false)) {
        xml_open(&x, "w:footnotePr");
        write_note_settings(&x, &settings->footnotes, NUMBERING_DECIMAL);
        xml_leaf(&x, "w:footnote", "w:id", "-1");
        xml_leaf(&x, "w:footnote", "w:id", "0");
        xml_close(&x);
    }
    if (docx_has_notes(w, true)) {
        xml_open(&x, "w:endnotePr");
        write_note_settings(&x, &settings->endnotes, NUMBERING_LOWER_ROMAN);
        xml_leaf(&x, "w:endnote", "w:id", "-1");
        xml_leaf(&x, "w:endnote", "w:id", "0");
        xml_close(&x);
    }
    write_compat(&x, settings->compat >= 14 ? arena_printf(&w->arena, "%d", settings->compat) : "14");
    if (w->doc->meta.lang)
        xml_leaf(&x, "w:themeFontLang", "w:val", w->doc->meta.lang);
    xml_leaf(&x, "w:decimalSymbol", "w:val", ",");
    xml_leaf(&x, "w:listSeparator", "w:val", ";");
    close_root(&x);
}

/* ---- fonts ---- */

/* What Word needs to choose a substitute; a family that is not here is named without it. */
static const struct font_facts {
    const char *family, *panose, *class, *pitch;
} FONT_FACTS[] = {
    {"Times New Roman", "02020603050405020304", "roman", "variable"},
    {"Arial", "020B0604020202020204", "swiss", "variable"},
    {"Courier New", "02070309020205020404", "modern", "fixed"},
};

static void write_font(struct xml *x, const char *family)
{
    xml_open(x, "w:font");
    xml_attr(x, "w:name", family);
    for (size_t i = 0; i < sizeof(FONT_FACTS) / sizeof(FONT_FACTS[0]); i++) {
        const struct font_facts *facts = &FONT_FACTS[i];
        if (strcmp(facts->family, family) != 0)
            continue;
        xml_leaf(x, "w:panose1", "w:val", facts->panose);
        xml_leaf(x, "w:charset", "w:val", "00");
        xml_leaf(x, "w:family", "w:val", facts->class);
        xml_leaf(x, "w:pitch", "w:val", facts->pitch);
    }
    xml_close(x);
}

/* The families of the styles, each once. Styles come from a profile: there are few. */
void docx_fonts(struct docx *w, struct buf *out)
{
    const struct style_list *styles = &w->doc->styles;
    const char **seen = ARENA_NEWS(&w->arena, styles->n + 1, const char *);
    size_t n = 0;
    struct xml x = {0};
    open_root(&x, out, "w:fonts", "xmlns:w", URI_WORD);
    for (size_t i = 0; i <= styles->n; i++) {
        const struct style *s = i ? styles->v[i - 1] : w->doc->body;
        const char *family = s->chr.family;
        size_t k = 0;
        if (!family || (i && !s->used))
            continue;
        while (k < n && strcmp(seen[k], family) != 0)
            k++;
        if (k < n)
            continue;
        seen[n++] = family;
        write_font(&x, family);
    }
    close_root(&x);
}

/* ---- properties ---- */

static void optional(struct xml *x, const char *name, const char *text)
{
    if (text && *text)
        xml_element(x, name, text);
}

/* The paper's own date: a file made twice from the same data is the same file. */
static void write_date(struct xml *x, struct arena *a, const char *name, struct date date)
{
    xml_open(x, name);
    xml_attr(x, "xsi:type", "dcterms:W3CDTF");
    xml_text(x, arena_printf(a, "%04d-%02d-%02dT00:00:00Z", date.year, date.month, date.day));
    xml_close(x);
}

void docx_core(struct docx *w, struct buf *out)
{
    const struct doc_meta *meta = &w->doc->meta;
    struct xml x = {0};
    open_root(&x, out, "cp:coreProperties", "xmlns:cp", URI_PACKAGE "metadata/core-properties");
    xml_attr(&x, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
    xml_attr(&x, "xmlns:dcterms", "http://purl.org/dc/terms/");
    xml_attr(&x, "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
    optional(&x, "dc:title", meta->title);
    optional(&x, "dc:subject", meta->subject);
    optional(&x, "dc:creator", meta->author);
    optional(&x, "dc:identifier", meta->symbol);
    optional(&x, "dc:language", meta->lang);
    optional(&x, "cp:category", meta->kind);
    if (meta->date.year && meta->date.month && meta->date.day) {
        write_date(&x, &w->arena, "dcterms:created", meta->date);
        write_date(&x, &w->arena, "dcterms:modified", meta->date);
    }
    close_root(&x);
}

void docx_app(struct docx *w, struct buf *out)
{
    struct xml x = {0};
    open_root(&x, out, "Properties", "xmlns", URI_OFFICE "extended-properties");
    optional(&x, "Company", w->doc->meta.author);
    optional(&x, "Application", w->doc->meta.generator);
    close_root(&x);
}
