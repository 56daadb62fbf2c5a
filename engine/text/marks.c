/* The marks of sections: Roman numerals and the letters of điểm. */
#include "text/text.h"

char *text_roman(struct arena *a, unsigned n)
{
    static const struct {
        unsigned value;
        const char *sign;
    } signs[] = {
        {1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"},
        {40, "XL"},  {10, "X"},   {9, "IX"},  {5, "V"},    {4, "IV"},  {1, "I"},
    };
    if (n == 0 || n > 3999)
        return arena_printf(a, "%u", n);
    struct buf out = {0};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        for (; n >= signs[i].value; n -= signs[i].value)
            buf_puts(&out, signs[i].sign);
    }
    return arena_buf(a, &out);
}

/* Counting without a zero, in the Vietnamese alphabet without ă, â, ê, ô, ơ, ư and the foreign
 * letters. */
char *text_letter(struct arena *a, unsigned n)
{
    static const char *const letters[] = {"a", "b", "c", "d", "đ", "e", "g", "h",
                                          "i", "k", "l", "m", "n", "o", "p", "q",
                                          "r", "s", "t", "u", "v", "x", "y"};
    enum { COUNT = sizeof letters / sizeof *letters };
    const char *reversed[16]; /* 23 to the 8th is over 2 to the 32nd */
    size_t length = 0;
    for (; n > 0; n = (n - 1) / COUNT)
        reversed[length++] = letters[(n - 1) % COUNT];
    struct buf out = {0};
    while (length > 0)
        buf_puts(&out, reversed[--length]);
    return arena_buf(a, &out);
}
