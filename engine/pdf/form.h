/* The fields that a paper of ours has from rendering on: empty signatures where the guide foresees them, and text fields over
 * the blanks of number and date (DESIGN: the leader signs before the clerk gives both, and the organ signs after that). */
#ifndef PDF_FORM_H
#define PDF_FORM_H

#include "layout/frame.h"

/* The field's name (/T), or what it begins with: of person and organ a number follows, from 1 ("nguoi_ky_1"), of the second and later places of a
 * blank one from 2 ("so", "so_2"). */
const char *pdf_field_name(enum form_use use);
/* A signature; else a text field. */
bool pdf_field_signs(enum form_use use);

#endif
