/* vanban build: makes the papers of a workspace that are stale, and no others. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag/cli.h"
#include "store/lock.h"
#include "store/publish.h"
#include "store/stale.h"

enum { BAR = 30, MOST_JOBS = 64 };

struct build {
    struct cli *cli;
    const struct options *options;
    struct workspace ws;
    struct depend store;
    struct stale_list stale;
    const struct ws_paper **jobs;
    struct publish publish;
    size_t n_jobs, done, made, failed, removed; /* done: rendered or failed */
    bool bar;
    enum status status;
};

static bool is_named(struct build *b, const struct ws_paper *p, const struct ws_paper *const *named)
{
    for (size_t i = 0; i < b->options->count; i++)
        if (named[i] == p)
            return true;
    return b->options->count == 0;
}

/* The papers to be made; false: a name is unknown. */
static bool choose(struct build *b)
{
    const struct ws_paper **named = ARENA_NEWS(&b->cli->arena, b->options->count + 1, const struct ws_paper *);
    bool ok = true;

    for (size_t i = 0; i < b->options->count; i++) {
        named[i] = workspace_paper_named(&b->cli->ctx, &b->ws, b->options->operands[i]);
        ok &= named[i] != NULL;
    }
    b->jobs = ARENA_NEWS(&b->cli->arena, b->ws.n + 1, const struct ws_paper *);
    for (size_t i = 0; i < b->ws.n && ok; i++)
        if ((b->stale.stale[i] || b->options->force) && is_named(b, &b->ws.papers[i], named))
            b->jobs[b->n_jobs++] = &b->ws.papers[i];
    return ok;
}

static void draw_bar(const struct build *b)
{
    char bar[BAR + 1];

    for (size_t i = 0; i < BAR; i++)
        bar[i] = i < b->done * BAR / (b->n_jobs ? b->n_jobs : 1) ? '#' : '.';
    bar[BAR] = '\0';
    fprintf(stderr, "\r[%s] %zu/%zu%s", bar, b->done, b->n_jobs, b->done == b->n_jobs ? "\n" : "");
}

static void fail(struct build *b, enum status status)
{
    b->failed++;
    b->status = status > b->status ? status : b->status;
}

static void published(void *user, size_t job, bool ok)
{
    struct build *b = user;

    if (!ok) {
        fail(b, STATUS_SYSTEM);
        return;
    }
    b->made++;
    if (b->options->verbose && !b->options->json)
        fprintf(stderr, "%s\n", b->jobs[job]->name);
}

static bool take(void *user, size_t job, struct span record, enum status status)
{
    struct build *b = user;
    bool ok = true;

    b->done++;
    if (record.n)
        ok = publish_add(&b->publish, job, record);
    else
        fail(b, status);
    if (b->bar)
        draw_bar(b);
    return ok;
}

static bool guarded(void *user, const char *path)
{
    const struct build *b = user;

    return !b->options->force && stale_edited(&b->stale, path);
}

static bool drop_removed(struct build *b)
{
    bool ok = true;

    for (size_t i = 0; i < b->stale.n_removed && ok && b->options->count == 0; i++, b->removed++)
        ok = depend_drop(&b->store, b->stale.removed[i]);
    return ok;
}

static size_t worker_count(const struct options *options)
{
    long n = options->jobs ? 0 : sysconf(_SC_NPROCESSORS_ONLN);

    for (const char *p = options->jobs ? options->jobs : ""; *p && n <= MOST_JOBS; p++)
        n = *p >= '0' && *p <= '9' ? 10 * n + (*p - '0') : MOST_JOBS + 1;
    return n < 1 ? (options->jobs ? 0 : 1) : (size_t)n;
}

static bool make_all(struct build *b)
{
    struct maker maker = {.ctx = &b->cli->ctx, .library = b->cli->library, .ws = &b->ws, .year = place_year(b->cli)};
    const struct workload work = {.cli = b->cli, .maker = &maker, .jobs = b->jobs, .n = b->n_jobs, .workers = worker_count(b->options),
                              .guarded = guarded, .done = take, .user = b};
    sigset_t before;
    bool ok;

    hold_signals(&before);
    publish_sweep(&b->ws);
    b->publish = (struct publish){.store = &b->store, .done = published, .user = b};
    b->bar = b->n_jobs > 1 && isatty(STDERR_FILENO) && !b->options->quiet && !b->options->json && !b->options->verbose;
    ok = depend_begin(&b->store) && stale_settle(&b->store, &b->stale, lock_clock) && drop_removed(b) && work_all(&work);
    ok = publish_flush(&b->publish) && ok;
    ok = depend_commit(&b->store) && ok;
    if (!ok)
        publish_sweep(&b->ws);
    publish_release(&b->publish);
    maker_release(&maker);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return ok;
}

static bool tell(struct build *b)
{
    size_t same = b->ws.n - b->n_jobs;
    struct buf out = {0};
    bool ok;

    if (b->options->quiet || (b->options->only_news && b->made + b->failed + b->removed == 0))
        return true;
    if (b->options->json)
        buf_printf(&out, "{\"built\":%zu,\"same\":%zu,\"failed\":%zu,\"removed\":%zu}\n", b->made, same, b->failed, b->removed);
    else if (b->cli->ctx.lang == LANG_EN)
        buf_printf(&out, "%zu built, %zu up to date, %zu failed, %zu removed\n", b->made, same, b->failed, b->removed);
    else
        buf_printf(&out, "đã dựng %zu, không cần dựng %zu, hỏng %zu, đã bỏ %zu\n", b->made, same, b->failed, b->removed);
    ok = say_result(b->cli, buf_span(&out));
    buf_release(&out);
    return ok;
}

static enum status run_build(struct cli *cli, const struct options *options)
{
    struct build b = {.cli = cli, .options = options, .status = STATUS_DONE};
    bool ok;
    int lock;

    if (worker_count(options) == 0 || worker_count(options) > MOST_JOBS) {
        diag(&cli->ctx, DIAG_CLI_JOBS, (struct pos){0}, options->jobs);
        return STATUS_INPUT;
    }
    ok = workspace_enter(cli, options, &b.ws);
    lock = ok ? lock_take(&cli->ctx) : -1;
    ok = ok && lock >= 0 && depend_open(&cli->ctx, &b.ws, true, &b.store) && stale_find(&b.store, place_year(cli), &b.stale) && choose(&b) &&
         make_all(&b) && tell(&b);
    stale_release(&b.stale);
    depend_close(&b.store);
    lock_drop(lock);
    workspace_release(&b.ws);
    if (!ok)
        return say_status(cli) == STATUS_DONE ? STATUS_SYSTEM : say_status(cli);
    return b.failed ? b.status : STATUS_DONE;
}

static const struct option_row rows[] = {
    OPTIONS_OF_WORKSPACE,
    OPTION_OF_JOBS,
    {'\0', "force", {NULL}, OPTION_FLAG, offsetof(struct options, force),
     {[LANG_VI] = "dựng cả văn bản không cần dựng, ghi đè cả tệp đã sửa tay", [LANG_EN] = "also papers that are up to date, and over files changed by hand"}},
};

const struct command command_build = {
    .name = "build",
    .alias = "dung",
    .run = run_build,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "[VĂN-BẢN…]", [LANG_EN] = "[DOC…]"},
    .summary = {[LANG_VI] = "Dựng lại các văn bản của không gian làm việc mà dữ liệu đã thay đổi",
                [LANG_EN] = "Builds the papers of a workspace whose sources changed"},
    .examples = {[LANG_VI] = "  vanban build\n"
                             "      dựng mọi văn bản còn thiếu hoặc đã cũ vào xuat/\n"
                             "  vanban build bc-06 kh-02\n"
                             "      chỉ dựng hai văn bản này\n"
                             "  vanban build --force -j 4\n"
                             "      dựng lại tất cả bằng bốn tiến trình\n",
                 [LANG_EN] = "  vanban build\n"
                             "      makes every paper that is missing or stale, in xuat/\n"
                             "  vanban build bc-06 kh-02\n"
                             "      these two only\n"
                             "  vanban build --force -j 4\n"
                             "      all of them, four at a time\n"},
};
