/* The end of a tag. */
#include "data/tag.h"

static bool starts_at(struct span s, size_t i, const char *prefix)
{
    return span_starts(span_make(s.p + i, s.n - i), prefix);
}

/* The kind of quote at s[i]: 0 none, else the straight one it stands for. */
static char kind_at(struct span s, size_t i, size_t *n)
{
    *n = 0;
    if (i >= s.n)
        return 0;
    if (s.p[i] == '"' || s.p[i] == '\'') {
        *n = 1;
        return s.p[i];
    }
    *n = strlen("\u201c");
    if (starts_at(s, i, "\u201c") || starts_at(s, i, "\u201d"))
        return '"';
    if (starts_at(s, i, "\u2018") || starts_at(s, i, "\u2019"))
        return '\'';
    *n = 0;
    return 0;
}

size_t tag_quote(struct span s, size_t i)
{
    size_t n;
    kind_at(s, i, &n);
    return n;
}

size_t tag_string_end(struct span s, size_t i)
{
    size_t open_n, n;
    char open = kind_at(s, i, &open_n);
    for (i += open_n; i < s.n; i++) {
        if (s.p[i] == '\\')
            i++;
        else if (kind_at(s, i, &n) == open && n == open_n)
            return i + n;
    }
    return 0;
}

size_t tag_end(struct span text, size_t i)
{
    size_t depth = 0;
    for (i += 2; i < text.n;) {
        if (tag_quote(text, i)) {
            i = tag_string_end(text, i);
            if (!i)
                return 0;
            continue;
        }
        if (!depth && starts_at(text, i, "}}"))
            return i + 2;
        depth += text.p[i] == '{';
        depth -= depth && text.p[i] == '}';
        i++;
    }
    return 0;
}
