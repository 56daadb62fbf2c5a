/* What happens to entries after they were issued and before they were numbered, and what is known of each. */
#include "store/register_private.h"

#include "base/diag/register.h"
#include "text/date.h"

/* Both sides of a relation: what the older entry says of the newer, and the reverse. */
static const struct relation {
    const char *link, *verb;
    const char *older, *newer; /* notes, with the other's number behind */
} relations[] = {
    [REG_SUPERSEDED] = {"thay-the", "thay-the", "Được thay thế bằng", "Thay thế"},
    [REG_AMENDED] = {"sua-doi", "sua-doi", "Được sửa đổi, bổ sung bằng", "Sửa đổi, bổ sung"},
    [REG_REPEALED] = {"bai-bo", "bai-bo", "Bị bãi bỏ bằng", "Bãi bỏ"},
    [REG_RECTIFIED] = {"dinh-chinh", "dinh-chinh", "Được đính chính bằng", "Đính chính"},
    [REG_RECALLED] = {"thu-hoi", "thu-hoi", "Thu hồi", "Thu hồi"},
};

/* A paper that supersedes or repeals others holds itself. */
#define CURRENT "trang_thai = 'issued' AND tai_lieu IS NOT NULL AND id NOT IN (SELECT den FROM lien_ket WHERE loai IN ('thay-the', 'bai-bo'))" \
                " AND id NOT IN (SELECT b.muc FROM buoc AS b WHERE b.viec IN ('thu-hoi', 'bai-bo')" \
                " AND b.muc NOT IN (SELECT tu FROM lien_ket WHERE loai = b.viec))"

#define NAMED "WHERE (so_ky_hieu = ?1 OR tai_lieu = ?1 OR tep = ?1) AND (?2 IS NULL OR ky = ?2) "
/* How many entries have the name: 0, 1 or more; the last period's first one in *out. -1: reported. `which` is NAMED with more behind. */
static int lookup_which(struct reg *r, const char *which, const char *name, const char *period, struct arena *a, struct reg_row *out)
{
    sqlite3_stmt *s = reg_select(r, which);
    int n = 0;

    db_text(s, 1, name);
    db_text(s, 2, period);
    while (db_row(&r->db, s))
        if (n++ == 0)
            reg_row_read(s, a, out);
    sqlite3_finalize(s);
    return r->db.failed ? -1 : n;
}

/* Of several of one paper, the one that still holds is meant. */
static int lookup_named(struct reg *r, const char *name, const char *period, struct arena *a, struct reg_row *out)
{
    int n = lookup_which(r, NAMED "ORDER BY id DESC", name, period, a, out);
    struct reg_row current;

    if (n > 1 && lookup_which(r, NAMED "AND " CURRENT, name, period, a, &current) == 1) {
        *out = current;
        n = 1;
    }
    return n;
}

/* Under a transaction. *out->id is 0 if none has the name and `may_lack`. false: reported. */
static bool the_named(struct reg *r, const char *name, const char *period, bool may_lack, struct arena *a, struct reg_row *out)
{
    int n;

    *out = (struct reg_row){0};
    n = lookup_named(r, name, period, a, out);
    if (n == 0 && !may_lack)
        diag(r->ctx, DIAG_REGISTER_NOT_NAMED, (struct pos){0}, name);
    if (n > 1)
        diag(r->ctx, DIAG_REGISTER_SEVERAL, (struct pos){0}, name, arena_printf(a, "%d", n));
    return n == 1 || (n == 0 && may_lack);
}

bool reg_named(struct reg *r, const char *name, const char *period, struct arena *a, struct reg_row *out)
{
    bool ok;

    if (!reg_begin(r))
        return false;
    ok = the_named(r, name, period, false, a, out);
    reg_abort(r);
    return ok;
}

bool reg_each_current(struct reg *r, bool (*row)(void *user, const struct reg_row *row), void *user)
{
    struct arena a = {0};
    sqlite3_stmt *s;
    bool go_on = true;

    if (!reg_begin(r))
        return false;
    s = reg_select(r, "WHERE " CURRENT " ORDER BY id");
    while (go_on && db_row(&r->db, s)) {
        struct reg_row each = {0};

        reg_row_read(s, &a, &each);
        go_on = row(user, &each);
    }
    sqlite3_finalize(s);
    go_on &= !r->db.failed;
    reg_abort(r);
    arena_release(&a);
    return go_on;
}

bool reg_current(struct reg *r, const char *document, struct arena *a, struct reg_row *out)
{
    sqlite3_stmt *s;
    bool ok;

    *out = (struct reg_row){0};
    if (!reg_begin(r))
        return false;
    s = reg_select(r, "WHERE " CURRENT " AND tai_lieu = ?1 ORDER BY id DESC LIMIT 1");
    db_text(s, 1, document);
    if (db_row(&r->db, s))
        reg_row_read(s, a, out);
    sqlite3_finalize(s);
    ok = !r->db.failed;
    reg_abort(r);
    return ok;
}

bool reg_knows(struct reg *r, const char *name, bool *out)
{
    struct arena a = {0};
    struct reg_row row;
    int n;

    if (!reg_begin(r))
        return false;
    n = lookup_named(r, name, NULL, &a, &row);
    reg_abort(r);
    arena_release(&a);
    *out = n > 0;
    return n >= 0;
}

/* "Thay thế 05-KH/BCĐ, ngày 15/6/2026" behind what the note has. */
static const char *with_note(struct arena *a, const char *note, const char *said, const struct reg_row *other, const char *name, const char *reason)
{
    struct buf out = {0};
    struct date day;

    if (note)
        buf_printf(&out, "%s; ", note);
    buf_puts(&out, said);
    if (name)
        buf_printf(&out, " %s", name);
    if (other && other->id && other->day && date_parse(span_of(other->day), &day))
        buf_printf(&out, ", ngày %s", date_short(a, day));
    if (reason)
        buf_printf(&out, " (%s)", reason);
    return arena_buf(a, &out);
}

/* The register says it already: of both entries, or of one that was recalled. -1: reported. */
static int is_said(struct reg *r, const struct relation *rel, const struct reg_row *older, const struct reg_row *newer)
{
    sqlite3_stmt *s = db_prepare(&r->db, newer->id ? "SELECT 1 FROM lien_ket WHERE den = ?1 AND tu = ?2 AND loai = ?3"
                                                   : "SELECT 1 FROM buoc WHERE muc = ?1 AND ?2 = 0 AND viec = ?3 AND ?3 = 'thu-hoi'");
    bool found;

    db_number(s, 1, older->id);
    db_number(s, 2, newer->id);
    db_text(s, 3, rel->link);
    found = db_row(&r->db, s);
    sqlite3_finalize(s);
    return r->db.failed ? -1 : found;
}

bool reg_relate(struct reg *r, enum reg_relation relation, const char *name, const char *by, const char *period, const char *reason)
{
    const struct relation *rel = &relations[relation];
    struct reg_row older, newer = {0};
    struct arena a = {0};
    bool ok;

    if (!reg_begin(r))
        return false;
    ok = the_named(r, name, period, false, &a, &older) && (!by || the_named(r, by, NULL, true, &a, &newer));
    if (ok && strcmp(older.state, "issued") != 0) {
        diag(r->ctx, DIAG_REGISTER_NOT_ISSUED, (struct pos){0}, older.full);
        ok = false;
    }
    if (ok && newer.id == older.id) {
        diag(r->ctx, DIAG_REGISTER_ITSELF, (struct pos){0}, older.full);
        ok = false;
    }
    if (ok) {
        const int said = is_said(r, rel, &older, &newer);

        if (said > 0)
            diag(r->ctx, DIAG_REGISTER_SAID, (struct pos){0}, older.full, older.note ? older.note : "");
        ok = said == 0;
    }
    if (ok) {
        older.note = with_note(&a, older.note, rel->older, &newer, newer.id ? newer.full : by, reason);
        ok = reg_stage(r, &older);
    }
    if (ok && newer.id) {
        newer.note = with_note(&a, newer.note, rel->newer, &older, older.full, NULL);
        reg_stage_link(r, newer.id, older.id, rel->link);
        ok = reg_stage(r, &newer);
    }
    if (ok)
        ok = reg_commit(r, rel->verb, reason);
    else
        reg_abort(r);
    arena_release(&a);
    return ok;
}

/* Stages what the issued entry says of the papers in the list, and they of it. */
bool reg_stage_relations(struct reg *r, struct reg_row *row, enum reg_relation relation, const char *list, struct arena *a)
{
    const struct relation *rel = &relations[relation];

    for (const char *p = list ? list : ""; *p;) {
        size_t n = strcspn(p, ";");
        const char *name = arena_span(a, span_trim(span_make(p, n)));
        struct reg_row older = {0};
        int found = lookup_named(r, name, NULL, a, &older);

        if (found < 0)
            return false;
        if (found == 1 && strcmp(older.state, "issued") == 0 && older.id != row->id) {
            older.note = with_note(a, older.note, rel->older, row, row->full, NULL);
            row->note = with_note(a, row->note, rel->newer, &older, older.full, NULL);
            reg_stage_link(r, row->id, older.id, rel->link);
            if (!reg_stage(r, &older))
                return false;
        }
        p += n + (p[n] == ';');
    }
    return true;
}

/* A document that was written to rectify papers says of which in its steps. */
static bool stage_rectified(struct reg *r, struct reg_row *row, struct arena *a)
{
    sqlite3_stmt *s = db_prepare(&r->db, "SELECT group_concat(ly_do, ';') FROM (SELECT DISTINCT ly_do FROM buoc"
                                          " WHERE muc = 0 AND viec = 'dinh-chinh' AND tai_lieu = ?1)");
    const char *list = NULL;
    bool ok;

    db_text(s, 1, row->document);
    ok = db_row(&r->db, s);
    if (ok)
        list = arena_str(a, (const char *)sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    return ok && reg_stage_relations(r, row, REG_RECTIFIED, list, a);
}

bool reg_issued(struct reg *r, struct reg_row *row, const char *supersedes, const char *repeals)
{
    struct arena a = {0};
    bool ok;

    if (!reg_begin(r))
        return false;
    ok = reg_may_advance(r, row, "issued") && stage_rectified(r, row, &a) && reg_stage_relations(r, row, REG_SUPERSEDED, supersedes, &a) &&
         reg_stage_relations(r, row, REG_REPEALED, repeals, &a);
    row->state = "issued";
    row->held = row->until = 0;
    row->note = arena_str(&r->arena, row->note);
    if (ok && reg_stage(r, row))
        ok = reg_commit(r, "phat-hanh", NULL);
    else
        reg_abort(r);
    if (ok)
        reg_let_go(r, row->id);
    arena_release(&a);
    return ok;
}

bool reg_note_step(struct reg *r, const char *document, const char *step, const char *reason)
{
    if (!reg_begin(r))
        return false;
    r->document = document;
    return reg_commit(r, step, reason);
}

bool reg_log(struct reg *r, const char *name, void (*event)(void *user, const struct reg_event *e), void *user)
{
    sqlite3_stmt *s;
    size_t n = 0;
    bool ok;

    if (!reg_begin(r))
        return false;
    s = db_prepare(&r->db, "WITH moi(id) AS (SELECT id FROM muc WHERE so_ky_hieu = ?1 OR tai_lieu = ?1 OR tep = ?1"
                           " UNION SELECT muc FROM buoc WHERE muc > 0 AND tai_lieu = ?1)"
                           " SELECT b.luc, b.ai, b.viec, b.ly_do, m.so_ky_hieu, l.loai, k.so_ky_hieu, l.den = b.muc"
                           " FROM buoc AS b LEFT JOIN muc AS m ON m.id = b.muc"
                           " LEFT JOIN lien_ket AS l ON (l.den = b.muc AND l.tu IN (SELECT muc FROM buoc WHERE stt = b.stt))"
                           " OR (l.tu = b.muc AND l.loai = b.viec AND l.den IN (SELECT muc FROM buoc WHERE stt = b.stt))"
                           " LEFT JOIN muc AS k ON k.id = CASE WHEN l.den = b.muc THEN l.tu ELSE l.den END"
                           " WHERE b.muc IN (SELECT id FROM moi) OR (b.muc = 0 AND (b.tai_lieu = ?1 OR b.tai_lieu IN"
                           " (SELECT tai_lieu FROM muc WHERE id IN (SELECT id FROM moi)))) ORDER BY b.stt, b.muc");
    db_text(s, 1, name);
    while (db_row(&r->db, s)) {
        const char *relation = (const char *)sqlite3_column_text(s, 5);
        const struct reg_event e = {.time = sqlite3_column_int64(s, 0),
                                    .who = (const char *)sqlite3_column_text(s, 1),
                                    .verb = relation ? relation : (const char *)sqlite3_column_text(s, 2),
                                    .reason = (const char *)sqlite3_column_text(s, 3),
                                    .full = (const char *)sqlite3_column_text(s, 4),
                                    .other = (const char *)sqlite3_column_text(s, 6),
                                    .passive = sqlite3_column_int(s, 7) == 1};

        event(user, &e);
        n++;
    }
    ok = !r->db.failed;
    sqlite3_finalize(s);
    reg_abort(r);
    if (ok && n == 0)
        diag(r->ctx, DIAG_REGISTER_NOT_NAMED, (struct pos){0}, name);
    return ok && n > 0;
}
