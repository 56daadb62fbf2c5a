/* What attributes of HTML say of the look: the few declarations of CSS that editors write. */
#include "fill/html_own.h"
#include "text/text.h"

const char *html_attribute(struct html *h, const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
    const char *copy = value && text_utf8_check(span_of((const char *)value)) == strlen((const char *)value)
                           ? text_nfc(&h->d->arena, span_of((const char *)value)) : NULL;

    xmlFree(value);
    return copy;
}

/* The value of a declaration in a style attribute, lower case and trimmed; NULL: absent. */
const char *html_css(struct html *h, const char *style, const char *name)
{
    for (const char *p = style; p && *p;) {
        size_t n = strcspn(p, ";");
        const char *colon = memchr(p, ':', n);

        if (colon) {
            struct span key = span_trim(span_make(p, (size_t)(colon - p))), value = span_trim(span_make(colon + 1, n - (size_t)(colon + 1 - p)));

            if (span_is(span_of(text_lower(&h->d->arena, key)), name))
                return text_lower(&h->d->arena, value);
        }
        p += n + (p[n] == ';');
    }
    return NULL;
}

const char *html_align(struct html *h, const xmlNode *node)
{
    static const char *const words[][2] = {{"left", "trai"}, {"center", "giua"}, {"right", "phai"}, {"justify", "deu"}};
    const char *align = html_css(h, html_attribute(h, node, "style"), "text-align");

    align = align ? align : html_attribute(h, node, "align");
    for (size_t i = 0; align && i < 4; i++)
        if (strcmp(align, words[i][0]) == 0)
            return words[i][1];
    return NULL;
}

/* "#f00", "#FF0000", "rgb(255, 0, 0)" to "FF0000"; NULL: nothing of these. */
const char *html_color(struct html *h, const char *text)
{
    static const char hex[] = "0123456789ABCDEF";
    char out[7] = "";
    size_t n = text ? strlen(text) : 0;
    const char *p = text;

    if (n == 7 && *text == '#' && strspn(text + 1, "0123456789abcdef") == 6)
        return arena_str(&h->d->arena, text + 1);
    if (n == 4 && *text == '#' && strspn(text + 1, "0123456789abcdef") == 3) {
        for (int i = 0; i < 6; i++)
            out[i] = text[1 + i / 2];
        return arena_str(&h->d->arena, out);
    }
    if (n < 10 || strncmp(text, "rgb(", 4) != 0)
        return NULL;
    p += 4;
    for (int i = 0; i < 3; i++) {
        unsigned v = 0;

        p += strspn(p, " ,");
        if (*p < '0' || *p > '9')
            return NULL;
        for (; *p >= '0' && *p <= '9' && v < 256; p++)
            v = 10 * v + (unsigned)(*p - '0');
        if (v > 255)
            return NULL;
        out[2 * i] = hex[v / 16];
        out[2 * i + 1] = hex[v % 16];
    }
    return arena_str(&h->d->arena, out);
}
