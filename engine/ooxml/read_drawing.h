/* What the readers of DrawingML and VML share: a drawing is a whole at a place, made of parts at places in it. */
#ifndef OOXML_READ_DRAWING_H
#define OOXML_READ_DRAWING_H

#include "ooxml/reader.h"

/* The whole. */
struct drawing {
    struct reader *r;
    struct node *parent;
    struct placement at;   /* not read when it is a letter of its line */
    bool letter;
    double width, height;  /* [pt] */
    const char *alt, *name;
};

/* Where a part stands in the whole [pt], and how. */
struct area {
    double x, y, width, height;
    double rotation;       /* clockwise [degrees] */
    bool flip_x, flip_y;
};

/* How the coordinates inside a group become those of the whole. */
struct frame {
    double x, y;           /* of the whole, where the group's own begin */
    double from_x, from_y; /* the group's own there */
    double scale_x, scale_y;
    int depth;
};

enum { GROUPS_NESTED = 16, DRAWING_PARTS = 2000 };

/* A node of the drawing. `whole`: it is all of it, so it stands where the whole stands; else at `a` in it. NULL: the file has
 * more parts than anybody draws. */
struct node *drawing_node(struct drawing *d, enum node_type type, const struct area *a, bool whole);
/* What keeps the room of a whole that is a letter of its line while its parts stand over it. Comes after the parts. */
void drawing_room(struct drawing *d);
/* Gives a whole that is aligned a place that parts can count from: its page, margins and column are those of the section. */
void drawing_settle(struct drawing *d);
/* A frame with nothing in it, where something cannot be shown. */
void drawing_placeholder(struct drawing *d, const struct area *a, bool whole);
/* The picture of relationship `id`, or a placeholder, told once; `link`: one outside the file. NULL: it was a placeholder. */
struct node *drawing_picture(struct drawing *d, const struct area *a, bool whole, const char *id, const char *link);

/* ---- read_geometry.c ---- */

/* The outline of a preset shape ("rect", "rightArrow"); false: one that we have not. */
bool geometry_preset(struct reader *r, const char *name, struct shape *out);
/* a:custGeom. Outlines after the first come back in `more`; the number of all. */
enum { OUTLINES_MAX = 64, OUTLINE_POINTS = 4000 };
size_t geometry_custom(struct reader *r, const xmlNode *geometry, struct shape *v);
/* A VML path in coordinates of `width` by `height` from `left`, `top`. */
size_t geometry_vml(struct reader *r, const char *path, double left, double top, double width, double height, struct shape *v);

#endif
