/* vanban sign: a signature in a PDF, as a new revision behind what was there. */
#include "base/diag/cli.h"
#include "cli/office.h"

#include <unistd.h>

#include "base/file.h"
#include "store/made.h"

#define FIELD(field) offsetof(struct options, field)

static const char *output_path(struct cli *cli, const struct options *options)
{
    const char *in = options->operands[0];
    if (options->output)
        return strcmp(options->output, "-") == 0 ? NULL : options->output;
    return path_join(&cli->arena, path_dir(&cli->arena, in),
                     arena_printf(&cli->arena, "%s-%s.pdf", path_base(&cli->arena, in, false), options->prepare ? "cho-ky" : "da-ky"));
}

/* Options that have no sense together are told, not passed over. */
static bool check_options(struct cli *cli, const struct options *o)
{
    const struct {
        const char *name;
        bool given, preparing, finishing; /* whether it has sense then */
    } rows[] = {
        {"--p12", o->p12, false, false},     {"--key", o->key, false, false},       {"--pkcs11", o->pkcs11, false, false},
        {"--pin-fd", o->pin_fd, false, false}, {"--level", o->level, false, true},  {"--tsa", o->tsa, false, true},
        {"--role", o->role, true, false},    {"--field", o->field, true, false}, {"--at", o->at, true, false}, {"--mark", o->mark, true, false},    {"--reason", o->reason, true, false},
        {"--image", o->image, true, false},  {"--seal", o->seal, true, false},      {"--so", o->so, true, false},
        {"--ngay", o->ngay, true, false},    {"--finish", o->finish, false, true},
    };

    for (size_t i = 0; (o->prepare || o->finish) && i < sizeof rows / sizeof *rows; i++)
        if (rows[i].given && !(o->prepare ? rows[i].preparing : rows[i].finishing)) {
            diag(&cli->ctx, DIAG_CLI_SIGN_TOGETHER, (struct pos){0}, rows[i].name, o->prepare ? "--prepare" : "--finish");
            return false;
        }
    if (o->at && o->field) {
        diag(&cli->ctx, DIAG_CLI_SIGN_TOGETHER, (struct pos){0}, "--field", "--at");
        return false;
    }
    if (o->prepare && o->output && strcmp(o->output, "-") == 0) {
        diag(&cli->ctx, DIAG_CLI_PREPARE_OUTPUT, (struct pos){0});
        return false;
    }
    return true;
}

/* Signs, prepares or finishes; what --prepare says of the digest goes to *order. false: reported. */
static bool make(struct cli *cli, const struct options *options, const vb_signing *how, const struct buf *pdf, void **bytes, size_t *size, char **order)
{
    const char *name = options->operands[0];
    struct buf handed = {0};

    if (options->prepare)
        return vb_sign_prepare(cli->library, name, pdf->p, pdf->n, how, bytes, size, order);
    if (!options->finish)
        return vb_sign(cli->library, name, pdf->p, pdf->n, how, bytes, size);
    const bool ok = file_read(&cli->ctx, options->finish, LIMIT_PDF_BYTES, &handed) &&
                    vb_sign_finish(cli->library, name, pdf->p, pdf->n, options->finish, handed.p, handed.n, how, bytes, size);
    buf_release(&handed);
    return ok;
}

vb_signing signing_of(struct cli *cli, const struct options *options, struct pin *pin)
{
    vb_signing how = {.p12 = options->p12,
                      .key = options->key,
                      .cert = options->cert,
                      .pkcs11 = options->pkcs11,
                      .helper = "/proc/self/exe",
                      .ask = pin_ask,
                      .ask_user = pin,
                      .level = options->level,
                      .role = options->role,
                      .field = options->field,
                      .at = options->at,
                      .mark = options->mark,
                      .reason = options->reason,
                      .tsa = options->tsa,
                      .image = options->image,
                      .seal = options->seal,
                      .number = options->so,
                      .day = options->ngay,
                      .trust_tls = options->trust_tls,
                      .offline = options->offline};
    how.trust = options_list(cli, options->trust, &how.n_trust);
    how.allow = options_list(cli, options->allow, &how.n_allow);
    return how;
}

/* The draft that was built, if it is what the sources of the paper make now: a leader signs no other. false: reported. */
static bool take_draft(struct cli *cli, const struct ws_paper *paper, struct options *told, bool *secret)
{
    const char **operands = ARENA_NEWS(&cli->arena, 2, const char *), *file = workspace_output(&cli->arena, paper, "pdf");
    struct maker maker = {.ctx = &cli->ctx, .library = cli->library};
    struct buf built = {0};
    void *bytes = NULL;
    size_t size = 0;
    vb_document *d;
    bool ok;

    operands[0] = file;
    told->operands = operands;
    if (!file_exists(&cli->ctx, file)) {
        diag(&cli->ctx, DIAG_CLI_SIGN_UNBUILT, (struct pos){0}, paper->name);
        return false;
    }
    d = make_load(&maker, paper);
    ok = d && vb_document_render(d, vb_format_find("pdf"), 0, &bytes, &size) && file_read(&cli->ctx, file, LIMIT_PDF_BYTES, &built);
    if (ok && !span_equal(buf_span(&built), span_make(bytes, size))) {
        diag(&cli->ctx, DIAG_CLI_SIGN_STALE, pos_file(file), paper->name);
        ok = false;
    }
    *secret = d && vb_document_secrecy(d);
    if (ok && *secret) { /* no network knows of it */
        told->offline = true;
        told->tsa = told->allow = NULL;
        told->level = "b";
    }
    vb_document_free(d);
    vb_free(bytes);
    buf_release(&built);
    return ok;
}

/* What is signed. */
struct work {
    struct office office;
    struct options told;          /* with what vanban.yaml says where the options say nothing */
    const struct ws_paper *paper; /* NULL: a file */
    bool secret;
};

/* Fills in what the options leave out, by vanban.yaml, and goes into the office's folder where a paper of the workspace is named. false:
 * reported. */
static bool settle(struct cli *cli, const struct options *options, struct work *w)
{
    struct office *o = &w->office;
    struct options *told = &w->told;
    const bool elsewhere = options->prepare || options->finish, named = !file_exists(&cli->ctx, options->operands[0]);
    bool own_level;

    *told = *options;
    if (!office_is_here(cli))
        return true;
    if (named ? !office_enter(cli, options, 0, o, told) || !office_paper_there(cli, o, options->operands[0]) : !office_open(cli, o))
        return false;
    w->paper = named ? workspace_paper(&o->ws, options->operands[0]) : NULL;
    const struct options asked = *told;
    if (!office_signer(cli, o->rules.file, options->role && strcmp(options->role, "person") != 0, told, &own_level))
        return false;
    if (elsewhere) { /* the key is not here */
        told->p12 = asked.p12;
        told->key = asked.key;
        told->cert = asked.cert;
        told->pkcs11 = asked.pkcs11;
    }
    if (!w->paper) { /* a file may be secret: it goes to no network unless that is said */
        told->level = asked.level;
        told->tsa = asked.tsa;
        told->allow = asked.allow;
        return true;
    }
    if (!told->output && !elsewhere)
        told->output = office_signed_file(&cli->arena, w->paper);
    return take_draft(cli, w->paper, told, &w->secret);
}

/* Who signed a paper of the workspace is a step of it in the register. */
static bool note_signed(struct cli *cli, struct work *w)
{
    return office_register(cli, &w->told, w->secret, &w->office) && reg_note_step(w->office.reg, w->paper->name, "da-ky", w->told.reason);
}

static enum status sign(struct cli *cli, const struct options *options)
{
    struct outputs outputs = {0};
    struct buf pdf = {0};
    struct pin pin;
    char *order = NULL;
    void *bytes;
    size_t size;

    const char *path = output_path(cli, options);
    if (path && (options_is_input(options, path) || (options->finish && strcmp(options->finish, path) == 0))) {
        diag(&cli->ctx, DIAG_CLI_OUTPUT_IS_INPUT, (struct pos){0}, path);
        return STATUS_INPUT;
    }
    if (!path && isatty(STDOUT_FILENO)) {
        diag(&cli->ctx, DIAG_CLI_OUTPUT_TERMINAL, (struct pos){0}, "PDF");
        return STATUS_INPUT;
    }
    if (!pin_open(cli, options->pin_fd, &pin))
        return STATUS_INPUT;
    vb_guard_secrets();
    vb_signing how = signing_of(cli, options, &pin);
    if (file_read(&cli->ctx, options->operands[0], LIMIT_PDF_BYTES, &pdf) &&
        make(cli, options, &how, &pdf, &bytes, &size, &order)) {
        outputs_add(&outputs, path, bytes, size);
        if (order)
            outputs_add(&outputs, NULL, order, strlen(order));
        outputs_commit(cli, &outputs);
    }
    outputs_release(&outputs);
    buf_release(&pdf);
    return say_status(cli);
}

static enum status run_sign(struct cli *cli, const struct options *options)
{
    struct work w = {0};
    enum status status = STATUS_INPUT;
    bool person = !options->role || strcmp(options->role, "person") == 0;

    if (options_inputs(cli, options, "sign") && options_one(cli, options) && check_options(cli, options) && settle(cli, options, &w))
        status = sign(cli, &w.told);
    if (status == STATUS_DONE && w.paper && person && !options->prepare && !note_signed(cli, &w))
        status = say_status(cli);
    office_close(&w.office);
    return status;
}

static const struct option_row rows[] = {
    OPTIONS_OF_KEYS,
    {'\0', "role", {[LANG_VI] = "VAI-TRÒ", [LANG_EN] = "ROLE"}, OPTION_TEXT, FIELD(role),
     {[LANG_VI] = "person: người ký (mặc định); organ: cơ quan; copy: bản sao; annex: phụ lục ở tệp riêng",
      [LANG_EN] = "person (default), organ, copy, annex (in a file of its own)"}},
    {'\0', "mark", {[LANG_VI] = "CHỮ", [LANG_EN] = "TEXT"}, OPTION_TEXT, FIELD(mark),
     {[LANG_VI] = "dòng đầu của dấu trên bản sao (SAO Y) hoặc phụ lục (số, ký hiệu văn bản)", [LANG_EN] = "first line of what a copy (SAO Y) or an annex (its paper's symbol) shows"}},
    {'\0', "field", {[LANG_VI] = "TÊN", [LANG_EN] = "NAME"}, OPTION_TEXT, FIELD(field),
     {[LANG_VI] = "ký vào ô chữ ký trống có tên này", [LANG_EN] = "sign the empty signature field of this name"}},
    {'\0', "at", {[LANG_VI] = "TRANG,X,Y,RỘNG,CAO", [LANG_EN] = "PAGE,X,Y,W,H"}, OPTION_TEXT, FIELD(at),
     {[LANG_VI] = "hiện chữ ký ở chỗ này, tính bằng mm từ góc trên bên trái trang", [LANG_EN] = "show the signature there, in mm from the page's top left"}},
    {'\0', "reason", {[LANG_VI] = "LỜI", [LANG_EN] = "TEXT"}, OPTION_TEXT, FIELD(reason),
     {[LANG_VI] = "lý do ký, ghi trong chữ ký", [LANG_EN] = "why it is signed, kept in the signature"}},
    {'\0', "image", {[LANG_VI] = "TỆP", [LANG_EN] = "FILE"}, OPTION_TEXT, FIELD(image),
     {[LANG_VI] = "ảnh chữ ký của người ký (PNG nền trong suốt, JPEG), hiện trong ô ký", [LANG_EN] = "picture of the person's signature (PNG, JPEG), shown in the field"}},
    {'\0', "so", {[LANG_VI] = "SỐ", [LANG_EN] = "NUMBER"}, OPTION_TEXT, FIELD(so),
     {[LANG_VI] = "số văn bản, ghi vào chỗ trống cùng lần ký này", [LANG_EN] = "number of the paper, written into its blank with this signature"}},
    {'\0', "ngay", {[LANG_VI] = "NGÀY", [LANG_EN] = "DATE"}, OPTION_TEXT, FIELD(ngay),
     {[LANG_VI] = "ngày ban hành (15/6/2026), ghi vào chỗ trống cùng lần ký này", [LANG_EN] = "date of the paper (15/6/2026), written into its blanks with this signature"}},
    {'\0', "prepare", {NULL}, OPTION_FLAG, FIELD(prepare),
     {[LANG_VI] = "chừa chỗ cho chữ ký làm ở nơi khác, in ra giá trị băm cần ký", [LANG_EN] = "leave room for a signature made elsewhere, print the digest to sign"}},
    {'\0', "finish", {[LANG_VI] = "TỆP", [LANG_EN] = "FILE"}, OPTION_TEXT, FIELD(finish),
     {[LANG_VI] = "đưa chữ ký (CMS) hoặc tệp PDF đã ký ở nơi khác vào tệp đã chuẩn bị", [LANG_EN] = "put a signature (CMS) or PDF made elsewhere into the prepared file"}},
    OPTIONS_OF_TRUST,
    OPTION_OF_WHO,
    {'o', "output", {[LANG_VI] = "TỆP", [LANG_EN] = "FILE"}, OPTION_TEXT, FIELD(output),
     {[LANG_VI] = "tệp để ghi, \"-\" là đầu ra chuẩn; mặc định TÊN-da-ky.pdf", [LANG_EN] = "file to write, \"-\" is standard output; default: NAME-da-ky.pdf"}},
};

const struct command command_sign = {
    .name = "sign",
    .alias = "ky",
    .run = run_sign,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "TỆP.pdf|VĂN-BẢN", [LANG_EN] = "FILE.pdf|DOC"},
    .summary = {[LANG_VI] = "Ký số một tệp PDF (PAdES)", [LANG_EN] = "Signs a PDF file (PAdES)"},
    .examples = {[LANG_VI] = "  vanban sign kh-02\n"
                             "      bản đã dựng của văn bản kh-02, bằng khoá ghi trong vanban.yaml; ghi xuat/kh-02-da-ky.pdf\n"
                             "  vanban sign --p12 lanh-dao.p12 cong-van.pdf\n"
                             "      hỏi mật khẩu, ghi cong-van-da-ky.pdf\n"
                             "  vanban sign --p12 co-quan.p12 --role organ --level lta --tsa http://tsa.ca.gov.vn --trust goc.pem\n"
                             "      --allow http://ocsp.ca.gov.vn cong-van-da-ky.pdf -o cong-van-phat-hanh.pdf\n",
                 [LANG_EN] = "  vanban sign kh-02\n"
                             "      the paper kh-02 as it was built, by the key that vanban.yaml names; writes xuat/kh-02-da-ky.pdf\n"
                             "  vanban sign --p12 leader.p12 cong-van.pdf\n"
                             "      asks for the pass phrase, writes cong-van-da-ky.pdf\n"
                             "  vanban sign --p12 organ.p12 --role organ --level lta --tsa http://tsa.ca.gov.vn --trust root.pem\n"
                             "      --allow http://ocsp.ca.gov.vn cong-van-da-ky.pdf -o cong-van-phat-hanh.pdf\n"},
};
