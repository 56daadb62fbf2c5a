/* Vietnamese text on ICU: normal form, case, order, folded keys, line-break opportunities.
 * All input and output is UTF-8. Results stand in the arena. No locale of the process is used. */
#ifndef TEXT_TEXT_H
#define TEXT_TEXT_H

#include "base/ctx.h"

/* Offset of the first byte that is not valid UTF-8, or s.n when all is valid. */
size_t text_utf8_check(struct span s);
/* Decodes one character at *i (valid UTF-8 assumed) and moves *i on. */
uint32_t text_next(struct span s, size_t *i);
size_t text_length(struct span s); /* in characters */
/* What a character is, several at a time. NUMERIC holds DIGIT holds DECIMAL, as Python asks for them. */
enum { TEXT_LETTER = 1, TEXT_UPPER = 2, TEXT_LOWER = 4, TEXT_SPACE = 8, TEXT_DECIMAL = 16, TEXT_DIGIT = 32, TEXT_NUMERIC = 64 };
unsigned text_kind(uint32_t c);

char *text_nfc(struct arena *a, struct span s);      /* input that is NFC already is only copied */
bool text_is_nfc(struct span s);
char *text_upper(struct arena *a, struct span s);    /* vi: "uỷ" -> "UỶ" */
char *text_lower(struct arena *a, struct span s);
bool text_is_upper(struct span s);                   /* words in capitals: two at least, and no small letter */
char *text_title_first(struct arena *a, struct span s); /* the first letter upper case, the rest as is */
int text_compare(const char *x, const char *y);      /* order of the vi collation; ties by code point */
/* A key folded: case, diacritics and đ dropped, every run of anything but letters and digits one '_':
 * "Trích yếu", "trich-yeu" and "trich_yeu" give "trich_yeu". */
char *text_fold(struct arena *a, struct span s);
/* The candidate with the least edit distance to `word` (both folded by the caller), NULL if none is near
 * (distance over a third of the length). `candidates` ends with NULL. */
const char *text_nearest(const char *word, const char *const *candidates);
/* Where the first word begins of a line that is Vietnamese in TCVN3 or VNI, or in UTF-8 read as Latin 1; line.n: none
 * does. Of TCVN3 and VNI three such words, and half of those with letters beyond ASCII, are needed: a foreign name is not
 * enough. */
size_t text_find_recoded(struct span line);
/* The old codes that fonts went with: what such a font shows where the text has Latin 1. */
enum text_code { CODE_UNICODE, CODE_TCVN3, CODE_TCVN3_CAPITALS, CODE_VNI };
enum text_code text_code_of(const char *family); /* by the font's name: ".VnTime", ".VnTimeH", "VNI-Times" */
/* Whether text in such a font is in its code: > 0 it must be, < 0 it is Unicode after all, 0 it can be either. */
int text_code_evidence(struct span s, enum text_code code);
/* The text in Unicode, NFC; characters that the code does not have stay. */
char *text_recode(struct arena *a, struct span s, enum text_code code);
/* The text without soft hyphens, zero-width and direction marks; Ð (eth), which looks like Đ, becomes Đ. */
char *text_visible(struct arena *a, struct span s);
bool text_is_visible(struct span s); /* nothing of that kind in it */
/* Runs of white space to one space, ends trimmed; U+00A0 is kept. */
char *text_collapse(struct arena *a, struct span s);

/* Line-break opportunities: after a space; after U+2010, U+2013, U+2014 when a character other than a space
 * follows; after '-' in words and ranges, not in the symbol of a paper ("36-HD/VPTW"), not between a letter and a
 * digit; never after '/', '.', U+2011 or around U+00A0 (Word layout 1.4, HD 05 page 29). Returns true when a line may end
 * before byte `i` of s (0 < i < s.n); looks at most 40 bytes ahead. */
bool text_break_before(struct span s, size_t i);

/* The same as Word has it, for files of others: a hyphen within a word divides it, whatever the word is. */
bool text_break_word(struct span s, size_t i);

char *text_roman(struct arena *a, unsigned n);  /* 1..3999; else decimal */
/* The letters of điểm: a b c d đ e g h i k l m n o p q r s t u v x y, then aa, ab, ... n from 1. */
char *text_letter(struct arena *a, unsigned n);

/* The version of ICU that runs, in the arena: line breaks rest on its data. */
const char *text_icu_version(struct arena *a);

#endif
