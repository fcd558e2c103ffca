/*
 * sheet: a table as a file that office programs open.
 *
 *	rows of cells, some at a time --> [sheet] --> CSV (UTF-8 with its mark),
 *						      or XLSX
 *
 * However many rows there are, few are in memory.
 */
#ifndef SANJI_EXPORT_SHEET_H
#define SANJI_EXPORT_SHEET_H

#include <jansson.h>
#include <stddef.h>

#include "schema/base/err.h"
#include "schema/base/macros.h"

enum sheet_form { SHEET_CSV, SHEET_XLSX };

struct sheet;

/*
 * Begin a new file of that path; what is put aside meanwhile lies in the
 * directory.  -1 with ERR_IO.
 */
int sheet_begin(const char *path, const char *directory, enum sheet_form form,
    struct sheet **out, struct err *e) MUST_CHECK;

/*
 * Append rows: an array of arrays of texts and whole numbers.  The first row
 * of all has the headings.  What a spreadsheet would take for a formula is a
 * text there.  -1 with ERR_IO, or ERR_LIMIT (more than a workbook has).
 */
int sheet_add(struct sheet *s, const json_t *rows, struct err *e) MUST_CHECK;

/* Finish the file and let go of it; NULL is fine.  -1 with ERR_IO: it is not
 * whole. */
int sheet_end(struct sheet *s, struct err *e) MUST_CHECK;

#endif
