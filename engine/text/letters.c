/* Mathematical letters (Unicode 15, Mathematical Alphanumeric Symbols, U+1D400 to U+1D7FF). The blocks of Latin letters, Greek
 * letters and digits follow each other by weight and slant; letters that Unicode had before stand elsewhere. */
#include "text/letters.h"

enum { BOLD = 1, ITALIC = 2 };

/* Latin: 52 letters from A on. 0: Unicode has none. */
static const uint32_t latin[][4] = { /* plain, bold, italic, bold italic */
    [MATH_ROMAN] = {0, 0x1D400, 0x1D434, 0x1D468},
    [MATH_SCRIPT] = {0x1D49C, 0x1D4D0, 0x1D49C, 0x1D4D0},
    [MATH_FRAKTUR] = {0x1D504, 0x1D56C, 0x1D504, 0x1D56C},
    [MATH_DOUBLE_STRUCK] = {0x1D538, 0x1D538, 0x1D538, 0x1D538},
    [MATH_SANS] = {0x1D5A0, 0x1D5D4, 0x1D608, 0x1D63C},
    [MATH_MONO] = {0x1D670, 0x1D670, 0x1D670, 0x1D670},
};
/* Greek: 58 from U+0391 on. */
static const uint32_t greek[][4] = {
    [MATH_ROMAN] = {0, 0x1D6A8, 0x1D6E2, 0x1D71C},
    [MATH_SCRIPT] = {0}, [MATH_FRAKTUR] = {0}, [MATH_DOUBLE_STRUCK] = {0},
    [MATH_SANS] = {0, 0x1D756, 0, 0x1D790},
    [MATH_MONO] = {0},
};
static const uint32_t digits[][4] = {
    [MATH_ROMAN] = {0, 0x1D7CE, 0, 0x1D7CE},
    [MATH_SCRIPT] = {0}, [MATH_FRAKTUR] = {0},
    [MATH_DOUBLE_STRUCK] = {0x1D7D8, 0x1D7D8, 0x1D7D8, 0x1D7D8},
    [MATH_SANS] = {0x1D7E2, 0x1D7EC, 0x1D7E2, 0x1D7EC},
    [MATH_MONO] = {0x1D7F6, 0x1D7F6, 0x1D7F6, 0x1D7F6},
};
/* The places that are empty, and what prints there. */
static const uint32_t elsewhere[][2] = {
    {0x1D455, 0x210E}, {0x1D49D, 0x212C}, {0x1D4A0, 0x2130}, {0x1D4A1, 0x2131}, {0x1D4A3, 0x210B}, {0x1D4A4, 0x2110}, {0x1D4A7, 0x2112},
    {0x1D4A8, 0x2133}, {0x1D4AD, 0x211B}, {0x1D4BA, 0x212F}, {0x1D4BC, 0x210A}, {0x1D4C4, 0x2134}, {0x1D506, 0x212D}, {0x1D50B, 0x210C},
    {0x1D50C, 0x2111}, {0x1D515, 0x211C}, {0x1D51D, 0x2128}, {0x1D53A, 0x2102}, {0x1D53F, 0x210D}, {0x1D545, 0x2115}, {0x1D547, 0x2119},
    {0x1D548, 0x211A}, {0x1D549, 0x211D}, {0x1D551, 0x2124},
};
enum { N_ELSEWHERE = sizeof elsewhere / sizeof *elsewhere };
/* Greek signs behind the small letters of a block. */
static const uint32_t greek_signs[] = {0x2202, 0x3F5, 0x3D1, 0x3F0, 0x3D5, 0x3F1, 0x3D6};
enum { N_SIGNS = sizeof greek_signs / sizeof *greek_signs };

static uint32_t greek_at(uint32_t c)
{
    if (c >= 0x391 && c <= 0x3C9 && c != 0x3A2 && !(c > 0x3A9 && c < 0x3B1))
        return c < 0x3B1 ? c - 0x391 : c - 0x3B1 + 26;
    if (c == 0x2207)
        return 25;
    for (uint32_t i = 0; i < N_SIGNS; i++)
        if (greek_signs[i] == c)
            return 51 + i;
    return UINT32_MAX;
}

uint32_t text_math_letter(uint32_t c, struct math_style style)
{
    const unsigned way = (style.bold ? BOLD : 0) | (style.italic ? ITALIC : 0);
    const bool capital = c >= 'A' && c <= 'Z';
    uint32_t base = 0, at = 0;

    if (capital || (c >= 'a' && c <= 'z')) {
        base = latin[style.alphabet][way];
        at = capital ? c - 'A' : c - 'a' + 26;
    } else if (c >= '0' && c <= '9') {
        base = digits[style.alphabet][way];
        at = c - '0';
    } else if (greek_at(c) != UINT32_MAX) {
        at = greek_at(c);
        base = at == 25 && way == ITALIC ? 0 : greek[style.alphabet][way]; /* nabla leans only where it is bold */
    }
    if (!base)
        return c;
    for (int i = 0; i < N_ELSEWHERE; i++)
        if (elsewhere[i][0] == base + at)
            return elsewhere[i][1];
    return base + at;
}

static bool block_plain(uint32_t c, const uint32_t table[][4], uint32_t size, uint32_t *at, struct math_style *style)
{
    for (int alphabet = MATH_ROMAN; alphabet <= MATH_MONO; alphabet++)
        for (unsigned way = 0; way < 4; way++)
            if (table[alphabet][way] && c >= table[alphabet][way] && c < table[alphabet][way] + size) {
                *style = (struct math_style){(enum math_alphabet)alphabet, way & BOLD, way & ITALIC};
                *at = c - table[alphabet][way];
                return true;
            }
    return false;
}

bool text_math_plain(uint32_t c, uint32_t *plain, struct math_style *style)
{
    uint32_t at;

    for (int i = 0; i < N_ELSEWHERE; i++)
        if (elsewhere[i][1] == c)
            c = elsewhere[i][0];
    if (c < 0x1D400 || c > 0x1D7FF)
        return false;
    if (block_plain(c, latin, 52, &at, style))
        *plain = at < 26 ? 'A' + at : 'a' + at - 26;
    else if (block_plain(c, digits, 10, &at, style))
        *plain = '0' + at;
    else if (block_plain(c, greek, 58, &at, style))
        *plain = at == 25 ? 0x2207 : at < 25 ? 0x391 + at : at < 51 ? 0x3B1 + at - 26 : greek_signs[at - 51];
    else
        return false;
    return true;
}
