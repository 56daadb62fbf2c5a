/* sign PROGRAM FOLDER PDF: one line of figures for `./dev bench`: a B-B signature by RSA-2048, from PEM and from PKCS#12 as OpenSSL writes it, and its
 * verification. Times are those of the processor, medians of 31 after one.
 *
 * warm: inside one process with one context; beside it what of that is RSA itself, and the derivations that the PKCS#12 file asks for (its own
 * numbers of rounds: one for the seal, one each for key and certificates).
 * cold: the whole program less the same program that says its version. */
#include <stdio.h>
#include <string.h>

#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include "measure.h"
#include "render/vanban.h"

enum { RUNS = 31, SECONDS = 365 * 86400, ROUNDS = PKCS12_DEFAULT_ITER, SALT = 16, KEY = 32 };

static const char phrase[] = "mật khẩu";

static double used_ms(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

struct job {
    const char *program, *pdf;
    char key[512], cert[512], p12[512], out[512];
    EVP_PKEY *pkey;
    vb_context *c;
    void *bytes, *signed_bytes;
    size_t n, signed_n;
};

static bool make_key(struct job *j)
{
    X509 *x = X509_new();
    X509_NAME *name = X509_get_subject_name(x);
    FILE *f;

    j->pkey = EVP_RSA_gen(2048);
    X509_set_version(x, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 7);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)"Người ký MẪU", -1, -1, 0);
    X509_set_issuer_name(x, name);
    X509_gmtime_adj(X509_getm_notBefore(x), -SECONDS);
    X509_gmtime_adj(X509_getm_notAfter(x), SECONDS);
    X509_set_pubkey(x, j->pkey);
    PKCS12 *p12 = X509_sign(x, j->pkey, EVP_sha256()) ? PKCS12_create(phrase, NULL, j->pkey, x, NULL, 0, 0, 0, 0, 0) : NULL;
    bool good = p12 && (f = fopen(j->key, "w")) && PEM_write_PrivateKey(f, j->pkey, NULL, NULL, 0, NULL, NULL) && fclose(f) == 0 &&
                (f = fopen(j->cert, "w")) && PEM_write_X509(f, x) && fclose(f) == 0 && (f = fopen(j->p12, "w")) && i2d_PKCS12_fp(f, p12) && fclose(f) == 0;

    PKCS12_free(p12);
    X509_free(x);
    return good;
}

static bool ask(void *user, const char *what, char *out, size_t size, size_t *n)
{
    (void)user;
    (void)what;
    *n = sizeof phrase - 1;
    memcpy(out, phrase, size < sizeof phrase ? size : sizeof phrase);
    return true;
}

static bool raw_rsa(struct job *j)
{
    EVP_PKEY_CTX *c = EVP_PKEY_CTX_new(j->pkey, NULL);
    unsigned char digest[32] = "văn bản", signature[256];
    size_t n = sizeof signature;
    const bool good = EVP_PKEY_sign_init(c) > 0 && EVP_PKEY_CTX_set_signature_md(c, EVP_sha256()) > 0 &&
                      EVP_PKEY_sign(c, signature, &n, digest, sizeof digest) > 0;

    EVP_PKEY_CTX_free(c);
    return good;
}

static bool derive(struct job *j)
{
    unsigned char salt[SALT] = {0}, key[KEY];

    (void)j;
    return PKCS12_key_gen_utf8(phrase, -1, salt, SALT, PKCS12_MAC_ID, ROUNDS, KEY, key, EVP_sha256()) == 1 &&
           PKCS5_PBKDF2_HMAC(phrase, -1, salt, SALT, ROUNDS, EVP_sha256(), KEY, key) == 1 &&
           PKCS5_PBKDF2_HMAC(phrase, -1, salt, SALT, ROUNDS, EVP_sha256(), KEY, key) == 1;
}

static bool sign_with(struct job *j, const vb_signing *how)
{
    vb_free(j->signed_bytes);
    j->signed_bytes = NULL;
    return vb_sign(j->c, j->pdf, j->bytes, j->n, how, &j->signed_bytes, &j->signed_n);
}

static bool sign_pem(struct job *j)
{
    return sign_with(j, &(vb_signing){.key = j->key, .cert = j->cert, .ask = ask});
}

static bool sign_p12(struct job *j)
{
    return sign_with(j, &(vb_signing){.p12 = j->p12, .ask = ask});
}

static void pass_over(void *user, const vb_signature *s)
{
    (void)user;
    (void)s;
}

static bool verify(struct job *j)
{
    const char *const trust[] = {j->cert};
    vb_verdict worst;

    return vb_verify(j->c, j->pdf, j->signed_bytes, j->signed_n, &(vb_signing){.trust = trust, .n_trust = 1, .offline = true}, pass_over, NULL, &worst) &&
           worst == VB_PASSED;
}

/* The median of what `step` uses; negative: it failed. */
static double warm(struct job *j, bool (*step)(struct job *j))
{
    double v[RUNS];

    if (!step(j))
        return -1;
    for (size_t i = 0; i < RUNS; i++) {
        double start = used_ms();
        if (!step(j))
            return -1;
        v[i] = used_ms() - start;
    }
    return median(v, RUNS);
}

static double of_children(void)
{
    struct rusage u;

    getrusage(RUSAGE_CHILDREN, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) * 1e3 + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e3;
}

static double cold(const char *const *argv)
{
    double v[RUNS], wall;
    long kib = 0;

    for (size_t i = 0; i < RUNS; i++) {
        double start = of_children();
        if (!run_program(argv, &wall, &kib))
            return -1;
        v[i] = of_children() - start;
    }
    return median(v, RUNS);
}

static bool load(struct job *j)
{
    FILE *f = fopen(j->pdf, "rb");
    long n;
    bool good = f && fseek(f, 0, SEEK_END) == 0 && (n = ftell(f)) > 0 && (j->bytes = malloc((size_t)n)) != NULL;

    j->n = good ? (size_t)n : 0;
    if (good)
        rewind(f);
    good = good && fread(j->bytes, 1, j->n, f) == j->n;
    if (f)
        fclose(f);
    return good;
}

static bool save(const struct job *j)
{
    FILE *f = fopen(j->out, "wb");

    return f && fwrite(j->signed_bytes, 1, j->signed_n, f) == j->signed_n && fclose(f) == 0;
}

int main(int argc, char **argv)
{
    struct job j = {.program = argv[1], .c = vb_context_new()};

    if (argc != 4) {
        fprintf(stderr, "usage: sign PROGRAM FOLDER PDF\n");
        return 2;
    }
    j.pdf = argv[3];
    snprintf(j.key, sizeof j.key, "%s/sign.key", argv[2]);
    snprintf(j.cert, sizeof j.cert, "%s/sign.pem", argv[2]);
    snprintf(j.p12, sizeof j.p12, "%s/sign.p12", argv[2]);
    snprintf(j.out, sizeof j.out, "%s/signed.pdf", argv[2]);
    vb_context_set_time(j.c, (int64_t)time(NULL));
    setenv("VANBAN_PIN", phrase, 1);
    if (!make_key(&j) || !load(&j)) {
        fprintf(stderr, "bench: no key in %s, or no %s\n", argv[2], argv[3]);
        return 1;
    }
    const char *const of_nothing[] = {j.program, "--version", NULL};
    const char *const of_pem[] = {j.program, "sign", "-q", "--key", j.key, "--cert", j.cert, j.pdf, "-o", j.out, NULL};
    const char *const of_p12[] = {j.program, "sign", "-q", "--p12", j.p12, j.pdf, "-o", j.out, NULL};
    const char *const of_verify[] = {j.program, "verify", "-q", "--offline", "--trust", j.cert, j.out, NULL};
    const double rsa = warm(&j, raw_rsa), rounds = warm(&j, derive), pem = warm(&j, sign_pem), p12 = warm(&j, sign_p12), check = warm(&j, verify);
    bool good = rsa >= 0 && rounds >= 0 && pem >= 0 && p12 >= 0 && check >= 0 && save(&j);
    if (good) {
        const double start = cold(of_nothing), cold_pem = cold(of_pem), cold_p12 = cold(of_p12), cold_check = cold(of_verify);
        good = start >= 0 && cold_pem >= 0 && cold_p12 >= 0 && cold_check >= 0;
        printf("%s: B-B by RSA-2048 warm from PEM %.2f ms, from PKCS#12 %.2f ms, of which RSA %.2f and the file's derivations %.2f; cold %.1f, %.1f ms; "
               "verified warm %.2f ms, cold %.1f ms (processor time above start, median of %d)\n",
               j.pdf, pem, p12, rsa, rounds, cold_pem - start, cold_p12 - start, check, cold_check - start, RUNS);
    }
    vb_free(j.signed_bytes);
    free(j.bytes);
    EVP_PKEY_free(j.pkey);
    vb_context_free(j.c);
    return !good;
}
