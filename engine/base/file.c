/* Files. Reading refuses what is not a regular file, so that no device or pipe in an input can
 * stall or feed us without end. Writing never touches the file that is there: the content goes to a
 * new file in the same folder (O_EXCL), is fsynced, and takes the name by rename; fsync of the
 * folder makes the name durable. Invariant: a struct file_out with `temp` owns that file on disk.
 */
#include "base/file.h"

#include "base/diag/base.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 64 << 10, MOST_TEMP_NAMES = 10000 };

/* The system's own words come in the language of the process, if at all: the reasons that a clerk
 * meets stand here. */
static const struct {
    int error;
    const char *text[2]; /* LANG_VI, LANG_EN */
} reasons[] = {
    {ENOTDIR,
     {"trên đường dẫn có một tệp, không phải thư mục", "a file, not a folder, stands on the way"}},
    {ENOENT, {"thư mục trên đường dẫn không còn nữa", "a folder on the way is gone"}},
    {EACCES, {"không có quyền", "permission is missing"}},
    {EPERM, {"không được phép", "the system does not allow it"}},
    {EROFS, {"ổ đĩa chỉ cho phép đọc", "the disk is read-only"}},
    {ENAMETOOLONG, {"tên quá dài", "the name is too long"}},
    {ELOOP, {"liên kết vòng quanh", "links that lead in a circle"}},
    {EIO, {"ổ đĩa hỏng hoặc mất kết nối", "the disk failed"}},
    {EFBIG, {"tệp lớn quá mức cho phép", "the file would be larger than allowed"}},
    {EMFILE, {"quá nhiều tệp đang mở", "too many files are open"}},
    {ENFILE, {"quá nhiều tệp đang mở", "too many files are open"}},
    {ETXTBSY, {"tệp đang được dùng", "the file is in use"}},
    {EBUSY, {"tệp đang được dùng", "the file is in use"}},
};

/* In the context's language; any other error as its number. The text lives in `spare`. */
static const char *reason(const struct ctx *ctx, int error, struct buf *spare)
{
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].error == error)
            return reasons[i].text[ctx->lang];
    buf_printf(spare, ctx->lang == LANG_VI ? "lỗi hệ thống số %d" : "system error %d", error);
    return spare->p;
}

static struct pos no_pos(void)
{
    return (struct pos){0};
}

static void report_reason(struct ctx *ctx, diag_code code, struct pos pos, const char *path, int error)
{
    struct buf spare = {0};

    diag(ctx, code, pos, path, reason(ctx, error, &spare));
    buf_release(&spare);
}

static bool read_failed(struct ctx *ctx, struct pos pos, const char *path, int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ENAMETOOLONG:
        diag(ctx, DIAG_FILE_NOT_FOUND, pos, path);
        break;
    case EISDIR:
        diag(ctx, DIAG_FILE_IS_DIRECTORY, pos, path);
        break;
    case EACCES:
    case EPERM:
        diag(ctx, DIAG_FILE_NO_PERMISSION, pos, path);
        break;
    default:
        report_reason(ctx, DIAG_FILE_READ_FAILED, pos, path, error);
        break;
    }
    return false;
}

bool file_write_failed(struct ctx *ctx, const char *path, int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR:
        diag(ctx, DIAG_FILE_NO_FOLDER, no_pos(), path);
        break;
    case EISDIR:
        diag(ctx, DIAG_FILE_IS_DIRECTORY, no_pos(), path);
        break;
    case EACCES:
    case EPERM:
        diag(ctx, DIAG_FILE_WRITE_DENIED, no_pos(), path);
        break;
    case EROFS:
        diag(ctx, DIAG_FILE_WRITE_READ_ONLY, no_pos(), path);
        break;
    case ENOSPC:
    case EDQUOT:
        diag(ctx, DIAG_FILE_DISK_FULL, no_pos(), path);
        break;
    default:
        report_reason(ctx, DIAG_FILE_WRITE_FAILED, no_pos(), path, error);
        break;
    }
    return false;
}

static bool too_large(struct ctx *ctx, struct pos pos, const char *path, size_t limit)
{
    struct buf text = {0};
    if (limit >= 1 << 20)
        buf_printf(&text, "%zu MiB", limit >> 20);
    else
        buf_printf(&text, "%zu bytes", limit);
    diag(ctx, DIAG_FILE_TOO_LARGE, pos, path, text.p);
    buf_release(&text);
    return false;
}

/* Reads to the end; the size that stat tells is only a hint (it may change, standard input has
 * none). */
static bool read_all(struct ctx *ctx, struct pos pos, const char *path, int fd, size_t limit, size_t size, struct buf *out)
{
    const size_t start = out->n;
    buf_reserve(out, size + 1); /* the last reading finds the end */
    out->p[out->n] = '\0';      /* an empty file gives "" too */
    for (;;) {
        if (out->cap - out->n < 2)
            buf_reserve(out, CHUNK);
        ssize_t n = read(fd, out->p + out->n, out->cap - out->n - 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return read_failed(ctx, pos, path, errno);
        if (n == 0)
            return true;
        if ((size_t)n > limit - (out->n - start))
            return too_large(ctx, pos, path, limit);
        out->n += (size_t)n;
        out->p[out->n] = '\0';
    }
}

static bool read_disk(struct ctx *ctx, struct pos pos, const char *path, size_t limit, struct buf *out)
{
    if (strcmp(path, "-") == 0)
        return read_all(ctx, pos, path, STDIN_FILENO, limit, CHUNK, out);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not block the open */
    if (fd < 0)
        return read_failed(ctx, pos, path, errno);
    struct stat st;
    bool ok = false;
    if (fstat(fd, &st) != 0)
        read_failed(ctx, pos, path, errno);
    else if (S_ISDIR(st.st_mode))
        read_failed(ctx, pos, path, EISDIR);
    else if (!S_ISREG(st.st_mode))
        diag(ctx, DIAG_FILE_NOT_REGULAR, pos, path);
    else if ((uintmax_t)st.st_size > limit)
        too_large(ctx, pos, path, limit);
    else
        ok = read_all(ctx, pos, path, fd, limit, (size_t)st.st_size, out);
    close(fd);
    return ok;
}

/* ---- files in memory ---- */

/* "/a/b" of "a/./c/../b"; NULL: above the root. */
static const char *plain_path(struct arena *a, const char *path)
{
    struct buf out = {0};

    while (*path) {
        size_t n = strcspn(path, "/");

        if (n == 2 && memcmp(path, "..", 2) == 0) {
            if (out.n == 0)
                return NULL;
            while (out.p[out.n - 1] != '/')
                out.n--;
            out.n--;
        } else if (n && !(n == 1 && *path == '.')) {
            buf_putc(&out, '/');
            buf_put(&out, path, n);
        }
        path += n + (path[n] == '/');
    }
    if (out.n == 0)
        buf_putc(&out, '/');
    return arena_buf(a, &out);
}

static const struct memory_file *lookup(const struct ctx *ctx, const char *path)
{
    const struct memory_file *found = NULL;
    struct arena a = {0};
    const char *wanted = plain_path(&a, path);

    for (size_t i = 0; i < ctx->n_files && wanted && !found; i++) {
        const char *name = plain_path(&a, ctx->files[i].name);

        if (name && strcmp(name, wanted) == 0)
            found = &ctx->files[i];
    }
    arena_release(&a);
    return found;
}

static bool has_parent_part(const char *path)
{
    for (const char *p = path; (p = strstr(p, "..")); p += 2)
        if ((p == path || p[-1] == '/') && (p[2] == '/' || !p[2]))
            return true;
    return false;
}

/* May it be looked for on the disk? */
static bool on_disk(const struct ctx *ctx, const char *path)
{
    size_t n = ctx->share ? strlen(ctx->share) : 0;

    return !ctx->files || (n && strncmp(path, ctx->share, n) == 0 && path[n] == '/' && !has_parent_part(path + n));
}

bool file_read_named(struct ctx *ctx, const char *path, size_t limit, struct pos pos, struct buf *out)
{
    const struct memory_file *file = ctx->files ? lookup(ctx, path) : NULL;
    const size_t start = out->n;

    if (file && file->bytes.n > limit)
        return too_large(ctx, pos, path, limit);
    if (!file && on_disk(ctx, path))
        ctx_file_used(ctx, path); /* before it is read: it may change meanwhile */
    if (file)
        buf_putspan(out, file->bytes);
    else if (!on_disk(ctx, path))
        return read_failed(ctx, pos, path, ENOENT);
    else if (!read_disk(ctx, pos, path, limit, out))
        return false;
    if (ctx->sources)
        ctx->sources->file(ctx->sources->user, path, pos.file, span_make(out->n ? out->p + start : "", out->n - start));
    return true;
}

bool file_read(struct ctx *ctx, const char *path, size_t limit, struct buf *out)
{
    return file_read_named(ctx, path, limit, no_pos(), out);
}

size_t file_peek(const struct ctx *ctx, const char *path, void *out, size_t n)
{
    const struct memory_file *file = ctx->files ? lookup(ctx, path) : NULL;
    struct stat st;
    ssize_t got = 0;
    int fd;

    if (file) {
        n = n < file->bytes.n ? n : file->bytes.n;
        memcpy(out, file->bytes.p, n);
        return n;
    }
    if (strcmp(path, "-") == 0 || !on_disk(ctx, path))
        return 0;
    fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return 0;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
        got = read(fd, out, n);
    close(fd);
    return got > 0 ? (size_t)got : 0;
}

bool file_exists(const struct ctx *ctx, const char *path)
{
    struct stat st;
    return (ctx->files && lookup(ctx, path)) || (on_disk(ctx, path) && stat(path, &st) == 0);
}

const char *file_real(const struct ctx *ctx, struct arena *a, const char *path)
{
    char *real;
    const char *copy;

    if (!on_disk(ctx, path))
        return plain_path(a, path);
    real = realpath(path, NULL);
    copy = real ? arena_str(a, real) : NULL;
    free(real);
    return copy;
}

const char *file_above(const struct ctx *ctx, struct arena *a, const char *path, const char *name)
{
    const char *beside = path_join(a, path_dir(a, path), name); /* named as the user names the file */

    if (file_exists(ctx, beside))
        return beside;
    for (const char *dir = file_real(ctx, a, path_dir(a, path)); dir; dir = path_dir(a, dir)) {
        const char *file = path_join(a, dir, name);

        if (file_exists(ctx, file))
            return ctx->files && lookup(ctx, file) ? lookup(ctx, file)->name : file;
        if (strcmp(dir, "/") == 0)
            break;
    }
    return NULL;
}

bool file_is_dir(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool file_make_dirs(struct ctx *ctx, const char *path)
{
    struct buf part = {0};
    bool ok = true;
    for (size_t i = 0, n = strlen(path); ok && i < n;) {
        size_t end = i;
        while (path[end] == '/')
            end++;
        while (path[end] && path[end] != '/')
            end++;
        buf_put(&part, path + i, end - i);
        i = end;
        if (mkdir(part.p, 0777) == 0) {
            file_sync_folder(part.p);
        } else if (!file_is_dir(part.p)) {
            int error = errno == EEXIST ? ENOTDIR : errno;
            report_reason(ctx, DIAG_FOLDER_NOT_MADE, no_pos(), path, error);
            ok = false;
        }
    }
    buf_release(&part);
    return ok;
}
