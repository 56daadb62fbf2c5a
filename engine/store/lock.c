/* Waiting is a flock that a timer interrupts: those who wait keep their places, which they would not by asking again and again. */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/diag/store.h"
#include "base/file.h"

enum { TICKS = 4 }; /* a second */

const char lock_clock[] = ".vanban/khoa";

/* ---- waiting ---- */

static void wake(int number)
{
    (void)number; /* it is enough that flock returns */
}

/* So many ticks of the timer, which end flock each. */
static enum lock_result wait_ticks(int fd, int how, unsigned ticks)
{
    for (unsigned i = 0; i < ticks; i++) {
        if (flock(fd, how) == 0)
            return LOCK_HELD;
        if (errno != EINTR)
            return LOCK_FAILED;
    }
    return LOCK_TIMED_OUT;
}

enum lock_result lock_wait(int fd, int how, unsigned seconds)
{
    const struct sigaction action = {.sa_handler = wake}; /* no SA_RESTART */
    const struct itimerval tick = {{0, 1000000 / TICKS}, {0, 1000000 / TICKS}}, none = {0}; /* again and again: one may come before flock waits */
    struct sigaction before;
    struct itimerval timer;
    sigset_t alarm, mask;
    enum lock_result result;

    if (flock(fd, how | LOCK_NB) == 0)
        return LOCK_HELD;
    if (errno != EWOULDBLOCK && errno != EINTR)
        return LOCK_FAILED;
    if (seconds == 0)
        return LOCK_TIMED_OUT;
    sigemptyset(&alarm);
    sigaddset(&alarm, SIGALRM);
    sigaction(SIGALRM, &action, &before);
    sigprocmask(SIG_UNBLOCK, &alarm, &mask);
    setitimer(ITIMER_REAL, &tick, &timer);
    result = wait_ticks(fd, how, seconds * TICKS);
    int error = errno;
    setitimer(ITIMER_REAL, &none, NULL);
    sigprocmask(SIG_SETMASK, &mask, NULL);
    sigaction(SIGALRM, &before, NULL);
    setitimer(ITIMER_REAL, &timer, NULL);
    errno = error;
    return result;
}

/* ---- who holds it ---- */

static void this_host(char out[65])
{
    if (gethostname(out, 65) != 0)
        *out = '\0';
    out[64] = '\0';
}

void lock_sign(int fd)
{
    char host[65], text[128];

    this_host(host);
    int n = snprintf(text, sizeof text, "%ld %s\n", (long)getpid(), host);
    if (pwrite(fd, text, (size_t)n, 0) == n) /* whom this does not reach is told of nobody */
        (void)!ftruncate(fd, n);
}

void lock_read(const char *path, struct lock_holder *out)
{
    char text[128] = "", host[65];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : 0;
    char *end;

    *out = (struct lock_holder){0};
    if (fd >= 0)
        close(fd);
    text[n > 0 ? n : 0] = '\0';
    out->process = strtol(text, &end, 10);
    if (out->process <= 0 || *end != ' ' || strcspn(end + 1, "\n") >= sizeof out->host) {
        out->process = 0;
        return;
    }
    memcpy(out->host, end + 1, strcspn(end + 1, "\n"));
    this_host(host);
    out->here = strcmp(host, out->host) == 0;
    out->lives = !out->here || kill((pid_t)out->process, 0) == 0 || errno == EPERM;
}

/* ---- builds ---- */

static int failed(struct ctx *ctx, int fd)
{
    file_write_failed(ctx, lock_clock, errno);
    if (fd >= 0)
        close(fd);
    return -1;
}

static int stuck(struct ctx *ctx, int fd)
{
    struct lock_holder holder;
    struct arena a = {0};

    lock_read(lock_clock, &holder);
    diag(ctx, DIAG_STORE_STUCK, (struct pos){0}, arena_printf(&a, "%ld", holder.process), holder.host, arena_printf(&a, "%d", LOCK_BUILD_PATIENCE / 60));
    arena_release(&a);
    close(fd);
    return -1;
}

int lock_take(struct ctx *ctx)
{
    enum lock_result result;
    int fd;

    if (!file_is_dir(".vanban") && !file_make_dirs(ctx, ".vanban"))
        return -1;
    fd = open(lock_clock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return failed(ctx, -1);
    result = lock_wait(fd, LOCK_EX, 0);
    if (result == LOCK_TIMED_OUT) {
        struct lock_holder holder;
        struct arena a = {0};

        lock_read(lock_clock, &holder);
        diag(ctx, DIAG_STORE_BUSY, (struct pos){0}, arena_printf(&a, "%ld", holder.process), holder.host);
        arena_release(&a);
        result = lock_wait(fd, LOCK_EX, LOCK_BUILD_PATIENCE);
    }
    if (result == LOCK_TIMED_OUT)
        return stuck(ctx, fd);
    if (result == LOCK_FAILED)
        return failed(ctx, fd);
    lock_sign(fd);
    return fd;
}

void lock_drop(int lock)
{
    if (lock >= 0)
        close(lock);
}
