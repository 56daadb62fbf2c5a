/* The two habits of placing a tone mark, seen in open syllables only: there they differ. */
#include "text/tones.h"

#include "text/text.h"

static const char *const older_tails[] = {"òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"};
static const char *const newer_tails[] = {"oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"};
enum { TAILS = sizeof older_tails / sizeof *older_tails };

static bool ends_with(struct span word, const char *tail)
{
    size_t n = strlen(tail);

    return word.n >= n && memcmp(word.p + word.n - n, tail, n) == 0;
}

/* Only a word that ends in one of the two shapes is worth lower-casing: a plain a, e, y after a letter with a
 * mark, or a letter with a mark after a plain o, u. */
static bool may_bear_tone(struct span word)
{
    const unsigned char *p = (const unsigned char *)word.p, *last = p + word.n - 1;

    if (*last < 0x80)
        return strchr("aeyAEY", *last) != NULL && last[-1] >= 0x80;
    while (last > p && (*last & 0xc0) == 0x80)
        last--;
    return last > p && strchr("ouOU", last[-1]) != NULL;
}

static void note_word(struct tones *t, struct arena *a, struct span word, struct pos pos)
{
    struct span lower;

    if (tones_mixed(t) || !may_bear_tone(word))
        return;
    lower = span_of(text_lower(a, word));
    for (int i = 0; i < TAILS; i++) {
        bool after_q = lower.n > 4 && ends_with(span_make(lower.p, lower.n - strlen(newer_tails[i]) + 1), "qu");

        if (!t->older.text && ends_with(lower, older_tails[i])) {
            t->older.text = arena_span(a, word);
            t->older.pos = pos;
        } else if (!t->newer.text && ends_with(lower, newer_tails[i]) && !after_q) {
            t->newer.text = arena_span(a, word);
            t->newer.pos = pos;
        }
    }
}

static bool is_letter(char c)
{
    return (unsigned char)c >= 0x80 || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

void tones_note(struct tones *t, struct arena *a, const char *text, struct pos pos)
{
    struct span s = span_of(text);
    size_t start = 0;

    for (size_t i = 0; i <= s.n; i++) {
        if (i < s.n && is_letter(s.p[i]))
            continue;
        if (i - start >= 3)
            note_word(t, a, span_make(s.p + start, i - start), pos);
        start = i + 1;
    }
}

char *tones_newer_place(const struct tones *t, struct arena *a)
{
    struct pos pos = t->newer.pos;

    if (!pos.place)
        pos.col = 0;
    return pos_text(a, pos);
}
