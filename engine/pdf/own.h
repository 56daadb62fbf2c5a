/* What the files of the reader share. Private to pdf. */
#ifndef PDF_OWN_H
#define PDF_OWN_H

#include "pdf/parse.h"
#include "pdf/read.h"

enum { PDF_MOST_NUMBER = 8388607 }; /* annex C.2 */

/* An object stream that was opened (7.5.7). */
struct pdf_pack {
    struct span data; /* inflated */
    size_t first;     /* where its first object begins */
    size_t n;
    struct pdf_packed {
        uint32_t num;
        size_t at, end; /* in `data` */
    } *v;
};

enum slot_state { SLOT_NEW, SLOT_OPENING, SLOT_DONE };

/* An object number in its newest revision. */
struct pdf_slot {
    struct pdf_place place;
    enum slot_state state, pack_state;
    const struct pdf_obj *object; /* SLOT_DONE */
    const struct pdf_pack *pack;  /* of an object stream that was opened; NULL: it is broken */
};

struct pdf_file {
    struct ctx *ctx;
    const char *name;
    struct span bytes;
    struct arena *arena;
    struct pdf_revision *revisions;
    size_t n_revisions;
    struct pdf_slot *slots; /* by number */
    struct pdf_place *places;
    size_t n_slots;
    const struct pdf_obj *trailer;
    int version;
    bool repaired;
    /* What may still be used of the bounds. */
    size_t work, values, inflated, lines;
    int nesting;
    /* The first fault: held back while opening, since a scan may do without the table. */
    bool opening, failed;
    diag_code fault;
    size_t fault_at;
    const char *fault_arg;
    /* Pages, found when the first is asked for. */
    uint32_t *pages;
    size_t n_pages;
    bool pages_known;
};

/* One cross-reference section (7.5.4, 7.5.8), as read. */
struct pdf_section {
    size_t at, end; /* of the table with its trailer, or of the stream object */
    bool stream;
    const struct pdf_obj *trailer;
    struct pdf_place *places; /* by number, each once */
    size_t n_places;
};

struct pdf_places {
    struct pdf_place *v;
    size_t n, cap;
};

/* xref.c: reads the section at an offset, with the stream of a hybrid file. false: faulted. */
bool pdf_read_section(struct pdf_file *f, size_t at, struct pdf_section *out);
/* Sorts by number. Of equal numbers the first counts when `first`, else it is a fault. Takes the array over into the arena. */
bool pdf_sort_places(struct pdf_file *f, struct pdf_places *list, bool first, struct pdf_place **out, size_t *n);
void pdf_add_place(struct pdf_places *list, struct pdf_place place);
/* load.c: the object whose head stands at an offset, with the data of a stream. *end is behind endobj. `scan`: the data
 * of a stream end at the first "endstream" where /Length is not direct. false: faulted. */
bool pdf_read_indirect(struct pdf_file *f, size_t at, bool scan, struct pdf_head *head, const struct pdf_obj **out, size_t *end);
const struct pdf_pack *pdf_open_pack(struct pdf_file *f, const struct pdf_obj *stream);
struct pdf_slot *pdf_slot_of(const struct pdf_file *f, uint32_t num); /* NULL: there is none */
/* read.c: slots from places, which are sorted and each once. */
void pdf_set_slots(struct pdf_file *f, const struct pdf_place *places, size_t n);
/* repair.c: fills f by a scan; false: not safe. */
bool pdf_repair(struct pdf_file *f);

/* The parser at an offset of the file, with what is left of the bounds; end it with pdf_parser_end. */
void pdf_parser_begin(struct pdf_file *f, struct pdf_parser *p, struct span text, size_t at);
/* Releases it and takes over its fault. false: it failed. `inside`: the text is not the file, offsets are those of `shown_at`. */
bool pdf_parser_end(struct pdf_file *f, struct pdf_parser *p, size_t shown_at);

#endif
