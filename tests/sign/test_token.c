/* Keys behind PKCS#11, by a driver of our own that misbehaves in every way that we know of (odd_driver.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include <openssl/pem.h>

#include "base/diag/sign.h"
#include "base/diag/token.h"
#include "sign/cms.h"
#include "sign/key.h"
#include "sign/token_serve.h"
#include "ca.h"

static const char PIN[] = "2468";

static struct {
    const char *self, *driver;
    char folder[64];
    EVP_PKEY *root_key, *rsa, *ec;
    X509 *root;
    int asked;
} made;

static void in_folder(const char *name, char out[128])
{
    assert_true(snprintf(out, 128, "%s/%s", made.folder, name) < 128);
}

static void hold(EVP_PKEY *key, X509 *cert)
{
    char path[128];
    FILE *f;

    in_folder("key.pem", path);
    f = fopen(path, "w");
    assert_true(f && PEM_write_PrivateKey(f, key, NULL, NULL, 0, NULL, NULL));
    fclose(f);
    in_folder("cert.der", path);
    f = fopen(path, "w");
    assert_true(f && i2d_X509_fp(f, cert));
    fclose(f);
    X509_free(cert);
}

static void hold_person(EVP_PKEY *key)
{
    hold(key, ca_issue("Nguyễn Văn Mẫu", key, made.root, made.root_key, 730, ca_of_person));
}

static int make(void **state)
{
    (void)state;
    memcpy(made.folder, "/tmp/vanban-token-XXXXXX", 25);
    if (!mkdtemp(made.folder))
        return 1;
    setenv("ODD_FOLDER", made.folder, 1);
    setenv("VANBAN_PIN", PIN, 1);
    setenv("VANBAN_OTHER", PIN, 1);
    made.root_key = ca_key("P-256");
    made.root = ca_issue("CA gốc MẪU", made.root_key, NULL, NULL, 3650, ca_of_ca);
    made.rsa = ca_key("rsa");
    made.ec = ca_key("P-384");
    hold_person(made.rsa);
    return 0;
}

static int unmake(void **state)
{
    static const char *const names[] = {"key.pem", "cert.der", "report", "pin"};
    char path[128];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        in_folder(names[i], path);
        unlink(path);
    }
    rmdir(made.folder);
    X509_free(made.root);
    EVP_PKEY_free(made.root_key);
    EVP_PKEY_free(made.rsa);
    EVP_PKEY_free(made.ec);
    return 0;
}

static bool answer(void *user, const char *what, char *out, size_t size, size_t *n)
{
    const char *pin = user;

    assert_true(size >= 4 && *what);
    made.asked++;
    *n = pin ? strlen(pin) : 0;
    if (pin)
        memcpy(out, pin, *n);
    return pin != NULL;
}

struct run {
    struct ca_seen seen;
    struct ctx ctx;
    char uri[600];
    struct sign_key *key;
};

/* Opens the key as ODD, the head of the URI and the PIN say. */
static void open_with(struct run *r, const char *odd, const char *head, const char *pin)
{
    static char variable[64]; /* stands in the environment itself: setenv would leave the old ones behind */
    char given[16];
    struct key_source from = {.pkcs11 = r->uri, .helper = made.self, .wait = 20000};

    assert_true(snprintf(variable, sizeof variable, "ODD=%s", odd) < (int)sizeof variable);
    putenv(variable);
    if (strstr(odd, "hang"))
        from.wait = 300;
    r->ctx = ca_context(&r->seen);
    assert_true(snprintf(r->uri, sizeof r->uri, "%s%cmodule-path=%s", head, strchr(head, '?') ? '&' : '?', made.driver) < (int)sizeof r->uri);
    if (pin)
        memcpy(given, pin, strlen(pin) + 1);
    from.ask = (struct secret_source){answer, pin ? given : NULL};
    made.asked = 0;
    r->key = sign_key_open(&r->ctx, &from);
}

static void fails(const char *odd, const char *head, const char *pin, diag_code expected)
{
    struct run r;

    open_with(&r, odd, head, pin);
    assert_null(r.key);
    assert_true(r.seen.n > 0);
    assert_string_equal(diag_slug(r.seen.code[r.seen.n - 1]), diag_slug(expected));
    assert_int_equal(r.seen.code[r.seen.n - 1], expected);
    assert_int_equal(r.ctx.errors, 1);
}

/* Signs as a paper is signed: nothing that does not verify is given out. */
static diag_code sign_with(struct run *r)
{
    const unsigned char digest[32] = {1, 2, 3};
    struct cms *c = cms_sign(&r->ctx, r->key, digest, sizeof digest);
    const bool ok = c != NULL;

    cms_free(c);
    assert_int_equal(r->ctx.errors, !ok);
    return ok ? DIAG__NONE : r->seen.code[r->seen.n - 1];
}

static void signs(const char *odd, const char *head)
{
    struct run r;

    open_with(&r, odd, head, PIN);
    assert_string_equal(r.seen.n ? diag_slug(r.seen.code[0]) : "", "");
    assert_non_null(r.key);
    for (int i = 0; i < 2; i++)
        assert_int_equal(sign_with(&r), DIAG__NONE);
    sign_key_free(r.key);
}

static void spoils(const char *odd, diag_code expected)
{
    struct run r;

    open_with(&r, odd, "pkcs11:", PIN);
    assert_non_null(r.key);
    assert_int_equal(sign_with(&r), expected);
    sign_key_free(r.key);
}

static void test_signs(void **state)
{
    (void)state;
    signs("", "pkcs11:");
    assert_int_equal(made.asked, 1);
    signs("always", "pkcs11:"); /* each signature wants the PIN, the user is asked once */
    assert_int_equal(made.asked, 1);
    signs("open", "pkcs11:");
    assert_int_equal(made.asked, 0);
    signs("pss-only", "pkcs11:");
    signs("whole", "pkcs11:");
    signs("unlocked print signals", "pkcs11:");
    signs("other-id", "pkcs11:");
    signs("no-id", "pkcs11:");
    signs("crash-finalize", "pkcs11:"); /* too late to matter */
    signs("two-tokens", "pkcs11:serial=2");
    signs("two-keys", "pkcs11:id=%02");
    signs("bad-label", "pkcs11:object=Chung%20thu"); /* the certificate's label means its key */
    signs("", "pkcs11:object=khoa;type=private");
    hold_person(made.ec);
    signs("", "pkcs11:");
    signs("whole", "pkcs11:");
    signs("other-id", "pkcs11:");
    hold_person(made.rsa);
}

static void test_pad(void **state)
{
    struct run r;

    (void)state;
    open_with(&r, "pad always", "pkcs11:", PIN);
    assert_non_null(r.key);
    assert_int_equal(made.asked, 0);
    assert_int_equal(r.seen.code[0], DIAG_TOKEN_PAD);
    assert_int_equal(sign_with(&r), DIAG__NONE);
    sign_key_free(r.key);
}

static void test_pin(void **state)
{
    (void)state;
    fails("", "pkcs11:", "1234", DIAG_TOKEN_PIN_WRONG);
    fails("", "pkcs11:", NULL, DIAG_KEY_NO_SECRET);
    fails("final", "pkcs11:", "1234", DIAG_TOKEN_PIN_LOCKED);
    fails("locked", "pkcs11:", PIN, DIAG_TOKEN_PIN_LOCKED);
    assert_int_equal(made.asked, 0); /* no use to ask */

    struct run r;
    open_with(&r, "final", "pkcs11:", PIN);
    assert_non_null(r.key);
    assert_int_equal(r.seen.code[0], DIAG_TOKEN_FINAL_TRY);
    sign_key_free(r.key);
}

static void test_choice(void **state)
{
    (void)state;
    fails("absent", "pkcs11:", PIN, DIAG_TOKEN_ABSENT);
    fails("", "pkcs11:token=x", PIN, DIAG_TOKEN_OTHERS);
    fails("two-tokens", "pkcs11:", PIN, DIAG_TOKEN_SEVERAL);
    fails("two-keys", "pkcs11:", PIN, DIAG_TOKEN_KEYS);
    fails("", "pkcs11:object=x", PIN, DIAG_TOKEN_NO_CERT);
    fails("", "pkcs11:type=public", PIN, DIAG_TOKEN_NO_CERT);
    fails("no-mechanism", "pkcs11:", PIN, DIAG_TOKEN_MECHANISM);
    hold(made.rsa, ca_issue("Hết hạn", made.rsa, made.root, made.root_key, 300, ca_of_person));
    fails("", "pkcs11:", PIN, DIAG_KEY_TIME);
    hold(made.rsa, ca_issue("Khoá khác", made.ec, made.root, made.root_key, 730, ca_of_person));
    fails("", "pkcs11:", PIN, DIAG_TOKEN_NO_CERT);
    hold_person(made.rsa);
}

static void test_misbehaves(void **state)
{
    (void)state;
    fails("crash-initialize", "pkcs11:", PIN, DIAG_TOKEN_CRASHED);
    fails("exit-initialize", "pkcs11:", PIN, DIAG_TOKEN_ENDED);
    fails("hang-initialize", "pkcs11:", PIN, DIAG_TOKEN_SLOW);
    fails("refuse-initialize", "pkcs11:", PIN, DIAG_TOKEN_DRIVER);
    fails("crash-login", "pkcs11:", PIN, DIAG_TOKEN_CRASHED);
    fails("signals hang-login", "pkcs11:", PIN, DIAG_TOKEN_SLOW);
    spoils("crash-sign", DIAG_TOKEN_CRASHED);
    spoils("exit-sign", DIAG_TOKEN_ENDED);
    spoils("hang-sign", DIAG_TOKEN_SLOW);
    spoils("wrong", DIAG_KEY_SIGNS_WRONG);
    spoils("short", DIAG_KEY_SIGNS_WRONG);
    hold_person(made.ec);
    spoils("wrong", DIAG_KEY_SIGNS_WRONG);
    spoils("short", DIAG_KEY_SIGNS_WRONG);
    hold_person(made.rsa);
}

static bool under_valgrind(void)
{
    const char *preloaded = getenv("LD_PRELOAD");

    return preloaded && strstr(preloaded, "vgpreload");
}

static void refuses(const char *uri, diag_code expected)
{
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);

    assert_null(sign_key_open(&ctx, &(struct key_source){.pkcs11 = uri, .helper = made.self, .ask = {answer, NULL}}));
    assert_int_equal(seen.n, 1);
    assert_string_equal(diag_slug(seen.code[0]), diag_slug(expected));
}

static void test_uri(void **state)
{
    (void)state;
    refuses("", DIAG_TOKEN_URI);
    refuses("pkcs11", DIAG_TOKEN_URI);
    refuses("pkcs11:token=%zz", DIAG_TOKEN_URI);
    refuses("pkcs11:token=a?pin-value=2468", DIAG_TOKEN_URI_PIN);
    refuses("pkcs11:farbe=rot", DIAG_TOKEN_URI_PART);
    refuses("pkcs11:?module-path=/dev/null", DIAG_TOKEN_DRIVER);
    refuses("pkcs11:?module-path=/nowhere/driver.so", DIAG_TOKEN_DRIVER);
    refuses("pkcs11:?module-name=no-such-driver", DIAG_TOKEN_NO_DRIVER);

    if (under_valgrind()) /* its posix_spawn starts a process before it finds that there is no program */
        return;
    struct ca_seen seen;
    struct ctx ctx = ca_context(&seen);
    assert_null(sign_key_open(&ctx, &(struct key_source){.pkcs11 = "pkcs11:", .helper = "/nowhere/vanban"}));
    assert_int_equal(seen.n, 1);
    assert_int_equal(seen.code[0], DIAG_TOKEN_NOT_STARTED);
}

static void test_pin_source(void **state)
{
    char path[128], head[256];
    FILE *f;

    (void)state;
    in_folder("pin", path);
    f = fopen(path, "w");
    fprintf(f, "%s\n", PIN);
    fclose(f);
    snprintf(head, sizeof head, "pkcs11:?pin-source=file:%s", path);
    chmod(path, 0644);
    fails("", head, PIN, DIAG_TOKEN_PIN_SOURCE); /* others may read it */
    chmod(path, 0600);
    signs("", head);
    assert_int_equal(made.asked, 0);
    snprintf(head, sizeof head, "pkcs11:?pin-source=file://%s", path);
    signs("", head);
    fails("", "pkcs11:?pin-source=%7Cecho%202468", PIN, DIAG_TOKEN_PIN_SOURCE); /* a program */
    fails("", "pkcs11:?pin-source=file:/nowhere", PIN, DIAG_TOKEN_PIN_SOURCE);
    fails("", "pkcs11:?pin-source=pin", PIN, DIAG_TOKEN_PIN_SOURCE);
}

/* The driver's process: no PIN in environment or arguments, no core dump, no debugger, no descriptor of ours, nothing to print on. */
static void test_child_knows_nothing(void **state)
{
    char path[128], text[65536];
    size_t n;
    FILE *f;

    (void)state;
    setenv("TOKEN_SETTING", "kept", 1);
    signs("", "pkcs11:");
    in_folder("report", path);
    f = fopen(path, "r");
    assert_non_null(f);
    n = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    text[n] = '\0';
    assert_null(strstr(text, PIN));
    assert_null(strstr(text, "VANBAN_"));
    assert_non_null(strstr(text, "environment TOKEN_SETTING=kept\n")); /* drivers have settings there */
    assert_non_null(strstr(text, "vanban --token-child \n"));
    assert_non_null(strstr(text, "core 0 dumpable 0 session 1\n"));
    assert_non_null(strstr(text, "null 1\nnull 1\nnull 1\n"));
    assert_non_null(strstr(text, "files 1\n")); /* the one to us */
}

#ifndef __SANITIZE_ADDRESS__
/* Whether a word stands in memory that is written to; it is told with each byte turned over, so that the telling is not found. */
static int count_in_memory(const char *turned, size_t n)
{
    FILE *maps = fopen("/proc/self/maps", "r"), *memory = fopen("/proc/self/mem", "r");
    static char block[1 << 20];
    unsigned long from, to;
    char line[512], rights[8];
    int found = 0;

    assert_true(maps && memory);
    setvbuf(memory, NULL, _IONBF, 0);
    while (fgets(line, sizeof line, maps)) {
        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) != 3 || rights[1] != 'w')
            continue;
        for (unsigned long at = from; at < to; at += sizeof block - 64) {
            const size_t size = to - at < sizeof block ? to - at : sizeof block;
            if ((unsigned long)(uintptr_t)block >= at && (unsigned long)(uintptr_t)block < at + size)
                continue;
            if (fseek(memory, (long)at, SEEK_SET) != 0 || fread(block, 1, size, memory) != size)
                break;
            for (size_t i = 0; i + n <= size; i++) {
                size_t k = 0;
                while (k < n && (block[i + k] ^ 0x55) == turned[k])
                    k++;
                found += k == n;
            }
            memset(block, 0, size);
        }
    }
    fclose(maps);
    fclose(memory);
    return found;
}

static char turned[40];

static bool answer_turned(void *user, const char *what, char *out, size_t size, size_t *n)
{
    (void)user, (void)what, (void)size;
    *n = sizeof turned;
    for (size_t i = 0; i < sizeof turned; i++)
        out[i] = (char)(turned[i] ^ 0x55);
    made.asked = count_in_memory(turned, sizeof turned);
    return true;
}

/* The PIN is nowhere in the program's memory once it was used. */
static void test_wiped(void **state)
{
    struct run r;
    struct key_source from = {.pkcs11 = r.uri, .helper = made.self, .wait = 20000, .ask = {answer_turned, NULL}};

    (void)state;
    if (under_valgrind())
        skip(); /* valgrind's own memory is there as well, and large */
    for (size_t i = 0; i < sizeof turned; i++)
        turned[i] = (char)('0' ^ 0x55 ^ (i * 7 % 10));
    unsetenv("ODD");
    r.ctx = ca_context(&r.seen);
    snprintf(r.uri, sizeof r.uri, "pkcs11:?module-path=%s", made.driver);
    assert_null(sign_key_open(&r.ctx, &from)); /* a wrong one */
    assert_int_equal(r.seen.code[0], DIAG_TOKEN_PIN_WRONG);
    assert_int_equal(made.asked, 1); /* the search finds it while it is there */
    assert_int_equal(count_in_memory(turned, sizeof turned), 0);
}
#else
static void test_wiped(void **state)
{
    (void)state;
    skip(); /* the sanitizer keeps what was freed, and maps terabytes */
}
#endif

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_signs),  cmocka_unit_test(test_pad),        cmocka_unit_test(test_pin),
        cmocka_unit_test(test_choice), cmocka_unit_test(test_misbehaves), cmocka_unit_test(test_uri),
        cmocka_unit_test(test_wiped),  cmocka_unit_test(test_pin_source), cmocka_unit_test(test_child_knows_nothing),
    };

    if (argc == 2 && strcmp(argv[1], "--token-child") == 0)
        return token_serve();
    made.self = realpath(argv[0], NULL);
    made.driver = realpath("tests/sign/.libs/odd_driver.so", NULL);
    if (!made.self || !made.driver)
        return 77; /* no shared objects here */
    const int failed = cmocka_run_group_tests(tests, make, unmake);
    free((void *)(uintptr_t)made.self);
    free((void *)(uintptr_t)made.driver);
    return failed;
}
