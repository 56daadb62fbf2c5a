/* Automatic styles (ODF 1.3 part 3, 3.15.3, 16.2): what deviates from a named style, and what ODF
 * keeps in styles only: widths of columns, borders and paddings of cells, the page that a block
 * begins.
 *
 * Idea: a style's key is its own XML without the name; equal keys share a name. Invariant: the
 * entries stand in order of first use, so the same document gives the same names. */
#include "odf/write.h"

#include <stdlib.h>

/* ---- the styles as XML ---- */

static void put_para(struct xml *x, const struct auto_style *s)
{
    xml_attr(x, "style:parent-style-name", s->as.para.style->id);
    xml_attr(x, "style:master-page-name", s->start.master);
    odf_para_props(x, s->as.para.own, s->as.para.base, s->start);
    odf_char_props(x, s->as.para.look, (struct char_base){.para = &s->as.para.style->chr});
}

static void put_text(struct xml *x, const struct auto_style *s)
{
    if (s->as.text.named)
        xml_attr(x, "style:parent-style-name", s->as.text.named->id);
    odf_char_props(x, s->as.text.chr, s->as.text.base);
}

static void put_table(struct xml *x, const struct auto_style *s)
{
    const struct table *t = s->as.table;
    double width = 0;
    for (size_t i = 0; i < t->columns; i++)
        width += t->widths[i];
    xml_attr(x, "style:master-page-name", s->start.master);
    xml_open(x, "style:table-properties");
    if (s->start.renumbers)
        xml_attr_int(x, "style:page-number", s->start.number);
    if (s->start.brk)
        xml_attr(x, "fo:break-before", s->start.brk);
    odf_length(x, "style:width", width);
    xml_attr(x, "table:align", t->align == ALIGN_CENTER ? "center" : t->align == ALIGN_RIGHT ? "right" : "left");
    odf_length(x, "fo:margin-left", t->left);
    odf_length(x, "fo:margin-top", 0);
    odf_length(x, "fo:margin-bottom", 0);
    xml_attr(x, "style:may-break-between-rows", "true");
    xml_attr(x, "table:border-model", "collapsing");
    xml_attr(x, "style:writing-mode", "lr-tb");
    xml_close(x);
}

static void put_column(struct xml *x, const struct auto_style *s)
{
    xml_open(x, "style:table-column-properties");
    odf_length(x, "style:column-width", s->as.width);
    xml_close(x);
}

static void put_row(struct xml *x, const struct auto_style *s)
{
    const struct row *r = s->as.row;
    xml_open(x, "style:table-row-properties");
    if (r->rule != LINE_MULTIPLE && r->height > 0)
        odf_length(x, r->rule == LINE_EXACT ? "style:row-height" : "style:min-row-height", r->height);
    xml_attr(x, "fo:keep-together", s->as.row->cant_split ? "always" : "auto");
    xml_close(x);
}

static void put_cell(struct xml *x, const struct auto_style *s)
{
    static const char *const aligns[] = {
        [VALIGN_TOP] = "top", [VALIGN_MIDDLE] = "middle", [VALIGN_BOTTOM] = "bottom"};
    const struct cell *c = s->as.cell.cell;
    struct buf line = {0};
    if (s->as.cell.border > 0) {
        buf_number(&line, s->as.cell.border, 3);
        buf_puts(&line, "pt solid #000000");
    } else {
        buf_puts(&line, "none");
    }
    xml_open(x, "style:table-cell-properties");
    xml_attr(x, "style:vertical-align", aligns[c->valign]);
    odf_length(x, "fo:padding-top", c->pad_top);
    odf_length(x, "fo:padding-bottom", c->pad_bottom);
    odf_length(x, "fo:padding-left", c->pad_left);
    odf_length(x, "fo:padding-right", c->pad_right);
    if (c->edge) {
        odf_line(x, "fo:border-top", c->edge->top);
        odf_line(x, "fo:border-bottom", c->edge->bottom);
        odf_line(x, "fo:border-left", c->edge->left);
        odf_line(x, "fo:border-right", c->edge->right);
    } else {
        xml_attr(x, "fo:border", line.p);
    }
    if (c->fill.on)
        odf_ground(x, "fo:background-color", c->fill);
    if (c->turn != TURN_NONE)
        xml_attr(x, "style:writing-mode", "tb-rl");
    xml_close(x);
    buf_release(&line);
}

/* A picture stands on the baseline like a letter. */
static void put_frame(struct xml *x, const struct auto_style *s)
{
    if (s->as.frame.placement || s->as.frame.shape || s->as.frame.image) {
        odf_frame_props(x, s);
        return;
    }
    xml_open(x, "style:graphic-properties");
    odf_length(x, "fo:margin", 0);
    odf_length(x, "fo:padding", 0);
    xml_attr(x, "fo:border", "none");
    xml_attr(x, "style:vertical-pos", "top");
    xml_attr(x, "style:vertical-rel", "baseline");
    xml_close(x);
}

/* What stands at a place of the page: the text below it is not moved. Without a parent LibreOffice would make a drawing
 * of the text box, with the looks of one. */
static void put_mark(struct xml *x, const struct auto_style *s)
{
    (void)s;
    xml_attr(x, "style:parent-style-name", ODF_FRAME);
    xml_open(x, "style:graphic-properties");
    odf_length(x, "fo:margin", 0);
    odf_length(x, "fo:padding", 0);
    xml_attr(x, "fo:border", "none");
    xml_attr(x, "style:wrap", "run-through");
    xml_attr(x, "style:run-through", "foreground");
    xml_attr(x, "style:flow-with-text", "false");
    xml_attr(x, "style:vertical-pos", "from-top");
    xml_attr(x, "style:vertical-rel", "page");
    xml_attr(x, "style:horizontal-pos", "from-left");
    xml_attr(x, "style:horizontal-rel", "page-content");
    xml_close(x);
}

static void put_section(struct xml *x, const struct auto_style *s)
{
    xml_open(x, "style:section-properties");
    odf_columns(x, s->as.columns);
    xml_close(x);
}

static const struct family_row {
    const char *family, *prefix;
    void (*put)(struct xml *x, const struct auto_style *s);
} families[] = {
    [AUTO_PARA] = {.family = "paragraph", .prefix = "P", .put = put_para},
    [AUTO_TEXT] = {.family = "text", .prefix = "T", .put = put_text},
    [AUTO_TABLE] = {.family = "table", .prefix = "Bang", .put = put_table},
    [AUTO_COLUMN] = {.family = "table-column", .prefix = "Cot", .put = put_column},
    [AUTO_ROW] = {.family = "table-row", .prefix = "Dong", .put = put_row},
    [AUTO_CELL] = {.family = "table-cell", .prefix = "O", .put = put_cell},
    [AUTO_FRAME] = {.family = "graphic", .prefix = "Khung", .put = put_frame},
    [AUTO_MARK] = {.family = "graphic", .prefix = "Dau", .put = put_mark},
    [AUTO_SECTION] = {.family = "section", .prefix = "Phan", .put = put_section},
};

static void put_style(struct xml *x, const struct auto_style *s, const char *name)
{
    const struct family_row *row = &families[s->family];
    xml_open(x, "style:style");
    xml_attr(x, "style:name", name);
    xml_attr(x, "style:family", row->family);
    row->put(x, s);
    xml_close(x);
}

/* ---- the list ---- */

static uint32_t key_hash(struct span key)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < key.n; i++)
        h = (h ^ (unsigned char)key.p[i]) * 16777619u;
    return h;
}

/* The slot of the key, or the free one where it belongs. */
static uint32_t *find_slot(const struct auto_list *list, const char *key, uint32_t hash)
{
    size_t i = hash & (list->n_slots - 1);
    while (list->slots[i]) {
        const struct auto_entry *e = &list->v[list->slots[i] - 1];
        if (e->hash == hash && strcmp(e->key, key) == 0)
            break;
        i = (i + 1) & (list->n_slots - 1);
    }
    return &list->slots[i];
}

/* Room for one more at a load of at most one half; the number of slots is a power of two. */
static void make_room(struct auto_list *list)
{
    if (list->n < list->cap)
        return;
    MEM_ROOM(list->v, list->n, list->cap);
    free(list->slots);
    list->n_slots = list->cap * 2;
    list->slots = mem_alloc(list->n_slots * sizeof *list->slots);
    for (size_t i = 0; i < list->n; i++)
        *find_slot(list, list->v[i].key, list->v[i].hash) = (uint32_t)i + 1;
}

const char *auto_name(struct auto_list *list, const struct auto_style *style)
{
    struct buf key = {0};
    struct xml x = {.out = &key};
    put_style(&x, style, NULL);
    xml_end(&x);
    make_room(list);
    uint32_t hash = key_hash(buf_span(&key)), *slot = find_slot(list, key.p, hash);
    if (*slot == 0) {
        struct auto_entry *e = &list->v[list->n++];
        *e = (struct auto_entry){.style = *style, .hash = hash};
        e->key = arena_span(list->arena, buf_span(&key));
        e->name = arena_printf(list->arena, "%s%d", families[style->family].prefix,
                               ++list->numbers[style->family]);
        *slot = (uint32_t)list->n;
    }
    buf_release(&key);
    return list->v[*slot - 1].name;
}

void auto_write(struct xml *x, const struct auto_list *list)
{
    for (size_t i = 0; i < list->n; i++)
        put_style(x, &list->v[i].style, list->v[i].name);
}

void auto_release(struct auto_list *list)
{
    free(list->v);
    free(list->slots);
    *list = (struct auto_list){.arena = list->arena};
}
