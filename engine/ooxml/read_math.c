/* Formulas (22.1): m:oMath as a tree of model/formula.h. What Word writes of their looks stands in m:r and m:ctrlPr; letters of
 * mathematics are set in a font of mathematics, whatever family the text around has. */
#include "ooxml/walk.h"
#include "text/text.h"

enum { ELEMENTS_NESTED = 100 }; /* wrappers such as w:ins count as well */

struct math_reader {
    struct reader *r;
    struct look look;             /* of the paragraph's text here */
    const struct char_props *chr; /* of the first run */
    int nested, elements;
    unsigned nodes;
};

static struct math *read_row(struct math_reader *m, const xmlNode *holder);

static const xmlNode *part(const xmlNode *n, const char *name)
{
    return child(n, NS_M, name);
}

static struct math *add(struct math_reader *m, enum math_type type)
{
    m->nodes++;
    return math_new(&m->r->doc->arena, type);
}

/* The value of a property: NULL without the element, "" without a value. */
static const char *value(const xmlNode *properties, const char *name)
{
    const xmlNode *n = part(properties, name);
    const char *v = n ? val(n) : NULL;

    return n && !v ? "" : v;
}

static bool is_on(const xmlNode *properties, const char *name, bool absent)
{
    const xmlNode *n = part(properties, name);

    return n ? on_off(n) : absent;
}

static const char *keep(struct math_reader *m, const char *text)
{
    return text_nfc(&m->r->doc->arena, span_of(text));
}

/* ---- looks ---- */

static bool is_math_family(const char *family)
{
    return family && strstr(family, "Math");
}

static const struct char_props *look_of(struct math_reader *m, const xmlNode *rpr, bool normal)
{
    struct look look = m->look;
    const struct style *style = NULL;

    if (rpr)
        read_rpr(m->r, rpr, &look, &style);
    if (!normal) {
        if (!is_math_family(look.chr.family))
            look.chr.family = look.hansi = look.east = look.complex = "Cambria Math";
        look.chr.bold = look.chr.italic = false;
    }
    return run_chr(m->r, &look);
}

static const struct char_props *control_look(struct math_reader *m, const xmlNode *properties)
{
    const xmlNode *control = part(properties, "ctrlPr");

    return control ? look_of(m, child_w(control, "rPr"), false) : NULL;
}

/* ---- runs ---- */

static void read_letters(const xmlNode *properties, struct math *text)
{
    static const char *const scripts[] = {"roman", "script", "fraktur", "double-struck", "sans-serif", "monospace"};
    const char *style = value(properties, "sty");
    const int script = name_index(value(properties, "scr"), scripts, 6);

    text->normal = is_on(properties, "nor", false);
    text->letters.alphabet = script > 0 ? (enum math_alphabet)script : MATH_ROMAN;
    text->letters.bold = style && *style == 'b';
    text->letters.italic = !style || strcmp(style, "i") == 0 || strcmp(style, "bi") == 0;
    text->breaks = part(properties, "brk") != NULL;
}

static void read_letters_of(const struct char_props *chr, struct math *text)
{
    text->letters.bold = chr->bold;
    text->letters.italic = chr->italic;
}

/* Texts and breaks of a run; `math`: m:r, else w:r. */
static struct math *read_math_run(struct math_reader *m, const xmlNode *run, bool math)
{
    const xmlNode *properties = part(run, "rPr"), *rpr = child_w(run, "rPr");
    struct math *row = add(m, MATH_ROW), letters = {0};
    const struct char_props *chr;

    read_letters(properties, &letters);
    letters.normal |= !math;
    chr = look_of(m, rpr, letters.normal);
    if (chr->hidden)
        return NULL;
    if (letters.normal)
        read_letters_of(chr, &letters);
    m->chr = m->chr ? m->chr : chr;
    for (const xmlNode *c = first_element(run); c && m->nodes < MATH_NODES; c = next_element(c)) {
        const bool breaks = is_w(c, "br") || is_w(c, "cr");
        xmlChar *text = is(c, NS_M, "t") || is_w(c, "t") ? xmlNodeGetContent(c) : NULL;

        if (breaks || (text && *text)) {
            struct math *t = add(m, MATH_TEXT);

            t->text = breaks ? "" : keep(m, (const char *)text);
            t->chr = chr;
            t->normal = letters.normal;
            t->letters = letters.letters;
            t->breaks = breaks || (letters.breaks && !row->first);
            math_append(row, t);
        }
        xmlFree(text);
    }
    return row->first ? row : NULL;
}

/* ---- structures ---- */

static void read_fraction(struct math *f, const xmlNode *properties)
{
    static const char *const types[] = {"bar", "noBar", "skw", "lin"};
    const int type = name_index(value(properties, "type"), types, 4);

    f->fraction = type > 0 ? (enum math_fraction)type : FRACTION_BAR;
}

static bool is_integral(const char *sign)
{
    return strncmp(sign, "\xe2\x88", 2) == 0 && (unsigned char)sign[2] >= 0xab && (unsigned char)sign[2] <= 0xb3; /* U+222B to U+2233 */
}

static void read_nary(struct math_reader *m, struct math *n, const xmlNode *properties)
{
    const char *sign = value(properties, "chr"), *place = value(properties, "limLoc");

    n->text = sign ? keep(m, sign) : "\xe2\x88\xab";
    n->beside = place ? strcmp(place, "undOvr") != 0 : is_integral(n->text);
    if (is_on(properties, "subHide", false))
        n->below = NULL;
    if (is_on(properties, "supHide", false))
        n->above = NULL;
}

static void read_fence(struct math_reader *m, struct math *f, const xmlNode *n, const xmlNode *properties)
{
    const char *open = value(properties, "begChr"), *close = value(properties, "endChr"), *between = value(properties, "sepChr");

    f->text = open ? keep(m, open) : "(";
    f->close = close ? keep(m, close) : ")";
    f->separator = between ? keep(m, between) : "|";
    f->fixed = !is_on(properties, "grow", true);
    for (const xmlNode *e = first_element(n); e && m->nodes < MATH_NODES; e = next_element(e))
        if (is(e, NS_M, "e"))
            math_append(f, read_row(m, e));
}

static void read_columns(struct math_reader *m, struct math *matrix, const xmlNode *properties)
{
    struct buf b = {0};
    const xmlNode *columns = part(properties, "mcs");

    for (const xmlNode *mc = columns ? first_element(columns) : NULL; mc && b.n < MATH_NODES; mc = next_element(mc)) {
        const xmlNode *of = part(mc, "mcPr");
        const char *align = value(of, "mcJc");
        long count = 1;

        to_int(value(of, "count"), &count);
        for (; count > 0 && b.n < 64; count--)
            buf_putc(&b, align && (*align == 'l' || *align == 'r') ? *align : 'c');
    }
    matrix->columns = arena_buf(&m->r->doc->arena, &b);
}

static void read_matrix(struct math_reader *m, struct math *matrix, const xmlNode *n, const xmlNode *properties)
{
    read_columns(m, matrix, properties);
    for (const xmlNode *row = first_element(n); row && m->nodes < MATH_NODES; row = next_element(row)) {
        struct math *cells;

        if (!is(row, NS_M, "mr"))
            continue;
        cells = add(m, MATH_ROW);
        for (const xmlNode *e = first_element(row); e && m->nodes < MATH_NODES; e = next_element(e))
            if (is(e, NS_M, "e"))
                math_append(cells, read_row(m, e));
        math_append(matrix, cells);
    }
}

static void read_lines(struct math_reader *m, struct math *lines, const xmlNode *n)
{
    for (const xmlNode *e = first_element(n); e && m->nodes < MATH_NODES; e = next_element(e))
        if (is(e, NS_M, "e"))
            math_append(lines, read_row(m, e));
}

static void read_sign(struct math_reader *m, struct math *s, const xmlNode *properties, const char *otherwise)
{
    const char *sign = value(properties, "chr"), *at = value(properties, "pos");

    s->text = sign ? keep(m, sign) : otherwise;
    s->under = s->type != MATH_ACCENT && (!at || strcmp(at, "top") != 0);
}

static void read_box_edges(struct math *b, const xmlNode *properties)
{
    static const char *const hide[] = {"hideTop", "hideBot", "hideLeft", "hideRight"};

    b->edges = BORDER_ALL;
    for (int i = 0; i < 4; i++)
        if (is_on(properties, hide[i], false))
            b->edges &= ~(1u << i);
}

static void read_phantom(struct math *p, const xmlNode *properties)
{
    p->shown = is_on(properties, "show", true);
    p->zero = (is_on(properties, "zeroWid", false) ? ZERO_WIDTH : 0) | (is_on(properties, "zeroAsc", false) ? ZERO_ASCENT : 0) |
              (is_on(properties, "zeroDesc", false) ? ZERO_DESCENT : 0);
}

/* What holds the parts of each structure. */
static const struct structure {
    const char *name;
    enum math_type type;
    const char *base, *below, *above;
} structures[] = {
    {"f", MATH_FRACTION, "num", "den", NULL},        {"sSub", MATH_SCRIPTS, "e", "sub", NULL},    {"sSup", MATH_SCRIPTS, "e", NULL, "sup"},
    {"sSubSup", MATH_SCRIPTS, "e", "sub", "sup"},    {"sPre", MATH_SCRIPTS, "e", "sub", "sup"},   {"rad", MATH_RADICAL, "e", NULL, "deg"},
    {"nary", MATH_NARY, "e", "sub", "sup"},          {"d", MATH_FENCE, NULL, NULL, NULL},         {"m", MATH_MATRIX, NULL, NULL, NULL},
    {"eqArr", MATH_LINES, NULL, NULL, NULL},         {"func", MATH_FUNCTION, "fName", "e", NULL}, {"limLow", MATH_LIMITS, "e", "lim", NULL},
    {"limUpp", MATH_LIMITS, "e", NULL, "lim"},       {"acc", MATH_ACCENT, "e", NULL, NULL},       {"bar", MATH_BAR, "e", NULL, NULL},
    {"groupChr", MATH_GROUP, "e", NULL, NULL},       {"borderBox", MATH_BORDER, "e", NULL, NULL}, {"phant", MATH_PHANTOM, "e", NULL, NULL},
};

static struct math *read_part(struct math_reader *m, const xmlNode *n, const char *name)
{
    const xmlNode *p = name ? part(n, name) : NULL;

    return p ? read_row(m, p) : NULL;
}

static struct math *read_structure(struct math_reader *m, const xmlNode *n, const struct structure *s)
{
    const xmlNode *properties = part(n, arena_printf(&m->r->doc->arena, "%sPr", s->name));
    struct math *out = add(m, s->type);

    out->chr = control_look(m, properties);
    out->base = read_part(m, n, s->base);
    out->below = read_part(m, n, s->below);
    out->above = read_part(m, n, s->above);
    out->before = strcmp(s->name, "sPre") == 0;
    switch (s->type) {
    case MATH_FRACTION: read_fraction(out, properties); break;
    case MATH_NARY: read_nary(m, out, properties); break;
    case MATH_FENCE: read_fence(m, out, n, properties); break;
    case MATH_MATRIX: read_matrix(m, out, n, properties); break;
    case MATH_LINES: read_lines(m, out, n); break;
    case MATH_ACCENT: read_sign(m, out, properties, "\xcc\x82"); break;
    case MATH_GROUP: read_sign(m, out, properties, "\xe2\x8f\x9f"); break;
    case MATH_BAR: read_sign(m, out, properties, ""); break;
    case MATH_BORDER: read_box_edges(out, properties); break;
    case MATH_PHANTOM: read_phantom(out, properties); break;
    default: break;
    }
    if (s->type == MATH_RADICAL && is_on(properties, "degHide", false))
        out->above = NULL;
    return out;
}

/* Too deep to be set: its characters. */
static struct math *read_flat(struct math_reader *m, const xmlNode *n)
{
    xmlChar *text = xmlNodeGetContent(n);
    struct math *t = text && *text ? add(m, MATH_TEXT) : NULL;

    if (t) {
        t->text = keep(m, (const char *)text);
        t->letters.italic = true;
    }
    xmlFree(text);
    return t;
}

static bool is_wrapper(const xmlNode *n)
{
    static const char *const dropped[] = {"del", "moveFrom", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "pPr"};
    const size_t length = strlen((const char *)n->name);

    if (ns_of(n) == NS_M)
        return length < 2 || strcmp((const char *)n->name + length - 2, "Pr") != 0;
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        if (is_w(n, dropped[i]))
            return false;
    return ns_of(n) == NS_W;
}

static struct math *read_element(struct math_reader *m, const xmlNode *n)
{
    struct math *out;

    if (is(n, NS_M, "r") || is_w(n, "r"))
        return read_math_run(m, n, ns_of(n) == NS_M);
    for (size_t i = 0; ns_of(n) == NS_M && i < sizeof structures / sizeof *structures; i++) {
        if (strcmp((const char *)n->name, structures[i].name) != 0)
            continue;
        if (m->nested == MATH_NESTED)
            return read_flat(m, n);
        m->nested++;
        out = read_structure(m, n, &structures[i]);
        m->nested--;
        return out;
    }
    return is_wrapper(n) ? read_row(m, n) : NULL;
}

/* What stands in an element, its rows in one. Never NULL. */
static struct math *read_row(struct math_reader *m, const xmlNode *holder)
{
    struct math *row = add(m, MATH_ROW);

    if (m->elements == ELEMENTS_NESTED)
        return row;
    m->elements++;
    for (const xmlNode *n = first_element(holder); n && m->nodes < MATH_NODES; n = next_element(n)) {
        struct math *c = read_element(m, n);

        if (c && c->type == MATH_ROW) {
            if (c->first) {
                math_append(row, c->first);
                row->last = c->last;
            }
        } else {
            math_append(row, c);
        }
    }
    m->elements--;
    return row;
}

/* ---- the formula ---- */

static enum align math_align(const char *jc)
{
    static const char *const names[] = {"left", "center", "right"};
    const int i = name_index(jc, names, 3);

    return i < 0 ? ALIGN_JUSTIFY : (enum align)i;
}

static void read_formula(struct reader *r, const xmlNode *math, struct inline_at *at, bool display, enum align align)
{
    struct math_reader m = {.r = r, .look = at->look};
    struct math *root = is(math, NS_M, "oMath") ? read_row(&m, math) : add(&m, MATH_ROW);
    struct buf text = {0};
    struct node *n;

    if (!is(math, NS_M, "oMath")) /* a piece that stands in none */
        math_append(root, read_element(&m, math));
    math_linear(root, &text);
    if (!root->first || text.n == 0) {
        buf_release(&text);
        return;
    }
    n = inline_node(r, at, NODE_FORMULA);
    n->as.formula = (struct formula){.root = root, .text = arena_buf(&r->doc->arena, &text), .display = display, .alone = display,
                                     .align = align, .chr = m.chr ? m.chr : look_of(&m, NULL, false)};
}

/* Where the settings say it for all formulas that stand alone (22.1.2.26). */
static const char *default_align(struct reader *r)
{
    return value(part(reader_root(r, "settings"), "mathPr"), "defJc");
}

void read_math(struct reader *r, const xmlNode *math, struct inline_at *at)
{
    if (!is(math, NS_M, "oMathPara")) {
        read_formula(r, math, at, false, ALIGN_LEFT);
        return;
    }
    const char *own = value(part(math, "oMathParaPr"), "jc"), *jc = own ? own : default_align(r);

    for (const xmlNode *n = first_element(math); n; n = next_element(n))
        if (!is(n, NS_M, "oMathParaPr"))
            read_formula(r, n, at, true, math_align(jc));
}
