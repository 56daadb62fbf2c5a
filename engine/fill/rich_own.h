/* What the files of rich values share. Not for other files of fill. */
#ifndef FILL_RICH_OWN_H
#define FILL_RICH_OWN_H

#include "expr/read.h"
#include "fill/rich.h"

enum {
    RICH_MAX_PICTURES = 4096,
    RICH_MAX_PICTURE = 32 << 20, /* bytes of a picture */
    RICH_MAX_FILE = 64 << 20,    /* of another file */
    RICH_EMU_MM = 36000, RICH_EMU_PT = 12700, RICH_EMU_INCH = 914400,
    RICH_MAX_LENGTH = 550 * RICH_EMU_MM, /* Word takes no longer side: 22 inches */
};

/* -- rich.c */

/* What was found, for messages: the text in quotes, or the kind of the value. In the arena. */
const char *rich_found(struct rich *r, const struct value *v);
/* How messages call the value: its key with the form around it. */
const char *rich_name(const struct value *v);
/* Reports `code` with name and finding; false. */
bool rich_fault(struct rich *r, enum diag_code code, const struct value *v);
/* The text of a scalar, read; NULL: reported. */
const char *rich_text_of(struct rich *r, const struct value *v);
/* A length in EMU. */
bool rich_length(struct rich *r, const struct value *v, long *emu);
/* rich_file of a name that is no value: `of` is the file that names it. */
bool rich_file_named(struct rich *r, const char *of, const char *text, struct pos pos, size_t limit, struct span *out);
/* Every member of the map is the tagged one or in `keys` (parted by spaces); else reported. */
bool rich_members(struct rich *r, const struct value *v, const char *keys);
/* The member, traced; NULL if absent. */
const struct value *rich_member(struct rich *r, const struct value *v, const char *key);

/* -- rich_text.c: letters with their look */

struct look {
    const char *style, *color, *fill, *pen, *underline, *font, *region, *url, *lang;
    long size; /* half points; 0: as around */
    enum { LOOK_LEVEL, LOOK_SUB, LOOK_SUPER } raised;
    bool bold, italic, strike, rtl;
    bool bold_off, italic_off, strike_off; /* set off what the style around has */
};

/* Runs being written. */
struct pen {
    struct rich *r;
    const struct rich_place *place;
    struct buf *out;
    struct span props;     /* of the runs: <w:rPr>…</w:rPr> */
    struct span paragraph; /* of paragraphs that are begun anew */
    const char *link;      /* relationship of the hyperlink around, or NULL */
    bool in_run, in_text;
};

/* Letters with \n, \t, U+0007, U+000C as line, tab, paragraph, page. */
void pen_text(struct pen *p, struct span text);
void pen_close(struct pen *p);  /* the run, if one is open */
void pen_props(const struct look *look, struct buf *out); /* <w:rPr>…</w:rPr>, or nothing */
/* A text in a look, in a link if it has an url. */
void pen_run(struct pen *p, const struct look *look, struct span text);

/* Between the level of the place and runs: what has to be closed before and opened after. */
void rich_enter_runs(const struct rich_place *place, struct buf *out);
void rich_leave_runs(const struct rich_place *place, struct buf *out);
/* The same for paragraphs. */
void rich_enter_blocks(const struct rich_place *place, struct buf *out);
void rich_leave_blocks(const struct rich_place *place, struct buf *out);

bool rich_print_rich(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);
bool rich_print_paragraphs(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);
bool rich_print_listing(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);

/* -- rich_picture.c */

bool rich_print_picture(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);

/* The picture of a file, no wider than a page's text, with an alternative text or NULL; between runs. */
bool rich_draw(struct rich *r, const struct rich_place *place, const struct value *file, const char *alt, struct buf *out);

/* -- markup.c */

bool rich_print_markdown(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);
bool rich_print_html(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);

/* -- subdoc.c, subdoc_parts.c */

/* The part that holds the document's "footnote"s or "endnote"s, made when there is none. */
const char *notes_part(struct rich *r, const char *kind);
/* An id for a new note of that part: Word takes none above 32767. */
const char *notes_id(struct rich *r, const char *kind);

bool rich_print_subdoc(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out);

/* -- styles.c: the styles of the template */

enum style_kind { STYLE_PARAGRAPH, STYLE_CHARACTER, STYLE_TABLE, STYLE_LIST };

/* The id of the style that has this id or this name (whatever the case); NULL: none. */
const char *styles_lookup(struct rich *r, enum style_kind kind, const char *name);
/* The same for what data ask for: reported as a warning, and the name itself given, if there is none. */
const char *styles_wanted(struct rich *r, enum style_kind kind, const struct value *v, const char *name);
/* By the name alone: what another file calls so. */
const char *styles_lookup_name(struct rich *r, enum style_kind kind, const char *name);
/* Ids of all styles, those that were added too. */
bool styles_has_id(struct rich *r, const char *id);
void styles_add_id(struct rich *r, const char *id);
/* The style for tables: "Table Grid", else the first that is not the default; NULL: none. */
const char *styles_table(struct rich *r);
/* The list that a paragraph style is of, as id of w:num, and its level there; NULL: none. */
const char *styles_list(struct rich *r, const char *id, int *level);

#endif
