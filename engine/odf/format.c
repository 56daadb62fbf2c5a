/* The names that ODF has for formats of numbers: those of the standard (ODF 1.3 part 3, 19.500), and behind them those that
 * LibreOffice has added, which readers that do not know them take for figures. */
#include "odf/format.h"

#include <string.h>

static const struct {
    const char *name;
    enum numbering_format format;
} names[] = {
    {"1", NUMBERING_DECIMAL}, {"I", NUMBERING_ROMAN}, {"i", NUMBERING_LOWER_ROMAN}, {"A", NUMBERING_ALPHABET},
    {"a", NUMBERING_LOWER_ALPHABET}, {"", NUMBERING_NONE}, {"01, 02, 03, ...", NUMBERING_DECIMAL_ZERO},
    {"001, 002, 003, ...", NUMBERING_THREE_FIGURES}, {"0001, 0002, 0003, ...", NUMBERING_FOUR_FIGURES},
    {"00001, 00002, 00003, ...", NUMBERING_FIVE_FIGURES}, {"1st", NUMBERING_ORDINAL}, {"One", NUMBERING_WORDS},
    {"First", NUMBERING_ORDINAL_WORDS}, {"①, ②, ③, ...", NUMBERING_CIRCLE}, {"*, †, ‡, §, **, ††, ...", NUMBERING_CHICAGO},
};

enum numbering_format odt_format(const char *name, bool letter_sync)
{
    for (size_t i = 0; name && i < sizeof names / sizeof *names; i++) {
        if (strcmp(name, names[i].name) != 0)
            continue;
        const enum numbering_format f = names[i].format;
        return !letter_sync ? f : f == NUMBERING_ALPHABET ? NUMBERING_LETTER : f == NUMBERING_LOWER_ALPHABET ? NUMBERING_LOWER_LETTER : f;
    }
    return NUMBERING_DECIMAL;
}

void odf_format(struct xml *x, enum numbering_format format)
{
    const bool sync = format == NUMBERING_LETTER || format == NUMBERING_LOWER_LETTER;
    const enum numbering_format said = format == NUMBERING_LETTER         ? NUMBERING_ALPHABET
                                     : format == NUMBERING_LOWER_LETTER ? NUMBERING_LOWER_ALPHABET
                                     : format == NUMBERING_BULLET       ? NUMBERING_NONE : format;
    const char *name = "1";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].format == said)
            name = names[i].name;
    xml_attr(x, "style:num-format", name);
    if (sync)
        xml_attr(x, "style:num-letter-sync", "true");
}
