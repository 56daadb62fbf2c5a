/* Does the text point to its phụ lục, each of them, and to no other? HD 05-HD/VPTW, Phần II, II.1.1; NĐ 30/2020/NĐ-CP, Phụ
 * lục I, III.1 a.
 *
 * A mention is the word with what follows it: numbers, a list or a range of them; "các" before it means all. The phụ lục
 * of another paper is told by the name that follows ("Phụ lục III Nghị định số 30/2020/NĐ-CP"), unless it is this paper's
 * own ("kèm theo Kế hoạch này"). */
#include "base/diag/part.h"
#include "merge/binder.h"
#include "text/text.h"

enum { NUMBERS = 1000 }; /* a mention has three figures at most */
/* A text may hold a hundred thousand mentions: behind each this much is read for the paper that it belongs to. */
enum { NAME_BYTES = 400, LINKS = 8 };
enum { SEEN_WRITTEN = 1, SEEN_BETWEEN = 2 };

struct mentions {
    struct binder *b;
    const struct node *para;
    size_t n;           /* phụ lục of the paper */
    bool enclosed;      /* "kèm theo" may speak of kem_theo */
    bool found[NUMBERS], told[NUMBERS];
};

static const char *const annex_words[] = {"phụ lục", "Phụ lục", "Phụ Lục", "PHỤ LỤC", NULL};
static const char *const with_words[] = {"kèm theo", "Kèm theo", "KÈM THEO", "đính kèm", NULL};
static const char *const all_words[] = {"các", "Các", "CÁC", "những", "hai", "ba", "bốn", "năm", NULL};
static const char *const links[] = {"ban hành", "kèm theo", "đính kèm", "theo", "của", "tại", "thuộc", "trong", NULL};

static const char *const papers[] = {"Luật", "Bộ luật", "Pháp lệnh", "Nghị", "Thông tư", "Quyết định", "Quy định", "Quy chế", "Chỉ thị",
                                     "Hướng dẫn", "Kế hoạch", "Chương trình", "Đề án", "Báo cáo", "Công văn", "Kết luận", "Tờ trình", NULL};

static const char *skip_spaces(const char *p)
{
    for (;; p++) {
        if (strncmp(p, "\u00a0", 2) == 0)
            p++;
        else if (*p != ' ')
            return p;
    }
}

/* Behind the word of the list that begins at p; NULL: none does. */
static const char *skip_word(const char *p, const char *const *words)
{
    for (; *words; words++)
        if (*p == **words && strncmp(p, *words, strlen(*words)) == 0)
            return p + strlen(*words);
    return NULL;
}

static unsigned roman_value(const char *p, size_t n)
{
    static const char letters[] = "IVXLC";
    static const unsigned values[] = {1, 5, 10, 50, 100};
    unsigned total = 0;

    for (size_t i = 0; i < n; i++) {
        unsigned one = values[strchr(letters, p[i]) - letters];
        unsigned next = i + 1 < n ? values[strchr(letters, p[i + 1]) - letters] : 0;

        total = one < next ? total - one : total + one;
    }
    return total;
}

static bool is_letter(const char *p)
{
    return (unsigned char)*p >= 0x80 || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
}

/* "số 01", "2", "IV"; behind it, or NULL. */
static const char *skip_number(const char *p, unsigned *value)
{
    size_t n;

    p = skip_spaces(p);
    if (strncmp(p, "số ", strlen("số ")) == 0)
        p = skip_spaces(p + strlen("số "));
    n = strspn(p, "0123456789");
    *value = 0;
    for (size_t i = 0; i < n && n <= 3; i++)
        *value = 10 * *value + (unsigned)(p[i] - '0');
    if (n)
        return n <= 3 ? p + n : NULL;
    n = strspn(p, "IVXLC");
    if (!n || n > 8 || (is_letter(p + n) && strncmp(p + n, "\u00a0", 2) != 0 && strncmp(p + n, "–", 3) != 0))
        return NULL;
    *value = roman_value(p, n) % NUMBERS;
    return p + n;
}

/* After a comma or "và" a number may count something else: "Phụ lục 1, 25 đồng chí". */
static bool ends_list(const char *p)
{
    static const char *const after[] = {"và", "kèm", "đính", "ban hành", "của", "đến", "tới", "-", "–", ",", ";", ".", ":", ")", "/", NULL};

    p = skip_spaces(p);
    return !*p || skip_word(p, after);
}

/* The number that goes on the list or range behind `p`; behind it, or NULL. A range marks what lies between. */
static const char *take_next(const char *p, unsigned *value, unsigned char *seen)
{
    static const char *const to[] = {"-", "–", "đến", "tới", NULL}, *const and[] = {",", ";", "và", "&", NULL};
    const unsigned last = *value;
    const char *rest = skip_spaces(p), *more = skip_word(rest, to), *again;

    if (more) {
        more = skip_number(more, value);
        for (unsigned i = last + 1; more && i < *value; i++)
            seen[i] |= SEEN_BETWEEN;
        return more;
    }
    more = skip_word(rest, and);
    if (!more)
        return NULL;
    again = skip_word(skip_spaces(more), annex_words);
    more = skip_number(again ? again : more, value);
    return more && (again || ends_list(more)) ? more : NULL;
}

/* The numbers behind the word. Gives where they end; *any: there are some. */
static const char *take_numbers(const char *p, unsigned char *seen, bool *any)
{
    unsigned value;

    *any = false;
    for (const char *next = skip_number(p, &value); next; next = take_next(p, &value, seen)) {
        seen[value] |= SEEN_WRITTEN;
        *any = true;
        p = next;
    }
    return p;
}

static bool is_capital(const char *p)
{
    struct arena a = {0};
    size_t n = 0;
    bool capital;

    if (!*p)
        return false;
    text_next(span_make(p, strnlen(p, 4)), &n);
    capital = strncmp(text_lower(&a, span_make(p, n)), p, n) != 0;
    arena_release(&a);
    return capital;
}

/* "này" behind the name that begins at p, before its clause ends. */
static bool is_own(const char *p)
{
    for (size_t i = 0; i < NAME_BYTES && p[i] && !strchr(".,;()", p[i]); i++)
        if (strncmp(p + i, "này", strlen("này")) == 0)
            return true;
    return false;
}

/* Does what follows name another paper, or whose it is: "… Nghị định số", "… ban hành kèm theo Quyết định số", "… của Bộ"? */
static bool is_foreign(const char *p)
{
    const char *next;
    bool belongs = false;

    p = skip_spaces(p);
    if ((*p == ',' || *p == '(') && skip_word(skip_spaces(p + 1), papers))
        p = skip_spaces(p + 1);
    for (int i = 0; i < LINKS && (next = skip_word(p, links)); i++) {
        belongs |= strncmp(p, "của", strlen("của")) == 0;
        p = skip_spaces(next);
    }
    return !is_own(p) && (skip_word(p, papers) || (belongs && is_capital(p)));
}

/* Is the word before `p` one that means all of them: "các", "02"? */
static bool means_all(const char *text, const char *p)
{
    const char *end = p, *start;

    while (end > text && end[-1] == ' ')
        end--;
    for (start = end; start > text && start[-1] != ' ' && start[-1] != '(';)
        start--;
    if (start == end)
        return false;
    if (strspn(start, "0123456789") == (size_t)(end - start))
        return true;
    for (size_t i = 0; all_words[i]; i++)
        if (strlen(all_words[i]) == (size_t)(end - start) && strncmp(start, all_words[i], (size_t)(end - start)) == 0)
            return true;
    return false;
}

/* A phụ lục that is spoken of and not there. */
static void tell_absent(struct mentions *m, unsigned number)
{
    struct binder *b = m->b;
    const char *word = b->profile->words.annex;

    if (number)
        word = arena_printf(&b->doc->arena, "%s %s", word, bind_annex_number(b, number));
    if (m->told[m->n ? number : 0]) /* where there is none, once is enough */
        return;
    m->told[m->n ? number : 0] = true;
    if (m->n == 0)
        bind_rule(b, "phu-luc-khac", DIAG_ANNEX_NONE, m->para->pos, word);
    else
        bind_rule(b, "phu-luc", DIAG_ANNEX_ABSENT, m->para->pos, word, arena_printf(&b->doc->arena, "%zu", m->n));
}

static const char *take_mention(struct mentions *m, const char *text, const char *word, const char *p)
{
    unsigned char seen[NUMBERS] = {0};
    bool any;

    p = take_numbers(p, seen, &any);
    if (is_foreign(p))
        return p;
    if (!any && m->n == 0 && skip_word(skip_spaces(p), with_words))
        tell_absent(m, 0);
    if (!any)
        for (size_t i = 1; i <= m->n; i++)
            m->found[i] |= m->n == 1 || means_all(text, word);
    for (unsigned i = 0; any && i < NUMBERS; i++) {
        if (!seen[i])
            continue;
        m->found[i] = true;
        if ((i == 0 || i > m->n) && seen[i] & SEEN_WRITTEN)
            tell_absent(m, i);
    }
    return p;
}

static void scan(struct mentions *m, const char *text)
{
    for (const char *p = text, *next; *p;) {
        if ((next = skip_word(p, annex_words))) {
            p = take_mention(m, text, p, next);
        } else if (m->n == 1 && !m->enclosed && (next = skip_word(p, with_words))) {
            m->found[1] |= !is_foreign(next);
            p = next;
        } else {
            p++;
        }
    }
}

/* What the writer wrote: not the head, the foot and the lines around parts. */
static bool is_written(enum role role)
{
    return role == ROLE_BODY || role == ROLE_HEADING || role == ROLE_HEADING_NAME || role == ROLE_ITEM || role == ROLE_CELL ||
           role == ROLE_TABLE_TITLE || role == ROLE_CAPTION || role == ROLE_FOOTNOTE;
}

static void scan_section(struct mentions *m, const struct node *section)
{
    struct buf text = {0};

    for (const struct node *n = section; n; n = node_next(n, section)) {
        if (n->type != NODE_PARA || !is_written(n->as.para.role))
            continue;
        buf_clear(&text);
        node_plain_text(n, &text);
        m->para = n;
        if (text.n)
            scan(m, text.p);
    }
    buf_release(&text);
}

void bind_annex_mentions(struct binder *b, const struct value *annexes, size_t n, const struct node *last)
{
    struct mentions m = {.b = b, .n = n, .enclosed = last && last->prev};
    const char *const word = b->profile->words.annex;

    for (const struct node *s = b->doc->root->first; s; s = s == last ? NULL : s->next)
        scan_section(&m, s);
    for (size_t i = 1; i <= n; i++) {
        const struct value *v = annexes->type == VALUE_LIST ? value_item(annexes, i - 1) : annexes;

        if (!m.found[i])
            bind_rule(b, "phu-luc", DIAG_ANNEX_UNMENTIONED, v->pos,
                      n == 1 ? word : arena_printf(&b->doc->arena, "%s %s", word, bind_annex_number(b, (unsigned)i)));
    }
}
