/* The names that DOCX has for formats of numbers (ECMA-376-1:2016, 17.18.59). */
#ifndef OOXML_FORMAT_H
#define OOXML_FORMAT_H

#include "model/props.h"

struct format_name {
    const char *val;    /* w:val or w:fmt */
    const char *custom; /* w:format of the value "custom"; NULL: none */
};

struct format_name docx_format_name(enum numbering_format format);
/* false: not known here, `out` as it was. Either may be NULL. */
bool docx_format_read(const char *val, const char *custom, enum numbering_format *out);

#endif
