/* vanban revise: the document that takes the place of an issued paper, or corrects its form. */
#include "base/diag/cli.h"
#include "cli/office.h"

#include "base/file.h"
#include "store/revise.h"

#define FIELD(field) offsetof(struct options, field)

struct work {
    struct cli *cli;
    const struct options *options;
    struct office office;
    vb_document *document;
    struct buf text;
};

static bool write_new(struct work *w, const char *path)
{
    struct outputs outputs = {0};
    size_t n = w->text.n;
    bool ok;

    if (file_exists(&w->cli->ctx, path)) {
        diag(&w->cli->ctx, DIAG_CLI_THERE_ALREADY, (struct pos){0}, path);
        return false;
    }
    outputs_add(&outputs, path, buf_detach(&w->text), n);
    ok = outputs_commit(w->cli, &outputs);
    outputs_release(&outputs);
    return ok && say_result(w->cli, span_of(arena_printf(&w->cli->arena, "%s\n", path)));
}

static bool revise(struct work *w)
{
    struct cli *cli = w->cli;
    const struct options *o = w->options;
    struct arena *a = &cli->arena;
    const char *file = o->operands[0];
    const char *path = o->output ? o->output
                                 : path_join(a, path_dir(a, file), arena_printf(a, "%s-%s.md", path_base(a, file, false), o->rectify ? "dinh-chinh" : "thay-the"));
    const vb_options how = {.profile = o->profile, .again = true};
    vb_options as_issued = how;
    struct revise_request request = {.file = file};
    struct reg_row row;
    vb_paper paper;

    if (o->rectify && o->supersede) {
        diag(&cli->ctx, DIAG_CLI_EITHER, (struct pos){0}, "--rectify", "--supersede");
        return false;
    }
    if (!office_needs(cli, "revise", "--reason", o->reason) || !office_open(cli, &w->office) || !office_register(cli, o, o->secret, &w->office) ||
        !reg_named(w->office.reg, office_path(cli, &w->office, file), o->term, a, &row))
        return false;
    if (strcmp(row.state, "issued") != 0) {
        diag(&cli->ctx, DIAG_CLI_NOT_ISSUED, (struct pos){0}, row.full);
        return false;
    }
    as_issued.number = arena_printf(a, "%lld", (long long)row.number);
    as_issued.day = row.day;
    w->document = vb_document_load(cli->library, o->operands, 1, &as_issued);
    if (!w->document || !vb_document_paper(w->document, &paper))
        return false;
    request.paper = &paper;
    request.row = &row;
    request.root = reg_root(w->office.reg);
    if (!(o->rectify ? revise_rectify(&cli->ctx, &request, w->document, &w->text) : revise_supersede(&cli->ctx, &request, &w->text)))
        return false;
    if (!write_new(w, path))
        return false;
    return reg_note_step(w->office.reg, office_path(cli, &w->office, path), "soan-thao", o->reason) &&
           (!o->rectify || reg_note_step(w->office.reg, office_path(cli, &w->office, path), "dinh-chinh", row.full));
}

static enum status run_revise(struct cli *cli, const struct options *options)
{
    struct work w = {.cli = cli, .options = options};
    bool ok = options_inputs(cli, options, "revise") && options_one(cli, options) && revise(&w);

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
    {'o', "output", {[LANG_VI] = "TỆP.md", [LANG_EN] = "FILE.md"}, OPTION_TEXT, FIELD(output),
     {[LANG_VI] = "tài liệu mới; mặc định TÊN-thay-the.md hoặc TÊN-dinh-chinh.md", [LANG_EN] = "the new document; default: NAME-thay-the.md or NAME-dinh-chinh.md"}},
    {'p', "profile", {[LANG_VI] = "THỂ-THỨC", [LANG_EN] = "PROFILE"}, OPTION_TEXT, FIELD(profile),
     {[LANG_VI] = "dang hoặc tên một thể thức, như lệnh render", [LANG_EN] = "dang or the name of a profile, as for render"}},
    {'\0', "ky", {[LANG_VI] = "NHIỆM-KỲ", [LANG_EN] = "TERM"}, OPTION_TEXT, FIELD(term),
     {[LANG_VI] = "nhiệm kỳ hoặc năm của văn bản, như trong sổ", [LANG_EN] = "term or year of the paper, as in the register"}},
    {'\0', "mat", {NULL}, OPTION_FLAG, FIELD(secret),
     {[LANG_VI] = "sổ của văn bản mật, trong kho riêng", [LANG_EN] = "the register of secret papers, in its own store"}},
    OPTION_OF_WHO,
};

const struct command command_revise = {
    .name = "revise",
    .alias = "sua",
    .run = run_revise,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "VĂN-BẢN.md", [LANG_EN] = "DOCUMENT.md"},
    .summary = {[LANG_VI] = "Soạn văn bản thay thế hoặc công văn đính chính cho văn bản đã phát hành",
                [LANG_EN] = "Writes the document that supersedes or rectifies an issued paper"},
    .examples = {[LANG_VI] = "  vanban revise ke-hoach.md --reason \"sai số liệu\"\n"
                             "      ghi ke-hoach-thay-the.md; sửa rồi phát hành: vanban issue ke-hoach-thay-the.md\n"
                             "  vanban revise ke-hoach.md --rectify --reason \"sai chính tả\"\n"
                             "      ghi công văn ke-hoach-dinh-chinh.md: bảng Đã in, Sửa lại là\n",
                 [LANG_EN] = "  vanban revise ke-hoach.md --reason \"sai số liệu\"\n"
                             "      writes ke-hoach-thay-the.md; correct it, then: vanban issue ke-hoach-thay-the.md\n"
                             "  vanban revise ke-hoach.md --rectify --reason \"sai chính tả\"\n"
                             "      writes the công văn ke-hoach-dinh-chinh.md with the table of what was printed and what it is to be\n"},
};
