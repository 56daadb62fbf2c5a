/* The sources that vanban.yaml names under `nguon`: files of one shape, a form for each commune, collected into one list.
 *
 * A source NAME becomes a list of rows, each with `nguon`, the path of its file. What the entry says, by key:
 *   tep        a file, or a pattern: "du-lieu/xa/" and a star and ".xlsx"; below the folder of vanban.yaml
 *   trang, vung, tieu_de   which sheet, which cells ("B3:F40" or a name), which rows are the head ("3", "3-4")
 *   o          of a form: a map of keys to the cell ("C7"), or to the label left of it; of YAML to a path. One row a file
 *   khoa       the column that says who reports; otherwise it is the file's name
 *   danh_sach  who shall report: a list, or { tep, trang, vung, tieu_de, cot }
 *   ky_truoc   the same for the period before: of every figure X the row gets X_truoc, X_tang and X_tang_phan_tram
 * Beside NAME stands NAME_tong, the total of the table where it is one file, and NAME_chua_bao_cao, who has not reported: rows of { ten }. */
#ifndef GATHER_GATHER_H
#define GATHER_GATHER_H

#include "data/value.h"

/* Puts the lists of all sources into the root; a key that stands already keeps its value, as vanban.yaml is the lowest layer.
 * `entries` is the value of `nguon` (NULL: none), `file` is vanban.yaml's path. false: reported. */
bool gather_sources(struct data *d, const char *file, const struct value *entries);

/* What readings call a source (struct file_part): this and the key of its entry. */
#define GATHER_PART "nguon."
/* One source alone, by its folded key. false: there is none, or reported. */
bool gather_source(struct data *d, const char *file, const struct value *entries, const char *key);
/* The files that it is made of at the moment, in a fixed order. false: as above. */
bool gather_paths(struct data *d, const char *file, const struct value *entries, const char *key, const char ***out, size_t *n);

#endif
