/* The vocabulary of a profile file: which element holds which attributes, and where their values go. Only
 * profile_read.c includes it. */
#ifndef MERGE_PROFILE_TABLE_H
#define MERGE_PROFILE_TABLE_H

#include "merge/profile.h"

enum field_type { FIELD_TEXT, FIELD_NUMBER, FIELD_BOOL, FIELD_COLOR, FIELD_DATE, FIELD_ENUM };

struct profile_field {
    const char *name;
    enum field_type type;
    size_t offset;
    bool required;
    const char *const *names; /* FIELD_ENUM: value = index */
};

struct element {
    const char *name, *parent;
    size_t size;        /* of one row; 0: the fields go into the profile (or the last layout) itself */
    size_t list, count; /* offsets of the row array and its count in the profile */
    const struct profile_field *fields;
    bool optional; /* a guide may have none */
};

extern const struct element profile_elements[];
extern const size_t profile_elements_count; /* at most 32 */

#endif
