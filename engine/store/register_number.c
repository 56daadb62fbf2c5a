/* Giving numbers. Under the lock of a transaction the highest number and the state of every entry are what they are, so the next number
 * is found by looking. */
#include "store/register_private.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/diag/register.h"
#include "base/file.h"
#include "text/date.h"

enum { MOST_SKIPPED = 1000, MOST_NUMBER = 999999 };

static bool state_is(const struct reg_row *row, const char *state)
{
    return strcmp(row->state, state) == 0;
}

static bool is_open(const struct reg_row *row) /* a number that is on its way to a paper */
{
    return state_is(row, "reserved") || state_is(row, "rendered") || state_is(row, "signed");
}

/* Nobody will go on with it: its process died, or its time is over. */
static bool is_abandoned(struct reg *r, const struct reg_row *row)
{
    return is_open(row) && ((row->held && !reg_held(r, row->id)) || (row->until && row->until <= r->now));
}

sqlite3_stmt *reg_select(struct reg *r, const char *where)
{
    struct buf sql = {0};
    sqlite3_stmt *s;

    buf_puts(&sql, "SELECT ");
    reg_columns(&sql);
    buf_printf(&sql, " FROM muc %s", where);
    s = db_prepare(&r->db, sql.p);
    buf_release(&sql);
    return s;
}

static void bind_series(sqlite3_stmt *s, const char *organ, const char *kinds, const char *period)
{
    db_text(s, 1, organ);
    db_text(s, 2, kinds);
    db_text(s, 3, period);
}

/* *out->id is 0 where the series has no such entry. false: reported. */
bool reg_lookup(struct reg *r, const struct reg_series *series, int64_t number, struct arena *a, struct reg_row *out)
{
    sqlite3_stmt *s = reg_select(r, "WHERE co_quan = ?1 AND loai = ?2 AND ky = ?3 AND so = ?4");

    *out = (struct reg_row){0};
    bind_series(s, series->organ, series->kinds, series->period);
    db_number(s, 4, number);
    if (db_row(&r->db, s))
        reg_row_read(s, a, out);
    sqlite3_finalize(s);
    return !r->db.failed;
}

/* false: reported. */
static bool highest(struct reg *r, const struct reg_series *series, int64_t *out)
{
    sqlite3_stmt *s = db_prepare(&r->db, "SELECT ifnull(max(so), 0) FROM muc WHERE co_quan = ?1 AND loai = ?2 AND ky = ?3");
    bool ok;

    bind_series(s, series->organ, series->kinds, series->period);
    ok = db_row(&r->db, s);
    *out = ok ? sqlite3_column_int64(s, 0) : 0;
    sqlite3_finalize(s);
    return ok;
}

/* The lowest abandoned number without a signed file, in *out (id 0: none); those with one become void. false: reported. */
static bool take_abandoned(struct reg *r, const struct reg_series *series, struct arena *a, struct reg_row *out)
{
    sqlite3_stmt *s = reg_select(r, "WHERE co_quan = ?1 AND loai = ?2 AND ky = ?3 AND trang_thai IN ('reserved','rendered','signed') ORDER BY so");
    bool ok = true;

    *out = (struct reg_row){0};
    bind_series(s, series->organ, series->kinds, series->period);
    while (ok && db_row(&r->db, s)) {
        struct reg_row row;

        reg_row_read(s, a, &row);
        if (!is_abandoned(r, &row))
            continue;
        if (!state_is(&row, "signed")) {
            *out = row;
            break;
        }
        row.state = "void";
        row.held = row.until = 0;
        row.reason = "chương trình dừng sau khi ký, trước khi phát hành";
        diag(r->ctx, DIAG_REGISTER_SIGNED_LOST, (struct pos){0}, row.full);
        ok = reg_stage(r, &row);
    }
    sqlite3_finalize(s);
    return ok && !r->db.failed;
}

static const char *shown_series(struct arena *a, const struct reg_series *s)
{
    return arena_printf(a, "%s, %s, %s", s->organ, strcmp(s->kinds, "*") == 0 ? "*" : s->kinds, s->period);
}

/* May this very number be given? *found is its entry so far, if it has one. false: reported. */
static bool may_take(struct reg *r, const struct reg_rules *rules, const struct reg_row *want, int64_t number, struct arena *a, struct reg_row *found)
{
    const struct reg_series series = {want->organ, want->kinds, want->period};
    const char *text = number_written(a, number), *where = shown_series(a, &series);
    int64_t last;

    if (!reg_lookup(r, &series, number, a, found) || !highest(r, &series, &last))
        return false;
    if (found->id == 0) {
        if (last == 0 || number == last + 1 || (number > last ? rules->may_skip : rules->may_fill))
            return true;
        diag(r->ctx, number > last ? DIAG_REGISTER_JUMP : DIAG_REGISTER_FILL, pos_file(rules->file), text, where, number_written(a, last));
        return false;
    }
    if (state_is(found, "skipped")) {
        if (!rules->may_fill)
            diag(r->ctx, DIAG_REGISTER_FILL, pos_file(rules->file), text, where, number_written(a, last));
        return rules->may_fill;
    }
    if (is_open(found)) {
        bool own = !found->held && want->document && (!found->document || strcmp(found->document, want->document) == 0);

        if (is_abandoned(r, found) || own)
            return true;
    }
    diag(r->ctx, state_is(found, "void") ? DIAG_REGISTER_IS_VOID : DIAG_REGISTER_TAKEN, (struct pos){0}, text, where,
         found->document ? found->document : found->subject ? found->subject : "—");
    return false;
}

/* Two kinds whose codes are the same may print the same symbol: the guide allows it, a reader is misled. */
static void warn_same_symbol(struct reg *r, const struct reg_row *row)
{
    sqlite3_stmt *s = db_prepare(&r->db, "SELECT loai FROM muc WHERE so_ky_hieu = ?1 AND co_quan = ?2 AND ky = ?3 AND loai <> ?4 AND trang_thai <> 'void'");

    db_text(s, 1, row->full);
    db_text(s, 2, row->organ);
    db_text(s, 3, row->period);
    db_text(s, 4, row->kinds);
    if (db_row(&r->db, s))
        diag(r->ctx, DIAG_REGISTER_SAME_SYMBOL, (struct pos){0}, row->full, row->kind, db_column(s, 0));
    sqlite3_finalize(s);
}

void reg_row_of(const vb_paper *paper, const struct reg_series *series, struct reg_row *out, struct arena *a)
{
    struct date day = {paper->year, paper->month, paper->day};

    *out = (struct reg_row){.organ = series->organ,
                            .kinds = series->kinds,
                            .period = series->period,
                            .kind = arena_str(a, paper->kind),
                            .symbol = arena_printf(a, "%s%s", paper->separator ? paper->separator : "", paper->symbol ? paper->symbol : ""),
                            .day = day.year ? date_iso(a, day) : NULL,
                            .subject = paper->hides_subject ? NULL : arena_str(a, paper->subject),
                            .signers = arena_str(a, paper->signers),
                            .addressees = arena_str(a, paper->addressees),
                            .kept = arena_str(a, paper->kept),
                            .copies = arena_str(a, paper->copies),
                            .secrecy = arena_str(a, paper->secrecy),
                            .urgency = arena_str(a, paper->urgency)};
}

/* What a process that died had made for a number that another paper gets now: nobody signed it or was told of it. */
static void forget_file(struct reg *r, const struct reg_row *row)
{
    if (row->id && row->file)
        unlink(path_join(&r->arena, r->root, row->file));
}

bool reg_give(struct reg *r, const struct reg_rules *rules, const struct reg_row *want, const struct reg_how *how, struct arena *a,
              struct reg_row *out)
{
    const struct reg_series series = {want->organ, want->kinds, want->period};
    struct reg_row before;
    int64_t last;
    bool ok;

    if (how->number < 0 || how->number > MOST_NUMBER) {
        diag(r->ctx, DIAG_REGISTER_NUMBER_FORM, (struct pos){0}, arena_printf(a, "%lld", (long long)how->number));
        return false;
    }
    if (!reg_begin(r))
        return false;
    *out = *want;
    out->number = how->number;
    if (how->number) {
        ok = may_take(r, rules, want, how->number, a, &before);
    } else {
        ok = take_abandoned(r, &series, a, &before) && highest(r, &series, &last);
        if (ok)
            out->number = before.id ? before.number : last + 1;
        if (ok && out->number > MOST_NUMBER) {
            diag(r->ctx, DIAG_REGISTER_NUMBER_FORM, (struct pos){0}, arena_printf(a, "%lld", (long long)out->number));
            ok = false;
        }
    }
    if (ok) {
        out->id = before.id;
        out->state = "reserved";
        out->until = how->until;
        out->held = how->held;
        out->full = arena_printf(a, "%s%s", number_written(a, out->number), out->symbol);
        warn_same_symbol(r, out);
        forget_file(r, &before);
        ok = reg_stage(r, out) && (!how->held || reg_hold(r, out->id));
    }
    if (ok)
        ok = reg_commit(r, how->number ? "lay" : how->until || how->held ? "giu" : "cap", how->reason);
    else
        reg_abort(r);
    if (!ok && how->held)
        reg_let_go(r, out->id);
    return ok;
}

bool reg_find(struct reg *r, const struct reg_series *series, int64_t number, struct arena *a, struct reg_row *out)
{
    bool ok;

    if (!reg_begin(r))
        return false;
    ok = reg_lookup(r, series, number, a, out);
    if (ok && out->id == 0) {
        diag(r->ctx, DIAG_REGISTER_UNKNOWN, (struct pos){0}, number_written(a, number), shown_series(a, series));
        ok = false;
    }
    reg_abort(r);
    return ok;
}

bool reg_void(struct reg *r, const struct reg_series *series, int64_t number, const char *reason)
{
    struct arena a = {0};
    struct reg_row row;
    bool ok = false;

    if (!reg_begin(r))
        return false;
    if (reg_lookup(r, series, number, &a, &row)) {
        const char *text = number_written(&a, number), *where = shown_series(&a, series);

        if (row.id == 0)
            diag(r->ctx, DIAG_REGISTER_UNKNOWN, (struct pos){0}, text, where);
        else if (state_is(&row, "void"))
            diag(r->ctx, DIAG_REGISTER_IS_VOID, (struct pos){0}, text, where, row.reason ? row.reason : "—");
        else if (state_is(&row, "issued"))
            diag(r->ctx, DIAG_REGISTER_IS_ISSUED, (struct pos){0}, text, where);
        else if (row.held && reg_held(r, row.id))
            diag(r->ctx, DIAG_REGISTER_AT_WORK, (struct pos){0}, text, where);
        else
            ok = true;
    }
    if (ok) {
        row.state = "void";
        row.until = row.held = 0;
        row.reason = reason;
        ok = reg_stage(r, &row);
    }
    if (ok)
        ok = reg_commit(r, "huy", reason);
    else
        reg_abort(r);
    arena_release(&a);
    return ok;
}

bool reg_skip(struct reg *r, const struct reg_rules *rules, const struct reg_row *want, int64_t count, const char *reason, int64_t *first)
{
    const struct reg_series series = {want->organ, want->kinds, want->period};
    struct arena a = {0};
    int64_t last = 0;
    bool ok;

    if (!rules->may_skip || count < 1 || count > MOST_SKIPPED) {
        diag(r->ctx, rules->may_skip ? DIAG_REGISTER_SKIP_COUNT : DIAG_REGISTER_NO_SKIP, pos_file(rules->file), arena_printf(&a, "%d", MOST_SKIPPED));
        arena_release(&a);
        return false;
    }
    if (!reg_begin(r))
        return false;
    ok = highest(r, &series, &last);
    *first = last + 1;
    for (int64_t i = 0; i < count && ok; i++) {
        struct reg_row row = *want;

        row.number = ++last;
        row.state = "skipped";
        row.full = arena_printf(&a, "%s%s", number_written(&a, last), row.symbol);
        row.reason = reason;
        ok = reg_stage(r, &row);
    }
    if (ok)
        ok = reg_commit(r, "chua", reason);
    else
        reg_abort(r);
    arena_release(&a);
    return ok;
}

static int rank(const char *state)
{
    int i = 0;

    while (strcmp(reg_states[i], state) != 0)
        i++;
    return i;
}

bool reg_may_advance(struct reg *r, const struct reg_row *row, const char *state)
{
    const struct reg_series series = {row->organ, row->kinds, row->period};
    struct arena a = {0};
    struct reg_row now;
    bool ok = reg_lookup(r, &series, row->number, &a, &now);

    if (ok && (now.id != row->id || !is_open(&now) || rank(state) <= rank(now.state))) {
        diag(r->ctx, DIAG_REGISTER_LOST, (struct pos){0}, row->full);
        ok = false;
    }
    arena_release(&a);
    return ok;
}

/* luu/2026/KH/01-KH-BCĐ.pdf, or -2 where another entry has that; false: reported. */
static bool name_file(struct reg *r, struct reg_row *row)
{
    const char *mark = row->symbol + strspn(row->symbol, "-/");
    int year = row->day ? (int)strtol(row->day, NULL, 10) : 0;
    struct buf plain = {0};
    bool taken = true;

    for (const char *c = row->full; *c; c++)
        buf_putc(&plain, *c == '/' ? '-' : *c);
    for (int i = 1; taken; i++) {
        sqlite3_stmt *s = db_prepare(&r->db, "SELECT 1 FROM muc WHERE tep = ?1 AND id <> ?2");

        row->file = arena_printf(&r->arena, i > 1 ? "luu/%04d/%.*s/%s-%d.pdf" : "luu/%04d/%.*s/%s.pdf", year, (int)strcspn(mark, "-/"), mark,
                                 plain.p, i);
        db_text(s, 1, row->file);
        db_number(s, 2, row->id);
        taken = db_row(&r->db, s);
        sqlite3_finalize(s);
    }
    buf_release(&plain);
    return !r->db.failed;
}

bool reg_advance(struct reg *r, struct reg_row *row, const char *state, const char *verb)
{
    bool ok;

    if (!reg_begin(r))
        return false;
    ok = reg_may_advance(r, row, state);
    row->state = state;
    if (ok && strcmp(state, "rendered") == 0)
        ok = name_file(r, row);
    if (ok && reg_stage(r, row))
        return reg_commit(r, verb, NULL);
    reg_abort(r);
    return false;
}

bool reg_each(struct reg *r, const struct reg_series *want, bool (*row)(void *user, const struct reg_row *row), void *user)
{
    sqlite3_stmt *s;
    bool ok = true;

    if (!reg_begin(r))
        return false;
    s = reg_select(r, "WHERE (?1 IS NULL OR co_quan = ?1) AND (?2 IS NULL OR loai = ?2) AND (?3 IS NULL OR ky = ?3)"
                       " ORDER BY ky, co_quan, loai, so");
    if (want)
        bind_series(s, want->organ, want->kinds, want->period);
    while (ok && db_row(&r->db, s)) {
        struct arena a = {0};
        struct reg_row one;

        reg_row_read(s, &a, &one);
        ok = row(user, &one);
        arena_release(&a);
    }
    ok = ok && !r->db.failed;
    sqlite3_finalize(s);
    reg_abort(r);
    return ok;
}

bool reg_dump(struct reg *r, struct buf *out)
{
    static const char *const others[] = {
        "SELECT json_object('tu', tu, 'den', den, 'loai', loai) FROM lien_ket ORDER BY tu, den, loai",
        "SELECT json_object('stt', stt, 'muc', muc, 'tai_lieu', tai_lieu, 'luc', luc, 'ai', ai, 'viec', viec, 'ly_do', ly_do) FROM buoc ORDER BY stt, muc",
    };
    sqlite3_stmt *s;
    bool ok;

    if (!reg_begin(r))
        return false;
    s = reg_select(r, "ORDER BY id");
    while (db_row(&r->db, s)) {
        struct arena a = {0};
        struct reg_row row;

        reg_row_read(s, &a, &row);
        reg_row_json(&row, out);
        buf_putc(out, '\n');
        arena_release(&a);
    }
    sqlite3_finalize(s);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        s = db_prepare(&r->db, others[i]);
        while (db_row(&r->db, s))
            buf_printf(out, "%s\n", db_column(s, 0));
        sqlite3_finalize(s);
    }
    ok = !r->db.failed;
    reg_abort(r);
    return ok;
}
