/* The parts of the YAML reader. Internal to data. */
#ifndef DATA_YAML_H
#define DATA_YAML_H

#include "data/marks.h"

#include <libfyaml.h>

/* Lines 1.. of `text` stand in the file from `first_line` on. */
struct yaml_input {
    struct data *d;
    const struct source *source;
    struct span text;
    int first_line;
    bool json;
};

/* Puts a scalar's text with its marks: `raw` is how it stands in the file from line:col on. */
void yaml_put_scalar(struct marks *m, struct span raw, struct span text, enum fy_scalar_style style,
                     int line, int col);

/* Reports what libfyaml found at line:col (counted in `text`), in the words of a clerk. `open` is
 * where the innermost open bracket stands, line 0 if there is none. */
void yaml_report(const struct yaml_input *in, const char *message, int line, int col,
                 struct pos open);
/* False: a line begins with a space that does not break, which YAML takes for a letter; reported. */
bool yaml_check_spaces(struct data *d, const struct source *source, struct span text, int first_line);
/* Reports a bare {{ }}, which YAML takes for two maps, and shows the quoted value. */
void yaml_report_braces(const struct yaml_input *in, int line);
/* The byte where a value of this line begins with "{{", or its length. */
size_t yaml_find_braces(struct span line);

#endif
