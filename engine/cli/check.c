/* vanban check: what is wrong with files, without writing anything. What is found is the result and goes to standard output; the
 * last line is the verdict. */
#include "cli/cli.h"

struct listing {
    struct cli *cli;
    struct buf out; /* of the checklist; it comes behind what was found */
    const char *file;
};

static const char *in(const struct cli *cli, const char *vi, const char *en)
{
    return cli->ctx.lang == LANG_EN ? en : vi;
}

static const char *level_name(const struct cli *cli, const char *level)
{
    static const char *const names[][3] = {
        {"must", "phải", "must"}, {"should", "nên", "should"}, {"habit", "thông lệ", "habit"}};
    for (size_t i = 0; level && i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i][0], level) == 0)
            return in(cli, names[i][1], names[i][2]);
    }
    return "";
}

static void put_line(struct buf *out, const char *name, const char *value)
{
    if (value)
        buf_printf(out, "        %s: %s\n", name, value);
}

static void put_text_item(struct listing *l, const vb_item *item)
{
    static const char *const marks[] = {[VB_ITEM_GOOD] = "[x]", [VB_ITEM_FAULTY] = "[!]", [VB_ITEM_MISSING] = "[ ]", [VB_ITEM_READS] = "   "};
    const struct cli *cli = l->cli;
    if (!l->file || strcmp(l->file, item->file) != 0) {
        l->file = arena_str(&l->cli->arena, item->file);
        buf_printf(&l->out, "%s:\n", item->file);
    }
    buf_printf(&l->out, "  %s %s", marks[item->state], item->name);
    if (item->level)
        buf_printf(&l->out, " (%s)", level_name(cli, item->level));
    if (item->clause)
        buf_printf(&l->out, " [%s]", item->clause);
    buf_putc(&l->out, '\n');
    put_line(&l->out, in(cli, "yêu cầu", "required"), item->required);
    put_line(&l->out, item->state == VB_ITEM_READS ? in(cli, "đọc dữ liệu", "reads of the data") : in(cli, "có", "found"),
             item->state == VB_ITEM_MISSING ? in(cli, "chưa có", "nothing") : item->found);
}

static void put_json_item(struct buf *out, const vb_item *item)
{
    static const char *const states[] = {
        [VB_ITEM_GOOD] = "good", [VB_ITEM_FAULTY] = "faulty", [VB_ITEM_MISSING] = "missing", [VB_ITEM_READS] = "reads"};
    size_t from = out->n;
    buf_putc(out, '{');
    say_json_member(out, from, "item", item->name);
    say_json_member(out, from, "state", states[item->state]);
    say_json_member(out, from, "file", item->file);
    say_json_member(out, from, "level", item->level);
    say_json_member(out, from, "required", item->required);
    say_json_member(out, from, "found", item->found);
    say_json_member(out, from, "clause", item->clause);
    buf_puts(out, "}\n");
}

static void list_item(void *user, const vb_item *item)
{
    struct listing *l = user;
    if (l->cli->json)
        put_json_item(&l->out, item);
    else
        put_text_item(l, item);
}

static void put_verdict(struct listing *l, const vb_result *r, bool good)
{
    const struct {
        size_t n;
        const char *vi, *one, *en;
    } counts[] = {{r->papers, "văn bản", "document", "documents"},
                  {r->templates, "tệp mẫu", "template", "templates"},
                  {r->data, "tệp dữ liệu", "data file", "data files"},
                  {r->unreadable, "tệp không đọc được", "unreadable file", "unreadable files"}};
    const struct cli *cli = l->cli;
    buf_printf(&l->out, "%s: ", good ? in(cli, "Đạt", "Passed") : in(cli, "Không đạt", "Failed"));
    buf_printf(&l->out, in(cli, "%d lỗi, %d cảnh báo, %d gợi ý", "errors %d, warnings %d, hints %d"), r->errors, r->warnings, r->hints);
    for (size_t i = 0, n = 0; i < sizeof counts / sizeof *counts; i++) {
        if (counts[i].n)
            buf_printf(&l->out, "%s%zu %s", n++ ? ", " : in(cli, "; đã kiểm tra ", "; checked "), counts[i].n,
                       in(cli, counts[i].vi, counts[i].n == 1 ? counts[i].one : counts[i].en));
    }
    buf_putc(&l->out, '\n');
}

static enum status run_check(struct cli *cli, const struct options *options)
{
    const vb_options how = {.profile = options->profile, .draft = options->draft, .template_file = options->template_file};
    struct listing l = {.cli = cli};
    vb_result result;
    if (!options_inputs(cli, options, "check"))
        return STATUS_INPUT;
    cli->found = true;
    bool list = options->verbose && !options->quiet;
    bool good = vb_check(cli->library, options->operands, options->count, &how, list ? list_item : NULL, &l, &result);
    cli->found = false;
    if (!options->quiet && !options->json)
        put_verdict(&l, &result, good);
    bool told = say_result(cli, buf_span(&l.out));
    buf_release(&l.out);
    if (!told || say_status(cli) == STATUS_SYSTEM)
        return STATUS_SYSTEM;
    if (result.unreadable)
        return STATUS_INPUT;
    return good ? STATUS_DONE : STATUS_FOUND;
}

static const struct option_row rows[] = {
    {'p',
     "profile",
     {[LANG_VI] = "THỂ-THỨC", [LANG_EN] = "PROFILE"},
     OPTION_TEXT,
     offsetof(struct options, profile),
     {[LANG_VI] = "kiểm tra theo thể thức này (xem: vanban profiles)", [LANG_EN] = "check against this profile (see: vanban profiles)"}},
    {'t',
     "template",
     {[LANG_VI] = "MẪU", [LANG_EN] = "TEMPLATE"},
     OPTION_TEXT,
     offsetof(struct options, template_file),
     {[LANG_VI] = "mẫu mà các tệp là dữ liệu của nó, như ở render", [LANG_EN] = "the template that the files are data of, as for render"}},
    {'\0',
     "draft",
     {NULL},
     OPTION_FLAG,
     offsetof(struct options, draft),
     {[LANG_VI] = "bản nháp: sai thể thức chỉ là cảnh báo", [LANG_EN] = "a draft: broken rules are warnings"}},
};

const struct command command_check = {
    .name = "check",
    .alias = "kiem",
    .run = run_check,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "TỆP…", [LANG_EN] = "FILE…"},
    .summary = {[LANG_VI] = "Kiểm tra văn bản, dữ liệu, tệp mẫu theo quy định, không ghi gì",
                [LANG_EN] = "Checks documents, data and templates against the rules; writes nothing"},
    .examples = {[LANG_VI] = "  vanban check ke-hoach.md\n"
                             "      báo mọi chỗ sai, cảnh báo, gợi ý; dòng cuối là kết luận\n"
                             "  vanban check -v ke-hoach.md\n"
                             "      kèm bảng kiểm: từng thành phần thể thức, yêu cầu, có gì, căn cứ điều nào\n"
                             "  vanban check bao-cao.md so-lieu.yaml\n"
                             "      một văn bản cùng dữ liệu của nó; nhiều văn bản thì mỗi tệp kiểm riêng\n"
                             "  vanban check mau.xml\n"
                             "      một tệp mẫu; thêm -v để biết mẫu đọc những dữ liệu nào\n",
                 [LANG_EN] = "  vanban check ke-hoach.md\n"
                             "      every fault, warning and hint; the last line is the verdict\n"
                             "  vanban check -v ke-hoach.md\n"
                             "      with a checklist: each component, what is required, found, by which clause\n"
                             "  vanban check bao-cao.md so-lieu.yaml\n"
                             "      one document with its data; of several documents each is checked by itself\n"
                             "  vanban check mau.xml\n"
                             "      a template; with -v the data that it reads\n"},
};
