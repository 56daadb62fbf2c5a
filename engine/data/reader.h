/* The readers behind data_read_file, one a format. Each returns the tree of the text or NULL after
 * reporting. Columns of positions count characters. */
#ifndef DATA_READER_H
#define DATA_READER_H

#include "data/value.h"

/* YAML 1.2 (JSON is read by the same parser, strictly): plain scalars true/false, null/~ and empty are typed, all
 * others are text. Duplicate keys, anchors, aliases, <<, tags, more than one document, bad UTF-8: errors. */
struct value *yaml_read(struct data *d, const struct source *source, struct span text, int first_line);
struct value *json_read(struct data *d, const struct source *source, struct span text);
/* Of values that were read before: text in old codes is not looked for, since words that stood in several lines stand in one now. */
struct value *json_read_again(struct data *d, const struct source *source, struct span text);
/* A document: YAML front matter between --- lines, then Markdown. Gives the front matter's map with the
 * body as its `noi_dung` (both given is an error). */
struct value *markdown_read(struct data *d, const struct source *source, struct span text);
/* The Markdown of one `md:` value or body: the list that `noi_dung` would be. `owner` gives positions. */
struct value *markdown_blocks(struct data *d, const struct value *owner);
/* A Markdown file without front matter, which the scalar `name` names: the list that `noi_dung` of `map` would be, with the
 * places that it would have there. Its texts hold expressions if those of the file that names it do. NULL: reported. */
struct value *markdown_file(struct data *d, const char *path, const struct value *name, const struct value *map);
/* A spreadsheet, XLSX or ODS: a map of what it holds. One sheet with content is a list of rows under `key`, as a CSV file; of
 * several, `key` is a map of such lists by their names. A sheet in which the file itself marks tables is these tables: one
 * stands for the sheet, several are a map by their names. The total of a table stands beside it under its key and _tong. Names
 * that the office gave to single cells stand beside `key`. Hidden sheets are not read. NULL: reported. */
struct value *sheets_read(struct data *d, const struct source *source, struct span bytes, const char *key);
/* What is asked of it: a list of maps; *total: the total of a table, or NULL. NULL: reported. */
struct value *sheets_table(struct data *d, const struct source *source, struct span bytes, const struct data_ask *ask, struct value **total);
struct value *csv_read(struct data *d, const struct source *source, struct span text);

/* The values that Markdown yields, which YAML may write as well:
 *   "text"                                   a paragraph of plain text
 *   { doan: [ INLINE... ] }                  a paragraph with formatted text
 *   { muc: "text" | [INLINE...], noi_dung: [...] }   a section (# ... ####), nested
 *   { gach: [ "text" | {doan:…} | {gach:…} … ], dau: "-" | "+" }   list items; dau is the written mark
 *   { liet_ke: [ ... ], dau: "1." | "a)" , tu: 1 }   an ordered list, as numbered in the source
 *   { bang: { cot: [{ten, can}], dong: [[cell...]] } }    cell: "text" | {doan: […]}
 *   { anh: { tep, mo_ta, chu_thich } }       an image alone in its paragraph
 * INLINE: "text" | { dam: [INLINE…] } | { nghieng: [INLINE…] } | { gach_bo: [INLINE…] }
 *         | { lien_ket: "url", noi_dung: [INLINE…] } | { chu_thich: [blocks] } | { xuong_dong: true }
 * A section's heading level: `cap: 1..4`. */

#endif
