/* Windows' character sets, by the numbers that fonts name them with ([MS-WMF] 2.1.1.5). */
#include "text/codepage.h"

#include <string.h>
#include <unicode/ucnv.h>

void text_charset(unsigned charset, uint32_t table[256])
{
    static const struct {
        unsigned charset;
        const char *name;
    } rows[] = {{77, "macintosh"}, {161, "windows-1253"}, {162, "windows-1254"}, {163, "windows-1258"}, {177, "windows-1255"},
                {178, "windows-1256"}, {186, "windows-1257"}, {204, "windows-1251"}, {222, "windows-874"}, {238, "windows-1250"},
                {255, "ibm-850"}};
    const char *name = "windows-1252";
    UErrorCode status = U_ZERO_ERROR;
    UConverter *converter;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].charset == charset)
            name = rows[i].name;
    converter = ucnv_open(name, &status);
    for (unsigned i = 0; i < 256; i++) {
        const char byte = (char)i, *from = &byte;
        status = U_ZERO_ERROR;
        table[i] = converter ? (uint32_t)ucnv_getNextUChar(converter, &from, &byte + 1, &status) : i;
        if (U_FAILURE(status))
            table[i] = 0xFFFD;
    }
    if (converter)
        ucnv_close(converter);
}
