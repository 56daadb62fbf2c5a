/* The journal's file. Invariant under the lock: the file ends at `offset` once journal_read has told JOURNAL_END, and what a failed write
 * left behind it is cut off before anybody else can read it. */
#include "store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag/base.h"
#include "base/diag/register.h"
#include "base/file.h"
#include "render/vanban.h"
#include "store/lock.h"

static void note_line(struct journal *j, struct span line)
{
    char hex[65];

    vb_digest(line.p, line.n, hex);
    memcpy(j->digest, hex, JOURNAL_DIGEST - 1);
    j->digest[JOURNAL_DIGEST - 1] = '\0';
    j->offset += (int64_t)line.n + 1;
    j->count++;
}

bool journal_open(struct ctx *ctx, const char *path, bool write, struct journal *out)
{
    struct buf copy = {0};
    struct stat st;
    bool there = stat(path, &st) == 0;

    *out = (struct journal){.fd = -1, .writable = write};
    if (!there && !write)
        return true;
    if (!there) {
        struct arena a = {0};
        bool made = file_make_dirs(ctx, path_dir(&a, path));

        arena_release(&a);
        if (!made)
            return false;
    }
    out->fd = open(path, (write ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (out->fd < 0)
        return file_write_failed(ctx, path, errno);
    if (!there)
        file_sync_folder(path);
    buf_puts(&copy, path);
    out->path = buf_detach(&copy);
    return true;
}

void journal_close(struct journal *j)
{
    if (j->fd >= 0)
        close(j->fd);
    free(j->path);
    *j = (struct journal){.fd = -1};
}

/* Says whom one waits for, or waited for in vain. */
static void tell_holder(struct ctx *ctx, const struct journal *j, const char *holder, unsigned waited, bool in_vain)
{
    struct lock_holder who;
    struct arena a = {0};

    lock_read(holder, &who);
    const char *process = arena_printf(&a, "%ld", who.process), *seconds = arena_printf(&a, "%u", waited);
    if (who.process == 0 || !who.lives)
        diag(ctx, in_vain ? DIAG_REGISTER_STUCK_UNKNOWN : DIAG_REGISTER_BUSY_UNKNOWN, pos_file(j->path), seconds);
    else if (who.here)
        diag(ctx, in_vain ? DIAG_REGISTER_STUCK : DIAG_REGISTER_BUSY, pos_file(j->path), process, who.host, seconds);
    else
        diag(ctx, in_vain ? DIAG_REGISTER_STUCK_AWAY : DIAG_REGISTER_BUSY, pos_file(j->path), process, who.host, seconds);
    arena_release(&a);
}

bool journal_lock(struct ctx *ctx, struct journal *j, const char *holder, unsigned patience)
{
    enum { QUIET = 5 }; /* seconds before one is told that one waits */
    unsigned quiet = patience < QUIET ? patience : QUIET;
    int how = j->writable ? LOCK_EX : LOCK_SH;
    enum lock_result result = j->fd < 0 ? LOCK_HELD : lock_wait(j->fd, how, quiet);

    if (result == LOCK_TIMED_OUT && patience > quiet) {
        tell_holder(ctx, j, holder, patience, false);
        result = lock_wait(j->fd, how, patience - quiet);
    }
    if (result == LOCK_FAILED)
        return file_write_failed(ctx, j->path, errno);
    if (result == LOCK_TIMED_OUT)
        tell_holder(ctx, j, holder, patience, true);
    return result == LOCK_HELD;
}

void journal_unlock(struct journal *j)
{
    if (j->fd >= 0)
        flock(j->fd, LOCK_UN);
}

/* Bytes at a place of the file; fewer at its end. -1: errno says why. */
static ssize_t read_at(int fd, void *out, size_t n, int64_t at)
{
    size_t done = 0;

    while (done < n) {
        ssize_t got = pread(fd, (char *)out + done, n - done, (off_t)(at + (int64_t)done));

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        done += (size_t)got;
    }
    return (ssize_t)done;
}

/* The line that ends at `end`, found backward. */
static bool line_before(struct journal *j, int64_t end, struct buf *out)
{
    enum { STEP = 4096 };
    int64_t from = end - 1; /* its '\n' */

    for (size_t n = STEP;; n *= 4) {
        int64_t start = from > (int64_t)n ? from - (int64_t)n : 0;
        const char *newline;

        buf_clear(out);
        buf_reserve(out, (size_t)(end - start));
        if (read_at(j->fd, out->p, (size_t)(end - start), start) != (ssize_t)(end - start))
            return false;
        out->n = (size_t)(end - start);
        if (out->p[out->n - 1] != '\n')
            return false;
        newline = memrchr(out->p, '\n', out->n - 1);
        if (newline || start == 0) {
            size_t skip = newline ? (size_t)(newline + 1 - out->p) : 0;

            memmove(out->p, out->p + skip, out->n - skip);
            out->n -= skip + 1;
            return true;
        }
        if (n > JOURNAL_LINE)
            return false;
    }
}

bool journal_resume(struct journal *j, int64_t offset, int64_t count, const char *digest)
{
    struct buf line = {0};
    bool ok = offset == 0;

    if (offset > 0 && j->fd >= 0 && line_before(j, offset, &line)) {
        note_line(j, buf_span(&line));
        ok = strcmp(j->digest, digest) == 0;
    }
    buf_release(&line);
    j->offset = ok ? offset : 0;
    j->count = ok ? count : 0;
    if (!ok || offset == 0)
        j->digest[0] = '\0';
    return ok;
}

enum journal_next journal_read(struct ctx *ctx, struct journal *j, struct buf *line)
{
    enum { STEP = 64 << 10 };
    struct arena a = {0};

    buf_clear(line);
    if (j->fd < 0)
        return JOURNAL_END;
    for (;;) {
        size_t had = line->n;
        const char *newline;
        ssize_t got;

        buf_reserve(line, STEP);
        got = read_at(j->fd, line->p + had, STEP, j->offset + (int64_t)had);
        if (got < 0) {
            file_write_failed(ctx, j->path, errno);
            return JOURNAL_FAILED;
        }
        line->n += (size_t)got;
        newline = memchr(line->p + had, '\n', (size_t)got);
        if (newline) {
            line->n = (size_t)(newline - line->p);
            line->p[line->n] = '\0';
            note_line(j, buf_span(line));
            return JOURNAL_LINE_READ;
        }
        if (got == 0)
            break;
        if (line->n > JOURNAL_LINE) {
            diag(ctx, DIAG_JOURNAL_DAMAGED, pos_file(j->path), arena_printf(&a, "%lld", (long long)j->count + 1));
            arena_release(&a);
            return JOURNAL_FAILED;
        }
    }
    if (line->n && j->writable) {
        if (ftruncate(j->fd, (off_t)j->offset) != 0) {
            file_write_failed(ctx, j->path, errno);
            return JOURNAL_FAILED;
        }
        diag(ctx, DIAG_JOURNAL_TORN, pos_file(j->path));
    }
    return JOURNAL_END;
}

bool journal_append(struct ctx *ctx, struct journal *j, struct span line)
{
    struct buf out = {0};
    size_t done = 0;
    int error = 0;

    buf_putspan(&out, line);
    buf_putc(&out, '\n');
    while (done < out.n && !error) {
        ssize_t n = pwrite(j->fd, out.p + done, out.n - done, (off_t)(j->offset + (int64_t)done));

        if (n >= 0)
            done += (size_t)n;
        else if (errno != EINTR)
            error = errno;
    }
    if (!error && fdatasync(j->fd) != 0)
        error = errno;
    buf_release(&out);
    if (!error) {
        note_line(j, line);
        return true;
    }
    if (ftruncate(j->fd, (off_t)j->offset) != 0)
        error = EIO; /* the line may stand there in part: whoever reads next cuts it off */
    return file_write_failed(ctx, j->path, error);
}
