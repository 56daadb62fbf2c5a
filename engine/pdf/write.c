/* What was read and not changed is printed by its value as well, not by its bytes: comments and odd spacing of another
 * program's file stay there. Names with any byte that is not plain are escaped (ISO 32000-1, 7.3.5). */
#include "pdf/write.h"

static bool is_plain(unsigned char c)
{
    return c > ' ' && c < 0x7F && !strchr("()<>[]{}/%#", c);
}

static void write_name(struct buf *out, struct span s)
{
    buf_putc(out, '/');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (is_plain(c))
            buf_putc(out, (char)c);
        else
            buf_printf(out, "#%02X", c);
    }
}

static void write_string(struct buf *out, const struct pdf_obj *o)
{
    static const char digits[] = "0123456789ABCDEF";
    struct span s = o->as.text;

    buf_putc(out, o->hex ? '<' : '(');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (o->hex) {
            buf_putc(out, digits[c >> 4]);
            buf_putc(out, digits[c & 15]);
        } else if (c == '(' || c == ')' || c == '\\') {
            buf_putc(out, '\\');
            buf_putc(out, (char)c);
        } else if (c == '\r') {
            buf_puts(out, "\\r"); /* an end of line would be read as a line feed (7.3.4.2) */
        } else {
            buf_putc(out, (char)c);
        }
    }
    buf_putc(out, o->hex ? '>' : ')');
}

/* Does it begin with a delimiter, so that no space is needed before it? */
static bool begins_apart(const struct pdf_obj *o)
{
    return o->type == PDF_NAME || o->type == PDF_STRING || o->type == PDF_ARRAY || pdf_is_dict(o);
}

/* A file has thousands of small numbers. */
static void write_int(struct buf *out, int64_t v)
{
    uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    char digits[24];
    size_t at = sizeof digits;

    do
        digits[--at] = (char)('0' + rest % 10);
    while ((rest /= 10) > 0);
    if (v < 0)
        digits[--at] = '-';
    buf_put(out, digits + at, sizeof digits - at);
}

static void write_ref(struct buf *out, const struct pdf_obj *o, struct pdf_renumber *r)
{
    uint32_t num = o->as.ref.num;

    if (r && num >= r->most) {
        buf_puts(out, "null");
        return;
    }
    if (r && !r->to[num]) {
        r->met[r->n++] = num;
        r->to[num] = (uint32_t)r->n;
    }
    write_int(out, r ? r->to[num] : num);
    buf_putc(out, ' ');
    write_int(out, r ? 0 : o->as.ref.gen);
    buf_puts(out, " R");
}

static void write_value(struct buf *out, const struct pdf_obj *o, struct pdf_renumber *r);

static void write_dict(struct buf *out, const struct pdf_obj *o, struct pdf_renumber *r)
{
    buf_puts(out, "<<");
    for (size_t i = 0; i < o->as.dict.n; i++) {
        const struct pdf_entry *e = &o->as.dict.v[i];
        const struct pdf_obj length = pdf_int((int64_t)o->as.dict.data.n);
        const struct pdf_obj *value = r && o->type == PDF_STREAM && span_is(e->key, "Length") ? &length : &e->value;
        write_name(out, e->key);
        if (!begins_apart(value))
            buf_putc(out, ' ');
        write_value(out, value, r);
    }
    buf_puts(out, ">>");
}

static void write_value(struct buf *out, const struct pdf_obj *o, struct pdf_renumber *r)
{
    switch (o->type) {
    case PDF_NULL: buf_puts(out, "null"); break;
    case PDF_BOOL: buf_puts(out, o->as.boolean ? "true" : "false"); break;
    case PDF_INT: write_int(out, o->as.integer); break;
    case PDF_REAL: buf_putspan(out, o->as.text); break;
    case PDF_NAME: write_name(out, o->as.text); break;
    case PDF_STRING: write_string(out, o); break;
    case PDF_REF: write_ref(out, o, r); break;
    case PDF_ARRAY:
        buf_putc(out, '[');
        for (size_t i = 0; i < o->as.array.n; i++) {
            if (i && !begins_apart(&o->as.array.v[i]))
                buf_putc(out, ' ');
            write_value(out, &o->as.array.v[i], r);
        }
        buf_putc(out, ']');
        break;
    case PDF_DICT:
    case PDF_STREAM: write_dict(out, o, r); break;
    }
}

void pdf_write(struct buf *out, const struct pdf_obj *o)
{
    write_value(out, o, NULL);
}

static void write_object(struct buf *out, uint32_t num, uint16_t gen, const struct pdf_obj *o, struct pdf_renumber *r)
{
    write_int(out, num);
    buf_putc(out, ' ');
    write_int(out, gen);
    buf_puts(out, " obj\n");
    write_value(out, o, r);
    if (o->type == PDF_STREAM) {
        buf_puts(out, "\nstream\n");
        buf_putspan(out, o->as.dict.data);
        buf_puts(out, "\nendstream");
    }
    buf_puts(out, "\nendobj\n");
}

void pdf_write_object(struct buf *out, uint32_t num, uint16_t gen, const struct pdf_obj *o)
{
    write_object(out, num, gen, o, NULL);
}

void pdf_write_renumbered(struct buf *out, uint32_t num, const struct pdf_obj *o, struct pdf_renumber *r)
{
    write_object(out, num, 0, o, r);
}
