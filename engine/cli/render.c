/* vanban render: data and template to documents. */
#include "cli/cli.h"

static vb_document *load(struct cli *cli, const struct options *options)
{
    const vb_options how = {.profile = options->profile, .draft = options->draft, .template_file = options->template_file, .compat = options->compat};
    return vb_document_load(cli->library, options->operands, options->count, &how);
}

static enum status run_render(struct cli *cli, const struct options *options)
{
    if (!options_inputs(cli, options, "render"))
        return STATUS_INPUT;
    return deliver(cli, options, "pdf,docx,odt", load);
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
                     "      đọc đầu vào chuẩn, ghi đầu ra chuẩn\n",
                 [LANG_EN] =
                     "  vanban render ke-hoach.md\n"
                     "      writes ke-hoach.pdf, ke-hoach.docx, ke-hoach.odt beside ke-hoach.md\n"
                     "  vanban render -f pdf -o out/ bao-cao.yaml so-lieu.csv\n"
                     "      data of two files, writes out/bao-cao.pdf\n"
                     "  vanban render -o to-trinh.docx to-trinh.md\n"
                     "      the format by the suffix\n"
                     "  vanban render -f txt -o - - <cong-van.md\n"
                     "      reads standard input, writes standard output\n"},
};
