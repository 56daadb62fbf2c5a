/* The small parts: meta.xml (ODF 1.3 part 3, 4), settings.xml (3.10), META-INF/manifest.xml (part
 * 2, 4).
 *
 * The settings are LibreOffice's compatibility switches; readers that do not know them skip them.
 * They make LibreOffice lay out as Word and our own layout do. Nothing here depends on the clock.
 */
#include "odf/format.h"
#include "odf/write.h"

void odf_meta(struct odf *o, struct buf *out)
{
    const struct doc_meta *m = &o->doc->meta;
    const char *date = NULL;
    const struct {
        const char *element, *text;
    } rows[] = {
        {"meta:generator", m->generator},    {"dc:title", m->title},    {"dc:subject", m->subject},
        {"meta:initial-creator", m->author}, {"dc:creator", m->author}, {"dc:language", m->lang},
    };
    if (date_valid(m->date))
        date = arena_printf(&o->arena, "%sT00:00:00", date_iso(&o->arena, m->date));
    struct xml *x = &o->x;
    xml_begin(x, out);
    xml_open(x, "office:document-meta");
    xml_attr(x, "xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0");
    xml_attr(x, "xmlns:meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0");
    xml_attr(x, "xmlns:dc", "http://purl.org/dc/elements/1.1/");
    xml_attr(x, "office:version", "1.3");
    xml_open(x, "office:meta");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].text)
            xml_element(x, rows[i].element, rows[i].text);
    if (date) {
        xml_element(x, "meta:creation-date", date);
        xml_element(x, "dc:date", date);
    }
    xml_close(x);
    xml_close(x);
    xml_end(x);
}

static void put_setting(struct xml *x, const char *name, const char *type, const char *value)
{
    xml_open(x, "config:config-item");
    xml_attr(x, "config:name", name);
    xml_attr(x, "config:type", type);
    xml_text(x, value);
    xml_close(x);
}

/* A file of Word goes on being set as Word sets it, by us; LibreOffice drops the set when it saves the file. */
static void put_word(struct odf *o)
{
    struct xml *x = &o->x;
    if (o->doc->settings.compat <= 0)
        return;
    xml_open(x, "config:config-item-set");
    xml_attr(x, "config:name", ODF_WORD_SETTINGS);
    put_setting(x, ODF_WORD_COMPAT, "int", arena_printf(&o->arena, "%d", o->doc->settings.compat));
    xml_close(x);
}

void odf_settings(struct odf *o, struct buf *out)
{
    static const char *const rows[][2] = {
        {"AddParaTableSpacing", "false"},       /* the larger of after and before, not the sum */
        {"AddParaTableSpacingAtStart", "true"}, /* space before the first line is kept */
        {"AddParaSpacingToTableCells", "true"}, /* space after a cell's last paragraph counts */
        {"AddParaLineSpacingToTableCells", "true"},
        {"UseFormerLineSpacing",
         "false"}, /* the extra of a multiple does not move the first line */
        {"PropLineSpacingShrinksFirstLine", "true"},
        {"AddExternalLeading", "true"}, /* the font's line gap counts */
        {"UnxForceZeroExtLeading", "false"},
        {"UseFormerObjectPositioning", "false"},
        {"UseFormerTextWrapping", "false"},
        {"TabsRelativeToIndent", "false"}, /* tabs count from the text margin */
        {"TabOverMargin", "true"},
        {"TabOverflow", "true"},
        {"TabOverSpacing", "true"},
        {"MsWordCompTrailingBlanks", "true"}, /* trailing spaces hang */
        {"IgnoreTabsAndBlanksForLineCalculation", "true"},
        {"DoNotJustifyLinesWithManualBreak", "false"},
        {"CollapseEmptyCellPara", "true"},
        {"TableRowKeep", "true"}, /* keep-with-next counts in rows */
        {"UseOldPrinterMetrics", "false"},
    };
    struct xml *x = &o->x;
    xml_begin(x, out);
    xml_open(x, "office:document-settings");
    xml_attr(x, "xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0");
    xml_attr(x, "xmlns:config", "urn:oasis:names:tc:opendocument:xmlns:config:1.0");
    xml_attr(x, "xmlns:ooo", "http://openoffice.org/2004/office");
    xml_attr(x, "office:version", "1.3");
    xml_open(x, "office:settings");
    xml_open(x, "config:config-item-set");
    xml_attr(x, "config:name", "ooo:configuration-settings");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        put_setting(x, rows[i][0], "boolean", rows[i][1]);
    if (o->doc->settings.squeeze) /* LibreOffice 24.2 */
        put_setting(x, ODF_SQUEEZE, "boolean", "true");
    put_setting(x, "PrinterIndependentLayout", "string", "high-resolution"); /* the same lines on every machine */
    xml_close(x);
    put_word(o);
    xml_close(x);
    xml_close(x);
    xml_end(x);
}

static void put_entry(struct xml *x, const char *path, const char *type)
{
    xml_open(x, "manifest:file-entry");
    xml_attr(x, "manifest:full-path", path);
    if (strcmp(path, "/") == 0)
        xml_attr(x, "manifest:version", "1.3");
    xml_attr(x, "manifest:media-type", type);
    xml_close(x);
}

void odf_manifest(struct odf *o, struct buf *out)
{
    struct xml *x = &o->x;
    xml_begin(x, out);
    xml_open(x, "manifest:manifest");
    xml_attr(x, "xmlns:manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0");
    xml_attr(x, "manifest:version", "1.3");
    put_entry(x, "/", ODF_MEDIA_TYPE);
    put_entry(x, "content.xml", "text/xml");
    put_entry(x, "styles.xml", "text/xml");
    put_entry(x, "meta.xml", "text/xml");
    put_entry(x, "settings.xml", "text/xml");
    for (size_t i = 0; i < o->n_pictures; i++)
        put_entry(x, o->pictures[i].name, o->pictures[i].type);
    xml_close(x);
    xml_end(x);
}
