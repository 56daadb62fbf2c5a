/* vanban revise: the document that takes the place of an issued paper, or corrects its form. */
#include "base/diag/cli.h"
#include "base/diag/register.h"
#include "cli/office.h"

#include <stdlib.h>

#include "base/file.h"
#include "store/kept.h"
#include "store/listing.h"
#include "store/revise.h"

#define FIELD(field) offsetof(struct options, field)

struct work {
    struct cli *cli;
    struct options told;
    struct office office;
    struct office_paper paper;
    struct reg_row row;
    vb_document *document;
    struct buf text;
};

/* The file's own, or for one of the workspace its own file; NULL: it is a template with data that papers share. */
static const char *own_file(const struct work *w)
{
    if (!w->paper.paper)
        return w->paper.document;
    return w->paper.paper->own ? w->paper.paper->files[0] : NULL;
}

static bool is_digits(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

/* "kh-02-thay-the", of that "kh-02-thay-the-2", and so on. */
static const char *next_name(struct arena *a, const char *name, const char *ending)
{
    const char *at = strstr(name, ending);

    if (at && !at[strlen(ending)])
        return arena_printf(a, "%s-2", name);
    if (at && at[strlen(ending)] == '-' && is_digits(at + strlen(ending) + 1) && strlen(at) < strlen(ending) + 6)
        return arena_printf(a, "%.*s-%d", (int)((size_t)(at - name) + strlen(ending)), name, atoi(at + strlen(ending) + 1) + 1);
    return arena_printf(a, "%s%s", name, ending);
}

static const char *new_path(struct work *w, bool markdown)
{
    struct arena *a = &w->cli->arena;
    const char *own = own_file(w), *ending = w->told.rectify ? "-dinh-chinh" : "-thay-the";
    const char *name = next_name(a, w->paper.paper ? w->paper.paper->name : path_base(a, own, false), ending);

    if (w->told.output)
        return w->told.output;
    return path_join(a, own ? path_dir(a, own) : "van-ban", arena_printf(a, "%s.%s", name, markdown ? "md" : "yaml"));
}

static bool add_output(struct outputs *outputs, const char *path, struct buf *text)
{
    size_t n = text->n;

    outputs_add(outputs, path, buf_detach(text), n);
    return true;
}

static bool write_new(struct work *w, const char *path)
{
    struct outputs outputs = {0};
    struct cli *cli = w->cli;
    bool ok;

    if (file_exists(&cli->ctx, path)) {
        diag(&cli->ctx, DIAG_CLI_THERE_ALREADY, (struct pos){0}, path);
        return false;
    }
    ok = add_output(&outputs, path, &w->text) && outputs_commit(cli, &outputs);
    outputs_release(&outputs);
    return ok;
}

/* A paper of the workspace gets one beside it: where no pattern of van_ban fits the new file, an entry is added, or told where that cannot be
 * done. */
static bool list_new(struct work *w, const char *path)
{
    struct cli *cli = w->cli;
    struct workspace now;
    struct outputs outputs = {0};
    struct buf text = {0}, more = {0};
    const char *entry;
    bool ok = workspace_read(&cli->ctx, false, &now);

    if (ok && !workspace_paper_of(&now, path)) {
        entry = listing_entry(&cli->arena, w->paper.paper, path_base(&cli->arena, path, false), path, w->told.rectify);
        ok = file_read(&cli->ctx, "vanban.yaml", LIMIT_FILE_BYTES, &text);
        if (ok && listing_add(&cli->arena, buf_span(&text), entry, &more)) {
            ok = add_output(&outputs, "vanban.yaml", &more) && outputs_commit(cli, &outputs);
            workspace_release(&now);
            ok = ok && workspace_read(&cli->ctx, false, &now);
        } else if (ok) {
            diag(&cli->ctx, DIAG_CLI_LIST_BY_HAND, pos_file("vanban.yaml"), entry);
        }
    }
    outputs_release(&outputs);
    buf_release(&text);
    buf_release(&more);
    workspace_release(&w->office.ws);
    w->office.ws = now;
    return ok;
}

/* The paper as it was issued, for what the new one says of it. false: reported. */
static bool load(struct work *w, vb_paper *paper)
{
    struct cli *cli = w->cli;
    const struct ws_paper *listed = w->paper.paper;
    const char *const *files = listed ? listed->files : &w->paper.document;
    vb_options how = listed ? workspace_options(listed) : (vb_options){0}, as_issued;

    if (w->told.profile)
        how.profile = w->told.profile;
    as_issued = kept_options(&cli->arena, how, &w->row);
    w->document = vb_document_load(cli->library, files, listed ? listed->n_files : 1, &as_issued);
    if (w->document && vb_document_paper(w->document, paper))
        return true;
    if (w->document)
        diag(&cli->ctx, DIAG_CLI_REVISE_OURS, pos_file(files[0]));
    return false;
}

/* A number or day that does not stand in the paper's own file stays when that file is made anew. false: reported. */
static bool check_number(struct work *w)
{
    struct cli *cli = w->cli;
    const struct ws_paper *listed = w->paper.paper;
    vb_options how = listed ? workspace_options(listed) : (vb_options){0};
    const char *own = own_file(w);
    vb_paper says = {0};
    vb_document *d;
    bool ok;

    how.draft = how.again = true;
    d = vb_document_load(cli->library, listed ? listed->files : &w->paper.document, listed ? listed->n_files : 1, &how);
    ok = d && vb_document_paper(d, &says) && (!says.number || (own && workspace_file_says(own, "so"))) &&
         (!says.day || (own && workspace_file_says(own, "ngay")));
    if (d && !ok)
        diag(&cli->ctx, DIAG_REVISE_NUMBER_SHARED, (struct pos){0}, w->paper.document);
    vb_document_free(d);
    return ok;
}

static bool revise(struct work *w, const struct options *options)
{
    struct cli *cli = w->cli;
    const struct options *o = &w->told;
    struct revise_request request = {0};
    struct office_paper before;
    struct reg_row current;
    const char *path;
    vb_paper paper;

    if (options->rectify && options->supersede) {
        diag(&cli->ctx, DIAG_CLI_EITHER, (struct pos){0}, "--rectify", "--supersede");
        return false;
    }
    if (!office_needs(cli, "revise", "--reason", options->reason) || !office_enter(cli, options, 0, &w->office, &w->told))
        return false;
    before = office_paper(&w->office, o->operands[0]);
    if (!office_register(cli, o, o->secret || office_is_secret(cli, &before), &w->office) ||
        !office_paper_issued(cli, o, &w->office, o->operands[0], &w->paper, &w->row))
        return false;
    if (strcmp(w->row.state, "issued") != 0) {
        diag(&cli->ctx, DIAG_CLI_NOT_ISSUED, (struct pos){0}, w->row.full);
        return false;
    }
    if (w->row.document && (!reg_current(w->office.reg, w->row.document, &cli->arena, &current) || current.id != w->row.id)) {
        diag(&cli->ctx, DIAG_CLI_NO_LONGER, (struct pos){0}, w->row.full, w->row.note ? w->row.note : "");
        return false;
    }
    if (!load(w, &paper) || (!o->rectify && !check_number(w)))
        return false;
    request = (struct revise_request){.file = own_file(w), .paper = &paper, .row = &w->row, .root = reg_root(w->office.reg)};
    path = new_path(w, o->rectify || revise_is_markdown(&request));
    if (!(o->rectify ? revise_rectify(&cli->ctx, &request, w->document, &w->text) : revise_supersede(&cli->ctx, &request, &w->text)) ||
        !write_new(w, path) || (w->paper.paper && !list_new(w, path)))
        return false;
    const char *name = office_paper(&w->office, path).document;
    return say_result(cli, span_of(arena_printf(&cli->arena, "%s\n", path))) && reg_note_step(w->office.reg, name, "soan-thao", o->reason) &&
           (!o->rectify || reg_note_step(w->office.reg, name, "dinh-chinh", w->row.full));
}

static enum status run_revise(struct cli *cli, const struct options *options)
{
    struct work w = {.cli = cli};
    bool ok = options_inputs(cli, options, "revise") && options_one(cli, options) && revise(&w, options);

    vb_document_free(w.document);
    buf_release(&w.text);
    office_close(&w.office);
    return office_status(cli, ok);
}

static const struct option_row rows[] = {
    {'\0', "supersede", {NULL}, OPTION_FLAG, FIELD(supersede),
     {[LANG_VI] = "văn bản mới thay thế (mặc định): khi sai về nội dung", [LANG_EN] = "a new paper in its place (the default): where the content was wrong"}},
    {'\0', "rectify", {NULL}, OPTION_FLAG, FIELD(rectify),
     {[LANG_VI] = "công văn đính chính: chỉ khi sai về thể thức", [LANG_EN] = "a công văn that rectifies it: where only the form was wrong"}},
    {'\0', "reason", {[LANG_VI] = "LỜI", [LANG_EN] = "TEXT"}, OPTION_TEXT, FIELD(reason),
     {[LANG_VI] = "lý do, ghi vào sổ", [LANG_EN] = "why, kept in the register"}},
    {'o', "output", {[LANG_VI] = "TỆP", [LANG_EN] = "FILE"}, OPTION_TEXT, FIELD(output),
     {[LANG_VI] = "tài liệu mới; mặc định TÊN-thay-the hoặc TÊN-dinh-chinh.md, bên cạnh tệp của văn bản", [LANG_EN] = "the new document; default: NAME-thay-the or NAME-dinh-chinh.md beside the paper's file"}},
    {'p', "profile", {[LANG_VI] = "THỂ-THỨC", [LANG_EN] = "PROFILE"}, OPTION_TEXT, FIELD(profile),
     {[LANG_VI] = "dang hoặc tên một thể thức, như lệnh render", [LANG_EN] = "dang or the name of a profile, as for render"}},
    {'\0', "ky", {[LANG_VI] = "NHIỆM-KỲ", [LANG_EN] = "TERM"}, OPTION_TEXT, FIELD(term),
     {[LANG_VI] = "nhiệm kỳ hoặc năm của văn bản, như trong sổ", [LANG_EN] = "term or year of the paper, as in the register"}},
    {'\0', "mat", {NULL}, OPTION_FLAG, FIELD(secret),
     {[LANG_VI] = "sổ của văn bản mật, trong kho riêng", [LANG_EN] = "the register of secret papers, in its own store"}},
    OPTION_OF_WHO,
    OPTIONS_OF_WORKSPACE,
};

const struct command command_revise = {
    .name = "revise",
    .alias = "sua",
    .run = run_revise,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "VĂN-BẢN|TỆP|SỐ-KÝ-HIỆU", [LANG_EN] = "DOC|DOCUMENT|SYMBOL"},
    .summary = {[LANG_VI] = "Soạn văn bản thay thế hoặc công văn đính chính cho văn bản đã phát hành",
                [LANG_EN] = "Writes the document that supersedes or rectifies an issued paper"},
    .examples = {[LANG_VI] = "  vanban revise kh-02 --reason \"sai số liệu\"\n"
                             "      ghi van-ban/kh-02-thay-the.yaml, thêm kh-02-thay-the vào vanban.yaml; tiếp theo:\n"
                             "      vanban build kh-02-thay-the, vanban issue kh-02-thay-the\n"
                             "  vanban revise ke-hoach.md --rectify --reason \"sai chính tả\"\n"
                             "      ghi công văn ke-hoach-dinh-chinh.md: bảng Đã in, Sửa lại là\n",
                 [LANG_EN] = "  vanban revise kh-02 --reason \"sai số liệu\"\n"
                             "      writes van-ban/kh-02-thay-the.yaml and adds kh-02-thay-the to vanban.yaml; then:\n"
                             "      vanban build kh-02-thay-the, vanban issue kh-02-thay-the\n"
                             "  vanban revise ke-hoach.md --rectify --reason \"sai chính tả\"\n"
                             "      writes the công văn ke-hoach-dinh-chinh.md with the table of what was printed and what it is to be\n"},
};
