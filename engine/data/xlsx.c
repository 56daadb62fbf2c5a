/* The workbook: its sheets in their order, the names of cells, and the parts that sheets share. */
#include "data/xlsx.h"

#include <libxml/tree.h>
#include <stdlib.h>

#include "data/xml_of.h"
#include "package/opc.h"
#include "package/xml.h"

/* "Sheet1!$B$7", "'Quý 1'!$B$7:$D$9": the sheet's name and the area; false: a formula, or a place elsewhere. */
static bool parse_reference(struct arena *a, struct span s, const char **sheet, struct area *area)
{
    struct buf name = {0};
    size_t i = 0;

    s = span_trim(s);
    if (s.n && s.p[0] == '\'') {
        for (i = 1; i < s.n && (s.p[i] != '\'' || (i + 1 < s.n && s.p[i + 1] == '\'')); i++) {
            i += s.p[i] == '\'';
            buf_putc(&name, s.p[i]);
        }
        i++;
    } else {
        while (i < s.n && s.p[i] != '!' && s.p[i] != '[')
            buf_putc(&name, s.p[i++]);
    }
    *sheet = arena_buf(a, &name);
    return i < s.n && s.p[i] == '!' && area_parse(span_make(s.p + i + 1, s.n - i - 1), area);
}

/* Names that the program made for itself, that are hidden or hold for one sheet only, or that stand for formulas are none
 * of the office's. */
static void read_name(struct xlsx *x, const xmlNode *n)
{
    struct arena scratch = {0};
    struct arena *a = &x->book->data->arena;
    const char *name = xml_attribute(a, n, "name"), *hidden = xml_attribute(&scratch, n, "hidden"), *sheet;
    xmlChar *refers = xmlNodeGetContent(n);
    struct named named = {.name = name};

    if (name && *name && *name != '_' && !xml_truth(hidden) && !xml_attribute(&scratch, n, "localSheetId") && refers &&
        parse_reference(&scratch, span_of((const char *)refers), &sheet, &named.area))
        for (; named.grid < x->book->n; named.grid++)
            if (strcmp(x->book->grids[named.grid].name, sheet) == 0) {
                book_name(x->book, named);
                break;
            }
    xmlFree(refers);
    arena_release(&scratch);
}

/* One <sheet>: sheets of charts and dialogs hold no cells. *part is NULL then. */
static bool add_sheet(struct xlsx *x, const xmlNode *n, const char **part)
{
    struct arena *a = &x->book->data->arena;
    const char *name = xml_attribute(a, n, "name"), *state = xml_attribute(a, n, "state"), *id = xml_attribute_prefixed(a, n, "id");
    const struct opc_rel *rel = id ? opc_rel_by_id(x->package, x->workbook, id) : NULL;

    *part = NULL;
    if (!rel || rel->external || rel->dangling || !opc_rel_is(rel, "worksheet"))
        return true;
    *part = rel->target;
    return book_sheet(x->book, name ? name : "", state && strcmp(state, "visible") != 0) != NULL;
}

static bool read_workbook(struct xlsx *x, const xmlNode *root)
{
    const xmlNode *sheets = xml_child(root, "sheets"), *names = xml_child(root, "definedNames"), *properties = xml_child(root, "workbookPr");
    struct arena scratch = {0};
    bool ok = true;

    x->base_1904 = properties && xml_truth(xml_attribute(&scratch, properties, "date1904"));
    arena_release(&scratch);
    for (const xmlNode *n = sheets ? sheets->children : NULL; ok && n; n = n->next) {
        const char *part = NULL;

        ok = !xml_is(n, "sheet") || add_sheet(x, n, &part);
        if (ok && part)
            ok = xlsx_sheet(x, x->book->n - 1, part);
    }
    for (const xmlNode *n = names ? names->children : NULL; ok && n; n = n->next)
        if (xml_is(n, "definedName"))
            read_name(x, n);
    return ok;
}

static const char *part_of_kind(const struct xlsx *x, const char *kind)
{
    const struct opc_rel *rel = opc_rel_by_kind(x->package, x->workbook, kind);

    return rel && !rel->external && !rel->dangling ? rel->target : NULL;
}

bool xlsx_read(struct book *book, struct package *p)
{
    struct xlsx x = {.book = book, .package = p, .workbook = opc_main(p)};
    const char *strings = part_of_kind(&x, "sharedStrings");
    xmlDoc *doc = package_xml(p, x.workbook);
    bool ok = doc && xlsx_formats(&x, part_of_kind(&x, "styles")) && (!strings || xlsx_strings(&x, strings)) &&
              read_workbook(&x, xmlDocGetRootElement(doc));

    free(x.strings);
    free(x.formats);
    return ok;
}
