/* The tree of a formula, and the formula in one line. */
#include "model/formula.h"

struct math *math_new(struct arena *a, enum math_type type)
{
    struct math *m = ARENA_NEW(a, struct math);

    m->type = type;
    m->text = m->close = m->separator = m->columns = "";
    return m;
}

void math_append(struct math *parent, struct math *child)
{
    if (!child)
        return;
    *(parent->last ? &parent->last->next : &parent->first) = child;
    parent->last = child;
}

/* ---- in one line ---- */

/* Letters and figures alone, which a stroke or sign holds together. */
static bool is_plain_text(const char *text)
{
    for (const char *c = text; *c; c++)
        if ((!((*c | 32) >= 'a' && (*c | 32) <= 'z') && !(*c >= '0' && *c <= '9') && *c != '.' && *c != ',' && !(*c & 0x80)) ||
            (strncmp(c, "\xe2", 1) == 0 && (unsigned char)c[1] >= 0x86 && (unsigned char)c[1] <= 0x8b && strcmp(c, "\xe2\x88\x9e") != 0))
            return false; /* U+2180 to U+22FF are signs; infinity alone is none */
    return true;
}

/* More than one sign or word: brackets keep together what a stroke or sign belongs to. */
static bool is_long(const struct math *m)
{
    const struct math *c = m && m->type == MATH_ROW ? m->first : NULL;

    if (!m)
        return false;
    if (m->type == MATH_ROW && c && !c->next)
        return is_long(c);
    if (m->type == MATH_ROW) {
        for (; c; c = c->next)
            if (c->type == MATH_ROW ? is_long(c) : c->type != MATH_TEXT || !is_plain_text(c->text))
                return true;
        return false;
    }
    if (m->type == MATH_FENCE)
        return *m->text == '\0' || *m->close == '\0';
    return m->type == MATH_TEXT ? !is_plain_text(m->text) : m->type != MATH_ACCENT;
}

static void linear(const struct math *m, struct buf *out);

static void linear_grouped(const struct math *m, struct buf *out)
{
    const bool brackets = is_long(m);

    buf_puts(out, brackets ? "(" : "");
    linear(m, out);
    buf_puts(out, brackets ? ")" : "");
}

static bool is_empty(const struct math *m)
{
    return !m || (m->type == MATH_ROW && !m->first) || (m->type == MATH_TEXT && !*m->text);
}

static void linear_corners(const struct math *m, struct buf *out)
{
    if (!is_empty(m->below)) {
        buf_putc(out, '_');
        linear_grouped(m->below, out);
    }
    if (!is_empty(m->above)) {
        buf_putc(out, '^');
        linear_grouped(m->above, out);
    }
}

static void linear_argument(const struct math *m, struct buf *out);

static void linear_all(const struct math *parent, const char *between, struct buf *out)
{
    for (const struct math *c = parent->first, *before = NULL; c; before = c, c = c->next) {
        if (before && before->type == MATH_NARY && is_empty(before->base) && *before->text)
            linear_argument(c, out);
        else
            linear(c, out);
        buf_puts(out, c->next ? between : "");
    }
}

/* What stands behind a name or a sign with limits is parted from it where letters would run together. */
static void linear_argument(const struct math *m, struct buf *out)
{
    const struct math *first = m;

    while (first && first->type == MATH_ROW)
        first = first->first;
    if (!first)
        return;
    if (first->type != MATH_FENCE && out->n > 0 && out->p[out->n - 1] != ' ')
        buf_putc(out, ' ');
    linear(m, out);
}

static void linear_matrix(const struct math *m, struct buf *out)
{
    for (const struct math *row = m->first; row; row = row->next) {
        linear_all(row, ", ", out);
        buf_puts(out, row->next ? "; " : "");
    }
}

static void linear_fraction(const struct math *m, struct buf *out)
{
    linear_grouped(m->base, out);
    buf_puts(out, m->fraction == FRACTION_NO_BAR ? "¦" : "/");
    linear_grouped(m->below, out);
}

static void linear_fence(const struct math *m, struct buf *out)
{
    buf_puts(out, m->text);
    linear_all(m, m->separator, out);
    buf_puts(out, m->close);
}

/* Signs that only say how the formula is meant (U+2061 to U+2064), and where its lines are aligned, are left out. */
static void linear_text(const struct math *m, struct buf *out)
{
    if (m->breaks && out->n > 0)
        buf_putc(out, ' ');
    for (const char *c = m->text; *c; c++) {
        const bool unseen = !m->normal && strncmp(c, "\xe2\x81", 2) == 0 && (unsigned char)c[2] >= 0xa1 && (unsigned char)c[2] <= 0xa4;

        if (unseen)
            c += 2;
        else if (*c != '&' || m->normal)
            buf_putc(out, *c == '\n' || *c == '\t' ? ' ' : *c);
    }
}

static void linear(const struct math *m, struct buf *out)
{
    if (!m)
        return;
    switch (m->type) {
    case MATH_ROW:
        linear_all(m, "", out);
        break;
    case MATH_TEXT:
        linear_text(m, out);
        break;
    case MATH_FRACTION:
        linear_fraction(m, out);
        break;
    case MATH_SCRIPTS:
        if (m->before)
            linear_corners(m, out);
        linear_grouped(m->base, out);
        if (!m->before)
            linear_corners(m, out);
        break;
    case MATH_RADICAL:
        if (!is_empty(m->above)) {
            linear_grouped(m->above, out);
            buf_putc(out, ' ');
        }
        buf_puts(out, "√");
        linear_grouped(m->base, out);
        break;
    case MATH_NARY:
        buf_puts(out, m->text);
        linear_corners(m, out);
        if (*m->text)
            linear_argument(m->base, out);
        else
            linear(m->base, out);
        break;
    case MATH_FENCE:
        linear_fence(m, out);
        break;
    case MATH_MATRIX:
        linear_matrix(m, out);
        break;
    case MATH_LINES:
        linear_all(m, "; ", out);
        break;
    case MATH_FUNCTION:
        linear(m->base, out);
        linear_argument(m->below, out);
        break;
    case MATH_LIMITS:
        linear(m->base, out);
        linear_corners(m, out);
        break;
    case MATH_ACCENT:
        linear_grouped(m->base, out);
        buf_puts(out, m->text);
        break;
    case MATH_BAR:
        linear_grouped(m->base, out);
        buf_puts(out, m->under ? "\xcc\xb2" : "\xcc\x85"); /* U+0332, U+0305 */
        break;
    case MATH_GROUP:
        buf_puts(out, m->text);
        linear_grouped(m->base, out);
        break;
    case MATH_BORDER:
        linear(m->base, out);
        break;
    case MATH_PHANTOM:
        if (m->shown)
            linear(m->base, out);
        break;
    }
}

void math_linear(const struct math *m, struct buf *out)
{
    linear(m, out);
}

/* ---- -f tree ---- */

static void dump_quoted(const char *text, struct buf *out)
{
    buf_putc(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buf_putc(out, '\\');
        buf_putc(out, *text);
    }
    buf_putc(out, '"');
}

static void dump_text(const struct math *m, struct buf *out)
{
    static const char *const alphabets[] = {"", "script ", "fraktur ", "double-struck ", "sans ", "mono "};

    if (m->breaks)
        buf_puts(out, "(break) ");
    if (m->normal)
        buf_puts(out, "normal ");
    buf_puts(out, alphabets[m->letters.alphabet]);
    buf_puts(out, m->letters.bold ? "bold " : "");
    buf_puts(out, m->letters.italic ? "" : "upright ");
    dump_quoted(m->text, out);
}

static void dump_words(const struct math *m, struct buf *out)
{
    static const char *const fractions[] = {"", " no-bar", " skewed", " linear"};
    const struct { bool on; const char *word; } words[] = {{m->before, " before"}, {m->beside, " beside"}, {m->fixed, " fixed"},
                                                           {m->under, " under"}, {m->shown, " shown"}};

    buf_puts(out, m->type == MATH_FRACTION ? fractions[m->fraction] : "");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        buf_puts(out, words[i].on ? words[i].word : "");
    if (m->type == MATH_BORDER)
        buf_printf(out, " edges=%u", m->edges);
    if (m->zero)
        buf_printf(out, " zero=%u", m->zero);
    if (*m->columns)
        buf_printf(out, " %s", m->columns);
    if (*m->text || m->type == MATH_FENCE) {
        buf_putc(out, ' ');
        dump_quoted(m->text, out);
    }
    if (m->type == MATH_FENCE) {
        dump_quoted(m->separator, out);
        dump_quoted(m->close, out);
    }
}

static void dump_part(const char *name, const struct math *m, struct buf *out)
{
    if (!m)
        return;
    buf_printf(out, " %s", name);
    math_dump(m, out);
}

void math_dump(const struct math *m, struct buf *out)
{
    static const char *const names[] = {"row", "text", "fraction", "scripts", "radical", "nary", "fence", "matrix", "lines", "function",
                                        "limits", "accent", "bar", "group", "border", "phantom"};

    if (m->type == MATH_TEXT) {
        dump_text(m, out);
        return;
    }
    if (m->type == MATH_ROW && m->first && !m->first->next) {
        math_dump(m->first, out);
        return;
    }
    buf_putc(out, '(');
    buf_puts(out, names[m->type]);
    dump_words(m, out);
    dump_part("", m->base, out);
    dump_part("_", m->below, out);
    dump_part("^", m->above, out);
    for (const struct math *c = m->first; c; c = c->next) {
        buf_putc(out, ' ');
        math_dump(c, out);
    }
    buf_putc(out, ')');
}
