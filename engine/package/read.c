/* Opening a package and finding its parts.
 *
 * Idea: list, sort the names, look for doubles, then ask the checks of the kind. Parts are inflated when somebody asks
 * for them, so that filling touches the few that hold tags. */
#include "base/diag/package.h"
#include "package/read.h"

#include <stdlib.h>

#include "package/own.h"

/* ---- names ---- */

static unsigned char fold(char c)
{
    return (unsigned char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

static int compare_names(const char *x, const char *y)
{
    while (*x && fold(*x) == fold(*y))
        x++, y++;
    return fold(*x) - fold(*y);
}

static int by_name(const void *a, const void *b)
{
    const struct part *x = *(struct part *const *)a, *y = *(struct part *const *)b;
    int order = compare_names(x->entry->name, y->entry->name);

    return order ? order : strcmp(x->entry->name, y->entry->name);
}

struct part *package_lookup(const struct package *p, const char *name)
{
    size_t low = 0, high = p->zip.n;
    struct part *found = NULL;

    name += *name == '/';
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_names(p->sorted[middle]->entry->name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < p->zip.n && compare_names(p->sorted[low]->entry->name, name) == 0; low++) {
        if (strcmp(p->sorted[low]->entry->name, name) == 0)
            return p->sorted[low];
        if (p->kind == PACKAGE_DOCX || p->kind == PACKAGE_XLSX)
            found = p->sorted[low];
    }
    return found;
}

/* Names that a DOCX cannot tell apart are refused in an ODT as well: file systems disagree about them. */
static bool check_doubles(struct package *p)
{
    for (size_t i = 1; i < p->zip.n; i++) {
        if (compare_names(p->sorted[i - 1]->entry->name, p->sorted[i]->entry->name) == 0) {
            diag(p->ctx, DIAG_PACKAGE_TWICE, pos_file(p->name), p->sorted[i]->entry->name);
            return false;
        }
    }
    return true;
}

/* ---- opening ---- */

static bool is_zip(struct span b)
{
    return b.n >= 4 && (memcmp(b.p, "PK\3\4", 4) == 0 || memcmp(b.p, "PK\5\6", 4) == 0);
}

/* An ODF package says what it is in `mimetype` (ODF 1.3 part 2, 3.3), an OPC package in [Content_Types].xml. */
static bool check_type(struct package *p)
{
    if (package_has(p, "[Content_Types].xml")) {
        p->kind = p->sheets ? PACKAGE_XLSX : PACKAGE_DOCX;
        return opc_check(p);
    }
    if (package_has(p, "mimetype") || package_has(p, "META-INF/manifest.xml")) {
        p->kind = p->sheets ? PACKAGE_ODS : PACKAGE_ODT;
        return odf_check(p);
    }
    diag(p->ctx, p->sheets ? DIAG_SHEET_NONE : DIAG_PACKAGE_PLAIN_ZIP, pos_file(p->name));
    return false;
}

static bool open_zip(struct package *p)
{
    struct arena a = {0};

    if (p->bytes.n > p->ctx->limits[LIMIT_PACKAGE]) {
        diag(p->ctx, DIAG_PACKAGE_BIG, pos_file(p->name),
             arena_printf(&a, "%zu", p->ctx->limits[LIMIT_PACKAGE] >> 20));
        arena_release(&a);
        return false;
    }
    if (!is_zip(p->bytes)) {
        sniff_report(p);
        return false;
    }
    if (!unzip_list(p->ctx, p->name, p->bytes, &p->arena, &p->zip))
        return false;
    p->parts = ARENA_NEWS(&p->arena, p->zip.n + 1, struct part);
    p->sorted = ARENA_NEWS(&p->arena, p->zip.n + 1, struct part *);
    for (size_t i = 0; i < p->zip.n; i++) {
        p->parts[i].entry = &p->zip.entries[i];
        p->sorted[i] = &p->parts[i];
    }
    qsort(p->sorted, p->zip.n, sizeof(*p->sorted), by_name);
    return check_doubles(p) && check_type(p);
}

static struct package *open_package(struct ctx *ctx, const char *name, struct span bytes, bool sheets)
{
    struct package *p = mem_alloc(sizeof *p);

    p->ctx = ctx;
    p->sheets = sheets;
    p->name = arena_str(&p->arena, name);
    p->bytes = bytes;
    if (open_zip(p))
        return p;
    package_close(p);
    return NULL;
}

struct package *package_open(struct ctx *ctx, const char *name, struct span bytes)
{
    return open_package(ctx, name, bytes, false);
}

struct package *package_open_sheets(struct ctx *ctx, const char *name, struct span bytes)
{
    return open_package(ctx, name, bytes, true);
}

void package_fell_trees(struct package *p)
{
    for (size_t i = 0; p->parts && i < p->zip.n; i++) {
        xmlFreeDoc(p->parts[i].xml);
        p->parts[i].xml = NULL;
        if (p->parts[i].xml_state == PART_READ)
            p->parts[i].xml_state = PART_UNREAD;
    }
}

void package_close(struct package *p)
{
    if (!p)
        return;
    package_fell_trees(p);
    arena_release(&p->arena);
    free(p);
}

/* ---- asking ---- */

enum package_kind package_kind(const struct package *p)
{
    return p->kind;
}

const char *package_signature(const struct package *p)
{
    for (size_t i = 0; i < p->zip.n; i++) {
        struct span name = span_of(p->zip.entries[i].name);

        if (p->kind == PACKAGE_ODT ? span_starts(name, "META-INF/") && strstr(name.p, "signatures") : span_starts(name, "_xmlsignatures/"))
            return name.p;
    }
    return NULL;
}

const char *package_name(const struct package *p)
{
    return p->name;
}

struct ctx *package_ctx(const struct package *p)
{
    return p->ctx;
}

struct arena *package_arena(struct package *p)
{
    return &p->arena;
}

size_t package_parts(const struct package *p)
{
    return p->zip.n;
}

const char *package_part_name(const struct package *p, size_t i)
{
    return p->zip.entries[i].name;
}

const char *package_find(const struct package *p, const char *part)
{
    const struct part *found = package_lookup(p, part);

    return found ? found->entry->name : NULL;
}

bool package_has(const struct package *p, const char *part)
{
    return package_find(p, part) != NULL;
}

bool package_part(struct package *p, const char *part, struct span *out)
{
    struct part *found = package_lookup(p, part);

    if (!found)
        return false;
    if (found->bytes_state == PART_UNREAD)
        found->bytes_state =
            unzip_entry(p->ctx, &p->zip, found->entry, &p->arena, &found->bytes) ? PART_READ : PART_FAULTY;
    *out = found->bytes;
    return found->bytes_state == PART_READ;
}
