/* Building a scalar together with its marks: the text is put piece by piece, and a mark is set
 * where the next piece stands somewhere else in the file. Owned by data; the readers use it. */
#ifndef DATA_MARKS_H
#define DATA_MARKS_H

#include "data/value.h"

/* {0} is empty. */
struct marks {
    struct buf text;
    struct source_mark *v;
    size_t n, cap;
};

/* What is put next stands at line:col. */
void marks_at(struct marks *m, int line, int col);
void marks_put(struct marks *m, struct span s);
/* The scalar, normalised to NFC and without invisible characters; m is empty afterwards. `pos` is where the scalar begins. */
struct value *marks_finish(struct marks *m, struct data *d, bool quoted, struct pos pos,
                           const struct source *source);
void marks_release(struct marks *m);
/* Characters in UTF-8 bytes. */
int marks_columns(const char *p, size_t n);

#endif
