/* For words.sh: reads whole numbers, one a line, and writes each in words: ours, or with the
 * argument "icu" what ICU's spell-out rules for Vietnamese give. */
#include <stdio.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#include "text/words.h"

static void by_icu(UNumberFormat *format, const char *number)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar wide[512];
    char text[1536];
    unum_formatDecimal(format, number, -1, wide, 512, NULL, &status);
    u_strToUTF8(text, sizeof text, NULL, wide, -1, &status);
    puts(U_SUCCESS(status) ? text : u_errorName(status));
}

int main(int argc, char **argv)
{
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormat *format = NULL;
    if (argc > 1 && strcmp(argv[1], "icu") == 0)
        format = unum_open(UNUM_SPELLOUT, NULL, 0, "vi", NULL, &status);
    if (U_FAILURE(status))
        return 1;
    char number[128];
    while (fgets(number, sizeof number, stdin)) {
        struct arena arena = {0};
        number[strcspn(number, "\n")] = '\0';
        const char *words = format ? NULL : words_number(&arena, number, 0);
        if (format)
            by_icu(format, number);
        else
            puts(words ? words : "?");
        arena_release(&arena);
    }
    unum_close(format);
    return 0;
}
