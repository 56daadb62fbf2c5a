/* How the number of a cited paper is written, in entries of vien_dan and in citations written by hand.
 *
 * Two grammars are known, since papers of the Party cite those of the State and the other way round: 399-QĐ/TW,
 * 3294-CV/VPTW/nb (HD 05-HD/VPTW, Phần II, I.3 and page 29) and 30/2020/NĐ-CP, 15/QĐ-UBND, 33/2024/QH15 (NĐ
 * 30/2020/NĐ-CP, Phụ lục I, II.3). The papers of the guides put a comma before the date and pad it as 09/01/2026,
 * 05/3/2020; nothing else in a text can look like number and date of a paper, so only that is compared. */
#include "base/diag/merge.h"
#include "merge/binder.h"
#include "text/text.h"

/* ---- the grammar ---- */

enum number_form { NUMBER_NONE, NUMBER_PARTY, NUMBER_STATE };

struct number {
    enum number_form form;
    size_t digits, n;  /* length of the figure, of the whole */
    struct span code;  /* of the kind; empty: the symbol names none */
};

static bool is_capital(uint32_t c)
{
    return (c >= 'A' && c <= 'Z') || c == 0x110 || c == 0x1af; /* Đ, Ư */
}

/* A group of a symbol at s[i]: capitals and figures, small letters after the first ("TTr", "TTg"); its end. */
static size_t group_end(struct span s, size_t i)
{
    size_t from = i, next = i;

    while (next < s.n) {
        uint32_t c = text_next(s, &next);

        if (!is_capital(c) && !(i > from && ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == 0x111)))
            break;
        i = next;
    }
    return i;
}

/* Groups joined by '-'; their end. */
static size_t groups_end(struct span s, size_t i)
{
    size_t end = group_end(s, i);

    while (end > i && end < s.n && s.p[end] == '-' && group_end(s, end + 1) > end + 1)
        end = group_end(s, end + 1);
    return end;
}

static size_t digits_at(struct span s, size_t i)
{
    size_t n = 0;

    while (i + n < s.n && s.p[i + n] >= '0' && s.p[i + n] <= '9')
        n++;
    return n;
}

static struct number party_number(struct span s, size_t digits)
{
    size_t code = group_end(s, digits + 1), end;

    if (code == digits + 1 || code >= s.n || s.p[code] != '/' || (end = groups_end(s, code + 1)) == code + 1)
        return (struct number){NUMBER_NONE, 0, 0, {NULL, 0}};
    if (end + 1 < s.n && s.p[end] == '/' && s.p[end + 1] >= 'a' && s.p[end + 1] <= 'z')
        for (end++; end < s.n && s.p[end] >= 'a' && s.p[end] <= 'z'; end++)
            ;
    return (struct number){NUMBER_PARTY, digits, end, span_make(s.p + digits + 1, code - digits - 1)};
}

static struct number state_number(struct span s, size_t digits)
{
    size_t at = digits + 1, end;
    struct span code;

    if (digits_at(s, at) == 4 && at + 4 < s.n && s.p[at + 4] == '/')
        at += 5;
    end = groups_end(s, at);
    code = span_make(s.p + at, group_end(s, at) - at);
    if (end == at)
        return (struct number){NUMBER_NONE, 0, 0, {NULL, 0}};
    if (code.n == end - at) /* 33/2024/QH15: the organ alone */
        code.n = 0;
    return (struct number){NUMBER_STATE, digits, end, code};
}

/* The number and symbol that `s` begins with. */
static struct number number_at(struct span s)
{
    size_t digits = digits_at(s, 0);

    if (digits == 0 || digits > 6 || digits >= s.n)
        return (struct number){NUMBER_NONE, 0, 0, {NULL, 0}};
    return s.p[digits] == '-' ? party_number(s, digits) : s.p[digits] == '/' ? state_number(s, digits)
                                                                             : (struct number){NUMBER_NONE, 0, 0, {NULL, 0}};
}

/* ---- entries ---- */

/* The code that the guide gives a kind; NULL: it does not know the kind or derived its code. */
static const char *code_of(struct binder *b, const char *kind, struct date date)
{
    const struct kind *found[2];

    if (profile_kinds(b->profile, kind, date, found) != 1 || origin_inferred(found[0]->origin) || !*found[0]->code ||
        strcmp(text_fold(&b->doc->arena, span_of(found[0]->name)), text_fold(&b->doc->arena, span_of(kind))) != 0)
        return NULL;
    return found[0]->code;
}

void bind_cited_number(struct binder *b, const char *kind, const char *number, struct date date, struct pos pos)
{
    enum number_form own = *b->profile->words.number_separator == '-' ? NUMBER_PARTY : NUMBER_STATE;
    struct number n = number_at(span_of(number));
    struct span code = n.code;
    const char *wanted = n.form == own ? code_of(b, kind, date) : NULL;

    if (n.form == NUMBER_NONE || n.n != strlen(number)) {
        bind_rule(b, "so-vien-dan", DIAG_CITE_NUMBER, pos, number);
        return;
    }
    if (!wanted || !code.n || span_is(code, wanted))
        return;
    if (code.n == strlen(wanted) + 1 && code.p[code.n - 1] == 'i' && memcmp(code.p, wanted, code.n - 1) == 0)
        return; /* QĐi: quy định of 2018 and 2019 */
    bind_rule(b, "so-vien-dan", DIAG_CITE_KIND, pos, kind, wanted, number, arena_span(&b->doc->arena, code));
}

/* ---- citations written by hand ---- */

/* A date in figures at the beginning of `s`: its length; 0: none. */
static size_t date_at(struct span s, struct date *date)
{
    size_t n = 0;

    while (n < s.n && n < 12 && ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == '/' || s.p[n] == '-'))
        n++;
    while (n && (s.p[n - 1] == '/' || s.p[n - 1] == '-'))
        n--;
    return n >= 8 && date_parse(span_make(s.p, n), date) ? n : 0;
}

/* A citation after "số ": how it should stand; NULL: as it does. `end` is its end. */
static const char *mended(struct binder *b, struct span s, size_t *end)
{
    static const char with[] = ", ngày ", without[] = " ngày ";
    struct arena *a = &b->doc->arena;
    struct number n = number_at(s);
    struct span rest = span_make(s.p + n.n, s.n - n.n);
    const char *zero = n.form == NUMBER_PARTY && n.digits == 1 && *s.p != '0' ? "0" : "", *before;
    struct date date;
    size_t length;

    *end = n.n;
    if (n.form == NUMBER_NONE)
        return NULL;
    before = span_starts(rest, with) ? with : span_starts(rest, without) ? without : "";
    length = *before ? date_at(span_make(rest.p + strlen(before), rest.n - strlen(before)), &date) : 0;
    if (length == 0)
        return *zero ? arena_printf(a, "0%s", arena_span(a, span_make(s.p, n.n))) : NULL;
    *end = n.n + strlen(before) + length;
    if (before == with && !*zero && span_is(span_make(s.p + *end - length, length), date_short(a, date)))
        return NULL;
    return arena_printf(a, "%s%s%s%s", zero, arena_span(a, span_make(s.p, n.n)), with, date_short(a, date));
}

static void check_para(struct binder *b, const struct node *para)
{
    static const char mark[] = "số ";
    const char *text, *p;
    struct buf out = {0};
    size_t end;

    node_plain_text(para, &out);
    text = arena_buf(&b->doc->arena, &out);
    for (p = text; (p = strstr(p, mark)); p += strlen(mark)) {
        const char *at = p + strlen(mark), *good = mended(b, span_of(at), &end);

        if (good)
            bind_rule(b, "cach-vien-dan", DIAG_CITE_FORM, para->pos,
                      arena_printf(&b->doc->arena, "%s%s", mark, arena_span(&b->doc->arena, span_make(at, end))),
                      arena_printf(&b->doc->arena, "%s%s", mark, good));
    }
}

void bind_cited_forms(struct binder *b)
{
    const struct node *root = b->doc->root;

    if (profile_rule(b->profile, "cach-vien-dan").level == LEVEL_OFF)
        return;
    for (const struct node *n = root; n; n = node_next(n, root))
        if (n->type == NODE_PARA)
            check_para(b, n);
}
