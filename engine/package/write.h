/* A new package from an old one: some parts replaced, taken out or added, the others copied as they stand. */
#ifndef PACKAGE_WRITE_H
#define PACKAGE_WRITE_H

#include "package/read.h"

struct package_change {
    const char *name;
    struct span content; /* must live until package_write returns */
    bool removed;        /* the part is left out; content is not looked at */
    bool stored;         /* an added part is not compressed: pictures */
};

/* Appends the package to `out`. What nobody changed keeps its compressed bytes, name, place and time; a replaced part
 * keeps its name and place, an added one comes last; new content has the DOS time of package/zip.h, so that the same
 * changes give the same bytes. `mimetype` of an ODT is the first entry and stored. A template becomes the document that
 * it makes (.dotx to .docx, .ott to .odt). Two changes of one name: the last holds. false: reported. */
bool package_write(struct package *p, const struct package_change *changes, size_t n, struct buf *out);

#endif
