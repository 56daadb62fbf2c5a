/* Formulas as OMML (ECMA-376-1:2016, 22.1). */
#include "ooxml/writer.h"

#define URI_MATH "http://schemas.openxmlformats.org/officeDocument/2006/math"

enum { SLACK = 12 }; /* XML elements that a structure and a run in it need */

struct math_writer {
    struct story *s;
    const struct node *para;
    const struct formula *formula;
};

static void write_math(const struct math_writer *w, const struct math *m);

/* Word sets letters of mathematics in fonts of mathematics only. */
static const struct char_props *look_of(const struct math_writer *w, const struct math *m)
{
    const struct char_props *chr = m->chr ? m->chr : w->formula->chr;
    struct char_props *own;

    if (m->normal || strstr(chr->family, "Math"))
        return chr;
    own = ARENA_NEW(&w->s->docx->arena, struct char_props);
    *own = *chr;
    own->family = "Cambria Math";
    own->bold = own->italic = false;
    return own;
}

static void write_letters(struct xml *x, const struct math *text)
{
    static const char *const scripts[] = {NULL, "script", "fraktur", "double-struck", "sans-serif", "monospace"};
    static const char *const styles[] = {"p", "b", NULL, "bi"}; /* bold + 2 italic; letters lean where nothing is said */
    const char *style = styles[text->letters.bold + 2 * text->letters.italic], *script = scripts[text->letters.alphabet];

    if (!text->normal && !script && !style)
        return;
    xml_open(x, "m:rPr");
    if (text->normal)
        xml_leaf(x, "m:nor", NULL, NULL);
    if (!text->normal && script)
        xml_leaf(x, "m:scr", "m:val", script);
    if (!text->normal && style)
        xml_leaf(x, "m:sty", "m:val", style);
    xml_close(x);
}

static void write_text(const struct math_writer *w, const struct math *m, const char *text)
{
    struct xml *x = &w->s->x;

    if (!m->breaks && !*text)
        return;
    xml_open(x, "m:r");
    write_letters(x, m);
    docx_run_props(w->s, w->para, NULL, look_of(w, m));
    if (m->breaks)
        xml_leaf(x, "w:br", NULL, NULL);
    if (*text) {
        xml_open(x, "m:t");
        xml_attr(x, "xml:space", "preserve");
        xml_text(x, text);
        xml_close(x);
    }
    xml_close(x);
}

static void value(struct xml *x, const char *name, const char *v)
{
    xml_leaf(x, name, "m:val", v);
}

/* ---- properties ---- */

static void write_nary(struct xml *x, const struct math *m)
{
    value(x, "m:chr", m->text);
    value(x, "m:limLoc", m->beside ? "subSup" : "undOvr");
    if (!m->below)
        value(x, "m:subHide", "1");
    if (!m->above)
        value(x, "m:supHide", "1");
}

static void write_fence(struct xml *x, const struct math *m)
{
    value(x, "m:begChr", m->text);
    value(x, "m:sepChr", m->separator);
    value(x, "m:endChr", m->close);
    if (m->fixed)
        value(x, "m:grow", "0");
}

static void write_columns(struct xml *x, const struct math *m)
{
    if (!*m->columns)
        return;
    xml_open(x, "m:mcs");
    for (const char *c = m->columns; *c; c++) {
        xml_open(x, "m:mc");
        xml_open(x, "m:mcPr");
        value(x, "m:count", "1");
        value(x, "m:mcJc", *c == 'l' ? "left" : *c == 'r' ? "right" : "center");
        xml_close(x);
        xml_close(x);
    }
    xml_close(x);
}

static void write_sides(struct xml *x, const struct math *m)
{
    static const char *const hide[] = {"m:hideTop", "m:hideBot", "m:hideLeft", "m:hideRight"};

    for (unsigned i = 0; i < 4; i++)
        if (!(m->edges & 1u << i))
            value(x, hide[i], "1");
}

static void write_phantom(struct xml *x, const struct math *m)
{
    static const char *const zero[] = {"m:zeroWid", "m:zeroAsc", "m:zeroDesc"};

    value(x, "m:show", m->shown ? "1" : "0");
    for (unsigned i = 0; i < 3; i++)
        if (m->zero & 1u << i)
            value(x, zero[i], "1");
}

static void write_properties(const struct math_writer *w, const struct math *m)
{
    static const char *const fractions[] = {"bar", "noBar", "skw", "lin"};
    struct xml *x = &w->s->x;

    switch (m->type) {
    case MATH_FRACTION: value(x, "m:type", fractions[m->fraction]); break;
    case MATH_RADICAL:
        if (!m->above)
            value(x, "m:degHide", "1");
        break;
    case MATH_NARY: write_nary(x, m); break;
    case MATH_FENCE: write_fence(x, m); break;
    case MATH_MATRIX: write_columns(x, m); break;
    case MATH_ACCENT: value(x, "m:chr", m->text); break;
    case MATH_BAR: value(x, "m:pos", m->under ? "bot" : "top"); break;
    case MATH_GROUP:
        value(x, "m:chr", m->text);
        value(x, "m:pos", m->under ? "bot" : "top");
        break;
    case MATH_BORDER: write_sides(x, m); break;
    case MATH_PHANTOM: write_phantom(x, m); break;
    default: break;
    }
    if (m->chr) {
        xml_open(x, "m:ctrlPr");
        docx_run_props(w->s, w->para, NULL, look_of(w, m));
        xml_close(x);
    }
}

/* ---- structures ---- */

static void write_in(const struct math_writer *w, const char *name, const struct math *m)
{
    xml_open(&w->s->x, name);
    if (m)
        write_math(w, m);
    xml_close(&w->s->x);
}

static void write_each(const struct math_writer *w, const struct math *parent, const char *name)
{
    for (const struct math *c = parent->first; c; c = c->next)
        write_in(w, name, c);
    if (!parent->first)
        write_in(w, name, NULL);
}

static void write_rows(const struct math_writer *w, const struct math *m)
{
    for (const struct math *row = m->first; row; row = row->next) {
        xml_open(&w->s->x, "m:mr");
        write_each(w, row, "m:e");
        xml_close(&w->s->x);
    }
}

/* The element of a structure, its properties', and its parts in the order of the schema. */
struct shape_row {
    const char *name, *properties, *parts[3];
    char from[4]; /* b: base, l: below, a: above */
};

static struct shape_row shape_of(const struct math *m)
{
    static const struct shape_row sub = {"m:sSub", "m:sSubPr", {"m:e", "m:sub"}, "bl"}, sup = {"m:sSup", "m:sSupPr", {"m:e", "m:sup"}, "ba"},
                                  both = {"m:sSubSup", "m:sSubSupPr", {"m:e", "m:sub", "m:sup"}, "bla"},
                                  before = {"m:sPre", "m:sPrePr", {"m:sub", "m:sup", "m:e"}, "lab"},
                                  upper = {"m:limUpp", "m:limUppPr", {"m:e", "m:lim"}, "ba"};
    static const struct shape_row shapes[] = {
        [MATH_FRACTION] = {"m:f", "m:fPr", {"m:num", "m:den"}, "bl"}, [MATH_RADICAL] = {"m:rad", "m:radPr", {"m:deg", "m:e"}, "ab"},
        [MATH_NARY] = {"m:nary", "m:naryPr", {"m:sub", "m:sup", "m:e"}, "lab"}, [MATH_FENCE] = {"m:d", "m:dPr", {NULL}, ""},
        [MATH_MATRIX] = {"m:m", "m:mPr", {NULL}, ""}, [MATH_LINES] = {"m:eqArr", "m:eqArrPr", {NULL}, ""},
        [MATH_FUNCTION] = {"m:func", "m:funcPr", {"m:fName", "m:e"}, "bl"}, [MATH_LIMITS] = {"m:limLow", "m:limLowPr", {"m:e", "m:lim"}, "bl"},
        [MATH_ACCENT] = {"m:acc", "m:accPr", {"m:e"}, "b"}, [MATH_BAR] = {"m:bar", "m:barPr", {"m:e"}, "b"},
        [MATH_GROUP] = {"m:groupChr", "m:groupChrPr", {"m:e"}, "b"}, [MATH_BORDER] = {"m:borderBox", "m:borderBoxPr", {"m:e"}, "b"},
        [MATH_PHANTOM] = {"m:phant", "m:phantPr", {"m:e"}, "b"},
    };

    if (m->type == MATH_SCRIPTS)
        return m->before ? before : m->below && m->above ? both : m->above ? sup : sub;
    return m->type == MATH_LIMITS && !m->below ? upper : shapes[m->type];
}

static void write_structure(const struct math_writer *w, const struct math *m)
{
    const struct shape_row shape = shape_of(m);
    struct xml *x = &w->s->x;
    struct math lower;

    xml_open(x, shape.name);
    xml_open(x, shape.properties);
    write_properties(w, m);
    xml_close(x);
    if (m->type == MATH_FENCE || m->type == MATH_LINES)
        write_each(w, m, "m:e");
    else if (m->type == MATH_MATRIX)
        write_rows(w, m);
    for (int i = 0; shape.from[i]; i++) {
        const struct math *part = shape.from[i] == 'b' ? m->base : shape.from[i] == 'l' ? m->below : m->above;

        if (shape.from[i] == 'b' && m->type == MATH_LIMITS && m->below && m->above) { /* each has a structure of its own */
            lower = *m;
            lower.below = lower.next = NULL;
            part = &lower;
        }
        write_in(w, shape.parts[i], part);
    }
    xml_close(x);
}

static void write_math(const struct math_writer *w, const struct math *m)
{
    if (m->type == MATH_ROW) {
        for (const struct math *c = m->first; c; c = c->next)
            write_math(w, c);
    } else if (m->type == MATH_TEXT) {
        write_text(w, m, m->text);
    } else if (w->s->x.depth + SLACK > XML_DEPTH) { /* no deeper: its characters */
        const struct math letters = {.type = MATH_TEXT, .letters = {.italic = true}};
        struct buf text = {0};

        math_linear(m, &text);
        write_text(w, &letters, text.n ? text.p : "");
        buf_release(&text);
    } else {
        write_structure(w, m);
    }
}

void docx_formula(struct story *s, const struct node *para, const struct node *n)
{
    static const char *const aligns[] = {
        [ALIGN_LEFT] = "left", [ALIGN_CENTER] = "center", [ALIGN_RIGHT] = "right", [ALIGN_JUSTIFY] = "centerGroup"};
    const struct math_writer w = {s, para, &n->as.formula};

    if (n->as.formula.alone) {
        xml_open(&s->x, "m:oMathPara");
        xml_attr(&s->x, "xmlns:m", URI_MATH);
        xml_open(&s->x, "m:oMathParaPr");
        value(&s->x, "m:jc", aligns[n->as.formula.align]);
        xml_close(&s->x);
    }
    xml_open(&s->x, "m:oMath");
    xml_attr(&s->x, "xmlns:m", n->as.formula.alone ? NULL : URI_MATH);
    write_math(&w, n->as.formula.root);
    xml_close(&s->x);
    if (n->as.formula.alone)
        xml_close(&s->x);
}
