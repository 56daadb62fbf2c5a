/* New documents out of issued ones. Front matter is taken line by line: a key at the margin and the indented lines behind it. */
#include "store/revise.h"

#include "base/diag/register.h"
#include "base/file.h"
#include "text/date.h"
#include "text/text.h"

enum { MOST_LINES = 4000, MOST_ROWS = 200, CONTEXT = 4 };

static const char *text_file(struct arena *a, const char *root, int64_t id)
{
    return path_join(a, root, arena_printf(a, ".vanban/loi-van/%lld.txt", (long long)id));
}

bool revise_keep_text(struct ctx *ctx, vb_document *d, const char *root, int64_t id)
{
    struct arena a = {0};
    void *bytes = NULL;
    size_t size = 0;
    bool ok = vb_document_render(d, vb_format_find("txt"), 0, &bytes, &size) && file_put(ctx, text_file(&a, root, id), span_make(bytes, size));

    vb_free(bytes);
    arena_release(&a);
    return ok;
}

static struct span next_line(struct span *rest)
{
    const char *end = memchr(rest->p, '\n', rest->n);
    struct span line = span_make(rest->p, end ? (size_t)(end - rest->p) + 1 : rest->n);

    *rest = span_make(rest->p + line.n, rest->n - line.n);
    return line;
}

static bool is_fence(struct span line)
{
    return span_is(span_trim(line), "---");
}

/* Front matter and body. false: reported. */
static bool part(struct ctx *ctx, const char *file, struct span text, struct span *head, struct span *body)
{
    struct span rest = text, line = next_line(&rest);

    if (span_starts(line, "\xEF\xBB\xBF"))
        line = span_make(line.p + 3, line.n - 3);
    *head = span_make(rest.p, 0);
    if (is_fence(line)) {
        while (rest.n) {
            line = next_line(&rest);
            if (is_fence(line)) {
                *body = rest;
                return true;
            }
            head->n += line.n;
        }
    }
    diag(ctx, DIAG_REVISE_MARKDOWN, pos_file(file));
    return false;
}

/* The folded key that the line begins; NULL: it goes on with the one before. */
static const char *key_of(struct arena *a, struct span line)
{
    const char *colon = memchr(line.p, ':', line.n);

    if (line.n == 0 || strchr(" \t\r\n#-]}", *line.p) || !colon)
        return NULL;
    return text_fold(a, span_make(line.p, (size_t)(colon - line.p)));
}

/* The lines of the front matter whose key is in `keys` (ends with NULL), or is not. */
static void put_keys(struct arena *a, struct span head, const char *const *keys, bool in, struct buf *out)
{
    bool taken = !in;

    while (head.n) {
        struct span line = next_line(&head);
        const char *key = key_of(a, line);

        if (key) {
            taken = false;
            for (size_t i = 0; keys[i]; i++)
                taken |= strcmp(keys[i], key) == 0;
            taken = taken == in;
        }
        if (taken)
            buf_putspan(out, line);
    }
}

/* "Kế hoạch số 01-KH/BCĐ, ngày 29/5/2026 của Ban Chỉ đạo" */
static void put_cited(struct arena *a, const struct revise_request *q, struct buf *out)
{
    struct date day;

    buf_printf(out, "%s số %s", q->row->kind, q->row->full);
    if (q->row->day && date_parse(span_of(q->row->day), &day))
        buf_printf(out, "%s ngày %s", strcmp(q->paper->family, "dang") == 0 ? "," : "", date_short(a, day));
    if (q->paper->organ)
        buf_printf(out, " của %s", q->paper->organ);
}

bool revise_supersede(struct ctx *ctx, const struct revise_request *q, struct buf *out)
{
    static const char *const dropped[] = {"so", "ngay", "thay_the", NULL};
    struct arena a = {0};
    struct buf text = {0};
    struct span head, body;
    bool ok = file_read(ctx, q->file, LIMIT_FILE_BYTES, &text) && part(ctx, q->file, buf_span(&text), &head, &body);

    if (ok) {
        buf_puts(out, "---\n");
        put_keys(&a, head, dropped, false, out);
        buf_puts(out, "thay_the: ");
        buf_json(out, q->row->full);
        buf_puts(out, "\n---\n");
        buf_putspan(out, body);
        buf_printf(out, "%s\n%s này thay thế ", body.n && body.p[body.n - 1] == '\n' ? "" : "\n", q->row->kind);
        put_cited(&a, q, out);
        if (q->row->subject)
            buf_printf(out, " %s", q->row->subject);
        buf_puts(out, ".\n");
    }
    buf_release(&text);
    arena_release(&a);
    return ok;
}

/* ---- what differs ---- */

struct lines {
    struct span v[MOST_LINES];
    size_t n;
};

static void split(struct span text, struct lines *out)
{
    while (text.n && out->n < MOST_LINES) {
        struct span line = span_trim(next_line(&text));

        if (line.n)
            out->v[out->n++] = line;
    }
}

/* How many words of both beginnings are equal, in bytes of whole words. */
static size_t same_start(struct span x, struct span y)
{
    size_t n = 0, word = 0;

    while (n < x.n && n < y.n && x.p[n] == y.p[n]) {
        n++;
        if (n == x.n || n == y.n ? (n == x.n || x.p[n] == ' ') && (n == y.n || y.p[n] == ' ') : x.p[n - 1] == ' ')
            word = n;
    }
    return word;
}

static size_t same_end(struct span x, struct span y, size_t from)
{
    size_t n = 0, word = 0;

    while (n < x.n - from && n < y.n - from && x.p[x.n - 1 - n] == y.p[y.n - 1 - n]) {
        if (x.p[x.n - 1 - n] == ' ')
            word = n;
        n++;
    }
    return word;
}

/* The words that differ with some on both sides. */
static struct span excerpt(struct span line, size_t start, size_t end)
{
    size_t from = start, to = line.n - end;

    for (int i = 0; i <= CONTEXT && from > 0; i++)
        for (from -= from > 0; from > 0 && line.p[from - 1] != ' ';)
            from--;
    for (int i = 0; i < CONTEXT && to < line.n; i++)
        for (to += to < line.n; to < line.n && line.p[to] != ' ';)
            to++;
    return span_trim(span_make(line.p + from, to - from));
}

/* The figures of a text, in their order: "480", "73". */
static void figures(struct span s, struct buf *out)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] >= '0' && s.p[i] <= '9')
            buf_putc(out, s.p[i]);
        else if (out->n && out->p[out->n - 1] != ' ')
            buf_putc(out, ' ');
}

struct comparison {
    struct ctx *ctx;
    const char *file;
    struct buf *out;
    size_t rows;
};

static void put_cell(struct buf *out, struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (strchr("|*_\\`<[&", s.p[i]))
            buf_printf(out, "\\%c", s.p[i]);
        else
            buf_putc(out, s.p[i]);
}

static void put_row(struct comparison *c, struct span was, struct span is)
{
    struct buf x = {0}, y = {0};
    struct arena a = {0};

    if (c->rows++ >= MOST_ROWS)
        return;
    buf_printf(c->out, "| %zu | ", c->rows);
    put_cell(c->out, was);
    buf_puts(c->out, " | ");
    put_cell(c->out, is);
    buf_puts(c->out, " |\n");
    figures(was, &x);
    figures(is, &y);
    if (!span_equal(span_trim(buf_span(&x)), span_trim(buf_span(&y))))
        diag(c->ctx, DIAG_REVISE_FIGURES, pos_file(c->file), arena_span(&a, was), arena_span(&a, is));
    buf_release(&x);
    buf_release(&y);
    arena_release(&a);
}

/* Paragraphs between those that are equal are put beside each other. */
static void compare(struct comparison *c, const struct lines *was, const struct lines *is)
{
    size_t i = 0, k = 0;

    while (i < was->n || k < is->n) {
        size_t next_i = was->n, next_k = is->n;
        bool found = false;

        for (size_t d = 0; !found && d <= (was->n - i) + (is->n - k); d++) /* the nearest pair of equal paragraphs */
            for (size_t m = 0; m <= d && !found; m++)
                if (i + m < was->n && k + d - m < is->n && span_equal(was->v[i + m], is->v[k + d - m])) {
                    next_i = i + m;
                    next_k = k + d - m;
                    found = true;
                }
        for (; i < next_i || k < next_k; i += i < next_i, k += k < next_k) {
            struct span x = i < next_i ? was->v[i] : SPAN(""), y = k < next_k ? is->v[k] : SPAN("");
            size_t start = same_start(x, y), end = same_end(x, y, start);

            put_row(c, excerpt(x, start, end), excerpt(y, start, end));
        }
        if (found)
            i++, k++;
    }
}

static bool put_table(struct ctx *ctx, const struct revise_request *q, vb_document *now, struct arena *a, struct buf *out)
{
    struct comparison c = {.ctx = ctx, .file = q->file, .out = out};
    const char *path = text_file(a, q->root, q->row->id);
    struct lines *was = ARENA_NEW(a, struct lines), *is = ARENA_NEW(a, struct lines);
    struct buf before = {0};
    void *after = NULL;
    size_t size = 0;
    bool ok = file_exists(ctx, path);

    if (!ok)
        diag(ctx, DIAG_REVISE_NO_TEXT, pos_file(path), q->row->full);
    ok = ok && file_read(ctx, path, LIMIT_FILE_BYTES, &before) && vb_document_render(now, vb_format_find("txt"), 0, &after, &size);
    if (ok) {
        split(buf_span(&before), was);
        split(span_make(after, size), is);
        buf_puts(out, "| TT | Đã in | Sửa lại là |\n|--:|---|---|\n");
        compare(&c, was, is);
        if (c.rows == 0 || c.rows > MOST_ROWS)
            diag(ctx, c.rows ? DIAG_REVISE_MUCH : DIAG_REVISE_NOTHING, pos_file(q->file), q->row->full);
        ok = c.rows > 0 && c.rows <= MOST_ROWS;
    }
    buf_release(&before);
    vb_free(after);
    return ok;
}

bool revise_rectify(struct ctx *ctx, const struct revise_request *q, vb_document *now, struct buf *out)
{
    static const char *const kept[] = {"co_quan", "dia_danh", "nguoi_ky", "the_thuc", NULL};
    struct arena a = {0};
    struct buf text = {0};
    struct span head, body;
    bool ok = file_read(ctx, q->file, LIMIT_FILE_BYTES, &text) && part(ctx, q->file, buf_span(&text), &head, &body);

    if (ok) {
        buf_puts(out, "---\nten_loai: Công văn\n");
        put_keys(&a, head, kept, true, out);
        buf_printf(out, "trich_yeu: \"về việc đính chính %s số %s\"\nkinh_gui:\n", q->row->kind, q->row->full);
        for (const char *p = q->row->addressees ? q->row->addressees : "Các nơi nhận văn bản"; *p;) {
            size_t n = strcspn(p, ";");

            buf_puts(out, "  - ");
            buf_json(out, arena_span(&a, span_trim(span_make(p, n))));
            buf_putc(out, '\n');
            p += n + (p[n] == ';');
        }
        buf_puts(out, "noi_nhan: [");
        buf_json(out, q->row->kept ? q->row->kept : "Lưu Văn phòng");
        buf_puts(out, "]\n---\nDo sơ suất về thể thức và kỹ thuật trình bày, ");
        put_cited(&a, q, out);
        buf_printf(out, "%s%s được đính chính như sau:\n\n", q->row->subject ? " " : "", q->row->subject ? q->row->subject : "");
        ok = put_table(ctx, q, now, &a, out);
        buf_puts(out, "\nCác nội dung khác không thay đổi.\n");
    }
    buf_release(&text);
    arena_release(&a);
    return ok;
}
