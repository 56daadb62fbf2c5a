/* vanban render: data and template to documents. */
#include "base/diag/cli.h"
#include "base/file.h"
#include "cli/cli.h"

static vb_document *load(struct cli *cli, const struct options *options, void *user)
{
    (void)user;
    const vb_options how = {.profile = options->profile, .draft = options->draft, .template_file = options->template_file, .compat = options->compat,
                            .embed_source = options->embed_source};
    return vb_document_load(cli->library, options->operands, options->count, &how);
}

static vb_document *load_again(struct cli *cli, const struct options *options, void *user)
{
    (void)user;
    struct buf pdf = {0};
    vb_document *document = NULL;
    if (file_read(&cli->ctx, options->from, LIMIT_PDF_BYTES, &pdf))
        document = vb_document_from_pdf(cli->library, options->from, pdf.p, pdf.n);
    buf_release(&pdf);
    return document;
}

/* All that the document is made of stands in the PDF, so nothing else is named. */
static enum status run_from(struct cli *cli, const struct options *options)
{
    struct options again = *options;
    if (options->count || options->profile || options->template_file || options->compat || options->draft || options->embed_source) {
        diag(&cli->ctx, DIAG_CLI_FROM_ALONE, (struct pos){0});
        return STATUS_INPUT;
    }
    again.operands = &again.from;
    again.count = 1;
    return deliver(cli, &again, "pdf", load_again, NULL);
}

static enum status run_render(struct cli *cli, const struct options *options)
{
    if (options->from)
        return run_from(cli, options);
    if (!options_inputs(cli, options, "render"))
        return STATUS_INPUT;
    return deliver(cli, options, "pdf,docx,odt", load, NULL);
}

#define FIELD(field) offsetof(struct options, field)

static const struct option_row rows[] = {
    {'f',
     "format",
     {[LANG_VI] = "DẠNG,…", [LANG_EN] = "FORMAT,…"},
     OPTION_TEXT,
     FIELD(formats),
     {[LANG_VI] = "pdf, docx, odt, png, svg, txt, tree, frames; mặc định theo đuôi của -o, "
                  "không có thì pdf,docx,odt",
      [LANG_EN] = "pdf, docx, odt, png, svg, txt, tree, frames; default: by the suffix of -o, "
                  "else pdf,docx,odt"}},
    {'o',
     "output",
     {[LANG_VI] = "NƠI-GHI", [LANG_EN] = "OUT"},
     OPTION_TEXT,
     FIELD(output),
     {[LANG_VI] = "tệp hoặc thư mục để ghi, \"-\" là đầu ra chuẩn; mặc định cạnh tệp vào thứ nhất",
      [LANG_EN] = "file or folder, \"-\" is standard output; default: beside the first input"}},
    {'p',
     "profile",
     {[LANG_VI] = "THỂ-THỨC", [LANG_EN] = "PROFILE"},
     OPTION_TEXT,
     FIELD(profile),
     {[LANG_VI] = "dang hoặc tên một thể thức (xem: vanban profiles)",
      [LANG_EN] = "dang or the name of a profile (see: vanban profiles)"}},
    {'t',
     "template",
     {[LANG_VI] = "MẪU", [LANG_EN] = "TEMPLATE"},
     OPTION_TEXT,
     FIELD(template_file),
     {[LANG_VI] = "tệp mẫu XML, tên một mẫu có sẵn (xem: vanban templates), hoặc tệp DOCX có thẻ {{ }}; các tệp kia là dữ liệu",
      [LANG_EN] = "an XML template, the name of an installed one (see: vanban templates), or a DOCX with tags {{ }}; the files are its data"}},
    {'\0',
     "compat",
     {[LANG_VI] = "CHƯƠNG-TRÌNH", [LANG_EN] = "PROGRAM"},
     OPTION_TEXT,
     FIELD(compat),
     {[LANG_VI] = "điền mẫu DOCX như docxtpl hoặc docxtemplater: thiếu dữ liệu không phải là lỗi",
      [LANG_EN] = "fill a DOCX as docxtpl or docxtemplater does: what is missing is no fault"}},
    {'\0',
     "draft",
     {NULL},
     OPTION_FLAG,
     FIELD(draft),
     {[LANG_VI] = "bản nháp: sai thể thức chỉ cảnh báo, vẫn ghi",
      [LANG_EN] = "a draft: broken rules are warnings and the output is written"}},
    {'\0',
     "embed-source",
     {NULL},
     OPTION_FLAG,
     FIELD(embed_source),
     {[LANG_VI] = "kèm nguồn vào tệp PDF (PDF/A-3a): giá trị đã dùng, mẫu, thể thức, ảnh, mã băm phông chữ",
      [LANG_EN] = "attach the source to the PDF (PDF/A-3a): values used, template, profile, pictures, digests of fonts"}},
    {'\0',
     "from",
     {[LANG_VI] = "TỆP.pdf", [LANG_EN] = "FILE.pdf"},
     OPTION_TEXT,
     FIELD(from),
     {[LANG_VI] = "làm lại từ nguồn kèm trong tệp PDF: đúng từng byte bản chưa ký, hoặc dạng khác theo -f",
      [LANG_EN] = "make again from the source in a PDF: the unsigned file byte for byte, or other formats with -f"}},
};

const struct command command_render = {
    .name = "render",
    .alias = "soan",
    .run = run_render,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "VĂN-BẢN|DỮ-LIỆU…", [LANG_EN] = "DOCUMENT|DATA…"},
    .summary = {[LANG_VI] = "Soạn văn bản từ tệp Markdown hoặc dữ liệu YAML, JSON, CSV, XLSX, ODS",
                [LANG_EN] = "Renders documents from Markdown or YAML, JSON, CSV, XLSX and ODS data"},
    .examples = {[LANG_VI] =
                     "  vanban render ke-hoach.md\n"
                     "      ghi ke-hoach.pdf, ke-hoach.docx, ke-hoach.odt cạnh ke-hoach.md\n"
                     "  vanban render -f pdf -o ra/ bao-cao.yaml so-lieu.csv\n"
                     "      dữ liệu từ hai tệp, ghi ra/bao-cao.pdf\n"
                     "  vanban render -o to-trinh.docx to-trinh.md\n"
                     "      dạng theo đuôi tệp\n"
                     "  vanban render -f txt -o - - <cong-van.md\n"
                     "      đọc đầu vào chuẩn, ghi đầu ra chuẩn\n"
                     "  vanban render --embed-source -o ke-hoach.pdf ke-hoach.md\n"
                     "  vanban render --from ke-hoach-da-ky.pdf -o ke-hoach-goc.pdf\n"
                     "      kèm nguồn; sau này làm lại bản chưa ký từ tệp đã ký\n",
                 [LANG_EN] =
                     "  vanban render ke-hoach.md\n"
                     "      writes ke-hoach.pdf, ke-hoach.docx, ke-hoach.odt beside ke-hoach.md\n"
                     "  vanban render -f pdf -o out/ bao-cao.yaml so-lieu.csv\n"
                     "      data of two files, writes out/bao-cao.pdf\n"
                     "  vanban render -o to-trinh.docx to-trinh.md\n"
                     "      the format by the suffix\n"
                     "  vanban render -f txt -o - - <cong-van.md\n"
                     "      reads standard input, writes standard output\n"
                     "  vanban render --embed-source -o ke-hoach.pdf ke-hoach.md\n"
                     "  vanban render --from ke-hoach-da-ky.pdf -o ke-hoach-goc.pdf\n"
                     "      with its source; later the unsigned file from the signed one\n"},
};
