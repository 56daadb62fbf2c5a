/* Reads of data with the file that each value comes from.
 *
 * Files make one tree, and a change is found in one file: so a path is given within its file. What is absent belongs to the file of
 * the map or list that it was looked for in; at the root that is any file. */
#include "render/readings.h"

#include "data/value.h"
#include "expr/read.h"
#include "render/render.h"

void readings_value(void *user, const struct value *v, const char *missing, enum read_kind kind, uint32_t node)
{
    vb_context *c = user;
    struct arena a = {0};
    struct buf token = {0};
    const char *path = v ? value_own_path(&a, v) : "";

    if (missing)
        path = arena_printf(&a, "%s%s%s", path, *path && *missing != '[' ? "." : "", missing);
    read_token(missing ? NULL : v, kind, &token);
    const struct source *source = v && v->parent ? v->source : NULL;
    const struct file_part *part = source ? source->part : NULL;

    c->reading(c->readings_user, &(vb_reading){.kind = (vb_read)kind,
                                               .file = part ? part->file : source ? source->file : NULL,
                                               .part = part ? part->part : NULL,
                                               .path = path,
                                               .token = token.p,
                                               .node = node,
                                               .place = c->ctx.place});
    buf_release(&token);
    arena_release(&a);
}

void readings_file(void *user, const char *path, const char *part)
{
    vb_context *c = user;

    c->file(c->readings_user, path, part);
}
