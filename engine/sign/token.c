/* Nothing of the driver's process is believed: packets have bounds, answers a time, a certificate is judged as one from a file, and a
 * signature is checked before it is used (cms.c). p11-kit's own remoting was looked at first: its client can only be had through a
 * configuration file, waits without end, and copies the PIN through memory that is neither locked nor wiped. */
#include "sign/token.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <openssl/err.h>
#include <p11-kit/p11-kit.h>

#include "base/diag/sign.h"
#include "base/diag/token.h"
#include "sign/names.h"

enum {
    CLOSING_MS = 2000, /* that a driver has to say goodbye to its token */
    NAME_BYTES = 64,
};

struct token {
    pid_t pid;
    int fd; /* -1: given up */
    const char *uri;
    char *name; /* the label, to be shown */
    int wait; /* ms */
    bool pad; /* the PIN is typed at the reader */
    uint64_t key;
    uint64_t mechanisms[512];
    size_t n_mechanisms; /* 0: the token does not say */
    struct secret pin;   /* kept for a key that asks at each signature; else empty */
    struct wire_message answer;
    char room[LIMIT_WIRE_BYTES];
};

/* The child's surroundings: ours without what is only for us. VANBAN_PIN is the reason; drivers have settings of their own there. */
static char **surroundings(void)
{
    size_t n = 0, k = 0;
    char **out;

    while (environ[n])
        n++;
    out = mem_alloc((n + 1) * sizeof *out);
    for (size_t i = 0; i < n; i++)
        if (strncmp(environ[i], "VANBAN_", 7) != 0)
            out[k++] = environ[i];
    return out;
}

/* No descriptor of ours but the one end of the pair; nothing to read or to print on; signals as at the start of a program; no terminal. */
static int spawn(const char *program, int end, pid_t *pid)
{
    char name[] = "vanban", word[] = "--token-child", *argv[] = {name, word, NULL}, **envp = surroundings();
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    sigset_t none, all;
    int error;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_adddup2(&files, end, WIRE_FD);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files, WIRE_FD + 1);
    posix_spawnattr_init(&how);
    posix_spawnattr_setsigmask(&how, &none);
    posix_spawnattr_setsigdefault(&how, &all);
    posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
    error = posix_spawn(pid, program, &files, &how, argv, envp);
    posix_spawnattr_destroy(&how);
    posix_spawn_file_actions_destroy(&files);
    free(envp);
    return error;
}

static bool start(struct ctx *ctx, struct token *t, const char *program)
{
    int pair[2], theirs, error;

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        error = errno;
    else {
        /* Above the child's own number, or copying one onto the other would leave it closed at exec. */
        theirs = fcntl(pair[1], F_DUPFD_CLOEXEC, WIRE_FD + 1);
        error = theirs < 0 ? errno : spawn(program, theirs, &t->pid);
        if (theirs >= 0)
            close(theirs);
        close(pair[1]);
        if (!error) {
            t->fd = pair[0];
            return true;
        }
        close(pair[0]);
    }
    diag(ctx, DIAG_TOKEN_NOT_STARTED, pos_file(t->uri), program, strerrordesc_np(error));
    return false;
}

/* Ends the child, whatever it does, with what it started (`all`); its status. One that is ending already keeps its own. */
static int give_up(struct token *t, bool all)
{
    int status = 0;

    if (t->fd >= 0) {
        close(t->fd);
        kill(all ? -t->pid : t->pid, SIGKILL);
        while (waitpid(t->pid, &status, 0) < 0 && errno == EINTR)
            continue;
        t->fd = -1;
    }
    return status;
}

static void tell_death(struct ctx *ctx, struct token *t)
{
    const int status = give_up(t, false);
    struct buf figure = {0};

    buf_printf(&figure, "%d", WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    diag(ctx, WIFSIGNALED(status) ? DIAG_TOKEN_CRASHED : DIAG_TOKEN_ENDED, pos_file(t->uri), figure.p);
    buf_release(&figure);
}

static void tell_fault(struct ctx *ctx, const struct token *t, const struct wire_message *m)
{
    struct arena a = {0};
    const struct pos pos = pos_file(t->uri);
    const char *words = m->n > 2 ? name_plain(&a, m->field[2], LIMIT_WIRE_BYTES) : "";
    const char *reason = p11_kit_strerror((CK_RV)wire_get(m, 1));

    switch ((enum wire_fault)wire_get(m, 0)) {
    case WIRE_FAULT_DRIVER:
        if (*words)
            diag(ctx, DIAG_TOKEN_DRIVER, pos, words);
        else
            diag(ctx, DIAG_TOKEN_NO_DRIVER, pos);
        break;
    case WIRE_FAULT_ABSENT:
        if (*words)
            diag(ctx, DIAG_TOKEN_OTHERS, pos, words);
        else
            diag(ctx, DIAG_TOKEN_ABSENT, pos);
        break;
    case WIRE_FAULT_SEVERAL: diag(ctx, DIAG_TOKEN_SEVERAL, pos, words); break;
    case WIRE_FAULT_PIN: diag(ctx, DIAG_TOKEN_PIN_WRONG, pos, t->name); break;
    case WIRE_FAULT_PIN_FINAL: diag(ctx, DIAG_TOKEN_PIN_WRONG_FINAL, pos, t->name); break;
    case WIRE_FAULT_PIN_LOCKED: diag(ctx, DIAG_TOKEN_PIN_LOCKED, pos, t->name); break;
    case WIRE_FAULT_CALL:
    default: diag(ctx, DIAG_TOKEN_FAILED, pos, words, reason ? reason : "?"); break;
    }
    arena_release(&a);
}

#define KIND(kind) (1u << (kind))

/* The next packet, of one of the kinds. false: reported, the child is gone. */
static bool receive(struct ctx *ctx, struct token *t, unsigned kinds)
{
    struct pollfd p = {t->fd, POLLIN, 0};
    struct wire_message *m = &t->answer;
    struct buf figure = {0};
    int ready;

    do
        ready = poll(&p, 1, t->wait);
    while (ready < 0 && errno == EINTR);
    if (ready == 0) {
        give_up(t, true);
        buf_printf(&figure, "%d", (t->wait + 999) / 1000);
        diag(ctx, DIAG_TOKEN_SLOW, pos_file(t->uri), figure.p);
        buf_release(&figure);
        return false;
    }
    if (!wire_receive(t->fd, t->room, sizeof t->room, m)) {
        tell_death(ctx, t);
        return false;
    }
    if (m->kind <= WIRE_FAULT && kinds & KIND(m->kind))
        return true;
    if (m->kind == WIRE_FAULT)
        tell_fault(ctx, t, m);
    else
        diag(ctx, DIAG_TOKEN_NONSENSE, pos_file(t->uri));
    give_up(t, false);
    return false;
}

static bool send_to(struct ctx *ctx, struct token *t, enum wire_kind kind, const struct span *field, size_t n)
{
    if (wire_send(t->fd, kind, field, n))
        return true;
    tell_death(ctx, t);
    return false;
}

static struct span copy(struct arena *a, struct span s)
{
    return span_make(arena_span(a, s), s.n);
}

/* One more key or certificate; a certificate that cannot be read is left out. */
static void take(struct token_contents *c, const struct wire_message *m)
{
    if (m->kind == WIRE_KEY && m->n == 6 && c->n_keys < TOKEN_OBJECTS)
        c->keys[c->n_keys++] = (struct token_key){wire_get(m, 0), wire_get(m, 3), wire_get(m, 5) != 0, copy(&c->arena, m->field[1]), copy(&c->arena, m->field[2]),
                                                  copy(&c->arena, m->field[4])};
    if (m->kind == WIRE_CERT && m->n == 3 && c->n_certs < TOKEN_OBJECTS) {
        const unsigned char *p = (const unsigned char *)m->field[2].p;
        X509 *x = d2i_X509(NULL, &p, (long)m->field[2].n);
        ERR_clear_error();
        if (x)
            c->certs[c->n_certs++] = (struct token_cert){copy(&c->arena, m->field[0]), copy(&c->arena, m->field[1]), x};
    }
}

static bool read_contents(struct ctx *ctx, struct token *t, struct token_contents *out)
{
    if (!receive(ctx, t, KIND(WIRE_MECHANISMS)))
        return false;
    if (t->answer.n == 1 && t->answer.field[0].n <= sizeof t->mechanisms) {
        memcpy(t->mechanisms, t->answer.field[0].p, t->answer.field[0].n);
        t->n_mechanisms = t->answer.field[0].n / sizeof *t->mechanisms;
    }
    for (size_t i = 0; i <= 2 * TOKEN_OBJECTS; i++) {
        if (!receive(ctx, t, KIND(WIRE_KEY) | KIND(WIRE_CERT) | KIND(WIRE_END)))
            return false;
        if (t->answer.kind == WIRE_END)
            return true;
        take(out, &t->answer);
    }
    diag(ctx, DIAG_TOKEN_NONSENSE, pos_file(t->uri));
    return false;
}

/* Gives the PIN, if the token wants one. It is kept in locked memory until the key is known: that may want it again. */
static bool log_in(struct ctx *ctx, struct token *t, const struct key_source *from, uint64_t flags)
{
    if (!(flags & WIRE_TOKEN_LOGIN))
        return true;
    if (flags & WIRE_TOKEN_LOCKED) {
        diag(ctx, DIAG_TOKEN_PIN_LOCKED, pos_file(t->uri), t->name);
        return false;
    }
    if (flags & WIRE_TOKEN_FINAL)
        diag(ctx, DIAG_TOKEN_FINAL_TRY, pos_file(t->uri), t->name);
    if (flags & WIRE_TOKEN_PAD) {
        t->pad = true;
        diag(ctx, DIAG_TOKEN_PAD, pos_file(t->uri), t->name);
        return send_to(ctx, t, WIRE_LOGIN, NULL, 0);
    }
    return token_pin(ctx, from, t->name, &t->pin) && send_to(ctx, t, WIRE_LOGIN, (struct span[]){span_make(t->pin.p, t->pin.n)}, 1);
}

struct token *token_open(struct ctx *ctx, const struct key_source *from, struct token_contents *out)
{
    struct token *t = mem_alloc(sizeof *t);
    struct arena a = {0};
    bool ok;

    t->fd = -1;
    t->uri = from->pkcs11;
    t->wait = from->wait ? from->wait : TOKEN_WAIT;
    ok = token_uri_check(ctx, from->pkcs11) && start(ctx, t, from->helper ? from->helper : VB_BINDIR "/vanban") &&
         send_to(ctx, t, WIRE_OPEN, (struct span[]){span_of(from->pkcs11)}, 1) && receive(ctx, t, KIND(WIRE_TOKEN));
    if (ok) {
        struct buf name = {0};
        buf_puts(&name, name_plain(&a, t->answer.n ? t->answer.field[0] : SPAN(""), NAME_BYTES));
        t->name = buf_detach(&name);
        ok = log_in(ctx, t, from, wire_get(&t->answer, 1)) && read_contents(ctx, t, out);
        arena_release(&a);
    }
    if (ok)
        return t;
    token_close(t);
    return NULL;
}

void token_contents_release(struct token_contents *c)
{
    for (size_t i = 0; i < c->n_certs; i++)
        X509_free(c->certs[i].x);
    arena_release(&c->arena);
}

void token_close(struct token *t)
{
    struct pollfd p;

    if (!t)
        return;
    secret_release(&t->pin);
    if (t->fd >= 0) {
        /* The driver may log out: the child ends by itself when it hears no more. */
        shutdown(t->fd, SHUT_WR);
        p = (struct pollfd){t->fd, POLLIN, 0};
        poll(&p, 1, CLOSING_MS);
    }
    give_up(t, false);
    free(t->name);
    free(t);
}

void token_use(struct token *t, uint64_t key, bool always)
{
    t->key = key;
    if (!always)
        secret_release(&t->pin);
}

bool token_has(const struct token *t, uint64_t mechanism)
{
    for (size_t i = 0; i < t->n_mechanisms; i++)
        if (t->mechanisms[i] == mechanism)
            return true;
    return t->n_mechanisms == 0;
}

bool token_ask(struct ctx *ctx, struct token *t, const struct token_order *order, struct span *signature)
{
    const struct span fields[] = {wire_number(&t->key),      wire_number(&order->mechanism), wire_number(&order->hash),
                                  wire_number(&order->mask), wire_number(&order->salt),      order->data};

    if (t->fd < 0 || !send_to(ctx, t, WIRE_SIGN, fields, 6) || !receive(ctx, t, KIND(WIRE_ASK) | KIND(WIRE_SIGNATURE)))
        return false;
    if (t->answer.kind == WIRE_ASK) {
        if (t->pad)
            diag(ctx, DIAG_TOKEN_PAD, pos_file(t->uri), t->name);
        if (!send_to(ctx, t, WIRE_LOGIN, (struct span[]){span_make(t->pin.p, t->pin.n)}, t->pad ? 0 : 1) || !receive(ctx, t, KIND(WIRE_SIGNATURE)))
            return false;
    }
    *signature = t->answer.n == 1 ? t->answer.field[0] : (struct span){NULL, 0};
    return true;
}
