/* Lists that number headings (ODF 1.3 part 3, 5.3, 16.31 and 19.3): a list style a list, in the
 * document's named styles.
 *
 * The label is followed by a space, as the tree prints it, or by nothing where a line break comes;
 * the indents of a level are those of its headings' style, so it does not matter which of the two a
 * reader takes. */
#include "odf/write.h"

const char *odf_list_name(struct odf *o, const struct numbering *list)
{
    return arena_printf(&o->arena, "DanhSo%d", list->id);
}

/* ---- lists that were read ---- */

static const char *const formats[] = {
    [NUMBERING_DECIMAL] = "1", [NUMBERING_ROMAN] = "I", [NUMBERING_LOWER_ROMAN] = "i", [NUMBERING_LETTER] = "A",
    [NUMBERING_LOWER_LETTER] = "a", [NUMBERING_DECIMAL_ZERO] = "1", [NUMBERING_ORDINAL] = "1", [NUMBERING_WORDS] = "1",
    [NUMBERING_BULLET] = "", [NUMBERING_NONE] = "", [NUMBERING_CHICAGO] = "1", [NUMBERING_DASH] = "1"};

static char *label_style(struct odf *o, const struct numbering *list, int level)
{
    return arena_printf(&o->arena, "Nhan%d-%d", list->id, level);
}

const char *odf_number_format(enum numbering_format format)
{
    return formats[format];
}

/* ODF knows text, the numbers of some levels with a dot between them, and text (19.880, 19.882, 19.797): what stands between
 * the numbers of another pattern is lost. */
static void put_pattern(struct odf *o, const struct numbering_level *l, int level)
{
    const char *first = strchr(l->pattern, '%'), *last = strrchr(l->pattern, '%');
    struct xml *x = &o->x;
    int shown = 0;
    bool counted = first && last[1] == '0' + level;
    for (const char *p = first; p; p = strchr(p + 1, '%'))
        shown++;
    if (!counted) { /* a label that does not count */
        xml_attr(x, "style:num-prefix", *l->pattern && !first ? l->pattern : NULL);
        xml_attr(x, "style:num-format", "");
        return;
    }
    if (first != l->pattern)
        xml_attr(x, "style:num-prefix", arena_span(&o->arena, span_make(l->pattern, (size_t)(first - l->pattern))));
    if (last[2])
        xml_attr(x, "style:num-suffix", last + 2);
    xml_attr(x, "style:num-format", formats[l->format]);
    if (l->format == NUMBERING_LETTER || l->format == NUMBERING_LOWER_LETTER)
        xml_attr(x, "style:num-letter-sync", "true");
    if (shown > 1)
        xml_attr_int(x, "text:display-levels", shown < level ? shown : level);
    if (l->start != 1)
        xml_attr_int(x, "text:start-value", l->start);
}

static void put_read_level(struct odf *o, const struct numbering *list, int level)
{
    static const char *const followed[] = {[SUFFIX_SPACE] = "space", [SUFFIX_TAB] = "listtab", [SUFFIX_NOTHING] = "nothing"};
    const struct numbering_level *l = &list->levels[level - 1];
    bool bullet = l->format == NUMBERING_BULLET && *l->pattern;
    struct xml *x = &o->x;
    xml_open(x, bullet ? "text:list-level-style-bullet" : "text:list-level-style-number");
    xml_attr_int(x, "text:level", level);
    xml_attr(x, "text:style-name", l->label_chr ? label_style(o, list, level) : NULL);
    if (bullet)
        xml_attr(x, "text:bullet-char", l->pattern);
    else
        put_pattern(o, l, level);
    xml_open(x, "style:list-level-properties");
    if (l->align != ALIGN_LEFT)
        xml_attr(x, "fo:text-align", l->align == ALIGN_RIGHT ? "end" : "center");
    xml_attr(x, "text:list-level-position-and-space-mode", "label-alignment");
    xml_open(x, "style:list-level-label-alignment");
    xml_attr(x, "text:label-followed-by", followed[l->suffix]);
    if (l->para && l->suffix == SUFFIX_TAB)
        odf_length(x, "text:list-tab-stop-position", l->para->left);
    if (l->para) {
        odf_length(x, "fo:text-indent", l->para->first);
        odf_length(x, "fo:margin-left", l->para->left);
    }
    xml_close(x);
    xml_close(x);
    xml_close(x);
}

/* The looks of labels, as character styles. */
static void put_label_styles(struct odf *o, const struct numbering *list)
{
    for (int level = 1; level <= list->n; level++) {
        const struct numbering_level *l = &list->levels[level - 1];
        if (!l->pattern || !l->label_chr)
            continue;
        xml_open(&o->x, "style:style");
        xml_attr(&o->x, "style:name", label_style(o, list, level));
        xml_attr(&o->x, "style:family", "text");
        odf_char_props(&o->x, l->label_chr, (struct char_base){.para = &o->doc->body->chr});
        xml_close(&o->x);
    }
}

static void put_level(struct odf *o, const struct numbering_level *l, int level)
{
    struct xml *x = &o->x;
    xml_open(x, "text:list-level-style-number");
    xml_attr_int(x, "text:level", level);
    xml_attr(x, "text:style-name", l->label ? l->label->id : NULL);
    xml_attr(x, "style:num-prefix", *l->before ? l->before : NULL);
    xml_attr(x, "style:num-suffix", *l->after ? l->after : NULL);
    xml_attr(x, "style:num-format", l->format == NUMBERING_ROMAN ? "I" : "1");
    if (l->shown > 1)
        xml_attr_int(x, "text:display-levels", l->shown);
    xml_open(x, "style:list-level-properties");
    xml_attr(x, "text:list-level-position-and-space-mode", "label-alignment");
    xml_open(x, "style:list-level-label-alignment");
    xml_attr(x, "text:label-followed-by", l->alone ? "nothing" : "space");
    odf_length(x, "fo:text-indent", l->style->para.first);
    odf_length(x, "fo:margin-left", l->style->para.left);
    xml_close(x);
    xml_close(x);
    xml_close(x);
}

void odf_lists(struct odf *o)
{
    for (int i = 0; i < o->doc->numberings.n; i++) {
        const struct numbering *list = o->doc->numberings.v[i];
        put_label_styles(o, list);
        xml_open(&o->x, "text:list-style");
        xml_attr(&o->x, "style:name", odf_list_name(o, list));
        xml_attr(&o->x, "style:display-name", arena_printf(&o->arena, "Đánh số %d", list->id));
        for (int level = 0; level < list->n; level++)
            if (list->levels[level].pattern)
                put_read_level(o, list, level + 1);
            else
                put_level(o, &list->levels[level], level + 1);
        xml_close(&o->x);
    }
}
