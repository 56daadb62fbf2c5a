/* vanban diff: a paper as it was built or issued against what its sources say now, or two papers, as words on the terminal or marked on the
 * paper itself. */
#include "cli/office.h"

#include "base/diag/cli.h"
#include "base/diag/register.h"
#include "base/file.h"
#include "store/kept.h"
#include "store/words.h"

/* One of the two that are compared. */
struct side {
    struct passages text;
    vb_document *d;   /* NULL: its words alone are known */
    const char *name; /* for the legend */
};

struct diff_run {
    struct cli *cli;
    const struct options *options;
    struct office office;
    bool in_office;
    struct side before, after;
    struct buf out;
    size_t n;
};

/* ---- where the words come from ---- */

/* false: reported. */
static bool take_document(struct side *s, vb_document *d)
{
    s->d = d;
    return d && passages_of_document(d, &s->text);
}

static bool take_paper(struct diff_run *r, const struct ws_paper *paper, const struct reg_row *row, struct side *s)
{
    vb_options how = workspace_options(paper);

    if (row) /* what was issued has its number */
        how = kept_options(&r->cli->arena, how, row);
    s->name = paper->name;
    return take_document(s, vb_document_load(r->cli->library, paper->files, paper->n_files, &how));
}

static bool take_pdf(struct diff_run *r, const char *file, struct side *s)
{
    struct cli *cli = r->cli;
    struct buf pdf = {0};
    bool ok = file_read(&cli->ctx, file, LIMIT_PDF_BYTES, &pdf) &&
              take_document(s, vb_document_from_pdf(cli->library, file, pdf.p, pdf.n));

    buf_release(&pdf);
    return ok;
}

static bool look_up(struct diff_run *r)
{
    return r->office.reg || office_look(r->cli, r->options->secret, &r->office);
}

/* An issued file that has changed is not what its kept words say. */
static void check_file(struct diff_run *r, const struct reg_row *row, const char *file)
{
    struct ctx *ctx = &r->cli->ctx;
    struct buf bytes = {0};
    char hex[65];

    if (!file_exists(ctx, file)) {
        diag(ctx, DIAG_ARCHIVE_GONE, pos_file(file), row->full);
    } else if (row->digest && file_read(ctx, file, LIMIT_PDF_BYTES, &bytes)) {
        vb_digest(bytes.p, bytes.n, hex);
        if (strcmp(hex, row->digest) != 0)
            diag(ctx, DIAG_ARCHIVE_CHANGED, pos_file(file), row->full);
    }
    buf_release(&bytes);
}

/* The words kept when it was issued, else the source that its file carries. */
static bool take_issued(struct diff_run *r, const struct reg_row *row, struct side *s)
{
    struct cli *cli = r->cli;
    const char *root = reg_root(r->office.reg), *file = row->file && strcmp(root, ".") != 0 ? path_join(&cli->arena, root, row->file) : row->file;

    bool ok, there;

    s->name = row->full;
    if (strcmp(row->state, "issued") != 0 || !file) {
        diag(&cli->ctx, DIAG_REGISTER_NOT_ISSUED, (struct pos){0}, row->full);
        return false;
    }
    check_file(r, row, file);
    ok = kept_read(&cli->ctx, KEPT_ISSUED, root, row, &s->text, &there);
    if (!ok || there)
        return ok;
    passages_release(&s->text);
    vb_context_set_sink(cli->library, NULL, NULL);
    ok = take_pdf(r, file, s);
    vb_context_reset(cli->library);
    say_init(cli);
    if (!ok)
        diag(&cli->ctx, DIAG_CLI_DIFF_NO_WORDS, pos_file(file), row->full);
    return ok;
}

static bool is_pdf(const struct cli *cli, const char *file)
{
    char beginning[5];

    return file_peek(&cli->ctx, file, beginning, sizeof beginning) == sizeof beginning && memcmp(beginning, "%PDF-", sizeof beginning) == 0;
}

/* A paper of the workspace as it is now, an issued one by its number or file, or any file. */
static bool take(struct diff_run *r, const char *operand, struct side *s)
{
    struct cli *cli = r->cli;
    const struct ws_paper *paper = r->in_office ? office_paper(&r->office, operand).paper : NULL;
    bool there = file_exists(&cli->ctx, operand);
    struct reg_row row;

    if (paper)
        return take_paper(r, paper, NULL, s);
    if (r->in_office && (!there || strncmp(operand, "luu/", 4) == 0))
        return look_up(r) && reg_named(r->office.reg, operand, r->options->term, &cli->arena, &row) && take_issued(r, &row, s);
    s->name = path_base(&cli->arena, operand, true);
    return is_pdf(cli, operand) ? take_pdf(r, operand, s) : take_document(s, vb_document_load(cli->library, &operand, 1, &(vb_options){0}));
}

static const char *last_build(const struct cli *cli)
{
    return cli->ctx.lang == LANG_EN ? "the last build" : "bản dựng trước";
}

/* Both sides. false: reported. */
static bool take_both(struct diff_run *r)
{
    struct cli *cli = r->cli;
    const char *const *operands = r->options->operands;
    const struct ws_paper *paper;
    struct office_paper named;
    struct depend store = {0};
    struct reg_row row;
    bool ok;

    if (r->options->count == 2)
        return take(r, operands[0], &r->before) && take(r, operands[1], &r->after);
    if (r->options->issued) {
        ok = look_up(r) && office_paper_issued(cli, r->options, &r->office, operands[0], &named, &row) && take_issued(r, &row, &r->before);
        if (ok && !named.paper)
            return take(r, named.document, &r->after);
        return ok && take_paper(r, named.paper, &row, &r->after);
    }
    ok = (paper = workspace_paper_named(&cli->ctx, &r->office.ws, operands[0])) && depend_open(&cli->ctx, &r->office.ws, false, &store);
    if (ok && !words_of_store(&store, paper->name, &r->before.text)) {
        diag(&cli->ctx, DIAG_CLI_DIFF_NEW, paper->pos, paper->name);
        ok = false;
    }
    r->before.name = last_build(cli);
    ok = ok && take_paper(r, paper, NULL, &r->after);
    depend_close(&store);
    return ok;
}

/* ---- the result ---- */

static void put(void *user, const struct passage_change *c)
{
    struct diff_run *r = user;
    struct cli *cli = r->cli;
    struct buf marked = {0};
    size_t from = r->out.n;

    r->n++;
    if (cli->json) {
        buf_putc(&r->out, '{');
        buf_puts(&r->out, "\"places\":");
        workspace_places_json(cli, c->place, &r->out);
        say_json_member(&r->out, from, "before", c->before);
        say_json_member(&r->out, from, "after", c->after);
        buf_printf(&r->out, "%s}\n", c->moved ? ",\"moved\":true" : "");
        return;
    }
    const char *place = workspace_places(cli, c->place), *moved = cli->ctx.lang == LANG_EN ? "moved" : "chuyển chỗ";
    workspace_change(cli, c, r->options->verbose, &marked);
    buf_printf(&r->out, "%s%s%s%s%s\n", place, c->moved && *place ? ", " : "", c->moved ? moved : "", *place || c->moved ? ": " : "",
               marked.p ? marked.p : "");
    buf_release(&marked);
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = text ? strlen(text) : 0, m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

static vb_document *mark(struct cli *cli, const struct options *options, void *user)
{
    struct diff_run *r = user;
    vb_document *d = r->after.d;
    bool tracked = options->formats ? strcmp(options->formats, "docx") == 0 : ends_with(options->output, ".docx");

    (void)cli;
    r->after.d = NULL; /* deliver frees it */
    if (vb_document_mark(d, r->before.text.v, r->before.text.n, r->before.name, tracked, &r->n))
        return d;
    vb_document_free(d);
    return NULL;
}

static enum status tell(struct diff_run *r)
{
    struct cli *cli = r->cli;
    struct options told = *r->options;
    const char *name = arena_printf(&cli->arena, "%s-khac", path_base(&cli->arena, r->after.name, false));

    if (!told.output && !told.formats) {
        passages_compare_lines(r->before.text.v, r->before.text.n, r->after.text.v, r->after.text.n, put, r);
        return say_result(cli, buf_span(&r->out)) ? STATUS_DONE : STATUS_SYSTEM;
    }
    if (!r->after.d) {
        diag(&cli->ctx, DIAG_CLI_DIFF_NO_PAPER, (struct pos){0}, r->after.name);
        return STATUS_INPUT;
    }
    told.operands = &name; /* the file's name where -o is a folder or left out */
    told.count = 1;
    return deliver(cli, &told, "pdf", mark, r);
}

static bool one_or_two(struct cli *cli, const struct options *options)
{
    size_t most = options->issued ? 1 : 2;

    if (options->count <= 1)
        return options_one(cli, options);
    if (options->count > most)
        diag(&cli->ctx, DIAG_CLI_DIFF_TWO, (struct pos){0}, options->operands[most]);
    return options->count <= most;
}

static enum status run_diff(struct cli *cli, const struct options *options)
{
    struct diff_run r = {.cli = cli, .options = options};
    struct options told = *options;
    enum status status = STATUS_INPUT;
    bool ok;

    if (!one_or_two(cli, options))
        return STATUS_INPUT;
    r.in_office = options->count == 1 || options->dir || options->issued || office_is_here(cli);
    r.options = &told;
    ok = (!r.in_office || office_enter(cli, options, 0, &r.office, &told)) && take_both(&r);
    if (ok)
        status = tell(&r);
    vb_document_free(r.before.d);
    vb_document_free(r.after.d);
    passages_release(&r.before.text);
    passages_release(&r.after.text);
    buf_release(&r.out);
    office_close(&r.office);
    if (!ok)
        return say_status(cli) == STATUS_DONE ? STATUS_SYSTEM : say_status(cli);
    return status == STATUS_DONE && r.n ? STATUS_FOUND : status;
}

static const struct option_row rows[] = {
    OPTIONS_OF_WORKSPACE,
    {'\0', "issued", {NULL}, OPTION_FLAG, offsetof(struct options, issued),
     {[LANG_VI] = "so với bản đã phát hành, theo sổ đăng ký", [LANG_EN] = "against the paper as it was issued, by the register"}},
    {'f', "format", {[LANG_VI] = "DẠNG,…", [LANG_EN] = "FORMAT,…"}, OPTION_TEXT, offsetof(struct options, formats),
     {[LANG_VI] = "đánh dấu ngay trên văn bản: pdf, odt, docx (riêng docx: vết sửa của Word)…; mặc định theo đuôi của -o",
      [LANG_EN] = "marked on the paper: pdf, odt, docx (docx alone: Word's tracked changes)…; default: by the suffix of -o"}},
    {'o', "output", {[LANG_VI] = "NƠI-GHI", [LANG_EN] = "OUT"}, OPTION_TEXT, offsetof(struct options, output),
     {[LANG_VI] = "tệp hoặc thư mục để ghi văn bản đã đánh dấu", [LANG_EN] = "file or folder for the marked paper"}},
    {'\0', "ky", {[LANG_VI] = "NHIỆM-KỲ", [LANG_EN] = "TERM"}, OPTION_TEXT, offsetof(struct options, term),
     {[LANG_VI] = "nhiệm kỳ hoặc năm, khi nhiều văn bản cùng số, ký hiệu", [LANG_EN] = "term or year, where several issued papers have the name"}},
    {'\0', "mat", {NULL}, OPTION_FLAG, offsetof(struct options, secret),
     {[LANG_VI] = "sổ của văn bản mật, trong kho riêng", [LANG_EN] = "the register of secret papers, in its own store"}},
};

const struct command command_diff = {
    .name = "diff",
    .alias = "so-sanh",
    .run = run_diff,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "[CŨ] VĂN-BẢN", [LANG_EN] = "[OLD] DOC"},
    .summary = {[LANG_VI] = "So văn bản với bản dựng trước, bản đã phát hành hoặc một tệp khác, từng từ",
                [LANG_EN] = "Compares a paper with its last build, with what was issued or with another file, word by word"},
    .examples = {[LANG_VI] = "  vanban diff bc-06\n"
                             "      §II.1: … có [-480-]{+460+} khối dân vận …\n"
                             "  vanban diff bc-06 --issued -o bc-06-khac.pdf\n"
                             "      bản đã phát hành và nội dung hiện tại: từ thêm gạch dưới, từ bỏ gạch ngang, ngay trên văn bản\n"
                             "  vanban diff cu.docx moi.docx -o khac.docx\n"
                             "      hai tệp; kết quả có vết sửa của Word\n",
                 [LANG_EN] = "  vanban diff bc-06\n"
                             "      §II.1: … có [-480-]{+460+} khối dân vận …\n"
                             "  vanban diff bc-06 --issued -o bc-06-khac.pdf\n"
                             "      what was issued and what the sources say now: added words underlined, deleted ones struck through, on the paper\n"
                             "  vanban diff old.docx new.docx -o changes.docx\n"
                             "      two files, with Word's tracked changes\n"},
};
