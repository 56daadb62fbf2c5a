/* What every reader checks before it parses. Internal to data. */
#ifndef DATA_INPUT_H
#define DATA_INPUT_H

#include "data/value.h"

/* Takes a byte order mark off and refuses bytes that are not UTF-8 text: reported, false. */
bool input_check(struct data *d, const char *file, struct span *text, int first_line);
/* The same without the search for text in old codes. */
bool input_check_bytes(struct data *d, const char *file, struct span *text, int first_line);
struct span input_without_mark(struct span text);
/* The same for a text that came about by escapes, so that it could not be seen in the file: no control
 * characters but, where keys are exact, those of templates in DOCX for a new paragraph and page. `pos` is where it stands. */
bool input_check_text(struct data *d, struct span text, struct pos pos);
/* The same for a text of a spreadsheet, which may be in an old code besides. */
bool input_check_cell(struct data *d, struct span text, struct pos pos);
bool input_is_clean(struct data *d, struct span text); /* whether it would pass, without a word */
/* The line that holds byte `offset`, without its line end. */
struct span input_line(struct span text, size_t offset);
/* The line with this number (1 is the first); empty when there is none. */
struct span input_line_at(struct span text, int number);
/* Where byte `offset` stands; counts from the start of the text. */
struct pos input_pos(const char *file, struct span text, size_t offset, int first_line);
/* Reports, once a run, that the files hold more values than the bound. */
bool input_within_limit(struct data *d, struct pos pos);

#endif
