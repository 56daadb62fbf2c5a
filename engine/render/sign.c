/* Signing and verifying for vanban.h: names become values, files are opened and closed. */
#include <stdlib.h>

#include "base/diag/render.h"
#include "render/render.h"
#include "render/sign_look.h"
#include "sign/secret.h"
#include "sign/token_serve.h"
#include "sign/verify.h"

static int index_of(const char *const *names, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return (int)i;
    return -1;
}

static struct fetch fetch_of(const vb_signing *how)
{
    return (struct fetch){.offline = how->offline, .trust_tls = how->trust_tls, .allowed = how->allow, .n_allowed = how->n_allow};
}

/* A number of at most four digits with decimals behind a point. */
static bool read_figure(const char **p, double *out)
{
    double unit = 1;
    size_t n = strspn(*p, "0123456789");

    *out = 0;
    if (n == 0 || n > 4)
        return false;
    for (; n > 0; n--)
        *out = *out * 10 + (*(*p)++ - '0');
    if (**p == '.')
        for ((*p)++; **p >= '0' && **p <= '9'; (*p)++) {
            unit /= 10;
            *out += unit * (**p - '0');
        }
    return true;
}

static bool read_place(const char *text, struct pades_place *out)
{
    double v[5];
    const char *p = text;

    for (size_t i = 0; i < 5; i++)
        if ((i > 0 && *p++ != ',') || !read_figure(&p, &v[i]))
            return false;
    *out = (struct pades_place){.page = (size_t)v[0] - 1, .x = v[1] * MM, .y = v[2] * MM, .width = v[3] * MM, .height = v[4] * MM};
    return !*p && v[0] >= 1 && !memchr(text, '.', strcspn(text, ",")) && v[3] > 0 && v[4] > 0;
}

/* More than one key is no choice that we make. */
static bool one_key(struct ctx *ctx, const vb_signing *how)
{
    const struct {
        const char *name, *value;
    } rows[] = {{"--pkcs11", how->pkcs11}, {"--p12", how->p12}, {"--key", how->key}, {"--cert", how->cert}};
    const size_t n = sizeof rows / sizeof *rows;

    for (size_t i = 0; i < 2; i++)
        for (size_t k = i + 1; rows[i].value && k < n; k++)
            if (rows[k].value) {
                diag(ctx, DIAG_SIGN_KEYS, (struct pos){0}, rows[i].name, rows[k].name);
                return false;
            }
    return true;
}

/* `signs`: a key is needed. false: reported. */
static bool read_request(struct ctx *ctx, const vb_signing *how, bool signs, struct pades_place *place, struct pades_request *out)
{
    static const char *const levels[] = {[PADES_B] = "b", [PADES_T] = "t", [PADES_LT] = "lt", [PADES_LTA] = "lta"};
    static const char *const roles[] = {[PADES_PERSON] = "person", [PADES_ORGAN] = "organ", [PADES_COPY] = "copy", [PADES_ANNEX] = "annex"};
    /* The upper right corner of the first page, in its margin (NĐ 30/2020/NĐ-CP, Phụ lục I, II.3.4). */
    const struct pades_place corner = {.x = -15 * MM, .y = 6 * MM, .width = 70 * MM, .height = 9 * MM};
    const char *level = how->level ? how->level : levels[PADES_B], *role = how->role ? how->role : roles[PADES_PERSON];
    int l = index_of(levels, sizeof levels / sizeof *levels, level), r = index_of(roles, sizeof roles / sizeof *roles, role);

    if (signs && !one_key(ctx, how))
        return false;
    if (l < 0)
        diag(ctx, DIAG_SIGN_LEVEL, (struct pos){0}, level);
    else if (r < 0)
        diag(ctx, DIAG_SIGN_ROLE, (struct pos){0}, role);
    else if (how->at && !read_place(how->at, place))
        diag(ctx, DIAG_SIGN_AT, (struct pos){0}, how->at);
    else if (r == PADES_ANNEX && !how->mark)
        diag(ctx, DIAG_SIGN_MARK, (struct pos){0});
    else if (how->mark && r != PADES_ANNEX && r != PADES_COPY)
        diag(ctx, DIAG_SIGN_NO_MARK, (struct pos){0}, role);
    else if (signs && !how->p12 && !how->pkcs11 && (!how->key || !how->cert))
        diag(ctx, DIAG_SIGN_NO_KEY, (struct pos){0});
    else if (l >= PADES_T && !how->tsa)
        diag(ctx, DIAG_SIGN_NO_TSA, (struct pos){0}, level);
    else if (l >= PADES_LT && how->n_trust == 0)
        diag(ctx, DIAG_SIGN_NO_TRUST, (struct pos){0}, level);
    else {
        if (r == PADES_ANNEX && !how->at)
            *place = corner;
        *out = (struct pades_request){.level = (enum pades_level)l,
                                      .role = (enum pades_role)r,
                                      .field = how->field,
                                      .at = how->at || (r == PADES_ANNEX && !how->field) ? place : NULL,
                                      .reason = how->reason,
                                      .tsa = how->tsa,
                                      .fetch = fetch_of(how)};
        return true;
    }
    return false;
}

static struct sign_key *open_key(vb_context *c, const vb_signing *how)
{
    const struct key_source source = {.p12 = how->p12, .key = how->key, .cert = how->cert, .pkcs11 = how->pkcs11, .helper = how->helper,
                                      .ask = {how->ask, how->ask_user}};

    return sign_key_open(&c->ctx, &source);
}

/* The certificate of who signs elsewhere, if it is named. false: reported. */
static bool open_signer(vb_context *c, const vb_signing *how, struct sign_key **out)
{
    const struct key_source source = {.cert = how->cert};

    *out = how->cert ? sign_key_open(&c->ctx, &source) : NULL;
    return *out || !how->cert;
}

static bool give(bool ok, struct buf *made, void **out, size_t *size)
{
    if (ok) {
        *size = made->n;
        *out = buf_detach(made);
    }
    return ok;
}

/* What is shown and filled in, for the time of one signature. */
static bool look_at(vb_context *c, const vb_signing *how, struct sign_look *look, struct pades_artist *artist, struct pades_request *request)
{
    if (!sign_look_open(c, how, look) || !sign_look_fill(look, how->number, how->day))
        return false;
    *artist = sign_look_artist(look);
    request->artist = artist;
    request->fillings = look->fillings;
    request->n_fillings = look->n_fillings;
    return true;
}

bool vb_sign(vb_context *c, const char *name, const void *pdf, size_t size, const vb_signing *how, void **out, size_t *out_size)
{
    struct pades_request request;
    struct pades_place place;
    struct sign_key *key = NULL;
    struct buf made = {0};
    struct sign_look look = {0};
    struct pades_artist artist;
    bool ok = read_request(&c->ctx, how, true, &place, &request) && look_at(c, how, &look, &artist, &request) &&
              (request.trust = trust_open(&c->ctx, how->trust, how->n_trust)) != NULL;

    if (ok) {
        key = open_key(c, how);
        ok = key && pades_sign(&c->ctx, name, span_make(pdf, size), key, &request, &made);
        sign_key_free(key);
        trust_free(request.trust);
    }
    sign_look_close(&look);
    return give(ok, &made, out, out_size);
}

bool vb_sign_prepare(vb_context *c, const char *name, const void *pdf, size_t size, const vb_signing *how, void **out, size_t *out_size, char **order)
{
    struct pades_request request;
    struct pades_place place;
    struct sign_key *who = NULL;
    struct buf made = {0}, words = {0};
    struct sign_look look = {0};
    struct pades_artist artist;
    const bool ok = read_request(&c->ctx, how, false, &place, &request) && look_at(c, how, &look, &artist, &request) && open_signer(c, how, &who) &&
                    pades_prepare(&c->ctx, name, span_make(pdf, size), who, &request, &made, &words);

    sign_key_free(who);
    sign_look_close(&look);
    if (ok)
        *order = buf_detach(&words);
    return give(ok, &made, out, out_size);
}

bool vb_sign_finish(vb_context *c, const char *name, const void *pdf, size_t size, const char *signed_name, const void *signed_bytes, size_t signed_size,
                    const vb_signing *how, void **out, size_t *out_size)
{
    const struct pades_handed handed = {signed_name, span_make(signed_bytes, signed_size)};
    struct pades_request request;
    struct pades_place place;
    struct sign_key *who = NULL;
    struct buf made = {0};
    bool ok = read_request(&c->ctx, how, false, &place, &request) && open_signer(c, how, &who) && (request.trust = trust_open(&c->ctx, how->trust, how->n_trust)) != NULL;

    if (ok) {
        ok = pades_finish(&c->ctx, name, span_make(pdf, size), &handed, who, &request, &made);
        trust_free(request.trust);
    }
    sign_key_free(who);
    return give(ok, &made, out, out_size);
}

int vb_token_serve(void)
{
    return token_serve();
}

void vb_guard_secrets(void)
{
    secret_guard_process();
}

static const vb_verdict verdicts[] = {[VERDICT_PASSED] = VB_PASSED, [VERDICT_UNKNOWN] = VB_UNKNOWN, [VERDICT_FAILED] = VB_FAILED};

struct passing {
    void (*found)(void *user, const vb_signature *s);
    void *user;
};

static void pass(void *user, const struct verified *v)
{
    const struct passing *p = user;
    const vb_signature s = {.field = v->field, .signer = v->signer, .organization = v->organization, .email = v->email,
                            .issuer = v->issuer, .serial = v->serial, .level = v->level, .digest = v->digest, .key = v->key,
                            .authority = v->authority, .filled = v->filled, .claimed = v->claimed, .proved = v->proved,
                            .revision = v->revision, .revisions = v->revisions, .timestamp = v->timestamp, .certifies = v->certifies,
                            .changed = v->changed, .verdict = verdicts[v->verdict]};

    p->found(p->user, &s);
}

bool vb_verify(vb_context *c, const char *name, const void *pdf, size_t size, const vb_signing *how,
               void (*found)(void *user, const vb_signature *s), void *user, vb_verdict *worst)
{
    struct passing passing = {found, user};
    struct trust *trust = trust_open(&c->ctx, how->trust, how->n_trust);
    const struct verify_request request = {trust, fetch_of(how)};
    struct arena a = {0};
    enum verdict verdict = VERDICT_FAILED;
    bool ok = trust && verify_pdf(&c->ctx, name, span_make(pdf, size), &request, &a, pass, &passing, &verdict);

    *worst = ok ? verdicts[verdict] : VB_FAILED;
    trust_free(trust);
    arena_release(&a);
    return ok;
}
