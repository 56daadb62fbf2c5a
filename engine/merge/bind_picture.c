/* Pictures: read whole, checked, scaled into the text. */
#include <math.h>

#include "base/diag/merge.h"
#include "base/file.h"
#include "merge/binder.h"
#include "model/picture.h"

bool bind_picture(struct binder *b, struct node *parent, const struct value *v)
{
    static const struct key keys[] = {{"tep", false}, {"mo_ta", false}, {"rong", false}, {"chu_thich", false}, {NULL, false}};
    const char *file, *alt, *caption;
    const struct value *width;
    struct arena *a = &b->doc->arena;
    struct buf bytes = {0};
    struct node *p, *image;
    struct picture size;
    double wanted = 0;

    if (!bind_is_map(b, v, "anh", "{ tep: so-do.png, mo_ta: … }") || !bind_keys(b, v, keys))
        return false;
    file = bind_string(b, bind_needed(b, v, "anh", "tep", "{ tep: so-do.png, mo_ta: … }"), "tep");
    if (!file)
        return false;
    if (!bind_member(b, v, "mo_ta"))
        diag(b->ctx, DIAG_IMAGE_ALT, v->pos);
    alt = bind_text_member(b, v, "mo_ta");
    width = bind_member(b, v, "rong");
    if (!alt || (width && !bind_length(b, width, "rong", "120", &wanted)))
        return false;
    if (*file != '/' && v->source)
        file = path_join(a, path_dir(a, v->source->file), file);
    if (!file_exists(b->ctx, file)) {
        diag(b->ctx, DIAG_IMAGE_MISSING, v->pos, file);
        return false;
    }
    if (!file_read_named(b->ctx, file, LIMIT_FILE_BYTES, v->pos, &bytes))
        return false;
    if (!picture_check(b->ctx, file, buf_span(&bytes), v->pos, &size)) {
        buf_release(&bytes);
        return false;
    }
    if (b->doc->meta.secrecy) { /* who took a picture, and where, is not for the files of a secret paper */
        struct buf bare = {0};

        picture_bare(buf_span(&bytes), &size, &bare);
        buf_release(&bytes);
        bytes = bare;
    }
    p = bind_para(b, parent, ROLE_CAPTION, value_path(a, v), v->pos);
    image = node_new(b->doc, NODE_IMAGE, p, arena_printf(a, "%s.anh", value_path(a, v)), v->pos);
    wanted = wanted > 0 ? fmin(wanted * MM, b->text_width) : fmin(size.width * 72.0 / 96, b->text_width);
    image->as.image = (struct image){.file = arena_str(a, file), .width = wanted, .height = wanted * size.height / size.width, .alt = alt};
    image->as.image.bytes = span_make(arena_span(a, buf_span(&bytes)), bytes.n);
    buf_release(&bytes);
    caption = bind_text_member(b, v, "chu_thich");
    if (caption)
        node_text(b->doc, bind_para(b, parent, ROLE_CAPTION, arena_printf(a, "%s.chu_thich", value_path(a, v)), v->pos), caption);
    return true;
}
