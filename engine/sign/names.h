/* Names and times of certificates as people read them. Internal to sign. */
#ifndef SIGN_NAMES_H
#define SIGN_NAMES_H

#include <openssl/x509.h>

#include "base/arena.h"

/* Seconds since 1970 UTC. false: no valid time. */
bool time_of_asn1(const ASN1_STRING *time, int64_t *out);
/* A date of PDF (ISO 32000-1, 7.9.4): D:YYYYMMDDHHmmSS+HH'mm'. false: none; *out is unchanged. */
bool time_of_pdf(struct span text, int64_t *out);
/* The common name, else the whole name, in UTF-8 without control characters. Never NULL. */
const char *name_of_subject(struct arena *a, const X509 *cert);
const char *name_of_issuer(struct arena *a, const X509 *cert);
/* The organization, or the e-mail address, of the subject (also from the alternative names); NULL: none. */
const char *name_part(struct arena *a, const X509 *cert, int nid);
/* "2026-11-22 08:43:07 UTC"; "?" for what is outside of the years 0 to 9999. */
const char *name_of_time(struct arena *a, int64_t seconds);
/* Text of others as it can be shown: UTF-8 without control characters and marks that turn its direction, cut after `most` bytes. */
const char *name_plain(struct arena *a, struct span text, size_t most);
/* The serial number in hexadecimal digits. */
const char *name_of_serial(struct arena *a, const X509 *cert);

#endif
