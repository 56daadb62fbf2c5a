/* What the files that read how things look share: read_theme, read_props, read_style, read_table_style, read_list.
 *
 * Idea: a look is a full set of properties, and formatting is laid over it element by element, so a style is its base's
 * look with its own elements over it, and a paragraph is its style's with its own (ECMA-376-1:2016, 17.7.2). What toggles
 * (17.7.3) is kept apart while the levels of styles are combined. */
#ifndef OOXML_READ_LOOK_H
#define OOXML_READ_LOOK_H

#include "ooxml/reader.h"

/* The properties that toggle, as bits. */
unsigned look_toggles(const struct look *l);
void look_set_toggles(struct look *l, unsigned toggles);

struct para_space {
    double length; /* [pt] */
    bool automatic;
};

/* What paragraph formatting says beside para_props. */
struct para_more {
    long list, level;   /* numPr; -1: not said */
    int outline;        /* 0..9 as w:outlineLvl; -1: not said */
    struct para_space before, after;
};
/* Elements of w:rPr but for its style, of w:pPr but for its style. `size` is the font's, for widths in characters. */
void look_rpr(struct reader *r, const xmlNode *rpr, struct look *io);
void look_ppr(struct reader *r, const xmlNode *ppr, double size, struct para_props *io, struct para_more *more);

/* ST_TabTlc: the character that fills a tab; 0: none. */
char leader_of(const char *s);

/* ---- read_theme.c ---- */
struct theme;
void read_theme(struct reader *r);                                 /* makes r->styles->theme, never NULL */
const char *theme_font(struct reader *r, const char *name);        /* "minorHAnsi"; NULL: none */
/* "accent1", "text1", "tx1" with the mapping of the settings; false: none. */
bool theme_color(struct reader *r, const char *name, uint32_t *rgb);
/* Lightness moved towards white (tint) or black (shade): `keep` of it stays, 0..1 (17.18.40). */
uint32_t color_tint(uint32_t rgb, double keep);
uint32_t color_shade(uint32_t rgb, double keep);
/* `over` where `share` of it covers `under` (read_props.c). */
uint32_t color_over(uint32_t over, uint32_t under, double share);
void rgb_to_hsl(uint32_t rgb, double hsl[3]);
uint32_t hsl_to_rgb(const double hsl[3]);
/* A color of w:color, w:shd, w:u and borders: attribute `name` with its theme attributes. false: auto or none. */
bool read_theme_color(struct reader *r, const xmlNode *n, const char *name, const char *theme, const char *tint,
                      const char *shade, uint32_t *out);

/* ---- read_style.c ---- */

/* A w:style of any type. */
struct raw_style {
    const char *id, *type;
    const xmlNode *node;            /* NULL: of a file that has no styles */
    struct raw_style *base, *same_slot;
    int depth;                      /* of the chain of bases; 0: not known yet, -1: being looked up */
    struct style *style;            /* of paragraphs and characters: in the document's table */
    const struct table_style *table; /* of tables, once asked for */
};
/* How a paragraph style looks, in a cell or without its list. */
struct base {
    const struct raw_style *raw;
    const struct cell_look *cell;
    bool no_list;
    struct look look;
    struct para_props para;
    struct para_more more;
    struct base *next;
};
enum { STYLE_SLOTS = 128, CHAIN_MAX = 32 };
struct styles {
    struct raw_style *all;
    size_t n;
    struct raw_style *by_id[STYLE_SLOTS];
    struct raw_style *body, *table;         /* the defaults of their type */
    struct look look;                       /* of the document's defaults */
    struct para_props para;
    struct para_more more;
    struct base *bases[STYLE_SLOTS];
    struct theme *theme;
    double auto_space;                      /* of w:beforeAutospacing and w:afterAutospacing [pt] */
    bool fixed_spaces;                      /* they do not depend on what stands beside them */
    bool style_size_wins;                   /* over a table style's (overrideTableStyleFontSizeAndJustification) */
};
struct raw_style *style_find(struct reader *r, const char *id, const char *type);
/* The style and those below it, the lowest first; at most CHAIN_MAX. */
size_t style_chain(const struct raw_style *s, const struct raw_style **out);
const struct base *style_base(struct reader *r, const struct raw_style *s, const struct cell_look *cell, bool no_list);
/* A character style over what is there, toggling (17.7.3). */
void look_char_style(struct reader *r, const struct raw_style *s, struct look *io);

/* ---- read_table_style.c ---- */
/* Formatting of the text in cells alike, what wins last. */
struct cell_look {
    const xmlNode **ppr, **rpr;
    size_t n_ppr, n_rpr;
};
const struct cell_look *cell_look(struct reader *r, const struct cell_text *cell); /* NULL: the style says nothing of text */

/* ---- read_list.c ---- */
/* The level of a list that a paragraph of this style stands on: `level`, or the one that names the style. */
long list_level(struct reader *r, long list, const char *style, long level);
const xmlNode *list_ppr(struct reader *r, long list, long level); /* NULL: none */
/* Counts a paragraph of that list and fills its label, suffix and list; `mark` is the look of its end. */
void list_label(struct reader *r, long list, long level, const struct look *mark, struct para *para);
/* ST_NumberFormat; false: one that we have not. */

#endif
