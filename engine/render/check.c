/* Checking files: what each is, which belong together, and then what rendering would do short of writing.
 *
 * A file's kind is found by reading it without a word; what is wrong with it is said when it is checked, once. */
#include <stdlib.h>

#include "base/diag/render.h"
#include "base/file.h"
#include "data/input.h"
#include "render/check.h"
#include "template/template.h"

enum input_kind { KIND_UNREADABLE, KIND_TEMPLATE, KIND_PART, KIND_DOCUMENT, KIND_DATA };

struct checked {
    struct input input;
    struct buf bytes;
    enum input_kind kind;
};

/* ---- what a file is ---- */

/* The name of the first element; empty: this is no XML. */
static struct span root_name(struct span text)
{
    static const char *const skipped[][2] = {{"<?", "?>"}, {"<!--", "-->"}};

    text = span_trim(input_without_mark(text));
    for (size_t i = 0; i < 2; i++) {
        const char *end = span_starts(text, skipped[i][0]) ? memmem(text.p, text.n, skipped[i][1], strlen(skipped[i][1])) : NULL;

        if (end) {
            end += strlen(skipped[i][1]);
            text = span_trim(span_make(end, (size_t)(text.p + text.n - end)));
            i = (size_t)-1;
        }
    }
    if (!span_starts(text, "<"))
        return span_make(text.p, 0);
    text = span_make(text.p + 1, text.n - 1);
    for (size_t n = 0; n < text.n; n++)
        if (strchr(" \t\r\n/>", text.p[n]))
            return span_make(text.p, n);
    return text;
}

/* A document says what it is (ten_loai, noi_dung); Markdown can be nothing else. */
static enum input_kind kind_of(vb_context *c, const struct input *input)
{
    struct ctx quiet = c->ctx;
    struct span root = root_name(input->text);
    enum input_kind kind = KIND_DATA;
    struct data data;

    if (root.n || span_starts(span_trim(input_without_mark(input->text)), "<"))
        return span_is(root, "phan-chung") ? KIND_PART : KIND_TEMPLATE;
    if (data_is_markdown(input->name, input->text))
        return KIND_DOCUMENT;
    quiet.sink = NULL;
    quiet.tracer = NULL;
    data_init(&data, &quiet);
    if (!data_is_known(input->name))
        kind = KIND_UNREADABLE;
    else if (data_read_memory(&data, input->name, input->text))
        for (size_t i = 0; i < value_count(data.root); i++) {
            const struct source *source = value_item(data.root, i)->source;

            if (source && source->document)
                kind = KIND_DOCUMENT;
        }
    data_release(&data);
    return kind;
}

static void read_input(struct checker *k, const char *name, struct checked *out)
{
    out->input.name = name;
    out->kind = KIND_UNREADABLE;
    if (!file_read(&k->c->ctx, name, data_most_bytes(&k->c->ctx, name), &out->bytes))
        return;
    out->input.text = buf_span(&out->bytes);
    out->input.read = true;
    out->kind = kind_of(k->c, &out->input);
    if (out->kind == KIND_UNREADABLE)
        diag(&k->c->ctx, DIAG_CHECK_UNKNOWN, pos_file(name), name);
}

/* ---- one paper, one template ---- */

static void check_paper(struct checker *k, const struct sources *s, const char *file)
{
    struct checklist list = {k, file};
    const struct watch watch = {checklist_seen, &list};
    vb_document *d = document_load(k->c, s, k->options, &watch);

    if (d)
        document_frames(d); /* what only pages show: letters that no font has, too many pages */
    vb_document_free(d);
    k->result->papers++;
}

struct reads {
    struct buf list;
};

static void add_path(void *user, const char *path)
{
    struct reads *r = user;

    buf_printf(&r->list, "%s%s", r->list.n ? ", " : "", path);
}

static void check_template(struct checker *k, const struct input *input)
{
    struct reads reads = {0};
    struct data data;
    struct template *t;

    data_init(&data, &k->c->ctx);
    t = template_open_memory(&data, input->name, input->text);
    if (t && k->item) {
        vb_item item = {.state = VB_ITEM_READS, .file = input->name, .name = template_title(t)};

        template_paths(t, add_path, &reads);
        item.found = reads.list.p;
        k->item(k->user, &item);
    }
    template_close(t);
    data_release(&data);
    buf_release(&reads.list);
    k->result->templates++;
}

static void check_part(struct checker *k, const struct input *input)
{
    struct data data;

    data_init(&data, &k->c->ctx);
    template_check_part(&data, input->name, input->text);
    data_release(&data);
    k->result->templates++;
}

static void check_alone(struct checker *k, const struct checked *f)
{
    switch (f->kind) {
    case KIND_TEMPLATE:
        check_template(k, &f->input);
        break;
    case KIND_PART:
        check_part(k, &f->input);
        break;
    case KIND_DOCUMENT:
        check_paper(k, &(struct sources){.files = &f->input, .n = 1, .defaults = true}, f->input.name);
        break;
    case KIND_DATA:
        check_data(k, &f->input);
        k->result->data++;
        break;
    case KIND_UNREADABLE:
        break;
    }
}

/* ---- sets ---- */

/* One paper of all files: the template apart, parts by themselves. */
static void check_set(struct checker *k, const struct checked *files, size_t n)
{
    struct input *inputs = mem_alloc((n + 1) * sizeof *inputs);
    struct sources s = {.files = inputs, .defaults = true, .template = {.name = k->options->template_file}};
    const char *paper = NULL;

    for (size_t i = 0; i < n; i++) {
        if (files[i].kind == KIND_TEMPLATE)
            s.template = files[i].input;
        else if (files[i].kind == KIND_PART)
            check_part(k, &files[i].input);
        else if (files[i].kind != KIND_UNREADABLE)
            inputs[s.n++] = files[i].input;
        if (files[i].kind == KIND_DOCUMENT)
            paper = files[i].input.name;
    }
    if (!paper)
        paper = s.template.name;
    check_paper(k, &s, paper ? paper : files[0].input.name);
    free(inputs);
}

static bool is_set(const struct checker *k, const struct checked *files, size_t n)
{
    size_t count[KIND_DATA + 1] = {0};
    size_t templates, inputs;

    for (size_t i = 0; i < n; i++)
        count[files[i].kind]++;
    templates = count[KIND_TEMPLATE] + (k->options->template_file != NULL);
    inputs = count[KIND_DOCUMENT] + count[KIND_DATA];
    return templates <= 1 && count[KIND_DOCUMENT] <= 1 && templates + count[KIND_DOCUMENT] >= 1 && inputs >= 1;
}

bool vb_check(vb_context *c, const char *const *files, size_t n, const vb_options *options, void (*item)(void *user, const vb_item *item),
              void *user, vb_result *out)
{
    static const vb_options no_options = {0};
    vb_result unused, *result = out ? out : &unused;
    struct checker k = {c, options ? options : &no_options, item, user, result};
    struct checked *read = mem_alloc((n + 1) * sizeof *read);
    const struct ctx before = c->ctx;

    *result = (vb_result){0};
    for (size_t i = 0; i < n; i++) {
        read_input(&k, files[i], &read[i]);
        if (read[i].kind == KIND_UNREADABLE)
            result->unreadable++;
        else
            check_composed(&k, &read[i].input);
    }
    if (is_set(&k, read, n)) {
        if (!result->unreadable) /* what is missing in one file is no fault of the others */
            check_set(&k, read, n);
    } else {
        for (size_t i = 0; i < n; i++)
            check_alone(&k, &read[i]);
    }
    for (size_t i = 0; i < n; i++)
        buf_release(&read[i].bytes);
    free(read);
    result->errors = c->ctx.errors - before.errors;
    result->warnings = c->ctx.warnings - before.warnings;
    result->hints = c->ctx.hints - before.hints;
    return result->errors == 0;
}
