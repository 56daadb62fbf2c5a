/* A package part by part: which parts hold text, what the user calls them, and which have tags. */
#include "base/diag/fill.h"
#include "base/diag/mustache.h"
#include "fill/own.h"
#include "fill/package.h"
#include "fill/odt_tidy.h"
#include "fill/tidy.h"

#include "base/file.h"
#include "package/opc.h"
#include "package/write.h"
#include "package/xml.h"

struct job {
    struct filler *f;
    struct package *package;
    bool ok;
};

/* Whether anything in the bytes may be a tag: most parts hold none and are not looked at further. */
static bool may_hold_tags(struct span s, bool percent)
{
    const char *p = s.p, *end = s.p + s.n;
    while (p && (p = memchr(p, '{', (size_t)(end - p))) != NULL) {
        const char *q = p + 1;
        while (q < end && *q == '<') { /* what Word has put between the braces */
            q = memchr(q, '>', (size_t)(end - q));
            q = q ? q + 1 : end;
        }
        if (q < end && strchr("{%#_&", *q))
            return true;
        p++;
    }
    return memmem(s.p, s.n, "&#", 2) || (percent && (memmem(s.p, s.n, "%7B", 3) || memmem(s.p, s.n, "%7b", 3)));
}

static bool is_well_formed(struct span xml)
{
    struct xscan s;
    struct xscan_token t;

    xscan_init(&s, xml);
    while (xscan_next(&s, &t)) {
    }
    return !s.fault;
}

/* Reads the tags of a part. false: reported, all faults of it. */
static bool read_part(struct job *j, struct part *p, const struct vocabulary *words)
{
    int before = j->f->ctx->errors;
    if (!package_text(j->package, p->name, &p->bytes))
        return false;
    if (!may_hold_tags(p->bytes, p->percent))
        return part_check(p);
    if (!part_read(p, words))
        return false;
    part_find_tags(p);
    part_plan(p);
    return part_parse(p) && j->f->ctx->errors == before;
}

/* The part as it was read, now or for a filling before. NULL: reported. */
static struct part *take_part(struct job *j, const char *name, const char *place, const struct vocabulary *words, bool percent)
{
    struct kept *k = j->f->kept;
    struct part *p = k->parts;
    while (p && !(strcmp(p->name, name) == 0 && strcmp(p->place, place) == 0))
        p = p->next;
    if (p) {
        p->f = j->f;
        return p;
    }
    p = ARENA_NEW(&k->arena, struct part);
    *p = (struct part){.f = j->f, .arena = &k->arena, .name = arena_str(&k->arena, name), .place = arena_str(&k->arena, place),
                       .percent = percent, .next = k->parts};
    k->parts = p;
    return read_part(j, p, words) ? p : NULL;
}

/* What running has made of the part, as it goes into the file. false: reported. */
static bool finish_part(struct job *j, const struct part *p, struct buf *out)
{
    struct filler *f = j->f;
    struct span text = buf_span(out);
    if (p->words == &words_docx)
        text = tidy_part(&f->arena, p->bytes, text, f->mode == FILL_DOCXTPL);
    else if (p->words == &words_odt)
        text = odt_tidy(&f->rich, p->name, p->bytes, odt_fill_frames(&f->rich, p->name, text));
    if (p->foreign && !is_well_formed(text)) {
        diag(f->ctx, DIAG_FILL_SPELLING_ELEMENT, pos_file(package_name(j->package)), p->name);
        return false;
    }
    if (text.p == out->p)
        text.p = arena_buf(&f->arena, out);
    add_replace(f->rich.add, p->name, text);
    return true;
}

static void fill_part(struct job *j, const char *name, const char *place, const struct vocabulary *words, bool percent)
{
    struct part *p = take_part(j, name, place, words, percent);
    struct buf out = {0};
    bool ok = p != NULL;
    if (ok && p->block) {
        ok = part_run(p, &out);
        if (ok && (p->tags.n || p->cuts.n))
            ok = finish_part(j, p, &out);
    }
    buf_release(&out);
    j->ok &= ok;
}

static const struct {
    const char *kind; /* of the relationship that leads to the part */
    diag_code place;
    bool package;     /* from the package, not from the main part */
    const struct vocabulary *words;
} rows[] = {
    {"header", DIAG_FILL_A_HEADER, false, &words_docx},
    {"footer", DIAG_FILL_A_FOOTER, false, &words_docx},
    {"footnotes", DIAG_FILL_A_FOOTNOTE, false, &words_docx},
    {"endnotes", DIAG_FILL_A_ENDNOTE, false, &words_docx},
    {"core-properties", DIAG_FILL_A_PROPERTY, true, &words_plain},
    {"extended-properties", DIAG_FILL_A_PROPERTY, true, &words_plain},
    {"custom-properties", DIAG_FILL_A_PROPERTY, true, &words_plain},
};

static bool was_filled(const struct opc_rel *rels, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (!rels[k].external && strcmp(rels[k].target, rels[i].target) == 0)
            return true;
    return false;
}

/* A part and the targets of its links. */
static void fill_with_links(struct job *j, const char *part, const char *place, const struct vocabulary *words)
{
    struct filler *f = j->f;
    fill_part(j, part, place, words, false);
    const char *links = package_find(j->package, opc_rels_part(&f->arena, part));
    if (links) {
        const char *target = diag_text(DIAG_FILL_A_LINK, f->ctx->lang);
        fill_part(j, links, arena_printf(&f->arena, "%s, %s", place, target), &words_plain, true);
    }
}

static void fill_kind(struct job *j, size_t row)
{
    struct filler *f = j->f;
    size_t n, count = 0;
    const struct opc_rel *rels = opc_rels(j->package, rows[row].package ? "" : opc_main(j->package), &n);
    for (size_t i = 0; i < n; i++)
        count += opc_rel_is(&rels[i], rows[row].kind);
    for (size_t i = 0; i < n; i++) {
        const struct opc_rel *r = &rels[i];
        if (!opc_rel_is(r, rows[row].kind) || r->external || r->dangling || was_filled(rels, i))
            continue;
        const char *place = diag_text(rows[row].place, f->ctx->lang);
        if (count > 1)
            place = arena_printf(&f->arena, "%s (%s)", place, path_base(&f->arena, r->target, true));
        fill_with_links(j, r->target, place, rows[row].words);
    }
}

static void fill_docx(struct job *j)
{
    fill_with_links(j, opc_main(j->package), diag_text(DIAG_FILL_A_BODY, j->f->ctx->lang), &words_docx);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        fill_kind(j, i);
}

/* false: the file is not in docxtemplater's dialect. */
static bool fill_mustache(struct job *j, const struct data *data)
{
    enum fill_mode mode = j->f->mode;
    bool plain = mode == FILL_DOCXTEMPLATER_PLAIN;
    const struct package_change *changes;
    size_t n;
    struct kept *k = j->f->kept;
    if (!k->looked)
        k->mustache = mustache_is(j->package, &k->doubled);
    k->looked = true;
    if (mode == FILL_DOCXTPL || (mode == FILL_STRICT && !k->mustache))
        return false;
    struct mustache_options options = {.doubled = k->doubled, .strict = mode == FILL_STRICT, .paragraph_loop = !plain, .line_breaks = !plain};
    j->ok &= mustache_package(j->f, j->package, data, options, &changes, &n);
    for (size_t i = 0; i < n; i++) {
        struct span before, text = changes[i].content;
        if (options.strict && package_text(j->package, changes[i].name, &before))
            text = tidy_part(&j->f->arena, before, text, false);
        add_replace(j->f->rich.add, changes[i].name, text);
    }
    return true;
}

/* ODF 1.3 part 3: text in content.xml, headers and footers in styles.xml. */
static void fill_odt(struct job *j)
{
    static const struct {
        const char *part;
        diag_code place;
        const struct vocabulary *words;
    } parts[] = {{"content.xml", DIAG_FILL_A_BODY, &words_odt}, {"styles.xml", DIAG_FILL_A_MARGIN, &words_odt}, {"meta.xml", DIAG_FILL_A_PROPERTY, &words_plain}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (package_has(j->package, parts[i].part))
            fill_part(j, parts[i].part, diag_text(parts[i].place, j->f->ctx->lang), parts[i].words, false);
}

bool fill_package(struct ctx *ctx, const char *name, struct span bytes, const struct data *data, enum fill_mode mode, fill_convert *convert,
                  struct buf *out)
{
    struct filler f = {.ctx = ctx, .mode = mode, .kept = kept_take(ctx, name, bytes, mode)};
    struct job j = {.f = &f, .ok = true};
    struct data markup;
    struct odt_rich odt = {.n_lists = 0};
    const struct package_change *changes;
    size_t n;
    int before = ctx->errors;
    unsigned modes = EXPR_EXACT | EXPR_CALLS | (mode == FILL_DOCXTPL ? EXPR_PYTHON : 0);
    if (!f.kept)
        return false;
    f.name = f.kept->name;
    j.package = f.kept->package;
    f.ev = expr_new(ctx, data);
    expr_mode(f.ev, modes);
    expr_mode(f.kept->reader, modes);
    data_init(&markup, ctx);
    f.rich = (struct rich){.ctx = ctx, .package = j.package, .add = additions_new(j.package, &f.arena), .arena = &f.arena, .w = &docx_writer, .markup = &markup, .docxtpl = mode == FILL_DOCXTPL, .convert = convert};
    if (package_kind(j.package) == PACKAGE_ODT) {
        f.rich.w = &odt_writer;
        f.rich.odt = &odt;
    }
    if (package_kind(j.package) == PACKAGE_DOCX) {
        if (!fill_mustache(&j, data))
            fill_docx(&j);
        j.ok &= rich_replace(&f.rich, data->root);
        if (j.ok && mode == FILL_STRICT)
            j.ok = fields_package(&f, j.package, data); /* docxtpl and docxtemplater leave fields alone */
    } else {
        fill_odt(&j);
        j.ok &= rich_replace(&f.rich, data->root);
        if (j.ok)
            j.ok = odt_fields(&f, j.package, data, mode == FILL_STRICT);
    }
    bool ok = j.ok && ctx->errors == before;
    if (ok && package_signature(j.package))
        diag(ctx, DIAG_FILL_SIGNED, pos_file(name), package_signature(j.package));
    ok = ok && additions_changes(f.rich.add, &changes, &n) && package_write(j.package, changes, n, out);
    rich_release(&f.rich);
    odt_release(&odt);
    data_release(&markup);
    expr_free(f.ev);
    ctx->place = NULL; /* it stood in the arena */
    arena_release(&f.arena);
    kept_give(ctx, f.kept);
    return ok;
}
