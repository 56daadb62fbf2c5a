/* Outputs: a temporary file beside the name, made durable, then renamed. Invariant: a struct file_out with `temp` owns that file on disk.
 *
 * Many outputs are synced together: the system is told to begin with all of them before the first is waited for, so the wait is about
 * that of one. A folder is synced once for the names in it. */
#include "base/file.h"

#include "base/diag/base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_TEMP_NAMES = 10000 };

static bool write_all(int fd, struct span content)
{
    size_t done = 0;
    while (done < content.n) {
        ssize_t n = write(fd, content.p + done, content.n - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        done += (size_t)n;
    }
    return true;
}

static const char *mark_of(const char *mark)
{
    return mark ? mark : "";
}

/* A new file beside `path`; its name goes to *temp. -1 with errno when none can be made. Where many lie in one folder, each begins to
 * look for a free name at another figure. */
static int temp_open(const char *path, const char *mark, char **temp)
{
    struct arena a = {0};
    const char *dir = path_dir(&a, path);
    unsigned from = 0;
    int fd = -1;
    for (const char *p = path; *p; p++)
        from = from * 31 + (unsigned char)*p;
    for (unsigned i = 0; i < MOST_TEMP_NAMES; i++) {
        struct buf name = {0};
        buf_printf(&name, "%s/.vanban-%s%ld-%u.tmp", dir, mark_of(mark), (long)getpid(), (from + i) % 1000000);
        fd = open(name.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (fd >= 0) {
            *temp = buf_detach(&name);
            break;
        }
        int error = errno;
        buf_release(&name);
        errno = error;
        if (error != EEXIST)
            break;
    }
    int error = errno;
    arena_release(&a);
    errno = error;
    return fd;
}

static char *text_copy(const char *text)
{
    struct buf b = {0};
    buf_puts(&b, text);
    return buf_detach(&b);
}

/* The file that is to be replaced: behind a symbolic link its target, so that the link stays. */
static char *write_target(const char *path)
{
    struct stat st;
    char *real = lstat(path, &st) == 0 && S_ISLNK(st.st_mode) ? realpath(path, NULL) : NULL;
    char *copy = text_copy(real ? real : path);
    free(real);
    return copy;
}

bool file_out_write_marked(struct ctx *ctx, const char *mark, const char *path, struct span content, struct file_out *out)
{
    *out = (struct file_out){.path = write_target(path), .fd = -1};
    struct stat st;
    bool there = stat(out->path, &st) == 0;
    if (there && !S_ISREG(st.st_mode)) {
        if (S_ISDIR(st.st_mode))
            file_write_failed(ctx, path, EISDIR);
        else
            diag(ctx, DIAG_FILE_NOT_REGULAR, (struct pos){0}, path);
        goto fail;
    }
    out->fd = temp_open(out->path, mark, &out->temp);
    if (out->fd < 0 || (there && fchmod(out->fd, st.st_mode & 07777) != 0) || !write_all(out->fd, content)) {
        file_write_failed(ctx, path, errno);
        goto fail;
    }
    return true;
fail:
    file_out_discard(out);
    return false;
}

bool file_out_write(struct ctx *ctx, const char *path, struct span content, struct file_out *out)
{
    return file_out_write_marked(ctx, NULL, path, content, out);
}

void file_out_hand_over(struct file_out *out)
{
    if (out->path && out->fd >= 0)
        close(out->fd);
    free(out->temp);
    free(out->path);
    *out = (struct file_out){0};
}

void file_out_adopt(const char *path, const char *temp, struct file_out *out)
{
    *out = (struct file_out){.path = write_target(path), .temp = text_copy(temp), .fd = -1};
}

static void fail(struct ctx *ctx, struct file_out *out, int error)
{
    file_write_failed(ctx, out->path, error);
    file_out_discard(out);
    out->failed = true;
}

static int temp_reopen(const struct file_out *out)
{
    return open(out->temp, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
}

bool file_outs_sync(struct ctx *ctx, struct file_out *outs, size_t n)
{
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        struct file_out *out = &outs[i];
        if (!out->path)
            continue;
        if (out->fd < 0)
            out->fd = temp_reopen(out);
        if (out->fd >= 0) /* where the system knows no such thing, fsync does all */
            (void)sync_file_range(out->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
    }
    for (size_t i = 0; i < n; i++) {
        struct file_out *out = &outs[i];
        if (!out->path)
            continue;
        int fd = out->fd >= 0 ? out->fd : temp_reopen(out);
        int error = fd < 0 || fsync(fd) != 0 ? errno : 0;
        out->fd = -1;
        if (fd >= 0 && close(fd) != 0 && !error)
            error = errno;
        if (error) {
            fail(ctx, out, error);
            ok = false;
        }
    }
    return ok;
}

void file_sync_folder(const char *path)
{
    struct arena a = {0};
    int fd = open(path_dir(&a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        /* Some file systems cannot sync a folder; the file itself is safe already. */
        (void)fsync(fd);
        close(fd);
    }
    arena_release(&a);
}

/* The part of a path that names its folder. */
static struct span folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return span_make(path, slash ? (size_t)(slash - path) : 0);
}

static bool same_folder(const char *a, const char *b)
{
    return span_equal(folder_of(a), folder_of(b));
}

bool file_outs_name(struct ctx *ctx, struct file_out *outs, size_t n, bool durable)
{
    bool ok = true;
    for (size_t i = 0; i < n; i++) {
        struct file_out *out = &outs[i];
        if (!out->path)
            continue;
        if (rename(out->temp, out->path) != 0) {
            fail(ctx, out, errno);
            ok = false;
            continue;
        }
        free(out->temp);
        out->temp = NULL;
    }
    for (size_t i = 0; i < n && durable; i++) {
        bool done = !outs[i].path;
        for (size_t k = 0; k < i && !done; k++)
            done = outs[k].path && same_folder(outs[k].path, outs[i].path);
        if (!done)
            file_sync_folder(outs[i].path);
    }
    for (size_t i = 0; i < n; i++)
        if (outs[i].path)
            file_out_discard(&outs[i]);
    return ok;
}

bool file_out_commit(struct ctx *ctx, struct file_out *out)
{
    return file_outs_sync(ctx, out, 1) && file_outs_name(ctx, out, 1, true);
}

void file_out_discard(struct file_out *out)
{
    if (!out->path)
        return;
    if (out->temp)
        unlink(out->temp);
    file_out_hand_over(out);
}

bool file_out_prepare(struct ctx *ctx, const char *path, struct span content, struct file_out *out)
{
    struct arena a = {0};
    const char *dir = path_dir(&a, path);
    bool ok = file_is_dir(dir) || file_make_dirs(ctx, dir);
    arena_release(&a);
    *out = (struct file_out){0};
    return ok && file_out_write(ctx, path, content, out);
}

bool file_put(struct ctx *ctx, const char *path, struct span content)
{
    struct file_out out;
    return file_out_prepare(ctx, path, content, &out) && file_out_commit(ctx, &out);
}

void file_sweep(const char *folder, const char *mark)
{
    struct arena a = {0};
    const char *begin = arena_printf(&a, ".vanban-%s", mark);
    DIR *d = opendir(folder);
    for (struct dirent *e; d && (e = readdir(d));)
        if (strncmp(e->d_name, begin, strlen(begin)) == 0)
            unlink(path_join(&a, folder, e->d_name));
    if (d)
        closedir(d);
    arena_release(&a);
}
