/* Processes that make papers beside each other.
 *
 * Each has a copy of everything from the moment it began and takes one paper at a time; what it finds goes back through a pipe, its
 * messages straight to standard error. A paper that ends its process (memory, a fault of ours) is reported and the others go on. When
 * the program dies, the pipes end and so do they. A key pressed reaches them too: they hold it back, and the program ends them. */
#include "cli/cli.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag/cli.h"
#include "store/made.h"

enum { MOST_WORKERS = 64, AHEAD = 2 /* papers that a worker has at once: it need not wait while the program writes */ };

struct worker {
    pid_t pid;
    int in, out;       /* jobs to it, answers from it */
    size_t jobs[AHEAD], n; /* that it has; the first is at work */
    struct buf answer; /* as far as it came */
};

struct answer {
    uint32_t status; /* enum status; of a paper that was made STATUS_DONE */
    uint32_t size;   /* of the record behind it */
};

static bool write_whole(int fd, const void *bytes, size_t n)
{
    const char *p = bytes;

    while (n) {
        ssize_t done = write(fd, p, n);

        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return false;
        p += done;
        n -= (size_t)done;
    }
    return true;
}

static bool read_whole(int fd, void *bytes, size_t n)
{
    char *p = bytes;

    while (n) {
        ssize_t got = read(fd, p, n);

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        p += got;
        n -= (size_t)got;
    }
    return true;
}

/* What a worker does until there is no more to do. */
static void serve(const struct workload *w, int in, int out)
{
    struct cli *cli = w->cli;
    uint32_t job;

    while (read_whole(in, &job, sizeof job)) {
        struct buf record = {0};
        struct answer answer = {STATUS_DONE, 0};

        vb_context_reset(cli->library);
        cli->ctx.errors = cli->ctx.warnings = cli->ctx.hints = cli->errors_shown = 0;
        if (!make_paper(w->maker, w->jobs[job], w->guarded, w->user, &record)) {
            buf_clear(&record);
            answer.status = say_status(cli) == STATUS_SYSTEM ? STATUS_SYSTEM : STATUS_INPUT;
        }
        say_more_errors(cli);
        answer.size = (uint32_t)record.n;
        if (!write_whole(out, &answer, sizeof answer) || !write_whole(out, record.p, record.n))
            break;
        buf_release(&record);
    }
}

static bool start(const struct workload *w, struct worker *workers, size_t i)
{
    int in[2], out[2];
    struct worker *me = &workers[i];

    if (pipe(in) != 0)
        return false;
    if (pipe(out) != 0) {
        close(in[0]);
        close(in[1]);
        return false;
    }
    me->pid = fork();
    if (me->pid == 0) {
        for (size_t k = 0; k < w->workers; k++) { /* else they would not see their pipes end */
            if (k != i && workers[k].pid > 0) {
                close(workers[k].in);
                close(workers[k].out);
            }
        }
        close(in[1]);
        close(out[0]);
        serve(w, in[0], out[1]);
        _exit(0);
    }
    close(in[0]);
    close(out[1]);
    me->in = in[1];
    me->out = out[0];
    buf_clear(&me->answer);
    if (me->pid > 0)
        return true;
    close(me->in);
    close(me->out);
    return false;
}

static void stop(struct worker *me)
{
    if (me->pid <= 0)
        return;
    close(me->in);
    close(me->out);
    while (waitpid(me->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    me->pid = 0;
}

static bool give(struct worker *me, size_t job)
{
    uint32_t number = (uint32_t)job;

    return me->pid > 0 && write_whole(me->in, &number, sizeof number);
}

/* Gives the worker a further paper, if there is one and it has room. */
static void feed(const struct workload *w, struct worker *me, size_t *next)
{
    if (*next >= w->n || me->n >= AHEAD || !give(me, *next))
        return;
    me->jobs[me->n++] = (*next)++;
}

static size_t first_job(struct worker *me)
{
    size_t job = me->jobs[0];

    memmove(me->jobs, me->jobs + 1, --me->n * sizeof *me->jobs);
    return job;
}

/* It died over its paper: another takes its place and the papers that it had not begun. false: `done` wants no more, or there is none. */
static bool replace(const struct workload *w, struct worker *workers, size_t i)
{
    struct worker *me = &workers[i];
    size_t job = first_job(me);
    bool ok;

    stop(me);
    diag(&w->cli->ctx, DIAG_CLI_WORKER_DIED, w->jobs[job]->pos, w->jobs[job]->name);
    ok = w->done(w->user, job, SPAN(""), STATUS_SYSTEM) && start(w, workers, i);
    for (size_t k = 0; k < me->n && ok; k++)
        ok = give(me, me->jobs[k]);
    return ok;
}

/* Takes what the worker sent; false: `done` wants no more. */
static bool take(const struct workload *w, struct worker *workers, size_t i, size_t *next, size_t *left)
{
    struct worker *me = &workers[i];
    struct answer answer;
    bool more;
    ssize_t n;

    buf_reserve(&me->answer, 1 << 16);
    n = read(me->out, me->answer.p + me->answer.n, 1 << 16);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return true;
    if (n <= 0) {
        --*left;
        more = replace(w, workers, i);
        feed(w, me, next);
        return more;
    }
    me->answer.n += (size_t)n;
    for (more = true; more && me->answer.n >= sizeof answer;) {
        memcpy(&answer, me->answer.p, sizeof answer);
        size_t whole = sizeof answer + answer.size;
        if (me->answer.n < whole)
            break;
        size_t job = first_job(me);
        feed(w, me, next);
        --*left;
        more = w->done(w->user, job, span_make(me->answer.p + sizeof answer, answer.size), (enum status)answer.status);
        me->answer.n -= whole;
        memmove(me->answer.p, me->answer.p + whole, me->answer.n);
    }
    return more;
}

/* A signal waits that would end the program; one that it was started to ignore would not. */
static bool is_interrupted(void)
{
    static const int ends[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action;
    sigset_t waiting;

    if (sigpending(&waiting) != 0)
        return false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (sigismember(&waiting, ends[i]) == 1 && sigaction(ends[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            return true;
    return false;
}

bool work_all(const struct workload *w)
{
    struct worker workers[MOST_WORKERS] = {0};
    struct pollfd polls[MOST_WORKERS];
    size_t next = 0, left = w->n, started = 0;
    struct workload limited = *w;
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    bool ok = true;

    if (limited.workers > MOST_WORKERS)
        limited.workers = MOST_WORKERS;
    if (limited.workers > w->n)
        limited.workers = w->n;
    sigaction(SIGPIPE, &ignore, &before); /* a worker that died is found by its pipe */
    for (; started < limited.workers && ok; started += ok) {
        ok = start(&limited, workers, started);
        if (ok)
            feed(&limited, &workers[started], &next);
    }
    for (size_t i = 0; i < started; i++)
        feed(&limited, &workers[i], &next);
    if (!ok && started == 0)
        diag(&w->cli->ctx, DIAG_CLI_NO_WORKER, (struct pos){0});
    ok = ok || started > 0;
    while (ok && left > 0 && !is_interrupted()) {
        nfds_t n = 0;
        size_t who[MOST_WORKERS];

        for (size_t i = 0; i < started; i++) {
            if (workers[i].pid <= 0 || workers[i].n == 0)
                continue;
            who[n] = i;
            polls[n++] = (struct pollfd){.fd = workers[i].out, .events = POLLIN};
        }
        if (n == 0 || (poll(polls, n, -1) < 0 && errno != EINTR)) {
            ok = false;
            break;
        }
        for (nfds_t k = 0; k < n && ok; k++)
            if (polls[k].revents)
                ok = take(&limited, workers, who[k], &next, &left);
    }
    for (size_t i = 0; i < started; i++) {
        stop(&workers[i]);
        buf_release(&workers[i].answer);
    }
    sigaction(SIGPIPE, &before, NULL);
    return ok && left == 0;
}
