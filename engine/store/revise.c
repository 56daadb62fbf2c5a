/* New documents out of issued ones. Front matter and data are taken line by line: a key at the margin and the indented lines behind it. */
#include "store/revise.h"

#include "base/diag/register.h"
#include "base/file.h"
#include "data/value.h"
#include "store/kept.h"
#include "text/date.h"
#include "text/text.h"

enum { MOST_ROWS = 200, CONTEXT = 4 };

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

static struct span without_mark(struct span text)
{
    return span_starts(text, "\xEF\xBB\xBF") ? span_make(text.p + 3, text.n - 3) : text;
}

/* Keys stand in lines of their own: no braces around them all, no end of the document. */
static bool is_block(struct span text)
{
    bool keys = false;

    while (text.n) {
        struct span line = next_line(&text), bare = span_trim(line);

        if (span_is(bare, "...") || (!keys && bare.n && (*bare.p == '{' || *bare.p == '[')))
            return false;
        keys |= bare.n && *bare.p != '#' && !is_fence(line);
    }
    return true;
}

/* The lines of keys, and what stands behind them. false: reported. */
static bool part(struct ctx *ctx, const struct revise_request *q, struct span text, struct span *head, struct span *body)
{
    struct span rest = without_mark(text), line;

    *head = *body = span_make(rest.p, 0);
    if (!revise_is_markdown(q)) {
        *head = rest;
        if (is_block(rest) && (!q->file || !data_is_json(q->file)))
            return true;
    } else if (line = next_line(&rest), is_fence(line)) {
        *head = span_make(rest.p, 0);
        while (rest.n) {
            line = next_line(&rest);
            if (is_fence(line)) {
                *body = rest;
                return true;
            }
            head->n += line.n;
        }
    }
    diag(ctx, DIAG_REVISE_MARKDOWN, pos_file(q->file));
    return false;
}

bool revise_is_markdown(const struct revise_request *q)
{
    return q->file && data_is_markdown(q->file, SPAN(""));
}

/* The paper's own file, nothing where it has none. */
static bool read_own(struct ctx *ctx, const struct revise_request *q, struct buf *out)
{
    return !q->file || file_read(ctx, q->file, LIMIT_FILE_BYTES, out);
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

/* "Kế hoạch này thay thế Kế hoạch số 01-KH/BCĐ, ngày 29/5/2026 của Ban Chỉ đạo về …." */
static void put_sentence(struct arena *a, const struct revise_request *q, struct buf *out)
{
    buf_printf(out, "%s này thay thế ", q->row->kind);
    put_cited(a, q, out);
    if (q->row->subject)
        buf_printf(out, " %s", q->row->subject);
    buf_putc(out, '.');
}

bool revise_supersede(struct ctx *ctx, const struct revise_request *q, struct buf *out)
{
    static const char *const dropped[] = {"so", "ngay", "thay_the", "noi_dung_them", NULL};
    struct arena a = {0};
    struct buf text = {0}, sentence = {0};
    struct span head, body;
    bool ok = read_own(ctx, q, &text) && part(ctx, q, buf_span(&text), &head, &body);
    bool markdown = revise_is_markdown(q);

    if (ok) {
        put_sentence(&a, q, &sentence);
        if (markdown)
            buf_puts(out, "---\n");
        put_keys(&a, head, dropped, false, out);
        if (out->n && out->p[out->n - 1] != '\n')
            buf_putc(out, '\n');
        buf_puts(out, "thay_the: ");
        buf_json(out, q->row->full);
        buf_puts(out, markdown ? "\n---\n" : "\nnoi_dung_them:\n  - ");
        buf_putspan(out, body);
        if (markdown)
            buf_printf(out, "%s\n%s\n", body.n && body.p[body.n - 1] == '\n' ? "" : "\n", sentence.p);
        else
            buf_json(out, sentence.p);
        buf_puts(out, markdown ? "" : "\n");
    }
    buf_release(&sentence);
    buf_release(&text);
    arena_release(&a);
    return ok;
}

/* ---- what differs ---- */

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
    const char *name;
    struct buf *out;
    size_t rows;
    struct arena arena;
};

static void put_cell(struct buf *out, struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (strchr("|*_\\`<[&", s.p[i]))
            buf_printf(out, "\\%c", s.p[i]);
        else
            buf_putc(out, s.p[i]);
}

/* "Mục II.1", "Đoạn 1, bảng 1": a number stays on the line of its word. */
static const char *place_words(struct arena *a, const char *code)
{
    static const char sign[] = "§", fixed[] = "\xC2\xA0";
    char *words = vb_place_words(VB_VI, code);
    const char *text = arena_str(a, words ? words : "");
    struct buf out = {0};
    size_t first = 0;

    vb_free(words);
    if (strncmp(text, sign, sizeof sign - 1) == 0) {
        buf_printf(&out, "Mục%s", fixed);
        text += sizeof sign - 1;
    } else if (*text) {
        text_next(span_of(text), &first);
        buf_puts(&out, text_upper(a, span_make(text, first)));
        text += first;
    }
    for (; *text; text++)
        if (*text == ' ' && text[1] >= '0' && text[1] <= '9')
            buf_puts(&out, fixed);
        else
            buf_putc(&out, *text);
    return arena_buf(a, &out);
}

static void put_row(void *user, const struct passage_change *change)
{
    struct comparison *c = user;
    struct span x = span_of(change->before ? change->before : ""), y = span_of(change->after ? change->after : "");
    size_t start = same_start(x, y), end = same_end(x, y, start);
    struct span was = excerpt(x, start, end), is = excerpt(y, start, end);
    struct buf before = {0}, after = {0};

    if (c->rows++ >= MOST_ROWS)
        return;
    buf_printf(c->out, "| %zu | ", c->rows);
    put_cell(c->out, span_of(place_words(&c->arena, change->place)));
    buf_puts(c->out, " | ");
    put_cell(c->out, was);
    buf_puts(c->out, " | ");
    put_cell(c->out, is);
    buf_puts(c->out, " |\n");
    figures(was, &before);
    figures(is, &after);
    if (!span_equal(span_trim(buf_span(&before)), span_trim(buf_span(&after))))
        diag(c->ctx, DIAG_REVISE_FIGURES, pos_file(c->name), arena_span(&c->arena, was), arena_span(&c->arena, is));
    buf_release(&before);
    buf_release(&after);
}

static bool put_table(struct ctx *ctx, const struct revise_request *q, vb_document *now, struct buf *out)
{
    const char *name = q->file ? q->file : q->row->document;
    struct comparison c = {.ctx = ctx, .name = name, .out = out};
    struct passages was, is = {0};
    bool there, ok = kept_read(ctx, KEPT_ISSUED, q->root, q->row, &was, &there);

    if (ok && !there) {
        diag(ctx, DIAG_REVISE_NO_TEXT, pos_file(name), q->row->full);
        ok = false;
    }
    if (ok && (ok = passages_of_document(now, &is))) {
        buf_puts(out, "| TT | Vị trí | Đã in | Sửa lại là |\n|--:|---|---|---|\n");
        passages_compare(was.v, was.n, is.v, is.n, put_row, &c);
        if (c.rows == 0 || c.rows > MOST_ROWS)
            diag(ctx, c.rows ? DIAG_REVISE_MUCH : DIAG_REVISE_NOTHING, pos_file(name), q->row->full);
        ok = c.rows > 0 && c.rows <= MOST_ROWS;
    }
    passages_release(&was);
    passages_release(&is);
    arena_release(&c.arena);
    return ok;
}

/* Who the công văn goes to: all who had the paper, without what they had it for: "(báo cáo)". */
static void put_addressees(struct arena *a, const char *list, struct buf *out)
{
    buf_puts(out, "kinh_gui:\n");
    for (const char *p = list ? list : "Các nơi nhận văn bản"; *p;) {
        size_t n = strcspn(p, ";");
        struct span name = span_trim(span_make(p, n));
        const char *open = name.n && name.p[name.n - 1] == ')' ? memrchr(name.p, '(', name.n) : NULL;

        if (open && open > name.p)
            name = span_trim(span_make(name.p, (size_t)(open - name.p)));
        buf_puts(out, "  - ");
        buf_json(out, arena_span(a, name));
        buf_putc(out, '\n');
        p += n + (p[n] == ';');
    }
}

bool revise_rectify(struct ctx *ctx, const struct revise_request *q, vb_document *now, struct buf *out)
{
    static const char *const kept[] = {"co_quan", "dia_danh", "nguoi_ky", "the_thuc", NULL};
    struct arena a = {0};
    struct buf text = {0};
    struct span head, body;
    bool ok = read_own(ctx, q, &text) && part(ctx, q, buf_span(&text), &head, &body);

    if (ok) {
        buf_puts(out, "---\nten_loai: Công văn\n");
        put_keys(&a, head, kept, true, out);
        if (q->row->secrecy) { /* it quotes the paper */
            buf_puts(out, "do_mat: ");
            buf_json(out, q->row->secrecy);
            buf_putc(out, '\n');
        }
        buf_printf(out, "trich_yeu: \"về việc đính chính %s số %s\"\n", q->row->kind, q->row->full);
        put_addressees(&a, q->row->addressees, out);
        buf_puts(out, "noi_nhan: [\"Như trên\", ");
        buf_json(out, q->row->kept ? q->row->kept : "Lưu Văn phòng");
        buf_puts(out, "]\n---\nDo sơ suất về thể thức và kỹ thuật trình bày, ");
        put_cited(&a, q, out);
        buf_printf(out, "%s%s được đính chính như sau:\n\n", q->row->subject ? " " : "", q->row->subject ? q->row->subject : "");
        ok = put_table(ctx, q, now, out) && kept_write(ctx, now, KEPT_RECTIFIED, q->root, q->row);
        buf_puts(out, "\nCác nội dung khác không thay đổi.\n");
    }
    buf_release(&text);
    arena_release(&a);
    return ok;
}
