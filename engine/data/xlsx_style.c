/* Which cells hold days and hours: the number is one like any other, the format says what it counts.
 *
 * A format of one's own is read for its letters (29500-1, 18.8.31): d and y are days, h and s hours, m is a month unless it
 * stands beside hours; what stands in quotes, behind \ _ * and in brackets (colours, conditions, languages) is no letter, but [h] [mm] [s]
 * count hours beyond a day. */
#include "data/xlsx.h"

#include <stdlib.h>

#include "data/xml_of.h"
#include "package/xml.h"

static unsigned char builtin(long id)
{
    static const struct {
        short from, to;
        unsigned char format;
    } rows[] = {
        {14, 17, XLSX_DAYS}, {18, 21, XLSX_HOURS}, {22, 22, XLSX_DAYS | XLSX_HOURS}, {27, 31, XLSX_DAYS},
        {32, 33, XLSX_HOURS}, {34, 36, XLSX_DAYS}, {45, 45, XLSX_HOURS}, {46, 46, XLSX_HOURS | XLSX_ELAPSED}, {47, 47, XLSX_HOURS}, {50, 58, XLSX_DAYS},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (id >= rows[i].from && id <= rows[i].to)
            return rows[i].format;
    return XLSX_PLAIN;
}

/* What stands at s and is no letter of the format; where it ends. */
static const char *skip_literal(const char *s, bool *elapsed)
{
    const char *end;

    switch (*s) {
    case '"':
        end = strchr(s + 1, '"');
        return end ? end + 1 : s + strlen(s);
    case '\\':
    case '_':
    case '*':
        return s[1] ? s + 2 : s + 1;
    case '[':
        end = strchr(s, ']');
        *elapsed |= end && end > s + 1 && strchr("hHmMsS", s[1]) && strspn(s + 1, (const char[]){s[1], '\0'}) == (size_t)(end - s - 1);
        return end ? end + 1 : s + strlen(s);
    default:
        return s;
    }
}

/* The first section decides: the others are for negative numbers and zero. */
static unsigned char format_of(const char *code)
{
    bool days = false, hours = false, months = false, elapsed = false;

    if (strcmp(code, "General") == 0)
        return XLSX_PLAIN;
    while (*code && *code != ';') {
        const char *behind = skip_literal(code, &elapsed);

        if (behind != code) {
            code = behind;
            continue;
        }
        days |= strchr("dDyY", *code) != NULL;
        hours |= strchr("hHsS", *code) != NULL;
        months |= *code == 'm' || *code == 'M';
        code++;
    }
    hours |= elapsed;
    days |= months && !hours;
    return (unsigned char)((days ? XLSX_DAYS : 0) | (hours ? XLSX_HOURS : 0) | (elapsed ? XLSX_ELAPSED : 0));
}

enum { MOST_FORMATS = 1 << 16 }; /* Excel has as many styles of cells */

/* Own formats by their numbers; those that nobody made are as the standard has them (18.8.30). */
static void read_formats(const xmlNode *formats, unsigned char *by_id)
{
    struct arena scratch = {0};

    for (long id = 0; id < MOST_FORMATS; id++)
        by_id[id] = builtin(id);
    for (const xmlNode *n = formats ? formats->children : NULL; n; n = n->next) {
        const char *written = xml_is(n, "numFmt") ? xml_attribute(&scratch, n, "numFmtId") : NULL;
        const char *code = written ? xml_attribute(&scratch, n, "formatCode") : NULL;
        long id = written ? strtol(written, NULL, 10) : -1;

        if (code && id >= 0 && id < MOST_FORMATS)
            by_id[id] = format_of(code);
    }
    arena_release(&scratch);
}

bool xlsx_formats(struct xlsx *x, const char *part)
{
    xmlDoc *doc = part ? package_xml(x->package, part) : NULL;
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL, *styles = root ? xml_child(root, "cellXfs") : NULL;
    struct arena scratch = {0};
    unsigned char *by_id;

    if (part && !doc)
        return false;
    if (!styles)
        return true;
    by_id = mem_alloc(MOST_FORMATS);
    x->formats = mem_alloc(MOST_FORMATS);
    read_formats(xml_child(root, "numFmts"), by_id);
    for (const xmlNode *n = styles->children; n && x->n_formats < MOST_FORMATS; n = n->next) {
        const char *written = xml_is(n, "xf") ? xml_attribute(&scratch, n, "numFmtId") : NULL;
        long id = written ? strtol(written, NULL, 10) : 0;

        if (xml_is(n, "xf"))
            x->formats[x->n_formats++] = id >= 0 && id < MOST_FORMATS ? by_id[id] : XLSX_PLAIN;
    }
    free(by_id);
    arena_release(&scratch);
    return true;
}
