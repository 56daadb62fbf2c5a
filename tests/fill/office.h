/* DOCX files for tests of filling, made of the XML of their body. */
#ifndef TESTS_FILL_OFFICE_H
#define TESTS_FILL_OFFICE_H

#include "fill/fill.h"

#define OFFICE_NS                                                                                                      \
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "                                       \
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "                                              \
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "                            \
    "xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" "                                             \
    "xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\""

/* A part beside the body. */
struct office_part {
    const char *name, *xml;
    const char *type; /* content type, or NULL: application/xml */
    const char *kind; /* of the relationship from the body, or NULL: none */
};

/* What one filling gave. */
struct office {
    struct buf file;     /* the template */
    struct buf out;      /* the result */
    struct buf messages; /* a line each */
    bool ok;
};

/* A DOCX of this body and these parts. */
void office_make(struct buf *file, struct ctx *ctx, const char *body, const struct office_part *parts, size_t n);
/* Fills one with JSON. */
void office_fill(struct office *o, const char *body, const struct office_part *parts, size_t n, const char *json, enum fill_mode mode,
                 enum lang lang);
/* The same with files beside the data, which `d.json` names. */
void office_fill_files(struct office *o, const char *body, const struct office_part *parts, size_t n, const char *json, enum fill_mode mode,
                       enum lang lang, const struct memory_file *files, size_t n_files);
/* A part of the result; of the body what stands in w:body. In `out`. */
const char *office_part_text(const struct office *o, const char *part, struct buf *out);
/* Asserts that filling succeeds and gives this body. */
void office_gives(const char *body, const char *json, enum fill_mode mode, const char *expected);
void office_release(struct office *o);

#endif
