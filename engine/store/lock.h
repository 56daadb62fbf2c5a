/* Locks that the system takes from a process that dies, and who holds them.
 *
 * flock, not fcntl: it belongs to the opening and not to the process, so nothing that the program opens and closes beside it lets it go.
 * Linux carries it over NFS as a lock on all bytes of the file, so it also holds between machines (unless mounted with nolock or
 * local_lock); a server without locking is told as an error. A process that was stopped holds on: whoever waits is told which it is, and
 * does not wait for ever. */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include "base/ctx.h"

enum {
    LOCK_PATIENCE = 60, /* seconds that one waits for a register, whose holders are done in milliseconds */
    LOCK_BUILD_PATIENCE = 1800, /* and for a build */
};

enum lock_result { LOCK_HELD, LOCK_FAILED /* errno says why */, LOCK_TIMED_OUT };

/* Waits for flock's `how` (LOCK_EX or LOCK_SH) on the file, at most so many seconds; 0: not at all. */
enum lock_result lock_wait(int fd, int how, unsigned seconds);

/* Who holds a lock: written by the holder into a file of its own, read by those who wait. */
struct lock_holder {
    long process;   /* 0: not known */
    char host[65];
    bool here;      /* on this machine */
    bool lives;     /* as far as this machine can tell */
};
void lock_sign(int fd);                                /* this process, at the file's beginning */
void lock_read(const char *path, struct lock_holder *out);

/* The file that lock_take writes: its times are the file system's clock. */
extern const char lock_clock[];

/* One build at a time in a workspace. Waits for one that is at work, which is told. -1: reported. */
int lock_take(struct ctx *ctx);
void lock_drop(int lock); /* legal on -1 */

#endif
