/*
 * sheet: a table as a file that office programs open.
 *
 *	rows of cells --write--> CSV (UTF-8 with its mark), or XLSX
 */
#ifndef SANJI_WEB_SHEET_H
#define SANJI_WEB_SHEET_H

#include <jansson.h>

#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"

/*
 * Append rows, an array of arrays of texts and whole numbers, the first of
 * them the headings.
 * What a spreadsheet would take for a formula is a text there.
 */
int sheet_csv(const json_t *rows, struct buf *out, struct err *e) MUST_CHECK;

/* The same as XLSX, in a file of the directory that has no name: its
 * descriptor and length.  -1 with ERR_IO. */
int sheet_xlsx(const json_t *rows, const char *directory, int *fd_out,
    size_t *len_out, struct err *e) MUST_CHECK;

#endif
