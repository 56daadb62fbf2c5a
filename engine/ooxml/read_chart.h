/* Charts of a DOCX as shapes and text boxes. */
#ifndef OOXML_READ_CHART_H
#define OOXML_READ_CHART_H

#include "ooxml/read_drawing.h"

enum { CHART_SERIES = 32, CHART_POINTS = 400 };

enum chart_kind { CHART_COLUMNS, CHART_BARS, CHART_LINES, CHART_AREAS, CHART_PIE };
enum legend_place { LEGEND_NONE, LEGEND_RIGHT, LEGEND_BOTTOM };

struct series {
    const char *name;
    uint32_t color;
    double v[CHART_POINTS];
    size_t n;
    bool smooth;
};

struct chart {
    enum chart_kind kind;
    bool stacked;
    double gap;             /* between groups of bars, in widths of a bar */
    struct series *series;
    size_t n;               /* series */
    const char *names[CHART_POINTS]; /* of the categories; NULL: its number */
    size_t points;
    enum legend_place legend;
    const char *title;      /* NULL: none */
    bool grid;
    uint32_t line;          /* colour of axes and grid */
};

/* Reads c:chartSpace; false: a kind that is not drawn, or nothing in it. */
bool chart_read(struct reader *r, const xmlNode *space, struct chart *out);
/* Draws it into the room of the drawing. */
void chart_draw(struct drawing *d, const struct chart *c);

#endif
