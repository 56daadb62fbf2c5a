/* Data by itself: figures that can be read in two ways, dates that do not exist, keys that look like a slip, two habits of
 * writing. None of it is an error yet, since nobody has asked for the value. */
#include "base/diag/merge.h"
#include "base/diag/render.h"
#include "base/file.h"
#include "data/input.h"
#include "expr/number.h"
#include "gather/gather.h"
#include "merge/rules.h"
#include "render/check.h"
#include "text/text.h"
#include "text/tones.h"

struct looking {
    struct ctx *ctx;
    struct arena *arena;
    struct tones tones;
};

/* The digits of a bare 4.140 without the point, or with a comma for it. */
static const char *reading(struct arena *a, const char *text, bool whole)
{
    struct buf out = {0};

    for (const char *p = text; *p; p++)
        if (*p != '.')
            buf_putc(&out, *p);
        else if (!whole)
            buf_putc(&out, ',');
    while (!whole && out.p[out.n - 1] == '0')
        out.n--;
    if (!whole && out.p[out.n - 1] == ',')
        out.n--;
    return arena_buf(a, &out);
}

static void check_figure(struct looking *l, const struct value *v, struct span text)
{
    enum figure_form form;
    mpq_t number;

    mpq_init(number);
    form = figure_parse(text, v->as.scalar.quoted, number);
    mpq_clear(number);
    if (form == FIGURE_AMBIGUOUS)
        diag(l->ctx, DIAG_CHECK_FIGURE, v->pos, text.p, reading(l->arena, text.p, true), reading(l->arena, text.p, false));
}

/* "31/02/2026", "2026-2-30": digits and one kind of mark between them, four digits for the year. */
static bool looks_like_date(struct span s)
{
    size_t digits[3] = {0}, part = 0;
    char mark = '\0';

    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') {
            digits[part]++;
        } else if ((s.p[i] == '/' || s.p[i] == '-') && (!mark || mark == s.p[i]) && part < 2) {
            mark = s.p[i];
            part++;
        } else {
            return false;
        }
    }
    return part == 2 && digits[1] >= 1 && digits[1] <= 2 &&
           ((digits[2] == 4 && digits[0] >= 1 && digits[0] <= 2) || (digits[0] == 4 && digits[2] >= 1 && digits[2] <= 2 && mark == '-'));
}

static void check_scalar(struct looking *l, const struct value *v)
{
    struct span text = span_make(v->as.scalar.text, v->as.scalar.n);
    struct date date;

    check_figure(l, v, text);
    if (looks_like_date(text) && !date_parse(text, &date))
        diag(l->ctx, DIAG_CHECK_DATE, v->pos, text.p);
    tones_note(&l->tones, l->arena, text.p, v->pos);
}

static void walk(struct looking *l, const struct value *v)
{
    if (v->type == VALUE_SCALAR)
        check_scalar(l, v);
    for (size_t i = 0; i < value_count(v); i++)
        walk(l, value_item(v, i));
}

/* Data that lacks the key by which a document is known, and has one like it. */
static void check_keys(struct looking *l, const struct value *root)
{
    static const char *const keys[] = {"ten_loai", "noi_dung", NULL};

    for (size_t i = 0; i < value_count(root); i++) {
        const struct value *v = value_item(root, i);
        const char *near = text_nearest(v->key, keys);

        if (near)
            diag(l->ctx, DIAG_CHECK_KEY, v->key_pos, v->written_key, near);
    }
}

/* vanban.yaml: its sources are read, and its rules hold between them. */
static bool check_workspace(struct data *d, const char *name)
{
    if (strcmp(path_base(&d->arena, name, true), "vanban.yaml") != 0)
        return true;
    return gather_sources(d, name, value_member(d->root, "nguon")) && rules_check(d->ctx, d, value_member(d->root, "doi_chieu"));
}

void check_data(struct checker *k, const struct input *input)
{
    struct looking l = {.ctx = &k->c->ctx};
    struct data data;

    data_init(&data, l.ctx);
    l.arena = &data.arena;
    if (data_read_memory(&data, input->name, input->text) && check_workspace(&data, input->name)) {
        check_keys(&l, data.root);
        walk(&l, data.root);
        if (tones_mixed(&l.tones))
            diag(l.ctx, DIAG_TONE_MIXED, l.tones.older.pos, l.tones.older.text, l.tones.newer.text,
                 tones_newer_place(&l.tones, l.arena), l.tones.newer.text);
    }
    data_release(&data);
}

/* The first letter with its marks that is not written as one. */
static struct span find_apart(struct span line)
{
    size_t from = 0;

    for (size_t i = 0, at = 0; i < line.n; at = i) {
        uint32_t c = text_next(line, &i);
        bool mark = c >= 0x300 && c <= 0x36f;

        if (!mark && at > from && !text_is_nfc(span_make(line.p + from, at - from)))
            return span_make(line.p + from, at - from);
        if (!mark)
            from = at;
    }
    return span_make(line.p + from, line.n - from);
}

void check_composed(struct checker *k, const struct input *input)
{
    struct span text = input_without_mark(input->text);
    struct arena a = {0};

    if (text_utf8_check(text) < text.n || text_is_nfc(text))
        return;
    for (size_t from = 0; from < text.n;) {
        struct span line = input_line(text, from);

        if (!text_is_nfc(line)) {
            struct span letter = find_apart(line);

            diag(&k->c->ctx, DIAG_CHECK_COMPOSED, input_pos(input->name, text, (size_t)(letter.p - text.p), 1), text_nfc(&a, letter));
            break;
        }
        from += line.n + 1;
    }
    arena_release(&a);
}
