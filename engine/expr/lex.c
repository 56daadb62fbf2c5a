/* Tokens of an expression.
 *
 * Idea: one table of spellings, longest first. The source may be any bytes: it is checked for UTF-8
 * before the first token, and its length is bounded by expr_parse. Which quotes open and close
 * strings stands in data/tag.h. */
#include <stdlib.h>

#include "base/diag/expr.h"
#include "data/tag.h"
#include "expr/eval.h"
#include "text/text.h"

static const struct {
    const char *spelling;
    enum token_type type;
} operators[] = {
    {"**", T_POWER},  {"//", T_FLOOR},   {"==", T_EQ},      {"!=", T_NE},    {"<=", T_LE},
    {">=", T_GE},     {"+", T_PLUS},     {"-", T_MINUS},    {"*", T_STAR},   {"/", T_SLASH},
    {"%", T_PERCENT}, {"~", T_TILDE},    {"<", T_LT},       {">", T_GT},     {"=", T_ASSIGN},
    {"|", T_PIPE},    {".", T_DOT},      {",", T_COMMA},    {":", T_COLON},  {"(", T_LPAREN},
    {")", T_RPAREN},  {"[", T_LBRACKET}, {"]", T_RBRACKET}, {"{", T_LBRACE}, {"}", T_RBRACE},
};

static const struct {
    const char *word;
    enum token_type type;
} reserved[] = {
    {"and", T_AND},     {"or", T_OR},     {"not", T_NOT},   {"in", T_IN},     {"is", T_IS},
    {"if", T_IF},       {"else", T_ELSE}, {"true", T_TRUE}, {"True", T_TRUE}, {"false", T_FALSE},
    {"False", T_FALSE}, {"none", T_NONE}, {"None", T_NONE},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool starts_at(struct span s, size_t i, const char *prefix)
{
    return span_starts(span_make(s.p + i, s.n - i), prefix);
}

/* Length of the white space at s[i]: ASCII or U+00A0. */
static size_t space_at(struct span s, size_t i)
{
    return strchr(" \t\r\n\f\v", s.p[i]) && s.p[i] ? 1 : starts_at(s, i, "\u00a0") ? 2 : 0;
}

/* Letters, digits, '_' and all of Unicode but white space and quotes; the fold decides the rest. */
static size_t name_end(struct span s, size_t i)
{
    while (i < s.n) {
        unsigned char c = (unsigned char)s.p[i];
        bool ascii =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(s.p[i]) || c == '_';
        if (!ascii && (c < 0x80 || space_at(s, i) || tag_quote(s, i))) {
            break;
        }
        i++;
    }
    return i;
}

static int hex_digit(char c)
{
    return is_digit(c)            ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Behind the digits at s[i], single '_' between them; i: there are none. */
static size_t digits_end(struct span s, size_t i, int base)
{
    size_t from = i;
    while (i < s.n) {
        size_t at = i > from && s.p[i] == '_' ? i + 1 : i;
        int digit = at < s.n ? hex_digit(s.p[at]) : -1;
        if (digit < 0 || digit >= base) {
            break;
        }
        i = at + 1;
    }
    return i;
}

/* 12, 1_000, 7.5, 1e16, 0x1F, 0b11, 0o17 */
static size_t number_end(struct span s, size_t i)
{
    char letter = i + 1 < s.n && s.p[i] == '0' ? (char)(s.p[i + 1] | 32) : '\0';
    int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
    if (base && digits_end(s, i + 2, base) > i + 2) {
        return digits_end(s, i + 2, base);
    }
    i = digits_end(s, i, 10);
    if (i < s.n && s.p[i] == '.') {
        size_t end = digits_end(s, i + 1, 10);
        i = end > i + 1 ? end : i;
    }
    if (i < s.n && (s.p[i] | 32) == 'e') {
        size_t sign = i + 1 < s.n && (s.p[i + 1] == '+' || s.p[i + 1] == '-'), end = digits_end(s, i + 1 + sign, 10);
        i = end > i + 1 + sign ? end : i;
    }
    return i;
}

static enum token_type word_type(struct span word)
{
    for (size_t i = 0; i < COUNT(reserved); i++) {
        if (span_is(word, reserved[i].word)) {
            return reserved[i].type;
        }
    }
    return T_NAME;
}

static bool lex_operator(struct span s, size_t i, struct token *t)
{
    for (size_t k = 0; k < COUNT(operators); k++) {
        if (starts_at(s, i, operators[k].spelling)) {
            t->type = operators[k].type;
            t->end = (uint32_t)(i + strlen(operators[k].spelling));
            return true;
        }
    }
    return false;
}

/* The character at s[i] as a diagnostic's argument. */
static bool bad_character(struct ctx *ctx, const struct expr *e, size_t i)
{
    struct arena a = {0};
    struct span s = e->source;
    size_t next = i;
    uint32_t c = text_next(s, &next);
    const char *shown = c < 0x20 || c == 0x7f ? arena_printf(&a, "U+%04X", (unsigned)c)
                                              : arena_span(&a, span_make(s.p + i, next - i));
    if (c == '&' || c == '!')
        diag(ctx, DIAG_EXPR_SPELLING, expr_pos(e, i), starts_at(s, i, "&&") ? "&&" : shown, c == '&' ? "and" : "not");
    else
        diag(ctx, DIAG_EXPR_CHARACTER, expr_pos(e, i), shown);
    arena_release(&a);
    return false;
}

/* One token at s[i], which is not white space. `after_dot`: `a.0.1` is two indexes, not 0.1. */
static bool lex_one(struct ctx *ctx, const struct expr *e, size_t i, bool after_dot,
                    struct token *t)
{
    struct span s = e->source;
    t->at = (uint32_t)i;
    if (tag_quote(s, i)) {
        t->type = T_STRING;
        t->end = (uint32_t)tag_string_end(s, i);
        if (!t->end) {
            diag(ctx, DIAG_EXPR_STRING_OPEN, expr_pos(e, i));
        }
        return t->end != 0;
    }
    if (is_digit(s.p[i])) {
        t->type = T_NUMBER;
        t->end = (uint32_t)number_end(s, i);
        if (after_dot) {
            for (t->end = t->at; t->end < s.n && is_digit(s.p[t->end]); t->end++) {
            }
        }
        return name_end(s, t->end) == t->end || bad_character(ctx, e, t->end);
    }
    size_t end = name_end(s, i);
    if (end > i) {
        t->end = (uint32_t)end;
        t->type = after_dot ? T_NAME : word_type(span_make(s.p + i, end - i));
        return true;
    }
    return lex_operator(s, i, t) || bad_character(ctx, e, i);
}

struct token *lex_tokens(struct ctx *ctx, const struct expr *e)
{
    struct span s = e->source;
    size_t bad = text_utf8_check(s), n = 0, cap = 16;
    if (bad < s.n) {
        diag(ctx, DIAG_EXPR_UTF8, expr_pos(e, 0));
        return NULL;
    }
    struct token *tokens = mem_resize(NULL, cap, sizeof *tokens);
    for (size_t i = 0; i < s.n;) {
        size_t space = space_at(s, i);
        if (space) {
            i += space;
            continue;
        }
        if (n + 1 == cap) {
            tokens = mem_resize(tokens, cap *= 2, sizeof *tokens);
        }
        if (!lex_one(ctx, e, i, n && tokens[n - 1].type == T_DOT, &tokens[n])) {
            free(tokens);
            return NULL;
        }
        i = tokens[n++].end;
    }
    tokens[n] = (struct token){T_END, (uint32_t)s.n, (uint32_t)s.n};
    return tokens;
}

/* \xHH, \uHHHH, \UHHHHHHHH at s[i] (the letter); the digits' value or -1. */
static long hex_escape(struct span s, size_t i, size_t digits)
{
    long value = 0;
    if (i + digits >= s.n) {
        return -1;
    }
    for (size_t k = 1; k <= digits; k++) {
        int d = hex_digit(s.p[i + k]);
        if (d < 0 || value > 0x10ffff) {
            return -1;
        }
        value = value * 16 + d;
    }
    bool character = value > 0 && value <= 0x10ffff && (value < 0xd800 || value > 0xdfff);
    return character ? value : -1;
}

/* One escape at s[i] == '\\', Python's; an unknown one keeps its backslash. Bytes taken, 0 if bad.
 */
static size_t put_escape(struct buf *b, struct span s, size_t i)
{
    static const char from[] = "abfnrtv\\'\"", to[] = "\a\b\f\n\r\t\v\\'\"";
    char c = i + 1 < s.n ? s.p[i + 1] : '\0';
    const char *known = c ? strchr(from, c) : NULL;
    size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (known) {
        buf_putc(b, to[known - from]);
        return 2;
    }
    if (!digits) {
        buf_putc(b, '\\');
        return 1;
    }
    long code = hex_escape(s, i + 1, digits);
    if (code < 0) {
        return 0;
    }
    buf_utf8(b, (uint32_t)code);
    return 2 + digits;
}

bool lex_string(struct evaluator *ev, const struct expr *e, const struct token *t, struct span *out)
{
    struct span s = e->source;
    size_t quote = tag_quote(s, t->at);
    s.n = t->end - quote;
    struct buf b = {0};
    for (size_t i = t->at + quote; i < s.n;) {
        if (s.p[i] != '\\') {
            buf_putc(&b, s.p[i++]);
            continue;
        }
        size_t taken = put_escape(&b, s, i);
        if (!taken) {
            diag(ev->ctx, DIAG_EXPR_ESCAPE, expr_pos(e, i));
            buf_release(&b);
            return false;
        }
        i += taken;
    }
    *out = span_of(text_nfc(&ev->arena, buf_span(&b)));
    buf_release(&b);
    return true;
}
