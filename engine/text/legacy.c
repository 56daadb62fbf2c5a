/* What other programs leave in a text: signs that nobody sees, and words of an old code. Vietnamese in TCVN3 or VNI
 * that was taken for Latin 1 is made of letters and signs that Vietnamese in Unicode does not have. */
#include "text/text.h"

enum { WORDS_NEEDED = 3 };

static bool is_invisible(uint32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) ||
           c == 0xFEFF;
}

static bool is_eth(uint32_t c)
{
    return c == 0xD0 || c == 0x189; /* Ð and Ɖ */
}

bool text_is_visible(struct span s)
{
    for (size_t i = 0; i < s.n;) {
        if ((unsigned char)s.p[i] < 0x80) {
            i++;
            continue;
        }
        uint32_t c = text_next(s, &i);
        if (is_invisible(c) || is_eth(c))
            return false;
    }
    return true;
}

char *text_visible(struct arena *a, struct span s)
{
    struct buf out = {0};
    for (size_t i = 0; i < s.n;) {
        size_t start = i;
        uint32_t c = text_next(s, &i);
        if (is_eth(c))
            buf_puts(&out, "Đ");
        else if (!is_invisible(c))
            buf_put(&out, s.p + start, i - start);
    }
    return arena_buf(a, &out);
}

/* Latin letters of other languages, and those of ours. */
static bool is_foreign_letter(uint32_t c)
{
    static const char foreign[] = "\xC4\xC5\xC6\xC7\xCB\xCE\xCF\xD1\xD6\xD8\xDB\xDC\xDE\xDF"
                                  "\xE4\xE5\xE6\xE7\xEB\xEE\xEF\xF0\xF1\xF6\xF8\xFB\xFC\xFE\xFF";
    return c >= 0xC0 && c <= 0xFF && memchr(foreign, (int)c, sizeof foreign - 1) != NULL;
}

static bool is_letter(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7) ||
           (c >= 0x1E00 && c <= 0x1EFF);
}

/* Signs that stand for letters of TCVN3; they are no part of a word elsewhere. m², «», §, ° and · are. */
static bool is_sign_for_letter(uint32_t c)
{
    static const char signs[] = "\xA1\xA2\xA3\xA4\xA5\xA6\xA8\xA9\xAC\xAD\xAE\xAF\xB1\xB4\xB5\xB6\xB8\xB9\xBC\xBD"
                                "\xBE\xD7\xF7";
    return c >= 0xA1 && c <= 0xFF && memchr(signs, (int)c, sizeof signs - 1) != NULL;
}

struct word {
    bool beyond_ascii; /* a letter that is not ASCII */
    bool recoded;
    bool certain; /* á» or áº: two of the three bytes of a letter */
};

static struct word look_at(struct span s)
{
    struct word w = {0};
    uint32_t before = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t c = text_next(s, &i);
        bool sign = is_sign_for_letter(c), was_sign = is_sign_for_letter(before);
        w.beyond_ascii = w.beyond_ascii || (c >= 0x80 && (is_letter(c) || sign));
        w.recoded = w.recoded || is_foreign_letter(c) || (sign && is_letter(before)) || (was_sign && is_letter(c));
        w.certain = w.certain || ((c == 0xBB || c == 0xBA) && before == 0xE1);
        before = c;
    }
    return w;
}

size_t text_find_recoded(struct span line)
{
    size_t first = line.n, recoded = 0, all = 0;
    for (size_t i = 0; i < line.n;) {
        size_t end = i;
        bool ascii = true;
        for (; end < line.n && line.p[end] != ' ' && line.p[end] != '\t'; end++)
            ascii = ascii && (unsigned char)line.p[end] < 0x80;
        struct word w = ascii ? (struct word){0} : look_at(span_make(line.p + i, end - i));
        all += w.beyond_ascii;
        recoded += w.recoded;
        if (w.certain)
            return i;
        if (w.recoded && first == line.n)
            first = i;
        i = end + 1;
    }
    return recoded >= WORDS_NEEDED && 2 * recoded >= all ? first : line.n;
}
