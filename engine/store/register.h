/* The register of outgoing papers (sổ đăng ký văn bản đi): which number was given to what, by whom and when.
 *
 * Numbers run in a series: of an organ, for a kind, through a term of office (Party) or a year (State). An entry goes
 * reserved -> rendered -> signed -> issued, or to void; a number is never given twice and never lost without a line in the journal. A
 * transaction is short: no network, no token and no rendering happens in it. The clock and the name of who works are given by the program. */
#ifndef STORE_REGISTER_H
#define STORE_REGISTER_H

#include "base/ctx.h"
#include "render/vanban.h"

struct reg; /* `register` is a word of C */

/* ---- the office's rules: vanban.yaml ---- */

struct reg_term {
    const char *name;                    /* "2025 - 2030" */
    int64_t from, to;                    /* midnight UTC of the first day, and of the day behind the last; to 0: still running */
    int64_t congress_from, congress_to;  /* likewise of the congress; both 0: not said */
};

struct reg_rules {
    const char *root, *file; /* the folder of vanban.yaml, and it */
    struct reg_term *terms;  /* nhiem_ky */
    size_t n_terms;
    const char **groups;     /* so_dang_ky.chung: folded names of kinds that share a series, each "quyet_dinh;quy_dinh" */
    size_t n_groups;
    bool one_series;         /* so_dang_ky.chung: tất cả (State) */
    bool may_skip;           /* so_dang_ky.chua_so: numbers may be left out, to be filled later */
    bool may_fill;           /* so_dang_ky.lui_so: and may be filled */
    const char *secret;      /* kho_mat: the folder of what is secret; relative to root */
};

/* Looks for vanban.yaml from folder `from` upward. false: reported. */
bool reg_rules_read(struct ctx *ctx, struct arena *a, const char *from, struct reg_rules *out);

struct reg_series {
    const char *organ, *kinds, *period; /* "BCĐ", "Kế hoạch", "2025 - 2030" */
};
/* The series that the number of the paper, which is dated, comes from; false: reported. */
bool reg_series_of(struct ctx *ctx, struct arena *a, const struct reg_rules *rules, const vb_paper *paper, struct reg_series *out);

/* ---- entries ---- */

/* Texts are NULL where nothing is known. What lies in a struct that the register gave lives in the arena asked for. */
struct reg_row {
    int64_t id;
    const char *organ, *kinds, *period;
    int64_t number;
    const char *state;          /* "reserved", "rendered", "signed", "issued", "void"; "skipped": left out for later */
    int64_t until;              /* the reservation ends then [s since 1970]; 0: it does not */
    int64_t held;               /* 1: by a process that is at work on it, and free when that dies */
    const char *kind, *symbol, *full; /* "Kế hoạch", "KH/BCĐ", "01-KH/BCĐ" */
    const char *day;            /* "2026-06-15" */
    const char *subject, *signers, *addressees, *kept, *copies;
    const char *sent;           /* the day it was handed over */
    const char *secrecy, *urgency;
    const char *document;       /* the paper's file, relative to the workspace */
    const char *file, *digest;  /* in the archive, relative to the workspace; SHA-256 */
    const char *reason, *note;
};

/* What the register keeps of the paper: all but the number. */
void reg_row_of(const vb_paper *paper, const struct reg_series *series, struct reg_row *out, struct arena *a);

/* ---- the register ---- */

struct reg_place {
    const char *root; /* .vanban/ and luu/ stand in it */
    const char *who;
    int64_t now;
    bool read_only;
    bool secret;    /* a root that is made is its owner's alone */
    bool impatient; /* a register that another process is at work in is told of at once */
};

/* false: reported. */
struct reg *reg_open(struct ctx *ctx, const struct reg_place *place);
void reg_close(struct reg *r); /* NULL is legal; numbers that the process holds are free afterwards */

/* How a number is given. */
struct reg_how {
    int64_t number;  /* this one; 0: the next */
    int64_t until;   /* reserved until then; 0: for good */
    bool held;       /* for as long as this process lives, to be issued by it */
    const char *reason;
};
/* Gives a number to `want`, whose `number` is set and which is stored. The next is that of a process that died or of a reservation that
 * ended, else the one behind the highest. *out is the entry. false: reported. */
bool reg_give(struct reg *r, const struct reg_rules *rules, const struct reg_row *want, const struct reg_how *how, struct arena *a,
              struct reg_row *out);
/* The number's entry; false: reported. */
bool reg_find(struct reg *r, const struct reg_series *series, int64_t number, struct arena *a, struct reg_row *out);
/* The entry becomes void and its number is never given again; issued ones are recalled, not voided. false: reported. */
bool reg_void(struct reg *r, const struct reg_series *series, int64_t number, const char *reason);
/* Leaves out `count` numbers, to be filled later. *first is the lowest. false: reported. */
bool reg_skip(struct reg *r, const struct reg_rules *rules, const struct reg_row *want, int64_t count, const char *reason, int64_t *first);
const char *reg_root(const struct reg *r);
/* Stores the entry in a new state, which has to be one behind its own; what is rendered has its name in the archive from then on; `verb` stands in the journal. false: reported. */
bool reg_advance(struct reg *r, struct reg_row *row, const char *state, const char *verb);
/* The entry is issued, and those of the papers that it supersedes and repeals ("05-KH/BCĐ; 36-HD/VPTW", NULL: none), as far as they are in
 * this register, say so with it. false: reported. */
bool reg_issued(struct reg *r, struct reg_row *row, const char *supersedes, const char *repeals);

/* Goes through the entries, by series and number; `want` NULL: all, else those of its series (NULL members: any). false: reported, or
 * the callback said so. */
bool reg_each(struct reg *r, const struct reg_series *want, bool (*row)(void *user, const struct reg_row *row), void *user);
/* A table of entries that were kept elsewhere. */
struct reg_source {
    const char *file;
    /* What a paper of that kind and day is, as for reg_series_of; it lives until reg_import returns. false: reported, but when `quiet`. */
    bool (*paper)(void *user, const char *kind, const char *day, bool quiet, vb_paper *out);
    void *user;
};
/* Enters them all as issued, or none. false: reported. */
bool reg_import(struct reg *r, const struct reg_rules *rules, const struct reg_source *source, size_t *count);

/* Which entries are printed: of a series (NULL members: of any), of days from .. to ("2026-06-15", NULL: no bound). */
struct reg_period {
    struct reg_series series;
    const char *from, *to;
};
/* The data of the template so-dang-ky.xml, for a printing of `day`; entries that are there for a while only are left out. false: reported,
 * also when there is none. */
bool reg_print_data(struct ctx *ctx, struct reg *r, const struct reg_period *period, const char *day, struct buf *out);
bool reg_print_csv(struct ctx *ctx, struct reg *r, const struct reg_period *period, struct buf *out);
const char *reg_iso_day(struct arena *a, const char *text); /* of "15/6/2026"; NULL: no date */

/* Entries after they were issued. `name` is an entry's number and symbol ("05-KH/BCĐ"), its document or its file; where several have it,
 * the one of `period` (NULL: not said). false: reported. */
bool reg_named(struct reg *r, const char *name, const char *period, struct arena *a, struct reg_row *out);
/* Goes through the issued entries that hold still, were neither superseded nor repealed nor recalled, and have a document, in the order they
 * were entered. false: reported, or the callback said so. */
bool reg_each_current(struct reg *r, bool (*row)(void *user, const struct reg_row *row), void *user);
/* The last of them of a document; out->id 0: none. false: reported. */
bool reg_current(struct reg *r, const char *document, struct arena *a, struct reg_row *out);
/* Whether the register has anything under this name, as reg_named takes it. false: reported. */
bool reg_knows(struct reg *r, const char *name, bool *out);
/* What happens to an issued paper; both entries say it of each other. */
enum reg_relation { REG_SUPERSEDED, REG_AMENDED, REG_REPEALED, REG_RECTIFIED, REG_RECALLED };
/* `by` (NULL: none, as for a recall): an entry, or the number of a paper that is not in this register. false: reported. */
bool reg_relate(struct reg *r, enum reg_relation relation, const char *name, const char *by, const char *period, const char *reason);
/* A step before a number is given (soạn, thẩm định, trình ký, đã ký): a line of its own. */
bool reg_note_step(struct reg *r, const char *document, const char *step, const char *reason);
/* What the register knows of a document or an entry, in the order it happened. */
struct reg_event {
    int64_t time;
    const char *who, *verb, *reason, *full;
    const char *other; /* of a relation between two entries: the other's number; NULL */
    bool passive;      /* it was done to this entry by the other */
};
bool reg_log(struct reg *r, const char *name, void (*event)(void *user, const struct reg_event *e), void *user);

struct reg_checked {
    size_t entries, wrong;
    size_t recovered; /* of the entries: from what an archived file says of itself */
};
/* Compares the archive with the register: an issued file that is gone, was changed or says something else than its entry is reported and
 * counted, and so is a file in luu/ that no entry has. false: reported. */
bool reg_check_archive(struct reg *r, struct reg_checked *out);
/* Makes the database anew from the journal first; entries that a lost or cut journal does not have are taken from the archived files. */
bool reg_rebuild(struct reg *r, const struct reg_rules *rules, struct reg_checked *out);

/* Every row of every table, a line of JSON each, in an order of its own: two registers are the same if this is. */
bool reg_dump(struct reg *r, struct buf *out);
void reg_row_json(const struct reg_row *row, struct buf *out);

#endif
