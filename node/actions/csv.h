/*
 * csv: tables as spreadsheets write them (RFC 4180).
 *
 *	text --csv_next--> rows of cells;  cells --csv_add_cell--> text
 *
 * A cell in quotes may hold commas, quotes (doubled) and line ends.  A byte
 * order mark at the beginning is passed over; line ends are LF or CRLF.
 */
#ifndef SANJI_ACTIONS_CSV_H
#define SANJI_ACTIONS_CSV_H

#include <jansson.h>

#include "schema/base/buf.h"
#include "schema/base/err.h"
#include "schema/base/macros.h"

#define CSV_CELLS_MAX 256	/* cells of a row */
#define CSV_ROWS_MAX 20000	/* rows of a table */
#define CSV_MARK "\xef\xbb\xbf" /* says "this is UTF-8" to a spreadsheet */

struct csv {
	const char *at; /* borrowed text; what is left of it */
	long line;	/* of what is left, from 1 */
	long row_line;	/* where the last row began */
	long rows;	/* given so far */
};

/* Begin to read text, which must live as long as c. */
void csv_open(struct csv *c, const char *text);

/*
 * The next row that is not empty: 1 and a new array of strings, 0 at the
 * end; -1 with ERR_FORMAT (a quote that is not closed, bytes that are not
 * UTF-8) or ERR_LIMIT, naming the line.
 */
int csv_next(struct csv *c, json_t **row_out, struct err *e) MUST_CHECK;

/* Append a cell, in quotes if it needs them; a comma before all but first. */
int csv_add_cell(
    struct buf *out, size_t place, const char *text, struct err *e) MUST_CHECK;

/* End the row. */
int csv_end_row(struct buf *out, struct err *e) MUST_CHECK;

#endif
