/* Private to layout: a paragraph from its segments to its lines, and what its lines keep clear of. */
#ifndef LAYOUT_LINES_H
#define LAYOUT_LINES_H

#include "layout/frame.h"

/* The look of a stretch of text. */
struct run {
    struct face *face;
    const struct face_metrics *metrics;
    const struct char_props *look; /* what is drawn around it */
    double size;  /* drawn size: reduced for superior and inferior text */
    double em;    /* the size, scaled sideways */
    double raise; /* of the baseline, upward */
    double spacing;
    uint32_t color;
    const struct face_sign *sign; /* one sign, drawn as it says; NULL: text */
    bool kern;
    bool label; /* of a file of others: its descent does not make the line higher (Word layout 2.3) */
    char decimal; /* separator that a decimal tab looks for */
    int tag;
    const char *url;
};

/* PIECE_HYPHEN: where a word may be divided; printed and as wide as `hyphen` only at a line's end */
enum piece_type { PIECE_WORD, PIECE_SPACE, PIECE_TAB, PIECE_BREAK, PIECE_IMAGE, PIECE_HYPHEN, PIECE_FORMULA };
enum break_kind { BREAK_NEVER, BREAK_EMERGENCY, BREAK_ALLOWED };
enum break_to { BREAK_TO_LINE, BREAK_TO_PAGE, BREAK_TO_COLUMN }; /* where what follows a break begins */

/* A stretch of the paragraph's text in one look and face, or what is no text. */
struct segment {
    enum piece_type type; /* PIECE_WORD: any text */
    enum break_to to;     /* PIECE_BREAK */
    const struct run *run;
    size_t offset, bytes;
    const struct node *image; /* PIECE_IMAGE; PIECE_FORMULA: the formula */
    struct object *object; /* PIECE_IMAGE: the shape; NULL: a picture */
    const struct place_tab *place; /* PIECE_TAB; NULL: to the next stop */
    int tag, note, field;
};

/* What is never divided: a word or a part of one in one run, a run of spaces, a tab, a picture. A large document has
 * millions: keep it small. */
struct piece {
    const struct run *run;
    const struct glyph *glyphs; /* of the face's cache */
    const struct node *node;    /* PIECE_IMAGE: a picture or shape in its line; PIECE_FORMULA: what it is a part of */
    union {
        struct object *object;      /* PIECE_IMAGE: the shape; NULL: a picture */
        const struct math_box *box; /* PIECE_FORMULA */
    };
    double x, width;            /* x and a tab's width are known when the line is placed */
    double height;              /* PIECE_IMAGE; PIECE_HYPHEN: its width at a line's end */
    uint32_t n_glyphs;
    uint32_t offset, bytes;     /* in the paragraph's text */
    uint32_t base;              /* subtracted from the glyphs' clusters: part of a longer shaped word */
    int note;                   /* index of the note it refers to, or -1 */
    int field;                  /* index of the page number field it prints, or -1 */
    int tag;                    /* PIECE_IMAGE, PIECE_FORMULA */
    unsigned char type;         /* enum piece_type */
    unsigned char before;       /* enum break_kind: may a line end before it? */
    unsigned char to;           /* enum break_to; PIECE_BREAK. PIECE_TAB: 0, or the place of the line, see piece_place */
    char leader;                /* PIECE_TAB */
};

/* Tabs to a place of the line: an alignment + 1, with PLACE_INDENT from the indents. */
enum { PLACE_INDENT = 8 };
static inline unsigned char piece_place(const struct place_tab *place)
{
    return (unsigned char)(place ? ((int)place->align + 1) | (place->from_indent ? PLACE_INDENT : 0) : 0);
}

struct line {
    size_t first, shown, end; /* pieces; [shown, end) hang: not drawn */
    enum break_to to;         /* what follows it begins there */
    bool squeezed;            /* its spaces shrink, so that one more word goes in */
    double stretch;           /* added to every space from `stretch_from` on */
    double spread;            /* added after every letter from `stretch_from` on, but the last */
    size_t stretch_from;
    double height, baseline; /* baseline from the line's top */
    double fit;              /* this much of it must be on the page */
    double above;            /* kept free above it for what stands beside the text; of a line that stands
                                to the right of an object and of the line before, minus that one's height */
    int note_first, note_end;
};

struct para_box {
    const struct node *node;
    const struct para_props *props;
    const char *text;
    struct piece *pieces;
    size_t n_pieces;
    struct line *lines;
    size_t n_lines;
    double width; /* of the text column */
    double label_width;
    bool joined_above, joined_below; /* the border or ground goes on from, to the paragraph beside it */
    double kept_before;  /* space above it that counts where it begins a page */
    size_t source_lines; /* lines that it had in its stack at first */
    size_t cap_lines;
    size_t bent;  /* lines before it were fitted round something, or to another width */
    bool open;    /* the lines below those made so far are not fitted yet */
    int note_first, note_end;
    struct object *objects; /* shapes and what is anchored here, in order */
    size_t n_objects;
};

/* The room for one line: fit.c. */
struct measure {
    double start, end; /* x from the text margin */
    const struct tab *tabs;
    size_t n_tabs;
    const char *text; /* the paragraph's: for decimal stops */
    double width;     /* between the margins */
    double hanging;   /* implicit stop of the first line (6.4); only if > start */
    double default_tab;
    bool squeeze;     /* its spaces may shrink for one more word (1.7) */
    double reach;     /* text before a stop beyond the end may go up to it, and stops stand no further than this (6.7) */
};

struct fit {
    size_t shown, end; /* [shown, end) hang; the next line begins at end */
    bool squeezed;
};

/* What text keeps clear of; on the page. */
struct obstacle {
    double left, right, top, bottom;
    bool whole; /* no text beside it */
    enum wrap_side side;
    const struct contour *contour; /* what of the box text keeps clear of; NULL: all */
    double x, y, width, height;    /* with `contour`: of the box that it is counted in */
    double room_top, room_bottom, room_left, room_right; /* likewise, around it */
    bool bays;                     /* text goes into its bays */
    const struct object *object;
};

/* A column on the page and what stands in its way. Text that gives way takes the space above it along (measured in Word:
 * openooxml/betteroffice #630). */
struct beside {
    const struct obstacle *v;
    size_t n;
    double x, y;   /* of the column's left edge; of the place where the first line would begin */
    double lead;   /* space above the first line that goes along with it */
    double bottom; /* of the column */
    bool force;    /* the first line must stand in the column, come what may */
};

#endif
