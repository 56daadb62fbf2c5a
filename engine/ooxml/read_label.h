/* Bullets of symbol fonts. */
#ifndef OOXML_READ_LABEL_H
#define OOXML_READ_LABEL_H

#include "ooxml/reader.h"

/* A bullet in Unicode, whatever the symbol font that its level asks for. */
const char *label_bullet(struct reader *r, const xmlNode *rpr, const char *pattern);

#endif
