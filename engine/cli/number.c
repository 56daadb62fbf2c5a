/* vanban number: numbers of outgoing papers from the register. */
#include "base/diag/cli.h"
#include "cli/office.h"

#include <stdlib.h>

#define FIELD(field) offsetof(struct options, field)

/* What a verb works with. */
struct work {
    struct cli *cli;
    const struct options *options;
    struct office office;
    struct reg_series series;
    struct reg_row row; /* all but the number */
    int64_t number;     /* --so; 0: none */
};

/* A whole number above 0; 0: it is none. */
static int64_t whole(const char *text)
{
    size_t n = strspn(text, "0123456789");

    return n && n <= 9 && !text[n] ? strtoll(text, NULL, 10) : 0;
}

/* "30m", "2h", "3d" in seconds; 0: it is none. */
static int64_t duration(const char *text)
{
    static const struct {
        char unit;
        int64_t seconds;
    } units[] = {{'m', 60}, {'h', 3600}, {'d', 24 * 3600}};
    size_t n = strspn(text, "0123456789");

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (n && n <= 4 && text[n] == units[i].unit && !text[n + 1])
            return strtoll(text, NULL, 10) * units[i].seconds;
    return 0;
}

static bool bad_value(struct cli *cli, const char *option, const char *value, const char *example)
{
    diag(&cli->ctx, DIAG_CLI_VALUE, (struct pos){0}, option, value, example);
    return false;
}

static bool needed(struct work *w, const char *option, const char *value)
{
    return office_needs(w->cli, arena_printf(&w->cli->arena, "number %s", w->options->operands[0]), option, value);
}

/* The paper, its series and the register. false: reported. */
static bool prepare(struct work *w)
{
    struct cli *cli = w->cli;
    const struct options *o = w->options;
    const char *day = o->ngay ? o->ngay : place_day(&cli->arena, cli->now);
    vb_paper paper;

    if (o->so && !(w->number = whole(o->so)))
        return bad_value(cli, "--so", o->so, "7");
    if (!needed(w, "--ten-loai", o->ten_loai) || !office_open(cli, &w->office) ||
        !paper_of_kind(cli, w->office.rules.file, o->ten_loai, day, false, &paper) ||
        !reg_series_of(&cli->ctx, &cli->arena, &w->office.rules, &paper, &w->series))
        return false;
    reg_row_of(&paper, &w->series, &w->row, &cli->arena);
    w->row.subject = o->trich_yeu;
    w->row.addressees = o->noi_nhan;
    w->row.signers = o->nguoi_ky;
    w->row.copies = o->so_ban;
    w->row.document = o->document ? office_path(cli, &w->office, o->document) : NULL;
    return office_register(cli, o, false, &w->office);
}

static bool tell(struct cli *cli, const struct reg_row *row)
{
    struct buf out = {0};
    bool ok;

    if (cli->json)
        reg_row_json(row, &out);
    else
        buf_puts(&out, row->full);
    buf_putc(&out, '\n');
    ok = say_result(cli, buf_span(&out));
    buf_release(&out);
    return ok;
}

static bool give(struct work *w, const struct reg_how *how)
{
    struct reg_row got;

    return reg_give(w->office.reg, &w->office.rules, &w->row, how, &w->cli->arena, &got) && tell(w->cli, &got);
}

static bool run_next(void *work)
{
    struct work *w = work;


    return give(w, &(struct reg_how){.reason = w->options->reason});
}

static bool run_reserve(void *work)
{
    struct work *w = work;
    const char *lease = w->options->lease ? w->options->lease : "1d";
    int64_t seconds = duration(lease);

    if (!seconds)
        return bad_value(w->cli, "--for", lease, "30m, 2h, 3d");
    return give(w, &(struct reg_how){.number = w->number, .until = w->cli->now + seconds, .reason = w->options->reason});
}

static bool run_take(void *work)
{
    struct work *w = work;

    return needed(w, "--so", w->options->so) && give(w, &(struct reg_how){.number = w->number, .reason = w->options->reason});
}

static bool run_void(void *work)
{
    struct work *w = work;
    struct reg_row row;

    return needed(w, "--so", w->options->so) && needed(w, "--reason", w->options->reason) &&
           reg_void(w->office.reg, &w->series, w->number, w->options->reason) &&
           reg_find(w->office.reg, &w->series, w->number, &w->cli->arena, &row) && tell(w->cli, &row);
}

static bool run_skip(void *work)
{
    struct work *w = work;
    const char *amount = w->options->amount ? w->options->amount : "1";
    int64_t count = whole(amount), first;
    bool ok;

    if (!count)
        return bad_value(w->cli, "--count", amount, "5");
    if (!needed(w, "--reason", w->options->reason) ||
        !reg_skip(w->office.reg, &w->office.rules, &w->row, count, w->options->reason, &first))
        return false;
    ok = true;
    for (int64_t i = 0; i < count && ok; i++) {
        struct reg_row row;

        ok = reg_find(w->office.reg, &w->series, first + i, &w->cli->arena, &row) && tell(w->cli, &row);
    }
    return ok;
}

/* ---- import ---- */

static bool import_paper(void *user, const char *kind, const char *day, bool quiet, vb_paper *out)
{
    struct work *w = user;

    return paper_of_kind(w->cli, w->office.rules.file, kind, day, quiet, out);
}

static bool import(struct work *w)
{
    struct cli *cli = w->cli;
    const struct options *o = w->options;
    struct reg_source source = {.paper = import_paper, .user = w};
    size_t count;

    if (!needed(w, cli->ctx.lang == LANG_VI ? "TỆP.csv" : "FILE.csv", o->count > 1 ? o->operands[1] : NULL) || !office_open(cli, &w->office) ||
        !office_register(cli, o, false, &w->office))
        return false;
    source.file = o->operands[1];
    return reg_import(w->office.reg, &w->office.rules, &source, &count) &&
           say_result(cli, span_of(arena_printf(&cli->arena, cli->json ? "{\"entries\":%zu}\n" : "%zu\n", count)));
}

static const struct verb verbs[] = {
    {"next", run_next}, {"reserve", run_reserve}, {"take", run_take}, {"void", run_void}, {"skip", run_skip}, {"import", NULL},
};

static enum status run_number(struct cli *cli, const struct options *options)
{
    struct work work = {.cli = cli, .options = options};
    const struct verb *verb = office_verb(cli, options, "number", verbs, sizeof verbs / sizeof *verbs);
    bool ok = false;

    if (verb && options->count > (verb->run ? 1 : 2))
        diag(&cli->ctx, DIAG_CLI_ONE_FILE, (struct pos){0}, options->operands[options->count - 1]);
    else if (verb)
        ok = verb->run ? prepare(&work) && verb->run(&work) : import(&work);
    office_close(&work.office);
    return office_status(cli, ok);
}

static const struct option_row rows[] = {
    {'\0', "ten-loai", {[LANG_VI] = "TÊN-LOẠI", [LANG_EN] = "KIND"}, OPTION_TEXT, FIELD(ten_loai),
     {[LANG_VI] = "tên loại văn bản hoặc ký hiệu của nó: \"Kế hoạch\", KH", [LANG_EN] = "kind of the paper, or its code: \"Kế hoạch\", KH"}},
    {'\0', "so", {[LANG_VI] = "SỐ", [LANG_EN] = "NUMBER"}, OPTION_TEXT, FIELD(so),
     {[LANG_VI] = "số cần lấy, giữ hoặc huỷ", [LANG_EN] = "the number to take, to reserve or to make void"}},
    {'\0', "ngay", {[LANG_VI] = "NGÀY", [LANG_EN] = "DATE"}, OPTION_TEXT, FIELD(ngay),
     {[LANG_VI] = "ngày văn bản (15/6/2026), quyết định nhiệm kỳ hoặc năm; mặc định hôm nay", [LANG_EN] = "date of the paper (15/6/2026), which decides the term or the year; default: today"}},
    {'\0', "for", {[LANG_VI] = "THỜI-HẠN", [LANG_EN] = "TIME"}, OPTION_TEXT, FIELD(lease),
     {[LANG_VI] = "reserve: giữ trong bao lâu (30m, 2h, 3d); mặc định 1d", [LANG_EN] = "reserve: for how long (30m, 2h, 3d); default: 1d"}},
    {'\0', "count", {[LANG_VI] = "BAO-NHIÊU", [LANG_EN] = "HOW-MANY"}, OPTION_TEXT, FIELD(amount),
     {[LANG_VI] = "skip: chừa bao nhiêu số; mặc định 1", [LANG_EN] = "skip: how many numbers to leave out; default: 1"}},
    {'\0', "reason", {[LANG_VI] = "LỜI", [LANG_EN] = "TEXT"}, OPTION_TEXT, FIELD(reason),
     {[LANG_VI] = "lý do, ghi vào sổ; void và skip phải có", [LANG_EN] = "why, kept in the register; void and skip need it"}},
    {'\0', "trich-yeu", {[LANG_VI] = "LỜI", [LANG_EN] = "TEXT"}, OPTION_TEXT, FIELD(trich_yeu),
     {[LANG_VI] = "trích yếu nội dung", [LANG_EN] = "subject of the paper"}},
    {'\0', "noi-nhan", {[LANG_VI] = "NƠI; NƠI", [LANG_EN] = "WHO; WHO"}, OPTION_TEXT, FIELD(noi_nhan),
     {[LANG_VI] = "các nơi nhận, dùng chung một số", [LANG_EN] = "the addressees, all under this one number"}},
    {'\0', "nguoi-ky", {[LANG_VI] = "HỌ-TÊN", [LANG_EN] = "NAME"}, OPTION_TEXT, FIELD(nguoi_ky),
     {[LANG_VI] = "người ký", [LANG_EN] = "who signs"}},
    {'\0', "so-ban", {[LANG_VI] = "SỐ", [LANG_EN] = "NUMBER"}, OPTION_TEXT, FIELD(so_ban),
     {[LANG_VI] = "số lượng bản", [LANG_EN] = "number of copies"}},
    {'\0', "tai-lieu", {[LANG_VI] = "TỆP", [LANG_EN] = "FILE"}, OPTION_TEXT, FIELD(document),
     {[LANG_VI] = "tài liệu trong không gian làm việc sẽ mang số này", [LANG_EN] = "the document of the workspace that is to have the number"}},
    OPTION_OF_WHO,
};

const struct command command_number = {
    .name = "number",
    .alias = "cap-so",
    .run = run_number,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "next|reserve|take|void|skip|import [TỆP.csv]", [LANG_EN] = "next|reserve|take|void|skip|import [FILE.csv]"},
    .summary = {[LANG_VI] = "Cấp số văn bản đi từ sổ đăng ký", [LANG_EN] = "Gives numbers to outgoing papers, from the register"},
    .examples = {[LANG_VI] = "  vanban number next --ten-loai KH --trich-yeu \"về chuyển đổi số\"\n"
                             "      cấp số tiếp theo, in ra 01-KH/BCĐ\n"
                             "  vanban number reserve --ten-loai \"Công văn\" --for 2h\n"
                             "      giữ số trong hai giờ; quá hạn thì số này cấp cho người sau\n"
                             "  vanban number void --ten-loai KH --so 5 --reason \"in hỏng\"\n"
                             "      huỷ số 5, không cấp lại\n"
                             "  vanban number import so-cu.csv\n"
                             "      nhập sổ đã có: các cột như khi in sổ\n",
                 [LANG_EN] = "  vanban number next --ten-loai KH --trich-yeu \"về chuyển đổi số\"\n"
                             "      gives the next number, prints 01-KH/BCĐ\n"
                             "  vanban number reserve --ten-loai \"Công văn\" --for 2h\n"
                             "      keeps a number for two hours; after that the next one who asks gets it\n"
                             "  vanban number void --ten-loai KH --so 5 --reason \"in hỏng\"\n"
                             "      number 5 is void and never given again\n"
                             "  vanban number import so-cu.csv\n"
                             "      enters a register kept so far: columns as it is printed\n"},
};
