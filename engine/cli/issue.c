/* vanban issue: a paper gets its number, is made, signed by the organ, archived and registered. */
#include "base/diag/cli.h"
#include "base/diag/register.h"
#include "cli/office.h"

#include <unistd.h>

#include "base/file.h"
#include "store/issue.h"
#include "store/kept.h"

#define FIELD(field) offsetof(struct options, field)

struct work {
    struct cli *cli;
    const struct options *options;
    struct options told; /* with what vanban.yaml says where they say nothing */
    struct office office;
    struct reg *secret; /* of secret papers; office.reg is the shared one */
};

static struct reg *open_register(void *user, bool secret)
{
    struct work *w = user;
    struct reg **r = secret ? &w->secret : &w->office.reg;
    struct office o = {.rules = w->office.rules};

    if (!*r && office_register(w->cli, w->options, secret, &o))
        *r = o.reg;
    return *r;
}

/* The file of a secret paper is not in the common archive. */
static const char *shown_file(struct work *w, const struct reg_row *row)
{
    const char *root = w->secret && row->secrecy ? reg_root(w->secret) : w->office.rules.root, *path = path_join(&w->cli->arena, root, row->file);
    size_t n = strlen(w->office.rules.root);

    return strncmp(path, w->office.rules.root, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

static bool tell(struct work *w, const struct reg_row *row)
{
    struct cli *cli = w->cli;
    struct buf out = {0};
    bool ok;

    if (cli->json)
        reg_row_json(row, &out);
    else
        buf_printf(&out, "%s  %s", row->full, shown_file(w, row));
    buf_putc(&out, '\n');
    ok = say_result(cli, buf_span(&out));
    buf_release(&out);
    return ok;
}

/* Several papers, where all operands are names of vanban.yaml; else one, and what stands behind it are its data. */
static size_t count_papers(const struct work *w)
{
    for (size_t i = 0; i < w->told.count; i++)
        if (!workspace_paper(&w->office.ws, w->told.operands[i]))
            return 1;
    return w->told.count;
}

/* What is issued: files as given, or what vanban.yaml says of the paper. `at`: of `n` operands that are papers. */
static void set_paper(struct work *w, size_t at, size_t n, struct issue_request *request)
{
    const struct options *o = &w->told;
    const struct office_paper found = office_paper(&w->office, o->operands[at]);
    const struct ws_paper *paper = o->count == n && !o->template_file ? found.paper : NULL;

    request->files = paper ? paper->files : o->operands;
    request->n = paper ? paper->n_files : o->count;
    request->document = found.document;
    request->options = paper ? workspace_options(paper) : (vb_options){.template_file = o->template_file};
    if (o->profile)
        request->options.profile = o->profile;
    request->signed_pdf = o->signed_pdf;
    if (found.paper && !request->signed_pdf && !o->without_signature && file_exists(&w->cli->ctx, office_signed_file(&w->cli->arena, found.paper)))
        request->signed_pdf = office_signed_file(&w->cli->arena, found.paper);
}

/* A paper of the workspace that was issued already and says the same since would take a second number for nothing: *number is the one that it
 * has, else NULL. false: reported. */
static bool find_issued(struct work *w, const char *operand, const struct issue_request *request, const char **number)
{
    struct cli *cli = w->cli;
    struct passages issued = {0}, now = {0};
    struct reg_row row = {0};
    vb_document *d = NULL;
    const struct office_paper paper = office_paper(&w->office, operand);
    bool there = false, ok, secret;
    struct reg *reg;

    *number = NULL;
    if (!paper.paper)
        return true;
    secret = office_is_secret(cli, &paper);
    reg = open_register(w, secret);
    ok = reg && reg_current(reg, request->document, &cli->arena, &row) &&
         (!row.id || kept_read(&cli->ctx, KEPT_ISSUED, reg_root(reg), &row, &issued, &there));
    if (ok && there) {
        const vb_options how = kept_options(&cli->arena, request->options, &row);

        d = vb_document_load(cli->library, request->files, request->n, &how);
        ok = d && passages_of_document(d, &now);
        if (ok && kept_same(&issued, &now))
            *number = row.full;
    }
    vb_document_free(d);
    passages_release(&issued);
    passages_release(&now);
    return ok;
}

static bool issue_one(struct work *w, const struct issue_request *request)
{
    struct arena a = {0};
    struct reg_row row;
    bool ok = issue_paper(&w->cli->ctx, w->cli->library, &w->office.rules, open_register, w, request, &a, &row) && tell(w, &row);

    if (ok && request->signed_pdf && !w->told.signed_pdf) /* the archived file begins with it; it would stand in the way of the next */
        unlink(request->signed_pdf);
    arena_release(&a);
    return ok;
}

/* In their order; the first that is refused ends it, and those before it are issued. Of several, what an earlier run has issued is passed over,
 * so that one that was cut short can be run again as it was. */
static bool issue_all(struct work *w, size_t n, const struct issue_request *common)
{
    struct cli *cli = w->cli;
    bool ok = true;

    for (size_t i = 0; i < n && ok; i++) {
        struct issue_request request = *common;
        const char *number;

        set_paper(w, i, n, &request);
        ok = find_issued(w, w->told.operands[i], &request, &number);
        if (ok && number) {
            diag(&cli->ctx, n > 1 ? DIAG_ISSUED_BEFORE : DIAG_ISSUED_ALREADY, (struct pos){0}, request.document, number);
            ok = n > 1;
        } else if (ok) {
            ok = issue_one(w, &request);
        }
    }
    return ok;
}

static bool issue(struct work *w)
{
    struct cli *cli = w->cli;
    struct options *o = &w->told;
    struct issue_request request = {0};
    struct pin pin;
    vb_signing how;
    size_t n;
    bool ok;

    if (w->options->without_signature && (w->options->p12 || w->options->key || w->options->pkcs11 || w->options->signed_pdf)) {
        diag(&cli->ctx, DIAG_CLI_EITHER, (struct pos){0}, "--unsigned", w->options->signed_pdf ? "--signed" : "--p12, --key, --pkcs11");
        return false;
    }
    request.today = w->options->ngay ? reg_iso_day(&cli->arena, w->options->ngay) : place_day(&cli->arena, cli->now);
    if (!request.today) {
        diag(&cli->ctx, DIAG_CLI_VALUE, (struct pos){0}, "--ngay", w->options->ngay, "15/6/2026");
        return false;
    }
    if (!pin_open(cli, w->options->pin_fd, &pin) || !office_enter(cli, w->options, 0, &w->office, o) ||
        !office_paper_there(cli, &w->office, o->operands[0]))
        return false;
    n = count_papers(w);
    if (n > 1 && (o->signed_pdf || o->template_file)) {
        diag(&cli->ctx, DIAG_CLI_ONE_PAPER, (struct pos){0}, o->signed_pdf ? "--signed" : "--template");
        return false;
    }
    pin.keep = n > 1;
    request.reason = o->reason;
    if (!o->without_signature && !office_signer(cli, w->office.rules.file, true, o, &request.lower_level))
        return false;
    if (o->p12 || o->key || o->pkcs11) {
        vb_guard_secrets();
        how = signing_of(cli, o, &pin);
        request.key = &how;
    }
    ok = issue_all(w, n, &request);
    pin_forget(&pin);
    return ok;
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
    {'\0', "unsigned", {NULL}, OPTION_FLAG, FIELD(without_signature),
     {[LANG_VI] = "không ký số (bản giấy đóng dấu tay), dù vanban.yaml có khoá", [LANG_EN] = "no digital signature (paper with a stamp), though vanban.yaml has a key"}},
    OPTIONS_OF_TRUST,
    {'\0', "reason", {[LANG_VI] = "LỜI", [LANG_EN] = "TEXT"}, OPTION_TEXT, FIELD(reason),
     {[LANG_VI] = "ghi vào sổ và vào chữ ký", [LANG_EN] = "kept in the register and in the signature"}},
    OPTION_OF_WHO,
    OPTIONS_OF_WORKSPACE,
};

const struct command command_issue = {
    .name = "issue",
    .alias = "phat-hanh",
    .run = run_issue,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "VĂN-BẢN…|TỆP [DỮ-LIỆU…]", [LANG_EN] = "DOC…|DOCUMENT [DATA…]"},
    .summary = {[LANG_VI] = "Phát hành văn bản: kiểm tra, cấp số, ký của cơ quan, lưu, vào sổ",
                [LANG_EN] = "Issues a paper: checks it, gives the number, signs for the organ, archives and registers it"},
    .examples = {[LANG_VI] = "  vanban issue kh-02\n"
                             "      văn bản kh-02 của không gian làm việc: cấp số, ngày, ký bằng khoá ghi trong vanban.yaml,\n"
                             "      ghi luu/2026/KH/01-KH-BCĐ.pdf và vào sổ; có xuat/kh-02-da-ky.pdf thì dùng bản lãnh đạo đã ký ấy\n"
                             "  vanban issue ke-hoach.md --signed ke-hoach-da-ky.pdf --p12 co-quan.p12 --seal dau.png\n"
                             "      một tệp, bản lãnh đạo đã ký: ghi số, ngày cùng chữ ký và dấu của cơ quan\n",
                 [LANG_EN] = "  vanban issue kh-02\n"
                             "      the paper kh-02 of the workspace: number, date, the signature by the key that vanban.yaml names,\n"
                             "      luu/2026/KH/01-KH-BCĐ.pdf and the entry; xuat/kh-02-da-ky.pdf, if there, is what its leader signed\n"
                             "  vanban issue ke-hoach.md --signed ke-hoach-da-ky.pdf --p12 organ.p12 --seal seal.png\n"
                             "      a file, signed by the leader: number and date go in with the organ's signature and seal\n"},
};
