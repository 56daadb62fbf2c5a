/* fontconfig tells which font files there are; which of them serves is decided here.
 *
 * Only the part of its configuration is read that says which fonts exist: fonts.conf itself and
 * those files of conf.d that name folders or reject fonts. The rest, some thirty files, are rules
 * for substitutes, which we refuse anyway, and parsing them takes longer than laying out a page (5
 * ms against 0.3 ms). A fonts.conf of another shape is loaded whole.
 *
 * Invariant: the choice depends on the set of fonts, never on the order in which they are listed.
 */
#include "font/find.h"

#include "base/file.h"

#include <dirent.h>
#include <fontconfig/fontconfig.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

struct finder {
    FcConfig *config; /* our own: the process's default is not touched */
};

enum { CONFIG_BYTES = 1 << 20, CONFIG_FILES = 1000 };

static const char conf_d[] = "<include ignore_missing=\"yes\">conf.d</include>";

/* What makes a file of conf.d matter for the set of fonts. */
static const char *const set_words[] = {"<dir",        "<cachedir",  "<selectfont", "<include",
                                        "<reset-dirs", "<remap-dir", "\"scan\""};

/* Code points beside A-Z and a-z that Vietnamese is written with, NFC. */
static const uint32_t vietnamese[][2] = {
    {0x1EA0, 0x1EF9},                                 /* Ạ ... ỹ: the whole block */
    {0xC0, 0xC3},     {0xC8, 0xCA},   {0xCC, 0xCD},   /* À Á Â Ã È É Ê Ì Í */
    {0xD2, 0xD5},     {0xD9, 0xDA},   {0xDD, 0xDD},   /* Ò Ó Ô Õ Ù Ú Ý */
    {0xE0, 0xE3},     {0xE8, 0xEA},   {0xEC, 0xED},   /* à á â ã è é ê ì í */
    {0xF2, 0xF5},     {0xF9, 0xFA},   {0xFD, 0xFD},   /* ò ó ô õ ù ú ý */
    {0x102, 0x103},   {0x110, 0x111}, {0x128, 0x129}, /* Ă ă Đ đ Ĩ ĩ */
    {0x168, 0x169},   {0x1A0, 0x1A1}, {0x1AF, 0x1B0}, /* Ũ ũ Ơ ơ Ư ư */
    {0x20AB, 0x20AB},                                 /* ₫ */
};

bool vietnamese_letter(uint32_t code_point)
{
    for (size_t i = 0; i < sizeof vietnamese / sizeof *vietnamese; i++)
        if (code_point >= vietnamese[i][0] && code_point <= vietnamese[i][1])
            return true;
    return false;
}

static bool charset_is_vietnamese(const FcCharSet *set)
{
    for (size_t i = 0; i < sizeof vietnamese / sizeof *vietnamese; i++)
        for (uint32_t c = vietnamese[i][0]; c <= vietnamese[i][1]; c++)
            if (!FcCharSetHasChar(set, c))
                return false;
    return true;
}

/* Quiet: a file that cannot be read is fontconfig's to complain about. */
static bool read_config(const char *path, struct buf *out)
{
    char chunk[16384];
    ssize_t n = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    buf_clear(out);
    if (fd < 0)
        return false;
    while (out->n < CONFIG_BYTES && (n = read(fd, chunk, sizeof chunk)) > 0)
        buf_put(out, chunk, (size_t)n);
    close(fd);
    return n == 0 && out->n > 0 && strlen(out->p) == out->n;
}

static int by_name(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static bool names_fonts(const char *text)
{
    for (size_t i = 0; i < sizeof set_words / sizeof *set_words; i++)
        if (strstr(text, set_words[i]))
            return true;
    return false;
}

/* Appends an <include> for each file of the folder that says which fonts exist, in fontconfig's
 * order. */
static bool put_includes(struct buf *out, const char *dir)
{
    struct arena arena = {0};
    struct buf text = {0};
    char *names[CONFIG_FILES];
    size_t n = 0;
    bool ok = !strpbrk(dir, "<>&");
    DIR *d = opendir(dir);

    for (struct dirent *e; d && ok && (e = readdir(d));) {
        size_t length = strlen(e->d_name);
        if (e->d_name[0] < '0' || e->d_name[0] > '9' || length < 5 ||
            strcmp(e->d_name + length - 5, ".conf") != 0)
            continue;
        ok = n < CONFIG_FILES && !strpbrk(e->d_name, "<>&");
        if (ok)
            names[n++] = arena_str(&arena, e->d_name);
    }
    if (d)
        closedir(d);
    qsort(names, n, sizeof *names, by_name);
    for (size_t i = 0; i < n && ok; i++) {
        char *path = path_join(&arena, dir, names[i]);
        if (!read_config(path, &text) || names_fonts(text.p))
            buf_printf(out, "<include ignore_missing=\"yes\">%s</include>", path);
    }
    buf_release(&text);
    arena_release(&arena);
    return ok;
}

/* fonts.conf with its conf.d cut down; false if it is not of the usual shape. */
static bool cut_config(FcConfig *config, struct buf *out)
{
    struct buf text = {0};
    FcChar8 *path = FcConfigGetFilename(config, NULL);
    FcChar8 *dir = FcConfigGetFilename(config, (const FcChar8 *)"conf.d");
    bool ok = path && dir && read_config((const char *)path, &text);
    char *include = ok ? strstr(text.p, conf_d) : NULL;

    ok = include && !strstr(text.p, "\"relative\"");
    if (ok) {
        buf_put(out, text.p, (size_t)(include - text.p));
        ok = put_includes(out, (const char *)dir);
        buf_puts(out, include + sizeof conf_d - 1);
    }
    FcStrFree(path);
    FcStrFree(dir);
    buf_release(&text);
    return ok;
}

struct finder *finder_new(void)
{
    struct finder *f;
    struct buf text = {0};
    FcConfig *config = FcConfigCreate();

    if (config && cut_config(config, &text) &&
        FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)text.p, FcTrue) &&
        FcConfigBuildFonts(config)) {
        buf_release(&text);
    } else {
        buf_release(&text);
        if (config)
            FcConfigDestroy(config);
        config = FcInitLoadConfigAndFonts();
        if (!config)
            return NULL;
    }
    f = mem_alloc(sizeof *f);
    f->config = config;
    return f;
}

void finder_free(struct finder *f)
{
    if (!f)
        return;
    FcConfigDestroy(f->config);
    free(f);
}

static bool has_family(const FcPattern *p, const char *family, const char **name)
{
    FcChar8 *s;

    for (int i = 0; FcPatternGetString(p, FC_FAMILY, i, &s) == FcResultMatch; i++)
        if (FcStrCmpIgnoreCase(s, (const FcChar8 *)family) == 0) {
            *name = (const char *)s;
            return true;
        }
    return false;
}

static double distance(const FcPattern *p, const char *object, double wanted)
{
    double v;

    if (FcPatternGetDouble(p, object, 0, &v) != FcResultMatch)
        return 0;
    return v > wanted ? v - wanted : wanted - v;
}

/* Bold from demi-bold on; slanted is italic or oblique. Variable fonts and their instances are left
 * out: they cannot be embedded as they are. */
static bool has_style(const FcPattern *p, bool bold, bool italic)
{
    double weight = FC_WEIGHT_REGULAR;
    int slant = FC_SLANT_ROMAN, index = 0;
    FcBool outline = FcFalse, variable = FcFalse;

    FcPatternGetBool(p, FC_OUTLINE, 0, &outline);
    FcPatternGetBool(p, FC_VARIABLE, 0, &variable);
    FcPatternGetDouble(p, FC_WEIGHT, 0, &weight);
    FcPatternGetInteger(p, FC_SLANT, 0, &slant);
    FcPatternGetInteger(p, FC_INDEX, 0, &index);
    return outline && !variable && index <= 0xFFFF && (weight >= FC_WEIGHT_DEMIBOLD) == bold &&
           (slant != FC_SLANT_ROMAN) == italic;
}

/* How well a file serves: the style first, then Vietnamese, then the newer font, then the name. */
struct fit {
    double width, weight;
    struct found found;
};

static bool fits_better(const struct fit *a, const struct fit *b)
{
    if (a->width != b->width)
        return a->width < b->width;
    if (a->weight != b->weight)
        return a->weight < b->weight;
    if (a->found.vietnamese != b->found.vietnamese)
        return a->found.vietnamese;
    if (a->found.version != b->found.version)
        return a->found.version > b->found.version;
    return strcmp(a->found.file, b->found.file) < 0;
}

static bool read_pattern(const FcPattern *p, bool bold, struct fit *out)
{
    FcChar8 *file, *style = (FcChar8 *)"";
    FcCharSet *set;

    if (FcPatternGetString(p, FC_FILE, 0, &file) != FcResultMatch ||
        FcPatternGetCharSet(p, FC_CHARSET, 0, &set) != FcResultMatch)
        return false;
    FcPatternGetString(p, FC_STYLE, 0, &style);
    FcPatternGetInteger(p, FC_INDEX, 0, &out->found.index);
    FcPatternGetInteger(p, FC_FONTVERSION, 0, &out->found.version);
    out->found.file = (const char *)file;
    out->found.style = (const char *)style;
    out->found.vietnamese = charset_is_vietnamese(set);
    out->width = distance(p, FC_WIDTH, FC_WIDTH_NORMAL);
    out->weight = distance(p, FC_WEIGHT, bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR);
    return true;
}

bool finder_lookup(const struct finder *f, const char *family, bool bold, bool italic,
                   struct found *out)
{
    const FcFontSet *set = FcConfigGetFonts(f->config, FcSetSystem);
    struct fit best = {0};
    bool any = false;

    for (int i = 0; set && i < set->nfont; i++) {
        struct fit fit = {0};
        if (has_family(set->fonts[i], family, &fit.found.family) &&
            has_style(set->fonts[i], bold, italic) && read_pattern(set->fonts[i], bold, &fit) &&
            (!any || fits_better(&fit, &best))) {
            best = fit;
            any = true;
        }
    }
    if (any)
        *out = best.found;
    return any;
}

/* ---- for files of others ---- */

struct rank {
    size_t family; /* place in the list of those to take first */
    int style;     /* ways in which it is not the style wanted */
    struct found found;
};

static bool ranks_before(const struct rank *a, const struct rank *b)
{
    if (a->family != b->family)
        return a->family < b->family;
    if (a->style != b->style)
        return a->style < b->style;
    if (a->found.version != b->found.version)
        return a->found.version > b->found.version;
    return strcmp(a->found.file, b->found.file) < 0;
}

static bool pattern_covers(const FcPattern *p, uint32_t code_point)
{
    FcCharSet *set;
    return code_point == 0 || (FcPatternGetCharSet(p, FC_CHARSET, 0, &set) == FcResultMatch && FcCharSetHasChar(set, code_point));
}

static bool read_rank(const FcPattern *p, const char *const *first, bool bold, bool italic, struct rank *out)
{
    struct fit fit = {0};
    FcChar8 *name;
    int styles = 0;

    for (int i = 0; i < 4; i++)
        styles |= has_style(p, i & 1, i & 2) << i;
    if (!styles || !read_pattern(p, bold, &fit) || FcPatternGetString(p, FC_FAMILY, 0, &name) != FcResultMatch)
        return false;
    *out = (struct rank){.style = !has_style(p, bold, italic) + !(has_style(p, bold, true) || has_style(p, bold, false)),
                         .found = fit.found};
    out->found.family = (const char *)name;
    while (first[out->family] && FcStrCmpIgnoreCase(name, (const FcChar8 *)first[out->family]) != 0)
        out->family++;
    return true;
}

bool finder_covering(const struct finder *f, uint32_t code_point, const char *const *first, bool bold, bool italic,
                     struct found *out)
{
    const FcFontSet *set = FcConfigGetFonts(f->config, FcSetSystem);
    struct rank best = {0};
    bool any = false;

    for (int i = 0; set && i < set->nfont; i++) {
        struct rank rank;
        if (pattern_covers(set->fonts[i], code_point) && read_rank(set->fonts[i], first, bold, italic, &rank) &&
            (!any || ranks_before(&rank, &best))) {
            best = rank;
            any = true;
        }
    }
    if (any)
        *out = best.found;
    return any;
}
