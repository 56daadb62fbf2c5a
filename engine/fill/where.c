/* Places of tags for messages, for what reads no tree of a part. */
#include "fill/where.h"

#include "base/diag/fill.h"
#include "package/xscan.h"

enum what { OTHER, PARAGRAPH, TABLE, ROW, CELL, BOX };

static enum what what_of(struct span name)
{
    static const struct { const char *name; enum what what; } rows[] = {
        {"p", PARAGRAPH}, {"h", PARAGRAPH}, {"tbl", TABLE}, {"table", TABLE}, {"tr", ROW}, {"table-row", ROW}, {"tc", CELL},
        {"table-cell", CELL}, {"covered-table-cell", CELL}, {"txbxContent", BOX}, {"text-box", BOX}};
    struct span local = xscan_local(name);

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (span_is(local, rows[i].name))
            return rows[i].what;
    return OTHER;
}

void where_begin(struct where *w, struct span name)
{
    switch (what_of(name)) {
    case PARAGRAPH:
        if (w->boxes)
            w->box_paragraph++;
        else if (!w->tables)
            w->paragraph++;
        break;
    case TABLE:
        if (!w->boxes && !w->tables) {
            w->table++;
            w->row = w->cell = 0;
        }
        w->tables += !w->boxes && w->tables < UINT16_MAX;
        break;
    case ROW:
        if (!w->boxes && w->tables == 1) {
            w->row++;
            w->cell = 0;
        }
        break;
    case CELL:
        w->cell += !w->boxes && w->tables == 1;
        break;
    case BOX:
        if (!w->boxes)
            w->box_paragraph = 0;
        w->boxes += w->boxes < UINT16_MAX;
        break;
    case OTHER:
        break;
    }
}

void where_end(struct where *w, struct span name)
{
    enum what what = what_of(name);

    if (what == TABLE && !w->boxes && w->tables)
        w->tables--;
    else if (what == BOX && w->boxes)
        w->boxes--;
}

static const char *step(struct arena *a, enum lang lang, const char *place, diag_code what, uint32_t number)
{
    return number ? arena_printf(a, "%s, %s %u", place, diag_text(what, lang), (unsigned)number) : place;
}

const char *where_place(struct arena *a, enum lang lang, const char *part, const struct where *w)
{
    const char *place = part;

    if (w->tables) {
        place = step(a, lang, place, DIAG_FILL_A_TABLE, w->table);
        place = step(a, lang, place, DIAG_FILL_A_ROW, w->row);
        place = step(a, lang, place, DIAG_FILL_A_CELL, w->cell);
    } else {
        place = step(a, lang, place, DIAG_FILL_A_PARAGRAPH, w->paragraph);
    }
    if (w->boxes) {
        place = arena_printf(a, "%s, %s", place, diag_text(DIAG_FILL_A_BOX, lang));
        place = step(a, lang, place, DIAG_FILL_A_PARAGRAPH, w->box_paragraph);
    }
    return place;
}

void where_reads(struct ctx *ctx, const char *place)
{
    const char *body = diag_text(DIAG_FILL_A_BODY, ctx->lang);
    size_t n = strlen(body);

    ctx->place = strncmp(place, body, n) == 0 && strncmp(place + n, ", ", 2) == 0 ? place + n + 2 : place;
}
