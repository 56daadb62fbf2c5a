/* The one table that drives the reading of profiles and its diagnostics. */
#include "model/profile_table.h"

static const char *const align_names[] = {"trai", "giua", "phai", "deu", NULL};
static const char *const level_names[] = {"khong", "habit", "should", "must", NULL};
static const char *const turn_names[] = {"doc", "ngang", NULL};
static const char *const post_names[] = {"tuy", "can", "khong", NULL};
static const char *const counter_names[] = {"la-ma", "so", "so-kep", "chu", NULL};
static const char *const role_names[] = {
    [ROLE_BODY] = "doan",
    [ROLE_TITLE_PARTY] = "tieu-de",
    [ROLE_MOTTO] = "tieu-ngu",
    [ROLE_SHORT_RULE] = "ke-ngan",
    [ROLE_PARENT_ORGAN] = "co-quan-cap-tren",
    [ROLE_ORGAN] = "co-quan",
    [ROLE_STAR] = "dau-sao",
    [ROLE_NUMBER] = "so-ky-hieu",
    [ROLE_PLACE_DATE] = "dia-danh-ngay",
    [ROLE_KIND] = "ten-loai",
    [ROLE_SUBJECT] = "trich-yeu",
    [ROLE_DASHES] = "gach-duoi",
    [ROLE_ADDRESSEES] = "kinh-gui",
    [ROLE_GROUNDS] = "can-cu",
    [ROLE_ORDER] = "lenh",
    [ROLE_HEADING] = "muc",
    [ROLE_HEADING_NAME] = "ten-muc",
    [ROLE_ITEM] = "gach",
    [ROLE_CAPACITY] = "quyen-han",
    [ROLE_POST] = "chuc-vu",
    [ROLE_KIEM] = "kiem",
    [ROLE_NAME] = "ho-ten",
    [ROLE_CONFIRMATION] = "xac-nhan",
    [ROLE_RECIPIENTS] = "noi-nhan",
    [ROLE_RECIPIENT] = "noi-nhan-dong",
    [ROLE_URGENCY] = "do-khan",
    [ROLE_DRAFT_NUMBER] = "lan-du-thao",
    [ROLE_CIRCULATION] = "pham-vi",
    [ROLE_DRAFTER] = "nguoi-soan-thao",
    [ROLE_TABLE_TITLE] = "ten-bang",
    [ROLE_TABLE_UNIT] = "don-vi-tinh",
    [ROLE_CELL] = "o-bang",
    [ROLE_CELL_HEAD] = "dau-cot",
    [ROLE_CAPTION] = "chu-thich-anh",
    [ROLE_ANNEX] = "phu-luc",
    [ROLE_ANNEX_TITLE] = "tieu-de-phu-luc",
    [ROLE_POINTER] = "chi-dan-kem-theo",
    [ROLE_CONTACT] = "lien-he",
    [ROLE_COPY_RULE] = "ke-sao",
    [ROLE_COPY_FORM] = "hinh-thuc-sao",
    [ROLE_COPY_STAMP] = "dau-sao-van-ban",
    [ROLE_PAGE_NUMBER] = "so-trang",
    [ROLE_FOOTNOTE] = "cuoc-chu",
    [ROLE__COUNT] = NULL,
};

const char *role_name(enum role role)
{
    return role_names[role];
}

#define F(type, name, kind, member, req) {name, FIELD_##kind, offsetof(type, member), req, NULL}
#define FE(type, name, member, req, list) {name, FIELD_ENUM, offsetof(type, member), req, list}
#define ORIGIN(type, member)                                                                       \
    FE(type, "muc-do", member.level, false, level_names), F(type, "dieu", TEXT, member.clause, false), \
        F(type, "nguon", TEXT, member.source, false)
#define END {NULL, FIELD_TEXT, 0, false, NULL}

static const struct field profile_fields[] = {
    F(struct profile, "id", TEXT, id, true),     F(struct profile, "ho", TEXT, family, true),
    F(struct profile, "ten", TEXT, name, true),  F(struct profile, "tu", DATE, from, true),
    F(struct profile, "den", DATE, to, false),   END,
};
static const struct field page_fields[] = {
    F(struct profile, "kho", TEXT, page.name, true),
    F(struct profile, "rong", NUMBER, page.width, true),
    F(struct profile, "cao", NUMBER, page.height, true),
    F(struct profile, "tren", NUMBER, page.top, true),
    F(struct profile, "duoi", NUMBER, page.bottom, true),
    F(struct profile, "trai", NUMBER, page.left, true),
    F(struct profile, "phai", NUMBER, page.right, true),
    F(struct profile, "so-trang", NUMBER, page.header, true),
    ORIGIN(struct profile, page.origin),
    END,
};
static const struct field landscape_fields[] = {
    F(struct profile, "tren", NUMBER, landscape.top, true),
    F(struct profile, "duoi", NUMBER, landscape.bottom, true),
    F(struct profile, "trai", NUMBER, landscape.left, true),
    F(struct profile, "phai", NUMBER, landscape.right, true),
    ORIGIN(struct profile, landscape.origin),
    END,
};
static const struct field back_fields[] = {
    F(struct profile, "trai", NUMBER, back.left, true),
    F(struct profile, "phai", NUMBER, back.right, true),
    ORIGIN(struct profile, back.origin),
    END,
};
static const struct field body_fields[] = {
    F(struct profile, "phong-chu", TEXT, body.font, true),
    F(struct profile, "co", NUMBER, body.size, true),
    F(struct profile, "co-tu", NUMBER, body.size_min, true),
    F(struct profile, "co-den", NUMBER, body.size_max, true),
    F(struct profile, "dong", NUMBER, body.line, true),
    F(struct profile, "dong-tu", NUMBER, body.line_min, true),
    F(struct profile, "dong-den", NUMBER, body.line_max, true),
    F(struct profile, "doan", NUMBER, body.gap, true),
    F(struct profile, "doan-tu", NUMBER, body.gap_min, true),
    F(struct profile, "thut", NUMBER, body.indent, true),
    F(struct profile, "thut-tu", NUMBER, body.indent_min, true),
    F(struct profile, "thut-den", NUMBER, body.indent_max, true),
    ORIGIN(struct profile, body.origin),
    END,
};
static const struct field head_fields[] = {
    F(struct profile, "trai", NUMBER, head.left, true),
    F(struct profile, "dem", NUMBER, head.pad_left, true),
    F(struct profile, "cach", NUMBER, head.gap, true),
    F(struct profile, "tren", NUMBER, head.above, false),
    F(struct profile, "hang-hai", NUMBER, head.second, false),
    END,
};
static const struct field foot_fields[] = {
    F(struct profile, "trai", NUMBER, foot.left, true),
    F(struct profile, "dem", NUMBER, foot.pad_left, true),
    F(struct profile, "cach", NUMBER, foot.gap, true),
    F(struct profile, "tren", NUMBER, foot.above, false),
    END,
};
static const struct field paper_fields[] = {
    F(struct paper, "ten", TEXT, name, true),
    FE(struct paper, "huong", turn, true, turn_names),
    F(struct paper, "rong", NUMBER, width, true),
    F(struct paper, "cao", NUMBER, height, true),
    F(struct paper, "tren", NUMBER, top, true),
    F(struct paper, "duoi", NUMBER, bottom, true),
    F(struct paper, "trai", NUMBER, left, true),
    F(struct paper, "phai", NUMBER, right, true),
    F(struct paper, "so-trang", NUMBER, header, true),
    F(struct paper, "dau-trai", NUMBER, head_left, true),
    F(struct paper, "dau-cach", NUMBER, head_gap, true),
    F(struct paper, "ky-trai", NUMBER, foot_left, true),
    F(struct paper, "ky-cach", NUMBER, foot_gap, true),
    F(struct paper, "co", NUMBER, size, true),
    F(struct paper, "dong", NUMBER, line, true),
    F(struct paper, "doan", NUMBER, gap, true),
    F(struct paper, "bot-co", NUMBER, smaller, true),
    F(struct paper, "con-cach", NUMBER, closer, true),
    ORIGIN(struct paper, origin),
    END,
};
static const struct field word_fields[] = {
    F(struct profile, "tieu-de", TEXT, words.title, true),
    F(struct profile, "tieu-ngu", TEXT, words.motto, false),
    F(struct profile, "sao", TEXT, words.star, false),
    F(struct profile, "gach-duoi", TEXT, words.dashes, false),
    F(struct profile, "so", TEXT, words.number, true),
    F(struct profile, "sau-so", TEXT, words.number_separator, true),
    F(struct profile, "giua-ky-hieu", TEXT, words.symbol_separator, true),
    F(struct profile, "noi-nhan", TEXT, words.recipients, true),
    F(struct profile, "kiem", TEXT, words.kiem, false),
    F(struct profile, "xac-nhan", TEXT, words.confirmation, false),
    F(struct profile, "tong-cong", TEXT, words.total, true),
    F(struct profile, "lap-bieu", TEXT, words.maker, true),
    F(struct profile, "don-vi-tinh", TEXT, words.unit, true),
    F(struct profile, "giua-noi-nhan", TEXT, words.list_separator, true),
    F(struct profile, "cuoi-noi-nhan", TEXT, words.list_end, true),
    F(struct profile, "giua-kinh-gui", TEXT, words.addressee_separator, true),
    F(struct profile, "cuoi-kinh-gui", TEXT, words.addressee_end, true),
    F(struct profile, "mot-kinh-gui", TEXT, words.addressee_single, true),
    F(struct profile, "kinh-gui-xuong-dong", BOOL, words.addressees_below, false),
    F(struct profile, "lenh-truoc-can-cu", BOOL, words.order_first, false),
    F(struct profile, "kinh-gui-nghieng", BOOL, words.addressees_italic, false),
    F(struct profile, "do-khan", TEXT, words.urgency, false),
    F(struct profile, "du-thao", TEXT, words.draft, false),
    F(struct profile, "truoc-so-ban", TEXT, words.before_copies, true),
    F(struct profile, "sau-so-ban", TEXT, words.after_copies, true),
    F(struct profile, "pham-vi-trang-cuoi", TEXT, words.last_page_circulation, false),
    F(struct profile, "dau-can-cu", TEXT, words.grounds_mark, false),
    F(struct profile, "giua-can-cu", TEXT, words.grounds_separator, true),
    F(struct profile, "cuoi-can-cu", TEXT, words.grounds_end, true),
    F(struct profile, "truoc-ngay-dan", TEXT, words.before_cited_date, false),
    F(struct profile, "ngay-dan-chu", BOOL, words.cited_date_long, false),
    F(struct profile, "luat-dan-nam", BOOL, words.cited_law_year, false),
    F(struct profile, "phu-luc", TEXT, words.annex, true),
    FE(struct profile, "dem-phu-luc", words.annex_counter, true, counter_names),
    F(struct profile, "chi-dan-phu-luc", TEXT, words.annex_pointer, true),
    F(struct profile, "chi-dan-kem-theo", TEXT, words.enclosed_pointer, true),
    F(struct profile, "kem-theo-khoi-dau", BOOL, words.enclosed_head, false),
    END,
};
static const struct field component_fields[] = {
    F(struct component, "id", TEXT, id, true),
    F(struct component, "ten", TEXT, name, true),
    F(struct component, "goc", TEXT, parent, false),
    FE(struct component, "vai", role, true, role_names),
    F(struct component, "cap", NUMBER, outline, false),
    F(struct component, "co", NUMBER, size, true),
    F(struct component, "co-tu", NUMBER, size_min, false),
    F(struct component, "co-den", NUMBER, size_max, false),
    F(struct component, "hoa", BOOL, upper, false),
    F(struct component, "dam", BOOL, bold, false),
    F(struct component, "nghieng", BOOL, italic, false),
    F(struct component, "gach-chan", BOOL, underline, false),
    FE(struct component, "can", align, false, align_names),
    F(struct component, "dong", NUMBER, line, false),
    F(struct component, "truoc", NUMBER, before, false),
    F(struct component, "sau", NUMBER, after, false),
    F(struct component, "lui-trai", NUMBER, left, false),
    F(struct component, "lui-phai", NUMBER, right, false),
    F(struct component, "lui-dau", NUMBER, first, false),
    F(struct component, "ke", NUMBER, rule, false),
    F(struct component, "ke-ngan", NUMBER, short_rule, false),
    F(struct component, "ke-tren", NUMBER, rule_above, false),
    F(struct component, "ke-cach", NUMBER, rule_space, false),
    F(struct component, "giu-sau", BOOL, keep_next, false),
    ORIGIN(struct component, origin),
    END,
};
static const struct field layout_fields[] = {
    F(struct layout_rule, "id", TEXT, id, true),
    ORIGIN(struct layout_rule, origin),
    END,
};
static const struct field level_fields[] = {
    FE(struct level, "dem", counter, true, counter_names),
    F(struct level, "truoc", TEXT, before, false),
    F(struct level, "sau", TEXT, after, false),
    F(struct level, "kieu", TEXT, style, true),
    F(struct level, "kieu-ten", TEXT, name_style, false),
    F(struct level, "kieu-noi-dung", TEXT, content_style, false),
    F(struct level, "hoa", BOOL, upper, false),
    F(struct level, "suot", BOOL, through, false),
    END,
};
static const struct field form_fields[] = {
    F(struct form, "id", TEXT, id, true),
    F(struct form, "ten", BOOL, kind_line, false),
    F(struct form, "gach", BOOL, dashes, false),
    F(struct form, "trich-yeu", TEXT, subject, true),
    F(struct form, "trich-yeu-tuy", BOOL, subject_free, false),
    F(struct form, "so-tuy", BOOL, number_free, false),
    F(struct form, "kho", TEXT, papers, false),
    F(struct form, "trich-yeu-trai", BOOL, subject_left, false),
    F(struct form, "dau-trich-yeu", TEXT, subject_begins, false),
    F(struct form, "thay-trich-yeu", TEXT, subject_instead, false),
    F(struct form, "kinh", TEXT, addressees, false),
    F(struct form, "kinh-phai", BOOL, addressees_needed, false),
    F(struct form, "dau-noi-nhan", TEXT, first_recipient, false),
    F(struct form, "noi-nhan-phai", BOOL, recipients_needed, false),
    F(struct form, "chu-tri", TEXT, chair, false),
    F(struct form, "ghi", TEXT, secretary, false),
    ORIGIN(struct form, origin),
    END,
};
static const struct field kind_fields[] = {
    F(struct kind, "ten", TEXT, name, true),
    F(struct kind, "ky-hieu", TEXT, code, true),
    F(struct kind, "bo-cuc", TEXT, layout, true),
    F(struct kind, "mau", TEXT, form, true),
    F(struct kind, "tu", DATE, from, false),
    F(struct kind, "den", DATE, to, false),
    ORIGIN(struct kind, origin),
    END,
};
static const struct field capacity_fields[] = {
    F(struct capacity, "dau", TEXT, begins, true),
    F(struct capacity, "thay", TEXT, instead, false),
    FE(struct capacity, "chuc-vu", post, false, post_names),
    F(struct capacity, "chi-chuc-vu", TEXT, posts, false),
    F(struct capacity, "khong-kiem", BOOL, no_kiem, false),
    ORIGIN(struct capacity, origin),
    END,
};
static const struct field organ_fields[] = {
    F(struct organ_code, "bat-dau", TEXT, begins, true),
    F(struct organ_code, "ky-hieu", TEXT, code, true),
    F(struct organ_code, "theo-cap-tren", BOOL, with_parent, false),
    END,
};
static const struct field copy_fields[] = {
    F(struct copy_form, "ten", TEXT, name, true),
    F(struct copy_form, "goi", TEXT, also, false),
    F(struct copy_form, "ky-hieu", TEXT, code, false),
    F(struct copy_form, "khong-cap-tren", BOOL, no_parent, false),
    F(struct copy_form, "dau", BOOL, stamp, false),
    ORIGIN(struct copy_form, origin),
    END,
};
static const struct field rule_fields[] = {
    F(struct rule, "id", TEXT, id, true),
    ORIGIN(struct rule, origin),
    END,
};

#define ROWS(type, list, count) sizeof(type), offsetof(struct profile, list), offsetof(struct profile, count)
const struct element profile_elements[] = {
    {"the-thuc", NULL, 0, 0, 0, profile_fields},
    {"trang", "the-thuc", 0, 0, 0, page_fields},
    {"trang-ngang", "the-thuc", 0, 0, 0, landscape_fields},
    {"mat-sau", "the-thuc", 0, 0, 0, back_fields},
    {"than", "the-thuc", 0, 0, 0, body_fields},
    {"khoi-dau", "the-thuc", 0, 0, 0, head_fields},
    {"khoi-ky", "the-thuc", 0, 0, 0, foot_fields},
    {"chu", "the-thuc", 0, 0, 0, word_fields},
    {"thanh-phan", "the-thuc", ROWS(struct component, components, n_components), component_fields},
    {"kho", "the-thuc", ROWS(struct paper, papers, n_papers), paper_fields},
    {"bo-cuc", "the-thuc", ROWS(struct layout_rule, layouts, n_layouts), layout_fields},
    {"cap", "bo-cuc", 0, 0, 0, level_fields},
    {"mau", "the-thuc", ROWS(struct form, forms, n_forms), form_fields},
    {"ten-loai", "the-thuc", ROWS(struct kind, kinds, n_kinds), kind_fields},
    {"quyen-han", "the-thuc", ROWS(struct capacity, capacities, n_capacities), capacity_fields},
    {"ma-co-quan", "the-thuc", ROWS(struct organ_code, organs, n_organs), organ_fields},
    {"ban-sao", "the-thuc", ROWS(struct copy_form, copies, n_copies), copy_fields},
    {"quy-tac", "the-thuc", ROWS(struct rule, rules, n_rules), rule_fields},
};
const size_t profile_elements_count = sizeof profile_elements / sizeof *profile_elements;
