/* vanban issue: a paper gets its number, is made, signed by the organ, archived and registered. */
#include "base/diag/cli.h"
#include "cli/office.h"

#include "store/issue.h"

#define FIELD(field) offsetof(struct options, field)

struct work {
    struct cli *cli;
    const struct options *options;
    struct office office;
    struct reg *secret; /* of secret papers; office.reg is the shared one */
};

static struct reg *open_register(void *user, bool secret)
{
    struct work *w = user;
    struct office o = {.rules = w->office.rules};

    if (!office_register(w->cli, w->options, secret, &o))
        return NULL;
    *(secret ? &w->secret : &w->office.reg) = o.reg;
    return o.reg;
}

static bool tell(struct cli *cli, const struct reg_row *row)
{
    struct buf out = {0};
    bool ok;

    if (cli->json)
        reg_row_json(row, &out);
    else
        buf_printf(&out, "%s  %s", row->full, row->file);
    buf_putc(&out, '\n');
    ok = say_result(cli, buf_span(&out));
    buf_release(&out);
    return ok;
}

static bool issue(struct work *w)
{
    struct cli *cli = w->cli;
    const struct options *o = w->options;
    const char *today = o->ngay ? reg_iso_day(&cli->arena, o->ngay) : place_day(&cli->arena, cli->now);
    struct issue_request request = {
        .files = o->operands,
        .n = o->count,
        .options = {.profile = o->profile, .template_file = o->template_file},
        .today = today,
        .signed_pdf = o->signed_pdf,
        .reason = o->reason,
    };
    struct reg_row row;
    struct pin pin;
    vb_signing how;

    if (!today) {
        diag(&cli->ctx, DIAG_CLI_VALUE, (struct pos){0}, "--ngay", o->ngay, "15/6/2026");
        return false;
    }
    if (!pin_open(cli, o->pin_fd, &pin))
        return false;
    if (o->p12 || o->key || o->pkcs11) {
        vb_guard_secrets();
        how = signing_of(cli, o, &pin);
        request.key = &how;
    }
    if (!office_open(cli, &w->office))
        return false;
    request.document = office_path(cli, &w->office, o->operands[0]);
    return issue_paper(&cli->ctx, cli->library, &w->office.rules, open_register, w, &request, &cli->arena, &row) && tell(cli, &row);
}

static enum status run_issue(struct cli *cli, const struct options *options)
{
    struct work w = {.cli = cli, .options = options};
    bool ok = options_inputs(cli, options, "issue") && issue(&w);

    reg_close(w.secret);
    office_close(&w.office);
    return office_status(cli, ok);
}

static const struct option_row rows[] = {
    {'t', "template", {[LANG_VI] = "MẪU", [LANG_EN] = "TEMPLATE"}, OPTION_TEXT, FIELD(template_file),
     {[LANG_VI] = "mẫu XML của văn bản, như lệnh render", [LANG_EN] = "the paper's XML template, as for render"}},
    {'p', "profile", {[LANG_VI] = "THỂ-THỨC", [LANG_EN] = "PROFILE"}, OPTION_TEXT, FIELD(profile),
     {[LANG_VI] = "dang hoặc tên một thể thức, như lệnh render", [LANG_EN] = "dang or the name of a profile, as for render"}},
    {'\0', "signed", {[LANG_VI] = "TỆP.pdf", [LANG_EN] = "FILE.pdf"}, OPTION_TEXT, FIELD(signed_pdf),
     {[LANG_VI] = "bản lãnh đạo đã ký, chưa có số và ngày: cả hai được ghi cùng chữ ký của cơ quan",
      [LANG_EN] = "the paper as its leader signed it, without number and date: both are written in with the organ's signature"}},
    {'\0', "ngay", {[LANG_VI] = "NGÀY", [LANG_EN] = "DATE"}, OPTION_TEXT, FIELD(ngay),
     {[LANG_VI] = "ngày ban hành, nếu văn bản chưa ghi (15/6/2026); mặc định hôm nay", [LANG_EN] = "date of a paper that has none (15/6/2026); default: today"}},
    OPTIONS_OF_KEYS,
    OPTIONS_OF_TRUST,
    {'\0', "reason", {[LANG_VI] = "LỜI", [LANG_EN] = "TEXT"}, OPTION_TEXT, FIELD(reason),
     {[LANG_VI] = "ghi vào sổ và vào chữ ký", [LANG_EN] = "kept in the register and in the signature"}},
    OPTION_OF_WHO,
};

const struct command command_issue = {
    .name = "issue",
    .alias = "phat-hanh",
    .run = run_issue,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "VĂN-BẢN [DỮ-LIỆU…]", [LANG_EN] = "DOCUMENT [DATA…]"},
    .summary = {[LANG_VI] = "Phát hành văn bản: kiểm tra, cấp số, ký của cơ quan, lưu, vào sổ",
                [LANG_EN] = "Issues a paper: checks it, gives the number, signs for the organ, archives and registers it"},
    .examples = {[LANG_VI] = "  vanban issue ke-hoach.md\n"
                             "      cấp số, ngày, ghi luu/2026/KH/01-KH-BCĐ.pdf và vào sổ\n"
                             "  vanban issue ke-hoach.md --signed ke-hoach-da-ky.pdf --p12 co-quan.p12 --seal dau.png\n"
                             "      bản lãnh đạo đã ký: ghi số, ngày cùng chữ ký và dấu của cơ quan\n",
                 [LANG_EN] = "  vanban issue ke-hoach.md\n"
                             "      gives number and date, writes luu/2026/KH/01-KH-BCĐ.pdf and the entry\n"
                             "  vanban issue ke-hoach.md --signed ke-hoach-da-ky.pdf --p12 organ.p12 --seal seal.png\n"
                             "      signed by the leader: number and date go in with the organ's signature and seal\n"},
};
