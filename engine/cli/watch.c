/* vanban watch: builds as files are saved, until it is interrupted.
 *
 * The folders of the workspace are watched, not single files: editors save by a new file under the old name. What the build itself writes
 * (xuat/, .vanban/) is not watched. Saves come in bursts, so a build waits until it has been quiet for a moment. */
#include "cli/cli.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag/cli.h"
#include "base/file.h"
#include "store/workspace.h"

/* BURSTS_MOST: what is written without a pause for so many quiet times is built all the same. */
enum { QUIET_MS = 250, BURSTS_MOST = 20, FOLDERS_MOST = 4096, EVENTS = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE };

struct watcher {
    struct cli *cli;
    struct workspace ws;
    int fd;
    size_t n;
};

static bool is_output(const struct workspace *ws, const char *path)
{
    for (size_t i = 0; i < ws->n; i++)
        if (strcmp(ws->papers[i].folder, path) == 0)
            return true;
    return strcmp(path, "xuat") == 0 || strcmp(path, "luu") == 0;
}

/* The folder and those in it, but hidden ones and outputs. */
static void watch_folder(struct watcher *w, const char *path)
{
    DIR *d = w->n < FOLDERS_MOST ? opendir(path) : NULL;
    struct dirent *e;

    if (!d)
        return;
    w->n++;
    inotify_add_watch(w->fd, path, EVENTS);
    while ((e = readdir(d))) {
        const char *below = strcmp(path, ".") == 0 ? arena_str(&w->cli->arena, e->d_name) : path_join(&w->cli->arena, path, e->d_name);

        if (e->d_name[0] != '.' && file_is_dir(below) && !is_output(&w->ws, below))
            watch_folder(w, below);
    }
    closedir(d);
}

static bool watch_all(struct watcher *w)
{
    if (w->fd >= 0)
        close(w->fd);
    w->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    w->n = 0;
    if (w->fd >= 0)
        watch_folder(w, ".");
    if (w->fd >= 0 && w->n > 0)
        return true;
    diag(&w->cli->ctx, DIAG_CLI_WATCH, (struct pos){0});
    return false;
}

/* A build of its own process, so that nothing of it stays in ours; vanban.yaml is read anew by it. `first`: it tells what it did even if that is
 * nothing. */
static void build(struct cli *cli, const struct options *options, bool first)
{
    pid_t pid = fork();

    if (pid == 0) {
        struct options own = {.jobs = options->jobs, .dir = ".", .quiet = options->quiet, .json = options->json, .verbose = options->verbose,
                              .only_news = !first};

        signal(SIGINT, SIG_DFL);
        _exit((int)command_build.run(cli, &own));
    }
    if (pid > 0)
        waitpid(pid, NULL, 0);
}

/* A file that an editor keeps beside the one that is edited, or a folder that the build itself makes. */
static bool is_noise(const struct watcher *w, const struct inotify_event *e)
{
    return e->len > 0 && (e->name[0] == '.' || e->name[strlen(e->name) - 1] == '~' || ((e->mask & IN_ISDIR) && is_output(&w->ws, e->name)));
}

/* Takes what has come; true if a file was meant that counts. */
static bool drain(const struct watcher *w)
{
    char buffer[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
    bool any = false;

    for (ssize_t n; (n = read(w->fd, buffer, sizeof buffer)) > 0;) {
        for (char *p = buffer; p < buffer + n;) {
            const struct inotify_event *e = (const struct inotify_event *)(const void *)p;

            any |= !is_noise(w, e);
            p += sizeof *e + e->len;
        }
    }
    return any;
}

/* Which folders are outputs may be said otherwise now; while vanban.yaml has faults, which the build tells, what it said before holds. */
static void read_again(struct watcher *w)
{
    struct ctx quiet;
    struct workspace ws;

    ctx_init(&quiet);
    if (workspace_read(&quiet, true, &ws)) {
        workspace_release(&w->ws);
        w->ws = ws;
    } else {
        workspace_release(&ws);
    }
}

static bool tell(const struct watcher *w, const struct options *options)
{
    struct cli *cli = w->cli;
    const char *form = options->json ? "{\"watching\":%zu}\n"
                       : cli->ctx.lang == LANG_EN ? "watching %zu folders; Ctrl-C ends it\n" : "đang theo dõi %zu thư mục; bấm Ctrl-C để dừng\n";
    struct buf out = {0};
    bool ok;

    buf_printf(&out, form, w->n);
    ok = options->quiet || say_result(cli, buf_span(&out));
    buf_release(&out);
    return ok;
}

static enum status run_watch(struct cli *cli, const struct options *options)
{
    struct watcher w = {.cli = cli, .fd = -1};
    bool ok = workspace_enter(cli, options, &w.ws) && watch_all(&w) && tell(&w, options);

    for (bool first = true; ok; first = false) {
        struct pollfd p = {.fd = w.fd, .events = POLLIN};
        bool meant = false;
        int ready = 0;

        build(cli, options, first);
        while (!meant && ((ready = poll(&p, 1, -1)) > 0 || errno == EINTR))
            meant = ready > 0 && drain(&w);
        if (!meant)
            break;
        for (int i = 0; i < BURSTS_MOST && poll(&p, 1, QUIET_MS) > 0; i++)
            drain(&w);
        read_again(&w);
        ok = watch_all(&w); /* folders come and go; what is saved from here on is seen by the next build */
    }
    if (w.fd >= 0)
        close(w.fd);
    workspace_release(&w.ws);
    return say_status(cli) == STATUS_DONE ? STATUS_SYSTEM : say_status(cli);
}

static const struct option_row rows[] = {
    OPTIONS_OF_WORKSPACE,
    OPTION_OF_JOBS,
};

const struct command command_watch = {
    .name = "watch",
    .alias = "theo-doi",
    .run = run_watch,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "", [LANG_EN] = ""},
    .summary = {[LANG_VI] = "Dựng lại mỗi khi một tệp của không gian làm việc được lưu", [LANG_EN] = "Builds whenever a file of the workspace is saved"},
    .examples = {[LANG_VI] = "  vanban watch\n"
                             "      chạy đến khi bấm Ctrl-C; sửa tệp nào thì văn bản của tệp đó được dựng lại\n",
                 [LANG_EN] = "  vanban watch\n"
                             "      until Ctrl-C; a file that is saved builds its papers\n"},
};
