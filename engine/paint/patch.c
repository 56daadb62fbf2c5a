/* Finding objects in the PDF that Cairo wrote, so that a few of its bytes can be changed in place. Cairo writes one
 * cross-reference table, no object streams, and always the same words. */
#include "paint/draw.h"

enum { ENTRY = 20 }; /* bytes of a cross-reference entry */

bool text_at(struct span s, size_t at, const char *text)
{
    return at <= s.n && span_starts(span_make(s.p + at, s.n - at), text);
}

bool number_at(struct span s, size_t *at, size_t *out)
{
    size_t first = *at;

    for (*out = 0; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9' && *at < first + 12; ++*at)
        *out = *out * 10 + (size_t)(s.p[*at] - '0');
    return *at > first;
}

bool pass(struct span pdf, size_t *at, const char *text)
{
    const bool ok = text_at(pdf, *at, text);

    *at += ok ? strlen(text) : 0;
    return ok;
}

bool number_of(struct span pdf, size_t at, const char *key, size_t *out)
{
    while (at < pdf.n && !text_at(pdf, at, ">>")) {
        const char *line = memchr(pdf.p + at, '\n', pdf.n - at);
        if (!line)
            return false;
        for (at = (size_t)(line - pdf.p) + 1; at < pdf.n && pdf.p[at] == ' ';)
            at++;
        if (text_at(pdf, at, key)) {
            at += strlen(key);
            return number_at(pdf, &at, out);
        }
    }
    return false;
}

bool view_pdf(struct span s, struct pdf_view *out)
{
    static const char key[] = "startxref\n";
    size_t at = s.n, table;

    while (at > 0 && s.n - at < 64 && !text_at(s, at, key))
        at--;
    if (!text_at(s, at, key))
        return false;
    at += sizeof key - 1;
    if (!number_at(s, &at, &table) || !text_at(s, table, "xref\n0 "))
        return false;
    at = table + strlen("xref\n0 ");
    if (!number_at(s, &at, &out->entries) || !text_at(s, at, "\n"))
        return false;
    out->bytes = s;
    out->first = at + 1;
    return out->entries <= (s.n - out->first) / ENTRY;
}

bool find_object(const struct pdf_view *pdf, size_t number, size_t *out)
{
    size_t at = pdf->first + number * ENTRY;

    return number > 0 && number < pdf->entries && number_at(pdf->bytes, &at, out) && *out < pdf->bytes.n;
}
