/* Lists of Markdown and HTML in DOCX: the template's list styles or lists when it has them, else a list is made. Every list is
 * one of its own, so it counts from its start. */
#include "fill/docx_write.h"
#include "fill/lists.h"

/* { "-", "+", … }: the signs of a dash list by level, as Vietnamese papers have them; decimal numbers by level. */
static void put_form(const char *id, bool ordered, const char *mark, struct buf *out)
{
    buf_printf(out, "<w:abstractNum w:abstractNumId=\"%s\"><w:multiLevelType w:val=\"hybridMultilevel\"/>", id);
    for (int i = 0; i < LISTS_LEVELS; i++) {
        buf_printf(out, "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"1\"/>", i);
        if (ordered)
            buf_printf(out, "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%%%d%s\"/>", i + 1, mark[strlen(mark) - 1] == ')' ? ")" : ".");
        else
            buf_printf(out, "<w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"%s\"/>", (i % 2 == 0) == (*mark != '+') ? "-" : "+");
        buf_printf(out, "<w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"%d\" w:hanging=\"%d\"/></w:pPr></w:lvl>",
                   MARKUP_INDENT * 2 * (i + 1), MARKUP_INDENT);
    }
    buf_puts(out, "</w:abstractNum>");
}

/* The form that the template has for it, or one that is made: once for a filling. */
static const char *form_of(struct markup *m, bool ordered, const char *mark, const char *style)
{
    struct rich *r = m->r;
    const char *list = style ? styles_list(r, span_of(style), &m->list_level) : NULL, *form = list ? lists_form(r, list) : NULL;
    struct buf b = {0};
    size_t kind = (size_t)ordered * 2 + (ordered ? mark[strlen(mark) - 1] == ')' : *mark == '+');

    form = form ? lists_copy_form(r, form) : NULL;
    if (form)
        return form;
    m->list_level = m->level - 1;
    form = lists_find_form(r, ordered, mark, m->list_level);
    form = form ? lists_copy_form(r, form) : NULL;
    if (form)
        return form;
    if (!r->made_forms[kind]) {
        r->made_forms[kind] = lists_new_form(r);
        put_form(r->made_forms[kind], ordered, mark, &b);
        lists_add_form(r, buf_span(&b));
        buf_release(&b);
    }
    return r->made_forms[kind];
}

const char *docx_begin_list(struct markup *m, bool ordered, const char *mark, long start, const char *style)
{
    struct rich *r = m->r;
    const char *form = form_of(m, ordered, mark, style), *id;
    struct buf b = {0};

    for (int i = 0; i < LISTS_LEVELS; i++)
        buf_printf(&b, "<w:lvlOverride w:ilvl=\"%d\"><w:startOverride w:val=\"%ld\"/></w:lvlOverride>", i, i == m->list_level ? start : 1);
    id = lists_add(r, form, ordered ? buf_span(&b) : SPAN(""));
    buf_release(&b);
    return id;
}

void docx_begin_item(struct markup *m, const char *list)
{
    m->list = list;
}

void docx_end_list(struct markup *m)
{
    (void)m; /* items are paragraphs */
}
