/* Families of others and what stands in for them. Vertical metrics are those of the families' own hhea tables, by the rule
 * that face.c follows; underlines as measured on papers printed by Word. The old Vietnamese families (TCVN3, VNI) are told
 * by how their names begin: what they draw is a matter of the text's code, not of the font. */
#include "font/standins.h"

#include <stddef.h>
#include <string.h>

#define SERIF "Liberation Serif"
#define SANS "Liberation Sans"
#define MONO "Liberation Mono"

static const struct standin standins[] = {
    {"Cambria", {"Caladea", SERIF}, false, 1946, 455, {{-125, 116}, {-105, 156}}},
    {"Cambria Math", {"Caladea", SERIF}, false, 1946, 455, {{-125, 116}, {-105, 156}}},
    {"Calibri Light", {"Carlito", SANS}, false, 1950, 550, {{-232, 134}, {-232, 134}}},
    {"Aptos", {SANS}, false, 1923, 577, {{0}}},
    {"Aptos Display", {SANS}, false, 1923, 577, {{0}}},
    {"Georgia", {"Gelasio", SERIF}, false, 1878, 449, {{-181, 101}, {-181, 101}}},
    {"Verdana", {"DejaVu Sans", SANS}, false, 2059, 430, {{-180, 120}, {-180, 120}}},
    {"Tahoma", {"DejaVu Sans Condensed", SANS}, false, 2049, 423, {{0}}},
    {"Segoe UI", {"Open Sans", SANS}, false, 2210, 514, {{0}}},
    {"Segoe UI Light", {"Open Sans", SANS}, false, 2210, 514, {{0}}},
    {"Segoe UI Symbol", {"Open Sans", SANS, "DejaVu Sans"}, false, 2210, 514, {{0}}},
    {"Open Sans", {SANS}, false, 2189, 600, {{0}}},
    {"Roboto", {SANS}, false, 1900, 500, {{0}}},
    {"Century Gothic", {SANS}, false, 2060, 451, {{0}}},
    {"Franklin Gothic Demi", {SANS}, false, 1877, 445, {{0}}},
    {"Lucida Sans Unicode", {SANS}, false, 2246, 901, {{0}}},
    {"Century", {SERIF}, false, 2019, 443, {{0}}},
    {"Rockwell", {SERIF}, false, 1937, 468, {{0}}},
    {"Trebuchet MS", {SANS}, false, 1923, 455, {{0}}},
    {"Consolas", {MONO}, false, 1884, 514, {{0}}},
    {"Cascadia Code", {MONO}, false, 1900, 480, {{0}}},
    {"Cascadia Mono", {MONO}, false, 1900, 480, {{0}}},
    {"Candara", {"Carlito", SANS}, false, 0, 0, {{0}}},
    {"Corbel", {"Carlito", SANS}, false, 0, 0, {{0}}},
    {"Constantia", {"Caladea", SERIF}, false, 0, 0, {{0}}},
    {"Palatino Linotype", {SERIF}, false, 2181, 582, {{0}}},
    {"Garamond", {SERIF}, false, 1765, 539, {{0}}},
    {"Comic Sans MS", {SANS}, false, 2257, 597, {{0}}},
    {"Impact", {SANS}, false, 2066, 432, {{0}}},
    {"Arial Black", {SANS}, false, 2254, 634, {{0}}},
    {"Helvetica", {SANS}, false, 0, 0, {{0}}},
    {"Times", {SERIF}, false, 0, 0, {{0}}},
    {"Courier", {MONO}, false, 0, 0, {{0}}},
    {"Yu Gothic Light", {SANS}, false, 2420, 995, {{0}}}, /* as measured in a header and a footer printed by Word */
    {"Symbol", {SERIF, "DejaVu Sans"}, true, 2059, 450, {{0}}},
    {"Wingdings", {"DejaVu Sans", "OpenSymbol", SANS}, true, 1839, 433, {{0}}},
    {"Wingdings 2", {"DejaVu Sans", "OpenSymbol", SANS}, true, 1839, 433, {{0}}},
    {"Wingdings 3", {"DejaVu Sans", "OpenSymbol", SANS}, true, 1839, 433, {{0}}},
    {"Webdings", {"DejaVu Sans", "OpenSymbol", SANS}, true, 1839, 433, {{0}}},
};

const struct standin *standin_lookup(const char *family)
{
    for (size_t i = 0; i < sizeof standins / sizeof *standins; i++)
        if (family_equal(family, standins[i].family))
            return &standins[i];
    return NULL;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* `part` is lower case. */
static bool has_part(const char *family, const char *part)
{
    const size_t n = strlen(part);
    for (; *family; family++) {
        size_t i = 0;
        while (i < n && lower(family[i]) == part[i])
            i++;
        if (i == n)
            return true;
    }
    return false;
}

const char *standin_guess(const char *family)
{
    static const char *const sans[] = {"sans", "arial", "helve", "gothic", "segoe", "aptos", "roboto", "inter", "verdana",
                                       "tahoma", "calibri", "ubuntu", "avant", "univer", "futura", "grotesk", "lato"};
    static const char *const mono[] = {"mono", "courier", "consol", "code", "typewriter", "terminal"};
    for (size_t i = 0; i < sizeof mono / sizeof *mono; i++)
        if (has_part(family, mono[i]))
            return MONO;
    for (size_t i = 0; i < sizeof sans / sizeof *sans; i++)
        if (has_part(family, sans[i]))
            return SANS;
    return SERIF;
}
