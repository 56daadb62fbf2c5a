/* Shared by the files of the merge (bind*.c); nobody else includes it. */
#ifndef MERGE_BINDER_H
#define MERGE_BINDER_H

#include "expr/expr.h"
#include "expr/read.h"
#include "font/font.h"
#include "merge/bind.h"
#include "text/tones.h"

struct cited;  /* bind_cite.c */
struct organs; /* bind_head.c */

/* A blank that the pen or the register fills: no-break spaces, so that no format folds them. */

struct binder {
    struct ctx *ctx;
    const struct data *data;
    struct evaluator *ev;
    struct fonts *fonts;
    struct profile *profile;
    struct profile *copy_profile;     /* the guide of the copy where it is another; or NULL */
    struct choice choice;
    struct doc *doc;
    const struct kind *kind;
    const struct form *form;
    const struct layout_rule *layout;
    bool *broken;                     /* a flag for each rule of the profile */
    bool draft, free_keys;
    struct pos where;                 /* the document as a whole, for what is missing */
    const char *meant[8];             /* keys that a misspelt one was taken for: not missing too */
    size_t n_meant;
    double text_width;                /* [pt] */
    struct node *below;               /* a NODE_CELL with what follows the signatures on their page; NULL: nothing */
    unsigned counts[LEVELS_MAX];      /* running numbers of the section levels */
    struct numbering *lists[LEVELS_MAX]; /* the lists of the part under way, by the level they begin with */
    struct {
        struct cited *v;          /* by ma */
        size_t n, n_unknown;
        const char *unknown[32];  /* names that were looked for and reported */
        int depth;                /* how many entries the text under way stands in */
        bool grounds, enclosed;   /* the text under way is one of căn cứ, stands in kem_theo */
        bool nameless;            /* an entry has no ma to be found by */
    } cited;                      /* vien_dan */
    struct {
        const struct organs *organs;       /* as the head names them; NULL: not known */
        const char *kind, *number, *organ; /* "Kế hoạch", "01-KH/BCĐ", "Ban Chỉ đạo …"; NULL: not known */
        struct pos organ_pos;
        bool organ_checked;
        int organs_n;             /* how many issue it together */
        struct date date;
    } paper;                          /* what a part behind the signature says that it belongs to */
    struct tones tones;
};

/* ---- bind_value.c: reading values ---- */

struct key {
    const char *name;
    bool not_yet; /* a key of the design that this version refuses */
};
/* Reports keys of `map` that are not in `keys` (ends with a NULL name); false if any. */
bool bind_keys(struct binder *b, const struct value *map, const struct key *keys);
const struct value *bind_member(struct binder *b, const struct value *map, const char *key);
/* An item of a list, read for the paragraph at its place. */
const struct value *bind_item(struct binder *b, const struct value *list, size_t i);
/* What may be written as a list or, for one, as the value itself: how many there are (NULL: none), and each. */
size_t bind_many(struct binder *b, const struct value *v);
const struct value *bind_one(struct binder *b, const struct value *v, size_t i);
/* As bind_member for what is written as a list: an empty one counts as absent. */
const struct value *bind_given(struct binder *b, const struct value *map, const char *key);
/* A member that `map`, named `what`, cannot do without; NULL: reported with the example. */
const struct value *bind_needed(struct binder *b, const struct value *map, const char *what, const char *key, const char *example);
/* True if `v` is a map; else reported. */
bool bind_is_map(struct binder *b, const struct value *v, const char *what, const char *example);
/* The expanded text of a scalar, white space collapsed; NULL: absent or reported. `what` names it. */
const char *bind_string(struct binder *b, const struct value *v, const char *what);
const char *bind_text_member(struct binder *b, const struct value *map, const char *key);
/* A text or a list of texts. */
struct lines {
    const char **v;
    struct pos *pos;
    const char **place; /* of the value */
    size_t n;
};
/* A line of a list that the guide punctuates: without a dash before and marks after it. */
char *bind_bare_line(struct binder *b, const char *text);
/* Warns of a text all in capitals; `what` names it. */
void bind_check_case(struct binder *b, const char *text, const char *what, struct pos pos);
const char *bind_joined(struct binder *b, const struct lines *l); /* with spaces */
bool bind_lines(struct binder *b, const struct value *v, const char *what, struct lines *out); /* of one paragraph */
bool bind_line_items(struct binder *b, const struct value *v, const char *what, struct lines *out); /* a paragraph each */
/* A figure as double (for lengths), within what a page can mean. */
bool bind_number(struct binder *b, const struct value *v, const char *what, const char *example, double *out);
bool bind_length(struct binder *b, const struct value *v, const char *what, const char *example, double *out); /* >= 0 */
const char *value_kind_name(struct binder *b, const struct value *v); /* "một danh sách", for messages */

/* Reports against a rule of the profile: its severity, its clause; not at all if the guide has no such rule. */
#define bind_origin(b, origin, code, pos, ...) \
    bind_origin_report((b), (origin), (code), (pos), (const char *const[]){__VA_ARGS__ __VA_OPT__(,) NULL})
void bind_origin_report(struct binder *b, struct origin origin, diag_code code, struct pos pos,
                        const char *const *args);
#define bind_rule(b, id, code, pos, ...) \
    bind_rule_report((b), (id), (code), (pos), (const char *const[]){__VA_ARGS__ __VA_OPT__(,) NULL})
void bind_rule_report(struct binder *b, const char *id, diag_code code, struct pos pos,
                      const char *const *args);

/* True when a misspelt key was said to mean this one. */
bool bind_meant(const struct binder *b, const char *key);
/* Reports what the document lacks, unless a misspelt key was already said to mean it. */
void bind_missing(struct binder *b, const char *key, const char *rule, diag_code code, struct pos pos);

/* ---- bind_text.c: paragraphs and runs ---- */

struct node *bind_para(struct binder *b, struct node *parent, enum role role, const char *place, struct pos pos);
struct node *bind_para_style(struct binder *b, struct node *parent, enum role role, const char *style, const char *place, struct pos pos);
/* A run at the end of `into` (the paragraph or a link in it) with a character style over the paragraph's
 * look; NULL: none. */
struct node *bind_run(struct binder *b, const struct node *para, struct node *into, const char *text,
                      const char *char_style);
/* The inlines of a paragraph value: a scalar, a list of inlines, or { doan: … }. */
bool bind_inlines(struct binder *b, struct node *para, const struct value *v);
bool bind_bold_inlines(struct binder *b, struct node *para, const struct value *v);
/* Reports short forms in the name of an organ, which stands in full. */
void bind_full_name(struct binder *b, const char *name, struct pos pos);

/* ---- bind_number.c: numbers of sections ---- */

/* Counts a section at the level (from 1); its number without the words around it. */
const char *bind_next_number(struct binder *b, int level);
/* Gives the heading its label, and the list that makes it where an office suite can count so. */
void bind_label(struct binder *b, struct node *para, int level, const char *label);
/* The label in a character style over the paragraph's look. */
void bind_label_style(struct binder *b, struct node *para, const char *char_style);

/* ---- bind_cite.c: cited papers ---- */

/* Reads and checks vien_dan; `date` is the paper's. To be called before any text is bound. */
bool bind_citations(struct binder *b, const struct value *root, struct date date);
/* The expanded text of `v` with its mentions written out: in full the first time and in căn cứ, short afterwards. The
 * order of the calls is the order of reading. NULL: reported. */
const char *bind_mentions(struct binder *b, const struct value *v, const char *text);
/* A text that is a paper of its own (kem_theo) begins, with first mentions of its own; or the paper goes on. */
void bind_mentions_in(struct binder *b, bool enclosed);
/* What can be told when all is bound: entries without a mention, thay_the and bai_bo, citations written by hand.
 * `whole`: every text was bound. */
bool bind_citations_end(struct binder *b, const struct value *root, bool whole);

/* ---- bind_cited_form.c: how a cited paper is written ---- */

/* Checks number and kind of an entry against the grammar of numbers. */
void bind_cited_number(struct binder *b, const char *kind, const char *number, struct date date, struct pos pos);
/* Hints at citations in the text of the paper that are written otherwise than the guide does. */
void bind_cited_forms(struct binder *b);

/* ---- fit.c: making names fit ---- */

double fit_width(struct binder *b, const struct char_props *chr, const char *text, struct pos pos); /* [pt] */
/* Keeps a line whole where lengths are rounded [pt]. */
#define FIT_SLACK 1.2

/* A block for names: how wide it is, and how far out of it a line may reach when its neighbour has room. */
struct block {
    double width, reach; /* [pt] */
    bool divide;         /* in two lines at least where a break says something */
};
double fit_block_reach(const struct block_rule *rule); /* how far a line may reach into the gap [pt] */
/* Sets `text` in the block: as it is, condensed by a little, reaching out of it, or broken by sense. */
void fit_name(struct binder *b, struct node *para, const char *text, struct block room, bool condense);
double fit_para_width(struct binder *b, const struct node *para); /* of its widest line, set as it is broken */
double fit_cell_width(struct binder *b, const struct node *cell); /* of its widest line with the indents */

/* Sets the paragraph closer so that it takes at most `lines` lines; false if that would be too close to read. */
bool fit_lines(struct binder *b, struct node *para, size_t lines);

/* ---- bind_sign.c: who signs ---- */

struct signers {
    const struct value **v; /* the one who leads first */
    size_t n;
};
bool bind_order_signers(struct binder *b, const struct value *v, struct signers *out);
bool bind_signer(struct binder *b, struct node *cell, const struct value *v, struct block room);
bool bind_confirmation(struct binder *b, struct node *cell, const struct value *v);
/* bind_post.c: what may stand in a signature block. */
void bind_check_name(struct binder *b, const char *name, struct pos pos);
void bind_check_capacity(struct binder *b, const char *text, struct pos pos, const char *post, bool kiem);
void bind_check_post(struct binder *b, const char *post, const char *power, struct pos pos); /* either may be NULL */
void bind_check_confirmation(struct binder *b, const struct value *v);
void bind_level_names(struct binder *b, struct node *left, struct node *right);

/* ---- bind_part.c, bind_annex.c, bind_mention.c: the parts of a file ---- */

/* A section of the document with its header; from here on b->text_width is its own, and headings count from 1. */
struct node *bind_part(struct binder *b, const char *place, struct pos pos, bool landscape);
/* b->layout as bo_cuc of the map says, else the fallback. */
bool bind_layout(struct binder *b, const struct value *map, const char *fallback);
/* The line that names the paper, made from one of the profile's patterns. */
void bind_pointer(struct binder *b, struct node *section, const char *pattern, const char *place, struct pos pos);
/* noi_dung of the map, or the file that tep names. `full_stop`: the text ends as a paper does. */
bool bind_part_content(struct binder *b, struct node *section, const struct value *v, const char *what, bool full_stop);
bool bind_enclosed(struct binder *b, const struct value *root); /* kem_theo */
bool bind_annexes(struct binder *b, const struct value *root);  /* phu_luc */
const char *bind_annex_number(struct binder *b, unsigned number);
/* Reports which of the n phụ lục the sections up to `last` do not speak of, and which they speak of that are not there. */
void bind_annex_mentions(struct binder *b, const struct value *annexes, size_t n, const struct node *last);

/* ---- the parts of a paper ---- */

/* "ngày 03 tháng 02 năm 2026", with blanks for what is not given. */
const char *bind_long_date(struct binder *b, struct date date);
const char *bind_kind_list(struct binder *b); /* the names of the kinds in force */
/* The names of one organ, with or without the organ above it, and its code in a symbol (NULL: reported). */
bool bind_organ_names(struct binder *b, struct node *cell, const struct value *v, bool parent, double width, const char **code);
const char *bind_number_text(struct binder *b, const struct value *map); /* of `so`: "05", a blank; NULL: reported */
bool bind_recipients(struct binder *b, struct node *cell, const struct value *v);
void bind_keep_next(struct binder *b, struct node *para);
bool bind_head(struct binder *b, struct node *section, const struct value *root, struct date date);
/* The head of a part: organs and title again, without number and date. */
void bind_head_names(struct binder *b, struct node *section, const char *place, struct pos pos);
/* The line under the words of `para`, where its component asks for one. */
void bind_short_rule(struct binder *b, struct node *parent, struct node *para, double width);
/* The same with the line that the component `c` asks for. */
void bind_rule_below(struct binder *b, struct node *parent, struct node *para, const struct component *c, double width);
/* Trích yếu into `parent`. */
bool bind_subject(struct binder *b, struct node *parent, const struct value *root, struct block room);
/* The component of a part that a guide may lack; NULL: it lacks it, which is an error with the guide's clause. */
const struct component *bind_component(struct binder *b, const struct value *v, enum role role);
bool bind_marks(struct binder *b, struct node *cell, const struct value *root);
bool bind_circulation(struct binder *b, struct node *section, const struct value *root);
bool bind_drafter(struct binder *b, struct node *cell, const struct value *root);
bool bind_copy(struct binder *b, struct node *section, const struct value *root); /* sao */
bool bind_contact(struct binder *b, struct node *section, const struct value *root);
/* Puts what the two before kept for the place below the signatures. */
void bind_below_signature(struct binder *b, struct node *section);
bool bind_title(struct binder *b, struct node *section, const struct value *root);
bool bind_body(struct binder *b, struct node *section, const struct value *root);
bool bind_foot(struct binder *b, struct node *section, const struct value *root);
/* nguoi_ky of a phụ lục that is signed by itself, as biểu are: who made it at the left, who answers for it at the right. */
bool bind_annex_signers(struct binder *b, struct node *section, const struct value *v);
bool bind_table(struct binder *b, struct node *parent, const struct value *v);
bool bind_is_named_table(struct binder *b, const struct value *v); /* a paragraph {{ bang.name }} */
bool bind_named_table(struct binder *b, struct node *parent, const struct value *v);
bool bind_tables_placed(struct binder *b, const struct value *root); /* reports tables that no line places */
bool bind_blocks(struct binder *b, struct node *parent, const struct value *list, int level);
/* The blocks of a whole text, with the room that tables want. */
bool bind_content(struct binder *b, struct node *section, const struct value *content);
void bind_full_stop(struct binder *b, const struct node *section); /* HD 05-HD/VPTW, Phần II, I.6.2.2 */
bool bind_section(struct binder *b, struct node *parent, const struct value *v, const struct value *heading, int level);
bool bind_picture(struct binder *b, struct node *parent, const struct value *v);
/* The length of a mark at the start of a text that ends before white space: "-", "a)", "1.1.", "IV-"; 0: none. */
size_t bind_written_mark(const char *s);
/* Reports inlines of which nothing is left to print. */
bool bind_filled(struct binder *b, const struct node *first, const struct value *v, const char *what);
bool bind_choice(struct binder *b, const struct value *v);
bool bind_paper(struct binder *b, const struct value *settings); /* trinh_bay; before bind_choice */
bool bind_checks(struct binder *b, const struct value *root); /* kiem_tra */

#endif
