/* What glyphs a PDF shows, how often, and of what characters: asked before the first is drawn, since both ways of keeping
 * a face in one font of the file (codes.c, rehearse.c) need to know them. */
#include "paint/draw.h"
#include "text/text.h"

#include <stdlib.h>

void signs_release(struct paint_file *file)
{
    free(file->places);
    free(file->signs);
}

struct paint_sign *sign_of(const struct paint_file *file, uint32_t glyph)
{
    const uint32_t place = file->places && glyph < file->n_glyphs ? file->places[glyph] : 0;
    return place ? &file->signs[place - 1] : NULL;
}

static struct paint_sign *meet(struct paint_file *file, uint32_t glyph)
{
    if (glyph >= file->n_glyphs) {
        file->ambiguous = true;
        return NULL;
    }
    if (file->places[glyph])
        return &file->signs[file->places[glyph] - 1];
    MEM_ROOM(file->signs, file->n_signs, file->cap_signs);
    file->signs[file->n_signs++] = (struct paint_sign){.glyph = glyph};
    file->places[glyph] = (uint32_t)file->n_signs;
    return &file->signs[file->n_signs - 1];
}

static struct paint_file *usable_file(struct painter *p, const struct face *face, double size)
{
    struct paint_file *file = find_file(p, face);

    if (file && !file->places) {
        file->places = mem_alloc((file->n_glyphs + 1) * sizeof *file->places);
        file->size = size;
    }
    return file;
}

/* The space that a line may get at its end. */
static void meet_space(struct paint_file *file, struct face *face)
{
    const struct shaped space = face_shape(face, SPAN(" "), false, (struct pos){0});
    struct paint_sign *sign = space.n == 1 ? meet(file, space.glyphs[0].id) : NULL;

    if (sign && !sign->text.n)
        sign->text = SPAN(" ");
}

static void collect_item(struct paint_file *file, const struct frame_item *item)
{
    const struct frame_glyph *glyphs = item->as.text.glyphs;
    const size_t n = item->as.text.n;
    size_t begin = 0;

    for (size_t i = 0, next, end; i < n; i = next, begin = end) {
        struct paint_sign *sign = meet(file, glyphs[i].id);
        for (next = i + 1; next < n && glyphs[next].cluster == glyphs[i].cluster; next++)
            if (meet(file, glyphs[next].id))
                meet(file, glyphs[next].id)->count++;
        end = next < n ? glyphs[next].cluster : item->as.text.bytes;
        if (!sign)
            continue;
        sign->count++;
        if (next == i + 1 && !sign->text.n) {
            sign->text = span_make(item->as.text.text + begin, end - begin);
            file->ambiguous = file->ambiguous || text_utf8_check(sign->text) < sign->text.n; /* Cairo says what is wrong */
        }
    }
}

void signs_collect(struct painter *p, const struct frames *f)
{
    size_t file = 0;
    struct face *face = NULL;
    bool usable = false;
    const struct frame_item *item;

    for (size_t k = 0; k < f->n_pages; k++)
        for (struct frame_cursor at = {.page = &f->pages[k]}; (item = frame_next(&at));) {
            if (item->type != FRAME_TEXT || !item->as.text.n || item->as.text.size <= 0)
                continue;
            if (item->as.text.face != face) {
                struct paint_file *found = usable_file(p, face = item->as.text.face, item->as.text.size);
                usable = found != NULL;
                if (found) {
                    file = (size_t)(found - p->files);
                    meet_space(found, face);
                }
            }
            if (usable)
                collect_item(&p->files[file], item);
        }
}
