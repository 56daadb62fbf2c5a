/* A driver may crash, hang, print, catch signals or call exit: it does so in this process, which knows nothing but the URI, what is to be
 * signed and, while the driver is told, the PIN. What it says is only handed on; the program judges it. PKCS#11 v2.40.
 *
 * The driver is the one that the URI names (module-path), else all that p11-kit knows (module-name chooses). */
#include "sign/token_serve.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <p11-kit/p11-kit.h>
#include <p11-kit/uri.h>

#include "base/arena.h"
#include "sign/secret.h"
#include "sign/token_wire.h"

enum {
    MOST_TOKENS = 32,
    MOST_OBJECTS = 64, /* keys, or certificates */
    MOST_MECHANISMS = 512,
    MOST_SIGNATURE = 4096, /* bytes: RSA with 16384 bits has half */
    MOST_VALUE = 32 << 10, /* of an attribute */
    SERVED = 0,
    FAILED = 3,
};

struct place {
    CK_FUNCTION_LIST *driver;
    CK_SLOT_ID slot;
    CK_TOKEN_INFO info;
};

struct serving {
    P11KitUri *uri;
    CK_FUNCTION_LIST **drivers; /* NULL at the end */
    struct place place;
    CK_SESSION_HANDLE session;
    CK_OBJECT_HANDLE keys[MOST_OBJECTS];
    bool always[MOST_OBJECTS];
    size_t n_keys;
    char room[LIMIT_WIRE_BYTES];
};

/* All of these send and return false. */
static bool fault(enum wire_fault kind, CK_RV rv, const char *words)
{
    const uint64_t number = kind, code = rv;
    const size_t n = strlen(words);

    wire_send(WIRE_FD, WIRE_FAULT, (struct span[]){wire_number(&number), wire_number(&code), span_make(words, n < 4000 ? n : 4000)}, 3);
    return false;
}

static bool failed_call(const char *function, CK_RV rv)
{
    return fault(WIRE_FAULT_CALL, rv, function);
}

/* p11-kit says CKF_OS_LOCKING_OK; a driver that cannot lock is told that nobody else calls it. */
static CK_RV start(CK_FUNCTION_LIST *driver)
{
    CK_RV rv = driver->C_Initialize(NULL);
    CK_C_INITIALIZE_ARGS alone = {0};

    if (rv == CKR_CANT_LOCK || rv == CKR_NEED_TO_CREATE_THREADS || rv == CKR_ARGUMENTS_BAD)
        rv = driver->C_Initialize(&alone);
    return rv == CKR_CRYPTOKI_ALREADY_INITIALIZED ? CKR_OK : rv;
}

static bool load(struct serving *s)
{
    const char *path = p11_kit_uri_get_module_path(s->uri), *name = p11_kit_uri_get_module_name(s->uri), *why;
    size_t started = 0;
    CK_RV rv = CKR_OK;

    if (path) {
        s->drivers = mem_alloc(2 * sizeof *s->drivers);
        s->drivers[0] = p11_kit_module_load(path, 0);
        if (!s->drivers[0]) {
            why = p11_kit_message();
            return fault(WIRE_FAULT_DRIVER, 0, why ? why : path);
        }
    } else
        s->drivers = p11_kit_modules_load(NULL, 0);
    for (size_t i = 0; s->drivers && s->drivers[i]; i++) {
        char *own = p11_kit_module_get_name(s->drivers[i]);
        bool wanted = path || !name || (own && strcmp(own, name) == 0);
        free(own);
        /* What p11-kit trusts as roots is a driver to it as well, and holds no keys. */
        if (!wanted || p11_kit_module_get_flags(s->drivers[i]) & P11_KIT_MODULE_TRUSTED)
            continue;
        rv = start(s->drivers[i]);
        if (rv == CKR_OK)
            s->drivers[started++] = s->drivers[i];
    }
    if (started == 0)
        return fault(WIRE_FAULT_DRIVER, rv, rv != CKR_OK ? p11_kit_strerror(rv) : "");
    s->drivers[started] = NULL;
    return true;
}

static bool same_token(const CK_TOKEN_INFO *a, const CK_TOKEN_INFO *b)
{
    return memcmp(a->label, b->label, sizeof a->label) == 0 && memcmp(a->serialNumber, b->serialNumber, sizeof a->serialNumber) == 0 &&
           memcmp(a->manufacturerID, b->manufacturerID, sizeof a->manufacturerID) == 0 && memcmp(a->model, b->model, sizeof a->model) == 0;
}

/* A URI that names this token and no other. */
static void put_token(struct buf *out, const CK_TOKEN_INFO *info)
{
    P11KitUri *uri = p11_kit_uri_new();
    char *text = NULL;

    *p11_kit_uri_get_token_info(uri) = *info;
    if (p11_kit_uri_format(uri, P11_KIT_URI_FOR_TOKEN, &text) == P11_KIT_URI_OK)
        buf_printf(out, "%s%s", out->n ? ", " : "", text);
    free(text);
    p11_kit_uri_free(uri);
}

/* Tokens of one driver; `all` gets the URIs of those that there are, `fitting` of those that the URI names. */
static size_t look(struct serving *s, CK_FUNCTION_LIST *driver, struct buf *all, struct buf *fitting, size_t found)
{
    CK_SLOT_ID slots[MOST_TOKENS];
    CK_ULONG n = MOST_TOKENS;
    CK_INFO of_driver;

    if (driver->C_GetSlotList(CK_TRUE, slots, &n) != CKR_OK || n > MOST_TOKENS)
        return found;
    bool fits = driver->C_GetInfo(&of_driver) != CKR_OK || p11_kit_uri_match_module_info(s->uri, &of_driver);
    for (CK_ULONG i = 0; i < n; i++) {
        const CK_SLOT_ID wanted = p11_kit_uri_get_slot_id(s->uri);
        struct place place = {.driver = driver, .slot = slots[i]};
        CK_SLOT_INFO slot;
        if (driver->C_GetTokenInfo(slots[i], &place.info) != CKR_OK || !(place.info.flags & CKF_TOKEN_INITIALIZED))
            continue;
        put_token(all, &place.info);
        if (!fits || (wanted != (CK_SLOT_ID)-1 && wanted != slots[i]) || !p11_kit_uri_match_token_info(s->uri, &place.info) ||
            (driver->C_GetSlotInfo(slots[i], &slot) == CKR_OK && !p11_kit_uri_match_slot_info(s->uri, &slot)) ||
            (found > 0 && same_token(&place.info, &s->place.info))) /* two drivers show the same one */
            continue;
        put_token(fitting, &place.info);
        s->place = place;
        found++;
    }
    return found;
}

static uint64_t flags_of(const CK_TOKEN_INFO *info)
{
    return (info->flags & CKF_LOGIN_REQUIRED ? WIRE_TOKEN_LOGIN : 0) | (info->flags & CKF_PROTECTED_AUTHENTICATION_PATH ? WIRE_TOKEN_PAD : 0) |
           (info->flags & CKF_USER_PIN_FINAL_TRY ? WIRE_TOKEN_FINAL : 0) | (info->flags & CKF_USER_PIN_LOCKED ? WIRE_TOKEN_LOCKED : 0);
}

static bool open_token(struct serving *s, const struct wire_message *m)
{
    struct buf all = {0}, fitting = {0}, uri = {0};
    size_t found = 0;
    uint64_t flags;
    bool ok;
    CK_RV rv;

    s->uri = p11_kit_uri_new();
    buf_putspan(&uri, m->field[0]);
    ok = p11_kit_uri_parse(uri.p, P11_KIT_URI_FOR_ANY, s->uri) == P11_KIT_URI_OK && load(s);
    buf_release(&uri);
    if (!ok)
        return false;
    for (size_t i = 0; s->drivers[i]; i++)
        found = look(s, s->drivers[i], &all, &fitting, found);
    if (found != 1)
        ok = fault(found ? WIRE_FAULT_SEVERAL : WIRE_FAULT_ABSENT, 0, found ? fitting.p : all.n ? all.p : "");
    buf_release(&all);
    buf_release(&fitting);
    if (!ok)
        return false;
    rv = s->place.driver->C_OpenSession(s->place.slot, CKF_SERIAL_SESSION, NULL, NULL, &s->session);
    if (rv != CKR_OK)
        return failed_call("C_OpenSession", rv);
    flags = flags_of(&s->place.info);
    return wire_send(WIRE_FD, WIRE_TOKEN,
                     (struct span[]){span_make((const char *)s->place.info.label, p11_kit_space_strlen(s->place.info.label, sizeof s->place.info.label)),
                                     wire_number(&flags)},
                     2);
}

static bool login(struct serving *s, CK_USER_TYPE who, const struct wire_message *m)
{
    CK_FUNCTION_LIST *d = s->place.driver;
    const struct span pin = m->n ? m->field[0] : (struct span){NULL, 0};
    CK_RV rv = d->C_Login(s->session, who, (CK_UTF8CHAR *)(uintptr_t)pin.p, pin.n);

    if (rv == CKR_OK || rv == CKR_USER_ALREADY_LOGGED_IN)
        return true;
    if (rv == CKR_PIN_LOCKED)
        return fault(WIRE_FAULT_PIN_LOCKED, rv, "");
    if (rv != CKR_PIN_INCORRECT && rv != CKR_PIN_INVALID && rv != CKR_PIN_LEN_RANGE)
        return failed_call("C_Login", rv);
    if (d->C_GetTokenInfo(s->place.slot, &s->place.info) != CKR_OK)
        s->place.info.flags = 0;
    const uint64_t flags = flags_of(&s->place.info);
    return fault(flags & WIRE_TOKEN_LOCKED ? WIRE_FAULT_PIN_LOCKED : flags & WIRE_TOKEN_FINAL ? WIRE_FAULT_PIN_FINAL : WIRE_FAULT_PIN, rv, "");
}

/* The value of an attribute appended to `out`; nothing where the object has none. */
static void get(struct serving *s, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, struct buf *out)
{
    CK_FUNCTION_LIST *d = s->place.driver;
    CK_ATTRIBUTE a = {type, NULL, 0};

    if (d->C_GetAttributeValue(s->session, object, &a, 1) != CKR_OK || a.ulValueLen == 0 || a.ulValueLen > MOST_VALUE)
        return;
    a.pValue = mem_alloc(a.ulValueLen);
    const CK_ULONG room = a.ulValueLen;
    if (d->C_GetAttributeValue(s->session, object, &a, 1) == CKR_OK && a.ulValueLen <= room)
        buf_put(out, a.pValue, a.ulValueLen);
    free(a.pValue);
}

static bool get_flag(struct serving *s, CK_OBJECT_HANDLE object, CK_ATTRIBUTE_TYPE type, bool otherwise)
{
    struct buf value = {0};

    get(s, object, type, &value);
    if (value.n == sizeof(CK_BBOOL))
        otherwise = *value.p != CK_FALSE;
    buf_release(&value);
    return otherwise;
}

static bool find(struct serving *s, CK_ATTRIBUTE *template, CK_ULONG n_template, CK_OBJECT_HANDLE *out, size_t *n)
{
    CK_FUNCTION_LIST *d = s->place.driver;
    CK_RV rv = d->C_FindObjectsInit(s->session, template, n_template);
    CK_ULONG got = 1;

    if (rv != CKR_OK)
        return failed_call("C_FindObjectsInit", rv);
    for (*n = 0; *n < MOST_OBJECTS && got == 1 && rv == CKR_OK; *n += got == 1) {
        got = 0;
        rv = d->C_FindObjects(s->session, &out[*n], 1, &got);
    }
    d->C_FindObjectsFinal(s->session);
    return rv == CKR_OK || failed_call("C_FindObjects", rv);
}

static bool find_class(struct serving *s, CK_OBJECT_CLASS class, CK_OBJECT_HANDLE *out, size_t *n)
{
    CK_ATTRIBUTE template = {CKA_CLASS, &class, sizeof class};

    return find(s, &template, 1, out, n);
}

/* The point of an EC key stands with the public key of the same id only. */
static bool get_point(struct serving *s, const struct buf *id, struct buf *out)
{
    CK_OBJECT_CLASS class = CKO_PUBLIC_KEY;
    CK_ATTRIBUTE template[] = {{CKA_CLASS, &class, sizeof class}, {CKA_ID, id->p, id->n}};
    CK_OBJECT_HANDLE public[MOST_OBJECTS];
    size_t n = 0;

    if (id->n == 0)
        return true;
    if (!find(s, template, 2, public, &n))
        return false;
    if (n > 0)
        get(s, public[0], CKA_EC_POINT, out);
    return true;
}

static bool send_key(struct serving *s, size_t i)
{
    struct buf id = {0}, label = {0}, kind = {0}, public = {0};
    const uint64_t index = i;
    CK_KEY_TYPE type = (CK_KEY_TYPE)-1;
    bool ok = true;

    get(s, s->keys[i], CKA_ID, &id);
    get(s, s->keys[i], CKA_LABEL, &label);
    get(s, s->keys[i], CKA_KEY_TYPE, &kind);
    if (kind.n == sizeof type)
        memcpy(&type, kind.p, sizeof type);
    s->always[i] = get_flag(s, s->keys[i], CKA_ALWAYS_AUTHENTICATE, false);
    if (type == CKK_RSA)
        get(s, s->keys[i], CKA_MODULUS, &public);
    else if (type == CKK_EC)
        ok = get_point(s, &id, &public);
    const uint64_t number = type, always = s->always[i];
    if (ok && (type == CKK_RSA || type == CKK_EC) && get_flag(s, s->keys[i], CKA_SIGN, true))
        ok = wire_send(WIRE_FD, WIRE_KEY, (struct span[]){wire_number(&index), buf_span(&id), buf_span(&label), wire_number(&number), buf_span(&public), wire_number(&always)}, 6);
    buf_release(&id);
    buf_release(&label);
    buf_release(&kind);
    buf_release(&public);
    return ok;
}

static bool send_certificate(struct serving *s, CK_OBJECT_HANDLE object)
{
    struct buf id = {0}, label = {0}, der = {0};
    bool ok;

    get(s, object, CKA_ID, &id);
    get(s, object, CKA_LABEL, &label);
    get(s, object, CKA_VALUE, &der);
    ok = der.n == 0 || wire_send(WIRE_FD, WIRE_CERT, (struct span[]){buf_span(&id), buf_span(&label), buf_span(&der)}, 3);
    buf_release(&id);
    buf_release(&label);
    buf_release(&der);
    return ok;
}

static bool send_mechanisms(struct serving *s)
{
    CK_MECHANISM_TYPE all[MOST_MECHANISMS];
    uint64_t numbers[MOST_MECHANISMS];
    CK_ULONG n = MOST_MECHANISMS;

    if (s->place.driver->C_GetMechanismList(s->place.slot, all, &n) != CKR_OK || n > MOST_MECHANISMS)
        n = 0; /* then the program tries what every token has */
    for (CK_ULONG i = 0; i < n; i++)
        numbers[i] = all[i];
    return wire_send(WIRE_FD, WIRE_MECHANISMS, (struct span[]){span_make((const char *)numbers, n * sizeof *numbers)}, 1);
}

static bool show_all(struct serving *s)
{
    CK_OBJECT_HANDLE certs[MOST_OBJECTS];
    size_t n = 0;
    bool ok = find_class(s, CKO_PRIVATE_KEY, s->keys, &s->n_keys) && find_class(s, CKO_CERTIFICATE, certs, &n) && send_mechanisms(s);

    for (size_t i = 0; ok && i < s->n_keys; i++)
        ok = send_key(s, i);
    for (size_t i = 0; ok && i < n; i++)
        ok = send_certificate(s, certs[i]);
    return ok && wire_send(WIRE_FD, WIRE_END, NULL, 0);
}

/* A packet with a PIN, whose only copy here stands in locked memory and goes when the driver has heard it. */
static bool receive_login(struct serving *s, CK_USER_TYPE who)
{
    struct wire_message m;
    struct secret secret;
    bool ok;

    secret_init(&secret);
    ok = secret.p && wire_receive(WIRE_FD, secret.p, SECRET_BYTES, &m) && m.kind == WIRE_LOGIN && m.n <= 1 && login(s, who, &m);
    secret_release(&secret);
    return ok;
}

static bool sign(struct serving *s, const struct wire_message *m)
{
    CK_FUNCTION_LIST *d = s->place.driver;
    CK_RSA_PKCS_PSS_PARAMS pss = {wire_get(m, 2), wire_get(m, 3), wire_get(m, 4)};
    CK_MECHANISM mechanism = {wire_get(m, 1), pss.hashAlg ? &pss : NULL, pss.hashAlg ? sizeof pss : 0};
    CK_BYTE signature[MOST_SIGNATURE];
    CK_ULONG n = sizeof signature;
    const uint64_t key = wire_get(m, 0);
    CK_RV rv;

    if (m->n != 6 || key >= s->n_keys)
        return false;
    rv = d->C_SignInit(s->session, &mechanism, s->keys[key]);
    if (rv != CKR_OK)
        return failed_call("C_SignInit", rv);
    if (s->always[key] && !(wire_send(WIRE_FD, WIRE_ASK, NULL, 0) && receive_login(s, CKU_CONTEXT_SPECIFIC)))
        return false;
    rv = d->C_Sign(s->session, (CK_BYTE *)(uintptr_t)m->field[5].p, m->field[5].n, signature, &n);
    if (rv != CKR_OK || n > sizeof signature)
        return failed_call("C_Sign", rv);
    return wire_send(WIRE_FD, WIRE_SIGNATURE, (struct span[]){span_make((const char *)signature, n)}, 1);
}

int token_serve(void)
{
    struct serving *s;
    struct wire_message m;
    bool ok;

    prctl(PR_SET_PDEATHSIG, SIGKILL);
    secret_guard_process();
    fcntl(WIRE_FD, F_SETFD, FD_CLOEXEC);
    s = mem_alloc(sizeof *s);
    ok = wire_receive(WIRE_FD, s->room, sizeof s->room, &m) && m.kind == WIRE_OPEN && m.n == 1 && open_token(s, &m) &&
         (!(flags_of(&s->place.info) & WIRE_TOKEN_LOGIN) || receive_login(s, CKU_USER)) && show_all(s);
    while (ok && wire_receive(WIRE_FD, s->room, sizeof s->room, &m) && m.kind == WIRE_SIGN)
        ok = sign(s, &m);
    for (size_t i = 0; s->drivers && s->drivers[i]; i++)
        s->drivers[i]->C_Finalize(NULL);
    p11_kit_uri_free(s->uri);
    free(s->drivers);
    free(s);
    return ok ? SERVED : FAILED;
}
