/* The parts of a document file: the paper itself, what is issued with it (kem_theo), its phụ lục. Each is a section of
 * its own with its own page numbers and its own numbering of headings; what stands behind the paper says what it belongs to.
 *
 * A part's text stands in noi_dung or in a Markdown file beside the file that names it. */
#include "base/diag/merge.h"
#include "base/diag/part.h"
#include "base/file.h"
#include "data/reader.h"
#include "merge/binder.h"
#include "text/text.h"

/* ---- the section ---- */

/* Pages lie on their side with the head at the bound edge: the profile says where the zone then lies. */
static void turn(struct section *s, const struct landscape_rule *rule, const struct page_rule *page)
{
    s->landscape = true;
    s->width = page->height * MM;
    s->height = page->width * MM;
    s->top = rule->top * MM;
    s->bottom = rule->bottom * MM;
    s->left = rule->left * MM;
    s->right = rule->right * MM;
}

struct node *bind_part(struct binder *b, const char *place, struct pos pos, bool landscape)
{
    struct node *s = node_new(b->doc, NODE_SECTION, b->doc->root, place, pos), *p;
    const bool upright = s->prev && !landscape && b->profile->upright.width > 0;
    const struct page_rule *page = upright ? &b->profile->upright : &b->profile->page;
    const char *header = s->prev ? arena_printf(&b->doc->arena, "%s.dau_trang", place) : "dau_trang";

    s->as.section = (struct section){.width = page->width * MM,
                                     .height = page->height * MM,
                                     .top = (upright ? page->top : b->choice.top) * MM,
                                     .bottom = page->bottom * MM,
                                     .left = page->left * MM,
                                     .right = page->right * MM,
                                     .header_distance = page->header * MM,
                                     .landscape = page->width > page->height,
                                     .restart_numbers = s->prev != NULL,
                                     .first_number = 1,
                                     .mirrored = b->choice.duplex,
                                     .title_page = true};
    if (landscape && page->width < page->height)
        turn(&s->as.section, &b->profile->landscape, page);
    b->text_width = s->as.section.width - s->as.section.left - s->as.section.right;
    memset(b->counts, 0, sizeof b->counts);
    memset(b->lists, 0, sizeof b->lists);
    s->as.section.header = node_new(b->doc, NODE_CELL, NULL, header, pos);
    p = bind_para(b, s->as.section.header, ROLE_PAGE_NUMBER, arena_printf(&b->doc->arena, "%s.so", header), pos);
    node_new(b->doc, NODE_PAGE_NUMBER, p, arena_printf(&b->doc->arena, "%s.so.truong", header), pos);
    return s;
}

/* ---- the layout ---- */

bool bind_layout(struct binder *b, const struct value *map, const char *fallback)
{
    const struct value *v = bind_member(b, map, "bo_cuc");
    const char *text = bind_string(b, v, "bo_cuc");
    struct buf list = {0};

    if (v && !text)
        return false;
    b->layout = profile_layout(b->profile, text ? text : fallback);
    if (b->layout)
        return true;
    for (size_t i = 0; i < b->profile->n_layouts; i++)
        buf_printf(&list, "%s%s", i ? ", " : "", b->profile->layouts[i].id);
    diag(b->ctx, DIAG_TYPE_CHOICE, v ? v->pos : map->pos, "bo_cuc", list.p ? list.p : "", text ? text : fallback);
    buf_release(&list);
    return false;
}

/* ---- what a part belongs to ---- */

/* A name written all in capitals would stand so in the middle of a sentence. */
static void check_organ(struct binder *b)
{
    struct arena *a = &b->doc->arena;
    struct span name = span_of(b->paper.organ);

    if (strcmp(text_upper(a, name), b->paper.organ) != 0 || b->paper.organ_checked)
        return;
    b->paper.organ_checked = true;
    bind_rule(b, "kem-theo", DIAG_PART_ORGAN, b->paper.organ_pos, b->paper.organ);
}

static const char *short_date(struct binder *b)
{
    struct date today = date_from_unix(b->ctx->now, 7 * 60);

    if (b->paper.date.day)
        return date_short(&b->doc->arena, b->paper.date);
    return b->ctx->now ? arena_printf(&b->doc->arena, BLANK "/" BLANK "/%d", today.year) : BLANK "/" BLANK "/" BLANK;
}

/* A date is not divided between lines. */
static const char *whole(struct binder *b, const char *text)
{
    struct buf out = {0};

    for (; *text; text++)
        buf_puts(&out, *text == ' ' ? "\u00a0" : (char[]){*text, '\0'});
    return arena_buf(&b->doc->arena, &out);
}

void bind_pointer(struct binder *b, struct node *section, const char *pattern, const char *place, struct pos pos)
{
    const char *const names[] = {"{loai}", "{so}", "{ngay}", "{ngay-thang}", "{co-quan}"};
    const char *values[] = {b->paper.kind, b->paper.number, short_date(b), whole(b, bind_long_date(b, b->paper.date)), b->paper.organ};
    struct node *p = bind_para(b, section, ROLE_POINTER, place, pos);
    struct buf out = {0};

    if (!b->paper.number || !b->paper.organ) /* the head has reported what it lacks; a draft leaves blanks */
        values[1] = b->paper.number ? b->paper.number : BLANK, values[4] = b->paper.organ ? b->paper.organ : BLANK;
    else
        check_organ(b);
    for (const char *s = pattern; *s;) {
        size_t i = 0;

        while (i < 5 && strncmp(s, names[i], strlen(names[i])) != 0)
            i++;
        if (i == 5)
            buf_putc(&out, *s++);
        else
            buf_puts(&out, values[i]), s += strlen(names[i]);
    }
    fit_name(b, p, arena_buf(&b->doc->arena, &out), (struct block){.width = b->text_width}, false);
    bind_short_rule(b, section, p, b->text_width);
}

/* ---- the text ---- */

/* A CSV file would stand there as a paragraph of commas. */
static bool is_markdown(const char *name)
{
    static const char *const suffixes[] = {".md", ".markdown"};
    size_t n = strlen(name);

    for (size_t i = 0; i < 2; i++) {
        size_t k = strlen(suffixes[i]);

        if (n > k && strcmp(name + n - k, suffixes[i]) == 0)
            return true;
    }
    return false;
}

/* The text of `tep`, as the list that noi_dung would be; NULL: reported. */
static const struct value *read_file(struct binder *b, const struct value *map, const struct value *v)
{
    struct arena *a = &b->doc->arena;
    const char *name = bind_string(b, v, "tep");
    enum file_beside found;
    char *path;

    if (!name)
        return NULL;
    found = file_beside(b->ctx, a, v->source ? v->source->file : NULL, name, &path);
    if (found == FILE_OUTSIDE) {
        diag(b->ctx, DIAG_PART_FILE_OUTSIDE, v->pos, name);
        return NULL;
    }
    if (!is_markdown(name)) {
        diag(b->ctx, DIAG_PART_FILE_KIND, v->pos, name);
        return NULL;
    }
    if (found == FILE_ABSENT) {
        diag(b->ctx, DIAG_PART_FILE_MISSING, v->pos, name);
        return NULL;
    }
    return markdown_file((struct data *)b->data, path, v, (struct value *)map);
}

bool bind_part_content(struct binder *b, struct node *section, const struct value *v, const char *what, bool full_stop)
{
    const struct value *content = bind_given(b, v, "noi_dung"), *file = bind_member(b, v, "tep");
    const struct node *before = section->last;

    if (content && file) {
        diag(b->ctx, DIAG_PART_CONTENT_TWICE, file->key_pos, what);
        return false;
    }
    if (file && !(content = read_file(b, v, file)))
        return false;
    if (content && !bind_content(b, section, content))
        return false;
    if (section->last == before) {
        diag(b->ctx, DIAG_PART_EMPTY, content ? content->pos : v->pos, what);
        return false;
    }
    if (full_stop)
        bind_full_stop(b, section);
    return true;
}
