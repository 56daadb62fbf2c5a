/* One pass over the bytes, a token at a time (XML 1.0 fifth edition; [n] are its productions).
 *
 * Invariant: a token that is handed out is well-formed as a whole, attributes and references included, so that those who
 * read it later need not check again. The first fault ends the scan. */
#include "package/xscan.h"

/* -- characters */

enum { BLANK = 1, NAME_START = 2, NAME_CHAR = 4, PLAIN = 8 };

#define LETTER (NAME_START | NAME_CHAR | PLAIN)
/* PLAIN: in text and attribute values nothing to look at. */
static const unsigned char classes[128] = {
    ['\t'] = BLANK | PLAIN, ['\n'] = BLANK | PLAIN, ['\r'] = BLANK | PLAIN, [' '] = BLANK | PLAIN,
    ['!'] = PLAIN, ['"'] = 0, ['#'] = PLAIN, ['$'] = PLAIN, ['%'] = PLAIN, ['&'] = 0, ['\''] = 0, ['('] = PLAIN, [')'] = PLAIN,
    ['*'] = PLAIN, ['+'] = PLAIN, [','] = PLAIN, ['-'] = NAME_CHAR | PLAIN, ['.'] = NAME_CHAR | PLAIN, ['/'] = PLAIN,
    ['0'] = NAME_CHAR | PLAIN, ['1'] = NAME_CHAR | PLAIN, ['2'] = NAME_CHAR | PLAIN, ['3'] = NAME_CHAR | PLAIN,
    ['4'] = NAME_CHAR | PLAIN, ['5'] = NAME_CHAR | PLAIN, ['6'] = NAME_CHAR | PLAIN, ['7'] = NAME_CHAR | PLAIN,
    ['8'] = NAME_CHAR | PLAIN, ['9'] = NAME_CHAR | PLAIN, [':'] = LETTER, [';'] = PLAIN, ['<'] = 0, ['='] = PLAIN,
    ['>'] = PLAIN, ['?'] = PLAIN, ['@'] = PLAIN, ['A'] = LETTER, ['B'] = LETTER, ['C'] = LETTER, ['D'] = LETTER,
    ['E'] = LETTER, ['F'] = LETTER, ['G'] = LETTER, ['H'] = LETTER, ['I'] = LETTER, ['J'] = LETTER, ['K'] = LETTER,
    ['L'] = LETTER, ['M'] = LETTER, ['N'] = LETTER, ['O'] = LETTER, ['P'] = LETTER, ['Q'] = LETTER, ['R'] = LETTER,
    ['S'] = LETTER, ['T'] = LETTER, ['U'] = LETTER, ['V'] = LETTER, ['W'] = LETTER, ['X'] = LETTER, ['Y'] = LETTER,
    ['Z'] = LETTER, ['['] = PLAIN, ['\\'] = PLAIN, [']'] = 0, ['^'] = PLAIN, ['_'] = LETTER, ['`'] = PLAIN, ['a'] = LETTER,
    ['b'] = LETTER, ['c'] = LETTER, ['d'] = LETTER, ['e'] = LETTER, ['f'] = LETTER, ['g'] = LETTER, ['h'] = LETTER,
    ['i'] = LETTER, ['j'] = LETTER, ['k'] = LETTER, ['l'] = LETTER, ['m'] = LETTER, ['n'] = LETTER, ['o'] = LETTER,
    ['p'] = LETTER, ['q'] = LETTER, ['r'] = LETTER, ['s'] = LETTER, ['t'] = LETTER, ['u'] = LETTER, ['v'] = LETTER,
    ['w'] = LETTER, ['x'] = LETTER, ['y'] = LETTER, ['z'] = LETTER, ['{'] = PLAIN, ['|'] = PLAIN, ['}'] = PLAIN,
    ['~'] = PLAIN, [0x7f] = PLAIN,
};

static bool is(unsigned char c, unsigned char class)
{
    return c < 128 && (classes[c] & class);
}

/* [2] Char */
static bool is_char(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) ||
           (c >= 0x10000 && c <= 0x10ffff);
}

/* [4], [4a] beyond ASCII */
static bool is_name_wide(uint32_t c, bool start)
{
    static const struct { uint32_t from, to; } letters[] = {
        {0xc0, 0xd6}, {0xd8, 0xf6}, {0xf8, 0x2ff}, {0x370, 0x37d}, {0x37f, 0x1fff}, {0x200c, 0x200d}, {0x2070, 0x218f},
        {0x2c00, 0x2fef}, {0x3001, 0xd7ff}, {0xf900, 0xfdcf}, {0xfdf0, 0xfffd}, {0x10000, 0xeffff}};
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (c >= letters[i].from && c <= letters[i].to)
            return true;
    return !start && (c == 0xb7 || (c >= 0x300 && c <= 0x36f) || c == 0x203f || c == 0x2040);
}

static bool fail(struct xscan *s, size_t at, enum xscan_fault fault)
{
    s->fault = fault;
    s->at = at;
    return false;
}

/* The character at p, its length in *n; 0: not UTF-8. */
static uint32_t wide(const char *p, const char *end, size_t *n)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t left = (size_t)(end - p);
    uint32_t c = 0;
    *n = u[0] < 0xe0 ? 2 : u[0] < 0xf0 ? 3 : 4;
    if (u[0] < 0xc2 || u[0] > 0xf4 || left < *n)
        return 0;
    c = u[0] & (0xffu >> (*n + 1));
    for (size_t i = 1; i < *n; i++) {
        if ((u[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (u[i] & 0x3f);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    return c < least[*n] ? 0 : c;
}

/* One character of text at `at`; it moves on. */
static bool take_char(struct xscan *s, size_t *at)
{
    unsigned char c = (unsigned char)s->bytes.p[*at];
    size_t n = 1;
    if (c < 0x80 ? !is_char(c) : !is_char(wide(s->bytes.p + *at, s->bytes.p + s->bytes.n, &n)))
        return fail(s, *at, XSCAN_BAD_CHARACTER);
    *at += n;
    return true;
}

static bool starts(const struct xscan *s, size_t at, const char *with)
{
    size_t n = strlen(with);
    return s->bytes.n - at >= n && memcmp(s->bytes.p + at, with, n) == 0;
}

static size_t skip_blanks(const struct xscan *s, size_t at)
{
    while (at < s->bytes.n && is((unsigned char)s->bytes.p[at], BLANK))
        at++;
    return at;
}

/* [5] Name at `at`, which moves behind it. */
static bool take_name(struct xscan *s, size_t *at, struct span *name)
{
    size_t from = *at, i = from;
    const char *end = s->bytes.p + s->bytes.n;
    while (i < s->bytes.n) {
        unsigned char c = (unsigned char)s->bytes.p[i];
        size_t n = 1;
        if (c < 128 ? !(classes[c] & (i == from ? NAME_START : NAME_CHAR)) : !is_name_wide(wide(s->bytes.p + i, end, &n), i == from))
            break;
        i += n;
    }
    if (i == from)
        return fail(s, from, i < s->bytes.n ? XSCAN_BAD_MARKUP : XSCAN_END_EARLY);
    if (i - from > XSCAN_MAX_NAME)
        return fail(s, from, XSCAN_BAD_MARKUP);
    *name = span_make(s->bytes.p + from, i - from);
    *at = i;
    return true;
}

/* -- references */

static const struct { const char *name; char c; } entities[] = {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};

/* [66] CharRef and the five entities; bytes.p[*at] is '&'. */
static bool take_reference(struct span bytes, size_t *at, uint32_t *out)
{
    size_t i = *at + 1, digits;
    uint32_t c = 0;
    if (i < bytes.n && bytes.p[i] == '#') {
        bool hex = ++i < bytes.n && bytes.p[i] == 'x';
        i += hex;
        for (digits = i; i < bytes.n && bytes.p[i] != ';'; i++) {
            unsigned char d = (unsigned char)bytes.p[i];
            uint32_t v = d >= '0' && d <= '9' ? d - '0' : hex && (d | 32) >= 'a' && (d | 32) <= 'f' ? (d | 32) - 'a' + 10 : 99;
            if (v == 99)
                return false;
            c = c > 0x110000 ? c : c * (hex ? 16 : 10) + v;
        }
        if (i == digits || i >= bytes.n || !is_char(c))
            return false;
        *at = i + 1;
        *out = c;
        return true;
    }
    for (size_t e = 0; e < sizeof entities / sizeof *entities; e++) {
        size_t n = strlen(entities[e].name);
        if (bytes.n - i > n && memcmp(bytes.p + i, entities[e].name, n) == 0 && bytes.p[i + n] == ';') {
            *at = i + n + 1;
            *out = (unsigned char)entities[e].c;
            return true;
        }
    }
    return false;
}

struct span xscan_local(struct span name)
{
    const char *colon = memchr(name.p, ':', name.n);

    return colon ? span_make(colon + 1, name.n - (size_t)(colon + 1 - name.p)) : name;
}

bool xscan_attribute_local(const struct xscan *s, const struct xscan_token *t, const char *local, struct span *value)
{
    struct span name;
    size_t at = 0;

    while (xscan_attribute(s, t, &at, &name, value))
        if (span_is(xscan_local(name), local))
            return true;
    return false;
}

uint32_t xscan_reference(struct span s, size_t *i)
{
    uint32_t c = '&';
    if (!take_reference(s, i, &c))
        ++*i;
    return c;
}

void xscan_decode(struct span raw, struct buf *out)
{
    for (size_t i = 0; i < raw.n;) {
        const char *amp = memchr(raw.p + i, '&', raw.n - i);
        size_t end = amp ? (size_t)(amp - raw.p) : raw.n;
        buf_put(out, raw.p + i, end - i);
        i = end;
        if (amp)
            buf_utf8(out, xscan_reference(raw, &i));
    }
}

/* -- tokens */

/* [14] CharData and references up to `end` ('<', or a quote). */
static bool take_text(struct xscan *s, size_t *at, char end)
{
    const char *p = s->bytes.p;
    size_t i = *at, n = s->bytes.n;
    while (i < n) {
        unsigned char c = (unsigned char)p[i];
        if (c < 128 && (classes[c] & PLAIN)) {
            i++;
        } else if (c == (unsigned char)end) {
            break;
        } else if (c == '&') {
            uint32_t ignored;
            if (!take_reference(s->bytes, &i, &ignored))
                return fail(s, i, XSCAN_BAD_REFERENCE);
        } else if (c == '<') {
            return fail(s, i, XSCAN_BAD_MARKUP); /* in an attribute's value */
        } else if (c == ']' && end == '<' && starts(s, i, "]]>")) {
            return fail(s, i, XSCAN_BAD_MARKUP);
        } else if (!take_char(s, &i)) {
            return false;
        }
    }
    *at = i;
    return true;
}

/* Everything up to `end`, which is taken too. */
static bool take_until(struct xscan *s, size_t *at, const char *end)
{
    size_t n = strlen(end);
    for (size_t i = *at; i < s->bytes.n;) {
        if (s->bytes.p[i] == end[0] && starts(s, i, end)) {
            *at = i + n;
            return true;
        }
        if (!take_char(s, &i))
            return false;
    }
    return fail(s, s->bytes.n, XSCAN_END_EARLY);
}

/* [15] no "--" within. */
static bool take_comment(struct xscan *s, struct xscan_token *t)
{
    t->type = XSCAN_COMMENT;
    t->to = t->from + 4;
    if (!take_until(s, &t->to, "--"))
        return false;
    if (t->to >= s->bytes.n || s->bytes.p[t->to] != '>')
        return fail(s, t->to, t->to < s->bytes.n ? XSCAN_BAD_MARKUP : XSCAN_END_EARLY);
    t->to++;
    return true;
}

static bool equals_folded(struct span s, const char *lower)
{
    size_t n = strlen(lower);
    bool same = s.n == n;
    for (size_t i = 0; same && i < n; i++)
        same = (s.p[i] | (s.p[i] >= 'A' && s.p[i] <= 'Z' ? 32 : 0)) == lower[i];
    return same;
}

/* [16], [17] */
static bool take_pi(struct xscan *s, struct xscan_token *t)
{
    t->type = XSCAN_PI;
    t->to = t->from + 2;
    if (!take_name(s, &t->to, &t->name))
        return false;
    if (equals_folded(t->name, "xml"))
        return fail(s, t->from, XSCAN_BAD_MARKUP);
    if (!starts(s, t->to, "?>") && skip_blanks(s, t->to) == t->to)
        return fail(s, t->to, t->to < s->bytes.n ? XSCAN_BAD_MARKUP : XSCAN_END_EARLY);
    return take_until(s, &t->to, "?>");
}

/* [25] Eq and a quoted value: ["key" was taken]. */
static bool take_value(struct xscan *s, size_t *at, struct span *value)
{
    size_t i = skip_blanks(s, *at);
    if (i >= s->bytes.n || s->bytes.p[i] != '=')
        return fail(s, i, i < s->bytes.n ? XSCAN_BAD_MARKUP : XSCAN_END_EARLY);
    i = skip_blanks(s, i + 1);
    char quote = i < s->bytes.n ? s->bytes.p[i] : 0;
    if (quote != '"' && quote != '\'')
        return fail(s, i, i < s->bytes.n ? XSCAN_BAD_MARKUP : XSCAN_END_EARLY);
    size_t from = ++i;
    if (!take_text(s, &i, quote))
        return false;
    if (i >= s->bytes.n)
        return fail(s, i, XSCAN_END_EARLY);
    *value = span_make(s->bytes.p + from, i - from);
    *at = i + 1;
    return true;
}

/* S "key" Eq value, if it stands here. */
static bool take_pseudo(struct xscan *s, size_t *at, const char *key, struct span *value, bool *there)
{
    size_t i = skip_blanks(s, *at);
    *there = starts(s, i, key);
    if (!*there)
        return true;
    if (i == *at)
        return fail(s, i, XSCAN_BAD_MARKUP);
    i += strlen(key);
    if (!take_value(s, &i, value))
        return false;
    *at = i;
    return true;
}

static bool is_version(struct span v)
{
    bool ok = v.n > 1 && v.p[0] == '1' && v.p[1] == '.';
    for (size_t i = 2; ok && i < v.n; i++)
        ok = v.p[i] >= '0' && v.p[i] <= '9';
    return ok;
}

/* [23] XMLDecl */
static bool take_declaration(struct xscan *s, struct xscan_token *t)
{
    struct span value;
    bool there;
    t->type = XSCAN_PI;
    t->name = span_make(s->bytes.p + t->from + 2, 3);
    t->to = t->from + 5;
    if (!take_pseudo(s, &t->to, "version", &value, &there))
        return false;
    if (!there || !is_version(value))
        return fail(s, t->to, XSCAN_BAD_MARKUP);
    if (!take_pseudo(s, &t->to, "encoding", &value, &there))
        return false;
    if (there && !equals_folded(value, "utf-8") && !equals_folded(value, "utf8"))
        return fail(s, t->to, XSCAN_ENCODING);
    if (!take_pseudo(s, &t->to, "standalone", &value, &there))
        return false;
    if (there && !span_is(value, "yes") && !span_is(value, "no"))
        return fail(s, t->to, XSCAN_BAD_MARKUP);
    t->to = skip_blanks(s, t->to);
    if (!starts(s, t->to, "?>"))
        return fail(s, t->to, t->to < s->bytes.n ? XSCAN_BAD_MARKUP : XSCAN_END_EARLY);
    t->to += 2;
    return true;
}

/* [40], [44]; attribute names are unique. */
static bool take_start(struct xscan *s, struct xscan_token *t)
{
    enum { KEPT = 32 };
    struct span names[KEPT], name, value;
    size_t n = 0, i = t->from + 1;
    t->type = XSCAN_START;
    if (s->depth == XSCAN_MAX_DEPTH)
        return fail(s, t->from, XSCAN_DEEP);
    if (!take_name(s, &i, &t->name))
        return false;
    for (;;) {
        size_t blank = skip_blanks(s, i);
        if (blank >= s->bytes.n)
            return fail(s, blank, XSCAN_END_EARLY);
        if (s->bytes.p[blank] == '>' || starts(s, blank, "/>")) {
            t->empty = s->bytes.p[blank] == '/';
            t->to = blank + 1 + t->empty;
            break;
        }
        if (blank == i)
            return fail(s, i, XSCAN_BAD_MARKUP);
        size_t attributes = t->from + 1 + t->name.n;
        i = blank;
        if (!take_name(s, &i, &name) || !take_value(s, &i, &value))
            return false;
        for (size_t k = 0; k < n && k < KEPT; k++)
            if (span_equal(names[k], name))
                return fail(s, blank, XSCAN_BAD_MARKUP);
        if (n >= KEPT) { /* a root may declare many namespaces */
            const struct xscan_token so_far = {.type = XSCAN_START, .from = t->from, .to = blank, .name = t->name};
            size_t at = 0;
            for (struct span other; xscan_attribute(s, &so_far, &at, &other, &value);)
                if (span_equal(other, name))
                    return fail(s, attributes, XSCAN_BAD_MARKUP);
        } else {
            names[n] = name;
        }
        n++;
    }
    s->rooted = true;
    if (!t->empty)
        s->open[s->depth++] = t->name;
    return true;
}

static bool take_close(struct xscan *s, struct xscan_token *t)
{
    size_t i = t->from + 2;
    t->type = XSCAN_CLOSE;
    if (!take_name(s, &i, &t->name))
        return false;
    i = skip_blanks(s, i);
    if (i >= s->bytes.n || s->bytes.p[i] != '>')
        return fail(s, i, i < s->bytes.n ? XSCAN_BAD_MARKUP : XSCAN_END_EARLY);
    if (!s->depth || !span_equal(s->open[s->depth - 1], t->name))
        return fail(s, t->from, XSCAN_BAD_NESTING);
    s->depth--;
    t->to = i + 1;
    return true;
}

static bool take_markup(struct xscan *s, struct xscan_token *t)
{
    bool inside = s->depth > 0;
    if (starts(s, t->from, "</") && inside)
        return take_close(s, t);
    if (starts(s, t->from, "<!--"))
        return take_comment(s, t);
    if (starts(s, t->from, "<?"))
        return take_pi(s, t);
    if (starts(s, t->from, "<!DOCTYPE"))
        return fail(s, t->from, XSCAN_DTD);
    if (inside && starts(s, t->from, "<![CDATA[")) {
        t->type = XSCAN_CDATA;
        t->to = t->from + 9;
        return take_until(s, &t->to, "]]>");
    }
    if (!inside && s->rooted)
        return fail(s, t->from, XSCAN_BAD_NESTING);
    return take_start(s, t);
}

void xscan_init(struct xscan *s, struct span bytes)
{
    s->bytes = bytes;
    s->at = bytes.n >= 3 && memcmp(bytes.p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    s->declared = s->rooted = false;
    s->fault = XSCAN_OK;
    s->depth = 0;
}

bool xscan_next(struct xscan *s, struct xscan_token *t)
{
    bool first = !s->declared, taken;
    if (s->fault)
        return false;
    *t = (struct xscan_token){.from = s->at};
    s->declared = true;
    if (first && starts(s, s->at, "<?xml") && s->bytes.n > s->at + 5 && is((unsigned char)s->bytes.p[s->at + 5], BLANK)) {
        taken = take_declaration(s, t);
    } else if (s->at >= s->bytes.n) {
        if (s->depth || !s->rooted)
            fail(s, s->at, XSCAN_END_EARLY);
        return false;
    } else if (s->bytes.p[s->at] == '<') {
        taken = take_markup(s, t);
    } else {
        t->type = XSCAN_TEXT;
        t->to = s->depth ? t->from : skip_blanks(s, t->from);
        taken = s->depth ? take_text(s, &t->to, '<')
                         : t->to > t->from || fail(s, t->from, XSCAN_BAD_MARKUP); /* between root and the ends only blanks */
    }
    if (taken)
        s->at = t->to;
    return taken;
}

bool xscan_attribute(const struct xscan *s, const struct xscan_token *t, size_t *at, struct span *name, struct span *value)
{
    const char *p = s->bytes.p;
    size_t i = *at ? *at : t->from + 1 + t->name.n;
    i = skip_blanks(s, i);
    if (i >= t->to || p[i] == '>' || p[i] == '/')
        return false;
    size_t from = i;
    while (p[i] != '=' && !is((unsigned char)p[i], BLANK))
        i++;
    *name = span_make(p + from, i - from);
    i = skip_blanks(s, skip_blanks(s, i) + 1);
    const char *end = memchr(p + i + 1, p[i], t->to - i - 1);
    *value = span_make(p + i + 1, (size_t)(end - p) - i - 1);
    *at = (size_t)(end - p) + 1;
    return true;
}

bool xscan_attribute_named(const struct xscan *s, const struct xscan_token *t, const char *name, struct span *value)
{
    size_t at = 0;
    for (struct span found; xscan_attribute(s, t, &at, &found, value);)
        if (span_is(found, name))
            return true;
    return false;
}
