/* One build at a time in a workspace. The system takes the lock from a process that dies. */
#ifndef STORE_LOCK_H
#define STORE_LOCK_H

#include "base/ctx.h"

/* The file that lock_take writes: its times are the file system's clock. */
extern const char lock_clock[];

/* Waits for a build that is at work, which is told. -1: reported. */
int lock_take(struct ctx *ctx);
void lock_drop(int lock); /* legal on -1 */

#endif
