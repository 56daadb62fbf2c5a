/* vanban convert: a DOCX or ODT of another program in other formats, as it stands. */
#include "cli/cli.h"

#include "base/diag/cli.h"
#include "base/file.h"
#include "render/render.h"

static vb_document *load_standard_input(struct cli *cli, const char *name)
{
    struct buf bytes = {0};
    vb_document *document = NULL;
    if (file_read(&cli->ctx, name, cli->ctx.limits[LIMIT_PACKAGE], &bytes))
        document = vb_document_load_memory(cli->library, name, bytes.p, bytes.n, NULL);
    buf_release(&bytes);
    return document;
}

static vb_document *load(struct cli *cli, const struct options *options, void *user)
{
    (void)user;
    if (strcmp(options->operands[0], "-") == 0)
        return load_standard_input(cli, options->operands[0]);
    return vb_document_load(cli->library, options->operands, 1, NULL);
}

/* What is no package of an office is refused here: the library would take it as data. */
static bool is_office_file(struct cli *cli, const char *path)
{
    char found[8];
    if (strcmp(path, "-") == 0 || file_is_dir(path) || !file_exists(&cli->ctx, path))
        return true; /* it is told what it is when it is read */
    size_t n = file_peek(&cli->ctx, path, found, sizeof found);
    if (document_is_office(path, span_make(found, n)))
        return true;
    diag(&cli->ctx, DIAG_CLI_CONVERT_INPUT, (struct pos){0}, path);
    return false;
}

static enum status run_convert(struct cli *cli, const struct options *options)
{
    if (!options_inputs(cli, options, "convert") || !options_one(cli, options))
        return STATUS_INPUT;
    return is_office_file(cli, options->operands[0]) ? deliver(cli, options, "pdf", load, NULL) : STATUS_INPUT;
}

#define FIELD(field) offsetof(struct options, field)

static const struct option_row rows[] = {
    {'f',
     "format",
     {[LANG_VI] = "DẠNG,…", [LANG_EN] = "FORMAT,…"},
     OPTION_TEXT,
     FIELD(formats),
     {[LANG_VI] = "pdf, docx, odt, png, svg, txt, tree, frames; mặc định theo đuôi của -o, không có thì pdf",
      [LANG_EN] = "pdf, docx, odt, png, svg, txt, tree, frames; default: by the suffix of -o, else pdf"}},
    {'o',
     "output",
     {[LANG_VI] = "NƠI-GHI", [LANG_EN] = "OUT"},
     OPTION_TEXT,
     FIELD(output),
     {[LANG_VI] = "tệp hoặc thư mục để ghi, \"-\" là đầu ra chuẩn; mặc định cạnh tệp vào",
      [LANG_EN] = "file or folder, \"-\" is standard output; default: beside the input"}},
};

const struct command command_convert = {
    .name = "convert",
    .alias = "doi",
    .run = run_convert,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "TỆP.docx|TỆP.odt", [LANG_EN] = "FILE.docx|FILE.odt"},
    .summary = {[LANG_VI] = "Chuyển tệp DOCX, ODT sang PDF và các dạng khác",
                [LANG_EN] = "Converts DOCX and ODT files to PDF and other formats"},
    .examples = {[LANG_VI] =
                     "  vanban convert cong-van.docx\n"
                     "      ghi cong-van.pdf cạnh cong-van.docx\n"
                     "  vanban convert -o ra/bao-cao.odt bao-cao.docx\n"
                     "      dạng theo đuôi tệp\n"
                     "  vanban convert -f txt -o - bao-cao.docx\n"
                     "      lời văn ra đầu ra chuẩn\n",
                 [LANG_EN] =
                     "  vanban convert cong-van.docx\n"
                     "      writes cong-van.pdf beside cong-van.docx\n"
                     "  vanban convert -o out/bao-cao.odt bao-cao.docx\n"
                     "      the format by the suffix\n"
                     "  vanban convert -f txt -o - bao-cao.docx\n"
                     "      the text on standard output\n"},
};
