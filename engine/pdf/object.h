/* The objects of PDF (ISO 32000-1, 7.3): one tagged union, made by the reader or by hand, printed by pdf/write.h.
 *
 * Objects are const views: they live in an arena or borrow the bytes of the file, and copying the struct copies
 * nothing below it. What was read keeps its bytes as written in `raw`; there is no null pointer in this interface:
 * what is not there is the null object, so chains of pdf_dict_get are safe (7.3.9: a key whose value is null is absent). */
#ifndef PDF_OBJECT_H
#define PDF_OBJECT_H

#include "base/arena.h"

enum pdf_type {
    PDF_NULL,
    PDF_BOOL,
    PDF_INT,
    PDF_REAL,   /* kept as written: no reader and writer agree on a double's digits */
    PDF_NAME,   /* without the solidus, #xx decoded */
    PDF_STRING, /* decoded */
    PDF_ARRAY,
    PDF_DICT,
    PDF_STREAM, /* has the members of PDF_DICT as well */
    PDF_REF,
};

struct pdf_entry;

struct pdf_obj {
    enum pdf_type type;
    bool hex;        /* PDF_STRING: written as <...> */
    struct span raw; /* what was read: its bytes in the file or in the inflated object stream; {0}: made by hand */
    union {
        bool boolean;
        int64_t integer;
        struct span text; /* PDF_REAL, PDF_NAME, PDF_STRING */
        struct {
            const struct pdf_obj *v;
            size_t n;
        } array;
        struct {
            const struct pdf_entry *v; /* in the order of the file; no key twice */
            size_t n;
            struct span data; /* PDF_STREAM: as stored, still filtered */
        } dict;
        struct {
            uint32_t num;
            uint16_t gen;
        } ref;
    } as;
};

struct pdf_entry {
    struct span key; /* decoded */
    struct pdf_obj value;
};

extern const struct pdf_obj pdf_null;

/* ---- asking; references are not followed here (pdf/read.h does) ---- */

/* The value of a key; of anything but a dictionary or stream, and without the key, the null object. Never NULL. */
const struct pdf_obj *pdf_dict_get(const struct pdf_obj *dict, const char *key);
const struct pdf_obj *pdf_array_at(const struct pdf_obj *array, size_t i); /* the same for arrays */
static inline bool pdf_is_dict(const struct pdf_obj *o) /* streams count */
{
    return o->type == PDF_DICT || o->type == PDF_STREAM;
}
static inline bool pdf_is_name(const struct pdf_obj *o, const char *name)
{
    return o->type == PDF_NAME && span_is(o->as.text, name);
}
/* A number as a double: of PDF_INT and PDF_REAL; false: it is none. */
bool pdf_number(const struct pdf_obj *o, double *out);
/* Same type and value, whatever the bytes (numbers: the same value); dictionaries in any order. Streams: their stored data too. Stops at `depth`
 * levels, below which objects count as different. */
bool pdf_equal(const struct pdf_obj *a, const struct pdf_obj *b, int depth);
/* A text string (7.9.2.2) as UTF-8 in the arena: UTF-16BE and UTF-8 by their marks, else PDFDocEncoding. NULL: no string. */
char *pdf_text(struct arena *a, const struct pdf_obj *o);

/* ---- making ---- */

struct pdf_obj pdf_bool(bool v);
struct pdf_obj pdf_int(int64_t v);
struct pdf_obj pdf_real(struct arena *a, double v, int decimals); /* see buf_number; whole numbers become PDF_INT */
struct pdf_obj pdf_name(const char *name);                         /* borrowed */
struct pdf_obj pdf_string(struct span bytes);                      /* borrowed; printed as (...) */
struct pdf_obj pdf_hex(struct span bytes);                         /* borrowed; printed as <...> */
/* A text string: ASCII as it is, everything else as UTF-16BE with its mark, in the arena. */
struct pdf_obj pdf_text_string(struct arena *a, const char *utf8);
struct pdf_obj pdf_ref(uint32_t num, uint16_t gen);
/* Arrays and dictionaries that grow; entries are shallow copies. `o` must come from pdf_array or pdf_dict, or from the
 * copies below; setting a key that is there replaces its value where it stands. Setting null takes the key out. */
struct pdf_obj pdf_array(void);
struct pdf_obj pdf_dict(void);
void pdf_array_add(struct arena *a, struct pdf_obj *array, struct pdf_obj value);
void pdf_dict_set(struct arena *a, struct pdf_obj *dict, const char *key, struct pdf_obj value); /* key: borrowed */
/* A copy that may be changed by the two functions above: the outermost level is new, what is below is shared. */
struct pdf_obj pdf_copy(struct arena *a, const struct pdf_obj *o);
/* A stream of a dictionary and the data as stored; /Length is set. Both borrowed. */
struct pdf_obj pdf_stream(struct arena *a, const struct pdf_obj *dict, struct span data);

#endif
