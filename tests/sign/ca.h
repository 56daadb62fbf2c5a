/* A certification authority for the tests of sign, made anew in each run. */
#ifndef TESTS_SIGN_CA_H
#define TESTS_SIGN_CA_H

#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "base/ctx.h"

/* The machine's clock, once: OpenSSL stamps what its authorities sign with it. */
int64_t ca_now(void);
#define CA_NOW ca_now()
#define CA_DAY INT64_C(86400)

/* "rsa", "rsa1024", "pss", "P-256", "P-384", "P-521", "secp256k1" */
EVP_PKEY *ca_key(const char *kind);

struct ca_extension {
    int nid;
    const char *value; /* as in openssl.cnf */
};
/* A certificate; `issuer` NULL: signed by itself. From a year before CA_NOW, `days` long. */
X509 *ca_issue(const char *name, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuer_key, int days, const struct ca_extension *extensions);

extern const struct ca_extension ca_of_ca[], ca_of_person[], ca_of_server[], ca_of_tsa[], ca_of_ocsp[];

/* What was reported: the codes in their order. */
struct ca_seen {
    diag_code code[8];
    int n;
};
struct ctx ca_context(struct ca_seen *seen);

#endif
