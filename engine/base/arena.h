/* Memory that is freed at once. A document, a data tree or a frame list lives in one arena.
 * Running out of memory ends the process by abort() in one place (arena.c: mem_fail): input sizes are
 * bounded long before that, and half a document is worse than none. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/span.h"

struct arena_block;
struct arena {
    struct arena_block *head;
    size_t total; /* bytes handed out */
};

/* {0} is an empty arena. */
void *arena_alloc(struct arena *a, size_t size);             /* zeroed, aligned to 16 */
void *arena_array(struct arena *a, size_t count, size_t size); /* zeroed; overflow checked */
char *arena_str(struct arena *a, const char *s);             /* copy; NULL gives NULL */
char *arena_span(struct arena *a, struct span s);            /* NUL-terminated copy */
char *arena_buf(struct arena *a, struct buf *b);             /* copy, then buf_release(b) */
char *arena_printf(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
void arena_release(struct arena *a);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_NEWS(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))
/* The array `v` of `n` items with room for one more; `*cap` is what it holds, 0 with NULL. Where it has moved, the old one stays till the end. */
void *arena_room(struct arena *a, void *v, size_t n, size_t *cap, size_t size);
#define ARENA_ROOM(arena, v, n, cap) ((v) = arena_room((arena), (v), (n), &(cap), sizeof *(v)))

/* malloc family that never returns NULL; free with free(). */
_Noreturn void mem_fail(void); /* a library has no memory: the process ends here */
void *mem_alloc(size_t size);                       /* zeroed */
void *mem_resize(void *p, size_t count, size_t size); /* overflow checked */
/* As arena_room, by realloc. */
void *mem_room(void *v, size_t n, size_t *cap, size_t size);
#define MEM_ROOM(v, n, cap) ((v) = mem_room((v), (n), &(cap), sizeof *(v)))

#endif
