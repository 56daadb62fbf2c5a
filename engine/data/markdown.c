/* A document: front matter, then the body as the list that noi_dung would be.
 *
 * The body becomes a scalar with a mark a line, so that one code serves files and `md:` values, and
 * every place is found through the owner's marks. Line ends inside {{ }} are made spaces first: a
 * tag may go over several lines of its paragraph, and no line of it is then taken for a block. */
#include "data/markdown.h"

#include "base/diag/data.h"
#include "base/file.h"
#include "data/input.h"
#include "data/reader.h"
#include "data/tag.h"
#include "text/text.h"

#include <stdlib.h>

struct pos md_pos(const struct md *md, size_t offset)
{
    return value_pos_at(md->owner, offset);
}

void md_fault(struct md *md, diag_code code, size_t offset, const char *argument)
{
    diag(md->d->ctx, code, md_pos(md, offset), argument);
    md->ok = false;
}

struct value *md_map(struct md *md, size_t offset)
{
    return value_new(md->d, VALUE_MAP, md_pos(md, offset), md->owner->source);
}

void md_set(struct md *md, struct value *map, const char *key, struct value *member)
{
    value_insert(md->d, map, span_of(key), map->pos, member);
}

struct value *md_word(struct md *md, size_t offset, const char *word)
{
    return value_text(md->d, span_of(word), true, md_pos(md, offset), md->owner->source);
}

char *md_copy(struct md *md, size_t from, size_t to)
{
    return arena_span(&md->d->arena, span_trim(span_make(md->text.p + from, to - from)));
}

size_t md_line_end(const struct md *md, size_t from)
{
    const char *end = from < md->text.n ? memchr(md->text.p + from, '\n', md->text.n - from) : NULL;
    return end ? (size_t)(end - md->text.p) : md->text.n;
}

bool md_is_blank(const struct md *md, size_t from, size_t to)
{
    for (; from < to; from++)
        if (md->text.p[from] != ' ' && md->text.p[from] != '\t' && md->text.p[from] != '\r')
            return false;
    return true;
}

size_t md_note_end(const struct md *md, size_t from, size_t to)
{
    enum { LONGEST_NAME = 100 };
    const char *p = md->text.p;
    bool named = false;
    if (to - from < 4 || p[from] != '[' || p[from + 1] != '^')
        return 0;
    for (size_t i = from + 2; i < to && i - from < LONGEST_NAME; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == ']')
            return named ? i + 1 : 0;
        if (c <= ' ' || c == '[' || c == '^')
            return 0;
        named = named || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    }
    return 0;
}

struct note *md_note(struct md *md, size_t from, size_t to)
{
    struct arena *a = &md->d->arena;
    struct span name = span_make(md->text.p + from + 2, to - from - 3);
    const struct value *known = value_member(md->names, text_fold(a, name));
    if (known)
        return &md->notes[known->index];
    struct pos pos = md_pos(md, from);
    const struct source *source = md->owner->source;
    MEM_ROOM(md->notes, md->n_notes, md->cap_notes);
    struct value *member = value_new(md->d, VALUE_NULL, pos, source);
    value_insert(md->d, md->names, name, pos, member);
    md->notes[md->n_notes] = (struct note){
        .blocks = value_new(md->d, VALUE_LIST, pos, source),
        .written = arena_printf(a, "[^%s]", arena_span(a, name)),
    };
    return &md->notes[md->n_notes++];
}

static void check_notes(struct md *md)
{
    for (size_t i = 0; i < md->n_notes; i++) {
        const struct note *note = &md->notes[i];
        if (note->defined.line ? note->used.line || !md->ok : !note->used.line)
            continue; /* after another fault, a reference may only not have been reached */
        struct pos pos = note->used.line ? note->used : note->defined;
        diag(md->d->ctx, note->used.line ? DIAG_MD_NOTE_MISSING : DIAG_MD_NOTE_UNUSED, pos,
             note->written);
        md->ok = false;
    }
}

/* The end of the paragraph around byte i: its last byte before a blank line. */
static size_t paragraph_end(const struct md *md, size_t i)
{
    while (i < md->text.n) {
        size_t end = md_line_end(md, i), next = end + 1;
        if (end == md->text.n || md_is_blank(md, next, md_line_end(md, next)))
            return end;
        i = next;
    }
    return md->text.n;
}

/* Makes the line ends inside tags spaces; an open tag is reported, and hides the rest of its
 * paragraph. */
static void join_tags(struct md *md)
{
    char *copy = arena_span(&md->d->arena, md->text);
    size_t paragraph = 0;
    for (size_t i = 0; i + 1 < md->text.n; i++) {
        if (copy[i] != '{' || copy[i + 1] != '{')
            continue;
        if (i >= paragraph)
            paragraph = paragraph_end(md, i);
        size_t end = tag_end(span_make(md->text.p, paragraph), i);
        if (!end) {
            md_fault(md, DIAG_MD_TAG_OPEN, i, NULL);
            for (; i < paragraph; i++) /* no tag that is left is open */
                if (copy[i] == '{')
                    copy[i] = '(';
            continue;
        }
        for (; i < end; i++)
            if (copy[i] == '\n')
                copy[i] = ' ';
        i--;
    }
    md->text.p = copy;
}

/* What a single pair of braces may hold to be taken for an expression that lacks the second. */
static bool is_braced_name(const struct md *md, size_t i, size_t *end)
{
    const char *p = md->text.p;
    bool letter = false;
    for (*end = i + 1; *end < md->text.n && p[*end] != '}'; ++*end) {
        char c = p[*end];
        bool name = (c >= 'a' && c <= 'z') || c == '_';
        if (!name && !(c >= '0' && c <= '9') && (c == '\0' || !strchr(" .+-*/|()", c)))
            return false;
        letter = letter || name;
    }
    return letter && *end < md->text.n;
}

static void check_braces(struct md *md)
{
    const char *p = md->text.p;
    size_t end;
    for (size_t i = 0; i < md->text.n; i++) {
        if (p[i] == '\\') {
            i++;
        } else if (p[i] == '{' && i + 1 < md->text.n && p[i + 1] == '{') {
            end = tag_end(md->text, i);
            i = end ? end - 1 : i + 1;
        } else if (p[i] == '{' && is_braced_name(md, i, &end)) {
            diag(md->d->ctx, DIAG_MD_BRACE, md_pos(md, i), md_copy(md, i, end + 1));
            i = end;
        }
    }
}

struct value *markdown_blocks(struct data *d, const struct value *owner)
{
    struct md md = {.d = d, .owner = owner, .ok = true};
    if (owner->type != VALUE_SCALAR) {
        diag(d->ctx, DIAG_MD_NOT_TEXT, owner->pos);
        return NULL;
    }
    md.text = span_make(owner->as.scalar.text, owner->as.scalar.n);
    md.root = value_new(d, VALUE_LIST, owner->pos, owner->source);
    md.names = value_new(d, VALUE_MAP, owner->pos, owner->source);
    md.frames[0] = (struct md_frame){.target = md.root};
    join_tags(&md);
    if (md.ok)
        check_braces(&md);
    for (size_t i = 0; i < md.text.n && input_within_limit(d, owner->pos);) {
        size_t end = md_line_end(&md, i);
        if (md_is_blank(&md, i, end)) {
            md_close_paragraph(&md);
            i = end + 1;
        } else {
            md_line(&md, &i);
        }
    }
    md_close_paragraph(&md);
    if (d->values >= LIMIT_VALUES)
        md.ok = false;
    else
        check_notes(&md);
    free(md.notes);
    flat_release(&md.paragraph);
    return md.ok ? md.root : NULL;
}

/* The body as a scalar, its line ends "\n". */
static struct value *body_value(struct data *d, const struct source *source, struct span body,
                                int line)
{
    struct marks m = {0};
    struct pos pos = {source->file, line, 1, NULL};
    for (size_t i = 0; i < body.n; line++) {
        struct span text = input_line(span_make(body.p + i, body.n - i), 0);
        marks_at(&m, line, 1);
        marks_put(&m, text);
        marks_put(&m, SPAN("\n"));
        i += text.n;
        if (i + 1 < body.n && body.p[i] == '\r' && body.p[i + 1] == '\n')
            i++;
        i++;
    }
    return marks_finish(&m, d, true, pos, source);
}

static bool is_fence(struct span line)
{
    return span_starts(line, "---") && span_trim(line).n == 3;
}

/* "ten_loai: Kế hoạch" on the first line, and a fence somewhere below. */
static bool lacks_fence(struct span text)
{
    struct span line = input_line(text, 0);
    const char *colon = memchr(line.p, ':', line.n), *space = memchr(line.p, ' ', line.n);
    if (!colon || colon == line.p || line.p[0] == '#' || (space && space < colon && line.n > 60))
        return false;
    for (size_t i = 0; i < text.n; i += line.n + 1) {
        line = input_line(span_make(text.p + i, text.n - i), 0);
        if (is_fence(line))
            return true;
        if (!span_trim(line).n)
            return false;
    }
    return false;
}

/* The front matter between its --- lines, blank lines before it passed over; *body begins behind, in line *body_line. */
static bool split(struct data *d, const struct source *source, struct span text, struct span *front,
                  int *front_line, struct span *body, int *body_line)
{
    *front = SPAN("");
    *body = text;
    *body_line = *front_line = 1;
    struct pos start = {source->file, 1, 1, NULL};
    size_t first = 0; /* of the front matter; 0: not yet reached */
    for (size_t i = 0, number = 1; i < text.n; number++) {
        size_t from = i;
        struct span line = input_line(span_make(text.p + i, text.n - i), 0);
        bool fence = is_fence(line);
        i += line.n;
        i += i + 1 < text.n && text.p[i] == '\r' && text.p[i + 1] == '\n' ? 2 : 1;
        i = i < text.n ? i : text.n;
        if (!first && !fence && span_trim(line).n) {
            start.line = (int)number;
            if (!lacks_fence(span_make(text.p + from, text.n - from)))
                return true;
            diag(d->ctx, DIAG_MD_FRONT_MISSING, start);
            return false;
        }
        if (!fence)
            continue;
        if (!first) {
            first = i;
            *front_line = (int)number + 1;
            start.line = (int)number;
            continue;
        }
        *front = span_make(text.p + first, from - first);
        *body = span_make(text.p + i, text.n - i);
        *body_line = (int)number + 1;
        return true;
    }
    if (first)
        diag(d->ctx, DIAG_MD_FRONT_OPEN, start);
    return !first;
}

struct value *markdown_read(struct data *d, const struct source *source, struct span text)
{
    struct span front, body;
    int line = 1, front_line = 1;
    if (!input_check(d, source->file, &text, 1) || !split(d, source, text, &front, &front_line, &body, &line))
        return NULL;
    struct pos start = {source->file, 1, 1, NULL};
    struct value *map = value_new(d, VALUE_MAP, start, source), *content = NULL;
    bool has_body = span_trim(body).n > 0, has_front = span_trim(front).n > 0;
    if (!has_body && !has_front) {
        diag(d->ctx, DIAG_DATA_EMPTY, start);
        return NULL;
    }
    if (has_front)
        map = yaml_read(d, source, front, front_line);
    if (map && map->type != VALUE_MAP)
        return map;
    if (!has_body)
        return map;
    struct value *owner = body_value(d, source, body, line);
    content = markdown_blocks(d, owner);
    size_t first = (size_t)(span_trim(span_of(owner->as.scalar.text)).p - owner->as.scalar.text);
    struct pos pos = value_pos_at(owner, first);
    const struct value *twice = value_member(map, "noi_dung");
    if (twice) {
        char *place = arena_printf(&d->arena, "%s:%d", source->file ? source->file : "-", pos.line);
        diag(d->ctx, DIAG_MD_BODY_TWICE, twice->key_pos, place);
        return NULL;
    }
    if (!map || !content || !value_insert(d, map, SPAN("noi_dung"), pos, content))
        return NULL;
    return map;
}

struct value *markdown_file(struct data *d, const char *path, const struct value *name,
                            const struct value *map)
{
    struct source *source = ARENA_NEW(&d->arena, struct source);
    struct buf bytes = {0};
    struct value *list = NULL;
    *source = (struct source){.file = arena_str(&d->arena, path), .markdown = true};
    source->document = name->source && (name->source->document || name->source->made);
    if (file_read_named(d->ctx, path, LIMIT_FILE_BYTES, name->pos, &bytes)) {
        struct span text = buf_span(&bytes);
        struct pos start = {source->file, 1, 1, NULL};
        if (!input_check(d, source->file, &text, 1))
            ;
        else if (is_fence(input_line(text, 0)))
            diag(d->ctx, DIAG_MD_PART_FRONT, start);
        else
            list = markdown_blocks(d, body_value(d, source, text, 1));
    }
    buf_release(&bytes);
    if (!list)
        return NULL;
    list->parent = map;
    list->key = list->written_key = "noi_dung";
    list->key_pos = name->key_pos;
    return list;
}
