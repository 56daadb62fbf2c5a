/* Entries as JSON and as rows: one table of columns makes the schema, what reads a journal's line into the database, what writes it,
 * and what reads a row, so that they cannot differ. */
#include "store/register_private.h"

const char *const reg_states[] = {"reserved", "rendered", "signed", "issued", "void", "skipped", NULL};

static const struct column {
    const char *name; /* in the database and in the journal */
    enum { COLUMN_INTEGER, COLUMN_TEXT } type;
    size_t offset; /* in struct reg_row */
    bool needed;   /* no entry is without; a line of the journal that is was not written by us */
} columns[] = {
#define INTEGER(name, member) {name, COLUMN_INTEGER, offsetof(struct reg_row, member), true}
#define TEXT(name, member) {name, COLUMN_TEXT, offsetof(struct reg_row, member), false}
#define NEEDED(name, member) {name, COLUMN_TEXT, offsetof(struct reg_row, member), true}
    INTEGER("id", id), NEEDED("co_quan", organ), NEEDED("loai", kinds), NEEDED("ky", period), INTEGER("so", number), NEEDED("trang_thai", state),
    INTEGER("han", until), INTEGER("giu", held), TEXT("ten_loai", kind), TEXT("ky_hieu", symbol), TEXT("so_ky_hieu", full),
    TEXT("ngay", day), TEXT("trich_yeu", subject), TEXT("nguoi_ky", signers), TEXT("noi_nhan", addressees), TEXT("noi_luu", kept),
    TEXT("so_ban", copies), TEXT("ngay_chuyen", sent), TEXT("do_mat", secrecy), TEXT("do_khan", urgency), TEXT("tai_lieu", document),
    TEXT("tep", file), TEXT("van_tay", digest), TEXT("ly_do", reason), TEXT("ghi_chu", note),
#undef INTEGER
#undef TEXT
#undef NEEDED
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static int64_t *integer_of(const struct column *c, const struct reg_row *row)
{
    return (int64_t *)((char *)row + c->offset);
}

static const char **text_of(const struct column *c, const struct reg_row *row)
{
    return (const char **)((char *)row + c->offset);
}

void reg_schema(struct buf *out)
{
    buf_puts(out, "CREATE TABLE muc(");
    for (size_t i = 0; i < COLUMNS; i++)
        buf_printf(out, "%s%s %s", i ? ", " : "", columns[i].name,
                   i == 0 ? "INTEGER PRIMARY KEY" : columns[i].type == COLUMN_INTEGER ? "INTEGER NOT NULL" : columns[i].needed ? "TEXT NOT NULL" : "TEXT");
    buf_puts(out, ", CHECK(trang_thai IN (");
    for (size_t i = 0; reg_states[i]; i++)
        buf_printf(out, "%s'%s'", i ? "," : "", reg_states[i]);
    buf_puts(out, "))) STRICT;"
                  "CREATE UNIQUE INDEX muc_so ON muc(co_quan, loai, ky, so);"
                  "CREATE INDEX muc_tai_lieu ON muc(tai_lieu);"
                  "CREATE INDEX muc_giu ON muc(co_quan, loai, ky, so) WHERE trang_thai IN ('reserved','rendered','signed');"
                  "CREATE TABLE lien_ket(tu INTEGER NOT NULL, den INTEGER NOT NULL, loai TEXT NOT NULL, PRIMARY KEY(tu, den, loai)) STRICT;"
                  "CREATE TABLE buoc(stt INTEGER NOT NULL, muc INTEGER NOT NULL, tai_lieu TEXT, luc INTEGER NOT NULL, ai TEXT NOT NULL,"
                  " viec TEXT NOT NULL, ly_do TEXT, PRIMARY KEY(stt, muc)) STRICT;"
                  "CREATE INDEX buoc_muc ON buoc(muc);"
                  "CREATE TABLE nhat_ky(vi_tri INTEGER NOT NULL, so_dong INTEGER NOT NULL, van_tay TEXT NOT NULL) STRICT;"
                  "INSERT INTO nhat_ky VALUES(0, 0, '');");
}

void reg_columns(struct buf *out)
{
    for (size_t i = 0; i < COLUMNS; i++)
        buf_printf(out, "%s%s", i ? ", " : "", columns[i].name);
}

void reg_upsert(struct buf *out)
{
    buf_puts(out, "INSERT INTO muc(");
    reg_columns(out);
    buf_puts(out, ") SELECT ");
    for (size_t i = 0; i < COLUMNS; i++)
        buf_printf(out, columns[i].type == COLUMN_INTEGER ? "%sifnull(json_extract(value,'$.%s'),0)" : "%sjson_extract(value,'$.%s')",
                   i ? ", " : "", columns[i].name);
    buf_puts(out, " FROM json_each(?1,'$.dong') WHERE true ON CONFLICT(id) DO UPDATE SET ");
    for (size_t i = 1; i < COLUMNS; i++)
        buf_printf(out, "%s%s = excluded.%s", i > 1 ? ", " : "", columns[i].name, columns[i].name);
}

void reg_row_json(const struct reg_row *row, struct buf *out)
{
    bool first = true;

    buf_putc(out, '{');
    for (size_t i = 0; i < COLUMNS; i++) {
        const struct column *c = &columns[i];

        if (c->type == COLUMN_INTEGER ? *integer_of(c, row) == 0 : *text_of(c, row) == NULL)
            continue;
        buf_printf(out, "%s\"%s\":", first ? "" : ",", c->name);
        if (c->type == COLUMN_INTEGER)
            buf_printf(out, "%lld", (long long)*integer_of(c, row));
        else
            buf_json(out, *text_of(c, row));
        first = false;
    }
    buf_putc(out, '}');
}

void reg_row_read(sqlite3_stmt *s, struct arena *a, struct reg_row *out)
{
    for (int i = 0; i < COLUMNS; i++) {
        if (columns[i].type == COLUMN_INTEGER)
            *integer_of(&columns[i], out) = sqlite3_column_int64(s, i);
        else
            *text_of(&columns[i], out) = arena_str(a, (const char *)sqlite3_column_text(s, i));
    }
}
