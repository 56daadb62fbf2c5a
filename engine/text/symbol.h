/* Fonts whose codes are signs instead of letters. */
#ifndef TEXT_SYMBOL_H
#define TEXT_SYMBOL_H

#include <stdbool.h>
#include <stdint.h>

/* Whether the codes of a font are signs instead of letters: "Symbol", "Wingdings". */
bool is_symbol_font(const char *family);
/* The character for a sign of such a font, by its code, bare or in U+F000 to U+F0FF; false: none, or another font. */
bool symbol_char(const char *family, uint32_t code, uint32_t *out);
/* The reverse: the first code that is this character, in U+F020 to U+F0FF. */
bool symbol_code(const char *family, uint32_t c, uint32_t *out);

#endif
