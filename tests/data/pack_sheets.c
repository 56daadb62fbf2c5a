/* Puts the parts of a case into a package; see the header. */
#include "pack_sheets.h"

#include "package/zip.h"

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

enum { PARTS_MOST = 40 };

struct packing {
    struct arena arena;
    struct zip_part parts[PARTS_MOST];
    size_t n;
    struct buf types, links, sheets, tables, names;
    int n_sheets;
    bool base_1904;
    struct buf content, automatic;
};

static void add(struct packing *p, const char *name, const char *content)
{
    if (p->n < PARTS_MOST)
        p->parts[p->n++] = (struct zip_part){.name = arena_str(&p->arena, name), .content = span_of(arena_str(&p->arena, content))};
}

static void add_type(struct packing *p, const char *part, const char *type)
{
    buf_printf(&p->types, "<Override PartName=\"/%s\" ContentType=\"" TYPE "%s+xml\"/>", part, type);
}

static void add_sheet(struct packing *p, const char *name, const char *body, bool hidden)
{
    const char *part = arena_printf(&p->arena, "xl/worksheets/sheet%d.xml", ++p->n_sheets);

    add(p, part, arena_printf(&p->arena, "<worksheet xmlns=\"" MAIN "\" xmlns:r=\"" RELS "\">%s</worksheet>", body));
    add_type(p, part, "worksheet");
    buf_printf(&p->sheets, "<sheet name=\"%s\" sheetId=\"%d\"%s r:id=\"s%d\"/>", name, p->n_sheets, hidden ? " state=\"hidden\"" : "",
               p->n_sheets);
    buf_printf(&p->links, "<Relationship Id=\"s%d\" Type=\"" RELS "/worksheet\" Target=\"worksheets/sheet%d.xml\"/>", p->n_sheets,
               p->n_sheets);
}

static void bind_shared(struct packing *p, const char *kind)
{
    add_type(p, arena_printf(&p->arena, "xl/%s.xml", kind), kind);
    buf_printf(&p->links, "<Relationship Id=\"%s\" Type=\"" RELS "/%s\" Target=\"%s.xml\"/>", kind, kind, kind);
}

static void add_shared(struct packing *p, const char *kind, const char *root, const char *body)
{
    add(p, arena_printf(&p->arena, "xl/%s.xml", kind), arena_printf(&p->arena, "<%s xmlns=\"" MAIN "\">%s</%s>", root, body, root));
    bind_shared(p, kind);
}

static void take(struct packing *p, const char *head, const char *body)
{
    if (strncmp(head, "sheet ", 6) == 0) {
        add_sheet(p, head + 6, body, false);
    } else if (strncmp(head, "hidden ", 7) == 0) {
        add_sheet(p, head + 7, body, true);
    } else if (strcmp(head, "strings") == 0) {
        add_shared(p, "sharedStrings", "sst", body);
    } else if (strcmp(head, "styles") == 0) {
        add_shared(p, "styles", "styleSheet", body);
    } else if (strcmp(head, "names") == 0) {
        buf_puts(&p->names, body);
    } else if (strcmp(head, "date1904") == 0) {
        p->base_1904 = true;
    } else if (strcmp(head, "content") == 0) {
        buf_puts(&p->content, body);
    } else if (strcmp(head, "automatic") == 0) {
        buf_puts(&p->automatic, body);
    } else {
        if (strncmp(head, "xl/tables/table", 15) == 0) {
            add_type(p, head, "table");
            buf_printf(&p->tables, "<Relationship Id=\"rId%c\" Type=\"" RELS "/table\" Target=\"../tables/%s\"/>", head[15], head + 10);
        }
        if (strcmp(head, "xl/sharedStrings.xml") == 0)
            bind_shared(p, "sharedStrings");
        add(p, head, body);
    }
}

static void finish_xlsx(struct packing *p)
{
    add(p, "xl/workbook.xml",
        arena_printf(&p->arena, "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELS "\"><workbookPr%s/><sheets>%s</sheets><definedNames>%s</definedNames></workbook>",
                     p->base_1904 ? " date1904=\"1\"" : "", p->sheets.p ? p->sheets.p : "", p->names.p ? p->names.p : ""));
    add(p, "xl/_rels/workbook.xml.rels",
        arena_printf(&p->arena, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">%s</Relationships>",
                     p->links.p ? p->links.p : ""));
    if (p->tables.p)
        add(p, "xl/worksheets/_rels/sheet1.xml.rels",
            arena_printf(&p->arena, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">%s</Relationships>", p->tables.p));
    add(p, "_rels/.rels",
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" Type=\"" RELS
        "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    add(p, "[Content_Types].xml",
        arena_printf(&p->arena,
                     "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
                     "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" "
                     "ContentType=\"" TYPE "sheet.main+xml\"/>%s</Types>", p->types.p ? p->types.p : ""));
}

static void finish_ods(struct packing *p)
{
    static const char MIMETYPE[] = "application/vnd.oasis.opendocument.spreadsheet";

    memmove(p->parts + 1, p->parts, p->n * sizeof *p->parts);
    p->parts[0] = (struct zip_part){.name = "mimetype", .content = SPAN(MIMETYPE), .stored = true};
    p->n++;
    add(p, "META-INF/manifest.xml", "<manifest xmlns=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>");
    add(p, "content.xml",
        arena_printf(&p->arena,
                     "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
                     "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
                     "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" "
                     "xmlns:calcext=\"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0\">"
                     "<office:automatic-styles>%s</office:automatic-styles><office:body><office:spreadsheet>%s</office:spreadsheet></office:body>"
                     "</office:document-content>",
                     p->automatic.p ? p->automatic.p : "", p->content.p ? p->content.p : ""));
}

void pack_sheets(struct ctx *ctx, const char *name, struct span text, struct buf *out)
{
    struct packing p = {0};
    char *whole = arena_span(&p.arena, text);
    size_t n = strlen(name);

    for (char *at = whole; at && p.n < PARTS_MOST - 8;) {
        char *head = strncmp(at, "%% ", 3) == 0 ? at + 3 : NULL, *line = strchr(at, '\n'), *next = line ? strstr(line, "\n%% ") : NULL;

        if (!head || !line)
            break;
        *line = '\0';
        if (next)
            *next++ = '\0';
        take(&p, head, line + 1);
        at = next;
    }
    if (n > 4 && strcmp(name + n - 4, ".ods") == 0)
        finish_ods(&p);
    else
        finish_xlsx(&p);
    zip_write(ctx, p.parts, p.n, out);
    buf_release(&p.types);
    buf_release(&p.links);
    buf_release(&p.sheets);
    buf_release(&p.tables);
    buf_release(&p.names);
    buf_release(&p.content);
    buf_release(&p.automatic);
    arena_release(&p.arena);
}
