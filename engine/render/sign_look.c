/* What signing shows on the page: the appearances of render/appearance.h for the fields that sign/ asks about. */
#include "base/diag/render.h"
#include "base/file.h"
#include "font/font.h"
#include "pdf/form.h"
#include "render/appearance.h"
#include "render/sign_look.h"
#include "text/date.h"

enum { ZONE = 7 * 60 }; /* of Vietnam [minutes] */
static const double PICTURE_SHARE = 0.75; /* of the field's width that the picture of a signature may have: the rest is for the words */

bool sign_look_open(vb_context *c, const vb_signing *how, struct sign_look *l)
{
    const char *const names[] = {how->image, how->seal};

    *l = (struct sign_look){.context = c, .mark = how->mark, .names = {how->image, how->seal}};
    for (size_t i = 0; i < 2; i++)
        if (names[i] && !file_read(&c->ctx, names[i], LIMIT_FILE_BYTES, &l->pictures[i]))
            return false;
    return true;
}

void sign_look_close(struct sign_look *l)
{
    buf_release(&l->pictures[0]);
    buf_release(&l->pictures[1]);
    arena_release(&l->arena);
}

/* "2026-05-28 17:24:51 +07:00" (NĐ 30/2020/NĐ-CP, Phụ lục I; page 29 of HD 05-HD/VPTW). */
static const char *moment(struct arena *a, int64_t seconds)
{
    const int64_t local = seconds + ZONE * 60, day = local - date_to_unix(date_from_unix(seconds, ZONE));

    return arena_printf(a, "%s %02d:%02d:%02d +07:00", date_iso(a, date_from_unix(seconds, ZONE)), (int)(day / 3600), (int)(day / 60 % 60),
                        (int)(day % 60));
}

static bool draw_signature(void *user, enum pades_role role, const struct pades_signer *who, double width, double height, struct buf *pdf)
{
    struct sign_look *l = user;
    struct ctx *ctx = &l->context->ctx;
    const struct appearance_box box = {width, height};
    const struct appearance_picture image = {l->names[0], buf_span(&l->pictures[0])}, seal = {l->names[1], buf_span(&l->pictures[1])};
    const char *time = moment(&l->arena, who->time);
    const char *const copy[] = {l->mark, who->organization ? who->organization : who->name, time}, *const annex[] = {l->mark, time};

    switch (role) {
    case PADES_PERSON:
        return appearance_person(ctx, context_fonts(l->context), box,
                                 &(struct person_look){image, width * PICTURE_SHARE, who->name, who->email, who->organization, time}, pdf);
    case PADES_ORGAN: /* the seal alone (HD 05-HD/VPTW, Phần II, II.8.2.3); without it nothing is shown */
        return !seal.bytes.n || appearance_seal(ctx, context_fonts(l->context), box, &seal, 0, pdf);
    case PADES_COPY:
        return appearance_mark(ctx, context_fonts(l->context), box, copy, 3, pdf);
    case PADES_ANNEX:
        return appearance_mark(ctx, context_fonts(l->context), box, annex, 2, pdf);
    }
    return false;
}

/* The field is as high as a line of its letters; the date stands in italics, the number before its hyphen (HD 05-HD/VPTW, Phần II, I.4.2). */
static bool draw_text(void *user, const char *field, const char *text, double width, double height, struct buf *pdf)
{
    struct sign_look *l = user;
    struct fonts *fonts = context_fonts(l->context);
    const bool number = strcmp(field, pdf_field_name(FORM_NUMBER)) == 0;
    const struct face *face = fonts_face(fonts, "Times New Roman", false, !number, (struct pos){0});
    const struct face_metrics *m = face ? face_metrics(face) : NULL;

    return m && appearance_blank(&l->context->ctx, fonts, (struct appearance_box){width, height}, text, height / (m->ascent + m->descent), !number,
                                 number ? ALIGN_RIGHT : ALIGN_CENTER, pdf);
}

struct pades_artist sign_look_artist(struct sign_look *l)
{
    return (struct pades_artist){draw_signature, draw_text, l};
}

static void add(struct sign_look *l, enum form_use use, const char *text)
{
    l->fillings[l->n_fillings++] = (struct pades_filling){pdf_field_name(use), text};
}

bool sign_look_fill(struct sign_look *l, const char *number, const char *day)
{
    struct ctx *ctx = &l->context->ctx;
    struct date date;
    const char *shown = number ? number_of_paper(&l->arena, number) : NULL;

    if (number && !shown) {
        diag(ctx, DIAG_SIGN_NUMBER, (struct pos){0}, number);
        return false;
    }
    if (day && !date_parse(span_of(day), &date)) {
        diag(ctx, DIAG_SIGN_DAY, (struct pos){0}, day);
        return false;
    }
    if (number)
        add(l, FORM_NUMBER, shown);
    if (day) { /* the zeros of days and months are those of a short date */
        const char *written = date_short(&l->arena, date), *month = strchr(written, '/') + 1;
        add(l, FORM_DAY, arena_span(&l->arena, span_make(written, (size_t)(month - 1 - written))));
        add(l, FORM_MONTH, arena_span(&l->arena, span_make(month, strcspn(month, "/"))));
    }
    return true;
}
