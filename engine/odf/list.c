/* Lists that number headings (ODF 1.3 part 3, 5.3, 16.31 and 19.3): a list style a list, in the
 * document's named styles.
 *
 * The label is followed by a space, as the tree prints it, or by nothing where a line break comes;
 * the indents of a level are those of its headings' style, so it does not matter which of the two a
 * reader takes. */
#include "model/number.h"
#include "odf/format.h"
#include "odf/write.h"

/* Lists of the same levels have one style. */
static const struct numbering *styled(const struct numbering *list)
{
    return list->shares && list->shares->levels == list->levels ? list->shares : list;
}

static const char *list_name(struct odf *o, const struct numbering *list)
{
    return arena_printf(&o->arena, "DanhSo%d", styled(list)->id);
}

/* ---- lists that were read ---- */

static char *label_style(struct odf *o, const struct numbering *list, int level)
{
    return arena_printf(&o->arena, "Nhan%d-%d", list->id, level);
}

/* What ODF 1.3 can say of a pattern: text, the numbers of some levels down to its own with a dot between them, and text
 * (19.880, 19.882, 19.797). */
struct said {
    struct span before;
    const char *after;
    int shown;      /* 0: the number of its own level does not stand in it */
    bool all;       /* nothing else is in the pattern */
};

static int number_at(const char *p)
{
    return *p == '%' && p[1] >= '1' && p[1] <= '9' ? p[1] - '0' : 0;
}

static struct said said_of(const struct numbering *list, int level)
{
    const char *pattern = list->levels[level - 1].pattern, *first = NULL, *last = NULL;
    struct said out = {.after = "", .all = true};
    for (const char *p = pattern; *p; p++) {
        const int n = number_at(p);
        if (!n)
            continue;
        const bool joined = !last || (p == last + 3 && last[2] == '.' && n == number_at(last) + 1);
        out.all = out.all && joined && list->levels[n - 1].format != NUMBERING_NONE && list->levels[n - 1].format != NUMBERING_BULLET;
        if (!first)
            first = p;
        last = p++;
    }
    if (!first || number_at(last) != level) {
        out.before = span_of(first ? "" : pattern);
        out.all = !first;
        for (const char *p = pattern; *p; p++)
            out.shown = number_at(p) == level ? 1 : out.shown;
        return out;
    }
    out.before = span_make(pattern, (size_t)(first - pattern));
    out.after = last + 2;
    for (const char *p = first; p <= last; p++)
        out.shown += number_at(p) > 0;
    return out;
}

/* LibreOffice's attribute, which ODF 1.4 has taken over, says the whole of it: "%1%.%2%)". */
static void put_list_format(struct xml *x, const char *pattern)
{
    struct buf b = {0};
    for (const char *p = pattern; *p; p++) {
        buf_putc(&b, *p);
        if (number_at(p)) {
            buf_putc(&b, *++p);
            buf_putc(&b, '%');
        }
    }
    xml_attr(x, "loext:num-list-format", b.p);
    buf_release(&b);
}

static void put_pattern(struct odf *o, const struct numbering *list, int level)
{
    const struct numbering_level *l = &list->levels[level - 1];
    const struct said said = said_of(list, level);
    struct xml *x = &o->x;
    if (!said.all)
        put_list_format(x, l->pattern);
    if (said.before.n)
        xml_attr(x, "style:num-prefix", arena_span(&o->arena, said.before));
    if (*said.after)
        xml_attr(x, "style:num-suffix", said.after);
    odf_format(x, said.shown ? l->format : NUMBERING_NONE);
    if (said.shown > 1)
        xml_attr_int(x, "text:display-levels", said.shown);
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
        put_pattern(o, list, level);
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
    odf_format(x, l->format);
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
        if (styled(list) != list)
            continue;
        put_label_styles(o, list);
        xml_open(&o->x, "text:list-style");
        xml_attr(&o->x, "style:name", list_name(o, list));
        xml_attr(&o->x, "style:display-name", arena_printf(&o->arena, "Đánh số %d", list->id));
        for (int level = 0; level < list->n; level++)
            if (list->levels[level].pattern)
                put_read_level(o, list, level + 1);
            else
                put_level(o, &list->levels[level], level + 1);
        xml_close(&o->x);
    }
}

/* ---- paragraphs in lists ---- */

/* What is printed of an upper level in figures stands in its own format there: that cannot be said in ODF. */
static bool can_say(const struct numbering *list, int level)
{
    const struct numbering_level *l = &list->levels[level];
    for (const char *p = l->legal ? l->pattern : ""; *p; p++)
        if (number_at(p) && list->levels[number_at(p) - 1].format != NUMBERING_DECIMAL)
            return false;
    return true;
}

bool odf_listed(const struct para *p)
{
    const struct numbering *list = p->numbering;
    return list && (!list->levels[p->number_level].pattern || can_say(list, p->number_level));
}

/* The number that an item says, since a reader would count another; -1: it says none. */
static long start_of(struct list_state *base, struct list_state *own, const struct numbering *list, int level)
{
    const struct numbering_level *l = &list->levels[level];
    long *seen = base->seen;
    if (!l->pattern)
        return -1;
    numbering_step(list, level, &base->count, &own->begun);
    const long would = seen[level] < 0 ? l->start : seen[level] + 1, is = base->count.n[level];
    for (int i = 0; i < level; i++)
        seen[i] = seen[i] < 0 ? base->count.n[i] : seen[i];
    seen[level] = is;
    for (int i = level + 1; i < NUMBERING_LEVELS; i++)
        seen[i] = -1;
    return is == would || l->format == NUMBERING_BULLET || l->format == NUMBERING_NONE ? -1 : is;
}

static struct list_state *states(struct odf *o)
{
    const size_t n = (size_t)o->doc->numberings.n;
    if (o->lists)
        return o->lists;
    o->lists = ARENA_NEWS(&o->arena, n + 1, struct list_state);
    odf_lists_part(o);
    return o->lists;
}

void odf_lists_part(struct odf *o)
{
    for (int i = 0; o->lists && i < o->doc->numberings.n; i++) {
        o->lists[i].named = false;
        for (int level = 0; level < NUMBERING_LEVELS; level++)
            o->lists[i].seen[level] = -1;
    }
}

/* A numbered paragraph stands alone in its list, as deep as its level; later ones of the same list
 * go on from the first (5.3.1, text:continue-list). */
void odf_list_open(struct odf *o, const struct para *p)
{
    const struct numbering *list = p->numbering, *base = list->shares ? list->shares : list;
    struct list_state *state = &states(o)[base->id - 1];
    char *id = arena_printf(&o->arena, "ds%d%s", base->id, o->margins ? "t" : "");
    const long start = start_of(state, &o->lists[list->id - 1], list, p->number_level);
    xml_open(&o->x, "text:list");
    xml_attr(&o->x, "xml:id", state->named ? NULL : id);
    xml_attr(&o->x, "text:style-name", list_name(o, list));
    xml_attr(&o->x, "text:continue-list", state->named ? id : NULL);
    for (int i = 0; i <= p->number_level; i++) {
        if (i > 0)
            xml_open(&o->x, "text:list");
        xml_open(&o->x, "text:list-item");
    }
    if (start >= 0)
        xml_attr_int(&o->x, "text:start-value", start);
    state->named = true;
}

void odf_list_close(struct odf *o, const struct para *p)
{
    for (int i = 0; i <= p->number_level; i++) {
        xml_close(&o->x);
        xml_close(&o->x);
    }
}
