/* The office's own files: a DOCX (ISO/IEC 29500-2, open packaging) or ODT (ODF 1.3 part 2) in memory, part by part; XLSX and
 * ODS likewise, for who reads data.
 *
 * What opens is whole and harmless: no encryption, no macros, no bomb, no name that leads out of it, no relationship
 * that loops. Templates (.dotx, .ott) open as the documents that they make. A part is known by its name without a
 * leading '/'; names of a DOCX are equal whatever their case (29500-2, 6.2.2.3). */
#ifndef PACKAGE_READ_H
#define PACKAGE_READ_H

#include "base/ctx.h"

struct package;
enum package_kind { PACKAGE_DOCX, PACKAGE_ODT, PACKAGE_XLSX, PACKAGE_ODS };

/* Opens a DOCX or ODT. What it is is told by its content, not by the name, which diagnostics bear. `bytes` is borrowed
 * until package_close, `name` is copied. NULL: reported, once. */
struct package *package_open(struct ctx *ctx, const char *name, struct span bytes);
/* The same of an XLSX or ODS. */
struct package *package_open_sheets(struct ctx *ctx, const char *name, struct span bytes);
void package_close(struct package *p); /* NULL is nothing */

enum package_kind package_kind(const struct package *p);
/* A part of the digital signature that a change of the content breaks, NULL: the file is not signed. */
const char *package_signature(const struct package *p);
const char *package_name(const struct package *p); /* as given to package_open */
struct ctx *package_ctx(const struct package *p);
struct arena *package_arena(struct package *p);    /* lives until package_close */

/* Parts in the file's order; a name that ends with '/' is a folder. */
size_t package_parts(const struct package *p);
const char *package_part_name(const struct package *p, size_t i);
bool package_has(const struct package *p, const char *part);
/* The part's own spelling of a name, which lives as long as the package; NULL: absent. */
const char *package_find(const struct package *p, const char *part);

/* The bytes of a part, inflated once and kept until package_close. false: absent (silent) or damaged (reported, once). */
bool package_part(struct package *p, const char *part, struct span *out);

#endif
