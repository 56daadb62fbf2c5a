/* vanban log: what happened to a paper, and the steps before it was issued. */
#include "base/diag/cli.h"
#include "cli/office.h"

#define FIELD(field) offsetof(struct options, field)

/* The words of the journal for people. */
static const struct word {
    const char *verb, *text[2];
} words[] = {
    {"soan-thao", {[LANG_VI] = "soạn thảo", [LANG_EN] = "drafted"}},
    {"tham-dinh", {[LANG_VI] = "thẩm định", [LANG_EN] = "examined"}},
    {"trinh-ky", {[LANG_VI] = "trình ký", [LANG_EN] = "submitted for signature"}},
    {"da-ky", {[LANG_VI] = "đã ký", [LANG_EN] = "signed by the leader"}},
    {"cap", {[LANG_VI] = "cấp số", [LANG_EN] = "number given"}},
    {"lay", {[LANG_VI] = "lấy số", [LANG_EN] = "number taken"}},
    {"giu", {[LANG_VI] = "giữ số", [LANG_EN] = "number reserved"}},
    {"chua", {[LANG_VI] = "chừa số", [LANG_EN] = "number left out"}},
    {"huy", {[LANG_VI] = "huỷ số", [LANG_EN] = "void"}},
    {"soan", {[LANG_VI] = "tạo tệp", [LANG_EN] = "rendered"}},
    {"ky", {[LANG_VI] = "cơ quan ký", [LANG_EN] = "signed by the organ"}},
    {"khoi-phuc", {[LANG_VI] = "khôi phục từ tệp lưu", [LANG_EN] = "recovered from the archived file"}},
    {"phat-hanh", {[LANG_VI] = "phát hành", [LANG_EN] = "issued"}},
    {"thay-the", {[LANG_VI] = "thay thế", [LANG_EN] = "superseded"}},
    {"sua-doi", {[LANG_VI] = "sửa đổi, bổ sung", [LANG_EN] = "amended"}},
    {"bai-bo", {[LANG_VI] = "bãi bỏ", [LANG_EN] = "repealed"}},
    {"dinh-chinh", {[LANG_VI] = "đính chính", [LANG_EN] = "rectified"}},
    {"thu-hoi", {[LANG_VI] = "thu hồi", [LANG_EN] = "recalled"}},
};
enum { STEPS = 4 }; /* the first of them: before a number is given */

struct telling {
    struct cli *cli;
    struct buf out;
};

static const char *word(enum lang lang, const char *verb)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(words[i].verb, verb) == 0)
            return words[i].text[lang];
    return verb;
}

static void put_event(void *user, const struct reg_event *e)
{
    struct telling *t = user;
    size_t from = t->out.n;

    if (t->cli->json) {
        buf_printf(&t->out, "{\"luc\":%lld", (long long)e->time);
        say_json_member(&t->out, from, "ai", e->who);
        say_json_member(&t->out, from, "viec", e->verb);
        say_json_member(&t->out, from, "so_ky_hieu", e->full);
        say_json_member(&t->out, from, e->passive ? "boi" : "doi_voi", e->other);
        say_json_member(&t->out, from, "ly_do", e->reason);
        buf_puts(&t->out, "}\n");
        return;
    }
    buf_printf(&t->out, "%s  %s  ", place_shown_time(&t->cli->arena, e->time), e->who);
    if (e->other && !e->passive) {
        buf_printf(&t->out, "%s %s %s", e->full, word(t->cli->ctx.lang, e->verb), e->other);
    } else {
        buf_puts(&t->out, word(t->cli->ctx.lang, e->verb));
        if (e->full)
            buf_printf(&t->out, "  %s", e->full);
        if (e->other)
            buf_printf(&t->out, t->cli->ctx.lang == LANG_EN ? " by %s" : " bằng %s", e->other);
    }
    if (e->reason)
        buf_printf(&t->out, ": %s", e->reason);
    buf_putc(&t->out, '\n');
}

static bool is_step(struct cli *cli, const char *step)
{
    struct buf names = {0};

    for (size_t i = 0; i < STEPS; i++) {
        if (strcmp(words[i].verb, step) == 0) {
            buf_release(&names);
            return true;
        }
        buf_printf(&names, "%s%s", i ? ", " : "", words[i].verb);
    }
    diag(&cli->ctx, DIAG_CLI_VALUE, (struct pos){0}, "--step", step, arena_buf(&cli->arena, &names));
    return false;
}

static bool log_paper(struct cli *cli, const struct options *options, struct office *o)
{
    struct telling t = {.cli = cli};
    struct options told;
    bool ok;

    if ((options->step && !is_step(cli, options->step)) || !office_enter(cli, options, 0, o, &told))
        return false;
    const struct office_paper paper = office_paper(o, told.operands[0]);
    const char *name = paper.document;
    if (!office_register(cli, options, options->secret || office_is_secret(cli, &paper), o))
        return false;
    if (options->step)
        return reg_note_step(o->reg, name, options->step, options->reason);
    ok = reg_log(o->reg, name, put_event, &t) && say_result(cli, buf_span(&t.out));
    buf_release(&t.out);
    return ok;
}

static enum status run_log(struct cli *cli, const struct options *options)
{
    struct office office = {0};
    bool ok = options_inputs(cli, options, "log") && options_one(cli, options) && log_paper(cli, options, &office);

    office_close(&office);
    return office_status(cli, ok);
}

static const struct option_row rows[] = {
    {'\0', "step", {[LANG_VI] = "BƯỚC", [LANG_EN] = "STEP"}, OPTION_TEXT, FIELD(step),
     {[LANG_VI] = "ghi thêm một bước trước khi cấp số: soan-thao, tham-dinh, trinh-ky, da-ky",
      [LANG_EN] = "notes a step before the number: soan-thao (drafted), tham-dinh (examined), trinh-ky (submitted), da-ky (signed)"}},
    {'\0', "reason", {[LANG_VI] = "LỜI", [LANG_EN] = "TEXT"}, OPTION_TEXT, FIELD(reason),
     {[LANG_VI] = "ý kiến kèm theo bước đó", [LANG_EN] = "a remark to that step"}},
    {'\0', "mat", {NULL}, OPTION_FLAG, FIELD(secret),
     {[LANG_VI] = "sổ của văn bản mật, trong kho riêng", [LANG_EN] = "the register of secret papers, in its own store"}},
    OPTION_OF_WHO,
    OPTIONS_OF_WORKSPACE,
};

const struct command command_log = {
    .name = "log",
    .alias = "nhat-ky",
    .run = run_log,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "VĂN-BẢN|SỐ-KÝ-HIỆU", [LANG_EN] = "DOCUMENT|SYMBOL"},
    .summary = {[LANG_VI] = "Quá trình của một văn bản: ai làm gì, lúc nào", [LANG_EN] = "What happened to a paper: who did what, and when"},
    .examples = {[LANG_VI] = "  vanban log ke-hoach.md\n"
                             "      mỗi việc một dòng\n"
                             "  vanban log ke-hoach.md --step trinh-ky --who \"Nguyễn Văn A\"\n"
                             "      ghi bước trình ký\n",
                 [LANG_EN] = "  vanban log ke-hoach.md\n"
                             "      a line for each thing done\n"
                             "  vanban log ke-hoach.md --step trinh-ky --who \"Nguyễn Văn A\"\n"
                             "      notes that it was submitted for signature\n"},
};
