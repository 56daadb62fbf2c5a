/* Which font file serves a family and style; the only user of fontconfig. Private to font. */
#ifndef FONT_FIND_H
#define FONT_FIND_H

#include "base/ctx.h"

struct finder;

/* A font file. The strings live until finder_free. */
struct found {
    const char *file, *family, *style;
    int index;       /* of the face within the file, 0 but in a collection */
    int version;     /* fontRevision, 16.16 */
    bool vietnamese; /* all Vietnamese letters and the sign of the đồng */
};

struct finder *finder_new(void); /* NULL: fontconfig gives no configuration */
void finder_free(struct finder *f);

/* The best file of exactly this family (any case) and style. */
bool finder_lookup(const struct finder *f, const char *family, bool bold, bool italic,
                   struct found *out);

/* A file that has the character, of the style if one has it, else the nearest; families that `first` names (ends with NULL)
 * before others. code_point 0: any file. */
bool finder_covering(const struct finder *f, uint32_t code_point, const char *const *first, bool bold, bool italic,
                     struct found *out);

/* A letter that Vietnamese needs beside A-Z, or the sign of the đồng. */
bool vietnamese_letter(uint32_t code_point);

#endif
