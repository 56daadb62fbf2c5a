/* Merge fields and content controls of a package. */
#include "fill/field.h"

#include "base/diag/fill.h"
#include "base/file.h"
#include "expr/read.h"
#include "fill/package.h"
#include "package/opc.h"
#include "package/xml.h"
#include "text/text.h"

/* ---- tokens ---- */

bool field_is(const struct fielding *x, size_t i, enum xscan_type type, const char *name)
{
    return i < x->n && x->v[i].t.type == type && span_is(x->v[i].t.name, name);
}

size_t field_end(const struct fielding *x, size_t i)
{
    return x->v[i].t.type == XSCAN_START ? x->v[i].partner : i;
}

struct span field_bytes(const struct fielding *x, size_t from, size_t to)
{
    if (from > to)
        return (struct span){0};
    return span_make(x->scan.bytes.p + x->v[from].t.from, x->v[to].t.to - x->v[from].t.from);
}

const char *field_attribute(struct fielding *x, size_t i, const char *name)
{
    struct span raw;
    struct buf b = {0};

    if (!xscan_attribute_named(&x->scan, &x->v[i].t, name, &raw))
        return NULL;
    xscan_decode(raw, &b);
    return arena_buf(&x->f->arena, &b);
}

struct pos field_pos(struct fielding *x, size_t i, const char *what)
{
    const char *place = where_place(&x->f->arena, x->f->ctx->lang, x->place, &x->v[i].where);

    return (struct pos){.file = x->f->name, .place = arena_printf(&x->f->arena, "%s, %s", place, what)};
}

bool field_tokens(struct fielding *x, struct span bytes)
{
    uint32_t open[XSCAN_MAX_DEPTH], paragraph = 0;
    struct where where = {0};
    struct xscan_token t;
    size_t cap = 0;
    int depth = 0;

    x->n = 0;
    x->v = NULL;
    xscan_init(&x->scan, bytes);
    while (xscan_next(&x->scan, &t)) {
        struct field_token *token;

        if (x->n == UINT32_MAX - 1)
            return false;
        x->v = vector_more(&x->f->arena, x->v, &x->n, &cap, sizeof *x->v);
        token = &x->v[x->n - 1];
        paragraph += t.type == XSCAN_START && span_is(t.name, "w:p");
        if (t.type == XSCAN_START)
            where_begin(&where, t.name);
        if (t.type == XSCAN_CLOSE || (t.type == XSCAN_START && t.empty))
            where_end(&where, t.name);
        *token = (struct field_token){.t = t, .where = where, .partner = (uint32_t)(x->n - 1), .parent = depth ? open[depth - 1] : UINT32_MAX, .paragraph = paragraph};
        if (t.type == XSCAN_START && !t.empty) {
            open[depth++] = (uint32_t)(x->n - 1);
        } else if (t.type == XSCAN_CLOSE && depth) {
            token->partner = open[--depth];
            x->v[token->partner].partner = (uint32_t)(x->n - 1);
            token->parent = x->v[token->partner].parent;
        }
    }
    return x->scan.fault == XSCAN_OK;
}

/* ---- values ---- */

/* The member of this key as written, else one that folds to the same: Word puts '_' for blanks into names of fields. */
static const struct value *member(struct fielding *x, const char *name, const char *folded)
{
    const struct value *map = x->data->root, *v = read_member(x->f->ctx, map, name);
    struct arena a = {0};

    for (size_t i = 0; !v && i < value_count(map); i++) {
        const struct value *item = value_item(map, i);

        if (strcmp(item->key, folded) == 0 || strcmp(text_fold(&a, span_of(item->key)), folded) == 0)
            v = read_member(x->f->ctx, map, item->key);
    }
    arena_release(&a);
    return v;
}

bool field_value(struct fielding *x, const char *name, struct pos pos, struct result *out)
{
    const char *key = text_fold(&x->f->arena, span_of(name));
    const struct value *v;
    const struct expr *e;
    const char *comma = pos.place ? strrchr(pos.place, ',') : NULL; /* the field's name is behind it */

    if (x->f->ctx->tracer && comma)
        where_reads(x->f->ctx, arena_span(&x->f->arena, span_make(pos.place, (size_t)(comma - pos.place))));
    for (const struct scope *s = x->scope; s; s = s->outer) {
        if (strcmp(s->name, name) == 0 || strcmp(text_fold(&x->f->arena, span_of(s->name)), key) == 0) {
            *out = s->value;
            return true;
        }
    }
    v = member(x, name, key);
    if (v) {
        *out = (struct result){.type = RESULT_DATA, .as.data = v};
        return true;
    }
    if (!strchr(name, '.') || strspn(name, ".") || strpbrk(name, " \t()[]{}|\"'+-*/%<>=!,:;~&?#@\\") || strstr(name, "..") || name[strlen(name) - 1] == '.')
        return false;
    e = expr_parse(x->f->ev, span_of(arena_str(&x->f->arena, name)), pos);
    if (!e || !expr_eval(x->f->ev, e, x->scope, out)) {
        x->failed = true;
        return false;
    }
    return out->type != RESULT_UNDEFINED;
}

const char *field_text(struct fielding *x, const struct result *v, struct pos pos)
{
    const char *s;

    if (v->type == RESULT_NONE || (v->type == RESULT_DATA && v->as.data->type == VALUE_NULL))
        return "";
    s = expr_print(x->f->ev, v, pos);
    x->failed |= !s;
    return s;
}

/* ---- runs ---- */

struct span field_run_props(const struct fielding *x, size_t from, size_t to)
{
    for (size_t i = from; i <= to && i < x->n; i++)
        if (field_is(x, i, XSCAN_START, "w:r") && field_is(x, i + 1, XSCAN_START, "w:rPr"))
            return field_bytes(x, i + 1, field_end(x, i + 1));
    return (struct span){0};
}

static void put_letters(struct buf *out, struct span s)
{
    if (s.n == 0)
        return;
    buf_puts(out, "<w:t xml:space=\"preserve\">");
    for (size_t i = 0; i < s.n; i++) {
        switch (s.p[i]) {
        case '&': buf_puts(out, "&amp;"); break;
        case '<': buf_puts(out, "&lt;"); break;
        case '>': buf_puts(out, "&gt;"); break;
        default:
            if ((unsigned char)s.p[i] >= ' ')
                buf_putc(out, s.p[i]);
        }
    }
    buf_puts(out, "</w:t>");
}

void field_put_run(struct fielding *x, struct span props, const char *text)
{
    const char *from = text, *p = text;

    if (!*text)
        return;
    buf_puts(x->out, "<w:r>");
    buf_putspan(x->out, props);
    for (;; p++) {
        if (*p && *p != '\n' && *p != '\t')
            continue;
        put_letters(x->out, span_make(from, (size_t)(p - from)));
        if (!*p)
            break;
        buf_puts(x->out, *p == '\n' ? "<w:br/>" : "<w:tab/>");
        from = p + 1;
    }
    buf_puts(x->out, "</w:r>");
}

/* ---- copying ---- */

/* Keeps count of fields that are copied, of which of them the instruction has not ended. */
static void note_field(struct fielding *x, size_t i)
{
    const char *type = field_attribute(x, i, "w:fldCharType");

    if (!type)
        return;
    if (strcmp(type, "begin") == 0)
        x->instructions = x->instructions << 1 | 1;
    else if (strcmp(type, "separate") == 0)
        x->instructions &= ~(uint64_t)1;
    else if (strcmp(type, "end") == 0)
        x->instructions >>= 1;
}

void field_copy(struct fielding *x, size_t from, size_t to)
{
    for (size_t i = from; i <= to && i < x->n;) {
        size_t next = i;

        if (x->v[i].t.type == XSCAN_START && span_starts(x->v[i].t.name, "w:")) {
            if (field_is(x, i, XSCAN_START, "w:sdt"))
                next = field_control(x, i);
            else if (field_is(x, i, XSCAN_START, "w:fldSimple"))
                next = merge_simple(x, i);
            else if (field_is(x, i, XSCAN_START, "w:r"))
                next = merge_complex(x, i);
            else if (field_is(x, i, XSCAN_START, "w:fldChar"))
                note_field(x, i);
            else if (x->no_ids && field_is(x, i, XSCAN_START, "w:id") && field_is(x, x->v[i].parent, XSCAN_START, "w:sdtPr"))
                next = field_end(x, i) + 1;
        }
        if (next == i) {
            buf_putspan(x->out, field_bytes(x, i, i));
            next = i + 1;
        }
        i = next;
    }
}

/* ---- parts ---- */

static const struct {
    const char *type;
    diag_code place;
} rows[] = {
    {"wordprocessingml.document.main+xml", DIAG_FILL_A_BODY},   {"wordprocessingml.template.main+xml", DIAG_FILL_A_BODY},
    {"wordprocessingml.header+xml", DIAG_FILL_A_HEADER},        {"wordprocessingml.footer+xml", DIAG_FILL_A_FOOTER},
    {"wordprocessingml.footnotes+xml", DIAG_FILL_A_FOOTNOTE},   {"wordprocessingml.endnotes+xml", DIAG_FILL_A_ENDNOTE},
};

static bool place_of(struct filler *f, struct package *p, const char *part, const char **place)
{
    const char *type = opc_content_type(p, part);

    for (size_t i = 0; type && i < sizeof rows / sizeof *rows; i++) {
        if (strstr(type, rows[i].type)) {
            *place = diag_text(rows[i].place, f->ctx->lang);
            if (rows[i].place != DIAG_FILL_A_BODY)
                *place = arena_printf(&f->arena, "%s (%s)", *place, path_base(&f->arena, part, true));
            return true;
        }
    }
    return false;
}

static void fill_part(struct fielding *x, const char *part, struct span bytes)
{
    struct buf out = {0};

    if (!memmem(bytes.p, bytes.n, "w:instr", 7) && !memmem(bytes.p, bytes.n, "<w:sdt", 6))
        return;
    x->out = &out;
    x->changed = false;
    x->instructions = 0;
    if (field_tokens(x, bytes) && x->n) /* what is no XML was told by the filling of tags, or tells the reader */
        field_copy(x, 0, x->n - 1);
    if (x->changed) {
        size_t n = out.n;

        add_replace(x->f->rich.add, part, span_make(arena_buf(&x->f->arena, &out), n));
    }
    buf_release(&out);
}

bool fields_package(struct filler *f, struct package *p, const struct data *data)
{
    struct fielding x = {.f = f, .package = p, .data = data};

    for (size_t i = 0; i < package_parts(p); i++) {
        const char *part = package_part_name(p, i);
        struct span bytes;

        if (!place_of(f, p, part, &x.place))
            continue;
        if (!add_text(f->rich.add, part, &bytes))
            return false;
        fill_part(&x, part, bytes);
    }
    return field_bind(&x) && !x.failed;
}
