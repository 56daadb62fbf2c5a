/* The metric twins, a row a pair. Advances and hhea metrics agree glyph by glyph; underlines do
 * not, so those of the family asked for are kept here. Measured on papers printed by Word. */
#include "font/twins.h"

#include <stddef.h>

static const struct twin twins[] = {
    {"Times New Roman", "Liberation Serif", "fonts-liberation2", {{-223, 100}, {-223, 195}}},
    {"Arial", "Liberation Sans", "fonts-liberation2", {{-217, 150}, {-217, 215}}},
    {"Courier New", "Liberation Mono", "fonts-liberation2", {{-477, 84}, {-477, 84}}},
    {"Calibri", "Carlito", "fonts-crosextra-carlito", {{-232, 134}, {-232, 134}}},
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool family_equal(const char *x, const char *y)
{
    while (*x && lower(*x) == lower(*y)) {
        x++;
        y++;
    }
    return lower(*x) == lower(*y);
}

const struct twin *twin_lookup(const char *family)
{
    for (size_t i = 0; i < sizeof twins / sizeof *twins; i++)
        if (family_equal(family, twins[i].family) || family_equal(family, twins[i].free))
            return &twins[i];
    return NULL;
}

const char *twin_other(const struct twin *t, const char *family)
{
    return family_equal(family, t->family) ? t->free : t->family;
}
