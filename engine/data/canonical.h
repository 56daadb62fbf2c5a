/* Values as canonical JSON, and read back to the values that they were: keys by code point, no white space, numbers as written.
 *
 * What JSON cannot say goes into a form beside it: which texts stood without quotes though they are no JSON numbers, the written
 * order of keys where it matters, and for the members of the root, which file each came from. */
#ifndef DATA_CANONICAL_H
#define DATA_CANONICAL_H

#include "data/value.h"

/* What is kept of a value: a member that is left out is not there, an item of a list is null. */
enum value_kept { VALUE_LEFT_OUT, VALUE_AS_NULL, VALUE_KEPT };
struct value_filter {
    enum value_kept (*kept)(void *user, const struct value *v);
    void *user;
};

/* Appends the value; NULL: all of it is kept. Two values that are equal but for the order of their keys give the same bytes. */
void value_canonical(const struct value *v, const struct value_filter *filter, struct buf *out);
/* A bare scalar of JSON's own number grammar, without exponent. */
bool value_is_json_number(const struct value *v);

/* Puts the form of the root's members into `form`, a map of `to` (whose keys are exact): "files" (a list of {"path", "document",
 * "table", "keys"}), "bare", "keys", "order". `path` names a file as it will be read back. */
void value_put_form(const struct value *root, const struct value_filter *filter, const char *(*path)(void *user, const char *file), void *user,
                    struct data *to, struct value *form);
/* Fills d->root from the JSON and such a form, whose files stand in `folder`; `name` stands in diagnostics. false: reported. */
bool data_restore(struct data *d, const char *name, const char *folder, struct span json, const struct value *form);

/* For making such maps: a text, a list of texts under a key, ... of a made tree without places. */
struct value *value_add_text(struct data *d, struct value *to, const char *key, const char *text); /* key NULL: `to` is a list */
struct value *value_add_true(struct data *d, struct value *map, const char *key);
struct value *value_add_many(struct data *d, struct value *to, const char *key, enum value_type type); /* VALUE_LIST or VALUE_MAP */

#endif
