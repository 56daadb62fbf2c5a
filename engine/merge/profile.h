/* The profile: the dated rules of one guide as data (templates/profiles/ID.xml): page geometry, a row a
 * component, heading levels, kinds, organ codes, words and the severity and clause of every check.
 * Nothing about a particular guide stands in code. */
#ifndef MERGE_PROFILE_H
#define MERGE_PROFILE_H

#include "model/doc.h"

static const double MM = 72 / 25.4; /* points in a millimetre: profiles speak mm, the tree points */

enum rule_level { LEVEL_OFF, LEVEL_HABIT, LEVEL_SHOULD, LEVEL_MUST };

/* Where a rule comes from. A rule whose `source` is "suy-ra" was taken over without a read source and never
 * makes an error. */
struct origin {
    enum rule_level level;
    const char *clause; /* "HD 05-HD/VPTW, II.1.2" */
    const char *source; /* "suy-ra" or NULL */
};

struct page_rule { /* [mm] */
    const char *name; /* "A4" */
    double width, height, top, bottom, left, right, header;
    struct origin origin;
};

/* The sheet turned: its head lies where the left margin was. [mm] */
struct landscape_rule {
    double top, bottom, left, right;
    struct origin origin;
};

/* The second side of a sheet printed on both: the front's margins, exchanged. [mm] */
struct back_rule {
    double left, right;
    struct origin origin;
};

struct body_rule {
    const char *font;
    double size, size_min, size_max;          /* [pt] */
    double line, line_min, line_max;          /* exact [pt] */
    double gap, gap_min;                      /* after a paragraph [pt] */
    double indent, indent_min, indent_max;    /* first line [mm] */
    struct origin origin;
};

/* Two blocks side by side: the head of the first page, the foot with the signature. [mm] */
struct block_rule {
    double left;     /* width of the left cell */
    double pad_left; /* inside the left cell, both sides */
    double gap;      /* between the left cell and the right one's text */
    double gap_min;  /* what a long line leaves of the gap; 0: it stays in its block */
    double left_min; /* what a long capacity leaves of the left cell, where nothing wider stands; 0: all */
    double above;    /* before the block [pt] */
    double second;   /* before a second row with number and date [pt]; 0: they stand in the first */
};

/* Another sheet than the guide's own: a smaller one, or the same turned. What has no figure of its own follows from the
 * guide's by `smaller` and `closer`. */
struct paper {
    const char *name;                         /* "A5" */
    enum { PAPER_PORTRAIT, PAPER_LANDSCAPE } turn;
    double width, height, top, bottom, left, right, header; /* [mm] */
    double head_left, head_gap;               /* of the head [mm] */
    double foot_left, foot_gap;               /* of the signatures [mm] */
    double size, line, gap;                   /* of the body [pt] */
    double smaller;                           /* taken from the size of every other component [pt] */
    double closer;                            /* what is left of the space between components: 0 to 1 */
    struct origin origin;
};

enum counter { COUNTER_ROMAN, COUNTER_DECIMAL, COUNTER_DOTTED, COUNTER_LETTER };

struct words {
    const char *posts;          /* written without the organ they are in: "Bí thư; Trưởng ban" */
    const char *post_additions; /* what may follow them: "Thường trực" */
    const char *author; /* "của", before who the paper is from */
    const char *title, *motto, *star, *dashes, *number, *number_separator, *symbol_separator, *recipients, *kiem, *confirmation, *total, *maker, *unit;
    const char *list_separator, *list_end;       /* of recipients: ";" and "." */
    const char *addressee_separator, *addressee_end, *addressee_single; /* after a name, the last, the only one */
    bool addressees_below;                       /* several names under the label's colon, not on its line */
    bool order_first;                            /* of an order of several lines the first stands over the grounds */
    bool addressees_italic;                      /* the label before the names */
    bool contact_first;                          /* contact stands at the bottom of the first page, not at the end */
    bool drafter_beside;                         /* the drafter's sign stands on the line of the last recipient */
    const char *draft;                           /* "Dự thảo lần" */
    const char *before_copies, *after_copies;    /* around the number of copies after the drafter's sign */
    const char *grounds_mark, *grounds_separator, *grounds_end;
    const char *before_cited_date;               /* between the number and the date of a cited paper: "," */
    bool cited_date_long;                        /* "ngày 05 tháng 3 năm 2020" instead of "ngày 05/3/2020" */
    bool cited_law_year;                         /* a law is cited with its year */
    const char *annex;                           /* "Phụ lục" */
    enum counter annex_counter;                  /* of two and more */
    /* Where a part behind the paper says what it belongs to: {loai}, {so}, {ngay} (03/4/2018), {ngay-thang}
     * ("ngày 03 tháng 4 năm 2018") and {co-quan} stand for the paper's own. */
    const char *annex_pointer, *enclosed_pointer;
    bool enclosed_head;                          /* organs and title stand over what is issued with a paper too */
};

/* One component of the thể thức: a row of the guide's table, and a named style of the document. */
struct component {
    const char *id, *name, *parent;
    enum role role;
    double size, size_min, size_max; /* [pt]; NAN = the body's */
    bool upper, bold, italic, underline;
    enum align align;
    double line;                   /* exact [pt]; 0 = single; NAN = the body's */
    double before, after;          /* [pt]; NAN = the body's */
    double left, right, first;     /* [mm]; first NAN = the body's */
    double rule, rule_space;       /* line below [pt] */
    double rule_above;             /* line above [pt] */
    double short_rule;             /* share of the text's width that a line of its own below takes; 0 = none */
    double box, box_height;        /* lines around the words [pt]; the height with them [mm] */
    bool box_twice;                /* two lines */
    uint32_t color;                /* of the words and their lines, 0xRRGGBB */
    bool keep_next;
    int outline;
    struct origin origin;
};

enum mark_key { MARK_SECRECY, MARK_URGENCY, MARK_CIRCULATION };
enum mark_place { MARK_OWN, MARK_LAST_PAGE, MARK_AFTER_SIGNATURE };

/* One of the words that a mark may have. */
struct mark {
    enum mark_key key;
    const char *text;      /* "Thượng khẩn" */
    const char *begins;    /* a text that begins so means this mark; NULL: only the same text does */
    double width;          /* of its box [mm]; 0: as the words need */
    enum mark_place place; /* MARK_OWN: where the component stands */
    bool hides_subject;    /* trích yếu of such a paper stands in no register either */
    double edge;           /* MARK_LAST_PAGE: between the words and the lower edge of the page [mm] */
    struct origin origin;
};

/* One heading level of a layout (bố cục). */
struct level {
    enum counter counter;
    const char *before, *after; /* around the number: "Phần " and "", "" and "-" */
    const char *style;          /* component of the line with the number */
    const char *name_style;     /* component of the name on a line of its own; NULL: same line */
    const char *content_style;  /* component of a line that is content, not a name; NULL: always a name */
    bool upper;                 /* the name in capitals */
    bool through;               /* numbers run through the document (Điều) */
};

enum { LEVELS_MAX = 6 };

struct layout_rule {
    const char *id; /* "muc", "phan" */
    struct level levels[LEVELS_MAX];
    size_t n;
    struct origin origin;
};

/* Which parts a paper has and where they stand: what sets a công văn off from a named paper. */
struct form {
    const char *id; /* "ten-loai", "cong-van" */
    bool kind_line;              /* tên loại stands over the text */
    bool dashes;                 /* the guide's dashes close the title */
    const char *subject;         /* component of trích yếu */
    bool subject_free;           /* such a paper may have none */
    bool number_free;            /* a number is printed only when it is given */
    bool dateless;               /* no line of place and date: the text tells them */
    bool sender;                 /* the label begins with who sends it, and stands over the names */
    const char *papers;          /* "A5; A4": the sheets that it may stand on, its own first; NULL: the guide's own */
    bool subject_left;           /* trích yếu stands under the number */
    const char *subject_begins;  /* "V/v": put before it; NULL: nothing */
    const char *subject_instead; /* of these words: "về việc" */
    const char *addressees;      /* label: "Kính gửi:"; NULL: such a paper has no addressees */
    bool addressees_needed;
    const char *first_recipient; /* "Như trên"; NULL: none */
    bool recipients_needed;
    const char *chair, *secretary; /* what they sign as; NULL: the form has no such parts */
    struct origin origin;
};

struct kind {
    const char *name, *code, *layout, *form;
    const char *confirmed; /* capacity of who confirms its signatures: "T/M"; NULL: any */
    bool hidden;          /* no kind that a clerk writes: named in no list */
    bool theme;           /* the theme of a congress may stand in place of the name and the subject */
    struct date from, to; /* the row holds from .. to; year 0: no bound on that side */
    struct origin origin;
};

enum capacity_post { POST_FREE, POST_NEEDED, POST_NONE };

/* How a capacity (quyền hạn) begins and what it asks for. */
struct capacity {
    const char *begins;  /* "K/T", upper case */
    const char *instead; /* what this guide writes in its place; NULL: it is right */
    enum capacity_post post;
    const char *posts;   /* the only posts after it: "Bí thư; Phó Bí thư"; NULL: any */
    const char *deputies; /* how such posts begin: "Phó"; NULL: in any way */
    bool no_kiem;        /* not together with a second post */
    bool alone;          /* who signs so passes it on to nobody: no second capacity */
    struct origin origin;
};

/* An organ's code by the beginning of its name. */
struct organ_code {
    const char *begins; /* "BAN CHỈ ĐẠO", upper case */
    const char *code;
    bool with_parent;   /* TW, TU or ĐU of the parent committee follows */
};

/* A form of copy (bản sao). */
struct copy_form {
    const char *name; /* "Sao y bản chính": printed in capitals */
    const char *also; /* what else it is called: "sao y"; NULL: nothing */
    const char *code; /* "BS", in the symbol */
    bool no_parent;   /* the copier's name stands alone, without the organ above it */
    bool stamp;       /* a stamp and a signature: no organ, number, date or receivers of its own */
    struct origin origin;
};

/* A place for an electronic signature. [mm] */
struct sign_rule {
    enum sign_part part;
    double width, height, picture;
    double cover; /* share */
    struct origin origin;
};

struct rule {
    const char *id;
    struct origin origin;
};

struct profile {
    struct arena arena;
    const char *id, *family, *name, *file;
    struct date from, to; /* to.year 0: still in force */
    struct page_rule page;
    struct page_rule upright; /* the page where the paper itself lies on its side; width 0: it does not */
    struct landscape_rule landscape;
    struct back_rule back;
    struct body_rule body;
    struct block_rule head, foot;
    struct words words;
    struct component *components;
    size_t n_components;
    struct paper *papers;
    size_t n_papers;
    struct mark *marks;
    size_t n_marks;
    struct layout_rule *layouts;
    size_t n_layouts;
    struct form *forms;
    size_t n_forms;
    struct kind *kinds;
    size_t n_kinds;
    struct capacity *capacities;
    size_t n_capacities;
    struct organ_code *organs;
    size_t n_organs;
    struct copy_form *copies;
    size_t n_copies;
    struct sign_rule *signs;
    size_t n_signs;
    struct rule *rules;
    size_t n_rules;
    struct profile *of;  /* whose rows but the components these are; NULL: its own */
    unsigned borrowers;  /* that have this one's rows, and the shelf */
};

/* Reads and checks a profile: unknown elements and attributes, missing rows, references. NULL: reported. */
struct profile *profile_read(struct ctx *ctx, const char *file, struct span xml);
/* Only id, family, name and dates, for choosing one without reading all of it. */
struct profile *profile_read_head(struct ctx *ctx, const char *file, struct span xml);
void profile_free(struct profile *p);

/* Profiles that were read, kept for the next papers of a context (ctx.shelf). A file is read each time, and where its
 * bytes are another's than before, so is the profile. */
struct profile_shelf *profile_shelf_new(void);
void profile_shelf_free(struct profile_shelf *shelf);
/* The profile in a file, or its head; free it with profile_free. NULL: reported. */
struct profile *profile_of_file(struct ctx *ctx, const char *path, bool head);

/* By id, or by family and date (the one in force on that day; without a date the newest). `where` is the place of
 * the name or date in the data, for the diagnostic. NULL: reported. */
struct profile *profile_find(struct ctx *ctx, const char *id_or_family, struct date date, struct pos where);
/* Every profile of the share folder, in the order of their ids. false: reported. */
bool profile_each(struct ctx *ctx, void (*each)(void *user, const struct profile *p), void *user);

const struct component *profile_component(const struct profile *p, const char *id); /* NULL if none */
const struct component *profile_role(const struct profile *p, enum role role); /* the first row */
/* The kind with that name or code on the day; without a date, the rows still in force. Gives how many fit: with 2 or
 * more the text is a code of several kinds, of which `found` has the first two. */
size_t profile_kinds(const struct profile *p, const char *name_or_code, struct date date, const struct kind *found[2]);
bool origin_inferred(struct origin o);
/* Sets page, blocks, sizes and distances as they are on that sheet. Once, before profile_choice. */
void profile_take_paper(struct profile *p, const struct paper *paper);
const struct form *profile_form(const struct profile *p, const char *id);
const struct layout_rule *profile_layout(const struct profile *p, const char *id);
const struct capacity *profile_capacity(const struct profile *p, const char *upper); /* the first row that fits */
struct origin profile_rule(const struct profile *p, const char *id); /* LEVEL_OFF if the guide has no such rule */
enum severity origin_severity(struct origin o);
const char *role_name(enum role role);

/* A choice inside the profile's ranges (trinh_bay). */
struct choice {
    double size, line, gap;  /* [pt] */
    double indent, top;      /* [mm] */
    bool upper_1, lower_1;   /* muc_1: hoa / thuong; neither: the profile's */
    bool duplex;             /* in_hai_mat: printed on both sides */
};
struct choice profile_choice(const struct profile *p); /* the defaults */
/* Where the paper is signed electronically. */
void profile_signs(const struct profile *p, struct doc *d);
/* Fills d->styles and d->body from the components, and adds the character styles of emphasis. */
void profile_styles(const struct profile *p, const struct choice *choice, struct doc *d);
/* The id of a style like `id` with letters of `size` [pt], made at its first use. */
const char *profile_sized_style(struct doc *d, const char *id, double size);

#endif
