/* One table for both directions; behind it names that are read as a format that has another. */
#include "ooxml/format.h"

#include <string.h>

static const struct format_name names[] = {
    [NUMBERING_DECIMAL] = {"decimal", NULL},
    [NUMBERING_ROMAN] = {"upperRoman", NULL},
    [NUMBERING_LOWER_ROMAN] = {"lowerRoman", NULL},
    [NUMBERING_LETTER] = {"upperLetter", NULL},
    [NUMBERING_LOWER_LETTER] = {"lowerLetter", NULL},
    [NUMBERING_DECIMAL_ZERO] = {"decimalZero", NULL},
    [NUMBERING_ORDINAL] = {"ordinal", NULL},
    [NUMBERING_WORDS] = {"cardinalText", NULL},
    [NUMBERING_BULLET] = {"bullet", NULL},
    [NUMBERING_NONE] = {"none", NULL},
    [NUMBERING_CHICAGO] = {"chicago", NULL},
    [NUMBERING_ORDINAL_WORDS] = {"ordinalText", NULL},
    [NUMBERING_VIETNAMESE] = {"vietnameseCounting", NULL},
    [NUMBERING_HEX] = {"hex", NULL},
    [NUMBERING_DASH] = {"numberInDash", NULL},
    [NUMBERING_THREE_FIGURES] = {"custom", "001, 002, 003, ..."},
    [NUMBERING_FOUR_FIGURES] = {"custom", "0001, 0002, 0003, ..."},
    [NUMBERING_FIVE_FIGURES] = {"custom", "00001, 00002, 00003, ..."},
    [NUMBERING_CIRCLE] = {"decimalEnclosedCircle", NULL},
    [NUMBERING_PAREN] = {"decimalEnclosedParen", NULL},
    [NUMBERING_FULL_STOP] = {"decimalEnclosedFullstop", NULL},
    [NUMBERING_ALPHABET] = {"upperLetter", NULL},
    [NUMBERING_LOWER_ALPHABET] = {"lowerLetter", NULL},
};

struct format_name docx_format_name(enum numbering_format format)
{
    return names[format];
}

bool docx_format_read(const char *val, const char *custom, enum numbering_format *out)
{
    static const struct {
        const char *val;
        enum numbering_format format;
    } others[] = {{"decimalHalfWidth", NUMBERING_DECIMAL}, {"decimalEnclosedCircleChinese", NUMBERING_CIRCLE}};
    for (int i = 0; val && i < NUMBERING__COUNT; i++)
        if (strcmp(val, names[i].val) == 0 && (!names[i].custom || (custom && strcmp(custom, names[i].custom) == 0))) {
            *out = (enum numbering_format)i;
            return true;
        }
    for (size_t i = 0; val && i < sizeof others / sizeof *others; i++)
        if (strcmp(val, others[i].val) == 0) {
            *out = others[i].format;
            return true;
        }
    return false;
}
