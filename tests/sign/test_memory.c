/* What stays in memory: the pass phrase is never where a core dump would take it, and once the key is closed neither phrase nor private key is
 * in any memory that is written to. (While it is open OpenSSL has the primes in ordinary memory; of a program that signs no core dump is written in the first
 * place.) The keys are made by another process, and what is searched for is kept with each byte turned over, so that the search finds the library's traces only. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include "ca.h"
#include "sign/key.h"

enum { PART = 64, TURN = 0x55 };

static const char *const parts[] = {OSSL_PKEY_PARAM_RSA_N, OSSL_PKEY_PARAM_RSA_D, OSSL_PKEY_PARAM_RSA_FACTOR1, OSSL_PKEY_PARAM_RSA_FACTOR2};
enum { PARTS = sizeof parts / sizeof *parts, PHRASE = 12 };

static struct {
    char folder[64];
    FILE *maps, *memory; /* opened before the process is guarded */
    char part[2][PARTS][PART]; /* turned; in both orders of bytes */
} made;

#if defined __SANITIZE_ADDRESS__
static const bool searches = false; /* the sanitizer keeps what was freed */
#else
static const bool searches = true;
#endif

/* "mat-khau-246", which stands nowhere. */
static void put_phrase(char out[PHRASE])
{
    static const unsigned char turned[PHRASE] = {'m' ^ TURN, 'a' ^ TURN, 't' ^ TURN, '-' ^ TURN, 'k' ^ TURN, 'h' ^ TURN,
                                                 'a' ^ TURN, 'u' ^ TURN, '-' ^ TURN, '2' ^ TURN, '4' ^ TURN, '6' ^ TURN};
    for (size_t i = 0; i < PHRASE; i++)
        out[i] = (char)(turned[i] ^ TURN);
}

static const char *path_of(const char *name)
{
    static char path[128];

    snprintf(path, sizeof path, "%s/%s", made.folder, name);
    return path;
}

/* In a process of its own. */
static void make_keys(void)
{
    EVP_PKEY *key = ca_key("rsa");
    X509 *cert = ca_issue("Nguyễn Văn Mẫu", key, NULL, NULL, 730, ca_of_person);
    char phrase[PHRASE + 1] = "";
    unsigned char bytes[256];
    FILE *f = fopen(path_of("parts"), "wb");

    for (size_t i = 0; i < PARTS; i++) {
        BIGNUM *v = NULL;
        EVP_PKEY_get_bn_param(key, parts[i], &v);
        const size_t n = (size_t)BN_bn2bin(v, bytes);
        for (size_t k = 0; k < PART; k++)
            fputc(bytes[k] ^ TURN, f);
        for (size_t k = 0; k < PART; k++)
            fputc(bytes[n - 1 - k] ^ TURN, f);
        BN_clear_free(v);
    }
    fclose(f);
    put_phrase(phrase);
    f = fopen(path_of("p12"), "wb");
    PKCS12 *const bag = PKCS12_create(phrase, NULL, key, cert, NULL, 0, 0, 0, 0, 0);
    i2d_PKCS12_fp(f, bag);
    fclose(f);
    PKCS12_free(bag);
    f = fopen(path_of("cert"), "wb");
    PEM_write_X509(f, cert);
    fclose(f);
    f = fopen(path_of("sealed"), "wb");
    PEM_write_PKCS8PrivateKey(f, key, EVP_aes_256_cbc(), phrase, PHRASE, NULL, NULL);
    fclose(f);
    f = fopen(path_of("open"), "wb");
    PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL);
    fclose(f);
    X509_free(cert);
    EVP_PKEY_free(key);
}

static int make(void **state)
{
    (void)state;
    strcpy(made.folder, "/tmp/vanban-test-XXXXXX");
    assert_non_null(mkdtemp(made.folder));
    const pid_t child = fork();
    if (child == 0) {
        make_keys();
        _exit(0);
    }
    int status;
    assert_true(waitpid(child, &status, 0) == child && status == 0);
    FILE *f = fopen(path_of("parts"), "rb");
    for (size_t i = 0; i < PARTS; i++)
        assert_true(fread(made.part[0][i], 1, PART, f) == PART && fread(made.part[1][i], 1, PART, f) == PART);
    fclose(f);
    made.maps = fopen("/proc/self/smaps", "r");
    made.memory = fopen("/proc/self/mem", "r");
    assert_true(made.maps && made.memory);
    setvbuf(made.memory, NULL, _IONBF, 0);
    secret_guard_process();
    return 0;
}

static int unmake(void **state)
{
    static const char *const names[] = {"parts", "p12", "cert", "sealed", "open"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(path_of(names[i]));
    fclose(made.maps);
    fclose(made.memory);
    return rmdir(made.folder);
}

static int count_in(unsigned long from, unsigned long to, const char *turned, size_t n)
{
    static char block[1 << 20];
    int found = 0;

    for (unsigned long at = from; at < to; at += sizeof block - PART) {
        const size_t size = to - at < sizeof block ? to - at : sizeof block;
        if ((unsigned long)(uintptr_t)block >= at && (unsigned long)(uintptr_t)block < at + size)
            continue;
        if (fseek(made.memory, (long)at, SEEK_SET) != 0 || fread(block, 1, size, made.memory) != size)
            break;
        for (size_t i = 0; i + n <= size; i++) {
            size_t k = 0;
            while (k < n && (block[i + k] ^ TURN) == turned[k])
                k++;
            found += k == n;
        }
        memset(block, 0, size);
    }
    return found;
}

/* How often it stands in memory that is written to; `dumped`: in what a core dump takes of it (no "dd" among the flags). */
static int count(const char *turned, size_t n, bool dumped)
{
    unsigned long from = 0, to = 0, a, b;
    char line[1024], rights[8] = "", r[8];
    int found = 0;

    rewind(made.maps);
    while (fgets(line, sizeof line, made.maps)) {
        if (strncmp(line, "VmFlags:", 8) == 0 && rights[1] == 'w' && !(dumped && strstr(line, " dd")))
            found += count_in(from, to, turned, n);
        else if (sscanf(line, "%lx-%lx %7s", &a, &b, r) == 3) {
            from = a;
            to = b;
            strcpy(rights, r);
        }
    }
    return found;
}

static int count_key(size_t part)
{
    return count(made.part[0][part], PART, false) + count(made.part[1][part], PART, false);
}

static int count_phrase(bool dumped)
{
    char phrase[PHRASE], wide[2 * PHRASE];

    put_phrase(phrase);
    for (size_t i = 0; i < PHRASE; i++) {
        phrase[i] = (char)(phrase[i] ^ TURN);
        wide[2 * i] = TURN;
        wide[2 * i + 1] = phrase[i];
    }
    return count(phrase, PHRASE, dumped) + count(wide, sizeof wide, dumped);
}

static int asked_in_dump;

static bool answer(void *user, const char *what, char *out, size_t size, size_t *n)
{
    (void)user;
    (void)what;
    assert_true(size > PHRASE);
    put_phrase(out);
    *n = PHRASE;
    asked_in_dump = count_phrase(true);
    assert_true(count_phrase(false) > 0); /* the search finds it while it is there */
    return true;
}

static void search(struct key_source from)
{
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    struct buf signature = {0};

    from.ask.ask = answer;
    asked_in_dump = 0;
    struct sign_key *k = sign_key_open(&ctx, &from);
    assert_non_null(k);
    assert_int_equal(asked_in_dump, 0);
    assert_true(sign_key_sign(&ctx, k, SPAN("văn bản"), &signature));
    assert_int_equal(count_phrase(false), 0);
    assert_true(count_key(0) > 0 && count_key(1) > 0); /* the search finds them while they are there */
    sign_key_free(k);
    assert_int_equal(count_phrase(false), 0);
    for (size_t i = 1; i < PARTS; i++)
        if (count_key(i) != 0)
            fail_msg("%s of %s is still in memory", parts[i], from.p12 ? from.p12 : from.key);
    buf_release(&signature);
}

static void test_no_core(void **state)
{
    struct rlimit limit;
    (void)state;

    assert_int_equal(getrlimit(RLIMIT_CORE, &limit), 0);
    assert_true(limit.rlim_cur == 0 && limit.rlim_max == 0);
    assert_int_equal(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
}

static void test_searches(void **state)
{
    char p12[128], key[128], cert[128];
    (void)state;

    if (!searches || getenv("LD_PRELOAD")) /* valgrind and what slips between keep memory of their own */
        skip();
    strcpy(p12, path_of("p12"));
    strcpy(cert, path_of("cert"));
    search((struct key_source){.p12 = p12});
    strcpy(key, path_of("sealed"));
    search((struct key_source){.key = key, .cert = cert});
    strcpy(key, path_of("open"));
    search((struct key_source){.key = key, .cert = cert});
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_no_core), cmocka_unit_test(test_searches)};

    return cmocka_run_group_tests(tests, make, unmake);
}
