/* What the files of changes_find share. Private to sign/changes*.c. */
#ifndef SIGN_CHANGES_PRIVATE_H
#define SIGN_CHANGES_PRIVATE_H

#include "sign/changes.h"

enum { CHANGES_DEPTH = 64, CLEARED_ANYWHERE = UINT16_MAX };

struct compare {
    struct pdf_file *then, *now;
    struct arena *a;
    const struct permission *by;
    struct changes *out;
    size_t n;          /* numbers of the signed file, and one more */
    uint16_t *cleared; /* by number: at how many of its places a change of the object was looked into */
    uint16_t *uses;    /* by number: how many references lead to it; NULL: not counted yet */
    size_t n_now;
    uint8_t *widgets;  /* by number in the new file: 1 is the widget of a new signature */
};

/* The paper is not what was signed, by what is named. */
void changed_other(struct compare *c, const char *what);
/* It is, but was saved in a way in which changes can hide. */
void changed_unsound(struct compare *c, const char *what);
/* A field was filled in or signed; it counts against the locks by its name. */
void changed_field(struct compare *c, const char *name);

bool changes_is_new(struct compare *c, const struct pdf_obj *ref);
/* Dictionaries that are equal but for some keys; the list ends with NULL. */
bool changes_same_but(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now, const char *const *keys);
/* One place at which the object may have changed. An object that is used elsewhere too must be cleared at all its places. */
void changes_clear(struct compare *c, const struct pdf_obj *ref);
void changes_clear_anywhere(struct compare *c, uint32_t num);
/* At how many places of the signed file an object is used. */
unsigned changes_uses(struct compare *c, const struct pdf_obj *ref);
/* Calls for every reference in an object, below which it does not look, until one call says true. */
bool changes_any_reference(struct compare *c, const struct pdf_obj *o, int depth, bool (*is)(struct compare *c, const struct pdf_obj *ref));
/* A key whose value may be another one now, and is looked into by the caller: it is never gone, and what is an object of its own is no stream
 * and has not taken the number of another. false: it is not so. */
bool changes_replaced(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now, const char *key);
/* An array that may hold more references than it did, of which `may` judges each. */
bool changes_grown(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now,
                   bool (*may)(struct compare *c, const struct pdf_obj *ref));

/* changes_form.c: the form and its fields. Tells by changed_other and changed_field; fills c->widgets. */
void changes_compare_form(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now);

#endif
