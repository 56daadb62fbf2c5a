/* Pictures in the text: $image. The size follows
 * python-docx: of one side given the other keeps the proportion, of none the points of the picture at its own density,
 * 72 to the inch where the file says none. */
#include <math.h>

#include "base/diag/rich.h"
#include "base/xml.h"
#include "fill/rich_own.h"
#include "model/picture.h"

/* ---- size ---- */

static bool size_of(struct rich *r, const struct value *form, const struct picture *picture, struct drawing *out)
{
    struct picture_density d = picture_density(out->file, picture);
    long *cx = &out->cx, *cy = &out->cy, widest = r->w->text_width ? r->w->text_width(r) : RICH_MAX_LENGTH;
    double width = floor(picture->width * (double)RICH_EMU_INCH / d.x), height = floor(picture->height * (double)RICH_EMU_INCH / d.y);
    const struct value *w = rich_member(r, form, "width"), *h = rich_member(r, form, "height");
    bool given_w = w && w->type != VALUE_NULL, given_h = h && h->type != VALUE_NULL;

    out->sized = given_w || given_h;
    if ((given_w && !rich_length(r, w, cx)) || (given_h && !rich_length(r, h, cy)))
        return false;
    if (!given_w)
        *cx = (long)nearbyint(given_h ? width * ((double)*cy / height) : width);
    if (!given_h)
        *cy = (long)nearbyint(given_w ? height * ((double)*cx / width) : height);
    if (!out->sized && *cx > widest) {
        *cy = (long)((double)*cy * (double)widest / (double)*cx);
        *cx = widest;
    }
    /* longer than Word can hold: made smaller as a whole */
    double most = (double)RICH_MAX_LENGTH / (double)(*cx > *cy ? *cx : *cy);
    if (most < 1) {
        *cx = (long)((double)*cx * most);
        *cy = (long)((double)*cy * most);
    }
    *cx = *cx < 1 ? 1 : *cx;
    *cy = *cy < 1 ? 1 : *cy;
    return true;
}

static bool read_picture(struct rich *r, const struct value *v, struct span *file, struct picture *picture)
{
    const char *name;

    if (!rich_file(r, v, RICH_MAX_PICTURE, file))
        return false;
    name = v->as.scalar.text;
    switch (picture_read(*file, picture)) {
    case PICTURE_OK:
        return true;
    case PICTURE_UNKNOWN:
        diag(r->ctx, DIAG_RICH_PICTURE_KIND, v->pos, name);
        return false;
    case PICTURE_DAMAGED:
        diag(r->ctx, DIAG_RICH_PICTURE_DAMAGED, v->pos, name);
        return false;
    case PICTURE_LARGE:
        diag(r->ctx, DIAG_RICH_PICTURE_LARGE, v->pos, name, arena_printf(r->arena, "%u × %u", picture->width, picture->height));
        return false;
    }
    return false;
}

/* ---- drawing ---- */

static const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

static bool draw(struct rich *r, const struct rich_place *place, const struct value *v, struct drawing *d, struct buf *out)
{
    if (++r->drawings > RICH_MAX_PICTURES) {
        diag(r->ctx, DIAG_RICH_PICTURES, v->pos, arena_printf(r->arena, "%d", RICH_MAX_PICTURES));
        return false;
    }
    d->name = file_name(v->as.scalar.text);
    r->w->draw(r, place, d, out);
    return true;
}

bool rich_draw(struct rich *r, const struct rich_place *place, const struct value *v, const char *alt, struct buf *out)
{
    enum { WIDEST = 160 * RICH_EMU_MM };
    struct drawing d = {.alt = alt};
    struct picture picture;
    struct picture_density density;
    long widest = r->w->text_width ? r->w->text_width(r) : WIDEST;

    if (!read_picture(r, v, &d.file, &picture))
        return false;
    d.jpeg = picture.jpeg;
    density = picture_density(d.file, &picture);
    d.cx = (long)(picture.width * (double)RICH_EMU_INCH / density.x);
    d.cy = (long)(picture.height * (double)RICH_EMU_INCH / density.y);
    if (d.cx > widest) {
        d.cy = (long)((double)d.cy * (double)widest / (double)d.cx);
        d.cx = widest;
    }
    d.cx = d.cx < 1 ? 1 : d.cx;
    d.cy = d.cy < 1 ? 1 : d.cy > RICH_MAX_LENGTH ? RICH_MAX_LENGTH : d.cy;
    return draw(r, place, v, &d, out);
}

bool rich_picture(struct rich *r, const struct value *form, const struct value *v, struct drawing *d)
{
    const struct value *anchor = rich_member(r, form, "anchor"), *alt = rich_member(r, form, "alt");
    struct picture picture;

    *d = (struct drawing){.name = ""};
    if (!rich_members(r, form, "width height anchor alt") || !read_picture(r, v, &d->file, &picture) || !size_of(r, form, &picture, d))
        return false;
    d->jpeg = picture.jpeg;
    d->name = file_name(v->as.scalar.text);
    if (anchor && anchor->type != VALUE_NULL && !(d->url = rich_text_of(r, anchor)))
        return false;
    d->url = d->url && *d->url ? d->url : NULL;
    return !alt || alt->type == VALUE_NULL || (d->alt = rich_text_of(r, alt)) != NULL;
}

bool rich_print_picture(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out)
{
    struct drawing d;

    if (!rich_picture(r, form, v, &d))
        return false;
    r->w->enter_runs(r, place, out);
    if (!draw(r, place, v, &d, out))
        return false;
    r->w->leave_runs(r, place, out);
    return true;
}
