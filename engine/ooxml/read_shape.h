/* Shapes, pictures and groups of DrawingML. */
#ifndef OOXML_READ_SHAPE_H
#define OOXML_READ_SHAPE_H

#include "ooxml/read_drawing.h"

/* `in`: the group that it is a part of; NULL: it is the whole. */
void shape_read(struct drawing *d, const xmlNode *wsp, const struct area *a, const struct frame *in);    /* wps:wsp */
void shape_picture(struct drawing *d, const xmlNode *pic, const struct area *a, const struct frame *in); /* pic:pic */
void shape_group(struct drawing *d, const xmlNode *group);                                   /* wpg:wgp, wpc:wpc */
/* The nodes of a shape with these outlines and the look of the whole; the one that its text goes into is returned. NULL: the file
 * has more parts than anybody draws. */
struct node *shape_put(struct drawing *d, const struct area *a, bool whole, const struct outlines *o, const struct shape *look);
/* a:solidFill and the like in `parent`; false: none, or nothing that we fill with. */
bool shape_color(struct reader *r, const xmlNode *holder, uint32_t *out);
/* "page", "left-margin-area": where places are counted from. */
enum place_from drawing_from(const char *name, enum place_from otherwise);

#endif
