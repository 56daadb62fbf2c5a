/* Objects: asking and making. Growing arrays and dictionaries keep their room in the arena: an array that is full is
 * copied to twice the room, so `n` says whether there is room left (it is used up at 0 and at each power of two from 4 on). */
#include "pdf/object.h"

const struct pdf_obj pdf_null = {.type = PDF_NULL};

/* ---- asking ---- */

const struct pdf_obj *pdf_dict_get(const struct pdf_obj *dict, const char *key)
{
    if (pdf_is_dict(dict))
        for (size_t i = 0; i < dict->as.dict.n; i++)
            if (span_is(dict->as.dict.v[i].key, key))
                return &dict->as.dict.v[i].value;
    return &pdf_null;
}

const struct pdf_obj *pdf_array_at(const struct pdf_obj *array, size_t i)
{
    return array->type == PDF_ARRAY && i < array->as.array.n ? &array->as.array.v[i] : &pdf_null;
}

/* [+-]digits[.digits]; false: what careless programs write instead (1e-5, -1.#INF). */
static bool real_value(struct span s, double *out)
{
    double v = 0, scale = 1;
    size_t points = 0, i = s.n && (s.p[0] == '-' || s.p[0] == '+');

    for (; i < s.n; i++) {
        if (s.p[i] == '.')
            points++;
        else if (s.p[i] < '0' || s.p[i] > '9')
            return false;
        else if (points)
            v += (s.p[i] - '0') * (scale /= 10);
        else
            v = v * 10 + (s.p[i] - '0');
    }
    *out = s.n && s.p[0] == '-' ? -v : v;
    return points <= 1;
}

bool pdf_number(const struct pdf_obj *o, double *out)
{
    if (o->type == PDF_INT)
        *out = (double)o->as.integer;
    else if (o->type != PDF_REAL || !real_value(o->as.text, out))
        return false;
    return true;
}

static const struct pdf_obj *entry_like(const struct pdf_obj *dict, size_t hint, struct span key)
{
    if (hint < dict->as.dict.n && span_equal(dict->as.dict.v[hint].key, key))
        return &dict->as.dict.v[hint].value;
    for (size_t i = 0; i < dict->as.dict.n; i++)
        if (span_equal(dict->as.dict.v[i].key, key))
            return &dict->as.dict.v[i].value;
    return NULL;
}

static bool dict_equal(const struct pdf_obj *a, const struct pdf_obj *b, int depth)
{
    if (a->as.dict.n != b->as.dict.n)
        return false;
    for (size_t i = 0; i < a->as.dict.n; i++) {
        const struct pdf_obj *other = entry_like(b, i, a->as.dict.v[i].key);
        if (!other || !pdf_equal(&a->as.dict.v[i].value, other, depth - 1))
            return false;
    }
    return a->type == PDF_DICT || span_equal(a->as.dict.data, b->as.dict.data);
}

bool pdf_equal(const struct pdf_obj *a, const struct pdf_obj *b, int depth)
{
    double x, y;

    if (depth <= 0)
        return false;
    if (a->type == PDF_REAL && b->type == PDF_REAL && span_equal(a->as.text, b->as.text)) /* "10+" too, which is no number */
        return true;
    if (a->type == PDF_REAL || b->type == PDF_REAL) /* 612 and 612.00 are one number (7.3.3) */
        return pdf_number(a, &x) && pdf_number(b, &y) && x == y;
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case PDF_NULL: return true;
    case PDF_BOOL: return a->as.boolean == b->as.boolean;
    case PDF_INT: return a->as.integer == b->as.integer;
    case PDF_REAL: return false; /* told above */
    case PDF_NAME:
    case PDF_STRING: return span_equal(a->as.text, b->as.text);
    case PDF_REF: return a->as.ref.num == b->as.ref.num && a->as.ref.gen == b->as.ref.gen;
    case PDF_ARRAY:
        if (a->as.array.n != b->as.array.n)
            return false;
        for (size_t i = 0; i < a->as.array.n; i++)
            if (!pdf_equal(&a->as.array.v[i], &b->as.array.v[i], depth - 1))
                return false;
        return true;
    case PDF_DICT:
    case PDF_STREAM: return dict_equal(a, b, depth);
    }
    return false;
}

/* PDFDocEncoding where it is not Latin-1 (annex D.2): 0x18 to 0x1F, and 0x80 to 0xA0. */
static uint32_t from_doc_encoding(unsigned char c)
{
    static const uint16_t low[] = {0x02D8, 0x02C7, 0x02C6, 0x02D9, 0x02DD, 0x02DB, 0x02DA, 0x02DC};
    static const uint16_t high[] = {0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x0192, 0x2044, 0x2039, 0x203A, 0x2212,
                                    0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A, 0x2122, 0xFB01, 0xFB02, 0x0141,
                                    0x0152, 0x0160, 0x0178, 0x017D, 0x0131, 0x0142, 0x0153, 0x0161, 0x017E, 0xFFFD, 0x20AC};

    if (c >= 0x18 && c <= 0x1F)
        return low[c - 0x18];
    if (c >= 0x80 && c <= 0xA0)
        return high[c - 0x80];
    return c;
}

static void utf16_text(struct buf *out, struct span s)
{
    const unsigned char *p = (const unsigned char *)s.p;

    for (size_t i = 0; i + 1 < s.n; i += 2) {
        uint32_t c = (uint32_t)p[i] << 8 | p[i + 1];
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < s.n && (p[i + 2] & 0xFC) == 0xDC) {
            c = 0x10000 + ((c & 0x3FF) << 10 | (uint32_t)(p[i + 2] & 3) << 8 | p[i + 3]);
            i += 2;
        }
        if (c) /* a C string ends there */
            buf_utf8(out, c);
    }
}

/* Bytes of one UTF-8 character, 0: none. */
static size_t utf8_length(const unsigned char *p, size_t n)
{
    size_t need = p[0] < 0x80 ? 1 : p[0] >= 0xC2 && p[0] < 0xE0 ? 2 : (p[0] & 0xF0) == 0xE0 ? 3 : p[0] >= 0xF0 && p[0] < 0xF5 ? 4 : 0;

    if (need == 0 || need > n)
        return 0;
    for (size_t i = 1; i < need; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    if ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) || (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
        return 0;
    return need;
}

static void utf8_text(struct buf *out, struct span s)
{
    for (size_t i = 0; i < s.n;) {
        size_t n = utf8_length((const unsigned char *)s.p + i, s.n - i);
        if (n == 0)
            buf_utf8(out, 0xFFFD);
        else if (s.p[i])
            buf_put(out, s.p + i, n);
        i += n ? n : 1;
    }
}

char *pdf_text(struct arena *a, const struct pdf_obj *o)
{
    struct buf out = {0};
    struct span s;

    if (o->type != PDF_STRING)
        return NULL;
    s = o->as.text;
    if (span_starts(s, "\xFE\xFF"))
        utf16_text(&out, span_make(s.p + 2, s.n - 2));
    else if (span_starts(s, "\xEF\xBB\xBF"))
        utf8_text(&out, span_make(s.p + 3, s.n - 3));
    else
        for (size_t i = 0; i < s.n; i++)
            if (s.p[i])
                buf_utf8(&out, from_doc_encoding((unsigned char)s.p[i]));
    return arena_buf(a, &out);
}

/* ---- making ---- */

struct pdf_obj pdf_bool(bool v)
{
    return (struct pdf_obj){.type = PDF_BOOL, .as.boolean = v};
}

struct pdf_obj pdf_int(int64_t v)
{
    return (struct pdf_obj){.type = PDF_INT, .as.integer = v};
}

struct pdf_obj pdf_real(struct arena *a, double v, int decimals)
{
    struct buf b = {0};
    struct pdf_obj o = {.type = PDF_REAL};

    if (v > -1e15 && v < 1e15 && v == (double)(int64_t)v)
        return pdf_int((int64_t)v);
    buf_number(&b, v, decimals);
    o.as.text.n = b.n;
    o.as.text.p = arena_buf(a, &b);
    return o;
}

struct pdf_obj pdf_name(const char *name)
{
    return (struct pdf_obj){.type = PDF_NAME, .as.text = span_of(name)};
}

struct pdf_obj pdf_string(struct span bytes)
{
    return (struct pdf_obj){.type = PDF_STRING, .as.text = bytes};
}

struct pdf_obj pdf_hex(struct span bytes)
{
    return (struct pdf_obj){.type = PDF_STRING, .hex = true, .as.text = bytes};
}

static void put_utf16(struct buf *b, uint32_t unit)
{
    buf_putc(b, (char)(unit >> 8));
    buf_putc(b, (char)(unit & 0xFF));
}

struct pdf_obj pdf_text_string(struct arena *a, const char *utf8)
{
    const unsigned char *p = (const unsigned char *)utf8;
    size_t n = strlen(utf8), length;
    struct buf b = {0};
    struct span bytes;
    bool ascii = true;

    for (size_t i = 0; i < n; i++)
        ascii = ascii && p[i] >= 0x20 && p[i] < 0x7F;
    if (ascii)
        return pdf_string(span_make(arena_str(a, utf8), n));
    buf_puts(&b, "\xFE\xFF");
    for (size_t i = 0; i < n; i += length) {
        uint32_t c = 0xFFFD;
        length = utf8_length(p + i, n - i);
        if (length == 1)
            c = p[i];
        else if (length > 1) {
            c = p[i] & (0xFFu >> (length + 1));
            for (size_t k = 1; k < length; k++)
                c = c << 6 | (p[i + k] & 0x3F);
        } else
            length = 1;
        if (c >= 0x10000) {
            put_utf16(&b, 0xD800 + ((c - 0x10000) >> 10));
            put_utf16(&b, 0xDC00 + ((c - 0x10000) & 0x3FF));
        } else
            put_utf16(&b, c);
    }
    bytes.n = b.n;
    bytes.p = arena_buf(a, &b);
    return pdf_hex(bytes);
}

struct pdf_obj pdf_ref(uint32_t num, uint16_t gen)
{
    return (struct pdf_obj){.type = PDF_REF, .as.ref = {num, gen}};
}

struct pdf_obj pdf_array(void)
{
    return (struct pdf_obj){.type = PDF_ARRAY};
}

struct pdf_obj pdf_dict(void)
{
    return (struct pdf_obj){.type = PDF_DICT};
}

/* Is the room of n members used up? Copies made by pdf_copy have room by the same rule. */
static bool is_full(size_t n)
{
    return n == 0 || (n >= 4 && (n & (n - 1)) == 0);
}

static size_t room_for(size_t n)
{
    size_t room = 4;

    while (room < n)
        room *= 2;
    return room;
}

void pdf_array_add(struct arena *a, struct pdf_obj *array, struct pdf_obj value)
{
    size_t n = array->as.array.n;
    struct pdf_obj *v = (struct pdf_obj *)(uintptr_t)array->as.array.v;

    if (is_full(n)) {
        v = ARENA_NEWS(a, room_for(n + 1), struct pdf_obj);
        if (n)
            memcpy(v, array->as.array.v, n * sizeof *v);
        array->as.array.v = v;
    }
    v[n] = value;
    array->as.array.n = n + 1;
    array->raw = (struct span){0};
}

void pdf_dict_set(struct arena *a, struct pdf_obj *dict, const char *key, struct pdf_obj value)
{
    size_t n = dict->as.dict.n, i = 0;
    struct pdf_entry *v = (struct pdf_entry *)(uintptr_t)dict->as.dict.v;

    dict->raw = (struct span){0};
    while (i < n && !span_is(v[i].key, key))
        i++;
    if (value.type == PDF_NULL) {
        if (i < n) {
            /* One less may be a number whose room counts as used up: then the next copies, which does no harm. */
            memmove(v + i, v + i + 1, (n - i - 1) * sizeof *v);
            dict->as.dict.n = n - 1;
        }
        return;
    }
    if (i == n) {
        if (is_full(n)) {
            v = ARENA_NEWS(a, room_for(n + 1), struct pdf_entry);
            if (n)
                memcpy(v, dict->as.dict.v, n * sizeof *v);
            dict->as.dict.v = v;
        }
        v[i].key = span_of(key);
        dict->as.dict.n = n + 1;
    }
    v[i].value = value;
}

struct pdf_obj pdf_copy(struct arena *a, const struct pdf_obj *o)
{
    struct pdf_obj copy = *o;

    copy.raw = (struct span){0};
    if (o->type == PDF_ARRAY && o->as.array.n) {
        struct pdf_obj *v = ARENA_NEWS(a, room_for(o->as.array.n), struct pdf_obj);
        memcpy(v, o->as.array.v, o->as.array.n * sizeof *v);
        copy.as.array.v = v;
    } else if (pdf_is_dict(o) && o->as.dict.n) {
        struct pdf_entry *v = ARENA_NEWS(a, room_for(o->as.dict.n), struct pdf_entry);
        memcpy(v, o->as.dict.v, o->as.dict.n * sizeof *v);
        copy.as.dict.v = v;
    }
    return copy;
}

struct pdf_obj pdf_stream(struct arena *a, const struct pdf_obj *dict, struct span data)
{
    struct pdf_obj o = pdf_copy(a, dict);

    o.type = PDF_STREAM;
    pdf_dict_set(a, &o, "Length", pdf_int((int64_t)data.n));
    o.as.dict.data = data;
    return o;
}
