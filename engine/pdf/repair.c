/* A file whose cross-reference is broken is read by a scan when that leaves no doubt: from the head to the end nothing but
 * whole objects, each number once, and at most one end of file; no signature. Then the file can mean one thing only. With two
 * objects of one number nobody knows whether the later one was ever meant to count; such a file is refused. */
#include "pdf/own.h"

#include <stdlib.h>

static bool holds(struct span s, const char *word)
{
    return memmem(s.p, s.n, word, strlen(word)) != NULL;
}

/* Behind the head's line. */
static void skip_header(struct pdf_parser *p)
{
    p->at = 0;
    pdf_skip_space(p); /* it is a comment, and so is the line of binary bytes below it */
}

static bool add_packed(struct pdf_file *f, struct pdf_places *list, uint32_t num, const struct pdf_obj *stream)
{
    const struct pdf_pack *pack = pdf_open_pack(f, stream);

    for (size_t i = 0; pack && i < pack->n; i++) {
        if (f->lines == 0)
            return false;
        f->lines--;
        pdf_add_place(list, (struct pdf_place){.num = pack->v[i].num, .type = PDF_PACKED, .at = num, .index = i});
    }
    return pack != NULL;
}

/* One object; what it is tells whether it is the trailer of a file with cross-reference streams. */
static bool scan_object(struct pdf_file *f, struct pdf_parser *p, struct pdf_places *list)
{
    const struct pdf_obj *o, *type;
    struct pdf_head head;
    size_t at = p->at;

    if (f->lines == 0 || !pdf_read_indirect(f, at, true, &head, &o, &p->at) || head.num > PDF_MOST_NUMBER)
        return false;
    f->lines--;
    pdf_add_place(list, (struct pdf_place){.num = head.num, .gen = head.gen, .type = PDF_PLAIN, .at = at});
    type = pdf_dict_get(o, "Type");
    if (pdf_is_name(type, "XRef")) {
        if (f->trailer->type != PDF_NULL)
            return false;
        f->trailer = o;
    }
    return !pdf_is_name(type, "ObjStm") || add_packed(f, list, head.num, o);
}

/* The table is not believed, but it must look like one. */
static bool scan_table(struct pdf_file *f, struct pdf_parser *p)
{
    struct pdf_obj *trailer = ARENA_NEW(f->arena, struct pdf_obj);
    uint64_t number;

    while (!pdf_skip_word(p, "trailer"))
        if (!pdf_skip_unsigned(p, &number) && !pdf_skip_word(p, "n") && !pdf_skip_word(p, "f"))
            return false;
    *trailer = pdf_parse(p);
    if (trailer->type != PDF_DICT || f->trailer->type != PDF_NULL)
        return false;
    f->trailer = trailer;
    return true;
}

static bool scan(struct pdf_file *f, struct pdf_places *list)
{
    struct pdf_parser p;
    uint64_t number;
    bool ok = true;

    pdf_parser_init(&p, f->arena, f->bytes, 0);
    p.values = &f->values;
    skip_header(&p);
    while (ok && p.at < f->bytes.n) {
        if (pdf_skip_word(&p, "xref"))
            ok = scan_table(f, &p);
        else if (pdf_skip_word(&p, "startxref"))
            ok = pdf_skip_unsigned(&p, &number);
        else
            ok = scan_object(f, &p, list);
        pdf_skip_space(&p);
    }
    ok = ok && !p.failed;
    pdf_parser_release(&p);
    return ok;
}

static size_t count(struct span s, const char *word)
{
    size_t n = 0, length = strlen(word);

    for (const char *at; (at = memmem(s.p, s.n, word, length)) != NULL; n++)
        s = span_make(at + length, s.n - (size_t)(at - s.p) - length);
    return n;
}

bool pdf_repair(struct pdf_file *f)
{
    struct pdf_places list = {0};
    struct pdf_place *places;
    struct pdf_revision *r;
    size_t n;

    if (count(f->bytes, "startxref") > 1 || count(f->bytes, "%%EOF") > 1 || holds(f->bytes, "/ByteRange") ||
        !scan(f, &list) || f->failed || f->trailer->type == PDF_NULL) {
        free(list.v);
        return false;
    }
    if (!pdf_sort_places(f, &list, false, &places, &n))
        return false;
    pdf_set_slots(f, places, n);
    r = f->revisions = ARENA_NEW(f->arena, struct pdf_revision);
    *r = (struct pdf_revision){.end = f->bytes.n, .eof = f->bytes.n, .trailer = f->trailer, .places = places, .n_places = n};
    f->n_revisions = 1;
    return true;
}
