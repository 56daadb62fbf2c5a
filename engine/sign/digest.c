/* FIPS 180-4 by OpenSSL; what cannot fail but for memory ends as memory does (base/arena.h). */
#include "sign/digest.h"

#include <openssl/sha.h>

void digest_hex(struct span bytes, char out[DIGEST_HEX])
{
    static const char figures[] = "0123456789abcdef";
    unsigned char raw[SHA256_DIGEST_LENGTH];

    SHA256((const unsigned char *)bytes.p, bytes.n, raw);
    for (size_t i = 0; i < sizeof raw; i++) {
        out[2 * i] = figures[raw[i] >> 4];
        out[2 * i + 1] = figures[raw[i] & 15];
    }
    out[DIGEST_HEX - 1] = '\0';
}
