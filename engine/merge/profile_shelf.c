/* The shelf of profiles: reading one takes longer than laying out a page.
 *
 * What a caller gets is a copy of the page, the blocks and the components, which profile_take_paper changes; all other rows
 * are borrowed from the one on the shelf, which lives until the last of its borrowers is freed. */
#include <stdlib.h>

#include "base/file.h"
#include "merge/profile.h"

struct shelved {
    char *path;
    bool head;
    struct buf xml; /* that it was read from */
    struct profile *profile;
};

struct profile_shelf {
    struct shelved *v;
    size_t n, cap;
};

struct profile_shelf *profile_shelf_new(void)
{
    return mem_alloc(sizeof(struct profile_shelf));
}

static void take_down(struct shelved *s)
{
    free(s->path);
    buf_release(&s->xml);
    profile_free(s->profile);
}

void profile_shelf_free(struct profile_shelf *shelf)
{
    if (!shelf)
        return;
    for (size_t i = 0; i < shelf->n; i++)
        take_down(&shelf->v[i]);
    free(shelf->v);
    free(shelf);
}

static struct profile *borrow(struct profile *of)
{
    struct profile *p = mem_alloc(sizeof *p);

    *p = *of;
    p->arena = (struct arena){0};
    p->of = of;
    p->borrowers = 0;
    p->components = mem_resize(NULL, of->n_components + 1, sizeof *p->components);
    if (of->n_components)
        memcpy(p->components, of->components, of->n_components * sizeof *p->components);
    of->borrowers++;
    return p;
}

static struct shelved *find(struct profile_shelf *shelf, const char *path, bool head)
{
    for (size_t i = 0; i < shelf->n; i++)
        if (shelf->v[i].head == head && strcmp(shelf->v[i].path, path) == 0)
            return &shelf->v[i];
    return NULL;
}

/* Puts a profile in the place, or in a new one; takes over `xml`. */
static void put(struct profile_shelf *shelf, struct shelved *place, const char *path, bool head, struct buf *xml, struct profile *p)
{
    if (place) {
        take_down(place);
    } else {
        MEM_ROOM(shelf->v, shelf->n, shelf->cap);
        place = &shelf->v[shelf->n++];
    }
    *place = (struct shelved){.path = mem_resize(NULL, strlen(path) + 1, 1), .head = head, .xml = *xml, .profile = p};
    memcpy(place->path, path, strlen(path) + 1);
    *xml = (struct buf){0};
    p->borrowers = 1;
}

struct profile *profile_of_file(struct ctx *ctx, const char *path, bool head)
{
    struct shelved *place = ctx->shelf ? find(ctx->shelf, path, head) : NULL;
    struct buf xml = {0};
    struct profile *p = NULL;
    const struct source_watch *sources = ctx->sources;
    bool read;

    if (head) /* a look at a profile that may not be the one */
        ctx->sources = NULL;
    read = file_read(ctx, path, LIMIT_FILE_BYTES, &xml);
    ctx->sources = sources;
    if (!read) {
        buf_release(&xml);
        return NULL;
    }
    if (place && span_equal(buf_span(&place->xml), buf_span(&xml)))
        p = borrow(place->profile);
    else
        p = (head ? profile_read_head : profile_read)(ctx, path, buf_span(&xml));
    if (p && !p->of && ctx->shelf) {
        put(ctx->shelf, place, path, head, &xml, p);
        p = borrow(p);
    }
    buf_release(&xml);
    return p;
}
