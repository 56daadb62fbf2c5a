/* One table for telling and reading. */
#include "render/facts.h"

#include <stdlib.h>

#include "pdf/read.h"
#include "text/date.h"

static const struct {
    const char *name;
    size_t offset; /* of a text in vb_paper */
} texts[] = {
#define FACT(name, member) {name, offsetof(vb_paper, member)}
    FACT("Profile", profile),
    FACT("Family", family),
    FACT("Kind", kind),
    FACT("Code", code),
    FACT("Organ", organ),
    FACT("OrganCode", organ_code),
    FACT("Symbol", symbol),
    FACT("Separator", separator),
    FACT("Number", number),
    FACT("Subject", subject),
    FACT("Signers", signers),
    FACT("Addressees", addressees),
    FACT("Kept", kept),
    FACT("Copies", copies),
    FACT("Urgency", urgency),
    FACT("Supersedes", supersedes),
    FACT("Repeals", repeals),
#undef FACT
};
static const char date_name[] = "Date";

static const char **text_of(vb_paper *paper, size_t i)
{
    return (const char **)(void *)((char *)paper + texts[i].offset);
}

size_t facts_of(const vb_paper *paper, struct arena *a, struct pdf_fact out[FACTS_MOST])
{
    const struct date day = {paper->year, paper->month, paper->day};
    vb_paper copy = *paper;
    size_t n = 0;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const char *value = *text_of(&copy, i);

        if (value && *value)
            out[n++] = (struct pdf_fact){texts[i].name, value};
    }
    if (date_valid(day))
        out[n++] = (struct pdf_fact){date_name, date_iso(a, day)};
    return n;
}

/* ---- reading ---- */

/* What the five entities of XML and no others stand for; the packet is one that we wrote. NULL: it is not. */
static const char *plain(struct arena *a, struct span s)
{
    static const char *const entities[][2] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}};
    struct buf out = {0};

    for (size_t i = 0; i < s.n;) {
        size_t k = 0, left = s.n - i;

        if (s.p[i] == '<') {
            buf_release(&out);
            return NULL;
        }
        while (k < 5 && !(s.p[i] == '&' && left >= strlen(entities[k][0]) && memcmp(s.p + i, entities[k][0], strlen(entities[k][0])) == 0))
            k++;
        buf_puts(&out, k < 5 ? entities[k][1] : "");
        if (k == 5)
            buf_putc(&out, s.p[i]);
        i += k < 5 ? strlen(entities[k][0]) : 1;
    }
    return arena_buf(a, &out);
}

/* Of the list in the packet; NULL: it is not there. */
static const char *find(const char *list, const char *name, struct arena *a)
{
    const char *open = arena_printf(a, "<rdf:li>%s: ", name), *from = strstr(list, open), *to = from ? strstr(from, "</rdf:li>") : NULL;

    if (!to)
        return NULL;
    from += strlen(open);
    return plain(a, span_make(from, (size_t)(to - from)));
}

static const char *list_of(const char *packet, struct arena *a)
{
    static const char open[] = "<phathanh:Entry>";
    const char *from = strstr(packet, open), *to = from ? strstr(from, "</phathanh:Entry>") : NULL;

    return to ? arena_span(a, span_make(from, (size_t)(to - from))) : "";
}

/* A text field that the organ filled in; NULL: there is none. */
static const char *filled(struct pdf_file *f, const char *name)
{
    const struct pdf_obj *root = pdf_get(f, pdf_trailer(f), "Root"), *fields = pdf_get(f, pdf_get(f, root, "AcroForm"), "Fields");

    for (size_t i = 0; fields->type == PDF_ARRAY && i < fields->as.array.n; i++) {
        const struct pdf_obj *field = pdf_at(f, fields, i);
        const char *title = pdf_text(pdf_arena(f), pdf_get(f, field, "T"));

        if (title && strcmp(title, name) == 0)
            return pdf_text(pdf_arena(f), pdf_get(f, field, "V"));
    }
    return NULL;
}

static void set_date(struct pdf_file *f, const char *told, int year, vb_paper *out)
{
    const char *day = filled(f, "ngay"), *month = filled(f, "thang");
    struct date date = {0};

    if (told && date_parse(span_of(told), &date)) {
        year = date.year;
    } else {
        date = (struct date){year, month ? atoi(month) : 0, day ? atoi(day) : 0};
        if (!date_valid(date))
            return;
    }
    out->year = year;
    out->month = date.month;
    out->day = date.day;
}

bool facts_read(struct ctx *ctx, const char *name, struct span pdf, int year, struct arena *a, vb_paper *out)
{
    struct pdf_file *f = pdf_open(ctx, name, pdf, a);
    struct span packet;
    const char *text;

    *out = (vb_paper){0};
    if (!f)
        return false;
    const struct pdf_obj *stream = pdf_get(f, pdf_get(f, pdf_trailer(f), "Root"), "Metadata");
    if (stream->type != PDF_STREAM || !pdf_decode(f, stream, &packet))
        return false;
    text = list_of(arena_span(a, packet), a);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *text_of(out, i) = find(text, texts[i].name, a);
    if (!out->profile || !out->family || !out->kind || !out->symbol)
        return false;
    if (!out->number)
        out->number = filled(f, "so");
    set_date(f, find(text, date_name, a), year, out);
    return !pdf_failed(f);
}
