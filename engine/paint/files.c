/* Font files for Cairo.
 *
 * Cairo keeps faces beyond their last use and finds a face again by the address of its FT_Face. So
 * we open our own and hand it over: Cairo closes it when it forgets the face, and no address comes
 * up a second time while Cairo remembers it.
 *
 * For PDF the characters of the glyphs are hidden from Cairo (rehearse.c tells why): the file is
 * mapped privately, and over its cmap one of ours is written (codes.c), or where that cannot be the table's name is changed
 * in the directory (OpenType 1.9, "Organization of an OpenType Font"), as that of post is, from whose glyph names FreeType
 * would make another cmap. The programs of the glyphs are left out of it (hints.c), and the
 * outlines, which the PDF gets from the file as it is (outlines.c). */
#include "base/diag/font.h"
#include "paint/draw.h"
#include "paint/sfnt.h"

#include <cairo-ft.h>
#include <fcntl.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct opened {
    FT_Library library;
    FT_Face face;
    unsigned char *bytes; /* mapped, and changed */
    unsigned char *file;  /* mapped as it is, where `bytes` has stand-ins for the outlines */
    size_t n;
    struct outlines *outlines;
    unsigned char *cmap; /* in them: what stands there is ours; NULL: there was no room */
};

static void close_file(void *data)
{
    struct opened *o = data;

    if (o->face)
        FT_Done_Face(o->face);
    if (o->library)
        FT_Done_FreeType(o->library);
    if (o->bytes)
        munmap(o->bytes, o->n);
    if (o->file)
        munmap(o->file, o->n);
    outlines_free(o->outlines);
    free(o);
}

static unsigned char *map(int fd, size_t n, int protection)
{
    void *p = mmap(NULL, n, protection, MAP_PRIVATE, fd, 0);

    return p == MAP_FAILED ? NULL : p;
}

static bool map_file(struct opened *o, const char *path, bool twice)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd < 0)
        return false;
    if (fstat(fd, &st) == 0 && st.st_size > 0 && st.st_size < INT32_MAX) {
        o->n = (size_t)st.st_size;
        o->bytes = map(fd, o->n, PROT_READ | PROT_WRITE);
        o->file = twice ? map(fd, o->n, PROT_READ) : NULL;
    }
    close(fd);
    return o->bytes != NULL;
}

static size_t read_number(const struct opened *o, size_t at, int n)
{
    size_t v = 0;

    if (at + (size_t)n > o->n)
        return 0;
    while (n-- > 0)
        v = v << 8 | o->bytes[at++];
    return v;
}

/* Where the directory of the tables begins. */
static size_t directory_of(const struct opened *o, int index)
{
    return o->n > 12 && memcmp(o->bytes, "ttcf", 4) == 0 ? read_number(o, 12 + 4 * (size_t)index, 4) : 0;
}

static void hide_characters(struct opened *o, int index)
{
    size_t at = directory_of(o, index), tables, cmap = 0;
    bool outlines = false; /* Cairo writes other fonts in other words */

    tables = read_number(o, at + 4, 2);
    for (at += 12; tables > 0 && at + 16 <= o->n; tables--, at += 16) {
        const unsigned char *tag = o->bytes + at;
        if (memcmp(tag, "cmap", 4) == 0 || memcmp(tag, "post", 4) == 0)
            o->bytes[at] = 'x';
        outlines = outlines || memcmp(tag, "glyf", 4) == 0;
        if (memcmp(tag, "xmap", 4) == 0)
            cmap = at;
    }
    if (cmap && outlines && read_number(o, cmap + 12, 4) >= codes_cmap_size() && read_number(o, cmap + 8, 4) < o->n - codes_cmap_size()) {
        o->bytes[cmap] = 'c';
        o->cmap = o->bytes + read_number(o, cmap + 8, 4);
        codes_cmap_clear(o->cmap);
    }
}

/* What a face is opened for, which changes what its file is made to say. */
enum purpose { FOR_PICTURES, FOR_PDF, FOR_PDF_WHOLE };

static bool open_freetype(struct opened *o, const struct face *face, enum purpose purpose)
{
    size_t directory;

    if (FT_Init_FreeType(&o->library) != 0) {
        o->library = NULL;
        return false;
    }
    if (purpose == FOR_PICTURES)
        return FT_New_Face(o->library, face_file(face), face_index(face), &o->face) == 0;
    if (!map_file(o, face_file(face), purpose == FOR_PDF))
        return false;
    directory = directory_of(o, face_index(face));
    if (o->file)
        o->outlines = outlines_hide(span_make((const char *)o->file, o->n), o->bytes, directory);
    hints_drop(o->bytes, o->n, directory);
    hide_characters(o, face_index(face));
    return FT_New_Memory_Face(o->library, o->bytes, (FT_Long)o->n, face_index(face), &o->face) == 0;
}

static const cairo_user_data_key_t opened_key;

static void drop_file(void *data)
{
    cairo_font_face_destroy(data);
}

/* NULL: the font cannot be opened. */
static cairo_font_face_t *open_file(const struct face *face, enum purpose purpose)
{
    struct opened *o = mem_alloc(sizeof *o);
    cairo_font_face_t *cairo;

    if (!open_freetype(o, face, purpose)) {
        close_file(o);
        return NULL;
    }
    cairo = cairo_ft_font_face_create_for_ft_face(o->face, FT_LOAD_NO_HINTING);
    if (cairo_font_face_set_user_data(cairo, &opened_key, o, close_file) != CAIRO_STATUS_SUCCESS) {
        cairo_font_face_destroy(cairo);
        close_file(o);
        return NULL;
    }
    return cairo;
}

/* Opened once and kept with the face: opening, and the outlines that Cairo loads, cost a third of a
 * document's painting. */
static bool take_file(const struct face *face, enum purpose purpose, struct paint_file *out)
{
    struct face_keep *keep = face_keep(face, purpose);
    const struct opened *o;

    if (!keep->data)
        *keep = (struct face_keep){open_file(face, purpose), drop_file};
    if (!keep->data) {
        keep->free = NULL;
        return false;
    }
    o = cairo_font_face_get_user_data(keep->data, &opened_key);
    *out = (struct paint_file){.face = face,
                               .cairo = cairo_font_face_reference(keep->data),
                               .outlines = o->outlines,
                               .cmap = o->cmap,
                               .n_glyphs = (size_t)o->face->num_glyphs};
    return true;
}

static bool same_file(const struct face *a, const struct face *b)
{
    return strcmp(face_file(a), face_file(b)) == 0 && face_index(a) == face_index(b);
}

/* The index of the face's file, opened if it is new; -1: reported. */
static int add_face(struct painter *p, const struct face *face)
{
    size_t i = 0;

    while (i < p->n_files && !same_file(p->files[i].face, face))
        i++;
    if (i == p->n_files) {
        MEM_ROOM(p->files, p->n_files, p->cap_files);
        if (!take_file(face, !p->pdf ? FOR_PICTURES : p->whole ? FOR_PDF_WHOLE : FOR_PDF, &p->files[i])) {
            diag(p->ctx, DIAG_FONT_BROKEN, (struct pos){0}, face_file(face));
            return -1;
        }
        p->n_files++;
    }
    MEM_ROOM(p->faces, p->n_faces, p->cap_faces);
    p->faces[p->n_faces++] = (struct paint_face){face, i};
    return (int)i;
}

struct paint_file *find_file(struct painter *p, const struct face *face)
{
    int file = -1;

    for (size_t i = 0; i < p->n_faces && file < 0; i++)
        if (p->faces[i].face == face)
            file = (int)p->faces[i].file;
    if (file < 0)
        file = add_face(p, face);
    return file < 0 ? NULL : &p->files[file];
}

bool draw_face(struct painter *p, const struct face *face, double size, double stretch)
{
    if (face != p->face) {
        struct paint_file *file = find_file(p, face);
        if (!file)
            return false;
        cairo_set_font_face(p->cr, file->cairo);
        p->face = face;
        p->file = file;
    }
    if (size != p->size || stretch != p->stretch) {
        cairo_matrix_t matrix;
        cairo_matrix_init_scale(&matrix, size * stretch, size);
        cairo_set_font_matrix(p->cr, &matrix);
    }
    p->size = size;
    p->stretch = stretch;
    return true;
}

const char *paint_cairo_version(void)
{
    return cairo_version_string();
}

const char *paint_freetype_version(struct arena *a)
{
    FT_Library library;
    FT_Int major = 0, minor = 0, patch = 0;

    if (FT_Init_FreeType(&library) == 0) {
        FT_Library_Version(library, &major, &minor, &patch);
        FT_Done_FreeType(library);
    }
    return arena_printf(a, "%d.%d.%d", major, minor, patch);
}
