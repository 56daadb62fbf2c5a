/* How a key is held: what the openers fill in. Private to key*.c and token*.c. */
#ifndef SIGN_KEY_PRIVATE_H
#define SIGN_KEY_PRIVATE_H

#include <openssl/x509.h>

#include "sign/alg.h"
#include "sign/key.h"

enum { LIMIT_KEY_BYTES = 1 << 20, LIMIT_KEY_CERTS = 32 };

struct token;

struct sign_key {
    EVP_PKEY *pkey;       /* in memory; NULL: behind `token` */
    struct token *token;
    X509 *cert;
    STACK_OF(X509) *chain;
    struct alg alg;
};

/* The openers; false: reported. They leave what they have in `k`, freed by the caller. */
bool key_open_p12(struct ctx *ctx, const char *path, const struct secret_source *ask, struct sign_key *k);
bool key_open_token(struct ctx *ctx, const struct key_source *from, struct sign_key *k);
/* The first certificate of the file that can sign, without a key. */
bool key_open_cert(struct ctx *ctx, const char *cert, struct sign_key *k);
bool key_open_pem(struct ctx *ctx, const char *key, const char *cert, const struct secret_source *ask, struct sign_key *k);

/* Certificate and key belong together, it may sign and is valid at ctx->now, the algorithm (which is set) is strong. false: reported. */
bool key_judge(struct ctx *ctx, const char *name, struct sign_key *k);
/* Whether a certificate is one for signing documents and valid at `now` (0: at any time). */
bool key_cert_serves(X509 *cert, int64_t now);

#endif
