/* vanban register: the register printed, corrected by what happens to issued papers, and made anew. */
#include "base/diag/cli.h"
#include "cli/office.h"

#include <stdlib.h>

#include "base/file.h"

#define FIELD(field) offsetof(struct options, field)

struct work {
    struct cli *cli;
    const struct options *options;
    struct office office;
};

/* ---- print ---- */

static bool read_day(struct cli *cli, const char *option, const char *text, const char **out)
{
    *out = text ? reg_iso_day(&cli->arena, text) : NULL;
    if (text && !*out)
        diag(&cli->ctx, DIAG_CLI_VALUE, (struct pos){0}, option, text, "15/6/2026");
    return !text || *out;
}

/* The kinds that are printed stand in the register as the office writes them. */
static bool read_period(struct work *w, struct reg_period *out)
{
    struct cli *cli = w->cli;
    const struct options *o = w->options;

    *out = (struct reg_period){.series.period = o->term};
    if (!read_day(cli, "--from", o->from, &out->from) || !read_day(cli, "--to", o->to, &out->to))
        return false;
    if (o->ten_loai) {
        struct reg_series series;
        vb_paper paper;

        if (!paper_of_kind(cli, w->office.rules.file, o->ten_loai, out->to ? out->to : place_day(&cli->arena, cli->now), false, &paper) ||
            !reg_series_of(&cli->ctx, &cli->arena, &w->office.rules, &paper, &series))
            return false;
        out->series.kinds = series.kinds;
    }
    return true;
}

/* ".csv" where the options ask for it and nothing else. */
static bool wants_csv(const struct options *o)
{
    size_t n = o->output ? strlen(o->output) : 0;

    return o->formats ? strcmp(o->formats, "csv") == 0 : n > 4 && strcmp(o->output + n - 4, ".csv") == 0;
}

static bool print_csv(struct work *w, const struct reg_period *period)
{
    struct cli *cli = w->cli;
    const char *to = w->options->output ? w->options->output : "so-dang-ky.csv";
    struct outputs outputs = {0};
    struct buf out = {0};
    bool ok = reg_print_csv(&cli->ctx, w->office.reg, period, &out);

    if (ok && file_is_dir(to))
        to = path_join(&cli->arena, to, "so-dang-ky.csv");
    if (ok) {
        size_t n = out.n;

        outputs_add(&outputs, strcmp(to, "-") == 0 ? NULL : to, buf_detach(&out), n);
        ok = outputs_commit(cli, &outputs);
    }
    outputs_release(&outputs);
    buf_release(&out);
    return ok;
}

static vb_document *load(struct cli *cli, const struct options *options, void *user)
{
    (void)user;
    const vb_options how = {.template_file = "so-dang-ky", .draft = true}; /* a register is signed by nobody */

    return vb_document_load(cli->library, options->operands, 1, &how);
}

static bool print_paper(struct work *w, const struct reg_period *period)
{
    static const char *const name = "so-dang-ky.json";
    struct cli *cli = w->cli;
    struct options options = *w->options;
    const char *operands[] = {name};
    struct buf data = {0}, office = {0};
    bool ok = reg_print_data(&cli->ctx, w->office.reg, period, place_day(&cli->arena, cli->now), &data) &&
              file_read(&cli->ctx, w->office.rules.file, LIMIT_FILE_BYTES, &office);

    if (ok) {
        const vb_file files[] = {{name, data.p, data.n}, {"vanban.yaml", office.p, office.n}};

        vb_context_set_files(cli->library, files, 2);
        vb_context_set_sink(cli->library, say_errors, cli);
        options.operands = operands;
        options.count = 1;
        ok = deliver(cli, &options, "pdf,docx,odt", load, NULL) == STATUS_DONE;
        vb_context_set_files(cli->library, NULL, 0);
    }
    buf_release(&data);
    buf_release(&office);
    return ok;
}

static bool run_print(void *work)
{
    struct work *w = work;
    struct reg_period period;

    return read_period(w, &period) && (wants_csv(w->options) ? print_csv(w, &period) : print_paper(w, &period));
}

/* ---- what happens to issued papers ---- */

static bool tell_entry(struct work *w, const char *name)
{
    struct reg_row row;
    struct buf out = {0};
    bool ok = reg_named(w->office.reg, name, w->options->term, &w->cli->arena, &row);

    if (ok && w->cli->json)
        reg_row_json(&row, &out);
    else if (ok)
        buf_printf(&out, "%s: %s", row.full, row.note);
    buf_putc(&out, '\n');
    ok = ok && say_result(w->cli, buf_span(&out));
    buf_release(&out);
    return ok;
}

static bool relate(struct work *w, enum reg_relation relation, bool needs_by)
{
    const struct options *o = w->options;
    const char *command = arena_printf(&w->cli->arena, "register %s", o->operands[0]);

    if (!office_needs(w->cli, command, w->cli->ctx.lang == LANG_VI ? "SỐ-KÝ-HIỆU (05-KH/BCĐ)" : "SYMBOL (05-KH/BCĐ)", o->count > 1 ? o->operands[1] : NULL) ||
        !office_needs(w->cli, command, needs_by ? "--by" : "--reason", needs_by ? o->by : o->reason))
        return false;
    return reg_relate(w->office.reg, relation, o->operands[1], o->by, o->term, o->reason) && tell_entry(w, o->operands[1]);
}

static bool run_amend(void *work)
{
    return relate(work, REG_AMENDED, true);
}

static bool run_repeal(void *work)
{
    return relate(work, REG_REPEALED, true);
}

static bool run_recall(void *work)
{
    return relate(work, REG_RECALLED, false);
}

/* ---- rebuild ---- */

static bool run_rebuild(void *work)
{
    struct work *w = work;
    struct cli *cli = w->cli;
    struct reg_checked checked;
    struct buf out = {0};
    bool ok = reg_rebuild(w->office.reg, &w->office.rules, &checked);

    if (!ok)
        return false;
    cli->found = checked.wrong > 0 || checked.recovered > 0;
    if (cli->json)
        buf_printf(&out, "{\"entries\":%zu,\"recovered\":%zu,\"wrong\":%zu}\n", checked.entries, checked.recovered, checked.wrong);
    else
        buf_printf(&out, cli->ctx.lang == LANG_VI ? "%zu mục; %zu tệp lưu có vấn đề\n" : "%zu entries; %zu archived files with something wrong\n",
                   checked.entries, checked.wrong);
    if (checked.recovered && !cli->json)
        buf_printf(&out, cli->ctx.lang == LANG_VI ? "%zu mục khôi phục từ tệp PDF lưu\n" : "%zu entries recovered from archived PDF files\n",
                   checked.recovered);
    ok = say_result(cli, buf_span(&out));
    buf_release(&out);
    return ok;
}

static const struct verb verbs[] = {
    {"print", run_print}, {"amend", run_amend}, {"repeal", run_repeal}, {"recall", run_recall}, {"rebuild", run_rebuild},
};

static enum status run_register(struct cli *cli, const struct options *options)
{
    struct work work = {.cli = cli, .options = options};
    const struct verb *verb = office_verb(cli, options, "register", verbs, sizeof verbs / sizeof *verbs);
    bool named = verb && verb->run != run_print && verb->run != run_rebuild;
    bool ok = false;

    if (verb && options->count > 1 + (size_t)named)
        diag(&cli->ctx, DIAG_CLI_ONE_FILE, (struct pos){0}, options->operands[options->count - 1]);
    else if (verb)
        ok = office_open(cli, &work.office) && office_register(cli, options, options->secret, &work.office) && verb->run(&work);
    office_close(&work.office);
    enum status status = office_status(cli, ok);
    return status == STATUS_DONE && cli->found ? STATUS_FOUND : status;
}

static const struct option_row rows[] = {
    {'f', "format", {[LANG_VI] = "DẠNG,…", [LANG_EN] = "FORMAT,…"}, OPTION_TEXT, FIELD(formats),
     {[LANG_VI] = "print: pdf, docx, odt hoặc csv; mặc định theo đuôi của -o, không có thì pdf,docx,odt",
      [LANG_EN] = "print: pdf, docx, odt or csv; default: by the suffix of -o, else pdf,docx,odt"}},
    {'o', "output", {[LANG_VI] = "NƠI-GHI", [LANG_EN] = "OUT"}, OPTION_TEXT, FIELD(output),
     {[LANG_VI] = "print: tệp hoặc thư mục để ghi; mặc định so-dang-ky ở thư mục hiện tại", [LANG_EN] = "print: file or folder; default: so-dang-ky in the working folder"}},
    {'\0', "from", {[LANG_VI] = "NGÀY", [LANG_EN] = "DATE"}, OPTION_TEXT, FIELD(from),
     {[LANG_VI] = "print: từ ngày (1/1/2026)", [LANG_EN] = "print: from this day (1/1/2026)"}},
    {'\0', "to", {[LANG_VI] = "NGÀY", [LANG_EN] = "DATE"}, OPTION_TEXT, FIELD(to),
     {[LANG_VI] = "print: đến hết ngày", [LANG_EN] = "print: to this day"}},
    {'\0', "ten-loai", {[LANG_VI] = "TÊN-LOẠI", [LANG_EN] = "KIND"}, OPTION_TEXT, FIELD(ten_loai),
     {[LANG_VI] = "print: chỉ dãy số của tên loại này", [LANG_EN] = "print: the series of this kind only"}},
    {'\0', "ky", {[LANG_VI] = "NHIỆM-KỲ", [LANG_EN] = "TERM"}, OPTION_TEXT, FIELD(term),
     {[LANG_VI] = "nhiệm kỳ hoặc năm, như trong sổ (\"2025 - 2030\", 2026)", [LANG_EN] = "term or year, as in the register (\"2025 - 2030\", 2026)"}},
    {'\0', "by", {[LANG_VI] = "SỐ-KÝ-HIỆU", [LANG_EN] = "SYMBOL"}, OPTION_TEXT, FIELD(by),
     {[LANG_VI] = "amend, repeal: văn bản sửa đổi hoặc bãi bỏ (07-QĐ/BCĐ)", [LANG_EN] = "amend, repeal: the paper that does it (07-QĐ/BCĐ)"}},
    {'\0', "reason", {[LANG_VI] = "LỜI", [LANG_EN] = "TEXT"}, OPTION_TEXT, FIELD(reason),
     {[LANG_VI] = "lý do, ghi vào sổ; recall phải có", [LANG_EN] = "why, kept in the register; recall needs it"}},
    {'\0', "mat", {NULL}, OPTION_FLAG, FIELD(secret),
     {[LANG_VI] = "sổ của văn bản mật, trong kho riêng", [LANG_EN] = "the register of secret papers, in its own store"}},
    OPTION_OF_WHO,
};

const struct command command_register = {
    .name = "register",
    .alias = "so-dang-ky",
    .run = run_register,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "print|rebuild|amend|repeal|recall [SỐ-KÝ-HIỆU]", [LANG_EN] = "print|rebuild|amend|repeal|recall [SYMBOL]"},
    .summary = {[LANG_VI] = "Sổ đăng ký văn bản đi: in, ghi việc sửa đổi, bãi bỏ, thu hồi, dựng lại",
                [LANG_EN] = "The register of outgoing papers: prints it, notes amendments, repeals and recalls, makes it anew"},
    .examples = {[LANG_VI] = "  vanban register print --from 1/1/2026 --to 30/6/2026 -o so.pdf\n"
                             "      in sổ sáu tháng đầu năm\n"
                             "  vanban register recall 05-KH/BCĐ --reason \"gửi nhầm\"\n"
                             "      ghi vào sổ: văn bản đã thu hồi\n"
                             "  vanban register rebuild\n"
                             "      dựng lại cơ sở dữ liệu từ nhật ký, so với các tệp trong luu/\n",
                 [LANG_EN] = "  vanban register print --from 1/1/2026 --to 30/6/2026 -o so.pdf\n"
                             "      the register of half a year\n"
                             "  vanban register recall 05-KH/BCĐ --reason \"gửi nhầm\"\n"
                             "      the register says that the paper was called back\n"
                             "  vanban register rebuild\n"
                             "      the database anew from its journal, compared with the files in luu/\n"},
};
