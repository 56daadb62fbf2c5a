/* Idea: one table of what each format does with a number (ECMA-376-1:2016, 17.18.59; ODF 1.3 part 3, 19.500). A row says what
 * numbers it can print; others are figures, as in Word. */
#include "model/number.h"

#include <limits.h>

#include "text/text.h"
#include "text/words.h"

enum {
    REPEATS = 30,     /* of a letter or mark: Word begins with figures again after 780 */
    LETTERS = 26,
    ROMAN_MAX = 3999,
    WORDS_MAX = 999999,
};

struct wanted {
    struct arena *a;
    long n;
    const char *lang;
};

static char *in_figures(const struct wanted *w)
{
    return arena_printf(w->a, "%ld", w->n);
}

static char *lower(char *s)
{
    for (char *c = s; *c; c++)
        *c = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    return s;
}

static char *in_roman(const struct wanted *w)
{
    return text_roman(w->a, (unsigned)w->n);
}

static char *in_lower_roman(const struct wanted *w)
{
    return lower(in_roman(w));
}

/* A..Z, AA..ZZ, AAA.. */
static char *in_letters(const struct wanted *w)
{
    const size_t times = (size_t)(w->n - 1) / LETTERS + 1;
    char *s = arena_alloc(w->a, times + 1);
    memset(s, 'A' + (int)((w->n - 1) % LETTERS), times);
    s[times] = '\0';
    return s;
}

static char *in_lower_letters(const struct wanted *w)
{
    return lower(in_letters(w));
}

/* A..Z, AA, AB.. (ODF without style:num-letter-sync) */
static char *in_alphabet(const struct wanted *w)
{
    char digits[16], *at = digits + sizeof digits - 1;
    *at = '\0';
    for (long n = w->n; n > 0; n = (n - 1) / LETTERS)
        *--at = (char)('A' + (n - 1) % LETTERS);
    return arena_str(w->a, at);
}

static char *in_lower_alphabet(const struct wanted *w)
{
    return lower(in_alphabet(w));
}

static char *padded(const struct wanted *w, int digits)
{
    return arena_printf(w->a, "%0*ld", digits, w->n);
}

static char *in_two_figures(const struct wanted *w)
{
    return padded(w, 2);
}

static char *in_three_figures(const struct wanted *w)
{
    return padded(w, 3);
}

static char *in_four_figures(const struct wanted *w)
{
    return padded(w, 4);
}

static char *in_five_figures(const struct wanted *w)
{
    return padded(w, 5);
}

static char *in_hex(const struct wanted *w)
{
    return arena_printf(w->a, "%lX", (unsigned long)w->n);
}

static char *in_dashes(const struct wanted *w)
{
    return arena_printf(w->a, "- %ld -", w->n);
}

/* One letter of the twenty that begin at `first`. */
static char *enclosed(const struct wanted *w, uint32_t first)
{
    struct buf b = {0};
    buf_utf8(&b, first + (uint32_t)w->n - 1);
    return arena_buf(w->a, &b);
}

static char *in_circle(const struct wanted *w)
{
    return enclosed(w, 0x2460);
}

static char *in_paren(const struct wanted *w)
{
    return enclosed(w, 0x2474);
}

static char *with_full_stop(const struct wanted *w)
{
    return enclosed(w, 0x2488);
}

/* The marks of the Chicago Manual: one, two, three of each in turn. */
static char *in_marks(const struct wanted *w)
{
    static const char *const marks[] = {"*", "\xE2\x80\xA0", "\xE2\x80\xA1", "\xC2\xA7"};
    struct buf b = {0};
    for (long i = 0; i <= (w->n - 1) / 4; i++)
        buf_puts(&b, marks[(w->n - 1) % 4]);
    return arena_buf(w->a, &b);
}

/* ---- words ---- */

static bool is_vietnamese(const struct wanted *w)
{
    return w->lang && strncmp(w->lang, "vi", 2) == 0;
}

/* Word adds English endings in English text only: Vietnamese has the figure alone. */
static char *ordinal(const struct wanted *w)
{
    static const char *const endings[] = {"th", "st", "nd", "rd"};
    const long last = w->n % 10, teen = w->n % 100 / 10 == 1;
    if (w->lang && strncmp(w->lang, "en", 2) != 0)
        return in_figures(w);
    return arena_printf(w->a, "%ld%s", w->n, endings[teen || last > 3 ? 0 : last]);
}

static const char *const ones[] = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                                   "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
static const char *const tens[] = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

static void put_english(struct buf *out, long n)
{
    const struct {
        long unit;
        const char *name;
    } units[] = {{1000, " thousand"}, {100, " hundred"}};
    for (int i = 0; i < 2; i++) {
        if (n < units[i].unit)
            continue;
        put_english(out, n / units[i].unit);
        buf_puts(out, units[i].name);
        n %= units[i].unit;
        if (n == 0)
            return;
        buf_putc(out, ' ');
    }
    if (n >= 20) {
        buf_puts(out, tens[n / 10]);
        if (n % 10 == 0)
            return;
        buf_putc(out, '-');
        n %= 10;
    }
    buf_puts(out, ones[n]);
}

static char *english(const struct wanted *w)
{
    struct buf b = {0};
    put_english(&b, w->n);
    return arena_buf(w->a, &b);
}

/* "twenty-one" becomes "twenty-first". */
static char *english_ordinal(const struct wanted *w)
{
    static const char *const odd[][2] = {{"one", "first"}, {"two", "second"}, {"three", "third"}, {"five", "fifth"},
                                         {"eight", "eighth"}, {"nine", "ninth"}, {"twelve", "twelfth"}};
    const char *s = english(w);
    const size_t n = strlen(s);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        const size_t m = strlen(odd[i][0]);
        if (n >= m && strcmp(s + n - m, odd[i][0]) == 0 && (n == m || s[n - m - 1] == ' ' || s[n - m - 1] == '-'))
            return arena_printf(w->a, "%.*s%s", (int)(n - m), s, odd[i][1]);
    }
    return s[n - 1] == 'y' ? arena_printf(w->a, "%.*sieth", (int)(n - 1), s) : arena_printf(w->a, "%sth", s);
}

static char *vietnamese(const struct wanted *w)
{
    return words_number(w->a, in_figures(w), 0);
}

/* Word has a capital at the head of words. */
static char *in_words(const struct wanted *w)
{
    return text_title_first(w->a, span_of(is_vietnamese(w) ? vietnamese(w) : english(w)));
}

static char *in_ordinal_words(const struct wanted *w)
{
    if (!is_vietnamese(w))
        return text_title_first(w->a, span_of(english_ordinal(w)));
    const char *s = w->n == 1 ? "nhất" : w->n == 2 ? "hai" : w->n == 4 ? "tư" : vietnamese(w);
    return arena_printf(w->a, "Thứ %s", s);
}

static char *nothing(const struct wanted *w)
{
    return arena_str(w->a, "");
}

const char *number_text(struct arena *a, enum numbering_format format, long n, const char *lang)
{
    static const struct {
        char *(*text)(const struct wanted *w);
        long from, to; /* the numbers that it can say; 0, 0: any */
    } formats[] = {
        [NUMBERING_DECIMAL] = {in_figures, 0, 0},
        [NUMBERING_ROMAN] = {in_roman, 1, ROMAN_MAX},
        [NUMBERING_LOWER_ROMAN] = {in_lower_roman, 1, ROMAN_MAX},
        [NUMBERING_LETTER] = {in_letters, 1, LETTERS * REPEATS},
        [NUMBERING_LOWER_LETTER] = {in_lower_letters, 1, LETTERS * REPEATS},
        [NUMBERING_DECIMAL_ZERO] = {in_two_figures, 0, 0},
        [NUMBERING_ORDINAL] = {ordinal, 1, LONG_MAX},
        [NUMBERING_WORDS] = {in_words, 1, WORDS_MAX},
        [NUMBERING_BULLET] = {nothing, 0, 0},
        [NUMBERING_NONE] = {nothing, 0, 0},
        [NUMBERING_CHICAGO] = {in_marks, 1, 4L * REPEATS},
        [NUMBERING_ORDINAL_WORDS] = {in_ordinal_words, 1, WORDS_MAX},
        [NUMBERING_VIETNAMESE] = {vietnamese, 1, WORDS_MAX},
        [NUMBERING_HEX] = {in_hex, 1, LONG_MAX},
        [NUMBERING_DASH] = {in_dashes, 0, 0},
        [NUMBERING_THREE_FIGURES] = {in_three_figures, 0, 0},
        [NUMBERING_FOUR_FIGURES] = {in_four_figures, 0, 0},
        [NUMBERING_FIVE_FIGURES] = {in_five_figures, 0, 0},
        [NUMBERING_CIRCLE] = {in_circle, 1, 20},
        [NUMBERING_PAREN] = {in_paren, 1, 20},
        [NUMBERING_FULL_STOP] = {with_full_stop, 1, 20},
        [NUMBERING_ALPHABET] = {in_alphabet, 1, LONG_MAX},
        [NUMBERING_LOWER_ALPHABET] = {in_lower_alphabet, 1, LONG_MAX},
    };
    const struct wanted w = {a, n, lang};
    const bool any = formats[format].to == 0, can = any || (n >= formats[format].from && n <= formats[format].to);
    return can ? formats[format].text(&w) : in_figures(&w);
}
