/* Arena: a list of zeroed blocks; the newest is the one handed out from, and a request that is
 * large for a block gets one of its own behind the newest, so that the rest of that one is not
 * lost. Invariant: every byte from `used` on in a block is zero. */
#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>

enum { ALIGNMENT = 16, FIRST_BLOCK = 8 << 10, LARGEST_BLOCK = 64 << 10 };

struct arena_block {
    struct arena_block *next;
    size_t size, used;
    _Alignas(ALIGNMENT) char bytes[];
};

/* The one place where the process ends: see the header. */
_Noreturn void mem_fail(void)
{
    abort();
}

void *mem_alloc(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p)
        mem_fail();
    return p;
}

void *mem_resize(void *p, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        mem_fail();
    size_t bytes = count * size;
    void *q = realloc(p, bytes ? bytes : 1);
    if (!q)
        mem_fail();
    return q;
}

void *mem_room(void *v, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return v;
    *cap = *cap ? 2 * *cap : 16;
    return mem_resize(v, *cap, size);
}

static struct arena_block *block_new(size_t size)
{
    if (size > SIZE_MAX - sizeof(struct arena_block))
        mem_fail();
    struct arena_block *b = mem_alloc(sizeof(struct arena_block) + size);
    b->size = size;
    return b;
}

/* A block with `size` bytes free, linked into the arena. */
static struct arena_block *block_for(struct arena *a, size_t size)
{
    struct arena_block *head = a->head;
    if (head && head->size - head->used >= size)
        return head;
    size_t next_size = head ? head->size * 2 : FIRST_BLOCK;
    if (next_size > LARGEST_BLOCK)
        next_size = LARGEST_BLOCK;
    if (head && size > next_size / 4) {
        struct arena_block *own = block_new(size);
        own->next = head->next;
        head->next = own;
        return own;
    }
    struct arena_block *b = block_new(size > next_size ? size : next_size);
    b->next = head;
    a->head = b;
    return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    if (size > SIZE_MAX - ALIGNMENT)
        mem_fail();
    size = (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (!size)
        size = ALIGNMENT;
    struct arena_block *b = block_for(a, size);
    void *p = b->bytes + b->used;
    b->used += size;
    a->total += size;
    return p;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        mem_fail();
    return arena_alloc(a, count * size);
}

void *arena_room(struct arena *a, void *v, size_t n, size_t *cap, size_t size)
{
    void *grown;

    if (n < *cap)
        return v;
    *cap = *cap ? 2 * *cap : 16;
    grown = arena_array(a, *cap, size);
    if (n)
        memcpy(grown, v, n * size);
    return grown;
}

char *arena_str(struct arena *a, const char *s)
{
    return s ? arena_span(a, span_of(s)) : NULL;
}

char *arena_span(struct arena *a, struct span s)
{
    char *p = arena_alloc(a, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    return p;
}

char *arena_buf(struct arena *a, struct buf *b)
{
    char *p = arena_span(a, buf_span(b));
    buf_release(b);
    return p;
}

char *arena_printf(struct arena *a, const char *format, ...)
{
    char small[256]; /* most results fit, and are formatted once */
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int n = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    if (n < 0)
        mem_fail();
    char *p = arena_alloc(a, (size_t)n + 1);
    if ((size_t)n < sizeof small)
        memcpy(p, small, (size_t)n);
    else
        vsnprintf(p, (size_t)n + 1, format, again);
    va_end(again);
    return p;
}

void arena_release(struct arena *a)
{
    struct arena_block *b = a->head;
    while (b) {
        struct arena_block *next = b->next;
        free(b);
        b = next;
    }
    *a = (struct arena){0};
}
