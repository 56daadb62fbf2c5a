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
        xml_open(&o->x, "text:list-style");
        xml_attr(&o->x, "style:name", odf_list_name(o, list));
        xml_attr(&o->x, "style:display-name", arena_printf(&o->arena, "Đánh số %d", list->id));
        for (int level = 0; level < list->n; level++)
            put_level(o, &list->levels[level], level + 1);
        xml_close(&o->x);
    }
}
