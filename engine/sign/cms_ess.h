/* Which certificate signed, as the signed attributes say it (RFC 5035, RFC 2634 5.4). Private to cms*.c. */
#ifndef SIGN_CMS_ESS_H
#define SIGN_CMS_ESS_H

#include <openssl/x509.h>

#include "base/span.h"

/* The only value of the only attribute of this type; NULL: absent (*there is false), there twice, or of several values. */
const ASN1_TYPE *cms_only_value(const STACK_OF(X509_ATTRIBUTE) *attributes, int nid, bool *there);

/* Whether signing-certificate and signing-certificate-v2, as far as they are there, name the signer first. What they name behind it only limits the
 * path, which is built to a trusted root anyway. */
bool cms_ess_agrees(const STACK_OF(X509_ATTRIBUTE) *attributes, X509 *signer, bool *there);

#endif
