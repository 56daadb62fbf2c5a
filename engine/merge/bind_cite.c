/* vien_dan: the papers that this one cites, with thay_the and bai_bo, which name some of them.
 *
 * The first mention gives kind, number, date, organ and subject, later ones kind and number alone; căn cứ give all (HD
 * 05-HD/VPTW, Phần II, I.6.1.4 and 6.2.3; NĐ 30/2020/NĐ-CP, Phụ lục I, II.6). Invariant: what is first is decided where
 * a text is bound, and texts are bound in reading order; a text that is bound twice gets the same words both times. */
#include "base/diag/merge.h"
#include "base/diag/part.h"
#include "merge/binder.h"

#include <stdlib.h>

#include "data/cite.h"
#include "text/text.h"

struct cited {
    const char *ma; /* folded */
    const struct value *map;
    struct {
        const struct value *text; /* NULL: none yet */
        size_t index;             /* of the mention in that text */
    } first[2];                   /* first mention in the paper, in the enclosed text under way */
    bool law, bad;             /* bad: it has faults, which were reported */
    bool used;
};

/* ---- the entries ---- */

static int by_ma(const void *x, const void *y)
{
    return strcmp(((const struct cited *)x)->ma, ((const struct cited *)y)->ma);
}

static struct cited *lookup(struct binder *b, const char *folded)
{
    struct cited key = {.ma = folded};

    return b->cited.n ? bsearch(&key, b->cited.v, b->cited.n, sizeof *b->cited.v, by_ma) : NULL;
}

static bool read_ma(struct binder *b, const struct value *map, struct cited *c)
{
    const struct value *v = bind_needed(b, map, "vien_dan", "ma", "qd399");
    const char *text = bind_string(b, v, "ma");
    bool ok = text && !(*text >= '0' && *text <= '9');

    for (const unsigned char *p = (const unsigned char *)text; p && *p && ok; p++)
        ok = *p >= 0x80 || *p == '_' || (*p >= '0' && *p <= '9') || ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z');
    c->ma = text ? text_fold(&b->doc->arena, span_of(text)) : "";
    if (text && (!ok || !*c->ma))
        diag(b->ctx, DIAG_CITE_NAME, v->pos, text);
    return ok && *c->ma;
}

/* Number and symbol: "399-QĐ/TW", or in two members; a figure below 10 gets its zero. NULL: absent or reported. */
static const char *number_of(struct binder *b, const struct cited *c)
{
    const char *number = bind_text_member(b, c->map, "so");
    const char *symbol = number ? bind_text_member(b, c->map, "ky_hieu") : NULL;
    const char *zero = number && *number > '0' && *number <= '9' && strchr("-/", number[1]) ? "0" : "";

    if (!symbol)
        return number ? arena_printf(&b->doc->arena, "%s%s", zero, number) : NULL;
    return arena_printf(&b->doc->arena, "%s%s%s%s", zero, number, b->profile->words.number_separator, symbol);
}

static void miss(struct binder *b, const struct cited *c, const char *key)
{
    const struct value *ma = value_member(c->map, "ma");

    bind_rule(b, "vien-dan", DIAG_CITE_MISSING, ma->pos, ma->as.scalar.text, key);
}

static void check_date(struct binder *b, struct cited *c, struct date paper, struct date *date)
{
    const struct value *v = bind_member(b, c->map, "ngay");
    const char *text = bind_string(b, v, "ngay");
    struct arena *a = &b->doc->arena;

    if (!text) {
        c->bad |= v != NULL;
        return;
    }
    if (!date_parse(span_of(text), date)) {
        diag(b->ctx, DIAG_DATE_INVALID, v->pos, text);
        c->bad = true;
    } else if (paper.day && date_compare(*date, paper) > 0) {
        bind_rule(b, "vien-dan", DIAG_CITE_LATER, v->pos, value_member(c->map, "ma")->as.scalar.text, date_short(a, *date),
                  date_short(a, paper));
    }
}

static void check_parts(struct binder *b, struct cited *c, const char *const *wanted)
{
    for (size_t i = 0; wanted[i]; i++) {
        const struct value *v = bind_member(b, c->map, wanted[i]);

        if (!v)
            miss(b, c, wanted[i]);
        else
            c->bad |= !bind_string(b, v, wanted[i]);
    }
}

static void check_entry(struct binder *b, struct cited *c, struct date paper)
{
    static const char *const law[] = {"ten", NULL}, *const law_year[] = {"ten", "nam", NULL},
                      *const other[] = {"ten_loai", "so", "ngay", "co_quan", "trich_yeu", NULL};
    const struct value *organ, *number;
    struct date date = {0, 0, 0};
    const char *kind, *text;

    c->law = value_member(c->map, "ten") != NULL;
    if (c->bad)
        return;
    check_parts(b, c, !c->law ? other : b->profile->words.cited_law_year ? law_year : law);
    if (c->bad)
        return;
    check_date(b, c, paper, &date);
    if (c->law || c->bad)
        return;
    organ = bind_member(b, c->map, "co_quan");
    if (organ)
        bind_full_name(b, bind_string(b, organ, "co_quan"), organ->pos);
    number = bind_member(b, c->map, "so");
    kind = bind_text_member(b, c->map, "ten_loai");
    text = number_of(b, c);
    c->bad |= number && !text;
    if (text)
        bind_cited_number(b, kind, text, date, number->pos);
}

static bool read_entry(struct binder *b, const struct value *v, struct cited *c)
{
    static const struct key law[] = {{"ma", false}, {"ten", false}, {"nam", false}, {"ngay", false}, {NULL, false}};
    static const struct key other[] = {{"ma", false}, {"ten_loai", false}, {"so", false}, {"ky_hieu", false}, {"ngay", false},
                                       {"co_quan", false}, {"trich_yeu", false}, {NULL, false}};

    c->map = v;
    if (!bind_is_map(b, v, "vien_dan", "{ ma: qd399, ten_loai: Quy định, so: 399-QĐ/TW, ngay: …, co_quan: …, trich_yeu: … }"))
        return false;
    c->bad = !bind_keys(b, v, value_member(v, "ten") ? law : other);
    return read_ma(b, v, c);
}

/* Two entries with one ma: told at the later one. */
static bool check_twice(struct binder *b, const struct cited *x, const struct cited *y)
{
    const struct value *one = value_member(x->map, "ma"), *two = value_member(y->map, "ma");
    bool later = two->pos.line > one->pos.line || (two->pos.line == one->pos.line && two->pos.col > one->pos.col);
    const struct value *at = later ? two : one, *other = later ? one : two;

    if (strcmp(x->ma, y->ma) != 0)
        return true;
    diag(b->ctx, DIAG_CITE_TWICE, at->pos, at->as.scalar.text,
         pos_text(&b->doc->arena, other->pos));
    return false;
}

bool bind_citations(struct binder *b, const struct value *root, struct date date)
{
    const struct value *list = bind_given(b, root, "vien_dan");
    size_t n = bind_many(b, list);
    const char **written = ARENA_NEWS(&b->doc->arena, n + 1, const char *);
    struct cited *c = b->cited.v = ARENA_NEWS(&b->doc->arena, n + 1, struct cited);
    bool ok;

    for (size_t i = 0; i < n; i++) {
        if (!read_entry(b, bind_one(b, list, i), c)) {
            b->cited.nameless = true;
            continue;
        }
        written[b->cited.n++] = c->ma;
        c++;
    }
    qsort(b->cited.v, b->cited.n, sizeof *b->cited.v, by_ma);
    ok = !b->cited.nameless;
    for (size_t i = 1; i < b->cited.n; i++)
        ok &= check_twice(b, &b->cited.v[i - 1], &b->cited.v[i]);
    b->cited.depth = 1;
    for (size_t i = 0; i < b->cited.n && ok; i++) {
        c = lookup(b, written[i]);
        check_entry(b, c, date);
        ok &= !c->bad;
    }
    b->cited.depth = 0;
    return ok;
}

/* ---- mentions ---- */

static void put_date(struct binder *b, const struct cited *c, const char *before, bool words, struct buf *out)
{
    const char *text = bind_text_member(b, c->map, "ngay");
    struct date date;

    if (text && date_parse(span_of(text), &date))
        buf_printf(out, "%s %s%s", before, words ? "" : "ngày ",
                   words ? date_long(&b->doc->arena, date) : date_short(&b->doc->arena, date));
}

static void put_law(struct binder *b, const struct cited *c, bool full, struct buf *out)
{
    const char *year = full && b->profile->words.cited_law_year ? bind_text_member(b, c->map, "nam") : NULL;
    const char *name = bind_text_member(b, c->map, "ten");

    buf_puts(out, name ? name : "");
    if (year)
        buf_printf(out, " năm %s", year);
    else if (b->cited.grounds)
        put_date(b, c, "", true, out);
}

static void put_paper(struct binder *b, const struct cited *c, bool full, struct buf *out)
{
    const struct words *w = &b->profile->words;
    struct arena *a = &b->doc->arena;
    const char *kind = bind_text_member(b, c->map, "ten_loai"), *number = number_of(b, c), *text;

    buf_puts(out, kind ? text_title_first(a, span_of(kind)) : "");
    if (number)
        buf_printf(out, " số %s", number);
    if (!full)
        return;
    put_date(b, c, w->before_cited_date ? w->before_cited_date : "", w->cited_date_long, out);
    if ((text = bind_text_member(b, c->map, "co_quan")))
        buf_printf(out, " của %s", text);
    if ((text = bind_text_member(b, c->map, "trich_yeu")))
        buf_printf(out, " %s", bind_bare_line(b, text));
}

/* Each name once: a loop mentions it many times. */
static bool report_unknown(struct binder *b, const struct mention *m)
{
    struct buf names = {0};

    for (size_t i = 0; i < b->cited.n_unknown; i++)
        if (strcmp(b->cited.unknown[i], m->name) == 0)
            return false;
    if (b->cited.n_unknown == sizeof b->cited.unknown / sizeof *b->cited.unknown)
        return false;
    b->cited.unknown[b->cited.n_unknown++] = m->name;
    for (size_t i = 0; i < b->cited.n && i < 20; i++)
        buf_printf(&names, "%s%s", i ? ", " : "", b->cited.v[i].ma);
    if (b->cited.n > 20)
        buf_puts(&names, ", …");
    if (b->cited.n)
        diag(b->ctx, DIAG_CITE_UNKNOWN, m->pos, m->name, names.p);
    else
        diag(b->ctx, DIAG_CITE_NONE, m->pos, m->name);
    buf_release(&names);
    return false;
}

/* Within an entry another paper is mentioned short, and such a mention is not the first. */
static bool put_mention(struct binder *b, const struct mention *m, const struct value *v, size_t index, struct buf *out)
{
    struct cited *c = lookup(b, m->name);
    bool full, enclosed = b->cited.enclosed;

    if (!c)
        return !b->cited.nameless && report_unknown(b, m); /* else it may be the entry that was reported */
    c->used = true;
    if (b->cited.depth > 1) {
        if (!c->bad)
            diag(b->ctx, DIAG_CITE_NESTED, m->pos, m->name);
        c->bad = true;
        return false;
    }
    if (!c->first[enclosed].text && !b->cited.depth) {
        c->first[enclosed].text = v;
        c->first[enclosed].index = index;
    }
    full = !b->cited.depth && (b->cited.grounds || (c->first[enclosed].text == v && c->first[enclosed].index == index));
    b->cited.depth++;
    if (!c->bad)
        (c->law ? put_law : put_paper)(b, c, full, out);
    b->cited.depth--;
    return true;
}

const char *bind_mentions(struct binder *b, const struct value *v, const char *text)
{
    struct span s = span_of(text ? text : "");
    struct buf out = {0};
    size_t from = 0, index = 0, end;
    bool ok = true;

    if (!cite_in(s))
        return text;
    for (size_t i = 0; i < s.n;) {
        const struct mention *m = cite_at(b->data, s, i, &end);

        if (!m) {
            i++;
            continue;
        }
        buf_putspan(&out, span_make(s.p + from, i - from));
        ok &= put_mention(b, m, v, index++, &out);
        from = i = end;
    }
    buf_putspan(&out, span_make(s.p + from, s.n - from));
    if (ok)
        return arena_buf(&b->doc->arena, &out);
    buf_release(&out);
    return NULL;
}

void bind_mentions_in(struct binder *b, bool enclosed)
{
    for (size_t i = 0; i < b->cited.n && enclosed; i++)
        b->cited.v[i].first[true].text = NULL;
    b->cited.enclosed = enclosed;
}

/* ---- thay_the, bai_bo ---- */

enum { REPLACED_MAX = 999 };

/* "36-HD/VPTW", not "27/5/2026": letters stand after the slash. */
static bool is_symbol(struct span word)
{
    const char *slash = memchr(word.p, '/', word.n);

    for (const char *p = slash; p && p < word.p + word.n; p++)
        if ((*p >= 'A' && *p <= 'Z') || (unsigned char)*p >= 0x80)
            return true;
    return false;
}

/* The word of a text that is a number and symbol; NULL: none. */
static const char *number_in(struct binder *b, const char *text)
{
    for (const char *p = text; *p; p += *p == ' ') {
        struct span word = span_make(p, strcspn(p, " "));

        p += word.n;
        while (word.n && strchr(".,;:", word.p[word.n - 1]))
            word.n--;
        if (word.n && *word.p >= '0' && *word.p <= '9' && is_symbol(word))
            return arena_span(&b->doc->arena, word);
    }
    return NULL;
}

/* The paragraphs that hold the word, and what follows it in small letters: names are looked for in these alone. */
struct sayings {
    struct saying {
        const char *text, *behind;
        struct saying *next;
    } *first;
    struct arena arena;
};

static void find_sayings(struct binder *b, const char *word, struct sayings *out)
{
    const struct node *root = b->doc->root;
    struct buf text = {0};

    for (const struct node *n = root; n; n = node_next(n, root)) {
        const char *lower, *at;
        struct saying *s;

        if (n->type != NODE_PARA)
            continue;
        buf_clear(&text);
        node_plain_text(n, &text);
        lower = text_lower(&out->arena, buf_span(&text));
        at = strstr(lower, word);
        if (!at)
            continue;
        s = ARENA_NEW(&out->arena, struct saying);
        *s = (struct saying){arena_span(&out->arena, buf_span(&text)), at, out->first};
        out->first = s;
    }
    buf_release(&text);
}

/* A paragraph says the word and then names the paper. */
static bool is_said(struct sayings *sayings, const char *name)
{
    const char *lower = text_lower(&sayings->arena, span_of(name));

    for (const struct saying *s = sayings->first; s; s = s->next)
        if (strstr(s->text, name) && strstr(s->behind, lower))
            return true;
    return false;
}

static bool check_replaced(struct binder *b, const char *key, const char *word, const struct value *root, bool whole, const char **out)
{
    const struct value *v = bind_given(b, root, key);
    struct arena *a = &b->doc->arena;
    struct sayings sayings = {0};
    struct buf numbers = {0};
    struct lines lines;
    bool ok = true;

    if (!v)
        return true;
    if (!bind_lines(b, v, key, &lines))
        return false;
    if (lines.n > REPLACED_MAX) {
        diag(b->ctx, DIAG_PARTS_MANY, v->key_pos, key, arena_printf(a, "%d", REPLACED_MAX), arena_printf(a, "%zu", lines.n));
        return false;
    }
    if (whole)
        find_sayings(b, word, &sayings);
    for (size_t i = 0; i < lines.n; i++) {
        struct cited *c = lookup(b, text_fold(a, span_of(lines.v[i])));
        const char *name = !c ? number_in(b, lines.v[i]) : c->law ? bind_text_member(b, c->map, "ten") : number_of(b, c);

        if (c)
            c->used = true;
        if (!c && !name)
            diag(b->ctx, DIAG_REPLACED_UNKNOWN, lines.pos[i], key, lines.v[i]);
        ok &= name != NULL;
        if (!name)
            continue;
        buf_printf(&numbers, "%s%s", numbers.n ? "; " : "", name);
        if (!whole || is_said(&sayings, name))
            continue;
        diag(b->ctx, DIAG_REPLACED_UNSAID, lines.pos[i], key, name, word,
             c ? arena_printf(a, "{{ vien_dan.%s }}", c->ma) : lines.v[i]);
        ok = false;
    }
    arena_release(&sayings.arena);
    *out = arena_buf(a, &numbers);
    return ok;
}

bool bind_citations_end(struct binder *b, const struct value *root, bool whole)
{
    bool ok;

    b->ctx->node = 0;
    ok = check_replaced(b, "thay_the", "thay thế", root, whole, &b->doc->meta.supersedes);
    ok &= check_replaced(b, "bai_bo", "bãi bỏ", root, whole, &b->doc->meta.repeals);
    for (size_t i = 0; i < b->cited.n && whole; i++) {
        const struct value *ma = value_member(b->cited.v[i].map, "ma");

        if (!b->cited.v[i].used)
            diag(b->ctx, DIAG_CITE_UNUSED, ma->pos, ma->as.scalar.text);
    }
    if (whole)
        bind_cited_forms(b);
    return ok;
}
