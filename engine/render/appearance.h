/* What a form field of a PDF shows once it is signed or filled. Each is a small document of one page, as large as the field,
 * laid out and painted as any other: fonts, Vietnamese letters and pictures come out as in papers. */
#ifndef RENDER_APPEARANCE_H
#define RENDER_APPEARANCE_H

#include "font/font.h"
#include "model/props.h"

struct appearance_box {
    double width, height; /* of the field [pt] */
};

/* PNG or JPEG; `bytes` empty: none. */
struct appearance_picture {
    const char *name; /* for diagnostics */
    struct span bytes;
};

/* A person's signature (HD 05-HD/VPTW, Phần II, II.7.2.2, and its page 29): the picture in the middle, at most `picture_width` [pt]
 * wide, and who signed and when at the lower right. */
struct person_look {
    struct appearance_picture picture;
    double picture_width;
    const char *name, *email, *organ, *time; /* UTF-8; NULL leaves the line out; time: "2026-05-28 17:24:51 +07:00" */
};
/* Appends a PDF of one page; false: reported. */
bool appearance_person(struct ctx *ctx, struct fonts *fonts, struct appearance_box box, const struct person_look *look, struct buf *pdf);

/* A seal in its real size, `width` [pt] (0: as its file says, else as large as the field), at the right of the field (II.8.2.3). */
bool appearance_seal(struct ctx *ctx, struct fonts *fonts, struct appearance_box box, const struct appearance_picture *picture, double width, struct buf *pdf);

/* The mark of a copy or of an annex in a file of its own (NĐ 30/2020/NĐ-CP, Phụ lục I, II.8 and III): black lines of size 10 at the right. */
bool appearance_mark(struct ctx *ctx, struct fonts *fonts, struct appearance_box box, const char *const *lines, size_t n, struct buf *pdf);

/* What is written into a blank: `text` in letters of `size` [pt], on the line of the words around it, smaller where it is wider. */
bool appearance_blank(struct ctx *ctx, struct fonts *fonts, struct appearance_box box, const char *text, double size, bool italic, enum align align,
                      struct buf *pdf);

#endif
