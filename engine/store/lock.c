/* The lock of a workspace: flock on a file in .vanban/, which is never deleted. */
#include "store/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/diag/base.h"
#include "base/diag/store.h"
#include "base/file.h"

const char lock_clock[] = ".vanban/khoa";

static int failed(struct ctx *ctx, int fd)
{
    diag(ctx, errno == EACCES || errno == EPERM ? DIAG_FILE_WRITE_DENIED : errno == ENOSPC ? DIAG_FILE_DISK_FULL : DIAG_FILE_WRITE_FAILED,
         (struct pos){0}, lock_clock, errno == EROFS ? "EROFS" : "");
    if (fd >= 0)
        close(fd);
    return -1;
}

int lock_take(struct ctx *ctx)
{
    int fd;

    if (!file_is_dir(".vanban") && !file_make_dirs(ctx, ".vanban"))
        return -1;
    fd = open(lock_clock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        return failed(ctx, -1);
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        diag(ctx, DIAG_STORE_BUSY, (struct pos){0});
        while (flock(fd, LOCK_EX) != 0)
            if (errno != EINTR)
                return failed(ctx, fd);
    }
    if (pwrite(fd, "\n", 1, 0) != 1)
        return failed(ctx, fd);
    return fd;
}

void lock_drop(int lock)
{
    if (lock >= 0)
        close(lock);
}
