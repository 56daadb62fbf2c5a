/* Formulas as MathML (ODF 1.3 part 3, 14.5; MathML 3), in the frame of an object that stands as a letter of its line. */
#include "odf/write.h"

#include "text/text.h"

enum { SLACK = 8 }; /* XML elements that a structure and a token in it need */

static void put_math(struct xml *x, const struct math *m);

static void put_row(struct xml *x, const struct math *m)
{
    xml_open(x, "mrow");
    if (m)
        put_math(x, m);
    xml_close(x);
}

/* ---- tokens ---- */

static const char *variant_of(struct math_style s)
{
    static const char *const names[][4] = {
        [MATH_ROMAN] = {"normal", "bold", "italic", "bold-italic"},
        [MATH_SCRIPT] = {"script", "bold-script", "script", "bold-script"},
        [MATH_FRAKTUR] = {"fraktur", "bold-fraktur", "fraktur", "bold-fraktur"},
        [MATH_DOUBLE_STRUCK] = {"double-struck", "double-struck", "double-struck", "double-struck"},
        [MATH_SANS] = {"sans-serif", "bold-sans-serif", "sans-serif-italic", "sans-serif-bold-italic"},
        [MATH_MONO] = {"monospace", "monospace", "monospace", "monospace"},
    };
    return names[s.alphabet][s.bold + 2 * s.italic];
}

enum token { TOKEN_LETTER, TOKEN_NUMBER, TOKEN_SIGN, TOKEN_SPACE };

static enum token token_of(uint32_t c)
{
    if (c == ' ' || c == 0xA0 || c == '\t' || c == '\n')
        return TOKEN_SPACE;
    if (c >= '0' && c <= '9')
        return TOKEN_NUMBER;
    return text_kind(c) & TEXT_LETTER ? TOKEN_LETTER : TOKEN_SIGN;
}

/* Plain letters lean by themselves where one stands alone. */
static void put_token(struct xml *x, const struct math *m, enum token token, struct span s)
{
    static const char *const names[] = {"mi", "mn", "mo"};
    const struct math_style plain = {MATH_ROMAN, false, token == TOKEN_LETTER && text_length(s) == 1};
    struct math_style style = m->letters;

    if (token == TOKEN_SPACE) {
        xml_leaf(x, "mspace", "width", "0.25em");
        return;
    }
    if (token != TOKEN_LETTER && style.alphabet == MATH_ROMAN)
        style.italic = false;
    xml_open(x, names[token]);
    if (token == TOKEN_SIGN && s.n == 1 && strchr("()[]{}|", *s.p))
        xml_attr(x, "stretchy", "false");
    else if (token != TOKEN_SIGN && (style.alphabet != plain.alphabet || style.bold != plain.bold || style.italic != plain.italic))
        xml_attr(x, "mathvariant", variant_of(style));
    xml_textn(x, s);
    xml_close(x);
}

/* White space at the ends of a token is dropped (MathML 3, 2.1.7). */
static void put_words(struct xml *x, struct span text)
{
    const struct span words = span_trim(text);

    if (words.n < text.n && (words.n == 0 || words.p > text.p))
        xml_leaf(x, "mspace", "width", "0.25em");
    if (words.n > 0) {
        xml_open(x, "mtext");
        xml_textn(x, words);
        xml_close(x);
    }
    if (words.n > 0 && words.p + words.n < text.p + text.n)
        xml_leaf(x, "mspace", "width", "0.25em");
}

static void put_text(struct xml *x, const struct math *m)
{
    const struct span text = span_of(m->text);

    if (m->breaks)
        xml_leaf(x, "mspace", "linebreak", "newline");
    if (m->normal) {
        put_words(x, text);
        return;
    }
    for (size_t i = 0, from = 0; i < text.n; from = i) {
        const uint32_t c = text_next(text, &i);
        const enum token token = token_of(c);

        while (i < text.n && (token == TOKEN_NUMBER || (token == TOKEN_LETTER && !m->letters.italic))) {
            size_t next = i;
            const uint32_t follows = text_next(text, &next);
            const bool point = token == TOKEN_NUMBER && (follows == '.' || follows == ',') && next < text.n &&
                               text.p[next] >= '0' && text.p[next] <= '9';

            if (token_of(follows) != token && !point)
                break;
            i = next;
        }
        if (c != '&')
            put_token(x, m, token, span_make(text.p + from, i - from));
    }
}

/* ---- structures ---- */

static void put_parts(struct xml *x, const char *name, const struct math *one, const struct math *two, const struct math *three)
{
    xml_open(x, name);
    put_row(x, one);
    put_row(x, two);
    if (three)
        put_row(x, three);
    xml_close(x);
}

static const struct math *sign_of(struct math *sign, const char *text)
{
    *sign = (struct math){.type = MATH_TEXT, .text = text, .close = "", .separator = "", .columns = ""};
    return sign;
}

/* A sign as an mo: what the text says may be no sign by itself. */
static void put_sign(struct xml *x, const char *text, const char *attribute, const char *v)
{
    xml_open(x, "mo");
    xml_attr(x, attribute, v);
    xml_text(x, text);
    xml_close(x);
}

static void put_over(struct xml *x, const struct math *m, const char *sign, bool under, bool accent)
{
    xml_open(x, under ? "munder" : "mover");
    if (accent)
        xml_attr(x, "accent", "true");
    put_row(x, m->base);
    put_sign(x, sign, "stretchy", m->type == MATH_ACCENT ? "false" : "true");
    xml_close(x);
}

static void put_corners(struct xml *x, const struct math *m, bool beside, const char *sign)
{
    static const char *const names[2][3] = {{"munder", "mover", "munderover"}, {"msub", "msup", "msubsup"}};
    const bool both = m->below && m->above;

    if (m->below || m->above)
        xml_open(x, names[beside][both ? 2 : m->above ? 1 : 0]);
    if (sign)
        put_sign(x, sign, NULL, NULL);
    else
        put_row(x, m->base);
    if (m->below)
        put_row(x, m->below);
    if (m->above)
        put_row(x, m->above);
    if (m->below || m->above)
        xml_close(x);
}

static void put_before(struct xml *x, const struct math *m)
{
    xml_open(x, "mmultiscripts");
    put_row(x, m->base);
    xml_leaf(x, "mprescripts", NULL, NULL);
    put_row(x, m->below);
    put_row(x, m->above);
    xml_close(x);
}

static void put_bracket(struct xml *x, const char *text, const char *form, bool fixed)
{
    xml_open(x, "mo");
    xml_attr(x, "fence", "true");
    xml_attr(x, "form", form);
    xml_attr(x, "stretchy", fixed ? "false" : "true");
    xml_text(x, text);
    xml_close(x);
}

static void put_fence(struct xml *x, const struct math *m)
{
    xml_open(x, "mrow");
    put_bracket(x, m->text, "prefix", m->fixed);
    for (const struct math *c = m->first; c; c = c->next) {
        put_row(x, c);
        if (c->next && *m->separator)
            put_sign(x, m->separator, "separator", "true");
    }
    put_bracket(x, m->close, "postfix", m->fixed);
    xml_close(x);
}

static void put_columns(struct xml *x, const char *columns)
{
    struct buf b = {0};

    for (const char *c = columns; *c; c++)
        buf_printf(&b, "%s%s", b.n ? " " : "", *c == 'l' ? "left" : *c == 'r' ? "right" : "center");
    if (b.n)
        xml_attr(x, "columnalign", b.p);
    buf_release(&b);
}

static void put_table(struct xml *x, const struct math *m)
{
    xml_open(x, "mtable");
    put_columns(x, m->type == MATH_MATRIX ? m->columns : "l");
    for (const struct math *row = m->first; row; row = row->next) {
        xml_open(x, "mtr");
        if (m->type == MATH_LINES) {
            xml_open(x, "mtd");
            put_row(x, row);
            xml_close(x);
        }
        for (const struct math *cell = m->type == MATH_MATRIX ? row->first : NULL; cell; cell = cell->next) {
            xml_open(x, "mtd");
            put_row(x, cell);
            xml_close(x);
        }
        xml_close(x);
    }
    xml_close(x);
}

static void put_fraction(struct xml *x, const struct math *m)
{
    xml_open(x, "mfrac");
    if (m->fraction == FRACTION_NO_BAR)
        xml_attr(x, "linethickness", "0");
    else if (m->fraction != FRACTION_BAR)
        xml_attr(x, "bevelled", "true");
    put_row(x, m->base);
    put_row(x, m->below);
    xml_close(x);
}

static void put_holder(struct xml *x, const char *name, const char *attribute, const char *v, const struct math *m)
{
    xml_open(x, name);
    xml_attr(x, attribute ? attribute : "", attribute ? v : NULL);
    put_row(x, m);
    xml_close(x);
}

static void put_structure(struct xml *x, const struct math *m)
{
    struct math apply;

    switch (m->type) {
    case MATH_FRACTION: put_fraction(x, m); break;
    case MATH_SCRIPTS:
        if (m->before)
            put_before(x, m);
        else
            put_corners(x, m, true, NULL);
        break;
    case MATH_RADICAL:
        if (m->above)
            put_parts(x, "mroot", m->base, m->above, NULL);
        else
            put_holder(x, "msqrt", NULL, NULL, m->base);
        break;
    case MATH_NARY:
        put_corners(x, m, m->beside, m->text);
        if (m->base)
            put_row(x, m->base);
        break;
    case MATH_FENCE: put_fence(x, m); break;
    case MATH_MATRIX:
    case MATH_LINES: put_table(x, m); break;
    case MATH_FUNCTION:
        put_row(x, m->base);
        put_math(x, sign_of(&apply, "\xe2\x81\xa1")); /* U+2061 */
        put_row(x, m->below);
        break;
    case MATH_LIMITS: put_corners(x, m, false, NULL); break;
    case MATH_ACCENT: put_over(x, m, m->text, false, true); break;
    case MATH_BAR: put_over(x, m, m->under ? "\xcc\xb2" : "\xc2\xaf", m->under, !m->under); break; /* U+0332, U+00AF */
    case MATH_GROUP: put_over(x, m, m->text, m->under, false); break;
    case MATH_BORDER: put_holder(x, "menclose", "notation", "box", m->base); break;
    case MATH_PHANTOM:
        if (m->shown)
            put_row(x, m->base);
        else
            put_holder(x, "mphantom", NULL, NULL, m->base);
        break;
    default: break;
    }
}

static void put_math(struct xml *x, const struct math *m)
{
    if (m->type == MATH_ROW) {
        for (const struct math *c = m->first; c; c = c->next)
            put_math(x, c);
    } else if (m->type == MATH_TEXT) {
        put_text(x, m);
    } else if (x->depth + SLACK > XML_DEPTH) { /* no deeper: its characters */
        struct buf text = {0};

        math_linear(m, &text);
        xml_element(x, "mtext", text.n ? text.p : "");
        buf_release(&text);
    } else {
        put_structure(x, m);
    }
}

void odf_formula(struct odf *o, const struct node *n)
{
    const struct auto_style style = {.family = AUTO_FRAME};
    const struct formula *f = &n->as.formula;

    if (formula_begins_line(n))
        xml_leaf(&o->x, "text:line-break", NULL, NULL);
    xml_open(&o->x, "draw:frame");
    xml_attr(&o->x, "draw:style-name", auto_name(&o->autos, &style));
    odf_place(o, NULL);
    xml_open(&o->x, "draw:object");
    xml_open(&o->x, "math");
    xml_attr(&o->x, "xmlns", "http://www.w3.org/1998/Math/MathML");
    xml_attr(&o->x, "display", f->display ? "block" : "inline");
    xml_open(&o->x, "mstyle");
    xml_attr_num(&o->x, "mathsize", f->chr->size, 2, "pt");
    put_math(&o->x, f->root);
    xml_close(&o->x);
    xml_close(&o->x);
    xml_close(&o->x);
    xml_element(&o->x, "svg:desc", f->text);
    xml_close(&o->x);
    o->space = false;
    if (formula_ends_line(n)) {
        xml_leaf(&o->x, "text:line-break", NULL, NULL);
        o->space = true;
    }
}
