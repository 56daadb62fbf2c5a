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
    struct area box;       /* of the group in the whole, before it is turned: with its turn */
    const struct frame *around; /* the group that it stands in; NULL: none */
    int depth;
};

enum { GROUPS_NESTED = 16, DRAWING_PARTS = 2000 };

/* A node of the drawing. `whole`: it is all of it, so it stands where the whole stands; else at `a` in it. NULL: the file has
 * more parts than anybody draws. */
struct node *drawing_node(struct drawing *d, enum node_type type, const struct area *a, bool whole);
/* What keeps the room of a whole that is a letter of its line, or that text gives way to, while its parts stand over it. Comes
 * after the parts. */
void drawing_room(struct drawing *d);
/* The line that text follows; x and y in 21600ths of the object. NULL: fewer than three points. */
const struct contour *drawing_contour(struct reader *r, const double *points, size_t n);
/* Gives a whole that is aligned a place that parts can count from: its page, margins and column are those of the section. */
void drawing_settle(struct drawing *d);
/* A part of the group turns and flips with it and those around it. */
void drawing_turn(const struct frame *f, struct area *a);
/* A frame with nothing in it, where something cannot be shown. */
void drawing_placeholder(struct drawing *d, const struct area *a, bool whole);
/* The picture of relationship `id`, or a placeholder, told once; `link`: one outside the file. NULL: it was a placeholder. */
struct node *drawing_picture(struct drawing *d, const struct area *a, bool whole, const char *id, const char *link);

/* ---- outlines ---- */

/* A ground that is darker or lighter than the shape's. */
enum shade { SHADE_NONE, SHADE_DARK, SHADE_DARKISH, SHADE_LIGHT, SHADE_LIGHTISH, SHADE__COUNT };
struct outline {
    enum shape_kind kind;
    const double *points;    /* SHAPE_PATH: x, y in shares of the shape's size */
    size_t n_points;
    bool closed, no_fill, no_stroke;
    enum shade shade;
    double round;            /* SHAPE_ROUND_RECT: radius as a share of the shorter side */
};
enum { OUTLINES_MAX = 64, OUTLINE_POINTS = 4000 };
struct outlines {
    struct outline v[OUTLINES_MAX]; /* drawn in this order */
    size_t n;
    double text[4];          /* room around the text at the left, top, right and bottom, in shares of the size */
};

/* The outlines of a preset shape ("rect", "rightArrow"); `adjust`: its a:avLst or NULL. False: one that we have not, the outline
 * is a rectangle. */
bool geometry_preset(struct reader *r, const char *name, const xmlNode *adjust, const struct area *a, struct outlines *out);
void geometry_custom(struct reader *r, const xmlNode *geometry, const struct area *a, struct outlines *out); /* a:custGeom */
/* A VML path in the coordinates of `box`; false: it has something that we do not draw. */
bool geometry_vml(struct reader *r, const char *path, const struct area *box, struct outlines *out);

#endif
