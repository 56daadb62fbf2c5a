/* Lifting: everything whose characters cmark would interpret or move, but that is ours (tags,
 * escapes, entities, footnote marks, autolinks), becomes one placeholder, U+FDD0, a noncharacter
 * that no text holds; one that is typed is lifted too. What cmark is left with are emphasis, links
 * and pictures, and every text node that it gives is a piece of the flat text byte for byte. */
#include "base/diag/data.h"
#include "data/markdown.h"
#include "data/tag.h"

#include "text/text.h"

#include <stdlib.h>

#define PLACEHOLDER "\xEF\xB7\x90"
enum { PLACEHOLDER_BYTES = 3, LONGEST_ENTITY = 12 };

static void add_run(struct flat *flat, size_t body)
{
    if (flat->n_runs && flat->runs[flat->n_runs - 1].flat == flat->text.n)
        flat->n_runs--;
    MEM_ROOM(flat->runs, flat->n_runs, flat->cap_runs);
    flat->runs[flat->n_runs++] = (struct run){flat->text.n, body};
}

static struct atom *add_atom(struct flat *flat, enum atom_kind kind, size_t body, size_t n)
{
    MEM_ROOM(flat->atoms, flat->n_atoms, flat->cap_atoms);
    struct atom *atom = &flat->atoms[flat->n_atoms++];
    *atom = (struct atom){.kind = kind, .flat = flat->text.n, .body = body, .n = n};
    buf_puts(&flat->text, PLACEHOLDER);
    add_run(flat, body + n);
    return atom;
}

static size_t add_text_atom(struct flat *flat, size_t body, size_t n, const char *cooked, size_t k)
{
    struct atom *atom = add_atom(flat, ATOM_TEXT, body, n);
    memcpy(atom->cooked, cooked, k);
    return n;
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_punctuation(char c)
{
    return c > ' ' && c < 0x7F && !is_letter(c) && !(c >= '0' && c <= '9');
}

/* The named entities that a document needs; every other character is typed. */
static const struct {
    const char *name, *text;
} entities[] = {
    {"&nbsp;", "\xC2\xA0"}, {"&amp;", "&"},   {"&lt;", "<"},
    {"&gt;", ">"},          {"&quot;", "\""}, {"&shy;", "\xC2\xAD"},
};

/* "&#160;" or "&#xA0;": the code point, 0 if it is none that text may hold. */
static uint32_t numeric_entity(struct span s)
{
    bool hex = s.p[2] == 'x' || s.p[2] == 'X';
    uint32_t code = 0;
    size_t i = hex ? 3 : 2;
    if (i + 1 >= s.n)
        return 0;
    for (; i + 1 < s.n; i++) {
        char c = s.p[i];
        uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : 99;
        if (hex && is_letter(c))
            digit = (uint32_t)((c | 0x20) - 'a') + 10;
        if (digit >= (hex ? 16u : 10u) || code > 0x10FFFF)
            return 0;
        code = code * (hex ? 16 : 10) + digit;
    }
    bool bad = code < 0x20 || (code >= 0x7F && code < 0xA0) || (code >= 0xD800 && code < 0xE000) ||
               code > 0x10FFFF;
    return bad ? 0 : code;
}

/* The length of what looks like an entity at i, 0 if it does not: "AT&T;" does not. */
static size_t entity_length(struct span s, size_t i, size_t to)
{
    size_t end = i + 1;
    bool number = end < to && s.p[end] == '#';
    end += number;
    while (end < to && end - i < LONGEST_ENTITY &&
           (is_letter(s.p[end]) || (s.p[end] >= '0' && s.p[end] <= '9')))
        end++;
    return end < to && s.p[end] == ';' && end > i + 1 + number ? end + 1 - i : 0;
}

static size_t lift_entity(struct md *md, struct flat *flat, size_t i, size_t to)
{
    size_t n = entity_length(md->text, i, to);
    if (!n)
        return add_text_atom(flat, i, 1, "&", 1);
    struct span s = span_make(md->text.p + i, n);
    struct buf cooked = {0};
    for (size_t k = 0; k < sizeof(entities) / sizeof(entities[0]); k++)
        if (span_is(s, entities[k].name))
            buf_puts(&cooked, entities[k].text);
    uint32_t code = s.p[1] == '#' ? numeric_entity(s) : 0;
    if (code)
        buf_utf8(&cooked, code);
    if (!cooked.n) {
        md_fault(md, DIAG_MD_ENTITY, i, md_copy(md, i, i + n));
        buf_putc(&cooked, '?');
    }
    add_text_atom(flat, i, n, cooked.p, cooked.n);
    buf_release(&cooked);
    return n;
}

/* An autolink (CommonMark 6.5, http and https only), a tag (an error), or the character itself. */
static size_t lift_angle(struct md *md, struct flat *flat, size_t i, size_t to)
{
    struct span s = span_make(md->text.p + i, to - i);
    size_t end = 1;
    while (end < s.n && s.p[end] != '<' && s.p[end] != '>')
        end++;
    bool closed = end < s.n && s.p[end] == '>';
    struct span inside = span_make(s.p + 1, end - 1);
    if (closed && (span_starts(inside, "https://") || span_starts(inside, "http://")) &&
        !memchr(inside.p, ' ', inside.n)) {
        add_atom(flat, ATOM_LINK, i, end + 1);
        return end + 1;
    }
    char c = inside.n ? inside.p[0] == '/' && inside.n > 1 ? inside.p[1] : inside.p[0] : ' ';
    if ((closed && (is_letter(c) || c == '?' || c == '!')) || span_starts(inside, "!--"))
        md_fault(md, DIAG_MD_HTML, i, md_copy(md, i, i + end + closed));
    return add_text_atom(flat, i, 1, "<", 1);
}

/* What stands at byte i is lifted: its length; 0 if it is plain. */
static size_t lift(struct md *md, struct flat *flat, size_t i, size_t to)
{
    struct span s = md->text;
    char c = s.p[i], next = i + 1 < to ? s.p[i + 1] : 0;
    bool tag_next = i + 2 < to && next == '{' && s.p[i + 2] == '{';
    size_t end;
    if (c == '{' && next == '{' && (end = tag_end(span_make(s.p, to), i)) > 0) {
        add_atom(flat, ATOM_TAG, i, end - i);
        return end - i;
    }
    if (c == '\\' && is_punctuation(next) && !tag_next)
        return add_text_atom(flat, i, 2, s.p + i + 1, 1);
    if (c == '\\')
        return add_text_atom(flat, i, 1, "\\", 1);
    if (c == '&')
        return lift_entity(md, flat, i, to);
    if (c == '<')
        return lift_angle(md, flat, i, to);
    if (c == '[' && (end = md_note_end(md, i, to)) > 0) {
        add_atom(flat, ATOM_NOTE, i, end - i);
        return end - i;
    }
    if (c == '\t')
        return add_text_atom(flat, i, 1, " ", 1);
    if (to - i >= PLACEHOLDER_BYTES && memcmp(s.p + i, PLACEHOLDER, PLACEHOLDER_BYTES) == 0)
        return add_text_atom(flat, i, PLACEHOLDER_BYTES, PLACEHOLDER, PLACEHOLDER_BYTES);
    return 0;
}

void flat_add(struct md *md, struct flat *flat, size_t from, size_t to)
{
    if (!flat->text.n)
        buf_putc(&flat->text, '.');
    add_run(flat, from);
    for (size_t i = from; i < to;) {
        size_t n = lift(md, flat, i, to);
        if (!n)
            buf_putc(&flat->text, md->text.p[i++]);
        i += n;
    }
}

void flat_break(struct flat *flat, size_t offset)
{
    add_atom(flat, ATOM_BREAK, offset, 1);
}

void flat_join(struct flat *flat, size_t offset)
{
    add_run(flat, offset);
    buf_putc(&flat->text, ' ');
}

void flat_release(struct flat *flat)
{
    buf_release(&flat->text);
    free(flat->atoms);
    free(flat->runs);
    *flat = (struct flat){0};
}

size_t flat_run(const struct flat *flat, size_t offset)
{
    size_t low = 0, high = flat->n_runs;
    while (low < high) { /* the first run behind the offset */
        size_t mid = low + (high - low) / 2;
        if (flat->runs[mid].flat <= offset)
            low = mid + 1;
        else
            high = mid;
    }
    return low ? low - 1 : 0;
}

size_t flat_body(const struct flat *flat, size_t offset)
{
    const struct run *run = &flat->runs[flat_run(flat, offset)];
    return offset > run->flat ? run->body + (offset - run->flat) : run->body;
}
