/* Labels of lists as text: numbers in words and figures, bullets of symbol fonts. */
#ifndef OOXML_READ_LABEL_H
#define OOXML_READ_LABEL_H

#include "ooxml/reader.h"

struct list_level_text {
    const char *pattern; /* "%1.%2)" */
    enum numbering_format format;
    bool legal;
};

/* The pattern of level `at` with the numbers of the levels put in, in the language `lang` where words stand. */
const char *label_text(struct arena *a, const struct list_level_text *levels, int at, const long *count, const char *lang);
/* A bullet in Unicode, whatever the symbol font that its level asks for. */
const char *label_bullet(struct reader *r, const xmlNode *rpr, const char *pattern);
/* The font that such a bullet is set in: its own, or the text's where its own has symbols in place of letters. */
const char *label_bullet_font(const char *own, const char *text);

#endif
