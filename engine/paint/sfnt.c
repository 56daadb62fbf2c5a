/* Reading a TrueType font and making a subset of it (OpenType 1.9: glyf, loca, hmtx, hhea, maxp, head). */
#include "paint/sfnt.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static const char *const names[SFNT_TABLES] = {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"};

bool sfnt_read(struct span bytes, size_t directory, struct sfnt *out)
{
    static const size_t least[SFNT_TABLES] = {[SFNT_HEAD] = 54, [SFNT_HHEA] = 36, [SFNT_MAXP] = 32, [SFNT_LOCA] = 4};
    unsigned char *p = (unsigned char *)(uintptr_t)bytes.p;
    struct font_table *t = out->table;
    size_t count;

    *out = (struct sfnt){0};
    if (directory > bytes.n || bytes.n - directory < 12)
        return false;
    count = sfnt_number(p + directory + 4, 2);
    for (size_t at = directory + 12; count > 0 && bytes.n - at >= 16; count--, at += 16) {
        size_t from = sfnt_number(p + at + 8, 4), size = sfnt_number(p + at + 12, 4);

        if (memcmp(p + at, "fvar", 4) == 0)
            return false;
        for (int k = 0; k < SFNT_TABLES; k++)
            if (memcmp(p + at, names[k], 4) == 0 && from <= bytes.n && size <= bytes.n - from)
                t[k] = (struct font_table){p + from, size};
    }
    for (int k = 0; k < SFNT_TABLES; k++)
        if (t[k].n < least[k] || (k != SFNT_CMAP && !t[k].p))
            return false;
    out->wide = sfnt_number(t[SFNT_HEAD].p + 50, 2) != 0;
    out->n_glyphs = sfnt_number(t[SFNT_MAXP].p + 4, 2);
    out->n_metrics = sfnt_number(t[SFNT_HHEA].p + 34, 2);
    return out->n_glyphs > 0 && out->n_glyphs < SFNT_EMPTY && (out->n_glyphs + 1) * (out->wide ? 4 : 2) <= t[SFNT_LOCA].n &&
           out->n_metrics > 0 && out->n_metrics <= out->n_glyphs &&
           4 * out->n_metrics + 2 * (out->n_glyphs - out->n_metrics) <= t[SFNT_HMTX].n;
}

size_t sfnt_place(const struct sfnt *f, size_t i)
{
    const unsigned char *loca = f->table[SFNT_LOCA].p;

    return f->wide ? sfnt_number(loca + 4 * i, 4) : 2 * sfnt_number(loca + 2 * i, 2);
}

/* ---- a subset ---- */

struct making {
    const struct sfnt *file;
    uint16_t *places;  /* of a glyph of the file: where it is in the subset and one; 0: it is not */
    uint16_t *numbers; /* of a glyph of the subset: its number in the file */
    size_t n, cap;
    struct buf glyf, loca;
};

static void add(struct making *m, uint16_t number)
{
    MEM_ROOM(m->numbers, m->n, m->cap);
    m->numbers[m->n++] = number;
    if (number != SFNT_EMPTY && !m->places[number])
        m->places[number] = (uint16_t)m->n;
}

/* Names the parts by their numbers in the subset, which gets those that it lacks. */
static bool add_parts(struct making *m, unsigned char *glyph, size_t n)
{
    size_t at = GLYPH_HEAD, flags, part;

    do {
        if (at + 4 > n)
            return false;
        flags = sfnt_number(glyph + at, 2);
        part = sfnt_number(glyph + at + 2, 2);
        if (part >= m->file->n_glyphs)
            return false;
        if (!m->places[part])
            add(m, (uint16_t)part);
        sfnt_put(glyph + at + 2, m->places[part] - 1u, 2);
        at += sfnt_component(flags);
    } while (flags & COMPONENT_MORE);
    return at <= n;
}

static bool put_glyph(struct making *m, uint16_t number)
{
    const struct font_table *glyf = &m->file->table[SFNT_GLYF];
    size_t from = number == SFNT_EMPTY ? 0 : sfnt_place(m->file, number), to = number == SFNT_EMPTY ? 0 : sfnt_place(m->file, number + 1u);
    size_t start = m->glyf.n, n = to - from;
    unsigned char *glyph;

    if (from > to || to > glyf->n)
        return false;
    if (n < GLYPH_HEAD)
        return n == 0;
    buf_put(&m->glyf, glyf->p + from, n);
    glyph = (unsigned char *)m->glyf.p + start;
    if ((glyph[0] & 0x80) && !add_parts(m, glyph, n))
        return false;
    m->glyf.n = start + hints_drop_glyph(glyph, n);
    while (m->glyf.n % 4)
        buf_putc(&m->glyf, '\0');
    return true;
}

static bool put_glyphs(struct making *m)
{
    unsigned char at[4];
    const int size = m->file->wide ? 4 : 2;

    for (size_t i = 0; i <= m->n; i++) { /* parts are added meanwhile */
        if (!m->file->wide && m->glyf.n / 2 > UINT16_MAX)
            return false;
        sfnt_put(at, m->file->wide ? m->glyf.n : m->glyf.n / 2, size);
        buf_put(&m->loca, at, (size_t)size);
        if (i < m->n && !put_glyph(m, m->numbers[i]))
            return false;
    }
    return true;
}

/* What the parts add to the subset's metrics. */
static void put_metrics(const struct making *m, const struct sfnt *subset, struct buf *out)
{
    const unsigned char *file = m->file->table[SFNT_HMTX].p;
    const size_t last = m->file->n_metrics - 1;

    buf_put(out, subset->table[SFNT_HMTX].p, 4 * subset->n_glyphs);
    for (size_t i = subset->n_glyphs; i < m->n; i++) {
        size_t g = m->numbers[i];

        buf_put(out, file + 4 * (g < last ? g : last), 2);
        buf_put(out, file + (g <= last ? 4 * g + 2 : 4 * (last + 1) + 2 * (g - last - 1)), 2);
    }
}

static size_t sum_of(const unsigned char *p, size_t n)
{
    uint32_t sum = 0;

    for (size_t i = 0; i < n; i += 4)
        sum += (uint32_t)sfnt_number(p + i, 4);
    return sum;
}

static bool is_there(const struct span *tables, int k)
{
    return tables[k].n > 0 || k == SFNT_GLYF; /* a font of blanks has no outlines */
}

/* Directory and tables, each filled up to a multiple of four bytes. */
static void put_tables(const struct span *tables, struct buf *out)
{
    const size_t start = out->n;
    unsigned char head[12] = {0, 1, 0, 0};
    size_t count = 0, power = 1, log = 0, entry, place = 0;
    unsigned char *p;

    for (int k = 0; k < SFNT_TABLES; k++)
        count += is_there(tables, k);
    for (; 2 * power <= count; power *= 2)
        log++;
    sfnt_put(head + 4, count, 2);
    sfnt_put(head + 6, 16 * power, 2);
    sfnt_put(head + 8, log, 2);
    sfnt_put(head + 10, 16 * (count - power), 2);
    buf_put(out, head, sizeof head);
    buf_reserve(out, 16 * count);
    memset(out->p + out->n, 0, 16 * count);
    out->n += 16 * count;
    entry = start + sizeof head;
    for (int k = 0; k < SFNT_TABLES; k++) {
        size_t at = out->n;

        if (!is_there(tables, k))
            continue;
        buf_putspan(out, tables[k]);
        while ((out->n - start) % 4)
            buf_putc(out, '\0');
        p = (unsigned char *)out->p + entry;
        memcpy(p, names[k], 4);
        sfnt_put(p + 4, sum_of((unsigned char *)out->p + at, out->n - at), 4);
        sfnt_put(p + 8, at - start, 4);
        sfnt_put(p + 12, tables[k].n, 4);
        entry += 16;
        if (k == SFNT_HEAD)
            place = at + 8;
    }
    p = (unsigned char *)out->p + start;
    sfnt_put((unsigned char *)out->p + place, 0xB1B0AFBAu - sum_of(p, out->n - start), 4);
}

bool sfnt_make(const struct sfnt *file, const struct sfnt *subset, const uint16_t *numbers, struct buf *out)
{
    struct making m = {.file = file, .places = mem_alloc(file->n_glyphs * sizeof *m.places)};
    unsigned char head[54], hhea[36], maxp[32];
    struct buf hmtx = {0};
    bool ok = subset->n_metrics == subset->n_glyphs;

    for (size_t i = 0; ok && i < subset->n_glyphs; i++) {
        ok = numbers[i] == SFNT_EMPTY || numbers[i] < file->n_glyphs;
        if (ok)
            add(&m, numbers[i]);
    }
    ok = ok && put_glyphs(&m);
    if (ok) {
        memcpy(head, subset->table[SFNT_HEAD].p, sizeof head);
        memcpy(hhea, subset->table[SFNT_HHEA].p, sizeof hhea);
        memcpy(maxp, subset->table[SFNT_MAXP].p, sizeof maxp);
        memset(head + 8, 0, 4);
        memcpy(head + 20, file->table[SFNT_HEAD].p + 20, 8);
        sfnt_put(head + 50, file->wide, 2);
        sfnt_put(hhea + 34, m.n, 2);
        sfnt_put(maxp + 4, m.n, 2);
        put_metrics(&m, subset, &hmtx);
        put_tables((const struct span[SFNT_TABLES]){
                       [SFNT_CMAP] = span_make((const char *)subset->table[SFNT_CMAP].p, subset->table[SFNT_CMAP].n),
                       [SFNT_GLYF] = buf_span(&m.glyf), [SFNT_HEAD] = span_make((const char *)head, sizeof head),
                       [SFNT_HHEA] = span_make((const char *)hhea, sizeof hhea), [SFNT_HMTX] = buf_span(&hmtx),
                       [SFNT_LOCA] = buf_span(&m.loca), [SFNT_MAXP] = span_make((const char *)maxp, sizeof maxp)}, out);
    }
    free(m.places);
    free(m.numbers);
    buf_release(&m.glyf);
    buf_release(&m.loca);
    buf_release(&hmtx);
    return ok;
}
