/* Diagnostics: the rows of base/diag/MODULE.def as one table, and filling in their arguments.
 *
 * An argument is often a piece of somebody else's file: control characters are shown as a space, so
 * that a diagnostic stays one line and cannot steer a terminal, and a long argument is cut. */
#include "base/diag.h"

#include "base/ctx.h"
#include "base/diag/base.h"
#include "base/diag/cli.h"
#include "base/diag/data.h"
#include "base/diag/expr.h"
#include "base/diag/fill.h"
#include "base/diag/font.h"
#include "base/diag/gather.h"
#include "base/diag/handover.h"
#include "base/diag/layout.h"
#include "base/diag/merge.h"
#include "base/diag/mustache.h"
#include "base/diag/odf.h"
#include "base/diag/ooxml.h"
#include "base/diag/package.h"
#include "base/diag/paint.h"
#include "base/diag/part.h"
#include "base/diag/pdf.h"
#include "base/diag/register.h"
#include "base/diag/render.h"
#include "base/diag/rich.h"
#include "base/diag/sign.h"
#include "base/diag/store.h"
#include "base/diag/template.h"
#include "base/diag/text.h"
#include "base/diag/token.h"

#include <stdlib.h>

enum { LONGEST_ARGUMENT = 1000, MOST_ARGUMENTS = 9 };

struct diag_row {
    diag_code code;
    enum severity severity;
    const char *slug;
    const char *text[2]; /* by enum lang */
};

/* In the order of the modules, so by code. */
static const struct diag_row rows[] = {
#define DIAG(name, severity, slug, en, vi)                                                         \
    {DIAG_##name, severity, slug, {[LANG_VI] = vi, [LANG_EN] = en}},
#include "base/diag/all.def"
#undef DIAG
};

static int by_code(const void *a, const void *b)
{
    const diag_code *code = a;
    const struct diag_row *row = b;

    return (*code > row->code) - (*code < row->code);
}

static const struct diag_row *row_of(diag_code code)
{
    return bsearch(&code, rows, sizeof rows / sizeof *rows, sizeof *rows, by_code);
}

diag_code diag_nth(size_t n)
{
    return n < sizeof rows / sizeof *rows ? rows[n].code : DIAG__NONE;
}

enum severity diag_severity(diag_code code)
{
    return row_of(code)->severity;
}

const char *diag_slug(diag_code code)
{
    return row_of(code)->slug;
}

const char *diag_text(diag_code code, enum lang lang)
{
    return row_of(code)->text[lang];
}

bool diag_is_system(diag_code code)
{
    switch (code) {
    case DIAG_FILE_NO_PERMISSION:
    case DIAG_FILE_READ_FAILED:
    case DIAG_FILE_WRITE_DENIED:
    case DIAG_FILE_WRITE_READ_ONLY:
    case DIAG_FILE_DISK_FULL:
    case DIAG_FILE_WRITE_FAILED:
    case DIAG_FOLDER_NOT_MADE:
    case DIAG_STORE_FAILED:
    case DIAG_CLI_OUTPUT_FAILED:
    case DIAG_TOKEN_NOT_STARTED:
    case DIAG_TOKEN_DRIVER:
    case DIAG_TOKEN_NO_DRIVER:
    case DIAG_TOKEN_ABSENT:
    case DIAG_TOKEN_OTHERS:
    case DIAG_TOKEN_PIN_LOCKED:
    case DIAG_TOKEN_FAILED:
    case DIAG_TOKEN_CRASHED:
    case DIAG_TOKEN_ENDED:
    case DIAG_TOKEN_SLOW:
    case DIAG_TOKEN_NONSENSE:
        return true;
    default:
        return false;
    }
}

/* Length of the control character at p, 0 if there is none: C0, DEL, and C1 in its two bytes. */
static size_t control_length(const char *p)
{
    unsigned char c = (unsigned char)p[0], d = c ? (unsigned char)p[1] : 0;
    if (c && (c < 0x20 || c == 0x7F))
        return 1;
    return c == 0xC2 && d >= 0x80 && d < 0xA0 ? 2 : 0;
}

static void put_argument(struct buf *out, const char *s)
{
    size_t n = strlen(s), end = n;
    if (n > LONGEST_ARGUMENT) {
        end = LONGEST_ARGUMENT;
        while (end && ((unsigned char)s[end] & 0xC0) == 0x80)
            end--;
    }
    for (size_t i = 0; i < end;) {
        size_t control = control_length(s + i);
        buf_putc(out, control ? ' ' : s[i]);
        i += control ? control : 1;
    }
    if (end < n)
        buf_puts(out, "…");
}

static void fill_in(struct buf *out, const char *text, const char *const *args)
{
    size_t count = 0;
    while (args && count < MOST_ARGUMENTS && args[count])
        count++;
    for (const char *p = text; *p;) {
        if (p[0] == '{' && p[1] >= '1' && p[1] <= '9' && p[2] == '}') {
            size_t i = (size_t)(p[1] - '1');
            if (i < count)
                put_argument(out, args[i]);
            p += 3;
        } else {
            buf_putc(out, *p++);
        }
    }
}

void diag_report(struct ctx *ctx, diag_code code, enum severity severity, struct pos pos,
                 const char *clause, const char *const *args)
{
    /* Errors have a bound of their own: a hundred hints must not hide the reason of a failure. */
    int before = severity == SEVERITY_ERROR ? ctx->errors : ctx->warnings + ctx->hints;
    switch (severity) {
    case SEVERITY_ERROR:
        ctx->errors++;
        break;
    case SEVERITY_WARNING:
        ctx->warnings++;
        break;
    case SEVERITY_HINT:
        ctx->hints++;
        break;
    }
    if (!ctx->sink || before >= LIMIT_DIAGNOSTICS)
        return;
    struct buf text = {0};
    fill_in(&text, diag_text(code, ctx->lang), args);
    struct buf cell = {0};
    if (pos.place && pos.line > 0) {
        pos_print_cell(&cell, pos.place, pos.line, pos.col);
        pos = (struct pos){.file = pos.file, .place = cell.p};
    }
    struct diagnostic d = {.code = code,
                           .severity = severity,
                           .pos = pos,
                           .slug = diag_slug(code),
                           .text = text.p ? text.p : "",
                           .clause = clause};
    ctx->sink(ctx->sink_user, &d);
    buf_release(&cell);
    buf_release(&text);
}

/* Sheets whose names are no plain words stand in quotes, inner ones doubled, as formulas have it (29500-1, 18.17.2.3). */
static void put_sheet(struct buf *out, const char *name)
{
    bool plain = *name && !(*name >= '0' && *name <= '9');

    for (const char *p = name; *p; p++)
        plain &= (unsigned char)*p >= 0x80 || strchr("_.", *p) || (*p >= '0' && *p <= '9') || ((*p | 32) >= 'a' && (*p | 32) <= 'z');
    if (plain) {
        put_argument(out, name);
        return;
    }
    buf_putc(out, '\'');
    for (const char *p = name; *p; p++)
        buf_printf(out, *p == '\'' ? "''" : "%c", (unsigned char)*p < ' ' ? ' ' : *p);
    buf_putc(out, '\'');
}

void pos_print_cell(struct buf *out, const char *sheet, int row, int col)
{
    char letters[8];
    size_t n = sizeof letters;

    if (sheet) {
        put_sheet(out, sheet);
        buf_putc(out, '!');
    }
    for (; col > 0 && n > 0; col = (col - 1) / 26)
        letters[--n] = (char)('A' + (col - 1) % 26);
    buf_put(out, letters + n, sizeof letters - n);
    buf_printf(out, "%d", row);
}

void pos_print(struct buf *out, struct pos pos)
{
    put_argument(out, pos.file ? pos.file : "-");
    if (pos.place) {
        buf_puts(out, ": ");
        if (pos.line > 0)
            pos_print_cell(out, pos.place, pos.line, pos.col);
        else
            put_argument(out, pos.place);
    } else if (pos.line > 0) {
        buf_printf(out, ":%d", pos.line);
        if (pos.col > 0)
            buf_printf(out, ":%d", pos.col);
    }
}

char *pos_text(struct arena *a, struct pos pos)
{
    struct buf text = {0};

    pos_print(&text, pos);
    return arena_buf(a, &text);
}

void diag_format(struct buf *out, const struct diagnostic *d, enum lang lang)
{
    static const char *const names[2][3] = {
        [LANG_VI] = {"gợi ý", "cảnh báo", "lỗi"},
        [LANG_EN] = {"hint", "warning", "error"},
    };
    if (d->pos.file) {
        pos_print(out, d->pos);
        buf_puts(out, ": ");
    }
    buf_printf(out, "%s: %s", names[lang][d->severity], d->text);
    if (d->clause)
        buf_printf(out, " (%s)", d->clause);
    buf_printf(out, " [%s]", d->slug);
}
