/* Merge fields: w:fldSimple, and fields of fldChar begin, instrText, separate, result, end (ECMA-376 part 1, 17.16.18).
 *
 * The field goes and its value stays, as Word's own merge leaves it, with the formatting that the result had. */
#include "base/diag/mustache.h"
#include "fill/field.h"

static bool read_instruction(struct fielding *x, size_t i, const char *instruction, struct field_switches *s, struct pos *pos)
{
    if (!instruction || !field_read(&x->f->arena, instruction, s))
        return false;
    *pos = field_pos(x, i, arena_printf(&x->f->arena, "MERGEFIELD %s", s->name));
    return true;
}

/* The value as text; NULL: reported. */
static const char *value_of(struct fielding *x, const struct field_switches *s, struct pos pos)
{
    int before = x->f->ctx->errors;
    struct result v;

    if (!field_value(x, s->name, pos, &v)) {
        if (x->f->ctx->errors == before)
            diag(x->f->ctx, DIAG_FIELD_MISSING, pos, s->name);
        x->failed = true;
        return NULL;
    }
    return field_format(x, s, &v, pos);
}

size_t merge_simple(struct fielding *x, size_t i)
{
    size_t end = field_end(x, i);
    struct field_switches s;
    struct pos pos;
    const char *text;

    if (!read_instruction(x, i, field_attribute(x, i, "w:instr"), &s, &pos))
        return i;
    text = value_of(x, &s, pos);
    if (text)
        field_put_run(x, field_run_props(x, i, end), text);
    x->changed = true;
    return end + 1;
}

/* ---- complex fields ---- */

enum { MAX_NESTING = 16 };

struct complex {
    size_t begin, separate, end; /* fldChar; separate 0: none */
    size_t last_run;             /* that holds the end */
    struct buf instruction;
};

static const char *char_type(struct fielding *x, size_t i)
{
    const char *type = field_is(x, i, XSCAN_START, "w:fldChar") ? field_attribute(x, i, "w:fldCharType") : NULL;

    return type ? type : "";
}

/* The field that begins at fldChar `begin`. false: it has no end in its paragraph. */
static bool find_field(struct fielding *x, size_t begin, struct complex *c)
{
    int depth = 1;

    *c = (struct complex){.begin = begin, .last_run = x->v[begin].parent};
    for (size_t i = field_end(x, begin) + 1; i < x->n; i++) {
        const char *type = char_type(x, i);

        if (x->v[i].paragraph != x->v[begin].paragraph || field_is(x, i, XSCAN_CLOSE, "w:p"))
            return false;
        if (field_is(x, i, XSCAN_START, "w:r"))
            c->last_run = i;
        if (depth > MAX_NESTING)
            return false;
        depth += (strcmp(type, "begin") == 0) - (strcmp(type, "end") == 0);
        if (depth == 1 && strcmp(type, "separate") == 0)
            c->separate = i;
        if (depth == 0) {
            c->end = i;
            return true;
        }
        if (depth == 1 && !c->separate && x->v[i].t.type == XSCAN_TEXT && field_is(x, x->v[i].parent, XSCAN_START, "w:instrText"))
            xscan_decode(field_bytes(x, i, i), &c->instruction);
    }
    return false;
}

/* Marks within the field that others count on. */
static void keep_marks(struct fielding *x, size_t from, size_t to)
{
    static const char *const marks[] = {"w:bookmarkStart", "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:permStart", "w:permEnd"};

    for (size_t i = from; i <= to; i++)
        for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
            if (field_is(x, i, XSCAN_START, marks[k]))
                buf_putspan(x->out, field_bytes(x, i, field_end(x, i)));
}

/* Elements that begin in the field and end behind it, or the other way round, cannot be taken out with it. */
static bool is_even(const struct fielding *x, size_t from, size_t to)
{
    for (size_t i = from; i <= to; i++)
        if (x->v[i].partner < from || x->v[i].partner > to)
            return false;
    return true;
}

static void replace(struct fielding *x, size_t run, const struct complex *c, const char *text)
{
    size_t run_end = field_end(x, c->last_run), behind = field_end(x, c->end) + 1, props = run + 1;
    struct span format = c->separate ? field_run_props(x, c->separate, c->end) : (struct span){0};
    struct span own = field_is(x, props, XSCAN_START, "w:rPr") ? field_bytes(x, props, field_end(x, props)) : (struct span){0};
    size_t first = own.p ? field_end(x, props) + 1 : props;

    if (!format.p)
        format = own;
    if (first < c->begin) { /* letters before the field */
        buf_putspan(x->out, field_bytes(x, run, c->begin - 1));
        buf_puts(x->out, "</w:r>");
    }
    if (x->instructions) {
        buf_puts(x->out, "<w:r><w:instrText xml:space=\"preserve\">\"");
        for (const char *p = text; *p; p++)
            buf_puts(x->out, *p == '&' ? "&amp;" : *p == '<' ? "&lt;" : *p == '"' ? "\\\"" : (char[]){*p, '\0'});
        buf_puts(x->out, "\"</w:instrText></w:r>");
    } else {
        field_put_run(x, format, text);
    }
    keep_marks(x, c->begin, c->end);
    if (behind < run_end) { /* letters behind it */
        struct span last = field_run_props(x, c->last_run, c->last_run);

        buf_puts(x->out, "<w:r>");
        buf_putspan(x->out, last);
        buf_putspan(x->out, field_bytes(x, behind, run_end));
    }
}

size_t merge_complex(struct fielding *x, size_t i)
{
    size_t end = field_end(x, i), begin = i, next = i;
    struct field_switches s;
    struct complex c;
    struct pos pos;

    while (begin < end && strcmp(char_type(x, begin), "begin") != 0)
        begin++;
    if (begin == end || !find_field(x, begin, &c)) {
        if (begin < end)
            buf_release(&c.instruction);
        return i;
    }
    buf_putc(&c.instruction, '\0');
    if (read_instruction(x, begin, c.instruction.p, &s, &pos)) {
        size_t last = field_end(x, c.last_run);

        if (!is_even(x, i, last)) {
            diag(x->f->ctx, DIAG_FIELD_UNEVEN, pos, s.name);
            x->failed = true;
        } else {
            const char *text = value_of(x, &s, pos);

            if (x->instructions)
                diag(x->f->ctx, DIAG_FIELD_NESTED, pos, s.name);
            if (text)
                replace(x, i, &c, text);
            x->changed = true;
            next = last + 1;
        }
    }
    buf_release(&c.instruction);
    return next;
}
