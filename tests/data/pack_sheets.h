/* Spreadsheets of text files, so that cases can be read and changed by hand. */
#ifndef TESTS_DATA_PACK_SHEETS_H
#define TESTS_DATA_PACK_SHEETS_H

#include "base/ctx.h"

/* Appends the XLSX or ODS (by the suffix of `name`) of a text of its parts:
 *
 *   %% sheet NAME         of an XLSX: what stands in <worksheet>; "%% hidden NAME": of a hidden sheet
 *   %% strings            what stands in <sst>
 *   %% styles             what stands in <styleSheet>
 *   %% names              what stands in <definedNames>
 *   %% date1904           the workbook counts days from 1904; nothing follows
 *   %% content            of an ODS: what stands in <office:spreadsheet>; "%% automatic": in <office:automatic-styles>
 *   %% PART               any other part as it is
 *
 * A part xl/tables/tableN.xml is bound to the first sheet as rIdN. */
void pack_sheets(struct ctx *ctx, const char *name, struct span text, struct buf *out);

#endif
