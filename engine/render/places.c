/* Where in a paper something stands, as a clerk would say it.
 *
 * A code is a row of steps with "/" between them, each a letter and what it counts: A an annex, S a section by its number, T a table,
 * R a row below the heading, H the heading, C a column, P a paragraph where there are no sections, K a component of the form, N a note. */
#include <stdlib.h>

#include "base/arena.h"
#include "merge/profile.h"
#include "render/render.h"

enum { MOST_LEVELS = 12 };

struct walk {
    void (*each)(void *user, const struct node *n, const char *code, const char *text);
    void *user;
    struct arena arena;
    const char *labels[MOST_LEVELS]; /* of the sections around, from level 1; NULL: none */
    int annexes, tables, paragraphs;
};

static void walk_blocks(struct walk *w, const struct node *parent, const char *code);

static void tell(struct walk *w, const struct node *n, const char *code, const char *text)
{
    w->each(w->user, n, code, text);
}

/* "II" of "II-", "1.1" of "1.1.", "a" of "a)". */
static const char *bare_label(struct walk *w, const char *label)
{
    size_t n = strlen(label);

    while (n && strchr(".-) /", label[n - 1]))
        n--;
    return arena_span(&w->arena, span_make(label, n));
}

static void enter_section(struct walk *w, const struct node *heading)
{
    int level = heading->as.para.level;

    if (level < 1 || level > MOST_LEVELS || !heading->as.para.label)
        return;
    w->labels[level - 1] = bare_label(w, heading->as.para.label);
    for (int i = level; i < MOST_LEVELS; i++)
        w->labels[i] = NULL;
}

/* "II.1.1": a number that says those above it again stands for them. */
static const char *section_code(struct walk *w)
{
    struct buf out = {0};

    for (int i = 0; i < MOST_LEVELS; i++) {
        const char *label = w->labels[i], *below = NULL;

        for (int k = i + 1; k < MOST_LEVELS && !below; k++)
            below = w->labels[k];
        if (!label || (below && strncmp(below, label, strlen(label)) == 0 && below[strlen(label)] == '.'))
            continue;
        buf_printf(&out, "%s%s", out.n ? "." : "S", label);
    }
    if (!out.n && w->paragraphs)
        buf_printf(&out, "P%d", w->paragraphs);
    return arena_buf(&w->arena, &out);
}

static const char *join(struct walk *w, const char *code, const char *step)
{
    return *step ? arena_printf(&w->arena, "%s%s%s", code, *code ? "/" : "", step) : code;
}

static bool is_running(enum role role)
{
    return role == ROLE_BODY || role == ROLE_HEADING || role == ROLE_HEADING_NAME || role == ROLE_ITEM;
}

static const char *para_code(struct walk *w, const struct node *para, const char *code)
{
    enum role role = para->as.para.role;

    if (*code && code[0] != 'A') /* in a table */
        return code;
    if (role == ROLE_ANNEX || role == ROLE_ANNEX_TITLE)
        return code;
    if (!is_running(role))
        return join(w, code, arena_printf(&w->arena, "K%s", role_name(role)));
    if (role == ROLE_HEADING)
        enter_section(w, para);
    w->paragraphs++;
    return join(w, code, section_code(w));
}

static void walk_inlines(struct walk *w, const struct node *para, const char *code)
{
    for (const struct node *n = para->first; n; n = n->next) {
        tell(w, n, code, NULL);
        if (n->type == NODE_FOOTNOTE)
            walk_blocks(w, n, join(w, code, "N"));
        else if (n->type == NODE_SHAPE)
            walk_blocks(w, n, code);
        else
            walk_inlines(w, n, code);
    }
}

static void walk_para(struct walk *w, const struct node *para, const char *code)
{
    struct buf text = {0};

    code = para_code(w, para, code);
    node_plain_text(para, &text);
    tell(w, para, code, text.p ? text.p : "");
    buf_release(&text);
    walk_inlines(w, para, code);
}

static void walk_table(struct walk *w, const struct node *table, const char *code)
{
    bool data = table->as.table.kind == TABLE_DATA;
    int rows = 0;

    if (data)
        code = join(w, code[0] == 'A' || !*code ? join(w, code, section_code(w)) : code, arena_printf(&w->arena, "T%d", ++w->tables));
    tell(w, table, code, NULL);
    for (const struct node *row = table->first; row; row = row->next) {
        const char *in_row = !data ? code : join(w, code, row->as.row.header ? "H" : arena_printf(&w->arena, "R%d", ++rows));
        int column = row->as.row.skip;

        tell(w, row, in_row, NULL);
        for (const struct node *cell = row->first; cell; cell = cell->next) {
            const char *in_cell = data ? join(w, in_row, arena_printf(&w->arena, "C%d", column + 1)) : in_row;

            tell(w, cell, in_cell, NULL);
            walk_blocks(w, cell, in_cell);
            column += cell->as.cell.col_span;
        }
    }
}

static void walk_blocks(struct walk *w, const struct node *parent, const char *code)
{
    for (const struct node *n = parent->first; n; n = n->next) {
        if (n->type == NODE_PARA && n->as.para.role == ROLE_ANNEX) {
            code = arena_printf(&w->arena, "A%d", ++w->annexes);
            memset(w->labels, 0, sizeof w->labels);
            w->paragraphs = 0;
        }
        if (n->type == NODE_TABLE)
            walk_table(w, n, code);
        else if (n->type == NODE_PARA)
            walk_para(w, n, code);
    }
}

static void walk_band(struct walk *w, const struct node *band)
{
    if (band) {
        tell(w, band, "", NULL);
        walk_blocks(w, band, "");
    }
}

void document_walk(const struct doc *doc, void (*each)(void *user, const struct node *n, const char *code, const char *text), void *user)
{
    struct walk w = {.each = each, .user = user};

    tell(&w, doc->root, "", NULL);
    for (const struct node *s = doc->root->first; s; s = s->next) {
        const struct section *section = &s->as.section;

        tell(&w, s, "", NULL);
        walk_band(&w, section->first_header);
        walk_blocks(&w, s, "");
        walk_band(&w, section->first_footer);
        walk_band(&w, section->last_mark);
    }
    arena_release(&w.arena);
}

struct listener {
    void (*each)(void *user, uint32_t node, const char *code, const char *text);
    void *user;
};

static void tell_id(void *user, const struct node *n, const char *code, const char *text)
{
    const struct listener *l = user;

    if (n->id)
        l->each(l->user, n->id, code, text);
}

bool vb_document_places(vb_document *d, void (*each)(void *user, uint32_t node, const char *code, const char *text), void *user)
{
    struct listener l = {each, user};
    const struct doc *doc = document_tree(d);

    if (doc)
        document_walk(doc, tell_id, &l);
    return doc != NULL;
}

static const struct {
    char letter;
    const char *text[2];
} steps[] = {
    {'A', {"phụ lục %s", "annex %s"}}, {'S', {"§%s", "§%s"}},         {'T', {"bảng %s", "table %s"}},     {'R', {"dòng %s", "row %s"}},
    {'H', {"đầu bảng", "heading"}},    {'C', {"cột %s", "column %s"}}, {'P', {"đoạn %s", "paragraph %s"}}, {'N', {"chú thích", "note"}},
};

static const struct {
    const char *role;
    const char *text[2];
} components[] = {
    {"co-quan-cap-tren", {"cơ quan cấp trên", "parent organ"}}, {"co-quan", {"tên cơ quan", "organ"}},
    {"so-ky-hieu", {"số, ký hiệu", "number"}},                  {"dia-danh-ngay", {"địa danh, ngày", "place and date"}},
    {"ten-loai", {"tên loại", "kind"}},                         {"trich-yeu", {"trích yếu", "subject"}},
    {"kinh-gui", {"kính gửi", "addressees"}},                   {"can-cu", {"căn cứ", "grounds"}},
    {"noi-nhan-dong", {"nơi nhận", "recipients"}},              {"quyen-han", {"quyền hạn ký", "capacity of the signer"}},
    {"chuc-vu", {"chức vụ người ký", "post of the signer"}},    {"ho-ten", {"người ký", "signer"}},
    {"ten-bang", {"tên bảng", "title of the table"}},           {"do-khan", {"độ khẩn", "urgency"}},
};

static void put_step(struct buf *out, vb_lang lang, struct span step)
{
    struct arena a = {0};
    const char *rest = step.n ? arena_span(&a, span_make(step.p + 1, step.n - 1)) : "";
    bool named = false;

    for (size_t i = 0; step.n && !named && i < sizeof steps / sizeof *steps; i++) {
        const char *form = steps[i].text[lang], *hole = strstr(form, "%s");

        if (steps[i].letter != step.p[0])
            continue;
        named = true;
        if (step.p[0] == 'S' && strchr(rest, ' ')) /* "Điều 5" says itself what it is */
            hole = form = "%s";
        buf_put(out, form, hole ? (size_t)(hole - form) : strlen(form));
        if (hole)
            buf_printf(out, "%s%s", rest, hole + 2);
    }
    for (size_t i = 0; !named && i < sizeof components / sizeof *components; i++) {
        if (strcmp(rest, components[i].role) == 0) {
            buf_puts(out, components[i].text[lang]);
            named = true;
        }
    }
    if (!named)
        buf_puts(out, rest);
    arena_release(&a);
}

char *vb_place_words(vb_lang lang, const char *code)
{
    struct buf out = {0};

    while (*code) {
        size_t n = strcspn(code, "/");

        if (out.n)
            buf_puts(&out, ", ");
        put_step(&out, lang, span_make(code, n));
        code += n + (code[n] == '/');
    }
    return buf_detach(&out);
}
