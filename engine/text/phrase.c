/* Where a name or a title set in several lines is broken by sense: HD 05-HD/VPTW breaks after commas, before
 * words that join ("VÀ CHUYỂN ĐỔI SỐ", "LẦN THỨ …") and before the name of the next organ, never within a word
 * of two syllables. Vietnamese writes syllables apart, so the words that must stay whole are listed; for two
 * syllables that the table does not know a break is neither good nor bad. */
#include "text/phrase.h"

#include <string.h>

#include "text/text.h"

/* A line begins well with these. */
static const char *const joining[] = {
    "và", "hoặc", "về", "của", "trong", "cho", "tại", "trên", "theo", "nhằm", "để", "với", "giữa", "vì", "do", "bằng", "từ", "ở",
    "thuộc", "trực thuộc", "đối với", "lần thứ", "nhiệm kỳ", "giai đoạn", "năm học", "kèm theo", "ban hành", "trình",
    "quán triệt", "thực hiện", "triển khai", "tổ chức thực hiện", NULL,
};

/* So do names of organs and of their level: the one before them ends there. */
static const char *const naming[] = {
    "ban chấp hành", "ban thường vụ", "ban chỉ đạo", "ban tổ chức", "ban tuyên giáo", "ban nội chính", "ban cán sự", "ban kiểm phiếu",
    "ban xây dựng", "ban quản lý", "uỷ ban", "uỷ ban nhân dân", "uỷ ban kiểm tra", "hội đồng", "hội đồng nhân dân", "hội nông dân", "hội cựu chiến binh", "hội liên hiệp", "liên đoàn", "đảng bộ", "đảng uỷ", "đảng đoàn",
    "tỉnh uỷ", "thành uỷ", "huyện uỷ", "quận uỷ", "quân uỷ", "chi bộ", "chi uỷ", "đoàn chủ tịch", "đoàn thư ký", "tiểu ban", "văn phòng",
    "trường chính trị", "trung tâm", "công an", "bộ chỉ huy", "mặt trận", "tổ quốc việt nam", "đại hội", "sở", "cục", "vụ", "phòng", "các", "những", "nghị quyết", "chỉ thị", "kết luận", "quy định", "đề án", NULL,
};

/* Levels belong to the organ before them ("CÔNG AN TỈNH SƠN LA"). */
static const char *const administrative[] = {"tỉnh", "thành phố", "phường", "xã", "đặc khu", "huyện", "quận", "thị xã", "thị trấn", NULL};

/* What stands before a proper name and is not left at the end of a line without it. */
static const char *const levels[] = {
    "tỉnh", "thành phố", "phường", "xã", "đặc khu", "huyện", "quận", "thị xã", "thị trấn", "khu", "sở", "cục", "vụ", "tổ", "khoá", "lần", "thứ",
    "tỉnh uỷ", "thành uỷ", "huyện uỷ", "quận uỷ", "nhiệm kỳ", "năm", "số", "tháng", "quý", "ngày", "giai đoạn", "phó", "trưởng", "chánh", "các", "những", "và", "hoặc", "về", "của",
    "trong", "cho", "tại", "trên", "theo", "để", "với", "giữa", "vì", "do", "bằng", "từ", "ở", "đối với", "không", "việc", "được", "đã", "đang", "sẽ", "một", "hai", "ba", "quán triệt", "thực hiện",
    "triển khai", "chuẩn bị", NULL,
};

/* Words of two syllables and more that are not torn apart: in the names of organs, posts and plans. */
static const char *const whole[] = {
    "ban chấp hành", "ban thường vụ", "ban bí thư", "ban chỉ đạo", "ban tổ chức", "ban tuyên giáo", "ban nội chính", "ban kiểm phiếu", "ban xây dựng đảng",
    "ban quản lý", "bộ chính trị", "bí thư", "phó bí thư", "tổng bí thư", "chủ tịch", "phó chủ tịch", "chủ nhiệm", "phó chủ nhiệm", "uỷ ban",
    "uỷ viên", "uỷ ban nhân dân", "uỷ ban kiểm tra", "mặt trận tổ quốc", "việt nam", "trưởng ban", "phó trưởng ban", "trưởng đoàn", "trưởng tiểu ban",
    "phó trưởng tiểu ban", "chánh văn phòng", "phó chánh văn phòng", "trưởng phòng", "phó trưởng phòng", "vụ trưởng", "cục trưởng", "giám đốc",
    "hiệu trưởng", "tổng biên tập", "chỉ huy trưởng", "trung ương", "thường trực", "thường vụ", "thường xuyên", "đại hội", "đại biểu", "đại đoàn kết", "đảng bộ", "đảng uỷ", "đảng viên", "tỉnh uỷ",
    "thành uỷ", "huyện uỷ", "quận uỷ", "quân uỷ", "quân sự", "công an", "biên phòng", "quốc phòng", "an ninh", "chi bộ", "chi uỷ", "thành phố",
    "đặc khu", "thị xã", "thị trấn", "nhân dân", "nhân sự", "nhân văn", "quốc hội", "quốc gia", "quốc tế", "toàn quốc", "toàn thể", "toàn dân", "chính phủ", "nhà nước", "kiểm tra", "kiểm toán", "kiểm điểm", "kiểm soát",
    "giám sát", "tuyên giáo", "tuyên truyền", "dân vận", "dân chủ", "dân tộc", "dân quân", "nội chính", "nội vụ", "nội bộ", "văn phòng", "văn kiện", "văn bản", "văn hoá", "văn minh", "văn thư",
    "lưu trữ", "hội đồng", "hội nghị", "hội nhập", "tiểu ban", "tổ chức", "chỉ đạo", "chỉ thị", "chỉ tiêu", "chương trình", "chiến lược", "chuyên đề", "chuyên trách", "cải cách",
    "hành chính", "hành động", "tư pháp", "tư tưởng", "tư nhân", "tư cách", "tham nhũng", "tham mưu", "tiêu cực", "lãng phí", "phòng chống", "phát triển", "phát thanh", "truyền hình", "truyền thống",
    "khoa học", "kỹ thuật", "công nghệ", "công nghiệp", "công tác", "công tác dân vận", "công trình", "công khai", "đổi mới", "đổi mới sáng tạo", "sáng tạo", "chuyển đổi", "chuyển đổi số", "kinh tế", "xã hội", "môi trường",
    "tài nguyên", "tài chính", "tài sản", "nông nghiệp", "nông thôn", "nông dân", "nông thôn mới", "giao thông", "xây dựng", "giáo dục", "đào tạo", "y tế", "thể thao", "du lịch", "lao động", "thương binh",
    "lý luận", "chính trị", "chính sách", "trực tuyến", "trực tiếp", "quán triệt", "nghị quyết", "kết luận", "kết quả", "kế hoạch", "báo cáo", "quyết định", "quy định", "quy chế",
    "quy hoạch", "hướng dẫn", "thông báo", "thông tin", "thông tấn xã", "thông tri", "đề án", "phương án", "dự án", "tờ trình", "chủ trương", "chủ nghĩa", "mục tiêu", "nhiệm vụ", "nhiệm kỳ",
    "giải pháp", "phong trào", "thi đua", "khen thưởng", "kỷ luật", "kỷ niệm", "kỷ nguyên", "cán bộ", "công chức", "viên chức", "người lao động", "thanh niên", "phụ nữ", "cựu chiến binh", "công đoàn",
    "liên đoàn", "liên hiệp", "học viện", "học tập", "hồ chí minh", "đạo đức", "phong cách", "cộng sản", "tạp chí", "trung tâm", "quản trị", "quản lý", "bảo vệ", "bảo đảm", "bảo trợ", "bảo hiểm", "điều lệ", "điều hành",
    "thực hiện", "thực hành", "triển khai", "tăng cường", "nâng cao", "chất lượng", "hiệu quả", "sơ kết", "tổng kết", "đánh giá", "xử lý", "tình hình", "đoàn chủ tịch", "đoàn thư ký",
    "thẩm tra", "thẩm định", "ban hành", "sửa đổi", "bổ sung", "thay thế", "bãi bỏ", "thành lập", "kiện toàn", "sáp nhập", "phân công", "phối hợp", "trách nhiệm", "thể thức", "trình bày", "cơ quan", "cơ sở", "đơn vị", "địa phương",
    "hoà bình", "độc lập", "tự do", "hạnh phúc", "giàu mạnh", "phồn vinh", "vững bước", "vẻ vang", "chung sức", "đồng lòng", "thắng lợi", "đất nước", "tự chủ", "tự cường", "tự tin", "tiến mạnh", "vươn mình",
    "nguyên tắc", "tập trung", "lãnh đạo", "đoàn kết", "thống nhất", "thiên tai", "cứu nạn", "tìm kiếm", "dịch bệnh", "hộ nghèo", "giảm nghèo", "bền vững", "an sinh", "người nghèo", "mô hình", "dân vận khéo", "bầu cử", "hội đồng nhân dân", NULL,
};

enum { PHRASE_MAX = 6 }; /* words looked at together; a byte has their bits */

enum list { JOINING, NAMING, ADMINISTRATIVE, LEVELS, WHOLE, LISTS };

static const char *const *const lists[LISTS] = {
    [JOINING] = joining, [NAMING] = naming, [ADMINISTRATIVE] = administrative, [LEVELS] = levels, [WHOLE] = whole};

/* The words, lower case and of one placing of tones, and what of the lists begins with each: bit k of found[list][i] says that
 * the k words from i on are an entry. */
struct phrases {
    const char **words;
    size_t n;
    unsigned char *found[LISTS];
};

/* The words from `at` on that make up the entry; 0: they do not. */
static size_t match(const struct phrases *p, size_t at, const char *entry)
{
    size_t i = at;

    while (*entry) {
        size_t n;

        if (i == p->n || i - at == PHRASE_MAX)
            return 0;
        n = strlen(p->words[i++]);
        if (strncmp(entry, p->words[i - 1], n) != 0 || (entry[n] != ' ' && entry[n] != '\0'))
            return 0;
        entry += n + (entry[n] == ' ');
    }
    return i - at;
}

/* What was a mark alone is an empty word, and belongs to the entry before it. */
static void find_entries(struct phrases *p, enum list list, size_t at)
{
    const char first = p->words[at][0];

    for (const char *const *entry = lists[list]; *entry; entry++) {
        size_t n = **entry == first ? match(p, at, *entry) : 0;

        if (n == 0)
            continue;
        do
            p->found[list][at] |= (unsigned char)(1u << n++);
        while (n <= PHRASE_MAX && at + n <= p->n && !*p->words[at + n - 1]);
    }
}

/* An entry that begins with the word `at`. */
static bool begins(const struct phrases *p, enum list list, size_t at)
{
    return p->found[list][at] != 0;
}

/* An entry of at least `least` words that ends before `at`. */
static bool ends(const struct phrases *p, enum list list, size_t at, size_t least)
{
    for (size_t n = least; n <= at && n <= PHRASE_MAX; n++)
        if (p->found[list][at - n] & 1u << n)
            return true;
    return false;
}

/* An entry of which the words on both sides of `at` are part. */
static bool torn(const struct phrases *p, size_t at)
{
    for (size_t n = 1; n <= at && n < PHRASE_MAX; n++)
        if (p->found[WHOLE][at - n] >> (n + 1))
            return true;
    return false;
}

/* Digits, Roman figures and what is left blank belong to the word before them. */
static bool is_number(const char *word)
{
    return strspn(word, "0123456789") > 0 || word[strspn(word, "ivxl")] == '\0' || strcmp(word, "…") == 0 || strcmp(word, "...") == 0;
}

/* The placing of tone marks that the tables use: "ủy" -> "uỷ", "hóa" -> "hoá". */
static const char *as_listed(struct arena *a, struct span word)
{
    static const struct {
        const char *other, *ours;
    } tones[] = {
        {"ùy", "uỳ"}, {"úy", "uý"}, {"ủy", "uỷ"}, {"ũy", "uỹ"}, {"ụy", "uỵ"}, {"òa", "oà"}, {"óa", "oá"}, {"ỏa", "oả"}, {"õa", "oã"}, {"ọa", "oạ"},
        {"òe", "oè"}, {"óe", "oé"}, {"ỏe", "oẻ"}, {"õe", "oẽ"}, {"ọe", "oẹ"},
    };
    char *lower = text_lower(a, word);
    size_t n = strlen(lower);

    while (n > 0 && strchr(",;:.)\"”", lower[n - 1]) && strcmp(lower, "...") != 0)
        lower[--n] = '\0';
    for (size_t i = 0; i < sizeof tones / sizeof *tones; i++) {
        size_t k = strlen(tones[i].other);

        if (n >= k && strcmp(lower + n - k, tones[i].other) == 0) /* both take as many bytes */
            return arena_printf(a, "%.*s%s", (int)(n - k), lower, tones[i].ours);
    }
    return lower;
}

void text_break_costs(struct arena *a, const struct span *words, size_t n, double *costs)
{
    struct phrases p = {.words = ARENA_NEWS(a, n + 1, const char *), .n = n};
    const char *const *lower = p.words;

    for (size_t i = 0; i < n; i++)
        p.words[i] = as_listed(a, words[i]);
    for (int list = 0; list < LISTS; list++) {
        p.found[list] = ARENA_NEWS(a, n + 1, unsigned char);
        for (size_t i = 0; i < n; i++)
            find_entries(&p, (enum list)list, i);
    }
    costs[0] = 0;
    for (size_t at = 1; at < n; at++) {
        struct span left = words[at - 1];
        char last = left.n ? left.p[left.n - 1] : ' ';

        if (strcmp(lower[at], "-") == 0)
            costs[at] = BREAK_BAD;
        else if ((last == ',' || last == ';' || last == ':') && strncmp(lower[at], "ngày", strlen("ngày")) != 0) /* số …, ngày … is one */
            costs[at] = BREAK_BEST;
        else if (is_number(lower[at]))
            costs[at] = BREAK_BAD;
        else if (torn(&p, at))
            costs[at] = BREAK_BAD;
        else if (left.n == 1 && last == '-')
            costs[at] = begins(&p, NAMING, at) ? BREAK_BEST : BREAK_FAIR;
        else if (begins(&p, JOINING, at) && !ends(&p, JOINING, at, 1))
            costs[at] = BREAK_GOOD;
        else if (ends(&p, LEVELS, at, ends(&p, WHOLE, at, 2) ? 2 : 1)) /* the "vụ" of "thường vụ" is no level */
            costs[at] = BREAK_POOR;
        else if (begins(&p, NAMING, at))
            costs[at] = BREAK_GOOD;
        else if (begins(&p, ADMINISTRATIVE, at) && ends(&p, NAMING, at, 1))
            costs[at] = BREAK_POOR;
        else
            costs[at] = BREAK_FAIR;
    }
}
