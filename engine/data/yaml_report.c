/* libfyaml's messages in the words of a clerk. What stands on the line decides first (a bare {{
 * }}), then a table of pieces of libfyaml's text; what no row knows is shown as libfyaml says it.
 * Where a mended line can be shown, it is. */
#include "data/yaml.h"

#include "base/diag/data.h"
#include "data/input.h"

#include <string.h>

/* What the diagnostic of a row shows as its argument. */
enum mend {
    MEND_NOTHING,
    MEND_QUOTE,   /* the line, its value quoted */
    MEND_BRACKET, /* nothing; the place is the open bracket, if there is one */
};

struct row {
    const char *piece; /* of libfyaml's message */
    diag_code code;
    enum mend mend;
};

static const struct row rows[] = {
    {"tab character", DIAG_DATA_YAML_TAB, MEND_NOTHING},
    {"tabs for", DIAG_DATA_YAML_TAB, MEND_NOTHING},
    {"tab used", DIAG_DATA_YAML_TAB, MEND_NOTHING},
    {"invalid tab", DIAG_DATA_YAML_TAB, MEND_NOTHING},
    {"use tab", DIAG_DATA_YAML_TAB, MEND_NOTHING},
    {"without closing quote", DIAG_DATA_YAML_QUOTE_OPEN, MEND_NOTHING},
    {"wrongly indented double-quoted", DIAG_DATA_YAML_QUOTE_OPEN, MEND_NOTHING},
    {"wrongly indented single-quoted", DIAG_DATA_YAML_QUOTE_OPEN, MEND_NOTHING},
    {"Multi line double quoted", DIAG_DATA_YAML_QUOTE_OPEN, MEND_NOTHING},
    {"quoted scalar has invalid", DIAG_DATA_YAML_ESCAPE, MEND_NOTHING},
    {"invalid escape", DIAG_DATA_YAML_ESCAPE, MEND_NOTHING},
    {"Invalid JSON unescaped", DIAG_DATA_JSON_CONTROL, MEND_NOTHING},
    {"trailing comma", DIAG_DATA_JSON_COMMA, MEND_NOTHING},
    {"Invalid JSON plain", DIAG_DATA_JSON_BARE, MEND_NOTHING},
    {"single quoted scalars", DIAG_DATA_JSON_BARE, MEND_NOTHING},
    {"plain scalars not supported", DIAG_DATA_JSON_BARE, MEND_NOTHING},
    {"trailing content after", DIAG_DATA_YAML_QUOTE_TRAIL, MEND_QUOTE},
    {"mapping on the same line", DIAG_DATA_YAML_COLON, MEND_QUOTE},
    {"nested block mapping", DIAG_DATA_YAML_COLON, MEND_QUOTE},
    {"plain scalar cannot start", DIAG_DATA_YAML_RESERVED, MEND_QUOTE},
    {"block sequence on the same", DIAG_DATA_YAML_DASH, MEND_QUOTE},
    {"no linebreak found", DIAG_DATA_YAML_BLOCK, MEND_NOTHING},
    {"without a closing", DIAG_DATA_YAML_BRACKET_OPEN, MEND_BRACKET},
    {"missing comma", DIAG_DATA_YAML_BRACKET_OPEN, MEND_BRACKET},
    {"in flow mode", DIAG_DATA_YAML_BRACKET_OPEN, MEND_BRACKET},
    {"invalid extra closing", DIAG_DATA_YAML_BRACKET_EXTRA, MEND_NOTHING},
    {"mismatched flow", DIAG_DATA_YAML_BRACKET_EXTRA, MEND_NOTHING},
    {"missing document start", DIAG_DATA_EXTRA, MEND_NOTHING},
    {"at the end of block", DIAG_DATA_YAML_INDENT, MEND_NOTHING},
    {"indent", DIAG_DATA_YAML_INDENT, MEND_NOTHING},
};

/* Behind the indentation and the dashes of list items. */
static size_t skip_dashes(struct span line)
{
    size_t i = 0;
    for (;;) {
        while (i < line.n && line.p[i] == ' ')
            i++;
        if (i + 1 >= line.n || line.p[i] != '-' || line.p[i + 1] != ' ')
            return i;
        i++;
    }
}

/* Where the value of a line begins: behind the first ": ", else behind the dashes. */
static size_t value_start(struct span line)
{
    size_t start = skip_dashes(line);
    for (size_t i = start; i + 1 < line.n; i++) {
        if (line.p[i] != ':' || line.p[i + 1] != ' ')
            continue;
        for (i++; i < line.n && line.p[i] == ' '; i++)
            ;
        return i;
    }
    return start;
}

size_t yaml_find_braces(struct span line)
{
    for (size_t i = 0; i + 1 < line.n; i++) {
        if (line.p[i] != '{' || line.p[i + 1] != '{')
            continue;
        size_t before = i;
        while (before > 0 && line.p[before - 1] == ' ')
            before--;
        char c = before > 0 ? line.p[before - 1] : ':';
        return strchr(":-[,?", c) ? i : line.n;
    }
    return line.n;
}

/* The line up to `from` with what follows in quotes. */
static char *quoted_from(struct arena *a, struct span line, size_t from)
{
    struct buf mended = {0};
    struct span head = span_make(line.p, from), rest = span_make(line.p + from, line.n - from);
    buf_putspan(&mended, span_trim(head));
    buf_puts(&mended, span_trim(head).n ? " " : "");
    value_quote(&mended, span_trim(rest));
    return arena_buf(a, &mended);
}

static struct pos place(const struct yaml_input *in, int line, int col)
{
    return (struct pos){in->source->file, in->first_line + line - 1, col, NULL};
}

void yaml_report_braces(const struct yaml_input *in, int number)
{
    struct span line = input_line_at(in->text, number);
    size_t at = yaml_find_braces(line);
    struct arena *a = &in->d->arena;
    diag(in->d->ctx, DIAG_DATA_YAML_BRACES,
         place(in, number, 1 + marks_columns(line.p, at < line.n ? at : 0)),
         quoted_from(a, line, at < line.n ? at : 0));
}

/* U+00A0, as Word writes it in place of a space. */
static const char no_break[] = "\xC2\xA0";

/* A line that should hold "key: value" and does not. */
static void report_no_colon(const struct yaml_input *in, struct span line, int number, int col)
{
    struct arena *a = &in->d->arena;
    const char *colon = memchr(line.p, ':', line.n);
    struct pos pos = place(in, number, col);
    size_t at = colon ? (size_t)(colon - line.p) : 0;
    if (colon && span_starts(span_make(colon + 1, line.n - at - 1), no_break)) {
        diag(in->d->ctx, DIAG_DATA_YAML_SPACE, place(in, number, 2 + marks_columns(line.p, at)));
    } else if (colon && at + 1 < line.n && line.p[at + 1] != ' ') {
        struct span rest = span_make(colon + 1, line.n - at - 1);
        diag(in->d->ctx, DIAG_DATA_YAML_COLON_SPACE,
             place(in, number, 1 + marks_columns(line.p, at)),
             arena_printf(a, "%s: %s", arena_span(a, span_trim(span_make(line.p, at))),
                          arena_span(a, span_trim(rest))));
    } else if (colon) { /* "key: value", and the next line is deeper and has a key */
        diag(in->d->ctx, DIAG_DATA_YAML_INDENT, place(in, number + 1, 1));
    } else {
        diag(in->d->ctx, DIAG_DATA_YAML_NO_COLON, pos, arena_span(a, span_trim(line)));
    }
}

bool yaml_check_spaces(struct data *d, const struct source *source, struct span text, int first_line)
{
    for (size_t i = 0; i < text.n;) {
        struct span line = input_line(span_make(text.p + i, text.n - i), 0);
        size_t at = 0;
        while (at < line.n && line.p[at] == ' ')
            at++;
        if (span_starts(span_make(line.p + at, line.n - at), no_break)) {
            diag(d->ctx, DIAG_DATA_YAML_SPACE, input_pos(source->file, text, i + at, first_line));
            return false;
        }
        i += line.n + 1;
    }
    return true;
}

void yaml_report(const struct yaml_input *in, const char *message, int number, int col,
                 struct pos open)
{
    struct span line = input_line_at(in->text, number);
    struct pos pos = place(in, number, col);
    if (!in->json && yaml_find_braces(line) < line.n) {
        yaml_report_braces(in, number);
        return;
    }
    if (strstr(message, "multiline plain key") || strstr(message, "expected ':'")) {
        report_no_colon(in, line, number, col);
        return;
    }
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        if (!strstr(message, rows[i].piece))
            continue;
        if (rows[i].mend == MEND_BRACKET && open.line > 0)
            pos = open;
        char *mended =
            rows[i].mend == MEND_QUOTE ? quoted_from(&in->d->arena, line, value_start(line)) : NULL;
        diag(in->d->ctx, rows[i].code, pos, mended);
        return;
    }
    diag(in->d->ctx, in->json ? DIAG_DATA_JSON_SYNTAX : DIAG_DATA_YAML_SYNTAX, pos, message);
}
