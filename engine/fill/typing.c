/* What typing and Word's autocorrection do to tags: blanks that are none, signs without width, dashes for a minus; and what
 * the writer of an unknown statement may have meant. */
#include "base/diag/fill.h"
#include "fill/typing.h"

#include "base/ctx.h"
#include "data/tag.h"
#include "text/text.h"

static size_t starts(struct span s, size_t i, const char *const *signs)
{
    for (; *signs; signs++)
        if (span_starts(span_make(s.p + i, s.n - i), *signs))
            return strlen(*signs);
    return 0;
}

size_t typing_blank(struct span s, size_t i)
{
    /* U+00A0, U+2000 to U+200A, U+202F, U+205F, U+3000 */
    static const char *const wide[] = {"\u00a0", "\u202f", "\u205f", "\u3000", NULL};
    if (i >= s.n)
        return 0;
    if (memchr(" \t\r\n", s.p[i], 4))
        return 1;
    if (i + 2 < s.n && s.p[i] == '\xe2' && s.p[i + 1] == '\x80' && (unsigned char)s.p[i + 2] >= 0x80 && (unsigned char)s.p[i + 2] <= 0x8a)
        return 3;
    return (unsigned char)s.p[i] >= 0x80 ? starts(s, i, wide) : 0;
}

struct span typing_tidy(struct arena *a, struct span s, bool dashes)
{
    static const char *const none[] = {"\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", NULL};
    static const char *const minus[] = {"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", NULL};
    struct buf b = {0};
    for (size_t i = 0; i < s.n;) {
        size_t string = tag_quote(s, i) ? tag_string_end(s, i) : 0, n;
        bool foreign = (unsigned char)s.p[i] >= 0x80;
        if (string > i) {
            buf_put(&b, s.p + i, string - i);
            i = string;
        } else if ((n = typing_blank(s, i)) > 0) {
            buf_putc(&b, ' ');
            i += n;
        } else if (foreign && (n = starts(s, i, none)) > 0) {
            i += n;
        } else if (foreign && dashes && (n = starts(s, i, minus)) > 0) {
            buf_putc(&b, '-');
            i += n;
        } else {
            buf_putc(&b, s.p[i++]);
        }
    }
    struct span out = {.n = b.n};
    out.p = arena_buf(a, &b);
    return out;
}

static const char *const letters[] = {"tr", "tc", "p", "r", NULL};

/* `lower` in letters of either case. */
static bool is_letters(struct span s, const char *lower)
{
    if (s.n != strlen(lower))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((s.p[i] | 32) != lower[i])
            return false;
    return true;
}

/* The statement behind a letter that was not understood as one: {%TR for, {% p if, {%pif. */
static const char *with_letter(struct arena *a, struct span word, struct span rest, const char *const *statements)
{
    for (size_t i = 0; letters[i]; i++) {
        size_t n = strlen(letters[i]);
        struct span head = span_make(word.p, word.n < n ? word.n : n), tail = span_make(word.p + head.n, word.n - head.n);
        size_t end = 0;
        if (!is_letters(head, letters[i]))
            continue;
        if (!tail.n) { /* the statement is the next word */
            tail = span_trim(rest);
            while (end < tail.n && !typing_blank(tail, end))
                end++;
            tail.n = end;
        }
        for (size_t k = 0; statements[k]; k++)
            if (span_is(tail, statements[k]))
                return arena_printf(a, "{%%%s %s", letters[i], statements[k]);
    }
    return NULL;
}

void typing_statement(struct ctx *ctx, struct pos pos, struct span name, struct span rest, const char *const *statements)
{
    static const char *const others[][2] = {{"elseif", "elif"}, {"elsif", "elif"}, {"foreach", "for"}, {"endforeach", "endfor"}};
    struct arena a = {0};
    const char *word = arena_span(&a, name), *near = NULL, *letter = with_letter(&a, name, rest, statements);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        near = strcmp(word, others[i][0]) == 0 ? others[i][1] : near;
    if (strcmp(word, "end") == 0) { /* {% end if %} */
        const char *closer = arena_printf(&a, "end%s", arena_span(&a, span_trim(rest)));
        for (size_t i = 0; statements[i]; i++)
            near = strcmp(closer, statements[i]) == 0 ? statements[i] : near;
    }
    if (!near && *word)
        near = text_nearest(word, statements);
    if (letter)
        diag(ctx, DIAG_FILL_LETTER, pos, letter);
    else
        diag(ctx, near ? DIAG_FILL_STATEMENT_NEAR : DIAG_FILL_STATEMENT, pos, word, near);
    arena_release(&a);
}
