/* Certificates come from anywhere: what is shown of them is UTF-8 without control characters, so that no name can move
 * the cursor or end a line. */
#include "sign/names.h"

#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>

#include "text/text.h"

enum { DAY = 86400, SHOWN_BYTES = 200 };

bool time_of_asn1(const ASN1_STRING *time, int64_t *out)
{
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    int days, seconds;
    bool ok = epoch && ASN1_TIME_diff(&days, &seconds, epoch, (const ASN1_TIME *)time) == 1;

    if (ok)
        *out = (int64_t)days * DAY + seconds;
    ASN1_TIME_free(epoch);
    ERR_clear_error();
    return ok;
}

bool time_of_pdf(struct span text, int64_t *out)
{
    char digits[16] = "00000101000000Z"; /* what is left out is the first of its kind */
    const char *p = text.p + 2, *end = text.p + text.n;
    ASN1_GENERALIZEDTIME *t;
    int64_t seconds = 0, zone = 0;
    size_t n = 0;
    bool ok;

    if (text.n < 6 || memcmp(text.p, "D:", 2) != 0)
        return false;
    for (; n < 14 && p < end && *p >= '0' && *p <= '9'; n++)
        digits[n] = *p++;
    if (p < end && (*p == '+' || *p == '-')) {
        int v[4] = {0}, k = 0;
        bool east = *p++ == '+';
        for (; p < end && k < 4; p++)
            if (*p >= '0' && *p <= '9')
                v[k++] = *p - '0';
            else if (*p != '\'')
                break;
        zone = (v[0] * 10 + v[1]) * 3600 + (v[2] * 10 + v[3]) * 60;
        zone = east ? zone : -zone;
    }
    t = ASN1_GENERALIZEDTIME_new();
    ok = n >= 4 && n % 2 == 0 && t && ASN1_GENERALIZEDTIME_set_string(t, digits) == 1 && time_of_asn1(t, &seconds);
    ASN1_GENERALIZEDTIME_free(t);
    ERR_clear_error();
    if (ok)
        *out = seconds - zone;
    return ok;
}

/* What is no plain text becomes a question mark; long names are cut between characters. */
const char *name_plain(struct arena *a, struct span text, size_t most)
{
    size_t size = text.n > most ? most : text.n;
    char *out;

    while (text.n > most && size > 0 && (text.p[size] & 0xC0) == 0x80)
        size--;
    out = arena_span(a, span_make(text.p, size));
    for (size_t at; (at = text_utf8_check(span_make(out, size))) < size;)
        out[at] = '?';
    for (char *p = out; *p; p++) {
        const unsigned char *u = (const unsigned char *)p;
        bool control = u[0] < 0x20 || u[0] == 0x7F || (u[0] == 0xC2 && u[1] < 0xA0);
        /* U+202A to U+202E and U+2066 to U+2069 turn the direction of what follows. */
        bool turns = u[0] == 0xE2 && ((u[1] == 0x80 && u[2] >= 0xAA && u[2] <= 0xAE) || (u[1] == 0x81 && u[2] >= 0xA6 && u[2] <= 0xA9));
        if (control)
            *p = '?';
        else if (turns)
            p[0] = p[1] = p[2] = '?';
    }
    return out;
}

static const char *plain(struct arena *a, const unsigned char *utf8, int n)
{
    return name_plain(a, span_make((const char *)utf8, n > 0 ? (size_t)n : 0), SHOWN_BYTES);
}

static const char *part_of(struct arena *a, const X509_NAME *name, int nid)
{
    int at = X509_NAME_get_index_by_NID(name, nid, -1);
    const char *out = NULL;
    unsigned char *utf8 = NULL;
    int n;

    if (at < 0)
        return NULL;
    n = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (n > 0)
        out = plain(a, utf8, n);
    OPENSSL_free(utf8);
    ERR_clear_error();
    return out;
}

static const char *shown(struct arena *a, const X509_NAME *name)
{
    const char *common = part_of(a, name, NID_commonName);
    BIO *bio = common ? NULL : BIO_new(BIO_s_mem());
    char *text = NULL;
    long n;

    if (common)
        return common;
    if (bio && X509_NAME_print_ex(bio, name, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB) > 0 && (n = BIO_get_mem_data(bio, &text)) > 0)
        common = plain(a, (const unsigned char *)text, n > SHOWN_BYTES ? SHOWN_BYTES + 1 : (int)n);
    BIO_free(bio);
    ERR_clear_error();
    return common ? common : "?";
}

const char *name_of_subject(struct arena *a, const X509 *cert)
{
    return shown(a, X509_get_subject_name(cert));
}

const char *name_of_issuer(struct arena *a, const X509 *cert)
{
    return shown(a, X509_get_issuer_name(cert));
}

const char *name_part(struct arena *a, const X509 *cert, int nid)
{
    const char *out = part_of(a, X509_get_subject_name(cert), nid);
    GENERAL_NAMES *names;

    if (out || nid != NID_pkcs9_emailAddress)
        return out;
    names = X509_get_ext_d2i(cert, NID_subject_alt_name, NULL, NULL);
    for (int i = 0; !out && i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *g = sk_GENERAL_NAME_value(names, i);
        if (g->type == GEN_EMAIL)
            out = plain(a, ASN1_STRING_get0_data(g->d.rfc822Name), ASN1_STRING_length(g->d.rfc822Name));
    }
    GENERAL_NAMES_free(names);
    ERR_clear_error();
    return out;
}

const char *name_of_time(struct arena *a, int64_t seconds)
{
    ASN1_GENERALIZEDTIME *t = ASN1_GENERALIZEDTIME_set(NULL, (time_t)seconds);
    const char *p = t ? (const char *)ASN1_STRING_get0_data(t) : "";
    const char *out = "?";

    if (t && ASN1_STRING_length(t) == 15)
        out = arena_printf(a, "%.4s-%.2s-%.2s %.2s:%.2s:%.2s UTC", p, p + 4, p + 6, p + 8, p + 10, p + 12);
    ASN1_GENERALIZEDTIME_free(t);
    ERR_clear_error();
    return out;
}

const char *name_of_serial(struct arena *a, const X509 *cert)
{
    BIGNUM *n = ASN1_INTEGER_to_BN(X509_get0_serialNumber(cert), NULL);
    char *hex = n ? BN_bn2hex(n) : NULL;
    const char *out = hex ? plain(a, (const unsigned char *)hex, (int)strlen(hex)) : "?";

    OPENSSL_free(hex);
    BN_free(n);
    return out;
}
