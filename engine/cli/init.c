/* vanban init: a workspace from a few questions. Every file appears, or none. */
#include "cli/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/diag/cli.h"
#include "base/file.h"

enum { ANSWER_MOST = 500 };

/* What is asked, and what stands where nothing is answered. */
static const struct question {
    const char *ask[2];
    const char *otherwise;
} questions[] = {
    {{[LANG_VI] = "Cơ quan cấp trên", [LANG_EN] = "Parent organ"}, "Đảng bộ tỉnh Tân Phú"},
    {{[LANG_VI] = "Tên cơ quan", [LANG_EN] = "Organ"}, "Ban Dân vận"},
    {{[LANG_VI] = "Ký hiệu cơ quan", [LANG_EN] = "Its code in symbols of papers"}, "BDV"},
    {{[LANG_VI] = "Địa danh", [LANG_EN] = "Place"}, "Tân Phú"},
    {{[LANG_VI] = "Quyền hạn ký (vd. K/T Trưởng Ban)", [LANG_EN] = "Capacity of the signer"}, "K/T Trưởng Ban"},
    {{[LANG_VI] = "Chức vụ người ký", [LANG_EN] = "Post of the signer"}, "Phó Trưởng Ban"},
    {{[LANG_VI] = "Họ tên người ký", [LANG_EN] = "Name of the signer"}, "Nguyễn Văn An"},
};
enum { PARENT, ORGAN, CODE, PLACE, CAPACITY, POST, NAME, QUESTIONS };

static const char sample_paper[] =
    "---\n"
    "ten_loai: Báo cáo\n"
    "ngay: 15/6/2026\n"
    "trich_yeu: về hoạt động của khối dân vận cấp xã\n"
    "noi_nhan: [Thường trực cấp uỷ, Lưu Văn phòng]\n"
    "---\n"
    "Sáu tháng qua, khối dân vận các xã, phường đạt được những kết quả sau:\n"
    "\n"
    "# Tổ chức\n"
    "Toàn tỉnh có {{ so_lieu.khoi | so }} khối dân vận với {{ so_lieu.thanh_vien | so }} thành viên.\n"
    "\n"
    "# Hoạt động\n"
    "Có {{ so_lieu.co_chuong_trinh | so }} khối xây dựng chương trình công tác năm, đạt {{ (so_lieu.co_chuong_trinh / so_lieu.khoi) | phan_tram(1) }}.\n";

static const char sample_data[] = "so_lieu:\n"
                                  "  khoi: 480\n"
                                  "  thanh_vien: \"4.140\"\n"
                                  "  co_chuong_trinh: 435\n";

/* A line from standard input without its end; false: the end. */
static bool read_line(char out[ANSWER_MOST])
{
    size_t n;

    if (!fgets(out, ANSWER_MOST, stdin))
        return false;
    n = strlen(out);
    while (n && (out[n - 1] == '\n' || out[n - 1] == '\r'))
        out[--n] = '\0';
    return true;
}

static void ask_all(struct cli *cli, const struct options *options, const char **answers)
{
    char line[ANSWER_MOST];
    bool more = !options->yes;

    for (size_t i = 0; i < QUESTIONS; i++) {
        answers[i] = questions[i].otherwise;
        if (!more)
            continue;
        if (isatty(STDIN_FILENO))
            fprintf(stderr, "%s [%s]: ", questions[i].ask[cli->ctx.lang], questions[i].otherwise);
        more = read_line(line);
        if (more && *line)
            answers[i] = arena_str(&cli->arena, line);
    }
}

/* A text in double quotes, as JSON has it, is the same in YAML. */
static void put(struct buf *out, const char *before, const char *value, const char *after)
{
    buf_puts(out, before);
    buf_json(out, value);
    buf_puts(out, after);
}

static void put_settings(struct cli *cli, const char *const *answers, struct buf *out)
{
    bool en = cli->ctx.lang == LANG_EN;

    buf_puts(out, en ? "# The office's workspace; see vanban-workspace(5).\n" : "# Không gian làm việc của cơ quan; xem vanban-workspace(5).\n");
    put(out, "co_quan:\n  cap_tren: ", answers[PARENT], "\n");
    put(out, "  ten: ", answers[ORGAN], "\n");
    put(out, "  ky_hieu: ", answers[CODE], "\n");
    put(out, "dia_danh: ", answers[PLACE], "\n");
    put(out, "nguoi_ky:\n  quyen_han: ", answers[CAPACITY], "\n");
    put(out, "  chuc_vu: ", answers[POST], "\n");
    put(out, "  ho_ten: ", answers[NAME], "\n");
    buf_puts(out, en ? "\n# Each file of van-ban/ is a paper; figures that papers share stand in du-lieu/.\n"
                     : "\n# Mỗi tệp trong van-ban/ là một văn bản; số liệu dùng chung nằm trong du-lieu/.\n");
    buf_puts(out, "van_ban:\n  - { tep: \"van-ban/*.md\", du_lieu: du-lieu/so-lieu.yaml, ra: [pdf, docx] }\n");
}

static void add(struct cli *cli, struct outputs *o, const char *dir, const char *name, const char *text)
{
    size_t n = strlen(text);
    char *copy = mem_resize(NULL, n + 1, 1);

    memcpy(copy, text, n + 1);
    outputs_add(o, path_join(&cli->arena, dir, name), copy, n);
}

static enum status run_init(struct cli *cli, const struct options *options)
{
    static const char *const folders[] = {"van-ban", "du-lieu", "mau", "xuat", "luu"};
    const char *answers[QUESTIONS], *dir = options->count ? options->operands[0] : ".";
    const char *settings = path_join(&cli->arena, dir, "vanban.yaml");
    struct outputs o = {0};
    struct buf text = {0};
    bool ok = true;

    if (options->count > 1) {
        diag(&cli->ctx, DIAG_CLI_EXTRA_OPERAND, (struct pos){0}, options->operands[1]);
        return STATUS_INPUT;
    }
    if (file_exists(&cli->ctx, settings)) {
        diag(&cli->ctx, DIAG_CLI_WORKSPACE_THERE, (struct pos){0}, settings);
        return STATUS_INPUT;
    }
    ask_all(cli, options, answers);
    for (size_t i = 0; i < sizeof folders / sizeof *folders && ok; i++)
        ok = file_make_dirs(&cli->ctx, path_join(&cli->arena, dir, folders[i]));
    put_settings(cli, answers, &text);
    add(cli, &o, dir, "vanban.yaml", text.p);
    if (!file_exists(&cli->ctx, path_join(&cli->arena, dir, "du-lieu/so-lieu.yaml")))
        add(cli, &o, dir, "du-lieu/so-lieu.yaml", options->samples ? sample_data : "so_lieu: {}\n");
    if (options->samples)
        add(cli, &o, dir, "van-ban/bao-cao-mau.md", sample_paper);
    ok = ok && outputs_commit(cli, &o);
    for (size_t i = 0; ok && !options->quiet && !options->json && i < o.n; i++)
        fprintf(stderr, "%s %s\n", cli->ctx.lang == LANG_EN ? "written:" : "đã ghi:", o.items[i].path);
    outputs_release(&o);
    buf_release(&text);
    return ok || say_status(cli) != STATUS_DONE ? say_status(cli) : STATUS_SYSTEM;
}

static const struct option_row rows[] = {
    {'y', "yes", {NULL}, OPTION_FLAG, offsetof(struct options, yes),
     {[LANG_VI] = "không hỏi, ghi tên thí dụ để sửa sau", [LANG_EN] = "ask nothing; example names are written, to be edited"}},
    {'\0', "samples", {NULL}, OPTION_FLAG, offsetof(struct options, samples),
     {[LANG_VI] = "kèm một báo cáo và số liệu mẫu", [LANG_EN] = "with a sample report and its figures"}},
};

const struct command command_init = {
    .name = "init",
    .alias = "tao",
    .run = run_init,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "[THƯ-MỤC]", [LANG_EN] = "[FOLDER]"},
    .summary = {[LANG_VI] = "Tạo không gian làm việc của cơ quan qua vài câu hỏi", [LANG_EN] = "Makes a workspace from a few questions"},
    .examples = {[LANG_VI] = "  vanban init van-phong\n"
                             "      hỏi tên cơ quan, địa danh, người ký rồi tạo van-phong/vanban.yaml\n"
                             "  vanban init --yes --samples thu\n"
                             "      không hỏi, kèm văn bản mẫu; tiếp theo: vanban build -C thu\n",
                 [LANG_EN] = "  vanban init office\n"
                             "      asks for organ, place and signer and makes office/vanban.yaml\n"
                             "  vanban init --yes --samples try\n"
                             "      asks nothing, with a sample paper; then: vanban build -C try\n"},
};
