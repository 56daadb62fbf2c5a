/* Formatting of paragraphs: w:pPr (ECMA-376-1:2016, 17.3.1), laid over what holds already. */
#include <math.h>

#include "ooxml/read_look.h"

enum { TABS_MAX = 64, INDENT_MAX = 1584, LINE_MAX_PT = 1584, LINE_MAX_FACTOR = 132 };
static const double TAB_SAME = 0.051;    /* stops nearer than this are one: a twip */
static const double LINE_UNIT = 12;      /* of w:beforeLines where no grid is: 240 twips */

static double between(double v, double low, double high)
{
    return v < low ? low : v > high ? high : v;
}

/* ---- indents ---- */

/* An indent in twips, else in hundredths of a character as wide as the font is high (17.3.1.12). Word keeps both alike. */
static bool indent_of(const xmlNode *n, const char *name, const char *other, const char *chars,
                      const char *other_chars, double size, double *out)
{
    const char *s = attr(n, name), *c = attr(n, chars);
    long hundredths;
    double v;

    s = s ? s : attr(n, other);
    c = c ? c : attr(n, other_chars);
    if (to_points(s, &v))
        *out = between(v, -INDENT_MAX, INDENT_MAX);
    else if (to_int(c, &hundredths))
        *out = between((double)hundredths * size / 100, -INDENT_MAX, INDENT_MAX);
    else
        return false;
    return true;
}

static void read_indents(const xmlNode *n, double size, struct para_props *io)
{
    double v;

    indent_of(n, "left", "start", "leftChars", "startChars", size, &io->left);
    indent_of(n, "right", "end", "rightChars", "endChars", size, &io->right);
    if (indent_of(n, "hanging", "hanging", "hangingChars", "hangingChars", size, &v) && (v > 0 || !attr(n, "firstLine")))
        io->first = v > 0 ? -v : 0;
    else if (indent_of(n, "firstLine", "firstLine", "firstLineChars", "firstLineChars", size, &v))
        io->first = v;
}

/* ---- spacing ---- */

/* `space`: of w:beforeAutospacing. Whether it holds and what length is said are two things that a paragraph inherits by
 * themselves: a length does not put out what a style switched on (measured on a paper printed by Word). */
static void read_space(const xmlNode *n, const char *name, const char *lines, const char *automatic, double space,
                       struct para_space *said, double *io)
{
    const char *switched = attr(n, automatic);
    long hundredths = 0;
    double v;

    if (!attr(n, name) && !attr(n, lines) && !switched)
        return;
    if (to_points(attr(n, name), &v))
        said->length = between(v, 0, LINE_MAX_PT);
    if (to_int(attr(n, lines), &hundredths) && hundredths > 0)
        said->length = between((double)hundredths / 100 * LINE_UNIT, 0, LINE_MAX_PT);
    if (switched)
        said->automatic = to_on(switched, false);
    *io = said->automatic ? space : said->length;
}

static void read_spacing(const xmlNode *n, double automatic, struct para_props *io, struct para_more *more)
{
    static const char *const RULES[] = {[LINE_MULTIPLE] = "auto", [LINE_EXACT] = "exact", [LINE_AT_LEAST] = "atLeast"};
    const char *rule = attr(n, "lineRule");
    int i = name_index(rule, RULES, 3);
    double line;

    read_space(n, "before", "beforeLines", "beforeAutospacing", automatic, &more->before, &io->before);
    read_space(n, "after", "afterLines", "afterAutospacing", automatic, &more->after, &io->after);
    if (!to_points(attr(n, "line"), &line))
        return;
    io->line_rule = i < 0 ? LINE_MULTIPLE : (enum line_rule)i;
    /* Word takes a negative height as an exact one, and none as a single line. */
    if (line < 0)
        io->line_rule = LINE_EXACT;
    line = fabs(line);
    if (!(line > 0)) {
        io->line_rule = LINE_MULTIPLE;
        line = LINE_UNIT;
    }
    io->line = io->line_rule == LINE_MULTIPLE ? between(line / LINE_UNIT, 0.05, LINE_MAX_FACTOR) : between(line, 0.05, LINE_MAX_PT);
}

/* ---- tabs ---- */

char leader_of(const char *s)
{
    static const struct {
        const char *name;
        char c;
    } LEADERS[] = {{"dot", '.'}, {"middleDot", '.'}, {"hyphen", '-'}, {"underscore", '_'}, {"heavy", '_'}};

    for (size_t i = 0; s && i < sizeof LEADERS / sizeof LEADERS[0]; i++)
        if (strcmp(s, LEADERS[i].name) == 0)
            return LEADERS[i].c;
    return 0;
}

static const struct {
    const char *name;
    enum tab_align align;
} TAB_KINDS[] = {{"left", TAB_LEFT}, {"start", TAB_LEFT}, {"num", TAB_LEFT}, {"center", TAB_CENTER}, {"right", TAB_RIGHT},
                 {"end", TAB_RIGHT}, {"decimal", TAB_DECIMAL}, {"bar", TAB_BAR}};

/* Takes the stop at `at` out of the list. */
static size_t without(struct tab *v, size_t n, double at)
{
    size_t k = 0;

    for (size_t i = 0; i < n; i++)
        if (fabs(v[i].at - at) > TAB_SAME)
            v[k++] = v[i];
    return k;
}

static size_t with(struct tab *v, size_t n, struct tab tab)
{
    size_t i = n = without(v, n, tab.at);

    if (n == TABS_MAX)
        return n;
    for (; i > 0 && v[i - 1].at > tab.at; i--)
        v[i] = v[i - 1];
    v[i] = tab;
    return n + 1;
}

static void read_tabs(struct reader *r, const xmlNode *tabs, struct para_props *io)
{
    struct tab v[TABS_MAX], *kept;
    size_t n = io->n_tabs < TABS_MAX ? io->n_tabs : TABS_MAX;

    if (n)
        memcpy(v, io->tabs, n * sizeof *v);
    for (const xmlNode *t = first_element(tabs); t; t = next_element(t)) {
        const char *kind = val(t);
        struct tab tab = {.leader = leader_of(attr(t, "leader"))};

        if (!is_w(t, "tab") || !kind || !to_points(attr(t, "pos"), &tab.at))
            continue;
        if (strcmp(kind, "clear") == 0)
            n = without(v, n, tab.at);
        for (size_t i = 0; i < sizeof TAB_KINDS / sizeof TAB_KINDS[0]; i++)
            if (strcmp(kind, TAB_KINDS[i].name) == 0) {
                tab.align = TAB_KINDS[i].align;
                n = with(v, n, tab);
                break;
            }
    }
    kept = n ? ARENA_NEWS(&r->doc->arena, n, struct tab) : NULL;
    if (n)
        memcpy(kept, v, n * sizeof *v);
    io->tabs = kept;
    io->n_tabs = n;
}

/* ---- the rest ---- */

static void read_edge(struct reader *r, const xmlNode *edges, const char *name, struct border *io)
{
    const xmlNode *n = child_w(edges, name);

    if (n)
        *io = read_border(r, n);
}

static void read_edges(struct reader *r, const xmlNode *n, struct para_props *io)
{
    read_edge(r, n, "top", &io->edge.top);
    read_edge(r, n, "bottom", &io->edge.bottom);
    read_edge(r, n, "left", &io->edge.left);
    read_edge(r, n, "right", &io->edge.right);
    read_edge(r, n, "between", &io->between);
}

static void read_align(const xmlNode *n, struct para_props *io)
{
    static const struct {
        const char *name;
        enum align align;
    } NAMES[] = {{"left", ALIGN_LEFT}, {"start", ALIGN_LEFT}, {"center", ALIGN_CENTER}, {"right", ALIGN_RIGHT}, {"end", ALIGN_RIGHT},
                 {"both", ALIGN_JUSTIFY}, {"distribute", ALIGN_DISTRIBUTE}, {"thaiDistribute", ALIGN_JUSTIFY},
                 {"lowKashida", ALIGN_JUSTIFY}, {"mediumKashida", ALIGN_JUSTIFY}, {"highKashida", ALIGN_JUSTIFY}};
    const char *s = val(n);

    for (size_t i = 0; s && i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (strcmp(s, NAMES[i].name) == 0)
            io->align = NAMES[i].align;
}

static void read_list_place(const xmlNode *n, struct para_more *more)
{
    long v;

    if (to_int(val(child_w(n, "ilvl")), &v))
        more->level = v < 0 ? 0 : v >= NUMBERING_LEVELS ? NUMBERING_LEVELS - 1 : v;
    if (to_int(val(child_w(n, "numId")), &v))
        more->list = v < 0 ? 0 : v;
}

void look_ppr(struct reader *r, const xmlNode *ppr, double size, struct para_props *io, struct para_more *more)
{
    static const struct {
        const char *name;
        size_t at;
    } SWITCHES[] = {
        {"keepNext", offsetof(struct para_props, keep_next)}, {"keepLines", offsetof(struct para_props, keep_lines)},
        {"pageBreakBefore", offsetof(struct para_props, page_break_before)},
        {"widowControl", offsetof(struct para_props, widow_control)},
        {"contextualSpacing", offsetof(struct para_props, contextual)},
        {"suppressLineNumbers", offsetof(struct para_props, unnumbered)},
    };

    for (const xmlNode *n = first_element(ppr); n; n = next_element(n)) {
        const char *name = (const char *)n->name;

        if (ns_of(n) != NS_W)
            continue;
        for (size_t i = 0; i < sizeof SWITCHES / sizeof SWITCHES[0]; i++)
            if (strcmp(name, SWITCHES[i].name) == 0)
                *(bool *)((char *)io + SWITCHES[i].at) = on_off(n);
        if (strcmp(name, "ind") == 0) {
            read_indents(n, size, io);
        } else if (strcmp(name, "spacing") == 0) {
            read_spacing(n, r->styles->auto_space, io, more);
        } else if (strcmp(name, "jc") == 0) {
            read_align(n, io);
        } else if (strcmp(name, "tabs") == 0) {
            read_tabs(r, n, io);
        } else if (strcmp(name, "pBdr") == 0) {
            read_edges(r, n, io);
        } else if (strcmp(name, "shd") == 0) {
            read_shading(r, n, &io->fill);
        } else if (strcmp(name, "numPr") == 0) {
            read_list_place(n, more);
        } else if (strcmp(name, "outlineLvl") == 0) {
            long v;

            if (to_int(val(n), &v))
                more->outline = v < 0 || v > 9 ? 9 : (int)v;
        }
    }
}
