/* The checklist: the components that the guide describes with what the paper has of each, then the rules that were asked. */
#include <math.h>

#include "merge/profile.h"
#include "render/check.h"

enum { LONGEST_FOUND = 160 }; /* bytes: a checklist is read at a glance */

static const char *in(const struct checker *k, const char *vi, const char *en)
{
    return k->c->ctx.lang == LANG_VI ? vi : en;
}

static const char *const levels[] = {
    [LEVEL_OFF] = NULL, [LEVEL_HABIT] = "habit", [LEVEL_SHOULD] = "should", [LEVEL_MUST] = "must"};

static void tell(const struct checklist *l, vb_item_state state, const char *name, struct origin o, const char *required, const char *found)
{
    const vb_item item = {.state = state, .file = l->file, .level = levels[o.level], .name = name, .required = required, .found = found,
                          .clause = o.clause};

    l->k->item(l->k->user, &item);
}

/* ---- what is asked for ---- */

static void put_number(struct buf *out, double v)
{
    struct buf text = {0};

    buf_number(&text, v, 2);
    for (size_t i = 0; i < text.n; i++)
        buf_putc(out, text.p[i] == '.' ? ',' : text.p[i]);
    buf_release(&text);
}

static void put_range(struct buf *out, const char *name, double least, double most, const char *unit)
{
    buf_printf(out, "%s%s ", out->n ? ", " : "", name);
    put_number(out, least);
    if (most > least) {
        buf_puts(out, "–");
        put_number(out, most);
    }
    buf_puts(out, unit);
}

static void put_look(const struct checker *k, struct buf *out, const struct component *c, const struct profile *p)
{
    static const struct {
        enum align align;
        const char *vi, *en;
    } aligns[] = {{ALIGN_CENTER, "giữa", "centred"}, {ALIGN_RIGHT, "phải", "right"}, {ALIGN_JUSTIFY, "đều hai bên", "justified"}};
    const struct {
        bool on;
        const char *vi, *en;
    } looks[] = {{c->upper, "in hoa", "capitals"}, {c->bold, "đậm", "bold"}, {c->italic, "nghiêng", "italic"},
                 {c->underline, "gạch chân", "underlined"}};

    if (isnan(c->size))
        put_range(out, in(k, "cỡ", "size"), p->body.size_min, p->body.size_max, "");
    else
        put_range(out, in(k, "cỡ", "size"), c->size_min > 0 ? c->size_min : c->size, fmax(c->size_max, c->size), "");
    for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
        if (looks[i].on)
            buf_printf(out, ", %s", in(k, looks[i].vi, looks[i].en));
    for (size_t i = 0; i < sizeof aligns / sizeof *aligns; i++)
        if (aligns[i].align == c->align)
            buf_printf(out, ", %s", in(k, aligns[i].vi, aligns[i].en));
}

/* ---- what the paper has ---- */

/* The texts of the paragraphs in a style, shortened; how many there are. */
static size_t find_texts(const struct doc *d, const char *style, struct buf *out)
{
    size_t n = 0;

    for (const struct node *p = d->root; p; p = node_next(p, d->root)) {
        if (p->type != NODE_PARA || strcmp(p->as.para.style->id, style) != 0)
            continue;
        if (n++ && out->n < LONGEST_FOUND)
            buf_puts(out, " / ");
        if (out->n < LONGEST_FOUND)
            node_plain_text(p, out);
    }
    if (out->n > LONGEST_FOUND) {
        out->n = LONGEST_FOUND;
        while (out->n && ((unsigned char)out->p[out->n] & 0xc0) == 0x80)
            out->n--;
        buf_puts(out, "…");
    }
    return n;
}

/* What the rules of profiles are called, by the names that the merge knows them under. */
static const struct {
    const char *rule, *vi, *en;
} titles[] = {
    {"co-quan", "Tên cơ quan ban hành", "Name of the issuing organ"},
    {"ten-day-du", "Tên cơ quan ghi đầy đủ", "Organs named in full"},
    {"ky-hieu", "Số và ký hiệu", "Number and symbol"},
    {"dia-danh", "Địa danh, ngày tháng", "Place and date"},
    {"trich-yeu", "Trích yếu nội dung", "Subject"},
    {"noi-dung", "Có phần nội dung", "There is a text"},
    {"dau-cham-cuoi", "Nội dung kết thúc bằng dấu chấm", "The text ends with a full stop"},
    {"vien-dan", "Văn bản viện dẫn ghi đủ ở lần đầu", "Cited papers in full the first time"},
    {"so-vien-dan", "Số, ký hiệu của văn bản viện dẫn", "Numbers of cited papers"},
    {"cach-vien-dan", "Cách ghi văn bản viện dẫn", "How cited papers are written"},
    {"kinh-gui", "Kính gửi, kính trình", "Addressees"},
    {"nguoi-ky", "Quyền hạn, chức vụ của người ký", "Capacity and post of who signs"},
    {"ho-ten", "Họ tên người ký", "Name of who signs"},
    {"bien-ban", "Biên bản có hai người ký", "Minutes are signed by two"},
    {"noi-nhan", "Nơi nhận", "Recipients"},
    {"luu", "Dòng lưu ở cuối nơi nhận", "A file copy ends the recipients"},
    {"dau-thanh", "Một cách đặt dấu thanh", "One way of placing tone marks"},
    {"chuc-vu-gon", "Chức vụ không kèm tên cơ quan", "A post stands without the organ's name"},
    {"chuc-vu-day-du", "Liên cơ quan: chức vụ kèm tên cơ quan", "Joint papers: a post with its organ's name"},
    {"xac-nhan-dai-hoi", "Nghị quyết đại hội do cấp uỷ mới xác nhận", "A congress resolution is confirmed by the new committee"},
    {"thanh-phan-khac", "Chỉ dùng thành phần mà hướng dẫn có", "Only parts that the guide has"},
    {"phu-luc", "Văn bản dẫn đúng các phụ lục của mình", "The text points to its own annexes"},
    {"phu-luc-khac", "Phụ lục được dẫn đều có", "Annexes that are pointed to are there"},
    {"kem-theo", "Cơ quan của văn bản kèm theo", "The organ of enclosed texts"},
    {"kho-giay", "Khổ giấy hợp với tên loại", "The paper's size fits its kind"},
    {"sao-ra-giay", "Không sao bản điện tử từ bản điện tử", "No electronic copy of an electronic paper"},
    {"trinh-bay", "Lựa chọn trong khoảng quy định", "Choices within the guide's ranges"},
};

static const char *title_of(const struct checker *k, const char *rule)
{
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        if (strcmp(titles[i].rule, rule) == 0)
            return in(k, titles[i].vi, titles[i].en);
    return rule;
}

/* The rules that are about one component: they are told with it. */
static const struct {
    const char *rule;
    enum role role;
} rule_roles[] = {
    {"co-quan", ROLE_ORGAN},       {"ky-hieu", ROLE_NUMBER}, {"dia-danh", ROLE_PLACE_DATE},    {"trich-yeu", ROLE_SUBJECT},
    {"kinh-gui", ROLE_ADDRESSEES}, {"ho-ten", ROLE_NAME},    {"noi-nhan", ROLE_RECIPIENTS}, {"luu", ROLE_RECIPIENT},
};
enum { RULE_ROLES = sizeof rule_roles / sizeof *rule_roles };

static bool is_broken(const struct bind_view *v, enum role role)
{
    for (size_t i = 0; i < v->profile->n_rules; i++)
        for (size_t k = 0; k < RULE_ROLES && v->broken[i]; k++)
            if (rule_roles[k].role == role && strcmp(rule_roles[k].rule, v->profile->rules[i].id) == 0)
                return true;
    return false;
}

static bool is_told(const char *rule)
{
    for (size_t k = 0; k < RULE_ROLES; k++)
        if (strcmp(rule_roles[k].rule, rule) == 0)
            return true;
    return false;
}

/* Must every paper of this form have it? */
static bool is_needed(const struct bind_view *v, const struct component *c)
{
    switch (c->role) {
    case ROLE_TITLE_PARTY:
    case ROLE_ORGAN:
    case ROLE_NUMBER:
    case ROLE_PLACE_DATE:
    case ROLE_NAME:
        return true;
    case ROLE_KIND:
        return v->form && v->form->kind_line;
    case ROLE_SUBJECT:
        return v->form && v->form->subject && strcmp(v->form->subject, c->id) == 0;
    case ROLE_ADDRESSEES:
        return v->form && v->form->addressees_needed;
    case ROLE_RECIPIENTS:
        return v->form && v->form->recipients_needed;
    default:
        return false;
    }
}

static bool is_first_of_role(const struct profile *p, const struct component *c)
{
    return c->role == ROLE_SUBJECT || profile_role(p, c->role) == c;
}

static void tell_components(const struct checklist *l, const struct bind_view *v)
{
    for (size_t i = 0; i < v->profile->n_components; i++) {
        const struct component *c = &v->profile->components[i];
        struct buf required = {0}, found = {0};
        size_t n = v->doc->root ? find_texts(v->doc, c->id, &found) : 0;

        if (n || (v->form && is_needed(v, c) && is_first_of_role(v->profile, c))) {
            put_look(l->k, &required, c, v->profile);
            tell(l, !n ? VB_ITEM_MISSING : is_broken(v, c->role) ? VB_ITEM_FAULTY : VB_ITEM_GOOD, c->name, c->origin, required.p, found.p);
        }
        buf_release(&required);
        buf_release(&found);
    }
}

static const struct section *first_section(const struct doc *d)
{
    return d->root && d->root->first && d->root->first->type == NODE_SECTION ? &d->root->first->as.section : NULL;
}

static void put_page(const struct checker *k, struct buf *out, double width, double height, double top, double bottom, double left, double right)
{
    put_range(out, in(k, "khổ", "page"), width, width, " × ");
    put_number(out, height);
    buf_puts(out, " mm");
    put_range(out, in(k, "lề trên", "top"), top, top, "");
    put_range(out, in(k, "dưới", "bottom"), bottom, bottom, "");
    put_range(out, in(k, "trái", "left"), left, left, "");
    put_range(out, in(k, "phải", "right"), right, right, " mm");
}

static void tell_page(const struct checklist *l, const struct bind_view *v)
{
    const struct section *s = first_section(v->doc);
    const struct page_rule *r = &v->profile->page;
    struct buf required = {0}, found = {0};

    if (!s)
        return;
    put_page(l->k, &required, r->width, r->height, r->top, r->bottom, r->left, r->right);
    put_page(l->k, &found, s->width / MM, s->height / MM, s->top / MM, s->bottom / MM, s->left / MM, s->right / MM);
    tell(l, strcmp(required.p, found.p) == 0 ? VB_ITEM_GOOD : VB_ITEM_FAULTY, in(l->k, "Trang giấy", "Page"), r->origin, required.p, found.p);
    buf_release(&required);
    buf_release(&found);
}

static void put_body(const struct checker *k, struct buf *out, const double range[6], bool open_gap)
{
    put_range(out, in(k, "cỡ", "size"), range[0], range[1], "");
    put_range(out, in(k, "giãn dòng", "leading"), range[2], range[3], " pt");
    put_range(out, open_gap ? in(k, "cách đoạn từ", "gap at least") : in(k, "cách đoạn", "gap"), range[4], range[4], " pt");
    put_range(out, in(k, "thụt đầu dòng", "indent"), range[5], range[5], "");
}

static void tell_body(const struct checklist *l, const struct bind_view *v)
{
    const struct body_rule *r = &v->profile->body;
    const struct style *s = v->doc->body;
    struct buf required = {0}, found = {0};

    if (!s)
        return;
    put_body(l->k, &required, (const double[]){r->size_min, r->size_max, r->line_min, r->line_max, r->gap_min, r->indent_min}, true);
    if (r->indent_max > r->indent_min) {
        buf_puts(&required, "–");
        put_number(&required, r->indent_max);
    }
    put_body(l->k, &found, (const double[]){s->chr.size, s->chr.size, s->para.line, s->para.line, s->para.after, s->para.first / MM}, false);
    buf_puts(&required, " mm");
    buf_puts(&found, " mm");
    tell(l, VB_ITEM_GOOD, in(l->k, "Phần chữ", "Text"), r->origin, required.p, found.p);
    buf_release(&required);
    buf_release(&found);
}

void checklist_seen(void *user, const struct bind_view *v)
{
    const struct checklist *l = user;

    if (!l->k->item)
        return;
    tell(l, VB_ITEM_GOOD, in(l->k, "Thể thức", "Profile"), (struct origin){LEVEL_OFF, NULL, NULL}, NULL, v->profile->name);
    tell_page(l, v);
    tell_body(l, v);
    tell_components(l, v);
    for (size_t i = 0; i < v->profile->n_rules; i++) {
        const struct rule *r = &v->profile->rules[i];

        if (v->broken[i] || !is_told(r->id))
            tell(l, v->broken[i] ? VB_ITEM_FAULTY : VB_ITEM_GOOD, title_of(l->k, r->id), r->origin, NULL, NULL);
    }
}
