#include "node/actions/csv.h"

#include <string.h>

#include "schema/base/json.h"

void
csv_open(struct csv *c, const char *text)
{
	size_t mark = strlen(CSV_MARK);

	*c = (struct csv){.at = text, .line = 1};
	if (strncmp(text, CSV_MARK, mark) == 0)
		c->at += mark;
}

static int
ends_row(const char *at)
{
	return *at == '\0' || *at == '\n' || (at[0] == '\r' && at[1] == '\n');
}

static int
read_plain(struct csv *c, struct buf *cell, struct err *e)
{
	const char *begin = c->at;

	while (*c->at != ',' && !ends_row(c->at))
		c->at++;
	return buf_add(cell, begin, (size_t)(c->at - begin), e);
}

/* After the opening quote, and past the closing one. */
static int
read_quoted(struct csv *c, struct buf *cell, struct err *e)
{
	long opened = c->line;

	for (;; c->at++) {
		if (*c->at == '\0')
			return err_set(e, ERR_FORMAT,
			    "line %ld: a quote is opened there and never "
			    "closed; close it, or write \"\" for a quote",
			    opened);
		if (c->at[0] == '"' && c->at[1] != '"')
			break;
		if (*c->at == '"')
			c->at++;
		if (*c->at == '\n')
			c->line++;
		/* A line end within a cell is one LF, however it was saved. */
		if (c->at[0] == '\r' && c->at[1] == '\n')
			continue;
		if (buf_add(cell, c->at, 1, e) != 0)
			return -1;
	}
	c->at++;
	if (*c->at != ',' && !ends_row(c->at))
		return err_set(e, ERR_FORMAT,
		    "line %ld: text follows a closing quote; put the whole "
		    "cell in quotes and double those within",
		    c->line);
	return 0;
}

static int
read_cell(struct csv *c, json_t *row, struct err *e)
{
	struct buf cell = BUF_INIT;
	json_t *text = NULL;
	int failed;

	if (*c->at == '"') {
		c->at++;
		failed = read_quoted(c, &cell, e);
	} else {
		failed = read_plain(c, &cell, e);
	}
	if (!failed && (text = json_string(buf_text(&cell))) == NULL)
		failed = err_set(e, ERR_FORMAT,
		    "line %ld is not UTF-8; save the table as \"CSV UTF-8\"",
		    c->line);
	buf_free(&cell);
	return failed ? -1 : json_append_take(row, text, e);
}

static void
end_line(struct csv *c)
{
	if (*c->at == '\r')
		c->at++;
	if (*c->at == '\n')
		c->at++;
	c->line++;
}

static int
read_row(struct csv *c, json_t *row, struct err *e)
{
	c->row_line = c->line;
	for (;;) {
		if (json_array_size(row) == CSV_CELLS_MAX)
			return err_set(e, ERR_LIMIT,
			    "line %ld has more than %d cells", c->line,
			    CSV_CELLS_MAX);
		if (read_cell(c, row, e) != 0)
			return -1;
		if (*c->at != ',')
			break;
		c->at++;
	}
	end_line(c);
	return 0;
}

/* What a spreadsheet leaves of a row that was emptied: commas. */
static int
is_empty(const json_t *row)
{
	size_t i;
	json_t *cell;

	json_array_foreach (row, i, cell)
		if (json_string_length(cell) > 0)
			return 0;
	return 1;
}

int
csv_next(struct csv *c, json_t **row_out, struct err *e)
{
	while (*c->at != '\0') {
		json_t *row = json_array();

		if (row == NULL)
			return err_nomem(e);
		if (read_row(c, row, e) != 0) {
			json_decref(row);
			return -1;
		}
		if (!is_empty(row) && c->rows++ < CSV_ROWS_MAX) {
			*row_out = row;
			return 1;
		}
		json_decref(row);
		if (c->rows > CSV_ROWS_MAX)
			return err_set(
			    e, ERR_LIMIT, "more than %d rows", CSV_ROWS_MAX);
	}
	return 0;
}

int
csv_add_cell(struct buf *out, size_t place, const char *text, struct err *e)
{
	if (place > 0 && buf_add_text(out, ",", e) != 0)
		return -1;
	if (strpbrk(text, ",\"\r\n") == NULL)
		return buf_add_text(out, text, e);
	if (buf_add_text(out, "\"", e) != 0)
		return -1;
	for (const char *at = text; *at != '\0'; at++)
		if ((*at == '"' && buf_add_text(out, "\"", e) != 0) ||
		    buf_add(out, at, 1, e) != 0)
			return -1;
	return buf_add_text(out, "\"", e);
}

int
csv_end_row(struct buf *out, struct err *e)
{
	return buf_add_text(out, "\r\n", e);
}
