/* Normal form, case and order by ICU. ICU works on UTF-16, so a string goes there and back; plain
 * Vietnamese in NFC, which is nearly all there is, never has to for the normal form. Nothing is
 * kept between calls but what ICU itself caches. */
#include "text/text.h"

#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>
#include <unicode/ucol.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

static const char locale[] = "vi";

struct utf16 {
    UChar *p;
    int32_t n;
};

/* Inputs are bounded to a few MiB (LIMIT_FILE_BYTES), far below what an int32_t counts. */
static struct utf16 utf16_of(struct span s)
{
    UErrorCode status = U_ZERO_ERROR;
    struct utf16 out = {.p = mem_resize(NULL, s.n + 1, sizeof(UChar))};
    u_strFromUTF8WithSub(out.p, (int32_t)s.n + 1, &out.n, s.n ? s.p : "", (int32_t)s.n, 0xFFFD,
                         NULL, &status);
    return out;
}

/* The string in the arena; frees `s`. */
static char *utf8_of(struct arena *a, struct utf16 s)
{
    UErrorCode status = U_ZERO_ERROR;
    char *out = arena_alloc(a, (size_t)s.n * 3 + 1);
    u_strToUTF8WithSub(out, s.n * 3 + 1, NULL, s.p, s.n, 0xFFFD, NULL, &status);
    free(s.p);
    return out;
}

/* True for text in which every character is in NFC by itself and none combines with the one before:
 * everything below U+0300 (Latin), U+1E00 to U+1EFF (all of Vietnamese), U+2002 to U+20CF
 * (punctuation). */
static bool plainly_nfc(struct span s)
{
    for (size_t i = 0; i < s.n;) {
        if ((unsigned char)s.p[i] < 0x80) {
            i++;
            continue;
        }
        uint32_t c = text_next(s, &i);
        bool plain = c < 0x300 || (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x2002 && c <= 0x20CF);
        if (!plain)
            return false;
    }
    return true;
}

bool text_is_nfc(struct span s)
{
    if (plainly_nfc(s))
        return true;
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    struct utf16 u = utf16_of(s);
    bool yes = unorm2_isNormalized(nfc, u.p, u.n, &status);
    free(u.p);
    return yes && U_SUCCESS(status);
}

char *text_nfc(struct arena *a, struct span s)
{
    if (plainly_nfc(s))
        return arena_span(a, s);
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    struct utf16 u = utf16_of(s);
    /* NFC makes UTF-16 at most three times as long (Unicode UAX #15, section 9). */
    int32_t room = u.n * 3 + 1;
    struct utf16 out = {.p = mem_resize(NULL, (size_t)room, sizeof(UChar))};
    out.n = unorm2_normalize(nfc, u.p, u.n, out.p, room, &status);
    free(u.p);
    if (U_FAILURE(status)) {
        free(out.p);
        return arena_span(a, s);
    }
    return utf8_of(a, out);
}

typedef int32_t (*case_map)(UChar *, int32_t, const UChar *, int32_t, const char *, UErrorCode *);

static char *change_case(struct arena *a, struct span s, case_map map, char first, char last)
{
    bool ascii = true;
    for (size_t i = 0; i < s.n && ascii; i++)
        ascii = (unsigned char)s.p[i] < 0x80;
    if (ascii) {
        char *out = arena_span(a, s);
        for (size_t i = 0; i < s.n; i++) {
            if (out[i] >= first && out[i] <= last)
                out[i] ^= 'a' ^ 'A';
        }
        return out;
    }
    UErrorCode status = U_ZERO_ERROR;
    struct utf16 u = utf16_of(s);
    int32_t room = u.n * 3 + 1; /* the longest expansion of one character (Unicode SpecialCasing) */
    struct utf16 out = {.p = mem_resize(NULL, (size_t)room, sizeof(UChar))};
    out.n = map(out.p, room, u.p, u.n, locale, &status);
    free(u.p);
    if (U_FAILURE(status)) {
        free(out.p);
        return arena_span(a, s);
    }
    return utf8_of(a, out);
}

char *text_upper(struct arena *a, struct span s)
{
    return change_case(a, s, u_strToUpper, 'a', 'z');
}

char *text_lower(struct arena *a, struct span s)
{
    return change_case(a, s, u_strToLower, 'A', 'Z');
}

unsigned text_kind(uint32_t c)
{
    UChar32 u = (UChar32)c;
    int numeric = u_getIntPropertyValue(u, UCHAR_NUMERIC_TYPE);
    return (u_isalpha(u) ? TEXT_LETTER : 0u) | (u_isUUppercase(u) || u_istitle(u) ? TEXT_UPPER : 0u) | (u_isULowercase(u) ? TEXT_LOWER : 0u) |
           (u_isWhitespace(u) || u_isUWhiteSpace(u) ? TEXT_SPACE : 0u) | (numeric == U_NT_DECIMAL ? TEXT_DECIMAL : 0u) |
           (numeric == U_NT_DECIMAL || numeric == U_NT_DIGIT ? TEXT_DIGIT : 0u) | (numeric != U_NT_NONE ? TEXT_NUMERIC : 0u);
}

bool text_is_upper(struct span s)
{
    size_t words = 0, run = 0;
    for (size_t i = 0; i < s.n;) {
        uint32_t c = text_next(s, &i);
        if (u_islower((UChar32)c))
            return false;
        run = u_isupper((UChar32)c) ? run + 1 : 0;
        words += run == 2;
    }
    return words >= 2;
}

/* Quotes and dashes before the first letter are passed over; a digit is where the text begins, and
 * then there is nothing to raise. */
char *text_title_first(struct arena *a, struct span s)
{
    for (size_t i = 0; i < s.n;) {
        size_t start = i;
        uint32_t c = text_next(s, &i);
        if (!u_isalnum((UChar32)c))
            continue;
        struct buf out = {0};
        buf_put(&out, s.p, start);
        buf_utf8(&out, (uint32_t)u_toupper((UChar32)c));
        buf_put(&out, s.p + i, s.n - i);
        return arena_buf(a, &out);
    }
    return arena_span(a, s);
}

int text_compare(const char *x, const char *y)
{
    if (strcmp(x, y) == 0)
        return 0;
    UErrorCode status = U_ZERO_ERROR;
    UCollator *collator = ucol_open(locale, &status);
    int order = 0;
    if (U_SUCCESS(status))
        order = (int)ucol_strcollUTF8(collator, x, -1, y, -1, &status);
    ucol_close(collator);
    if (order == 0)
        order = strcmp(x, y); /* UTF-8 sorts as its code points do */
    return order < 0 ? -1 : 1;
}

const char *text_icu_version(struct arena *a)
{
    UVersionInfo version;
    char text[U_MAX_VERSION_STRING_LENGTH];

    u_getVersion(version);
    u_versionToString(version, text);
    return arena_str(a, text);
}
