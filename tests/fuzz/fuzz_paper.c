/* A whole paper whose text, phụ lục and table come from hostile bytes, parted by '\x1e': mentions of the phụ lục, citations,
 * expressions, rows of CSV and figures, merged and laid out. A verdict always comes and agrees with what was told. */
#include <stdlib.h>
#include <string.h>

#include "render/vanban.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char head[] =
    "---\nten_loai: Báo cáo\nthe_thuc: dang-2026\nco_quan: { cap_tren: Tỉnh uỷ Tân Phú, ten: Văn phòng }\nso: 1\ndia_danh: Tân Phú\n"
    "ngay: 30/6/2026\ntrich_yeu: kết quả công tác\nnoi_nhan: [Tỉnh uỷ, Lưu Văn phòng]\n"
    "nguoi_ky: { chuc_vu: Chánh Văn phòng, ho_ten: Trần Văn An }\n"
    "vien_dan: { ma: qd, ten_loai: Quy định, so: 399-QĐ/TW, ngay: 09/01/2026, co_quan: Ban Bí thư, trich_yeu: về tổ chức }\n"
    "thay_the: [qd, Hướng dẫn số 36-HD/VPTW]\n"
    "phu_luc: [{ tieu_de: Danh sách, tep: p.md }, { tieu_de: Số liệu, huong: ngang, noi_dung: [{ bang: { tep: t.csv, tong: [B],\n"
    "  cot: [{ ten: A, gop_giong: có }, { ten: B, kieu: so, can: thap_phan }] } }] }]\n---\n";

static void count(void *user, const vb_diagnostic *d)
{
    *(int *)user += d->severity == VB_ERROR;
}

/* The bytes up to the next mark, which is taken off. */
static vb_file part(const char *name, const uint8_t **data, size_t *size)
{
    const uint8_t *end = *size ? memchr(*data, 0x1e, *size) : NULL;
    size_t n = end ? (size_t)(end - *data) : *size;
    vb_file file = {name, *data, n};

    *data += n + (end != NULL);
    *size -= n + (end != NULL);
    return file;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    vb_file text = part("a.md", &data, &size);
    vb_file files[] = {text, part("p.md", &data, &size), part("t.csv", &data, &size)};
    char *paper = malloc(sizeof head + text.size);
    const char *const name = "a.md", *top = getenv("srcdir");
    vb_context *c = vb_context_new();
    vb_result r;
    int errors = 0;

    if (!paper || !c)
        abort();
    memcpy(paper, head, sizeof head - 1);
    if (text.size)
        memcpy(paper + sizeof head - 1, text.bytes, text.size);
    files[0].bytes = paper;
    files[0].size = sizeof head - 1 + text.size;
    vb_context_set_share(c, top ? top : ".");
    vb_context_set_sink(c, count, &errors);
    vb_context_set_files(c, files, 3);
    if (vb_check(c, &name, 1, NULL, NULL, NULL, &r) != (vb_context_errors(c) == 0) || r.errors < 0)
        __builtin_trap();
    vb_context_free(c);
    free(paper);
    return 0;
}
