/* Recursion goes with arrays and dictionaries only, to LIMIT_PDF_DEPTH; time is linear in the bytes passed over (an
 * integer looks two words ahead, whether it begins a reference). */
#include "pdf/parse.h"

#include "base/diag/pdf.h"

#include <stdlib.h>

void pdf_parser_init(struct pdf_parser *p, struct arena *a, struct span text, size_t at)
{
    *p = (struct pdf_parser){.arena = a, .text = text, .at = at < text.n ? at : text.n};
}

void pdf_parser_release(struct pdf_parser *p)
{
    free(p->stack);
    p->stack = NULL;
    p->n_stack = p->cap_stack = 0;
}

void pdf_parser_fail(struct pdf_parser *p, diag_code fault, size_t at, const char *arg)
{
    if (p->failed)
        return;
    p->failed = true;
    p->fault = fault;
    p->fault_at = at;
    p->fault_arg = arg;
}

/* ---- letters ---- */

bool pdf_is_space(char c)
{
    return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

bool pdf_is_delimiter(char c)
{
    return c == '(' || c == ')' || c == '<' || c == '>' || c == '[' || c == ']' || c == '{' || c == '}' || c == '/' || c == '%';
}

static bool is_regular(const struct pdf_parser *p, size_t at)
{
    return at < p->text.n && !pdf_is_space(p->text.p[at]) && !pdf_is_delimiter(p->text.p[at]);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int hex_digit(char c)
{
    if (is_digit(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

void pdf_skip_space(struct pdf_parser *p)
{
    while (p->at < p->text.n) {
        if (p->text.p[p->at] == '%') {
            while (p->at < p->text.n && p->text.p[p->at] != '\n' && p->text.p[p->at] != '\r')
                p->at++;
        } else if (pdf_is_space(p->text.p[p->at])) {
            p->at++;
        } else {
            return;
        }
    }
}

bool pdf_skip_word(struct pdf_parser *p, const char *word)
{
    const size_t before = p->at, n = strlen(word);

    pdf_skip_space(p);
    if (p->text.n - p->at >= n && memcmp(p->text.p + p->at, word, n) == 0 && !is_regular(p, p->at + n)) {
        p->at += n;
        return true;
    }
    p->at = before;
    return false;
}

bool pdf_skip_unsigned(struct pdf_parser *p, uint64_t *out)
{
    const size_t before = p->at;
    size_t first;

    pdf_skip_space(p);
    first = p->at;
    *out = 0;
    while (p->at < p->text.n && is_digit(p->text.p[p->at]) && p->at - first < 16)
        *out = *out * 10 + (uint64_t)(p->text.p[p->at++] - '0');
    if (p->at > first && p->at - first <= 15 && !is_regular(p, p->at))
        return true;
    p->at = before;
    return false;
}

static bool skip_number_pair(struct pdf_parser *p, const char *word, struct pdf_head *out)
{
    const size_t before = p->at;
    uint64_t num, gen;

    if (pdf_skip_unsigned(p, &num) && num <= UINT32_MAX && pdf_skip_unsigned(p, &gen) && gen <= UINT16_MAX &&
        pdf_skip_word(p, word)) {
        *out = (struct pdf_head){(uint32_t)num, (uint16_t)gen};
        return true;
    }
    p->at = before;
    return false;
}

/* The word ends where the value may begin without a space: "1 0 obj<<" and "1 0 obj[". */
bool pdf_skip_head(struct pdf_parser *p, struct pdf_head *out)
{
    return skip_number_pair(p, "obj", out);
}

/* ---- the simple kinds ---- */

/* What stands at `at`, for a diagnostic: at most 20 plain letters. */
static const char *shown(struct pdf_parser *p, size_t at)
{
    struct buf b = {0};

    for (size_t i = at; i < p->text.n && i < at + 20 && !(pdf_is_space(p->text.p[i]) && i > at); i++) {
        unsigned char c = (unsigned char)p->text.p[i];
        if (c > ' ' && c < 0x7F)
            buf_putc(&b, (char)c);
        else
            buf_printf(&b, "\\x%02X", c);
    }
    return arena_buf(p->arena, &b);
}

static struct pdf_obj syntax(struct pdf_parser *p, size_t at)
{
    if (at >= p->text.n)
        pdf_parser_fail(p, DIAG_PDF_END, p->text.n, NULL);
    else
        pdf_parser_fail(p, DIAG_PDF_SYNTAX, at, shown(p, at));
    return pdf_null;
}

static struct pdf_obj parse_number(struct pdf_parser *p)
{
    const size_t first = p->at;
    size_t digits = 0, points = 0;
    bool odd; /* -1.#INF, 1e-5 and the like of careless programs: kept as written, of no value */
    struct pdf_obj o = {.type = PDF_INT};
    struct pdf_head ref;
    struct span word;

    if (is_digit(p->text.p[first]) && skip_number_pair(p, "R", &ref))
        return pdf_ref(ref.num, ref.gen);
    if (p->text.p[p->at] == '+' || p->text.p[p->at] == '-')
        p->at++;
    for (; is_regular(p, p->at) && (is_digit(p->text.p[p->at]) || p->text.p[p->at] == '.'); p->at++) {
        digits += is_digit(p->text.p[p->at]);
        points += p->text.p[p->at] == '.';
    }
    odd = is_regular(p, p->at) || digits == 0 || points > 1;
    while (is_regular(p, p->at))
        p->at++;
    word = span_make(p->text.p + first, p->at - first);
    if (odd || points || digits > 18) {
        o.type = PDF_REAL;
        o.as.text = word;
        return o;
    }
    for (size_t i = 0; i < word.n; i++)
        if (is_digit(word.p[i]))
            o.as.integer = o.as.integer * 10 + (word.p[i] - '0');
    if (word.p[0] == '-')
        o.as.integer = -o.as.integer;
    return o;
}

static struct span parse_name(struct pdf_parser *p)
{
    const size_t first = ++p->at;
    bool escaped = false;
    struct span word;
    char *out;

    for (; is_regular(p, p->at); p->at++)
        escaped = escaped || p->text.p[p->at] == '#';
    word = span_make(p->text.p + first, p->at - first);
    if (!escaped)
        return word;
    out = arena_alloc(p->arena, word.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < word.n; i++) {
        int high = word.p[i] == '#' && i + 2 < word.n ? hex_digit(word.p[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(word.p[i + 2]) : -1;
        if (low >= 0) {
            out[n++] = (char)(high << 4 | low);
            i += 2;
        } else {
            out[n++] = word.p[i]; /* before PDF 1.2 a number sign was a letter */
        }
    }
    return span_make(out, n);
}

/* One escape of a literal string (7.3.4.2); p->at stands behind the reverse solidus. */
static size_t parse_escape(struct pdf_parser *p, char *out)
{
    static const char from[] = "nrtbf", to[] = "\n\r\t\b\f";
    const char c = p->text.p[p->at++];
    const char *known = c ? strchr(from, c) : NULL;
    int v = 0;

    if (known) {
        *out = to[known - from];
        return 1;
    }
    if (c == '\r' && p->at < p->text.n && p->text.p[p->at] == '\n')
        p->at++;
    if (c == '\r' || c == '\n')
        return 0;
    if (c < '0' || c > '7') {
        *out = c;
        return 1;
    }
    v = c - '0';
    for (int i = 0; i < 2 && p->at < p->text.n && p->text.p[p->at] >= '0' && p->text.p[p->at] <= '7'; i++)
        v = v * 8 + (p->text.p[p->at++] - '0');
    *out = (char)(v & 0xFF);
    return 1;
}

static struct pdf_obj parse_literal(struct pdf_parser *p)
{
    const size_t open = p->at++;
    size_t end = p->at, n = 0;
    bool plain = true;
    int depth = 1;
    char *out;

    for (; end < p->text.n; end++) {
        char c = p->text.p[end];
        if (c == '\\') {
            plain = false;
            end++;
        } else if (c == '\r') {
            plain = false;
        } else if (c == '(') {
            depth++;
        } else if (c == ')' && --depth == 0) {
            break;
        }
    }
    if (end >= p->text.n) {
        pdf_parser_fail(p, DIAG_PDF_STRING, open, NULL);
        return pdf_null;
    }
    if (plain) {
        struct span s = span_make(p->text.p + p->at, end - p->at);
        p->at = end + 1;
        return pdf_string(s);
    }
    out = arena_alloc(p->arena, end - p->at + 1);
    while (p->at < end) {
        char c = p->text.p[p->at++];
        if (c == '\\') {
            n += parse_escape(p, out + n);
        } else if (c == '\r') {
            out[n++] = '\n';
            if (p->text.p[p->at] == '\n')
                p->at++;
        } else {
            out[n++] = c;
        }
    }
    p->at = end + 1;
    return pdf_string(span_make(out, n));
}

static struct pdf_obj parse_hex(struct pdf_parser *p)
{
    const size_t open = p->at++;
    const char *end = memchr(p->text.p + p->at, '>', p->text.n - p->at);
    size_t n = 0;
    char *out;

    if (!end) {
        pdf_parser_fail(p, DIAG_PDF_STRING, open, NULL);
        return pdf_null;
    }
    out = arena_alloc(p->arena, (size_t)(end - p->text.p - (ptrdiff_t)p->at) / 2 + 1);
    for (; p->text.p + p->at < end; p->at++) {
        int v = hex_digit(p->text.p[p->at]);
        if (v < 0 && !pdf_is_space(p->text.p[p->at]))
            return syntax(p, p->at);
        if (v < 0)
            continue;
        out[n / 2] = (char)((unsigned char)out[n / 2] | (n % 2 ? v : v << 4));
        n++;
    }
    p->at++;
    return pdf_hex(span_make(out, (n + 1) / 2));
}

static struct pdf_obj parse_keyword(struct pdf_parser *p)
{
    const size_t first = p->at;

    if (pdf_skip_word(p, "true"))
        return pdf_bool(true);
    if (pdf_skip_word(p, "false"))
        return pdf_bool(false);
    if (pdf_skip_word(p, "null"))
        return pdf_null;
    return syntax(p, first);
}

/* ---- arrays and dictionaries ---- */

static void push(struct pdf_parser *p, struct pdf_obj o)
{
    MEM_ROOM(p->stack, p->n_stack, p->cap_stack);
    p->stack[p->n_stack++] = o;
}

static struct pdf_obj parse_array(struct pdf_parser *p)
{
    const size_t base = p->n_stack, open = p->at++;
    struct pdf_obj o = {.type = PDF_ARRAY};

    for (;;) {
        pdf_skip_space(p);
        if (p->at >= p->text.n)
            pdf_parser_fail(p, DIAG_PDF_OPEN, open, "[");
        if (p->failed)
            return pdf_null;
        if (p->text.p[p->at] == ']')
            break;
        push(p, pdf_parse(p));
    }
    p->at++;
    o.as.array.n = p->n_stack - base;
    if (o.as.array.n) {
        struct pdf_obj *v = ARENA_NEWS(p->arena, o.as.array.n, struct pdf_obj);
        memcpy(v, p->stack + base, o.as.array.n * sizeof *v);
        o.as.array.v = v;
    }
    p->n_stack = base;
    return o;
}

static int compare_keys(const void *a, const void *b)
{
    const struct span *x = a, *y = b;
    size_t n = x->n < y->n ? x->n : y->n;
    int order = n ? memcmp(x->p, y->p, n) : 0;

    return order ? order : (x->n > y->n) - (x->n < y->n);
}

/* A key twice: readers differ in which they take, so the file means two things. */
static const struct span *key_twice(struct pdf_parser *p, const struct pdf_entry *v, size_t n)
{
    struct span *keys;

    if (n <= 16) {
        for (size_t i = 1; i < n; i++)
            for (size_t k = 0; k < i; k++)
                if (span_equal(v[i].key, v[k].key))
                    return &v[i].key;
        return NULL;
    }
    keys = ARENA_NEWS(p->arena, n, struct span);
    for (size_t i = 0; i < n; i++)
        keys[i] = v[i].key;
    qsort(keys, n, sizeof *keys, compare_keys);
    for (size_t i = 1; i < n; i++)
        if (span_equal(keys[i - 1], keys[i]))
            return &keys[i];
    return NULL;
}

static void finish_dict(struct pdf_parser *p, size_t base, size_t open, struct pdf_obj *o)
{
    const size_t n = (p->n_stack - base) / 2;
    struct pdf_entry *v = n ? ARENA_NEWS(p->arena, n, struct pdf_entry) : NULL;
    const struct span *twice;
    size_t used = 0;

    for (size_t i = 0; i < n; i++) {
        const struct pdf_obj *key = &p->stack[base + 2 * i], *value = key + 1;
        v[i] = (struct pdf_entry){key->as.text, *value};
    }
    twice = key_twice(p, v, n);
    if (twice)
        pdf_parser_fail(p, DIAG_PDF_KEY_TWICE, open, arena_span(p->arena, *twice));
    for (size_t i = 0; i < n; i++) /* null is the same as no entry (7.3.7) */
        if (v[i].value.type != PDF_NULL)
            v[used++] = v[i];
    o->as.dict.v = v;
    o->as.dict.n = used;
    p->n_stack = base;
}

static struct pdf_obj parse_dict(struct pdf_parser *p)
{
    const size_t base = p->n_stack, open = p->at;
    struct pdf_obj o = {.type = PDF_DICT};

    p->at += 2;
    for (;;) {
        pdf_skip_space(p);
        if (p->at + 1 >= p->text.n)
            pdf_parser_fail(p, DIAG_PDF_OPEN, open, "<<");
        if (p->failed)
            return pdf_null;
        if (p->text.p[p->at] == '>' && p->text.p[p->at + 1] == '>')
            break;
        if (p->text.p[p->at] != '/')
            return syntax(p, p->at);
        push(p, (struct pdf_obj){.type = PDF_NAME, .as.text = parse_name(p)});
        push(p, pdf_parse(p));
    }
    p->at += 2;
    finish_dict(p, base, open, &o);
    return o;
}

static struct pdf_obj parse_value(struct pdf_parser *p)
{
    const char c = p->text.p[p->at];

    if (is_digit(c) || c == '+' || c == '-' || c == '.')
        return parse_number(p);
    if (c == '/')
        return (struct pdf_obj){.type = PDF_NAME, .as.text = parse_name(p)};
    if (c == '(')
        return parse_literal(p);
    if (c == '<')
        return p->at + 1 < p->text.n && p->text.p[p->at + 1] == '<' ? parse_dict(p) : parse_hex(p);
    return c == '[' ? parse_array(p) : parse_keyword(p);
}

struct pdf_obj pdf_parse(struct pdf_parser *p)
{
    struct pdf_obj o;
    size_t first;

    pdf_skip_space(p);
    first = p->at;
    if (p->failed)
        return pdf_null;
    if (first >= p->text.n)
        return syntax(p, first);
    if (p->depth >= LIMIT_PDF_DEPTH) {
        pdf_parser_fail(p, DIAG_PDF_DEEP, first, NULL);
        return pdf_null;
    }
    if (p->values && (*p->values)-- == 0) {
        *p->values = 0;
        pdf_parser_fail(p, DIAG_PDF_VALUES, first, NULL);
        return pdf_null;
    }
    p->depth++;
    o = parse_value(p);
    p->depth--;
    if (p->failed)
        return pdf_null;
    o.raw = span_make(p->text.p + first, p->at - first);
    return o;
}
