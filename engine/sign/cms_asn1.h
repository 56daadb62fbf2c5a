/* The ASN.1 of SignedData (RFC 5652 sections 3, 5 and 10.2) for OpenSSL's template machine; private to cms*.c. */
#ifndef SIGN_CMS_ASN1_H
#define SIGN_CMS_ASN1_H

#include <openssl/asn1t.h>
#include <openssl/x509.h>

/* An entry of certificates or crls: type 0 is what it should be; the rest (attribute certificates, foreign formats) is kept as it is. */
typedef struct cms_certificate {
    int type;
    union {
        X509 *x509;
        ASN1_STRING *other;
    } d;
} CMS_CERTIFICATE;
typedef struct cms_crl {
    int type;
    union {
        X509_CRL *crl;
        ASN1_STRING *other;
    } d;
} CMS_CRL;

typedef struct cms_issuer_serial {
    X509_NAME *issuer;
    ASN1_INTEGER *serial;
} CMS_ISSUER_SERIAL;
typedef struct cms_signer_id {
    int type; /* 0: issuer and serial number, 1: subject key identifier */
    union {
        CMS_ISSUER_SERIAL *issuer_serial;
        ASN1_OCTET_STRING *key_id;
    } d;
} CMS_SIGNER_ID;

typedef struct cms_signer {
    ASN1_INTEGER *version;
    CMS_SIGNER_ID *id;
    X509_ALGOR *digest;
    STACK_OF(X509_ATTRIBUTE) *signed_attributes;
    X509_ALGOR *signature_algorithm;
    ASN1_OCTET_STRING *signature;
    STACK_OF(X509_ATTRIBUTE) *unsigned_attributes;
} CMS_SIGNER;

typedef struct cms_content {
    ASN1_OBJECT *type;
    ASN1_OCTET_STRING *content;
} CMS_CONTENT;

DEFINE_STACK_OF(CMS_CERTIFICATE)
DEFINE_STACK_OF(CMS_CRL)
DEFINE_STACK_OF(CMS_SIGNER)

typedef struct cms_signed {
    ASN1_INTEGER *version;
    STACK_OF(X509_ALGOR) *digests;
    CMS_CONTENT *content;
    STACK_OF(CMS_CERTIFICATE) *certificates;
    STACK_OF(CMS_CRL) *crls;
    STACK_OF(CMS_SIGNER) *signers;
} CMS_SIGNED;

typedef struct cms_info {
    ASN1_OBJECT *type; /* id-signedData */
    CMS_SIGNED *data;
} CMS_INFO;

DECLARE_ASN1_ITEM(CMS_INFO)
DECLARE_ASN1_ITEM(CMS_CERTIFICATE)
DECLARE_ASN1_ITEM(CMS_SIGNER)
DECLARE_ASN1_ITEM(CMS_ISSUER_SERIAL)
/* The signed attributes as they are signed: a SET OF in the order of the list (section 5.4). */
DECLARE_ASN1_ITEM(CMS_SIGNED_ATTRIBUTES)

#endif
