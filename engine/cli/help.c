/* Help, made of the same tables that the parser reads. */
#include "cli/cli.h"

#define WORD(vi, en) ((const char *const[]){[LANG_VI] = vi, [LANG_EN] = en}[lang])

enum { OPTION_COLUMN = 30 };

/* Columns are characters; no wide ones are in our texts. */
static size_t width(const char *s)
{
    size_t n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

static void put_row(struct buf *out, const char *left, const char *right)
{
    size_t n = width(left);
    buf_puts(out, left);
    if (n + 2 > OPTION_COLUMN) {
        buf_putc(out, '\n');
        n = 0;
    }
    buf_printf(out, "%*s%s\n", (int)(OPTION_COLUMN - n), "", right);
}

static void put_options(struct buf *out, enum lang lang, const struct option_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct option_row *row = &rows[i];
        struct buf left = {0};
        if (row->letter)
            buf_printf(&left, "  -%c, --%s", row->letter, row->name);
        else
            buf_printf(&left, "      --%s", row->name);
        if (row->kind == OPTION_TEXT)
            buf_printf(&left, " %s", row->argument[lang]);
        put_row(out, left.p, row->help[lang]);
        buf_release(&left);
    }
}

void help_program(struct buf *out, enum lang lang, const struct command *const *commands, size_t n)
{
    buf_puts(out,
             WORD("Soạn văn bản của Đảng và Nhà nước từ dữ liệu: ODT, DOCX, PDF đúng thể thức.\n\n"
                  "Cách dùng: vanban LỆNH [TUỲ CHỌN…] [TỆP…]\n\n"
                  "Các lệnh (tên khác trong ngoặc):\n",
                  "Makes official documents of the Party and the State of Việt Nam from data: "
                  "ODT, DOCX, PDF.\n\n"
                  "Usage: vanban COMMAND [OPTION…] [FILE…]\n\n"
                  "Commands (other name in brackets):\n"));
    for (size_t i = 0; i < n; i++) {
        struct buf left = {0};
        buf_printf(&left, "  %s", commands[i]->name);
        if (commands[i]->alias)
            buf_printf(&left, " (%s)", commands[i]->alias);
        put_row(out, left.p, commands[i]->summary[lang]);
        buf_release(&left);
    }
    buf_puts(out, WORD("\nTuỳ chọn chung:\n", "\nCommon options:\n"));
    put_options(out, lang, common_options, common_option_count);
    buf_puts(
        out,
        WORD("\nVí dụ:\n"
             "  vanban render ke-hoach.md          ra ke-hoach.pdf, .docx và .odt bên cạnh\n"
             "  vanban render --help               hướng dẫn riêng của một lệnh\n\n"
             "Mã kết thúc: 0 xong, 1 kiểm tra có phát hiện, 2 dữ liệu hoặc cách gọi sai,\n"
             "3 hệ thống hỏng (ổ đĩa, quyền truy cập).\n",
             "\nExamples:\n"
             "  vanban render ke-hoach.md          makes ke-hoach.pdf, .docx and .odt beside it\n"
             "  vanban render --help               the help of one command\n\n"
             "Exit status: 0 done, 1 a check found something, 2 bad input or usage,\n"
             "3 the system failed (disk, permission).\n"));
}

void help_command(struct buf *out, enum lang lang, const struct command *command)
{
    buf_printf(out, "%s.\n\n", command->summary[lang]);
    buf_printf(out, "%s vanban %s %s%s%s\n", WORD("Cách dùng:", "Usage:"), command->name,
               WORD("[TUỲ CHỌN…]", "[OPTION…]"), *command->operands[lang] ? " " : "",
               command->operands[lang]);
    if (command->alias)
        buf_printf(out, "%s vanban %s\n", WORD("Tên khác:", "Other name:"), command->alias);
    buf_puts(out, WORD("\nTuỳ chọn:\n", "\nOptions:\n"));
    put_options(out, lang, command->rows, command->row_count);
    put_options(out, lang, common_options, common_option_count);
    buf_printf(out, "\n%s\n%s", WORD("Ví dụ:", "Examples:"), command->examples[lang]);
}
