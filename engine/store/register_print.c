/* The register on paper: the entries of a period as data for the template so-dang-ky.xml, and as CSV. The columns are those of Decree
 * 30/2020/NĐ-CP, Annex IV, I, which the register of a Party office has as well. */
#include "store/register.h"

#include "base/diag/register.h"
#include "text/date.h"

struct printing {
    const struct reg_period *period;
    struct buf *out;
    struct arena arena;
    const char *organ, *kinds, *name; /* of the series under way */
    size_t rows, groups;
    bool csv;
};

/* What stands in the register for good, or was left out on purpose; not what a process or a reservation keeps for a while. */
static bool is_entered(const struct reg_row *row)
{
    return strcmp(row->state, "issued") == 0 || strcmp(row->state, "void") == 0 || strcmp(row->state, "skipped") == 0 ||
           (strcmp(row->state, "reserved") == 0 && !row->until && !row->held);
}

static bool in_period(const struct reg_period *p, const struct reg_row *row)
{
    const char *day = row->day ? row->day : "";

    return (!p->from || strcmp(day, p->from) >= 0) && (!p->to || strcmp(day, p->to) <= 0);
}

static const char *shown_day(struct arena *a, const char *iso)
{
    struct date day;

    return iso && date_parse(span_of(iso), &day) ? date_short(a, day) : "";
}

static const char *content(struct arena *a, const struct reg_row *row)
{
    if (!row->subject)
        return row->kind ? row->kind : "";
    return arena_printf(a, "%s %s", row->kind, row->subject);
}

static const char *note(struct arena *a, const struct reg_row *row)
{
    const char *state = "", *reason = row->reason ? row->reason : "";
    struct buf out = {0};

    if (strcmp(row->state, "void") == 0)
        state = "Huỷ số";
    else if (strcmp(row->state, "skipped") == 0)
        state = "Chừa số";
    else if (strcmp(row->state, "reserved") == 0)
        state = "Đã cấp số, chưa phát hành";
    buf_puts(&out, state);
    if (*state && *reason)
        buf_printf(&out, ": %s", reason);
    if (row->secrecy)
        buf_printf(&out, "%s%s", out.n ? "; " : "", row->secrecy);
    if (row->urgency)
        buf_printf(&out, "%s%s", out.n ? "; " : "", row->urgency);
    if (row->note)
        buf_printf(&out, "%s%s", out.n ? "; " : "", row->note);
    return arena_buf(a, &out);
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

enum { CELLS = 9 }; /* all but who acknowledges, by hand */

static void cells_of(struct arena *a, const struct reg_row *row, const char *cells[CELLS])
{
    cells[0] = or_empty(row->full);
    cells[1] = shown_day(a, row->day);
    cells[2] = content(a, row);
    cells[3] = or_empty(row->signers);
    cells[4] = or_empty(row->addressees);
    cells[5] = or_empty(row->kept);
    cells[6] = or_empty(row->copies);
    cells[7] = shown_day(a, row->sent);
    cells[8] = note(a, row);
}

/* RFC 4180. A cell that a spreadsheet would reckon with is text. */
static void put_csv(struct buf *out, const char *cell)
{
    bool formula = *cell && strchr("=+-@\t\r", *cell);

    if (!formula && !strpbrk(cell, ",\"\r\n")) {
        buf_puts(out, cell);
        return;
    }
    buf_puts(out, formula ? "\"'" : "\"");
    for (; *cell; cell++) {
        if (*cell == '"')
            buf_putc(out, '"');
        buf_putc(out, *cell);
    }
    buf_putc(out, '"');
}

static bool print_csv(void *user, const struct reg_row *row)
{
    struct printing *p = user;
    struct arena a = {0};
    const char *cells[CELLS];

    if (!is_entered(row) || !in_period(p->period, row))
        return true;
    cells_of(&a, row, cells);
    for (size_t i = 0; i < CELLS; i++) {
        put_csv(p->out, cells[i]);
        buf_puts(p->out, i == 7 ? ",," : i + 1 < CELLS ? "," : "\r\n");
    }
    p->rows++;
    arena_release(&a);
    return true;
}

static bool print_json(void *user, const struct reg_row *row)
{
    static const char *const keys[CELLS] = {"so_ky_hieu", "ngay", "noi_dung", "nguoi_ky", "noi_nhan", "noi_luu", "so_ban", "ngay_chuyen", "ghi_chu"};
    struct printing *p = user;
    struct arena a = {0};
    const char *cells[CELLS];

    if (!is_entered(row) || !in_period(p->period, row))
        return true;
    if (!p->groups || strcmp(p->organ, row->organ) != 0 || strcmp(p->kinds, row->kinds) != 0 || strcmp(p->name, row->period) != 0) {
        p->organ = arena_str(&p->arena, row->organ);
        p->kinds = arena_str(&p->arena, row->kinds);
        p->name = arena_str(&p->arena, row->period);
        buf_puts(p->out, p->groups++ ? "]},{\"ten\":" : "{\"ten\":");
        buf_json(p->out, arena_printf(&a, "%s (%s, %s)", strcmp(row->kinds, "*") == 0 ? "Các loại văn bản" : row->kinds, row->organ, row->period));
        buf_puts(p->out, ",\"muc\":[");
    } else {
        buf_putc(p->out, ',');
    }
    cells_of(&a, row, cells);
    for (size_t i = 0; i < CELLS; i++) {
        buf_printf(p->out, "%s\"%s\":", i ? "," : "{", keys[i]);
        buf_json(p->out, cells[i]);
    }
    buf_putc(p->out, '}');
    p->rows++;
    arena_release(&a);
    return true;
}

static bool finish(struct ctx *ctx, struct printing *p, bool ok)
{
    if (ok && p->rows == 0) {
        diag(ctx, DIAG_REGISTER_EMPTY, (struct pos){0});
        ok = false;
    }
    arena_release(&p->arena);
    return ok;
}

bool reg_print_csv(struct ctx *ctx, struct reg *r, const struct reg_period *period, struct buf *out)
{
    struct printing p = {.period = period, .out = out};

    /* With the mark that tells a spreadsheet it is UTF-8. */
    buf_puts(out, "\xEF\xBB\xBF\"Số, ký hiệu văn bản\",Ngày tháng văn bản,Tên loại và trích yếu nội dung văn bản,Người ký,Nơi nhận văn bản,"
                  "\"Đơn vị, người nhận bản lưu\",Số lượng bản,Ngày chuyển,Ký nhận,Ghi chú\r\n");
    return finish(ctx, &p, reg_each(r, &period->series, print_csv, &p));
}

bool reg_print_data(struct ctx *ctx, struct reg *r, const struct reg_period *period, const char *day, struct buf *out)
{
    struct printing p = {.period = period, .out = out};
    struct arena a = {0};
    struct buf subject = {0};
    bool ok;

    if (period->series.period)
        buf_printf(&subject, "%s%s", strlen(period->series.period) == 4 ? "năm " : "nhiệm kỳ ", period->series.period);
    if (period->from)
        buf_printf(&subject, "%stừ ngày %s", subject.n ? ", " : "", shown_day(&a, period->from));
    if (period->to)
        buf_printf(&subject, "%sđến ngày %s", period->from ? " " : subject.n ? ", " : "", shown_day(&a, period->to));
    if (subject.n == 0)
        buf_printf(&subject, "đến ngày %s", shown_day(&a, day));
    buf_puts(out, "{\"ngay\":");
    buf_json(out, day);
    buf_puts(out, ",\"trich_yeu\":");
    buf_json(out, subject.p);
    buf_puts(out, ",\"trinh_bay\":{\"kho_giay\":\"A4\",\"huong\":\"ngang\"},\"nhom\":[");
    ok = finish(ctx, &p, reg_each(r, &period->series, print_json, &p));
    buf_puts(out, ok ? "]}]}" : "");
    buf_release(&subject);
    arena_release(&a);
    return ok;
}

const char *reg_iso_day(struct arena *a, const char *text)
{
    struct date day;

    return date_parse(span_of(text), &day) ? date_iso(a, day) : NULL;
}
