/* word/settings.xml and docProps (ECMA-376-1:2016, 17.15, 15.2.12). */
#include "ooxml/format.h"
#include "ooxml/read_look.h"

enum { COMPAT_NONE = 12, COMPAT_SQUEEZES = 15 };

/* Word's compatibility mode; a file that says none is of Word 2007 or older. */
static int compat_mode(const xmlNode *compat)
{
    long mode = COMPAT_NONE;

    for (const xmlNode *n = first_element(compat); n; n = next_element(n)) {
        const char *name = is_w(n, "compatSetting") ? attr(n, "name") : NULL;

        if (name && strcmp(name, "compatibilityMode") == 0)
            to_int(val(n), &mode);
    }
    return mode < 11 || mode > 99 ? COMPAT_NONE : (int)mode;
}

/* w:footnotePr or w:endnotePr, of the document or a section (17.11.11, 17.11.4). */
void read_note_settings(const xmlNode *n, struct note_settings *io)
{
    const char *restart = child_val(n, "numRestart");
    const xmlNode *format = child_w(n, "numFmt");
    long start;

    if (format)
        docx_format_read(val(format), attr(format, "format"), &io->format);
    if (to_int(child_val(n, "numStart"), &start) && start > 0 && start < 100000)
        io->start = (int)start;
    if (restart) {
        io->per_page = strcmp(restart, "eachPage") == 0;
        io->per_section = strcmp(restart, "eachSect") == 0;
    }
}

void read_settings(struct reader *r)
{
    const xmlNode *root = reader_root(r, "settings");
    struct doc_settings *s = &r->doc->settings;

    r->compat = compat_mode(child_w(root, "compat"));
    s->compat = r->compat;
    s->squeeze = r->compat >= COMPAT_SQUEEZES;
    s->table_text_at_margin = r->compat < COMPAT_SQUEEZES;
    s->even_headers = child_on(root, "evenAndOddHeaders") == 1;
    to_points(child_val(root, "defaultTabStop"), &s->default_tab);
    if (s->default_tab < 0)
        s->default_tab = 0;
    s->endnotes.format = NUMBERING_LOWER_ROMAN; /* 17.11.17 */
    read_note_settings(child_w(root, "footnotePr"), &s->footnotes);
    read_note_settings(child_w(root, "endnotePr"), &s->endnotes);
}

/* ---- docProps ---- */

static const xmlNode *by_name(const xmlNode *root, const char *name)
{
    for (const xmlNode *n = first_element(root); n; n = next_element(n))
        if (strcmp((const char *)n->name, name) == 0)
            return n;
    return NULL;
}

static const char *text_of(struct reader *r, const xmlNode *root, const char *name)
{
    const xmlNode *n = by_name(root, name);
    xmlChar *text = n ? xmlNodeGetContent(n) : NULL;
    struct span s = span_trim(span_of((const char *)text));
    const char *kept = s.n ? arena_span(&r->doc->arena, s) : NULL;

    xmlFree(text);
    return kept;
}

/* "2013-02-25T07:00:00Z". */
static struct date date_of(const char *s)
{
    struct date d = {0};
    long year = 0, month = 0, day = 0;

    if (s && strlen(s) >= 10 && s[4] == '-' && s[7] == '-' && to_int(s, &year) && to_int(s + 5, &month) && to_int(s + 8, &day) &&
        year > 0 && year < 10000 && month > 0 && month < 13 && day > 0 && day < 32)
        d = (struct date){.year = (int)year, .month = (int)month, .day = (int)day};
    return d;
}

void read_meta(struct reader *r)
{
    const struct opc_rel *rel = opc_rel_by_kind(r->package, "", "core-properties");
    xmlDoc *doc = rel && !rel->external && !rel->dangling ? package_xml(r->package, rel->target) : NULL;
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    struct doc_meta *m = &r->doc->meta;

    m->title = text_of(r, root, "title");
    m->subject = text_of(r, root, "subject");
    m->author = text_of(r, root, "creator");
    m->kind = text_of(r, root, "category");
    m->symbol = text_of(r, root, "identifier");
    m->date = date_of(text_of(r, root, "modified"));
    m->lang = text_of(r, root, "language");
    if (!m->lang && r->styles)
        m->lang = r->styles->look.chr.lang;
}
