/* One line of a document: which container it belongs to, and what it begins there (CommonMark 0.29,
 * 3 to 5, of which documents keep ATX headings, dash and number items, paragraphs and tables).
 *
 * Invariant: frames[0..depth] are the open containers, each a few columns to the right of the one
 * before; an open paragraph belongs to frames[depth]. */
#include "base/diag/data.h"
#include "data/input.h"
#include "data/markdown_line.h"

/* Closes containers until `depth` is the innermost. */
static void close_to(struct md *md, int depth)
{
    if (md->depth > depth)
        md_close_paragraph(md);
    md->depth = depth;
}

static struct md_frame *top(struct md *md)
{
    return &md->frames[md->depth];
}

/* The depth of the containers that the line's indentation reaches. */
static int matched_depth(const struct md *md, const struct line *line)
{
    int depth = 0;
    while (depth < md->depth && line->column >= md->frames[depth + 1].column)
        depth++;
    return depth;
}

static void take_heading(struct md *md, const struct line *line)
{
    size_t level = line_count(md, line, '#');
    size_t at = line->at + level, to = line->to;
    if (level > MD_LEVELS) {
        md_fault(md, DIAG_MD_HEADING_DEEP, line->at, line_mended(md, line, "#### ", level));
        return;
    }
    while (to > at && md->text.p[to - 1] == '#') /* a closing run of # */
        to--;
    if (to > at && to < line->to && !line_is_gap(md->text.p[to - 1]))
        to = line->to;
    struct span text = span_trim(span_make(md->text.p + at, to - at));
    if (!text.n) {
        md_fault(md, DIAG_MD_HEADING_EMPTY, line->at, NULL);
        return;
    }
    if ((int)level > md->level + 1)
        md_fault(md, DIAG_MD_HEADING_SKIP, line->at,
                 line_mended(md, line, &"#### "[MD_LEVELS - 1 - md->level], level));
    int cap = (int)level > md->level + 1 ? md->level + 1 : (int)level;
    struct flat flat = {0};
    size_t start = (size_t)(text.p - md->text.p);
    flat_add(md, &flat, start, start + text.n);
    struct value *map = md_map(md, line->at);
    struct value *inside = value_new(md->d, VALUE_LIST, map->pos, md->owner->source);
    md_set(md, map, "muc", md_inline(md, &flat, false));
    md_set(md, map, "cap", md_word(md, line->at, (const char *[]){"1", "2", "3", "4"}[cap - 1]));
    md_set(md, map, "noi_dung", inside);
    value_append(md->d, cap == 1 ? md->root : md->sections[cap - 1], map);
    md->sections[cap] = inside;
    md->level = cap;
    md->frames[0].target = inside;
    md->frames[0].list = NULL;
}

/* The numbers of a list rise by one from the first, or are all the same. */
static void check_number(struct md *md, const struct line *line, const struct marker *marker)
{
    struct md_frame *f = top(md);
    bool same = marker->number == f->first && f->last == f->first;
    if (same || marker->number == f->last + 1) {
        f->last = marker->number;
        return;
    }
    struct arena *a = &md->d->arena;
    char *head = arena_printf(a, "%ld%c ", f->last + 1, marker->mark);
    diag(md->d->ctx, DIAG_MD_NUMBER_ORDER, md_pos(md, line->at),
         arena_printf(a, "%ld", marker->number), arena_printf(a, "%ld", f->last + 1),
         line_mended(md, line, head, marker->length + 1));
    md->ok = false;
    f->last = marker->number;
}

/* The list that the item goes into: the one just before it, or a new one. */
static struct value *item_list(struct md *md, const struct line *line, const struct marker *marker)
{
    struct md_frame *f = top(md);
    bool number = marker_is_number(marker);
    if (f->list && f->mark == marker->mark) {
        if (number)
            check_number(md, line, marker);
        return f->list;
    }
    struct value *map = md_map(md, line->at);
    struct value *list = value_new(md->d, VALUE_LIST, map->pos, md->owner->source);
    char mark[3] = {number ? '1' : marker->mark, number ? marker->mark : 0, 0};
    md_set(md, map, number ? "liet_ke" : "gach", list);
    md_set(md, map, "dau", md_word(md, line->at, mark));
    if (number)
        md_set(md, map, "tu",
               md_word(md, line->at, arena_printf(&md->d->arena, "%ld", marker->number)));
    value_append(md->d, f->target, map);
    f->list = list;
    f->mark = marker->mark;
    f->first = f->last = marker->number;
    return list;
}

/* Opens the item; the line goes on behind its mark. False: the rest is not to be read. */
static bool take_item(struct md *md, struct line *line, struct marker *marker)
{
    if (marker->mark == '*') {
        md_fault(md, DIAG_MD_STAR, line->at, line_mended(md, line, "- ", 1));
        marker->mark = '-';
    }
    if (line->at + marker->length >= line->to) {
        md_fault(md, DIAG_MD_ITEM_EMPTY, line->at, NULL);
        return false;
    }
    if (md->depth >= MD_ITEM_DEPTH) {
        md_fault(md, DIAG_MD_ITEM_DEEP, line->at, arena_printf(&md->d->arena, "%d", MD_ITEM_DEPTH));
        return false;
    }
    struct value *list = item_list(md, line, marker);
    line->at += marker->length;
    line->column += (int)marker->length;
    int behind = line->column + 1;
    line_skip_indent(md, line);
    bool far = line->column - behind >= 4; /* further text would stand at the first blank */
    md->frames[++md->depth] =
        (struct md_frame){.column = far ? behind : line->column, .target = list, .item = true};
    if (far)
        line->column = behind;
    return true;
}

static void take_note(struct md *md, struct line *line, size_t end)
{
    struct note *note = md_note(md, line->at, end);
    struct pos pos = md_pos(md, line->at);
    if (note->defined.line) {
        diag(md->d->ctx, DIAG_MD_NOTE_TWICE, pos, note->written,
             pos_text(&md->d->arena, note->defined));
        md->ok = false;
    }
    note->defined = pos;
    md->frames[0].list = NULL;
    md->frames[++md->depth] = (struct md_frame){.column = 4, .target = note->blocks, .note = true};
    line->at = end + 1; /* behind the colon */
    line->column = 4;
    line_skip_indent(md, line);
    line->column = 4;
}

/* "[text]: address" on a line of its own. */
static bool is_definition(const struct md *md, const struct line *line, size_t *colon)
{
    if (line_char(md, line, 0) != '[' || line_char(md, line, 1) == '^')
        return false;
    size_t i = 1;
    while (line_char(md, line, i) && line_char(md, line, i) != ']' && line_char(md, line, i) != '[')
        i++;
    *colon = i + 1;
    return i > 1 && line_char(md, line, i) == ']' && line_char(md, line, i + 1) == ':';
}

/* Appends the line to the open paragraph, or opens one. */
static void take_text(struct md *md, const struct line *line)
{
    struct md_frame *f = top(md);
    bool open = md->paragraph.text.n > 0;
    if (!open) {
        if (f->item && f->has_paragraph) {
            md_fault(md, DIAG_MD_ITEM_BLOCK, line->at, line_mended(md, line, "", 0));
            close_to(md, 0);
            f = top(md);
        }
        f->has_paragraph = true;
        f->list = NULL;
    }
    size_t to = line->to, slashes = 0;
    while (to - slashes > line->at && md->text.p[to - slashes - 1] == '\\')
        slashes++;
    bool hard = slashes % 2 == 1;
    flat_add(md, &md->paragraph, line->at, hard ? to - 1 : to);
    if (hard)
        flat_break(&md->paragraph, to - 1);
    else
        flat_join(&md->paragraph, to);
    md->paragraph_line = line->at;
}

void md_close_paragraph(struct md *md)
{
    struct flat *flat = &md->paragraph;
    if (!flat->text.n)
        return;
    struct flat text = *flat;
    *flat = (struct flat){0};
    if (text.n_atoms && text.atoms[text.n_atoms - 1].kind == ATOM_BREAK &&
        text.atoms[text.n_atoms - 1].flat + 3 == text.text.n) { /* a break with nothing behind it */
        struct atom *last = &text.atoms[text.n_atoms - 1];
        last->kind = ATOM_TEXT;
        last->cooked[0] = '\\';
    } else {
        text.text.p[--text.text.n] = 0; /* the last line end */
    }
    size_t start = flat_body(&text, 1);
    struct value *content = md_inline(md, &text, true);
    value_append(md->d, top(md)->target, md_block_of(md, content, start));
}

/* A code block: reported once, and left out whole. */
static void skip_code(struct md *md, const struct line *line, size_t *next)
{
    char fence = line_char(md, line, 0);
    md_fault(md, DIAG_MD_FENCE, line->at, NULL);
    for (bool closed = false; !closed && *next < md->text.n;) {
        struct line inside = {.at = *next, .to = md_line_end(md, *next)};
        *next = inside.to + 1;
        line_skip_indent(md, &inside);
        closed = line_count(md, &inside, fence) >= 3;
    }
}

/* A bullet of a word processor at the line's begin: its bytes, else 0. A dash before a figure may go on with the
 * paragraph above ("2026\n– 2030"). */
static size_t bullet_length(const struct md *md, const struct line *line, bool open)
{
    static const char *const bullets[] = {"–", "—", "•", "●", "▪", "■", "◦", "○", "►", "➢", "❖", "✓", NULL};
    struct span text = span_make(md->text.p + line->at, line->to - line->at);
    for (size_t i = 0; bullets[i]; i++) {
        size_t n = strlen(bullets[i]);
        if (span_starts(text, bullets[i]))
            return line_is_gap(line_char(md, line, n)) && !(open && i < 2 && (line_char(md, line, n + 1) >= '0' && line_char(md, line, n + 1) <= '9')) ? n : 0;
    }
    return 0;
}

/* "I. ", "II- ", "Điều 1. ", "Chương I" that begin a paragraph of one line: the bytes of the mark, else 0. Further
 * text goes with Điều only. */
static size_t typed_heading(const struct md *md, const struct line *line)
{
    static const char *const names[] = {"Điều ", "Chương ", "CHƯƠNG ", "Phần ", "PHẦN ", NULL};
    size_t at = strspn(md->text.p + line->at, "*"), name = 0, end, behind;
    for (size_t i = 0; names[i] && !name; i++)
        if (span_starts(span_make(md->text.p + line->at + at, line->to - line->at - at), names[i]))
            name = strlen(names[i]);
    at += name;
    end = at;
    while (line_char(md, line, end) && strchr(name ? "0123456789IVX" : "IVX", line_char(md, line, end)))
        end++;
    if (end == at || end - at > 4)
        return 0;
    behind = end;
    while (line_char(md, line, behind) && strchr(".:-*/", line_char(md, line, behind)))
        behind++;
    if (name && behind == end)
        return line_char(md, line, end) ? 0 : end;
    return behind > end && line_char(md, line, behind) == ' ' ? behind : 0;
}

static void check_typed_heading(struct md *md, const struct line *line, size_t next)
{
    size_t mark = typed_heading(md, line);
    bool alone = next >= md->text.n || md_is_blank(md, next, md_line_end(md, next));
    bool article = span_starts(span_make(md->text.p + line->at, line->to - line->at), "Điều ") || line_char(md, line, 0) == '*';
    if (!mark || (!article && (!alone || strchr(".;:,!?", md->text.p[line->to - 1]))))
        return;
    diag(md->d->ctx, DIAG_MD_HEADING_TYPED, md_pos(md, line->at),
         line_mended(md, line, line->at + mark < line->to ? "# " : "# …", mark));
}

/* Blocks that documents do not have. True: the line is dealt with. */
static bool refuse(struct md *md, const struct line *line, size_t *next, bool open)
{
    size_t colon, hashes = line_count(md, line, '#'), bullet = bullet_length(md, line, open);
    char c = line_char(md, line, 0), behind = line_char(md, line, 1);
    if (open && line_is_underline(md, line)) {
        char *text = md_copy(md, md->paragraph_line, md_line_end(md, md->paragraph_line));
        md_fault(md, DIAG_MD_HEADING_UNDERLINED, line->at,
                 arena_printf(&md->d->arena, "# %s", text));
    } else if (line_is_thematic(md, line)) {
        md_fault(md, DIAG_MD_RULE, line->at, NULL);
    } else if (line_count(md, line, '`') >= 3 || line_count(md, line, '~') >= 3) {
        skip_code(md, line, next);
    } else if (!open && is_definition(md, line, &colon)) {
        char *text = md_copy(md, line->at, line->at + colon);
        char *url = md_copy(md, line->at + colon + 1, line->to);
        md_fault(md, DIAG_MD_DEFINITION, line->at,
                 arena_printf(&md->d->arena, "%s(%s)", text, url));
    } else if (c == '>') {
        md_fault(md, DIAG_MD_QUOTE, line->at, line_mended(md, line, "", 1));
    } else if (hashes && !line_is_gap(line_char(md, line, hashes))) {
        char *head = arena_printf(&md->d->arena, "%.*s ", (int)(hashes < 5 ? hashes : 4), "####");
        md_fault(md, DIAG_MD_HEADING_SPACE, line->at, line_mended(md, line, head, hashes));
    } else if (bullet) {
        diag(md->d->ctx, DIAG_MD_BULLET, md_pos(md, line->at), md_copy(md, line->at, line->at + bullet),
             line_mended(md, line, "- ", bullet));
        md->ok = false;
    } else if ((c == '-' || c == '+') && line_is_letter(behind)) {
        md_fault(md, DIAG_MD_DASH_SPACE, line->at, line_mended(md, line, c == '-' ? "- " : "+ ", 1));
    } else {
        return false;
    }
    return true;
}

/* A line indented by four columns more than its container. True: dealt with. */
static bool take_indented(struct md *md, const struct line *line, int depth, bool open)
{
    struct marker marker;
    char *head = arena_printf(&md->d->arena, "%*s", md->frames[depth].column, "");
    if (line_find_marker(md, line, &marker)) {
        md_fault(md, DIAG_MD_ITEM_INDENT, line->at, line_mended(md, line, head, 0));
        return true;
    }
    if (open)
        return false;
    md_fault(md, DIAG_MD_INDENTED, line->at, line_mended(md, line, head, 0));
    return md->frames[depth].item; /* its item has a paragraph already */
}

/* Does the number at the line's begin start an item although a paragraph is open? (CommonMark:
 * only 1.) */
static bool number_interrupts(struct md *md, const struct line *line, const struct marker *marker,
                              int depth)
{
    const struct md_frame *f = &md->frames[depth];
    bool continues = md->depth > depth && f->list && f->mark == marker->mark;
    if (marker->number == 1 || continues)
        return true;
    if (marker->length <= 3) /* a year goes on with its sentence */
        md_fault(md, DIAG_MD_NUMBER_JOINED, line->at, NULL);
    return false;
}

static void take_rest(struct md *md, struct line *line, size_t *next, bool open);

/* Headings, tables and footnotes stand in the first column; true: dealt with. */
static bool take_root_block(struct md *md, struct line *line, size_t *next)
{
    size_t end = md_note_end(md, line->at, line->to);
    bool note = end > 0 && end < line->to && md->text.p[end] == ':';
    bool heading = line_char(md, line, 0) == '#';
    if (!note && !heading && !md_is_table(md, line->at, line->end))
        return false;
    md_close_paragraph(md);
    if (md->depth > 0)
        md_fault(md, DIAG_MD_ITEM_BLOCK, line->at, line_mended(md, line, "", 0));
    close_to(md, 0);
    if (heading) {
        take_heading(md, line);
    } else if (note) {
        take_note(md, line, end);
        if (line->at < line->to)
            take_rest(md, line, next, false);
    } else {
        md_table(md, line->at, line->end, next);
        md->frames[0].list = NULL;
    }
    return true;
}

/* What stands behind the indentation and the marks of the containers. */
static void take_rest(struct md *md, struct line *line, size_t *next, bool open)
{
    struct marker marker;
    if (refuse(md, line, next, open) || take_root_block(md, line, next))
        return;
    if (line_find_marker(md, line, &marker)) {
        md_close_paragraph(md);
        if (take_item(md, line, &marker))
            take_rest(md, line, next, false);
        return;
    }
    if (!open && md->depth == 0)
        check_typed_heading(md, line, *next);
    take_text(md, line);
}

/* Does this line go on with the open paragraph, whatever its indentation? */
static bool goes_on(struct md *md, const struct line *line, int depth)
{
    struct marker marker;
    char c = line_char(md, line, 0);
    if (line_is_underline(md, line) || line_is_thematic(md, line) || c == '#' || c == '>' || c == '|' ||
        line_has_mark(md, line) || md_is_table(md, line->at, line->end))
        return false;
    if (line_find_marker(md, line, &marker))
        return marker_is_number(&marker) && !number_interrupts(md, line, &marker, depth);
    size_t note = md_note_end(md, line->at, line->to);
    return !(note && note < line->to && md->text.p[note] == ':');
}

void md_line(struct md *md, size_t *from)
{
    struct line line = {.at = *from, .to = md_line_end(md, *from)};
    line.end = line.to;
    *from = line.to + 1;
    while (line.to > line.at && line_is_gap(md->text.p[line.to - 1]))
        line.to--;
    line_skip_indent(md, &line);
    bool open = md->paragraph.text.n > 0;
    int depth = matched_depth(md, &line);
    if (line.column - md->frames[depth].column >= 4 && take_indented(md, &line, depth, open))
        return;
    if (open && goes_on(md, &line, depth)) {
        if (!refuse(md, &line, from, open))
            take_text(md, &line);
        return;
    }
    if (open && line_is_underline(md, &line)) {
        refuse(md, &line, from, open);
        return;
    }
    close_to(md, depth);
    if (line_has_mark(md, &line))
        md_close_paragraph(md);
    take_rest(md, &line, from, md->paragraph.text.n > 0);
}
