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

/* ---- the old codes ---- */

/* TCVN 5712:1993 (TCVN3), from 0xA0 on; 0: not in it. */
static const uint16_t tcvn3[96] = {
    0, 0x0102, 0x00C2, 0x00CA, 0x00D4, 0x01A0, 0x01AF, 0x0110, 0x0103, 0x00E2, 0x00EA, 0x00F4,
    0x01A1, 0x01B0, 0x0111, 0, 0, 0, 0, 0, 0, 0x00E0, 0x1EA3, 0x00E3,
    0x00E1, 0x1EA1, 0, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF, 0, 0, 0, 0, 0,
    0, 0, 0x1EB7, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD, 0x00E8, 0, 0x1EBB, 0x1EBD,
    0x00E9, 0x1EB9, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7, 0x00EC, 0x1EC9, 0, 0, 0,
    0x0129, 0x00ED, 0x1ECB, 0x00F2, 0, 0x1ECF, 0x00F5, 0x00F3, 0x1ECD, 0x1ED3, 0x1ED5, 0x1ED7,
    0x1ED1, 0x1ED9, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3, 0x00F9, 0, 0x1EE7, 0x0169, 0x00FA,
    0x1EE5, 0x1EEB, 0x1EED, 0x1EEF, 0x1EE9, 0x1EF1, 0x1EF3, 0x1EF7, 0x1EF9, 0x00FD, 0x1EF5, 0,
};

static bool name_starts(const char *name, const char *start)
{
    for (; *start; name++, start++)
        if ((*name >= 'A' && *name <= 'Z' ? *name + 32 : *name) != *start)
            return false;
    return true;
}

enum text_code text_code_of(const char *family)
{
    const size_t n = strlen(family);
    if (name_starts(family, ".vn"))
        return family[n - 1] == 'H' ? CODE_TCVN3_CAPITALS : CODE_TCVN3;
    return name_starts(family, "vni-") || name_starts(family, "vni ") ? CODE_VNI : CODE_UNICODE;
}

/* Marks of VNI follow their letter. */
static uint32_t vni_mark(uint32_t c, uint32_t *second)
{
    static const struct { unsigned char c; uint16_t first, second; } marks[] = {
        {0xF9, 0x301, 0}, {0xF8, 0x300, 0}, {0xFB, 0x309, 0}, {0xF5, 0x303, 0}, {0xEF, 0x323, 0},
        {0xE2, 0x302, 0}, {0xE1, 0x302, 0x301}, {0xE0, 0x302, 0x300}, {0xE5, 0x302, 0x309}, {0xE3, 0x302, 0x303}, {0xE4, 0x302, 0x323},
        {0xEA, 0x306, 0}, {0xE9, 0x306, 0x301}, {0xE8, 0x306, 0x300}, {0xFA, 0x306, 0x309}, {0xFC, 0x306, 0x303}, {0xEB, 0x306, 0x323},
    };
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (c == marks[i].c || c == (uint32_t)(marks[i].c - 0x20)) {
            *second = marks[i].second;
            return marks[i].first;
        }
    return 0;
}

/* Letters of VNI that are one byte. */
static uint32_t vni_letter(uint32_t c)
{
    static const uint16_t letters[][2] = {
        {0xF1, 0x111}, {0xD1, 0x110}, {0xF6, 0x1B0}, {0xD6, 0x1AF}, {0xF4, 0x1A1}, {0xD4, 0x1A0}, {0xE6, 0x1EC9}, {0xC6, 0x1EC8},
        {0xF3, 0x129}, {0xD3, 0x128}, {0xF2, 0x1ECB}, {0xD2, 0x1ECA}, {0xEE, 0x1EF5}, {0xCE, 0x1EF4},
    };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (c == letters[i][0])
            return letters[i][1];
    return c;
}

static bool vni_bears_marks(uint32_t c)
{
    return (c < 0x80 && strchr("aeiouyAEIOUY", (int)c)) || c == 0xF4 || c == 0xD4 || c == 0xF6 || c == 0xD6;
}

int text_code_evidence(struct span s, enum text_code code)
{
    int coded = 0, unicode = 0;
    uint32_t before = ' ';
    for (size_t i = 0; i < s.n;) {
        const uint32_t c = text_next(s, &i);
        uint32_t second;
        if (c >= 0x1EA0 && c <= 0x1EF9)
            unicode++;
        else if (c == 0x103 || c == 0x111 || c == 0x1A1 || c == 0x1B0 || c == 0x102 || c == 0x110 || c == 0x1A0 || c == 0x1AF)
            unicode++;
        else if (code == CODE_VNI)
            coded += before < 0x100 && vni_bears_marks(before) && c >= 0xC0 && c <= 0xFF && vni_mark(c, &second) != 0;
        else
            coded += c == 0xAD || is_sign_for_letter(c) || is_foreign_letter(c);
        before = c;
    }
    return unicode ? -unicode : coded;
}

char *text_recode(struct arena *a, struct span s, enum text_code code)
{
    struct buf out = {0};
    uint32_t before = ' ';
    for (size_t i = 0; i < s.n;) {
        const uint32_t c = text_next(s, &i);
        uint32_t second = 0, mark = 0;
        if (code == CODE_VNI && vni_bears_marks(before) && (mark = c <= 0xFF && c >= 0xC0 ? vni_mark(c, &second) : 0)) {
            buf_utf8(&out, mark);
            if (second)
                buf_utf8(&out, second);
        } else if (code == CODE_VNI) {
            buf_utf8(&out, vni_letter(c));
        } else {
            buf_utf8(&out, c >= 0xA0 && c <= 0xFF && tcvn3[c - 0xA0] ? tcvn3[c - 0xA0] : c);
        }
        before = c;
    }
    struct arena scratch = {0};
    char *nfc = text_nfc(code == CODE_TCVN3_CAPITALS ? &scratch : a, buf_span(&out));
    if (code == CODE_TCVN3_CAPITALS)
        nfc = text_upper(a, span_of(nfc));
    arena_release(&scratch);
    buf_release(&out);
    return nfc;
}
