#include "node/export/sheet.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "node/actions/csv.h"
#include "schema/base/buf.h"

/* Characters a column is wide. */
#define COLUMN_WIDTH 22

struct sheet {
	FILE *csv; /* or a workbook */
	lxw_workbook *book;
	lxw_worksheet *page;
	size_t rows;
};

/* --- CSV ------------------------------------------------------------------ */

static int
add_text(struct buf *out, size_t place, const char *text, struct err *e)
{
	struct buf safe = BUF_INIT;
	int failed = strchr("=+-@\t\r", text[0]) != NULL && text[0] != '\0'
			 ? buf_printf(&safe, e, "'%s", text)
			 : buf_printf(&safe, e, "%s", text);

	if (!failed)
		failed = csv_add_cell(out, place, buf_text(&safe), e);
	buf_free(&safe);
	return failed;
}

static int
add_cell(struct buf *out, size_t place, const json_t *cell, struct err *e)
{
	char number[24];

	if (!json_is_integer(cell))
		return add_text(out, place, json_string_value(cell), e);
	(void)snprintf(number, sizeof(number), "%lld",
	    (long long)json_integer_value(cell));
	return csv_add_cell(out, place, number, e);
}

static int
write_csv(struct sheet *s, const json_t *rows, struct err *e)
{
	struct buf out = BUF_INIT;
	int failed =
	    s->rows == 0 ? buf_add(&out, CSV_MARK, strlen(CSV_MARK), e) : 0;
	size_t i, k;
	json_t *row, *cell;

	json_array_foreach (rows, i, row) {
		json_array_foreach (row, k, cell)
			failed = failed || add_cell(&out, k, cell, e);
		failed = failed || csv_end_row(&out, e) != 0;
	}
	if (!failed && fwrite(out.bytes, 1, out.len, s->csv) != out.len)
		failed = err_errno(e, "the file cannot be written");
	buf_free(&out);
	return failed ? -1 : 0;
}

/* --- XLSX ----------------------------------------------------------------- */

static lxw_error
write_cell(lxw_worksheet *sheet, size_t row, size_t column, const json_t *cell)
{
	lxw_row_t i = (lxw_row_t)row;
	lxw_col_t k = (lxw_col_t)column;

	if (json_is_integer(cell))
		return worksheet_write_number(
		    sheet, i, k, (double)json_integer_value(cell), NULL);
	return worksheet_write_string(
	    sheet, i, k, json_string_value(cell), NULL);
}

static int
write_xlsx(struct sheet *s, const json_t *rows, struct err *e)
{
	size_t columns = json_array_size(json_array_get(rows, 0)), i, k;
	json_t *row, *cell;

	if (s->rows == 0 && columns > 0) {
		(void)worksheet_set_column(
		    s->page, 0, (lxw_col_t)(columns - 1), COLUMN_WIDTH, NULL);
		worksheet_freeze_panes(s->page, 1, 0);
	}
	if (s->rows + json_array_size(rows) > LXW_ROW_MAX)
		return err_set(e, ERR_LIMIT,
		    "a workbook holds %d rows; choose fewer days, or CSV",
		    LXW_ROW_MAX);
	json_array_foreach (rows, i, row)
		json_array_foreach (row, k, cell)
			if (write_cell(s->page, s->rows + i, k, cell) !=
			    LXW_NO_ERROR)
				return err_set(
				    e, ERR_IO, "the file cannot be written");
	return 0;
}

/* --- either --------------------------------------------------------------- */

static int
open_file(struct sheet *s, const char *path, const char *directory,
    enum sheet_form form, struct err *e)
{
	lxw_workbook_options options = {.constant_memory = LXW_TRUE,
	    .tmpdir = (char *)(uintptr_t)directory};
	int fd = open(
	    path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);

	if (fd < 0)
		return err_errno(e, "%s", path);
	if (form == SHEET_CSV) {
		s->csv = fdopen(fd, "wb");
		return s->csv == NULL ? err_nomem(e) : 0;
	}
	(void)close(fd);
	s->book = workbook_new_opt(path, &options);
	s->page =
	    s->book == NULL ? NULL : workbook_add_worksheet(s->book, NULL);
	return s->page == NULL ? err_nomem(e) : 0;
}

/* 0, or -1: the file is not whole. */
static int
close_file(struct sheet *s)
{
	int failed = 0;

	if (s->csv != NULL)
		failed = fclose(s->csv) != 0;
	if (s->book != NULL)
		failed = workbook_close(s->book) != LXW_NO_ERROR;
	free(s);
	return failed ? -1 : 0;
}

int
sheet_begin(const char *path, const char *directory, enum sheet_form form,
    struct sheet **out, struct err *e)
{
	struct sheet *s = calloc(1, sizeof(*s));

	if (s == NULL)
		return err_nomem(e);
	if (open_file(s, path, directory, form, e) != 0) {
		(void)close_file(s);
		return -1;
	}
	*out = s;
	return 0;
}

int
sheet_add(struct sheet *s, const json_t *rows, struct err *e)
{
	if ((s->csv != NULL ? write_csv(s, rows, e) : write_xlsx(s, rows, e)) !=
	    0)
		return -1;
	s->rows += json_array_size(rows);
	return 0;
}

int
sheet_end(struct sheet *s, struct err *e)
{
	if (s == NULL || close_file(s) == 0)
		return 0;
	return err_set(e, ERR_IO, "the file cannot be kept");
}
