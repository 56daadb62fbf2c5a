/* Pass phrases and PINs: from a descriptor, from the environment (gone as soon as it was read), or typed at the terminal without being seen.
 * Never from the command line, which every user of the machine can read. */
#include "base/diag/cli.h"
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

/* Up to the end of the line, byte by byte: what comes behind it is somebody else's. */
static bool read_line(int fd, char *out, size_t size, size_t *n)
{
    for (*n = 0; *n < size; (*n)++) {
        ssize_t got;
        do
            got = read(fd, out + *n, 1);
        while (got < 0 && errno == EINTR);
        if (got < 0)
            return false;
        if (got == 0 || out[*n] == '\n')
            return got > 0 || *n > 0;
    }
    return false;
}

static bool ask_terminal(struct cli *cli, const char *what, char *out, size_t size, size_t *n)
{
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
    struct termios before, silent;
    sigset_t held, old;
    bool ok;

    if (fd < 0)
        return false;
    if (tcgetattr(fd, &before) != 0) {
        close(fd);
        return false;
    }
    dprintf(fd, cli->ctx.lang == LANG_EN ? "Pass phrase or PIN for %s: " : "Mật khẩu hoặc mã PIN của %s: ", what);
    silent = before;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    /* A key that ends the program must not leave a terminal that shows nothing. */
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTSTP);
    sigprocmask(SIG_BLOCK, &held, &old);
    tcsetattr(fd, TCSAFLUSH, &silent);
    ok = read_line(fd, out, size, n);
    tcsetattr(fd, TCSAFLUSH, &before);
    sigprocmask(SIG_SETMASK, &old, NULL);
    dprintf(fd, "\n");
    close(fd);
    return ok;
}

static bool ask(const struct pin *pin, const char *what, char *out, size_t size, size_t *n)
{
    char *value = getenv("VANBAN_PIN");

    if (pin->fd >= 0)
        return read_line(pin->fd, out, size, n);
    if (value) {
        *n = strlen(value);
        bool fits = *n <= size;
        if (fits)
            memcpy(out, value, *n);
        explicit_bzero(value, strlen(value));
        unsetenv("VANBAN_PIN");
        return fits;
    }
    return ask_terminal(pin->cli, what, out, size, n);
}

bool pin_ask(void *user, const char *what, char *out, size_t size, size_t *n)
{
    struct pin *pin = user;

    if (pin->n == 0 || pin->n > size) {
        bool ok = ask(pin, what, out, size, n);

        if (ok && pin->keep && *n <= sizeof pin->kept) {
            memcpy(pin->kept, out, *n);
            pin->n = *n;
        }
        return ok;
    }
    memcpy(out, pin->kept, pin->n);
    *n = pin->n;
    return true;
}

void pin_forget(struct pin *pin)
{
    explicit_bzero(pin->kept, sizeof pin->kept);
    pin->n = 0;
}

bool pin_open(struct cli *cli, const char *fd, struct pin *out)
{
    *out = (struct pin){.cli = cli, .fd = -1};
    if (!fd)
        return true;
    out->fd = 0;
    for (const char *p = fd; *p; p++) {
        if (*p < '0' || *p > '9' || out->fd > 9999) {
            out->fd = -1;
            break;
        }
        out->fd = 10 * out->fd + (*p - '0');
    }
    if (out->fd >= 0 && fcntl(out->fd, F_GETFD) >= 0)
        return true;
    diag(&cli->ctx, DIAG_CLI_PIN_FD, (struct pos){0}, fd);
    return false;
}
