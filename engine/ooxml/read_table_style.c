/* Table styles with their conditional formats (ECMA-376-1:2016, 17.7.6).
 *
 * A table style is a row of areas, the whole table first and the corners last; what an area says lies over the areas before
 * it, and within an area what a style says over what its base says. Formatting of text goes below the paragraph styles
 * (17.7.2), so it is only collected here. */
#include "ooxml/read_look.h"

static const char *const AREA_NAMES[AREA__COUNT] = {"wholeTable", "band1Vert", "band2Vert", "band1Horz", "band2Horz", "firstRow",
                                                    "lastRow", "firstCol", "lastCol", "nwCell", "neCell", "swCell", "seCell"};
enum { LOOK_FIRST_ROW = 0x20, LOOK_LAST_ROW = 0x40, LOOK_FIRST_COLUMN = 0x80, LOOK_LAST_COLUMN = 0x100, LOOK_NO_ROW_BANDS = 0x200,
       LOOK_NO_COLUMN_BANDS = 0x400 };

struct text_look {
    unsigned areas;
    struct cell_look look;
    struct text_look *next;
};
struct table_style {
    const struct raw_style *chain[CHAIN_MAX];
    size_t n;
    const xmlNode *area[AREA__COUNT][CHAIN_MAX]; /* by the chain, the base first; NULL: says nothing */
    unsigned present;                            /* areas that anybody says something of */
    int row_band, column_band;                   /* rows and columns in a band */
    struct text_look *looks;
};

/* ---- reading ---- */

static void read_area(struct table_style *t, size_t i, const xmlNode *n)
{
    int area = name_index(attr(n, "type"), AREA_NAMES, AREA__COUNT);

    if (area < 0 || area == AREA_WHOLE)
        return;
    t->area[area][i] = n;
    t->present |= 1u << area;
}

static void read_band(const xmlNode *tbl, const char *name, int *io)
{
    long v;

    if (to_int(val(child_w(tbl, name)), &v) && v > 0 && v < 1000)
        *io = (int)v;
}

const struct table_style *table_style(struct reader *r, const char *id)
{
    struct raw_style *raw = style_find(r, id, "table");
    struct table_style *t;

    raw = raw ? raw : r->styles->table;
    if (raw->table)
        return raw->table;
    t = ARENA_NEW(&r->doc->arena, struct table_style);
    raw->table = t;
    t->n = style_chain(raw, t->chain);
    t->row_band = t->column_band = 1;
    t->present = 1u << AREA_WHOLE;
    for (size_t i = 0; i < t->n; i++) {
        const xmlNode *tbl = child_w(t->chain[i]->node, "tblPr");

        read_band(tbl, "tblStyleRowBandSize", &t->row_band);
        read_band(tbl, "tblStyleColBandSize", &t->column_band);
        t->area[AREA_WHOLE][i] = t->chain[i]->node;
        for (const xmlNode *n = first_element(t->chain[i]->node); n; n = next_element(n))
            if (is_w(n, "tblStylePr"))
                read_area(t, i, n);
    }
    return t;
}

/* ---- where a cell stands ---- */

unsigned table_look_flags(const xmlNode *n)
{
    static const struct {
        const char *name;
        unsigned bit;
    } FLAGS[] = {{"firstRow", LOOK_FIRST_ROW}, {"lastRow", LOOK_LAST_ROW}, {"firstColumn", LOOK_FIRST_COLUMN},
                 {"lastColumn", LOOK_LAST_COLUMN}, {"noHBand", LOOK_NO_ROW_BANDS}, {"noVBand", LOOK_NO_COLUMN_BANDS}};
    const char *bits = val(n);
    unsigned flags = 0;

    if (!n)
        return LOOK_NO_ROW_BANDS | LOOK_NO_COLUMN_BANDS;
    for (int i = 0; bits && bits[i] && i < 8; i++) {
        char c = bits[i];

        flags = flags << 4 | (unsigned)(c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 0);
    }
    for (size_t i = 0; i < sizeof FLAGS / sizeof FLAGS[0]; i++) {
        const char *s = attr(n, FLAGS[i].name);

        if (s)
            flags = to_on(s, false) ? flags | FLAGS[i].bit : flags & ~FLAGS[i].bit;
    }
    return flags;
}

/* Bands are counted behind the first row or column where that is set apart. */
static unsigned band(int at, bool first, int size, enum table_area one, enum table_area two)
{
    return 1u << ((at - first) / size % 2 ? two : one);
}

unsigned table_areas(const struct table_style *s, unsigned look, int row, int rows, int column, int columns)
{
    bool top = look & LOOK_FIRST_ROW && row == 0, bottom = look & LOOK_LAST_ROW && row == rows - 1;
    bool left = look & LOOK_FIRST_COLUMN && column == 0, right = look & LOOK_LAST_COLUMN && column == columns - 1;
    unsigned areas = 1u << AREA_WHOLE;

    if (!(look & LOOK_NO_ROW_BANDS) && !top && !bottom)
        areas |= band(row, look & LOOK_FIRST_ROW, s->row_band, AREA_BAND1_ROW, AREA_BAND2_ROW);
    if (!(look & LOOK_NO_COLUMN_BANDS) && !left && !right)
        areas |= band(column, look & LOOK_FIRST_COLUMN, s->column_band, AREA_BAND1_COLUMN, AREA_BAND2_COLUMN);
    areas |= (unsigned)top << AREA_FIRST_ROW | (unsigned)bottom << AREA_LAST_ROW;
    areas |= (unsigned)left << AREA_FIRST_COLUMN | (unsigned)right << AREA_LAST_COLUMN;
    areas |= (unsigned)(top && left) << AREA_NW | (unsigned)(top && right) << AREA_NE;
    areas |= (unsigned)(bottom && left) << AREA_SW | (unsigned)(bottom && right) << AREA_SE;
    return areas & s->present;
}

/* ---- what the areas say ---- */

size_t table_style_nodes(const struct table_style *s, unsigned areas, const char *name, const xmlNode **out, size_t max)
{
    size_t n = 0;

    for (int a = 0; a < AREA__COUNT; a++)
        for (size_t i = 0; areas & 1u << a && i < s->n && n < max; i++) {
            const xmlNode *found = child_w(s->area[a][i], name);

            if (found)
                out[n++] = found;
        }
    return n;
}

const struct cell_look *cell_look(struct reader *r, const struct cell_text *cell)
{
    struct table_style *s = cell ? (struct table_style *)cell->style : NULL;
    struct text_look *t = s ? s->looks : NULL;
    size_t most = s ? AREA__COUNT * s->n + 1 : 0;

    while (t && t->areas != cell->areas)
        t = t->next;
    if (s && !t) {
        t = ARENA_NEW(&r->doc->arena, struct text_look);
        *t = (struct text_look){.areas = cell->areas, .next = s->looks};
        t->look.ppr = ARENA_NEWS(&r->doc->arena, most, const xmlNode *);
        t->look.rpr = ARENA_NEWS(&r->doc->arena, most, const xmlNode *);
        t->look.n_ppr = table_style_nodes(s, cell->areas, "pPr", t->look.ppr, most);
        t->look.n_rpr = table_style_nodes(s, cell->areas, "rPr", t->look.rpr, most);
        s->looks = t;
    }
    return t && (t->look.n_ppr || t->look.n_rpr) ? &t->look : NULL;
}
