/* What filling adds to a DOCX or ODT beside the text: pictures, relationships, content types, manifest entries, styles
 * and lists. They are kept
 * here until the filling is done, and what stands in the package already is used again. Internal to fill.
 *
 * The parts of the package that hold them are changed by putting text between their bytes, so what nobody touched
 * stays as it was. */
#ifndef FILL_ADD_H
#define FILL_ADD_H

#include "fill/spelling.h"
#include "package/opc.h"
#include "package/write.h"

#define ADD_WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."

struct additions;

/* Everything lives in `a`. */
struct additions *additions_new(struct package *p, struct arena *a);

/* The name of the media part of these bytes (PNG or JPEG), which must live as long as the package is being made;
 * a new one unless there is one of the same bytes. */
const char *add_media(struct additions *ad, struct span bytes, bool jpeg);
/* A new part "STEM<n>.SUFFIX", in a DOCX below "word/", of that content type. */
const char *add_part(struct additions *ad, const char *stem, const char *suffix, const char *type, struct span bytes);
/* The same under a name that no part has. */
void add_part_as(struct additions *ad, const char *name, const char *type, struct span bytes);
/* The id of the relationship of `source` to a part (or, external, a URI); the same twice is one. `kind` is the last word
 * of its type. */
const char *add_relation(struct additions *ad, const char *source, const char *kind, const char *target, bool external);
/* The same with an id and a whole type of its own, for a part that was added. */
void add_relation_as(struct additions *ad, const char *source, const char *id, const char *type, const char *target, bool external);
/* The name of the part that the main document has in this kind: "styles", "numbering". NULL: none, and none was added. */
const char *add_known_part(struct additions *ad, const char *kind);
/* The same; where there is none one is made with this root ("<w:numbering ...></w:numbering>"). */
const char *add_needed_part(struct additions *ad, const char *kind, const char *name, const char *type, const char *root);

/* Puts `xml` into a part of the package or one that was added: before the first child of the root that `before` names
 * (names parted by spaces, without prefix), else at the root's end; "NAME/": at the end of that child of the root. Texts of
 * one place keep their order. */
void add_into(struct additions *ad, const char *part, const char *before, struct span xml);

/* Replaces the bytes of a part; what is put into it goes into these. */
void add_replace(struct additions *ad, const char *part, struct span bytes);

/* The text of an XML part as it stands before anything was put into it, and
 * the text of an XML part with what was put into it so far; false: there is no such part, or it is damaged (reported). */
bool add_base(struct additions *ad, const char *part, struct span *out);
bool add_text(struct additions *ad, const char *part, struct span *out);

/* A namespace in the document's own kind (spelling_uri): "drawingml", "picture". */
const char *additions_uri(const struct additions *ad, const char *family, const char *name);
enum spelling_kind additions_kind(const struct additions *ad);

/* A number that counts on from the largest that the package uses, for bookmarks. */
unsigned add_number(struct additions *ad);

/* All changes but those of the parts that the caller fills itself. In the arena. false: reported. */
bool additions_changes(struct additions *ad, const struct package_change **v, size_t *n);

#endif
