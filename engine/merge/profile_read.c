/* Reading a profile: one table of elements and attributes drives the reader and its diagnostics.
 *
 * The document is small and ours, but an office may write its own: everything that the table does not know
 * is an error with its place, DOCTYPEs are refused, and the finished profile is checked for what the merge
 * relies on. "than" as a number means "as the body" and is kept as NAN. */
#include "base/diag/merge.h"
#include "merge/profile_table.h"

#include <libxml/xmlreader.h>
#include <math.h>
#include <stdlib.h>

#include "text/text.h"

enum { ROWS_MAX = 1000 };

struct reading {
    struct ctx *ctx;
    struct profile *p;
    xmlTextReaderPtr reader;
    const struct element *stack[LIMIT_DEPTH];
    int depth;
    unsigned seen; /* bit i: profile_elements[i] occurred */
    bool head;     /* stop behind the root's start tag */
    bool ok;
};

static struct pos reading_pos(const struct reading *r)
{
    return (struct pos){r->p->file, xmlTextReaderGetParserLineNumber(r->reader),
                        xmlTextReaderGetParserColumnNumber(r->reader), NULL};
}

static bool read_number(const char *text, double *out)
{
    double value = 0, scale = 1;
    bool negative = *text == '-', digits = false;

    if (strcmp(text, "than") == 0) {
        *out = NAN;
        return true;
    }
    text += negative;
    for (; *text >= '0' && *text <= '9' && value < 1e6; text++, digits = true)
        value = value * 10 + (*text - '0');
    if (*text == '.')
        for (text++; *text >= '0' && *text <= '9' && scale < 1e6; text++, digits = true)
            value += (*text - '0') / (scale *= 10);
    *out = negative ? -value : value;
    return digits && *text == '\0';
}

/* "FF0000" */
static bool read_color(const char *text, uint32_t *out)
{
    size_t n = strspn(text, "0123456789ABCDEFabcdef");

    *out = (uint32_t)strtoul(text, NULL, 16);
    return n == 6 && text[n] == '\0';
}

static bool read_field(struct reading *r, const struct profile_field *f, const char *text, void *row)
{
    char *at = (char *)row + f->offset;

    switch (f->type) {
    case FIELD_TEXT:
        *(const char **)at = text_nfc(&r->p->arena, span_of(text));
        return true;
    case FIELD_NUMBER:
        if (strcmp(f->name, "cap") == 0) { /* the one whole number of the table */
            double v = 0;
            bool ok = read_number(text, &v) && v >= 0 && v <= 6;
            *(int *)at = ok ? (int)v : 0;
            return ok;
        }
        return read_number(text, (double *)at);
    case FIELD_BOOL:
        *(bool *)at = strcmp(text, "co") == 0;
        return *(bool *)at || strcmp(text, "khong") == 0;
    case FIELD_COLOR:
        return read_color(text, (uint32_t *)at);
    case FIELD_DATE:
        return date_parse(span_of(text), (struct date *)at);
    case FIELD_ENUM:
        for (int i = 0; f->names[i]; i++)
            if (strcmp(f->names[i], text) == 0) {
                *(int *)at = i;
                return true;
            }
        return false;
    }
    return false;
}

static void read_attributes(struct reading *r, const struct element *e, void *row)
{
    unsigned long seen = 0;

    for (int ok = xmlTextReaderMoveToFirstAttribute(r->reader); ok == 1;
         ok = xmlTextReaderMoveToNextAttribute(r->reader)) {
        const char *name = (const char *)xmlTextReaderConstName(r->reader);
        const char *value = (const char *)xmlTextReaderConstValue(r->reader);
        const struct profile_field *f = e->fields;

        if (xmlTextReaderIsNamespaceDecl(r->reader) == 1)
            continue;
        while (f->name && strcmp(f->name, name) != 0)
            f++;
        if (!f->name) {
            diag(r->ctx, DIAG_PROFILE_ATTRIBUTE, reading_pos(r), name, e->name);
            r->ok = false;
            continue;
        }
        seen |= 1ul << (f - e->fields);
        if (!read_field(r, f, value ? value : "", row)) {
            diag(r->ctx, DIAG_PROFILE_VALUE, reading_pos(r), value, name, e->name);
            r->ok = false;
        }
    }
    xmlTextReaderMoveToElement(r->reader);
    for (const struct profile_field *f = e->fields; f->name; f++)
        if (f->required && !(seen & (1ul << (f - e->fields)))) {
            diag(r->ctx, DIAG_PROFILE_MISSING, reading_pos(r), f->name, e->name);
            r->ok = false;
        }
}

/* The row that an element's fields go into. */
static void *element_row(struct reading *r, const struct element *e)
{
    struct profile *p = r->p;

    if (e->size) {
        void **list = (void **)((char *)p + e->list);
        size_t *count = (size_t *)((char *)p + e->count);

        if (*count >= ROWS_MAX)
            return NULL;
        *list = mem_resize(*list, *count + 1, e->size);
        memset((char *)*list + *count * e->size, 0, e->size);
        return (char *)*list + (*count)++ * e->size;
    }
    if (e->parent && strcmp(e->parent, "bo-cuc") == 0) {
        struct layout_rule *l = &p->layouts[p->n_layouts - 1];
        return l->n < LEVELS_MAX ? &l->levels[l->n++] : NULL;
    }
    return p;
}

static void read_element(struct reading *r)
{
    const char *name = (const char *)xmlTextReaderConstLocalName(r->reader);
    const char *parent = r->depth ? r->stack[r->depth - 1]->name : NULL;
    const struct element *e = NULL;
    void *row;

    for (size_t i = 0; i < profile_elements_count && !e; i++)
        if (strcmp(profile_elements[i].name, name) == 0 && (parent != NULL) == (profile_elements[i].parent != NULL) &&
            (!parent || strcmp(parent, profile_elements[i].parent) == 0))
            e = &profile_elements[i];
    if (!e || !(row = element_row(r, e))) {
        diag(r->ctx, DIAG_PROFILE_ELEMENT, reading_pos(r), name, parent ? parent : "");
        r->ok = false;
        xmlTextReaderNext(r->reader);
        return;
    }
    r->seen |= 1u << (e - profile_elements);
    read_attributes(r, e, row);
    if (!xmlTextReaderIsEmptyElement(r->reader))
        r->stack[r->depth++] = e;
}

static void xml_fault(void *user, xmlErrorPtr error)
{
    struct reading *r = user;
    struct pos pos = {r->p->file, error->line, error->int2, NULL};
    char *text;

    if (!r->ok) /* libxml2's follow-up errors say nothing new */
        return;
    r->ok = false;
    text = arena_span(&r->p->arena, span_trim(span_of(error->message ? error->message : "")));
    diag(r->ctx, DIAG_PROFILE_XML, pos, text);
}

/* The merge finds these by role; a guide that lacks one cannot set a paper. */
static const enum role needed_roles[] = {
    ROLE_BODY,  ROLE_TITLE_PARTY, ROLE_PARENT_ORGAN, ROLE_ORGAN,      ROLE_NUMBER,
    ROLE_PLACE_DATE, ROLE_KIND,   ROLE_SUBJECT,      ROLE_ADDRESSEES, ROLE_GROUNDS, ROLE_ORDER, ROLE_ITEM,
    ROLE_CAPACITY, ROLE_POST,     ROLE_NAME,       ROLE_RECIPIENTS,
    ROLE_RECIPIENT, ROLE_TABLE_TITLE, ROLE_TABLE_UNIT, ROLE_CELL, ROLE_CELL_HEAD, ROLE_CAPTION,
    ROLE_ANNEX, ROLE_ANNEX_TITLE, ROLE_POINTER, ROLE_PAGE_NUMBER, ROLE_FOOTNOTE,
};

static void check_reference(struct reading *r, bool found, const char *name, const char *in)
{
    if (found)
        return;
    diag(r->ctx, DIAG_PROFILE_REFERENCE, pos_file(r->p->file), name, in);
    r->ok = false;
}

static void check_papers(struct reading *r, const struct form *f)
{
    for (const char *p = f->papers; p && *p;) {
        size_t n = strcspn(p, ";");
        const char *name = arena_span(&r->p->arena, span_trim(span_make(p, n)));
        bool found = strcmp(name, r->p->page.name) == 0;

        for (size_t i = 0; i < r->p->n_papers && !found; i++)
            found = strcmp(name, r->p->papers[i].name) == 0;
        check_reference(r, found, name, f->id);
        p += n + (p[n] == ';');
    }
}

static void check_profile(struct reading *r)
{
    struct profile *p = r->p;

    for (size_t i = 0; i < profile_elements_count; i++)
        if (profile_elements[i].parent && strcmp(profile_elements[i].parent, "the-thuc") == 0 && !profile_elements[i].optional &&
            !(r->seen & (1u << i))) {
            diag(r->ctx, DIAG_PROFILE_NO_ELEMENT, pos_file(p->file), profile_elements[i].name);
            r->ok = false;
        }
    if (!r->ok)
        return;
    if (p->back.left != p->page.right || p->back.right != p->page.left) { /* no other back side is known to DOCX and ODT */
        diag(r->ctx, DIAG_PROFILE_BACK, pos_file(p->file));
        r->ok = false;
    }
    for (size_t i = 0; i < sizeof needed_roles / sizeof *needed_roles; i++)
        check_reference(r, profile_role(p, needed_roles[i]) != NULL, role_name(needed_roles[i]),
                        "thanh-phan vai");
    for (size_t i = 0; i < p->n_components; i++)
        if (p->components[i].parent)
            check_reference(r, profile_component(p, p->components[i].parent) != NULL,
                            p->components[i].parent, p->components[i].id);
    for (size_t i = 0; i < p->n_forms; i++) {
        check_reference(r, profile_component(p, p->forms[i].subject) != NULL, p->forms[i].subject, p->forms[i].id);
        check_papers(r, &p->forms[i]);
    }
    for (size_t i = 0; i < p->n_kinds; i++) {
        check_reference(r, profile_layout(p, p->kinds[i].layout) != NULL, p->kinds[i].layout, p->kinds[i].name);
        check_reference(r, profile_form(p, p->kinds[i].form) != NULL, p->kinds[i].form, p->kinds[i].name);
    }
    for (size_t i = 0; i < p->n_layouts; i++)
        for (size_t k = 0; k < p->layouts[i].n; k++) {
            const struct level *l = &p->layouts[i].levels[k];

            check_reference(r, profile_component(p, l->style) != NULL, l->style, p->layouts[i].id);
            if (l->content_style)
                check_reference(r, profile_component(p, l->content_style) != NULL, l->content_style, p->layouts[i].id);
            if (l->name_style)
                check_reference(r, profile_component(p, l->name_style) != NULL, l->name_style,
                                p->layouts[i].id);
        }
}

static void read_nodes(struct reading *r)
{
    int more, before = r->ctx->errors;

    while ((more = xmlTextReaderRead(r->reader)) == 1) {
        switch (xmlTextReaderNodeType(r->reader)) {
        case XML_READER_TYPE_ELEMENT:
            read_element(r);
            if (r->head)
                return;
            break;
        case XML_READER_TYPE_END_ELEMENT:
            r->depth -= r->depth > 0;
            break;
        case XML_READER_TYPE_DOCUMENT_TYPE:
            diag(r->ctx, DIAG_PROFILE_DOCTYPE, reading_pos(r));
            r->ok = false;
            return;
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_CDATA:
            diag(r->ctx, DIAG_PROFILE_TEXT, reading_pos(r));
            r->ok = false;
            break;
        default:
            break;
        }
    }
    if (more < 0 && r->ctx->errors == before)
        diag(r->ctx, DIAG_PROFILE_XML, reading_pos(r), "?");
    if (more < 0)
        r->ok = false;
}

static struct profile *read_profile(struct ctx *ctx, const char *file, struct span xml, bool head)
{
    struct profile *p = mem_alloc(sizeof *p);
    struct reading r = {.ctx = ctx, .p = p, .head = head, .ok = true};

    p->file = arena_str(&p->arena, file);
    if (xml.n == 0 || xml.n > LIMIT_FILE_BYTES) {
        diag(ctx, DIAG_PROFILE_XML, pos_file(p->file), xml.n ? "> 16 MiB" : "0 byte");
        profile_free(p);
        return NULL;
    }
    if (text_utf8_check(xml) < xml.n) {
        diag(ctx, DIAG_PROFILE_XML, pos_file(p->file), "UTF-8");
        profile_free(p);
        return NULL;
    }
    /* A declared encoding is ignored: libxml2 would print the faults of a conversion by itself. */
    r.reader = xmlReaderForMemory(xml.p, (int)xml.n, file, NULL, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    if (!r.reader)
        mem_fail(); /* the one way this fails */
    xmlTextReaderSetStructuredErrorHandler(r.reader, xml_fault, &r);
    read_nodes(&r);
    if (r.ok && !head)
        check_profile(&r);
    xmlFreeTextReader(r.reader);
    if (!r.ok) {
        profile_free(p);
        return NULL;
    }
    return p;
}

struct profile *profile_read(struct ctx *ctx, const char *file, struct span xml)
{
    return read_profile(ctx, file, xml, false);
}

struct profile *profile_read_head(struct ctx *ctx, const char *file, struct span xml)
{
    return read_profile(ctx, file, xml, true);
}

void profile_free(struct profile *p)
{
    if (!p)
        return;
    if (p->of) {
        struct profile *of = p->of;

        free(p->components);
        free(p);
        p = of;
    }
    if (p->borrowers > 0 && --p->borrowers > 0)
        return;
    free(p->components);
    free(p->papers);
    free(p->marks);
    free(p->layouts);
    free(p->forms);
    free(p->kinds);
    free(p->capacities);
    free(p->organs);
    free(p->copies);
    free(p->signs);
    free(p->rules);
    arena_release(&p->arena);
    free(p);
}
