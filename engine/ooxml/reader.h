/* What the files of the DOCX reader share. Only engine/ooxml/read_*.c may include it.
 *
 * Idea: a look is a full set of properties, and formatting is laid over it element by element in Word's order
 * (ECMA-376-1:2016, 17.7.2): document defaults, table style, paragraph style, numbering level, character style, direct
 * formatting. What comes out is resolved.
 *
 * Everything lives in the document's arena. Functions that return void report what they can't take, once a document. */
#ifndef OOXML_READER_H
#define OOXML_READER_H

#include <libxml/tree.h>

#include "model/doc.h"
#include "package/opc.h"
#include "package/xml.h"

struct reader;

/* ---- XML (read_xml.c) ---- */

/* Namespaces, transitional and strict ones as one. */
enum ns {
    NS_NONE, NS_OTHER, NS_W, NS_W14, NS_R, NS_MC, NS_M, NS_WP, NS_WP14, NS_A, NS_PIC, NS_WPS, NS_WPG, NS_WPC, NS_CHART, NS_DIAGRAM,
    NS_V, NS_O, NS_W10,
};
enum ns ns_of(const xmlNode *n);
bool is(const xmlNode *n, enum ns ns, const char *name); /* an element of that name; false for NULL */
#define is_w(n, name) is((n), NS_W, (name))
/* Elements only, of any namespace; mc:AlternateContent is replaced by what it gives us (reader_xml did that). */
xmlNode *first_element(const xmlNode *parent);
xmlNode *next_element(const xmlNode *n);
xmlNode *child(const xmlNode *parent, enum ns ns, const char *name); /* the first; NULL: none, or no parent */
#define child_w(parent, name) child((parent), NS_W, (name))
/* The value of an attribute, whatever its namespace; NULL: absent. Borrowed from the tree. */
const char *attr(const xmlNode *n, const char *name);
const char *attr_ns(const xmlNode *n, enum ns ns, const char *name);
const char *attr_r(const xmlNode *n, const char *name); /* of the namespace of relationships: r:id, r:embed */
const char *val(const xmlNode *n);                      /* attr(n, "val") */
/* The same of a child of `parent`: val of <w:jc w:val="…"/>. NULL: no such child, or no value. */
const char *child_val(const xmlNode *parent, const char *name);
/* An on/off property (17.17.4): present without a value is on. */
bool on_off(const xmlNode *n);
/* -1: no such child; else its on_off. */
int child_on(const xmlNode *parent, const char *name);
/* Values. NULL, or not of that kind: false, and `out` as it was. */
bool to_int(const char *s, long *out);               /* within +-2^31 */
bool to_value(const char *s, double *out);           /* with an exponent, "1.5E7", bounded to +-1e15 */
bool to_number(const char *s, double *out);          /* the same */
bool to_points(const char *s, double *out);          /* twips, or with a unit as "12.5pt", "1cm" (22.9.2.15) */
/* The same where a number without a unit is that many of `unit` points: 1/12700.0 of EMU. */
bool to_length(const char *s, double unit, double *points);
bool to_color(const char *s, uint32_t *out);         /* "FF0000", "#FF0000"; "auto" is none */
bool to_on(const char *s, bool absent);              /* ST_OnOff; NULL: `absent` */
/* The place of `s` in a table of names; -1: not there, or NULL. */
int name_index(const char *s, const char *const *names, int n);
/* A part's tree with mc:AlternateContent resolved. NULL: absent, or faulty and reported. */
xmlDoc *reader_xml(struct reader *r, const char *part);
/* The root of a part that the document refers to by a relationship of that kind: "styles"; NULL: none. */
xmlNode *reader_root(struct reader *r, const char *kind);

/* ---- the reader ---- */

struct reader {
    struct ctx *ctx;
    struct package *package;
    struct doc *doc;
    const char *file;       /* as the user wrote it */
    const char *part;       /* being read: "word/document.xml" */
    struct styles *styles;
    struct lists *lists;
    struct interned *interned;
    int compat;             /* compatibility mode; 12 where the file says none */
    unsigned drawings;      /* nodes of drawings made so far */
    struct picture_part *pictures;
    struct shape_type *shape_types;
    int depth;              /* of blocks in each other: tables, text boxes */
    unsigned char told[DIAG__END];
    struct walk *walk;      /* of the body: walk.h */
};

/* Whether `code` was not told of this document yet; from now on it is. */
bool first_time(struct reader *r, diag_code code);
/* Reports at the part being read, once a document; {1} is the part, {2} is `what`. */
void tell_once(struct reader *r, diag_code code, const char *what);

/* ---- how text looks (read_props.c) ---- */

/* How characters look while formatting is laid over them. */
struct look {
    struct char_props chr;               /* `family` is the font of ASCII characters; a run's own are look_chr's */
    const char *hansi, *east, *complex;  /* fonts of the other characters (17.3.2.26); NULL: as ASCII */
    bool is_complex;                     /* w:cs or w:rtl: all characters take the complex font */
    bool prefers_east;                   /* w:hint="eastAsia" */
    double kern_from;                    /* pairs are kerned from this size on [pt]; 0: never */
    bool small_caps;                     /* beside chr.caps, which is then CAPS_NONE or CAPS_ALL */
    struct fill highlight;               /* wins over shading */
};
/* What a run of this look has; its font that of ASCII. */
struct char_props look_chr(const struct look *look);
/* How many bytes at the start of `text` are set in the same font, which goes to `family`. */
size_t look_slice(const struct look *look, struct span text, const char **family);
/* One copy for equal ones, so that pointers tell what is alike. */
const struct char_props *intern_chr(struct reader *r, const struct char_props *p);
const struct para_props *intern_para(struct reader *r, const struct para_props *p);
const char *intern_str(struct reader *r, const char *s); /* NULL gives NULL */

/* A run: its character style and its direct formatting over the look of its paragraph. `rpr` NULL: nothing.
 * `style` (may be NULL) gets the character style. */
void read_rpr(struct reader *r, const xmlNode *rpr, struct look *io, const struct style **style);

/* One line of a border (w:top …); `nil` and `none` are width 0. */
struct border read_border(struct reader *r, const xmlNode *n);
/* w:shd; false: it says nothing that shows. */
bool read_shading(struct reader *r, const xmlNode *shd, struct fill *out);

/* ---- styles (read_style.c, read_table_style.c) ---- */

/* Before the body, in this order. A file without the parts is as Word's plain one. */
bool read_styles(struct reader *r);    /* theme, defaults, doc->styles, doc->body; false: a part is faulty and reported */
bool read_numbering(struct reader *r); /* false: the same */
void read_settings(struct reader *r);  /* r->compat, doc->settings */
/* w:footnotePr or w:endnotePr over what holds already; NULL: nothing said. */
void read_note_settings(const xmlNode *n, struct note_settings *io);
void read_meta(struct reader *r);     /* docProps into doc->meta */
/* A style by the id of the file; NULL: none of that kind. */
const struct style *para_style(struct reader *r, const char *id);
const struct style *char_style(struct reader *r, const char *id);
const struct style *char_style_named(struct reader *r, const char *name); /* by w:name; NULL: none */

/* Table styles. */
enum table_area {
    AREA_WHOLE, AREA_BAND1_COLUMN, AREA_BAND2_COLUMN, AREA_BAND1_ROW, AREA_BAND2_ROW, AREA_FIRST_ROW, AREA_LAST_ROW,
    AREA_FIRST_COLUMN, AREA_LAST_COLUMN, AREA_NW, AREA_NE, AREA_SW, AREA_SE, AREA__COUNT /* what comes later wins (17.7.6) */
};
struct table_style; /* never NULL: the plain one */
const struct table_style *table_style(struct reader *r, const char *id); /* id NULL: the default */
/* w:tblLook, as bit field or as attributes. NULL: nothing is set apart. */
unsigned table_look_flags(const xmlNode *tbl_look);
/* Bits 1 << AREA_… that hold for a cell; `row` of `rows`, `column` of `columns` in the grid. */
unsigned table_areas(const struct table_style *s, unsigned look_flags, int row, int rows, int column, int columns);
/* Elements "tblPr", "trPr" or "tcPr" that the style and those below it have for these areas; what wins comes last.
 * At most `max`. */
size_t table_style_nodes(const struct table_style *s, unsigned areas, const char *name, const xmlNode **out, size_t max);

/* ---- paragraphs (read_style.c) ---- */

/* What a cell's table style does to the text in it. */
struct cell_text {
    const struct table_style *style;
    unsigned areas; /* of table_areas */
};
/* Fills `para` (style, own, mark, label, list, role and level of a heading) from w:pPr (NULL: nothing said). Labels count on:
 * call in document order, once a paragraph. `cell` NULL: not in a table. `text` gets the look that runs begin from. Returned are
 * the spaces that are automatic, so that they depend on what stands beside it. */
enum { SPACE_BEFORE = 1, SPACE_AFTER = 2 };
unsigned read_para(struct reader *r, const xmlNode *ppr, const struct cell_text *cell, struct node *para, struct look *text);

/* Does a paragraph hold nothing but the end of a section? It has no number then. */
bool is_bare_end(const xmlNode *ppr);

/* ---- drawings (read_drawing.c, read_vml.c) ---- */

/* A v:shapetype met so far. */
struct shape_type {
    const char *id;
    const xmlNode *node;
    struct shape_type *next;
};

/* w:drawing, w:pict or w:object: pictures and shapes at the end of `parent`. */
void read_drawing(struct reader *r, const xmlNode *n, struct node *parent);
void read_pict(struct reader *r, const xmlNode *n, struct node *parent);

/* ---- the body (read_body.c) ---- */

/* Blocks of w:body, w:tc, w:txbxContent, … at the end of `parent`. `cell` NULL: not in a table. */
void read_blocks(struct reader *r, const xmlNode *holder, const struct cell_text *cell, struct node *parent);

#endif
