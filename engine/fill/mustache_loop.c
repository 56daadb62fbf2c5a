/* What a loop repeats.
 *
 * The rules are docxtemplater's, on which templates rely: tags pair from inside out; when cells begin or end between the two
 * tags, the rows around them are repeated; when each tag is alone in its paragraph, the paragraphs between; else the
 * text between, for which the elements that close and open between them must mirror each other. Invariant: a
 * loop's inside is what stood between, its own tags taken out, and has loops of its own built in the same way. */
#include "base/diag/mustache.h"
#include "fill/mustache.h"

struct pair {
    size_t from, to;   /* the tags */
    size_t left, right; /* what is repeated */
};

static bool fault(struct mustache *m, diag_code code, const struct mustache_tag *at, const char *detail)
{
    diag(m->ctx, code, at->pos, at->written, detail);
    m->failed = true;
    return false;
}

/* ---- pairs ---- */

struct open_loops {
    size_t *v;
    size_t n;
};

static bool ends(const struct mustache_tag *end, const struct mustache_tag *start)
{
    return !*end->source || strcmp(end->source, start->source) == 0;
}

/* The outermost pairs of tags that are not built yet. */
static struct pair *find_pairs(struct mustache *m, const struct pieces *p, size_t *n)
{
    struct open_loops open = {ARENA_NEWS(m->arena, p->n + 1, size_t), 0};
    struct pair *pairs = ARENA_NEWS(m->arena, p->n / 2 + 1, struct pair);

    *n = 0;
    for (size_t i = 0; i < p->n; i++) {
        const struct mustache_tag *t = p->v[i].tag;

        if (!t || t->built || (t->kind != TAG_LOOP && t->kind != TAG_END))
            continue;
        if (t->kind == TAG_LOOP) {
            open.v[open.n++] = i;
        } else if (open.n == 0) {
            fault(m, DIAG_MUSTACHE_NO_START, t, NULL);
        } else {
            const struct mustache_tag *start = p->v[open.v[--open.n]].tag;

            if (!ends(t, start))
                fault(m, DIAG_MUSTACHE_PAIR, t, start->written);
            else if (open.n == 0)
                pairs[(*n)++] = (struct pair){.from = open.v[0], .to = i};
        }
    }
    for (size_t i = 0; i < open.n; i++)
        fault(m, DIAG_MUSTACHE_NO_END, p->v[open.v[i]].tag, NULL);
    return pairs;
}

/* ---- what is repeated ---- */

/* Elements that close and open between two tags without their partner: </w:t> </w:r> <w:r> <w:t>. */
static struct mustache_piece **uneven(struct mustache *m, const struct pieces *p, size_t from, size_t to, size_t *n)
{
    struct mustache_piece **v = ARENA_NEWS(m->arena, to - from + 1, struct mustache_piece *);

    *n = 0;
    for (size_t i = from; i < to; i++) {
        struct mustache_piece *x = &p->v[i];

        if (x->type == PIECE_START)
            v[(*n)++] = x;
        else if (x->type == PIECE_END) {
            const struct mustache_piece *last = *n ? v[*n - 1] : NULL;

            if (last && last->type == PIECE_START && span_equal(last->name, x->name))
                --*n;
            else
                v[(*n)++] = x;
        }
    }
    return v;
}

/* The nearest `name` that holds the piece: its start before, its end behind. false: there is none. */
static bool find_left(const struct pieces *p, const char *name, size_t at, size_t *out)
{
    int level = 1;

    for (size_t i = at + 1; i-- > 0;) {
        level += piece_is(&p->v[i], PIECE_END, name) - piece_is(&p->v[i], PIECE_START, name);
        if (level == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

static bool find_right(const struct pieces *p, const char *name, size_t at, size_t *out)
{
    int level = 1;

    for (size_t i = at; i < p->n; i++) {
        level += piece_is(&p->v[i], PIECE_START, name) - piece_is(&p->v[i], PIECE_END, name);
        if (level == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

static size_t contents(const struct pieces *p, size_t from, size_t to)
{
    size_t n = 0;

    for (size_t i = from; i < to; i++)
        n += piece_is_content(&p->v[i]);
    return n;
}

/* Whether each tag is alone in its paragraph. */
static bool alone(const struct pieces *p, const struct pair *pair)
{
    static const char paragraph[] = "w:p";
    size_t left, left_end, right_start, right;

    return find_left(p, paragraph, pair->from, &left) && find_right(p, paragraph, pair->from, &left_end) &&
           find_left(p, paragraph, pair->to, &right_start) && find_right(p, paragraph, pair->to, &right) && left_end < right_start &&
           contents(p, left, left_end) == 1 && contents(p, right_start, right) == 1;
}

static bool has(struct mustache_piece *const *v, size_t n, enum piece_type type, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (piece_is(v[i], type, name))
            return true;
    return false;
}

static bool mirrored(struct mustache_piece *const *v, size_t n)
{
    if (n % 2)
        return false;
    for (size_t i = 0; i < n / 2; i++)
        if (!span_equal(v[i]->name, v[n - 1 - i]->name))
            return false;
    return true;
}

static int balance(struct mustache_piece *const *v, size_t n, const char *name)
{
    int open = 0;

    for (size_t i = 0; i < n; i++)
        open += piece_is(v[i], PIECE_START, name) - piece_is(v[i], PIECE_END, name);
    return open;
}

/* The element that the loop repeats, NULL: none, the text between. false: reported. */
static bool choose_element(struct mustache *m, const struct pieces *p, const struct pair *pair, const char **out)
{
    struct mustache_tag *t = p->v[pair->from].tag;
    struct mustache_piece **v;
    const char *name = NULL;
    size_t n;

    *out = t->element;
    if (t->element)
        return true;
    v = uneven(m, p, pair->from, pair->to, &n);
    if (has(v, n, PIECE_START, "w:tc"))
        name = "w:tr";
    else if (m->options.paragraph_loop && has(v, n, PIECE_START, "w:p") && alone(p, pair))
        name = "w:p";
    if (name ? balance(v, n, name) != 0 : !mirrored(v, n))
        return fault(m, DIAG_MUSTACHE_POSITION, t, p->v[pair->to].tag->written);
    *out = name;
    return true;
}

static bool set_limits(struct mustache *m, const struct pieces *p, struct pair *pair)
{
    const char *element;

    pair->left = pair->from;
    pair->right = pair->to;
    if (!choose_element(m, p, pair, &element))
        return false;
    if (!element)
        return true;
    if (!find_left(p, element, pair->from, &pair->left) || !find_right(p, element, pair->to, &pair->right))
        return fault(m, DIAG_MUSTACHE_ELEMENT, p->v[pair->from].tag, element);
    return true;
}

/* ---- paragraphs ---- */

static bool has_attribute(const struct mustache_piece *p, const char *text)
{
    return memmem(p->text.p, p->text.n, text, strlen(text)) != NULL;
}

static bool has_break(const struct pieces *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (span_is(p->v[i].name, "w:br") && has_attribute(&p->v[i], "w:type=\"page\""))
            return true;
    return false;
}

static bool has_drawing(const struct pieces *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (span_is(p->v[i].name, "w:drawing"))
            return true;
    return false;
}

/* Behind the paragraph that begins at `from`. */
static size_t paragraph_end(const struct pieces *p, size_t from)
{
    int level = 0;

    for (size_t i = from; i < p->n; i++) {
        level += piece_is(&p->v[i], PIECE_START, "w:p") - piece_is(&p->v[i], PIECE_END, "w:p");
        if (level == 0)
            return i + 1;
    }
    return p->n;
}

static size_t paragraph_start(const struct pieces *p)
{
    int level = 0;

    for (size_t i = p->n; i-- > 0;) {
        level += piece_is(&p->v[i], PIECE_END, "w:p") - piece_is(&p->v[i], PIECE_START, "w:p");
        if (level == 0)
            return i;
    }
    return 0;
}

/* A loop that begins and ends with paragraphs: those that only held its tags are taken out, and what they had beside them is
 * kept in mind. */
static void trim_paragraphs(struct mustache_tag *t)
{
    struct pieces *p = &t->inside;
    size_t first_end, last_start, from = 0, to;

    if (p->n == 0 || !piece_is(&p->v[0], PIECE_START, "w:p") || !piece_is(&p->v[p->n - 1], PIECE_END, "w:p"))
        return;
    t->by_paragraphs = true;
    first_end = paragraph_end(p, 0);
    last_start = paragraph_start(p);
    t->break_first = has_break(p, 0, first_end);
    t->break_last = has_break(p, last_start, p->n);
    to = p->n;
    if (!contents(p, 0, first_end) && !has_drawing(p, 0, first_end)) {
        from = first_end;
        if (from < to && p->v[from].type == PIECE_XML && mustache_blank(p->v[from].text))
            from++;
    }
    if (!contents(p, last_start, p->n) && !has_drawing(p, last_start, p->n)) {
        to = last_start;
        if (to > from && p->v[to - 1].type == PIECE_XML && mustache_blank(p->v[to - 1].text))
            to--;
    }
    p->v += from;
    p->n = to > from ? to - from : 0;
}

/* ---- sections ---- */

static bool section_type(const struct mustache_piece *v, size_t n, const char *value)
{
    for (size_t i = 0; i < n; i++)
        if (span_is(v[i].name, "w:type") && has_attribute(&v[i], value))
            return true;
    return false;
}

static struct span last_section(const struct pieces *p)
{
    size_t from = p->n, to = p->n;

    for (size_t i = p->n; i-- > 0;) {
        if (piece_is(&p->v[i], PIECE_END, "w:sectPr"))
            to = i;
        else if (span_is(p->v[i].name, "w:sectPr"))
            from = i;
        else if (piece_is(&p->v[i], PIECE_START, "w:p"))
            break;
    }
    if (from == p->n)
        return (struct span){0};
    to = to == p->n ? from : to;
    return span_make(p->v[from].text.p, (size_t)(p->v[to].text.p - p->v[from].text.p) + p->v[to].text.n);
}

/* What the loop must do about sections that are inside it, or end right behind it. */
static void note_sections(struct mustache *m, struct mustache_tag *t, size_t order)
{
    const struct pieces *p = &t->inside;
    bool inside = false;

    if (p->n == 0)
        return;
    for (size_t i = 0; i < p->n; i++) {
        if (span_is(p->v[i].name, "w:sectPr"))
            inside = p->v[i].type == PIECE_START;
        if (inside && (span_is(p->v[i].name, "w:headerReference") || span_is(p->v[i].name, "w:footerReference"))) {
            t->sections++;
            inside = false;
        }
    }
    t->last_section = last_section(p);
    for (size_t i = 0; m->main && i < m->n_sections; i++) {
        const struct mustache_piece *s = m->sections[i];

        if (order < s->order) {
            t->continuous = i + 1 < m->n_sections && section_type(m->sections[i + 1], m->section_n[i + 1], "continuous");
            break;
        }
        if (p->v[0].order < s->order && s->order < order) {
            if (section_type(s, m->section_n[i], "w:val=\"nextPage\"")) {
                t->next_page = s;
                t->next_page_n = m->section_n[i];
            }
            break;
        }
    }
}

static void find_sections(struct mustache *m, const struct pieces *p)
{
    struct pieces copy = {0};
    size_t n = 0;

    for (size_t i = 0; i < p->n; i++) {
        n += span_is(p->v[i].name, "w:sectPr") && p->v[i].type != PIECE_END;
        pieces_add(m->arena, &copy, p->v[i]);
    }
    m->sections = ARENA_NEWS(m->arena, n + 1, const struct mustache_piece *);
    m->section_n = ARENA_NEWS(m->arena, n + 1, size_t);
    m->n_sections = 0;
    for (size_t i = 0; i < copy.n; i++) {
        size_t to = i;

        if (!span_is(copy.v[i].name, "w:sectPr") || copy.v[i].type == PIECE_END)
            continue;
        while (copy.v[i].type == PIECE_START && to + 1 < copy.n && !piece_is(&copy.v[to], PIECE_END, "w:sectPr"))
            to++;
        m->sections[m->n_sections] = &copy.v[i];
        m->section_n[m->n_sections++] = to - i + 1;
    }
}

/* ---- building ---- */

static bool build(struct mustache *m, struct pieces *pieces, int depth);

static bool build_loop(struct mustache *m, const struct pieces *p, const struct pair *pair, int depth)
{
    struct mustache_tag *t = p->v[pair->from].tag;

    for (size_t i = pair->left; i <= pair->right; i++)
        if (i != pair->from && i != pair->to)
            pieces_add(m->arena, &t->inside, p->v[i]);
    t->built = true;
    note_sections(m, t, p->v[pair->from].order);
    if (!t->element)
        trim_paragraphs(t);
    return build(m, &t->inside, depth + 1);
}

/* {@xml} takes the place of its paragraph. */
static bool build_raw(struct mustache *m, struct pieces *pieces)
{
    struct pieces out = {0};
    size_t done = 0;

    for (size_t i = 0; i < pieces->n; i++) {
        struct mustache_tag *t = pieces->v[i].tag;
        size_t left, right;

        if (!t || t->kind != TAG_XML || t->built)
            continue;
        if (!find_left(pieces, "w:p", i, &left) || !find_right(pieces, "w:p", i, &right) || contents(pieces, left, right) != 1)
            return fault(m, DIAG_MUSTACHE_RAW, t, NULL);
        if (left < done)
            continue;
        for (; done < left; done++)
            pieces_add(m->arena, &out, pieces->v[done]);
        pieces_add(m->arena, &out, pieces->v[i]);
        t->built = true;
        done = right + 1;
        i = right;
    }
    if (done == 0)
        return true;
    for (; done < pieces->n; done++)
        pieces_add(m->arena, &out, pieces->v[done]);
    *pieces = out;
    return true;
}

static bool build(struct mustache *m, struct pieces *pieces, int depth)
{
    struct pieces out = {0};
    size_t n, at = 0, last = 0;
    struct pair *pairs;

    if (depth > LIMIT_DEPTH) {
        struct pos pos = {.file = m->file, .place = m->place};

        diag(m->ctx, DIAG_MUSTACHE_DEEP, pos);
        m->failed = true;
        return false;
    }
    pairs = find_pairs(m, pieces, &n);
    for (size_t i = 0; i < n && !m->failed; i++) {
        if (!set_limits(m, pieces, &pairs[i]))
            break;
        if (pairs[i].left < last)
            return fault(m, DIAG_MUSTACHE_OVERLAP, pieces->v[pairs[i].from].tag, pieces->v[pairs[i - 1].from].tag->written);
        last = pairs[i].right + 1;
    }
    for (size_t i = 0; i < n && !m->failed; i++) {
        for (; at < pairs[i].left; at++)
            pieces_add(m->arena, &out, pieces->v[at]);
        if (!build_loop(m, pieces, &pairs[i], depth))
            return false;
        pieces_add(m->arena, &out, pieces->v[pairs[i].from]);
        at = pairs[i].right + 1;
    }
    if (m->failed)
        return false;
    for (; at < pieces->n; at++)
        pieces_add(m->arena, &out, pieces->v[at]);
    *pieces = out;
    return build_raw(m, pieces);
}

bool mustache_loops(struct mustache *m, struct pieces *pieces)
{
    if (m->main)
        find_sections(m, pieces);
    return build(m, pieces, 0);
}
