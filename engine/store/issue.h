/* Issuing (phát hành): a checked paper gets its number, is made and signed, lies in the archive, and only then is in the register as issued.
 *
 * Between these steps lie no transactions, so a token or a network may take its time. A process that dies leaves a number that the next
 * issuer of the series takes up, or, once a signed file exists, one that becomes void with the reason. */
#ifndef STORE_ISSUE_H
#define STORE_ISSUE_H

#include "store/register.h"

struct issue_request {
    const char *const *files;    /* of the paper, as for vb_document_load */
    size_t n;
    vb_options options;
    const char *document;        /* what the register calls it */
    const char *today;           /* "2026-06-15": the date of a paper that has none, and the day it is handed over */
    const vb_signing *key;       /* of the organ; NULL: issued unsigned */
    const char *signed_pdf;      /* the paper as its leader signed it, without number and date: they are filled in with the organ's signature */
    const char *reason;
    bool lower_level;            /* the level of `key` is the office's usual one: a secret paper takes "b", for which no network is needed */
};

/* The register that the paper belongs to, opened at the first need; NULL: reported. */
typedef struct reg *(*issue_register)(void *user, bool secret);

/* Issues the paper; *out is its entry (of a secret paper that of the secret register). false: reported, and no paper was issued. */
bool issue_paper(struct ctx *ctx, vb_context *library, const struct reg_rules *rules, issue_register open, void *user,
                 const struct issue_request *request, struct arena *a, struct reg_row *out);

#endif
