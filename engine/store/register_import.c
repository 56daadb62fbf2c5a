/* Entries of a register that was kept elsewhere: a table (CSV, XLSX, ODS, or what else holds data) with the columns of Decree 30/2020/NĐ-CP, Annex IV,
 * in any order. All rows are entered by one transaction, or none. */
#include "store/register_private.h"

#include <stdlib.h>

#include "base/diag/register.h"
#include "base/file.h"
#include "data/value.h"
#include "text/date.h"
#include "text/text.h"

enum { MOST_ROWS = 20000 };

enum field { FIELD_SYMBOL, FIELD_DAY, FIELD_CONTENT, FIELD_KIND, FIELD_SUBJECT, FIELD_SIGNERS, FIELD_ADDRESSEES, FIELD_KEPT, FIELD_COPIES, FIELD_SENT,
             FIELD_NOTE, FIELDS };

/* What the columns may be called, "|" between them. */
static const char *const names[FIELDS] = {
    [FIELD_SYMBOL] = "Số, ký hiệu văn bản|Số, ký hiệu|Số ký hiệu|Số và ký hiệu",
    [FIELD_DAY] = "Ngày tháng văn bản|Ngày văn bản|Ngày tháng|Ngày",
    [FIELD_CONTENT] = "Tên loại và trích yếu nội dung văn bản|Tên loại và trích yếu nội dung|Tên loại và trích yếu",
    [FIELD_KIND] = "Tên loại|Loại|Loại văn bản",
    [FIELD_SUBJECT] = "Trích yếu|Trích yếu nội dung|Nội dung",
    [FIELD_SIGNERS] = "Người ký",
    [FIELD_ADDRESSEES] = "Nơi nhận văn bản|Nơi nhận",
    [FIELD_KEPT] = "Đơn vị, người nhận bản lưu|Nơi lưu",
    [FIELD_COPIES] = "Số lượng bản|Số bản",
    [FIELD_SENT] = "Ngày chuyển",
    [FIELD_NOTE] = "Ghi chú",
};

struct import {
    struct reg *r;
    const struct reg_rules *rules;
    const struct reg_source *source;
    struct arena *a;
    struct reg_row *rows;
    struct pos *places;
    size_t n;
    struct known { /* kinds that were looked up */
        const char *kind;
        int year;
        vb_paper paper;
    } known[64];
    size_t n_known;
};

/* The value of the column, of those that may be it the first that is not empty; NULL: there is none. */
static const struct value *value_of(struct arena *a, const struct value *row, enum field field)
{
    const struct value *empty = NULL;

    for (const char *p = names[field]; *p;) {
        size_t n = strcspn(p, "|");
        const struct value *v = value_member(row, text_fold(a, span_make(p, n)));

        if (value_is_text(v) && span_trim(span_of(v->as.scalar.text)).n)
            return v;
        empty = empty ? empty : v;
        p += n + (p[n] == '|');
    }
    return empty;
}

/* The cell of the column; NULL: there is none, or it is empty. */
static const char *cell(struct arena *a, const struct value *row, enum field field)
{
    const struct value *v = value_of(a, row, field);
    struct span text = value_is_text(v) ? span_trim(span_of(v->as.scalar.text)) : SPAN("");

    return text.n ? arena_span(a, text) : NULL;
}

static const vb_paper *paper_of(struct import *k, const char *kind, struct date day, bool quiet)
{
    struct known *known;

    for (size_t i = 0; i < k->n_known; i++)
        if (k->known[i].year == day.year && strcmp(k->known[i].kind, kind) == 0)
            return &k->known[i].paper;
    known = &k->known[k->n_known % (sizeof k->known / sizeof *k->known)];
    if (!k->source->paper(k->source->user, kind, date_iso(k->a, day), quiet, &known->paper))
        return NULL;
    known->kind = kind;
    known->year = day.year;
    if (k->n_known < sizeof k->known / sizeof *k->known)
        k->n_known++;
    return &known->paper;
}

/* "Kế hoạch về …" without its kind. */
static const char *without_kind(struct arena *a, const char *content, const char *kind)
{
    size_t n = strlen(kind);

    if (content && strlen(content) > n && strcmp(text_fold(a, span_make(content, n)), text_fold(a, span_of(kind))) == 0 && content[n] == ' ')
        return content + n + 1;
    return content;
}

/* The words of the content that have the letters of the code for initials: "Thông báo" of "Thông báo về …" for TB, which is the code of
 * another kind too. NULL: they have not. */
static const char *kind_in_words(struct arena *a, const char *content, const char *code)
{
    const char *letters = text_fold(a, span_of(code));
    size_t n = 0;

    for (const char *l = letters; content && *l; l++) {
        size_t gap = n + strspn(content + n, " "), word = strcspn(content + gap, " ");
        const char *folded = text_fold(a, span_make(content + gap, word));

        if (!word || *folded != *l)
            return NULL;
        n = gap + word;
    }
    return n ? arena_span(a, span_make(content, n)) : NULL;
}

/* `field`: whose cell it is. */
static bool bad_cell(struct import *k, const struct value *row, enum field field, const char *what, const char *found, const char *example)
{
    const struct value *v = value_of(k->a, row, field);

    diag(k->r->ctx, DIAG_IMPORT_ROW, v ? v->pos : row->pos, what, found ? found : "—", example);
    return false;
}

/* What the row is a paper of: by the column of the kind, by the words of the content, by the code in the symbol. NULL: reported. */
static const vb_paper *paper_of_row(struct import *k, const struct value *row, const char *code, const char *content, struct date day)
{
    const char *kind = cell(k->a, row, FIELD_KIND), *words = kind ? NULL : kind_in_words(k->a, content, code);
    const vb_paper *paper = words ? paper_of(k, words, day, true) : NULL;

    if (!paper)
        paper = paper_of(k, kind ? kind : code, day, false);
    if (!paper)
        bad_cell(k, row, kind ? FIELD_KIND : FIELD_SYMBOL, "Tên loại", kind ? kind : code, "Kế hoạch");
    return paper;
}

/* One row of the table. false: reported. */
static bool read_row(struct import *k, const struct value *v)
{
    struct arena *a = k->a;
    const char *symbol = cell(a, v, FIELD_SYMBOL), *written = cell(a, v, FIELD_DAY), *sent = cell(a, v, FIELD_SENT);
    const char *content = cell(a, v, FIELD_CONTENT), *subject = cell(a, v, FIELD_SUBJECT);
    size_t figures = symbol ? strspn(symbol, "0123456789") : 0;
    struct reg_row *row = &k->rows[k->n];
    struct reg_series series;
    struct date day, gone;
    const vb_paper *paper;
    vb_paper dated;

    if (!figures || figures > 6 || !strchr("-/", symbol[figures]) || !symbol[figures])
        return bad_cell(k, v, FIELD_SYMBOL, "Số, ký hiệu", symbol, "05-KH/BCĐ");
    if (!written || !date_parse(span_of(written), &day))
        return bad_cell(k, v, FIELD_DAY, "Ngày tháng", written, "15/6/2026");
    paper = paper_of_row(k, v, arena_span(a, span_make(symbol + figures + 1, strcspn(symbol + figures + 1, "-/"))), content, day);
    if (!paper)
        return false;
    dated = *paper;
    dated.year = day.year;
    dated.month = day.month;
    dated.day = day.day;
    if (!reg_series_of(k->r->ctx, a, k->rules, &dated, &series))
        return false;
    *row = (struct reg_row){.organ = series.organ, .kinds = series.kinds, .period = series.period, .state = "issued", .kind = paper->kind,
                            .number = strtoll(symbol, NULL, 10), .symbol = symbol + figures, .full = symbol, .day = date_iso(a, day),
                            .subject = subject ? subject : without_kind(a, content, paper->kind), .signers = cell(a, v, FIELD_SIGNERS),
                            .addressees = cell(a, v, FIELD_ADDRESSEES), .kept = cell(a, v, FIELD_KEPT), .copies = cell(a, v, FIELD_COPIES),
                            .note = cell(a, v, FIELD_NOTE)};
    if (sent && !date_parse(span_of(sent), &gone))
        return bad_cell(k, v, FIELD_SENT, "Ngày chuyển", sent, "15/6/2026");
    row->sent = sent ? date_iso(a, gone) : NULL;
    if (row->number == 0)
        return bad_cell(k, v, FIELD_SYMBOL, "Số, ký hiệu", symbol, "05-KH/BCĐ");
    k->places[k->n++] = v->pos;
    return true;
}

static int by_number(const void *x, const void *y)
{
    const struct reg_row *a = *(const struct reg_row *const *)x, *b = *(const struct reg_row *const *)y;
    int order = strcmp(a->organ, b->organ);

    order = order ? order : strcmp(a->kinds, b->kinds);
    order = order ? order : strcmp(a->period, b->period);
    return order ? order : (a->number > b->number) - (a->number < b->number);
}

/* No number twice in the table, none that the register has. */
static bool check_numbers(struct import *k)
{
    const struct reg_row **sorted = ARENA_NEWS(k->a, k->n + 1, const struct reg_row *);
    bool ok = true;

    for (size_t i = 0; i < k->n; i++)
        sorted[i] = &k->rows[i];
    qsort(sorted, k->n, sizeof *sorted, by_number);
    for (size_t i = 0; i < k->n; i++) {
        const struct reg_series series = {sorted[i]->organ, sorted[i]->kinds, sorted[i]->period};
        struct reg_row there;
        bool twice = i && by_number(&sorted[i - 1], &sorted[i]) == 0;

        if (!twice && !reg_lookup(k->r, &series, sorted[i]->number, k->a, &there))
            return false;
        if (twice || there.id) {
            diag(k->r->ctx, DIAG_IMPORT_TWICE, k->places[sorted[i] - k->rows], sorted[i]->full);
            ok = false;
        }
    }
    return ok;
}

/* One table, or the sheets of a workbook, each a table: of a year, or of a kind. */
static bool read_tables(struct import *k, const struct value *root)
{
    const struct value *first = value_item(root, 0);
    bool sheets = first && first->type == VALUE_MAP, ok = true;
    size_t n = 0, n_tables = sheets ? value_count(first) : 1;

    for (size_t i = 0; i < n_tables; i++) {
        const struct value *table = sheets ? value_item(first, i) : first;

        n += table && table->type == VALUE_LIST ? value_count(table) : 0;
    }
    if (n == 0 || n > MOST_ROWS) {
        diag(k->r->ctx, DIAG_IMPORT_TABLE, pos_file(k->source->file));
        return false;
    }
    k->rows = ARENA_NEWS(k->a, n, struct reg_row);
    k->places = ARENA_NEWS(k->a, n, struct pos);
    for (size_t i = 0; i < n_tables; i++) {
        const struct value *table = sheets ? value_item(first, i) : first;

        for (size_t row = 0; table->type == VALUE_LIST && row < value_count(table); row++)
            ok &= read_row(k, value_item(table, row));
    }
    return ok;
}

bool reg_import(struct reg *r, const struct reg_rules *rules, const struct reg_source *source, size_t *count)
{
    struct arena a = {0};
    struct import k = {.r = r, .rules = rules, .source = source, .a = &a};
    struct data data;
    bool ok;

    data_init(&data, r->ctx);
    ok = data_read_file(&data, source->file) && read_tables(&k, data.root);
    if (ok && (ok = reg_begin(r))) {
        ok = check_numbers(&k);
        for (size_t i = 0; i < k.n && ok; i++)
            ok = reg_stage(r, &k.rows[i]);
        if (ok)
            ok = reg_commit(r, "nhap", path_base(&a, source->file, true));
        else
            reg_abort(r);
    }
    *count = k.n;
    data_release(&data);
    arena_release(&a);
    return ok;
}
