/* Keys behind PKCS#11: the program's side. The driver runs in a process of its own (token_serve.c), which is started here, asked, and
 * given up when it does not answer in time. Internal to sign. */
#ifndef SIGN_TOKEN_H
#define SIGN_TOKEN_H

#include "sign/key_private.h"
#include "sign/token_wire.h"

enum {
    TOKEN_WAIT = 60000, /* for each answer [ms]; a person may have to touch the token, or type at its reader */
    TOKEN_OBJECTS = 128,
    TOKEN_PIN_BYTES = 255,
};

/* What a token says of a key or certificate. Texts in the arena. */
struct token_key {
    uint64_t index, kind; /* kind: CKK_… */
    bool always;          /* wants the PIN for each signature */
    struct span id, label, public_part;
};
struct token_cert {
    struct span id, label;
    X509 *x; /* owned by the token's contents */
};
struct token_contents {
    struct token_key keys[TOKEN_OBJECTS];
    struct token_cert certs[TOKEN_OBJECTS];
    size_t n_keys, n_certs;
    struct arena arena;
};

struct token;

/* Starts the driver, finds the token, logs in. `uri` and `from->helper` outlive it. NULL: reported. */
struct token *token_open(struct ctx *ctx, const struct key_source *from, struct token_contents *out);
void token_contents_release(struct token_contents *c);
void token_close(struct token *t);

/* What is signed from now on is signed with this key. Unless it wants the PIN each time (`always`), the PIN is wiped. */
void token_use(struct token *t, uint64_t key, bool always);

bool token_has(const struct token *t, uint64_t mechanism); /* true also where the token does not say what it has */
struct token_order {
    uint64_t mechanism, hash, mask, salt; /* CKM_…; of PSS: CKM_…, CKG_…, bytes */
    struct span data;
};
/* *signature points into the token until the next call. false: reported. */
bool token_ask(struct ctx *ctx, struct token *t, const struct token_order *order, struct span *signature);

/* token_sign.c. Which algorithm the token signs with: that of the certificate's key, or PSS where the token has no other for RSA. false:
 * none, reported. */
bool token_choose(struct ctx *ctx, const char *uri, const struct token *t, struct alg *alg);
/* A signature of the message; ECDSA as DER. false: reported. */
bool token_sign(struct ctx *ctx, struct token *t, const struct alg *alg, struct span message, struct buf *out);

/* token_pick.c: the key that the URI means; its certificate and the chain above it go to `k`. NULL: reported. */
const struct token_key *token_pick(struct ctx *ctx, const char *uri, struct token_contents *c, struct sign_key *k);

/* token_uri.c. Refuses what is no PKCS#11 URI and what has the PIN in it. false: reported. */
bool token_uri_check(struct ctx *ctx, const char *uri);
/* The PIN: from the file that the URI's pin-source names, else asked for. `what` is the token's name. false: reported. */
bool token_pin(struct ctx *ctx, const struct key_source *from, const char *what, struct secret *out);

#endif
