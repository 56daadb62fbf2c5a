/* Mathematical letters (Unicode 15, 22.2). */
#ifndef TEXT_LETTERS_H
#define TEXT_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

/* What Unicode has mathematical letters of. */
enum math_alphabet { MATH_ROMAN, MATH_SCRIPT, MATH_FRAKTUR, MATH_DOUBLE_STRUCK, MATH_SANS, MATH_MONO };
struct math_style {
    enum math_alphabet alphabet;
    bool bold, italic;
};

/* The character that prints `c` so; `c` itself where Unicode has none. */
uint32_t text_math_letter(uint32_t c, struct math_style style);
/* What such a character is in plain letters; false: it is none. */
bool text_math_plain(uint32_t c, uint32_t *plain, struct math_style *style);

#endif
