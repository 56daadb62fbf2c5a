/* The formats of numbers (ECMA-376-1:2016, 17.18.59), with the letters and words of Vietnamese where the text is Vietnamese. */
#include "ooxml/read_label.h"

#include "ooxml/read_look.h"
#include "text/text.h"
#include "text/words.h"

bool to_number_format(const char *s, enum numbering_format *out)
{
    static const struct {
        const char *name;
        enum numbering_format format;
    } FORMATS[] = {
        {"decimal", NUMBERING_DECIMAL}, {"upperRoman", NUMBERING_ROMAN}, {"lowerRoman", NUMBERING_LOWER_ROMAN},
        {"upperLetter", NUMBERING_LETTER}, {"lowerLetter", NUMBERING_LOWER_LETTER}, {"decimalZero", NUMBERING_DECIMAL_ZERO},
        {"ordinal", NUMBERING_ORDINAL}, {"cardinalText", NUMBERING_WORDS}, {"bullet", NUMBERING_BULLET}, {"none", NUMBERING_NONE},
        {"chicago", NUMBERING_CHICAGO}, {"vietnameseCounting", NUMBERING_WORDS}, {"decimalHalfWidth", NUMBERING_DECIMAL},
        {"numberInDash", NUMBERING_DASH},
    };

    for (size_t i = 0; s && i < sizeof FORMATS / sizeof FORMATS[0]; i++)
        if (strcmp(s, FORMATS[i].name) == 0) {
            *out = FORMATS[i].format;
            return true;
        }
    return false;
}

/* Word's letters: a to z, then aa, bb, …; Vietnamese text has the same. */
static void put_letters(struct buf *out, long n, char first)
{
    enum { LETTERS = 26, REPEAT_MAX = 30 };
    long times = (n - 1) / LETTERS + 1;

    for (long i = 0; i < times && i < REPEAT_MAX; i++)
        buf_putc(out, (char)(first + (n - 1) % LETTERS));
}

/* *, †, ‡, §, then each twice, thrice (17.18.59, chicago). */
static void put_chicago(struct buf *out, long n)
{
    static const char *const MARKS[] = {"*", "†", "‡", "§"};
    enum { REPEAT_MAX = 30 };
    long times = (n - 1) / 4 + 1;

    for (long i = 0; i < times && i < REPEAT_MAX; i++)
        buf_puts(out, MARKS[(n - 1) % 4]);
}

static bool is_vietnamese(const char *lang)
{
    return lang && strncmp(lang, "vi", 2) == 0;
}

static void put_ordinal(struct buf *out, long n, const char *lang)
{
    static const char *const ENDINGS[] = {"th", "st", "nd", "rd"};
    long last = n % 10, ten = n % 100 / 10;

    buf_printf(out, "%ld", n);
    if (lang && strncmp(lang, "en", 2) == 0)
        buf_puts(out, ten == 1 || last > 3 ? "th" : ENDINGS[last]);
}

/* English below a million, as w:lang of most files names English. */
static void put_english(struct buf *out, long n)
{
    static const char *const ONES[] = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                                       "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const TENS[] = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

    if (n >= 1000) {
        put_english(out, n / 1000);
        buf_puts(out, " thousand");
        if (n % 1000 == 0)
            return;
        buf_putc(out, ' ');
        n %= 1000;
    }
    if (n >= 100) {
        buf_puts(out, ONES[n / 100]);
        buf_puts(out, " hundred");
        if (n % 100 == 0)
            return;
        buf_putc(out, ' ');
        n %= 100;
    }
    if (n >= 20) {
        buf_puts(out, TENS[n / 10]);
        if (n % 10) {
            buf_putc(out, '-');
            buf_puts(out, ONES[n % 10]);
        }
        return;
    }
    buf_puts(out, ONES[n]);
}

/* In words with a capital at their head, as Word has it. */
static void put_words(struct arena *a, struct buf *out, long n, const char *lang)
{
    struct buf b = {0};

    if (is_vietnamese(lang))
        buf_puts(&b, words_number(a, arena_printf(a, "%ld", n), 0));
    else
        put_english(&b, n);
    buf_puts(out, text_title_first(a, buf_span(&b)));
    buf_release(&b);
}

static void put_number(struct arena *a, struct buf *out, enum numbering_format format, long n, const char *lang)
{
    if (n < 1 && format != NUMBERING_DECIMAL_ZERO && format != NUMBERING_NONE)
        format = NUMBERING_DECIMAL;
    switch (format) {
    case NUMBERING_ROMAN:
        buf_puts(out, text_roman(a, (unsigned)n));
        break;
    case NUMBERING_LOWER_ROMAN:
        buf_puts(out, text_lower(a, span_of(text_roman(a, (unsigned)n))));
        break;
    case NUMBERING_LETTER:
        put_letters(out, n, 'A');
        break;
    case NUMBERING_LOWER_LETTER:
        put_letters(out, n, 'a');
        break;
    case NUMBERING_DECIMAL_ZERO:
        buf_printf(out, n >= 0 && n < 10 ? "0%ld" : "%ld", n);
        break;
    case NUMBERING_ORDINAL:
        put_ordinal(out, n, lang);
        break;
    case NUMBERING_WORDS:
        put_words(a, out, n, lang);
        break;
    case NUMBERING_CHICAGO:
        put_chicago(out, n);
        break;
    case NUMBERING_NONE:
        break;
    default:
        buf_printf(out, "%ld", n);
    }
}

const char *label_text(struct arena *a, const struct list_level_text *levels, int at, const long *count, const char *lang)
{
    struct buf out = {0};

    buf_puts(&out, "");
    for (const char *p = levels[at].pattern; *p; p++) {
        int i = *p == '%' && p[1] >= '1' && p[1] <= '9' ? p[1] - '1' : -1;

        if (i < 0) {
            buf_putc(&out, *p);
            continue;
        }
        p++;
        if (i > at) /* of a level below: Word prints nothing */
            continue;
        put_number(a, &out, levels[at].legal && levels[i].format != NUMBERING_NONE ? NUMBERING_DECIMAL : levels[i].format, count[i], lang);
    }
    return arena_buf(a, &out);
}

/* ---- bullets ---- */

static const char *rpr_font(const xmlNode *rpr)
{
    const xmlNode *fonts = child_w(rpr, "rFonts");
    const char *name = attr(fonts, "hAnsi");

    return name ? name : attr(fonts, "ascii");
}

const char *label_bullet(struct reader *r, const xmlNode *rpr, const char *pattern)
{
    const char *font = rpr_font(rpr);
    struct span s = span_of(pattern);
    struct buf out = {0};

    buf_puts(&out, "");
    for (size_t i = 0; i < s.n;) {
        uint32_t c = text_next(s, &i), mapped;

        if (symbol_char(font, c, &mapped))
            c = mapped;
        else if (c >= 0xF000 && c <= 0xF0FF) /* of a font that we do not know: a dot is what most lists have */
            c = 0x2022;
        buf_utf8(&out, c);
    }
    return arena_buf(&r->doc->arena, &out);
}

const char *label_bullet_font(const char *own, const char *text)
{
    return own && !is_symbol_font(own) ? own : text;
}
