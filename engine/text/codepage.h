/* Text of one byte a character, as old Windows programs wrote it. */
#ifndef TEXT_CODEPAGE_H
#define TEXT_CODEPAGE_H

#include <stddef.h>
#include <stdint.h>

/* The characters of a character set; U+FFFD where it has none. Sets of two bytes a character are read as Windows-1252. */
void text_charset(unsigned charset, uint32_t table[256]);

#endif
