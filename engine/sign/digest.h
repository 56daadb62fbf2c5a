/* SHA-256 for whoever keeps files and has no OpenSSL. */
#ifndef SIGN_DIGEST_H
#define SIGN_DIGEST_H

#include "base/span.h"

enum { DIGEST_HEX = 65 }; /* with the NUL */

void digest_hex(struct span bytes, char out[DIGEST_HEX]);

#endif
