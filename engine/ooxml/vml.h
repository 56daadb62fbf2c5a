/* What the readers of VML share. */
#ifndef OOXML_VML_H
#define OOXML_VML_H

#include "ooxml/read_shape.h"

static const double PIXEL = 0.75; /* [pt]: a length without a unit */

/* The style attribute. */
enum { STYLE_ROWS = 48 };
struct css {
    struct { struct span name, value; } v[STYLE_ROWS];
    size_t n;
};

void css_read(const char *s, struct css *out);
const char *css_get(const struct css *c, const char *name, char *out, size_t size); /* copies a value; "" where there is none */
bool css_is(const struct css *c, const char *name, const char *value);
bool css_length(const struct css *c, const char *name, double unit, double *out); /* without a unit in units of `unit` points */

/* "0.5", or "32768f" in parts of 65536; 0: none. */
double vml_fraction(const char *s);
/* An attribute of the shape, else of its v:shapetype. */
const char *vml_either(const xmlNode *shape, const xmlNode *type, const char *name);
void vml_stroke(const xmlNode *shape, const xmlNode *type, struct shape *s);
void vml_fill(struct reader *r, const xmlNode *shape, const xmlNode *type, struct shape *s);

/* The path with the values of its formulas in their places, for a shape of this size; NULL: it has none. */
const char *vml_formula_path(struct reader *r, const xmlNode *shape, const xmlNode *type, const struct area *box, const struct area *size);

/* The words of a WordArt (v:textpath) in the colour of its ground: read_vml_words.c. */
void vml_words(struct drawing *d, const xmlNode *words, const struct shape *look, const struct area *a, bool whole);

#endif
