/* DOCX files for tests of filling. */
#include "office.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "again.h"
#include "package/read.h"
#include "package/zip.h"

enum { MAX_PARTS = 12 };

static void note(void *user, const struct diagnostic *d)
{
    struct buf *b = user;

    diag_format(b, d, LANG_EN);
    buf_putc(b, '\n');
}

static void note_vi(void *user, const struct diagnostic *d)
{
    struct buf *b = user;

    diag_format(b, d, LANG_VI);
    buf_putc(b, '\n');
}

void office_make(struct buf *file, struct ctx *ctx, const char *body, const struct office_part *parts, size_t n)
{
    struct buf types = {0}, links = {0}, document = {0};
    struct zip_part all[MAX_PARTS] = {
        {"_rels/.rels",
         SPAN("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" "
              "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" "
              "Target=\"word/document.xml\"/></Relationships>"), false}};
    size_t count = 1;

    buf_puts(&types, "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
                     "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
                     "ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/"
                     "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>");
    buf_puts(&links, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    buf_printf(&document, "<w:document %s><w:body>%s</w:body></w:document>", OFFICE_NS, body);
    all[count++] = (struct zip_part){"word/document.xml", buf_span(&document), false};
    for (size_t i = 0; i < n && count < MAX_PARTS - 2; i++) {
        if (parts[i].type)
            buf_printf(&types, "<Override PartName=\"/%s\" ContentType=\"%s\"/>", parts[i].name, parts[i].type);
        if (parts[i].kind)
            buf_printf(&links, "<Relationship Id=\"rId%zu\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s\" Target=\"/%s\"/>",
                       i + 1, parts[i].kind, parts[i].name);
        all[count++] = (struct zip_part){parts[i].name, span_of(parts[i].xml), false};
    }
    buf_puts(&types, "</Types>");
    buf_puts(&links, "</Relationships>");
    all[count++] = (struct zip_part){"[Content_Types].xml", buf_span(&types), false};
    all[count++] = (struct zip_part){"word/_rels/document.xml.rels", buf_span(&links), false};
    zip_write(ctx, all, count, file);
    buf_release(&types);
    buf_release(&links);
    buf_release(&document);
}

void office_fill(struct office *o, const char *body, const struct office_part *parts, size_t n, const char *json, enum fill_mode mode,
                 enum lang lang)
{
    office_fill_files(o, body, parts, n, json, mode, lang, NULL, 0);
}

void office_fill_files(struct office *o, const char *body, const struct office_part *parts, size_t n, const char *json, enum fill_mode mode,
                       enum lang lang, const struct memory_file *files, size_t n_files)
{
    struct ctx ctx;
    struct data data;

    *o = (struct office){0};
    ctx_init(&ctx);
    ctx.lang = lang;
    ctx.sink = lang == LANG_VI ? note_vi : note;
    ctx.sink_user = &o->messages;
    ctx.files = files;
    ctx.n_files = n_files;
    office_make(&o->file, &ctx, body, parts, n);
    data_init(&data, &ctx);
    data.exact_keys = true;
    o->ok = data_read_memory(&data, "d.json", span_of(json)) &&
            fill_again(&ctx, "mau.docx", buf_span(&o->file), &data, mode, &o->out);
    data_release(&data);
}

const char *office_part_text(const struct office *o, const char *part, struct buf *out)
{
    struct ctx ctx;
    struct package *p;
    struct span text;
    const char *from, *to;

    ctx_init(&ctx);
    p = package_open(&ctx, "out.docx", buf_span(&o->out));
    buf_clear(out);
    if (p && package_part(p, part, &text)) {
        from = memmem(text.p, text.n, "<w:body>", 8);
        to = memmem(text.p, text.n, "</w:body>", 9);
        buf_putspan(out, from && to ? span_make(from + 8, (size_t)(to - from) - 8) : text);
    }
    package_close(p);
    return out->p ? out->p : "";
}

void office_gives(const char *body, const char *json, enum fill_mode mode, const char *expected)
{
    struct office o;
    struct buf b = {0};

    office_fill(&o, body, NULL, 0, json, mode, LANG_EN);
    if (!o.ok)
        print_error("%s\n%s", body, o.messages.p);
    assert_true(o.ok);
    assert_string_equal(office_part_text(&o, "word/document.xml", &b), expected);
    buf_release(&b);
    office_release(&o);
}

void office_release(struct office *o)
{
    buf_release(&o->file);
    buf_release(&o->out);
    buf_release(&o->messages);
}
