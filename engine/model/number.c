/* Idea: one table of what each format does with a number. */
#include "model/number.h"

#include "text/text.h"

enum { REPEATS = 30 }; /* of a letter: Word begins with figures again after 780 */

static char *lower(char *s)
{
    for (char *c = s; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    return s;
}

static char *decimal(struct arena *a, int n)
{
    return arena_printf(a, "%d", n);
}

static char *roman(struct arena *a, int n)
{
    return n > 0 ? text_roman(a, (unsigned)n) : decimal(a, n);
}

static char *lower_roman(struct arena *a, int n)
{
    return lower(roman(a, n));
}

/* A..Z, AA..ZZ, AAA.. */
static char *letter(struct arena *a, int n)
{
    const int times = (n - 1) / 26 + 1;
    if (n < 1 || times > REPEATS)
        return decimal(a, n);
    char *s = arena_alloc(a, (size_t)times + 1);
    memset(s, 'A' + (n - 1) % 26, (size_t)times);
    s[times] = '\0';
    return s;
}

static char *lower_letter(struct arena *a, int n)
{
    return lower(letter(a, n));
}

static char *decimal_zero(struct arena *a, int n)
{
    return arena_printf(a, "%02d", n);
}

static char *ordinal(struct arena *a, int n)
{
    const int last = n % 10, teen = n % 100 / 10 == 1;
    return arena_printf(a, "%d%s", n, teen || last < 1 || last > 3 ? "th" : last == 1 ? "st" : last == 2 ? "nd" : "rd");
}

/* The marks of the Chicago Manual: one, two, three of each in turn. */
static char *chicago(struct arena *a, int n)
{
    static const char *const marks[] = {"*", "\xE2\x80\xA0", "\xE2\x80\xA1", "\xC2\xA7"};
    char *s = arena_str(a, "");
    if (n < 1 || n > 4 * REPEATS)
        return decimal(a, n);
    for (int i = 0; i <= (n - 1) / 4; i++)
        s = arena_printf(a, "%s%s", s, marks[(n - 1) % 4]);
    return s;
}

static char *dash(struct arena *a, int n)
{
    return arena_printf(a, "- %d -", n);
}

static char *nothing(struct arena *a, int n)
{
    (void)n;
    return arena_str(a, "");
}

const char *number_text(struct arena *a, enum numbering_format format, int n)
{
    static char *(*const formats[])(struct arena *, int) = {
        [NUMBERING_DECIMAL] = decimal, [NUMBERING_ROMAN] = roman, [NUMBERING_LOWER_ROMAN] = lower_roman,
        [NUMBERING_LETTER] = letter, [NUMBERING_LOWER_LETTER] = lower_letter, [NUMBERING_DECIMAL_ZERO] = decimal_zero,
        [NUMBERING_ORDINAL] = ordinal, [NUMBERING_WORDS] = decimal, [NUMBERING_BULLET] = nothing, [NUMBERING_NONE] = nothing,
        [NUMBERING_CHICAGO] = chicago, [NUMBERING_DASH] = dash,
    };
    return formats[format](a, n);
}
