/* The outlines of TrueType fonts, put into a PDF behind Cairo's back.
 *
 * A fifth of the time of a PDF went into copying and compressing the same glyphs again for every document. So in the private mapping
 * of a file that Cairo reads, each glyph is a stand-in: a line from corner to corner of its box, with the glyph's number behind.
 * Cairo lays out a subset of these as ever, which is short; the program that the PDF gets is made from it and the file itself. What was
 * made last of a face is kept with it: a subset with the same bytes has the same program.
 *
 * A font that is not as expected keeps its outlines. Where Cairo's file does not have the subsets as expected, that is found out here, and the
 * document is painted again with the outlines. */
#include "paint/sfnt.h"

#include <stdlib.h>
#include <zlib.h>

#include "paint/draw.h"

enum {
    STAND_IN = 28,        /* bytes of one: what is drawn, the glyph's number, rounded up */
    STAND_IN_NUMBER = 24, /* where the number stands */
    KEPT = 4,             /* programs a face */
    LEVEL = 4,            /* of Deflate: 2 % more than the default makes, in two thirds of the time */
    MOST_SUBSET = 4 << 20,
    MARK = 20,            /* in head: `created`, which no reader asks for */
};

struct kept {
    struct buf subset, program; /* as Cairo compressed it; what goes in for it, compressed */
    size_t size;                /* of the program before that */
};

struct outlines {
    struct sfnt file;
    unsigned char *mark; /* in the copy: the number of the document's file stands there */
    struct kept kept[KEPT];
    size_t next; /* the one that a new one replaces */
};

static const char mark_head[6] = {'s', 't', 'a', 'n', 'd', '-'};

/* ---- stand-ins ---- */

/* A line from one corner of the box to the other. false: the glyph is not as expected. */
static bool put_stand_in(unsigned char *out, const unsigned char *glyph, size_t n, size_t id)
{
    int box[4];

    if (n < GLYPH_HEAD)
        return false;
    for (int i = 0; i < 4; i++)
        box[i] = (int16_t)sfnt_number(glyph + 2 + 2 * i, 2);
    for (int i = 0; i < 2; i++)
        if (box[i + 2] < box[i] || box[i + 2] - box[i] > INT16_MAX)
            return false;
    memset(out, 0, STAND_IN);
    sfnt_put(out, 1, 2);           /* a contour */
    memcpy(out + 2, glyph + 2, 2); /* where the box begins; the rest is asked of the points */
    sfnt_put(out + 10, 1, 2);      /* its last point; no program follows */
    out[14] = out[15] = 1;         /* both on the curve, each coordinate in two bytes */
    for (int i = 0; i < 2; i++) {
        sfnt_put(out + 16 + 4 * i, (uint16_t)box[i], 2);
        sfnt_put(out + 18 + 4 * i, (size_t)(box[i + 2] - box[i]), 2);
    }
    sfnt_put(out + STAND_IN_NUMBER, id, 2);
    return true;
}

/* All stand-ins of the file and their places. false: they do not fit, or it is not as expected. */
static bool make_stand_ins(const struct sfnt *f, struct buf *glyphs, unsigned char *places)
{
    const struct font_table *glyf = &f->table[SFNT_GLYF];

    for (size_t i = 0; i <= f->n_glyphs; i++) {
        size_t from = sfnt_place(f, i), to = i < f->n_glyphs ? sfnt_place(f, i + 1) : from;
        unsigned char stand_in[STAND_IN];

        sfnt_put(places + (f->wide ? 4 : 2) * i, f->wide ? glyphs->n : glyphs->n / 2, f->wide ? 4 : 2);
        if (from == to || (from + 2 <= glyf->n && sfnt_number(glyf->p + from, 2) == 0)) /* without contours */
            continue;
        if (from > to || to > glyf->n || !put_stand_in(stand_in, glyf->p + from, to - from, i))
            return false;
        buf_put(glyphs, stand_in, STAND_IN);
    }
    return glyphs->n <= glyf->n && (f->wide || glyphs->n / 2 <= UINT16_MAX);
}

struct outlines *outlines_hide(struct span file, unsigned char *copy, size_t directory)
{
    const unsigned char *start = (const unsigned char *)file.p;
    struct outlines *o = mem_alloc(sizeof *o);
    const struct font_table *t = o->file.table;
    unsigned char *places = NULL;
    struct buf glyphs = {0};
    bool ok = sfnt_read(file, directory, &o->file);

    if (ok) {
        places = mem_alloc(t[SFNT_LOCA].n);
        ok = make_stand_ins(&o->file, &glyphs, places);
    }
    if (ok) {
        memcpy(copy + (t[SFNT_GLYF].p - start), glyphs.p ? glyphs.p : "", glyphs.n);
        memcpy(copy + (t[SFNT_LOCA].p - start), places, (o->file.n_glyphs + 1) * (o->file.wide ? 4 : 2));
        o->mark = copy + (t[SFNT_HEAD].p - start) + MARK;
        memcpy(o->mark, mark_head, sizeof mark_head);
    }
    free(places);
    buf_release(&glyphs);
    if (!ok) {
        free(o);
        o = NULL;
    }
    return o;
}

void outlines_free(struct outlines *o)
{
    if (!o)
        return;
    for (size_t i = 0; i < KEPT; i++) {
        buf_release(&o->kept[i].subset);
        buf_release(&o->kept[i].program);
    }
    free(o);
}

/* ---- programs ---- */

void outlines_mark(struct painter *p)
{
    for (size_t i = 0; i < p->n_files; i++)
        if (p->files[i].outlines)
            sfnt_put(p->files[i].outlines->mark + sizeof mark_head, i, 2);
}

static bool inflate_subset(struct span packed, size_t size, struct buf *out)
{
    uLongf n = (uLongf)size;
    bool ok;

    buf_reserve(out, size);
    ok = uncompress((Bytef *)out->p, &n, (const Bytef *)packed.p, (uLong)packed.n) == Z_OK && n == size;
    out->n = ok ? size : 0;
    return ok;
}

static void pack(const struct buf *program, struct buf *out)
{
    uLongf n = compressBound((uLong)program->n);

    buf_reserve(out, n);
    if (compress2((Bytef *)out->p, &n, (const Bytef *)program->p, (uLong)program->n, LEVEL) != Z_OK)
        mem_fail(); /* the one way this fails */
    out->n = n;
}

/* The file's numbers of the glyphs of a subset of stand-ins; false: it is not of these. */
static bool read_numbers(const struct sfnt *subset, uint16_t *out)
{
    const struct font_table *glyf = &subset->table[SFNT_GLYF];

    for (size_t i = 0; i < subset->n_glyphs; i++) {
        size_t from = sfnt_place(subset, i), to = sfnt_place(subset, i + 1);

        if (from > to || to > glyf->n || (from != to && to - from < STAND_IN))
            return false;
        out[i] = from == to ? SFNT_EMPTY : (uint16_t)sfnt_number(glyf->p + from + STAND_IN_NUMBER, 2);
    }
    return true;
}

static struct kept *find_kept(struct outlines *o, struct span packed)
{
    for (size_t i = 0; i < KEPT; i++)
        if (o->kept[i].subset.n && span_equal(buf_span(&o->kept[i].subset), packed))
            return &o->kept[i];
    return NULL;
}

/* The program for a subset; NULL: it is not as expected. */
static struct kept *make_program(struct outlines *o, const struct sfnt *subset, struct span packed)
{
    uint16_t *numbers = mem_alloc(subset->n_glyphs * sizeof *numbers);
    struct kept *k = &o->kept[o->next];
    struct buf program = {0};
    bool ok = read_numbers(subset, numbers) && sfnt_make(&o->file, subset, numbers, &program);

    if (ok) {
        buf_clear(&k->subset);
        buf_clear(&k->program);
        buf_putspan(&k->subset, packed);
        pack(&program, &k->program);
        k->size = program.n;
        o->next = (o->next + 1) % KEPT;
    }
    buf_release(&program);
    free(numbers);
    return ok ? k : NULL;
}

/* The program that goes in for the subset, and which of the files it is of, one with outlines of its own included. false: it is not as expected. */
static bool program_of(struct painter *p, struct span packed, size_t size, size_t *file, struct kept **out)
{
    struct buf bytes = {0};
    struct sfnt subset;
    const unsigned char *mark;
    bool ok;

    *out = NULL;
    for (*file = 0; *file < p->n_files; ++*file)
        if (p->files[*file].outlines && (*out = find_kept(p->files[*file].outlines, packed)))
            return true;
    ok = size <= MOST_SUBSET && inflate_subset(packed, size, &bytes) && sfnt_read(buf_span(&bytes), 0, &subset);
    mark = ok ? subset.table[SFNT_HEAD].p + MARK : NULL;
    if (ok && memcmp(mark, mark_head, sizeof mark_head) == 0) {
        *file = sfnt_number(mark + sizeof mark_head, 2);
        ok = *file < p->n_files && p->files[*file].outlines && (*out = make_program(p->files[*file].outlines, &subset, packed));
    }
    buf_release(&bytes);
    return ok;
}

/* The stream of the object at `at`. */
static bool stream_at(const struct pdf_view *pdf, size_t at, struct span *out, size_t *size)
{
    const struct span s = pdf->bytes;
    size_t number, n;

    if (!number_at(s, &at, &number) || !pass(s, &at, " 0 obj\n<< /Length ") || !number_at(s, &at, &number) ||
        !pass(s, &at, " 0 R\n   /Filter /FlateDecode\n   /Length1 ") || !number_at(s, &at, size) || !pass(s, &at, "\n>>\nstream\n") ||
        !find_object(pdf, number, &number) || !number_at(s, &number, &n) || !pass(s, &number, " 0 obj\n   ") || !number_at(s, &number, &n) ||
        n > s.n - at)
        return false;
    *out = span_make(s.p + at, n);
    return true;
}

/* Puts the program for the font descriptor at `at` into the plan. */
static bool put_program(struct painter *p, const struct pdf_view *pdf, size_t at, struct paint_plan *plan, bool *seen)
{
    struct span packed;
    struct kept *program;
    size_t object, size, file;

    if (!number_of(pdf->bytes, at, "/FontFile2 ", &object))
        return true; /* another kind of font */
    if (!find_object(pdf, object, &at) || !stream_at(pdf, at, &packed, &size) || !program_of(p, packed, size, &file, &program))
        return false;
    if (!program)
        return true; /* it has its outlines */
    seen[file] = true;
    plan->programs[plan->n_programs++] = (struct paint_program){(uint32_t)object, program->size,
        span_make(memcpy(arena_alloc(plan->arena, program->program.n), program->program.p, program->program.n), program->program.n)};
    return true;
}

bool outlines_put(struct painter *p, struct span bytes, struct paint_plan *plan)
{
    static const char descriptor[] = " 0 obj\n<< /Type /FontDescriptor\n";
    bool *seen = mem_alloc((p->n_files + 1) * sizeof *seen), ok;
    struct pdf_view pdf;
    size_t at, number;

    plan->n_programs = 0;
    ok = view_pdf(bytes, &pdf);
    if (ok)
        plan->programs = ARENA_NEWS(plan->arena, pdf.entries, struct paint_program);
    for (size_t i = 1; ok && i < pdf.entries; i++) {
        ok = find_object(&pdf, i, &at) && number_at(bytes, &at, &number);
        if (ok && text_at(bytes, at, descriptor))
            ok = put_program(p, &pdf, at, plan, seen);
    }
    for (size_t i = 0; ok && i < p->n_files; i++)
        ok = seen[i] || !p->files[i].outlines || p->files[i].size <= 0;
    free(seen);
    return ok;
}
