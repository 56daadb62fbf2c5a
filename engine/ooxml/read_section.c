/* Sections (17.6): page, columns, headers and footers. What a section does not name of its headers it takes over (17.10.1). */
#include "ooxml/format.h"
#include "ooxml/walk.h"

#include <math.h>

/* Word's page where a file says nothing: Letter with an inch on each side. */
static const struct section plain_section = {.width = 612, .height = 792, .top = 72, .bottom = 72, .left = 72, .right = 72,
                                             .header_distance = 36, .footer_distance = 36};
static const double LEAST_TEXT = 12; /* [pt]; margins that leave less are cut */

enum { COLUMNS_MOST = 45, /* 17.6.4 */
       LINES_MOST = 32767, LINES_FURTHEST = 1584 /* [pt] */ };

/* ---- finding them ---- */

static void add_section(struct walk *w, const xmlNode *sect_pr)
{
    MEM_ROOM(w->sections, w->n_sections, w->cap_sections);
    w->sections[w->n_sections++] = sect_pr;
}

static void find_in(struct walk *w, const xmlNode *holder)
{
    for (const xmlNode *n = first_element(holder); n; n = next_element(n)) {
        const xmlNode *sect_pr = is_w(n, "p") ? child_w(child_w(n, "pPr"), "sectPr") : NULL;

        if (sect_pr)
            add_section(w, sect_pr);
        else if (!is_w(n, "p") && !is_w(n, "tbl"))
            find_in(w, n);
    }
}

void find_sections(struct reader *r, const xmlNode *body)
{
    find_in(r->walk, body);
    add_section(r->walk, child_w(body, "sectPr"));
}

bool is_bare_end(const xmlNode *ppr)
{
    if (!child_w(ppr, "sectPr"))
        return false;
    for (const xmlNode *n = next_element(ppr); n; n = next_element(n))
        if (!is_w(n, "bookmarkStart") && !is_w(n, "bookmarkEnd") && !is_w(n, "proofErr"))
            return false;
    return true;
}

/* ---- properties ---- */

/* `at_top`: the gutter lies there, not at the bound side. */
static void read_page(const xmlNode *sect_pr, bool at_top, struct section *s)
{
    const xmlNode *size = child_w(sect_pr, "pgSz"), *margins = child_w(sect_pr, "pgMar");
    const char *orient = attr(size, "orient");
    double gutter = 0;

    to_points(attr(size, "w"), &s->width);
    to_points(attr(size, "h"), &s->height);
    s->landscape = orient ? strcmp(orient, "landscape") == 0 : s->width > s->height;
    to_points(attr(margins, "top"), &s->top);
    to_points(attr(margins, "bottom"), &s->bottom);
    to_points(attr(margins, "left"), &s->left);
    to_points(attr(margins, "right"), &s->right);
    to_points(attr(margins, "header"), &s->header_distance);
    to_points(attr(margins, "footer"), &s->footer_distance);
    if (!to_points(attr(margins, "gutter"), &gutter) || gutter <= 0)
        return;
    if (at_top)
        s->top += copysign(gutter, s->top);
    else
        s->left += gutter;
}

/* What no page of Word has; a page is left on which something can stand. */
static void bound_page(struct section *s)
{
    static const double least = 7.2, most = 1584; /* 0.1 and 22 inches */

    s->width = s->width < least ? plain_section.width : s->width > most ? most : s->width;
    s->height = s->height < least ? plain_section.height : s->height > most ? most : s->height;
    s->left = s->left < 0 ? 0 : s->left;
    s->right = s->right < 0 ? 0 : s->right;
    if (s->width - s->left - s->right < LEAST_TEXT) {
        s->left = s->left > s->width / 4 ? s->width / 4 : s->left;
        s->right = s->right > s->width / 4 ? s->width / 4 : s->right;
    }
    if (s->height - fabs(s->top) - fabs(s->bottom) < LEAST_TEXT) {
        s->top = fabs(s->top) > s->height / 4 ? copysign(s->height / 4, s->top) : s->top;
        s->bottom = fabs(s->bottom) > s->height / 4 ? copysign(s->height / 4, s->bottom) : s->bottom;
    }
    s->header_distance = s->header_distance < 0 ? 0 : s->header_distance > s->height / 2 ? s->height / 2 : s->header_distance;
    s->footer_distance = s->footer_distance < 0 ? 0 : s->footer_distance > s->height / 2 ? s->height / 2 : s->footer_distance;
}

static void read_columns(struct reader *r, const xmlNode *sect_pr, struct section *s)
{
    const xmlNode *cols = child_w(sect_pr, "cols");
    bool equal_width = to_on(attr(cols, "equalWidth"), true);
    double *widths, *spaces, total = 0, text = s->width - s->left - s->right;
    long n = 0;
    int i = 0;

    s->columns = (struct columns){.n = 1, .space = 36};
    if (!cols)
        return;
    to_points(attr(cols, "space"), &s->columns.space);
    s->columns.line = to_on(attr(cols, "sep"), false);
    if (equal_width) {
        to_int(attr(cols, "num"), &n);
        s->columns.n = n < 1 ? 1 : n > COLUMNS_MOST ? COLUMNS_MOST : (int)n;
        if (s->columns.space < 0 || s->columns.space * (s->columns.n - 1) > text - LEAST_TEXT * s->columns.n)
            s->columns.space = 0;
        return;
    }
    widths = ARENA_NEWS(&r->doc->arena, COLUMNS_MOST, double);
    spaces = ARENA_NEWS(&r->doc->arena, COLUMNS_MOST, double);
    for (const xmlNode *c = first_element(cols); c && i < COLUMNS_MOST; c = next_element(c)) {
        if (!is_w(c, "col") || !to_points(attr(c, "w"), &widths[i]) || widths[i] <= 0)
            continue;
        to_points(attr(c, "space"), &spaces[i]);
        spaces[i] = spaces[i] < 0 ? 0 : spaces[i];
        total += widths[i] + spaces[i];
        i++;
    }
    if (i < 1)
        return;
    s->columns.n = i;
    if (total - spaces[i - 1] > text + 1) /* as it was set on another page: share by share */
        for (int k = 0; k < i; k++) {
            widths[k] *= text / total;
            spaces[k] *= text / total;
        }
    s->columns.widths = widths;
    s->columns.spaces = spaces;
}

static const struct {
    const char *name;
    enum section_start start;
} starts[] = {{"nextPage", SECTION_NEW_PAGE}, {"continuous", SECTION_CONTINUOUS}, {"nextColumn", SECTION_NEW_COLUMN},
              {"evenPage", SECTION_EVEN_PAGE}, {"oddPage", SECTION_ODD_PAGE}};
static const struct {
    const char *name;
    enum valign valign;
} valigns[] = {{"center", VALIGN_MIDDLE}, {"bottom", VALIGN_BOTTOM}, {"both", VALIGN_BOTH}};

static void read_numbers(const xmlNode *sect_pr, struct section *s)
{
    const xmlNode *numbers = child_w(sect_pr, "pgNumType");
    const char *format = attr(numbers, "fmt");
    long first;

    docx_format_read(format, NULL, &s->page_format);
    if (to_int(attr(numbers, "start"), &first) && first >= 0 && first < 1000000) {
        s->restart_numbers = true;
        s->first_number = (int)first;
    }
}

/* Word counts from 0 here; a count of 0 prints nothing. */
static void read_lines(struct reader *r, const xmlNode *sect_pr, struct line_numbers *out)
{
    static const char *const RESTARTS[] = {[LINES_BY_PAGE] = "newPage", [LINES_BY_SECTION] = "newSection", [LINES_ON] = "continuous"};
    const xmlNode *lines = child_w(sect_pr, "lnNumType");
    const int restart = name_index(attr(lines, "restart"), RESTARTS, 3);
    long every = 0, start = 0;

    if (!to_int(attr(lines, "countBy"), &every) || every < 1 || every > LINES_MOST)
        return;
    to_int(attr(lines, "start"), &start);
    out->every = (int)every;
    out->first = start < 0 || start > LINES_MOST ? 1 : (int)start + 1;
    out->restart = restart < 0 ? LINES_BY_PAGE : (enum lines_restart)restart;
    if (to_points(attr(lines, "distance"), &out->distance))
        out->distance = out->distance < 0 ? 0 : out->distance > LINES_FURTHEST ? LINES_FURTHEST : out->distance;
    out->style = char_style_named(r, "line number");
}

static void read_edges(struct reader *r, const xmlNode *sect_pr, struct section *s)
{
    const xmlNode *edges = child_w(sect_pr, "pgBorders");
    const char *from = attr(edges, "offsetFrom"), *on = attr(edges, "display");

    if (!edges)
        return;
    s->page_edge_from_paper = from && strcmp(from, "page") == 0;
    s->page_edge_on = on && strcmp(on, "firstPage") == 0 ? EDGE_ON_FIRST : on && strcmp(on, "notFirstPage") == 0 ? EDGE_ON_OTHERS : EDGE_ON_ALL;
    s->page_edge_holds_header = !r->walk->edge_below_header;
    s->page_edge_holds_footer = !r->walk->edge_above_footer;
    s->page_edge.top = read_border(r, child_w(edges, "top"));
    s->page_edge.bottom = read_border(r, child_w(edges, "bottom"));
    s->page_edge.left = read_border(r, child_w(edges, "left"));
    s->page_edge.right = read_border(r, child_w(edges, "right"));
}

static void read_properties(struct reader *r, const xmlNode *sect_pr, struct section *s)
{
    const char *start = child_val(sect_pr, "type"), *valign = child_val(sect_pr, "vAlign");
    const char *notes = child_val(child_w(sect_pr, "endnotePr"), "pos");

    read_page(sect_pr, r->walk->gutter_at_top, s);
    bound_page(s);
    read_columns(r, sect_pr, s);
    read_numbers(sect_pr, s);
    read_lines(r, sect_pr, &s->lines);
    read_edges(r, sect_pr, s);
    s->title_page = child_on(sect_pr, "titlePg") > 0;
    s->start = SECTION_NEW_PAGE;
    for (size_t i = 0; start && i < sizeof starts / sizeof *starts; i++)
        if (strcmp(start, starts[i].name) == 0)
            s->start = starts[i].start;
    for (size_t i = 0; valign && i < sizeof valigns / sizeof *valigns; i++)
        if (strcmp(valign, valigns[i].name) == 0)
            s->valign = valigns[i].valign;
    s->own_endnotes = r->walk->endnotes_by_section || (notes && strcmp(notes, "sectEnd") == 0);
    s->mirrored = r->walk->mirrored;
}

double section_text_width(const struct reader *r)
{
    const struct section *s = &r->walk->section->as.section;

    return r->walk->cell_width > 0 ? r->walk->cell_width : s->width - s->left - s->right;
}

/* ---- headers and footers ---- */

/* The story of a part, read once: several sections may name it. */
static struct node *margin_story(struct reader *r, const char *part)
{
    struct walk *w = r->walk;
    xmlDoc *doc;
    struct node *n;

    for (size_t i = 0; i < w->n_margins; i++)
        if (strcmp(w->margins[i].part, part) == 0)
            return w->margins[i].node;
    doc = reader_xml(r, part);
    if (!doc)
        return NULL;
    n = block_node(r, NODE_CELL, NULL);
    w->in_margin = true;
    read_story(r, part, xmlDocGetRootElement(doc), n);
    w->in_margin = false;
    w->margins = mem_resize(w->margins, w->n_margins + 1, sizeof *w->margins);
    w->margins[w->n_margins].part = part;
    w->margins[w->n_margins++].node = n;
    return n;
}

static struct node **margin_slot(struct section *s, bool header, const char *type)
{
    if (type && strcmp(type, "first") == 0)
        return header ? &s->first_header : &s->first_footer;
    if (type && strcmp(type, "even") == 0)
        return header ? &s->even_header : &s->even_footer;
    return header ? &s->header : &s->footer;
}

static void read_margins(struct reader *r, const xmlNode *sect_pr, struct section *s)
{
    for (const xmlNode *n = sect_pr ? first_element(sect_pr) : NULL; n; n = next_element(n)) {
        bool header = is_w(n, "headerReference");
        const char *id = attr_r(n, "id");
        const struct opc_rel *rel;

        if ((!header && !is_w(n, "footerReference")) || !id)
            continue;
        rel = opc_rel_by_id(r->package, r->part, id);
        if (rel && !rel->external && !rel->dangling)
            *margin_slot(s, header, attr(n, "type")) = margin_story(r, rel->target);
    }
}

/* ---- the next section ---- */

struct node *next_section(struct reader *r)
{
    struct walk *w = r->walk;
    const xmlNode *sect_pr = w->at_section < w->n_sections ? w->sections[w->at_section++] : NULL;
    const struct node *before = w->section;
    struct node *n = block_node(r, NODE_SECTION, r->doc->root);
    struct section *s = &n->as.section;

    *s = plain_section;
    if (before) {
        const struct section *b = &before->as.section;

        if (!sect_pr) { /* the page goes on as it was */
            *s = *b;
            s->restart_numbers = false;
        }
        s->header = b->header;
        s->even_header = b->even_header;
        s->first_header = b->first_header;
        s->footer = b->footer;
        s->even_footer = b->even_footer;
        s->first_footer = b->first_footer;
    }
    w->section = n;
    if (sect_pr)
        read_properties(r, sect_pr, s);
    read_margins(r, sect_pr, s);
    return n;
}
