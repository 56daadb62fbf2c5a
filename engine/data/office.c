/* The table. A row stands behind that of the map around it. */
#include "data/office.h"

#include <string.h>

#include "base/ctx.h"

#define ABOUT(vi, en) {[LANG_VI] = vi, [LANG_EN] = en}

static const struct office_key keys[] = {
    {"", "van_ban", OFFICE_ITEMS, "van_ban", NULL, ABOUT("các văn bản của không gian làm việc", "the papers of the workspace")},
    {"van_ban", "ten", OFFICE_TEXT, NULL, NULL, ABOUT("tên văn bản, cũng là tên các tệp kết quả", "the paper's name, and that of its outputs")},
    {"van_ban", "tep", OFFICE_TEXT, NULL, NULL,
     ABOUT("tệp riêng của văn bản; có * hoặc ? thì mỗi tệp một văn bản", "the paper's own file; with * or ? a paper for each file")},
    {"van_ban", "mau", OFFICE_TEXT, NULL, NULL, ABOUT("tệp mẫu, hoặc tên một mẫu có sẵn", "a template, or the name of an installed one")},
    {"van_ban", "du_lieu", OFFICE_TEXTS, NULL, NULL, ABOUT("dữ liệu dùng chung", "data that papers share")},
    {"van_ban", "ra", OFFICE_TEXTS, NULL, "pdf docx odt txt tree frames", ABOUT("các dạng đầu ra", "formats of the outputs")},
    {"van_ban", "noi_ra", OFFICE_TEXT, NULL, NULL, ABOUT("thư mục đầu ra; mặc định xuat", "folder of the outputs; xuat if nothing is said")},
    {"van_ban", "the_thuc", OFFICE_TEXT, NULL, NULL, ABOUT("bộ quy định thể thức", "the profile")},
    {"van_ban", "du_thao", OFFICE_YES, NULL, NULL, ABOUT("bản thảo: lỗi thể thức chỉ là cảnh báo", "a draft: broken rules are warnings")},
    {"van_ban", "dien_nhu", OFFICE_TEXT, NULL, "docxtpl docxtemplater docxtemplater-plain",
     ABOUT("điền mẫu như chương trình này", "fill the template as this program does")},

    {"", "nhiem_ky", OFFICE_MAPS, "nhiem_ky", NULL, ABOUT("các nhiệm kỳ cấp uỷ, số văn bản chạy theo đó", "terms of office, through which numbers run")},
    {"nhiem_ky", "ten", OFFICE_TEXT, NULL, NULL, ABOUT("tên nhiệm kỳ: 2025 - 2030", "its name: 2025 - 2030")},
    {"nhiem_ky", "tu", OFFICE_DAY, NULL, NULL, ABOUT("ngày đầu", "its first day")},
    {"nhiem_ky", "den", OFFICE_DAY, NULL, NULL, ABOUT("ngày cuối", "its last day")},
    {"nhiem_ky", "dai_hoi", OFFICE_MAP, "dai_hoi", NULL,
     ABOUT("đại hội của nhiệm kỳ: một dãy số riêng", "its congress, which has a series of its own")},
    {"dai_hoi", "tu", OFFICE_DAY, NULL, NULL, ABOUT("ngày khai mạc", "the opening day")},
    {"dai_hoi", "den", OFFICE_DAY, NULL, NULL, ABOUT("ngày bế mạc", "the closing day")},

    {"", "so_dang_ky", OFFICE_MAP, "so_dang_ky", NULL, ABOUT("cách đánh số văn bản đi", "how outgoing papers are numbered")},
    {"so_dang_ky", "chung", OFFICE_FREE, NULL, NULL,
     ABOUT("các tên loại dùng chung một dãy số: [ [Quyết định, Quy định] ], hoặc: tất cả", "kinds that share a series: [ [Quyết định, Quy định] ], or: tất cả")},
    {"so_dang_ky", "chua_so", OFFICE_YES, NULL, NULL, ABOUT("được chừa số", "numbers may be left out")},
    {"so_dang_ky", "lui_so", OFFICE_YES, NULL, NULL, ABOUT("được lấy lùi số đã chừa", "and filled in later")},
    {"", "kho_mat", OFFICE_TEXT, NULL, NULL, ABOUT("thư mục của những gì mật", "folder of what is secret")},

    {"", "ky_so", OFFICE_MAP, "ky_so", NULL,
     ABOUT("chữ ký số: khoá, dấu thời gian, chứng thư tin cậy; không bao giờ có mật khẩu", "signing: keys, timestamps, trust; never a PIN")},
    {"ky_so", "co_quan", OFFICE_MAP, "khoa_co_quan", NULL, ABOUT("khoá của cơ quan, dùng khi phát hành", "the organ's key, for issuing")},
    {"ky_so", "ca_nhan", OFFICE_MAP, "khoa_ca_nhan", NULL, ABOUT("khoá của người ký, dùng cho vanban sign", "the person's key, for vanban sign")},
    {"ky_so", "muc", OFFICE_TEXT, NULL, "b t lt lta", ABOUT("mức chữ ký", "level of signatures")},
    {"ky_so", "tsa", OFFICE_TEXT, NULL, NULL, ABOUT("địa chỉ cấp dấu thời gian", "address of the timestamp authority")},
    {"ky_so", "tin_cay", OFFICE_TEXTS, NULL, NULL, ABOUT("tệp chứng thư được tin cậy và CRL", "files of trusted certificates and CRLs")},
    {"ky_so", "tin_cay_tls", OFFICE_TEXT, NULL, NULL, ABOUT("tệp chứng thư mà máy chủ https được tin theo", "file of the certificates that https servers are trusted by")},
    {"ky_so", "cho_phep", OFFICE_TEXTS, NULL, NULL, ABOUT("địa chỉ được phép hỏi OCSP và CRL", "addresses that may be asked for OCSP and CRLs")},
    {"khoa_co_quan", "p12", OFFICE_TEXT, NULL, NULL, ABOUT("tệp PKCS#12", "a PKCS#12 file")},
    {"khoa_co_quan", "khoa", OFFICE_TEXT, NULL, NULL, ABOUT("tệp khoá bí mật", "file of the private key")},
    {"khoa_co_quan", "chung_thu", OFFICE_TEXT, NULL, NULL, ABOUT("tệp chứng thư của khoá", "file of its certificate")},
    {"khoa_co_quan", "pkcs11", OFFICE_TEXT, NULL, NULL, ABOUT("khoá trong thiết bị: pkcs11:token=TÊN", "key in a token: pkcs11:token=NAME")},
    {"khoa_co_quan", "dau", OFFICE_TEXT, NULL, NULL, ABOUT("ảnh con dấu đúng kích thước thật", "picture of the seal in its real size")},
    {"khoa_ca_nhan", "p12", OFFICE_TEXT, NULL, NULL, ABOUT("tệp PKCS#12", "a PKCS#12 file")},
    {"khoa_ca_nhan", "khoa", OFFICE_TEXT, NULL, NULL, ABOUT("tệp khoá bí mật", "file of the private key")},
    {"khoa_ca_nhan", "chung_thu", OFFICE_TEXT, NULL, NULL, ABOUT("tệp chứng thư của khoá", "file of its certificate")},
    {"khoa_ca_nhan", "pkcs11", OFFICE_TEXT, NULL, NULL, ABOUT("khoá trong thiết bị: pkcs11:token=TÊN", "key in a token: pkcs11:token=NAME")},
    {"khoa_ca_nhan", "chu_ky", OFFICE_TEXT, NULL, NULL, ABOUT("ảnh chữ ký", "picture of the signature")},

    {"", "nguon", OFFICE_NAMED, "nguon", NULL, ABOUT("nguồn số liệu gom từ nhiều tệp", "sources gathered from files")},
    {"nguon", "tep", OFFICE_TEXT, NULL, NULL, ABOUT("tệp, hoặc nhiều tệp với * và ?", "a file, or many with * and ?")},
    {"nguon", "trang", OFFICE_TEXT, NULL, NULL, ABOUT("tên trang tính", "the sheet's name")},
    {"nguon", "vung", OFFICE_TEXT, NULL, NULL, ABOUT("vùng ô: B3:F40, hoặc tên vùng", "cells: B3:F40, or a name")},
    {"nguon", "tieu_de", OFFICE_TEXT, NULL, NULL, ABOUT("dòng tiêu đề: 3, hoặc 3-4", "rows of the head: 3, or 3-4")},
    {"nguon", "o", OFFICE_FREE, NULL, NULL, ABOUT("của một biểu: khoá và ô (C7) hoặc nhãn", "of a form: keys and cells (C7) or labels")},
    {"nguon", "khoa", OFFICE_TEXT, NULL, NULL, ABOUT("cột cho biết ai báo cáo", "the column that says who reports")},
    {"nguon", "danh_sach", OFFICE_FREE, NULL, NULL, ABOUT("những nơi phải báo cáo", "who shall report")},
    {"nguon", "ky_truoc", OFFICE_TEXT, NULL, NULL, ABOUT("tệp của kỳ trước", "files of the period before")},

    {"", "doi_chieu", OFFICE_ITEMS, "doi_chieu", NULL, ABOUT("quy tắc đối chiếu giữa các nguồn", "rules between sources")},
    {"doi_chieu", "dung", OFFICE_TEXT, NULL, NULL, ABOUT("biểu thức phải đúng", "the expression that must hold")},
    {"doi_chieu", "thong_bao", OFFICE_TEXT, NULL, NULL, ABOUT("lời báo khi sai", "what is said when it does not")},
};

const struct office_key *office_keys(size_t *n)
{
    *n = sizeof keys / sizeof *keys;
    return keys;
}

const struct office_key *office_key(const char *map, const char *name)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(keys[i].map, map) == 0 && strcmp(keys[i].name, name) == 0)
            return &keys[i];
    return NULL;
}

void office_names(const char *map, const char **out, size_t most)
{
    size_t n = 0;

    for (size_t i = 0; i < sizeof keys / sizeof *keys && n + 1 < most; i++)
        if (strcmp(keys[i].map, map) == 0)
            out[n++] = keys[i].name;
    out[n] = NULL;
}
