/* A paper from memory to memory, as an e-office server does it: no file of the disk is read but what is installed with
 * vanban. Build:  cc memory.c $(pkg-config --cflags --libs vanban) -o memory
 * It writes memory.pdf, or the file that is named; a second word is the folder of a vanban that is not installed. */
#include <stdio.h>
#include <string.h>

#include <vanban.h>

static const char paper[] =
    "---\n"
    "ten_loai: Báo cáo\n"
    "co_quan: { ten: Tỉnh uỷ Tân Phú }\n"
    "so: 7\n"
    "dia_danh: Tân Phú\n"
    "ngay: 30/6/2026\n"
    "trich_yeu: kết quả phát triển đảng viên quý II\n"
    "noi_nhan: [Văn phòng Trung ương Đảng, Lưu Văn phòng Tỉnh uỷ]\n"
    "nguoi_ky: { quyen_han: T/M Ban Thường vụ, chuc_vu: Phó Bí thư, ho_ten: Đỗ Văn Khoẻ }\n"
    "---\n"
    "Đến ngày 30/6/2026, toàn Đảng bộ có {{ so_lieu.dang_vien | so }} đảng viên.\n";

static const char figures[] = "so_lieu: { dang_vien: 41250 }\n";

/* What the library has to say comes here, one call a message. */
static void tell(void *user, const vb_diagnostic *d)
{
    static const char *const severities[] = {"hint", "warning", "error"};

    (void)user;
    fprintf(stderr, "%s:%d:%d: %s: %s [%s]\n", d->file ? d->file : "-", d->line, d->column, severities[d->severity], d->text,
            d->code);
}

int main(int argc, char **argv)
{
    const vb_file files[] = {
        {"bao-cao.md", paper, strlen(paper)},
        {"so-lieu.yaml", figures, strlen(figures)},
    };
    const char *const names[] = {"bao-cao.md", "so-lieu.yaml"};
    vb_context *context = vb_context_new();
    vb_document *document;
    void *pdf = NULL;
    size_t size = 0;
    FILE *out;
    int good;

    if (!context)
        return 3;
    vb_context_set_lang(context, VB_EN);
    vb_context_set_sink(context, tell, NULL);
    if (argc > 2)
        vb_context_set_share(context, argv[2]);
    vb_context_set_files(context, files, sizeof files / sizeof *files);
    document = vb_document_load(context, names, sizeof names / sizeof *names, NULL);
    good = document && vb_document_render(document, vb_format_find("pdf"), 0, &pdf, &size);
    if (good) {
        out = fopen(argc > 1 ? argv[1] : "memory.pdf", "wb");
        good = out && fwrite(pdf, 1, size, out) == size && fclose(out) == 0;
        printf("vanban %s: %zu pages, %zu bytes\n", vb_version(), vb_document_pages(document), size);
    }
    vb_free(pdf);
    vb_document_free(document);
    vb_context_free(context);
    return good ? 0 : 2;
}
