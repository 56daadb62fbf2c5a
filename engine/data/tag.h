/* Where a tag {{ … }} in a literal text ends, asked before anyone parses what is in it. Strings and braces inside are
 * respected. Word puts typographic quotes where a clerk typed straight ones, so they open and close strings too; a
 * straight quote is closed only by a straight one, so that a text may hold the typographic ones. */
#ifndef DATA_TAG_H
#define DATA_TAG_H

#include "base/span.h"

/* The end (after "}}") of the tag that starts at text[i] == "{{"; 0 if it is open. */
size_t tag_end(struct span text, size_t i);
/* The bytes of the quote at s[i]; 0: there is none. */
size_t tag_quote(struct span s, size_t i);
/* The byte after the string that begins with the quote at s[i]; 0 if it is not closed. */
size_t tag_string_end(struct span s, size_t i);

#endif
