/* Outputs of a run. Everything is in memory before the first byte goes to disk; then every file is
 * written under a temporary name, and only when all stand there durably do they take their names.
 */
#include "cli/cli.h"

#include "base/file.h"

#include <signal.h>
#include <stdlib.h>

void outputs_add(struct outputs *o, const char *path, void *bytes, size_t size)
{
    MEM_ROOM(o->items, o->n, o->cap);
    o->items[o->n++] = (struct output){.path = path, .bytes = bytes, .size = size};
}

static bool commit_files(struct cli *cli, const struct outputs *o, struct file_out *files)
{
    for (size_t i = 0; i < o->n; i++) {
        const struct output *item = &o->items[i];
        if (item->path &&
            !file_out_write(&cli->ctx, item->path, span_make(item->bytes, item->size), &files[i]))
            return false;
    }
    if (!file_outs_sync(&cli->ctx, files, o->n) || !file_outs_name(&cli->ctx, files, o->n, true))
        return false;
    for (size_t i = 0; i < o->n; i++)
        if (!o->items[i].path && !say_result(cli, span_make(o->items[i].bytes, o->items[i].size)))
            return false;
    return true;
}

void hold_signals(sigset_t *before)
{
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    sigprocmask(SIG_BLOCK, &held, before);
}

bool outputs_commit(struct cli *cli, struct outputs *o)
{
    for (size_t i = 0; i < o->n; i++) {
        const char *path = o->items[i].path;
        const char *dir = path ? path_dir(&cli->arena, path) : ".";
        if (!file_is_dir(dir) && !file_make_dirs(&cli->ctx, dir))
            return false;
    }
    struct file_out *files = mem_resize(NULL, o->n, sizeof *files);
    for (size_t i = 0; i < o->n; i++)
        files[i] = (struct file_out){0};
    sigset_t before;
    hold_signals(&before);
    bool ok = commit_files(cli, o, files);
    for (size_t i = 0; i < o->n; i++)
        file_out_discard(&files[i]);
    sigprocmask(SIG_SETMASK, &before, NULL);
    free(files);
    return ok;
}

void outputs_release(struct outputs *o)
{
    for (size_t i = 0; i < o->n; i++)
        vb_free(o->items[i].bytes);
    free(o->items);
    *o = (struct outputs){0};
}
