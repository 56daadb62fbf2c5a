/* What a PDF carries of what it was made from: attached files (ISO 32000-1, 7.11.4; ISO 19005-3, 6.8) and digests in its XMP. */
#ifndef PDF_ATTACH_H
#define PDF_ATTACH_H

#include "pdf/read.h"

enum pdf_relation { PDF_RELATION_SOURCE, PDF_RELATION_DATA }; /* /AFRelationship */

struct pdf_attachment {
    const char *name, *mime;
    const char *about; /* for a reader of the list */
    enum pdf_relation relation;
    struct span bytes;
};

/* "Number" and "01". */
struct pdf_fact {
    const char *name, *value;
};

/* All borrowed. With attachments the file claims PDF/A-3 instead of 2. */
struct pdf_origin {
    const struct pdf_attachment *files;
    size_t n_files;
    const char *engine;         /* that made it: "0.1.0 (sha256 digits)" */
    const char *const *digests; /* "DIGITS  NAME" of each thing that it was made from; n_digests 0: not told */
    size_t n_digests;
    const struct pdf_fact *facts; /* what a register keeps of the paper */
    size_t n_facts;
};

/* The attached file of this name that the catalogue's /AF lists; false: there is none (not reported), or it cannot be read (reported). */
bool pdf_attached(struct pdf_file *f, const char *name, struct span *out);
const char *pdf_zlib_version(void); /* of the library that runs */

#endif
