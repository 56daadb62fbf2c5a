/* Small documents for the tests of the DOCX writer. */
#ifndef TESTS_OOXML_BUILD_H
#define TESTS_OOXML_BUILD_H

#include "model/doc.h"

/* A document with a few styles of an office paper and one empty A4 section. */
struct doc *build_doc(void);
struct node *build_section(struct doc *d, const char *place);
struct node *build_para(struct doc *d, struct node *parent, const char *style, const char *text);
struct node *build_node(struct doc *d, enum node_type type, struct node *parent);
/* `columns` of 100 pt; cells of 5.4 pt left and right. */
struct node *build_table(struct doc *d, struct node *parent, size_t columns, double border);
struct node *build_cell(struct doc *d, struct node *row, int col_span, int row_span,
                        const char *text);
/* A header with the page number, centred. */
struct node *build_header(struct doc *d);

struct doc *build_paper(void);   /* heading block, levels, items, signature block, two sections */
struct doc *build_tables(void);  /* spans, repeated rows, tables in a row, at the end, in a cell */
struct doc *build_inlines(void);
struct doc *build_lists(void); /* character styles, links, notes, pictures, breaks */

#endif
