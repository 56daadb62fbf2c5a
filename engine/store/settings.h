/* What vanban.yaml says of the office, checked against the one table of its keys (data/office.h), and how the office signs. */
#ifndef STORE_SETTINGS_H
#define STORE_SETTINGS_H

#include "base/ctx.h"
#include "data/value.h"

/* The folder of what is secret where kho_mat names none; relative to the root. */
#define SETTINGS_SECRET "mat"

/* Checks the value of a key that stands in `map` ("" for the root), or a map itself: keys that are none, values of a wrong type, all that
 * lies below. Every fault is reported. */
bool settings_check(struct ctx *ctx, const char *map, const struct value *v);

/* ky_so: what signs by default. Texts are NULL where nothing is said; paths are whole. */
struct settings_key {
    const char *p12, *key, *cert, *pkcs11, *picture; /* picture: of the seal, or of the person's signature */
};
struct settings_signing {
    struct settings_key organ, person;
    const char *level, *tsa, *trust, *trust_tls, *allow; /* lists with commas between, as options have them */
};
/* Of the vanban.yaml `file`. false: reported. */
bool settings_signing(struct ctx *ctx, struct arena *a, const char *file, struct settings_signing *out);

#endif
