/* Stamps and digests of files.
 *
 * The times of a file system advance in ticks: two changes within one, of equal length, give one stamp. So a stamp is kept only when the
 * file is older than a tick and some, measured on the file system itself (as git does for its index). */
#include "store/stamp.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "render/vanban.h"

enum { TICK_NS = 40 * 1000 * 1000, BYTES_MOST = 512 << 20 };

void stamp_of(const char *path, char out[STAMP_SIZE])
{
    struct stat st;

    out[0] = '\0';
    if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
        snprintf(out, STAMP_SIZE, "%lld.%ld %lld.%ld %lld %llu", (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
                 (long long)st.st_ctim.tv_sec, st.st_ctim.tv_nsec, (long long)st.st_size, (unsigned long long)st.st_ino);
}

static bool is_within_tick(struct timespec t, struct timespec clock)
{
    int64_t ns = (int64_t)(clock.tv_sec - t.tv_sec) * 1000000000 + (clock.tv_nsec - t.tv_nsec);

    return clock.tv_sec - t.tv_sec < 10 && ns < TICK_NS;
}

void stamp_distrust(const char *path, const char *clock, char stamp[STAMP_SIZE])
{
    struct stat st, now;

    if (stat(path, &st) != 0 || stat(clock, &now) != 0 || is_within_tick(st.st_mtim, now.st_ctim) || is_within_tick(st.st_ctim, now.st_ctim))
        stamp[0] = '\0';
}

void stamp_digest(const char *path, char out[STAMP_DIGEST])
{
    struct buf bytes = {0};
    struct stat st;
    ssize_t n = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

    out[0] = '\0';
    if (fd < 0)
        return;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size <= BYTES_MOST) {
        buf_reserve(&bytes, (size_t)st.st_size + 1);
        while ((n = read(fd, bytes.p + bytes.n, bytes.cap - bytes.n - 1)) > 0) {
            bytes.n += (size_t)n;
            buf_reserve(&bytes, 1);
        }
    }
    close(fd);
    if (n == 0)
        vb_digest(bytes.p, bytes.n, out);
    buf_release(&bytes);
}
