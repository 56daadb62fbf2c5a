/* Reading a profile: one table of elements and attributes drives the reader and its diagnostics.
 *
 * The document is small and ours, but an office may write its own: everything that the table does not know
 * is an error with its place, DOCTYPEs are refused, and the finished profile is checked for what the merge
 * relies on. "than" as a number means "as the body" and is kept as NAN. */
#include "model/profile.h"

#include <libxml/xmlreader.h>
#include <math.h>
#include <stdlib.h>

#include "text/text.h"

enum field_type { FIELD_TEXT, FIELD_NUMBER, FIELD_BOOL, FIELD_DATE, FIELD_ENUM };

struct field {
    const char *name;
    enum field_type type;
    size_t offset;
    bool required;
    const char *const *names; /* FIELD_ENUM: value = index */
};

struct element {
    const char *name, *parent;
    size_t size;        /* of one row; 0: the fields go into the profile (or the last layout) itself */
    size_t list, count; /* offsets of the row array and its count in the profile */
    const struct field *fields;
};

static const char *const align_names[] = {"trai", "giua", "phai", "deu", NULL};
static const char *const level_names[] = {"khong", "habit", "should", "must", NULL};
static const char *const post_names[] = {"tuy", "can", "khong", NULL};
static const char *const counter_names[] = {"la-ma", "so", "so-kep", "chu", NULL};
static const char *const role_names[] = {
    [ROLE_BODY] = "doan",
    [ROLE_TITLE_PARTY] = "tieu-de",
    [ROLE_MOTTO] = "tieu-ngu",
    [ROLE_SHORT_RULE] = "ke-ngan",
    [ROLE_PARENT_ORGAN] = "co-quan-cap-tren",
    [ROLE_ORGAN] = "co-quan",
    [ROLE_STAR] = "dau-sao",
    [ROLE_NUMBER] = "so-ky-hieu",
    [ROLE_PLACE_DATE] = "dia-danh-ngay",
    [ROLE_KIND] = "ten-loai",
    [ROLE_SUBJECT] = "trich-yeu",
    [ROLE_DASHES] = "gach-duoi",
    [ROLE_ADDRESSEES] = "kinh-gui",
    [ROLE_GROUNDS] = "can-cu",
    [ROLE_ORDER] = "lenh",
    [ROLE_HEADING] = "muc",
    [ROLE_HEADING_NAME] = "ten-muc",
    [ROLE_ITEM] = "gach",
    [ROLE_CAPACITY] = "quyen-han",
    [ROLE_POST] = "chuc-vu",
    [ROLE_KIEM] = "kiem",
    [ROLE_NAME] = "ho-ten",
    [ROLE_CONFIRMATION] = "xac-nhan",
    [ROLE_RECIPIENTS] = "noi-nhan",
    [ROLE_RECIPIENT] = "noi-nhan-dong",
    [ROLE_URGENCY] = "do-khan",
    [ROLE_DRAFT_NUMBER] = "lan-du-thao",
    [ROLE_CIRCULATION] = "pham-vi",
    [ROLE_DRAFTER] = "nguoi-soan-thao",
    [ROLE_TABLE_TITLE] = "ten-bang",
    [ROLE_TABLE_UNIT] = "don-vi-tinh",
    [ROLE_CELL] = "o-bang",
    [ROLE_CELL_HEAD] = "dau-cot",
    [ROLE_CAPTION] = "chu-thich-anh",
    [ROLE_ANNEX_TITLE] = "phu-luc",
    [ROLE_CONTACT] = "lien-he",
    [ROLE_PAGE_NUMBER] = "so-trang",
    [ROLE_FOOTNOTE] = "cuoc-chu",
    [ROLE__COUNT] = NULL,
};

const char *role_name(enum role role)
{
    return role_names[role];
}

#define F(type, name, kind, member, req) {name, FIELD_##kind, offsetof(type, member), req, NULL}
#define FE(type, name, member, req, list) {name, FIELD_ENUM, offsetof(type, member), req, list}
#define ORIGIN(type, member)                                                                       \
    FE(type, "muc-do", member.level, false, level_names), F(type, "dieu", TEXT, member.clause, false), \
        F(type, "nguon", TEXT, member.source, false)
#define END {NULL, FIELD_TEXT, 0, false, NULL}

static const struct field profile_fields[] = {
    F(struct profile, "id", TEXT, id, true),     F(struct profile, "ho", TEXT, family, true),
    F(struct profile, "ten", TEXT, name, true),  F(struct profile, "tu", DATE, from, true),
    F(struct profile, "den", DATE, to, false),   END,
};
static const struct field page_fields[] = {
    F(struct profile, "rong", NUMBER, page.width, true),
    F(struct profile, "cao", NUMBER, page.height, true),
    F(struct profile, "tren", NUMBER, page.top, true),
    F(struct profile, "duoi", NUMBER, page.bottom, true),
    F(struct profile, "trai", NUMBER, page.left, true),
    F(struct profile, "phai", NUMBER, page.right, true),
    F(struct profile, "so-trang", NUMBER, page.header, true),
    ORIGIN(struct profile, page.origin),
    END,
};
static const struct field body_fields[] = {
    F(struct profile, "phong-chu", TEXT, body.font, true),
    F(struct profile, "co", NUMBER, body.size, true),
    F(struct profile, "co-tu", NUMBER, body.size_min, true),
    F(struct profile, "co-den", NUMBER, body.size_max, true),
    F(struct profile, "dong", NUMBER, body.line, true),
    F(struct profile, "dong-tu", NUMBER, body.line_min, true),
    F(struct profile, "dong-den", NUMBER, body.line_max, true),
    F(struct profile, "doan", NUMBER, body.gap, true),
    F(struct profile, "doan-tu", NUMBER, body.gap_min, true),
    F(struct profile, "thut", NUMBER, body.indent, true),
    F(struct profile, "thut-tu", NUMBER, body.indent_min, true),
    F(struct profile, "thut-den", NUMBER, body.indent_max, true),
    ORIGIN(struct profile, body.origin),
    END,
};
static const struct field head_fields[] = {
    F(struct profile, "trai", NUMBER, head.left, true),
    F(struct profile, "dem", NUMBER, head.pad_left, true),
    F(struct profile, "cach", NUMBER, head.gap, true),
    F(struct profile, "tren", NUMBER, head.above, false),
    F(struct profile, "hang-hai", NUMBER, head.second, false),
    END,
};
static const struct field foot_fields[] = {
    F(struct profile, "trai", NUMBER, foot.left, true),
    F(struct profile, "dem", NUMBER, foot.pad_left, true),
    F(struct profile, "cach", NUMBER, foot.gap, true),
    F(struct profile, "tren", NUMBER, foot.above, false),
    END,
};
static const struct field word_fields[] = {
    F(struct profile, "tieu-de", TEXT, words.title, true),
    F(struct profile, "tieu-ngu", TEXT, words.motto, false),
    F(struct profile, "sao", TEXT, words.star, false),
    F(struct profile, "gach-duoi", TEXT, words.dashes, false),
    F(struct profile, "so", TEXT, words.number, true),
    F(struct profile, "sau-so", TEXT, words.number_separator, true),
    F(struct profile, "giua-ky-hieu", TEXT, words.symbol_separator, true),
    F(struct profile, "noi-nhan", TEXT, words.recipients, true),
    F(struct profile, "kiem", TEXT, words.kiem, false),
    F(struct profile, "xac-nhan", TEXT, words.confirmation, false),
    F(struct profile, "tong-cong", TEXT, words.total, true),
    F(struct profile, "don-vi-tinh", TEXT, words.unit, true),
    F(struct profile, "giua-noi-nhan", TEXT, words.list_separator, true),
    F(struct profile, "cuoi-noi-nhan", TEXT, words.list_end, true),
    F(struct profile, "giua-kinh-gui", TEXT, words.addressee_separator, true),
    F(struct profile, "cuoi-kinh-gui", TEXT, words.addressee_end, true),
    F(struct profile, "mot-kinh-gui", TEXT, words.addressee_single, true),
    F(struct profile, "kinh-gui-xuong-dong", BOOL, words.addressees_below, false),
    F(struct profile, "lenh-truoc-can-cu", BOOL, words.order_first, false),
    F(struct profile, "kinh-gui-nghieng", BOOL, words.addressees_italic, false),
    F(struct profile, "do-khan", TEXT, words.urgency, false),
    F(struct profile, "du-thao", TEXT, words.draft, false),
    F(struct profile, "truoc-so-ban", TEXT, words.before_copies, true),
    F(struct profile, "sau-so-ban", TEXT, words.after_copies, true),
    F(struct profile, "pham-vi-trang-cuoi", TEXT, words.last_page_circulation, false),
    F(struct profile, "dau-can-cu", TEXT, words.grounds_mark, false),
    F(struct profile, "giua-can-cu", TEXT, words.grounds_separator, true),
    F(struct profile, "cuoi-can-cu", TEXT, words.grounds_end, true),
    END,
};
static const struct field component_fields[] = {
    F(struct component, "id", TEXT, id, true),
    F(struct component, "ten", TEXT, name, true),
    F(struct component, "goc", TEXT, parent, false),
    FE(struct component, "vai", role, true, role_names),
    F(struct component, "cap", NUMBER, outline, false),
    F(struct component, "co", NUMBER, size, true),
    F(struct component, "co-tu", NUMBER, size_min, false),
    F(struct component, "co-den", NUMBER, size_max, false),
    F(struct component, "hoa", BOOL, upper, false),
    F(struct component, "dam", BOOL, bold, false),
    F(struct component, "nghieng", BOOL, italic, false),
    F(struct component, "gach-chan", BOOL, underline, false),
    FE(struct component, "can", align, false, align_names),
    F(struct component, "dong", NUMBER, line, false),
    F(struct component, "truoc", NUMBER, before, false),
    F(struct component, "sau", NUMBER, after, false),
    F(struct component, "lui-trai", NUMBER, left, false),
    F(struct component, "lui-phai", NUMBER, right, false),
    F(struct component, "lui-dau", NUMBER, first, false),
    F(struct component, "ke", NUMBER, rule, false),
    F(struct component, "ke-ngan", NUMBER, short_rule, false),
    F(struct component, "ke-tren", NUMBER, rule_above, false),
    F(struct component, "ke-cach", NUMBER, rule_space, false),
    F(struct component, "giu-sau", BOOL, keep_next, false),
    ORIGIN(struct component, origin),
    END,
};
static const struct field layout_fields[] = {
    F(struct layout_rule, "id", TEXT, id, true),
    ORIGIN(struct layout_rule, origin),
    END,
};
static const struct field level_fields[] = {
    FE(struct level, "dem", counter, true, counter_names),
    F(struct level, "truoc", TEXT, before, false),
    F(struct level, "sau", TEXT, after, false),
    F(struct level, "kieu", TEXT, style, true),
    F(struct level, "kieu-ten", TEXT, name_style, false),
    F(struct level, "kieu-noi-dung", TEXT, content_style, false),
    F(struct level, "hoa", BOOL, upper, false),
    F(struct level, "suot", BOOL, through, false),
    END,
};
static const struct field form_fields[] = {
    F(struct form, "id", TEXT, id, true),
    F(struct form, "ten", BOOL, kind_line, false),
    F(struct form, "gach", BOOL, dashes, false),
    F(struct form, "trich-yeu", TEXT, subject, true),
    F(struct form, "trich-yeu-trai", BOOL, subject_left, false),
    F(struct form, "dau-trich-yeu", TEXT, subject_begins, false),
    F(struct form, "thay-trich-yeu", TEXT, subject_instead, false),
    F(struct form, "kinh", TEXT, addressees, false),
    F(struct form, "kinh-phai", BOOL, addressees_needed, false),
    F(struct form, "dau-noi-nhan", TEXT, first_recipient, false),
    F(struct form, "noi-nhan-phai", BOOL, recipients_needed, false),
    F(struct form, "chu-tri", TEXT, chair, false),
    F(struct form, "ghi", TEXT, secretary, false),
    ORIGIN(struct form, origin),
    END,
};
static const struct field kind_fields[] = {
    F(struct kind, "ten", TEXT, name, true),
    F(struct kind, "ky-hieu", TEXT, code, true),
    F(struct kind, "bo-cuc", TEXT, layout, true),
    F(struct kind, "mau", TEXT, form, true),
    F(struct kind, "tu", DATE, from, false),
    F(struct kind, "den", DATE, to, false),
    ORIGIN(struct kind, origin),
    END,
};
static const struct field capacity_fields[] = {
    F(struct capacity, "dau", TEXT, begins, true),
    F(struct capacity, "thay", TEXT, instead, false),
    FE(struct capacity, "chuc-vu", post, false, post_names),
    F(struct capacity, "chi-chuc-vu", TEXT, posts, false),
    F(struct capacity, "khong-kiem", BOOL, no_kiem, false),
    ORIGIN(struct capacity, origin),
    END,
};
static const struct field organ_fields[] = {
    F(struct organ_code, "bat-dau", TEXT, begins, true),
    F(struct organ_code, "ky-hieu", TEXT, code, true),
    F(struct organ_code, "theo-cap-tren", BOOL, with_parent, false),
    END,
};
static const struct field rule_fields[] = {
    F(struct rule, "id", TEXT, id, true),
    ORIGIN(struct rule, origin),
    END,
};

#define ROWS(type, list, count) sizeof(type), offsetof(struct profile, list), offsetof(struct profile, count)
static const struct element elements[] = {
    {"the-thuc", NULL, 0, 0, 0, profile_fields},
    {"trang", "the-thuc", 0, 0, 0, page_fields},
    {"than", "the-thuc", 0, 0, 0, body_fields},
    {"khoi-dau", "the-thuc", 0, 0, 0, head_fields},
    {"khoi-ky", "the-thuc", 0, 0, 0, foot_fields},
    {"chu", "the-thuc", 0, 0, 0, word_fields},
    {"thanh-phan", "the-thuc", ROWS(struct component, components, n_components), component_fields},
    {"bo-cuc", "the-thuc", ROWS(struct layout_rule, layouts, n_layouts), layout_fields},
    {"cap", "bo-cuc", 0, 0, 0, level_fields},
    {"mau", "the-thuc", ROWS(struct form, forms, n_forms), form_fields},
    {"ten-loai", "the-thuc", ROWS(struct kind, kinds, n_kinds), kind_fields},
    {"quyen-han", "the-thuc", ROWS(struct capacity, capacities, n_capacities), capacity_fields},
    {"ma-co-quan", "the-thuc", ROWS(struct organ_code, organs, n_organs), organ_fields},
    {"quy-tac", "the-thuc", ROWS(struct rule, rules, n_rules), rule_fields},
};
enum { ELEMENTS = sizeof elements / sizeof *elements, ROWS_MAX = 1000 };

struct reading {
    struct ctx *ctx;
    struct profile *p;
    xmlTextReaderPtr reader;
    const struct element *stack[LIMIT_DEPTH];
    int depth;
    unsigned seen; /* bit i: elements[i] occurred */
    bool head;     /* stop behind the root's start tag */
    bool ok;
};

static struct pos reading_pos(const struct reading *r)
{
    return (struct pos){r->p->file, xmlTextReaderGetParserLineNumber(r->reader),
                        xmlTextReaderGetParserColumnNumber(r->reader)};
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

static bool read_field(struct reading *r, const struct field *f, const char *text, void *row)
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
        const struct field *f = e->fields;

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
    for (const struct field *f = e->fields; f->name; f++)
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
    if (e->fields == level_fields) {
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

    for (size_t i = 0; i < ELEMENTS && !e; i++)
        if (strcmp(elements[i].name, name) == 0 && (parent != NULL) == (elements[i].parent != NULL) &&
            (!parent || strcmp(parent, elements[i].parent) == 0))
            e = &elements[i];
    if (!e || !(row = element_row(r, e))) {
        diag(r->ctx, DIAG_PROFILE_ELEMENT, reading_pos(r), name, parent ? parent : "");
        r->ok = false;
        xmlTextReaderNext(r->reader);
        return;
    }
    r->seen |= 1u << (e - elements);
    read_attributes(r, e, row);
    if (!xmlTextReaderIsEmptyElement(r->reader))
        r->stack[r->depth++] = e;
}

static void xml_fault(void *user, xmlErrorPtr error)
{
    struct reading *r = user;
    struct pos pos = {r->p->file, error->line, error->int2};
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
    ROLE_PAGE_NUMBER, ROLE_FOOTNOTE,
};

static void check_reference(struct reading *r, bool found, const char *name, const char *in)
{
    if (found)
        return;
    diag(r->ctx, DIAG_PROFILE_REFERENCE, pos_file(r->p->file), name, in);
    r->ok = false;
}

static void check_profile(struct reading *r)
{
    struct profile *p = r->p;

    for (size_t i = 0; i < ELEMENTS; i++)
        if (elements[i].parent && strcmp(elements[i].parent, "the-thuc") == 0 &&
            !(r->seen & (1u << i))) {
            diag(r->ctx, DIAG_PROFILE_NO_ELEMENT, pos_file(p->file), elements[i].name);
            r->ok = false;
        }
    if (!r->ok)
        return;
    for (size_t i = 0; i < sizeof needed_roles / sizeof *needed_roles; i++)
        check_reference(r, profile_role(p, needed_roles[i]) != NULL, role_names[needed_roles[i]],
                        "thanh-phan vai");
    for (size_t i = 0; i < p->n_components; i++)
        if (p->components[i].parent)
            check_reference(r, profile_component(p, p->components[i].parent) != NULL,
                            p->components[i].parent, p->components[i].id);
    for (size_t i = 0; i < p->n_forms; i++)
        check_reference(r, profile_component(p, p->forms[i].subject) != NULL, p->forms[i].subject, p->forms[i].id);
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
        mem_resize(NULL, (size_t)-1, 1); /* out of memory: the one way this fails */
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
    free(p->components);
    free(p->layouts);
    free(p->forms);
    free(p->kinds);
    free(p->capacities);
    free(p->organs);
    free(p->rules);
    arena_release(&p->arena);
    free(p);
}
