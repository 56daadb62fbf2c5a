/* What Writer itself has for filling (ODF 1.3 part 3, 7.3 to 7.5): user fields get a value and show it, input fields and
 * placeholders get the text, user-defined properties their content.
 *
 * The name of an input field is its description or, without one, what it shows; of a placeholder, what it shows within its
 * angle brackets. */
#include "base/diag/fill.h"
#include "base/diag/mustache.h"
#include "fill/field.h"
#include "fill/odt_tidy.h"
#include "fill/package.h"

struct odt {
    struct fielding x;
    bool strict;
    const char *part;
};

static void put_text(struct buf *out, const char *text, bool attribute)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '&')
            buf_puts(out, "&amp;");
        else if (c == '<')
            buf_puts(out, "&lt;");
        else if (c == '>')
            buf_puts(out, "&gt;");
        else if (attribute && c == '"')
            buf_puts(out, "&quot;");
        else if (!attribute && c == '\n')
            buf_puts(out, "<text:line-break/>");
        else if (!attribute && c == '\t')
            buf_puts(out, "<text:tab/>");
        else if (c >= ' ')
            buf_putc(out, (char)c);
    }
}

/* The letters of an element, without markup. */
static const char *letters(struct odt *o, size_t i)
{
    struct buf b = {0};

    for (size_t k = i; k <= field_end(&o->x, i); k++)
        if (o->x.v[k].t.type == XSCAN_TEXT)
            xscan_decode(field_bytes(&o->x, k, k), &b);
    return arena_buf(&o->x.f->arena, &b);
}

/* The text of a name of the data; NULL: there is none, or it was reported. */
static const char *text_of(struct odt *o, size_t i, const char *name, bool needed)
{
    int before = o->x.f->ctx->errors;
    struct result v;
    struct pos pos;

    if (!name || !*name)
        return NULL;
    pos = field_pos(&o->x, i, name);
    if (field_value(&o->x, name, pos, &v))
        return field_text(&o->x, &v, pos);
    if (needed && o->x.f->ctx->errors == before) {
        diag(o->x.f->ctx, DIAG_FIELD_MISSING, pos, name);
        o->x.failed = true;
    }
    return NULL;
}

/* <ten> as ten. */
static const char *unquoted(struct odt *o, const char *s)
{
    struct span t = span_trim(span_of(s));

    if (t.n > 2 && t.p[0] == '<' && t.p[t.n - 1] == '>')
        t = span_trim(span_make(t.p + 1, t.n - 2));
    return arena_span(&o->x.f->arena, t);
}

/* What the element is to show; NULL: it is none that is filled, or has no data. */
static const char *shown(struct odt *o, size_t i)
{
    static const struct {
        const char *element, *name;
    } named[] = {{"text:user-field-get", "text:name"}, {"text:user-field-input", "text:name"}, {"text:user-defined", "text:name"},
                 {"meta:user-defined", "meta:name"}};
    const char *name;

    for (size_t k = 0; k < sizeof named / sizeof *named; k++)
        if (field_is(&o->x, i, XSCAN_START, named[k].element))
            return text_of(o, i, field_attribute(&o->x, i, named[k].name), false);
    if (field_is(&o->x, i, XSCAN_START, "text:text-input")) {
        name = field_attribute(&o->x, i, "text:description");
        return text_of(o, i, name && *name ? name : unquoted(o, letters(o, i)), false);
    }
    if (field_is(&o->x, i, XSCAN_START, "text:placeholder"))
        return text_of(o, i, unquoted(o, letters(o, i)), o->strict);
    return NULL;
}

/* The start tag without its value, and with this one as a string. */
static void put_declaration(struct odt *o, size_t i, const char *text)
{
    struct xscan_token *t = &o->x.v[i].t;
    struct span name, value;
    size_t at = 0;

    buf_puts(o->x.out, "<");
    buf_putspan(o->x.out, t->name);
    while (xscan_attribute(&o->x.scan, t, &at, &name, &value)) {
        if (span_starts(name, "office:") || span_is(name, "text:formula"))
            continue;
        buf_puts(o->x.out, " ");
        buf_putspan(o->x.out, name);
        buf_puts(o->x.out, "=\"");
        buf_putspan(o->x.out, value);
        buf_puts(o->x.out, "\"");
    }
    buf_puts(o->x.out, " office:value-type=\"string\" office:string-value=\"");
    put_text(o->x.out, text, true);
    buf_puts(o->x.out, t->empty ? "\"/>" : "\">");
}

static const char *child_text(struct odt *o, size_t i, const char *element)
{
    for (size_t k = i + 1; k < field_end(&o->x, i); k++)
        if (field_is(&o->x, k, XSCAN_START, element) && o->x.v[k].parent == i)
            return letters(o, k);
    return NULL;
}

/* A frame with a picture that is called as a $image of the data. */
static bool put_frame(struct odt *o, size_t i)
{
    struct fielding *x = &o->x;
    const char *names[] = {field_attribute(x, i, "draw:name"), child_text(o, i, "svg:title")};
    struct pos pos = pos_file(x->f->name);
    struct result v;
    struct drawing d;

    for (size_t k = 0; k < 2; k++) {
        const struct value *tag;

        if (!names[k] || !*names[k] || !child_text(o, i, "draw:image") || !field_value(x, names[k], pos, &v) || v.type != RESULT_DATA)
            continue;
        tag = rich_tag(v.as.data);
        if (!tag || strcmp(tag->written_key, "$image") != 0)
            continue;
        if (!rich_picture(&x->f->rich, v.as.data, tag, &d)) {
            x->failed = true;
            return false;
        }
        buf_putspan(x->out, odt_frame_with(&x->f->rich, o->part, field_bytes(x, i, field_end(x, i)), &d));
        x->changed = true;
        return true;
    }
    return false;
}

static void copy(struct odt *o)
{
    struct fielding *x = &o->x;

    for (size_t i = 0; i < x->n; i++) {
        const char *text = x->v[i].t.type == XSCAN_START ? shown(o, i) : NULL;

        if (field_is(x, i, XSCAN_START, "draw:frame") && put_frame(o, i)) {
            i = field_end(x, i);
        } else if (text) {
            bool own = !field_is(x, i, XSCAN_START, "text:placeholder") && !field_is(x, i, XSCAN_START, "text:text-input");

            x->changed = true;
            if (own) {
                struct span start = field_bytes(x, i, i);

                buf_put(x->out, start.p, start.n - (x->v[i].t.empty ? 2 : 1));
                buf_puts(x->out, ">");
            }
            put_text(x->out, text, false);
            if (own) {
                buf_puts(x->out, "</");
                buf_putspan(x->out, x->v[i].t.name);
                buf_puts(x->out, ">");
            }
            i = field_end(x, i);
        } else if (field_is(x, i, XSCAN_START, "text:user-field-decl") &&
                   (text = text_of(o, i, field_attribute(x, i, "text:name"), false))) {
            x->changed = true;
            put_declaration(o, i, text);
        } else {
            buf_putspan(x->out, field_bytes(x, i, i));
        }
    }
}

bool odt_fields(struct filler *f, struct package *p, const struct data *data, bool strict)
{
    static const struct {
        const char *part;
        diag_code place;
    } parts[] = {{"content.xml", DIAG_FILL_A_BODY}, {"styles.xml", DIAG_FILL_A_MARGIN}, {"meta.xml", DIAG_FILL_A_PROPERTY}};
    struct odt o = {.x = {.f = f, .package = p, .data = data}, .strict = strict};

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct buf out = {0};
        struct span bytes;

        if (!package_has(p, parts[i].part))
            continue;
        if (!add_base(f->rich.add, parts[i].part, &bytes))
            return false;
        o.x.place = diag_text(parts[i].place, f->ctx->lang);
        o.part = parts[i].part;
        o.x.out = &out;
        o.x.changed = false;
        if (field_tokens(&o.x, bytes))
            copy(&o);
        if (o.x.changed) {
            size_t n = out.n;

            add_replace(f->rich.add, parts[i].part, span_make(arena_buf(&f->arena, &out), n));
        }
        buf_release(&out);
    }
    return !o.x.failed;
}
