/* The table of elements. A row says where the element may stand, what it holds and which value
 * comes of it; the shape of the values is that of data/reader.h. Nothing else in the module knows
 * an element by its name but the language elements, whose meaning is code (expand.c). */
#include "template/vocab.h"

#define BLOCKS "noi-dung muc"
#define INLINES "doan y o tieu-de chu-thich dam nghieng gach-bo lien-ket"
#define END                                                                                        \
    {                                                                                              \
        0                                                                                          \
    }

static const struct attribute paper_attributes[] = {
    {.name = "mo-ta", .type = ATTRIBUTE_NOTE},
    {.name = "ten-loai"},
    {.name = "the-thuc"},
    {.name = "so", .node = "so"},
    {.name = "ky-hieu", .node = "so"},
    {.name = "dia-danh", .node = "ngay"},
    {.name = "ngay", .node = "ngay"},
    {.name = "bo-cuc"},
    {.name = "nguoi-dien", .node = "kinh_gui"},
    {.name = "do-mat"},
    {.name = "do-khan"},
    {.name = "pham-vi-pho-bien"},
    {.name = "lan-du-thao", .type = ATTRIBUTE_NUMBER},
    {.name = "tac-gia"},
    {.name = "nguoi-soan-thao"},
    {.name = "so-ban", .type = ATTRIBUTE_NUMBER},
    {.name = "lien-he"},
    END,
};
static const struct attribute copy_attributes[] = {
    {.name = "hinh-thuc"}, {.name = "so"}, {.name = "ky-hieu"}, {.name = "dia-danh"}, {.name = "ngay"}, END,
};
static const struct attribute organ_attributes[] = {
    {.name = "ky-hieu", .node = "so"},
    {.name = "trong-cau"},
    END,
};
static const struct attribute signer_attributes[] = {
    {.name = "vai", .type = ATTRIBUTE_CHOICE, .choices = "chu-tri ghi lap-bieu"},
    END,
};
static const struct attribute cited_attributes[] = {
    {.name = "ma", .required = true},
    {.name = "ten-loai"},
    {.name = "so"},
    {.name = "ky-hieu"},
    {.name = "ngay"},
    {.name = "co-quan"},
    {.name = "trich-yeu"},
    {.name = "ten"},
    {.name = "nam"},
    END,
};
static const struct attribute setting_attributes[] = {
    {.name = "co-chu", .type = ATTRIBUTE_NUMBER},
    {.name = "gian-dong", .type = ATTRIBUTE_NUMBER},
    {.name = "cach-doan", .type = ATTRIBUTE_NUMBER},
    {.name = "thut-dau-dong", .type = ATTRIBUTE_NUMBER},
    {.name = "le-tren", .type = ATTRIBUTE_NUMBER},
    {.name = "muc-1", .type = ATTRIBUTE_CHOICE, .choices = "hoa thuong"},
    {.name = "in-hai-mat", .type = ATTRIBUTE_CHOICE, .choices = "co khong"},
    {.name = "kho-giay", .type = ATTRIBUTE_CHOICE, .choices = "A4 A5"},
    {.name = "huong", .type = ATTRIBUTE_CHOICE, .choices = "doc ngang"},
    END,
};
static const struct attribute enclosed_attributes[] = {
    {.name = "ten-loai", .required = true},
    {.name = "bo-cuc"},
    {.name = "tep"},
    END,
};
static const struct attribute annex_attributes[] = {
    {.name = "huong", .type = ATTRIBUTE_CHOICE, .choices = "doc ngang"},
    {.name = "bo-cuc"},
    {.name = "tep"},
    END,
};
static const struct attribute paragraph_attributes[] = {
    {.name = "so-dong", .type = ATTRIBUTE_NUMBER}, END};
static const struct attribute items_attributes[] = {{.name = "dau"}, END};
static const struct attribute numbered_attributes[] = {
    {.name = "dau"}, {.name = "tu", .type = ATTRIBUTE_NUMBER}, END};
static const struct attribute table_attributes[] = {
    {.name = "ten"},
    {.name = "don-vi-tinh"},
    {.name = "co-chu", .type = ATTRIBUTE_NUMBER},
    {.name = "tep"},
    {.name = "trang"},
    {.name = "vung"},
    {.name = "tieu-de"},
    {.name = "tu"},
    {.name = "danh-so-cot", .type = ATTRIBUTE_CHOICE, .choices = "co khong"},
    {.name = "lap-dau", .type = ATTRIBUTE_NUMBER},
    END,
};
static const struct attribute group_attributes[] = {{.name = "ten", .required = true}, END};
static const struct attribute column_attributes[] = {
    {.name = "khoa"},
    {.name = "rong", .type = ATTRIBUTE_NUMBER},
    {.name = "can", .type = ATTRIBUTE_CHOICE, .choices = "trai giua phai thap-phan"},
    {.name = "kieu", .type = ATTRIBUTE_CHOICE, .choices = "chu so phan-tram stt"},
    {.name = "so"},
    {.name = "tong", .type = ATTRIBUTE_CHOICE, .choices = "co khong"},
    {.name = "gop-giong", .type = ATTRIBUTE_CHOICE, .choices = "co khong"},
    END,
};
static const struct attribute cell_attributes[] = {
    {.name = "gop-cot", .type = ATTRIBUTE_NUMBER},
    {.name = "gop-hang", .type = ATTRIBUTE_NUMBER},
    END,
};
static const struct attribute picture_attributes[] = {
    {.name = "tep", .required = true},
    {.name = "mo-ta", .required = true},
    {.name = "rong", .type = ATTRIBUTE_NUMBER},
    {.name = "chu-thich"},
    END,
};
static const struct attribute link_attributes[] = {
    {.name = "dia-chi", .required = true, .key = "lien_ket"}, END};
static const struct attribute for_attributes[] = {
    {.name = "each", .type = ATTRIBUTE_NAME, .required = true},
    {.name = "in", .type = ATTRIBUTE_EXPR, .required = true},
    END,
};
static const struct attribute test_attributes[] = {
    {.name = "test", .type = ATTRIBUTE_EXPR, .required = true},
    END,
};
static const struct attribute set_attributes[] = {
    {.name = "name", .type = ATTRIBUTE_NAME, .required = true},
    {.name = "value", .type = ATTRIBUTE_EXPR, .required = true},
    END,
};
static const struct attribute include_attributes[] = {
    {.name = "tep", .type = ATTRIBUTE_FILE, .required = true},
    END,
};

#define ROW(n, p, c, u) .name = n, .parents = p, .content = CONTENT_##c, .put = PUT_##u
#define LINE(n, p, u, k)                                                                           \
    {                                                                                              \
        ROW(n, p, TEXT, u), .key = k                                                               \
    }

static const struct element elements[] = {
    {ROW("van-ban", "", PARTS, ROOT), .node = "", .attributes = paper_attributes},
    {ROW("phan-chung", "", HOST, ROOT)},

    /* the parts of a paper */
    {ROW("co-quan", "van-ban sao", PARTS, ORGANS), .key = "co_quan", .attributes = organ_attributes},
    {ROW("cap-tren", "co-quan", TEXT, LIST), .key = "cap_tren", .one_node = true},
    {ROW("ten", "co-quan", TEXT, LIST), .key = "ten", .one_node = true},
    {ROW("trich-yeu", "van-ban kem-theo", TEXT, LIST), .key = "trich_yeu", .one_node = true},
    {ROW("chu-de", "van-ban", TEXT, LIST), .key = "chu_de", .one_node = true},
    LINE("kinh-gui", "van-ban", LIST, "kinh_gui"),
    LINE("kinh-trinh", "van-ban", LIST, "kinh_trinh"),
    LINE("can-cu", "van-ban", LIST, "can_cu"),
    {ROW("lenh", "van-ban", TEXT, LIST), .key = "lenh", .one_node = true},
    {ROW("vien-dan", "van-ban", EMPTY, LIST), .key = "vien_dan", .attributes = cited_attributes},
    LINE("thay-the", "van-ban", LIST, "thay_the"),
    LINE("bai-bo", "van-ban", LIST, "bai_bo"),
    LINE("noi-nhan", "van-ban sao", LIST, "noi_nhan"),
    {ROW("nguoi-ky", "van-ban sao phu-luc", PARTS, LIST), .key = "nguoi_ky", .attributes = signer_attributes},
    {ROW("xac-nhan", "van-ban", PARTS, MEMBER), .key = "xac_nhan"},
    LINE("dong-chi", "xac-nhan", MEMBER, "dong_chi"),
    LINE("quyen-han", "nguoi-ky xac-nhan", MEMBER, "quyen_han"),
    LINE("chuc-vu", "nguoi-ky xac-nhan", MEMBER, "chuc_vu"),
    LINE("kiem", "nguoi-ky", MEMBER, "kiem"),
    LINE("ho-ten", "nguoi-ky xac-nhan", MEMBER, "ho_ten"),
    {ROW("sao", "van-ban", PARTS, MEMBER), .key = "sao", .attributes = copy_attributes},
    {ROW("trinh-bay", "van-ban", EMPTY, MEMBER), .key = "trinh_bay",
     .attributes = setting_attributes},
    {ROW("kem-theo", "van-ban", PARTS, LIST), .key = "kem_theo", .attributes = enclosed_attributes},
    {ROW("phu-luc", "van-ban", PARTS, LIST), .key = "phu_luc", .attributes = annex_attributes},
    {ROW("tieu-de", "phu-luc", TEXT, LIST), .key = "tieu_de", .one_node = true},
    {ROW("noi-dung", "van-ban kem-theo phu-luc", PARTS, MEMBER), .key = "noi_dung", .items = "",
     .node = "than"},

    /* blocks */
    {ROW("doan", BLOCKS, INLINE, ITEM), .key = "doan", .attributes = paragraph_attributes},
    {ROW("muc", BLOCKS, PARTS, ITEM), .items = "noi_dung", .node = ".muc"},
    {ROW("tieu-de", "muc", INLINE, MEMBER), .key = "muc"},
    {ROW("gach", BLOCKS " gach liet-ke", PARTS, ITEM), .key = "gach", .items = "",
     .attributes = items_attributes},
    {ROW("liet-ke", BLOCKS, PARTS, ITEM), .key = "liet_ke", .items = "",
     .attributes = numbered_attributes},
    {ROW("y", "gach liet-ke", INLINE, ITEM), .key = "doan"},
    {ROW("bang", BLOCKS, PARTS, ITEM), .key = "bang", .items = "dong", .node = ".",
     .attributes = table_attributes},
    {ROW("cot", "bang nhom-cot", TEXT, LIST), .key = "cot", .text_key = "ten",
     .attributes = column_attributes},
    {ROW("nhom-cot", "bang nhom-cot", PARTS, LIST), .key = "cot", .attributes = group_attributes},
    {ROW("dong", "bang", PARTS, ITEM), .items = "", .node = ".", .keep_empty = true},
    {ROW("dong-tong", "bang", PARTS, ITEM), .key = "tong", .items = "", .node = ".",
     .keep_empty = true},
    {ROW("o", "dong dong-tong", INLINE, ITEM), .key = "doan", .keep_empty = true,
     .attributes = cell_attributes},
    {ROW("anh", BLOCKS, EMPTY, ITEM), .key = "anh", .attributes = picture_attributes},
    {ROW("md", BLOCKS, MARKDOWN, ITEM)},

    /* inside a paragraph */
    {ROW("dam", INLINES, INLINE, INLINE), .key = "dam"},
    {ROW("nghieng", INLINES, INLINE, INLINE), .key = "nghieng"},
    {ROW("gach-bo", INLINES, INLINE, INLINE), .key = "gach_bo"},
    {ROW("lien-ket", INLINES, INLINE, INLINE), .key = "noi_dung", .attributes = link_attributes},
    {ROW("chu-thich", INLINES, INLINE, INLINE), .key = "chu_thich", .boxed = true, .node = "."},
    {ROW("xuong-dong", INLINES, EMPTY, INLINE), .key = "xuong_dong"},

    /* the language */
    {ROW("for", "*", HOST, CONTROL), .attributes = for_attributes},
    {ROW("if", "*", HOST, CONTROL), .attributes = test_attributes},
    {ROW("elif", "if", HOST, CONTROL), .attributes = test_attributes},
    {ROW("else", "if", HOST, CONTROL)},
    {ROW("set", "*", EMPTY, CONTROL), .attributes = set_attributes},
    {ROW("include", "*", EMPTY, CONTROL), .attributes = include_attributes},
    {ROW("assert", "*", TEXT, CONTROL), .attributes = test_attributes},
};
enum { ELEMENTS = sizeof elements / sizeof *elements };

const struct element *vocab_elements(size_t *n)
{
    *n = ELEMENTS;
    return elements;
}

bool vocab_has_word(const char *list, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = list; *p;) {
        size_t k = strcspn(p, " ");

        if (k == n && memcmp(p, word, n) == 0)
            return true;
        p += k + (p[k] == ' ');
    }
    return false;
}

const char *vocab_list(struct arena *a, const char *words)
{
    struct buf out = {0};

    for (const char *p = words; *p; p++)
        buf_puts(&out, *p == ' ' ? ", " : (char[]){*p, '\0'});
    return arena_buf(a, &out);
}

bool vocab_allows(const struct element *e, const struct element *parent)
{
    if (!parent)
        return e->put == PUT_ROOT;
    if (strcmp(e->parents, "*") == 0)
        return parent->content != CONTENT_EMPTY && parent->content != CONTENT_MARKDOWN;
    return vocab_has_word(e->parents, parent->name);
}

const struct element *vocab_lookup(const char *name, const struct element *parent)
{
    for (size_t i = 0; i < ELEMENTS; i++)
        if (strcmp(elements[i].name, name) == 0 && vocab_allows(&elements[i], parent))
            return &elements[i];
    return NULL;
}

const struct element *vocab_any(const char *name)
{
    for (size_t i = 0; i < ELEMENTS; i++)
        if (strcmp(elements[i].name, name) == 0)
            return &elements[i];
    return NULL;
}

const struct attribute *vocab_attribute(const struct element *e, const char *name)
{
    for (const struct attribute *a = e->attributes; a && a->name; a++)
        if (strcmp(a->name, name) == 0)
            return a;
    return NULL;
}

void vocab_paper_keys(void (*each)(void *user, const char *key), void *user)
{
    static const char *const own[] = {"the_loai", "loai", "so_lieu", "kiem_tra", "noi_dung_them"};
    struct arena a = {0};

    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        each(user, own[i]);
    for (size_t i = 0; i < ELEMENTS; i++)
        if (elements[i].key && vocab_has_word(elements[i].parents, "van-ban"))
            each(user, elements[i].key);
    for (const struct attribute *k = paper_attributes; k->name; k++) {
        char *key = arena_str(&a, k->name);

        for (char *p = key; *p; p++)
            *p = *p == '-' ? '_' : *p;
        if (k->type != ATTRIBUTE_NOTE)
            each(user, key);
    }
    arena_release(&a);
}
