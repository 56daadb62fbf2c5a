/* A driver of PKCS#11 that misbehaves as ODD says (words between blanks). Its token holds the key ODD_FOLDER/key.pem and the certificate
 * ODD_FOLDER/cert.der; the PIN is 2468. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <p11-kit/pkcs11.h>

enum { KEY = 1, CERT, PUBLIC, SECOND_KEY, SECOND_CERT, OBJECTS };

static struct {
    EVP_PKEY *key;
    unsigned char cert[8192];
    long cert_n;
    CK_OBJECT_CLASS wanted;
    int next;
    CK_MECHANISM mechanism;
    CK_RSA_PKCS_PSS_PARAMS pss;
    int tries, logins;
} odd;

static int is(const char *word)
{
    const char *all = getenv("ODD"), *p = all ? strstr(all, word) : NULL;

    return p && (p == all || p[-1] == ' ') && (!p[strlen(word)] || p[strlen(word)] == ' ');
}

static FILE *in_folder(const char *name, const char *mode)
{
    char path[4096];

    snprintf(path, sizeof path, "%s/%s", getenv("ODD_FOLDER") ? getenv("ODD_FOLDER") : ".", name);
    return fopen(path, mode);
}

/* What this process knows and may do, for the test to judge. */
static void report(void)
{
    FILE *f = in_folder("report", "w");
    struct rlimit core = {1, 1};
    char line[256] = "";
    struct stat st;
    int fd, open_files = 0;

    if (!f)
        return;
    for (char **e = environ; *e; e++)
        fprintf(f, "environment %s\n", *e);
    fd = open("/proc/self/cmdline", O_RDONLY);
    for (ssize_t i = 0, n = fd >= 0 ? read(fd, line, sizeof line - 1) : 0; i < n; i++)
        fputc(line[i] ? line[i] : ' ', f);
    if (fd >= 0)
        close(fd);
    getrlimit(RLIMIT_CORE, &core);
    fprintf(f, "\ncore %lu dumpable %d session %d\n", (unsigned long)core.rlim_max, prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), getsid(0) == getpid());
    for (fd = 0; fd < 3; fd++)
        fprintf(f, "null %d\n", fstat(fd, &st) == 0 && S_ISCHR(st.st_mode) && st.st_rdev == 0x103);
    for (fd = 3; fd < 64; fd++)
        open_files += fd != fileno(f) && fcntl(fd, F_GETFD) >= 0;
    fprintf(f, "files %d\n", open_files);
    fclose(f);
}

static void misbehave(const char *where)
{
    char word[64];

    snprintf(word, sizeof word, "crash-%s", where);
    if (is(word)) {
        signal(SIGSEGV, SIG_DFL); /* a sanitizer would take it for its own */
        raise(SIGSEGV);
    }
    snprintf(word, sizeof word, "exit-%s", where);
    if (is(word))
        exit(7);
    snprintf(word, sizeof word, "hang-%s", where);
    while (is(word))
        pause();
    if (is("print")) {
        printf("odd driver at %s\n", where);
        fflush(stdout);
    }
}

static CK_RV initialize(void *arguments)
{
    const CK_C_INITIALIZE_ARGS *a = arguments;
    FILE *f;

    misbehave("initialize");
    if (is("unlocked") && a && a->flags & CKF_OS_LOCKING_OK)
        return CKR_CANT_LOCK;
    if (is("refuse-initialize"))
        return CKR_GENERAL_ERROR;
    if (is("signals"))
        for (int s = 1; s < 32; s++)
            signal(s, SIG_IGN);
    if ((f = in_folder("key.pem", "r"))) {
        odd.key = PEM_read_PrivateKey(f, NULL, NULL, NULL);
        fclose(f);
    }
    if ((f = in_folder("cert.der", "r"))) {
        odd.cert_n = (long)fread(odd.cert, 1, sizeof odd.cert, f);
        fclose(f);
    }
    odd.tries = is("final") ? 1 : is("locked") ? 0 : 3;
    report();
    return CKR_OK;
}

static CK_RV finalize(void *reserved)
{
    (void)reserved;
    EVP_PKEY_free(odd.key);
    odd.key = NULL;
    misbehave("finalize");
    return CKR_OK;
}

static void pad(CK_UTF8CHAR *to, size_t n, const char *text)
{
    memset(to, ' ', n);
    memcpy(to, text, strlen(text));
}

static CK_RV get_info(CK_INFO *info)
{
    memset(info, 0, sizeof *info);
    pad(info->manufacturerID, sizeof info->manufacturerID, "odd");
    pad(info->libraryDescription, sizeof info->libraryDescription, "odd");
    return CKR_OK;
}

static CK_RV get_slot_list(CK_BBOOL present, CK_SLOT_ID *slots, CK_ULONG *n)
{
    const CK_ULONG all = is("absent") ? 0 : is("two-tokens") ? 2 : 1;

    (void)present;
    for (CK_ULONG i = 0; slots && i < all && i < *n; i++)
        slots[i] = i;
    *n = all;
    return CKR_OK;
}

static CK_RV get_slot_info(CK_SLOT_ID slot, CK_SLOT_INFO *info)
{
    (void)slot;
    memset(info, 0, sizeof *info);
    info->flags = CKF_TOKEN_PRESENT;
    return CKR_OK;
}

static CK_RV get_token_info(CK_SLOT_ID slot, CK_TOKEN_INFO *info)
{
    memset(info, 0, sizeof *info);
    pad(info->label, sizeof info->label, is("bad-label") ? "x\033[2J\xFF" : "Th\xE1\xBA\xBB l\xE1\xBA\xA1");
    pad(info->manufacturerID, sizeof info->manufacturerID, "odd");
    pad(info->model, sizeof info->model, "odd");
    pad(info->serialNumber, sizeof info->serialNumber, slot ? "2" : "1");
    info->flags = CKF_TOKEN_INITIALIZED | (is("open") ? 0 : CKF_LOGIN_REQUIRED) | (is("pad") ? CKF_PROTECTED_AUTHENTICATION_PATH : 0) |
                  (odd.tries == 1 ? CKF_USER_PIN_FINAL_TRY : 0) | (odd.tries <= 0 ? CKF_USER_PIN_LOCKED : 0);
    return CKR_OK;
}

static CK_RV get_mechanism_list(CK_SLOT_ID slot, CK_MECHANISM_TYPE *list, CK_ULONG *n)
{
    const CK_MECHANISM_TYPE all[] = {CKM_RSA_PKCS, CKM_RSA_PKCS_PSS, CKM_ECDSA}, pss[] = {CKM_RSA_PKCS_PSS}, whole[] = {CKM_SHA256_RSA_PKCS, CKM_ECDSA_SHA384};
    const CK_MECHANISM_TYPE *from = is("pss-only") ? pss : is("whole") ? whole : all;
    const CK_ULONG count = is("no-mechanism") ? 1 : is("pss-only") ? 1 : is("whole") ? 2 : 3;

    (void)slot;
    for (CK_ULONG i = 0; i < count && i < *n; i++)
        list[i] = is("no-mechanism") ? CKM_SHA256 : from[i];
    *n = count;
    return CKR_OK;
}

static CK_RV open_session(CK_SLOT_ID slot, CK_FLAGS flags, void *application, CK_NOTIFY notify, CK_SESSION_HANDLE *session)
{
    (void)slot, (void)flags, (void)application, (void)notify;
    *session = 1;
    return CKR_OK;
}

static CK_RV close_session(CK_SESSION_HANDLE session)
{
    (void)session;
    return CKR_OK;
}

static CK_RV login(CK_SESSION_HANDLE session, CK_USER_TYPE who, CK_UTF8CHAR *pin, CK_ULONG n)
{
    (void)session;
    misbehave("login");
    if (is("pad") ? pin != NULL : n != 4 || memcmp(pin, "2468", 4) != 0) {
        odd.tries--;
        return CKR_PIN_INCORRECT;
    }
    odd.logins += who == CKU_CONTEXT_SPECIFIC;
    return CKR_OK;
}

static CK_RV find_init(CK_SESSION_HANDLE session, CK_ATTRIBUTE *template, CK_ULONG n)
{
    (void)session, (void)n;
    memcpy(&odd.wanted, template[0].pValue, sizeof odd.wanted);
    odd.next = 1;
    return CKR_OK;
}

static CK_OBJECT_CLASS class_of(int object)
{
    return object == KEY || object == SECOND_KEY ? CKO_PRIVATE_KEY : object == PUBLIC ? CKO_PUBLIC_KEY : CKO_CERTIFICATE;
}

static CK_RV find(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE *out, CK_ULONG most, CK_ULONG *n)
{
    const int last = is("two-keys") ? OBJECTS : SECOND_KEY;

    (void)session, (void)most;
    while (odd.next < last && class_of(odd.next) != odd.wanted)
        odd.next++;
    *n = odd.next < last;
    if (*n)
        *out = (CK_OBJECT_HANDLE)odd.next++;
    return CKR_OK;
}

static CK_RV find_final(CK_SESSION_HANDLE session)
{
    (void)session;
    return CKR_OK;
}

static CK_RV give(CK_ATTRIBUTE *a, const void *value, size_t n)
{
    if (a->pValue && a->ulValueLen < n)
        return CKR_BUFFER_TOO_SMALL;
    if (a->pValue)
        memcpy(a->pValue, value, n);
    a->ulValueLen = n;
    return CKR_OK;
}

static CK_RV get_attribute(CK_SESSION_HANDLE session, CK_OBJECT_HANDLE object, CK_ATTRIBUTE *a, CK_ULONG count)
{
    const int rsa = EVP_PKEY_get_base_id(odd.key) != EVP_PKEY_EC, second = object >= SECOND_KEY, cert = class_of((int)object) == CKO_CERTIFICATE;
    const CK_KEY_TYPE type = rsa ? CKK_RSA : CKK_EC;
    const CK_BBOOL always = is("always");
    unsigned char value[1024] = {4};
    BIGNUM *n = NULL;
    size_t size = 0;

    (void)session, (void)count;
    switch (a->type) {
    case CKA_ID: /* "other-id": only the public key tells what belongs together */
        return is("no-id") ? CKR_ATTRIBUTE_TYPE_INVALID : give(a, second ? "\2" : cert && is("other-id") ? "\7" : "\1", 1);
    case CKA_LABEL: return give(a, cert ? "Chung thu" : "khoa", cert ? 9 : 4);
    case CKA_KEY_TYPE: return give(a, &type, sizeof type);
    case CKA_ALWAYS_AUTHENTICATE: return give(a, &always, sizeof always);
    case CKA_VALUE: return cert ? give(a, odd.cert, (size_t)odd.cert_n) : CKR_ATTRIBUTE_SENSITIVE;
    case CKA_MODULUS:
        EVP_PKEY_get_bn_param(odd.key, OSSL_PKEY_PARAM_RSA_N, &n);
        size = (size_t)BN_bn2bin(n, value);
        BN_free(n);
        return give(a, value, size);
    case CKA_EC_POINT:
        EVP_PKEY_get_octet_string_param(odd.key, OSSL_PKEY_PARAM_PUB_KEY, value + 2, sizeof value - 2, &size);
        value[1] = (unsigned char)size;
        return give(a, value, size + 2);
    default: return CKR_ATTRIBUTE_TYPE_INVALID;
    }
}

static CK_RV sign_init(CK_SESSION_HANDLE session, CK_MECHANISM *mechanism, CK_OBJECT_HANDLE key)
{
    (void)session, (void)key;
    misbehave("sign");
    odd.logins = 0;
    odd.mechanism = *mechanism;
    if (mechanism->pParameter)
        memcpy(&odd.pss, mechanism->pParameter, sizeof odd.pss);
    return CKR_OK;
}

/* r and s one behind the other. */
static size_t raw_of(const unsigned char *der, size_t n, unsigned char *out)
{
    const int half = (EVP_PKEY_get_bits(odd.key) + 7) / 8;
    ECDSA_SIG *s = d2i_ECDSA_SIG(NULL, &der, (long)n);

    BN_bn2binpad(ECDSA_SIG_get0_r(s), out, half);
    BN_bn2binpad(ECDSA_SIG_get0_s(s), out + half, half);
    ECDSA_SIG_free(s);
    return 2 * (size_t)half;
}

static CK_RV sign(CK_SESSION_HANDLE session, CK_BYTE *data, CK_ULONG n, CK_BYTE *out, CK_ULONG *out_n)
{
    const CK_MECHANISM_TYPE m = odd.mechanism.mechanism;
    unsigned char digest[64], der[1024];
    EVP_PKEY_CTX *c = EVP_PKEY_CTX_new(odd.key, NULL);
    size_t size = sizeof der;

    (void)session;
    if (is("always") && odd.logins == 0)
        return CKR_USER_NOT_LOGGED_IN;
    EVP_PKEY_sign_init(c);
    if (m == CKM_SHA256_RSA_PKCS || m == CKM_ECDSA_SHA384) {
        unsigned int digest_n;
        EVP_Digest(data, n, digest, &digest_n, m == CKM_ECDSA_SHA384 ? EVP_sha384() : EVP_sha256(), NULL);
        data = digest;
        n = digest_n;
    }
    if (m == CKM_RSA_PKCS || m == CKM_SHA256_RSA_PKCS) /* with CKM_RSA_PKCS the algorithm comes with the digest */
        EVP_PKEY_CTX_set_rsa_padding(c, RSA_PKCS1_PADDING);
    if (m == CKM_SHA256_RSA_PKCS)
        EVP_PKEY_CTX_set_signature_md(c, EVP_sha256());
    if (m == CKM_RSA_PKCS_PSS) {
        EVP_PKEY_CTX_set_rsa_padding(c, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_signature_md(c, EVP_sha256());
        EVP_PKEY_CTX_set_rsa_pss_saltlen(c, (int)odd.pss.sLen);
    }
    const int ok = EVP_PKEY_sign(c, der, &size, data, n) == 1;
    EVP_PKEY_CTX_free(c);
    if (!ok)
        return CKR_FUNCTION_FAILED;
    if (m == CKM_ECDSA || m == CKM_ECDSA_SHA384)
        size = raw_of(der, size, out);
    else
        memcpy(out, der, size);
    if (is("wrong"))
        out[size / 3] ^= 4;
    *out_n = is("short") ? 0 : size;
    return CKR_OK;
}

static CK_FUNCTION_LIST list = {
    .version = {2, 40},
    .C_Initialize = initialize,
    .C_Finalize = finalize,
    .C_GetInfo = get_info,
    .C_GetSlotList = get_slot_list,
    .C_GetSlotInfo = get_slot_info,
    .C_GetTokenInfo = get_token_info,
    .C_GetMechanismList = get_mechanism_list,
    .C_OpenSession = open_session,
    .C_CloseSession = close_session,
    .C_Login = login,
    .C_FindObjectsInit = find_init,
    .C_FindObjects = find,
    .C_FindObjectsFinal = find_final,
    .C_GetAttributeValue = get_attribute,
    .C_SignInit = sign_init,
    .C_Sign = sign,
};

CK_RV C_GetFunctionList(CK_FUNCTION_LIST **out)
{
    list.C_GetFunctionList = C_GetFunctionList;
    *out = &list;
    return CKR_OK;
}
